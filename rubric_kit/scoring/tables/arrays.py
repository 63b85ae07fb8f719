"""The algebra of the rules on numpy arrays: everything is computed at once, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rubric_kit.scoring.tables.algebra import Column


class ArrayAlgebra:
    """`Algebra` on numpy arrays of one length."""

    def look_up(self, column: Column, table: Sequence[int], *, lowest: int = 0) -> Column:
        """Return `table[column - lowest]` as 64-bit numbers."""
        return _array(tuple(table)).take(column - lowest if lowest else column)

    def where(self, condition: Column, yes: Column | int, no: Column | int) -> Column:
        """Return `yes` where the condition holds and `no` elsewhere."""
        return np.where(condition, _least_kind(yes), _least_kind(no))

    def number(self, condition: Column, value: int) -> Column:
        """Return a number of 64 bits where the condition holds and 0 elsewhere."""
        return np.where(condition, np.int64(value), np.int64(0))

    def least(self, *columns: Column) -> Column:
        """Return the smallest number of each row."""
        return reduce(np.minimum, columns)

    def most(self, *columns: Column) -> Column:
        """Return the largest number of each row."""
        return reduce(np.maximum, columns)

    def keep(self, *columns: Column) -> tuple[Column, ...]:
        """Return the columns: they are computed already."""
        return columns

    def nowhere(self, condition: Column) -> bool:
        """Tell whether a condition holds for no badge of the block."""
        return not condition.any()


def _least_kind(value: Column | int) -> Any:
    """Return a bare number in 8 bits where they hold it, so that places and codes stay small."""
    if not isinstance(value, int):
        return value
    return np.int8(value) if -128 <= value <= 127 else np.int64(value)


@lru_cache(maxsize=1024)
def _array(table: tuple[int, ...]) -> NDArray[np.int64]:
    found = np.array(table, dtype=np.int64)
    found.flags.writeable = False
    return found
