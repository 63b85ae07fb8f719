"""Rules on what a row grades: attributes that vanish (L03), that come in at the top only (L04), and two things in one row (L06).

An attribute is a thing that a row may grade, such as spelling or sources; the word list names them. Words of other kinds come and
go in any good row (a badge is not named at all, then it has an address), so they are looked at only where the levels are so alike
that the difference stands out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.grading import plain_content
from rubric_kit.authoring.checks.reading import Span
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import Cell, CriterionSheet, per_criterion
from rubric_kit.authoring.checks.word_list import Text, Words, read
from rubric_kit.model import Severity

_NOT_TWO_THINGS = {"clarity", "alignment", "relevance", "engagement"}
"""Families that are told in a name or question; in a descriptor their words are too common to mean a second thing."""


class _Row(NamedTuple):
    """A cell with the attributes it names and the first place of each."""

    cell: Cell
    text: Text
    named: Mapping[str, Span]
    inherited: frozenset[str] | set[str] = frozenset()
    """What it takes over from the level below: "as before, and"."""

    def speaks_of(self, attribute: str) -> bool:
        """Tell whether it names an attribute or takes it over."""
        return attribute in self.named or attribute in self.inherited


@lru_cache(maxsize=256)
def _row(cell: Cell, words: Words, *, heading: bool = False) -> _Row:
    text = read(cell.text)
    named: dict[str, Span] = {}
    for attribute, one in (words.parts.attributes or {}).items():
        spans = words.find(text, (*one.words, *one.names) if heading else one.words, one.besides)
        if spans:
            named[attribute] = spans[0]
    return _Row(cell, text, named)


def _rows(criterion: CriterionSheet, words: Words) -> list[_Row]:
    rows: list[_Row] = []
    for cell in criterion.cells:
        row = _row(cell, words)
        if rows and words.find(row.text, words.parts.as_before):
            row = row._replace(inherited=rows[-1].named.keys() | rows[-1].inherited)
        rows.append(row)
    return rows


# ---- L03 ----


def _look_for_vanishing(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    rows = _rows(criterion, words)
    if len(rows) < 3:
        return
    everywhere = {name for name in rows[0].named if all(row.speaks_of(name) for row in rows)}
    heading = set(_row(criterion.heading[0], words, heading=True).named)
    gone: dict[int, list[str]] = {}
    for attribute in dict.fromkeys(name for row in rows for name in row.named):
        for place in _silent(attribute, rows, everywhere - {attribute}, heading - {attribute} if attribute in heading else set()):
            gone.setdefault(place, []).append(attribute)
    for place, names in sorted(gone.items()):
        listed = " and ".join(f"«{_shown(rows, name)}»" for name in names[:3])
        others = "other levels of the row do" if len(names) == 1 else "other levels of the row name them"
        yield Hit(rows[place].cell.path, "", f"This level says nothing about {listed}; {others}.")


def _silent(attribute: str, rows: list[_Row], everywhere: set[str], heading: set[str]) -> set[int]:
    """Return the levels that are silent about an attribute and should not be.

    If the row grades something else all the way, that is a level between two that name it, and the level above the last that
    names it; or the one level of four or more that does not. And of two attributes that the criterion is named for, a level
    that names only the other.
    """
    at = [place for place, row in enumerate(rows) if row.speaks_of(attribute)]
    silent = [place for place in range(len(rows)) if place not in at]
    between = {place for place in silent if at[0] < place < at[-1] and (everywhere or (len(silent) == 1 and len(rows) > 3))}
    above = {place for place in silent if everywhere and 0 < at[-1] == place - 1}
    halved = {place for place in silent if len(at) > 1 and any(rows[place].speaks_of(name) for name in heading)}
    return between | above | halved


def _shown(rows: list[_Row], attribute: str) -> str:
    return next(row.text.words(row.named[attribute]) for row in rows if attribute in row.named)


# ---- L04 ----


def _look_for_new_at_top(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    rows = _rows(criterion, words)
    if len(rows) < 3:
        return
    *lower, top = rows
    shared = [name for name in rows[0].named if all(row.speaks_of(name) for row in rows)]
    fresh = [name for name in top.named if not any(row.speaks_of(name) for row in lower)]
    if fresh and shared:
        quoted = top.text.words(top.named[fresh[0]])
        yield Hit(top.cell.path, quoted, f"«{quoted}» comes in at the highest level only.")
    elif _alike([plain_content(row.text, words) for row in lower]):
        added = _added_clause(lower, top, words)
        if added:
            yield Hit(
                top.cell.path, added, f"«{added}» comes in at the highest level only; the levels below are all about the same."
            )


def _alike(contents: list[frozenset[str]]) -> bool:
    """Tell whether all levels are about the same words, so that a new one stands out."""
    shared = frozenset.intersection(*contents)
    return len(shared) >= 2 and all(len(one - shared) <= 1 for one in contents)


def _added_clause(lower: list[_Row], top: _Row, words: Words) -> str:
    """Return the first word of what a top level adds, if it says all that the lower ones say and at least two words more."""
    shared = frozenset.intersection(*(plain_content(row.text, words) for row in lower))
    known = frozenset.union(*(plain_content(row.text, words) for row in lower))
    here = plain_content(top.text, words)
    if not shared <= here or len(here - known) < 2:
        return ""
    new = here - known
    return next(top.text.words((one.start, one.end)) for one in top.text.tokens if words.stem(one.word) in new)


# ---- L06 ----


def _look_for_two_things(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    for cell in criterion.heading:
        row = _row(cell, words, heading=True)
        pair = _two_families(row, words, set())
        if pair:
            yield Hit(cell.path, pair[0], f"«{pair[0]}» and «{pair[1]}» are two things; work can have one without the other.")
            return
    rows = [(row, pair) for row in _rows(criterion, words) if (pair := _two_families(row, words, _NOT_TWO_THINGS))]
    if len(rows) >= 2 and 2 * len(rows) >= len(criterion.cells):
        row, pair = rows[-1]
        message = f"The row grades «{pair[0]}» and «{pair[1]}»: two things; work can have one without the other."
        yield Hit(row.cell.path, pair[0], message)


def _two_families(row: _Row, words: Words, without: set[str]) -> tuple[str, str] | None:
    """Return the words of two attributes of different families that are joined, in the order in which they stand."""
    told = words.parts.attributes or {}
    ordered = sorted((span, told[name].family) for name, span in row.named.items() if told[name].family not in without)
    for (first, family), (other, another) in pairwise(ordered):
        if family != another and _joined(row.text, (first[1], other[0]), words):
            return row.text.words(first), row.text.words(other)
    return None


def _joined(text: Text, gap: Span, words: Words) -> bool:
    """Tell whether a word or a sign that joins stands between: "data and privacy" are two things, "data privacy" is one."""
    joins = words.parts.joins
    between = [one.word for one in text.pieces if gap[0] <= one.start < gap[1]]
    return gap[0] < gap[1] and any(not one[0].isalnum() or (joins is not None and one in joins.both) for one in between)


RULES = (
    Rule(
        3,
        "Attributes that vanish from a level",
        Severity.ERROR,
        why="If one level is silent about what the others grade, a rater cannot place work that differs in it.",
        source="Tierney and Simon 2004, PARE 9(2)",
        rewrite="Name the same attributes at every level, or give the one that comes and goes a row of its own.",
        look=per_criterion(_look_for_vanishing),
        needs=("attributes",),
    ),
    Rule(
        4,
        "Something new at the highest level only",
        Severity.WARNING,
        why="Nobody can work towards what the levels below do not mention.",
        source="Tierney and Simon 2004, PARE 9(2)",
        rewrite="Say at the levels below how much of it is there, or give it a criterion of its own.",
        look=per_criterion(_look_for_new_at_top),
        needs=("attributes",),
    ),
    Rule(
        6,
        "Two things in one criterion",
        Severity.WARNING,
        why="Work that has one and not the other fits no level, and the score hides which it was.",
        source="«Designing high-quality rubrics», meta-rubric slides: a single construct per criterion",
        rewrite="Make two criteria, and share the weight between them.",
        look=per_criterion(_look_for_two_things),
        needs=("attributes",),
    ),
)
