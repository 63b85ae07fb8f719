"""Ratings in a CSV table: one row per answer, in a form a spreadsheet opens safely."""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Badge, Finding, Rating, Rubric, Severity
from rubric_kit.workspace.files import append_to_file, one_line_errors, read_file

COLUMNS = ("sequence", "rater", "badge", "badge_name", "criterion", "level", "state", "rationale", "origin", "wording")
"""Columns of the table. badge: the badge's key or at least its first 8 characters; badge_name: for people, not read; wording:
the wording fingerprint of the rubric that was read, or at least its first 8 characters."""

_OPTIONAL = {"badge_name", "rationale", "origin"}
_FORMULA_STARTS = "=+-@\t\r"
_SHORTEST = 8


class RatingsTable(NamedTuple):
    """What a ratings table held."""

    ratings: tuple[Rating, ...]
    """Rows that are ratings of the badges at hand, in the table's order."""
    findings: tuple[Finding, ...]
    """One finding for each row that is not."""


def read_ratings(path: Path | str, rubric: Rubric, badges: Iterable[Badge]) -> RatingsTable:
    """Read a ratings table.

    Short badge keys and wording fingerprints are completed from the badges and the rubric. A row that cannot be used is a
    finding beside the others: RKT001 unknown badge, RKT004 another wording, RKT010 unknown column, RKT011 faulty row.

    Raises
    ------
    InputError
        The file cannot be read, is no UTF-8 text, is empty, or lacks a column.
    """
    path = Path(path)
    rows = table_rows(path)
    header = rows[0]
    missing = [name for name in COLUMNS if name not in header and name not in _OPTIONAL]
    if missing:
        found = ", ".join(header)
        raise InputError(
            f"{path.name} lacks the column {missing[0]!r}; found {found}; needed are {', '.join(COLUMNS)}", where=str(path)
        )
    twice = next((name for name in COLUMNS if header.count(name) > 1), None)
    if twice:
        raise InputError(f"{path.name} has the column {twice!r} twice; keep one of them", where=str(path))
    findings = [
        _finding("RKT010", Severity.INFO, f"{path.name}, column {name!r}", f"not read; known are: {', '.join(COLUMNS)}.")
        for name in header
        if name not in COLUMNS
    ]
    keys = _Keys(badge.key for badge in badges)
    ratings = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        # A spreadsheet drops empty cells at the end of a row, or adds some.
        padded = row + [""] * (len(header) - len(row))
        where = f"{path.name}, row {line}"
        read: Rating | Finding
        if any(cell.strip() for cell in padded[len(header) :]):
            message = f"the row has {len(row)} cells and the table {len(header)} columns."
            read = _finding("RKT011", Severity.WARNING, where, message, "Put text that holds commas between quotation marks.")
        else:
            read = _rating(dict(zip(header, padded, strict=False)), where, rubric, keys)
        if isinstance(read, Rating):
            ratings.append(read)
        else:
            findings.append(read)
    return RatingsTable(tuple(ratings), tuple(findings))


def append_ratings(path: Path | str, ratings: Sequence[Rating], *, labels: Mapping[str, str] | None = None) -> None:
    """Add ratings to a table, making it if it is not there; when this returns they are on the disk.

    Parameters
    ----------
    path : path
        The table.
    ratings : sequence of Rating
        Rows to add.
    labels : mapping of badge key to label, optional
        Names for the badge_name column.

    Raises
    ------
    InputError
        The table cannot be saved.
    """
    path = Path(path)
    with one_line_errors(path, "read"):
        there = read_file(path) if path.exists() else b""
    # A crash can tear a row inside a quoted cell; left open, that cell would swallow the new rows.
    text = '"\n' if there.count(b'"') % 2 else "" if there else _csv_line(COLUMNS)
    text += "".join(_csv_line(_cells(rating, labels or {})) for rating in ratings)
    append_to_file(path, text.encode())


def spreadsheet_safe(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula; `spreadsheet_text` takes it off again."""
    starts = text[:1] in tuple(_FORMULA_STARTS)
    return f"'{text}" if starts or (text[:1] == "'" and text[1:2] in tuple(_FORMULA_STARTS + "'")) else text


def spreadsheet_text(cell: str) -> str:
    """Undo `spreadsheet_safe`."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple(_FORMULA_STARTS + "'") else cell


def table_rows(path: Path, columns: Sequence[str] = COLUMNS) -> list[list[str]]:
    """Return the rows of a CSV table, the header with its names stripped.

    Parameters
    ----------
    path : Path
        The table.
    columns : sequence of str
        What the message about an empty table says the columns are.

    Raises
    ------
    InputError
        The file cannot be read, is no UTF-8 text, or is empty.
    """
    try:
        text = read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'", where=str(path)) from None
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise InputError(f"{path.name} cannot be read as CSV ({error})", where=str(path)) from None
    if not rows:
        raise InputError(f"{path.name} is empty; the first row names the columns: {', '.join(columns)}", where=str(path))
    return [[name.strip() for name in rows[0]], *rows[1:]]


class _Keys:
    """Badge keys, found by their whole or by their start: a table of many rows must not look through all keys for each."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._sorted = sorted(set(keys))

    def starting_with(self, start: str) -> list[str]:
        if len(start) < _SHORTEST:
            return []
        first = bisect_left(self._sorted, start)
        return [key for key in self._sorted[first : first + 2] if key.startswith(start)]


def _rating(row: dict[str, str], where: str, rubric: Rubric, keys: _Keys) -> Rating | Finding:
    badge = row["badge"].strip().lower()
    matches = keys.starting_with(badge)
    if len(matches) != 1:
        found = f"badge {badge!r} is not among the badges at hand" if not matches else f"badge {badge!r} could be several badges"
        return _finding("RKT001", Severity.WARNING, where, f"{found}.", "Give the key of a badge that was read.")
    wording = row["wording"].strip().lower()
    whole = rubric.wording_fingerprint
    if not (len(wording) >= _SHORTEST and whole.startswith(wording)):
        message = f"rated on wording {wording[:12]!r}; version {rubric.version} of {rubric.id!r} has {whole[:12]!r}."
        return _finding("RKT004", Severity.WARNING, where, message, "Rate again, or use the version that was rated.")
    fields: dict[str, object] = {name: spreadsheet_text(value.strip()) or None for name, value in row.items() if name in COLUMNS}
    fields.pop("badge_name", None)
    fields |= {
        "badge": matches[0],
        "wording": whole,
        "rationale": spreadsheet_text(row.get("rationale", "")),
        "origin": fields.get("origin") or "person",
    }
    sequence = row["sequence"].strip()
    fields["sequence"] = int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 16 else sequence
    try:
        return Rating.parse(fields, where=where)
    except RecordError as error:
        message = error.message.removeprefix(f"{where}: ")
        return _finding("RKT011", Severity.WARNING, where, f"{message}.", "Correct the row; the others are used.")


def _cells(rating: Rating, labels: Mapping[str, str]) -> list[str]:
    values = rating.plain() | {"badge_name": labels.get(rating.badge, "")}
    return [spreadsheet_safe("" if values[name] is None else str(values[name])) for name in COLUMNS]


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _finding(code: str, severity: Severity, where: str, message: str, advice: str = "") -> Finding:
    return Finding(code=code, severity=severity, where=where, message=message, advice=advice)
