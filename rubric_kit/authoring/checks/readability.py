"""The rule on hard reading and on short forms that nobody explains (L16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import Cell, CriterionSheet, Sheet
from rubric_kit.authoring.checks.word_list import Words, read
from rubric_kit.model import Severity

_FEWEST_WORDS = 40
"""A formula made for pages says nothing about a single cell."""
_FEWEST_DIFFERENT = 25
"""Nor about one sentence that stands at every level with another adverb."""
_CAPITALS = re.compile(r"(?<![\w./-])[A-Z]{2,6}(?:s(?!\w)|(?![\w/]|-[A-Z0-9]|\.\w))")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ROMAN = re.compile(r"[IVX]+")


def _look_at_reading(sheet: Sheet) -> Iterator[Hit]:
    if sheet.words is None:
        return
    yield from _hard_rows(sheet, sheet.words)
    yield from _short_forms(sheet, sheet.words)


def _hard_rows(sheet: Sheet, words: Words) -> Iterator[Hit]:
    reading = words.parts.reading
    if reading is None:
        return
    limit = reading.family_grade if _for_families(sheet, words) else reading.staff_grade
    for criterion in sheet.criteria:
        grade = _grade_of(criterion)
        if grade is not None and grade >= limit:
            message = (
                f"It reads like a text for school grade {grade} (Coleman-Liau); readers here follow up to grade {limit - 1}."
            )
            yield Hit(criterion.path, "", message)


@lru_cache(maxsize=256)
def _grade_of(criterion: CriterionSheet) -> int | None:
    """Return the school grade of a criterion's text by Coleman and Liau; None if there is too little of it.

    The formula is 0.0588 L - 0.296 S - 15.8 with L letters and S sentences per 100 words (Coleman and Liau 1975, Journal of
    Applied Psychology 60, 283-284). It counts no syllables, so it needs no dictionary. Descriptors are often lists without
    full stops, so each clause is read as a sentence.
    """
    texts = [read(cell.text) for cell in (criterion.heading[1], *criterion.cells)]
    clauses = [text.words(span).strip() for text in texts for span in text.clauses]
    tokens = [one.word for text in texts for one in text.tokens]
    if len(tokens) < _FEWEST_WORDS or len(set(tokens)) < _FEWEST_DIFFERENT:
        return None
    # It takes a third of a second to load, and only this rule needs it.
    import textstat  # type: ignore[import-untyped]

    return int(textstat.coleman_liau_index(". ".join(clauses) + "."))


def _for_families(sheet: Sheet, words: Words) -> bool:
    acronyms = words.parts.acronyms
    audience = read(str(sheet.plain["audience"]))
    return acronyms is not None and any(one.word in acronyms.families for one in audience.tokens)


def _short_forms(sheet: Sheet, words: Words) -> Iterator[Hit]:
    acronyms = words.parts.acronyms
    if acronyms is None:
        return
    known = {*acronyms.known, *(() if _for_families(sheet, words) else acronyms.school)}
    cells = [cell for one in sheet.criteria for cell in (*one.heading, *one.cells)]
    used = [(cell, [one for one in _forms_in(cell, words) if one[0] not in known]) for cell in cells]
    whole = "\n".join([sheet.head_text, *(cell.text for cell in cells)]) if any(forms for _, forms in used) else ""
    for cell, forms in used:
        found = [(form, shown) for form, shown in forms if not _is_explained(form, whole)]
        if found:
            listed = ", ".join(dict.fromkeys(f"«{shown}»" for _, shown in found))
            what = "is a short form" if len(found) == 1 else "are short forms"
            rewrite = f"Write it out once: «the full words ({found[0][0]})»."
            yield Hit(cell.path, found[0][1], f"{listed} {what} that the rubric does not explain.", None, rewrite)


@lru_cache(maxsize=1024)
def _forms_in(cell: Cell, words: Words) -> tuple[tuple[str, str], ...]:
    """Return the short forms of a cell, without what is shouted and without roman numbers."""
    text = cell.text
    long_words = _LETTERS.findall(text)
    if len(long_words) > 3 and 3 * sum(one.isupper() for one in long_words) > 2 * len(long_words):
        return ()
    found = [(one[0].removesuffix("s"), one[0]) for one in _CAPITALS.finditer(text)]
    return tuple((form, shown) for form, shown in found if not _ROMAN.fullmatch(form) and not _is_word(form, words))


def _is_word(form: str, words: Words) -> bool:
    """Tell whether capitals only shout a word that the list knows, such as NOT or AND."""
    word = form.lower()
    negations, degrees = words.parts.negations, words.parts.degrees or {}
    plain = {*words.function_words, *(negations.absent if negations else ())}
    return word in plain or any(word in (*one.vague, *one.sharp) for one in degrees.values())


def _is_explained(form: str, whole: str) -> bool:
    """Tell whether the rubric gives the full words: "short form (full words)" or "full words (short form)"."""
    return f"({form})" in whole or f"({form}s)" in whole or f"{form} (" in whole or f"{form}s (" in whole


RULES = (
    Rule(
        16,
        "Hard to read, or short forms nobody explains",
        Severity.WARNING,
        why="Earners, families and other districts read it too, without anyone to ask.",
        source="Stevens and Levi, meta-rubric (Syracuse University): understood by external audiences",
        rewrite="Use the short word and two sentences instead of one.",
        look=_look_at_reading,
        needs=("acronyms",),
    ),
)
