"""The first sheet of an Excel workbook as rows of text. Formulas are never worked out; their last result is read."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, NoReturn

from rubric_kit.intake.containers.zip_members import MAX_TOTAL_BYTES, Refused, members, unpacked
from rubric_kit.intake.finding_codes import Remarks

MAX_ROWS = 10_000
MAX_COLUMNS = 100
_SHEETS, _TEXTS, _REST = "xl/worksheets/", "xl/sharedstrings.xml", ""
_MAX_ELEMENTS = {_SHEETS: 700_000, _TEXTS: 500_000, _REST: 50_000}
"""How many XML elements the parts of a workbook may have: the reader takes 10 microseconds and more for each of them."""
_MAX_ROW_ELEMENTS = 20_000
_HEAD = 4_000
_EBCDIC = b"\x4c\x6f\xa7\x94"
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")


def sheet_rows(data: bytes, remarks: Remarks) -> list[list[str]] | None:
    """Return the rows of the first sheet, or None with the reason among the remarks.

    Numbers are written without a trailing .0, dates like 2026-01-31, truth values as yes and no. Empty cells at the end
    of a row are left out; rows keep their place.

    Parameters
    ----------
    data : bytes
        A workbook, as `rubric_kit.intake.containers.archive.is_workbook` tells it.
    remarks : Remarks
        Where findings go: RKB060 if the archive is refused, RKB062 if its sheet cannot be read.
    """
    try:
        _check_parts(data)
    except Refused as error:
        remarks.add("RKB060", str(error))
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the reader leaves out (styles, drawings) is of no interest
            return _checked(_values(data), remarks)
    except Exception:  # noqa: BLE001  the reader raises almost anything on files that no spreadsheet program wrote
        remarks.add("RKB062", "The workbook cannot be read; open it and save it again as XLSX or CSV.")
        return None


def _check_parts(data: bytes) -> None:
    """Unpack every part once and refuse what would keep the reader busy or send it elsewhere."""
    found = members(data)
    if len({member.name.lower() for member in found}) < len(found):
        raise Refused("The workbook is damaged: parts of it stand there twice.")
    total = 0
    elements = dict.fromkeys(_MAX_ELEMENTS, 0)
    for member in found:
        content = b"".join(unpacked(data, member))
        total += len(content)
        if total > MAX_TOTAL_BYTES:
            raise Refused(f"The workbook unpacks to more than {MAX_TOTAL_BYTES:,} bytes; at most that many are read.")
        # Told by content: a sheet can hide behind the name of a picture.
        if _is_markup(content):
            name = member.name.decode("ascii", "replace").lower()
            part = next(part for part in _MAX_ELEMENTS if name.startswith(part))
            elements[part] += _effort(content) if part == _SHEETS else _elements(content)
            if elements[part] > _MAX_ELEMENTS[part]:
                _refuse_size()


def _refuse_size() -> NoReturn:
    raise Refused("The workbook holds far more than a list of badges; copy the list alone into a new one, or save it as CSV.")


def _is_markup(content: bytes) -> bool:
    """Tell whether a part can be read as XML, and refuse XML that defines its own entities or comes in a mainframe's code."""
    if b"<!DOCTYPE" in (content.replace(b"\0", b"") if b"\0" in content else content) or content.startswith(_EBCDIC):
        raise Refused("The workbook defines entities or document types, which no spreadsheet program writes.")
    start = content[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return not start or start.startswith(b"<")


def _elements(content: bytes, start: int = 0, end: int | None = None) -> int:
    return content.count(b"<", start, end) - content.count(b"</", start, end)


def _effort(content: bytes) -> int:
    """Count the elements of a sheet, twice if the reader goes through it twice to find out how large it is."""
    starts = [0, *(match.start() for match in _ROW.finditer(content)), len(content)]
    # The reader takes a whole row into memory.
    if max(_elements(content, start, end) for start, end in pairwise(starts)) > _MAX_ROW_ELEMENTS:
        _refuse_size()
    return _elements(content) * (1 if b"<dimension " in content[:_HEAD] else 2)


def _values(data: bytes) -> Iterator[tuple[Any, ...]]:
    import openpyxl  # half a second: only who gives a workbook pays for it

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        # One more row and column than allowed show that there is too much; bounds also keep a false address from
        # making a row of a billion cells.
        yield from book.worksheets[0].iter_rows(
            min_row=1, max_row=MAX_ROWS + 2, min_col=1, max_col=MAX_COLUMNS + 1, values_only=True
        )
    finally:
        book.close()


def _checked(values: Iterator[tuple[Any, ...]], remarks: Remarks) -> list[list[str]] | None:
    rows: list[list[str]] = []
    for value in values:
        cells = [_text(cell) for cell in value]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            remarks.add("RKB062", f"The sheet has more than {MAX_COLUMNS} columns; at most that many are read.")
            return None
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MAX_ROWS + 1:
        remarks.add("RKB062", f"The sheet has more than {MAX_ROWS:,} rows under its header; split it into several.")
        return None
    return rows


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, datetime):
        return (value.date() if value.time() == time(0) else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
