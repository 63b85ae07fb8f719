"""Engines by name, and what is said where one is missing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest

from rubric_kit.errors import InputError
from rubric_kit.model import Rubric
from rubric_kit.scoring import tables
from rubric_kit.scoring.tables import ENGINES, LevelTable, engine_frame, score_levels
from rubric_kit.scoring.tables import spark_session as sessions

TABLE = LevelTable(("x",), ("clarity", "fit"), np.full((2, 1), 2, np.int8), np.full(1, -1, np.int8))
COLUMNS = {"row": np.arange(1)}


@pytest.mark.parametrize(
    ("engine", "package"),
    [("polars", "polars"), ("pyarrow", "pyarrow"), ("duckdb", "duckdb"), ("dask", "dask"), ("spark", "pyspark")],
)
def test_an_engine_that_is_missing_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, engine: str, package: str) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    # None in its place is how Python itself marks a module that cannot be had.
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InputError) as missing:
        engine_frame(engine, COLUMNS)
    assert str(missing.value) == f"{package} is not installed; run: pip install 'rubric_kit[{engine}]'"


def test_an_engine_nobody_knows_is_refused(make_rubric: Callable[..., Rubric]) -> None:
    message = r"^no engine with frames is called 'excel'; known are: pandas, polars, pyarrow, duckdb, dask, spark$"
    with pytest.raises(InputError, match=message):
        score_levels(make_rubric({"clarity": 6000, "fit": 4000}), TABLE, engine="excel")
    assert ENGINES == ("memory", "pandas", "polars", "pyarrow", "duckdb", "dask", "spark")


def test_spark_says_that_it_needs_java(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    class Nobody:
        class SparkSession:
            @staticmethod
            def getActiveSession() -> None:  # noqa: N802  Spark's own name
                return None

    monkeypatch.setattr(sessions, "import_module", lambda _name: Nobody)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    message = r"^the engine 'spark' needs Java 17 or newer; on Debian or Ubuntu run: sudo apt-get install default-jre-headless$"
    with pytest.raises(InputError, match=message):
        sessions.spark_session()


def test_knowing_the_engines_loads_none() -> None:
    code = (
        "import sys; from rubric_kit.scoring.tables import ENGINES; "
        "print(sorted({'numpy', 'narwhals', 'pandas', 'polars', 'pyarrow', 'duckdb', 'dask', 'pyspark'} & {*sys.modules}))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "[]\n"


def test_every_public_name_is_there() -> None:
    assert dir(tables) == sorted(tables.__all__)
    assert all(getattr(tables, name) is not None for name in tables.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'score_everything'"):
        tables.score_everything  # noqa: B018
