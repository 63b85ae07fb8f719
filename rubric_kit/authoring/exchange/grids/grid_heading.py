"""Headers of several rows: a heading merged over the levels with their names below it, or names over their points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rubric_kit.authoring.exchange.grids.grid_numbers import label
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet
from rubric_kit.authoring.exchange.grids.grid_words import Role, means

_LONGEST = 60
_LOOK = 15
_ROLES: tuple[Role, ...] = ("criterion", "question", "weight", "left_out", "header_part")


class Heading(NamedTuple):
    """The row of the levels' names in a header of several rows."""

    names: int
    """The row."""
    sure: bool
    """Whether words that label the other columns, or the heading itself, show that this is a header."""
    of_levels: bool
    """Whether the heading is a word for levels."""
    columns: tuple[int, ...]
    """The columns of the levels."""
    other: int
    """The row of the heading, or of the points below the names."""


def has_role(text: str) -> bool:
    """Tell whether a header says what its column is for, so that it is no level's label."""
    return any(means(text, role) for role in _ROLES)


def is_blank_line(text: str) -> bool:
    """Tell whether a text is a place to write on, such as "Name: ____"."""
    return "__" in text or text.rstrip().endswith(":")


def heading_of(sheet: Sheet) -> Heading | None:
    """Return where the names stand if the top of a grid is a heading over them, or they stand over their points.

    A program that copies merged cells leaves the text in the first of them and the others empty: where cells below an empty
    run are filled, the run was one heading over them.
    """
    for row in _first_rows(sheet):
        found = _under_merged(sheet, row) or _over_points(sheet, row)
        if found is not None:
            return found
    return None


def all_bare(sheet: Sheet, row: int) -> bool:
    """Tell whether a row has nothing but points, words that label the first columns aside."""
    cells = [sheet.rows[row][column] for column in sheet.filled(row) if not has_role(sheet.rows[row][column])]
    return bool(cells) and all(label(cell).bare for cell in cells)


def _first_rows(sheet: Sheet) -> Iterator[int]:
    """Yield the rows that may begin a header: titles above it aside, the first one and, if it labels columns, the second one."""
    seen = False
    for row in range(min(len(sheet.rows) - 2, _LOOK)):
        cells = [sheet.rows[row][column] for column in sheet.filled(row)]
        if not cells or all(map(is_blank_line, cells)):
            continue
        if not seen or any(map(has_role, cells)):
            yield row
        if seen:
            return
        seen = len(cells) > 1


def _next(sheet: Sheet, row: int) -> int:
    """Return the row below; an empty one, such as the line of dashes in a Markdown table leaves, is passed over."""
    return row + 1 if any(sheet.rows[row + 1]) or row + 2 >= len(sheet.rows) else row + 2


def _under_merged(sheet: Sheet, row: int) -> Heading | None:
    """Return the names below a row with merged headings: whatever stands beside them is a label, in either of the rows."""
    under = _next(sheet, row)
    above, below = sheet.rows[row], sheet.rows[under]
    spans = list(_spans(above, below))
    covered = {column for start, end in spans for column in range(start, end)}
    if not covered or not _are_labels([below[column] for column in covered]):
        return None
    beside = [column for column in range(sheet.width) if column not in covered]
    if any(below[column] and not _is_label(below[column]) for column in beside):
        return None
    if any(above[column] and below[column] and not _is_label(above[column]) for column in beside):
        return None
    first = min(covered)
    headings = [above[start] for start, _ in spans]
    if _names_levels(above[:first]) or _names_levels(below[:first]) or max(map(len, headings)) > _LONGEST:
        return None
    if not any(any(cells[:first]) and any(cells[first:]) for cells in sheet.rows[under + 1 :]):
        return None
    labels = [text for column in beside for text in (above[column], below[column]) if text]
    of_levels = any(means(text, "header_part") or means(text, "level") for text in headings)
    return Heading(under, of_levels or any(map(has_role, labels)), of_levels, tuple(sorted(covered)), row)


def _spans(above: list[str], below: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the columns of each heading that stands over two or more filled cells, as start and end.

    Some programs fill each of the merged cells with the same text.
    """
    end = 0
    for start, text in enumerate(above):
        if start < end or not text or not _may_name(below[start]):
            continue
        end = start + 1
        while end < len(above) and above[end] in ("", text) and _may_name(below[end]):
            end += 1
        if end - start > 1:
            yield start, end


def _over_points(sheet: Sheet, row: int) -> Heading | None:
    """Return the row itself if it holds names that have their points below them."""
    under = _next(sheet, row)
    above, below = sheet.rows[row], sheet.rows[under]
    points = [column for column, text in enumerate(below) if label(text).bare]
    names = [above[column] for column in points]
    first = points[0] if points else 0
    if len(points) < 2 or not first or not _are_labels(names) or any(label(name).bare for name in names):
        return None
    heads = [text for text in below[:first] if text]
    said = any(means(text, "criterion") for text in above[:first])
    # A row "Weight" or "Points" below a row of names gives the criteria their weights if these stand in columns.
    in_rows = said and sum(map(has_role, above[:first])) > 1
    if _names_levels(above[:first]) or not all(means(text, "criterion") or in_rows for text in heads[:1]):
        return None
    beside = [column for column in range(sheet.width) if column not in points]
    if any(below[column] and not _is_label(below[column]) for column in beside):
        return None
    if any(above[column] and not has_role(above[column]) for column in beside if column > first):
        return None
    return Heading(row, sure=said or bool(heads), of_levels=False, columns=tuple(points), other=under)


def _are_labels(cells: list[str]) -> bool:
    """Tell whether cells can be the names or points of levels: short, and no words for another column."""
    short = all(cell and len(cell) <= _LONGEST for cell in cells)
    return len(cells) > 1 and short and not any(map(has_role, cells)) and len(set(cells)) == len(cells)


def _may_name(text: str) -> bool:
    return bool(text) and not has_role(text)


def _is_label(text: str) -> bool:
    return has_role(text) or means(text, "level")


def _names_levels(texts: list[str]) -> bool:
    """Tell whether the labels beside a heading say that levels stand below them, so that the heading is one over criteria."""
    said = any(means(text, "criterion") for text in texts)
    return not said and any(means(text, "level") and not means(text, "weight") for text in texts)
