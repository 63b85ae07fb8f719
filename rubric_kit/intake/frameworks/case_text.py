"""Text of a CASE package as plain text: markup gone, of a length that fits a record."""

from __future__ import annotations

import html
import re
from typing import Any

from rubric_kit.intake.dialects.node import CLAIM_LIMIT, LINE_LIMIT, TEXT_LIMIT, many, plain_text

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*|!)[^<>]*>")
_INSIDE_A_WORD = frozenset({"a", "abbr", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"})
_UNFIT = re.compile(r"[\x00-\x1f\ud800-\udfff]")
_LOOKED_AT = 4 * TEXT_LIMIT


def line(value: Any, limit: int = LINE_LIMIT) -> str | None:
    r"""Return one line of plain text, cut to the limit; None if there is no text.

    Examples
    --------
    >>> line("<p>Solve H<sub>2</sub>O &amp; more</p>\n<p>twice</p>")
    'Solve H2O & more twice'
    """
    text = plain_text(value)[:_LOOKED_AT]
    if "<" in text:
        text = _TAG.sub(lambda tag: "" if tag[2].lower() in _INSIDE_A_WORD else " ", text)
    if "&" in text:
        text = html.unescape(text)
    text = _UNFIT.sub("�", " ".join(text.split()))
    return (text if len(text) <= limit else text[: limit - 1] + "…") or None


def long_line(value: Any) -> str:
    """Return longer plain text, empty if there is none."""
    return line(value, TEXT_LIMIT) or ""


def exact(value: Any, limit: int = LINE_LIMIT) -> str | None:
    """Return an identifier or address as it stands; one that would have to be changed to fit is left out."""
    text = value.strip() if isinstance(value, str) else ""
    return text if text and len(text) <= limit and not _UNFIT.search(text) else None


def claim(value: Any) -> str | None:
    """Return an address as it stands, or None."""
    return exact(value, CLAIM_LIMIT)


def joined(value: Any) -> str | None:
    """Return the texts of a list as one line."""
    return line(", ".join(text for one in many(value)[:100] if (text := plain_text(one))))
