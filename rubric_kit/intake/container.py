"""What a file is, told by its bytes and never by its name, and the document inside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rubric_kit.errors import InputError
from rubric_kit.intake import jwt, png, svg
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.strict_json import strict_json

MAX_FILE_BYTES = 20_000_000
_ADDRESS = re.compile(rb"(?:https?://|urn:|did:)[^\s<>\"{}]{1,2000}", re.IGNORECASE)
# What people send by mistake, told by its first bytes, so that the message can say so.
_OTHER_FILES = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a WebP picture or a recording",
    b"\x1f\x8b": "a gzip archive",
}

Container = Literal["json", "png", "svg", "jwt"]


@dataclass(frozen=True)
class Opened:
    """A document and the container it came in."""

    container: Container
    """What the bytes were."""
    document: Mapping[str, Any]
    """The JSON object inside."""
    token: bool = False
    """Whether the object was the payload of a compact token."""
    signed: bool = False
    """Whether that token carries a signature."""


def opened(data: bytes, remarks: Remarks) -> Opened | None:
    """Take the document out of a file, or return None with the reason among the remarks."""
    if not data.strip():
        remarks.add("RKB001", "The file is empty.")
        return None
    if len(data) > MAX_FILE_BYTES:
        remarks.add("RKB002", f"The file holds {len(data):,} bytes; at most {MAX_FILE_BYTES:,} are read.")
        return None
    if data.startswith(b"\x89PNG"):
        text = png.badge_text(data, remarks)
        return None if text is None else _document(text, "png", remarks)
    for magic, words in _OTHER_FILES.items():
        if data.startswith(magic):
            remarks.add("RKB003", f"The file is {words}; a badge is a JSON, PNG, SVG or JWT file.")
            return None
    if _first_character(data) == "<":
        text = _from_markup(data, remarks)
        return None if text is None else _document(text, "svg", remarks)
    return _document(data, "json", remarks)


def _first_character(data: bytes) -> str:
    start = data[:400]
    whole = start[: len(start) // 4 * 4] or start
    return whole.decode(json.detect_encoding(whole), "replace").lstrip("\ufeff \t\r\n")[:1]


def _from_markup(data: bytes, remarks: Remarks) -> bytes | None:
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", data, re.IGNORECASE):
        remarks.add("RKB003", "The file is a web page; a badge is a JSON, PNG, SVG or JWT file.")
        return None
    return svg.badge_text(data, remarks)


def _document(text: bytes, container: Container, remarks: Remarks) -> Opened | None:
    bare = text.strip()
    if jwt.looks_like_token(bare):
        token = jwt.decoded(bare, remarks)
        if token is None:
            return None
        kind: Container = "jwt" if container == "json" else container
        return _object(token.payload, Opened(kind, {}, token=True, signed=token.signed), remarks)
    if _ADDRESS.fullmatch(bare):
        # The address may name the earner, so it is not quoted.
        remarks.add("RKB007", "The file holds only a web address: the badge is hosted elsewhere.")
        return None
    if container == "json" and _first_character(text) not in {"{", "[", '"'}:
        remarks.add("RKB003", "The file is neither JSON, PNG, SVG nor a JWT.")
        return None
    try:
        value = strict_json(text, where="")
    except InputError as error:
        remarks.add("RKB004", f"The {'file' if container == 'json' else 'badge inside the picture'} {error.message}.")
        return None
    return _object(value, Opened(container, {}), remarks)


def _object(value: Any, opened_as: Opened, remarks: Remarks) -> Opened | None:
    if not isinstance(value, Mapping):
        words = "a list" if isinstance(value, list) else "a single value"
        remarks.add("RKB020", f"The JSON is {words}; a badge is one JSON object.")
        return None
    return Opened(opened_as.container, value, token=opened_as.token, signed=opened_as.signed)
