"""The header of a grid: which column holds names, questions and weights, and which hold levels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rubric_kit.authoring.exchange.grids.grid_codes import GridNotes
from rubric_kit.authoring.exchange.grids.grid_evidence import label_and_rest, level_evidence, looks_like_sentences
from rubric_kit.authoring.exchange.grids.grid_heading import has_role
from rubric_kit.authoring.exchange.grids.grid_numbers import Label, are_shares, are_weights, label
from rubric_kit.authoring.exchange.grids.grid_own import OWN, own_label
from rubric_kit.authoring.exchange.grids.grid_shape import Shape
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet
from rubric_kit.authoring.exchange.grids.grid_words import means, rank

GENERAL = "A text under a level's name that holds for every criterion has no place in a rubric; the levels' names were kept."
"""Why a text in the header is left out."""
OVER_LEVELS = "It is a heading over the levels; a rubric has no place for it."
"""Why a heading is left out."""


class LevelColumn(NamedTuple):
    """A column that holds a level."""

    column: int
    """Its place in the sheet."""
    label: Label
    """Its label."""
    place: str
    """Address of the cell that holds the label; empty if there is none."""


class Header(NamedTuple):
    """What the columns of a grid are."""

    rows: tuple[int, ...]
    """Rows of the sheet that make up the header; empty if there is none."""
    body: int
    """The first row below it."""
    name: int
    """The column with the criteria's names."""
    question: int | None
    """The column with their questions."""
    weight: int | None
    """The column with their weights."""
    levels: tuple[LevelColumn, ...]
    """The columns with levels, from left to right."""
    left_out: tuple[int, ...]
    """Columns that have no place in a rubric."""
    weight_label: str = ""
    """What the header calls the weights."""
    own: bool = False
    """Whether this kit wrote the grid, so that nothing has to be guessed."""
    points_row: int | None = None
    """A row below the criteria that holds the levels' points."""


def read_header(shape: Shape, notes: GridNotes, *, there: bool) -> Header:
    """Say what each column of a grid is.

    Parameters
    ----------
    shape : Shape
        The grid and its row of labels.
    notes : GridNotes
        Where merged cells and point ranges are noted.
    there : bool
        Whether the grid has a header at all.
    """
    sheet = shape.sheet
    if shape.own:
        return _own_header(shape)
    rows, texts = _header_texts(shape, notes) if there else ((), [""] * sheet.width)
    body = rows[-1] + 1 if rows else shape.labels
    while rows and body < len(sheet.rows) and not any(sheet.rows[body]):
        body += 1
    lower = int(bool(rows) and _take_labels_below(sheet, body, texts))
    name = _name_column(sheet, texts, body + lower)
    roles = _Roles(sheet, texts, body + lower, name, shape.columns)
    below = _second_row(sheet, body, roles, texts) if rows else None
    if below is not None:
        rows, body = (*rows, body), body + 1
    if rows:
        _fill_merged(sheet, rows, roles, texts, notes)
    levels = tuple(_level_column(sheet, column, texts, rows, below, notes) for column in roles.levels)
    weights = "" if roles.weight is None else texts[roles.weight]
    if roles.weight is not None and roles.weight == roles.shares and not means(weights, "weight"):
        notes.tell(f"The numbers in {sheet.column(roles.weight)} share out a whole, so they were taken for the weights.")
    return Header(rows, body, name, roles.question, roles.weight, levels, tuple(roles.left_out), weights)


def _own_header(shape: Shape) -> Header:
    sheet, row = shape.sheet, shape.labels
    columns = range(len(OWN), sheet.width)
    labels = [own_label(sheet.rows[row][column]) or Label("", bare=True) for column in columns]
    levels = tuple(LevelColumn(column, one, sheet.address(row, column)) for column, one in zip(columns, labels, strict=True))
    return Header((row,), row + 1, 0, 1, 2, levels, (), own=True)


