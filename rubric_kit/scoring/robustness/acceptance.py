"""Under which share of all weightings a badge is accepted, exactly.

The share is a volume, not a sample: see `rubric_kit.scoring.robustness.exact_share`. A badge with gaps has an interval, from
the least to the greatest share over all ways to fill them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rubric_kit.model import Badge, Rubric
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.robustness.acceptance_table import Acceptance, AcceptanceTable, accepting_outcomes
from rubric_kit.scoring.robustness.weightings import CLOSENESS, Weightings

__all__ = ["Acceptance", "acceptance", "acceptances", "accepting_outcomes", "outcome_shares"]


def acceptance(
    rubric: Rubric,
    badge: Badge,
    answers: Answers,
    *,
    weightings: Weightings = Weightings.UNIFORM,
    outcomes: Iterable[str] | None = None,
    closeness: int = CLOSENESS,
) -> Acceptance:
    """Return the exact share of weightings under which a badge gets one of some outcomes.

    A score exactly on a cut has reached it. What does not depend on weights decides first: a badge that fails a gate gets
    that gate's outcome under every weighting.

    Parameters
    ----------
    rubric, badge, answers
        As for `decide`.
    weightings : Weightings
        Which weightings are meant; see `weightings_words`.
    outcomes : iterable of str or None
        Outcomes that are asked about; None: those that accept or endorse.
    closeness : int
        For `Weightings.AROUND`: how close to the team's weights, see `parts_around`.

    Returns
    -------
    Acceptance
        Exact fractions. With gaps the least and the greatest share over all ways to fill them, which lie at the lowest and
        the highest levels wherever the outcomes asked about stand together at one end of the ladder, as accepting ones do.
        For outcomes in its middle every filling is looked at, up to 4,096 of them; beyond that the interval is an outer
        bound that the true one lies in.

    Raises
    ------
    InputError
        There is no such outcome or kind of weightings, or the closeness is out of range.

    Examples
    --------
    >>> from rubric_kit import read_review
    >>> review = read_review()
    >>> badge = next(one for one in review.badges if one.name == "Family Math Night Host")
    >>> acceptance(review.rubric, badge, review.answers[badge.key], outcomes=["accept-full"]).low
    Fraction(2853, 3125)
    """
    return AcceptanceTable(rubric, weightings=weightings, outcomes=outcomes, closeness=closeness).of(badge, answers)


def acceptances(
    rubric: Rubric,
    badges: Iterable[Badge],
    answers_by_badge: Mapping[str, Answers],
    *,
    weightings: Weightings = Weightings.UNIFORM,
    outcomes: Iterable[str] | None = None,
    closeness: int = CLOSENESS,
) -> dict[str, Acceptance]:
    """Return the acceptance of many badges by their keys; what they have in common is worked out once.

    Parameters
    ----------
    rubric, weightings, outcomes, closeness
        As for `acceptance`. Columns of levels, for hundreds of thousands of badges, go through `acceptance_shares`.
    badges : iterable of Badge
        The badges.
    answers_by_badge : mapping of badge key to answers
        A badge without an entry counts as not rated.

    Raises
    ------
    InputError
        As for `acceptance`.
    """
    table = AcceptanceTable(rubric, weightings=weightings, outcomes=outcomes, closeness=closeness)
    return {badge.key: table.of(badge, answers_by_badge.get(badge.key, {})) for badge in badges}


def outcome_shares(
    rubric: Rubric,
    badge: Badge,
    answers: Answers,
    *,
    weightings: Weightings = Weightings.UNIFORM,
    closeness: int = CLOSENESS,
) -> dict[str, Acceptance]:
    """Return the share of weightings that lead to each outcome, in the policy's order; without gaps they sum to exactly 1.

    Parameters
    ----------
    rubric, badge, answers, weightings, closeness
        As for `acceptance`.

    Raises
    ------
    InputError
        As for `acceptance`.
    """
    table = AcceptanceTable(rubric, weightings=weightings, closeness=closeness)
    return {one.id: table.of(badge, answers, wanted={one.id}) for one in rubric.policy.outcomes}
