"""The weighted sum, exactly: weights in basis points times points in thousandths, as whole numbers.

    sum = w_1 p_1 + ... + w_k p_k        full = P (w_1 + ... + w_k)

over the criteria that apply, w in basis points, p the points of the level in thousandths, P the points of the top level. A
criterion that does not apply is left out of both, which rescales the other weights in proportion without any division. A gap
makes [low, high]: the smallest and the largest sum over all ways to fill it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rubric_kit.model import Badge, Criterion, CriterionScore, RatingState, Rubric, Score
from rubric_kit.scoring.answers import PANEL, Answers
from rubric_kit.scoring.possibilities import Possibility, possibilities


def score_badge(rubric: Rubric, badge: Badge, answers: Answers, *, rater: str = PANEL) -> Score:
    """Return the exact score interval of one badge.

    Parameters
    ----------
    rubric : Rubric
        The version to score by.
    badge : Badge
        The badge.
    answers : mapping of criterion id to level id, RatingState or None
        What was rated; a criterion that is not named counts as not rated.
    rater : str
        Whose answers they are.
    """
    return score_of(rubric, badge, answers, possibilities(rubric, badge, answers), rater)


def score_of(rubric: Rubric, badge: Badge, answers: Answers, cases: Sequence[Possibility], rater: str) -> Score:
    """Return the score from possibilities that were already split."""
    parts = tuple(_part(rubric, c, answers, cases) for c in rubric.criteria)
    sums = [sum_span(rubric, case) for case in cases]
    applicable = sum(c.weight for c in rubric.criteria if c.id in cases[0].spans)
    return Score(
        badge=badge.key,
        rater=rater,
        low=min(low for low, _ in sums),
        high=max(high for _, high in sums),
        full=applicable * rubric.top,
        applicable_weight=applicable,
        rated_weight=sum(part.weight for part in parts if part.level is not None),
        criteria=parts,
    )


def sum_span(rubric: Rubric, case: Possibility) -> tuple[int, int]:
    """Return the smallest and the largest weighted sum of one possibility."""
    low = high = 0
    for criterion in rubric.criteria:
        if criterion.id in case.spans:
            least, most = case.spans[criterion.id]
            low += criterion.weight * criterion.levels[least].points
            high += criterion.weight * criterion.levels[most].points
    return low, high


def _part(rubric: Rubric, criterion: Criterion, answers: Answers, cases: Sequence[Possibility]) -> CriterionScore:
    answer = answers.get(criterion.id)
    spans = [case.spans[criterion.id] for case in cases if criterion.id in case.spans]
    low = min((criterion.levels[span[0]].points for span in spans), default=0)
    high = max((criterion.levels[span[1]].points for span in spans), default=0)
    rule = next((one for one in rubric.policy.substitutions if one.withheld == criterion.id), None)
    carried = rule is not None and all(rule.id in case.substituted for case in cases)
    state = answer if isinstance(answer, RatingState) else None
    level = answer if isinstance(answer, str) and state is None else None
    if not spans:
        level, state = None, RatingState.NOT_APPLICABLE
    return CriterionScore(
        criterion=criterion.id,
        weight=criterion.weight,
        level=rule.counts_as if carried and rule else level,
        state=state,
        rated=answer is not None,
        substituted_by=rule.id if carried and rule else None,
        low=criterion.weight * low,
        high=criterion.weight * high,
    )
