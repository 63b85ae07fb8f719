"""The table that score sheets are keyed into, as rows of text: which column is which, and the address of a cell."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.intake.containers.archive import is_workbook
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.lists.workbook import sheet_rows
from rubric_kit.model import Criterion, Finding, Rubric, Severity, visible
from rubric_kit.workspace.files import read_file
from rubric_kit.workspace.ratings_table import spreadsheet_text
from rubric_kit.workspace.score_sheets import KEYED_COLUMNS

_DELIMITERS = ",;\t"


class KeyedTable(NamedTuple):
    """A table with its columns told apart."""

    name: str
    """Name of the file."""
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Rows under the header with their numbers in the file, all as long as the header."""
    rater: int
    """Column of the rater's code."""
    badge: int
    """Column of the badge."""
    gut: int | None
    """Column of the gut call."""
    criteria: tuple[tuple[int, Criterion], ...]
    """Columns of the criteria."""
    findings: tuple[Finding, ...]
    """Columns that are not read, and criteria that have none."""

    def filled_rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Give the rows in which something was keyed in beside rater and badge, with their numbers in the file."""
        marked = [at for at, _ in self.marked()]
        for number, row in self.rows:
            if any(row[at].strip() for at in marked):
                yield number, row

    def marked(self) -> Iterator[tuple[int, Criterion | None]]:
        """Give the columns of marks; the gut call has no criterion."""
        if self.gut is not None:
            yield self.gut, None
        yield from self.criteria

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell as a spreadsheet writes it, such as "sheets.csv, cell D7"."""
        letters = ""
        at = column + 1
        while at:
            at, rest = divmod(at - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return f"{self.name}, cell {letters}{row}"


def read_keyed_table(path: Path | str, rubric: Rubric) -> KeyedTable:
    """Read a table of keyed sheets.

    Raises
    ------
    InputError
        The file cannot be read, or lacks the rater, the badge, or every criterion.
    """
    path = Path(path)
    rows = _rows(path)
    header = [" ".join(name.split()).casefold() for name in rows[0]] if rows else []
    names = {name: {name} for name in KEYED_COLUMNS} | _spellings(rubric)
    places = {name: [at for at, cell in enumerate(header) if cell in spellings] for name, spellings in names.items()}
    twice = next((name for name, found in places.items() if len(found) > 1), None)
    if twice:
        raise InputError(f"{path.name} has a column for {twice} twice; keep one of them", where=str(path))
    criteria = tuple((places[f"criterion {one.id}"][0], one) for one in rubric.criteria if places[f"criterion {one.id}"])
    lacks = next((name for name in ("rater", "badge") if not places[name]), "" if criteria else "the criteria")
    if lacks:
        wanted = ", ".join((*KEYED_COLUMNS, *(one.id for one in rubric.criteria)))
        found = visible(", ".join(rows[0][:12])) if rows else "nothing"
        raise InputError(f"{path.name} lacks a column for {lacks}; it has {found}; write {wanted}", where=str(path))
    read = {at for found in places.values() for at in found}
    strange = [cell for at, cell in enumerate(rows[0]) if at not in read and cell.strip()]
    missing = [one.name for one in rubric.criteria if not places[f"criterion {one.id}"]]
    wide = [number for number, row in enumerate(rows[1:], start=2) if any(cell.strip() for cell in row[len(header) :])]
    return KeyedTable(
        path.name,
        tuple(
            (number, tuple([*row, *[""] * len(header)][: len(header)]))
            for number, row in enumerate(rows[1:], start=2)
            if number not in wide
        ),
        places["rater"][0],
        places["badge"][0],
        places["gut"][0] if places["gut"] else None,
        criteria,
        (*_strange(path.name, strange), *_missing(path.name, missing), *_wide(path.name, wide)),
    )


def _spellings(rubric: Rubric) -> dict[str, set[str]]:
    """Return what the column of each criterion may be called; a heading that could mean two columns means none."""
    found = {
        f"criterion {one.id}": {" ".join(words.split()).casefold() for words in (one.id, one.name, f"{number}. {one.name}")}
        for number, one in enumerate(rubric.criteria, start=1)
    }
    used = Counter(words for spellings in found.values() for words in spellings)
    for number, spellings in enumerate(found.values(), start=1):
        spellings.difference_update({words for words in spellings if used[words] > 1 or words in KEYED_COLUMNS})
        # A criterion may itself be called "2": then its own name counts, and not another one's number.
        spellings.update({str(number)} - set(used))
    return found


def _strange(name: str, columns: Sequence[str]) -> Iterator[Finding]:
    for column in columns:
        where = f"{name}, column {visible(column)[:40]!r}"
        yield Finding(code="RKT030", severity=Severity.INFO, where=where, message="This column is not read.")


def _missing(name: str, criteria: Sequence[str]) -> Iterator[Finding]:
    for one in criteria:
        message = f"There is no column for {visible(one)!r}; it stays without an answer."
        yield Finding(code="RKT030", severity=Severity.WARNING, where=name, message=message)


def _wide(name: str, rows: Sequence[int]) -> Iterator[Finding]:
    for row in rows:
        message = "The row has more cells than there are columns, so its answers may stand one place too far; it was not used."
        advice = "Put a label that holds a comma between quotation marks."
        yield Finding(code="RKT031", severity=Severity.WARNING, where=f"{name}, row {row}", message=message, advice=advice)


def _rows(path: Path) -> list[list[str]]:
    data = read_file(path)
    if is_workbook(data):
        remarks = Remarks(path.name)
        rows = sheet_rows(data, remarks)
        if rows is None:
            raise InputError(f"{path.name}: {remarks.findings[0].message}", where=str(path))
        return rows
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'", where=str(path)) from None
    first = text.partition("\n")[0]
    # A spreadsheet in a country with a comma for decimals writes semicolons.
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"{path.name} cannot be read as CSV ({error})", where=str(path)) from None
    return [[spreadsheet_text(cell) for cell in row] for row in rows]
