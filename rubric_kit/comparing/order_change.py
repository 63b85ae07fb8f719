"""Pairs of badges whose order is another one under other weights, whatever is missing, and what each criterion does for it.

Let e_k be the weight of criterion k as a share of the weight that applies to a badge, and p_k the badge's points on it as a share
of the highest. The badge scores the sum of e_k p_k. From one set of weights to another the distance between two badges g and l
therefore moves by

    sum over k of  ((e'_k - e_k) p_k of g) - ((e'_k - e_k) p_k of l)

and the part of each criterion in that is exact. Where a gap leaves p_k open the part is an interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from rubric_kit.model import Badge, Rubric, Score, WeightSet
from rubric_kit.scoring import Answers
from rubric_kit.scoring.possibilities import possibilities

Ends = tuple[Fraction, Fraction]


class Order(NamedTuple):
    """How one badge can stand to another: -1 behind it, 0 level, 1 ahead of it; the least and the most that gaps allow."""

    least: int
    most: int

    @property
    def turned(self) -> Order:
        """The same as seen from the other badge."""
        return Order(-self.most, -self.least)


class Shift(NamedTuple):
    """How far the change of weights moves one badge towards another, or past it, through one criterion."""

    criterion: str
    least: Fraction
    """Least share of the full score; below zero where the criterion holds the badge back."""
    most: Fraction
    """Most; the same as the least where no gap is in the way."""


@dataclass(frozen=True)
class PlaceChange:
    """Two badges whose order is another one for two audiences, whatever is missing."""

    audiences: tuple[str, str]
    gains: str
    """Key of the badge that stands better to the other one for the second audience."""
    loses: str
    """Key of the other badge."""
    was: Order
    """How the gaining badge stands to the losing one for the first audience."""
    now: Order
    """The same for the second audience."""
    shifts: tuple[Shift, ...]
    """What each criterion does for the gaining badge, in the rubric's order."""

    @property
    def swapped(self) -> bool:
        """Whether the two change places; if not, they are level, or may be, for one of the audiences."""
        return self.was.most < 0 < self.now.least

    @property
    def responsible(self) -> tuple[str, ...]:
        """The criterion that for certain does most for it; several if they tie, none if gaps hide it."""
        return largest({one.criterion: one.least for one in self.shifts})


class OrderChanges:
    """Finds the pairs of badges that change order between two sets of weights.

    Parameters
    ----------
    rubric : Rubric
        The version that was rated.
    badges : sequence of Badge
        The badges.
    answers : mapping of badge key to answers
        A badge without an entry counts as not rated.
    sets : sequence of WeightSet
        The sets of weights, each with a code of its own.
    scores : mapping
        Score by code of the weights and badge key.
    """

    def __init__(
        self,
        rubric: Rubric,
        badges: Sequence[Badge],
        answers: Mapping[str, Answers],
        sets: Sequence[WeightSet],
        scores: Mapping[str, Mapping[str, Score]],
    ) -> None:
        self._criteria = tuple(criterion.id for criterion in rubric.criteria)
        self._weights = {one.rater: one.as_mapping() for one in sets}
        self._scores = scores
        self._ends = {code: {key: score.ends for key, score in found.items() if score.full} for code, found in scores.items()}
        self._points = {badge.key: _points(rubric, badge, answers.get(badge.key, {})) for badge in badges}

    def between(self, codes: tuple[str, str], badges: Sequence[str]) -> list[PlaceChange]:
        """Return the pairs, of badges named by key, whose order no way to fill the gaps leaves as it was."""
        before, after = (self._ends[code] for code in codes)
        moves: dict[str, list[Ends]] = {}
        found = []
        # Of a badge to which nothing applies that carries weight nothing can be said.
        for one, other in combinations([key for key in badges if key in before and key in after], 2):
            was, now = _order(before[one], before[other]), _order(after[one], after[other])
            if was.most < now.least:
                gains, loses = one, other
            elif now.most < was.least:
                gains, loses, was, now = other, one, was.turned, now.turned
            else:
                continue
            for key in (gains, loses):
                if key not in moves:
                    moves[key] = self._moves(codes, key)
            found.append(PlaceChange(codes, gains, loses, was, now, self._shifts(moves[gains], moves[loses])))
        return found

    def _moves(self, codes: tuple[str, str], badge: str) -> list[Ends]:
        """Return how far each criterion moves a badge's score from one set of weights to the other."""
        wholes = [self._scores[code][badge].applicable_weight for code in codes]
        moved: list[Ends] = []
        for criterion, (low, high) in zip(self._criteria, self._points[badge], strict=True):
            was, now = (Fraction(self._weights[code][criterion], whole) for code, whole in zip(codes, wholes, strict=True))
            ends = (now - was) * low, (now - was) * high
            moved.append((min(ends), max(ends)))
        return moved

    def _shifts(self, gains: list[Ends], loses: list[Ends]) -> tuple[Shift, ...]:
        return tuple(
            Shift(criterion, up[0] - down[1], up[1] - down[0])
            for criterion, up, down in zip(self._criteria, gains, loses, strict=True)
        )


def largest(shares: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Return the name of the largest share above zero; several if they tie, none if no share is above zero."""
    most = max(shares.values(), default=Fraction(0))
    return tuple(name for name, share in shares.items() if share == most > 0)


def _points(rubric: Rubric, badge: Badge, answers: Answers) -> list[Ends]:
    """Return the least and the most points of each criterion, as a share of the highest; 0 where it does not apply."""
    cases = possibilities(rubric, badge, answers)
    found = []
    for criterion in rubric.criteria:
        spans = [case.spans[criterion.id] for case in cases if criterion.id in case.spans]
        low = min((criterion.levels[span[0]].points for span in spans), default=0)
        high = max((criterion.levels[span[1]].points for span in spans), default=0)
        found.append((Fraction(low, rubric.top), Fraction(high, rubric.top)))
    return found


def _order(one: Ends, other: Ends) -> Order:
    return Order(_sign(one[0], other[1]), _sign(one[1], other[0]))


def _sign(one: Fraction, other: Fraction) -> int:
    return (one > other) - (one < other)
