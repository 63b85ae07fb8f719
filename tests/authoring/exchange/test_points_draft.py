from __future__ import annotations

from fractions import Fraction

import pytest

from rubric_kit.authoring import publish
from rubric_kit.authoring.exchange.draft_parts import CriterionPart, LevelPart
from rubric_kit.authoring.exchange.finding_codes import Notes
from rubric_kit.authoring.exchange.form import Question
from rubric_kit.authoring.exchange.points_draft import low_first, one_question, points_draft, which_rubric
from rubric_kit.errors import RecordError


def part(name: str, *points: int | None) -> CriterionPart:
    levels = [LevelPart(f"Rung {at}", "Seen", None if one is None else Fraction(one)) for at, one in enumerate(points)]
    return CriterionPart(name, "Is it?", levels)


def test_points_become_weights_and_points() -> None:
    # 30 and 10 of 40; both rows are in halves: a scale to 2.
    draft = points_draft([part("Work", 0, 15, 30), part("Reach", 10, 5, 0)], Notes("test"), title="Made up")
    assert [one["weight"] for one in draft["criteria"]] == [7500, 2500]
    assert [[level["points"] for level in one["levels"]] for one in draft["criteria"]] == [[0, 1000, 2000], [0, 1000, 2000]]
    publish(draft)


def test_a_criterion_without_points_beside_others_is_noted() -> None:
    notes = Notes("test")
    draft = points_draft([part("Work", 0, 2), part("Reach", None, None)], notes, title="Made up")
    assert [one["weight"] for one in draft["criteria"]] == [10_000, 0]
    assert [one.code for one in notes.findings] == ["RKX007"]
    publish(draft)


def test_the_order_is_asked_for_only_where_no_level_has_points() -> None:
    parts = [part("Work", None, None)]
    assert low_first([part("Work", 1, 0)], {}, Notes("test"))[1] is None
    kept, asked = low_first(parts, {}, Notes("test"))
    assert asked is not None
    assert kept[0].levels[0].name == "Rung 0"
    assert low_first(parts, {"order": "high"}, Notes("test"))[0][0].levels[0].name == "Rung 1"
    with pytest.raises(RecordError, match="answers are: low, high"):
        low_first(parts, {"order": ""}, Notes("test"))


def test_there_is_never_more_than_one_question() -> None:
    first, second = which_rubric(["a", "b"]), Question("order", "?", (("low", "x"),), "low")
    assert which_rubric(["a"]) is None
    assert first is not None
    assert first.choices == (("1", "a"), ("2", "b"))
    assert one_question(first, second, {}) == first
    assert one_question(first, second, {"rubric": "1"}) == second
    assert one_question(first, None, {"rubric": "1"}) == first
    assert one_question(None, second, {}) == second
    assert one_question(None, None, {}) is None
