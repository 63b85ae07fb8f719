"""Which of two badges is ahead, over all weightings, exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from rubric_kit.model import Badge, Rubric
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.robustness.open_cases import Points, open_cases
from rubric_kit.scoring.robustness.weight_space import WeightSpace, weight_space
from rubric_kit.scoring.robustness.weightings import CLOSENESS, Weightings


class PairwiseShare(NamedTuple):
    """Shares of the weightings by which of two badges has the higher score; they sum to exactly 1."""

    first: Fraction
    """The first badge is ahead, whatever the gaps hold."""
    second: Fraction
    """The second badge is ahead, whatever the gaps hold."""
    level: Fraction
    """Both have the same score, whatever the gaps hold."""
    open: Fraction
    """The gaps leave it open."""


def pairwise_share(
    rubric: Rubric,
    first: Badge,
    second: Badge,
    answers_by_badge: Mapping[str, Answers],
    *,
    weightings: Weightings = Weightings.UNIFORM,
    closeness: int = CLOSENESS,
) -> PairwiseShare | None:
    """Return the exact shares of weightings under which one of two badges has the higher score.

    The difference of two scores is a weighted sum of differences of points, so it is measured like acceptance, with a cut
    of 0. Gates play no part: the higher score is ahead.

    Parameters
    ----------
    rubric : Rubric
        The version to score by.
    first, second : Badge
        The badges.
    answers_by_badge : mapping of badge key to answers
        A badge without an entry counts as not rated.
    weightings, closeness
        As for `acceptance`.

    Returns
    -------
    PairwiseShare or None
        None if different criteria apply to the badges, or none that carries weight: then the difference is no weighted sum.
        `rank_acceptability` samples it.

    Raises
    ------
    InputError
        There is no such kind of weightings, or the closeness is out of range.
    """
    space = weight_space(rubric, weightings, closeness)
    one, two = (score_corners(rubric, badge, answers_by_badge.get(badge.key, {})) for badge in (first, second))
    if [x is None for x in one[0]] != [x is None for x in two[0]] or not space.weighs(one[0]):
        return None
    ahead, behind = (_ahead(space, low[0], high[1]) for low, high in ((one, two), (two, one)))
    level = Fraction(_never_below(space, one[0], two[1]) and _never_below(space, two[0], one[1]))
    return PairwiseShare(ahead, behind, level, 1 - ahead - behind - level)


def score_corners(rubric: Rubric, badge: Badge, answers: Answers) -> tuple[Points, Points]:
    """Return the lowest and the highest points of each criterion over all ways to fill the gaps."""
    cases = open_cases(rubric, badge, answers)
    return _each(min, [case.low for case in cases]), _each(max, [case.high for case in cases])


def _ahead(space: WeightSpace, low: Points, high: Points) -> Fraction:
    """Return the share of weightings under which points have a higher sum than others, and not just the same."""
    if _never_below(space, low, high) and _never_below(space, high, low):
        return Fraction(0)
    return space.share(_less(low, high))


def _never_below(space: WeightSpace, points: Points, others: Points) -> bool:
    return space.share(_less(points, others)) == 1


def _less(points: Points, others: Points) -> tuple[int | None, ...]:
    return tuple(None if one is None or two is None else one - two for one, two in zip(points, others, strict=True))


def _each(pick: Callable[[list[int]], int], corners: Sequence[Points]) -> Points:
    columns = zip(*corners, strict=True)
    return tuple(None if column[0] is None else pick([one for one in column if one is not None]) for column in columns)
