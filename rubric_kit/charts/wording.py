"""Words on charts: cut to the room there is, joined as a sentence needs them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from rubric_kit.model import STATE_WORDS, RatingState, visible


def state_words(state: RatingState | None) -> str:
    """Return the words for a gap; None means that nobody has rated."""
    return STATE_WORDS[state.value if state is not None else "unrated"]


def plain(text: str) -> str:
    """Return the text on one line, hidden characters spelled out."""
    return visible(" ".join(text.split()))


def shorten(text: str, most: int) -> str:
    """Cut a text to a width in characters; wide characters count as two. The table beside the chart keeps it whole."""
    shown = plain(text)
    if _width(shown) <= most:
        return shown
    while shown and _width(shown) > most - 1:
        shown = shown[:-1]
    return shown.rstrip() + "…"


def wrap(text: str, most: int, lines: int = 2) -> str:
    """Break a text into at most so many lines of at most so many characters, cutting what is left over."""
    words, broken = _breakable(plain(text), most), [""]
    for at, word in enumerate(words):
        longer = f"{broken[-1]} {word}".lstrip()
        if _width(longer) <= most:
            broken[-1] = longer
        elif len(broken) == lines:
            broken[-1] = shorten(" ".join([broken[-1], *words[at:]]).lstrip(), most)
            break
        elif broken[-1]:
            broken.append(shorten(word, most))
        else:
            broken[-1] = shorten(word, most)
    return "\n".join(broken)


def _breakable(text: str, most: int) -> list[str]:
    """Split a text where a line may end; scripts that write no spaces may be broken anywhere."""
    words = []
    for word in text.split(" "):
        wide = _width(word) > most and any(unicodedata.east_asian_width(one) in "WF" for one in word)
        step = most // 2 if wide else len(word) or 1
        words += [word[at : at + step] for at in range(0, len(word), step)]
    return words or [""]


def label_lines(labels: Sequence[str], most: int) -> list[str]:
    """Break badge labels into at most two lines each, keeping in sight what tells them apart.

    A label is a name, then what tells it from its namesakes after a dash. One that is too long gets a line for each; if that
    still leaves two the same, the ends of the second lines are shown and not their starts.
    """
    shown = [_two_lines(plain(label), most, end=False) for label in labels]
    twice = {one for one in shown if shown.count(one) > 1}
    return [_two_lines(plain(label), most, end=True) if one in twice else one for label, one in zip(labels, shown, strict=True)]


def _two_lines(label: str, most: int, *, end: bool) -> str:
    head, dash, tail = label.rpartition(" - ")
    whole = wrap(label, most)
    if dash and "\n" in whole and _width(head) <= most and _width(tail) <= most:
        return f"{head}\n{tail}"
    if not whole.endswith("…") or label.endswith("…"):
        return whole
    if not dash:
        head, tail = label[: most - 1], label[most - 1 :]
    return f"{shorten(head, most)}\n{shorten(tail[::-1], most)[::-1] if end else shorten(tail, most)}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["two withheld", "one not rated yet", "one cannot tell"])
    'two withheld, one not rated yet and one cannot tell'
    """
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def counted(number: int, one: str, many: str) -> str:
    """Return the number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def gap_counts(words: Iterable[str]) -> str:
    """Count the gaps by what they are, in the order of the states.

    Examples
    --------
    >>> gap_counts(["withheld", "cannot tell", "withheld"])
    '1 "cannot tell" and 2 "withheld"'
    """
    given = list(words)
    known = dict.fromkeys((*(state_words(state) for state in RatingState), state_words(None)))
    return listed([f'{given.count(word)} "{word}"' for word in known if word in given])


def _width(text: str) -> float:
    return sum(_room(one) for one in text)


def _room(character: str) -> float:
    """Return the room a character takes, in widths of an ordinary small letter, on the generous side."""
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    if character in "MW@%…":
        return 1.8
    if character.isupper() or character in "mw":
        return 1.35
    return 0.7 if character in " ijl.,;:'|()[]-" else 1
