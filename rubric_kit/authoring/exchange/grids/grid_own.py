"""The grid that this kit writes: how its header and cells are worded, so that nothing has to be guessed when one comes back."""

from __future__ import annotations

import unicodedata

from rubric_kit.authoring.exchange.grids.grid_numbers import CellPoints, Label, number
from rubric_kit.authoring.exchange.grids.grid_sheet import ENDS, Sheet
from rubric_kit.model import Level
from rubric_kit.model.rule_words import points_text

OWN = ("Criterion", "Question", "Weight")
"""How the header begins."""
_NUMBERED = "Level"


def own_header_text(level: Level) -> str:
    """Return the header cell of a level that all criteria share, such as "Tasks listed (2)"."""
    return f"{one_line(level.name)} ({points_text(level.points)})"


def own_number_text(number_of_level: int) -> str:
    """Return the header cell where levels differ from criterion to criterion, such as "Level 2"."""
    return f"{_NUMBERED} {number_of_level}"


def own_cell_text(level: Level, *, named: bool) -> str:
    """Return a level's cell; a named one begins with a line such as "Tasks listed (2 points)"."""
    first = f"{one_line(level.name)} ({points_words(level)})\n" if named else ""
    return f"{first}{settled(level.descriptor)}"


def own_header_row(sheet: Sheet) -> int | None:
    """Return the row of the header if this kit wrote the grid and nobody changed its header."""
    for row, cells in enumerate(sheet.rows[:3]):
        if tuple(cells[: len(OWN)]) == OWN and len(cells) > len(OWN):
            texts = cells[len(OWN) :]
            whole = is_numbered(texts) or all(own_label(text) is not None for text in texts)
            return row if whole else None
    return None


def is_numbered(texts: list[str]) -> bool:
    """Tell whether the header numbers the levels, since each cell names its own."""
    return texts == [own_number_text(at) for at in range(1, len(texts) + 1)]


def own_label(text: str) -> Label | None:
    """Read "Tasks listed (2)" or "Tasks listed (2 points)"; None if it is nothing like that."""
    name, opened, rest = text.rpartition("(")
    points = (
        number(rest.removesuffix(")").removesuffix(" points").removesuffix(" point")) if opened and text.endswith(")") else None
    )
    return None if points is None else Label(name.rstrip(), points)


def own_cell(text: str) -> CellPoints | None:
    """Read a cell whose first line holds the level's name and points; None if there is no such line."""
    first, _, descriptor = text.partition("\n")
    found = own_label(first)
    return None if found is None or found.points is None else CellPoints(found.name, descriptor, found.points)


def points_words(level: Level) -> str:
    """Return a level's points in words, such as "1 point" or "2.5 points"."""
    points = points_text(level.points)
    return f"{points} point" if points == "1" else f"{points} points"


def settled(text: str) -> str:
    """Return text as it is after it was read from a cell: no tabs, no control characters, nothing around it.

    Whoever reads a text takes a tab for the end of a cell, so it becomes a space.
    """
    kept = "".join(one for one in text.replace("\t", " ") if one == "\n" or unicodedata.category(one) != "Cc")
    return kept.strip(ENDS)


def one_line(text: str) -> str:
    """Return text on one line with single spaces and without control characters, which a reader takes out."""
    return " ".join("".join(one for one in text if one.isspace() or unicodedata.category(one) != "Cc").split()).strip(ENDS)
