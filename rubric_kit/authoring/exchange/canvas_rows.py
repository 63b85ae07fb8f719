"""The rows of a Canvas rubric file: columns found by words in the header, ratings in threes, any number in each row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from rubric_kit.authoring.exchange.exact_number import exact_number
from rubric_kit.authoring.exchange.finding_codes import Notes, quoted
from rubric_kit.authoring.exchange.grids.grid_sheet import letters
from rubric_kit.model.formula_guard import unguarded

_HEADER_ROWS = 10
_RUBRIC = re.compile(r"rubric name", re.IGNORECASE)
_NAME = re.compile(r"criteri(?:a|on) name", re.IGNORECASE)
_DESCRIPTION = re.compile(r"criteri(?:a|on) description", re.IGNORECASE)
_RANGE = re.compile(r"enable range", re.IGNORECASE)
_RATING = tuple(re.compile(f"rating {one}", re.IGNORECASE) for one in ("name", "description", "points"))
_THREE = 3


class CanvasColumns(NamedTuple):
    """Where the columns are."""

    header: int
    """Row of the header, from 0."""
    rubric: int | None
    """Column of the rubric's name."""
    name: int
    """Column of the criterion's name."""
    description: int | None
    """Column of its description."""
    range: int | None
    """Column that says whether points are ranges."""
    ratings: tuple[tuple[int, int | None, int | None], ...]
    """Columns of each rating's name, description and points."""


class Rating(NamedTuple):
    """A rating as it stands in its three cells."""

    name: str
    """Its name."""
    description: str
    """Its text."""
    points: Fraction | None
    """Its points, if they are a number."""
    place: str
    """Address of the cell with its points."""


class CanvasRow(NamedTuple):
    """A criterion as it stands in its row."""

    rubric: str
    """Name of its rubric."""
    name: str
    """Its name."""
    description: str
    """Its text."""
    is_range: bool
    """Whether points are ranges."""
    ratings: tuple[Rating, ...]
    """Its ratings, in the order of the file."""
    place: str
    """Address of the cell with its name."""
    range_place: str
    """Address of the cell that says whether points are ranges."""


def canvas_columns(rows: Any) -> CanvasColumns | None:
    """Return the columns of a Canvas rubric file; None if no row among the first ten names a criterion and ratings."""
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        name, rating_names, points = _find(row, _NAME), _all(row, _RATING[0]), _all(row, _RATING[2])
        if name is None or not rating_names or not points:
            continue
        descriptions = _all(row, _RATING[1])
        ratings = tuple((column, _at(descriptions, number), _at(points, number)) for number, column in enumerate(rating_names))
        return CanvasColumns(at, _find(row, _RUBRIC), name, _find(row, _DESCRIPTION), _find(row, _RANGE), ratings)
    return None


def canvas_rows(rows: Sequence[Sequence[str]], notes: Notes) -> list[CanvasRow]:
    """Return the criteria in a file with the header that `canvas_columns` finds; what is doubtful is noted."""
    columns = canvas_columns(rows)
    found: list[CanvasRow] = []
    if columns is None:
        return found
    width = max(len(row) for row in rows)
    ratings = _extended(columns.ratings, width)
    _list_other_columns(rows, columns, ratings, notes)
    for at, row in enumerate(rows[columns.header + 1 :], start=columns.header + 1):
        if not any(cell.strip() for cell in row):
            continue
        title = _cell(row, columns.rubric)
        if not title and found:
            title = found[-1].rubric
            notes.tell("Rows without a rubric name belong to the rubric above them.")
        name = _cell(row, columns.name)
        place = f"{letters(columns.name)}{at + 1}"
        if not name:
            notes.find("RKX009", "The criterion has no name. Canvas refuses such a file.", place)
        is_range = _cell(row, columns.range).casefold() in {"true", "1"}
        range_place = "" if columns.range is None else f"{letters(columns.range)}{at + 1}"
        listed = _ratings(row, at, ratings, notes)
        found.append(CanvasRow(title, name, _cell(row, columns.description), is_range, listed, place, range_place))
    return found


def _ratings(
    row: Sequence[str], at: int, columns: Sequence[tuple[int, int | None, int | None]], notes: Notes
) -> tuple[Rating, ...]:
    found = []
    for name, description, points in columns:
        words, text, written = (_cell(row, column) for column in (name, description, points))
        if not (words or text or written):
            continue
        place = f"{letters(name if points is None else points)}{at + 1}"
        number = exact_number(written)
        if number is None:
            what = f"The points {quoted(written)} are not a number" if written else f"The rating {quoted(words)} has no points"
            notes.find("RKX004", f"{what}. Canvas refuses such a row.", place)
        found.append(Rating(words, text, number, place))
    return tuple(found)


def _extended(
    columns: tuple[tuple[int, int | None, int | None], ...], width: int
) -> tuple[tuple[int, int | None, int | None], ...]:
    """Go on in threes beyond the header, where rows hold more ratings than it names."""
    name, description, points = columns[-1]
    if (description, points) != (name + 1, name + 2):
        return columns
    more = range(name + _THREE, width, _THREE)
    return columns + tuple((start, start + 1, start + 2) for start in more)


def _list_other_columns(
    rows: Sequence[Sequence[str]],
    columns: CanvasColumns,
    ratings: Sequence[tuple[int, int | None, int | None]],
    notes: Notes,
) -> None:
    known = {columns.rubric, columns.name, columns.description, columns.range, *(one for three in ratings for one in three)}
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell.strip() and at != columns.header and (column not in known or at < columns.header):
                notes.lose(f"{letters(column)}{at + 1}", cell, "This cell is in no column that a rubric has.")


def _cell(row: Sequence[str], column: int | None) -> str:
    return unguarded(row[column]).strip() if column is not None and column < len(row) else ""


def _find(row: Sequence[str], wanted: re.Pattern[str]) -> int | None:
    return next(iter(_all(row, wanted)), None)


def _all(row: Sequence[str], wanted: re.Pattern[str]) -> list[int]:
    return [column for column, cell in enumerate(row) if wanted.search(cell)]


def _at(columns: Sequence[int], number: int) -> int | None:
    return columns[number] if number < len(columns) else None
