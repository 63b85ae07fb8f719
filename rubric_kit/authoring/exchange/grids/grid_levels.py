"""Levels of a grid: which end is the low one, and each cell's name, points and descriptor."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from rubric_kit.authoring.exchange.draft_parts import LevelPart
from rubric_kit.authoring.exchange.grids.grid_codes import GridNotes
from rubric_kit.authoring.exchange.grids.grid_header import Header, LevelColumn
from rubric_kit.authoring.exchange.grids.grid_numbers import CellPoints, Number, cell_points, label
from rubric_kit.authoring.exchange.grids.grid_own import own_cell
from rubric_kit.authoring.exchange.grids.grid_rows import Row
from rubric_kit.authoring.exchange.grids.grid_sheet import ENDS
from rubric_kit.authoring.exchange.grids.grid_weights import COMMA
from rubric_kit.authoring.exchange.grids.grid_words import rank


class Order(NamedTuple):
    """Which way the levels run."""

    high_first: bool
    """Whether the highest level comes first."""
    doubt: bool
    """Whether that is a guess."""
    words: str
    """How it was told, in a sentence."""


def order_of(header: Header, criteria: Sequence[Row], answer: str | None) -> Order:
    """Tell whether the lowest or the highest level comes first: by points, else by the levels' names, else by the answer."""
    if header.own:
        return Order(high_first=False, doubt=False, words=_sentence(False, "by their points"))
    points = [level.label.points.value for level in header.levels if level.label.points is not None]
    if (way := _way(points)) is not None:
        return Order(way, doubt=False, words=_sentence(way, "by their points"))
    for row in criteria:
        own = [one.points.value for one in _cells(header, row) if one is not None]
        if (way := _way(own)) is not None:
            return Order(way, doubt=False, words=_sentence(way, "by their points"))
    ranks = [found for level in header.levels if (found := rank(level.label.name)) is not None]
    if (way := _way(ranks)) is not None:
        return Order(way, doubt=False, words=_sentence(way, "by their names"))
    high_first = answer == "high-first"
    why = "as was answered" if answer else "which is a guess"
    several = len(header.levels) > 1
    return Order(high_first, doubt=several, words=_sentence(high_first, why) if several else "There is a lone level.")


def level_parts(header: Header, row: Row, order: Order, notes: GridNotes) -> tuple[LevelPart, ...]:
    """Return the levels of a criterion, from low to high where they have no points.

    A cell's own points and name stand over those of the header.
    """
    cells = _cells(header, row)
    own = any(one is not None for one in cells)
    levels = zip(header.levels, row.cells, row.places, cells, strict=True)
    # Where cells carry points of their own, an empty one is a level that this criterion does not have.
    parts = [_part(*one, notes) for one in levels if not own or one[1]]
    empty = tuple(place for cell, place in zip(row.cells, row.places, strict=True) if not cell)
    if not own and 0 < len(empty) < len(row.cells) and row.places[-len(empty) :] == empty:
        notes.find("RKX102", f"The row has no text from {empty[0]} on; each level needs one.", empty[0])
    parts = parts[::-1] if order.high_first else parts
    values = [one.points for one in parts if one.points is not None]
    if 0 < len(values) < len(parts):
        parts = _filled(parts, values)
    if sorted(values) not in (values, values[::-1]):
        notes.find("RKX103", "The points do not run one way; the levels were sorted by them.", row.places[0])
    return tuple(parts)


def note_equal_points(header: Header, criteria: Sequence[Row], notes: GridNotes) -> None:
    """Note points that stand over two levels once, at the header, and not again for each criterion below."""
    seen: dict[Fraction, str] = {}
    equal: set[Fraction] = set()
    for level in header.levels:
        value = None if level.label.points is None or header.own else level.label.points.value
        if value is None:
            continue
        if value in seen:
            message = f"{level.place} and {seen[value]} both hold {float(value):g} points; points must rise from level to level."
            notes.find("RKX001", message, level.place)
            equal.add(value)
        seen.setdefault(value, level.place)
    for row in criteria:
        levels = zip(header.levels, row.places, _cells(header, row), strict=True)
        here = [place for level, place, own in levels if own is None and level.label.points and level.label.points.value in equal]
        notes.covered.update(here)


def _filled(parts: Sequence[LevelPart], values: Sequence[Fraction]) -> list[LevelPart]:
    """Give the lowest level 0 points if it is the only one without; more than that is not filled in."""
    lowest = parts[0]
    if lowest.points is None and len(values) == len(parts) - 1 and min(values) > 0:
        return [lowest._replace(points=Fraction(0)), *parts[1:]]
    return list(parts)


def _cells(header: Header, row: Row) -> list[CellPoints | None]:
    if header.own:
        # The header names all levels, or each cell its own.
        return [own_cell(cell) if header.levels[0].label.bare else None for cell in row.cells]
    return [_cell(cell, level) for cell, level in zip(row.cells, header.levels, strict=True)]


def _cell(cell: str, level: LevelColumn) -> CellPoints | None:
    return cell_points(cell, bare=level.label.points is None or _is_number(level)) if cell else None


def _is_number(level: LevelColumn) -> bool:
    return level.label.bare or not level.label.name


def _part(level: LevelColumn, cell: str, place: str, own: CellPoints | None, notes: GridNotes) -> LevelPart:
    name, points = level.label.name, level.label.points
    if own is None:
        if points is not None and points.comma:
            notes.tell(COMMA)
        return LevelPart(name, *_bare_number(cell, points), place)
    if own.points.comma:
        notes.tell(COMMA)
    if own.first and _is_number(level):
        return LevelPart(own.first, own.rest.strip(ENDS), own.points.value, place)
    return LevelPart(name, "\n".join(filter(None, (own.first, own.rest))).strip(ENDS), own.points.value, place)


def _bare_number(cell: str, points: Number | None) -> tuple[str, Fraction | None]:
    """Return descriptor and points of a cell; a cell with nothing but a number under a name holds points."""
    given = None if points is None else points.value
    read = label(cell) if given is None and len(cell) <= 12 and cell[:1].isdigit() else None
    if read is not None and read.bare and read.points is not None:
        return "", read.points.value
    return cell, given


def _way(values: Sequence[Fraction | int]) -> bool | None:
    """Return True if values fall, False if they rise, None if they do neither."""
    pairs = list(combinations(values, 2))
    rising, falling = sum(low < high for low, high in pairs), sum(low > high for low, high in pairs)
    return None if rising == falling else falling > rising


def _sentence(high_first: bool, why: str) -> str:
    which = "highest" if high_first else "lowest"
    return f"The {which} level comes first, {why}."
