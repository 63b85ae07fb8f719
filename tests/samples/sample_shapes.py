"""The plan of a sample badge in the shape of an Open Badges 2.0 or 3.0 award."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path
from typing import Any

OB2 = "https://w3id.org/openbadges/v2"
OB3 = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]

Json = dict[str, Any]


def open_badge_2(badge: Json, issuers: dict[str, Json]) -> Json:
    issuer = issuers[badge["issuer"]]
    home = f"https://{issuer['host']}"
    award: Json = {
        "@context": OB2,
        "type": "Assertion",
        "id": f"{home}/assertions/{_uuid(badge)}",
        "recipient": {"type": "email", "hashed": True, "salt": _salt(badge), "identity": _hashed_earner(badge)},
        "badge": _badge_class(badge, issuer, home),
        "verification": {"type": "hosted"},
        "issuedOn": f"{badge['issued']}T12:00:00Z",
    }
    if "evidence" in badge:
        award["evidence"] = [{"type": "Evidence", **one} for one in badge["evidence"]]
    if "narrative" in badge:
        award["narrative"] = badge["narrative"]
    if "expires" in badge:
        award["expires"] = f"{badge['expires']}T12:00:00Z"
    if "revoked" in badge:
        award |= {"revoked": True, "revocationReason": badge["revoked"]}
    return award


def _badge_class(badge: Json, issuer: Json, home: str) -> Json:
    about = {"email": issuer["email"]} if "email" in issuer else {}
    page = f"{home}/badges/{badge['slug']}"
    kept: Json = {
        "type": "BadgeClass",
        "id": f"{page}.json",
        "name": badge["name"],
        "description": badge["description"],
        "image": f"{page}.png",
        "criteria": badge.get("criteria_url") or {"id": f"{page}/criteria", "narrative": badge["criteria"].strip()},
        "issuer": {
            "type": "Issuer",
            "id": f"{home}/issuer.json",
            "name": issuer["name"],
            "url": home,
            **about,
            "description": issuer["description"],
        },
    }
    if "alignments" in badge:
        kept["alignment"] = [_alignment(one) for one in badge["alignments"]]
    if "tags" in badge:
        kept["tags"] = badge["tags"]
    return kept


def hosted_documents(award: Json, badge: Json) -> dict[str, Json]:
    """Take the BadgeClass and the Issuer out of the award; each names the next by its address."""
    about_badge = {"@context": OB2, **award["badge"]}
    about_issuer = {"@context": OB2, **about_badge["issuer"]}
    award["badge"] = about_badge["id"]
    about_badge["issuer"] = about_issuer["id"]
    stem = Path(badge["file"]).stem
    return {
        f"hosted/{stem}_badge_class.json": about_badge,
        f"hosted/{stem}_issuer.json": about_issuer,
    }


def open_badge_3(badge: Json, issuers: dict[str, Json]) -> Json:
    issuer = issuers[badge["issuer"]]
    award: Json = {
        "@context": OB3,
        "id": f"urn:uuid:{_uuid(badge)}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge["name"],
        "issuer": _profile(issuer),
        "validFrom": f"{badge['issued']}T12:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [_earner_identity(badge)],
            "achievement": _achievement(badge, issuers),
        },
    }
    if "scale" in badge:
        reached = {"resultDescription": _uri(badge, "scale"), "achievedLevel": _uri(badge, f"level{badge['scale_reached']}")}
        award["credentialSubject"]["result"] = [{"type": ["Result"], **reached}]
    if "expires" in badge:
        award["validUntil"] = f"{badge['expires']}T12:00:00Z"
    if "evidence" in badge:
        award["evidence"] = [{**one, "type": ["Evidence"]} for one in badge["evidence"]]
    if badge.get("proof"):
        award["proof"] = [_unresolvable_proof(badge)]
    return award


def _achievement(badge: Json, issuers: dict[str, Json]) -> Json:
    page = f"https://{issuers[badge['issuer']]['host']}/achievements/{badge['slug']}"
    kept: Json = {
        "id": page,
        "type": ["Achievement"],
        "achievementType": badge["achievement_type"],
        "name": badge["name"],
        "description": badge["description"],
        "criteria": {"id": f"{page}/criteria", "narrative": badge["criteria"].strip()},
    }
    if "language" in badge:
        kept["inLanguage"] = badge["language"]
    if "alignments" in badge:
        kept["alignment"] = [{"type": ["Alignment"], **_alignment(one)} for one in badge["alignments"]]
    if "tags" in badge:
        kept["tag"] = badge["tags"]
    if "scale" in badge or "percent_required" in badge:
        kept["resultDescription"] = [_scale(badge)]
    if "endorsement" in badge:
        kept["endorsement"] = [_endorsement(badge, page, issuers[badge["endorsed_by"]])]
    return kept


def _scale(badge: Json) -> Json:
    about: Json = {"id": _uri(badge, "scale"), "type": ["ResultDescription"]}
    if "percent_required" in badge:
        bounds = {"requiredValue": badge["percent_required"], "valueMin": "0", "valueMax": "100"}
        return about | {"name": "Exam result", "resultType": "Percent", **bounds}
    rungs = [
        {"id": _uri(badge, f"level{at}"), "type": ["RubricCriterionLevel"], **rung, "level": str(at + 1), "points": str(at + 1)}
        for at, rung in enumerate(badge["scale"])
    ]
    required = _uri(badge, f"level{badge['scale_reached']}")
    kind = {"name": badge["scale_name"], "resultType": "RubricCriterionLevel", "requiredLevel": required}
    return about | kind | {"rubricCriterionLevel": rungs}


def _endorsement(badge: Json, page: str, endorser: Json) -> Json:
    return {
        "@context": OB3,
        "id": _uri(badge, "endorsement"),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Synthetic sample of an endorsement",
        "issuer": _profile(endorser),
        "validFrom": f"{badge['issued']}T12:00:00Z",
        "credentialSubject": {"id": page, "type": ["EndorsementSubject"], "endorsementComment": badge["endorsement"]},
    }


def _unresolvable_proof(badge: Json) -> Json:
    """Return a proof in the right form whose key nobody can look up: did:example has no registry."""
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": f"{badge['issued']}T12:00:00Z",
        "verificationMethod": "did:example:meadow#key-1",
        "proofPurpose": "assertionMethod",
        "proofValue": "zSynthet1cSamp1eThis1sNotASignature",
    }


def _alignment(one: Json) -> Json:
    words = {"code": "targetCode", "framework": "targetFramework", "description": "targetDescription", "type": "targetType"}
    optional = {words[key]: one[key] for key in words if key in one}
    return {"targetName": one["name"], "targetUrl": one["url"], **optional}


def _profile(issuer: Json) -> Json:
    home = f"https://{issuer['host']}"
    email = {"email": issuer["email"]} if "email" in issuer else {}
    about = {"name": issuer["name"], "url": home, **email, "description": issuer["description"]}
    return {"id": f"{home}/issuer", "type": ["Profile"], **about}


def _earner_identity(badge: Json) -> Json:
    hashed = {"hashed": True, "identityHash": _hashed_earner(badge), "identityType": "emailAddress", "salt": _salt(badge)}
    return {"type": "IdentityObject", **hashed}


def _salt(badge: Json) -> str:
    return f"salt-{_uuid(badge)[:8]}"


def _hashed_earner(badge: Json) -> str:
    """Return the hashed address of nobody: real badges carry one, and it must be seen to be dropped."""
    address = f"earner-{_uuid(badge)[:4]}@example.org"
    return "sha256$" + hashlib.sha256((address + _salt(badge)).encode()).hexdigest()


def _uuid(badge: Json, part: str = "award") -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/samples/{badge['file']}#{part}"))


def _uri(badge: Json, part: str) -> str:
    return f"urn:uuid:{_uuid(badge, part)}"
