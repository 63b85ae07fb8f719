"""JSON read strictly: what other readers let pass in silence is refused here with one line."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Any, NoReturn

from rubric_kit.errors import InputError

MAX_BYTES = 5_000_000
"""Largest JSON document; the largest badge seen is 25 kB, the largest framework below 1 MB."""
MAX_DEPTH = 64
"""Deepest nesting; badges need about 12."""
_MAX_DIGITS = 100
# A string is swallowed whole, closed or not, so that brackets inside it never count and no character is looked at twice.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
# A key is quoted in a message only if it looks like a field name: some files use people's addresses as keys.
_FIELD_NAME = re.compile(r"[@A-Za-z_][A-Za-z0-9_:-]{0,39}")


class _Refused(Exception):  # noqa: N818  it never leaves this module
    """What is wrong, without the place."""


def strict_json(data: bytes, *, where: str) -> Any:
    """Parse JSON bytes and refuse everything that two programs could read differently.

    UTF-8 with or without a byte order mark, UTF-16 and UTF-32 are read. Refused are more than 5 MB, more than 64
    levels, a key that stands twice in one object, NaN, Infinity, numbers too large, and half characters (lone
    surrogates).

    Parameters
    ----------
    data : bytes
        The whole document.
    where : str
        File or place, named in the error.

    Returns
    -------
    Any
        What the JSON says: dict, list, str, int, float, bool or None.

    Raises
    ------
    InputError
        The bytes are not such JSON; the message is one line and quotes no values.
    """
    try:
        return _parse(data)
    except _Refused as error:
        raise InputError(f"{where}: {error}" if where else str(error), where=where) from None


def _parse(data: bytes) -> Any:
    if len(data) > MAX_BYTES:
        raise _Refused(f"holds {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    text = _decoded(data)
    if not text.strip():
        raise _Refused("is empty; JSON text is expected")
    _check_depth(text)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_float=_float, parse_int=_int, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise _Refused(
            f"is not JSON: {error.msg.split(':')[0].removesuffix(' at')} in line {error.lineno}, column {error.colno}"
        ) from None
    _check_characters(text, value)
    return value


def _decoded(data: bytes) -> str:
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding.startswith("utf-8"):
            raise _Refused(
                f"is not UTF-8 text (byte {error.start + 1:,}); it may be Latin-1 or Windows text, save it as UTF-8"
            ) from None
        raise _Refused(f"is not whole {encoding.upper()} text; save it as UTF-8") from None


def _check_depth(text: str) -> None:
    # json.loads recurses once per level, so the depth is counted before it runs.
    depth = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise _Refused(f"nests deeper than {MAX_DEPTH} levels; at most {MAX_DEPTH} are read")
        elif mark in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
        name = f"the key {twice!r}" if _FIELD_NAME.fullmatch(twice) else "a key"
        raise _Refused(f"holds {name} twice in one object; each key may stand once, since readers differ on which one counts")
    return found


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _Refused("holds a number that is too large")
    return value


def _int(text: str) -> int:
    if len(text) > _MAX_DIGITS:
        raise _Refused(f"holds a number with more than {_MAX_DIGITS} digits")
    return int(text)


def _constant(text: str) -> NoReturn:
    raise _Refused(f"holds {text}, which is no JSON number")


def _check_characters(text: str, value: object) -> None:
    # Only an escape can bring a lone surrogate in: the decoders above refuse them.
    if "\\ud" not in text and "\\uD" not in text:
        return
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise _Refused("holds half a character (a lone surrogate such as \\ud800)") from None
