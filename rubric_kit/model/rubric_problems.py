"""What does not fit together in a rubric: every rule that spans more than one field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rubric_kit.model.criterion import Citation, Criterion, Target
from rubric_kit.model.policy import Policy
from rubric_kit.model.record import BASIS_POINTS


class Problem(NamedTuple):
    """Something that does not fit together in a rubric."""

    path: str
    """Place, by ids: criteria.learning_evidence.levels.l0.descriptor."""
    message: str
    """What was found and what is allowed."""


def problems_of(
    criteria: Sequence[Criterion], policy: Policy, citations: Sequence[Citation], targets: Sequence[Target]
) -> list[Problem]:
    """Say what does not fit together in the parts of a rubric; an empty list means that it is whole."""
    return [
        *_criteria_problems(criteria),
        *_policy_problems(policy),
        *_reference_problems(criteria, policy),
        *_unlisted("citations", [one.id for one in citations], _cited(criteria)),
        *_unlisted("targets", [one.id for one in targets], [one for c in criteria for one in c.targets]),
    ]


def _criteria_problems(criteria: Sequence[Criterion]) -> Iterator[Problem]:
    if not 1 <= len(criteria) <= 40:
        yield Problem("criteria", f"a rubric has 1 to 40 criteria, found {len(criteria)}")
        return
    yield from _repeated("criteria", "criterion", [c.id for c in criteria])
    total = sum(c.weight for c in criteria)
    if total != BASIS_POINTS:
        change = "add" if total < BASIS_POINTS else "take away"
        found = f"weights sum to {total:,} basis points ({total / 100:g} of 100)"
        yield Problem("weights", f"{found}; they must sum to 10,000: {change} {abs(BASIS_POINTS - total):,}")
    for criterion in criteria:
        yield from _level_problems(criterion)
    tops = sorted({c.top for c in criteria if c.levels})
    if len(tops) > 1:
        found = " or ".join(f"{top:,}" for top in tops)
        yield Problem(
            "criteria",
            f"the highest level has {found} thousandths of a point, depending on the criterion; "
            "it must be the same everywhere, or points would act as hidden weights",
        )


def _level_problems(criterion: Criterion) -> Iterator[Problem]:
    path = f"criteria.{criterion.id}.levels"
    who = f"criterion {criterion.id!r}"
    if not 2 <= len(criterion.levels) <= 8:
        yield Problem(path, f"{who} has {len(criterion.levels)} levels; 2 to 8 are allowed")
        return
    yield from _repeated(path, f"{who}: level", [level.id for level in criterion.levels])
    points = [level.points for level in criterion.levels]
    if any(low >= high for low, high in pairwise(points)):
        yield Problem(path, f"{who}: points must rise from level to level, found {', '.join(map(str, points))}")
    for level in criterion.levels:
        if not level.descriptor.strip():
            message = f"{who}, level {level.id!r}: the descriptor is empty; say what a rater can see at this level"
            yield Problem(f"{path}.{level.id}.descriptor", message)


def _policy_problems(policy: Policy) -> Iterator[Problem]:
    outcomes = [outcome.id for outcome in policy.outcomes]
    yield from _repeated("policy.outcomes", "outcome", outcomes)
    yield from _repeated("policy.gates", "gate", [gate.id for gate in policy.gates])
    yield from _repeated("policy.substitutions", "substitution", [rule.id for rule in policy.substitutions])
    yield from _repeated("policy.evidence_rules", "evidence rule", [rule.kind for rule in policy.evidence_rules])
    used = [cut.outcome for cut in policy.cuts] + [policy.below] + [gate.otherwise for gate in policy.gates]
    used += [*(one.outcome for one in policy.profiles), *(one.outcome for one in policy.recommended)]
    used += [one for one in (policy.revoked, policy.invalid_proof) if one]
    for outcome in dict.fromkeys(used):
        if outcome not in outcomes:
            known = ", ".join(outcomes) or "none"
            yield Problem("policy.outcomes", f"outcome {outcome!r} is not defined; known are: {known}")
    shares = [cut.at_least for cut in policy.cuts]
    if any(high <= low for high, low in pairwise(shares)):
        yield Problem("policy.cuts", f"cuts must fall from first to last, found {', '.join(map(str, shares))} basis points")
    if policy.evidence_rules and policy.evidence_criterion is None:
        yield Problem("policy.evidence_criterion", "evidence rules need evidence_criterion, the criterion they are about")
    yield from _ladder_problems(policy, outcomes)


def _ladder_problems(policy: Policy, outcomes: list[str]) -> Iterator[Problem]:
    """Say what does not fit in the cuts and profiles together: they are tried in the order of the outcomes, best first."""
    yield from _repeated("policy.profiles", "profile", [one.id for one in policy.profiles])
    yield from _repeated("policy.profiles", "profile for outcome", [one.outcome for one in policy.profiles])
    if not policy.profiles:
        return
    if any(one.outcome == policy.below for one in policy.profiles):
        message = f"outcome {policy.below!r} is what is left where nothing else is reached, so it can ask for no profile"
        yield Problem("policy.profiles", message)
    places = [outcomes.index(cut.outcome) for cut in policy.cuts if cut.outcome in outcomes]
    if places != sorted(set(places)):
        yield Problem("policy.cuts", "beside profiles, each outcome has one cut, and cuts stand in the order of the outcomes")


def _reference_problems(criteria: Sequence[Criterion], policy: Policy) -> Iterator[Problem]:
    by_id = {c.id: c for c in criteria}
    for path, who, criterion_id, level_id in _references(policy):
        criterion = by_id.get(criterion_id)
        if criterion is None:
            yield Problem(path, f"{who} names criterion {criterion_id!r}, which does not exist; known are: {', '.join(by_id)}")
        elif level_id and criterion.level(level_id) is None:
            known = ", ".join(level.id for level in criterion.levels)
            yield Problem(path, f"{who} names level {level_id!r} of {criterion_id!r}, which does not exist; known are: {known}")
    for rule in policy.substitutions:
        if any(one.criterion == rule.withheld for one in rule.when) or not rule.when:
            message = f"substitution {rule.id!r} needs conditions on criteria other than {rule.withheld!r}"
            yield Problem(f"policy.substitutions.{rule.id}", message)
    withheld = [rule.withheld for rule in policy.substitutions]
    yield from _repeated("policy.substitutions", "substitution for criterion", withheld)


def _references(policy: Policy) -> Iterator[tuple[str, str, str, str]]:
    """Give (path, who, criterion id, level id or "") for each place where the policy names a criterion."""
    for gate in policy.gates:
        yield f"policy.gates.{gate.id}", f"gate {gate.id!r}", gate.criterion, gate.at_least
    for rule in policy.substitutions:
        path, who = f"policy.substitutions.{rule.id}", f"substitution {rule.id!r}"
        yield path, who, rule.withheld, rule.counts_as
        for one in rule.when:
            yield path, who, one.criterion, one.at_least
    if policy.evidence_criterion is not None:
        yield "policy.evidence_criterion", "evidence_criterion", policy.evidence_criterion, ""


def _cited(criteria: Sequence[Criterion]) -> list[str]:
    return [one for c in criteria for one in (*c.citations, *(x for level in c.levels for x in level.citations))]


def _unlisted(what: str, listed: list[str], used: list[str]) -> Iterator[Problem]:
    yield from _repeated(what, what[:-1], listed)
    for missing in sorted(set(used) - set(listed)):
        yield Problem(what, f"{what[:-1]} {missing!r} is used and not listed under {what}")


def _repeated(path: str, what: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield Problem(path, f"{what} {str(one)!r} is there twice; each needs a name of its own")
        seen.add(one)
