"""A small whole rubric as plain objects, for tests to break one thing at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

_LEVELS = [
    {"id": "low", "name": "Low", "points": 0, "descriptor": "shows nothing"},
    {"id": "mid", "name": "Middle", "points": 1000, "descriptor": "shows some", "citations": ["chat"]},
    {"id": "top", "name": "Top", "points": 3000, "descriptor": "shows all"},
]
_RUBRIC = {
    "id": "small",
    "title": "Small and synthetic",
    "targets": [{"id": "goal", "text": "A goal"}],
    "criteria": [
        {
            "id": "clarity",
            "name": "Clarity",
            "question": "Is it clear?",
            "weight": 6000,
            "levels": _LEVELS,
            "targets": ["goal"],
            "citations": ["chat"],
        },
        {"id": "fit", "name": "Fit", "question": "Does it fit?", "weight": 4000, "levels": _LEVELS},
    ],
    "policy": {
        "outcomes": [
            {"id": "yes", "kind": "accept", "name": "Accept", "wording": "Accepted."},
            {"id": "maybe", "kind": "conditional", "name": "On condition", "wording": "Accepted once one thing is shown."},
            {"id": "story", "kind": "narrative", "name": "Story", "wording": "Kept in the story."},
        ],
        "gates": [{"id": "must-fit", "criterion": "fit", "at_least": "mid", "otherwise": "story"}],
        "cuts": [{"at_least": 7000, "outcome": "yes"}, {"at_least": 5000, "outcome": "maybe"}],
        "below": "story",
        "substitutions": [
            {
                "id": "carry",
                "withheld": "clarity",
                "counts_as": "mid",
                "when": [{"criterion": "fit", "at_least": "top"}],
            }
        ],
        "evidence_criterion": "clarity",
        "evidence_rules": [{"kind": "participation", "requirement": "not_applicable"}],
    },
    "citations": [{"id": "chat", "text": "A public chat"}],
}


@pytest.fixture
def small() -> dict[str, Any]:
    # Through text, so that the two criteria share no list.
    plain: dict[str, Any] = json.loads(json.dumps(_RUBRIC))
    return plain


@pytest.fixture(scope="session")
def put() -> Callable[[dict[str, Any], str, Any], None]:
    """Set a value by its path: criteria.0.levels.1.points."""

    def put_value(plain: dict[str, Any], path: str, value: object) -> None:
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        at: Any = plain
        for part in way:
            at = at[part]
        at[last] = value

    return put_value
