"""The plan of a sample badge in the shape of an Open Badges 2.0 or 3.0 award, without proofs."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path
from typing import Any

from sample_keys import did_key

OB2 = "https://w3id.org/openbadges/v2"
OB3 = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
OLD_OB3 = ["https://www.w3.org/2018/credentials/v1", "https://purl.imsglobal.org/spec/ob/v3p0/context.json"]
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"

Json = dict[str, Any]


def open_badge_2(badge: Json, issuers: dict[str, Json]) -> Json:
    issuer = issuers[badge["issuer"]]
    home = f"https://{issuer['host']}"
    award: Json = {
        "@context": OB2,
        "type": "Assertion",
        "id": _award_address(badge, issuer, home),
        "recipient": {"type": "email", "hashed": True, "salt": salt(badge), "identity": hashed_earner(badge)},
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


def _award_address(badge: Json, issuer: Json, home: str) -> str:
    """Return the address of an award: platforms differ in what it looks like."""
    number = number_of(badge)
    long_number = hashlib.sha256(number.encode()).hexdigest()[:40]
    return home + issuer.get("award_path", "/assertions/{uuid}").format(uuid=number, hex=long_number)


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
        "@context": _contexts(badge),
        "id": f"urn:uuid:{number_of(badge)}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge["name"],
        "issuer": profile(issuer),
        "issuanceDate" if badge.get("old_model") else "validFrom": f"{badge['issued']}T12:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [_earner_identity(badge)],
            "achievement": achievement(badge, issuers),
        },
    }
    if "scale" in badge:
        reached = {"resultDescription": uri(badge, "scale"), "achievedLevel": uri(badge, f"level{badge['scale_reached']}")}
        award["credentialSubject"]["result"] = [{"type": ["Result"], **reached}]
    if "expires" in badge:
        award["expirationDate" if badge.get("old_model") else "validUntil"] = f"{badge['expires']}T12:00:00Z"
    if "evidence" in badge:
        award["evidence"] = [{**one, "type": ["Evidence"]} for one in badge["evidence"]]
    if badge.get("proof"):
        award["proof"] = [_unresolvable_proof(badge)]
    if "status_index" in badge:
        award["credentialStatus"] = _status_entry(badge, issuer)
    return award


def _contexts(badge: Json) -> list[str]:
    contexts = OLD_OB3 if badge.get("old_model") else OB3
    return [*contexts, ED25519_2020] if "Ed25519Signature2020" in badge.get("sign", ()) else contexts


def _status_entry(badge: Json, issuer: Json) -> Json:
    address = status_list_address(issuer)
    place = {"statusListIndex": str(badge["status_index"]), "statusListCredential": address}
    return {
        "id": f"{address}#{badge['status_index']}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        **place,
    }


def status_list_address(issuer: Json) -> str:
    """Return where an issuer keeps its status list."""
    return f"https://{issuer['host']}/status/1"


def achievement(badge: Json, issuers: dict[str, Json]) -> Json:
    """Return the Achievement of a badge, as it stands inside an award or by itself."""
    page = f"https://{issuers[badge['issuer']]['host']}/achievements/{badge['slug']}"
    kept: Json = {
        "id": page,
        "type": ["Achievement"],
        "achievementType": badge["achievement_type"],
        "name": badge["name"],
        "description": badge["description"],
        "criteria": {"id": f"{page}/criteria", "narrative": badge["criteria"].strip()},
    }
    for field, key in (("version", "version"), ("creditsAvailable", "credits"), ("fieldOfStudy", "field_of_study")):
        if key in badge:
            kept[field] = badge[key]
    if "creator" in badge:
        kept["creator"] = profile(issuers[badge["creator"]])
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
    about: Json = {"id": uri(badge, "scale"), "type": ["ResultDescription"]}
    if "percent_required" in badge:
        bounds = {"requiredValue": badge["percent_required"], "valueMin": "0", "valueMax": "100"}
        return about | {"name": "Exam result", "resultType": "Percent", **bounds}
    rungs = [
        {"id": uri(badge, f"level{at}"), "type": ["RubricCriterionLevel"], **rung, "level": str(at + 1), "points": str(at + 1)}
        for at, rung in enumerate(badge["scale"])
    ]
    required = uri(badge, f"level{badge['scale_reached']}")
    kind = {"name": badge["scale_name"], "resultType": "RubricCriterionLevel", "requiredLevel": required}
    return about | kind | {"rubricCriterionLevel": rungs}


def _endorsement(badge: Json, page: str, endorser: Json) -> Json:
    return {
        "@context": OB3,
        "id": uri(badge, "endorsement"),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Synthetic sample of an endorsement",
        "issuer": profile(endorser),
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


def profile(issuer: Json) -> Json:
    """Return an issuer as Open Badges 3.0 has it."""
    home = f"https://{issuer['host']}"
    email = {"email": issuer["email"]} if "email" in issuer else {}
    about = {"name": issuer["name"], "url": home, **email, "description": issuer["description"]}
    return {"id": did(issuer) or f"{home}/issuer", "type": ["Profile"], **about}


def did(issuer: Json) -> str | None:
    """Return the did of an issuer that has one."""
    if "did" not in issuer:
        return None
    return f"did:web:{issuer['host']}" if issuer["did"] == "web" else did_key(issuer["host"])


def _earner_identity(badge: Json) -> Json:
    hashed = {"hashed": True, "identityHash": hashed_earner(badge), "identityType": "emailAddress", "salt": salt(badge)}
    return {"type": "IdentityObject", **hashed}


def salt(badge: Json) -> str:
    return f"salt-{number_of(badge)[:8]}"


def hashed_earner(badge: Json) -> str:
    """Return the hashed address of nobody: real badges carry one, and it must be seen to be dropped."""
    address = f"earner-{number_of(badge)[:4]}@example.org"
    return "sha256$" + hashlib.sha256((address + salt(badge)).encode()).hexdigest()


def number_of(badge: Json, part: str = "award") -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/samples/{badge['file']}#{part}"))


def uri(badge: Json, part: str) -> str:
    return f"urn:uuid:{number_of(badge, part)}"
