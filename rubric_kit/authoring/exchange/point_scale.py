"""Points from elsewhere on one scale: a rubric's highest levels all have the same points, or points would be hidden weights."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from rubric_kit.authoring.exchange.finding_codes import Notes, quoted

Row = Sequence[Fraction | None]
THOUSAND = 1000
MOST_POINTS = 1000
"""Most points of a level."""
_ROUND_TOP = 100


def common_points(
    rows: Sequence[Row], names: Sequence[tuple[str, Sequence[str]]], notes: Notes, scale: Fraction | None = None
) -> list[list[int]]:
    """Return the points of each row's levels in thousandths, spread so that every row has the same highest points.

    Each level keeps its share of its row's highest points. The common highest points are, the first that holds: the given
    scale, if every level falls on a thousandth; those of the file, if all rows have the same; the smallest whole number at
    which every level has whole points; 100, with points rounded to thousandths, which is noted.

    Parameters
    ----------
    rows : sequence of sequences of Fraction or None
        Points as they stand in the file, one row for each criterion; None: none were given.
    names : sequence of (str, sequence of str)
        What each criterion is called, and the place of each level in the file.
    notes : Notes
        Where findings go: equal points, points below zero, points on some levels only, rounded points.
    scale : Fraction, optional
        Points of the highest level, if the file tells.
    """
    whole = [_given(row, *names[at], notes) for at, row in enumerate(rows)]
    tops = {max(row) for row in whole if row and max(row) > 0}
    if not tops:
        return [[0] * len(row) for row in whole]
    shares = [[one / max(row) if max(row) else one for one in row] for row in whole]
    top = _top(shares, tops, scale)
    if len(tops) > 1:
        notes.tell(f"Points were put on one scale for all criteria, up to {float(top):g}.")
    return [_thousandths(row, top, *names[at], notes) for at, row in enumerate(shares)]


def _given(row: Row, name: str, places: Sequence[str], notes: Notes) -> list[Fraction]:
    """Return the points of a row, filled in where there are none, starting at or above zero; equal points are noted."""
    there = [one for one in row if one is not None]
    if not there:
        return [Fraction(at) for at in range(len(row))]
    if len(there) < len(row):
        notes.find("RKX011", f"Some levels of {quoted(name)} have no points; they were given 0.", places[list(row).index(None)])
    points = [Fraction(0) if one is None else one for one in row]
    if min(points) < 0:
        notes.find("RKX005", f"{quoted(name)} has points below zero; all were raised by {float(-min(points)):g}.", places[0])
        points = [one - min(points) for one in points]
    seen: dict[Fraction, str] = {}
    for written, one, place in zip(row, points, places, strict=True):
        if written is None:
            continue
        if one in seen:
            beside = f", as in {seen[one]}" if seen[one] and seen[one] != place else ""
            message = f"Two levels of {quoted(name)} have {float(one):g} points{beside}; points must rise from level to level."
            notes.find("RKX001", message, place)
        seen.setdefault(one, place)
    return points


def _top(shares: Sequence[Sequence[Fraction]], tops: set[Fraction], scale: Fraction | None) -> Fraction:
    wanted = [scale] if scale is not None else []
    wanted += tops if len(tops) == 1 else []
    for one in wanted:
        if 0 < one <= MOST_POINTS and all((share * one * THOUSAND).denominator == 1 for row in shares for share in row):
            return one
    smallest = 1
    for share in (share for row in shares for share in row):
        smallest = lcm(smallest, share.denominator)
        if smallest > MOST_POINTS:
            break
    else:
        return Fraction(smallest)
    kept = [one for one in wanted if 1 <= one <= MOST_POINTS and (one * THOUSAND).denominator == 1]
    return kept[0] if kept else Fraction(_ROUND_TOP)


def _thousandths(shares: Sequence[Fraction], top: Fraction, name: str, places: Sequence[str], notes: Notes) -> list[int]:
    exact = {share: share * top * THOUSAND for share in shares}
    if any(one.denominator != 1 for one in exact.values()):
        notes.find(
            "RKX006", f"The points of {quoted(name)} were rounded to three decimals, on a scale up to {float(top):g}.", places[0]
        )
    apart = _kept_apart([round(exact[share]) for share in sorted(exact)], int(top * THOUSAND))
    points = dict(zip(sorted(exact), apart, strict=True))
    return [points[share] for share in shares]


def _kept_apart(points: Sequence[int], top: int) -> list[int]:
    """Return rising points that stay rising after they were rounded: levels that differ in the file must not meet."""
    apart = list(points)
    for at in range(1, len(apart)):
        apart[at] = max(apart[at], apart[at - 1] + 1)
    limit = top
    for at in reversed(range(len(apart))):
        apart[at] = min(apart[at], limit)
        limit = apart[at] - 1
    return apart
