"""A teacher's grid as an Excel workbook that can be printed."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from rubric_kit.authoring.exchange.form import Format, Written
from rubric_kit.authoring.exchange.grids.grid_own import OWN
from rubric_kit.authoring.exchange.grids.grid_reading import is_grid, read_grid
from rubric_kit.authoring.exchange.grids.grid_sheet import letters
from rubric_kit.authoring.exchange.grids.grid_writing import Grid, grid_losses, grid_of
from rubric_kit.authoring.exchange.steady_zip import steady
from rubric_kit.model import Rubric
from rubric_kit.model.record import BASIS_POINTS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NO_XML = re.compile("[\ufffe\uffff]")
"""Characters that may stand in a rubric and not in the XML of a workbook."""
_WIDTHS = (24, 32, 10)
_LEVEL_WIDTH = 30
_LINE_HEIGHT = 15
_MOST_HEIGHT = 400


def write_grid_xlsx(rubric: Rubric) -> Written:
    """Write a rubric as a workbook: header frozen and repeated on each printed page, text wrapped, landscape."""
    grid = grid_of(rubric)
    grid = grid._replace(rows=tuple(tuple(_NO_XML.sub("\ufffd", cell) for cell in row) for row in grid.rows))
    return Written(steady(_workbook(rubric, grid)), grid_losses(rubric, grid))


def _workbook(rubric: Rubric, grid: Grid) -> bytes:
    import openpyxl  # half a second: only who writes a workbook pays for it

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Rubric"
    book.properties.title, book.properties.creator = _NO_XML.sub("\ufffd", rubric.title), "rubric_kit"
    book.properties.language = rubric.language
    for number, row in enumerate(grid.rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(number, column)
                cell.value, cell.data_type = text, "s"
    _set_weights(sheet, rubric, grid)
    _set_styles(sheet, grid)
    _set_page(sheet, grid)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _set_weights(sheet: Worksheet, rubric: Rubric, grid: Grid) -> None:
    """Write weights as numbers, so that they can be summed in the sheet."""
    for number, criterion in enumerate(rubric.criteria, start=grid.header + 2):
        cell = sheet.cell(number, len(OWN))
        cell.value = Decimal(criterion.weight) / BASIS_POINTS
        cell.number_format = "0.00%" if criterion.weight % 100 else "0%"


def _set_styles(sheet: Worksheet, grid: Grid) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="FF57606A")
    frame = Border(left=line, right=line, top=line, bottom=line)
    wrapped = Alignment(wrap_text=True, vertical="top")
    last = len(grid.rows[0])
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for row in range(1, grid.header + 1):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        sheet.cell(row, 1).alignment = wrapped
        lines = _lines(grid.rows[row - 1][0], sum(_WIDTHS) + _LEVEL_WIDTH * (last - len(_WIDTHS)))
        sheet.row_dimensions[row].height = min(_MOST_HEIGHT, max(1, lines) * (20 if row == 1 else _LINE_HEIGHT))
    for row in range(grid.header + 1, len(grid.rows) + 1):
        for column in range(1, last + 1):
            place = sheet.cell(row, column)
            place.alignment, place.border = wrapped, frame
            place.font = Font(bold=row == grid.header + 1 or column == 1)
            if row == grid.header + 1:
                place.fill = PatternFill("solid", fgColor="FFF6F8FA")
        lines = max(_lines(text, _width(at)) for at, text in enumerate(grid.rows[row - 1]))
        sheet.row_dimensions[row].height = min(_MOST_HEIGHT, (lines + 1) * _LINE_HEIGHT)


def _set_page(sheet: Worksheet, grid: Grid) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    for column in range(len(grid.rows[0])):
        sheet.column_dimensions[letters(column)].width = _width(column)
    sheet.freeze_panes = f"B{grid.header + 2}"
    sheet.print_title_rows = f"{grid.header + 1}:{grid.header + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("Page &P of &N"))


def _width(column: int) -> int:
    return _WIDTHS[column] if column < len(_WIDTHS) else _LEVEL_WIDTH


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column; no program works out heights for a file that it did not write."""
    return sum(1 + len(line) // width for line in text.split("\n"))


FORMAT = Format(
    name="grid-xlsx",
    title="Grid as an Excel workbook",
    suffix=".xlsx",
    takes="rows",
    recognise=is_grid,
    read=read_grid,
    write=write_grid_xlsx,
)
"""The format."""
