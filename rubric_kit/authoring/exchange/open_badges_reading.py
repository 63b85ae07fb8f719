"""Reading the rubric of an Open Badges 3.0 achievement, and telling what is wrong in it.

The traps looked for are those of the complete example in the Open Badges 3.0 specification itself: levels with the same points,
a result that points to another description's level, allowed values on a rubric result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rubric_kit.authoring.exchange.draft_parts import LANGUAGE, CriterionPart, LevelPart, clean_text, draft_from, rising
from rubric_kit.authoring.exchange.exact_number import exact_number
from rubric_kit.authoring.exchange.finding_codes import Notes, quoted
from rubric_kit.authoring.exchange.form import Reading
from rubric_kit.authoring.exchange.json_fields import field, other_fields, records_field, text_field
from rubric_kit.authoring.exchange.points_draft import low_first
from rubric_kit.errors import RecordError

Json = Mapping[str, Any]
_DESCRIPTION = frozenset(
    {"id", "type", "name", "resulttype", "rubriccriterionlevel", "requiredlevel", "allowedvalue", "valuemin", "valuemax"}
)
_ACHIEVEMENT = frozenset({"@context", "id", "type", "name", "description", "inlanguage", "version", "resultdescription"})
_LEVEL = frozenset({"id", "type", "name", "description", "points", "level"})


def is_achievement(given: Any) -> bool:
    """Tell whether JSON has result descriptions: an award, an achievement, or a list of them."""
    return bool(_descriptions(given)[1])


def read_achievement(given: Any, answers: Mapping[str, str]) -> Reading:
    """Read the result descriptions that have levels: each becomes a criterion.

    Raises
    ------
    RecordError
        No result description has rubric criterion levels.
    """
    achievement, descriptions = _descriptions(given)
    rated = [one for one in descriptions if records_field(one, "rubricCriterionLevel")]
    if not rated:
        message = "This achievement describes results without rubric levels; at least one rubricCriterionLevel list is needed"
        raise RecordError(message, where="Open Badges")
    notes = Notes("Open Badges")
    count = f"{len(rated)} {'description' if len(rated) == 1 else 'descriptions'}"
    notes.tell(f"This is an Open Badges achievement with {count} of results that have levels; each became a criterion.")
    _check_results(given, rated, notes)
    for number, one in enumerate(descriptions, start=1):
        if one not in rated:
            notes.find("RKX024", "A result description has no rubric levels; it was left out.", f"resultDescription[{number}]")
            notes.lose(f"resultDescription[{number}]", text_field(one, "name"), "Nobody could rate it: it has no levels.")
    found = [_part(one, f"resultDescription[{descriptions.index(one) + 1}]", notes) for one in rated]
    parts, order = low_first(found, answers, notes)
    draft = draft_from(parts, notes, title=text_field(achievement, "name"), more=_about(achievement, notes))
    _add_gates(draft, rated, parts, notes)
    return notes.reading(draft, order)


def _descriptions(given: Any) -> tuple[Json, list[Json]]:
    """Return the achievement, if there is one, and its result descriptions."""
    if isinstance(given, list):
        listed = [one for one in given if isinstance(one, Mapping)]
        rubrics = any(field(one, "rubricCriterionLevel") is not None for one in listed)
        return {}, listed if rubrics and len(listed) == len(given) else []
    for subject in records_field(given, "credentialSubject"):
        for achievement in records_field(subject, "achievement"):
            return achievement, records_field(achievement, "resultDescription")
    return (given if isinstance(given, Mapping) else {}), records_field(given, "resultDescription")


def _about(achievement: Json, notes: Notes) -> dict[str, Any]:
    about: dict[str, Any] = {}
    purpose = clean_text(text_field(achievement, "description"), notes, "achievement.description")
    if purpose and purpose != text_field(achievement, "name").strip():
        about["purpose"] = purpose
    language = text_field(achievement, "inLanguage")
    if re.fullmatch(LANGUAGE, language):
        about["language"] = language
    for name, _ in other_fields(achievement, _ACHIEVEMENT):
        # Without its words: who made a badge for themselves stands there as its creator.
        notes.lose(f"achievement.{name}", "", "A rubric has no such field; it stays with the badge.")
    return about


def _part(description: Json, place: str, notes: Notes) -> CriterionPart:
    if field(description, "allowedValue"):
        message = "Allowed values stand beside rubric levels; a rubric result is a level, so they were left out."
        notes.find("RKX022", message, f"{place}.allowedValue")
    for name, value in other_fields(description, _DESCRIPTION):
        notes.lose(f"{place}.{name}", value, "A criterion here has no such field.")
    levels = [
        _level(one, f"{place}.rubricCriterionLevel[{number}]", notes)
        for number, one in enumerate(records_field(description, "rubricCriterionLevel"), start=1)
    ]
    return CriterionPart(text_field(description, "name"), "", levels, None, place)


def _level(level: Json, place: str, notes: Notes) -> LevelPart:
    raw, points = field(level, "points"), exact_number(field(level, "points"))
    if raw is not None and points is None:
        notes.find("RKX004", f"The points {quoted(raw)} are not a number.", f"{place}.points")
    elif isinstance(raw, str):
        notes.find("RKX020", "Points are written as text, as the standard says; they were read as numbers.", "resultDescription")
    for name, value in other_fields(level, _LEVEL):
        notes.lose(f"{place}.{name}", value, "A level here has no such field.")
    name = text_field(level, "name") or text_field(level, "level")
    return LevelPart(name, text_field(level, "description"), points, place)


def _check_results(given: Any, rated: Sequence[Json], notes: Notes) -> None:
    """Look at whether an award's results point to levels that exist. What was achieved is the earner's and is never told."""
    owner = {
        text_field(level, "id"): text_field(one, "id") for one in rated for level in records_field(one, "rubricCriterionLevel")
    }
    for subject in records_field(given, "credentialSubject"):
        for number, result in enumerate(records_field(subject, "result"), start=1):
            level = text_field(result, "achievedLevel")
            if not level:
                continue
            if level not in owner:
                message = "A result names a level that no description has."
            elif owner[level] != text_field(result, "resultDescription"):
                message = "A result names a level of one description and points to another description."
            else:
                continue
            notes.find("RKX021", message, f"credentialSubject.result[{number}]")


def _add_gates(draft: dict[str, Any], rated: Sequence[Json], parts: Sequence[CriterionPart], notes: Notes) -> None:
    """Make a gate of each required level."""
    gates = draft["policy"]["gates"]
    for description, part, criterion in zip(rated, parts, draft["criteria"], strict=True):
        required = text_field(description, "requiredLevel")
        if not required:
            continue
        levels = records_field(description, "rubricCriterionLevel")
        at = next((number for number, one in enumerate(levels, start=1) if text_field(one, "id") == required), None)
        if at is None:
            message = f"The required level of {quoted(part.name)} is none of its levels; no gate was made of it."
            notes.find("RKX023", message, f"{part.place}.requiredLevel")
            continue
        place = f"{part.place}.rubricCriterionLevel[{at}]"
        rung = [one.place for one in rising(part.levels)].index(place)
        gates.append(
            {
                "id": criterion["id"],
                "criterion": criterion["id"],
                "at_least": criterion["levels"][rung]["id"],
                "otherwise": draft["policy"]["below"],
            }
        )
        notes.tell("Each required level became a gate.")
