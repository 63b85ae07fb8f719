"""`facts`: what can be observed about a badge with no rater. A fact is a reading aid, never a judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from rubric_kit.intake import award_facts, criteria_facts, issuer_facts
from rubric_kit.intake.observation import Observation
from rubric_kit.model import Badge, Fact

_OBSERVERS: dict[str, Callable[[Badge], Observation]] = {
    "kind": award_facts.kind,
    "description_words": criteria_facts.description_words,
    "criteria_words": criteria_facts.criteria_words,
    "criteria_steps": criteria_facts.criteria_steps,
    "assessment_described": criteria_facts.assessment_described,
    "evidence": award_facts.evidence,
    "evidence_asked": criteria_facts.evidence_asked,
    "classroom_use": criteria_facts.classroom_use,
    "alignment": criteria_facts.alignment,
    "alignment_coded": criteria_facts.alignment_coded,
    "frameworks": criteria_facts.frameworks,
    "level_scale": award_facts.level_scale,
    "issuer_url": issuer_facts.issuer_url,
    "issuer_contact": issuer_facts.issuer_contact,
    "issuer_description_words": issuer_facts.issuer_description_words,
    "issuer_kind": issuer_facts.issuer_kind,
    "endorsements": award_facts.endorsements,
    "proof": award_facts.proof,
}
FACT_NAMES = (*_OBSERVERS, "expiry", "completeness")
"""Names of all facts, in the order in which they are given."""


def facts(badge: Badge, *, as_of: date | None = None) -> tuple[Fact, ...]:
    """Observe a badge.

    Parameters
    ----------
    badge : Badge
        The badge.
    as_of : date, optional
        The day on which the badge is looked at; without it nothing is said about whether it has expired. The clock is
        never asked, so that the same badge gives the same facts.

    Returns
    -------
    tuple of Fact
        One fact per name in `FACT_NAMES`, in that order.
    """
    seen = {name: observe(badge) for name, observe in _OBSERVERS.items()}
    seen["expiry"] = award_facts.expiry(badge, as_of)
    seen["completeness"] = award_facts.completeness(badge)
    return tuple(
        Fact(badge=badge.key, name=name, state=one.state, number=one.number, values=one.values, basis=one.basis)
        for name, one in seen.items()
    )


def facts_of(badges: Iterable[Badge], *, as_of: date | None = None) -> dict[str, tuple[Fact, ...]]:
    """Observe several badges; the facts of each stand under its key."""
    return {badge.key: facts(badge, as_of=as_of) for badge in badges}
