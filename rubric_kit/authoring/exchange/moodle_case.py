"""The CASE-like JSON that a fork of Moodle's rubric form imports (2023); core Moodle reads no rubric file.

The fork takes a bare rubric whose list is called CFRubricCriterion, and of each criterion and level only the description and
the score: names stand in the first line of the descriptions, weights are folded into the scores. Moodle keeps five decimals, so
no score is rounded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rubric_kit.authoring.exchange.case.case_foreign import in_order
from rubric_kit.authoring.exchange.draft_parts import CriterionPart, LevelPart, clean_text
from rubric_kit.authoring.exchange.exact_number import exact_number, json_number
from rubric_kit.authoring.exchange.finding_codes import Notes, quoted
from rubric_kit.authoring.exchange.folded_points import folded_points, points_reasons
from rubric_kit.authoring.exchange.form import Format, Reading, Written
from rubric_kit.authoring.exchange.json_fields import field, other_fields, records_field, text_field
from rubric_kit.authoring.exchange.loss_list import Reason, losses_of, usual_reasons
from rubric_kit.authoring.exchange.points_draft import low_first, points_draft
from rubric_kit.errors import RecordError
from rubric_kit.model import Criterion, Rubric

DECIMALS = 5
_RUBRIC = frozenset({"title", "description", "cfrubriccriterion", "identifier", "uri", "lastchangedatetime"})
_LEVEL = frozenset({"description", "score", "position", "identifier", "uri", "lastchangedatetime", "rubriccriterionid"})
_MOST_NAME = 80
_ONE_TEXT = "Moodle has one text for a name and what follows: the name is its first line, without spaces at the ends."
_NAMES = (Reason("criteria.*.name", _ONE_TEXT), Reason("criteria.*.levels.*.name", _ONE_TEXT))


def _is_moodle(given: Any) -> bool:
    return field(given, "CFRubricCriterion") is not None


def _read(given: Any, answers: Mapping[str, str]) -> Reading:
    """Read a rubric of the fork."""
    criteria = in_order(records_field(given, "CFRubricCriterion"))
    if not criteria:
        raise RecordError(
            "The Moodle rubric has no criteria; CFRubricCriterion must list at least one", where="CFRubricCriterion"
        )
    notes = Notes("Moodle")
    notes.tell(f"This is a Moodle rubric with {len(criteria)} {'criterion' if len(criteria) == 1 else 'criteria'}.")
    for name, value in other_fields(given, _RUBRIC):
        notes.lose(name, value, "A rubric here has no such field.")
    parts, order = low_first([_part(number, one, notes) for number, one in enumerate(criteria, start=1)], answers, notes)
    more = {"purpose": clean_text(text_field(given, "description"), notes, "description")}
    return notes.reading(points_draft(parts, notes, title=text_field(given, "Title"), more=more, decimals=DECIMALS), order)


def _part(number: int, criterion: Mapping[str, Any], notes: Notes) -> CriterionPart:
    place = f"CFRubricCriterion[{number}]"
    levels = []
    for at, level in enumerate(in_order(records_field(criterion, "CFRubricCriterionLevels")), start=1):
        name, descriptor = _split(text_field(level, "Description"))
        raw, points = field(level, "score"), exact_number(field(level, "score"))
        if raw is not None and points is None:
            notes.find("RKX004", f"The score {quoted(raw)} is not a number.", f"{place}.levels[{at}]")
        levels.append(LevelPart(name, descriptor or name, points, f"{place}.levels[{at}]"))
        for key, value in other_fields(level, _LEVEL):
            notes.lose(f"{place}.levels[{at}].{key}", value, "The Moodle form does not use this field.")
    name, question = _split(text_field(criterion, "Description"))
    return CriterionPart(name or question[:_MOST_NAME], question or name, levels, None, place)


def _split(text: str) -> tuple[str, str]:
    """Return the first line as the name and the rest as the text; text of one line has no name."""
    first, _, rest = text.strip().partition("\n")
    return (first, rest) if rest else ("", first)


def _write(rubric: Rubric) -> Written:
    """Write a rubric; what the form cannot hold is listed."""
    value = {
        "Title": rubric.title,
        "description": rubric.purpose,
        "CFRubricCriterion": [_criterion(position, one) for position, one in enumerate(rubric.criteria, start=1)],
    }
    back = _read(value, {}).draft
    reasons = [*points_reasons(rubric, back, "Moodle"), *_NAMES, *usual_reasons("Moodle")]
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return Written(f"{text}\n".encode(), losses_of(rubric, back, reasons))


def _line(name: str) -> str:
    return name.replace("\n", " ")


def _criterion(position: int, criterion: Criterion) -> dict[str, Any]:
    pairs = zip(criterion.levels, folded_points(criterion, DECIMALS), strict=True)
    return {
        "Description": f"{_line(criterion.name)}\n{criterion.question}",
        "position": position,
        "CFRubricCriterionLevels": [
            {"Description": f"{_line(level.name)}\n{level.descriptor}", "score": json_number(points)} for level, points in pairs
        ],
    }


FORMAT = Format(
    name="moodle",
    title="Moodle rubric in the CASE form of a fork (JSON)",
    suffix=".moodle.json",
    takes="json",
    recognise=_is_moodle,
    read=_read,
    write=_write,
)
