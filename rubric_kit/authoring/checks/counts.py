"""Counts in a text: numbers, and the ranges they open, such as "at least 3", "1-3" or "fewer than two"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from rubric_kit.authoring.checks.reading import MOST_FOUND, Span
from rubric_kit.authoring.checks.word_list import Text, Words

_DIGITS = r"(?<![\w.,:/#-])\d{1,9}(?:[.,]\d{1,4})?(?![\w/]|[.,:]\d)"
_UNIT_WORDS = 4


class Range(NamedTuple):
    """A range of whole numbers that a text gives, with both ends said or one of them open."""

    low: int | None
    """Smallest, None if it is open."""
    high: int | None
    """Largest, None if it is open."""
    span: Span
    """Where it stands."""
    unit: frozenset[str]
    """Stems of the words that say what is counted."""
    percent: bool
    """Whether it is a share of 100."""


@lru_cache(maxsize=512)
def number_spans(text: Text, words: Words) -> tuple[Span, ...]:
    """Return where numbers stand, in digits or words; numbers that are names, such as grade 5, are left out."""
    pattern = _patterns(words)["number"]
    found = [one.span("number") for one in islice(pattern.finditer(text.lower), MOST_FOUND)]
    return tuple(span for span in found if not _is_name(text, span, words))


@lru_cache(maxsize=256)
def ranges_of(text: Text, words: Words) -> tuple[Range, ...]:
    """Return the ranges of a text with at least one end that is said; a bare number is none."""
    if words.parts.counts is None:
        return ()
    patterns, found = _patterns(words), []
    taken: list[Span] = []
    for kind in ("range", "at_least", "at_most", "under", "over", "or_more", "or_fewer"):
        for one in islice(patterns[kind].finditer(text.lower), MOST_FOUND):
            if any(one.start() < end and start < one.end() for start, end in taken):
                continue
            taken.append(one.span())
            ends = _ends(kind, [_value(number, words) for number in one.groups()[:2] if number])
            if ends is not None and not _is_name(text, one.span(), words):
                found.append(Range(*ends, one.span(), *_unit(text, one.end(), words)))
    return tuple(sorted(found, key=lambda one: one.span))


def single_numbers(text: Text, words: Words) -> tuple[tuple[int, frozenset[str]], ...]:
    """Return numbers that open no range, with the stems of the words that say what is counted."""
    taken = [one.span for one in ranges_of(text, words)]
    alone = [span for span in number_spans(text, words) if not any(start <= span[0] < end for start, end in taken)]
    found = [(_value(text.lower[slice(*span)], words), _unit(text, span[1], words)[0]) for span in alone]
    return tuple((value, unit) for value, unit in found if value is not None)


def _ends(kind: str, values: list[int | None]) -> tuple[int | None, int | None] | None:
    if None in values or any(value is not None and 1900 <= value <= 2100 for value in values):
        return None
    value = values[0] or 0
    if kind == "range":
        return (value, values[1]) if value < (values[1] or 0) else None
    if kind in {"at_least", "or_more"}:
        return value, None
    if kind in {"at_most", "or_fewer"}:
        return None, value
    return (None, value - 1) if kind == "under" else (value + 1, None)


def _value(number: str, words: Words) -> int | None:
    if number[0].isdigit():
        return int(number) if number.isdigit() else None
    return words.parts.counts.numbers.get(number) if words.parts.counts else None


def _unit(text: Text, end: int, words: Words) -> tuple[frozenset[str], bool]:
    clause_end = text.clause(end - 1)[1]
    comma = text.lower.find(",", end, clause_end)
    after = [one for one in text.tokens_in((end, clause_end if comma < 0 else comma)) if not one.word[0].isdigit()]
    percent = text.lower[end : end + 9].lstrip().startswith(("%", "percent", "per cent"))
    return frozenset(words.content(after[:_UNIT_WORDS])), percent


def _is_name(text: Text, span: Span, words: Words) -> bool:
    """Tell whether the word before makes the number a name: grade 5, page 3."""
    counts = words.parts.counts
    before = text.lower[max(0, span[0] - 24) : span[0]].split()
    return bool(before and counts and before[-1].strip("(.") in counts.not_counts)


@lru_cache(maxsize=32)
def _patterns(words: Words) -> dict[str, re.Pattern[str]]:
    counts = words.parts.counts
    names = sorted(counts.numbers, key=len, reverse=True) if counts else []
    number = "|".join([_DIGITS, *(rf"(?<![\w-]){re.escape(one)}(?![\w-])" for one in names)])
    found = {"number": re.compile(f"(?P<number>{number})")}
    if counts is None:
        return found
    # In a range the first number may touch the dash.
    end = rf"(\d{{1,9}}|{'|'.join(re.escape(one) for one in names) or '0'})"
    start = rf"(?<![\w.,:/#-]){end}"
    stop = rf"{end}(?![\w/-]|[.,:]\d)"
    joined = "|".join(re.escape(one) for one in sorted(counts.to, key=len, reverse=True))
    found["range"] = re.compile(rf"{start}\s{{0,3}}%?\s{{0,3}}(?:{joined})\s{{0,3}}{stop}")
    for kind in ("at_least", "at_most", "under", "over"):
        found[kind] = re.compile(rf"(?<![\w-])(?:{_any(getattr(counts, kind))})\s{{1,9}}{stop}")
    for kind in ("or_more", "or_fewer"):
        found[kind] = re.compile(rf"{start}\s{{0,3}}%?\s{{0,3}}(?:{_any(getattr(counts, kind))})(?![\w-])")
    return found


def _any(phrases: tuple[str, ...]) -> str:
    return "|".join(re.escape(one).replace("\\ ", r"\s{1,9}") for one in sorted(phrases, key=len, reverse=True))
