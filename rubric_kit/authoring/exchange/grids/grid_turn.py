"""Whether the criteria of a grid stand in rows or in columns, and where its labels are if no word shows that."""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from rubric_kit.authoring.exchange.finding_codes import quoted
from rubric_kit.authoring.exchange.grids.grid_evidence import (
    is_lettered_list,
    label_and_rest,
    level_evidence,
    looks_like_sentences,
)
from rubric_kit.authoring.exchange.grids.grid_heading import has_role
from rubric_kit.authoring.exchange.grids.grid_numbers import are_shares, are_weights, label
from rubric_kit.authoring.exchange.grids.grid_paste import BrokenGridError
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet
from rubric_kit.authoring.exchange.grids.grid_words import is_level_name, means, rank
from rubric_kit.errors import RecordError

NEEDS = "a grid needs a row (or column) with the names or points of at least two levels, and a row (or column) for each criterion"
_PLAIN, _LIKELY = 1, 0.9


class Found(NamedTuple):
    """The row of the level labels in one view of a sheet."""

    row: int | None
    """The row; None if no words, points or heading show it."""
    value: float
    """How much it looks like such a row."""


NOTHING = Found(None, 0)
"""No row."""


def choose(sheet: Sheet, here: Found, lying: Sheet, there: Found) -> tuple[bool, bool]:
    """Return whether to turn the sheet, and whether that is a guess.

    Parameters
    ----------
    sheet : Sheet
        The sheet as it was given.
    here : Found
        Its row of level labels.
    lying : Sheet
        The sheet turned.
    there : Found
        The row of level labels in that.

    Raises
    ------
    RecordError
        There is no grid in it.
    """
    if here.row is not None and there.row is not None:
        return _of_both(sheet, here, lying, there)
    if here.row is not None:
        return False, _is_weak(sheet, here) and _corner(sheet, here.row) is None
    if there.row is not None:
        return _of_lying(sheet, lying, there)
    return _of_none(sheet)


def fallback(sheet: Sheet) -> int:
    """Return the first row that is about as full as the fullest, or the one above it that says where criteria stand."""
    counts = [len(sheet.filled(row)) for row in range(len(sheet.rows))]
    most = max(counts, default=0)
    if most < 3 or sum(1 for count in counts if count >= 2) < 2:
        _check_lone(sheet)
        raise RecordError(f"no rubric grid was found: {NEEDS}", where="grid")
    row = next(row for row, count in enumerate(counts) if count >= max(2, most - 1))
    return row - 1 if row and any(means(cell, "criterion") for cell in sheet.rows[row - 1]) else row


def _of_both(sheet: Sheet, here: Found, lying: Sheet, there: Found) -> tuple[bool, bool]:
    assert here.row is not None  # noqa: S101  both were found
    assert there.row is not None  # noqa: S101
    corner = _corner(sheet, here.row)
    above, beside = _labels(sheet, here.row), _labels(lying, there.row)
    # "Good" is the name of a level, "Good sources" that of a criterion.
    if _are_loose(above) and _are_names(beside):
        return True, corner is False
    if corner is not None:
        return corner, False
    if _are_names(above) and _are_loose(beside):
        return False, False
    across, down = _has_weights(sheet, here.row), _has_weights(lying, there.row)
    if across != down:
        return down, False
    # Names of criteria may be numbered, too: without a word in the corner only far better labels settle it.
    return there.value > here.value, abs(there.value - here.value) < 1


def _of_lying(sheet: Sheet, lying: Sheet, there: Found) -> tuple[bool, bool]:
    """Choose where labels were found in the first columns alone; a word in the corner outweighs all but plain names of levels."""
    assert there.row is not None  # noqa: S101  it was found
    labels = _labels(lying, there.row)
    weak = _is_weak(lying, there)
    said = any(_corner(sheet, row) is False for row in _tops(sheet))
    if weak and (said or any(_has_weights(sheet, row) for row in _tops(sheet))):
        return False, False
    if said:
        loose = _are_loose(labels)
        return not loose or _is_ladder(labels), loose
    # "Task 1" and "Task 2" are names rather than levels; the letters A, B and C are grades as well.
    return not weak or is_lettered_list(labels), weak


