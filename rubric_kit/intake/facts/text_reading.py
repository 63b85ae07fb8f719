"""`TextReading`: what is counted and found in one text of a badge. A text is read once and the reading is remembered."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from rubric_kit.intake.facts.fact_words import TABLES

_NOT_WORDS = re.compile(r"<[^<>]{0,200}>|https?://\S+")
_TOKEN = re.compile(r"[^\W_]+")
# The patterns begin with the rare character, so that the search leaps from one to the next.
_JOINT = re.compile(r"['’-](?<=[^\W_].)(?=[^\W_])")
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|(?<![.!?].)[.!?]*+(?:\s|$))")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S")
_DENIED = re.compile(r"\b(?:no|not|without|never)\s+(?:(?!only\b)\w+\s+)?$")
_DENIERS = frozenset({"no", "not", "without", "never"})


class _Phrase(NamedTuple):
    """One word or phrase of one label of one table."""

    place: int
    """Place of the label among all labels."""
    table: str
    text: str
    words: str
    """Its words with single spaces, and one space at each end."""
    single: bool


_LABELS = tuple((name, label, phrases) for name, table in TABLES.items() for label, phrases in table.items())


def _index() -> dict[str, tuple[_Phrase, ...]]:
    """Enter each phrase under its longest word, which is the rarest as a rule."""
    found: dict[str, tuple[_Phrase, ...]] = {}
    for place, (table, _, phrases) in enumerate(_LABELS):
        for phrase in phrases:
            words = _TOKEN.findall(phrase)
            longest = max(words, key=len)
            entry = _Phrase(place, table, phrase, f" {' '.join(words)} ", single=len(words) == 1)
            found[longest] = (*found.get(longest, ()), entry)
    return found


_INDEX = _index()
_KEY_WORDS = frozenset(_INDEX)
_KEY_WORDS_OF = {
    name: frozenset(word for word, listed in _INDEX.items() if any(one.table == name for one in listed)) for name in TABLES
}


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    spelled = r"[\s-]+".join(map(re.escape, phrase.split()))
    return re.compile(rf"\b{spelled}\b")


class TextReading:
    """Counts and words of one text; what is costly is worked out when it is first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        plain = _NOT_WORDS.sub(" ", text) if "<" in text or "://" in text else text
        self._plain = plain.lower().replace("_", " ")
        tokens = _TOKEN.findall(self._plain)
        self.words = len(tokens) - len(_JOINT.findall(self._plain))
        """Number of words; addresses and markup are none, and a hyphen joins."""
        self.letters = sum(map(len, tokens))
        """Number of letters and digits in the words."""
        self._found = _labels(self._plain, tokens)
        self.tables = frozenset(self._found)
        """Names of the tables of which a word was found."""

    def found(self, table: str) -> tuple[str, ...]:
        """Return the labels of the table's words that stand in the text and are not denied ("no exam") just before."""
        return self._found.get(table, ())

    @cached_property
    def list_items(self) -> int:
        """Number of list items, in plain text, Markdown or HTML."""
        marked = sum(1 for line in self._text.split("\n") if _LIST_ITEM.match(line))
        return marked + len(re.findall(r"<li\b", self._text, re.IGNORECASE)) if "<" in self._text else marked

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Sentences and lines that hold a word, in small letters."""
        return tuple(part for part in _SENTENCE_END.split(self._plain) if _TOKEN.search(part))


@lru_cache(maxsize=512)
def read_text(text: str) -> TextReading:
    """Return the reading of a text."""
    return TextReading(text)


def tokens_of(text: str) -> list[str]:
    """Return the words of a text, split at hyphens and apostrophes too."""
    return _TOKEN.findall(text)


def holds_word_of(table: str, text: str, tokens: list[str]) -> bool:
    """Tell whether a short piece of text in small letters holds a word of a table; nothing is remembered."""
    key_words = _KEY_WORDS_OF[table].intersection(tokens)
    if not key_words:
        return False
    denying, words = not _DENIERS.isdisjoint(tokens), f" {' '.join(tokens)} "
    phrases = (phrase for word in key_words for phrase in _INDEX[word] if phrase.table == table)
    return any((phrase.single and not denying) or _stands(phrase, text, words) for phrase in phrases)


def _labels(text: str, tokens: list[str]) -> dict[str, tuple[str, ...]]:
    key_words = _KEY_WORDS.intersection(tokens)
    if not key_words:
        return {}
    denying = not _DENIERS.isdisjoint(tokens)
    words = f" {' '.join(tokens)} "
    places: set[int] = set()
    for word in key_words:
        for phrase in _INDEX[word]:
            # A single word is already found by its token; only phrases and denials need another look.
            if phrase.place not in places and ((phrase.single and not denying) or _stands(phrase, text, words)):
                places.add(phrase.place)
    found: dict[str, tuple[str, ...]] = {}
    for place in sorted(places):
        table, label, _ = _LABELS[place]
        found[table] = (*found.get(table, ()), label)
    return found


def _stands(phrase: _Phrase, text: str, words: str) -> bool:
    # Most phrases are ruled out by their bare words; what stands between these, such as a full stop, is looked at last.
    return phrase.words in words and any(not _denied(text, match.start()) for match in _pattern(phrase.text).finditer(text))


def _denied(text: str, start: int) -> bool:
    """Tell whether the word that starts here is denied just before: "no exam", "without an exam"."""
    return _DENIED.search(text, max(0, start - 30), start) is not None
