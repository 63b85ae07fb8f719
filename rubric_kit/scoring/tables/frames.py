"""The engine for frames: the rules as expressions on pandas, Polars, PyArrow, DuckDB, Dask and Spark, through narwhals."""

from __future__ import annotations

from math import inf
from typing import Any, NamedTuple

import narwhals as nw

from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Rubric, visible
from rubric_kit.scoring.tables.algebra import Column
from rubric_kit.scoring.tables.cells import LOWEST_CELL, Cell
from rubric_kit.scoring.tables.expressions import ExpressionAlgebra, Frame
from rubric_kit.scoring.tables.plan import ScorePlan, score_plan
from rubric_kit.scoring.tables.rules import complete_columns, general_columns, promised_columns

MOST_CASES = 32
"""Parts of a badge's levels that the substitutions of a rubric may make; each becomes expressions of its own."""
RESULTS = ("score_low", "score_high", "score_full", "label", "open")
"""Names of the columns that are added, in the order of `RowColumns`."""


class FrameNames(NamedTuple):
    """What the columns of a frame are called."""

    criteria: tuple[str, ...]
    """One column per criterion, in the order of the plan."""
    standing: str
    """Column of outcomes that hold whatever the levels are; it may be missing."""
    results: tuple[str, ...]
    """Columns that are added."""


def score_frame(rubric: Rubric, frame: Any, *, complete: bool | None = None, standing: str = "standing", prefix: str = "") -> Any:
    """Score the badges of a frame, one row each, and return a frame of the same kind with five columns more.

    Parameters
    ----------
    rubric : Rubric
        The version to score by.
    frame : DataFrame, LazyFrame, Table, relation
        Any frame that narwhals knows: pandas, Polars (also lazy), PyArrow, DuckDB, Dask, Spark. One column of whole numbers per
        criterion, under its id: the place of the level, 0 for the lowest. Null, NaN and numbers below 0 are gaps; -2 is withheld,
        -3 does not apply (`Cell`), everything else is unknown.
    complete : bool, optional
        Whether every cell holds a level, which is scored more quickly. None: looked up with one pass over the frame, which also
        finds places that no criterion has. True or False: no pass is made; a place that no criterion has is read as unknown, and
        a row that breaks the promise of True is given the widest interval there is and stays undetermined.
    standing : str
        Name of a column, if there is one, with the code of the outcome a badge has whatever its levels are (-1 or null: none).
    prefix : str
        Put before the names of the columns that are added: score_low, score_high, score_full, label and open, as in
        `ScoreColumns`.

    Raises
    ------
    InputError
        This is no frame, or a column is missing, holds no whole numbers or a place that the criterion does not have.
    RecordError
        The rubric's substitutions make more cases than expressions can carry; the engine "memory" can.
    """
    plan = score_plan(rubric)
    names = FrameNames(plan.criteria, "" if standing in plan.criteria else standing, tuple(prefix + name for name in RESULTS))
    return scored_frame(plan, frame, names, complete=complete)


def scored_frame(plan: ScorePlan, frame: Any, names: FrameNames, *, complete: bool | None = None) -> Any:
    """Score a frame whose columns have names of their own; everything else as for `score_frame`."""
    if plan.cases > MOST_CASES:
        message = f"the substitutions make {plan.cases:,} cases, a frame carries {MOST_CASES}: score with the engine 'memory'"
        raise RecordError(message)
    given = _narwhal(frame)
    columns = _Columns(plan, given, names)
    seen = complete is None and columns.look()
    # Polars works best when it sees everything that is asked at once.
    work = given.lazy() if isinstance(given, nw.DataFrame) and given.implementation.is_polars() else given
    algebra = ExpressionAlgebra(work, largest=plan.full if seen or complete else None)
    standing = columns.standing(algebra)
    if seen:
        found = complete_columns(plan, algebra, [nw.col(name) for name in names.criteria], standing)
    elif complete:
        found = promised_columns(plan, algebra, *columns.promised(algebra), standing)
    else:
        found = general_columns(plan, algebra, columns.cells(algebra), standing)
    kinds = (nw.Int64, nw.Int64, nw.Int64, nw.Int8, nw.Int64)
    added = [column.cast(kind).alias(name) for column, kind, name in zip(found, kinds, names.results, strict=True)]
    scored = algebra.frame.select(nw.col(*columns.kinds.names()), *added)
    if isinstance(given, nw.DataFrame) and isinstance(scored, nw.LazyFrame):
        scored = scored.collect()
    return scored.to_native()


def _narwhal(frame: Any) -> Frame:
    try:
        found: Frame = nw.from_native(frame)
    except TypeError:
        message = f"found {type(frame).__name__}; a frame of pandas, Polars, PyArrow, DuckDB, Dask or Spark is needed"
        raise InputError(message) from None
    return found


