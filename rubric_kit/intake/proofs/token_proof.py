"""Signed tokens: VC-JWT of Open Badges 3.0 and the JWS of Open Badges 1.x and 2.0, checked with keys at hand.

The algorithm is never taken on trust from the token: three are allowed (RS256, ES256, EdDSA), each with its own kind of key.
"none" and the shared-secret family are refused outright, since anybody could have made such a token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rubric_kit.errors import InputError
from rubric_kit.intake.containers.strict_json import strict_json
from rubric_kit.intake.proofs.claims import contradiction
from rubric_kit.intake.proofs.keys import Find, FoundKey, anchor, document_at_hand, found_key, id_of, listed_keys
from rubric_kit.intake.proofs.multikey import UnusableKeyError, base64url_decoded, key_from_jwk
from rubric_kit.model import ProofOutcome, Verification

if TYPE_CHECKING:
    from rubric_kit.intake.proofs.multikey import PublicKey

_LARGEST = 5_000_000
_LARGEST_HEADER = 20_000
_ALLOWED = ("RS256", "ES256", "EdDSA")
# Only what has the shape of an algorithm's name is quoted.
_ALGORITHM = re.compile(r"(?:RS|PS|ES|HS)[0-9]{3}K?|EdDSA|Ed25519|Ed448|ML-DSA-[0-9]{2}", re.IGNORECASE)
_VALID, _INVALID, _CANNOT = ProofOutcome.VALID, ProofOutcome.INVALID, ProofOutcome.CANNOT_CHECK
_CHANGED = "The signature does not fit: the badge was changed after signing, or another key signed."


@dataclass(frozen=True)
class _Token:
    """A token taken apart, nothing in it believed yet."""

    text: bytes
    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signature: bytes

    @property
    def algorithm(self) -> str:
        """Return the algorithm the header names, empty where it names none."""
        named = self.header.get("alg")
        return named if isinstance(named, str) else ""

    @property
    def shown_algorithm(self) -> str:
        """Return the algorithm as it may stand in a sentence; a word that is no algorithm is not quoted."""
        if self.algorithm.lower() == "none":
            return "none"
        return self.algorithm if _ALGORITHM.fullmatch(self.algorithm) else "no algorithm that is known"

    @property
    def refused(self) -> bool:
        """Tell an algorithm with which anybody can make a token."""
        return self.algorithm.lower() == "none" or self.algorithm.upper().startswith("HS")

    @property
    def credential(self) -> Mapping[str, Any]:
        """Return the badge: the claims themselves, or within them as Verifiable Credentials 1.1 has it."""
        inner = self.claims.get("vc")
        return inner if isinstance(inner, Mapping) else self.claims

    @property
    def is_open_badges_2(self) -> bool:
        """Tell an assertion or endorsement of Open Badges 1.x and 2.0."""
        return bool({"badge", "verification", "verify"} & set(self.claims)) and "credentialSubject" not in self.credential

    @property
    def method(self) -> str:
        """Return what kind of proof this is, in words."""
        return f"{'signed' if self.is_open_badges_2 else 'VC-JWT'} ({self.shown_algorithm})"


class _Unreadable(Exception):  # noqa: N818  it never leaves this module
    """Why a token cannot be taken apart."""


def algorithm_refused(token: bytes) -> bool:
    """Tell whether a token names an algorithm with which anybody could have made it ("none", HS256 and its family)."""
    try:
        return _taken_apart(token).refused
    except _Unreadable:
        return False


def check_token(token: bytes, *, find: Find, issuer: str | None = None) -> Verification:
    """Check a compact token with the key it names, if that is at hand.

    Parameters
    ----------
    token : bytes
        The token as it stood in the file.
    find : Find
        Looks a claimed id up among the documents supplied with the badge.
    issuer : str, optional
        Id of the issuer as the badge's reader takes it, to which the key must be bound; without it, the token's own.

    Returns
    -------
    Verification
        The outcome, and whether the key is bound to the issuer that the badge names.
    """
    try:
        parts = _taken_apart(token)
    except _Unreadable as error:
        return Verification(outcome=_INVALID, method="signed", reason=str(error))
    refusal = _refusal(parts)
    if refusal is not None:
        return Verification(outcome=refusal[0], method=parts.method, reason=refusal[1])
    issuer = _issuer(parts, find) if issuer is None else issuer
    try:
        keys = _keys(parts, issuer, find)
    except UnusableKeyError as error:
        return Verification(outcome=_INVALID if error.broken else _CANNOT, method=parts.method, reason=error.reason)
    return _checked(parts, keys, issuer, find)


def _checked(token: _Token, keys: list[FoundKey], issuer: str, find: Find) -> Verification:
    """Try the keys that the token may have been signed with; there is more than one only if it names none."""
    fitting = [found for found in keys if _fits(token.algorithm, found.key)]
    if not fitting:
        reason = f"The key is not of the kind that {token.algorithm} signs with."
        return Verification(outcome=_INVALID, method=token.method, reason=reason)
    signer = next((found for found in fitting if _verifies(token, found.key)), None)
    if signer is None:
        return Verification(outcome=_INVALID, method=token.method, reason=_CHANGED)
    against = None if token.is_open_badges_2 else contradiction(token.claims, token.credential)
    if against:
        return Verification(outcome=_INVALID, method=token.method, reason=against)
    anchored, why = _anchor(token, signer, issuer, find)
    reason = "The signature fits the badge and the key."
    return Verification(outcome=_VALID, method=token.method, reason=reason, anchored=anchored, anchor=why)


def _taken_apart(token: bytes) -> _Token:
    text = token.strip()
    if len(text) > _LARGEST:
        raise _Unreadable(f"The token holds {len(text):,} bytes; at most {_LARGEST:,} are read.")
    parts = text.split(b".")
    if len(parts) != 3 or len(parts[0]) > _LARGEST_HEADER:
        raise _Unreadable("The token is not whole: a signed badge has a short header, a content and a signature, joined by dots.")
    try:
        header, claims = (strict_json(base64url_decoded(part.decode("ascii")), where="") if part else {} for part in parts[:2])
        signature = base64url_decoded(parts[2].decode("ascii"))
    except (InputError, ValueError):
        raise _Unreadable("The token is not whole: its parts cannot be decoded.") from None
    if not isinstance(header, Mapping) or not isinstance(claims, Mapping):
        raise _Unreadable("The token is not whole: its parts are no JSON objects.")
    return _Token(text, header, claims, signature)


def _refusal(token: _Token) -> tuple[ProofOutcome, str] | None:
    """Say why a token is not even tried, if there is a reason."""
    if token.refused:
        return _INVALID, f"The algorithm {token.shown_algorithm} is not allowed: anybody could have made this token. {_allowed()}"
    if {"crit", "b64", "zip", "enc"} & set(token.header):
        return _CANNOT, "The token's header asks for an extension (crit, b64, zip or enc) that is not known here."
    if not token.claims:
        return _CANNOT, "The token carries no content of its own; the text it signs is not at hand."
    if token.algorithm not in _ALLOWED:
        return _CANNOT, f"The token is signed with {token.shown_algorithm}, which is not checked here. {_allowed()}"
    if not token.signature:
        return _INVALID, "The token names an algorithm and carries no signature."
    return None


def _allowed() -> str:
    return f"Allowed are {', '.join(_ALLOWED[:-1])} and {_ALLOWED[-1]}."


def _keys(token: _Token, issuer: str, find: Find) -> list[FoundKey]:
    """Return the key that the token names, or where it names none, those its issuer's document lists.

    Raises
    ------
    UnusableKeyError
        None is at hand.
    """
    kid, jwk = token.header.get("kid"), token.header.get("jwk")
    creator = _creator(token.claims) if token.is_open_badges_2 else None
    if creator:
        return [found_key(creator, find)]
    if isinstance(kid, str) and kid:
        named = kid if ":" in kid else f"{issuer}#{kid.removeprefix('#')}"
        try:
            return [found_key(named, find)]
        except UnusableKeyError:
            if not isinstance(jwk, Mapping):
                raise
    if isinstance(jwk, Mapping):
        return [FoundKey(key_from_jwk(jwk), "embedded")]
    return _keys_of(issuer, find)


def _keys_of(issuer: str, find: Find) -> list[FoundKey]:
    if issuer.startswith(("did:key:", "did:jwk:")):
        return [found_key(issuer, find)]
    document = document_at_hand(issuer, find)
    keys = listed_keys(document, find) if document is not None else []
    if not keys:
        raise UnusableKeyError("The token names no key, and no document of the issuer among the files lists one.", broken=False)
    return [FoundKey(key, "document") for key in keys]


def _creator(claims: Mapping[str, Any]) -> Any:
    """Return what an assertion says of its key: `verification.creator`, in 1.x the address in `verify`."""
    for name, member in (("verification", "creator"), ("verify", "creator"), ("verify", "url")):
        stated = claims.get(name)
        if isinstance(stated, Mapping) and stated.get(member):
            return stated[member]
    return None


def _issuer(token: _Token, find: Find) -> str:
    """Return the id of the issuer as the badge states it; in 2.0 the badge class says who that is."""
    if not token.is_open_badges_2:
        stated = id_of(token.credential.get("issuer"))
        claimed = token.claims.get("iss")
        return stated or (claimed if isinstance(claimed, str) else "")
    badge = token.claims.get("badge", token.claims)  # an endorsement names its issuer itself
    if isinstance(badge, str):
        badge = document_at_hand(badge, find)
    return id_of(badge.get("issuer")) if isinstance(badge, Mapping) else ""


def _anchor(token: _Token, signer: FoundKey, issuer: str, find: Find) -> tuple[bool, str]:
    """In Open Badges 2.0 the key document must name its owner as well, and be listed by the issuer's profile."""
    if token.is_open_badges_2:
        if not issuer:
            return False, "The badge class that names the issuer is not among the files."
        creator = _creator(token.claims)
        document = document_at_hand(creator, find) if isinstance(creator, str) else None
        if document is not None and id_of(document.get("owner")) not in {"", issuer}:
            return False, "The key's document names another owner than the issuer of the badge."
    return anchor(signer, issuer, find)


def _fits(algorithm: str, key: PublicKey) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(key, ec.EllipticCurvePublicKey):
        return algorithm == "ES256" and key.curve.name == "secp256r1"
    return isinstance(key, {"RS256": rsa.RSAPublicKey, "EdDSA": ed25519.Ed25519PublicKey}.get(algorithm, ()))


def _verifies(token: _Token, key: PublicKey) -> bool:
    from jwt.api_jws import PyJWS

    signing = PyJWS(algorithms=[token.algorithm]).get_algorithm_by_name(token.algorithm)
    return signing.verify(token.text.rsplit(b".", 1)[0], key, token.signature)
