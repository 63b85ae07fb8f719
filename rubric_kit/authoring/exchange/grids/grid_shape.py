"""Where the level labels of a grid stand: in a row over the criteria, or in a column beside them."""

from __future__ import annotations

from functools import lru_cache
from statistics import median
from typing import NamedTuple

from rubric_kit.authoring.exchange.grids.grid_heading import Heading, all_bare, has_role, heading_of, is_blank_line
from rubric_kit.authoring.exchange.grids.grid_numbers import label
from rubric_kit.authoring.exchange.grids.grid_own import own_header_row
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet
from rubric_kit.authoring.exchange.grids.grid_words import means, rank
from rubric_kit.errors import RecordError

NEEDS = "a grid needs a row (or column) with the names or points of at least two levels, and a row (or column) for each criterion"
_LOOK = 15
_LABEL, _SENTENCE = 60, 40
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
        flip, doubt = _choose(sheet, here, there)
    else:
        flip, doubt = turned, True
    sheet, (row, value) = (lying, _found(lying)) if flip else (sheet, here)
    heading = heading_of(sheet)
    if row is None:
        row = _fallback(sheet) if heading is None else heading.names
    shape = Shape(sheet, row, known=value > 0, turn_doubt=doubt, titles=titles if flip else ())
    if heading is None or heading.names != row:
        return shape
    return shape._replace(columns=heading.columns, above=heading.other if heading.other < row else None)


@lru_cache(maxsize=8192)
def level_evidence(text: str) -> float:
    """Return how much a label looks like that of a level: a known word 3, points beside a name 2, points alone 1, else 0."""
    text, _ = label_and_rest(text)
    if not text or len(text) > _LABEL:
        return 0
    read = label(text)
    if rank(read.name) is not None and not read.bare:
        return 3
    if read.points is None:
        return 0
    return 1 if read.bare or read.listed else 2


def label_and_rest(text: str) -> tuple[str, str]:
    r"""Part a long header cell into the label in its first line, with points in its second, and the text below.

    Examples
    --------
    >>> label_and_rest("Exemplary\n4 points\nAll parts of the task are done, and each is explained to the reader.")
    ('Exemplary\n4 points', 'All parts of the task are done, and each is explained to the reader.')
    """
    lines = text.split("\n")
    if len(lines) == 1 or len(text) <= _LABEL:
        return text, ""
    head = 2 if len(lines) > 2 and label(lines[1]).bare else 1
    return "\n".join(lines[:head]), "\n".join(lines[head:]).strip()


def looks_like_sentences(cells: list[str]) -> bool:
    """Tell whether cells are descriptors rather than labels."""
    return bool(cells) and median(len(cell) for cell in cells) > _SENTENCE


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


def _found_lying(sheet: Sheet, lying: Sheet) -> tuple[int | None, float]:
    """Return the row of the labels if the sheet is turned; without the title above it only if words or a heading show it."""
    row, value = _found(sheet.turned())
    untitled = _found(lying)
    if row is not None or untitled[0] is None:
        return row, value
    # "Group 1" and "Group 2" may be criteria as well as levels.
    return untitled if untitled[1] > _PLAIN or all_bare(lying, untitled[0]) else (row, value)


def _weighed(
    here: tuple[int | None, float], there: tuple[int | None, float]
) -> tuple[tuple[int | None, float], tuple[int | None, float]]:
    """Leave out a heading that is likely at best if words or points show how the grid lies."""
    nothing = (None, 0.0)
    return (
        nothing if here[1] == _LIKELY and there[1] > _LIKELY else here,
        nothing if there[1] == _LIKELY and here[1] > _LIKELY else there,
    )


def _found(sheet: Sheet) -> tuple[int | None, float]:
    """Return the row of the level labels by their words and points or by a heading merged over them, and how sure it is."""
    row, value = _best(sheet)
    heading = heading_of(sheet)
    if heading is None or not _settles(sheet, heading, row):
        return row, value
    return heading.names, value or (_SURE if heading.sure else _LIKELY)


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


def _best(sheet: Sheet) -> tuple[int | None, float]:
    """Return the first row near the top that holds level labels, and how much they look like it."""
    most_above = 0
    for row in range(min(len(sheet.rows), _LOOK)):
        filled = [sheet.rows[row][column] for column in sheet.filled(row)]
        if not filled or all(is_blank_line(cell) or means(cell, "header_part") for cell in filled):
            continue
        # Rows of criteria are as full as the header: a header has nothing but titles and headings above it.
        if most_above > max(1, (len(filled) - 1) // 2) and not _under_heading(sheet, row):
            return None, 0
        value = _evidence(filled)
        if value >= 1 and not _is_row_of_points(sheet, row):
            return row, value
        most_above = max(most_above, len(filled))
    return None, 0


def _evidence(filled: list[str]) -> float:
    """Return how much the cells of a row look like labels of levels on average; names before and notes after them aside."""
    cells = [level_evidence(cell) for cell in filled if not has_role(cell)]
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


def _choose(sheet: Sheet, here: tuple[int | None, float], there: tuple[int | None, float]) -> tuple[bool, bool]:
    """Return whether to turn the sheet, and whether that is a guess."""
    if here[0] is not None and there[0] is not None:
        corner = sheet.rows[here[0]][0]
        said = means(corner, "criterion") or means(corner, "level")
        # Names of criteria may be numbered, too: only a known word in the corner, or far better labels, settle it.
        flip = not means(corner, "criterion") if said else there[1] > here[1]
        return flip, not said and abs(there[1] - here[1]) < 1
    if here[0] is not None or there[0] is not None:
        return here[0] is None, False
    row = _fallback(sheet)
    header, first = sheet.rows[row], [cells[0] for cells in sheet.rows[row:] if cells[0]]
    for cells, turned in ((header, False), (first, True)):
        if any(means(cell, "weight") for cell in cells[1:]):
            return turned, False
    if means(header[0], "criterion") or means(header[0], "level"):
        return not means(header[0], "criterion"), False
    across = looks_like_sentences([cell for cell in header[1:] if cell])
    down = looks_like_sentences(first[1:])
    if across == down:
        _check_words(sheet, row)
    return down and not across, across == down


def _check_words(sheet: Sheet, row: int) -> None:
    """Refuse a table of single words without any header that rubrics have: it is a list of something else."""
    words = [len(cell.split()) for cells in sheet.rows[row + 1 :] for cell in cells[1:] if cell]
    if not words or median(words) < 2:
        raise RecordError(f"no rubric grid was found: {NEEDS}", where="grid")


def _fallback(sheet: Sheet) -> int:
    """Return the first row that is about as full as the fullest, or the one above it that says where criteria stand."""
    counts = [len(sheet.filled(row)) for row in range(len(sheet.rows))]
    most = max(counts, default=0)
    if most < 3 or sum(1 for count in counts if count >= 2) < 2:
        raise RecordError(f"no rubric grid was found: {NEEDS}", where="grid")
    row = next(row for row, count in enumerate(counts) if count >= max(2, most - 1))
    return row - 1 if row and any(means(cell, "criterion") for cell in sheet.rows[row - 1]) else row
