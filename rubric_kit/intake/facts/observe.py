"""`facts`: what can be observed about a badge with no rater. A fact is a reading aid, never a judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import itemgetter
from typing import Any

from pydantic import BaseModel

from rubric_kit.intake.facts import alignment_facts, award_facts, issuer_facts
from rubric_kit.intake.facts.alignment_facts import Resolve
from rubric_kit.intake.facts.completeness import completed
from rubric_kit.intake.facts.criteria_facts import criteria_observations, words_may_hide
from rubric_kit.intake.facts.field_lists import LIST_NAMES
from rubric_kit.intake.facts.observation import Observation
from rubric_kit.model import Badge, Fact, FactState

_OBSERVERS: dict[str, Callable[[Badge], Observation]] = {
    "kind": award_facts.kind,
    "evidence": award_facts.evidence,
    "alignment": alignment_facts.alignment,
    "alignment_coded": alignment_facts.alignment_coded,
    "frameworks": alignment_facts.frameworks,
    "level_scale": award_facts.level_scale,
    "endorsements": award_facts.endorsements,
    "proof": award_facts.proof,
    "completeness": award_facts.completeness,
    "workload": award_facts.workload,
    "level_depth": award_facts.level_depth,
    "issuer_relation": issuer_facts.issuer_relation,
    "language": award_facts.language,
    "status": award_facts.status,
    "anchored": award_facts.anchored,
}
COMPLETE_NAMES = tuple(f"complete_{name}" for name in LIST_NAMES)
"""Names of the facts that compare a badge with a published list, in the order of the lists."""
FACT_NAMES = (
    "kind",
    "description_words",
    "criteria_words",
    "criteria_steps",
    "assessment_described",
    "evidence",
    "evidence_asked",
    "classroom_use",
    "alignment",
    "alignment_coded",
    "frameworks",
    "level_scale",
    "issuer_url",
    "issuer_contact",
    "issuer_description_words",
    "issuer_kind",
    "endorsements",
    "proof",
    "expiry",
    "completeness",
    "criteria_grade",
    "evidence_required",
    "workload",
    "alignment_resolved",
    "level_depth",
    "issuer_relation",
    "language",
    "status",
    "anchored",
    *COMPLETE_NAMES,
)
"""Names of all facts, in the order in which they are given."""
_EXPIRY = FACT_NAMES.index("expiry")
_LATER = Observation(FactState.UNKNOWN, "not looked at")
# Thousands of awards are of a few hundred badges. What is observed depends on neither the file nor its dates, only on whether
# there are any; every other field counts, one that is added later as well.
_ALIKE = itemgetter(
    *(name for name in Badge.model_fields if name not in {"key", "claimed_id", "source", "valid_from", "valid_until"})
)
_MOST_REMEMBERED = 2_000
_REMEMBERED: dict[tuple[Any, ...], tuple[tuple[str, Observation], ...]] = {}
_FIELDS = set(Fact.model_fields)
# What pydantic's own model_construct fills, filled directly: it costs a quarter, and there are 32 facts per badge.
_SET_VALUES, _SET_NAMES, _SET_EXTRA, _SET_PRIVATE = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


def facts(badge: Badge, *, as_of: date | None = None, resolve: Resolve | None = None) -> tuple[Fact, ...]:
    """Observe a badge.

    Parameters
    ----------
    badge : Badge
        The badge.
    as_of : date, optional
        The day on which the badge is looked at; without it nothing is said about whether it has expired. The clock is
        never asked, so that the same badge gives the same facts.
    resolve : callable, optional
        Looks an alignment up in the frameworks at hand; without it the frameworks that come with the kit are used.

    Returns
    -------
    tuple of Fact
        One fact per name in `FACT_NAMES`, in that order.
    """
    alike = (*_ALIKE(badge.__dict__), badge.source.dialect, badge.valid_from is None, badge.valid_until is None, resolve)
    seen = _REMEMBERED.get(alike)
    if seen is None:
        if len(_REMEMBERED) >= _MOST_REMEMBERED:
            _REMEMBERED.clear()
        seen = _REMEMBERED[alike] = _observed(badge, resolve)
    key = badge.key
    found = [_fact(key, name, one) for name, one in seen]
    found[_EXPIRY] = _fact(key, "expiry", award_facts.expiry(badge, as_of))
    return tuple(found)


def facts_of(
    badges: Iterable[Badge], *, as_of: date | None = None, resolve: Resolve | None = None
) -> dict[str, tuple[Fact, ...]]:
    """Observe several badges; the facts of each stand under its key."""
    return {badge.key: facts(badge, as_of=as_of, resolve=resolve) for badge in badges}


def _observed(badge: Badge, resolve: Resolve | None) -> tuple[tuple[str, Observation], ...]:
    """Observe all but the expiry, which depends on the day."""
    seen = {name: observe(badge) for name, observe in _OBSERVERS.items()}
    seen |= criteria_observations(badge)
    seen |= issuer_facts.issuer_observations(badge)
    seen["alignment_resolved"] = alignment_facts.alignment_resolved(badge, resolve)
    seen |= zip(COMPLETE_NAMES, completed(badge, seen, words_silent=words_may_hide(badge)), strict=True)
    return tuple((name, seen.get(name, _LATER)) for name in FACT_NAMES)


def _fact(key: str, name: str, seen: Observation) -> Fact:
    """Build a fact without validating it again.

    Validation would cost more than all the observing. Every observation is put together from validated records, plain
    tables and numbers; a test holds facts built here equal to validated ones, for any badge.
    """
    fact = Fact.__new__(Fact)
    state, basis, number, values = seen
    _SET_VALUES(fact, {"badge": key, "name": name, "state": state, "number": number, "values": values, "basis": basis})
    _SET_NAMES(fact, _FIELDS)
    _SET_EXTRA(fact, None)
    _SET_PRIVATE(fact, None)
    return fact