class _Roles:
    """Sorts the columns of a grid by what they hold."""

    def __init__(self, sheet: Sheet, texts: list[str], body: int, name: int, shown: tuple[int, ...]) -> None:
        self.sheet, self.texts, self.body, self.name = sheet, texts, body, name
        self.question: int | None = None
        self.weight: int | None = None
        self.levels: list[int] = []
        self.left_out: list[int] = []
        known = [c for c in range(name + 1, sheet.width) if not has_role(texts[c]) and level_evidence(texts[c])]
        self.known = list(shown) if shown and shown[0] > name else known
        self.pointed = bool(self.known) and (self.known != known or all(label(texts[c]).points is not None for c in known))
        self.shares = self._shares()
        for column in range(sheet.width):
            if column != name and (texts[column] or self._cells(column)):
                self._sort(column)

    def _shares(self) -> int | None:
        """Return the last column if it has shares of a whole: beside texts they are weights, whatever stands over them."""
        column = self.sheet.width - 1
        if column in self.known or column <= self.name + 1 or any(means(text, "weight") for text in self.texts[:column]):
            return None
        rows = [row for row in self.sheet.rows[self.body :] if row[self.name] and not means(row[self.name], "total")]
        before = [row[column - 1] for row in rows if row[column - 1]]
        worded = before and not any(label(cell).bare for cell in before)
        shared = are_shares([row[column] for row in rows], surely=means(self.texts[column], "left_out"))
        return column if worded and self.texts[column] and shared else None

    def _cells(self, column: int) -> list[str]:
        return [row[column] for row in self.sheet.rows[self.body :] if row[column]]

    def _sort(self, column: int) -> None:
        text, cells = self.texts[column], self._cells(column)
        if column in self.known and not are_weights(cells, plain=False):
            self.levels.append(column)
        elif self.weight is None and (column == self.shares or self._holds_weights(column, text, cells)):
            self.weight = column
        elif self._is_question(column, text, cells):
            self.question = column
        elif not means(text, "header_part") and self._is_left_out(column, text, cells):
            self.left_out.append(column)
        else:
            self.levels.append(column)

    def _holds_weights(self, column: int, text: str, cells: list[str]) -> bool:
        if means(text, "weight"):
            return are_weights(cells, plain=True) or not (cells or means(text, "left_out"))
        if means(text, "left_out"):
            named = sum(1 for row in self.sheet.rows[self.body :] if row[self.name])
            marks = [cell for cell in cells if "/" in cell]
            return 2 * len(marks) > named and are_weights(marks, plain=False)
        # Plain numbers in front of the names number the rows.
        between = column > self.name and bool(self.known) and column < self.known[0]
        return are_weights(cells, plain=between or (not text and column > self.name))

    def _is_question(self, column: int, text: str, cells: list[str]) -> bool:
        if self.question is not None or self.levels or not cells:
            return False
        if means(text, "question") or (means(text, "criterion") and column > self.name):
            return True
        if column < self.name:
            return False
        before_levels = bool(self.known) and column < self.known[0]
        return before_levels and (self.pointed or not text)

    def _is_left_out(self, column: int, text: str, cells: list[str]) -> bool:
        if column < self.name or has_role(text):
            return True
        if len(self.known) < 2 or column < self.known[0]:
            return not text and not self.levels and len(self.known) >= 2
        after = column > self.known[-1]
        if not text:
            return after and self.pointed and self.levels[-1:] != [column - 1]
        return after and (self.pointed or not cells)


def _header_texts(shape: Shape, notes: GridNotes) -> tuple[tuple[int, ...], list[str]]:
    """Return the rows of the header and its texts, where headings above stand over empty cells as well."""
    sheet, row = shape.sheet, shape.labels
    texts = [label_and_rest(text)[0] for text in sheet.rows[row]]
    for column, text in enumerate(sheet.rows[row]):
        notes_below = label_and_rest(text)[1]
        if notes_below:
            notes.lose(sheet.address(row, column), notes_below, GENERAL)
    above = row - 1 if shape.above is None else shape.above
    if above < 0 or len(sheet.filled(above)) < 2:
        return (row,), texts
    taken = [c for c in sheet.filled(above) if not texts[c] and not means(sheet.rows[above][c], "header_part")]
    if not taken:
        return (row,), texts
    for column in taken:
        texts[column] = sheet.rows[above][column]
        message = (
            f"{sheet.address(above, column)} stands over {sheet.address(row, column)}, which is empty: taken for merged cells."
        )
        notes.find("RKX101", message, sheet.address(row, column))
    for column in sorted(set(sheet.filled(above)) - set(taken)):
        if not means(sheet.rows[above][column], "header_part") and sheet.rows[above][column] != texts[column]:
            notes.lose(sheet.address(above, column), sheet.rows[above][column], OVER_LEVELS)
    return (above, row), texts


