"""Columns of levels, checked and read block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.errors import InputError
from rubric_kit.scoring.tables.cells import LOWEST_CELL, Cell
from rubric_kit.scoring.tables.plan import ScorePlan

LevelColumns = Sequence[NDArray[Any]] | NDArray[Any]
"""One array of shape (badges,) per criterion, or one array of shape (criteria, badges)."""

_ROWS = 1 << 15
"""Rows at a time: what a block needs stays in the processor's second cache."""


class Block(NamedTuple):
    """Some rows of a table."""

    rows: slice
    """Where they are in the table."""
    cells: list[NDArray[np.int8]]
    """Their cells, one array per criterion."""
    gaps: NDArray[np.intp] | None
    """Which of them have a gap, counted within the block; None: no row has."""
    standing: NDArray[np.int8] | None
    """Codes of the outcomes they have whatever their levels are, below 0 where there is none."""

    @property
    def only_gaps(self) -> bool:
        """Whether no row is complete."""
        return self.gaps is not None and len(self.gaps) == len(self.cells[0])


class LevelBlocks:
    """The columns of a table.

    Raises
    ------
    InputError
        Columns are missing, differ in length, hold no whole numbers, or a number that is no place of the criterion.
    """

    def __init__(self, plan: ScorePlan, columns: LevelColumns, standing: NDArray[Any] | None) -> None:
        if len(columns) != len(plan.criteria):
            message = f"found {len(columns)} columns of levels; the rubric has {len(plan.criteria)} criteria, each needs one"
            raise InputError(message)
        self.plan = plan
        self.columns = [np.asarray(column) for column in columns]
        self.standing = None if standing is None else np.asarray(standing)
        self.rows = len(self.columns[0])
        for name, column in zip(plan.criteria, self.columns, strict=True):
            self._refuse_unfit(name, column)
        if self.standing is not None:
            self._refuse_unfit("standing", self.standing)
            if self.rows and self.standing.max() >= len(plan.outcomes):
                message = f"column 'standing' holds {self.standing.max()}; the {len(plan.outcomes)} outcomes are counted from 0"
                raise InputError(message, where="standing")

    def __iter__(self) -> Iterator[Block]:
        for start in range(0, self.rows, _ROWS):
            rows = slice(start, min(start + _ROWS, self.rows))
            cells = [self._cells(at, rows) for at in range(len(self.columns))]
            standing = None if self.standing is None else self.standing[rows].astype(np.int8)
            yield Block(rows, [found for found, _ in cells], _gaps(cells), standing)

    def _cells(self, at: int, rows: slice) -> tuple[NDArray[np.int8], bool]:
        """Return one column of a block as 8-bit numbers, and whether it has gaps."""
        column = self.columns[at][rows]
        top = self.plan.levels[at] - 1
        # Seen without a sign a gap is above 127, so that one look at the largest tells of gaps and of places too high.
        if column.dtype == np.int8 and column.view(np.uint8).max() <= top:
            return column, False
        largest, lowest = int(column.max()), int(column.min())
        if largest > top:
            name, row = self.plan.criteria[at], rows.start + int(column.argmax())
            message = (
                f"column {name!r} holds {largest} in row {row:,}; the criterion has {top + 1} levels, counted from 0 to {top}"
            )
            raise InputError(message, where=name)
        if lowest < LOWEST_CELL:
            column = np.where(column < LOWEST_CELL, int(Cell.UNRATED), column)
        return column.astype(np.int8), lowest < 0

    def _refuse_unfit(self, name: str, column: NDArray[Any]) -> None:
        if column.ndim != 1 or not np.issubdtype(column.dtype, np.integer):
            found = f"has {column.ndim} dimensions" if column.ndim != 1 else f"holds {column.dtype}"
            message = (
                f"column {name!r} {found}; one row of whole numbers is needed, places counted from 0 and -1 where there is none"
            )
            raise InputError(message, where=name)
        if len(column) != self.rows:
            first = self.plan.criteria[0]
            message = f"column {name!r} has {len(column):,} rows, column {first!r} has {self.rows:,}; all need the same"
            raise InputError(message, where=name)


def _gaps(cells: Sequence[tuple[NDArray[np.int8], bool]]) -> NDArray[np.intp] | None:
    found = [column < 0 for column, has_gap in cells if has_gap]
    return np.flatnonzero(np.logical_or.reduce(found)) if found else None
