"""Whatever comes in, badges or findings come out, and never an exception."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubric_kit.intake import facts_of

# The machines that run this are shared and slow at times; a slow example is no fault here.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

_KEYS = st.sampled_from(
    [
        "@context", "type", "@type", "id", "@id", "name", "badge", "issuer", "credentialSubject", "achievement", "criteria",
        "narrative", "evidence", "alignment", "targetName", "targetUrl", "recipient", "identity", "verification", "verify",
        "resultDescription", "rubricCriterionLevel", "tags", "tag", "expires", "validUntil", "validFrom", "issuedOn", "revoked",
        "revocationList", "revokedAssertions", "proof", "endorsement", "vc", "@value", "en", "url", "email", "description",
    ]
)  # fmt: skip
_TEXTS = st.text(max_size=20) | st.sampled_from(
    [
        "Assertion",
        "BadgeClass",
        "Issuer",
        "OpenBadgeCredential",
        "RevocationList",
        "hosted",
        "2026-01-01",
        "https://a.example/f.json",
        "f",
    ]
)
_VALUES = st.recursive(
    _TEXTS | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=25,
)


def _survives(build: Any, *files: Any) -> None:
    intake = build.read(*files)
    assert intake.badges or intake.findings
    assert len(intake.items) >= len(files)
    assert {item.badge.key for item in intake.items if item.badge} == {badge.key for badge in intake.badges}
    assert set(facts_of(intake.badges)) == {badge.key for badge in intake.badges}
    for item in intake.items:
        json.dumps(item.plain(date(2026, 11, 24)), ensure_ascii=False).encode()


@_UNHURRIED
@given(st.binary(max_size=400), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"<svg ", b"{", b"eyJhbGciOiJub25lIn0."]))
def test_any_bytes(build: Any, data: bytes, start: bytes) -> None:
    _survives(build, start + data)


@_UNHURRIED
@given(st.dictionaries(_KEYS, _VALUES, max_size=10), st.dictionaries(_KEYS, _VALUES, max_size=10))
def test_any_two_json_objects(build: Any, one: dict[str, Any], other: dict[str, Any]) -> None:
    _survives(build, one, other)


@_UNHURRIED
@given(
    st.dictionaries(_KEYS, _VALUES, max_size=6),
    st.dictionaries(_KEYS, _VALUES, max_size=8),
    st.dictionaries(_KEYS, _VALUES, max_size=8),
)
def test_badges_with_anything_in_any_field(
    build: Any, top: dict[str, Any], inner: dict[str, Any], issuer: dict[str, Any]
) -> None:
    kept = {key: value for key, value in top.items() if key not in {"type", "achievement"}}
    _survives(build, build.credential(**({"achievement": build.achievement(**inner), "issuer": issuer} | kept)))
    _survives(build, build.embedded(**({"badge": build.badge_class(**({"issuer": issuer} | inner))} | kept)))


@_UNHURRIED
@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 255))
def test_cut_and_changed_pictures(build: Any, cut: int, place: int, value: int) -> None:
    text = build.json(build.credential())
    for whole in (build.png(build.text_chunk(text)), build.svg(text.decode()), build.token(text)):
        _survives(build, whole[: cut % len(whole)])
        changed = bytearray(whole)
        changed[place % len(whole)] = value
        _survives(build, bytes(changed))


# Archives, lists, records, proofs and the documents that keys stand in


def _zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return held.getvalue()


@_UNHURRIED
@given(st.binary(max_size=400), st.sampled_from([b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK"]))
def test_any_bytes_that_begin_like_an_archive(build: Any, data: bytes, start: bytes) -> None:
    _survives(build, start + data)


@_UNHURRIED
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6), st.integers(0, 10_000))
def test_cut_and_changed_archives(build: Any, changes: list[tuple[int, int]], cut: int) -> None:
    whole = _zipped({"a.json": build.json(build.credential()), "in/b.json": build.json(build.embedded())})
    changed = bytearray(whole)
    for place, value in changes:
        changed[place % len(whole)] = value
    _survives(build, bytes(changed))
    _survives(build, whole[: cut % len(whole)])


_NAMES_IN_ARCHIVES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)


@_UNHURRIED
@given(st.dictionaries(_NAMES_IN_ARCHIVES, st.binary(max_size=60), min_size=1, max_size=5))
def test_archives_of_anything_under_any_name(build: Any, files: dict[str, bytes]) -> None:
    _survives(build, _zipped(files))


_CELLS = st.text(max_size=15) | st.sampled_from(
    ["Badge name", "Issuer", "Name", "Email", "Criteria", "Evidence", "Level", "Levels", "Hours", "2026-01-31", "=1+1", 'x\n"y']
)


@_UNHURRIED
@given(
    st.lists(st.lists(_CELLS, max_size=6), max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
)
def test_lists_of_anything(build: Any, rows: list[list[str]], separator: str, encoding: str) -> None:
    head = separator.join(["Badge name", "Issuer", "Evidence", "Levels", "Level", "Issue date"])
    text = "\n".join([head, *(separator.join(row) for row in rows)])
    _survives(build, text.encode(encoding, "replace"))
    _survives(build, "\n".join(separator.join(row) for row in rows).encode(encoding, "replace"))


@_UNHURRIED
@given(st.binary(max_size=200))
def test_lists_that_go_on_with_any_bytes(build: Any, data: bytes) -> None:
    _survives(build, b"Badge name,Issuer,Evidence\n" + data)


@_UNHURRIED
@given(st.lists(_VALUES, max_size=4), st.integers(0, 5), st.sampled_from(["ClrCredential", "VerifiablePresentation"]))
def test_records_of_anything_and_records_in_records(build: Any, members: list[Any], depth: int, kind: str) -> None:
    held: list[Any] = [*members, build.credential(), build.token(build.credential()).decode()]
    for _ in range(depth + 1):
        subject = {"type": ["ClrSubject"], "verifiableCredential": held, "achievement": members}
        held = [{"type": ["VerifiableCredential", kind], "credentialSubject": subject, "verifiableCredential": held}]
    _survives(build, held[0])
    _survives(build, held)


_PROOF_KEYS = st.sampled_from(
    [
        "type", "cryptosuite", "proofPurpose", "verificationMethod", "proofValue", "created", "expires", "previousProof", "jws",
        "id", "@context", "domain", "controller", "publicKeyMultibase", "publicKeyJwk", "publicKeyPem", "assertionMethod",
    ]
)  # fmt: skip
_PROOF_TEXTS = st.text(max_size=20) | st.sampled_from(
    [
        "DataIntegrityProof", "Ed25519Signature2020", "eddsa-rdfc-2022", "ecdsa-rdfc-2019", "assertionMethod", "Multikey",
        "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", "did:web:issuer.example#key-1", "did:web:issuer.example",
        "did:jwk:eyJrdHkiOiJPS1AifQ", "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", "z" + "1" * 88, "did:key:z", "did:",
        "z3FXQjecWufY46yg5abdVZsXqLhxhueuSoZgNSARiKBk9czhSePTFehP8c3PGfb6a22gkfUKodjNAHBcWvDb7hRKo",
        "https://www.w3.org/ns/credentials/v2", "https://w3id.org/security/data-integrity/v2",
    ]
)  # fmt: skip
_PROOF_VALUES = st.recursive(
    _PROOF_TEXTS | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_PROOF_KEYS, inner, max_size=6),
    max_leaves=12,
)
_PROOFS = st.dictionaries(_PROOF_KEYS, _PROOF_VALUES, max_size=8)
_SOUND = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "assertionMethod",
    "verificationMethod": "did:web:issuer.example#key-1",
    "proofValue": "z3FXQjecWufY46yg5abdVZsXqLhxhueuSoZgNSARiKBk9czhSePTFehP8c3PGfb6a22gkfUKodjNAHBcWvDb7hRKo",
}


@_UNHURRIED
@given(_PROOFS | st.lists(_PROOFS, max_size=3) | _PROOF_VALUES, st.booleans())
def test_proofs_of_any_shape(build: Any, proof: Any, start_sound: bool) -> None:
    given_proof = _SOUND | proof if start_sound and isinstance(proof, dict) else proof
    _survives(build, build.credential(proof=given_proof))
    _survives(build, build.credential(endorsement=[build.credential(type=["EndorsementCredential"], proof=given_proof)]))


@_UNHURRIED
@given(_PROOFS | st.lists(_PROOFS, max_size=3) | _PROOF_VALUES, _PROOF_VALUES, _VALUES)
def test_key_documents_of_any_shape(build: Any, methods: Any, purpose: Any, other: Any) -> None:
    document = {"id": "did:web:issuer.example", "verificationMethod": methods, "assertionMethod": purpose, "service": other}
    key = {"type": "CryptographicKey", "id": "https://issuer.example/key", "owner": other, "publicKeyPem": purpose}
    issuer = build.issuer(id="did:web:issuer.example")
    intake = build.read(build.credential(proof=_SOUND, issuer=issuer), document)
    assert [badge.verification.outcome != "valid" for badge in intake.badges] == [True]
    verification = {"type": "signed", "creator": "https://issuer.example/key"}
    _survives(build, build.token(build.embedded(verification=verification)), key)
    _survives(build, build.token(build.credential(issuer=issuer)), document)


@_UNHURRIED
@given(_VALUES, _VALUES, _PROOF_TEXTS)
def test_status_lists_of_any_shape(build: Any, entry: Any, subject: Any, place: str) -> None:
    address = "https://issuer.example/status/1"
    named = {"type": "BitstringStatusListEntry", "statusListCredential": address, "statusListIndex": place}
    named["statusPurpose"] = "revocation"
    listed = {"type": ["VerifiableCredential", "BitstringStatusListCredential"], "id": address, "credentialSubject": subject}
    _survives(build, build.credential(credentialStatus=named | (entry if isinstance(entry, dict) else {})), listed)
    _survives(build, build.credential(credentialStatus=entry), listed)


@_UNHURRIED
@given(st.dictionaries(_PROOF_KEYS | st.sampled_from(["alg", "kid", "jwk", "typ", "crit"]), _PROOF_VALUES, max_size=5))
def test_token_headers_of_any_shape(build: Any, header: dict[str, Any]) -> None:
    body = build.token(build.credential()).split(b".", 1)[1]
    for alg in ("RS256", "EdDSA", "ES256", "none", "HS256"):
        encoded = build.token(header | {"alg": alg}).split(b".")[1]
        _survives(build, encoded + b"." + body)
