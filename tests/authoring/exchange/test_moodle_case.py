"""The CASE-like form of a Moodle fork: names in the first line, weights in the scores, five decimals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from rubric_kit.authoring import draft_problems, publish, starter_rubric
from rubric_kit.authoring.exchange.case.case_rubric import FORMAT as CASE
from rubric_kit.authoring.exchange.form import Reading
from rubric_kit.authoring.exchange.moodle_case import FORMAT
from rubric_kit.errors import RecordError


def read(given: Any, answers: Mapping[str, str] | None = None) -> Reading:
    assert FORMAT.read is not None
    assert FORMAT.recognise is not None
    assert FORMAT.recognise(given)
    return FORMAT.read(given, answers or {})


def made_up(**level: Any) -> dict[str, Any]:
    levels = [{"Description": "None is named.", "score": 0}, {"Description": "Two are named.", "score": 3}]
    levels[1] |= level
    criterion = {"Description": "Sources", "position": 1, "CFRubricCriterionLevels": levels}
    return {"Title": "Made up", "description": "For a made-up class.", "CFRubricCriterion": [criterion]}


def test_a_rubric_is_written_with_the_keys_of_the_fork() -> None:
    assert FORMAT.write is not None
    value = json.loads(FORMAT.write(starter_rubric()).data)
    assert list(value) == ["Title", "description", "CFRubricCriterion"]
    first = value["CFRubricCriterion"][0]
    assert list(first) == ["Description", "position", "CFRubricCriterionLevels"]
    assert first["Description"] == "Criteria clarity\nCan a reader tell from the badge what a person had to do to earn it?"
    # 2 points at a weight of 25 of 100.
    third = first["CFRubricCriterionLevels"][2]
    assert (list(third), third["score"]) == (["Description", "score"], 50)
    assert third["Description"].startswith("Tasks listed\nThe badge lists at least two tasks a person had to do.")
    # No weight: the smallest steps of five decimals.
    assert [one["score"] for one in value["CFRubricCriterion"][-1]["CFRubricCriterionLevels"]] == [0, 0.00001, 0.00002, 0.00003]


def test_it_is_not_taken_for_case_nor_case_for_it() -> None:
    assert CASE.recognise is not None
    assert CASE.write is not None
    assert FORMAT.recognise is not None
    assert not CASE.recognise(made_up())
    assert not FORMAT.recognise(json.loads(CASE.write(starter_rubric()).data))


def test_descriptions_of_one_line_have_no_name() -> None:
    reading = read(made_up())
    [criterion] = reading.draft["criteria"]
    assert (criterion["name"], criterion["question"]) == ("Sources", "Sources")
    assert [(one["name"], one["descriptor"], one["points"]) for one in criterion["levels"]] == [
        ("Level 1", "None is named.", 0),
        ("Level 2", "Two are named.", 3000),
    ]
    assert reading.draft["purpose"] == "For a made-up class."
    assert (reading.losses, reading.findings) == ((), ())
    publish(reading.draft)


def test_what_the_form_does_not_use_is_listed_and_what_is_wrong_is_found() -> None:
    reading = read(made_up(quality="Two", score="lots"))
    assert [(one.path, one.words) for one in reading.losses] == [("CFRubricCriterion[1].levels[2].quality", "Two")]
    assert [one.code for one in reading.findings] == ["RKX004", "RKX011"]
    assert draft_problems(reading.draft)


def test_a_file_without_criteria_is_one_line() -> None:
    with pytest.raises(RecordError, match="CFRubricCriterion must list at least one"):
        read({"Title": "x", "CFRubricCriterion": []})


def test_other_fields_of_the_rubric_are_listed() -> None:
    assert [(one.path, one.words) for one in read(made_up() | {"status": "draft"}).losses] == [("status", "draft")]
