"""Rules on what a rubric is tied to: sample text at its levels (L20), and the vision, mission or standards (L28)."""

from __future__ import annotations

from collections.abc import Iterator

from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import Sheet
from rubric_kit.model import Severity


def _look_for_anchors(sheet: Sheet) -> Iterator[Hit]:
    levels = [level for criterion in sheet.criteria for level in criterion.levels]
    bare = sum(not level.anchored for level in levels)
    if sheet.calibrating:
        yield from _levels_to_anchor(sheet)
    elif bare:
        count = "None" if bare == len(levels) else str(len(levels) - bare)
        yield Hit(
            "criteria", "", f"{count} of the {len(levels)} levels {'has' if count in {'None', '1'} else 'have'} sample text."
        )


def _levels_to_anchor(sheet: Sheet) -> Iterator[Hit]:
    for criterion in sheet.criteria:
        bare = [level for level in criterion.levels if not level.anchored]
        if len(bare) == len(criterion.levels) > 0:
            yield Hit(criterion.path, "", "None of its levels has sample text.", Severity.ERROR)
            continue
        for level in bare:
            yield Hit(level.path, "", "It has no sample text.", Severity.ERROR)


def _look_for_items(sheet: Sheet) -> Iterator[Hit]:
    listed = {target["id"] for target in sheet.plain["targets"]}
    linked = {target for criterion in sheet.plain["criteria"] for target in criterion["targets"]}
    if not listed:
        yield Hit("targets", "", "No item of a vision, mission or standard is listed.")
    elif not listed & linked:
        yield Hit(
            "targets", "", f"{len(listed)} item{' is' if len(listed) == 1 else 's are'} listed, and no criterion serves one."
        )


RULES = (
    Rule(
        20,
        "Levels without sample text",
        Severity.INFO,
        why="Raters agree more where they can hold work against a sample.",
        source="Jonsson and Svingby 2007, Educational Research Review 2, 130-144",
        rewrite="Pin a few words from a badge that stands exactly at this level.",
        look=_look_for_anchors,
    ),
    Rule(
        28,
        "No item of a vision, mission or standard",
        Severity.INFO,
        why="Whoever asks why this is rated at all finds the answer there.",
        source="#BadgeChatK12, 3 October 2016, question 2; Stevens and Levi, meta-rubric (Syracuse University)",
        rewrite="List the items of your vision, mission or standard, and link each criterion to those it serves.",
        look=_look_for_items,
    ),
)
