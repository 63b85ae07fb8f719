"""Text that was pasted or saved (CSV, TSV, a Markdown table) as rows of cells, as a spreadsheet program would show them."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile
from typing import NamedTuple

from rubric_kit.errors import RecordError

MOST_ROWS = 400
MOST_COLUMNS = 100
MOST_CELL = 100_000
"""Most characters of one cell; a rubric keeps 20,000 of them."""
_NAMES = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "upright bars"}
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|?\s*(?::?-{2,}:?|:-:?|-:)\s*(?:\|\s*(?::?-{2,}:?|:-:?|-:)\s*)*\|?")
_NO_HEADER = 10
_LINES = re.compile(r"\r\n|\r|\n")


class TextRows(NamedTuple):
    """The rows of a text."""

    rows: list[list[str]]
    """Rows of cells; empty lines are empty rows, so that row numbers are those a spreadsheet program shows."""
    separator: str
    """The character between cells; empty if the text has one cell in each row."""
    told: tuple[str, ...]
    """How the text was taken apart."""


def text_rows(text: str) -> TextRows:
    r"""Take a text apart into rows and cells; commas, semicolons, tabs and upright bars are told apart by what they make of it.

    A cell in quotation marks may hold line breaks and the separator. Where quotation marks do not pair, they are taken as
    part of the text. In a Markdown table the bars at both ends of a line are no cells; its line of dashes decides for bars,
    whatever stands around the table.

    Raises
    ------
    RecordError
        There are more than 400 rows, more than 100 columns, or a cell of more than 100,000 characters.

    Examples
    --------
    >>> text_rows('Criterion;Low;High\nWork;"None;\nnot one";Two').rows
    [['Criterion', 'Low', 'High'], ['Work', 'None;\nnot one', 'Two']]
    """
    text = text.removeprefix("\ufeff")
    candidates = [(separator, *_cells(text, separator)) for separator in _NAMES]
    fitting = [(separator, rows, paired) for separator, rows, paired in candidates if _parts(rows)]
    whole_lines = ("", [[line] if line.strip() else [] for line in _LINES.split(text)], True)
    if _is_markdown_table(text) and not any(paired and _is_inside(rows) for _, rows, paired in candidates):
        fitting = [candidates[-1]]
    separator, rows, paired = max(fitting, key=_fitness, default=whole_lines)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    _check_size(rows)
    told = [f"Cells are parted by {_NAMES[separator]}."] if separator else []
    if separator and not paired:
        told.append("Quotation marks do not pair, so they were taken as part of the text, and each line as a row.")
    return TextRows(rows, separator, tuple(told))


def _cells(text: str, separator: str) -> tuple[list[list[str]], bool]:
    """Return the rows for one separator, and whether quotation marks pair."""
    if separator not in text:
        return [], True
    if separator == "|":
        return [_bar_cells(line) for line in _LINES.split(text)], True
    lines = io.StringIO(text, newline="")
    try:
        return [[_LINES.sub("\n", cell) for cell in row] for row in csv.reader(lines, delimiter=separator, strict=True)], True
    except csv.Error:
        lines.seek(0)
    try:
        return list(csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)), False
    except csv.Error:
        pass
    raise RecordError(f"a cell holds more than {MOST_CELL:,} characters; at most that many are read", where="text")


def _bar_cells(line: str) -> list[str]:
    line = line.strip()
    if not line:
        return []
    cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(line)]
    start, end = line.startswith("|"), line.endswith("|") and not line.endswith("\\|") and len(cells) > 1
    return cells[1 if start else 0 : len(cells) - 1 if end else None]


def _is_markdown_table(text: str) -> bool:
    """Tell whether a line such as "| --- | --- |" stands below one with as many cells, as only Markdown tables have it.

    The bars at the ends may be missing where there are two cells or more.
    """
    lines = _LINES.split(text)
    for header, rule in itertools.pairwise(lines):
        found = rule.strip()
        if "|" in found and _RULE.fullmatch(found) and len(_bar_cells(rule)) == len(_bar_cells(header)) > 1:
            return True
    return False


def _is_inside(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a Markdown table is the text of a single cell."""
    return any("\n" in cell and _is_markdown_table(cell) for row in rows for cell in row)


def _filled(rows: Sequence[Sequence[str]]) -> list[int]:
    return [len(row) for row in rows if any(cell.strip() for cell in row)]


def _parts(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether at least half of the filled rows have two cells or more."""
    counts = _filled(rows)
    return bool(counts) and 2 * sum(count > 1 for count in counts) >= len(counts)


def _fitness(candidate: tuple[str, list[list[str]], bool]) -> tuple[int, bool, bool, int]:
    """Say how well a separator parts a text: by even rows, titles above them aside, though most texts begin with a header."""
    separator, rows, paired = candidate
    counts = _filled(rows)
    below = list(dropwhile(lambda count: count == 1, counts))
    number, times = max(Counter(below).items(), key=lambda one: (one[1], one[0]))
    even = 100 * times // len(below)
    # A tab is never typed into prose, so it wins where two fit as well.
    return even - (_NO_HEADER if len(below) < len(counts) else 0), paired, separator == "\t", number


def _check_size(rows: Sequence[Sequence[str]]) -> None:
    filled, columns = len(_filled(rows)), max((len(row) for row in rows), default=0)
    if len(rows) > MOST_ROWS:
        raise RecordError(f"{len(rows):,} rows ({filled:,} filled) were found; at most {MOST_ROWS} are read", where="text")
    if columns > MOST_COLUMNS:
        raise RecordError(f"{columns:,} columns were found; at most {MOST_COLUMNS} are read", where="text")
    if any(len(cell) > MOST_CELL for row in rows for cell in row):
        raise RecordError(f"a cell holds more than {MOST_CELL:,} characters; at most that many are read", where="text")
