"""Modes that ask for a number for each criterion: 100 points, a rating from 0 to 10, swing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rubric_kit.model import Rubric, WeightAnswer, WeightMode
from rubric_kit.scoring.weighing.given import Weighed, one_for_each, require_some, require_within
from rubric_kit.scoring.weighing.plain_words import THOUSAND, plain_number

_TEN = 10 * THOUSAND
_HUNDRED = 100 * THOUSAND


def points(rubric: Rubric, answers: Sequence[WeightAnswer]) -> Weighed:
    """Weigh by points that were spread over the criteria; what they sum to is said and does not matter."""
    said = one_for_each(rubric, WeightMode.POINTS, answers)
    require_some(WeightMode.POINTS, said)
    total = sum(said.values())
    remark = f"The points sum to {plain_number(total)}, not to 100; only their proportions count."
    return Weighed(said, remarks=(remark,) if total != _HUNDRED else ())


def direct(rubric: Rubric, answers: Sequence[WeightAnswer]) -> Weighed:
    """Weigh by a rating from 0 to 10 of each criterion."""
    said = one_for_each(rubric, WeightMode.DIRECT, answers)
    require_within(WeightMode.DIRECT, said, 0, _TEN)
    require_some(WeightMode.DIRECT, said)
    return Weighed(said)


def swing(rubric: Rubric, answers: Sequence[WeightAnswer]) -> Weighed:
    """Weigh by how much each lift from the lowest to the highest level is worth, against the most valuable one at 100.

    A lift adds the weight times the points that lie between the two levels, so each swing is divided by those points. Where
    every criterion starts at no points that changes nothing: the weights are the swings over their sum (von Winterfeldt and
    Edwards 1986).
    """
    said = one_for_each(rubric, WeightMode.SWING, answers)
    require_within(WeightMode.SWING, said, 0, _HUNDRED)
    require_some(WeightMode.SWING, said)
    highest = max(said.values())
    remark = f"The highest swing is {plain_number(highest)}, not 100; only their proportions count."
    shares = {c.id: Fraction(said[c.id], c.top - c.levels[0].points) for c in rubric.criteria}
    return Weighed(shares, remarks=(remark,) if highest != _HUNDRED else ())
