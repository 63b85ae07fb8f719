"""Keys as text, held against published vectors; each names its source."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa, x25519
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.proofs.multikey import (
    UnusableKeyError,
    base58_decoded,
    base58_encoded,
    base64url_decoded,
    key_from_jwk,
    key_from_multikey,
    key_from_pem,
    multibase_decoded,
    multikey,
    usable,
)
from rubric_kit.intake.proofs.suites import suite_of

# RFC 8032, section 7.1, test 1: the public key, and the signature of the empty message.
_RFC_8032_KEY = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
_RFC_8032_SIGNATURE = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
)


@pytest.mark.parametrize(
    ("data", "text"),
    [  # The Base58 Encoding Scheme (draft-msporny-base58-03), section 5
        (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
        (b"The quick brown fox jumps over the lazy dog.", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"),
        (bytes.fromhex("0000287fb4cd"), "11233QC4"),
    ],
)
def test_base_58_is_that_of_the_published_vectors(data: bytes, text: str) -> None:
    assert base58_encoded(data) == text
    assert base58_decoded(text) == data


@given(st.binary(max_size=96))
def test_what_is_encoded_in_base_58_decodes_to_the_same_bytes(data: bytes) -> None:
    assert base58_decoded(base58_encoded(data)) == data


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "ab c", "é", "1" * 151])
def test_base_58_refuses_other_characters_and_long_texts(text: str) -> None:
    with pytest.raises(ValueError, match="no base 58 text of a key or signature"):
        base58_decoded(text)


def test_multibase_knows_two_prefixes() -> None:
    assert multibase_decoded("z2NEpo7TZRRrLZSi2U") == b"Hello World!"
    assert multibase_decoded("uSGVsbG8gV29ybGQh") == b"Hello World!"  # "Hello World!" in base64url, RFC 4648
    with pytest.raises(ValueError, match="no multibase text"):
        multibase_decoded("f48656c6c6f")


@pytest.mark.parametrize("text", ["ab+/", "a b", "a", "é", "ab\n"])
def test_base64url_lets_nothing_else_pass(text: str) -> None:
    with pytest.raises(ValueError, match="no whole base64url text"):
        base64url_decoded(text)


def test_the_did_key_of_the_all_zero_seed() -> None:
    # did:key Method, test vectors for Ed25519: the seed of 32 zero bytes.
    key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    text = "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
    assert multikey(key) == text
    assert key_from_multikey(text) == key


@pytest.mark.parametrize(
    ("text", "curve"),
    [  # did:key Method 0.7, section 3.1, and the examples of the P-256 and P-384 sections
        ("z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", None),
        ("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", "secp256r1"),
        ("z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9", "secp384r1"),
    ],
)
def test_the_examples_of_the_did_key_specification_are_read_and_written(text: str, curve: str | None) -> None:
    key = key_from_multikey(text)
    assert (key.curve.name if isinstance(key, ec.EllipticCurvePublicKey) else None) == curve
    assert multikey(key) == text


def test_a_published_signature_verifies_and_a_changed_one_does_not() -> None:
    key = ed25519.Ed25519PublicKey.from_public_bytes(_RFC_8032_KEY)
    suite = suite_of({"type": "Ed25519Signature2020"})[1]
    assert suite is not None
    assert suite.verifies(key, _RFC_8032_SIGNATURE, b"")
    assert not suite.verifies(key, _RFC_8032_SIGNATURE, b"x")
    assert not suite.verifies(key, bytes(64), b"")


def test_the_jwk_of_rfc_8037() -> None:
    # RFC 8037, appendix A.2; it is the key of RFC 8032, test 1.
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert key_from_jwk(jwk) == ed25519.Ed25519PublicKey.from_public_bytes(_RFC_8032_KEY)


def test_a_private_jwk_gives_the_public_key_only() -> None:
    # RFC 8037, appendix A.1: the private key is left out unread.
    jwk = {
        "kty": "OKP",
        "crv": "Ed25519",
        "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    }
    assert isinstance(key_from_jwk(jwk), ed25519.Ed25519PublicKey)


@pytest.mark.parametrize(
    ("jwk", "reason"),
    [
        ({"kty": "oct", "k": "AAAA"}, "of a kind that is not known"),
        ({}, "of a kind that is not known"),
        ({"kty": ["RSA"]}, "of a kind that is not known"),
        ({"kty": "RSA", "n": 3, "e": "AQAB"}, "not whole"),
        ({"kty": "RSA", "e": "AQAB"}, "not whole"),
        ({"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"}, "not whole"),
        ({"kty": "OKP", "crv": "Ed448", "x": "AAAA"}, "not whole"),
    ],
)
def test_a_jwk_that_is_no_usable_key_says_so(jwk: dict[str, Any], reason: str) -> None:
    with pytest.raises(UnusableKeyError, match=reason):
        key_from_jwk(jwk)


@pytest.mark.parametrize(
    ("text", "broken", "reason"),
    [
        ("z", False, "of a kind that is not known"),
        ("zO", True, "not whole"),
        ("x6Mk", True, "not whole"),
        ("z" + base58_encoded(b"\xed\x01" + bytes(31)), True, "not whole"),
        ("z" + base58_encoded(b"\x80\x24\x02" + bytes([255]) * 32), True, "not whole"),
        # did:key Method: an X25519 key, which cannot sign.
        ("z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", False, "of a kind that is not known"),
    ],
)
def test_a_multikey_that_is_no_usable_key_says_whether_it_is_broken(text: str, broken: bool, reason: str) -> None:
    with pytest.raises(UnusableKeyError, match=reason) as caught:
        key_from_multikey(text)
    assert caught.value.broken is broken


def test_a_pem_and_a_jwk_give_one_key(bench: SimpleNamespace, rsa_key: rsa.RSAPrivateKey) -> None:
    public = rsa_key.public_key()
    assert key_from_pem(bench.pem(public)) == key_from_jwk(bench.rsa_jwk(public)) == public


@pytest.mark.parametrize("text", ["", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "x" * 20_001])
def test_a_text_without_a_pem_key_is_refused(text: str) -> None:
    with pytest.raises(UnusableKeyError, match=r"no public key in PEM form|too long"):
        key_from_pem(text)


def test_short_rsa_keys_and_other_kinds_are_not_relied_on(bench: SimpleNamespace) -> None:
    short = rsa.generate_private_key(65_537, 1_024).public_key()  # noqa: S505  short on purpose
    for read in (lambda: key_from_pem(bench.pem(short)), lambda: key_from_jwk(bench.rsa_jwk(short))):
        with pytest.raises(UnusableKeyError, match="fewer than 2,048 or more than 8,192 bits"):
            read()
    with pytest.raises(UnusableKeyError, match="of a kind that is not known"):
        usable(x25519.X25519PrivateKey.generate().public_key())
    with pytest.raises(UnusableKeyError, match="of a kind that is not known"):
        usable(ec.generate_private_key(ec.SECP256K1()).public_key())


def test_a_large_exponent_is_refused() -> None:
    # 2**32 + 1: an odd exponent one bit longer than allowed.
    modulus = rsa.generate_private_key(65_537, 2_048).public_key().public_numbers().n
    with pytest.raises(UnusableKeyError, match="exponent"):
        usable(rsa.RSAPublicNumbers(2**32 + 1, modulus).public_key())


def test_an_rsa_key_has_no_multikey_form(rsa_key: rsa.RSAPrivateKey) -> None:
    with pytest.raises(UnusableKeyError, match="no multikey form"):
        multikey(rsa_key.public_key())
