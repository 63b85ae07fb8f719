"""Rules on what is asked to be shown: private data (L21), what nobody can see (L22), and an answer that is none (L26)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from rubric_kit.authoring.checks.check import Hit, Resting
from rubric_kit.authoring.checks.reading import Span, Token
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import Cell, CriterionSheet, Sheet, per_criterion
from rubric_kit.authoring.checks.word_list import Text, Words, read
from rubric_kit.authoring.checks.word_parts import NoAnswer, Private
from rubric_kit.model import Severity

_MOST_BETWEEN = 3
"""Words between a thing and the person it is of."""


# ---- L21 ----


def _look_for_private(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    private = words.parts.private
    # A row about privacy has to say what its low levels show.
    if private is None or any(words.find(read(cell.text), private.about) for cell in criterion.heading):
        return
    for cell in (criterion.heading[1], *criterion.cells):
        text = read(cell.text)
        spans = _private_spans(text, words, private)
        kept_out = [text.clause(start) for start, _ in words.find(text, private.protected)] if spans else []
        found = next((one for one in spans if text.clause(one[0]) not in kept_out), None)
        if found:
            yield Hit(
                cell.path, text.words(found), f"«{text.words(found)}»: this would show who a student is, or a record about one."
            )


def _private_spans(text: Text, words: Words, private: Private) -> list[Span]:
    found = words.find(text, private.always, private.besides)
    people = words.find(text, private.people)
    if people:
        things = words.find(text, private.things, private.besides)
        joins = set(words.find(text, private.things_of))
        owned = (pair for pair in _neighbours(people, things) if _owned(text, *pair) and not _is_done(text, *pair, private))
        found += [(one[0], thing[1]) for one, thing in owned]
        found += [(thing[0], one[1]) for thing, one in _neighbours(things, people) if _is_of(text, thing, one, joins)]
        found += [(one[0], thing[1]) for one, thing in _neighbours(people, things) if _is_borne(text, one, thing, private)]
    return sorted(found)


def _neighbours(firsts: list[Span], seconds: list[Span]) -> list[tuple[Span, Span]]:
    """Return each of the first with the next of the second behind it."""
    starts = [start for start, _ in seconds]
    pairs = ((one, bisect_left(starts, one[1])) for one in firsts)
    return [(one, seconds[at]) for one, at in pairs if at < len(seconds)]


def _owned(text: Text, person: Span, thing: Span) -> bool:
    """Tell whether a person's thing is named: "students' photos", "student names"."""
    return thing[0] - person[1] <= 3 and text.lower[person[1] : thing[0]].strip() in {"", "'", "'s"}


def _is_of(text: Text, thing: Span, person: Span, joins: set[Span]) -> bool:
    """Tell whether a thing of a person is named: "photos of students"."""
    gap = text.tokens_in((thing[1], person[0]))
    if not 0 < len(gap) <= _MOST_BETWEEN or text.clause(thing[0]) != text.clause(person[0]):
        return False
    return any((first.start, last.end) in joins for first in gap for last in gap)


def _is_borne(text: Text, person: Span, thing: Span, private: Private) -> bool:
    """Tell whether a person's work bears the thing: "student work with names"."""
    gap = text.tokens_in((person[1], thing[0]))
    if not 2 <= len(gap) <= _MOST_BETWEEN or gap[-1].word not in private.bearing:
        return False
    return gap[0].word in private.works and text.clause(thing[0]) == text.clause(person[0])


def _is_done(text: Text, person: Span, thing: Span, private: Private) -> bool:
    """Tell whether the thing is what somebody does: "the student names three", "students grade each other"."""
    if "'" in text.lower[person[1] : thing[0]]:
        return False
    word = text.lower[slice(*thing)]
    if text.lower[slice(*person)] in private.many:
        return word in private.done_by_many
    before = text.tokens_in((text.clause(person[0])[0], person[0]))[-1:]
    return word in private.done_by_one and bool(before) and before[0].word in private.openers


# ---- L22 ----


