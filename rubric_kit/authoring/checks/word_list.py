"""Word lists: what the rules know of a language. Each language is a file in `words/`, whose README.md says how to write one."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from rubric_kit.authoring.checks.reading import (
    Phrases,
    Span,
    Token,
    clauses_of,
    lowered,
    outside,
    pieces_of,
    quotations_of,
    tokens_of,
)
from rubric_kit.authoring.checks.word_parts import WordList
from rubric_kit.errors import RecordError

_PAUSE = re.compile(r"[,()\[\]–—]")


@dataclass(frozen=True, eq=False)
class Text:
    """A text taken apart; two are equal only if they are one, so that it can be a key."""

    text: str
    """As it stands in the cell."""
    lower: str
    """In small letters, place by place."""
    tokens: tuple[Token, ...]
    clauses: tuple[Span, ...]
    quotations: tuple[Span, ...]

    def words(self, span: Span) -> str:
        """Return the words of a span as they stand in the cell."""
        return self.text[span[0] : span[1]]

    def clause(self, place: int) -> Span:
        """Return the clause that holds a place."""
        at = bisect_right(self.clauses, (place, len(self.text))) - 1
        return self.clauses[at] if at >= 0 and place < self.clauses[at][1] else (0, len(self.text))

    @cached_property
    def pieces(self) -> tuple[Token, ...]:
        """Words and signs one by one."""
        return pieces_of(self.lower)

    @cached_property
    def there(self) -> frozenset[str]:
        """The pieces, each once."""
        return frozenset(one.word for one in self.pieces)

    @cached_property
    def parts(self) -> tuple[Span, ...]:
        """What stands between pauses within the clauses: a comma says what belongs together."""
        found = []
        for start, end in self.clauses:
            at = start
            for pause in _PAUSE.finditer(self.lower, start, end):
                found.append((at, pause.start()))
                at = pause.end()
            found.append((at, end))
        return tuple(one for one in found if self.tokens_in(one))

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """Return the words within a span."""
        first = bisect_left(self._starts, span[0])
        last = bisect_left(self._starts, span[1], first)
        return tuple(one for one in self.tokens[first:last] if one.end <= span[1])

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(one.start for one in self.tokens)


@lru_cache(maxsize=256)
def read(text: str) -> Text:
    """Take a text apart."""
    lower = lowered(text)
    return Text(text, lower, tokens_of(lower), clauses_of(lower), quotations_of(lower))


@lru_cache(maxsize=1024)
def phrases(words: tuple[str, ...]) -> Phrases:
    """Return words and phrases ready to be looked for."""
    return Phrases(words)


class Words:
    """A word list with its patterns made; two are equal only if they are one, so that it can be a key."""

    def __init__(self, parts: WordList) -> None:
        self.parts = parts
        self._stems: dict[str, str] = {}

    def has(self, part: str) -> bool:
        """Tell whether the list has a part."""
        return bool(getattr(self.parts, part))

    def find(self, text: Text, words: tuple[str, ...], besides: tuple[str, ...] = (), *, mentioned: bool = False) -> list[Span]:
        """Return where words stand, but for those in phrases of `besides` and, unless `mentioned` is set, in quotation marks."""
        found = phrases(words).spans(text.pieces, text.there)
        if not found:
            return []
        kept = outside(found, phrases(besides).spans(text.pieces, text.there)) if besides else iter(found)
        return list(outside(kept, text.quotations) if text.quotations and not mentioned else kept)

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Words without content of their own."""
        return frozenset(self.parts.function_words)

    @cached_property
    def _same(self) -> dict[str, str]:
        return {other: first for first, others in self.parts.same.items() for other in (first, *others)}

    def stem(self, word: str) -> str:
        """Return what a word's forms share, after the list's endings: enough to see that "tasks" is "task"."""
        found = self._stems.get(word)
        if found is None:
            found = self._same.get(word) or self._same.get(short := self._without_endings(word), short)
            if len(self._stems) < 50_000:
                self._stems[word] = found
        return found

    def _without_endings(self, word: str) -> str:
        """Take off up to two endings: "issues" and "issued" come to the same."""
        for _ in range(2):
            fits = (one for one in self.parts.endings if word.endswith(one[0]) and len(word) - len(one[0]) >= 3)
            ending, becomes = next(fits, ("", ""))
            word = word.removesuffix(ending) + becomes
        return word

    def content(self, tokens: Iterable[Token], without: Iterable[Span] = ()) -> list[str]:
        """Return the stems of the words that carry content, but for those inside the spans."""
        left_out = sorted(without)
        kept = outside(((one.start, one.end) for one in tokens), left_out) if left_out else None
        places = None if kept is None else set(kept)
        return [
            self.stem(one.word)
            for one in tokens
            if one.word not in self.function_words and (places is None or (one.start, one.end) in places)
        ]


def words_for(language: str, folder: Path | None = None) -> Words | None:
    """Return the word list of a language, or of the language without its region; None where there is no file for it.

    Files are read once in a process.

    Raises
    ------
    RecordError
        The file is no word list.
    """
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        found = _loaded("-".join(parts[:length]), folder)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=32)
def _loaded(language: str, folder: Path | None) -> Words | None:
    file = _folder(folder) / f"{language}.toml"
    if not file.is_file():
        return None
    where = f"words/{language}.toml"
    parts = WordList.parse(_toml(file, where), where=where)
    if parts.language != language:
        raise RecordError(f"{where}: language is {parts.language!r}; the file is named for it: {language}.toml", where=where)
    return Words(parts)


def _toml(file: Traversable, where: str) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecordError(f"{where}: cannot be read as TOML ({error})", where=where) from None


@lru_cache(maxsize=1)
def product_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names of platforms and tools: those that always count, and those that count with a capital letter."""
    found = tomllib.loads((_folder(None) / "names.toml").read_text("utf-8"))
    return tuple(found["names"]), tuple(found["capital"])


def _folder(folder: Path | None) -> Traversable:
    return files("rubric_kit.authoring.checks") / "words" if folder is None else folder
