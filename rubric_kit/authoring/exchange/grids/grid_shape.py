"""Where the level labels of a grid stand: in a row over the criteria, or in a column beside them."""

from __future__ import annotations

from typing import NamedTuple

from rubric_kit.authoring.exchange.grids.grid_evidence import is_lettered_list, is_numbered_list, level_evidence
from rubric_kit.authoring.exchange.grids.grid_heading import Heading, all_bare, has_role, heading_of, is_blank_line
from rubric_kit.authoring.exchange.grids.grid_numbers import label
from rubric_kit.authoring.exchange.grids.grid_own import own_header_row
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet
from rubric_kit.authoring.exchange.grids.grid_turn import NOTHING, Found, choose, fallback
from rubric_kit.authoring.exchange.grids.grid_words import means

_LOOK = 15
_PLAIN, _SURE, _LIKELY = 1, 2.5, 0.9
"""How much plain points, and a merged heading, show that a row is a header: see `level_evidence`."""


Titles = tuple[tuple[int, int, str], ...]
"""Texts above a grid, each with its row and column."""


class Shape(NamedTuple):
    """A grid seen with its criteria in rows."""

    sheet: Sheet
    """The sheet, turned if the criteria stand in columns."""
    labels: int
    """The row of the level labels, or of the first criterion if there is no such row."""
    known: bool
    """Whether the labels are known for such: points, or words that levels have."""
    turn_doubt: bool
    """Whether it is a guess that the criteria stand in rows."""
    own: bool = False
    """Whether this kit wrote the grid, so that nothing has to be guessed."""
    columns: tuple[int, ...] = ()
    """The columns of the levels, where a heading over them or points below them show which these are."""
    above: int | None = None
    """The row of a heading over the levels, if it is known for one; else it can only be the row before."""
    titles: Titles = ()
    """Row, column and text of what stands above a sheet that is turned, where it would lie beside the grid."""


def shape_of(sheet: Sheet, turned: bool | None) -> Shape:
    """Find the row of the level labels, and whether the sheet must be turned for it.

    Parameters
    ----------
    sheet : Sheet
        The sheet as it was given.
    turned : bool or None
        The answer to whether criteria stand in columns; None: nobody was asked yet.

    Raises
    ------
    RecordError
        There is no grid in it.
    """
    own = own_header_row(sheet)
    if own is not None and turned is None:
        return Shape(sheet, own, known=True, turn_doubt=False, own=True)
    lying, titles = _turned(sheet)
    here, there = _weighed(_found(sheet), _found_lying(sheet, lying))
    if turned is None:
        flip, doubt = choose(sheet, here, lying, there)
    else:
        flip, doubt = turned, True
    sheet, (row, value) = (lying, _found(lying)) if flip else (sheet, here)
    heading = heading_of(sheet)
    if row is None:
        row = fallback(sheet) if heading is None else heading.names
    shape = Shape(sheet, row, known=value > 0, turn_doubt=doubt, titles=titles if flip else ())
    if heading is None or heading.names != row:
        return shape
    return shape._replace(columns=heading.columns, above=heading.other if heading.other < row else None)


def _turned(sheet: Sheet) -> tuple[Sheet, Titles]:
    """Return a sheet turned and without the lone texts above its grid, which would lie beside it, and these texts."""
    rows, titles = [list(row) for row in sheet.rows], []
    left = min((sheet.filled(row)[0] for row in range(len(rows)) if any(rows[row])), default=0)
    for row in range(min(len(rows), _LOOK)):
        filled = sheet.filled(row)
        text = rows[row][filled[0]] if filled else ""
        # A text further right may be a heading over some of the criteria.
        if len(filled) > 1 or (filled and filled[0] > left) or has_role(text) or is_blank_line(text):
            break
        if filled:
            titles.append((filled[0], row, text))
            rows[row][filled[0]] = ""
    return Sheet(rows, flipped=sheet.flipped).turned(), tuple(titles)


