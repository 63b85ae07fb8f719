"""Weights folded into points, for programs that have points alone, and taken out of them again.

A level's folded points are its points times the weight of its criterion in percent: 3 points at a weight of 25 of 100 are 75.
Whole points give no more than two decimals that way, so nothing is rounded. A rubric's highest folded points sum to 100 times
its highest points. Programs tell levels by their points, so points that meet by rounding are moved apart by the smallest step;
a criterion without weight, which only a gate asks for, has 0, 1, 2, ... of these steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import Any, NamedTuple

from rubric_kit.authoring.exchange.finding_codes import Notes
from rubric_kit.authoring.exchange.loss_list import Reason
from rubric_kit.model import Criterion, Rubric

Row = Sequence[Fraction | None]
THOUSAND = 1000
HUNDRED = 100


class Unfolded(NamedTuple):
    """Points and weights apart."""

    rows: list[Row]
    """Points of each criterion's levels; None on all levels of a criterion without weight."""
    weights: list[Fraction | None]
    """Weight of each criterion: its highest points."""
    scale: Fraction | None
    """Points of the highest level, if the sum of the highest points tells them."""


def folded_points(criterion: Criterion, decimals: int = 2) -> list[Fraction]:
    """Return the folded points of a criterion's levels, from low to high, each above the one before.

    Examples
    --------
    >>> from rubric_kit.authoring import starter_rubric
    >>> [int(one) for one in folded_points(starter_rubric().criterion("criteria_clarity"))]
    [0, 25, 50, 75]
    """
    unit = 10**decimals
    # Thousandths times basis points: 1,000 x 100 of them are one point at one percent.
    steps = [round(Fraction(level.points * criterion.weight * unit, THOUSAND * HUNDRED)) for level in criterion.levels]
    for at in range(1, len(steps)):
        steps[at] = max(steps[at], steps[at - 1] + 1)
    return [Fraction(one, unit) for one in steps]


def unfolded(rows: Sequence[Row], notes: Notes, decimals: int = 2) -> Unfolded:
    """Take weights out of points: a criterion weighs what its highest points are, as it does where sums are taken."""
    step = Fraction(1, 10**decimals)
    bare = [_is_bare(row, step) for row in rows]
    if all(bare):
        bare = [False] * len(rows)
    tops = [_top(row) for row in rows]
    weights = [Fraction(0) if bare[at] else top for at, top in enumerate(tops)]
    there = {one for one in weights if one}
    if any(bare):
        notes.tell("A row whose points are the smallest steps from 0 has no weight: only a gate can ask for it.")
    if len(there) > 1:
        notes.tell("The highest points differ from criterion to criterion, so they were taken as weights.")
    elif there:
        notes.tell("All criteria have the same highest points, so all weigh the same.")
    kept = [[None] * len(row) if bare[at] else row for at, row in enumerate(rows)]
    return Unfolded(kept, weights, _scale(kept, [one or Fraction(0) for one in weights]))


def points_reasons(rubric: Rubric, back: Mapping[str, Any], form: str) -> list[Reason]:
    """Say for each criterion whether only the scale of its points is lost, or rounding changed a proportion."""
    reasons = []
    for criterion, read in zip_longest(rubric.criteria, back["criteria"][: len(rubric.criteria)]):
        levels = read["levels"] if read else []
        top = levels[-1]["points"] if levels else 0
        for level, other in zip(criterion.levels, levels, strict=False):
            same = level.points * top == other["points"] * criterion.top
            why = (
                f"{form} holds points times weight, so the scale of the points is not kept. Their proportions are."
                if same
                else f"{form} holds points times weight with few decimals, and levels of a row must differ: rounding changed "
                "the proportion of these points to the highest."
            )
            reasons.append(Reason(f"criteria.{criterion.id}.levels.{level.id}.points", why))
    why = f"{form} has no weights. They are in the points, and rounding those changed the proportion."
    return [*reasons, Reason("criteria.*.weight", why)]


def _top(row: Row) -> Fraction | None:
    there = [one for one in row if one is not None]
    return max(there) - min(Fraction(0), *there) if there else None


def _is_bare(row: Row, step: Fraction) -> bool:
    there = sorted(one for one in row if one is not None)
    return len(there) == len(row) > 1 and there == [at * step for at in range(len(row))]


def _scale(rows: Sequence[Row], weights: Sequence[Fraction]) -> Fraction | None:
    scale = sum(weights, Fraction(0)) / HUNDRED
    levels = [one * scale / top for row, top in zip(rows, weights, strict=True) if top for one in row if one is not None]
    return scale if levels and all(one.denominator == 1 for one in levels) else None
