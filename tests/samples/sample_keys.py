"""Keys of nobody, and signatures made with them.

Every key is derived from a sentence that stands in this file, so anybody can make it again: a signature by such a key shows how
a signed badge looks and is worth nothing else. No private key is stored anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPrivateNumbers,
    RSAPublicNumbers,
    rsa_crt_dmp1,
    rsa_crt_dmq1,
    rsa_crt_iqmp,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Json = dict[str, Any]

SENTENCE = "Synthetic sample. The test key of {owner}, which is nobody; it protects nothing."
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_EXPONENT = 65537
# How far above the number made of the sentence the next prime lies; searching for it each time would take seconds.
_PRIMES = (
    ("Synthetic sample, test key of nobody: first prime", 150),
    ("Synthetic sample, test key of nobody: second prime", 120),
)


def ed25519_key(owner: str) -> Ed25519PrivateKey:
    """Return the test key of an owner: the SHA-256 of the sentence about it."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(SENTENCE.format(owner=owner).encode()).digest())


def multikey(owner: str) -> str:
    """Return the public key as text: base58btc of the Ed25519 prefix and the 32 bytes."""
    return _base58(b"\xed\x01" + ed25519_key(owner).public_key().public_bytes_raw())


def did_key(owner: str) -> str:
    """Return the did:key of an owner."""
    return f"did:key:{multikey(owner)}"


def key_address(did: str, owner: str) -> str:
    """Return the address of the owner's key below its did: with did:key the key itself, with did:web "key-1"."""
    return f"{did}#{multikey(owner)}" if did.startswith("did:key:") else f"{did}#key-1"


def rsa_key() -> RSAPrivateKey:
    """Return the one RSA test key, for badges signed as Open Badges 2.0 signs them."""
    p, q = (_number(sentence) + step for sentence, step in _PRIMES)
    d = pow(_EXPONENT, -1, (p - 1) * (q - 1))
    public = RSAPublicNumbers(_EXPONENT, p * q)
    numbers = RSAPrivateNumbers(p, q, d, rsa_crt_dmp1(d, p), rsa_crt_dmq1(d, q), rsa_crt_iqmp(p, q), public)
    return numbers.private_key()


def rsa_public_pem() -> str:
    """Return the public half of the RSA test key."""
    return rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def proofs(document: Json, suites: list[str], did: str, owner: str, created: str) -> list[Json]:
    """Return one proof of the document without proofs per suite."""
    return [_proof(document, suite, key_address(did, owner), owner, created) for suite in suites]


def _proof(document: Json, suite: str, method: str, owner: str, created: str) -> Json:
    kind = {"type": suite} if suite == "Ed25519Signature2020" else {"type": "DataIntegrityProof", "cryptosuite": suite}
    options = kind | {"created": created, "verificationMethod": method, "proofPurpose": "assertionMethod"}
    digest = _digest({"@context": document["@context"], **options}) + _digest(document)
    return options | {"proofValue": _base58(ed25519_key(owner).sign(digest))}


def _digest(document: Mapping[str, Any]) -> bytes:
    from rubric_kit.intake.proofs.canonical import canonical_nquads

    return hashlib.sha256(canonical_nquads(document).nquads).digest()


def ed25519_token(payload: Json, did: str, owner: str) -> str:
    """Return a compact JWS with EdDSA, as a VC-JWT is one."""
    signing = _signing_input({"alg": "EdDSA", "kid": key_address(did, owner), "typ": "JWT"}, payload)
    return f"{signing}.{_base64url(ed25519_key(owner).sign(signing.encode()))}"


def rsa_token(payload: Json) -> str:
    """Return a compact JWS with RS256, as Open Badges 2.0 signs."""
    signing = _signing_input({"alg": "RS256", "typ": "JWT"}, payload)
    return f"{signing}.{_base64url(rsa_key().sign(signing.encode(), PKCS1v15(), hashes.SHA256()))}"


def unsigned_token(payload: Json, algorithm: str, signature: bytes = b"") -> str:
    """Return a token that claims an algorithm and carries whatever is given as its signature."""
    return f"{_signing_input({'alg': algorithm, 'typ': 'JWT'}, payload)}.{_base64url(signature)}"


def symmetric_token(payload: Json, secret: bytes) -> str:
    """Return a token with HS256, whose secret may be a public key: a check that trusts the header would take it."""
    signing = _signing_input({"alg": "HS256", "typ": "JWT"}, payload)
    return f"{signing}.{_base64url(hmac.digest(secret, signing.encode(), 'sha256'))}"


def _signing_input(header: Json, payload: Json) -> str:
    return ".".join(
        _base64url(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()) for part in (header, payload)
    )


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _number(sentence: str) -> int:
    """Return an odd number of 1,024 bits whose two highest bits are set, made of the sentence."""
    digests = b"".join(hashlib.sha256(f"{sentence} ({at})".encode()).digest() for at in range(4))
    return int.from_bytes(digests) | 3 << 1022 | 1


def _base58(data: bytes) -> str:
    """Return base58btc text with its multibase letter in front."""
    zeros = len(data) - len(data.lstrip(b"\x00"))
    return "z" + "1" * zeros + "".join(reversed(list(_base58_digits(int.from_bytes(data)))))


def _base58_digits(number: int) -> Iterator[str]:
    while number:
        number, digit = divmod(number, 58)
        yield _BASE58[digit]
