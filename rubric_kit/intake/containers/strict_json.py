"""JSON read strictly: what other readers let pass in silence is refused here with one line."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any, NoReturn

from rubric_kit.errors import InputError
from rubric_kit.intake.known_names import is_known_name

MAX_BYTES = 5_000_000
"""Largest JSON document; the largest badge seen is 25 kB, the largest framework below 1 MB."""
MAX_DEPTH = 64
"""Deepest nesting; badges need about 12."""
_MAX_DIGITS = 100
_TOO_DEEP = f"nests deeper than {MAX_DEPTH} levels; at most {MAX_DEPTH} are read"


class _Refused(Exception):  # noqa: N818  it never leaves this module
    """What is wrong, without the place."""


def strict_json(data: bytes, *, where: str, max_bytes: int = MAX_BYTES) -> Any:
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
    max_bytes : int
        Most bytes that are read, for documents that are larger by nature, such as a state's framework.

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
        return _parse(data, max_bytes)
    except _Refused as error:
        raise InputError(f"{where}: {error}" if where else str(error), where=where) from None


def _parse(data: bytes, max_bytes: int) -> Any:
    if len(data) > max_bytes:
        raise _Refused(f"holds {len(data):,} bytes; at most {max_bytes:,} are read")
    text = _decoded(data)
    if not text or text.isspace():
        raise _Refused("is empty; JSON text is expected")
    try:
        value = _DECODER.decode(text)
    except RecursionError:
        raise _Refused(_TOO_DEEP) from None
    except json.JSONDecodeError as error:
        raise _Refused(
            f"is not JSON: {error.msg.split(':')[0].removesuffix(' at')} in line {error.lineno}, column {error.colno}"
        ) from None
    _check_depth(text, value)
    _check_characters(text, value)
    return value


def _decoded(data: bytes) -> str:
    # Two plain characters at the start rule out every encoding but UTF-8; most badges begin with a brace and a line break.
    encoding = "utf-8" if data[:2].isascii() and b"\0" not in data[:4] else json.detect_encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding.startswith("utf-8"):
            raise _Refused(
                f"is not UTF-8 text (byte {error.start + 1:,}); it may be Latin-1 or Windows text, save it as UTF-8"
            ) from None
        raise _Refused(f"is not whole {encoding.upper()} text; save it as UTF-8") from None


def _check_depth(text: str, value: object) -> None:
    # So few brackets cannot nest deeper than is allowed, wherever they stand; most badges end here.
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)  # type: ignore[attr-defined]
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return
    raise _Refused(_TOO_DEEP)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
        # Some files use people's names or addresses as keys.
        name = f"the key {twice!r}" if is_known_name(twice) else "a key"
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


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_float, parse_int=_int, parse_constant=_constant)
