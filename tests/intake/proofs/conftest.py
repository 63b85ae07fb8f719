"""A small signer with throw-away keys; it hashes and signs on its own, only the canonical form is the product's."""

from __future__ import annotations

import base64
import copy
import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rubric_kit.intake.proofs.canonical import canonical_nquads
from rubric_kit.intake.proofs.keys import Find
from rubric_kit.intake.proofs.multikey import base58_encoded, multikey

Json = dict[str, Any]
V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"

_CREDENTIAL: Json = {
    "@context": [V2, OB3, ED25519_2020],
    "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://issuer.example/profile", "type": ["Profile"], "name": "Synthetic School District"},
    "validFrom": "2026-01-31T00:00:00Z",
    "validUntil": "2027-01-31T00:00:00Z",
    "name": "Synthetic award",
    "credentialSubject": {
        "id": "did:example:synthetic-earner",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://issuer.example/achievements/1",
            "type": ["Achievement"],
            "name": "Synthetic teamwork",
            "description": "Works with others.",
            "criteria": {"narrative": "Lead one project."},
        },
    },
}


class Ed25519Signer:
    """An Ed25519 key and what can be signed with it."""

    def __init__(self, key: ed25519.Ed25519PrivateKey | None = None) -> None:
        self.private = key or ed25519.Ed25519PrivateKey.generate()
        self.public = self.private.public_key()
        self.multikey = multikey(self.public)
        self.did = f"did:key:{self.multikey}"
        self.method = f"{self.did}#{self.multikey}"

    def proof(
        self,
        document: Mapping[str, Any],
        suite: str = "eddsa-rdfc-2022",
        *,
        extra_contexts: Mapping[str, Any] | None = None,
        own_context: str | None = None,
        **members: Any,
    ) -> Json:
        """Return a proof of the document, with some members replaced; None leaves a member out.

        With a context of its own the proof's statements are read by that one, as some older software does.
        """
        kind = {"type": suite} if suite == "Ed25519Signature2020" else {"type": "DataIntegrityProof", "cryptosuite": suite}
        proof: Json = {
            **kind,
            "created": "2026-01-31T10:00:00Z",
            "verificationMethod": self.method,
            "proofPurpose": "assertionMethod",
            **members,
        }
        proof = {name: value for name, value in proof.items() if value is not None}
        bare = {name: value for name, value in document.items() if name != "proof"}
        proof |= {"@context": own_context} if own_context else {}
        statements = {**proof, "@context": own_context or bare["@context"]}
        data = b"".join(
            hashlib.sha256(canonical_nquads(one, extra_contexts=extra_contexts).nquads).digest() for one in (statements, bare)
        )
        return {**proof, "proofValue": "z" + base58_encoded(self.private.sign(data))}

    def signed(self, document: Mapping[str, Any], suite: str = "eddsa-rdfc-2022", **members: Any) -> Json:
        """Return the document with one proof."""
        return {**document, "proof": self.proof(document, suite, **members)}


def ecdsa_signed(document: Json, key: ec.EllipticCurvePrivateKey) -> Json:
    """Sign with ecdsa-rdfc-2019; the larger curve takes the longer hash throughout (ECDSA Cryptosuites 1.0, section 3.2)."""
    public = multikey(key.public_key())
    large = key.curve.name == "secp384r1"
    hashed, algorithm = (hashlib.sha384, hashes.SHA384()) if large else (hashlib.sha256, hashes.SHA256())
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "ecdsa-rdfc-2019",
        "created": "2026-01-31T10:00:00Z",
        "verificationMethod": f"did:key:{public}#{public}",
        "proofPurpose": "assertionMethod",
    }
    statements = {**proof, "@context": document["@context"]}
    data = b"".join(hashed(canonical_nquads(one).nquads).digest() for one in (statements, document))
    size = 48 if large else 32
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(algorithm)))
    return {**document, "proof": {**proof, "proofValue": "z" + base58_encoded(r.to_bytes(size, "big") + s.to_bytes(size, "big"))}}


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(header: Mapping[str, Any], claims: Any, sign: Callable[[bytes], bytes]) -> bytes:
    """Make a compact token by hand, so that wrong ones can be made too."""
    text = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{base64url(sign(text.encode()))}".encode()


def rsa_jwk(key: rsa.RSAPublicKey) -> Json:
    numbers = key.public_numbers()
    as_text = (base64url(number.to_bytes((number.bit_length() + 7) // 8, "big")) for number in (numbers.n, numbers.e))
    return dict(zip(("kty", "n", "e"), ("RSA", *as_text), strict=True))


def pem(key: Any) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def bit_list(*named: int, size: int = 131_072) -> str:
    """Pack a list of bits with some of them set, as status lists do; the first award is the highest bit."""
    bits = bytearray(size // 8)
    for index in named:
        bits[index // 8] |= 0b1000_0000 >> (index % 8)
    return base64url(gzip.compress(bytes(bits), mtime=0))


def at_hand(*documents: Mapping[str, Any]) -> Find:
    """Find documents by their stated id."""
    return {one["id"]: one for one in documents}.get


def credential(**members: Any) -> Json:
    """Return an unsigned credential, with some members replaced."""
    return {**copy.deepcopy(_CREDENTIAL), **members}


def own_credential(signer: Ed25519Signer, **members: Any) -> Json:
    """Return an unsigned credential whose issuer is the signer's own did:key."""
    return credential(issuer={"id": signer.did, "type": ["Profile"], "name": "Synthetic School District"}, **members)


@pytest.fixture(scope="session")
def bench() -> SimpleNamespace:
    """Everything above by name: test files cannot import a conftest."""
    return SimpleNamespace(
        Signer=Ed25519Signer,
        at_hand=at_hand,
        base64url=base64url,
        bit_list=bit_list,
        credential=credential,
        ecdsa_signed=ecdsa_signed,
        own_credential=own_credential,
        pem=pem,
        rsa_jwk=rsa_jwk,
        token=token,
    )


@pytest.fixture(scope="session")
def signer() -> Ed25519Signer:
    return Ed25519Signer()


@pytest.fixture(scope="session")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65_537, 2_048)
