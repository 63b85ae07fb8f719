"""Taking a text apart: words, clauses, quotations, and the words of a list in it. Every pattern takes time linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

MOST_FOUND = 200
"""Rules set side by side what they find in a text: what stands in it more often is not looked at."""
_STEM = 3
Span = tuple[int, int]
"""Start and end in a text."""

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_PIECE = re.compile(r"\w+(?:-\w+)*|'\w+|[^\w\s]")
_BREAK = re.compile(r"[;!?\n•|]|[.:](?=\s|$)")
_QUOTATION = re.compile(r"[\"“„«‹][^\"“”„«»‹›\n]{1,200}[\"”“»›]")
_EVEN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " "})


class Token(NamedTuple):
    """A word where it stands."""

    word: str
    """In small letters."""
    start: int
    end: int


def lowered(text: str) -> str:
    """Return a text in small letters with plain apostrophes, character by character: places stay what they are.

    Examples
    --------
    >>> lowered("Don’t SHOUT")
    "don't shout"
    """
    even = text.translate(_EVEN)
    small = even.lower()
    return small if len(small) == len(even) else "".join(one if len(one.lower()) != 1 else one.lower() for one in even)


def tokens_of(lower: str) -> tuple[Token, ...]:
    """Return the words of a text in small letters."""
    return tuple(Token(found[0], found.start(), found.end()) for found in _WORD.finditer(lower))


def pieces_of(lower: str) -> tuple[Token, ...]:
    """Return words and signs one by one; what hangs on by an apostrophe stands alone, so that "student's" holds "student"."""
    return tuple(Token(found[0], found.start(), found.end()) for found in _PIECE.finditer(lower))


def clauses_of(lower: str) -> tuple[Span, ...]:
    """Return the clauses: what stands between full stops, semicolons, colons and line breaks.

    A point ends a clause where a space or the end follows, so that 3.5 stays whole.
    """
    found, start = [], 0
    for one in _BREAK.finditer(lower):
        found.append((start, one.start()))
        start = one.end()
    found.append((start, len(lower)))
    return tuple((start, end) for start, end in found if lower[start:end].strip())


def quotations_of(lower: str) -> tuple[Span, ...]:
    """Return what stands in quotation marks: words that are spoken of, not used."""
    return tuple(found.span() for found in _QUOTATION.finditer(lower))


class Phrases:
    """Words and phrases that can be looked for in a text, in one pass over its pieces.

    A star at the end stands for any ending, a space for white space. Where two of them begin at one piece, the longer one counts.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._open: dict[str, list[str]] = {}
        for word in words:
            pieces = tuple(one.word for one in pieces_of(lowered(word.removesuffix("*"))))
            if pieces and word.endswith("*") and len(pieces) == 1:
                self._open.setdefault(pieces[0][:_STEM], []).append(pieces[0])
            elif pieces:
                last = f"{pieces[-1]}*" if word.endswith("*") else pieces[-1]
                self._by_first.setdefault(pieces[0], []).append((*pieces[1:-1], last) if len(pieces) > 1 else ())
        for phrases in self._by_first.values():
            phrases.sort(key=len, reverse=True)

    def spans(self, pieces: Sequence[Token], there: Collection[str]) -> tuple[Span, ...]:
        """Return where they stand, the first `MOST_FOUND` of them; they do not overlap.

        Parameters
        ----------
        pieces : sequence of Token
            The text.
        there : collection of str
            The words of the text, each once: most texts hold none of the phrases, and that is seen at once.
        """
        if not self._open and self._by_first.keys().isdisjoint(there):
            return ()
        found: list[Span] = []
        end = 0
        for at, piece in enumerate(pieces):
            if piece.start < end or not (piece.word in self._by_first or piece.word[:_STEM] in self._open):
                continue
            length = self._length(pieces, at)
            if length:
                end = pieces[at + length - 1].end
                found.append((piece.start, end))
                if len(found) == MOST_FOUND:
                    break
        return tuple(found)

    def _length(self, pieces: Sequence[Token], at: int) -> int:
        word = pieces[at].word
        for rest in self._by_first.get(word, ()):
            if _goes_on(pieces, at + 1, rest):
                return 1 + len(rest)
        return int(any(word.startswith(one) for one in self._open.get(word[:_STEM], ())))


def _goes_on(pieces: Sequence[Token], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(pieces):
        return False
    for piece, word in zip(pieces[at : at + len(rest)], rest, strict=True):
        if not (piece.word.startswith(word[:-1]) if word[-1] == "*" and len(word) > 1 else piece.word == word):
            return False
    return True


def outside(spans: Iterable[Span], covers: Iterable[Span]) -> Iterator[Span]:
    """Give the spans that touch none of the covering ones; these do not overlap and stand in order."""
    covers = sorted(covers)
    starts = [start for start, _ in covers]
    for start, end in spans:
        # The last one that begins before this span ends is the only one that can reach into it.
        at = bisect_right(starts, end - 1) - 1
        if at < 0 or covers[at][1] <= start:
            yield start, end
