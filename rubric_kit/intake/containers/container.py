"""What a file is, told by its bytes and never by its name, and the document inside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from rubric_kit.errors import InputError
from rubric_kit.intake.containers import jwt, png, svg
from rubric_kit.intake.containers.strict_json import strict_json
from rubric_kit.intake.finding_codes import Remarks

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


@dataclass(slots=True)
class Opened:
    """A document and the container it came in; never changed once it is made."""

    container: Container
    """What the bytes were."""
    document: Mapping[str, Any] = field(default_factory=dict)
    """The JSON object inside; empty where there is only an address."""
    token: bytes | None = None
    """The compact token whose payload the document is, as it stood in the file."""
    signed: bool = False
    """Whether that token carries a signature."""
    address: str = ""
    """Where the badge is hosted, if the picture holds nothing else. It may name the earner: never kept, never shown."""
    listed: tuple[Any, ...] = ()
    """The entries, if the JSON is a list of objects, as wallets export them."""


def opened(data: bytes, remarks: Remarks) -> Opened | None:
    """Take the document out of a file, or return None with the reason among the remarks."""
    if not data or data.isspace():
        remarks.add("RKB001", "The file is empty.")
        return None
    if len(data) > MAX_FILE_BYTES:
        remarks.add("RKB002", f"The file holds {len(data):,} bytes; at most {MAX_FILE_BYTES:,} are read.")
        return None
    if data[:1] == b"{":
        return _json(data, "json", remarks)
    container: Container = "json"
    text: bytes | None = data
    if data.startswith(b"\x89PNG"):
        container, text = "png", png.badge_text(data, remarks)
    elif (words := next((words for magic, words in _OTHER_FILES.items() if data.startswith(magic)), None)) is not None:
        remarks.add("RKB003", f"The file is {words}; a badge is a JSON, PNG, SVG or JWT file.")
        return None
    elif first_character(data) == "<":
        container, text = "svg", _from_markup(data, remarks)
    return None if text is None else _document(text, container, remarks)


def first_character(data: bytes) -> str:
    """Return the first character of a text that is no space, whatever Unicode encoding it has."""
    if data[:1] in {b"{", b"[", b"<"}:
        # The same byte begins the text in UTF-8 and in little-endian UTF-16 and UTF-32 without a mark.
        return data[:1].decode()
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
        return _from_token(bare, "jwt" if container == "json" else container, remarks)
    if _ADDRESS.fullmatch(bare):
        return _hosted(bare, container, remarks)
    if container == "json" and first_character(text) not in {"{", "[", '"'}:
        remarks.add("RKB003", "The file is neither JSON, PNG, SVG nor a JWT.")
        return None
    return _json(text, container, remarks)


def _json(text: bytes, container: Container, remarks: Remarks) -> Opened | None:
    try:
        value = strict_json(text, where="")
    except InputError as error:
        remarks.add("RKB004", f"The {'file' if container == 'json' else 'badge inside the picture'} {error.message}.")
        return None
    if isinstance(value, dict):
        return Opened(container, value)
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        return Opened(container, listed=tuple(value))
    if isinstance(value, str) and jwt.looks_like_token(value.encode()):
        return _from_token(value.encode(), container, remarks)
    return _object(value, container, remarks)


def _from_token(text: bytes, container: Container, remarks: Remarks) -> Opened | None:
    token = jwt.decoded(text, remarks)
    if token is None:
        return None
    found = _object(token.payload, container, remarks)
    return None if found is None else Opened(container, found.document, token=text, signed=token.signed)


def _hosted(address: bytes, container: Container, remarks: Remarks) -> Opened | None:
    """Return a picture that holds only an address, as older platforms baked it; in any other file it is just a link."""
    # The address may name the earner, so it is not quoted.
    if container in {"png", "svg"}:
        return Opened(container, address=address.decode("utf-8", "replace"))
    remarks.add("RKB007", "The file holds only a web address: the badge is hosted elsewhere.")
    return None


def _object(value: Any, container: Container, remarks: Remarks) -> Opened | None:
    if isinstance(value, Mapping):
        return Opened(container, value)
    words = "a list without objects" if isinstance(value, list) else "a single value"
    remarks.add("RKB020", f"The JSON is {words}; a badge is one JSON object.")
    return None
