"""A CASE rubric that another tool wrote: what it lacks is filled in and told, what has no place here is listed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from rubric_kit.authoring.draft_places import Draft
from rubric_kit.authoring.exchange.draft_parts import CriterionPart, LevelPart, clean_line, clean_text, draft_from, free_slug
from rubric_kit.authoring.exchange.exact_number import decimal_text, exact_number
from rubric_kit.authoring.exchange.finding_codes import Notes, quoted
from rubric_kit.authoring.exchange.form import Question
from rubric_kit.authoring.exchange.json_fields import field, other_fields, records_field, text_field
from rubric_kit.authoring.exchange.points_draft import low_first
from rubric_kit.errors import RecordError

Json = Mapping[str, Any]
_HEAD = frozenset({"identifier", "uri", "lastchangedatetime"})
_RUBRIC = _HEAD | {"title", "description", "cfrubriccriteria"}
_CRITERION = _HEAD | {"category", "description", "cfitemuri", "weight", "position", "rubricid", "cfrubriccriterionlevels"}
_LEVEL = _HEAD | {"description", "quality", "score", "position", "rubriccriterionid"}
_NO_PLACE = "A rubric here has no such field."
_MOST_NAME = 80


def in_order(records: Sequence[Json]) -> list[Json]:
    """Return entries by their positions if each has one of its own, else as they stand."""
    positions = [exact_number(field(one, "position")) for one in records]
    numbers = [one for one in positions if one is not None]
    if len(set(numbers)) < len(records):
        return list(records)
    return [records[at] for at in sorted(range(len(records)), key=lambda at: numbers[at])]


def foreign_draft(
    rubric: Json, items: Mapping[str, Json], answers: Mapping[str, str], notes: Notes
) -> tuple[Draft, Question | None]:
    """Return the draft, and the question about the order of the levels if the file does not tell it.

    Parameters
    ----------
    rubric : mapping
        The CFRubric.
    items : mapping
        CFItems of the package by identifier.
    answers : mapping
        Answers to questions by key.
    notes : Notes
        Where sentences, findings and losses go.

    Raises
    ------
    RecordError
        The rubric has no criteria.
    """
    criteria = in_order(records_field(rubric, "CFRubricCriteria"))
    if not criteria:
        raise RecordError("The CASE rubric has no criteria; CFRubricCriteria must list at least one", where="CFRubricCriteria")
    notes.tell(f"This is a CASE rubric with {len(criteria)} {'criterion' if len(criteria) == 1 else 'criteria'}.")
    rows = [in_order(records_field(one, "CFRubricCriterionLevels")) for one in criteria]
    _list_losses(rubric, "CFRubric", _RUBRIC, notes)
    categories = Counter(text_field(one, "category").strip() for one in criteria)
    targets = _Targets(items, notes)
    weights = _weights(criteria, rows, notes)
    found = [
        _part(place, criterion, row, weight, categories, targets, notes)
        for place, (criterion, row, weight) in enumerate(zip(criteria, rows, weights, strict=True), start=1)
    ]
    parts, asked = low_first(found, answers, notes)
    purpose = clean_text(text_field(rubric, "description"), notes, "CFRubric.description")
    more = {"purpose": purpose, "targets": targets.listed}
    return draft_from(parts, notes, title=text_field(rubric, "title"), more=more), asked


class _Targets:
    """The framework items that criteria link to, as vision and mission items."""

    def __init__(self, items: Mapping[str, Json], notes: Notes) -> None:
        self._items = items
        self._notes = notes
        self._taken: set[str] = set()
        self._known: dict[str, str] = {}
        self.listed: list[dict[str, str]] = []

    def of(self, criterion: Json, place: str) -> list[str]:
        """Return the ids of the items a criterion links to: none or one."""
        link = field(criterion, "CFItemURI")
        identifier = text_field(link, "identifier") or text_field(link, "uri")
        item = self._items.get(identifier, {})
        text = clean_line(text_field(item, "fullStatement") or text_field(link, "title"), self._notes, f"{place}.CFItemURI")
        if not text:
            return []
        if identifier not in self._known:
            words = text_field(item, "humanCodingScheme") or text
            self._known[identifier] = free_slug(words, self._taken, f"item_{len(self.listed) + 1}")
            self.listed.append({"id": self._known[identifier], "text": text})
            self._notes.tell("Framework items that criteria link to became vision and mission items.")
        return [self._known[identifier]]


def _weights(criteria: Sequence[Json], rows: Sequence[Sequence[Json]], notes: Notes) -> list[Fraction | None]:
    """Return the weights in the file; where there are none, the highest scores, which act as weights."""
    given = [exact_number(field(one, "weight")) for one in criteria]
    if any(given):
        total = sum(one or 0 for one in given)
        if total not in (1, 100) and len(set(given)) > 1:
            message = f"The weights sum to {decimal_text(Fraction(total))}, not to 1 or 100; their proportions were kept."
            notes.find("RKX008", message, "CFRubricCriteria.weight")
        return given
    tops = [max((_score(level) or Fraction(0) for level in row), default=Fraction(0)) for row in rows]
    if len(set(tops)) < 2:
        return list(given)
    notes.tell("The file holds no weights. The highest scores differ and act as weights, so they were taken as such.")
    return list(tops)


def _part(
    place: int,
    criterion: Json,
    levels: Sequence[Json],
    weight: Fraction | None,
    categories: Counter[str],
    targets: _Targets,
    notes: Notes,
) -> CriterionPart:
    path = f"CFRubricCriteria[{place}]"
    _list_losses(criterion, path, _CRITERION, notes)
    category, question = text_field(criterion, "category").strip(), text_field(criterion, "description").strip()
    own = category if categories[category] == 1 or not question else ""
    name = own or question.split("\n")[0][:_MOST_NAME].strip()
    if category and name != category:
        notes.lose(
            f"{path}.category", category, "Several criteria share it, and a criterion here has no group; it got its own name."
        )
    parts = [_level_part(level, f"{path}.levels[{number}]", notes) for number, level in enumerate(levels, start=1)]
    return CriterionPart(name, question, parts, weight, path, {"targets": targets.of(criterion, path)})


def _level_part(level: Json, path: str, notes: Notes) -> LevelPart:
    _list_losses(level, path, _LEVEL | {"feedback"}, notes)
    descriptor, feedback = text_field(level, "description"), text_field(level, "feedback")
    if feedback.strip() and not descriptor.strip():
        descriptor = feedback
        notes.tell("Where a level has feedback and no description, the feedback was taken as its text.")
    elif feedback.strip():
        notes.lose(f"{path}.feedback", feedback, "A level here has no text for the earner.")
    raw = field(level, "score")
    if raw is not None and _score(level) is None:
        notes.find("RKX004", f"The score {quoted(raw)} is not a number.", f"{path}.score")
    return LevelPart(text_field(level, "quality"), descriptor, _score(level), path)


def _score(level: Json) -> Fraction | None:
    return exact_number(field(level, "score"))


def _list_losses(record: Json, path: str, known: frozenset[str], notes: Notes) -> None:
    for name, value in other_fields(record, known):
        words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        notes.lose(f"{path}.{name}", words, _NO_PLACE)