def _look_for_unseen(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    # Look-fors name facts of a badge that speak for a level: then there is something to read.
    if criterion.looked_for:
        return
    heading = [one for cell in criterion.heading if (one := _unseen(cell, words))]
    cells = [one for cell in criterion.cells if (one := _unseen(cell, words))]
    if heading or (len(cells) >= 2 and 2 * len(cells) >= len(criterion.cells)):
        path, quoted = (heading or cells)[0]
        yield Hit(path, quoted, f"«{quoted}» cannot be read from a badge or from any document that one could ask for.")


def _unseen(cell: Cell, words: Words) -> tuple[str, str] | None:
    inner = words.parts.inner
    text = read(cell.text)
    for span in words.find(text, inner.words, inner.besides) if inner else ():
        if not _is_told(text.tokens_in(text.clause(span[0])), span, words):
            return cell.path, text.words(span)
    return None


def _is_told(tokens: tuple[Token, ...], span: Span, words: Words) -> bool:
    """Tell whether somebody says or writes it, so that it can be read."""
    return any(one.word in words.parts.told and one.end <= span[0] for one in tokens)


# ---- L26 ----


def _look_for_no_answer(sheet: Sheet) -> list[Hit] | Resting:
    found = [*_blanks_as_zero(sheet), *_none_levels(sheet), *_withheld_without_a_way(sheet)]
    no_list = sheet.words is None or sheet.words.parts.no_answer is None
    if no_list and not found:
        return Resting(f"There is no list of words for «cannot tell» in the language «{sheet.plain['language']}».")
    return found


def _blanks_as_zero(sheet: Sheet) -> Iterator[Hit]:
    none = sheet.words.parts.no_answer if sheet.words else None
    if none is None or sheet.words is None:
        return
    text = read(sheet.purpose)
    gaps = sheet.words.find(text, none.gaps)
    for zero in sheet.words.find(text, none.zero):
        if any(text.clause(zero[0]) == text.clause(gap[0]) for gap in gaps):
            yield Hit("purpose", text.words(zero), "What was left blank is counted as zero, so nobody can say «cannot tell».")
            return


def _levels_that_are_none(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    none = words.parts.no_answer
    for level in criterion.levels if none else ():
        for cell in (Cell(f"{level.path}.name", level.name), level.cell):
            text = read(cell.text)
            found = _no_answers(text, words, none) if none else []
            spans = [one for one in found if not _is_told(text.tokens_in(text.clause(one[0])), one, words)]
            if spans:
                quoted = text.words(spans[0])
                yield Hit(cell.path, quoted, f"«{quoted}» is made a level, so what is not known is scored as if it were seen.")
                break


def _no_answers(text: Text, words: Words, none: NoAnswer) -> list[Span]:
    """Return where a level gives an answer that is none: as all it says, or as one of the things it says."""
    alone = [one for one in words.find(text, none.alone) if len(text.tokens_in(one)) == len(text.tokens)]
    return alone or words.find(text, none.words, none.besides)


_none_levels = per_criterion(_levels_that_are_none)


def _withheld_without_a_way(sheet: Sheet) -> Iterator[Hit]:
    policy = sheet.plain["policy"]
    wanted, known = policy["evidence_criterion"], {one.id for one in sheet.criteria}
    required = any(rule["requirement"] == "required" for rule in policy["evidence_rules"])
    if wanted in known and required and not any(rule["withheld"] == wanted for rule in policy["substitutions"]):
        message = "Evidence is required, and no rule says what may carry it where it is withheld, such as private student work."
        rewrite = "Add a rule: where evidence is withheld, clear criteria and a known issuer may carry it."
        yield Hit("policy.substitutions", "", message, Severity.INFO, rewrite)


RULES = (
    Rule(
        21,
        "Evidence that would show student data",
        Severity.ERROR,
        why="Student data stays within the school; a badge can be read by anybody.",
        source="#BadgeChatK12, 3 October 2016, question 2",
        rewrite="Ask for the kind of work, not for the person: «a lesson plan with student work, names removed».",
        look=per_criterion(_look_for_private),
        needs=("private",),
    ),
    Rule(
        22,
        "What nobody can see in a badge or a document",
        Severity.WARNING,
        why="Where there is nothing to read, raters guess.",
        source="#BadgeChatK12, 3 October 2016, question 4",
        rewrite="Ask for what shows it: «the reflection names one thing that was changed, and why».",
        look=per_criterion(_look_for_unseen),
        needs=("inner",),
    ),
    Rule(
        26,
        "What is not known, made a level",
        Severity.ERROR,
        why="Not known, withheld and not applicable are answers of their own; as a level they get points.",
        source="#BadgeChatK12, 3 October 2016, question 4; elastic/kibana, issue 285441; sa-tre/satre-specification, issue 455",
        rewrite="Let the level say what is known to be missing; for the rest, raters choose «cannot tell» or «withheld».",
        look=_look_for_no_answer,
    ),
)
