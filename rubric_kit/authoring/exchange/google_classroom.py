"""Google Classroom rubrics as JSON, in the shape of the Classroom API's Rubric resource (criteria, levels, points)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rubric_kit.authoring.exchange.draft_parts import CriterionPart, LevelPart
from rubric_kit.authoring.exchange.exact_number import exact_number, json_number
from rubric_kit.authoring.exchange.finding_codes import Notes, quoted
from rubric_kit.authoring.exchange.folded_points import folded_points, points_reasons
from rubric_kit.authoring.exchange.form import Format, Reading, Written
from rubric_kit.authoring.exchange.json_fields import field, other_fields, records_field, text_field
from rubric_kit.authoring.exchange.loss_list import Reason, losses_of, usual_reasons
from rubric_kit.authoring.exchange.points_draft import low_first, one_question, points_draft, which_rubric
from rubric_kit.errors import RecordError
from rubric_kit.model import Criterion, Rubric

MOST_CRITERIA, MOST_LEVELS = 50, 10
"""What Classroom holds, as its API documentation says; a rubric here has at most 40 criteria of 8 levels."""
_IDS = frozenset({"id", "courseid", "courseworkid", "criteria", "creationtime", "updatetime"})
_PART = frozenset({"id", "title", "description", "levels", "points"})


def _is_google(given: Any) -> bool:
    return bool(_rubrics(given))


def _rubrics(given: Any) -> list[Mapping[str, Any]]:
    listed = given if isinstance(given, list) else records_field(given, "rubrics") or [given]
    found = [one for one in listed if isinstance(one, Mapping)]
    return found if found and all(_is_rubric(one) for one in found) else []


def _is_rubric(given: Mapping[str, Any]) -> bool:
    criteria = records_field(given, "criteria")
    ours = "policy" in given or any("question" in one for one in criteria)
    return bool(criteria) and not ours and all("title" in one and records_field(one, "levels") for one in criteria)


def _read(given: Any, answers: Mapping[str, str]) -> Reading:
    """Read a rubric, or one of a list of them."""
    rubrics = _rubrics(given)
    if not rubrics:
        raise RecordError("This is no Classroom rubric: criteria with a title and levels are needed", where="Google Classroom")
    notes = Notes("Google Classroom")
    which = which_rubric(
        [
            f"rubric {number}, for assignment {text_field(one, 'courseWorkId') or 'unknown'}"
            for number, one in enumerate(rubrics, start=1)
        ]
    )
    rubric = rubrics[0] if which is None else rubrics[int(which.answer(answers)) - 1]
    criteria = records_field(rubric, "criteria")
    count = f"{len(criteria)} {'criterion' if len(criteria) == 1 else 'criteria'}"
    notes.tell(f"This is a Google Classroom rubric with {count}. It has no title.")
    for name, value in other_fields(rubric, _IDS):
        notes.lose(name, value, "A rubric here has no such field.")
    parts, order = low_first([_part(number, one, notes) for number, one in enumerate(criteria, start=1)], answers, notes)
    return notes.reading(points_draft(parts, notes, title=""), one_question(which, order, answers))


def _part(number: int, criterion: Mapping[str, Any], notes: Notes) -> CriterionPart:
    place = f"criteria[{number}]"
    levels = []
    for at, level in enumerate(records_field(criterion, "levels"), start=1):
        raw, points = field(level, "points"), exact_number(field(level, "points"))
        if raw is not None and points is None:
            notes.find("RKX004", f"The points {quoted(raw)} are not a number.", f"{place}.levels[{at}]")
        levels.append(LevelPart(text_field(level, "title"), text_field(level, "description"), points, f"{place}.levels[{at}]"))
        for name, value in other_fields(level, _PART):
            notes.lose(f"{place}.levels[{at}].{name}", value, "A level here has no such field.")
    return CriterionPart(text_field(criterion, "title"), text_field(criterion, "description"), levels, None, place)


def _write(rubric: Rubric) -> Written:
    """Write a rubric; what Classroom cannot hold is listed."""
    value = {"criteria": [_criterion(one) for one in rubric.criteria]}
    back = _read(value, {}).draft
    title = Reason("title", "A Classroom rubric has no title: it belongs to an assignment.")
    reasons = [title, *points_reasons(rubric, back, "Classroom"), *usual_reasons("Classroom")]
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return Written(f"{text}\n".encode(), losses_of(rubric, back, reasons))


def _criterion(criterion: Criterion) -> dict[str, Any]:
    pairs = zip(criterion.levels, folded_points(criterion), strict=True)
    levels = [
        {"title": level.name, "description": level.descriptor, "points": json_number(points)}
        for level, points in reversed(list(pairs))
    ]
    return {"title": criterion.name, "description": criterion.question, "levels": levels}


FORMAT = Format(
    name="google-classroom",
    title="Google Classroom rubric (JSON)",
    suffix=".classroom.json",
    takes="json",
    recognise=_is_google,
    read=_read,
    write=_write,
)
