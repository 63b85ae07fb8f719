"""What one cell of a level table holds: the place of a level, or a code below zero where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from rubric_kit.model import RatingState


class Cell(IntEnum):
    """Codes for the gaps; a level is its place, 0 for the lowest. Any other number below zero is read as unknown."""

    UNKNOWN = -1
    """Somebody looked and cannot tell: every level is possible."""
    WITHHELD = -2
    """It exists and is not shown: every level is possible, and a substitution may apply."""
    NOT_APPLICABLE = -3
    """The criterion does not fit this badge: the other weights are rescaled."""
    UNRATED = -4
    """Nobody has answered. It scores like UNKNOWN; a panel counts only those who answered."""


STATE_CELLS = {
    RatingState.UNKNOWN: Cell.UNKNOWN,
    RatingState.WITHHELD: Cell.WITHHELD,
    RatingState.NOT_APPLICABLE: Cell.NOT_APPLICABLE,
}
"""The code of each state that a rater can give."""

LOWEST_CELL = min(Cell)


def cell_table(levels: Sequence[int], *, gap: int, left_out: int) -> tuple[int, ...]:
    """Return a table over all cells, from `LOWEST_CELL` up: a value per level, one for gaps, one where nothing applies."""
    return (gap, left_out, gap, gap, *levels)
