"""What gates and profiles do on a sample: those that stop nothing, and those that stop everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from rubric_kit.model import Badge, Gate, Profile, Rubric
from rubric_kit.model.rule_words import condition_words
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.ladder import profile_corners
from rubric_kit.scoring.possibilities import Possibility, possibilities


class GateDiagnostic(NamedTuple):
    """What one gate or profile comes to on a sample, each badge looked at as if it were the only rule."""

    rule: Literal["gate", "profile"]
    """Kind of rule."""
    id: str
    """Which one."""
    passed: int
    """Badges that pass the gate or reach the profile."""
    stopped: int
    """Badges that do not."""
    open: int
    """Badges whose gaps leave it open."""
    not_asked: int
    """Badges the rule has nothing to ask of, because the criterion does not apply."""
    finding: Literal["stops_none", "stops_all", "stops_some", "cannot_be_told"]
    """What the counts say."""
    sentence: str
    """The same in words."""


def gate_diagnostics(
    rubric: Rubric, badges: Iterable[Badge], answers_by_badge: Mapping[str, Answers]
) -> tuple[GateDiagnostic, ...]:
    """Count what every gate and every profile of the policy does on a sample.

    Each rule is looked at by itself, whatever the rules before it said: a gate that only stops badges that an earlier gate
    stops too is counted as stopping them.

    Parameters
    ----------
    rubric : Rubric
        The version whose policy is looked at.
    badges : iterable of Badge
        The sample.
    answers_by_badge : mapping of badge key to answers
        A badge without an entry counts as not rated.
    """
    sample = [possibilities(rubric, badge, answers_by_badge.get(badge.key, {})) for badge in badges]
    return (*(_of_gate(rubric, gate, sample) for gate in rubric.policy.gates), *_of_profiles(rubric, sample))


def _of_gate(rubric: Rubric, gate: Gate, sample: Sequence[Sequence[Possibility]]) -> GateDiagnostic:
    needed = rubric.criterion(gate.criterion).position(gate.at_least)
    results: list[bool | None] = []
    not_asked = 0
    for cases in sample:
        spans = [case.spans[gate.criterion] for case in cases if gate.criterion in case.spans]
        if not spans:
            not_asked += 1
        else:
            results.append(_settled(min(low for low, _ in spans) >= needed, max(high for _, high in spans) >= needed))
    name = f"Gate {condition_words(rubric, gate.criterion, gate.at_least)}"
    return _diagnostic("gate", gate.id, name, results, not_asked)


def _of_profiles(rubric: Rubric, sample: Sequence[Sequence[Possibility]]) -> Iterator[GateDiagnostic]:
    for profile in rubric.policy.profiles:
        asked = [cases for cases in sample if cases[0].spans]
        results = [_profile_result(rubric, profile, cases) for cases in asked]
        name = f"The profile for {rubric.policy.outcome(profile.outcome).name}"
        yield _diagnostic("profile", profile.id, name, results, len(sample) - len(asked))


def _profile_result(rubric: Rubric, profile: Profile, cases: Sequence[Possibility]) -> bool | None:
    corners = [profile_corners(rubric, profile, case) for case in cases]
    return _settled(all(one.low for one in corners), any(one.high for one in corners))


def _settled(surely: bool, possibly: bool) -> bool | None:
    return surely if surely == possibly else None


def _diagnostic(
    rule: Literal["gate", "profile"], rule_id: str, name: str, results: Sequence[bool | None], not_asked: int
) -> GateDiagnostic:
    passed, stopped, unsettled = results.count(True), results.count(False), results.count(None)
    told = passed + stopped
    finding: Literal["stops_none", "stops_all", "stops_some", "cannot_be_told"] = "stops_some"
    if not told:
        finding = "cannot_be_told"
        sentence = f"{name}: no badge of the sample tells what it does."
    elif not stopped:
        finding = "stops_none"
        sentence = f"{name}: stops none of {_badges(told)}; on this sample it changes nothing."
    elif not passed:
        finding = "stops_all"
        sentence = f"{name}: stops all of {_badges(told)}; on this sample nothing gets past it."
    else:
        sentence = f"{name}: stops {stopped:,} of {_badges(told)}."
    if unsettled:
        sentence += f" {_badges(unsettled).capitalize()} more cannot be told yet: a rating is missing."
    return GateDiagnostic(rule, rule_id, passed, stopped, unsettled, not_asked, finding, sentence)


def _badges(count: int) -> str:
    return "1 badge" if count == 1 else f"{count:,} badges"
