"""From answers to a decision: gates first, then cuts and profiles, with every rule on record."""

from __future__ import annotations

from collections.abc import Sequence

from rubric_kit.model import Badge, Decision, Flip, RatingState, Rubric, Settler
from rubric_kit.scoring.answers import PANEL, Answers
from rubric_kit.scoring.ladder import ladder_outcomes
from rubric_kit.scoring.possibilities import Possibility, possibilities
from rubric_kit.scoring.score import score_of
from rubric_kit.scoring.trace import standing_outcome, trace_steps


def decide(rubric: Rubric, badge: Badge, answers: Answers, *, rater: str = PANEL, what_if: bool = True) -> Decision:
    """Return the decision on one badge, with its trace.

    Where the gaps leave more than one outcome open the decision is undetermined: `outcome` is None, `possible` lists
    what is open and `settlers` the questions that would settle it.

    Parameters
    ----------
    rubric, badge, answers, rater
        As for `score_badge`.
    what_if : bool
        Whether to work out settlers and flips, which takes about as long again as the decision itself, or twice that.

    Examples
    --------
    >>> from rubric_kit import read_review
    >>> review = read_review()
    >>> private = next(badge for badge in review.badges if badge.evidence.state == "withheld")
    >>> decision = decide(review.rubric, private, review.answers[private.key])
    >>> decision.outcome, decision.trace[-1].sentence
    ('accept', 'Accept from 60.0 of 100: reached.')
    >>> decide(review.rubric, private, {"criteria_clarity": "l3"}).outcome is None
    True
    """
    cases = possibilities(rubric, badge, answers)
    score = score_of(rubric, badge, answers, cases, rater)
    possible = _possible(rubric, badge, cases)
    settled = len(possible) == 1
    return Decision(
        badge=badge.key,
        rater=rater,
        rubric=rubric.fingerprint,
        outcome=possible[0] if settled else None,
        possible=possible,
        score=score,
        trace=trace_steps(rubric, badge, answers, cases, score),
        settlers=_settlers(rubric, badge, answers, cases) if what_if and not settled else (),
        flips=_flips(rubric, badge, answers, possible[0]) if what_if and settled else (),
    )


def _possible(rubric: Rubric, badge: Badge, cases: Sequence[Possibility]) -> tuple[str, ...]:
    """Return the outcomes that are open, in the policy's order."""
    standing = standing_outcome(rubric, badge)
    if standing is not None:
        return (standing[0],)
    found = {one for case in cases for one in _outcomes_of(rubric, case)}
    return tuple(outcome.id for outcome in rubric.policy.outcomes if outcome.id in found)


def _outcomes_of(rubric: Rubric, case: Possibility) -> set[str]:
    return ladder_outcomes(rubric, case) if case.failed is None else {case.failed.otherwise}


def open_outcomes(rubric: Rubric, badge: Badge, answers: Answers) -> tuple[str, ...]:
    """Return the outcomes that answers leave open, in the policy's order, without the trace and the what-if."""
    return _possible(rubric, badge, possibilities(rubric, badge, answers))


def _settlers(rubric: Rubric, badge: Badge, answers: Answers, cases: Sequence[Possibility]) -> tuple[Settler, ...]:
    found = []
    for criterion in rubric.criteria:
        spans = [case.spans[criterion.id] for case in cases if criterion.id in case.spans]
        low, high = (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else (0, 0)
        if low == high:
            continue
        left = [open_outcomes(rubric, badge, {**answers, criterion.id: level.id}) for level in criterion.levels]
        spread = criterion.weight * (criterion.levels[high].points - criterion.levels[low].points)
        alone = all(len(one) == 1 for one in left)
        if spread or alone or len(set(left)) > 1:
            found.append(Settler(criterion=criterion.id, alone=alone, spread=spread, ask=criterion.question))
    return tuple(sorted(found, key=lambda one: (not one.alone, -one.spread)))


def _flips(rubric: Rubric, badge: Badge, answers: Answers, outcome: str) -> tuple[Flip, ...]:
    """Return, for each rated criterion, the nearest other level that leads to another certain outcome."""
    found = []
    for criterion in rubric.criteria:
        answer = answers.get(criterion.id)
        # A state is text too, and a level may bear the same name as one.
        if not isinstance(answer, str) or isinstance(answer, RatingState):
            continue
        place = criterion.position(answer)
        others = sorted((at for at in range(len(criterion.levels)) if at != place), key=lambda at: (abs(at - place), -at))
        for other in others:
            led_to = open_outcomes(rubric, badge, {**answers, criterion.id: criterion.levels[other].id})
            if len(led_to) == 1 and led_to[0] != outcome:
                to_level = criterion.levels[other].id
                found.append(Flip(criterion=criterion.id, from_level=answer, to_level=to_level, outcome=led_to[0]))
                break
    return tuple(found)
