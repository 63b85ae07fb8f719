"""Awards with signatures that hold, and the documents that a check of them needs: keys, profiles, status lists."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sample_archives import encoded_status_list
from sample_keys import did_key, ed25519_token, key_address, multikey, proofs, rsa_public_pem, rsa_token
from sample_shapes import OB2, OB3, Json, did, profile, status_list_address, uri

CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
DID_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
STATUS_LIST_SIZE = 131_072


def with_proofs(award: Json, suites: list[str], issuer: Json, day: str) -> Json:
    """Return the document with one proof by the issuer's test key per suite."""
    made = proofs(award, suites, did(issuer) or did_key(issuer["host"]), issuer["host"], f"{day}T12:00:00Z")
    return award | {"proof": made}


def credential_token(award: Json, issuer: Json, *, claims: bool) -> str:
    """Return the credential as a VC-JWT: as it is, or inside claims as the older data model has it."""
    name = did(issuer) or did_key(issuer["host"])
    day = award["validFrom"]
    payload = {"iss": name, "jti": award["id"], "nbf": _seconds(day), "vc": award} if claims else award
    return ed25519_token(payload, name, issuer["host"])


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def signed_badge_2(award: Json, badge: Json, issuer: Json) -> tuple[str, dict[str, Json]]:
    """Return an Open Badges 2.0 award as a token, and its four neighbours: badge class, issuer, key, revocation list."""
    home = f"https://{issuer['host']}"
    key, revoked = f"{home}/keys/1.json", f"{home}/revoked.json"
    about_badge = {"@context": OB2, **award["badge"]}
    about_issuer = {"@context": OB2, **about_badge["issuer"], "publicKey": key, "revocationList": revoked}
    about_badge["issuer"] = about_issuer["id"]
    award = award | {"id": uri(badge, "award"), "badge": about_badge["id"], "verification": {"type": "signed", "creator": key}}
    stem = f"hosted/{Path(badge['file']).stem}"
    entry = {"id": uri(badge, "another award"), "revocationReason": "Synthetic sample of a reason."}
    return rsa_token(award), {
        f"{stem}_badge_class.json": about_badge,
        f"{stem}_issuer.json": about_issuer,
        f"{stem}_key.json": {
            "@context": OB2,
            "type": "CryptographicKey",
            "id": key,
            "name": "Synthetic sample of a key",
            "owner": about_issuer["id"],
            "publicKeyPem": rsa_public_pem(),
        },
        f"{stem}_revocation_list.json": {
            "@context": OB2,
            "type": "RevocationList",
            "id": revoked,
            "issuer": about_issuer["id"],
            "revokedAssertions": [entry],
        },
    }


def did_document(issuer: Json) -> Json:
    """Return what a did:web issuer keeps at its well-known address."""
    name = f"did:web:{issuer['host']}"
    method = key_address(name, issuer["host"])
    key = {"id": method, "type": "Multikey", "controller": name, "publicKeyMultibase": multikey(issuer["host"])}
    about = {"id": name, "description": "Synthetic sample of a DID document; the key belongs to nobody."}
    return {"@context": DID_CONTEXTS, **about, "verificationMethod": [key], "assertionMethod": [method]}


def status_list(issuer: Json, revoked: set[int], day: str) -> Json:
    """Return the issuer's signed list with these places marked as revoked."""
    address = status_list_address(issuer)
    bits = encoded_status_list(STATUS_LIST_SIZE, revoked)
    document = {
        "@context": OB3[:1],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "description": "Synthetic sample of a status list.",
        "issuer": did(issuer),
        "validFrom": f"{day}T12:00:00Z",
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bits,
        },
    }
    return with_proofs(document, ["eddsa-rdfc-2022"], issuer, day)


def endorsement(plan: Json, endorsed: str, issuer: Json) -> Json:
    """Return a signed EndorsementCredential about one badge."""
    document = {
        "@context": OB3,
        "id": uri(plan, "endorsement"),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Synthetic sample of an endorsement",
        "issuer": profile(issuer),
        "validFrom": f"{plan['issued']}T12:00:00Z",
        "credentialSubject": {"id": endorsed, "type": ["EndorsementSubject"], "endorsementComment": plan["comment"]},
    }
    return with_proofs(document, ["eddsa-rdfc-2022"], issuer, plan["issued"])


def learner_record(plan: Json, awards: list[Json], issuer: Json) -> Json:
    """Return a signed Comprehensive Learner Record that holds the awards with their own proofs."""
    first, *_ = awards
    document = {
        "@context": [OB3[0], CLR, OB3[1]],
        "id": uri(plan, "record"),
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": plan["name"],
        "description": plan["description"],
        "issuer": profile(issuer),
        "validFrom": f"{plan['issued']}T12:00:00Z",
        "credentialSubject": {
            "type": ["ClrSubject"],
            "identifier": first["credentialSubject"]["identifier"],
            "verifiableCredential": awards,
        },
    }
    return with_proofs(document, ["eddsa-rdfc-2022"], issuer, plan["issued"])
