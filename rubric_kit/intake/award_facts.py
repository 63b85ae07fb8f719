"""Facts about the award and about the badge as a whole: kind, evidence, proof, expiry, completeness."""

from __future__ import annotations

from datetime import date

from rubric_kit.intake.achievement import NO_NAME
from rubric_kit.intake.observation import Observation, absent, counted, present, unknown
from rubric_kit.model import Badge, FactState, ProofOutcome


def kind(badge: Badge) -> Observation:
    """Tell what the badge recognises."""
    if badge.kind is None:
        return unknown("neither an achievement type nor a tag tells the kind")
    return present("told by the achievement type, or else by tags and types", values=(badge.kind.value,))


def evidence(badge: Badge) -> Observation:
    """Pass on what was seen of the evidence."""
    shown = badge.evidence
    number = None if shown.state is FactState.UNKNOWN else shown.count
    return Observation(shown.state, shown.basis, number, tuple(shown.kinds))


def level_scale(badge: Badge) -> Observation:
    """Count the rungs of the longest scale."""
    rungs = max((max(len(scale.levels), len(scale.allowed_values)) for scale in badge.level_scales), default=0)
    if badge.level_scales and not rungs:
        return present("the issuer names a scale and lists no rungs", number=0)
    return counted(rungs, "rungs of the issuer's longest scale", "the badge places the achievement on no scale")


def endorsements(badge: Badge) -> Observation:
    """Count the endorsements."""
    return counted(
        badge.endorsements, "endorsements in the file, whose proofs are not checked", "the file carries no endorsement"
    )


def proof(badge: Badge) -> Observation:
    """Pass on the outcome of the proof."""
    outcome = badge.verification.outcome
    states = {ProofOutcome.NO_PROOF: FactState.ABSENT, ProofOutcome.CANNOT_CHECK: FactState.UNKNOWN}
    return Observation(states.get(outcome, FactState.PRESENT), badge.verification.reason, None, (outcome.value,))


def expiry(badge: Badge, as_of: date | None) -> Observation:
    """Tell whether the badge expires, and on a given day whether it has."""
    if badge.valid_until is None:
        return absent("the badge names no end of validity")
    if as_of is None:
        return present(f"valid until {badge.valid_until.isoformat()}", values=("expires",))
    word = "expired" if badge.valid_until < as_of else "in_force"
    return present(f"valid until {badge.valid_until.isoformat()}, looked at on {as_of.isoformat()}", values=(word,))


def completeness(badge: Badge) -> Observation:
    """Count the fields a reader needs, and name those that are missing."""
    filled = {
        "name": badge.name != NO_NAME,
        "kind": badge.kind is not None,
        "description": bool(badge.description),
        "criteria_narrative": bool(badge.criteria_narrative),
        "alignments": bool(badge.alignments),
        "evidence": badge.evidence.state in {FactState.PRESENT, FactState.WITHHELD},
        "issuer_url": badge.issuer.url is not None,
        "issuer_description": bool(badge.issuer.description),
        "issuer_contact": badge.issuer.has_contact,
        "valid_from": badge.valid_from is not None,
    }
    missing = tuple(field for field, there in filled.items() if not there)
    return present(
        f"fields that are filled, of {len(filled)} that a reader needs", number=len(filled) - len(missing), values=missing
    )
