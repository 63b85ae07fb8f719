"""How much a text looks like the label of a level, and how a list of criteria is told from a ladder of levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import median

from rubric_kit.authoring.exchange.grids.grid_numbers import label
from rubric_kit.authoring.exchange.grids.grid_sheet import folded, plain
from rubric_kit.authoring.exchange.grids.grid_words import is_level_name, rank

_LABEL, _SENTENCE = 60, 40
_NUMBERED = tuple(
    re.compile(pattern, re.DOTALL | re.IGNORECASE)
    for pattern in (
        r"[(\[]?(?P<mark>\d{1,2}(?:\.\d{1,2}){0,3})(?:\s*[.):\]]+\s*|\s*-\s*|\s+)(?P<name>[^\W\d].*)",
        r"[(\[]?(?P<mark>[a-z])(?:\s*[.):\]]+\s*|\s+-\s+)(?P<name>[^\W\d].*)",
    )
)
_UNIT = re.compile(r"(?:points?|pts?|p|marks?)\b|%", re.IGNORECASE)


@lru_cache(maxsize=8192)
def level_evidence(text: str) -> float:
    """Return how much a label looks like that of a level: a known word 3, points beside a name 2, points alone 1, else 0."""
    text, _ = label_and_rest(text)
    if not text or len(text) > _LABEL:
        return 0
    read = label(text)
    if rank(read.name) is not None and not read.bare:
        return 3
    if read.points is None:
        return 0
    return 1 if read.bare or read.listed else 2


def label_and_rest(text: str) -> tuple[str, str]:
    r"""Part a long header cell into the label in its first line, with points in its second, and the text below.

    Examples
    --------
    >>> label_and_rest("Exemplary\n4 points\nAll parts of the task are done, and each is explained to the reader.")
    ('Exemplary\n4 points', 'All parts of the task are done, and each is explained to the reader.')
    """
    lines = text.split("\n")
    if len(lines) == 1 or len(text) <= _LABEL:
        return text, ""
    head = 2 if len(lines) > 2 and label(lines[1]).bare else 1
    return "\n".join(lines[:head]), "\n".join(lines[head:]).strip()


def looks_like_sentences(cells: list[str]) -> bool:
    """Tell whether cells are descriptors rather than labels."""
    return bool(cells) and median(len(cell) for cell in cells) > _SENTENCE


def is_numbered_list(cells: Sequence[str]) -> bool:
    """Tell whether names are numbered upwards, as in "1. Safety" and "2. Data", and they are no names of levels.

    Examples
    --------
    >>> is_numbered_list(["1) Safety", "2) Data"]), is_numbered_list(["4 - Lantern", "3 - Flame"])
    (True, False)
    """
    found = [next(filter(None, (one.fullmatch(plain(cell[:400])) for one in _NUMBERED)), None) for cell in cells]
    marks = [_mark(one["mark"]) for one in found if one]
    names = [one["name"] for one in found if one]
    if len(marks) < max(2, len(cells)) or any(low >= high for low, high in pairwise(marks)):
        return False
    return not any(map(_UNIT.match, names)) and not _rise(names)


def is_lettered_list(cells: Sequence[str]) -> bool:
    """Tell whether cells are nothing but the letters A, B and so on, which number a list as well as they grade."""
    return len(cells) > 1 and [folded(cell) for cell in cells] == [chr(ord("a") + at) for at in range(len(cells))]


def _rise(names: list[str]) -> bool:
    """Tell whether most names are those of levels, or hold words of levels that rise from name to name."""
    ranks = [found for name in names if (found := rank(name)) is not None]
    rising = all(low < high for low, high in pairwise(ranks))
    return 2 * sum(map(is_level_name, names)) >= len(names) or (len(ranks) == len(names) and rising)


def _mark(text: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else ord(part.casefold()) for part in text.split("."))