def _of_none(sheet: Sheet) -> tuple[bool, bool]:
    row = fallback(sheet)
    header, first = sheet.rows[row], [cells[0] for cells in sheet.rows[row:] if cells[0]]
    for cells, turned in ((header, False), (first, True)):
        if any(means(cell, "weight") for cell in cells[1:]):
            return turned, False
    corner = _corner(sheet, row)
    if corner is not None:
        return corner, False
    across = looks_like_sentences([cell for cell in header[1:] if cell])
    down = looks_like_sentences(first[1:])
    shares = _shares_last(sheet, row), _shares_last(sheet.turned(), 0)
    if shares[0] != shares[1]:
        return shares[1], False
    if across == down:
        _check_words(sheet, row)
    return down and not across, across == down


def _corner(sheet: Sheet, row: int) -> bool | None:
    """Return what the first cell of the labels says: False, criteria stand below it; True, levels do; None, neither."""
    corner = sheet.rows[row][0]
    if means(corner, "criterion"):
        return False
    if means(corner, "level"):
        return True
    return False if means(corner, "corner") else None


def _tops(sheet: Sheet) -> list[int]:
    """Return the first two rows with two texts or more, which may be a header."""
    return [row for row in range(len(sheet.rows)) if len(sheet.filled(row)) > 1][:2]


def _is_weak(sheet: Sheet, found: Found) -> bool:
    """Tell whether labels are no more than names with a number, or letters, which criteria have as well."""
    if found.row is None or not _LIKELY < found.value <= _PLAIN:
        return False
    labels = [label(cell) for cell in sheet.rows[found.row] if level_evidence(cell)]
    return bool(labels) and not any(one.bare for one in labels)


def _labels(sheet: Sheet, row: int) -> list[str]:
    return [label_and_rest(cell)[0] for cell in sheet.rows[row] if cell and not has_role(cell)]


def _are_names(texts: list[str]) -> bool:
    """Tell whether most labels are names of levels and nothing more, points aside."""
    return 2 * sum(is_level_name(label(text).name) for text in texts) > len(texts)


def _are_loose(texts: list[str]) -> bool:
    """Tell whether most labels hold a word that levels have among others, as "Good sources" does, and no points."""
    labels = [label(text) for text in texts]
    loose = [one for one in labels if one.points is None and rank(one.name) is not None and not is_level_name(one.name)]
    return 2 * len(loose) > len(labels)


def _is_ladder(texts: list[str]) -> bool:
    """Tell whether three labels or more run one way by their words."""
    ranks = [rank(text) for text in texts]
    known = [one for one in ranks if one is not None]
    return len(known) == len(ranks) > 2 and len(set(known)) == len(known) and sorted(known) in (known, known[::-1])


def _has_weights(sheet: Sheet, row: int) -> bool:
    """Tell whether a row of labels has a word for weights, with weights below it."""
    for column in sheet.filled(row)[1:]:
        cells = [cells[column] for cells in sheet.rows[row + 1 :] if cells[column]]
        if means(sheet.rows[row][column], "weight") and are_weights(cells, plain=True):
            return True
    return False


def _shares_last(sheet: Sheet, row: int) -> bool:
    """Tell whether the last column has shares of a whole below a label."""
    body = sheet.rows[row + 1 :]
    return bool(sheet.rows[row][-1]) and sheet.width > 3 and are_shares([cells[-1] for cells in body if cells[0]])


def _check_words(sheet: Sheet, row: int) -> None:
    """Refuse a table of single words without any header that rubrics have: it is a list of something else.

    With an empty corner it has labels on both sides, as grids have; a table of numbers has them, too.
    """
    texts = [cell for cells in sheet.rows[row + 1 :] for cell in cells[1:] if cell]
    numbers = sum(label(text).bare for text in texts)
    body = sheet.rows[row + 1 :]
    both = not sheet.rows[row][0] and all(all(cells) for cells in body) and all(sheet.rows[row][1:]) and len(body) > 1
    if not texts or (median(len(text.split()) for text in texts) < 2 and not (both and 4 * numbers < len(texts))):
        raise RecordError(f"no rubric grid was found: {NEEDS}", where="grid")


def _check_lone(sheet: Sheet) -> None:
    """Say so in a line if a grid has a level and no other."""
    rows = [row for row in range(len(sheet.rows)) if len(sheet.filled(row)) == 2]
    if len(rows) < 2:
        return
    first, second = sheet.filled(rows[0])
    text = sheet.rows[rows[0]][second]
    below = [sheet.rows[row][second] for row in rows[1:]]
    if means(sheet.rows[rows[0]][first], "criterion") and not has_role(text) and not all(label(cell).bare for cell in below):
        place = sheet.address(rows[0], second)
        message = f"{place} ({quoted(text)}) is the only level; a rubric needs at least two levels, so add one beside it"
        raise BrokenGridError(message, where="grid")
