"""A teacher's grid as text with tabs, to be pasted into a sheet."""

from __future__ import annotations

import csv
import io

from rubric_kit.authoring.exchange.form import Format, Written
from rubric_kit.authoring.exchange.grids.grid_reading import is_grid, read_grid
from rubric_kit.authoring.exchange.grids.grid_writing import grid_losses, grid_of
from rubric_kit.model import Rubric


def write_grid_text(rubric: Rubric) -> Written:
    """Write a rubric as a grid with tabs between cells, each in quotation marks, which a sheet takes off."""
    grid = grid_of(rubric)
    text = io.StringIO(newline="")
    csv.writer(text, dialect="excel-tab", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(grid.rows)
    return Written(text.getvalue().encode(), grid_losses(rubric, grid))


FORMAT = Format(
    name="grid-text",
    title="Grid to paste into a sheet (text with tabs)",
    suffix=".tsv",
    takes="rows",
    recognise=is_grid,
    read=read_grid,
    write=write_grid_text,
)
"""The format."""
