"""Rules on words that grade without saying how much, how often or how well: L01, L05, L13 and L14."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.counts import number_spans
from rubric_kit.authoring.checks.reading import Span
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import Cell, CriterionSheet, per_criterion
from rubric_kit.authoring.checks.word_list import Text, Words, read
from rubric_kit.model import Severity

_MOST_NAMED = 3
_NEAR = 12
"""Characters from "in" to a number it belongs to: "in at least 3"."""


class _Grade(NamedTuple):
    """A grading word where it stands."""

    span: Span
    scale: str
    sharp: bool


@lru_cache(maxsize=256)
def degree_grades(text: Text, words: Words) -> tuple[_Grade, ...]:
    """Return the grading words of a text, in order."""
    found: list[_Grade] = []
    for scale, one in (words.parts.degrees or {}).items():
        found += [_Grade(span, scale, sharp=False) for span in words.find(text, one.vague, one.besides)]
        found += [_Grade(span, scale, sharp=True) for span in words.find(text, one.sharp, one.besides)]
    return tuple(sorted(found))


# ---- L01 ----


def _look_for_degrees(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    residues = [_Residue.of(cell, words) for cell in criterion.cells]
    names = {level.cell.path: level.name or level.id for level in criterion.levels}
    for place, high in enumerate(residues):
        twin = next((low for low in reversed(residues[:place]) if _differ_in_grading(low, high)), None)
        if twin is not None:
            spans = [span for span, _ in high.places]
            yield Hit(high.path, high.text.words(spans[0]) if spans else "", _told_apart(twin, high, names[twin.path]))


class _Residue(NamedTuple):
    """What a descriptor says, and the grading words apart from it."""

    path: str
    text: Text
    rest: frozenset[str]
    denied: frozenset[str]
    graded: frozenset[tuple[str, str]]
    sharp: frozenset[str]
    places: tuple[tuple[Span, str], ...]

    @classmethod
    def of(cls, cell: Cell, words: Words) -> _Residue:
        text = read(cell.text)
        judging, negations = words.parts.judging, words.parts.negations
        grades = [*degree_grades(text, words)]
        grades += [
            _Grade(span, "judging", sharp=False) for span in (words.find(text, judging.words, judging.besides) if judging else [])
        ]
        denied = set(negations.absent if negations else ())
        content = frozenset(words.content(text.tokens, _merged([one.span for one in grades])))
        return cls(
            cell.path,
            text,
            content - denied,
            content & denied,
            frozenset((text.lower[slice(*one.span)], one.scale) for one in grades),
            frozenset(text.lower[slice(*one.span)] for one in grades if one.sharp),
            tuple(sorted((one.span, text.lower[slice(*one.span)]) for one in grades if not one.sharp)),
        )


def _differ_in_grading(low: _Residue, high: _Residue) -> bool:
    """Tell whether two levels differ in grading words alone, and in none that leaves no doubt."""
    differing = low.graded ^ high.graded
    if low.rest != high.rest or not differing or {word for word, _ in differing} & (low.sharp | high.sharp):
        return False
    # None and some are told apart; not and partly are two ends of one slope.
    return low.denied == high.denied or not any(scale in {"amount", "frequency"} for _, scale in differing)


def _told_apart(low: _Residue, high: _Residue, name: str) -> str:
    here, there = _named(high, low), _named(low, high)
    if here and there:
        return f"Only {here} here and {there} there tell this level from «{name}»."
    return f"Only {here} here tells this level from «{name}»." if here else f"Only {there} there tells «{name}» from this level."


def _named(one: _Residue, other: _Residue) -> str:
    """Return the grading words that only one of two levels has."""
    known = {word for word, _ in other.graded}
    words = dict.fromkeys(one.text.words(span) for span, word in one.places if word not in known)
    return " and ".join(f"«{word}»" for word in list(words)[:_MOST_NAMED])


def _merged(spans: list[Span]) -> list[Span]:
    """Return spans that do not overlap: of two that do, the first."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not found or found[-1][1] <= span[0]:
            found.append(span)
    return found


@lru_cache(maxsize=256)
def plain_content(text: Text, words: Words) -> frozenset[str]:
    """Return the stems of the words that carry content, without those that grade or count."""
    spans = [*(one.span for one in degree_grades(text, words)), *number_spans(text, words), *_bounds(text, words)]
    return frozenset(words.content(text.tokens, _merged(spans)))


# ---- L05 ----


