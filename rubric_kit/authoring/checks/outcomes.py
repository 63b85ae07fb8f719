"""The rule on what an outcome tells its reader (L29)."""

from __future__ import annotations

from collections.abc import Iterator

from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import MOST_READ, Sheet
from rubric_kit.authoring.checks.word_list import read
from rubric_kit.model import Severity


def _look_for_turning_away(sheet: Sheet) -> Iterator[Hit]:
    words = sheet.words
    terms = words.parts.turning_away if words else None
    if words is None or terms is None:
        return
    for outcome in sheet.plain["policy"]["outcomes"]:
        for field in ("name", "wording"):
            text = read(outcome[field][:MOST_READ])
            spans = words.find(text, terms.words, terms.besides)
            if spans:
                quoted = text.words(spans[0])
                yield Hit(
                    f"policy.outcomes.{outcome['id']}.{field}", quoted, f"«{quoted}» tells its reader not to learn something."
                )


RULES = (
    Rule(
        29,
        "An outcome that turns a learner away",
        Severity.ERROR,
        why="A district decides what counts here, and not what a person may learn; a passion is more than a badge.",
        source="#BadgeChatK12, 3 October 2016, question 2",
        rewrite="Say what it is not counted for, why, and what is next: «Not counted for hours this year, because ...; it still "
        "belongs in the earner's own story».",
        look=_look_for_turning_away,
        needs=("turning_away",),
    ),
)
