"""Signed tokens made by hand, so that the wrong ones can be made too."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.intake.proofs.claims import contradiction
from rubric_kit.intake.proofs.token_proof import algorithm_refused, check_token
from rubric_kit.model import ProofOutcome, Verification

_VALID, _INVALID, _CANNOT = ProofOutcome.VALID, ProofOutcome.INVALID, ProofOutcome.CANNOT_CHECK
_PROFILE = "https://issuer.example/profile"
_KEY = "https://issuer.example/key.json"
_CLASS = "https://issuer.example/class.json"
Sign = Callable[[bytes], bytes]


def _nothing(_: str) -> None:
    return None


@pytest.fixture(scope="session")
def rs256(rsa_key: rsa.RSAPrivateKey) -> Sign:
    return lambda data: rsa_key.sign(data, padding.PKCS1v15(), hashes.SHA256())


@pytest.fixture(scope="session")
def header(bench: SimpleNamespace, rsa_key: rsa.RSAPrivateKey) -> dict[str, Any]:
    return {"alg": "RS256", "typ": "JWT", "jwk": bench.rsa_jwk(rsa_key.public_key())}


def _es256(key: ec.EllipticCurvePrivateKey) -> Sign:
    def sign(data: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    return sign


def test_a_key_in_the_header_proves_that_nothing_changed_and_no_more(
    bench: SimpleNamespace, header: dict[str, Any], rs256: Sign
) -> None:
    assert check_token(bench.token(header, bench.credential(), rs256), find=_nothing) == Verification(
        outcome=_VALID,
        method="VC-JWT (RS256)",
        reason="The signature fits the badge and the key.",
        anchored=False,
        anchor="The key came along with the signature; no document of the issuer among the files lists it.",
    )


def test_a_profile_that_lists_the_key_of_the_header_binds_it(bench: SimpleNamespace, header: dict[str, Any], rs256: Sign) -> None:
    profile = {"id": _PROFILE, "verificationMethod": [{"id": f"{_PROFILE}#k", "publicKeyJwk": header["jwk"]}]}
    find = bench.at_hand(profile)
    token = bench.token(header, bench.credential(), rs256)
    assert check_token(token, find=find).anchored is True
    by_kid = bench.token({"alg": "RS256", "kid": f"{_PROFILE}#k"}, bench.credential(), rs256)
    assert (check_token(by_kid, find=find).outcome, check_token(by_kid, find=find).anchored) == (_VALID, True)
    short_kid = bench.token({"alg": "RS256", "kid": "k"}, bench.credential(), rs256)
    assert check_token(short_kid, find=find).anchored is True
    no_kid = bench.token({"alg": "RS256"}, bench.credential(), rs256)
    assert (check_token(no_kid, find=find).outcome, check_token(no_kid, find=find).anchored) == (_VALID, True)


def test_ed_dsa_and_es_256_with_a_did_key(bench: SimpleNamespace, signer: Any) -> None:
    credential = bench.own_credential(signer)
    token = bench.token({"alg": "EdDSA", "kid": signer.method}, credential, signer.private.sign)
    found = check_token(token, find=_nothing)
    assert (found.outcome, found.method, found.anchored) == (_VALID, "VC-JWT (EdDSA)", True)
    without_kid = bench.token({"alg": "EdDSA"}, credential, signer.private.sign)
    assert check_token(without_kid, find=_nothing).anchored is True
    from rubric_kit.intake.proofs.multikey import multikey

    key = ec.generate_private_key(ec.SECP256R1())
    token = bench.token({"alg": "ES256", "kid": f"did:key:{multikey(key.public_key())}"}, credential, _es256(key))
    found = check_token(token, find=_nothing)
    assert (found.outcome, found.method, found.anchored) == (_VALID, "VC-JWT (ES256)", False)


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 0.9999), bit=st.integers(0, 5))
def test_a_changed_character_is_never_valid(
    bench: SimpleNamespace, header: dict[str, Any], rs256: Sign, place: float, bit: int
) -> None:
    token = bench.token(header, bench.credential(), rs256)
    signed = token.rindex(b".")
    at = int(place * signed)
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    if token[at : at + 1] == b".":
        changed = token[:at] + token[at + 1 :]
    else:
        other = alphabet[alphabet.index(token[at]) ^ (1 << bit)]
        changed = token[:at] + bytes([other]) + token[at + 1 :]
    assert check_token(changed, find=_nothing).outcome is not _VALID


def test_a_changed_payload_and_a_changed_signature_are_invalid(
    bench: SimpleNamespace, header: dict[str, Any], rs256: Sign
) -> None:
    first, _, last = bench.token(header, bench.credential(), rs256).split(b".")
    other = bench.base64url(json.dumps(bench.credential(name="Another award")).encode()).encode()
    for token in (b".".join((first, other, last)), bench.token(header, bench.credential(), lambda data: rs256(data + b"x"))):
        found = check_token(token, find=_nothing)
        assert (found.outcome, found.anchored) == (_INVALID, None)
        assert found.reason == "The signature does not fit: the badge was changed after signing, or another key signed."


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE", "NONE", "HS256", "HS384", "HS512", "hs256"])
def test_an_algorithm_with_which_anybody_can_sign_is_refused(
    bench: SimpleNamespace, header: dict[str, Any], rsa_key: rsa.RSAPrivateKey, algorithm: str
) -> None:
    """Algorithm confusion: the issuer's public key, which everybody has, used as the shared secret."""
    secret = bench.pem(rsa_key.public_key()).encode()
    signs: tuple[Sign, ...] = (lambda _: b"", lambda data: hmac.digest(secret, data, hashlib.sha256))
    key = {"id": _KEY, "owner": _PROFILE, "publicKeyPem": secret.decode()}
    for sign in signs:
        token = bench.token({**header, "alg": algorithm}, bench.credential(), sign)
        found = check_token(token, find=bench.at_hand(key))
        assert found.outcome is _INVALID
        assert "is not allowed: anybody could have made this token" in found.reason
        assert algorithm_refused(token)
    old = bench.token({"alg": algorithm}, _assertion(), signs[1])
    assert check_token(old, find=bench.at_hand(key)).outcome is _INVALID


