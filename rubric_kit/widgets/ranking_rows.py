"""Rubric and decisions as the plain rows that the weighing widget draws: words and places, no rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rubric_kit.comparing import place_text, weight_text
from rubric_kit.model import STATE_WORDS, CriterionScore, Decision, OutcomeKind, RatingState, Rubric, interval_text, visible


def criterion_rows(rubric: Rubric) -> list[dict[str, str]]:
    """Return one row per criterion: id, name, the weight as text, and a note where the weight is 0."""
    gated = {gate.criterion for gate in rubric.policy.gates}
    return [
        {
            "id": criterion.id,
            "name": visible(criterion.name),
            "shown": weight_text(criterion.weight),
            "note": "" if criterion.weight else "gate only" if criterion.id in gated else "does not count",
        }
        for criterion in rubric.criteria
    ]


def cut_marks(rubric: Rubric) -> list[dict[str, Any]]:
    """Return the cuts, lowest first: where they stand in basis points, as text, and the outcome they lead to."""
    return [
        {"at": cut.at_least, "shown": weight_text(cut.at_least), "name": visible(rubric.policy.outcome(cut.outcome).name)}
        for cut in reversed(rubric.policy.cuts)
    ]


def ranking_rows(rubric: Rubric, ranking: Sequence[Decision], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return one row per badge, best first: place, label, ends of the score, what is missing, the outcome and why."""
    return [
        {
            "key": decision.badge,
            "place": place_text(ranking, at),
            "label": labels[decision.badge],
            "low": decision.score.low_share if decision.score.full else None,
            "high": decision.score.high_share if decision.score.full else None,
            "text": interval_text(decision.score) if decision.score.full else "nothing to add up",
            **_missing(rubric, decision),
            **_outcome(rubric, decision),
        }
        for at, decision in enumerate(ranking)
    ]


def _missing(rubric: Rubric, decision: Decision) -> dict[str, Any]:
    """Name the first two gaps and count the rest; say whether something withheld is among them."""
    gaps = [part for part in decision.score.criteria if part.level is None and part.state is not RatingState.NOT_APPLICABLE]
    if not any(part.rated for part in decision.score.criteria):
        return {"missing": "nothing rated yet", "withheld": False}
    told = [f"{visible(rubric.criterion(part.criterion).name)} ({_gap_words(part)})" for part in gaps[:2]]
    if len(gaps) > 2:
        told.append(f"{len(gaps) - 2} more")
    words = f"missing: {', '.join(told)}" if told else ""
    return {"missing": words, "withheld": any(part.state is RatingState.WITHHELD for part in gaps)}


def _gap_words(part: CriterionScore) -> str:
    return STATE_WORDS["unrated" if part.state is None else part.state.value]


def _outcome(rubric: Rubric, decision: Decision) -> dict[str, str]:
    policy = rubric.policy
    if decision.outcome is None:
        names = [visible(policy.outcome(one).name) for one in decision.possible]
        return {"kind": "undetermined", "mark": "", "outcome": "Undetermined", "why": f"{', '.join(names[:-1])} or {names[-1]}"}
    outcome = policy.outcome(decision.outcome)
    # Outcomes stand best first, so the lowest level of acceptance is the last one: number 1.
    levels = [one.id for one in reversed(policy.outcomes) if one.kind is OutcomeKind.ACCEPT_AT_LEVEL]
    mark = str(levels.index(outcome.id) + 1) if outcome.id in levels else ""
    return {"kind": outcome.kind.value, "mark": mark, "outcome": visible(outcome.name), "why": _failed_rule(rubric, decision)}


def _failed_rule(rubric: Rubric, decision: Decision) -> str:
    """Name what held a badge back whatever its score is: a gate, or the profile of an outcome whose cut it reaches."""
    policy = rubric.policy
    missed = {(step.rule, step.id) for step in decision.trace if step.result in {"failed", "not_reached"}}
    reached = {step.id for step in decision.trace if (step.rule, step.result) == ("cut", "reached")}
    gates = [visible(rubric.criterion(gate.criterion).name) for gate in policy.gates if ("gate", gate.id) in missed]
    if gates:
        return f"gate not passed: {', '.join(gates)}"
    held = [one.outcome for one in policy.profiles if ("profile", one.id) in missed and one.outcome in reached]
    return f"profile not reached: {', '.join(visible(policy.outcome(one).name) for one in held)}" if held else ""
