"""Published JSON Schemas of the records (JSON Schema 2020-12)."""

from __future__ import annotations

from typing import Any

from rubric_kit.errors import RecordError
from rubric_kit.model.badge import Badge
from rubric_kit.model.comparison import Comparison
from rubric_kit.model.decision import Decision
from rubric_kit.model.entry import Entry
from rubric_kit.model.fact import Fact
from rubric_kit.model.finding import Finding
from rubric_kit.model.framework import Framework
from rubric_kit.model.rating import Rating
from rubric_kit.model.record import Record
from rubric_kit.model.rubric import Rubric
from rubric_kit.model.score import Score
from rubric_kit.model.weight_set import WeightSet

SCHEMAS: dict[str, type[Record]] = {
    "badge": Badge,
    "fact": Fact,
    "finding": Finding,
    "framework": Framework,
    "rubric": Rubric,
    "rating": Rating,
    "entry": Entry,
    "score": Score,
    "decision": Decision,
    "comparison": Comparison,
    "weights": WeightSet,
}
"""Records with a published schema, by the name `rubric-kit schema NAME` takes."""


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a record.

    Raises
    ------
    RecordError
        There is no record of that name.
    """
    if name not in SCHEMAS:
        raise RecordError(f"no record is called {name!r}; known are: {', '.join(SCHEMAS)}", where=name)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | SCHEMAS[name].model_json_schema()