def _look_for_mixed_scales(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    graded, told = [], words.parts.degrees or {}
    for cell in criterion.cells:
        text = read(cell.text)
        numbers = [_Grade(span, "amount", sharp=True) for span in (number_spans(text, words) if "amount" in told else ())]
        grades = sorted([*(one for one in degree_grades(text, words) if not told[one.scale].neutral), *numbers])
        if grades:
            graded.append((cell, text, grades))
    scales = [{one.scale for one in grades} for _, _, grades in graded]
    vague = sum(any(not one.sharp for one in grades) for _, _, grades in graded)
    if len(graded) < 3 or vague < 2 or set.intersection(*scales):
        return
    first = scales[0]
    other = next((one for one, found in zip(graded, scales, strict=True) if not found & first), None)
    if other is None:
        return
    cell, text, grades = other
    # "Some understanding" and "thorough understanding" are one ladder, and L01 speaks of it.
    if "frequency" not in set.union(*scales) and plain_content(text, words) == plain_content(graded[0][1], words):
        return
    quoted = text.words(grades[0].span)
    before = min(first)
    message = f"The row grades {told[before].says} at one level and {told[grades[0].scale].says} here («{quoted}»)."
    yield Hit(cell.path, quoted, message)


# ---- L13 ----


def _look_for_frequencies(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    frequency = (words.parts.degrees or {}).get("frequency")
    if frequency is None:
        return
    for cell in criterion.cells:
        text = read(cell.text)
        found = [span for span in words.find(text, frequency.vague, frequency.besides) if not _counted(text, span, words)]
        if found:
            named = list(dict.fromkeys(text.words(span) for span in found))[:_MOST_NAMED]
            listed = ", ".join(f"«{one}»" for one in named)
            yield Hit(cell.path, named[0], f"{listed}: how many times out of how many is not said.")


def _counted(text: Text, span: Span, words: Words) -> bool:
    """Tell whether the clause says a number or how regularly."""
    clause = text.clause(span[0])
    counts = words.parts.counts
    each = words.find(text, counts.each) if counts else []
    return any(clause[0] <= start and end <= clause[1] for start, end in (*number_spans(text, words), *each))


# ---- L14 ----


def _look_for_counting(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    cells = criterion.cells
    pairs = [one for one in pairwise(cells) if _differ_by_number(read(one[0].text), read(one[1].text), words)]
    if len(pairs) < 2 or 2 * len(pairs) < len(cells) - 1:
        return
    top = pairs[-1][1]
    text = read(top.text)
    spans = number_spans(text, words)
    quoted = text.words(spans[-1]) if spans else ""
    yield Hit(top.path, quoted, f"{len(pairs) + 1} levels of this row differ in a number alone.")


def _differ_by_number(low: Text, high: Text, words: Words) -> bool:
    spans = [number_spans(text, words) for text in (low, high)]
    numbers = [[text.lower[slice(*span)] for span in found] for text, found in zip((low, high), spans, strict=True)]
    if not all(numbers) or numbers[0] == numbers[1] or _uncounted(low, words) != _uncounted(high, words):
        return False
    return not any(_counts_more_than_things(text, found, words) for text, found in zip((low, high), spans, strict=True))


def _counts_more_than_things(text: Text, spans: tuple[Span, ...], words: Words) -> bool:
    """Tell whether it counts mistakes, or in how many places something was so: "in three of five entries"."""
    counts = words.parts.counts
    if counts is None or words.find(text, counts.faults):
        return bool(counts)
    places = words.find(text, counts.places)
    return any(0 < span[0] - end <= _NEAR for _, end in places for span in spans)


def _uncounted(text: Text, words: Words) -> frozenset[str]:
    return frozenset(words.content(text.tokens, _merged([*number_spans(text, words), *_bounds(text, words)])))


def _bounds(text: Text, words: Words) -> list[Span]:
    """Return where "at least" and its like stand."""
    counts = words.parts.counts
    if counts is None:
        return []
    before, after = (*counts.at_least, *counts.at_most, *counts.under, *counts.over), (*counts.or_more, *counts.or_fewer)
    return words.find(text, (*before, *after), mentioned=True)


RULES = (
    Rule(
        1,
        "Levels told apart by an adverb or adjective alone",
        Severity.WARNING,
        why="Where only «some» and «most» or «clearly» differ, each rater draws the line somewhere else.",
        source="thewingtoheaven.wordpress.com, 23 November 2013, on the adverb problem",
        rewrite="Say what is there at this level that is not there below: «names at least two of the four parts».",
        look=per_criterion(_look_for_degrees),
        needs=("degrees",),
    ),
    Rule(
        5,
        "How much, how often and how well mixed in one row",
        Severity.WARNING,
        why="If one level grades how often and the next how well, work can fit both or neither.",
        source="Tierney and Simon 2004, PARE 9(2)",
        rewrite="Choose one of the three for the whole row, and use it at every level.",
        look=per_criterion(_look_for_mixed_scales),
        needs=("degrees",),
    ),
    Rule(
        13,
        "How often, without a number",
        Severity.WARNING,
        why="Often is twice to one rater and ten times to another.",
        source="learnictnow.com, glossary, entry «rubric»",
        rewrite="Give the count: «in at least four of five entries».",
        look=per_criterion(_look_for_frequencies),
        needs=("degrees",),
    ),
    Rule(
        14,
        "A count in place of quality",
        Severity.INFO,
        why="A row that only counts rewards more of it, not better work.",
        source="Brookhart 2013, chapters 1 to 3; The Graide Network, «A fresh look at rubrics and norming»",
        rewrite="Say what each one must do: «each source is used to support a claim».",
        look=per_criterion(_look_for_counting),
        needs=("counts",),
    ),
)
