"""Text as a person must see it: hidden and direction-changing characters are spelled out.

A badge can hold characters that reorder or hide the words around them, so that one issuer's name is shown as another's.
Every screen, chart and report passes text through `visible` before it escapes it for its own medium.
"""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufeff\uffa0")
_JOINERS = frozenset("\u200c\u200d\u180b\u180c\u180d\u180f")
_WANTS_JOINER = frozenset({"So", "Sk", "Sm", "Lo", "Lm", "Mc"})
_LOOK_BACK = 8


def visible(text: str) -> str:
    r"""Return the text with each hidden or direction-changing character written as ‹U+XXXX›.

    Line breaks and tabs stay. Joiners and variation selectors stay where an emoji or a letter of a script that needs them
    comes before; after Latin, Greek and Cyrillic letters, digits, punctuation and spaces they have no honest use and are
    spelled out.

    Examples
    --------
    >>> visible("Micro\u200bsoft")
    'Micro‹U+200B›soft'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(text, at) for at in range(len(text)))


def _spelled(text: str, at: int) -> str:
    character = text[at]
    if character in "\n\t":
        return character
    if _joins(character):
        return character if _joiner_wanted(text, at) else f"‹U+{ord(character):04X}›"
    if character in _HIDDEN or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
        return f"‹U+{ord(character):04X}›"
    return character


def _joins(character: str) -> bool:
    return character in _JOINERS or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _joiner_wanted(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    if text[at] == "\ufe0f" and after == "\u20e3":
        return True  # a keycap emoji: digit, selector, enclosing key
    before = reversed(text[max(0, at - _LOOK_BACK) : at])
    base = next((c for c in before if not _joins(c) and unicodedata.category(c) not in {"Mn", "Me"}), "")
    if not base or base.isascii() or unicodedata.category(base) not in _WANTS_JOINER:
        return False
    return not unicodedata.name(after or " ", "").startswith(("LATIN", "GREEK", "CYRILLIC", "DIGIT"))
