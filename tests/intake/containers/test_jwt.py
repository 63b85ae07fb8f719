from __future__ import annotations

from typing import Any

import pytest


def test_a_signed_token_without_a_key_at_hand_cannot_be_checked(build: Any) -> None:
    badge = build.badge(build.token(build.credential()))
    assert badge.source.container == "jwt"
    assert (badge.verification.outcome.value, badge.verification.method) == ("cannot_check", "VC-JWT (RS256)")
    assert "key" in badge.verification.reason


def test_a_signed_assertion_is_read(build: Any) -> None:
    badge = build.badge(build.token(build.embedded(verification={"type": "signed"})))
    assert (badge.name, badge.verification.method, badge.verification.outcome.value) == (
        "Robotics",
        "signed (RS256)",
        "cannot_check",
    )


@pytest.mark.parametrize(("algorithm", "signature"), [("none", ""), ("None", "c2ln"), ("RS256", "")])
def test_a_token_without_a_signature_has_no_proof(build: Any, algorithm: str, signature: str) -> None:
    for document in (build.credential(), build.embedded()):
        badge = build.badge(build.token(document, algorithm=algorithm, signature=signature))
        assert badge.verification.outcome.value == "no_proof"


def test_the_older_payload_takes_issuer_and_dates_from_the_token(build: Any) -> None:
    inner = build.credential(issuer=build.nothing, validFrom=build.nothing)
    # 1767225600 is 2026-01-01 00:00 UTC, 1798761600 is 2027-01-01 00:00 UTC.
    payload = {"vc": inner, "iss": "did:web:issuer.example", "nbf": 1_767_225_600, "exp": 1_798_761_600}
    badge = build.badge(build.token(payload))
    assert badge.issuer.claimed_id == "did:web:issuer.example"
    assert (str(badge.valid_from), str(badge.valid_until)) == ("2026-01-01", "2027-01-01")


def test_what_the_older_payload_says_itself_comes_first(build: Any) -> None:
    inner = build.credential(validFrom=build.nothing, issuanceDate="2025-05-05T00:00:00Z", expirationDate="2025-06-06")
    badge = build.badge(build.token({"vc": inner, "iss": "did:web:other.example", "nbf": 1_767_225_600, "exp": 1_798_761_600}))
    assert badge.issuer.name == "Synthetic School District"
    assert (str(badge.valid_from), str(badge.valid_until)) == ("2025-05-05", "2025-06-06")


@pytest.mark.parametrize(
    ("token", "message"),
    [
        (b"eyJhbGciOiJSUzI1NiJ9.a.b.c.d", "The file is a token of 5 parts; a signed badge has 3. It may be encrypted."),
        (b"eyJhbGciOiJSUzI1NiJ9.abcde.c2ln", "The token is not whole base64url text."),
        (b"eyJhbGciOiJSUzI1NiJ9.bm9uc2Vuc2U.c2ln", "The token is not JSON: Expecting value in line 1, column 1."),
        (b"eyJhbGciOjF9.e30.c2ln", "The token does not name its signature algorithm."),
    ],
)
def test_tokens_that_cannot_be_decoded(build: Any, token: bytes, message: str) -> None:
    findings = build.read(token).findings
    assert [(one.code, one.message) for one in findings] == [("RKB016", message)]
