"""Lists of badges: a CSV file or the rows of a sheet, told by their header line and read column by column."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.lists.described_evidence import evidence_words
from rubric_kit.intake.lists.list_columns import Columns, columns, is_header
from rubric_kit.model.formula_guard import unguarded

MAX_BYTES = 10_000_000
"""Largest CSV file: a full list with a thousand characters in each row."""
MAX_ROWS = 10_000
MAX_COLUMNS = 100
MAX_CELL = 20_000
_MAX_LINES = 100_000
_SEPARATORS = (",", ";", "\t")
_HEADER_ROWS = 5
_HEAD_BYTES, _HEAD_TEXT = 40_000, 20_000


class ListRow(NamedTuple):
    """One row of a list: only what may be read of it."""

    number: int
    """The row's number as a spreadsheet shows it, from 1."""
    fields: Mapping[str, str]
    """Field -> text; an empty text is an empty cell, a missing field a missing column. Evidence is told by kinds only."""


def looks_like_list(text: str | bytes) -> bool:
    """Tell by the content whether this is a list of badges: a header line with the badge's name and another known column.

    A list whose "name" is a person's is one too, so that its reader can say what is missing.
    """
    if isinstance(text, bytes):
        # A list in Latin-1 must be told too, for the same reason.
        text = text[:_HEAD_BYTES].decode(_encoding(text), "replace")
    if _separator(text) is not None:
        return True
    found = [columns(row[:MAX_COLUMNS]) for one in _SEPARATORS for row in _head_rows(text[:_HEAD_TEXT], one)]
    return any(one.personal and one.places for one in found)


def csv_rows(data: bytes, remarks: Remarks) -> list[list[str]] | None:
    """Return the rows of a CSV file, or None with the reason among the remarks.

    UTF-8 with or without a byte order mark and UTF-16 are read; commas, semicolons and tabs are told apart by what they
    make of the header.
    """
    text = _text(data, remarks)
    if text is None:
        return None
    separator = _separator(text)
    if separator is None:
        _no_columns(remarks, [row for one in _SEPARATORS for row in _head_rows(text[:_HEAD_TEXT], one)])
        return None
    rows: list[list[str]] = []
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    try:
        for row in reader:
            rows.append(row[:MAX_COLUMNS])
            if len(row) > MAX_COLUMNS and any(cell.strip() for cell in row[MAX_COLUMNS:]):
                remarks.add("RKB062", f"Row {len(rows):,} has more than {MAX_COLUMNS} columns; at most that many are read.")
                return None
            if len(rows) > _MAX_LINES:
                _too_many(remarks)
                return None
    except csv.Error:
        # The reader's own message is for programmers.
        remarks.add("RKB062", f"The quotation marks do not pair, or a cell is far too long, near line {reader.line_num:,}.")
        return None
    return rows


def read_list(rows: Sequence[Sequence[str]], remarks: Remarks) -> list[ListRow]:
    """Read the rows of a list; what is in no known column never leaves this function.

    Parameters
    ----------
    rows : sequence of sequences of str
        Rows as `csv_rows` or `rubric_kit.intake.lists.workbook.sheet_rows` give them.
    remarks : Remarks
        Where findings about the list go: RKB062 (nothing could be read), RKB064 (columns not read), RKB065 (cells too long).

    Returns
    -------
    list of ListRow
        Rows with at least one filled field, in order.
    """
    header = _header(rows)
    if header is None:
        _no_columns(remarks, rows)
        return []
    at, found = header
    body = rows[at + 1 :]
    if sum(1 for row in body if any(row)) > MAX_ROWS:
        _too_many(remarks)
        return []
    if found.ignored:
        what = "column was" if found.ignored == 1 else "columns were"
        remarks.add("RKB064", f"{found.ignored} {what} not read: only columns that describe a badge are.")
    too_long = 0
    listed: list[ListRow] = []
    for number, row in enumerate(body, start=at + 2):
        fields = {field: _cell(row, places) for field, places in found.places.items()}
        long = [field for field, value in fields.items() if len(value) > MAX_CELL]
        too_long += len(long)
        if any(fields.values()):
            listed.append(ListRow(number, _without_content(fields | dict.fromkeys(long, ""))))
    if too_long:
        remarks.add("RKB065", f"Cells with more than {MAX_CELL:,} characters were left out: {too_long:,}.")
    if not listed:
        remarks.add("RKB062", "The list has no rows under its header.")
    return listed


