"""The words by which headers and levels of a teacher's grid are known, from `grid_words.json`: a language each, English first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from rubric_kit.authoring.exchange.grids.grid_sheet import folded

Role = Literal["criterion", "corner", "level", "question", "weight", "left_out", "total", "header_part"]
_LONGEST, _LONGEST_WORD = 6, 80
"""Most words of a level's name, and most characters of a label."""


@cache
def _lists() -> Mapping[str, Any]:
    text = (files("rubric_kit.authoring.exchange.grids") / "grid_words.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _words(role: Role) -> frozenset[str]:
    return frozenset(folded(word) or word for language in _lists().values() for word in language[role])


@cache
def _ranks() -> Mapping[str, int]:
    """Return the rank of each phrase; where two languages share one, the first counts."""
    ranks: dict[str, int] = {}
    for language in _lists().values():
        for rank, phrases in enumerate(language["ladder"]):
            for phrase in phrases:
                ranks.setdefault(folded(phrase), rank)
    return ranks


def means(text: str, role: Role) -> bool:
    """Tell whether a label is one of the words for a role.

    Examples
    --------
    >>> means("Criteria:", "criterion"), means("Weight (%)", "weight"), means("Thesis", "weight")
    (True, True, False)
    """
    if len(text) > _LONGEST_WORD:
        return False
    key = folded(text)
    if not key:
        return text.strip() in _words(role)
    if key in _words(role):
        return True
    start = folded(key.partition("(")[0].partition("/")[0].partition(",")[0].removesuffix("%"))
    return start != key and start in _words(role)


def rank(text: str) -> int | None:
    """Return how high a level's name stands among names of levels, or None if it is not known.

    The longest phrase that is known decides, so that "not yet meeting" is not taken for "meeting".

    Examples
    --------
    >>> rank("Beginning") < rank("Approaching the standard") < rank("Exceeds!")
    True
    """
    words = folded(text).replace("/", " / ").split() if len(text) <= _LONGEST_WORD else []
    if len(words) > _LONGEST:
        return None
    known = _ranks()
    phrases = [one for one in _phrases(words) if one[2] in known and _stands_alone(one[2], words)]
    return known[max(phrases, key=lambda one: (one[1], -one[0]))[2]] if phrases else None


def is_level_name(text: str) -> bool:
    """Tell whether a text is the name of a level and nothing more: "Good" is one, "Good sources" is not."""
    return len(text) <= _LONGEST_WORD and folded(text) in _ranks()


def times_word(text: str) -> int | None:
    """Return 2 for "double", 3 for "triple" and so on, or None."""
    key = folded(text) if len(text) <= _LONGEST_WORD else ""
    return next((int(one["times"][key]) for one in _lists().values() if key in one["times"]), None)


def _phrases(words: list[str]) -> Iterator[tuple[int, int, str]]:
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield start, end - start, " ".join(words[start:end])


def _stands_alone(phrase: str, words: list[str]) -> bool:
    """Letters are grades only by themselves, and so are short words: "No" is low, "No errors" is not."""
    return len(phrase) > 3 or len(words) == 1
