"""The rule trace: every rule that was looked at, in the policy's order, as data and as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from rubric_kit.model import (
    BASIS_POINTS,
    STATE_WORDS,
    Badge,
    ProfilePart,
    ProofOutcome,
    RatingState,
    Rubric,
    Score,
    TraceStep,
    interval_text,
    share_text,
)
from rubric_kit.model.rule_words import below_words, condition_words, level_words, needed_criteria, part_words
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.ladder import Rung, ladder, profile_corners, reaching
from rubric_kit.scoring.possibilities import Possibility, left_out

Reach = Literal["reached", "not_reached", "could_go_either_way"]
_REACH_WORDS: dict[Reach, str] = {
    "reached": "reached",
    "not_reached": "not reached",
    "could_go_either_way": "could go either way",
}


def trace_steps(
    rubric: Rubric, badge: Badge, answers: Answers, cases: Sequence[Possibility], score: Score
) -> tuple[TraceStep, ...]:
    """Return what each rule of the policy came to; the gates may leave cuts and profiles no say."""
    standing = tuple(_standing_steps(rubric, badge))
    stopped_at_gate = bool(standing) or all(case.failed for case in cases)
    return (
        *standing,
        *_left_out_steps(rubric, badge, answers),
        *_substitution_steps(rubric, cases),
        *_gate_steps(rubric, answers, cases),
        _sum_step(rubric, score),
        *(() if stopped_at_gate else _rung_steps(rubric, cases, score)),
    )


def standing_outcome(rubric: Rubric, badge: Badge) -> tuple[str, str, str] | None:
    """Return what decides a badge before any rating counts: the outcome, the name of the rule and what it asks for."""
    policy = rubric.policy
    if badge.revoked and policy.revoked:
        return policy.revoked, "revoked", "the issuer has not taken the award back"
    if badge.verification.outcome is ProofOutcome.INVALID and policy.invalid_proof:
        return policy.invalid_proof, "invalid-proof", "no signature of the badge is false"
    return None


def _standing_steps(rubric: Rubric, badge: Badge) -> Iterator[TraceStep]:
    found = standing_outcome(rubric, badge)
    if found is not None:
        outcome, rule, asks = found
        sentence = f"Gate: {asks}: not passed, so {rubric.policy.outcome(outcome).name}."
        yield TraceStep(rule="gate", id=rule, result="failed", sentence=sentence)


def _left_out_steps(rubric: Rubric, badge: Badge, answers: Answers) -> Iterator[TraceStep]:
    for criterion_id, reason in left_out(rubric, badge, answers).items():
        name = rubric.criterion(criterion_id).name
        sentence = f"{name} is left out: {reason}. The other weights are rescaled."
        yield TraceStep(rule="left_out", id=criterion_id, result="applied", sentence=sentence)


def _substitution_steps(rubric: Rubric, cases: Sequence[Possibility]) -> Iterator[TraceStep]:
    for rule in rubric.policy.substitutions:
        yes = [rule.id in case.substituted for case in cases]
        if not any(yes) and not any(rule.id in case.not_substituted for case in cases):
            continue
        criterion = rubric.criterion(rule.withheld)
        conditions = " and ".join(condition_words(rubric, one.criterion, one.at_least) for one in rule.when)
        start = f"{criterion.name} is withheld. It counts as {level_words(criterion, rule.counts_as)} if {conditions}:"
        if all(yes):
            yield TraceStep(rule="substitution", id=rule.id, result="applied", sentence=f"{start} that is so.")
        elif not any(yes):
            yield TraceStep(rule="substitution", id=rule.id, result="not_reached", sentence=f"{start} that is not so.")
        else:
            sentence = f"{start} that cannot be told yet."
            yield TraceStep(rule="substitution", id=rule.id, result="could_go_either_way", sentence=sentence)


def _gate_steps(rubric: Rubric, answers: Answers, cases: Sequence[Possibility]) -> Iterator[TraceStep]:
    for gate in rubric.policy.gates:
        if gate.criterion not in cases[0].spans:
            continue
        otherwise = rubric.policy.outcome(gate.otherwise).name
        start = f"Gate: {condition_words(rubric, gate.criterion, gate.at_least)}"
        failed = [case.failed == gate for case in cases if case.failed in (None, gate)]
        if not failed:
            return
        if not any(failed):
            yield TraceStep(rule="gate", id=gate.id, result="passed", sentence=f"{start}: passed.")
        elif all(failed):
            yield TraceStep(rule="gate", id=gate.id, result="failed", sentence=f"{start}: not passed, so {otherwise}.")
        else:
            sentence = f"{start}: {_gap_words(answers, gate.criterion)}, so it could go either way ({otherwise} if not passed)."
            yield TraceStep(rule="gate", id=gate.id, result="could_go_either_way", sentence=sentence)


def _sum_step(rubric: Rubric, score: Score) -> TraceStep:
    if not score.full:
        sentence = "Score: no criterion that carries weight applies, so there is nothing to add up."
        return TraceStep(rule="sum", id="score", result="not_reached", sentence=sentence)
    parts = [
        f"{rubric.criterion(part.criterion).name} {_of_full(part.low, score)}"
        + (f" to {_of_full(part.high, score)}" if part.high != part.low else "")
        for part in score.criteria
        if part.weight and part.state is not RatingState.NOT_APPLICABLE
    ]
    sentence = f"Score {interval_text(score)} of 100: {', '.join(parts)}."
    return TraceStep(rule="sum", id="score", result="applied", sentence=sentence)


def _rung_steps(rubric: Rubric, cases: Sequence[Possibility], score: Score) -> Iterator[TraceStep]:
    """Give the steps of the ladder, best outcome first, down to the first that is reached whatever the gaps hold."""
    if not cases[0].spans or (not score.full and not rubric.policy.profiles):
        return
    reaches: list[Reach] = []
    for rung in ladder(rubric.policy):
        steps = [*_cut_steps(rubric, rung, score), *_profile_steps(rubric, rung, cases)]
        yield from steps
        reaches.append(_together(rung, steps))
        if reaches[-1] == "reached":
            return
    policy = rubric.policy
    sure = all(reach == "not_reached" for reach in reaches)
    words = "this is where it falls" if sure else "could be where it falls"
    sentence = f"{policy.outcome(policy.below).name} {below_words(policy)}: {words}."
    yield TraceStep(rule="below", id=policy.below, result="reached" if sure else "could_go_either_way", sentence=sentence)


def _cut_steps(rubric: Rubric, rung: Rung, score: Score) -> Iterator[TraceStep]:
    if rung.cut is None or not score.full:
        return
    reach = _reach(rung.cut, score)
    name = rubric.policy.outcome(rung.outcome).name
    asks = "from" if rung.profile is None else "asks for a score from"
    sentence = f"{name} {asks} {share_text(rung.cut)} of 100: {_REACH_WORDS[reach]}."
    yield TraceStep(rule="cut", id=rung.outcome, result=reach, sentence=sentence)


def _profile_steps(rubric: Rubric, rung: Rung, cases: Sequence[Possibility]) -> Iterator[TraceStep]:
    profile = rung.profile
    if profile is None:
        return
    asked = [case for case in cases if case.failed is None]
    corners = [profile_corners(rubric, profile, case) for case in asked]
    reach: Reach = "could_go_either_way"
    if all(one.low for one in corners):
        reach = "reached"
    elif not any(one.high for one in corners):
        reach = "not_reached"
    parts = ", and ".join(f"{part_words(part, rubric.top)} ({_count_words(rubric, part, asked)})" for part in profile.parts)
    sentence = f"{rubric.policy.outcome(rung.outcome).name} asks for {parts}: {_REACH_WORDS[reach]}."
    yield TraceStep(rule="profile", id=profile.id, result=reach, sentence=sentence)


def _count_words(rubric: Rubric, part: ProfilePart, cases: Sequence[Possibility]) -> str:
    counts = [reaching(rubric, part, case) for case in cases]
    least, most = min(low for low, _ in counts), max(high for _, high in counts)
    applying = len(cases[0].spans)
    found = f"{least}" if least == most else f"{least} to {most}"
    return f"{needed_criteria(part, applying)} of {applying} needed, {found} found"


def _together(rung: Rung, steps: Sequence[TraceStep]) -> Reach:
    """Return what a cut and a profile come to together; a cut that no sum can speak for is left open."""
    results = {step.result for step in steps}
    if "not_reached" in results:
        return "not_reached"
    asked = (rung.cut is not None) + (rung.profile is not None)
    return "reached" if results == {"reached"} and len(steps) == asked else "could_go_either_way"


def _reach(at_least: int, score: Score) -> Reach:
    if score.low * BASIS_POINTS >= at_least * score.full:
        return "reached"
    return "could_go_either_way" if score.high * BASIS_POINTS >= at_least * score.full else "not_reached"


def _of_full(part: int, score: Score) -> str:
    return share_text(part * BASIS_POINTS // score.full)


def _gap_words(answers: Answers, criterion_id: str) -> str:
    answer = answers.get(criterion_id)
    return STATE_WORDS[answer.value] if isinstance(answer, RatingState) else STATE_WORDS["unrated"]