def test_only_the_refused_algorithms_are_refused(bench: SimpleNamespace, header: dict[str, Any], rs256: Sign) -> None:
    assert not algorithm_refused(bench.token(header, bench.credential(), rs256))
    assert not algorithm_refused(b"no token")


@pytest.mark.parametrize("algorithm", ["PS256", "RS512", "ES384", "ES256K", "Ed448"])
def test_another_algorithm_is_named_and_not_checked(bench: SimpleNamespace, header: dict[str, Any], algorithm: str) -> None:
    found = check_token(bench.token({**header, "alg": algorithm}, bench.credential(), lambda _: b"x"), find=_nothing)
    assert (found.outcome, found.method) == (_CANNOT, f"VC-JWT ({algorithm})")
    assert found.reason == f"The token is signed with {algorithm}, which is not checked here. Allowed are RS256, ES256 and EdDSA."


@pytest.mark.parametrize("algorithm", [None, 7, "", "<script>", ["RS256"], "Ada", "RS256 "])
def test_an_algorithm_that_is_no_word_is_not_quoted(bench: SimpleNamespace, algorithm: Any) -> None:
    found = check_token(bench.token({"alg": algorithm}, bench.credential(), lambda _: b"x"), find=_nothing)
    assert (found.outcome, found.method) == (_CANNOT, "VC-JWT (no algorithm that is known)")


def test_the_algorithm_must_fit_the_key(bench: SimpleNamespace, header: dict[str, Any], rs256: Sign, signer: Any) -> None:
    for wrong in ({**header, "alg": "ES256"}, {**header, "alg": "EdDSA"}, {"alg": "RS256", "kid": signer.did}):
        found = check_token(bench.token(wrong, bench.credential(), rs256), find=_nothing)
        assert (found.outcome, found.reason) == (_INVALID, f"The key is not of the kind that {wrong['alg']} signs with.")


