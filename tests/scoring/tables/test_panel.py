from __future__ import annotations

import numpy as np
import pytest

from rubric_kit.scoring.tables.cells import Cell
from rubric_kit.scoring.tables.panel import panel_cells

NO, CANNOT, KEPT, OUT = Cell.UNRATED, Cell.UNKNOWN, Cell.WITHHELD, Cell.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("given", "together"),
    [
        ([3], 3),
        ([NO, NO], NO),
        ([0, 3], 0),  # of two middle levels the lower one
        ([1, 2, 2, 7], 2),
        ([7, 1, 5], 5),
        ([2, CANNOT], CANNOT),  # one of two is not more than half
        ([2, 3, CANNOT], 2),
        ([2, NO, CANNOT], CANNOT),  # who has not answered is not counted
        ([KEPT, OUT], KEPT),  # of equally frequent states the one that leaves most open
        ([CANNOT, KEPT, OUT], CANNOT),
        ([OUT, OUT, KEPT], OUT),
        ([4, 5, KEPT, KEPT], KEPT),
    ],
)
def test_a_panel_says(given: list[int], together: int) -> None:
    cells = np.array(given, dtype=np.int8).reshape(-1, 1, 1)
    assert panel_cells(cells).tolist() == [[together]]


def test_nobody_is_a_panel_without_an_answer() -> None:
    assert panel_cells(np.empty((0, 2, 3), dtype=np.int8)).tolist() == [[NO, NO]] * 3
    assert panel_cells(np.empty((4, 0, 3), dtype=np.int8)).shape == (3, 0)
