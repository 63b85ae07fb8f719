"""Open Badges 3.0 credentials.

Only named fields are copied. The credential's own name and description are not among them: some issuers write the
earner's name there. Nothing of the subject is read but its achievement.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_kit.intake import achievement as parts
from rubric_kit.intake.award import Award, cannot_check, no_proof
from rubric_kit.intake.earner import Earner
from rubric_kit.intake.evidence import award_evidence
from rubric_kit.intake.kind import badge_kind
from rubric_kit.intake.node import Node
from rubric_kit.model import Badge, Issuer, Verification

CREDENTIAL_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
# Field of a credential, its VC 1.1 name, and the claim of the token that stands in for it.
_TOKEN_CLAIMS = (("issuer", "issuer", "iss"), ("validFrom", "issuanceDate", "nbf"), ("validUntil", "expirationDate", "exp"))


def claims(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the credential inside a token's payload: the payload itself, or its `vc` with the token's own claims."""
    inner = payload.get("vc")
    if not isinstance(inner, Mapping):
        return payload
    stated = dict(inner)
    for field, older, claim in _TOKEN_CLAIMS:
        if not inner.get(field) and not inner.get(older):
            stated[field] = payload.get(claim)
    return stated


def read_credential(award: Award) -> Badge | None:
    """Read a credential, or return None with the reason among the remarks."""
    credential = award.node
    earner = Earner.of_subjects(credential.nodes("credentialSubject"))
    profile = _profile(credential)
    issuer = None if profile is None else parts.issuer(profile, earner)
    if issuer is None:
        credential.remarks.add("RKB022", "The badge names no issuer; without one it cannot be weighed.", path="issuer")
    achievement = _achievement(credential)
    if profile is None or issuer is None or achievement is None:
        return None
    badge = _badge(award, achievement, issuer)
    return badge.replace(endorsements=parts.endorsements(credential, achievement, profile))


def _badge(award: Award, achievement: Node, issuer: Issuer) -> Badge:
    credential = award.node
    narrative, address = parts.criteria(achievement)
    tags = achievement.lines("tag")
    achievement_type = achievement.line("achievementType")
    return Badge(
        key=award.sha256,
        claimed_id=achievement.claim("id", "@id"),
        name=parts.name(achievement),
        kind=badge_kind(achievement_type, (*tags, *achievement.types)),
        achievement_type=achievement_type,
        description=achievement.text("description"),
        criteria_narrative=narrative,
        criteria_url=address,
        issuer=issuer,
        alignments=parts.alignments(achievement),
        evidence=award_evidence(credential),
        level_scales=parts.level_scales(achievement),
        language=achievement.line("inLanguage"),
        tags=tags,
        valid_from=credential.day("validFrom", "awardedDate", "issuanceDate"),
        valid_until=credential.day("validUntil", "expirationDate"),
        verification=_verification(award),
        source=award.source("OB 3.0"),
    )


def _achievement(credential: Node) -> Node | None:
    found = [one for subject in credential.nodes("credentialSubject") for one in subject.nodes("achievement")]
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


def _verification(award: Award) -> Verification:
    if award.opened.token:
        return cannot_check("JWT") if award.opened.signed else no_proof("JWT", "the token says that it is not signed")
    return cannot_check("Data Integrity") if award.node.nodes("proof") else no_proof()