def test_a_secret_key_in_the_header_is_no_key(bench: SimpleNamespace, header: dict[str, Any]) -> None:
    wrong = {**header, "jwk": {"kty": "oct", "k": "AAAA"}}
    token = bench.token(wrong, bench.credential(), lambda data: hmac.digest(bytes(3), data, hashlib.sha256))
    assert check_token(token, find=_nothing).outcome is _CANNOT


@pytest.mark.parametrize("extension", [{"crit": ["b64"], "b64": False}, {"crit": ["x"]}, {"b64": False}, {"zip": "DEF"}])
def test_an_extension_of_the_header_cannot_be_checked(
    bench: SimpleNamespace, header: dict[str, Any], rs256: Sign, extension: dict[str, Any]
) -> None:
    found = check_token(bench.token({**header, **extension}, bench.credential(), rs256), find=_nothing)
    assert found.outcome is _CANNOT
    assert "extension (crit, b64, zip or enc)" in found.reason


def test_a_detached_token_cannot_be_checked(bench: SimpleNamespace, header: dict[str, Any], rs256: Sign) -> None:
    first, _, last = bench.token(header, bench.credential(), rs256).split(b".")
    found = check_token(b".".join((first, b"", last)), find=_nothing)
    assert (found.outcome, "no content of its own" in found.reason) == (_CANNOT, True)


def test_a_token_without_signature_is_invalid(bench: SimpleNamespace, header: dict[str, Any]) -> None:
    found = check_token(bench.token(header, bench.credential(), lambda _: b""), find=_nothing)
    assert (found.outcome, found.reason) == (_INVALID, "The token names an algorithm and carries no signature.")


@pytest.mark.parametrize(
    "token", [b"", b"a.b", b"a.b.c", b"e30.e30.!", b"W10.e30.AA", b"e30.W10.AA", "é.e30.AA".encode(), b"." * 9]
)
def test_a_token_that_is_not_whole_is_invalid(token: bytes) -> None:
    found = check_token(token, find=_nothing)
    assert found.outcome is _INVALID
    assert found.reason.startswith("The token is not whole")


def test_large_tokens_are_not_read() -> None:
    assert check_token(b"e30." + b"A" * 5_000_000 + b".AA", find=_nothing).reason.endswith("at most 5,000,000 are read.")
    assert check_token(b"A" * 20_001 + b".e30.AA", find=_nothing).outcome is _INVALID


@pytest.mark.parametrize("kid", ["did:web:issuer.example#k", "key-1", 7, None])
def test_a_key_that_is_not_at_hand_cannot_be_checked(bench: SimpleNamespace, rs256: Sign, kid: Any) -> None:
    found = check_token(bench.token({"alg": "RS256", "kid": kid}, bench.credential(), rs256), find=_nothing)
    assert (found.outcome, found.anchored) == (_CANNOT, None)
    assert "among the files" in found.reason


def test_a_kid_that_is_not_at_hand_leaves_the_key_of_the_header(
    bench: SimpleNamespace, header: dict[str, Any], rs256: Sign, signer: Any
) -> None:
    assert check_token(bench.token({**header, "kid": "k"}, bench.credential(), rs256), find=_nothing).outcome is _VALID
    # One that is at hand counts before it.
    assert check_token(bench.token({**header, "kid": signer.did}, bench.credential(), rs256), find=_nothing).outcome is _INVALID


def _claims(credential: dict[str, Any], **members: Any) -> dict[str, Any]:
    # 2026-01-31T00:00:00Z is 1,769,817,600 seconds after 1970, and 2027-01-31 is 365 * 86,400 = 31,536,000 later.
    said = {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": 1_769_817_600,
        "exp": 1_801_353_600,
    }
    return {**said, **members}


