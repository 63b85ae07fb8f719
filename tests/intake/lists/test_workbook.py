from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.containers.archive import is_workbook
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.lists import workbook
from rubric_kit.intake.lists.badge_list import read_list
from rubric_kit.intake.lists.workbook import sheet_rows


def book(*rows: Iterable[Any], more: Iterable[Iterable[Any]] = ()) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    other = made.create_sheet("second")
    for row in more:
        other.append(list(row))
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def parts(data: bytes, **changes: bytes | None) -> bytes:
    """Rewrite a workbook with parts replaced; keyword arguments name them by their last word."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = changes.get(name.rsplit("/", 1)[-1].split(".")[0], old.read(name))
            if content is not None:
                new.writestr(name, content)
    return held.getvalue()


def rows_of(data: bytes) -> list[list[str]]:
    remarks = Remarks("file 1")
    rows = sheet_rows(data, remarks)
    assert remarks.findings == []
    assert rows is not None
    return rows


def refusal(data: bytes) -> tuple[str, str]:
    remarks = Remarks("file 1")
    assert sheet_rows(data, remarks) is None
    assert len(remarks.findings) == 1
    return remarks.findings[0].code, remarks.findings[0].message


def test_the_first_sheet_is_read_as_text() -> None:
    data = book(
        ["Badge name", "Hours", "Issue date", "Assessed"],
        ["Robotics", 12, date(2026, 1, 31), True],
        ["Coding", 2.5, datetime(2026, 2, 1, 9, 30), None],  # noqa: DTZ001  a spreadsheet knows no time zone
        [],
        ["Maths", 3.0, "3 May", False],
        more=[["never read"]],
    )
    assert is_workbook(data)
    assert rows_of(data) == [
        ["Badge name", "Hours", "Issue date", "Assessed"],
        ["Robotics", "12", "2026-01-31", "yes"],
        ["Coding", "2.5", "2026-02-01T09:30:00"],
        [],
        ["Maths", "3", "3 May", "no"],
    ]


def test_a_sheet_goes_on_as_a_list() -> None:
    remarks = Remarks("file 1")
    rows = rows_of(book(["Badge name", "Issuer", "Student"], ["Robotics", "Synthetic District", "jane-canary"]))
    found = read_list(rows, remarks)
    assert [(one.number, dict(one.fields)) for one in found] == [(2, {"name": "Robotics", "issuer": "Synthetic District"})]


def test_formulas_are_not_worked_out() -> None:
    # A file that no spreadsheet program has calculated holds no result.
    assert rows_of(book(["name", "=1+1", "x"])) == [["name", "", "x"]]


def test_limits_of_rows_and_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (workbook.MAX_ROWS, workbook.MAX_COLUMNS) == (10_000, 100)
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    assert len(rows_of(book(*[["x"]] * 4))) == 4
    assert refusal(book(*[["x"]] * 5)) == ("RKB062", "The sheet has more than 3 rows under its header; split it into several.")
    assert len(rows_of(book(["x"] * 100))[0]) == 100
    assert refusal(book(["x"] * 101)) == ("RKB062", "The sheet has more than 100 columns; at most that many are read.")


@pytest.mark.parametrize(("address", "row"), [("XFD1048577", 1_048_577), ("XFD999999999", 999_999_999)])
def test_false_addresses_make_no_giant_sheet(address: str, row: int) -> None:
    assert rows_of(parts(book(["x"]), sheet1=_sheet(address, row))) == [["x"]]


def test_a_column_that_no_spreadsheet_has_is_one_finding() -> None:
    assert refusal(parts(book(["x"]), sheet1=_sheet("ZZZZZZZ2", 2)))[0] == "RKB062"


def _sheet(address: str, row: int) -> bytes:
    cell = '<c r="{}" t="inlineStr"><is><t>x</t></is></c>'
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        f'<sheetData><row r="1">{cell.format("A1")}</row><row r="{row}">{cell.format(address)}</row></sheetData></worksheet>'
    ).encode()


def test_archive_rules_hold_for_workbooks() -> None:
    code, message = refusal(parts(book(["x"]), styles=b"<a>" + bytes(5_000_000)))
    assert (code, "more than 100 times" in message) == ("RKB060", True)
    assert refusal(book(["x"])[:-4]) == ("RKB060", "The archive is damaged: its end is missing.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    text = '<!DOCTYPE x [<!ENTITY a "b">]><styleSheet>&a;</styleSheet>'.encode(encoding)
    words = "The workbook defines entities or document types, which no spreadsheet program writes."
    assert refusal(parts(book(["x"]), styles=text)) == ("RKB060", words)


def test_a_part_behind_the_name_of_a_picture_is_looked_at_too() -> None:
    held = io.BytesIO(book(["x"]))
    with zipfile.ZipFile(held, "a") as made:
        made.writestr("xl/media/picture.png", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    assert refusal(held.getvalue())[1].startswith("The workbook defines entities")
    held = io.BytesIO(book(["x"]))
    with zipfile.ZipFile(held, "a") as made:
        made.writestr("xl/media/picture.png", b"\x89PNG" + b"<" * 60_000)
    assert rows_of(held.getvalue()) == [["x"]]


def test_markup_in_a_mainframes_code_is_refused() -> None:
    text = '<?xml version="1.0" encoding="cp037"?><styleSheet/>'.encode("cp037")
    assert refusal(parts(book(["x"]), styles=text))[1].startswith("The workbook defines entities")


def test_a_workbook_full_of_styles_is_refused_before_it_is_read() -> None:
    # Distinct numbers keep the part from packing more densely than is allowed.
    styles = "".join(f'<xf numFmtId="{number * 7919 % 1_000_003}"/>' for number in range(50_001))
    words = "The workbook holds far more than a list of badges; copy the list alone into a new one, or save it as CSV."
    assert refusal(parts(book(["x"]), styles=f"<styleSheet>{styles}</styleSheet>".encode())) == ("RKB060", words)


def test_a_row_of_twenty_thousand_cells_is_refused_before_it_is_read() -> None:
    cells = "".join(f'<c s="{number * 7919 % 1_000_003}"/>' for number in range(20_001))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<x:worksheet xmlns:x="{space}"><x:sheetData><x:row r="1"/><x:row r="2">{cells}</x:row></x:sheetData></x:worksheet>'
    words = "The workbook holds far more than a list of badges; copy the list alone into a new one, or save it as CSV."
    assert refusal(parts(book(["x"]), sheet1=sheet.encode())) == ("RKB060", words)


def test_a_sheet_with_too_many_cells_is_refused_before_it_is_read() -> None:
    # 25,001 rows of 14 cells are 375,015 elements, and count twice because the sheet does not state its size.
    cells = "".join(f'<c s="{number}"/>' for number in range(14))
    rows = "".join(f'<row r="1" s="{number * 7919 % 1_000_003}">{cells}</row>' for number in range(25_001))
    assert refusal(parts(book(["x"]), sheet1=f"<worksheet>{rows}</worksheet>".encode()))[0] == "RKB060"


def test_a_full_list_of_twenty_columns_is_within_the_limits() -> None:
    # Each cell with its text inside is three elements: 10,001 x (20 x 3 + 1) = 610,061 of 700,000.
    rows = "".join(f"<row>{'<c><is><t>x</t></is></c>' * 20}</row>" for _ in range(10_001))
    assert workbook._effort(f'<worksheet><dimension ref="A1:T10001"/><sheetData>{rows}'.encode()) == 610_061 + 3


def test_doubled_parts_are_refused() -> None:
    held = io.BytesIO(book(["x"]))
    with warnings.catch_warnings(), zipfile.ZipFile(held, "a") as made:
        warnings.simplefilter("ignore")
        made.writestr("XL/workbook.xml", b"<x/>")
    assert refusal(held.getvalue()) == ("RKB060", "The workbook is damaged: parts of it stand there twice.")


@pytest.mark.parametrize("part", ["workbook", "sheet1", "styles", "[Content_Types]"])
def test_parts_that_are_missing_or_no_xml_are_one_finding(part: str) -> None:
    words = ("RKB062", "The workbook cannot be read; open it and save it again as XLSX or CSV.")
    assert refusal(parts(book(["x"]), **{part: b"not xml"})) == words
    if part in {"workbook", "[Content_Types]"}:  # nothing can be found without them
        assert refusal(parts(book(["x"]), **{part: None})) == words


@given(st.binary(max_size=60), st.integers(0, 10_000))
def test_a_damaged_sheet_gives_rows_or_one_finding(noise: bytes, at: int) -> None:
    whole = book(["Badge name", "Issuer"], ["Robotics", 1.5])
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        sheet = opened.read("xl/worksheets/sheet1.xml")
    at %= len(sheet)
    remarks = Remarks("")
    rows = sheet_rows(parts(whole, sheet1=sheet[:at] + noise + sheet[at + len(noise) :]), remarks)
    assert (rows is None) == bool(remarks.findings)
