"""The log in a CSV table, for sticks and e-mail: one row per entry, in a form a spreadsheet opens safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Entry, Finding, Severity, StoredEntry
from rubric_kit.workspace.files import write_file
from rubric_kit.workspace.ratings_table import spreadsheet_safe, spreadsheet_text, table_rows
from rubric_kit.workspace.store.chain import cells_of
from rubric_kit.workspace.store.tables import ENTRY_COLUMNS

COLUMNS = ("sequence", *ENTRY_COLUMNS)
"""Columns of the table: the place in the log it was written from, and every field of `Entry`; `replaces` holds names with a space
between them."""

_NEEDED = ("id", "kind", "rater", "made")


class EntriesRead(NamedTuple):
    """What a log held."""

    entries: tuple[StoredEntry, ...]
    """Its entries, in the order of the log."""
    findings: tuple[Finding, ...]
    """What did not fit: RKS001 a faulty row, RKS002 an unknown column, RKS003 one name with two contents."""


def write_entries(path: Path | str, entries: Iterable[StoredEntry]) -> None:
    """Write a log as a CSV table; the file is saved whole or not at all.

    Raises
    ------
    InputError
        The file cannot be saved.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in entries:
        cells = {"sequence": one.sequence} | cells_of(one.entry)
        writer.writerow([spreadsheet_safe("" if cells[name] is None else str(cells[name])) for name in COLUMNS])
    write_file(Path(path), text.getvalue().encode())


def read_entries_table(path: Path) -> EntriesRead:
    """Read a log from a CSV table.

    Rows get their places in the order they stand in. A row that cannot be used is a finding beside the others.

    Raises
    ------
    InputError
        The file cannot be read, is no UTF-8 text, is empty, or lacks a column.
    """
    rows = table_rows(path, COLUMNS)
    header = rows[0]
    missing = next((name for name in _NEEDED if name not in header), None)
    if missing:
        message = f"{path.name} lacks the column {missing!r}; needed are {', '.join(COLUMNS)}"
        raise InputError(message, where=str(path))
    twice = next((name for name in COLUMNS if header.count(name) > 1), None)
    if twice:
        raise InputError(f"{path.name} has the column {twice!r} twice; keep one of them", where=str(path))
    findings = [
        _finding("RKS002", Severity.INFO, f"{path.name}, column {name!r}", f"not read; known are: {', '.join(COLUMNS)}.", "")
        for name in header
        if name not in COLUMNS
    ]
    entries: dict[str, StoredEntry] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        read = _read_row(header, row, f"{path.name}, row {line}")
        if isinstance(read, Finding):
            findings.append(read)
            continue
        known = entries.setdefault(read.id, StoredEntry(len(entries) + 1, read))
        if known.entry != read:
            findings.append(changed_copy(read, f"{path.name}, row {line}"))
    return EntriesRead(tuple(entries.values()), tuple(findings))


def changed_copy(entry: Entry, where: str) -> Finding:
    """Return the finding that an entry is there already with other content."""
    message = f"entry {entry.id[:8]} of {entry.rater} is there already and says something else; the one that was there stays."
    return _finding("RKS003", Severity.WARNING, where, message, "One was changed by hand: ask the rater, and rate again.")


def _read_row(header: list[str], row: list[str], where: str) -> Entry | Finding:
    # A spreadsheet drops empty cells at the end of a row, or adds some.
    padded = row + [""] * (len(header) - len(row))
    if any(cell.strip() for cell in padded[len(header) :]):
        message = f"the row has {len(row)} cells and the table {len(header)} columns."
        return _finding("RKS001", Severity.WARNING, where, message, "Put text that holds commas between quotation marks.")
    cells = {name: spreadsheet_text(cell) for name, cell in zip(header, padded, strict=False) if name in ENTRY_COLUMNS}
    fields: dict[str, object] = {name: cell.strip() for name, cell in cells.items() if name != "rationale" and cell.strip()}
    fields["rationale"] = cells.get("rationale", "")
    fields["replaces"] = cells.get("replaces", "").split()
    turn = str(fields.get("round", ""))
    if turn.isascii() and turn.isdigit() and len(turn) < 16:
        fields["round"] = int(turn)
    try:
        return Entry.parse(fields, where=where)
    except RecordError as error:
        message = error.message.removeprefix(f"{where}: ")
        return _finding("RKS001", Severity.WARNING, where, f"{message}.", "Correct the row; the others are used.")


def _finding(code: str, severity: Severity, where: str, message: str, advice: str) -> Finding:
    return Finding(code=code, severity=severity, where=where, message=message, advice=advice)
