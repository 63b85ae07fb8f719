"""Numbers as teachers write them into grids: points in a level's label or in a cell, weights, decimal commas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from rubric_kit.authoring.exchange.grids.grid_sheet import plain
from rubric_kit.authoring.exchange.grids.grid_words import times_word

_N = r"(?:[0-9]{1,7}(?:[.,][0-9]{1,7})?|[.,][0-9]{1,7})"
_RANGE = rf"(?P<n>{_N})(?:\s*(?:-|to)\s*(?P<end>{_N}))?"
_UNIT = r"(?P<unit>points?\b\.?|pts?\b\.?|p\b\.?|marks?\b|%)"
_IN_LABEL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<name>.*\S)\s*[(\[]\s*{_RANGE}\s*{_UNIT}?\s*[)\]]",
        rf"(?P<bare>(?:levels?|score|stage|band|step|grade)?\s*{_RANGE}\s*{_UNIT}?)",
        rf"[(\[]\s*{_RANGE}\s*{_UNIT}?\s*[)\]]\s*[-:=.]?\s*(?P<name>\S.*)",
        rf"(?:(?:level|score)\s+)?{_RANGE}\s*{_UNIT}?\s*[-:=|/]\s*(?P<name>\S.*)",
        rf"{_RANGE}(?P<listed>[.)])\s+(?P<name>\S.*)",
        rf"{_RANGE}\s+{_UNIT}\s+(?P<name>\S.*)",
        rf"{_RANGE}(?P<listed>\s)+(?P<name>\S+(?:\s\S+){{0,3}})",
        rf"(?P<name>.*\S)\s*[-:=,|/]\s*{_RANGE}\s*{_UNIT}?",
        rf"(?P<name>.*\S)\s+{_RANGE}\s*{_UNIT}",
        rf"(?P<name>.*\S)(?P<listed>\s)+{_RANGE}",
    )
)
_STARS = re.compile(r"([*★⭐✩☆]\ufe0f?){1,8}")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_NUMERAL = re.compile(r"(?:levels?|stage|band|step)?\s*(?P<roman>[iv]{1,4})", re.IGNORECASE)

Kind = Literal["times", "percent", "points", "plain"]

_WEIGHT_FORMS: tuple[tuple[Kind, str], ...] = (
    ("times", rf"(?:x|\*|times)\s*(?P<n>{_N})"),
    ("times", rf"(?P<n>{_N})\s*(?:x|\*|times)"),
    ("percent", rf"(?P<n>{_N})\s*(?:%|percent|per cent)"),
    ("points", rf"_*\s*/\s*(?P<n>{_N})(?:\s*(?:points?|pts?|p|marks?)\.?)?"),
    ("points", rf"(?P<n>{_N})\s*(?:points?|pts?|p|marks?)\.?"),
    ("plain", rf"(?P<n>{_N})\s*/\s*(?P<of>{_N})"),
    ("plain", rf"(?P<n>{_N})"),
)
_WEIGHTS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WEIGHT_FORMS)
_TAILS = (
    re.compile(r"(?P<name>.*\S)\s*[-:,]?\s*[(\[](?P<weight>[^()\[\]]{1,24})[)\]]\s*:?", re.DOTALL),
    re.compile(
        rf"(?P<name>.*\S)\s*(?:[-:,]\s*|\s)(?P<weight>(?:x|\*)\s*{_N}|{_N}\s*(?:x|%|points?|pts?\.?|percent)|_*\s*/\s*{_N})\s*:?",
        re.DOTALL | re.IGNORECASE,
    ),
)
_CELL_FRONT = re.compile(
    rf"[(\[]?\s*(?P<n>{_N})\s*(?:points?|pts?)\b\.?\s*[)\]]?\s*[-:.]?\s*(?P<rest>.*)", re.DOTALL | re.IGNORECASE
)
_CELL_BACK = re.compile(rf"(?P<rest>.*\S)\s*[(\[]\s*(?P<n>{_N})\s*(?:points?|pts?\.?|p)?\s*[)\]]\s*", re.DOTALL | re.IGNORECASE)
_UNIT_THERE = re.compile(r"(?:points?|pts?|p)\.?\s*[)\]]\s*$", re.IGNORECASE)


class Number(NamedTuple):
    """A number and how it was written."""

    value: Fraction
    """The number."""
    comma: bool
    """Whether a comma stood for the decimal point."""


class Label(NamedTuple):
    """A level's label: its name, and its points if it says any."""

    name: str
    """The name; of a label that holds only points, the label itself."""
    points: Number | None = None
    """Points; of a range, its upper end."""
    is_range: bool = False
    """Whether a range of points stood there."""
    bare: bool = False
    """Whether nothing but points stood there."""
    listed: bool = False
    """Whether the number may be that of a list, as in "1. Thesis" or "Task 1"."""


class Weight(NamedTuple):
    """A weight as it was written."""

    number: Number
    """The number."""
    kind: Kind
    """What it counts: x2, 20 %, 20 points, or a number without a unit."""


class CellPoints(NamedTuple):
    """Points that stand in a cell with the descriptor."""

    first: str
    """The words in front of the points, if they stand on a line of their own."""
    rest: str
    """The descriptor."""
    points: Number
    """The points."""


