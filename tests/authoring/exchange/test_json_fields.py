from __future__ import annotations

from typing import Any

import pytest

from rubric_kit.authoring.exchange.json_fields import field, other_fields, records_field, text_field
from rubric_kit.errors import RecordError


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"Title": "a"}, "a"),
        ({"TITLE": "a"}, "a"),
        ({"title": None, "TITLE": "b"}, "b"),
        ({}, None),
        ([], None),
        (None, None),
        ("title", None),
    ],
)
def test_a_field_is_found_in_any_case_and_nothing_elsewhere(record: Any, expected: str | None) -> None:
    assert field(record, "title") == expected


def test_the_exact_name_goes_before_another_case() -> None:
    assert field({"TITLE": "loud", "title": "exact"}, "title") == "exact"


@pytest.mark.parametrize(("value", "expected"), [("a", "a"), (3, "3"), (2.5, "2.5"), (True, ""), ([], ""), ({}, ""), (None, "")])
def test_text_is_text_and_numbers_are_written_out(value: Any, expected: str) -> None:
    assert text_field({"title": value}, "title") == expected


@pytest.mark.parametrize(("value", "count"), [([{}, 1, {}], 2), ({"a": 1}, 1), ("x", 0), (None, 0), ([], 0)])
def test_records_are_the_objects_of_a_list_or_one(value: Any, count: int) -> None:
    assert len(records_field({"levels": value}, "levels")) == count


def test_too_many_records_are_one_line() -> None:
    with pytest.raises(RecordError, match="levels holds 401 entries; at most 400 are read"):
        records_field({"levels": [{}] * 401}, "levels")


def test_other_fields_are_those_that_hold_something() -> None:
    record = {"Title": "a", "colour": "red", "empty": "", "none": None, "list": [], "zero": 0}
    assert list(other_fields(record, frozenset({"title"}))) == [("colour", "red"), ("zero", 0)]
