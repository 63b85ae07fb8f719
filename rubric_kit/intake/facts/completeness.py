"""How much of each published field list a badge tells; what a file cannot tell is counted apart from what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rubric_kit.intake.dialects.achievement import NO_NAME, SELF_ISSUED
from rubric_kit.intake.dialects.filled_fields import FIELD_NAMES
from rubric_kit.intake.facts.field_lists import LIST_NAMES, Element, FieldList, field_lists
from rubric_kit.intake.facts.issuer_facts import only_id
from rubric_kit.intake.facts.observation import Observation, present
from rubric_kit.intake.facts.text_reading import read_text
from rubric_kit.model import Badge, FactState, ProofOutcome

_FACTS = ("assessment_described", "evidence", "evidence_required", "level_scale", "workload")
_TABLES = frozenset({"outcomes", "participation", "quality", "framework_level", "purpose", "practice"})
_SAID = frozenset({FactState.PRESENT, FactState.WITHHELD})
_OWN = (
    *("name", "description", "criteria_narrative", "criteria_url", "achievement_type", "alignment", "tag", "language"),
    *("creator", "evidence", "result_description", "issued_on", "expires", "endorsement", "issuer_name", "issuer_url"),
    *("issuer_description", "issuer_contact"),
)
"""Fields that the badge itself tells; the others are known only by their names in `Badge.fields`."""
_NOT_LISTED = frozenset({"issuer_contact", "issuer_description"})
"""Fields that a badge tells and a list or form of described items has no place for."""


def own_fields(badge: Badge) -> frozenset[str]:
    """Name the fields that the badge fills, whether or not its reader noted them."""
    return _own(_noted(badge), _filled(badge))


def is_award(badge: Badge) -> bool:
    """Tell whether the badge came as an award's file; the description of a badge names no learner and carries no proof."""
    if badge.source.dialect == "described":
        return False
    return badge.evidence.state is not FactState.UNKNOWN or badge.valid_from is not None


def completed(badge: Badge, seen: Mapping[str, Observation], *, words_silent: bool) -> tuple[Observation, ...]:
    """Compare a badge with each list.

    Parameters
    ----------
    badge : Badge
        The badge.
    seen : mapping
        Observations made before, by the name of the fact.
    words_silent : bool
        Whether words that were not found may still be there: behind a link, or in another language.

    Returns
    -------
    tuple of Observation
        One per name in `LIST_NAMES`: number of elements found, ids of the missing ones.
    """
    # Badges of one issuer are much alike, so the comparison is remembered by what it depends on.
    return _compared(
        _Signature(
            _noted(badge),
            _filled(badge),
            tuple([seen[name].state for name in _FACTS]),
            badge.verification.outcome,
            _tables(badge),
            words_silent,
            badge.kind.value if badge.kind else "",
            badge.source.dialect == "described",
            is_award(badge),
        )
    )


class _Signature(NamedTuple):
    """All that the comparison of a badge with the lists depends on."""

    fields: tuple[str, ...]
    filled: tuple[bool, ...]
    states: tuple[FactState, ...]
    proof: ProofOutcome
    tables: frozenset[str]
    words_silent: bool
    kind: str
    described: bool
    award: bool


def _noted(badge: Badge) -> tuple[str, ...]:
    """Return the fields that the reader noted; where the earner is the issuer, the profile says nothing about an issuer."""
    if badge.issuer.name != SELF_ISSUED:
        return badge.fields
    return tuple(name for name in badge.fields if not name.startswith("issuer_"))


def _filled(badge: Badge) -> tuple[bool, ...]:
    """Tell for each of `_OWN` whether the badge fills it."""
    issuer = badge.issuer
    return (
        badge.name != NO_NAME,
        bool(badge.description),
        bool(badge.criteria_narrative),
        badge.criteria_url is not None,
        badge.achievement_type is not None,
        bool(badge.alignments),
        bool(badge.tags),
        badge.language is not None,
        badge.creator is not None,
        badge.evidence.state in _SAID,
        bool(badge.level_scales),
        badge.valid_from is not None,
        badge.valid_until is not None,
        bool(badge.endorsements),
        issuer.name != SELF_ISSUED and not only_id(issuer),
        issuer.url is not None,
        bool(issuer.description),
        issuer.has_contact,
    )


def _own(fields: tuple[str, ...], filled: tuple[bool, ...]) -> frozenset[str]:
    return frozenset((*fields, *(name for name, there in zip(_OWN, filled, strict=True) if there)))


def _tables(badge: Badge) -> frozenset[str]:
    """Name the tables of which the badge's own texts hold a word."""
    found = read_text(badge.criteria_narrative).tables | read_text(badge.description).tables
    return (found & _TABLES) | (read_text(badge.issuer.description).tables & {"quality"})


@lru_cache(maxsize=512)
def _compared(one: _Signature) -> tuple[Observation, ...]:
    signs = {f"field:{name}" for name in _own(one.fields, one.filled)} | {f"words:{name}" for name in one.tables}
    signs |= {f"fact:{name}" for name, state in zip(_FACTS, one.states, strict=True) if state in _SAID}
    unsure = {f"fact:{name}" for name, state in zip(_FACTS, one.states, strict=True) if state is FactState.UNKNOWN}
    if one.proof is ProofOutcome.VALID:
        signs.add("fact:proof")
    elif one.proof is ProofOutcome.CANNOT_CHECK:
        unsure.add("fact:proof")
    if one.words_silent:
        unsure |= {f"words:{name}" for name in _TABLES}
    if one.described:
        # A list or form has no place for these, so their absence says nothing.
        unsure |= {f"field:{name}" for name in FIELD_NAMES if name not in _OWN or name in _NOT_LISTED}
    return tuple(_one_list(field_lists()[name], signs, unsure, one.kind, award=one.award) for name in LIST_NAMES)


def _one_list(listed: FieldList, signs: set[str], unsure: set[str], kind: str, *, award: bool) -> Observation:
    found = untold = 0
    missing: dict[str, list[str]] = {"required": [], "recommended": []}
    for one in listed.elements:
        if kind and one.kinds and kind not in one.kinds:
            continue
        if not signs.isdisjoint(one.told_by):
            found += 1
        elif _untold(one, unsure, kind, award=award):
            untold += 1
        else:
            missing[one.need].append(one.id)
    ids = (*missing["required"], *missing["recommended"])
    parts = [f"{found} of {found + untold + len(ids)} elements found", f"{untold} cannot be told from this file"]
    if listed.not_in_files:
        parts.append(f"{len(listed.not_in_files)} more stand in no badge file")
    if not listed.confirmed:
        parts.append("our reading, not confirmed")
    return present(f"{listed.title}: {'; '.join(parts)}", number=found, values=ids)


def _untold(element: Element, unsure: set[str], kind: str, *, award: bool) -> bool:
    """Tell whether an element that was not found may be there, or need not be."""
    kind_open = bool(element.kinds) and not kind
    return kind_open or element.if_applicable or (element.award and not award) or not unsure.isdisjoint(element.told_by)
