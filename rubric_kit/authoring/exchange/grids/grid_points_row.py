"""The points of the levels in a row below the criteria, as in "Points | 1 | 2 | 3"."""

from __future__ import annotations

from itertools import pairwise

from rubric_kit.authoring.exchange.grids.grid_codes import GridNotes
from rubric_kit.authoring.exchange.grids.grid_header import Header
from rubric_kit.authoring.exchange.grids.grid_numbers import Label, cell_points, label
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet
from rubric_kit.authoring.exchange.grids.grid_words import means


def with_points_row(sheet: Sheet, header: Header, notes: GridNotes) -> Header:
    """Return a header whose levels have the points of a row below the criteria, if there is one and nothing else gives points.

    Parameters
    ----------
    sheet : Sheet
        The grid with its criteria in rows.
    header : Header
        What its columns are.
    notes : GridNotes
        Where it is told which row was taken.
    """
    if header.own or not header.rows or any(level.label.points is not None for level in header.levels):
        return header
    for row in range(header.body + 1, len(sheet.rows)):
        found = _points(sheet, header, row)
        if found is None or _have_points(sheet, header, row):
            continue
        notes.tell(f"The levels' points stand in {sheet.line(row)}.")
        levels = [
            level._replace(label=level.label._replace(points=one.points)) for level, one in zip(header.levels, found, strict=True)
        ]
        return header._replace(levels=tuple(levels), points_row=row)
    return header


def _points(sheet: Sheet, header: Header, row: int) -> list[Label] | None:
    """Return the points of a row that begins with the word for them and has a number for each level, all running one way."""
    head = sheet.rows[row][header.name]
    # Words such as "score" or "total" stand beside places to write on.
    if not (means(head, "level") and means(head, "total") and means(head, "weight")):
        return None
    found = [label(sheet.rows[row][level.column]) for level in header.levels]
    values = [one.points.value for one in found if one.points is not None and one.bare and not one.is_range]
    steps = {high > low for low, high in pairwise(values)}
    return found if len(values) == len(found) > 1 and len(steps) == 1 and len(set(values)) == len(values) else None


def _have_points(sheet: Sheet, header: Header, points_row: int) -> bool:
    rows = [cells for row, cells in enumerate(sheet.rows) if row >= header.body and row != points_row]
    texts = [cells[level.column] for cells in rows for level in header.levels if cells[level.column]]
    return any(cell_points(text, bare=True) is not None or label(text).bare for text in texts)
