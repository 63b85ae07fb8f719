"""The rule on criteria that ask for the form of a task, not for what the work means (L15)."""

from __future__ import annotations

from collections.abc import Iterator

from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import Cell, CriterionSheet, per_criterion
from rubric_kit.authoring.checks.word_list import Words, read
from rubric_kit.model import Severity


def _look_for_compliance(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    heading = [one for cell in criterion.heading if (one := _first(cell, words))]
    cells = [one for cell in criterion.cells if (one := _first(cell, words))]
    if heading or (len(cells) >= 2 and 2 * len(cells) >= len(criterion.cells)):
        path, quoted = heading[0] if heading else cells[-1]
        yield Hit(path, quoted, f"«{quoted}» is about how the task was handed in or laid out.")


def _first(cell: Cell, words: Words) -> tuple[str, str] | None:
    compliance = words.parts.compliance
    text = read(cell.text)
    spans = words.find(text, compliance.words, compliance.besides) if compliance else []
    return (cell.path, text.words(spans[0])) if spans else None


RULES = (
    Rule(
        15,
        "The form of the task in place of its meaning",
        Severity.INFO,
        why="Work can keep to every instruction and show no learning.",
        source="Brookhart 2013, chapters 1 to 3",
        rewrite="Ask for what the form is there for: «a reader finds each source», or make it a gate without weight.",
        look=per_criterion(_look_for_compliance),
        needs=("compliance",),
    ),
)