@pytest.mark.parametrize("style", ["vc", "flat"])
@pytest.mark.parametrize(
    ("claim", "value", "field"),
    [
        ("iss", "https://other.example", "issuer"),
        ("jti", "urn:uuid:2", "id"),
        ("sub", "did:example:other", "credentialSubject.id"),
        ("nbf", 1_769_817_602, "validFrom"),
        ("exp", 1_801_353_000.5, "validUntil"),
    ],
)
def test_claims_that_contradict_the_badge_are_invalid(
    bench: SimpleNamespace, header: dict[str, Any], rs256: Sign, style: str, claim: str, value: Any, field: str
) -> None:
    credential = bench.credential()
    for changed in ({}, {claim: value}):
        claims = _claims(credential, **changed)
        claims = {**claims, "vc": credential} if style == "vc" else {**credential, **claims}
        found = check_token(bench.token(header, claims, rs256), find=_nothing)
        assert found.outcome is (_INVALID if changed else _VALID)
    assert found.reason == f"The token contradicts itself: its claim {claim} and the badge's field {field} differ."
    assert str(value) not in found.reason


def test_a_thing_said_once_is_no_contradiction(bench: SimpleNamespace, header: dict[str, Any], rs256: Sign) -> None:
    credential = bench.credential()
    claims = _claims(credential)
    for name in ("id", "validFrom", "validUntil", "issuer"):
        del credential[name]
    found = check_token(bench.token(header, {**claims, "vc": credential}, rs256), find=_nothing)
    assert found.outcome is _VALID
    profile = {"id": _PROFILE, "verificationMethod": [{"id": f"{_PROFILE}#k", "publicKeyJwk": header["jwk"]}]}
    assert check_token(bench.token(header, {**claims, "vc": credential}, rs256), find=bench.at_hand(profile)).anchored is True


@pytest.mark.parametrize(
    ("seconds", "text", "agree"),
    [
        (1_769_817_600, "2026-01-31T00:00:00Z", True),
        (1_769_817_600, "2026-01-31T01:00:00+01:00", True),
        (1_769_817_600, "2026-01-31T00:00:00.750Z", True),
        (1_769_817_600, "2026-01-31T00:00:00", True),
        (1_769_817_600, "2026-01-31", True),
        (1_769_850_000, "2026-01-31", True),
        (1_769_990_400, "2026-01-31", False),
        (1_769_817_601, "2026-01-31T00:00:00Z", False),
        (1_769_817_600, "some day", True),
        ("1769817600", "2020-01-31T00:00:00Z", True),
        (10**400, "2026-01-31T00:00:00Z", False),
        (1e308, "0001-01-01T00:00:00Z", False),
    ],
)
def test_dates_agree_to_the_second(seconds: Any, text: str, agree: bool) -> None:
    assert (contradiction({"nbf": seconds}, {"validFrom": text}) is None) is agree
    assert (contradiction({"exp": seconds}, {"expirationDate": text}) is None) is agree


def test_one_of_several_subjects_may_be_the_one() -> None:
    subjects = [{"id": "urn:a"}, {"type": "x"}, {"id": "urn:b"}]
    assert contradiction({"sub": "urn:b"}, {"credentialSubject": subjects}) is None
    assert contradiction({"sub": "urn:c"}, {"credentialSubject": subjects}) is not None
    assert contradiction({"sub": ["urn:a"]}, {"credentialSubject": subjects}) is not None


def _assertion(**members: Any) -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": "urn:uuid:00000000-0000-4000-8000-000000000002",
        "badge": _CLASS,
        "verification": {"type": "signed", "creator": _KEY},
        **members,
    }


def _documents(bench: SimpleNamespace, key: rsa.RSAPrivateKey, **of_key: Any) -> list[dict[str, Any]]:
    """Return the badge class, the profile and the key document of Open Badges 2.0."""
    return [
        {"id": _CLASS, "type": "BadgeClass", "issuer": _PROFILE},
        {"id": _PROFILE, "type": "Issuer", "publicKey": _KEY},
        {"id": _KEY, "type": "CryptographicKey", "owner": _PROFILE, "publicKeyPem": bench.pem(key.public_key()), **of_key},
    ]