def _take_labels_below(sheet: Sheet, row: int, texts: list[str]) -> bool:
    """Take the words that label the first columns from a second row of the header, and tell whether there are such."""
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    if not any(means(cell, "criterion") and not texts[column] for column, cell in enumerate(cells)):
        return False
    for column, cell in enumerate(cells):
        if not texts[column] and has_role(cell):
            texts[column] = cell
    return True


def _name_column(sheet: Sheet, texts: list[str], body: int) -> int:
    named = [column for column, text in enumerate(texts) if means(text, "criterion")]
    if len(named) > 1 and any(row[named[1]] and not row[named[0]] for row in sheet.rows[body:]):
        return named[1]  # the first one holds categories, each over several criteria
    if named:
        return named[0]
    corner = next((column for column, text in enumerate(texts) if text), 0)
    if sheet.flipped and means(texts[corner], "level") and not means(texts[corner], "weight"):
        return corner  # above the names of the levels stand those of the criteria
    for column, text in enumerate(texts):
        cells = [row[column] for row in sheet.rows[body:] if row[column]]
        numbers = are_weights(cells, plain=True)
        if cells and not numbers and not level_evidence(text) and not _has_other_role(text):
            return column
    return 0


def _has_other_role(text: str) -> bool:
    return means(text, "weight") or means(text, "left_out")


def _second_row(sheet: Sheet, row: int, roles: _Roles, texts: list[str]) -> dict[int, str] | None:
    """Return what a second row of labels says by column: points below names, or names below points."""
    if row >= len(sheet.rows):
        return None
    head = sheet.rows[row][roles.name]
    cells = {column: sheet.rows[row][column] for column in roles.levels if sheet.rows[row][column]}
    if len(cells) < 2 or (head and not (has_role(head) or means(head, "level"))):
        return None
    if roles.question is not None and sheet.rows[row][roles.question] and not has_role(sheet.rows[row][roles.question]):
        return None
    labels = [label(texts[column]) for column in cells]
    below = [label(cell) for cell in cells.values()]
    if all(one.bare for one in below) and not any(one.points for one in labels):
        return cells
    short = all(not one.bare for one in below) and not looks_like_sentences(list(cells.values()))
    if short and all(one.bare for one in labels) and len(cells) == len(roles.levels):
        known = sum(rank(cell) is not None for cell in cells.values())
        return cells if known >= 2 or not head or means(head, "criterion") else None
    return None


def _level_column(
    sheet: Sheet, column: int, texts: list[str], rows: tuple[int, ...], below: dict[int, str] | None, notes: GridNotes
) -> LevelColumn:
    if not rows:
        return LevelColumn(column, Label(""), "")
    first = rows[-1] if below is None else rows[-2]
    place = sheet.address(first, column)
    # A heading over all levels, such as "Ratings", names none of them.
    read = Label("") if means(texts[column], "header_part") else label(texts[column])
    if below is not None and column in below:
        under = label(below[column])
        named, pointed = (under, read) if read.bare else (read, under)
        read = named._replace(points=pointed.points, is_range=pointed.is_range, bare=False)
        place = place if pointed is not under else sheet.address(rows[-1], column)
    if read.is_range and read.points is not None:
        message = f"{place} holds a range of points; its upper end, {float(read.points.value):g}, was taken."
        notes.find("RKX013", message, place)
    return LevelColumn(column, read, place)


def _fill_merged(sheet: Sheet, rows: tuple[int, ...], roles: _Roles, texts: list[str], notes: GridNotes) -> None:
    """Give an empty header cell the text of the filled one before it, and say so."""
    row = next((one for one in rows if any(sheet.rows[one][column] for column in roles.levels)), rows[0])
    for column, before in list(_unnamed(roles, texts)):
        if column in roles.levels:
            texts[column] = texts[before]
        here, source = sheet.address(row, column), sheet.address(row, before)
        both = "they hold name and question" if column == roles.question else "both levels have one name"
        notes.find("RKX101", f"{here} is empty and {source} before it is not: taken for merged cells, so {both}.", here)


def _unnamed(roles: _Roles, texts: list[str]) -> Iterator[tuple[int, int]]:
    for column in [*roles.levels, *([roles.question] if roles.question is not None else [])]:
        before = column - 1
        while before >= 0 and not texts[before]:
            before -= 1
        if not texts[column] and before >= 0 and not means(texts[before], "header_part"):
            yield column, before
