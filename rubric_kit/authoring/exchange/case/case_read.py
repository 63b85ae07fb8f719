"""Reading CASE rubrics: our own come back whole, those of other tools with what they lack filled in and told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rubric_kit.authoring.draft_form import whole_draft
from rubric_kit.authoring.draft_places import Draft
from rubric_kit.authoring.exchange.case.case_foreign import Json, foreign_draft, in_order
from rubric_kit.authoring.exchange.case.case_write import OURS, normal
from rubric_kit.authoring.exchange.draft_parts import LANGUAGE, CriterionPart, LevelPart, draft_from
from rubric_kit.authoring.exchange.exact_number import decimal_text, exact_number
from rubric_kit.authoring.exchange.finding_codes import Notes, quoted
from rubric_kit.authoring.exchange.form import Question, Reading
from rubric_kit.authoring.exchange.json_fields import field, records_field, text_field
from rubric_kit.authoring.exchange.points_draft import one_question, which_rubric
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric

_MOST_ITEMS = 50_000


def is_case(given: Any) -> bool:
    """Tell whether JSON is a CASE package, the answer of a CASE server with one rubric, or a bare CASE rubric."""
    if isinstance(given, list):
        return bool(given) and all(field(one, "CFRubricCriteria") is not None for one in given)
    return any(field(given, name) is not None for name in ("CFRubrics", "CFRubric", "CFRubricCriteria", "CFDocument"))


def read_case(given: Any, answers: Mapping[str, str]) -> Reading:
    """Read a CASE rubric; of several, the one that the answer to the question "rubric" names, or the first.

    Raises
    ------
    RecordError
        There is no rubric in the file, or the answer names none.
    """
    rubrics = _rubrics(given)
    if not rubrics:
        message = "This is a CASE file without a rubric; a CFRubrics list with at least one rubric is needed"
        raise RecordError(f"{message}. A framework is read beside the badges, not here", where="CASE")
    question = which_rubric([text_field(one, "title") for one in rubrics])
    chosen = rubrics[0] if question is None else rubrics[int(question.answer(answers)) - 1]
    items = {text_field(one, "identifier"): one for one in records_field(given, "CFItems", most=_MOST_ITEMS)}
    notes = Notes("CASE")
    try:
        own = _own(chosen, items, question)
    except RecordError as error:
        own = None
        notes.find("RKX014", f"The part that this kit wrote does not fit and was left out: {error.message}.", "extensions")
    if own is not None:
        return own
    draft, asked = foreign_draft(chosen, items, answers, notes)
    _list_package(given, items, draft, notes)
    return notes.reading(draft, one_question(question, asked, answers))


def _rubrics(given: Any) -> list[Json]:
    if isinstance(given, list):
        return records_field({"rubrics": given}, "rubrics")
    if field(given, "CFRubricCriteria") is not None:
        return [given]
    return records_field(given, "CFRubrics") or records_field(given, "CFRubric")


def _list_package(given: Any, items: Mapping[str, Json], draft: Draft, notes: Notes) -> None:
    """Take the language of a package, and list what else is in it and is not read."""
    notes.tell("Identifiers and dates of the file were not kept.")
    document = field(given, "CFDocument")
    language = text_field(document, "language")
    if re.fullmatch(LANGUAGE, language):
        draft["language"] = language
    if document is not None:
        notes.lose("CFDocument", text_field(document, "title"), "Only the rubric is read, not the framework that it stands in.")
    for part in ("CFAssociations", "CFDefinitions"):
        if found := field(given, part):
            notes.lose(part, f"{len(found)} entries" if isinstance(found, list) else "", "A rubric has no place for a framework.")
    idle = len(items) - len(draft["targets"])
    if idle > 0:
        notes.lose("CFItems", f"{idle} items", "No criterion of this rubric links to them.")


def _own(rubric: Json, items: Mapping[str, Json], question: Question | None) -> Reading | None:
    """Read a rubric with the parts that this kit wrote; None if there are none.

    Raises
    ------
    RecordError
        The parts do not have the form of a rubric.
    """
    ours = _ours(rubric)
    if not isinstance(ours.get("policy"), Mapping):
        return None
    notes = Notes("CASE")
    targets, known = _own_targets(ours, items)
    parts = [_criterion_part(one, known) for one in in_order(records_field(rubric, "CFRubricCriteria"))]
    fields = {name: value for name, value in ours.items() if name in Rubric.model_fields}
    title = _exact(text_field(rubric, "title"), ours, "title")
    more = fields | {"title": title, "targets": targets, "purpose": text_field(rubric, "description")}
    total = sum((part.weight or Fraction(0) for part in parts), Fraction(0))
    if total != 1:
        message = f"The weights sum to {decimal_text(total)}, not to 1; their proportions were kept."
        notes.find("RKX008", message, "CFRubricCriteria.weight")
    draft = whole_draft(draft_from(parts, notes, title=title, more=more), where="CASE")
    notes.told.clear()
    notes.tell(
        f"This CASE file was written by this kit: version {draft['version']} of {quoted(title)}, with its policy and sources."
    )
    if _fingerprint(draft) != ours.get("fingerprint"):
        notes.tell("It was changed since, in another program; what stands in the CASE fields counts.")
    else:
        notes.findings.clear()
    return notes.reading(draft, question)


def _ours(record: Json) -> Json:
    for one in records_field(record, "extensions"):
        if isinstance(one.get(OURS), Mapping):
            found: Json = one[OURS]
            return found
    return {}


def _own_targets(ours: Json, items: Mapping[str, Json]) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Return the vision and mission items, worded as the CFItems are, and the ids by CASE identifier."""
    known = {identifier: text_field(one, "humanCodingScheme") for identifier, one in items.items()}
    worded = {known[identifier]: text_field(one, "fullStatement") for identifier, one in items.items()}
    listed = [one for one in records_field(ours, "targets", most=_MOST_ITEMS) if isinstance(one.get("id"), str)]
    targets = [{"id": one["id"], "text": worded.get(one["id"]) or text_field(one, "text")} for one in listed]
    return targets, known


