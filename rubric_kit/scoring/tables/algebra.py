"""What the rules ask of an engine: an algebra of columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Any, NamedTuple, Protocol

Column = Any
"""A numpy array, or an expression that an engine computes later. Both know +, *, >=, <, ==, &, | and ~ element by element; mypy
knows no type for that."""


class Algebra(Protocol):
    """What differs between the engines, beside those operators."""

    def look_up(self, column: Column, table: Sequence[int], *, lowest: int = 0) -> Column:
        """Return `table[column - lowest]` as 64-bit numbers."""

    def where(self, condition: Column, yes: Column | int, no: Column | int) -> Column:
        """Return `yes` where the condition holds and `no` elsewhere."""

    def number(self, condition: Column, value: int) -> Column:
        """Return a number of 64 bits where the condition holds and 0 elsewhere."""

    def least(self, *columns: Column) -> Column:
        """Return the smallest number of each row."""

    def most(self, *columns: Column) -> Column:
        """Return the largest number of each row."""

    def keep(self, *columns: Column) -> tuple[Column, ...]:
        """Return the same columns, computed once, to be used in more than one place; None stays None."""

    def nowhere(self, condition: Column) -> bool:
        """Tell whether a condition is known to hold for no badge, so that what hangs on it can be left out."""


class RowColumns(NamedTuple):
    """What the rules come to, one column each."""

    low: Column
    """Smallest sum the gaps allow, basis points times thousandths of a point."""
    high: Column
    """Largest sum the gaps allow, in the same unit."""
    full: Column
    """Sum if every criterion that applies were at its top level, in the same unit."""
    label: Column
    """Code of the outcome, or `UNDETERMINED`."""
    open: Column
    """The outcomes that are open, as bits."""


def added(columns: Sequence[Column]) -> Column:
    """Return the sum of at least one column."""
    return reduce(add, columns)


def both(one: Column | None, other: Column | None) -> Column | None:
    """Return where both conditions hold; None holds everywhere."""
    if one is None or other is None:
        return other if one is None else one
    return one & other
