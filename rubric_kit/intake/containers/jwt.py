"""Compact JWS and JWT: the payload is decoded here; `proofs.token_proof` checks the signature."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.intake.containers.strict_json import strict_json
from rubric_kit.intake.finding_codes import Remarks

_COMPACT = re.compile(rb"eyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){2,4}")


class Token(NamedTuple):
    """A decoded token."""

    payload: Any
    """What was signed."""
    signed: bool
    """Whether it carries a signature at all; a token may say that it has none."""


def looks_like_token(text: bytes) -> bool:
    """Tell a compact token: base64url parts joined by dots, the first one an encoded JSON object."""
    return _COMPACT.fullmatch(text) is not None


def decoded(text: bytes, remarks: Remarks) -> Token | None:
    """Decode a compact token, or return None with the reason among the remarks."""
    parts = text.split(b".")
    if len(parts) != 3:
        remarks.add("RKB016", f"The file is a token of {len(parts)} parts; a signed badge has 3. It may be encrypted.")
        return None
    try:
        header, payload = (strict_json(_bytes(part), where="") for part in parts[:2])
    except InputError as error:
        remarks.add("RKB016", f"The token {error.message}.")
        return None
    except binascii.Error:
        remarks.add("RKB016", "The token is not whole base64url text.")
        return None
    algorithm = header.get("alg") if isinstance(header, Mapping) else None
    if not isinstance(algorithm, str):
        remarks.add("RKB016", "The token does not name its signature algorithm.")
        return None
    return Token(payload, signed=algorithm.lower() != "none" and bool(parts[2]))


def _bytes(part: bytes) -> bytes:
    return base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
