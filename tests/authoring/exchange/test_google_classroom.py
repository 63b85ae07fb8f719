"""Google Classroom JSON: its limits are kept, points are unique and sorted, and its rubrics are read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import draft_problems, publish, starter_rubric
from rubric_kit.authoring.exchange.form import Reading
from rubric_kit.authoring.exchange.google_classroom import FORMAT, MOST_CRITERIA, MOST_LEVELS
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric


def read(given: Any, answers: Mapping[str, str] | None = None) -> Reading:
    assert FORMAT.read is not None
    assert FORMAT.recognise is not None
    assert FORMAT.recognise(given)
    return FORMAT.read(given, answers or {})


def written(rubric: Rubric) -> dict[str, Any]:
    assert FORMAT.write is not None
    value: dict[str, Any] = json.loads(FORMAT.write(rubric).data)
    return value


def level(title: str, points: float | None = None, **more: Any) -> dict[str, Any]:
    return {"title": title, "description": f"{title} is seen"} | ({} if points is None else {"points": points}) | more


def rubric(*levels: dict[str, Any], **more: Any) -> dict[str, Any]:
    criterion = {"id": "c1", "title": "Work", "description": "Is there work?", "levels": list(levels)}
    return {"courseId": "1", "courseWorkId": "22", "id": "333", "criteria": [criterion]} | more


def test_a_rubric_is_written_in_the_shape_of_the_api() -> None:
    value = written(starter_rubric())
    assert list(value) == ["criteria"]
    first = value["criteria"][0]
    assert (first["title"], first["description"]) == (
        "Criteria clarity",
        "Can a reader tell from the badge what a person had to do to earn it?",
    )
    # 3, 2, 1 and 0 points at a weight of 25 of 100.
    assert [(one["title"], one["points"]) for one in first["levels"]] == [
        ("Tasks and standard", 75),
        ("Tasks listed", 50),
        ("Topic only", 25),
        ("Not stated", 0),
    ]


@settings(max_examples=60)
@given(data=st.data())
def test_every_rubric_keeps_the_limits_of_classroom(data: st.DataObject, whole_rubrics: st.SearchStrategy[Rubric]) -> None:
    value = written(data.draw(whole_rubrics))
    assert len(value["criteria"]) <= MOST_CRITERIA
    for criterion in value["criteria"]:
        points = [one["points"] for one in criterion["levels"]]
        assert 2 <= len(points) <= MOST_LEVELS
        assert all(high > low for high, low in pairwise(points))
        assert points[0] > 0, "not all levels are worth nothing"


def test_the_losses_name_what_classroom_lacks() -> None:
    assert FORMAT.write is not None
    losses = {one.path: one.why for one in FORMAT.write(starter_rubric()).losses}
    assert losses["title"] == "A Classroom rubric has no title: it belongs to an assignment."
    assert "criteria.criteria_clarity.levels.l2.look_fors" in losses
    assert not [path for path in losses if path.endswith((".weight", ".points", ".name", ".descriptor", ".question"))]


def test_a_rubric_of_classroom_is_read() -> None:
    reading = read(rubric(level("Full", 10), level("Part", 5), level("None", 0)))
    [criterion] = reading.draft["criteria"]
    assert [(one["name"], one["points"]) for one in criterion["levels"]] == [("None", 0), ("Part", 5000), ("Full", 10_000)]
    assert (reading.question, reading.losses, reading.findings) == (None, (), ())
    publish(reading.draft)


def test_a_rubric_without_points_raises_one_question() -> None:
    value = rubric(level("Full"), level("None"))
    reading = read(value)
    assert reading.question is not None
    assert reading.question.key == "order"
    assert [one["name"] for one in reading.draft["criteria"][0]["levels"]] == ["Full", "None"]
    assert [one["name"] for one in read(value, {"order": "high"}).draft["criteria"][0]["levels"]] == ["None", "Full"]


def test_several_rubrics_raise_one_question_after_the_other() -> None:
    value = {"rubrics": [rubric(level("Full", 1), level("None", 0)), rubric(level("A"), level("B"), courseWorkId="44")]}
    first = read(value)
    assert first.question is not None
    assert [words for _, words in first.question.choices] == ["rubric 1, for assignment 22", "rubric 2, for assignment 44"]
    second = read(value, {"rubric": "2"})
    assert second.question is not None
    assert second.question.key == "order"


def test_a_lone_level_worth_nothing_and_other_faults_are_findings() -> None:
    reading = read(rubric(level("None", 0)))
    assert "RKX002" in [one.code for one in reading.findings]
    assert draft_problems(reading.draft)
    twice = read(rubric(level("A", 2), level("B", 2)))
    assert [(one.code, one.path) for one in twice.findings] == [("RKX001", "criteria[1].levels[2]")]
    words = read(rubric(level("A", 2), level("B") | {"points": "few"}))
    assert [one.code for one in words.findings] == ["RKX004", "RKX011"]


def test_other_fields_are_listed_as_lost() -> None:
    reading = read(rubric(level("A", 1, colour="red"), level("B", 0), sourceSpreadsheetId="x"))
    assert [(one.path, one.words) for one in reading.losses] == [
        ("sourceSpreadsheetId", "x"),
        ("criteria[1].levels[1].colour", "red"),
    ]


@pytest.mark.parametrize(
    "value", [starter_rubric().plain(), {"criteria": []}, {"criteria": "x"}, [], {}, [1], {"criteria": [{"title": "x"}]}]
)
def test_other_json_is_not_taken_for_classroom(value: Any) -> None:
    assert FORMAT.recognise is not None
    assert FORMAT.read is not None
    assert not FORMAT.recognise(value)
    with pytest.raises(RecordError, match="criteria with a title and levels are needed"):
        FORMAT.read(value, {})
