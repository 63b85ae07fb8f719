"""What a weight comes to on a sample: a criterion on which all badges score alike decides nothing, whatever its weight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rubric_kit.errors import RatingError
from rubric_kit.model import RatingState, Rubric
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.weights import to_basis_points


class ObservedRange(NamedTuple):
    """Which points the badges of a sample have on one criterion."""

    badges: int
    """Badges that have a level; gaps are left out and are no zeros."""
    least: int
    """Fewest points, in thousandths."""
    most: int
    """Most points, in thousandths."""

    @property
    def spread(self) -> int:
        """How far the badges are apart, in thousandths of a point."""
        return self.most - self.least


def observed_ranges(rubric: Rubric, answers_by_badge: Mapping[str, Answers]) -> dict[str, ObservedRange]:
    """Return which points the badges of a sample have on each criterion; no badge at all counts as no points.

    Raises
    ------
    RatingError
        An answer names a level that does not exist.
    """
    found = {}
    for criterion in rubric.criteria:
        points = []
        for badge, answers in answers_by_badge.items():
            answer = answers.get(criterion.id)
            if answer is None or isinstance(answer, RatingState):
                continue
            level = criterion.level(answer)
            if level is None:
                known = ", ".join(one.id for one in criterion.levels)
                what = f"badge {badge[:12]} has level {answer!r} on criterion {criterion.id!r}, which does not exist"
                raise RatingError(f"{what}; known are: {known}", where=badge)
            points.append(level.points)
        found[criterion.id] = ObservedRange(len(points), min(points, default=0), max(points, default=0))
    return found


def effective_weights(
    rubric: Rubric, answers_by_badge: Mapping[str, Answers], *, weights: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Return how much of the difference between badges each criterion can make on a sample.

    The weight times the spread of the points that the badges have (most minus least), brought to 10,000 by largest remainders.

    Parameters
    ----------
    rubric : Rubric
        The version.
    answers_by_badge : mapping of badge key to answers
        The sample. Gaps are left out; a criterion on which fewer than two badges have a level has no spread.
    weights : mapping of criterion id to basis points, optional
        Weights in place of the rubric's own.

    Returns
    -------
    dict
        Basis points by criterion id; all zero where the badges score alike on every criterion that has weight.

    Raises
    ------
    RatingError
        An answer names a level that does not exist.
    """
    stated = {c.id: c.weight for c in rubric.criteria} if weights is None else weights
    ranges = observed_ranges(rubric, answers_by_badge)
    products = {name: stated.get(name, 0) * one.spread for name, one in ranges.items()}
    return to_basis_points(products) if any(products.values()) else products
