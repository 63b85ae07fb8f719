"""A teacher's grid as a CSV file that a spreadsheet program opens."""

from __future__ import annotations

import csv
import io

from rubric_kit.authoring.exchange.form import Format, Written
from rubric_kit.authoring.exchange.grids.grid_reading import is_grid, read_grid
from rubric_kit.authoring.exchange.grids.grid_writing import grid_losses, grid_of
from rubric_kit.model import Rubric


def write_grid_csv(rubric: Rubric) -> Written:
    """Write a rubric as a grid with commas; the mark at its start tells spreadsheet programs that it is UTF-8."""
    grid = grid_of(rubric)
    text = io.StringIO(newline="")
    # All cells in quotation marks: a title that begins like JSON or HTML is not taken for it when the file is read again.
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(grid.rows)
    return Written(text.getvalue().encode("utf-8-sig"), grid_losses(rubric, grid))


FORMAT = Format(
    name="grid-csv",
    title="Grid for a spreadsheet (CSV)",
    suffix=".csv",
    takes="rows",
    recognise=is_grid,
    read=read_grid,
    write=write_grid_csv,
)
"""The format."""
