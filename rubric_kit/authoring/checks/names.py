"""The rule on names of brands and issuers in descriptors (L25)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rubric_kit.authoring.checks.check import Hit, Resting
from rubric_kit.authoring.checks.reading import Span, lowered
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import CriterionSheet, Sheet
from rubric_kit.authoring.checks.word_list import Text, phrases, product_names, read
from rubric_kit.model import Severity

_FEWEST_LETTERS = 4


def _look_for_names(sheet: Sheet) -> Iterator[Hit] | Resting:
    cells = any(criterion.cells for criterion in sheet.criteria)
    return _named(sheet) if cells else Resting("No level is described yet.")


def _named(sheet: Sheet) -> Iterator[Hit]:
    # A rubric for the badges of one tool has to speak of that tool: its title says so.
    topic = read(f"{sheet.plain['title']}\n{sheet.purpose}")
    about = {topic.lower[slice(*span)] for span in _products(topic)}
    issuers = tuple(one for one in (sheet.sample.issuers if sheet.sample else ()) if len(one.strip()) >= _FEWEST_LETTERS)
    for criterion in sheet.criteria:
        for path, names in _names_in(criterion, issuers):
            quoted = next((name for name in names if lowered(name) not in about), "")
            if quoted:
                yield Hit(path, quoted, f"«{quoted}» is a name; the level then rates the name, not what it stands for.")


@lru_cache(maxsize=256)
def _names_in(criterion: CriterionSheet, issuers: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names in each cell of a criterion that holds any."""
    found = []
    for cell in (criterion.heading[1], *criterion.cells):
        text = read(cell.text)
        spans = sorted([*_products(text), *(phrases(issuers).spans(text.pieces, text.there) if issuers else ())])
        if spans:
            found.append((cell.path, tuple(text.words(span) for span in spans)))
    return tuple(found)


def _products(text: Text) -> list[Span]:
    names, capital = product_names()
    found = phrases(names).spans(text.pieces, text.there)
    return [*found, *(one for one in phrases(capital).spans(text.pieces, text.there) if _is_name(text, one))]


def _is_name(text: Text, span: Span) -> bool:
    """Tell whether a word that is also an everyday word has a capital letter that the start of a sentence does not give it."""
    at_start = not text.tokens_in((text.clause(span[0])[0], span[0]))
    return text.text[span[0]].isupper() and not at_start


RULES = (
    Rule(
        25,
        "A brand or issuer in a descriptor",
        Severity.WARNING,
        why="Badges are compared by what was learned; a name lends standing that nobody checked.",
        source="#BadgeChatK12, 3 October 2016, questions 1 and 3",
        rewrite="Say what the name stands for here: «an organisation that names its assessors».",
        look=_look_for_names,
    ),
)
