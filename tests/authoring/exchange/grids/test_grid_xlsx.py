"""Grids that go out as a workbook: opened again with the library, as a spreadsheet program would."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from rubric_kit.authoring import starter_names, starter_rubric
from rubric_kit.authoring.exchange.grids.grid_csv import write_grid_csv
from rubric_kit.authoring.exchange.grids.grid_xlsx import write_grid_xlsx
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.lists.workbook import sheet_rows


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_the_sheet_has_a_frozen_header_that_repeats_on_each_landscape_page() -> None:
    sheet = opened(write_grid_xlsx(starter_rubric()).data)
    assert sheet.title == "Rubric"
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet["A3"].value == "Criterion"
    assert sheet["A3"].font.bold
    assert sheet["D4"].alignment.wrap_text


def test_weights_are_numbers_that_sum_to_one_and_text_is_text() -> None:
    sheet = opened(write_grid_xlsx(starter_rubric()).data)
    weights = [row[2].value for row in sheet.iter_rows(min_row=4)]
    # 25, 25, 15, 5, 15, 15 and 0 of 100.
    assert weights == [0.25, 0.25, 0.15, 0.05, 0.15, 0.15, 0]
    assert sheet["C4"].number_format == "0%"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s", "n"}


def test_a_weight_of_a_part_of_a_percent_is_shown_whole() -> None:
    rubric = starter_rubric("eu-2022")
    assert rubric.criteria[0].weight % 100
    cell = opened(write_grid_xlsx(rubric).data)["C4"]
    assert (cell.value, cell.number_format) == (rubric.criteria[0].weight / 10_000, "0.00%")


@pytest.mark.parametrize("formula", ["=1+1", "@x", "+1", '=HYPERLINK("http://127.0.0.1:9","x")'])
def test_no_formula_is_in_the_workbook(formula: str) -> None:
    rubric = starter_rubric()
    first = rubric.criteria[0].replace(name=formula)
    data = write_grid_xlsx(rubric.replace(title=formula, criteria=(first, *rubric.criteria[1:]))).data
    sheet = opened(data)
    assert sheet["A1"].value == f"'{formula}"
    assert sheet["A1"].data_type == sheet["A4"].data_type == "s"
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", starter_names())
def test_the_kits_own_reader_takes_the_same_cells_from_it_as_from_csv(name: str) -> None:
    rubric = starter_rubric(name)
    remarks = Remarks("grid.xlsx")
    rows = sheet_rows(write_grid_xlsx(rubric).data, remarks)
    assert rows is not None
    assert remarks.findings == []
    assert rows[0][0] == rubric.title
    assert write_grid_xlsx(rubric).losses == write_grid_csv(rubric).losses


def test_characters_that_xml_cannot_hold_are_replaced_and_listed() -> None:
    rubric = starter_rubric()
    first = rubric.criteria[0].replace(name="odd \uffff name")
    written = write_grid_xlsx(rubric.replace(criteria=(first, *rubric.criteria[1:])))
    assert opened(written.data)["A4"].value == "odd \ufffd name"
    assert "criteria.criteria_clarity.name" in [loss.path for loss in written.losses]


def test_nothing_in_the_file_tells_when_or_where_it_was_made() -> None:
    data = write_grid_xlsx(starter_rubric()).data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in parts.infolist()} == {zipfile.ZIP_STORED}
        core = parts.read("docProps/core.xml").decode()
        assert parts.namelist()[0] == "[Content_Types].xml"
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "externallink" in name.lower()]
    assert core.count("2000-01-01T00:00:00Z") == 2
