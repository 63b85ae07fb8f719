from __future__ import annotations

import copy
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import RecordError
from rubric_kit.model import SCHEMAS, json_schema


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_each_schema_is_valid_and_describes_every_field(name: str) -> None:
    schema = json_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(schema["properties"]) == set(SCHEMAS[name].model_fields)
    assert schema["additionalProperties"] is False
    assert all(part["additionalProperties"] is False for part in schema.get("$defs", {}).values() if part["type"] == "object")


def test_the_starter_rubric_fits_the_published_schema() -> None:
    validator = Draft202012Validator(json_schema("rubric"))
    plain = starter_rubric().plain()
    assert list(validator.iter_errors(plain)) == []
    for path, value in [("weight", 10_001), ("weight", -1), ("id", "No Id"), ("colour", 1), ("name", "")]:
        broken: dict[str, Any] = copy.deepcopy(plain)
        broken["criteria"][0][path] = value
        assert not validator.is_valid(broken), path


def test_an_unknown_record_is_refused() -> None:
    with pytest.raises(RecordError) as caught:
        json_schema("panel")
    assert caught.value.message == (
        "no record is called 'panel'; known are: badge, fact, finding, framework, rubric, rating, entry, score, decision, "
        "comparison, weights"
    )
