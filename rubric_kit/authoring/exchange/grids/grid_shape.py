"""Where the level labels of a grid stand: in a row over the criteria, or in a column beside them."""

from __future__ import annotations

from functools import lru_cache
from statistics import median
from typing import NamedTuple

from rubric_kit.authoring.exchange.grids.grid_numbers import label
from rubric_kit.authoring.exchange.grids.grid_own import own_header_row
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet
from rubric_kit.authoring.exchange.grids.grid_words import Role, means, rank
from rubric_kit.errors import RecordError

NEEDS = "a grid needs a row (or column) with the names or points of at least two levels, and a row (or column) for each criterion"
_LOOK = 15
_LABEL, _SENTENCE = 60, 40
_ROLES: tuple[Role, ...] = ("criterion", "question", "weight", "left_out", "header_part")


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
    here, there = _best(sheet), _best(sheet.turned())
    if turned is None:
        flip, doubt = _choose(sheet, here, there)
    else:
        flip, doubt = turned, True
    sheet, (row, value) = (sheet.turned(), there) if flip else (sheet, here)
    if row is None:
        row = _fallback(sheet)
    return Shape(sheet, row, known=value > 0, turn_doubt=doubt)


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


def has_role(text: str) -> bool:
    """Tell whether a header says what its column is for, so that it is no level's label."""
    return any(means(text, role) for role in _ROLES)


def looks_like_sentences(cells: list[str]) -> bool:
    """Tell whether cells are descriptors rather than labels."""
    return bool(cells) and median(len(cell) for cell in cells) > _SENTENCE


def is_blank_line(text: str) -> bool:
    """Tell whether a text is a place to write on, such as "Name: ____"."""
    return "__" in text or text.rstrip().endswith(":")


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