def test_a_signed_assertion_is_bound_by_key_owner_and_profile(
    bench: SimpleNamespace, rsa_key: rsa.RSAPrivateKey, rs256: Sign
) -> None:
    token = bench.token({"alg": "RS256"}, _assertion(), rs256)
    documents = _documents(bench, rsa_key)
    found = check_token(token, find=bench.at_hand(*documents))
    assert (found.outcome, found.method, found.anchored) == (_VALID, "signed (RS256)", True)
    assert check_token(token, find=_nothing).outcome is _CANNOT
    for left_out, why in ((0, "badge class"), (1, "no document of the issuer is")):
        some = [one for place, one in enumerate(documents) if place != left_out]
        found = check_token(token, find=bench.at_hand(*some))
        assert (found.outcome, found.anchored) == (_VALID, False)
        assert found.anchor is not None
        assert why in found.anchor


def test_a_key_of_another_owner_does_not_bind(bench: SimpleNamespace, rsa_key: rsa.RSAPrivateKey, rs256: Sign) -> None:
    token = bench.token({"alg": "RS256"}, _assertion(), rs256)
    found = check_token(token, find=bench.at_hand(*_documents(bench, rsa_key, owner="https://other.example")))
    assert (found.outcome, found.anchored) == (_VALID, False)
    assert found.anchor == "The key's document names another owner than the issuer of the badge."


def test_an_assertion_signed_by_another_key_is_invalid(bench: SimpleNamespace, rs256: Sign) -> None:
    token = bench.token({"alg": "RS256"}, _assertion(), rs256)
    other = rsa.generate_private_key(65_537, 2_048)
    assert check_token(token, find=bench.at_hand(*_documents(bench, other))).outcome is _INVALID


def test_the_header_cannot_bring_a_key_where_the_assertion_names_one(
    bench: SimpleNamespace, header: dict[str, Any], rs256: Sign
) -> None:
    token = bench.token(header, _assertion(), rs256)
    assert check_token(token, find=_nothing).outcome is _CANNOT


def test_older_and_shorter_ways_to_name_the_key(bench: SimpleNamespace, rsa_key: rsa.RSAPrivateKey, rs256: Sign) -> None:
    documents = bench.at_hand(*_documents(bench, rsa_key))
    for members in (
        {"verification": None, "verify": {"type": "signed", "url": _KEY}},
        {"verification": {"type": "signed"}},
        {"verification": {"type": "signed"}, "badge": {"id": _CLASS, "issuer": {"id": _PROFILE}}},
    ):
        found = check_token(bench.token({"alg": "RS256"}, _assertion(**members), rs256), find=documents)
        assert (found.outcome, found.anchored) == (_VALID, True)


def test_a_short_key_proves_nothing(bench: SimpleNamespace) -> None:
    short = rsa.generate_private_key(65_537, 1_024)  # noqa: S505  short on purpose
    token = bench.token({"alg": "RS256"}, _assertion(), lambda data: short.sign(data, padding.PKCS1v15(), hashes.SHA256()))
    found = check_token(token, find=bench.at_hand(*_documents(bench, short)))
    assert (found.outcome, "fewer than 2,048" in found.reason) == (_CANNOT, True)


def test_nothing_of_the_token_is_quoted(bench: SimpleNamespace, header: dict[str, Any], rs256: Sign) -> None:
    marker = "marker-of-a-person"
    for head, claims in (
        ({"alg": marker}, {marker: marker}),
        ({"alg": "RS256", "kid": f"did:web:x.example:{marker}#k"}, bench.credential(name=marker)),
        ({"alg": "RS256", "kid": marker}, bench.credential(name=marker)),
        (header, {**bench.credential(), "sub": marker, "jti": marker}),
        ({"alg": "RS256"}, _assertion(verification={"creator": f"https://x.example/{marker}"})),
    ):
        found = check_token(bench.token(head, claims, rs256), find=_nothing)
        assert found.outcome is not _VALID
        assert marker not in found.model_dump_json()
