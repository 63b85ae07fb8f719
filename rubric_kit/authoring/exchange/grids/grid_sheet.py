"""A sheet of cells as it was given, with the address of each cell; it can be looked at with rows and columns exchanged."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Self

from rubric_kit.model.formula_guard import unguarded

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\n\t", " "),
        "\u00d7": "x",
        "\u2715": "x",
        "\u2716": "x",
        "\uff05": "%",
        "\uff08": "(",
        "\uff09": ")",
        "\u2044": "/",
        "\u2215": "/",
    }
)
ENDS = "".join(one for one in map(chr, range(0x3001)) if one.isspace()) + "\ufeff"
"""What is taken off at the ends of a cell: all kinds of spaces and the mark of byte order, which programs leave behind."""


class Sheet:
    """Cells in rows of equal length.

    Parameters
    ----------
    rows : sequence of sequences of str
        The rows; shorter ones are filled up with empty cells.
    flipped : bool
        Rows and columns are exchanged: addresses are still those of the file.
    """

    def __init__(self, rows: Sequence[Sequence[str]], *, flipped: bool = False) -> None:
        self.width = max((len(row) for row in rows), default=0)
        self.rows = [[*row, *[""] * (self.width - len(row))] for row in rows]
        self.flipped = flipped

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> Self:
        """Return the sheet of rows as a file gave them: cells cleaned at their ends, empty rows and columns at the end gone."""
        cleaned = [[clean(cell) for cell in row] for row in rows]
        for row in cleaned:
            while row and not row[-1]:
                row.pop()
        while cleaned and not cleaned[-1]:
            cleaned.pop()
        return cls(cleaned)

    def turned(self) -> Sheet:
        """Return the sheet with rows and columns exchanged."""
        return Sheet([list(column) for column in zip(*self.rows, strict=True)], flipped=not self.flipped)

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell in the file, such as B3."""
        return f"{letters(row)}{column + 1}" if self.flipped else f"{letters(column)}{row + 1}"

    def line(self, row: int) -> str:
        """Return what a row of this view is in the file, such as "row 3", or "column C" if the sheet is turned."""
        return f"column {letters(row)}" if self.flipped else f"row {row + 1}"

    def column(self, column: int) -> str:
        """Return what a column of this view is in the file, such as "column C", or "row 3" if the sheet is turned."""
        return f"row {column + 1}" if self.flipped else f"column {letters(column)}"

    def filled(self, row: int) -> list[int]:
        """Return the columns in which a row has text."""
        return [column for column, cell in enumerate(self.rows[row]) if cell]


def letters(column: int) -> str:
    """Return the letters of a column, 0 for A.

    Examples
    --------
    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def clean(cell: str) -> str:
    r"""Return a cell's text without what surrounds it: an export's guard, spaces and line breaks at its ends.

    Examples
    --------
    >>> clean(" '=1\r\n ")
    '=1'
    """
    return unguarded(cell.replace("\r\n", "\n").replace("\r", "\n").strip(ENDS)).strip(ENDS)


def plain(text: str) -> str:
    """Return text as labels are compared: one kind of quote, dash and space; each character keeps its place."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    r"""Return a label as it is looked up: small letters, no accents, single spaces, no marks around it.

    Examples
    --------
    >>> folded(" “Meets  Standard”: ")
    'meets standard'
    """
    simple = "".join(c for c in unicodedata.normalize("NFKD", plain(text)) if not unicodedata.combining(c))
    return " ".join(simple.casefold().split()).strip(" .:;,!?*_\"'()[]-")
