"""Open Badges 3.0: credentials, and achievements on their own.

Only named fields are copied. The credential's own name and description are not among them: some issuers write the
earner's name there. Nothing of the subject is read but its achievement.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from rubric_kit.intake.dialects import achievement as parts
from rubric_kit.intake.dialects.award import Award
from rubric_kit.intake.dialects.earner import Earner
from rubric_kit.intake.dialects.endorsement import endorsements
from rubric_kit.intake.dialects.evidence import NO_AWARD, award_evidence
from rubric_kit.intake.dialects.filled_fields import credential_fields, definition_fields
from rubric_kit.intake.dialects.kind import badge_kind
from rubric_kit.intake.dialects.node import Node, many
from rubric_kit.intake.dialects.proof_check import no_proof
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.model import Badge, Issuer, Severity, Verification

# Field of a credential, its VC 1.1 name, and the claim of the token that stands in for it.
_TOKEN_CLAIMS = (("issuer", "issuer", "iss"), ("validFrom", "issuanceDate", "nbf"), ("validUntil", "expirationDate", "exp"))
_VC_1 = "https://www.w3.org/2018/credentials/v1"
_NO_ISSUER = "The badge names no issuer; without one it cannot be weighed."
NO_ISSUER = "(no issuer named)"
"""Stands in for the issuer of an achievement that is no award and names none."""


def claims(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is inside a token's payload: the payload itself, its `vc` with the token's own claims, or its `vp`."""
    if isinstance(shown := payload.get("vp"), Mapping):
        return shown
    inner = payload.get("vc")
    if not isinstance(inner, Mapping):
        if "credentialSubject" not in payload:
            return payload
        inner = payload
    stated = dict(inner)
    # Who it is about is compared with the issuer and then forgotten.
    stated["sub"] = payload.get("sub")
    for field, older, claim in _TOKEN_CLAIMS:
        if not inner.get(field) and not inner.get(older):
            stated[field] = payload.get(claim)
    return stated


def stated_issuer(credential: Mapping[str, Any]) -> str:
    """Return the issuer's id as `read_credential` takes it, empty if there is none: keys are bound to this one."""
    profile = _profile(Node(credential, "", Remarks("")))
    return "" if profile is None else parts.claimed_issuer(profile) or ""


def read_credential(award: Award, verification: Verification) -> Badge | None:
    """Read a credential, or return None with the reason among the remarks."""
    credential = award.node
    if _VC_1 in many(credential.value.get("@context")):
        credential.remarks.add("RKB044", "The badge follows version 1.1 of the W3C data model; 2.0 is current.")
    subjects = credential.nodes("credentialSubject")
    earner = Earner.of_subjects(subjects, credential.value.get("sub"))
    profile = _profile(credential)
    issuer_of = None if profile is None else parts.issuer(profile, earner, award.memory)
    if issuer_of is None:
        credential.remarks.add("RKB022", _NO_ISSUER, path="issuer")
    achievement = _achievement(credential, subjects)
    if profile is None or issuer_of is None or achievement is None:
        return None
    return _badge(
        award,
        achievement,
        issuer_of.issuer,
        earner,
        evidence=award_evidence(credential),
        endorsements=endorsements((("award", credential), ("badge", achievement), ("issuer", profile)), award.proofs, earner),
        fields=credential_fields(credential.value, subjects[0].value) | issuer_of.fields,
        valid_from=credential.day("validFrom", "awardedDate", "issuanceDate"),
        valid_until=credential.day("validUntil", "expirationDate"),
        status=award.proofs.status(credential.value, credential.remarks),
        verification=verification,
    )


def read_achievement(award: Award) -> Badge | None:
    """Read an achievement that was given without an award; it may name nobody who issues it."""
    achievement = award.node
    profiles = achievement.nodes("creator", "issuer")
    profile = profiles[0] if profiles else Node({"id": achievement.claim("creator", "issuer")}, "creator", achievement.remarks)
    issuer_of = parts.issuer(profile, award.earner, award.memory)
    if issuer_of is None:
        issuer_of = parts.StatedIssuer(Issuer(name=NO_ISSUER), frozenset())
        achievement.remarks.add("RKB022", "The achievement names nobody who issues it.", severity=Severity.WARNING)
    achievement.remarks.add("RKB041", "The file describes a badge; it is no award of it.")
    return _badge(
        award,
        achievement,
        issuer_of.issuer,
        award.earner,
        evidence=NO_AWARD,
        endorsements=endorsements((("badge", achievement), ("issuer", profile)), award.proofs, award.earner),
        fields=issuer_of.fields,
        verification=no_proof(reason="an achievement describes a badge and is no award, so there is nothing to prove"),
    )


def _badge(
    award: Award, achievement: Node, issuer: Issuer, earner: Earner, *, fields: AbstractSet[str], **about_award: Any
) -> Badge:
    stated, own_fields = award.memory.of(_stated, achievement)
    return Badge(
        key=award.sha256,
        issuer=issuer,
        creator=parts.creator(achievement, issuer, earner),
        source=award.source("OB 3.0"),
        fields=tuple(sorted(fields | own_fields)),
        **stated,
        **about_award,
    )


def _stated(achievement: Node) -> tuple[dict[str, Any], frozenset[str]]:
    """Return what of a Badge the achievement alone decides, and the names of the fields it fills."""
    narrative, address = parts.criteria(achievement)
    tags = achievement.lines("tag")
    achievement_type = achievement.line("achievementType")
    stated = {
        "claimed_id": achievement.claim("id", "@id"),
        "name": parts.name(achievement),
        "kind": badge_kind(achievement_type, (*tags, *achievement.types)),
        "achievement_type": achievement_type,
        "description": achievement.text("description"),
        "criteria_narrative": narrative,
        "criteria_url": address,
        "alignments": parts.alignments(achievement),
        "level_scales": parts.level_scales(achievement),
        "workload": parts.workload(achievement),
        "language": achievement.line("inLanguage"),
        "tags": tags,
    }
    return stated, frozenset(definition_fields(achievement.value))


def _achievement(credential: Node, subjects: list[Node]) -> Node | None:
    found = [one for subject in subjects for one in subject.nodes("achievement")]
    if not found:
        path = "credentialSubject.achievement"
        credential.remarks.add("RKB025", "The credential describes no achievement.", path=path)
    if len(found) > 1:
        message = f"The credential holds {len(found)} achievements; one per file is read."
        credential.remarks.add("RKB037", message, path="credentialSubject")
    return found[0] if len(found) == 1 else None


def _profile(credential: Node) -> Node | None:
    """Return the issuer's profile; a bare id is a profile of which nothing else is known."""
    profiles = credential.nodes("issuer")
    if profiles:
        return profiles[0]
    claimed = credential.claim("issuer")
    return Node({"id": claimed}, "issuer", credential.remarks) if claimed else None
