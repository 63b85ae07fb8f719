"""Long ratings as columns: one row per answer, checked once, turned from words into places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.errors import RatingError
from rubric_kit.model import RatingState, Rubric, visible
from rubric_kit.scoring.tables.cells import LOWEST_CELL, STATE_CELLS

Words = Sequence[str] | NDArray[Any]
"""Text, or whole numbers: the places of what the text would name."""


class RatingColumns(NamedTuple):
    """Long ratings as columns of one length, one row per answer; each rater answers a cell once."""

    rater: Words
    """Codes of the raters; whole numbers are codes as well."""
    badge: Words
    """Keys of the badges, or their places."""
    criterion: Words
    """Ids of the criteria, or their places."""
    level: Sequence[str | None] | NDArray[Any]
    """Ids of the levels with None where a state was given; or cells as whole numbers, places of levels and codes of `Cell`."""
    state: Sequence[str | None] | None = None
    """Names of the states, None where a level was given; not read where `level` holds whole numbers."""


class CodedRows(NamedTuple):
    """The same rows as places."""

    raters: tuple[str, ...]
    """Codes of the raters, sorted; `rater` holds places in it."""
    rater: NDArray[np.intp]
    badge: NDArray[np.intp]
    criterion: NDArray[np.intp]
    cell: NDArray[np.int8]
    """Places of levels and codes of `Cell`."""


def coded_rows(rubric: Rubric, badges: Sequence[str], columns: RatingColumns) -> CodedRows:
    """Check every row and return all of them as places.

    Raises
    ------
    RatingError
        A row names a badge, a criterion, a level or a state that does not exist, or a rater answers one cell twice.
    """
    rows = len(columns.rater)
    for name, column in zip(columns._fields, columns, strict=True):
        if column is not None and len(column) != rows:
            message = f"column {name!r} of the ratings has {len(column):,} rows, column 'rater' has {rows:,}: all need the same"
            raise RatingError(message, where=name)
    raters, rater = _raters(columns.rater)
    badge = _places(columns.badge, badges, "badge")
    criterion = _places(columns.criterion, [c.id for c in rubric.criteria], "criterion")
    cell = _whole_cells(rubric, criterion, columns) if _is_whole(columns.level) else _worded_cells(rubric, criterion, columns)
    found = CodedRows(raters, rater, badge, criterion, cell)
    _refuse_doubles(rubric, badges, found)
    return found


def _is_whole(column: Sequence[Any] | NDArray[Any]) -> bool:
    return isinstance(column, np.ndarray) and np.issubdtype(column.dtype, np.integer)


def _raters(column: Words) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Return the codes of the raters, sorted as text, and for each row the place of its rater's."""
    if isinstance(column, np.ndarray) and _is_whole(column):
        numbers, rows = np.unique(column, return_inverse=True)
        codes = [str(one) for one in numbers.tolist()]
        raters = tuple(sorted(codes))
        at = {code: place for place, code in enumerate(raters)}
        return raters, np.array([at[code] for code in codes], dtype=np.intp)[rows]
    listed = column.tolist() if isinstance(column, np.ndarray) else column
    words = [str(one) for one in listed]
    raters = tuple(sorted(set(words)))
    return raters, _places(words, raters, "rater")


def _places(column: Words, known: Sequence[str], what: str) -> NDArray[np.intp]:
    """Return the places of names among the known ones."""
    if isinstance(column, np.ndarray) and _is_whole(column):
        places = column.astype(np.intp)
        wrong = (places < 0) | (places >= len(known))
    else:
        at = {name: place for place, name in enumerate(known)}
        listed = column.tolist() if isinstance(column, np.ndarray) else column
        places = np.fromiter((at.get(name, -1) for name in listed), dtype=np.intp, count=len(listed))
        wrong = places < 0
    if wrong.any():
        row = int(wrong.argmax())
        allowed = f"known are 0 to {len(known) - 1}" if _is_whole(column) else _known(known)
        raise _refused(row, f"{what} {_quoted(column[row])} does not exist; {allowed}", what)
    return places


def _whole_cells(rubric: Rubric, criterion: NDArray[np.intp], columns: RatingColumns) -> NDArray[np.int8]:
    cells = np.asarray(columns.level)
    levels = np.array([len(c.levels) for c in rubric.criteria], dtype=np.intp)
    wrong = (cells < LOWEST_CELL) | (cells >= levels[criterion])
    if wrong.any():
        row = int(wrong.argmax())
        name, top = rubric.criteria[criterion[row]].id, levels[criterion[row]] - 1
        message = f"criterion {name!r} has no place {cells[row]}; its levels are 0 to {top}, gaps are {LOWEST_CELL:d} to -1"
        raise _refused(row, message, "level")
    return cells.astype(np.int8)


def _worded_cells(rubric: Rubric, criterion: NDArray[np.intp], columns: RatingColumns) -> NDArray[np.int8]:
    levels = [{level.id: place for place, level in enumerate(c.levels)} for c in rubric.criteria]
    states: Mapping[str, int] = {state.value: cell for state, cell in STATE_CELLS.items()}
    given = columns.state if columns.state is not None else [None] * len(columns.level)
    cells = np.empty(len(criterion), dtype=np.int8)
    for row, (at, level, state) in enumerate(zip(criterion.tolist(), columns.level, given, strict=True)):
        # Spreadsheets leave NaN where a word is missing: only text names anything.
        has_level, has_state = isinstance(level, str), isinstance(state, str)
        if has_level == has_state:
            found = "both a level and a state" if has_level else "neither a level nor a state"
            raise _refused(row, f"has {found}; a rating has one of the two", "level")
        place = levels[at].get(str(level)) if has_level else states.get(str(state))
        if place is None:
            who = f"level {_quoted(level)} of criterion {rubric.criteria[at].id!r}" if has_level else f"state {_quoted(state)}"
            raise _refused(row, f"{who} does not exist; {_known(list(levels[at] if has_level else RatingState))}", "level")
        cells[row] = place
    return cells


def _refuse_doubles(rubric: Rubric, badges: Sequence[str], rows: CodedRows) -> None:
    shape = (len(rows.raters), len(badges), len(rubric.criteria))
    if not len(rows.rater):
        return
    cell = np.ravel_multi_index((rows.rater, rows.badge, rows.criterion), shape)
    seen = np.zeros(shape, dtype=bool)
    seen.reshape(-1)[cell] = True
    if np.count_nonzero(seen) == len(cell):
        return
    order = np.argsort(cell, kind="stable")
    double = int((cell[order][1:] == cell[order][:-1]).argmax())
    first, second = int(order[double]), int(order[double + 1])
    who, badge = visible(rows.raters[rows.rater[first]]), visible(badges[rows.badge[first]][:12])
    name = rubric.criteria[rows.criterion[first]].id
    message = f"rater {who!r} answers {name!r} of badge {badge} here and in row {first:,}; keep the row that counts"
    raise _refused(second, message, "rater")


def _refused(row: int, message: str, where: str) -> RatingError:
    return RatingError(f"row {row:,} of the ratings: {message}", where=where)


def _quoted(name: object) -> str:
    return repr(visible(str(name))[:40])


def _known(names: Sequence[str]) -> str:
    listed = ", ".join(visible(name)[:40] for name in names[:8])
    return f"known are: {listed or 'none'}" + (f" and {len(names) - 8:,} more" if len(names) > 8 else "")