def _without_content(fields: dict[str, str]) -> dict[str, str]:
    return fields | ({"evidence": evidence_words(fields["evidence"])} if "evidence" in fields else {})


def _cell(row: Sequence[str], places: Sequence[int]) -> str:
    cells = [unguarded(row[place]).strip() for place in places if place < len(row)]
    return "\n".join(cell for cell in cells if cell)


def _too_many(remarks: Remarks) -> None:
    remarks.add("RKB062", f"The list has more than {MAX_ROWS:,} rows under its header; split it into several.")


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, Columns] | None:
    """Find the header among the first filled rows: exports often put a title above it."""
    filled = [at for at, row in enumerate(rows[:50]) if any(row)][:_HEADER_ROWS]
    return next(((at, found) for at in filled if is_header(found := columns(rows[at]))), None)


def _no_columns(remarks: Remarks, rows: Sequence[Sequence[str]]) -> None:
    if any(columns(row[:MAX_COLUMNS]).personal for row in rows[: _HEADER_ROWS * len(_SEPARATORS)]):
        message = "No column is surely the badge's name: beside a person's columns, “name” or “title” is taken for the person's."
        remarks.add("RKB062", f"{message} Call the column “Badge name”.")
        return
    remarks.add("RKB062", "No header line names the badge and something else about it, such as “Badge name” and “Issuer”.")


def _text(data: bytes, remarks: Remarks) -> str | None:
    if len(data) > MAX_BYTES:
        remarks.add("RKB062", f"The list holds {len(data):,} bytes; at most {MAX_BYTES:,} are read. Split it into several.")
        return None
    encoding = _encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding.startswith("utf-8"):
            where = f"byte {error.start + 1:,}"
            remarks.add(
                "RKB062", f"The list is not UTF-8 text ({where}); it may be Latin-1 or Windows text, save it as “CSV UTF-8”."
            )
        else:
            remarks.add("RKB062", f"The list is not whole {encoding.upper()} text; save it as “CSV UTF-8”.")
        return None


def _encoding(data: bytes) -> str:
    # It goes by byte order marks and by where zero bytes stand, which holds for lists as it does for JSON.
    return json.detect_encoding(data[:4])


def _separator(text: str) -> str | None:
    """Return the separator that makes a header of one of the first lines; the one that knows most columns counts."""
    head = text[:_HEAD_TEXT].lstrip("\ufeff")
    if head[:4].lower() == "sep=" and head[4:5] in _SEPARATORS and head[5:6] in {"\r", "\n"}:
        return head[4]
    known = {separator: _known(head, separator) for separator in _SEPARATORS}
    best = max(known, key=lambda separator: known[separator])
    return best if known[best] else None


def _known(head: str, separator: str) -> int:
    found = [columns(row[:MAX_COLUMNS]) for row in _head_rows(head, separator)]
    return max((len(one.places) for one in found if is_header(one)), default=0)


def _head_rows(head: str, separator: str) -> list[list[str]]:
    """Return the first filled rows."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(_lines(head), delimiter=separator):
            if any(row):
                rows.append(row)
            if len(rows) == _HEADER_ROWS:
                break
    except csv.Error:
        pass  # what stands before a cell that is far too long can still be the header
    return rows


def _lines(text: str) -> Iterator[str]:
    """Give the lines with their ends; a first line like "sep=;" is a note to the spreadsheet program and stays empty."""
    for number, line in enumerate(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        if len(line) > MAX_COLUMNS * MAX_CELL:
            raise csv.Error
        yield "\n" if not number and line[:4].lower() == "sep=" and len(line.rstrip("\r\n")) == 5 else line
