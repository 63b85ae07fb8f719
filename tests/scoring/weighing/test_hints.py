"""The hints: when each of them is given, in which words, and when not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightAnswer, WeightMode, WeightSet
from rubric_kit.scoring.weighing import Hint, weigh, weight_hints, weights_of

MakeRubric = Callable[..., Rubric]
Said = Callable[..., list[WeightAnswer]]
ABCD = {"a": 4000, "b": 3000, "c": 2000, "d": 1000}


def of_kind(hints: tuple[Hint, ...], kind: str) -> list[str]:
    return [one.sentence for one in hints if one.kind == kind]


def points(rubric: Rubric, mode: WeightMode, *given: int) -> WeightSet:
    return weights_of(rubric, "r1", mode, dict(zip([c.id for c in rubric.criteria], given, strict=True)))


def test_weights_that_are_nearly_equal(make_rubric: MakeRubric) -> None:
    # From 25 each: 5 and 3 above, so 8 of 100 would have to move.
    rubric = make_rubric(ABCD)
    again = "If equal is not what you mean, ask once more in another mode, such as swing."
    known = "Spreading 100 points pulls weights toward equal, more than comparing criteria does (Rezaei and others 2021)."
    near = weight_hints(rubric, points(rubric, WeightMode.POINTS, 30, 28, 22, 20), {})
    assert of_kind(near, "equal_pull") == [f"Moving 8 of 100 points would make these weights equal. {known} {again}"]
    equal = weight_hints(rubric, points(rubric, WeightMode.SWING, 25, 25, 25, 25), {})
    assert of_kind(equal, "equal_pull") == [f"These weights are equal. {again}"]


def test_ten_points_away_is_near_and_eleven_is_not(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABCD)
    assert of_kind(weight_hints(rubric, {"a": 3500, "b": 2500, "c": 2500, "d": 1500}, {}), "equal_pull") != []
    assert of_kind(weight_hints(rubric, {"a": 3501, "b": 2500, "c": 2500, "d": 1499}, {}), "equal_pull") == []


def test_where_nothing_was_asked_equal_says_nothing(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABCD)
    assert weight_hints(rubric, weigh(rubric, WeightMode.NONE), {}) == ()
    assert weight_hints(make_rubric({"a": 10_000}), {"a": 10_000}, {}) == ()


SAMPLE: Mapping[str, Mapping[str, Any]] = {
    "x": {"a": "l2", "b": "l1", "c": "l0", "d": "l1"},
    "y": {"a": "l2", "b": "l2", "c": "l3", "d": "l1"},
}


def test_a_heavy_criterion_on_which_badges_hardly_differ(make_rubric: MakeRubric) -> None:
    # a and b have at least a quarter; on a both badges score alike, on b they are one of three points apart. d is light.
    rubric = make_rubric(ABCD)
    however = "however much weight it has."
    assert of_kind(weight_hints(rubric, ABCD, SAMPLE), "range_blind") == [
        f"A has 40 of 100 points. All 2 badges rated on it score alike, so it decides nothing here, {however}",
        f"B has 30 of 100 points. The 2 badges rated on it have 1 to 2 of 3 points, so it decides little here, {however}",
    ]


@pytest.mark.parametrize("sample", [{}, {"x": {"a": "l2"}}, {"x": {"a": "l2"}, "y": {"a": None}}])
def test_one_badge_or_none_tells_nothing_about_a_range(make_rubric: MakeRubric, sample: dict[str, dict[str, Any]]) -> None:
    assert of_kind(weight_hints(make_rubric(ABCD), ABCD, sample), "range_blind") == []


@pytest.mark.parametrize(("count", "told"), [(8, 0), (9, 1)])
def test_more_than_eight_criteria(make_rubric: MakeRubric, count: int, told: int) -> None:
    weights = {f"c{at}": 10_000 // count for at in range(count)}
    weights["c0"] += 10_000 - sum(weights.values())
    found = of_kind(weight_hints(make_rubric(weights), weights, {}), "too_many")
    advice = "join criteria that ask nearly the same, or weigh by an order"
    assert found == [f"9 criteria are more than people can weigh well; about 8 are plenty (Olson 1996): {advice}."] * told


def test_the_gap_between_two_ways_of_asking(make_rubric: MakeRubric) -> None:
    # a 10 and b 5 less, c 15 more: 15 points move, most on c. On the sample a and d have no spread; b 1 and c 3 points:
    # first b 30 x 1, c 20 x 3 = 60 of 90, second b 25 x 1, c 35 x 3 = 105 of 130.
    rubric = make_rubric(ABCD)
    one, other = points(rubric, WeightMode.POINTS, 40, 30, 20, 10), points(rubric, WeightMode.SWING, 30, 25, 35, 10)
    moved = "Between the two ways of asking (100 points; swing) 15 of 100 points would have to move"
    stated = f"{moved}, most on C: 20 and 35 of 100 points."
    assert of_kind(weight_hints(rubric, one, {}, other=other), "gap") == [stated]
    decides = "Counting how far the badges at hand differ on each criterion, it decides 66.67 against 80.77 of 100."
    assert of_kind(weight_hints(rubric, one, SAMPLE, other=other), "gap") == [f"{stated} {decides}"]
    assert of_kind(weight_hints(rubric, ABCD, {}, other=ABCD), "gap") == [
        "Both ways of asking (the first weights; the second weights) lead to the same weights."
    ]


def test_weights_of_another_wording_get_no_hints(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABCD)
    with pytest.raises(RecordError, match=r"criteria differ \(gone: 'd'\); ask again$"):
        weight_hints(make_rubric({"a": 5000, "b": 3000, "c": 2000}), {}, {}, other=weigh(rubric, WeightMode.NONE))
