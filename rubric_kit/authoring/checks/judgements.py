"""Rules on words that judge: in descriptors (L02), by absence alone (L12), and in the names of levels (L17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.reading import Span
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import CriterionSheet, per_criterion
from rubric_kit.authoring.checks.word_list import Text, Words, read
from rubric_kit.authoring.checks.word_parts import Labels
from rubric_kit.model import Severity

_MOST_NAMED = 3
_FEWEST_TELLING = 2
_LABEL_WORD = re.compile(r"[^\W\d_]+")


# ---- L02 ----


def _look_for_judging(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    judging = words.parts.judging
    if judging is None:
        return
    for cell in criterion.cells:
        text = read(cell.text)
        named = list(dict.fromkeys(text.words(span) for span in words.find(text, judging.words, judging.besides)))
        if named:
            listed = ", ".join(f"«{one}»" for one in named[:_MOST_NAMED])
            yield Hit(cell.path, named[0], f"{listed}: a judgement, where a reader needs to know what can be seen.")


# ---- L12 ----


def _look_for_absence(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    for place, level in enumerate(criterion.levels[:-1]):
        if 2 * place >= len(criterion.levels) and place:
            continue
        text = read(level.descriptor)
        # A lowest level worth nothing says what is not there: that is what zero means. It need not say it of a person.
        quoted = _only_absence(text, words, at_zero=place == 0 and level.points == 0)
        if quoted:
            yield Hit(level.cell.path, quoted, f"The level says only what is missing («{quoted}»), not what is there.")


def _only_absence(text: Text, words: Words, *, at_zero: bool) -> str:
    """Return the first word of absence if no clause says what is there."""
    negations = words.parts.negations
    if negations is None or not text.parts:
        return ""
    failing = words.find(text, negations.failing, negations.besides)
    absent = (one for one in words.find(text, negations.absent, negations.besides) if not _is_aside(text, one, words))
    found = sorted([*failing, *absent])
    judging = words.parts.judging
    judged = words.find(text, judging.words, judging.besides) if judging else []
    if not found or any(_is_told(text, _first_half(text, part, words), [*found, *judged], words) for part in text.parts):
        return ""
    if at_zero and not failing and not _is_about_a_person(text, found[0], words):
        return ""
    return text.words((failing or found)[0])


def _is_about_a_person(text: Text, absence: Span, words: Words) -> bool:
    """Tell whether it is a person who does not, and not a thing that is not there."""
    negations = words.parts.negations
    clause = text.clause(absence[0])
    people = words.find(text, negations.people) if negations else []
    verbs = words.find(text, negations.verbs) if negations else []
    before = text.tokens_in((clause[0], absence[0]))
    return any(clause[0] <= start < absence[0] for start, _ in people) or any(
        clause[0] <= start <= absence[0] and len(before) <= 1 for start, _ in verbs
    )


def _is_told(text: Text, part: Span, absences: list[Span], words: Words) -> bool:
    """Tell whether a part of a clause says what is there; a word or two may belong to the absence before."""
    if any(part[0] <= start < part[1] for start, _ in absences):
        return False
    opens_clause = text.clause(part[0])[0] == part[0]
    return opens_clause or len(words.content(text.tokens_in(part))) >= _FEWEST_TELLING


def _is_aside(text: Text, absence: Span, words: Words) -> bool:
    """Tell whether an absence only says which one is meant: "every task that was not done is listed"."""
    joins = words.parts.joins
    before = text.tokens_in((text.clause(absence[0])[0], absence[0]))
    return bool(joins and any(one.word in joins.relative for one in before))


def _first_half(text: Text, part: Span, words: Words) -> Span:
    """Return what stands before the first "and" or "without" of a part: "lists costs without a total" tells something."""
    joins, negations = words.parts.joins, words.parts.negations
    cuts = (*joins.both, *(one for one in joins.phrases if negations and one in negations.absent)) if joins else ()
    cut = next((one for one in words.find(text, cuts) if part[0] < one[0] < part[1]), None) if cuts else None
    half = (part[0], cut[0]) if cut else part
    return half if len(words.content(text.tokens_in(half))) >= _FEWEST_TELLING else part


# ---- L17 ----


def _look_at_labels(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    labels = words.parts.labels
    for level in criterion.levels if labels else ():
        fault = _fault_of_label(" ".join(level.name.lower().split()), labels) if labels else ""
        if fault:
            yield Hit(f"{level.path}.name", level.name, f"«{level.name}» {fault}.")


def _fault_of_label(label: str, labels: Labels) -> str:
    if label in labels.discouraging:
        return "puts a person down and does not say what was reached"
    if label in labels.judging:
        return "judges and does not say what is there"
    wordy = [one for one in _LABEL_WORD.findall(label) if one not in labels.empty]
    return "does not say what the level is about" if label and all(len(one) == 1 for one in wordy) else ""


RULES = (
    Rule(
        2,
        "Judging words in place of what can be seen",
        Severity.WARNING,
        why="Good work looks different to every rater; what is on the page does not.",
        source="Tierney and Simon 2004, PARE 9(2); Brookhart 2013, chapters 1 to 3",
        rewrite="Say what one sees in such work: «each claim names the data it rests on».",
        look=per_criterion(_look_for_judging),
        needs=("judging",),
    ),
    Rule(
        12,
        "Low levels that only say what is missing",
        Severity.INFO,
        why="A learner at this level reads what is wrong and not what is there to build on.",
        source="theonlineinstructor.blogspot.com, July 2012",
        rewrite="Begin with what is there: «names the topic; the tasks are still to be listed».",
        look=per_criterion(_look_for_absence),
        needs=("negations",),
    ),
    Rule(
        17,
        "Level names that discourage or say nothing",
        Severity.INFO,
        why="The name of the level is what people remember and repeat.",
        source="Stevens and Levi, meta-rubric (Syracuse University)",
        rewrite="Name what is there at the level: «Topic named», «Tasks listed».",
        look=per_criterion(_look_at_labels),
        needs=("labels",),
    ),
)
