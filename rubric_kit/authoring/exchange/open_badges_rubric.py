"""Rubrics inside Open Badges 3.0: an achievement whose result descriptions have rubric criterion levels.

Written is an Achievement as an unsigned draft with made-up ids (urn:uuid). Read are an AchievementCredential, an Achievement, or
its result descriptions alone. Of an award only the achievement is read; results are looked at for whether they point to a level
that exists, and nothing of them is kept or told.
"""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from rubric_kit.authoring.exchange.form import Format, Written
from rubric_kit.authoring.exchange.loss_list import Reason, losses_of, usual_reasons
from rubric_kit.authoring.exchange.open_badges_reading import is_achievement, read_achievement
from rubric_kit.model import Criterion, Rubric
from rubric_kit.model.rule_words import points_text

CONTEXTS = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
_NAMESPACE = uuid5(NAMESPACE_OID, "rubric_kit.open_badges")
_THEIR_LANGUAGE = re.compile(r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_REASONS = (
    Reason("version", "The version stands in the achievement, but what is read from a file starts at version 1."),
    Reason("language", "Open Badges writes this language tag in another form, so it was left out."),
    Reason(
        "criteria.*.question",
        "A result description has a name and no question. The questions stand in the achievement's criteria text, for people.",
    ),
    Reason("criteria.*.weight", "Open Badges has no weights: results stand side by side and are never added up."),
    Reason(
        "policy.gates",
        "A required level says what must be reached, but not what happens below it, and there is one for each criterion.",
    ),
    *usual_reasons("Open Badges"),
)


def _write(rubric: Rubric) -> Written:
    """Write a rubric as an achievement; what Open Badges cannot hold is listed."""
    value = _achievement(rubric)
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return Written(f"{text}\n".encode(), losses_of(rubric, read_achievement(value, {}).draft, _REASONS))


def _achievement(rubric: Rubric) -> dict[str, Any]:
    questions = "\n".join(f"- {one.name}: {one.question}" for one in rubric.criteria)
    about = {"name": rubric.title, "description": rubric.purpose or rubric.title, "criteria": {"narrative": questions}}
    language = {"inLanguage": rubric.language} if _THEIR_LANGUAGE.fullmatch(rubric.language) else {}
    return {
        "@context": list(CONTEXTS),
        "id": _urn(rubric),
        "type": ["Achievement"],
        **about,
        **language,
        "version": str(rubric.version),
        "resultDescription": [_description(rubric, one) for one in rubric.criteria],
    }


def _description(rubric: Rubric, criterion: Criterion) -> dict[str, Any]:
    gates = [criterion.position(gate.at_least) for gate in rubric.policy.gates if gate.criterion == criterion.id]
    required = {"requiredLevel": _urn(rubric, criterion.id, criterion.levels[max(gates)].id)} if gates else {}
    levels = [
        {
            "id": _urn(rubric, criterion.id, level.id),
            "type": ["RubricCriterionLevel"],
            "name": level.name,
            "description": level.descriptor,
            "points": points_text(level.points),
        }
        for level in criterion.levels
    ]
    head = {"id": _urn(rubric, criterion.id), "type": ["ResultDescription"], "name": criterion.name}
    return head | {"resultType": "RubricCriterionLevel"} | required | {"rubricCriterionLevel": levels}


def _urn(rubric: Rubric, *place: str) -> str:
    """Return a made-up id that the same version always gives."""
    return f"urn:uuid:{uuid5(_NAMESPACE, '.'.join((rubric.fingerprint, *place)))}"


FORMAT = Format(
    name="open-badges",
    title="Open Badges 3.0 achievement, an unsigned draft (JSON)",
    suffix=".achievement.json",
    takes="json",
    recognise=is_achievement,
    read=read_achievement,
    write=_write,
)
