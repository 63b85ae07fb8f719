"""The rule on "and/or", on "and" mixed with "or", and on "all are not" (L18)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.reading import Span
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import CriterionSheet, per_criterion
from rubric_kit.authoring.checks.word_list import Text, Words, read
from rubric_kit.authoring.checks.word_parts import Joins
from rubric_kit.model import Severity

_REACH = 80
"""Characters before and after a join in which its next words are looked for."""
_MOST_BETWEEN = 6
"""Words between "and" and "or"; where more stand between them they join other things."""


def _look_for_joins(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    joins = words.parts.joins
    if joins is None:
        return
    for cell in criterion.cells:
        text = read(cell.text)
        unclear = words.find(text, joins.unclear)
        if unclear:
            quoted = text.words(unclear[0])
            yield Hit(cell.path, quoted, f"«{quoted}» asks for one and for both.")
            continue
        mixed = _mixed(text, words, joins)
        if mixed:
            yield Hit(cell.path, text.words(mixed), f"«{text.words(mixed)}»: what belongs to the «and», what to the «or»?")
            continue
        scope = next((one for part in text.parts if (one := _scope(text, part, joins))), None)
        if scope:
            message = f"«{text.words(scope)}» can mean that none is, or that not every one is."
            yield Hit(
                cell.path, text.words(scope), message, None, "Say «none of the ... is» or «at least one of the ... is not»."
            )


def _mixed(text: Text, words: Words, joins: Joins) -> Span | None:
    """Return where "and" and "or" stand near each other with nothing to say how they bind."""
    ors = [one for one in words.find(text, joins.either, joins.pairs) if not _tight(text, one, words, joins)]
    ands = words.find(text, joins.both, joins.pairs) if ors else []
    settled = words.find(text, joins.settled) if ands else []
    for part in text.parts if ands else ():
        if any(part[0] <= start < part[1] for start, _ in settled):
            continue
        inside, others = _within(text, ands, part), _within(text, ors, part)
        for both, either in ((one, other) for one in inside for other in others):
            if not _is_settled(text, both, either, part, words, joins):
                first, last = sorted((both, either))
                return _with_neighbours(text, (first[0], last[1]), part)
    return None


def _is_settled(text: Text, both: Span, either: Span, part: Span, words: Words, joins: Joins) -> bool:
    """Tell whether a reader sees how the two bind."""
    first, last = sorted((both, either))
    between = text.tokens_in((first[1], last[0]))
    # With a verb between them the second joins sentences: "labels or units are missing and the title is wrong".
    if len(between) > _MOST_BETWEEN or any(one.word in joins.before_excludes for one in between):
        return True
    # One joins nouns and the other verbs: "gives a text or a recording and says how".
    if _opens_noun(text, both, words, joins) is not _opens_noun(text, either, words, joins):
        return True
    # "Author, year and page or link": the last part of a list has two names.
    return first is both and len(between) == 1 == len(text.tokens_in((last[1], part[1])))


def _opens_noun(text: Text, join: Span, words: Words, joins: Joins) -> bool:
    """Tell whether an article or a number stands behind a join."""
    after = text.tokens_in((join[1], join[1] + _REACH))[:1]
    return bool(after) and _is_article(after[0].word, words, joins)


def _is_article(word: str, words: Words, joins: Joins) -> bool:
    numbers = words.parts.counts.numbers if words.parts.counts else {}
    return word in joins.articles or word in numbers or word.isdigit()


def _within(text: Text, spans: list[Span], part: Span) -> list[Span]:
    """Return the spans within a part, but for one that opens it: there the pause before says what it joins."""
    inside = [one for one in spans if part[0] <= one[0] and one[1] <= part[1]]
    return [one for one in inside if text.tokens_in((part[0], one[0]))]


def _tight(text: Text, either: Span, words: Words, joins: Joins) -> bool:
    """Tell whether "or" joins two nouns behind one article, or two phrases: "the person or group", "by mail or by phone"."""
    before = [one.word for one in text.tokens_in((max(0, either[0] - _REACH), either[0]))[-2:]]
    after = [one.word for one in text.tokens_in((either[1], either[1] + _REACH))[:1]]
    if after and after[0] in joins.phrases:
        return True
    opened = len(before) == 2 and _is_article(before[0], words, joins)
    return opened and bool(after) and after[0] not in joins.articles


def _with_neighbours(text: Text, span: Span, part: Span) -> Span:
    """Return a span with the word before and the word after it."""
    before = text.tokens_in((part[0], span[0]))[-1:]
    after = text.tokens_in((span[1], part[1]))[:1]
    return (before[0].start if before else span[0], after[0].end if after else span[1])


def _scope(text: Text, part: Span, joins: Joins) -> Span | None:
    """Return where a part begins with a word that covers everything and then excludes: "all labels are not there"."""
    tokens = text.tokens_in(part)
    if not tokens or tokens[0].word not in joins.covers:
        return None
    for before, one in pairwise(tokens[1:]):
        if one.word in joins.excludes and before.word in joins.before_excludes:
            between = text.tokens_in((tokens[0].end, before.start))
            return (tokens[0].start, one.end) if not any(word.word in joins.relative for word in between) else None
    return None


RULES = (
    Rule(
        18,
        "And/or, and joins that can be read in two ways",
        Severity.ERROR,
        why="All that a cell names must be there, so a rater has to know whether it asks for one thing or for both.",
        source="AAC&U VALUE scorer training, 2020: all behaviours in a cell must be present; and, or decide",
        rewrite="Choose: «both A and B», or «at least one of A and B».",
        look=per_criterion(_look_for_joins),
        needs=("joins",),
    ),
)
