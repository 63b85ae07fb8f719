"""Engines by name: a frame of each kind from columns in memory, and the scores back again.

The libraries are imported by name when their engine is asked for; none but numpy and pandas comes with the kit.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from rubric_kit.errors import InputError
from rubric_kit.model import Rubric, visible
from rubric_kit.scoring.tables.engine_names import ENGINES, MEMORY
from rubric_kit.scoring.tables.frames import RESULTS, FrameNames, read_back, scored_frame
from rubric_kit.scoring.tables.level_table import LevelTable
from rubric_kit.scoring.tables.lookup import ScoreColumns, score_columns
from rubric_kit.scoring.tables.plan import score_plan
from rubric_kit.scoring.tables.spark_session import spark_session

Columns = Mapping[str, NDArray[Any]]

_ROW = "row"
"""Column that carries the order of the rows, which engines that share out the work do not keep."""


def score_levels(rubric: Rubric, table: LevelTable, *, engine: str = MEMORY) -> ScoreColumns:
    """Score a table of levels on the engine that is named; every engine gives the same.

    Parameters
    ----------
    rubric : Rubric
        The version to score by.
    table : LevelTable
        Badges, from `levels_of`, `LevelCube.panel` or `LevelCube.of_rater`.
    engine : str
        A name of `ENGINES`. Dask uses the cluster that a `Client` is connected to, Spark the session that is active; without one
        both work on this machine alone.

    Raises
    ------
    InputError
        The engine is not known or not installed.
    RecordError
        The rubric's substitutions make more cases than a frame can carry; the engine "memory" can.
    """
    plan = score_plan(rubric)
    if engine == MEMORY:
        return score_columns(plan, table.columns, table.standing)
    # The columns get names of their own, so that no criterion can be called like a result.
    names = FrameNames(tuple(f"level_{at}" for at in range(len(plan.criteria))), "standing", RESULTS)
    columns = {
        _ROW: np.arange(len(table.badges)),
        **dict(zip(names.criteria, table.columns, strict=True)),
        "standing": table.standing,
    }
    frame = engine_frame(engine, columns)
    with warnings.catch_warnings():
        # narwhals asks for a package that nobody has published yet.
        warnings.filterwarnings("ignore", "Dask support is moving out of Narwhals", FutureWarning)
        complete = None if (table.columns >= 0).all() else False
        found = collect(scored_frame(plan, frame, names, complete=complete), RESULTS, order=_ROW)
    low, high, full, label, bits = (found[name] for name in RESULTS)
    return ScoreColumns(low, high, full, label.astype(np.int8), bits)


def engine_frame(engine: str, columns: Columns) -> Any:
    """Return a frame of the kind an engine works on, with columns of whole numbers of one length.

    Raises
    ------
    InputError
        The engine has no frames, is not known or not installed.
    """
    if engine not in _FRAMES:
        known = ", ".join(name for name in ENGINES if name != MEMORY)
        raise InputError(f"no engine with frames is called {visible(engine)!r}; known are: {known}", where=engine)
    try:
        return _FRAMES[engine](columns)
    except ModuleNotFoundError as error:
        missing = (error.name or engine).partition(".")[0]
        raise InputError(f"{missing} is not installed; run: pip install 'rubric_kit[{engine}]'", where=engine) from None


def collect(frame: Any, names: tuple[str, ...], *, order: str) -> dict[str, NDArray[Any]]:
    """Bring columns of a frame back as arrays, in the order of a column of row numbers."""
    found = read_back(nw.from_native(frame).select(*(nw.col(name) for name in (*names, order))))
    rows = np.argsort(found.get_column(order).to_numpy(), kind="stable")
    return {name: found.get_column(name).to_numpy()[rows] for name in names}


def _pandas(columns: Columns) -> Any:
    return import_module("pandas").DataFrame(dict(columns))


def _polars(columns: Columns) -> Any:
    return import_module("polars").DataFrame(dict(columns))


def _pyarrow(columns: Columns) -> Any:
    return import_module("pyarrow").table(dict(columns))


def _duckdb(columns: Columns) -> Any:
    # The relation keeps its connection, and that keeps the columns.
    return import_module("duckdb").connect().register("badges", dict(columns)).table("badges")


def _dask(columns: Columns) -> Any:
    return import_module("dask.dataframe").from_pandas(_pandas(columns), npartitions=max(2, os.cpu_count() or 1))


def _spark(columns: Columns) -> Any:
    return spark_session().createDataFrame(_pyarrow(columns))


_FRAMES: dict[str, Callable[[Columns], Any]] = {
    "pandas": _pandas,
    "polars": _polars,
    "pyarrow": _pyarrow,
    "duckdb": _duckdb,
    "dask": _dask,
    "spark": _spark,
}
