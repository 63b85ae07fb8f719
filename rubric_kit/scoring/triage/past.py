"""What people decided before, and which of it can speak about a new batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from rubric_kit.model import Badge, OutcomeKind, Policy, Rubric
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.score import score_badge


class Verdict(StrEnum):
    """What a decision comes to, as far as a triage is concerned."""

    ACCEPTED = "accepted"
    """Accepted, at whatever level, or endorsed."""
    NOT_COUNTED = "not_counted"
    """Not counted, or kept in the story only."""
    BETWEEN = "between"
    """On condition: neither a clear yes nor a clear no."""


_VERDICTS = {
    OutcomeKind.ACCEPT: Verdict.ACCEPTED,
    OutcomeKind.ACCEPT_AT_LEVEL: Verdict.ACCEPTED,
    OutcomeKind.ENDORSE: Verdict.ACCEPTED,
    OutcomeKind.CONDITIONAL: Verdict.BETWEEN,
    OutcomeKind.NARRATIVE: Verdict.NOT_COUNTED,
    OutcomeKind.NOT_COUNTED: Verdict.NOT_COUNTED,
}
_YES = frozenset({"accept", "accepted", "yes"})
_NO = frozenset({"not", "not accepted", "not counted", "no"})


@dataclass(frozen=True)
class PastDecision:
    """One badge that people decided, with its score."""

    label: str
    """What it is called in messages."""
    low: Fraction
    """Low end of its score as a share of the full score."""
    high: Fraction
    """High end; equal to the low end where nothing was missing."""
    verdict: Verdict
    """What people decided."""
    outcome: str = ""
    """Id of the outcome they chose, where it is known."""
    rubric: str = ""
    """Fingerprint of the rubric version it was scored by, or its first characters; empty where nobody noted it."""
    badge: str = ""
    """Key of the badge, where it is at hand: then it is decided already and not routed once more."""


class UsablePast(NamedTuple):
    """Past decisions that can speak about a new batch, and what was left out."""

    rows: tuple[PastDecision, ...]
    """Decisions by this version of the rubric that no rule took out of people's hands."""
    decided: Mapping[str, PastDecision]
    """Decisions by this version on badges at hand, by badge key, those by a rule among them."""
    notes: tuple[str, ...]
    """Sentences about what was left out."""
    other_version: int
    """How many were scored by another version."""


def verdict(policy: Policy, outcome: str) -> Verdict:
    """Return what an outcome comes to.

    Raises
    ------
    KeyError
        There is no such outcome.
    """
    return _VERDICTS[policy.outcome(outcome).kind]


def read_verdict(policy: Policy, text: str) -> tuple[Verdict, str] | None:
    """Read a decision that a person wrote down: an outcome's id or name, or plainly accept or not.

    Returns
    -------
    tuple of Verdict and str, or None
        The verdict and the outcome's id (empty for a plain yes or no); None if it is none of these.
    """
    words = " ".join(text.split()).casefold()
    for outcome in policy.outcomes:
        if words in (outcome.id.casefold(), outcome.name.casefold()):
            return verdict(policy, outcome.id), outcome.id
    if words in _YES:
        return Verdict.ACCEPTED, ""
    return (Verdict.NOT_COUNTED, "") if words in _NO else None


def past_of_badge(rubric: Rubric, badge: Badge, answers: Answers, decided: tuple[Verdict, str]) -> PastDecision:
    """Return the past decision on a badge that is at hand with its ratings, scored by the rubric at hand."""
    low, high = score_badge(rubric, badge, answers).ends
    return PastDecision(badge.handle, low, high, decided[0], decided[1], rubric.fingerprint, badge.key)


def usable_past(rubric: Rubric, past: Iterable[PastDecision]) -> UsablePast:
    """Keep the decisions that people made on a score by this version of the rubric."""
    rows, notes, decided = [], [], {}
    by_rule = rule_outcomes(rubric.policy)
    other = untold = 0
    ruled: list[str] = []
    for one in past:
        if one.rubric and not rubric.fingerprint.startswith(one.rubric):
            other += 1
            continue
        if one.badge:
            decided[one.badge] = one
        if one.outcome in by_rule:
            ruled.append(one.outcome)
        else:
            rows.append(one)
            untold += not one.rubric
    if other:
        notes.append(f"Left out: {_count(other)} by another version of the rubric.")
    if ruled:
        names = ", ".join(outcome.name for outcome in rubric.policy.outcomes if outcome.id in ruled)
        notes.append(f"Left out: {_count(len(ruled))} with an outcome that only a rule leads to: {names}.")
    if untold:
        notes.append(f"{_count(untold)} without a rubric fingerprint: taken to be by the version at hand.")
    return UsablePast(tuple(rows), decided, tuple(notes), other)


def unclear_notes(number: int) -> tuple[str, ...]:
    """Tell of decisions whose score is clear neither way."""
    return (f"Left out: {_count(number)} whose score spans a cut or lies where the panel decides anyway.",) if number else ()


def rule_outcomes(policy: Policy) -> frozenset[str]:
    """Return the outcomes that only a gate or a standing rule leads to, never a score."""
    scored = {*(cut.outcome for cut in policy.cuts), *(one.outcome for one in policy.profiles), policy.below}
    ruled = {policy.revoked, policy.invalid_proof, *(gate.otherwise for gate in policy.gates)}
    return frozenset(one for one in ruled if one is not None and one not in scored)


def _count(number: int) -> str:
    return f"{number} past decision{'s' if number > 1 else ''}"
