"""Public keys as badges write them: multibase and multicodec text, JWK, and PEM. Nothing secret is ever accepted.

`cryptography` is imported inside the functions, since it costs a tenth of a second and few badges need it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    PublicKey: TypeAlias = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PLACE = {character: place for place, character in enumerate(_ALPHABET)}
# Base 58 takes quadratic time; the longest thing that a proof writes so is a signature of 96 bytes, 132 characters.
_LONGEST_BASE58 = 150
_LONGEST_PEM = 20_000
# RFC 7518 wants 2,048 bits at least; above 8,192 a single check could take longer than a badge may.
_RSA_BITS = range(2_048, 8_193)
_LONGEST_EXPONENT = 2**32
# Multicodec's numbers as they stand before the key bytes (unsigned varints): 0xed, 0x1200 and 0x1201.
_ED25519, _P256, _P384 = b"\xed\x01", b"\x80\x24", b"\x81\x24"
_JWK_MEMBERS = ("kty", "crv", "x", "y", "n", "e")


class UnusableKeyError(Exception):
    """Why a text gives no key; it becomes a reason and never reaches a person as an error.

    Parameters
    ----------
    reason : str
        One sentence that quotes nothing.
    broken : bool
        Whether the text can be no key at all; False where it may be one of a kind that is not known here.
    """

    def __init__(self, reason: str, *, broken: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.broken = broken


def base58_decoded(text: str) -> bytes:
    """Decode base 58 in Bitcoin's alphabet.

    Raises
    ------
    ValueError
        The text is too long for a key or signature, or holds a character that is not in the alphabet.

    Examples
    --------
    >>> base58_decoded("2NEpo7TZRRrLZSi2U")
    b'Hello World!'
    """
    if len(text) > _LONGEST_BASE58 or any(character not in _PLACE for character in text):
        raise ValueError("no base 58 text of a key or signature")
    number = 0
    for character in text:
        number = number * 58 + _PLACE[character]
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base58_encoded(data: bytes) -> str:
    """Encode bytes in base 58 with Bitcoin's alphabet."""
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        digits = _ALPHABET[rest] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def multibase_decoded(text: str) -> bytes:
    """Decode multibase text: "z" (base 58) or "u" (base64url without padding) before the digits.

    Raises
    ------
    ValueError
        The text has another prefix or is not whole.
    """
    if text.startswith("z"):
        return base58_decoded(text[1:])
    if text.startswith("u"):
        return base64url_decoded(text[1:])
    raise ValueError("no multibase text in base 58 or base64url")


def base64url_decoded(text: str) -> bytes:
    """Decode base64url with or without padding, and let no character outside its alphabet pass.

    Raises
    ------
    ValueError
        The text is not whole base64url.
    """
    if "+" in text or "/" in text:  # the other alphabet of base 64, which the decoder would take as well
        raise ValueError("no whole base64url text")
    try:
        plain = text.rstrip("=").encode("ascii")
        return base64.b64decode(plain + b"=" * (-len(plain) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise ValueError("no whole base64url text") from None


def key_from_multikey(text: str) -> PublicKey:
    """Return the key that a multikey names, as in `did:key` and `publicKeyMultibase`.

    Raises
    ------
    UnusableKeyError
        The text is not whole, or holds a key other than Ed25519, P-256 and P-384.
    """
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    try:
        data = multibase_decoded(text)
        if data.startswith(_ED25519):
            return ed25519.Ed25519PublicKey.from_public_bytes(data[2:])
        if data.startswith(_P256):
            return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data[2:])
        if data.startswith(_P384):
            return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP384R1(), data[2:])
    except ValueError:
        raise UnusableKeyError("The key is not whole.", broken=True) from None
    raise UnusableKeyError("The key is of a kind that is not known here.", broken=False)


def multikey(key: PublicKey) -> str:
    """Write an Ed25519, P-256 or P-384 key as a multikey in base 58.

    Raises
    ------
    UnusableKeyError
        Multikeys have no form for this kind of key.
    """
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    if isinstance(key, ed25519.Ed25519PublicKey):
        return "z" + base58_encoded(_ED25519 + key.public_bytes_raw())
    prefix = {"secp256r1": _P256, "secp384r1": _P384}.get(key.curve.name) if isinstance(key, ec.EllipticCurvePublicKey) else None
    if prefix is None:
        raise UnusableKeyError("The key is of a kind that has no multikey form here.", broken=False)
    return "z" + base58_encoded(prefix + key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def key_from_jwk(jwk: Mapping[str, Any]) -> PublicKey:
    """Return the key of a JSON Web Key: RSA, P-256, P-384 or Ed25519. Private members are left out unread.

    Raises
    ------
    UnusableKeyError
        It is a secret shared key, a kind that is not known, too short, too long, or not whole.
    """
    from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm
    from jwt.exceptions import PyJWTError

    kind = jwk.get("kty")
    readers: dict[Any, Callable[[dict[str, Any]], object]] = {
        "RSA": RSAAlgorithm.from_jwk,
        "EC": ECAlgorithm.from_jwk,
        "OKP": OKPAlgorithm.from_jwk,
    }
    reader = readers.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise UnusableKeyError("The key is of a kind that is not known here.", broken=False)
    members = {name: jwk[name] for name in _JWK_MEMBERS if name in jwk}
    if not all(isinstance(value, str) and len(value) < _LONGEST_PEM for value in members.values()):
        raise UnusableKeyError("The key is not whole.", broken=True)
    try:
        return usable(reader(members))
    except (PyJWTError, ValueError, TypeError, KeyError):
        raise UnusableKeyError("The key is not whole, or of a curve that is not known here.", broken=False) from None


def key_from_pem(text: str) -> PublicKey:
    """Return the key of a PEM text ("BEGIN PUBLIC KEY").

    Raises
    ------
    UnusableKeyError
        The text holds something else, or a key that is too short, too long or of an unknown kind.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if len(text) > _LONGEST_PEM:
        raise UnusableKeyError("The key is too long.", broken=False)
    try:
        return usable(load_pem_public_key(text.strip().encode("ascii", "replace")))
    except (ValueError, UnsupportedAlgorithm):
        raise UnusableKeyError("The key document holds no public key in PEM form.", broken=False) from None


def usable(key: object) -> PublicKey:
    """Return the key if it is of a kind and size that can be relied on.

    Raises
    ------
    UnusableKeyError
        The key is of another kind, or an RSA key outside 2,048 to 8,192 bits.
    """
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size not in _RSA_BITS:
            raise UnusableKeyError("The RSA key has fewer than 2,048 or more than 8,192 bits.", broken=False)
        if key.public_numbers().e >= _LONGEST_EXPONENT:
            raise UnusableKeyError("The RSA key has an exponent that is too large to be checked in time.", broken=False)
        return key
    if isinstance(key, ed25519.Ed25519PublicKey):
        return key
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in {"secp256r1", "secp384r1"}:
        return key
    raise UnusableKeyError("The key is of a kind that is not known here.", broken=False)