def _fingerprint(draft: Draft) -> str:
    try:
        return Rubric.parse(draft).fingerprint
    except RecordError:
        return ""


def _criterion_part(criterion: Json, known: Mapping[str, str]) -> CriterionPart:
    """Return a criterion with our own parts."""
    ours = _ours(criterion)
    levels = [_level_part(one) for one in in_order(records_field(criterion, "CFRubricCriterionLevels"))]
    name = _exact(text_field(criterion, "category"), ours)
    more = {one: ours[one] for one in ("id", "citations", "targets") if one in ours}
    linked = known.get(text_field(field(criterion, "CFItemURI"), "identifier"), "")
    targets = more.get("targets", [])
    if linked and isinstance(targets, list) and linked not in targets:
        more["targets"] = [linked, *targets]
    more |= {"name": name, "question": text_field(criterion, "description")} if ours else {}
    weight = exact_number(field(criterion, "weight"))
    return CriterionPart(name, text_field(criterion, "description"), levels, weight, text_field(criterion, "identifier"), more)


def _level_part(level: Json) -> LevelPart:
    ours = _ours(level)
    name, descriptor = _exact(text_field(level, "quality"), ours), text_field(level, "description")
    more = {one: ours[one] for one in ("id", "anchors", "look_fors", "citations") if one in ours}
    more |= {"name": name, "descriptor": descriptor} if ours else {}
    return LevelPart(name, descriptor, exact_number(field(level, "score")), text_field(level, "identifier"), more)


def _exact(line: str, ours: Json, key: str = "name") -> str:
    """Return the text with its line breaks, if it is still the text that this kit wrote."""
    kept = ours.get(key)
    return kept if isinstance(kept, str) and normal(kept) == line else line
