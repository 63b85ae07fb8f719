"""Points, ratings and swings: only proportions count, and what is no proportion is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightAnswer, WeightMode
from rubric_kit.scoring.weighing import weigh

MakeRubric = Callable[..., Rubric]
Said = Callable[..., list[WeightAnswer]]
THREE = {"a": 5000, "b": 3000, "c": 2000}


def test_a_hundred_points_are_the_weights(make_rubric: MakeRubric, said: Said) -> None:
    found = weigh(make_rubric(THREE), WeightMode.POINTS, said({"a": 30, "b": 45, "c": 25}), rater="r1", note="Evidence first.")
    assert found.as_mapping() == {"a": 3000, "b": 4500, "c": 2500}
    assert (found.rater, found.mode, found.note, found.remarks, found.inconsistency) == (
        "r1",
        "points",
        "Evidence first.",
        (),
        None,
    )
    assert [one.value for one in found.answers] == [30_000, 45_000, 25_000]
    assert found.wording == make_rubric(THREE).wording_fingerprint


def test_points_that_do_not_sum_to_a_hundred_are_told(make_rubric: MakeRubric, said: Said) -> None:
    # 30, 45 and 15 of 90: a third, half, a sixth. 3333.3, 5000, 1666.7; the point left over goes to the last.
    found = weigh(make_rubric(THREE), WeightMode.POINTS, said({"a": 30, "b": 45, "c": 15}))
    assert found.as_mapping() == {"a": 3333, "b": 5000, "c": 1667}
    assert found.remarks == ("The points sum to 90, not to 100; only their proportions count.",)
    assert weigh(make_rubric(THREE), WeightMode.POINTS, said({"a": 2.5, "b": 0, "c": 0})).remarks == (
        "The points sum to 2.5, not to 100; only their proportions count.",
    )


def test_the_order_of_the_answers_does_not_matter(make_rubric: MakeRubric, said: Said) -> None:
    # A third each: the point left over goes to the first criterion of the rubric, not to the first answer.
    found = weigh(make_rubric(THREE), WeightMode.DIRECT, said({"c": 7, "b": 7, "a": 7}))
    assert [(one.criterion, one.weight) for one in found.weights] == [("a", 3334), ("b", 3333), ("c", 3333)]


def test_ratings_from_0_to_10(make_rubric: MakeRubric, said: Said) -> None:
    # 8, 6 and 2 of 16.
    found = weigh(make_rubric(THREE), WeightMode.DIRECT, said({"a": 8, "b": 6, "c": 2}))
    assert found.as_mapping() == {"a": 5000, "b": 3750, "c": 1250}
    assert found.remarks == ()


def test_swings(make_rubric: MakeRubric, said: Said) -> None:
    # 100, 60 and 40 of 200.
    found = weigh(make_rubric(THREE), WeightMode.SWING, said({"a": 100, "b": 60, "c": 40}))
    assert (found.as_mapping(), found.remarks) == ({"a": 5000, "b": 3000, "c": 2000}, ())
    lower = weigh(make_rubric(THREE), WeightMode.SWING, said({"a": 50, "b": 30, "c": 20}))
    assert lower.as_mapping() == found.as_mapping()
    assert lower.remarks == ("The highest swing is 50, not 100; only their proportions count.",)


def test_a_swing_is_about_the_points_between_the_lowest_and_the_highest_level(make_rubric: MakeRubric, said: Said) -> None:
    # b starts at 2 of 3 points: its whole swing is one point. To be worth as much as three points of a, it weighs three times.
    plain = make_rubric({"a": 5000, "b": 5000}).plain()
    plain["criteria"][1]["levels"] = plain["criteria"][1]["levels"][2:]
    found = weigh(Rubric.parse(plain), WeightMode.SWING, said({"a": 100, "b": 100}))
    assert found.as_mapping() == {"a": 2500, "b": 7500}


@given(values=st.lists(st.integers(0, 100_000), min_size=3, max_size=3).filter(any), factor=st.integers(1, 9))
def test_only_proportions_count(make_rubric: MakeRubric, values: list[int], factor: int) -> None:
    rubric = make_rubric(THREE)
    answers = [WeightAnswer(criterion=name, value=value) for name, value in zip("abc", values, strict=True)]
    larger = [one.replace(value=one.value * factor) for one in answers]
    found = weigh(rubric, WeightMode.POINTS, answers).as_mapping()
    assert found == weigh(rubric, WeightMode.POINTS, larger).as_mapping()
    for name, value in zip("abc", values, strict=True):
        assert abs(found[name] * sum(values) - 10_000 * value) < sum(values)


@pytest.mark.parametrize(
    ("mode", "values", "message"),
    [
        (
            "points",
            {"a": 0, "b": 0, "c": 0},
            "points gives every criterion zero; give at least one criterion more than zero",
        ),
        (
            "swing",
            {"a": 0, "b": 0, "c": 0},
            "swing gives every criterion zero; give at least one criterion more than zero",
        ),
        ("direct", {"a": 10.5, "b": 1, "c": 1}, "direct gives criterion 'a' 10.5; 0 to 10 is allowed"),
        ("swing", {"a": 1, "b": 101, "c": 1}, "swing gives criterion 'b' 101; 0 to 100 is allowed"),
        ("points", {"a": 50, "b": 50}, "points has no answer for criterion 'c'; give each one"),
        ("points", {"c": 50}, "points has no answer for criterion 'a' (and 1 more); give each one"),
        ("direct", {"a": 1, "b": 1, "c": 1, "d": 1}, "direct names criterion 'd', which does not exist; known are: a, b, c"),
    ],
)
def test_answers_that_do_not_fit_are_refused(
    make_rubric: MakeRubric, said: Said, mode: WeightMode, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}"):
        weigh(make_rubric(THREE), mode, said(values))


def test_two_answers_for_one_criterion_are_refused(make_rubric: MakeRubric, said: Said) -> None:
    answers = [*said({"a": 1, "b": 1, "c": 1}), *said({"b": 2})]
    with pytest.raises(RecordError, match=r"^points has two answers for criterion 'b'; keep one of them$"):
        weigh(make_rubric(THREE), WeightMode.POINTS, answers)


def test_a_comparison_is_no_amount(make_rubric: MakeRubric) -> None:
    answer = WeightAnswer(criterion="a", against="b", value=3000)
    with pytest.raises(
        RecordError, match=r"^points asks about each criterion by itself, found 'a' against 'b'; leave the second out$"
    ):
        weigh(make_rubric(THREE), WeightMode.POINTS, [answer])
