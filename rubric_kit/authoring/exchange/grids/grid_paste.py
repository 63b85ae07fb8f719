"""Pastes whose cells were broken over lines: what is left cannot be read, and is refused with what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from rubric_kit.authoring.exchange.finding_codes import quoted
from rubric_kit.authoring.exchange.grids.grid_numbers import label, weight
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet
from rubric_kit.authoring.exchange.grids.grid_words import means
from rubric_kit.errors import RecordError

_FEW = 2


class BrokenGridError(RecordError):
    """What was given is a rubric's grid, but cannot be read as it stands."""


def check_paste(sheet: Sheet) -> None:
    """Refuse a sheet whose cells were broken over lines, so that the end of each begins a row of its own.

    Parameters
    ----------
    sheet : Sheet
        The sheet as it was given.

    Raises
    ------
    BrokenGridError
        Two rows or more begin so.
    """
    for ends in (list(_ends(sheet)), _header_ends(sheet)):
        if len(ends) >= _FEW:
            found = quoted(sheet.rows[ends[0]][0])
            raise _broken(f"{sheet.address(ends[0], 0)} holds {found}, which is the end of the cell before it")


def check_rows(names: Sequence[str], rows: Sequence[Sequence[str]], place: str) -> None:
    """Refuse a grid whose levels all have the name of one cell, with rows that are empty but for a cell.

    Parameters
    ----------
    names : sequence of str
        The levels' names.
    rows : sequence of sequences of str
        The levels' cells, criterion by criterion.
    place : str
        Address of the first name.

    Raises
    ------
    BrokenGridError
        It is such a grid.
    """
    empty = sum(sum(map(bool, cells)) <= 1 for cells in rows)
    if len(names) > _FEW and len(set(names)) == 1 and names[0] and empty >= _FEW:
        raise _broken(f"{place} is the only name of a level, and {empty} rows have no texts")


def _broken(found: str) -> BrokenGridError:
    advice = "paste it from the spreadsheet itself, or save it as CSV or XLSX"
    return BrokenGridError(f"line breaks inside cells have broken up the rows: {found}; {advice}", where="grid")


def _ends(sheet: Sheet) -> Iterator[int]:
    """Yield rows that begin with points or a share, which belong to the last cell of the row before.

    The row before breaks off: it has but a label and a name of a level, or the name of a criterion alone.
    """
    last = -1
    for row in range(1, len(sheet.rows)):
        above, here = sheet.filled(row - 1), sheet.filled(row)
        if not here or here[0] or not above or above[0] or not _is_end(sheet.rows[row][0]):
            continue
        begins = len(above) == _FEW < sheet.width - 1 and not label(sheet.rows[row - 1][0]).bare
        in_header = len(here) <= _FEW and (begins or last == row - 1)
        in_name = len(above) == 1 and len(here) > _FEW and not label(sheet.rows[row][0]).bare
        if in_header or in_name:
            last = row
            yield row


def _header_ends(sheet: Sheet) -> list[int]:
    """Return the rows below a word for criteria and a lone name that hold a word or two each, down to one that holds one."""
    rows = iter(range(len(sheet.rows)))
    first = next((row for row in rows if sheet.filled(row)[:1] == [0] and means(sheet.rows[row][0], "criterion")), None)
    if first is None or sheet.filled(first) != [0, 1] or sheet.width <= _FEW + 1:
        return []
    found = list(takewhile(lambda row: sheet.filled(row) in ([0], [0, 1]), rows))
    return found if found and sheet.filled(found[-1]) == [0] and found[-1] + 1 < len(sheet.rows) else []


def _is_end(text: str) -> bool:
    """Tell whether a text is points or a share with its unit or in brackets: a plain number may name a level."""
    inside = text.strip("()[] ")
    read = weight(inside)
    return read is not None and (inside != text or read.kind != "plain")
