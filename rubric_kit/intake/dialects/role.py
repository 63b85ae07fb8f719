"""`Role`: what part a document plays, told by its types, or before Open Badges 2.0 by the fields that only that part has."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

from rubric_kit.intake.dialects.node import Node

Dialect = Literal["OB 0.5", "OB 1.0", "OB 1.1", "OB 2.0", "OB 3.0", "described"]


class Role(StrEnum):
    """What part a document plays; the value is the word that people read."""

    CREDENTIAL = "award"
    ASSERTION = "assertion"
    BADGE_CLASS = "badge class"
    ACHIEVEMENT = "achievement"
    ENDORSEMENT = "endorsement"
    ALIGNMENT = "framework item"
    RECORD = "record of several badges"
    HELPER = "helper document"
    UNTYPED = "document without a type"
    OTHER = "other document"


CREDENTIAL_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
ASSERTION_TYPES = frozenset({"Assertion"})
CLASS_TYPES = frozenset({"BadgeClass"})
PROFILE_TYPES = frozenset({"Issuer", "Profile", "BadgeOrg", "IssuerOrg"})
LIST_TYPES = frozenset({"RevocationList"})
_HELPER_TYPES = (
    PROFILE_TYPES
    | LIST_TYPES
    | {
        "CryptographicKey",
        "Key",
        "Multikey",
        "BitstringStatusListCredential",
        "StatusList2021Credential",
        "RevocationList2020Credential",
        "1EdTechRevocationList",
    }
)
# The first line that fits counts: a status list credential is also a VerifiableCredential.
_BY_TYPE: tuple[tuple[Role, frozenset[str]], ...] = (
    (Role.CREDENTIAL, CREDENTIAL_TYPES),
    (Role.ASSERTION, ASSERTION_TYPES),
    (Role.BADGE_CLASS, CLASS_TYPES),
    (Role.RECORD, frozenset({"ClrCredential", "VerifiablePresentation"})),
    (Role.ENDORSEMENT, frozenset({"EndorsementCredential", "Endorsement"})),
    (Role.ACHIEVEMENT, frozenset({"Achievement"})),
    (Role.ALIGNMENT, frozenset({"Alignment", "AlignmentObject"})),
    (Role.HELPER, frozenset(_HELPER_TYPES)),
)
KNOWN_TYPES = frozenset(name for _, names in _BY_TYPE for name in names)
"""Every type that tells a role."""
_BY_ONE_TYPE = {name: role for role, names in reversed(_BY_TYPE) for name in names}


def role_of(node: Node) -> Role:
    """Tell what part a document plays."""
    types = node.types
    roles = [_BY_ONE_TYPE[one] for one in types if one in _BY_ONE_TYPE]
    if roles:
        return roles[0] if len(roles) == 1 else next(role for role, _ in _BY_TYPE if role in roles)
    if _is_did_document(node.value):
        return Role.HELPER
    if types or node.has("type", "@type"):
        return Role.OTHER
    # Before 2.0 documents had no type; an award is told by what only an award has.
    if node.has("badge") and node.has("verify", "verification", "recipient", "uid"):
        return Role.ASSERTION
    return Role.HELPER if node.has("revokedAssertions", "publicKeyPem") else Role.UNTYPED


def dialect_of_assertion(node: Node) -> Dialect:
    """Tell which Open Badges before 3.0 an award or badge class follows: by its context, else by what it looks like."""
    contexts = [one for one in node.items("@context") if isinstance(one, str)]
    if any("openbadges/v1" in one for one in contexts):
        return "OB 1.1"
    if contexts or node.types:
        return "OB 2.0"
    badge = node.value.get("badge")
    issuer = badge.get("issuer") if isinstance(badge, Mapping) else node.value.get("issuer")
    # 0.5 held everything in one file, named the issuer's origin, and wrote the earner as plain text beside a salt.
    if isinstance(issuer, Mapping) and "origin" in issuer:
        return "OB 0.5"
    return "OB 0.5" if isinstance(node.value.get("recipient"), str) else "OB 1.0"


def _is_did_document(document: Mapping[str, Any]) -> bool:
    claimed = document.get("id")
    return (
        isinstance(claimed, str)
        and claimed.startswith("did:")
        and any(key in document for key in ("verificationMethod", "assertionMethod"))
    )
