"""The algebra of the rules as narwhals expressions: the engine behind the frame computes them when it sees fit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, count
from typing import Any, NamedTuple

import narwhals as nw

from rubric_kit.scoring.tables.algebra import Column

Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]

_LARGEST_32 = 2**31 - 1
_LARGEST_64 = 2**63 - 1


class _Line(NamedTuple):
    """Whole numbers on a line."""

    start: int
    slope: int

    def at(self, place: int) -> int:
        return self.start + self.slope * place


class ExpressionAlgebra:
    """`Algebra` on expressions over one frame; columns that are kept are added to it under names that nothing else has.

    `largest` bounds every sum of what is looked up, where the rules only add; None: they multiply as well.
    """

    def __init__(self, frame: Frame, *, largest: int | None = None) -> None:
        self.frame = frame
        # Where nothing grows beyond 32 bits they are enough, and half the memory to move.
        self._kind = nw.Int32 if largest is not None and largest <= _LARGEST_32 else nw.Int64
        taken = {name.casefold() for name in frame.collect_schema().names()}
        self._free = (name for name in (f"rk_kept_{number}" for number in count()) if name not in taken)

    def look_up(self, column: Column, table: Sequence[int], *, lowest: int = 0) -> Column:
        """Return `table[column - lowest]`: a line through most entries and a comparison for each of the others."""
        # The type is said, because engines disagree: some would count in 32 bits where 64 are needed, and wrap around.
        kind = self._kind if max(table) <= _LARGEST_32 else nw.Int64
        line = _line(table, lowest, _LARGEST_32 if kind is nw.Int32 else _LARGEST_64)
        off = [at for at, value in enumerate(table, start=lowest) if value != line.at(at)]
        rises = [at for at in range(1, len(table)) if table[at] != table[at - 1]]
        if len(rises) <= len(off):
            found: Column = nw.lit(table[0], kind)
            for at in rises:
                found = nw.when(column >= lowest + at).then(nw.lit(table[at], kind)).otherwise(found)
            return found
        found = column.cast(kind) * line.slope + line.start if line.slope else nw.lit(line.start, kind)
        for at in off:
            found = nw.when(column == at).then(nw.lit(table[at - lowest], kind)).otherwise(found)
        return found

    def where(self, condition: Column, yes: Column | int, no: Column | int) -> Column:
        """Return `yes` where the condition holds and `no` elsewhere."""
        return nw.when(condition).then(_literal(yes)).otherwise(_literal(no))

    def number(self, condition: Column, value: int) -> Column:
        """Return a number of 64 bits where the condition holds and 0 elsewhere."""
        return nw.when(condition).then(nw.lit(value, nw.Int64)).otherwise(nw.lit(0, nw.Int64))

    def least(self, *columns: Column) -> Column:
        """Return the smallest number of each row."""
        return nw.min_horizontal(*columns) if len(columns) > 1 else columns[0]

    def most(self, *columns: Column) -> Column:
        """Return the largest number of each row."""
        return nw.max_horizontal(*columns) if len(columns) > 1 else columns[0]

    def keep(self, *columns: Column) -> tuple[Column, ...]:
        """Add the columns to the frame and return them by name; None stays None."""
        names = [None if column is None else next(self._free) for column in columns]
        named = [column.alias(name) for column, name in zip(columns, names, strict=True) if name is not None]
        self.frame = self.frame.with_columns(*named) if named else self.frame
        return tuple(None if name is None else nw.col(name) for name in names)

    def nowhere(self, condition: Column) -> bool:  # noqa: ARG002  nothing is known before the engine runs
        """Return False: only the engine can tell."""
        return False


def _literal(value: Column | int) -> Column:
    """Return a bare number in 8 bits where they hold it, so that places and codes stay small."""
    if not isinstance(value, int):
        return value
    return nw.lit(value, nw.Int8 if -128 <= value <= 127 else nw.Int64)


def _line(table: Sequence[int], lowest: int, largest: int) -> _Line:
    """Return the line through two entries of a table that meets most of them and stays within what a column can hold."""
    places = range(lowest, lowest + len(table))
    lines = [_Line(max(table, key=list(table).count), 0)]
    for (one, start), (other, end) in combinations(zip(places, table, strict=True), 2):
        slope, rest = divmod(end - start, other - one)
        if not rest:
            lines.append(_Line(start - slope * one, slope))
    # Of lines that are off for some entries the values there are computed all the same, and some engines stop at an overflow.
    fits = [line for line in lines if all(abs(line.slope * at) <= largest // 2 >= abs(line.start) for at in places)]
    return max(fits, key=lambda line: sum(line.at(at) == value for at, value in zip(places, table, strict=True)))
