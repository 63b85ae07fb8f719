"""Rules that look at the sample badges: a weight that decides nothing (L23), and a criterion on which all are alike (L24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rubric_kit.authoring.checks.check import Hit, Resting
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sample import ENOUGH_BADGES, CriterionFigures
from rubric_kit.authoring.checks.sheet import CriterionSheet, Sheet
from rubric_kit.model import Severity
from rubric_kit.model.rule_words import exact_share


def _look_for_idle_weights(sheet: Sheet) -> Iterable[Hit] | Resting:
    rated = _rated(sheet)
    return rated if isinstance(rated, Resting) else _idle(sheet, rated)


def _idle(sheet: Sheet, rated: list[tuple[CriterionSheet, CriterionFigures]]) -> Iterator[Hit]:
    for criterion, one in rated:
        weight = sheet.weights.get(criterion.id)
        if one.deciding == 0 and weight is not None:
            message = (
                f"With {exact_share(weight)} of 100, no other level on it would change what is decided "
                f"for any of {one.rated} sample badges."
            )
            yield Hit(f"{criterion.path}.weight", "", message)


def _look_for_equal_levels(sheet: Sheet) -> Iterable[Hit] | Resting:
    rated = _rated(sheet)
    return rated if isinstance(rated, Resting) else _equal(rated)


def _equal(rated: list[tuple[CriterionSheet, CriterionFigures]]) -> Iterator[Hit]:
    for criterion, one in rated:
        if one.levels == 1:
            yield Hit(criterion.path, "", f"All {one.rated} sample badges that are rated on it have the same level.")


def _rated(sheet: Sheet) -> list[tuple[CriterionSheet, CriterionFigures]] | Resting:
    """Return the criteria on which enough sample badges are rated."""
    if sheet.sample is None or not sheet.sample.badges:
        return Resting("No sample badges are rated.")
    figures = {one.criterion: one for one in sheet.sample.criteria if one.rated >= ENOUGH_BADGES}
    found = [(one, figures[one.id]) for one in sheet.criteria if one.id in figures]
    return found or Resting(f"No criterion is rated on {ENOUGH_BADGES} sample badges or more.")


RULES = (
    Rule(
        23,
        "A weight that decides nothing",
        Severity.INFO,
        why="A criterion that can change no decision costs raters time and tells earners that it counts.",
        source="Fischer 1995, OBHDP 62, 252-266, on weights and ranges; the limit: rubric_kit, docs/decisions/0013",
        rewrite="Give it more weight, make it a gate, or leave it out.",
        look=_look_for_idle_weights,
    ),
    Rule(
        24,
        "All sample badges alike",
        Severity.INFO,
        why="A criterion on which all badges stand at one level tells none of them from another, whatever it weighs.",
        source="Fischer 1995, OBHDP 62, 252-266, on weights and ranges; the limit: rubric_kit, docs/decisions/0013",
        rewrite="Split the level at which all of them stand, or take in sample badges that differ in it.",
        look=_look_for_equal_levels,
    ),
)
