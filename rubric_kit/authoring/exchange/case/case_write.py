"""Writing a rubric as a CASE 1.1 package that holds all of it.

What CASE has a place for stands there: title, purpose, criteria, weights, levels, scores, and the vision and mission items as
CFItems that criteria link to. The rest travels in the `extensions` that CASE 1.1 allows on each class, under `rubric_kit`.
Identifiers are UUIDs (version 5) made from the version's fingerprint: a version never changes, and neither do they.
A rubric keeps no dates, so each date of last change is 1 January 1970 and as many seconds as the number of the version: the
same rubric gives the same bytes, and a later version is later.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from rubric_kit.authoring.exchange.form import Written
from rubric_kit.model import Criterion, Level, Rubric, Target
from rubric_kit.model.record import BASIS_POINTS

OURS = "rubric_kit"
"""Name of our part of the extensions."""
THOUSAND = 1000
CREATOR = "not stated"
_NAMESPACE = uuid5(NAMESPACE_OID, OURS)
_LAST_SECOND = 10**9
_RECORD_FIELDS = ("id", "version", "parent", "base", "audience", "policy", "citations", "set_aside")


def write_case(rubric: Rubric) -> Written:
    """Write a rubric as a CASE 1.1 package; everything is in it."""
    text = json.dumps(case_package(rubric), ensure_ascii=False, indent=1)
    return Written(f"{text}\n".encode(), ())


def case_package(rubric: Rubric) -> dict[str, Any]:
    """Return the package as plain objects."""
    page = _Page(rubric)
    package = {"CFDocument": page.document(), "CFItems": [page.item(one) for one in rubric.targets], "CFRubrics": [page.rubric()]}
    return package if rubric.targets else {name: part for name, part in package.items() if name != "CFItems"}


def normal(text: str) -> str:
    """Return text as CASE's NormalizedString: on one line."""
    return " ".join(text.split())


class _Page:
    """A rubric with the identifiers of its parts."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._own = uuid5(_NAMESPACE, rubric.fingerprint)
        seconds = timedelta(seconds=min(rubric.version, _LAST_SECOND))
        self._date = (datetime(1970, 1, 1, tzinfo=UTC) + seconds).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _head(self, *place: str) -> dict[str, Any]:
        own = self._uuid(*place)
        return {"identifier": str(own), "uri": f"urn:uuid:{own}", "lastChangeDateTime": self._date}

    def _uuid(self, *place: str) -> UUID:
        return uuid5(self._own, ".".join(place)) if place else self._own

    def document(self) -> dict[str, Any]:
        """Return the head of the package."""
        rubric = self._rubric
        about = {"title": normal(rubric.title) or rubric.id, "creator": CREATOR, "caseVersion": "1.1"}
        about |= {"language": rubric.language, "version": str(rubric.version)}
        return self._head("document") | about

    def item(self, target: Target) -> dict[str, Any]:
        """Return a vision or mission item."""
        return self._head("targets", target.id) | {"fullStatement": target.text, "humanCodingScheme": target.id}

    def rubric(self) -> dict[str, Any]:
        """Return the rubric itself."""
        rubric, plain = self._rubric, self._rubric.plain()
        ours = {field: plain[field] for field in _RECORD_FIELDS}
        ours |= {"language": rubric.language, "targets": plain["targets"], "fingerprint": rubric.fingerprint}
        written = self._head() | {"title": _kept(rubric.title, "title", ours)}
        if rubric.purpose:
            written["description"] = rubric.purpose
        criteria = [self._criterion(position, one) for position, one in enumerate(rubric.criteria, start=1)]
        return written | {"CFRubricCriteria": criteria, "extensions": {OURS: ours}}

    def _criterion(self, position: int, criterion: Criterion) -> dict[str, Any]:
        ours: dict[str, Any] = {"id": criterion.id, "targets": list(criterion.targets), "citations": list(criterion.citations)}
        written = self._head("criteria", criterion.id)
        written |= {"category": _kept(criterion.name, "name", ours), "description": criterion.question}
        # The first item is the one link that CASE has room for; the others stand beside the id.
        first = next((one for one in self._rubric.targets if one.id in criterion.targets[:1]), None)
        if first is not None:
            own = self._uuid("targets", first.id)
            link = {"title": normal(first.text), "identifier": str(own), "uri": f"urn:uuid:{own}"}
            written["CFItemURI"] = link
        written |= {"weight": criterion.weight / BASIS_POINTS, "position": position, "rubricId": str(self._own)}
        levels = [self._level(place, level, criterion.id) for place, level in enumerate(criterion.levels, start=1)]
        return written | {"CFRubricCriterionLevels": levels, "extensions": {OURS: ours}}

    def _level(self, position: int, level: Level, criterion_id: str) -> dict[str, Any]:
        plain = level.plain()
        ours = {"id": level.id} | {field: plain[field] for field in ("anchors", "look_fors", "citations")}
        written = self._head("criteria", criterion_id, "levels", level.id)
        written |= {"quality": _kept(level.name, "name", ours), "description": level.descriptor}
        written |= {"score": level.points / THOUSAND, "position": position}
        written["rubricCriterionId"] = str(self._uuid("criteria", criterion_id))
        return written | {"extensions": [{OURS: ours}]}


def _kept(text: str, field: str, ours: dict[str, Any]) -> str:
    """Return text on one line; text that has more lines is also kept as it is."""
    line = normal(text)
    if line != text:
        ours[field] = text
    return line
