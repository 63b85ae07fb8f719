"""Rules on how many and how heavy: levels (L10), criteria (L11), and a weight that is a gate in disguise (L27)."""

from __future__ import annotations

from collections.abc import Iterator

from rubric_kit.authoring.checks.check import Hit, Resting
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import CriterionSheet, Sheet
from rubric_kit.model import Severity
from rubric_kit.model.rule_words import exact_share

_HEAVY, _HEAVY_OF_TWO = 5000, 7500


# ---- L10 ----


def _look_at_levels(sheet: Sheet) -> Iterator[Hit]:
    # Two levels and a gate are a list of things to be met, not a scale.
    scales = [one for one in sheet.criteria if not (len(one.levels) == 2 and one.id in sheet.gated)]
    wrong = [one for one in scales if not 3 <= len(one.levels) <= 6]
    for one in wrong:
        count = "1 level" if len(one.levels) == 1 else f"{len(one.levels)} levels"
        yield Hit(f"{one.path}.levels", "", f"It has {count}; 3 to 6 are usual.")


# ---- L11 ----


def _look_at_criteria(sheet: Sheet) -> Iterator[Hit]:
    count = len(sheet.criteria)
    if count < 3:
        yield Hit("criteria", "", f"The rubric has {count} {'criterion' if count == 1 else 'criteria'}; 3 to 8 are usual.")
        return
    # Criteria that only gate, and lists in which all must be met, are not weighed against each other.
    weighed = [one for one in sheet.criteria if sheet.weights.get(one.id) != 0]
    if len(weighed) > 8 and not all(one.id in sheet.gated for one in weighed):
        yield Hit("criteria", "", f"{len(weighed)} criteria are weighed against each other; 3 to 8 are usual.")


# ---- L27 ----


def _look_at_weights(sheet: Sheet) -> Iterator[Hit] | Resting:
    weighed = [one for one in sheet.criteria if sheet.weights.get(one.id)]
    if len(weighed) < 2:
        return Resting("Fewer than two criteria have a weight.")
    return _heavy(sheet, weighed)


def _heavy(sheet: Sheet, weighed: list[CriterionSheet]) -> Iterator[Hit]:
    least = _HEAVY_OF_TWO if len(weighed) == 2 else _HEAVY
    for one in weighed:
        weight = sheet.weights[one.id]
        if weight >= least and one.id not in sheet.gated:
            yield Hit(
                f"{one.path}.weight", "", f"It carries {exact_share(weight)} of 100, as much as all others together or more."
            )


RULES = (
    Rule(
        10,
        "Too few or too many levels",
        Severity.WARNING,
        why="With two levels there is nothing to grow into; with more than six, raters cannot keep neighbours apart.",
        source="Stevens and Levi, meta-rubric (Syracuse University): 3 to 5 are typical",
        rewrite="Keep three to six levels that a rater can tell apart. For met or not met, make it a gate.",
        look=_look_at_levels,
    ),
    Rule(
        11,
        "Too few or too many criteria",
        Severity.WARNING,
        why="Nobody weighs fifteen things against each other; with one or two, much of the work is not seen.",
        source="Olson 1996, after the DTU transport compendium, part 2: about 8 are plenty, 15 too many",
        rewrite="Join criteria that move together, or make what must be there a gate.",
        look=_look_at_criteria,
    ),
    Rule(
        27,
        "A gate hidden in a heavy weight",
        Severity.WARNING,
        why="A weight this heavy is meant as a must, and yet high levels elsewhere can still make up for it.",
        source="Micro-Credentials Partnership of States, quality standards, 2024: what must be met is met, not weighed",
        rewrite="Make it a gate: «at least this level, or it is not counted», and give it a weight like the others.",
        look=_look_at_weights,
    ),
)
