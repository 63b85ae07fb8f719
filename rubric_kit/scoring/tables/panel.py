"""What a panel says together, for all badges at once: the rule of `rubric_kit.scoring.panel_answers` on a cube of cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rubric_kit.scoring.tables.cells import Cell


def panel_cells(cells: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return the panel's cells: the lower median level where more than half of those who answered gave one, else a state.

    Parameters
    ----------
    cells : array of int8 of shape (raters, badges, criteria)
        Places of levels and codes of `Cell`.

    Returns
    -------
    array of int8 of shape (criteria, badges)
        UNRATED where nobody answered; of equally frequent states the one that leaves most open.
    """
    raters, badges, criteria = cells.shape
    together = np.full((criteria, badges), Cell.UNRATED, dtype=np.int8)
    if raters:
        for at in range(criteria):
            together[at] = _together(cells[:, :, at])
    return together


def _together(given: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return what raters say on one criterion; `given` has the shape (raters, badges)."""
    rated = np.count_nonzero(given >= 0, axis=0)
    unknown, withheld, left_out = (
        np.count_nonzero(given == code, axis=0) for code in (Cell.UNKNOWN, Cell.WITHHELD, Cell.NOT_APPLICABLE)
    )
    # Every condition is looked at in turn, so that a tie goes to the state that comes first: it leaves most open.
    states = np.select(
        [rated + unknown + withheld + left_out == 0, (unknown >= withheld) & (unknown >= left_out), withheld >= left_out],
        [Cell.UNRATED, Cell.UNKNOWN, Cell.WITHHELD],
        Cell.NOT_APPLICABLE,
    )
    return np.where(rated > unknown + withheld + left_out, _lower_median(given, rated), states).astype(np.int8)


def _lower_median(given: NDArray[np.int8], rated: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the median of the levels given, of two middle ones the lower: the first with half of the levels at or below it."""
    middle = (rated - 1) // 2
    found = np.zeros_like(rated)
    for place in range(int(given.max(initial=0))):
        found += np.count_nonzero((given >= 0) & (given <= place), axis=0) <= middle
    return found
