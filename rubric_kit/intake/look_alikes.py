"""Names made to be mistaken for others: mixed alphabets, hidden characters, letters that look the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rubric_kit.model import visible

# Letters of the Cyrillic and Greek alphabets that are drawn like a Latin one; the two texts of each table pair up.
_CAPITALS = str.maketrans(
    "АВЕКМНОРСТУХІЈЅԀԚԜҺӀѴΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABEKMHOPCTYXIJSDQWHIVABEZHIKMNOPTYX",
)
_SMALL = str.maketrans(
    "авекмнорстухіјѕԁԛԝһӏґѵαβεηικνορτυχγϲ",
    "abekmhopctyxijsdqwhlrvabenikvoptuxyc",
)
# Thousands of awards bear a handful of names.
_REMEMBERED = 4_096
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "FULLWIDTH", "MATHEMATICAL", "ARMENIAN", "CHEROKEE")


@lru_cache(maxsize=_REMEMBERED)
def suspicious(name: str) -> str | None:
    r"""Say what is suspicious about a name, or None.

    Examples
    --------
    >>> suspicious("Microsoft") is None
    True
    >>> suspicious("\u041cicrosoft")
    'a word mixes Cyrillic and Latin letters'
    """
    if name.isascii():
        return None
    if visible(name) != name:
        return "it holds characters that cannot be seen"
    for word in re.findall(r"[^\W\d_]+", name):
        alphabets = {_alphabet(letter) for letter in word} - {""}
        if len(alphabets) > 1:
            return f"a word mixes {' and '.join(sorted(one.capitalize() for one in alphabets))} letters"
    return None


@lru_cache(maxsize=_REMEMBERED)
def folded(name: str) -> str:
    """Return what a quick look makes of a name: look-alike letters folded, hidden characters, case and spacing gone."""
    if name.isascii() and name.isprintable():
        return " ".join(name.casefold().split())
    seen = "".join(letter for letter in name if unicodedata.category(letter) not in {"Cf", "Cc"})
    seen = unicodedata.normalize("NFKC", seen).translate(_CAPITALS).casefold().translate(_SMALL)
    return " ".join(seen.split())


@lru_cache(maxsize=_REMEMBERED)
def plain(name: str) -> str:
    """Return a name without its harmless variations: case, spacing, composed or decomposed accents."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _alphabet(letter: str) -> str:
    first = "LATIN" if letter.isascii() else unicodedata.name(letter, "").split(" ", 1)[0]
    return first if first in _ALPHABETS else ""
