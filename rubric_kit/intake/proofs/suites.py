"""`Suite`: one way to hash and sign the canonical form of a document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from rubric_kit.intake.proofs.multikey import PublicKey

_SECURITY = "https://w3id.org/security#"
# Only what has the shape of a suite's name is quoted: a year at the end, as all of them have.
_NAME = re.compile(r"[a-z]{2,12}(?:-[a-z0-9]{2,8}){0,3}-20[0-9]{2}")
_TYPE = re.compile(r"DataIntegrityProof|[A-Za-z0-9]{2,30}(?:Signature|Proof)20[0-9]{2}")
_HASHES: dict[str, Callable[[bytes], bytes]] = {
    "sha256": lambda data: hashlib.sha256(data).digest(),
    "sha384": lambda data: hashlib.sha384(data).digest(),
}


@dataclass(frozen=True)
class Suite:
    """How one cryptosuite hashes and signs, for one kind of key."""

    curve: Literal["ed25519", "secp256r1", "secp384r1"]
    """Curve of the keys."""
    hash_name: Literal["sha256", "sha384"]
    """Hash over the canonical N-Quads, and within ECDSA."""
    signature_bytes: int
    """Length of every signature."""
    for_longer_keys: Suite | None = None
    """The same suite for keys on its larger curve."""

    def for_key(self, key: PublicKey) -> Suite | None:
        """Return the suite as this key uses it, or None if the key is of another kind."""
        if _curve(key) == self.curve:
            return self
        return self.for_longer_keys.for_key(key) if self.for_longer_keys else None

    def hashed(self, data: bytes) -> bytes:
        """Hash canonical N-Quads."""
        return _HASHES[self.hash_name](data)

    def verifies(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        """Tell whether the signature fits the bytes and the key."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519
        from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

        try:
            if isinstance(key, ed25519.Ed25519PublicKey):
                key.verify(signature, data)
                return True
            if isinstance(key, ec.EllipticCurvePublicKey):
                half = self.signature_bytes // 2
                pair = (int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))
                algorithm = hashes.SHA256() if self.hash_name == "sha256" else hashes.SHA384()
                key.verify(encode_dss_signature(*pair), data, ec.ECDSA(algorithm))
                return True
        except InvalidSignature:
            pass
        return False


_ED25519 = Suite("ed25519", "sha256", 64)
_ECDSA = Suite("secp256r1", "sha256", 64, for_longer_keys=Suite("secp384r1", "sha384", 96))
_CRYPTOSUITES = {"eddsa-rdfc-2022": _ED25519, "ecdsa-rdfc-2019": _ECDSA}


def suite_of(proof: Mapping[str, Any]) -> tuple[str, Suite | None]:
    """Return what a proof calls itself, as it may stand in a sentence, and its suite if it is one that is checked here."""
    kind = _word(proof.get("type", proof.get("@type")), _TYPE)
    if kind == "DataIntegrityProof":
        name = _word(proof.get("cryptosuite"), _NAME)
        return f"Data Integrity ({name or 'no suite that is known'})", _CRYPTOSUITES.get(name)
    return kind or "a proof of no known type", _ED25519 if kind == "Ed25519Signature2020" else None


def _word(value: Any, shape: re.Pattern[str]) -> str:
    """Return a suite's name if it looks like one; anything else is not quoted."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    text = value.removeprefix(_SECURITY) if isinstance(value, str) else ""
    return text if shape.fullmatch(text) else ""


def _curve(key: PublicKey) -> str:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    if isinstance(key, ed25519.Ed25519PublicKey):
        return "ed25519"
    return key.curve.name if isinstance(key, ec.EllipticCurvePublicKey) else ""