def _found_lying(sheet: Sheet, lying: Sheet) -> Found:
    """Return the row of the labels if the sheet is turned; without the title above it only if words or a heading show it."""
    row, value = _found(sheet.turned())
    untitled = _found(lying)
    if row is not None or untitled[0] is None:
        return Found(row, value)
    # "Group 1" and "Group 2" may be criteria as well as levels.
    return untitled if untitled[1] > _PLAIN or all_bare(lying, untitled[0]) else Found(row, value)


def _weighed(here: Found, there: Found) -> tuple[Found, Found]:
    """Leave out a heading that is likely at best if words or points show how the grid lies."""
    return (
        NOTHING if here[1] == _LIKELY and there[1] > _LIKELY else here,
        NOTHING if there[1] == _LIKELY and here[1] > _LIKELY else there,
    )


def _found(sheet: Sheet) -> Found:
    """Return the row of the level labels by their words and points or by a heading merged over them, and how sure it is."""
    row, value = _best(sheet)
    heading = heading_of(sheet)
    if heading is None or not _settles(sheet, heading, row):
        return Found(row, value)
    return Found(heading.names, value or (_SURE if heading.sure else _LIKELY))


def _settles(sheet: Sheet, heading: Heading, row: int | None) -> bool:
    """Tell whether a heading says better than words and points which row holds the labels."""
    if row is None:
        # Names of a category beside its criteria look the same when the sheet is turned.
        return heading.of_levels or not sheet.flipped
    if row > heading.names:
        between = any(any(cells) for cells in sheet.rows[heading.names + 1 : row])
        return not between and all_bare(sheet, row)
    if not heading.sure or row != heading.other:
        return False
    # One heading over points names none of the levels; several do.
    alone = sum(1 for column in heading.columns if sheet.rows[row][column]) == 1
    return alone or not all_bare(sheet, heading.names)


def _best(sheet: Sheet) -> Found:
    """Return the first row near the top that holds level labels, and how much they look like it."""
    most_above = 0
    for row in range(min(len(sheet.rows), _LOOK)):
        filled = [sheet.rows[row][column] for column in sheet.filled(row)]
        if not filled or all(is_blank_line(cell) or means(cell, "header_part") for cell in filled):
            continue
        # Rows of criteria are as full as the header: a header has nothing but titles and headings above it.
        if most_above > max(1, (len(filled) - 1) // 2) and not _under_heading(sheet, row):
            return NOTHING
        value = _evidence(filled, aside=sheet.flipped)
        if value >= 1 and not _is_row_of_points(sheet, row):
            return Found(row, value)
        most_above = max(most_above, len(filled))
    return NOTHING


def _evidence(filled: list[str], *, aside: bool) -> float:
    """Return how much the cells of a row look like labels of levels on average; names before and notes after them aside.

    Beside a grid, a list's numbers and letters are no points.
    """
    texts = [cell for cell in filled if not has_role(cell)]
    if aside and (is_numbered_list(texts) or (len(texts) > 2 and is_numbered_list(texts[1:]))):
        return 0
    if aside and (is_lettered_list(texts) or is_lettered_list(texts[1:])):
        return _PLAIN
    cells = [level_evidence(cell) for cell in texts]
    there = [at for at, one in enumerate(cells) if one]
    if len(there) == 1 == len(cells) and len(filled) > 1 and cells[0] > 1:
        return cells[0]
    if len(there) < 2 or 2 * len(there) < len(cells):
        return 0
    within = cells[there[0] : there[-1] + 1]
    return sum(within) / len(within)


def _is_row_of_points(sheet: Sheet, row: int) -> bool:
    """Tell whether each row has its own points beside its texts, so that this one is a criterion like the next."""
    if row + 1 >= len(sheet.rows):
        return False
    pointed = [
        [column for column in sheet.filled(at) if (read := label(sheet.rows[at][column])).points is not None and not read.bare]
        for at in (row, row + 1)
    ]
    return len(pointed[0]) > 1 and pointed[0] == pointed[1]


def _under_heading(sheet: Sheet, row: int) -> bool:
    """Tell whether the row above is a heading that this row fills up: cells there stand over empty ones here."""
    above = {column for column in sheet.filled(row - 1) if has_role(sheet.rows[row - 1][column])} if row else set()
    return bool(above) and all(
        not sheet.rows[row][column] or means(sheet.rows[row - 1][column], "header_part") for column in above
    )
