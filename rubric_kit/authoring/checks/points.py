"""The rule on points and the order of levels (L19)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rubric_kit.authoring.change_words import point_words
from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import CriterionSheet, Sheet, per_criterion
from rubric_kit.authoring.checks.word_list import Words, read
from rubric_kit.model import Severity
from rubric_kit.model.rule_words import points_text


def _look_at_points(sheet: Sheet) -> Iterator[Hit]:
    yield from _falling_names(sheet)
    for criterion in sheet.criteria:
        yield from _order(criterion)
        points = tuple(one.points for one in criterion.levels if one.points is not None)
        steps = {high - low for low, high in pairwise(points)}
        if len(steps) > 1 and min(steps) > 0 and not _explained(sheet):
            shown = ", ".join(points_text(one) for one in points)
            message = f"The levels are worth {shown}: the steps differ, and nothing says why."
            yield Hit(
                f"{criterion.path}.levels",
                "",
                message,
                Severity.INFO,
                "Use even steps, or say in the purpose what the points mean.",
            )


def _order(criterion: CriterionSheet) -> Iterator[Hit]:
    for low, high in pairwise(criterion.levels):
        if low.points is None or high.points is None or low.points < high.points:
            continue
        than = "as much as" if low.points == high.points else f"less than the {point_words(low.points)} of"
        message = f"It is worth {point_words(high.points)}, {than} «{low.name or low.id}» below it."
        yield Hit(f"{high.path}.points", "", message)


def _names(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    """Find names that go down a usual ladder while the points go up."""
    names = [" ".join(level.name.lower().split()) for level in criterion.levels]
    for ladder in words.parts.labels.ladders if words.parts.labels else ():
        placed = [(ladder.index(name), level) for name, level in zip(names, criterion.levels, strict=True) if name in ladder]
        for (low, lower), (high, upper) in pairwise(placed):
            if high < low:
                yield Hit(f"{upper.path}.name", upper.name, f"«{upper.name}» stands above «{lower.name}»: the names go down.")
                return


_falling_names = per_criterion(_names)


def _explained(sheet: Sheet) -> bool:
    return sheet.words is not None and bool(sheet.words.find(read(sheet.purpose), sheet.words.parts.points_words))


RULES = (
    Rule(
        19,
        "Levels out of order, or points that tie",
        Severity.ERROR,
        why="A higher level must be worth more, or the score says the opposite of the words.",
        source="Stevens and Levi, meta-rubric (Syracuse University): clear basis for points",
        rewrite="List the levels from low to high, and let the points rise by the same step.",
        look=_look_at_points,
    ),
)
