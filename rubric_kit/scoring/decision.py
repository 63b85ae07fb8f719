"""From answers to a decision: gates first, then cuts and profiles, with every rule on record."""

from __future__ import annotations

from collections.abc import Sequence

from rubric_kit.model import Badge, Decision, Flip, RatingState, Rubric
from rubric_kit.scoring.answers import PANEL, Answers
from rubric_kit.scoring.ladder import case_outcomes
from rubric_kit.scoring.possibilities import Possibility, possibilities
from rubric_kit.scoring.score import score_of
from rubric_kit.scoring.settling import Questions
from rubric_kit.scoring.trace import standing_outcome, trace_steps


def decide(rubric: Rubric, badge: Badge, answers: Answers, *, rater: str = PANEL, what_if: bool = True) -> Decision:
    """Return the decision on one badge, with its trace.

    Where the gaps leave more than one outcome open the decision is undetermined: `outcome` is None, `possible` lists
    what is open, `settlers` the questions to ask and `settling` the fewest of them that settle it whatever the answers.

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
    questions = Questions(rubric, badge, answers, cases) if what_if and not settled else None
    settlers = questions.settlers() if questions else ()
    return Decision(
        badge=badge.key,
        rater=rater,
        rubric=rubric.fingerprint,
        outcome=possible[0] if settled else None,
        possible=possible,
        score=score,
        trace=trace_steps(rubric, badge, answers, cases, score),
        settlers=settlers,
        settling=questions.settling_set(settlers) if questions else None,
        flips=_flips(rubric, badge, answers, possible[0]) if what_if and settled else (),
    )


def _possible(rubric: Rubric, badge: Badge, cases: Sequence[Possibility]) -> tuple[str, ...]:
    """Return the outcomes that are open, in the policy's order."""
    standing = standing_outcome(rubric, badge)
    if standing is not None:
        return (standing[0],)
    found = {one for case in cases for one in case_outcomes(rubric, case)}
    return tuple(outcome.id for outcome in rubric.policy.outcomes if outcome.id in found)


def open_outcomes(rubric: Rubric, badge: Badge, answers: Answers) -> tuple[str, ...]:
    """Return the outcomes that answers leave open, in the policy's order, without the trace and the what-if."""
    return _possible(rubric, badge, possibilities(rubric, badge, answers))


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