class _Columns:
    """The columns of a frame that the rules read, checked as far as that needs no pass over the rows."""

    def __init__(self, plan: ScorePlan, frame: Frame, names: FrameNames) -> None:
        self.plan = plan
        self.frame = frame
        self.names = names
        self.kinds = frame.collect_schema()
        self._refuse_missing()
        read = [*names.criteria, *([names.standing] if names.standing in self.kinds else [])]
        for name in read:
            if not (self.kinds[name].is_integer() or self.kinds[name].is_float()):
                message = f"column {name!r} holds {self.kinds[name]}; whole numbers are allowed, places of levels counted from 0"
                raise InputError(message, where=name)

    def look(self) -> bool:
        """Tell whether every cell holds a level, by one pass over the frame.

        Raises
        ------
        InputError
            A cell holds a number that is no place of its criterion.
        """
        ends_of = dict(zip(self.names.criteria, self.plan.levels, strict=True))
        if self.names.standing in self.kinds:
            ends_of[self.names.standing] = len(self.plan.outcomes)
        floats = [name for name in ends_of if self.kinds[name].is_float()]
        whole = [name for name in ends_of if name not in floats]
        # Not every engine takes the ends of an expression: the columns are made first.
        seen = self.frame.select(
            *([nw.col(*whole).fill_null(int(Cell.UNRATED))] if whole else []),
            *(self._whole_or_gap(name).alias(name) for name in floats),
        )
        every = nw.col(*ends_of)
        (found,) = read_back(seen.select(every.min().name.suffix("_least"), every.max().name.suffix("_most"))).rows(named=True)
        for name, end in ends_of.items():
            self._refuse_too_high(name, end, found[f"{name}_most"])
        least = [found[f"{name}_least"] for name in self.names.criteria]
        return not any(one is not None and one < 0 for one in least)

    def cells(self, algebra: ExpressionAlgebra) -> tuple[Column, ...]:
        """Return the columns with every number that is no cell of the criterion read as unknown."""
        return algebra.keep(*(self._cell(name, self.plan.levels[at]) for at, name in enumerate(self.names.criteria)))

    def promised(self, algebra: ExpressionAlgebra) -> tuple[list[Column], Column]:
        """Return the columns as they are, floats in whole numbers, and where every cell holds a place."""
        levels = dict(zip(self.names.criteria, self.plan.levels, strict=True))
        whole = [name for name in levels if self.kinds[name].is_integer()]
        floats = [name for name in levels if name not in whole]
        cells = dict(zip(floats, algebra.keep(*(self._cell(name, levels[name]) for name in floats)), strict=True))
        # One expression for all columns that have the same end is read more quickly than one for each.
        ends = {end: [name for name in whole if levels[name] == end] for end in {*levels.values()}}
        fits = [nw.col(*names) < end for end, names in ends.items() if names]
        fits += [nw.col(*whole) >= 0] if whole else []
        fits += [cell >= 0 for cell in cells.values()]
        return [cells.get(name, nw.col(name)) for name in levels], nw.all_horizontal(*fits, ignore_nulls=False)

    def standing(self, algebra: ExpressionAlgebra) -> Column | None:
        """Return the column of outcomes that hold whatever the levels are, if there is one."""
        if self.names.standing not in self.kinds:
            return None
        (found,) = algebra.keep(self._cell(self.names.standing, len(self.plan.outcomes)))
        return found

    def _cell(self, name: str, end: int) -> Column:
        column = nw.col(name)
        no_cell = self._is_null(name) | (column < LOWEST_CELL) | (column >= end)
        if self.kinds[name].is_float():
            no_cell = no_cell | (column % 1 != 0)
        return nw.when(no_cell).then(nw.lit(int(Cell.UNRATED), nw.Int8)).otherwise(column).cast(nw.Int8)

    def _whole_or_gap(self, name: str) -> Column:
        """Return a column of floats with a gap in place of NaN, and infinity in place of what is not whole."""
        column = nw.col(name)
        found = nw.when(column % 1 == 0).then(column).otherwise(nw.lit(inf, nw.Float64))
        return nw.when(self._is_null(name)).then(nw.lit(float(Cell.UNRATED), nw.Float64)).otherwise(found)

    def _refuse_too_high(self, name: str, end: int, most: float | None) -> None:
        # Of no rows some engines say that the largest is NaN, which compares with nothing.
        if most is None or not most >= end:
            return
        found = "a number that is not whole" if most == inf else f"{most:g}"
        allowed = f"the criterion has {end} levels, counted from 0 to {end - 1}"
        if name == self.names.standing:
            allowed = f"the {end} outcomes are counted from 0"
        raise InputError(f"column {name!r} holds {found}; {allowed}", where=name)

    def _is_null(self, name: str) -> Column:
        # Only floats have NaN, which some engines take for the largest number of all.
        column = nw.col(name)
        return column.is_null() | column.is_nan() if self.kinds[name].is_float() else column.is_null()

    def _refuse_missing(self) -> None:
        there = self.kinds.names()
        missing = [name for name in self.names.criteria if name not in there]
        if missing:
            found = ", ".join(visible(name) for name in there[:8]) or "none"
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            message = f"column {missing[0]!r}{more} is missing; a frame has one column for each criterion, found are: {found}"
            raise InputError(message, where=missing[0])
        for name in self.names.results:
            if name.casefold() in {one.casefold() for one in there}:
                message = f"column {visible(name)!r} is there already and would be lost: rename it, or choose a prefix"
                raise InputError(message, where=name)


def read_back(frame: Frame) -> nw.DataFrame[Any]:
    """Return the rows of a lazy frame, through pandas, which the kit has, where narwhals would ask for more."""
    if isinstance(frame, nw.DataFrame):
        return frame
    if frame.implementation.is_pyspark():
        # Spark's own way into pandas warns of the newest pandas; PyArrow comes with the extra.
        return frame.collect("pyarrow")
    return frame.collect("pandas") if frame.implementation.is_duckdb() else frame.collect()
