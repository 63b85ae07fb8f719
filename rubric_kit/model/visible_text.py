"""Text as a person must see it: hidden and direction-changing characters are spelled out.

A badge can hold characters that reorder or hide the words around them, so that one issuer's name is shown as another's.
Every screen, chart and report passes text through `visible` before it escapes it for its own medium.
"""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\ufeff\uffa0")


def visible(text: str) -> str:
    r"""Return the text with each hidden or direction-changing character written as ‹U+XXXX›.

    Line breaks and tabs stay. Zero-width joiners stay too where they join emoji or Indic letters would need them: they
    are spelled out only beside Latin, Greek and Cyrillic letters, where they have no honest use.

    Examples
    --------
    >>> visible("Micro\\u200bsoft")
    'Micro‹U+200B›soft'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(text, at) for at in range(len(text)))


def _spelled(text: str, at: int) -> str:
    character = text[at]
    if character in "\n\t":
        return character
    if character in "\u200c\u200d" and not _beside_alphabet(text, at):
        return character
    if character in _HIDDEN or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
        return f"‹U+{ord(character):04X}›"
    return character


def _beside_alphabet(text: str, at: int) -> bool:
    near = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return any(unicodedata.name(c, "").startswith(("LATIN", "GREEK", "CYRILLIC", "DIGIT")) for c in near)
