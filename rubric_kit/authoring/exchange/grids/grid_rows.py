"""The rows below a grid's header: criteria, rows that go on with the one above, totals, headings and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rubric_kit.authoring.exchange.finding_codes import shortened
from rubric_kit.authoring.exchange.grids.grid_codes import GridNotes
from rubric_kit.authoring.exchange.grids.grid_header import GENERAL, OVER_LEVELS, Header
from rubric_kit.authoring.exchange.grids.grid_heading import is_blank_line
from rubric_kit.authoring.exchange.grids.grid_numbers import label, weight
from rubric_kit.authoring.exchange.grids.grid_shape import Shape
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet
from rubric_kit.authoring.exchange.grids.grid_words import means
from rubric_kit.model import visible

_TOTAL = "A total or a comment is no criterion; scores are worked out from the ratings."
_NOTE = "A row with a single text is a heading or a note; a rubric has no place for it."
_COLUMN = "The column holds neither a level, a weight nor a question, so it has no place in a rubric."


class Row(NamedTuple):
    """A criterion as it stands in a grid."""

    place: str
    """Address of its name."""
    name: str
    """Its name, perhaps with a weight behind it."""
    question: str
    """Its question; may be empty."""
    weight: str
    """Its weight as it is written; may be empty."""
    weight_place: str
    """Address of its weight."""
    cells: tuple[str, ...]
    """Its cells, one for each level of the header."""
    places: tuple[str, ...]
    """Their addresses."""


class Rows(NamedTuple):
    """The criteria of a grid, and whether rows without a name were met."""

    criteria: tuple[Row, ...]
    """The criteria."""
    nameless: tuple[str, ...]
    """Addresses of the empty names of rows that go on with the row above, or are criteria of their own."""


def read_rows(sheet: Sheet, header: Header, notes: GridNotes, *, join: bool) -> Rows:
    """Return the criteria below a header.

    Parameters
    ----------
    sheet : Sheet
        The grid with its criteria in rows.
    header : Header
        What its columns are.
    notes : GridNotes
        Where totals, headings and merged cells are noted.
    join : bool
        Whether a row without a name goes on with the criterion above it; otherwise it is one of its own with the same name.
    """
    reader = _Reader(sheet, header, notes, join=join)
    for row in range(header.body, len(sheet.rows)):
        if row != header.points_row:
            reader.take(row)
    _lose_columns(sheet, header, notes)
    return Rows(tuple(reader.criteria), tuple(reader.nameless))


class _Reader:
    """Takes one row after the other."""

    def __init__(self, sheet: Sheet, header: Header, notes: GridNotes, *, join: bool) -> None:
        self.sheet, self.header, self.notes, self.join = sheet, header, notes, join
        self.columns = [level.column for level in header.levels]
        self.filled_anywhere = any(row[column] for row in sheet.rows[header.body :] for column in self.columns)
        self.head = [sheet.rows[row] for row in header.rows]
        self.criteria: list[Row] = []
        self.nameless: list[str] = []

    def take(self, row: int) -> None:
        """Sort one row."""
        cells = self.sheet.rows[row]
        found = self._row(row)
        used = [found.name, found.question, found.weight, *found.cells]
        if self.header.own:
            if any(used):
                self._add(found)
        elif not any(used):
            self._lose(row, _NOTE, leave=self.header.left_out)
        elif cells in self.head:
            self.notes.tell(f"The header stands again in {self.sheet.line(row)}; that was passed over.")
        elif self._is_total(found, cells):
            self._lose(row, _TOTAL)
        elif self._is_note(found, used):
            self._lose(row, _NOTE)
        elif found.name or not any(found.cells):
            self._add(found)
        else:
            self._nameless(row, found)

    def _row(self, row: int) -> Row:
        cells, header = self.sheet.rows[row], self.header
        at = header.name if header.weight is None else header.weight
        return Row(
            self.sheet.address(row, header.name),
            cells[header.name],
            "" if header.question is None else cells[header.question],
            "" if header.weight is None else cells[header.weight],
            self.sheet.address(row, at),
            tuple(cells[column] for column in self.columns),
            tuple(self.sheet.address(row, column) for column in self.columns),
        )

    def _is_total(self, found: Row, cells: Sequence[str]) -> bool:
        texts = [cell for column, cell in enumerate(cells) if cell and column not in self.header.left_out]
        words = [cell for cell in texts if means(cell.rstrip("_ /0123456789"), "total")]
        rest = [cell for cell in texts if cell not in words]
        return bool(words) and (words[0] in (found.name, found.question) or not found.name) and all(map(_is_amount, rest))

    def _is_note(self, found: Row, used: Sequence[str]) -> bool:
        if any(found.cells):
            # A lone text in a level's column below a criterion goes on with it; above all criteria it is a note.
            return sum(map(bool, used)) == 1 and not self.criteria and not found.name
        return not found.name or (self.filled_anywhere and not found.question)

    def _nameless(self, row: int, found: Row) -> None:
        if found.question or found.weight:
            self._from_above(found, certain=True)
        elif not self.criteria:
            self._lose(row, GENERAL)
        else:
            self.nameless.append(found.place)
            if self.join:
                self._join(found)
            else:
                self._from_above(found, certain=False)

    def _from_above(self, found: Row, *, certain: bool) -> None:
        above = self.criteria[-1] if self.criteria else None
        if above is not None:
            code = "RKX101" if certain else "RKX105"
            self.notes.find(code, f"{found.place} is empty: the name above it holds for this row as well.", found.place)
            found = found._replace(name=above.name)
        self._add(found)

    def _join(self, found: Row) -> None:
        above = self.criteria.pop()
        self.notes.find("RKX105", f"{found.place} is empty: the row goes on with the criterion above it.", found.place)
        joined = ("\n".join(filter(None, pair)) for pair in zip(above.cells, found.cells, strict=True))
        self.criteria.append(above._replace(cells=tuple(joined)))

    def _add(self, found: Row) -> None:
        self.criteria.append(found)

    def _lose(self, row: int, why: str, leave: Sequence[int] = ()) -> None:
        for column in self.sheet.filled(row):
            if column not in self.header.left_out and column not in leave:
                self.notes.lose(self.sheet.address(row, column), self.sheet.rows[row][column], why)


def lose_above(shape: Shape, header: Header, notes: GridNotes) -> tuple[str, str]:
    """Return the title and the purpose that stand above a grid; whatever else stands there is listed as left out."""
    sheet = shape.sheet
    first = header.rows[0] if header.rows else header.body
    title = purpose = ""
    for row, column, text in (*shape.titles, *_texts(sheet, range(first))):
        alone = (row, column, text) in shape.titles or len(sheet.filled(row)) == 1
        if alone and row == first - 1 and _begins_levels(header, column) and not means(text, "header_part"):
            notes.lose(sheet.address(row, column), text, OVER_LEVELS)
        elif alone and not title and (header.own or not (is_blank_line(text) or means(text, "header_part"))):
            title = text
            notes.tell(f"The title stands in {sheet.address(row, column)}: {visible(' '.join(text.split())[:100])}.")
        elif not header.own and (means(text, "header_part") or (row == first - 1 and text == sheet.rows[first][column])):
            continue
        elif alone and not purpose and (header.own or not is_blank_line(text)):
            purpose = text
            notes.tell(f"The text in {sheet.address(row, column)} was taken for what the rubric is for.")
        else:
            notes.lose(sheet.address(row, column), text, "It stands above the grid and has no place in a rubric.")
    return title, purpose


def _begins_levels(header: Header, column: int) -> bool:
    """Tell whether a text stands over the first level, as a heading that is merged over all of them does."""
    return not header.own and len(header.levels) > 1 and header.name < column == header.levels[0].column


def _texts(sheet: Sheet, rows: range) -> Iterator[tuple[int, int, str]]:
    for row in rows:
        for column in sheet.filled(row):
            yield row, column, sheet.rows[row][column]


def _is_amount(cell: str) -> bool:
    return weight(cell) is not None or label(cell).bare or not cell.strip("_ /")


def _lose_columns(sheet: Sheet, header: Header, notes: GridNotes) -> None:
    # A heading of such columns may be listed already.
    listed = {(loss.path, loss.words) for loss in notes.losses}
    for column in header.left_out:
        for row in (*header.rows, *range(header.body, len(sheet.rows))):
            text, place = sheet.rows[row][column], sheet.address(row, column)
            if text and (place, shortened(text)) not in listed:
                notes.lose(place, text, _COLUMN)
