"""Which levels the gaps leave open, split so that every rule of the policy has one answer in each part.

A gap leaves a span of levels open. Rules depend on levels: whether a substitution applies, whether a gate is passed. Where a
span reaches over the level a rule asks for, it is cut there into two possibilities. In each possibility every rule is settled,
so the smallest and largest sum can be read off exactly, and a gate and a score that hang on the same missing rating are never
combined in a way that no answer could produce.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

from rubric_kit.model import Badge, Criterion, Gate, RatingState, Rubric, Substitution
from rubric_kit.scoring.answers import Answers

Span = tuple[int, int]
"""Lowest and highest possible place of a criterion, 0 for its lowest level."""


@dataclass(frozen=True)
class Possibility:
    """One settled case."""

    spans: dict[str, Span]
    """Open places of each criterion that applies."""
    substituted: frozenset[str] = frozenset()
    """Ids of the substitutions that apply."""
    not_substituted: frozenset[str] = frozenset()
    """Ids of the substitutions whose criterion is withheld and whose conditions do not hold."""
    failed: Gate | None = None
    """First gate that is not passed; later gates are not looked at."""
    hidden: dict[str, Span] = field(default_factory=dict)
    """Of each criterion that is carried by a substitution: the places that it may really have, which no sum looks at."""

    def with_span(self, criterion: str, span: Span) -> Self:
        """Return the case with another span."""
        return replace(self, spans=self.spans | {criterion: span})


def left_out(rubric: Rubric, badge: Badge, answers: Answers) -> dict[str, str]:
    """Return the criteria that do not apply to a badge, with the reason in words."""
    reasons = {
        c.id: "the raters say that it does not apply to this badge"
        for c in rubric.criteria
        if answers.get(c.id) is RatingState.NOT_APPLICABLE
    }
    policy = rubric.policy
    for rule in policy.evidence_rules:
        if policy.evidence_criterion and rule.kind is badge.kind and rule.requirement == "not_applicable":
            reasons[policy.evidence_criterion] = f"by the policy, a {rule.kind} badge needs no evidence"
    return reasons


def possibilities(rubric: Rubric, badge: Badge, answers: Answers) -> list[Possibility]:
    """Return cases that together cover every way the gaps could be filled."""
    out = left_out(rubric, badge, answers)
    cases = [Possibility({c.id: _span(c, answers) for c in rubric.criteria if c.id not in out})]
    for rule in rubric.policy.substitutions:
        if answers.get(rule.withheld) is RatingState.WITHHELD and rule.withheld not in out:
            cases = [part for case in cases for part in _split_substitution(rubric, rule, case)]
    for gate in rubric.policy.gates:
        cases = [part for case in cases for part in _split_gate(rubric, gate, case)]
    return cases


def _span(criterion: Criterion, answers: Answers) -> Span:
    answer = answers.get(criterion.id)
    if answer is None or isinstance(answer, RatingState):
        return 0, len(criterion.levels) - 1
    place = criterion.position(answer)
    return place, place


def _split_substitution(rubric: Rubric, rule: Substitution, case: Possibility) -> list[Possibility]:
    wanted: dict[str, int] = {}
    for one in rule.when:
        # Of two conditions on one criterion the stricter one decides.
        wanted[one.criterion] = max(wanted.get(one.criterion, 0), rubric.criterion(one.criterion).position(one.at_least))
    refused = replace(case, not_substituted=case.not_substituted | {rule.id})
    # A condition on a criterion that does not apply cannot hold.
    if any(name not in case.spans or case.spans[name][1] < place for name, place in wanted.items()):
        return [refused]
    place = rubric.criterion(rule.withheld).position(rule.counts_as)
    # Where an earlier rule carries the criterion already, the place it counts as is not the one that is hidden.
    hidden = {rule.withheld: case.spans[rule.withheld]} | case.hidden
    applied = replace(case, substituted=case.substituted | {rule.id}, hidden=hidden).with_span(rule.withheld, (place, place))
    parts = []
    for name, least in wanted.items():
        low, high = case.spans[name]
        if low < least:
            applied = applied.with_span(name, (least, high))
            parts.append(refused.with_span(name, (low, least - 1)))
    return [applied, *parts]


def _split_gate(rubric: Rubric, gate: Gate, case: Possibility) -> list[Possibility]:
    if case.failed is not None or gate.criterion not in case.spans:
        return [case]
    low, high = case.spans[gate.criterion]
    least = rubric.criterion(gate.criterion).position(gate.at_least)
    if low >= least:
        return [case]
    failed = replace(case, failed=gate).with_span(gate.criterion, (low, min(high, least - 1)))
    return [failed] if high < least else [case.with_span(gate.criterion, (least, high)), failed]