def number(text: str) -> Number | None:
    """Read a number; a comma is a decimal point unless it parts whole thousands.

    Examples
    --------
    >>> number("2,5").value, number("1,000").value, number("0,125").value
    (Fraction(5, 2), Fraction(1000, 1), Fraction(1, 8))
    """
    text = plain(text).strip()
    if re.fullmatch(_N, text) is None:
        return None
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", text):
        return Number(Fraction(text.replace(",", "")), comma=False)
    return Number(Fraction(text.replace(",", ".")), comma="," in text)


def label(text: str) -> Label:
    """Read a level's label, such as "4 - Exemplary", "Exemplary (4 pts)", "3-4", "Level II" or "Exemplary"."""
    line = " ".join(text.split())
    same = plain(line)
    if len(same) > 100:
        return Label(line)
    if _STARS.fullmatch(line):
        return Label(line, Number(Fraction(sum(c in "*★⭐" for c in line)), comma=False), bare=True)
    if (roman := _NUMERAL.fullmatch(same)) and roman["roman"].casefold() in _ROMAN:
        return Label(line, Number(Fraction(_ROMAN[roman["roman"].casefold()]), comma=False), bare=True)
    for pattern in _IN_LABEL:
        found = pattern.fullmatch(same)
        points = _upper(found["n"], found["end"]) if found else None
        if found is None or points is None:
            continue
        parts = found.groupdict()
        if parts.get("bare"):
            return Label(line, points, is_range=bool(found["end"]), bare=True)
        start, end = found.span("name")
        return Label(line[start:end], points, is_range=bool(found["end"]), listed=bool(parts.get("listed")))
    return Label(line)


def _upper(start: str, end: str | None) -> Number | None:
    """Return the upper end of a range, which may be written falling, as in "10-9"."""
    ends = [one for text in (start, end) if text and (one := number(text)) is not None]
    return max(ends, key=lambda one: one.value, default=None)


def weight(text: str) -> Weight | None:
    """Read a weight: x2, 2x, 20 %, 0,2, 20 pts, /20, 1/4.

    Examples
    --------
    >>> weight("x 2").kind, weight("0,2").number.value
    ('times', Fraction(1, 5))
    """
    same = " ".join(plain(text[:60]).split())
    if len(text) > 60 or len(same) > 24:
        return None
    for kind, pattern in _WEIGHTS:
        found = pattern.fullmatch(same)
        value = number(found["n"]) if found else None
        if found is None or value is None:
            continue
        of = found.groupdict().get("of")
        if of:
            whole = number(of)
            if whole is None or not whole.value:
                return None
            value = Number(value.value / whole.value, comma=value.comma or whole.comma)
        return Weight(value, kind)
    return None


def are_weights(cells: Sequence[str], *, plain: bool) -> bool:
    """Tell whether most cells are weights; numbers without a unit count only if they may be plain."""
    read = [weight(cell) for cell in cells]
    fits = [one for one in read if one is not None and (plain or one.kind != "plain")]
    words = sum(times_word(cell) is not None for cell in cells)
    return bool(cells) and 2 * (len(fits) + words) > len(cells)


def are_shares(cells: Sequence[str], *, surely: bool = False) -> bool:
    """Tell whether all cells are numbers that share out 1, 10 or 100, or are all below 1; 10 may be chance.

    Examples
    --------
    >>> are_shares(["0,5", "0,25", "0,25"]), are_shares(["60", "40"]), are_shares(["3", "2"])
    (True, True, False)
    """
    values = [one.value for cell in cells if (one := number(cell.rstrip("% "))) is not None]
    if len(values) != len(cells) or len(cells) < 2 or not all(values):
        return False
    return sum(values) in (1, 100) or (not surely and (sum(values) == 10 or max(values) < 1))


def weight_in_name(text: str) -> tuple[str, Weight] | None:
    """Return a criterion's name and the weight that stands behind it, as in "Content (20%)" or "Content x2"."""
    same = plain(text)
    if len(same) > 400:
        return None
    for pattern in _TAILS:
        found = pattern.fullmatch(same)
        read = weight(found["weight"]) if found else None
        if found is not None and read is not None:
            return text[slice(*found.span("name"))].rstrip(" -:,–—"), read
    return None


def cell_points(text: str, *, bare: bool) -> CellPoints | None:
    """Return the points in a cell, as in "Exemplary (4 points)", a line break and the descriptor, or "4 pts: Names three".

    Parameters
    ----------
    text : str
        The cell.
    bare : bool
        A number in brackets counts as points without a word for points.
    """
    first, broken, rest = text.partition("\n")
    line = plain(first)
    if broken and len(first) <= 420 and (found := _CELL_BACK.fullmatch(line)) and (bare or _UNIT_THERE.search(line)):
        points = number(found["n"])
        return None if points is None else CellPoints(first[: found.end("rest")], rest, points)
    same = text if len(text) > 5_000 else plain(text)
    if (found := _CELL_FRONT.fullmatch(same[:60])) and (points := number(found["n"])):
        return CellPoints("", text[found.start("rest") :].strip(), points)
    tail = max(0, len(same) - 60)
    found = _CELL_BACK.fullmatch(same[tail:])
    if found and (bare or _UNIT_THERE.search(same[tail:])) and (points := number(found["n"])):
        return CellPoints("", text[: tail + found.end("rest")].strip(), points)
    return None
