"""Weights from an order, against the published tables, and ties."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightAnswer, WeightMode
from rubric_kit.scoring.weighing import weigh
from rubric_kit.scoring.weighing.places import centroid_weights, sum_weights

MakeRubric = Callable[..., Rubric]
Said = Callable[..., list[WeightAnswer]]
FOUR = {"a": 2500, "b": 2500, "c": 2500, "d": 2500}


def printed(weights: list[Fraction]) -> list[str]:
    return [f"{float(one):.4f}"[1:] for one in weights]


@pytest.mark.parametrize(
    ("count", "table"),
    [
        # Barron and Barrett 1996, "Decision quality using ranked attribute weights", Management Science 42, 1515-1523; printed to
        # four digits by Roberts and Goodwin 2002, J. Multi-Criteria Decision Analysis 11, 291-303. By hand for n = 3:
        # (1 + 1/2 + 1/3) / 3 = 11/18, (1/2 + 1/3) / 3 = 5/18, (1/3) / 3 = 2/18.
        (2, ".7500 .2500"),
        (3, ".6111 .2778 .1111"),
        (4, ".5208 .2708 .1458 .0625"),
        (5, ".4567 .2567 .1567 .0900 .0400"),
        (6, ".4083 .2417 .1583 .1028 .0611 .0278"),
        (7, ".3704 .2276 .1561 .1085 .0728 .0442 .0204"),
        (10, ".2929 .1929 .1429 .1096 .0846 .0646 .0479 .0336 .0211 .0100"),
    ],
)
def test_rank_order_centroid_weights_are_the_published_ones(count: int, table: str) -> None:
    assert printed(centroid_weights(count)) == table.split()


def test_rank_sum_weights_are_the_published_ones() -> None:
    # Stillwell, Seaver and Edwards 1981: (n + 1 - k) over 1 + ... + n. n = 4: 4, 3, 2, 1 of 10; n = 5: 5, 4, 3, 2, 1 of 15.
    assert sum_weights(4) == [Fraction(4, 10), Fraction(3, 10), Fraction(2, 10), Fraction(1, 10)]
    assert sum_weights(5) == [Fraction(share, 15) for share in (5, 4, 3, 2, 1)]


@pytest.mark.parametrize("count", range(1, 41))
def test_weights_of_places_sum_to_one_and_fall(count: int) -> None:
    for weights in (centroid_weights(count), sum_weights(count)):
        assert sum(weights) == 1
        assert all(one > other > 0 for one, other in itertools.pairwise(weights))


@pytest.mark.parametrize("count", [2, 3, 5])
def test_centroid_weights_are_the_mean_of_the_corners_of_all_weights_in_that_order(count: int) -> None:
    # The corners are (1, 0, 0, ...), (1/2, 1/2, 0, ...), (1/3, 1/3, 1/3, ...), ...: their mean is the centroid.
    corners = [[Fraction(int(at < size), size) for at in range(count)] for size in range(1, count + 1)]
    assert centroid_weights(count) == [sum(column) / count for column in zip(*corners, strict=True)]


def test_places_become_weights_in_basis_points(make_rubric: MakeRubric, said: Said) -> None:
    # n = 4: 52.08, 27.08, 14.58, 6.25 of 100; in the order b, d, a, c. Two points are left: the largest remainders are the three
    # .33 and .5: d .33, b .33, a .33, c none; 5208.33 2708.33 1458.33 625: one point left, the first of the equal ones: a.
    centroid = weigh(make_rubric(FOUR), WeightMode.RANK_ORDER_CENTROID, said({"a": 3, "b": 1, "c": 4, "d": 2}))
    assert centroid.as_mapping() == {"a": 1459, "b": 5208, "c": 625, "d": 2708}
    assert weigh(make_rubric(FOUR), WeightMode.RANK_SUM, said({"a": 3, "b": 1, "c": 4, "d": 2})).as_mapping() == {
        "a": 2000, "b": 4000, "c": 1000, "d": 3000,
    }  # fmt: skip


@pytest.mark.parametrize("places", [(1, 2, 2, 4), (1, 2, 2, 3), (1, 3, 3, 4)])
def test_criteria_that_tie_share_the_mean_however_the_places_are_numbered(
    make_rubric: MakeRubric, said: Said, places: tuple[int, ...]
) -> None:
    # Second and third of four by rank sum are .3 and .2: .25 each.
    found = weigh(make_rubric(FOUR), WeightMode.RANK_SUM, said(dict(zip("abcd", places, strict=True))))
    assert found.as_mapping() == {"a": 4000, "b": 2500, "c": 2500, "d": 1000}


@given(places=st.lists(st.integers(1, 4), min_size=4, max_size=4))
def test_a_better_place_never_weighs_less(make_rubric: MakeRubric, places: list[int]) -> None:
    answers = [WeightAnswer(criterion=name, value=place * 1000) for name, place in zip("abcd", places, strict=True)]
    for mode in (WeightMode.RANK_SUM, WeightMode.RANK_ORDER_CENTROID):
        weights = list(weigh(make_rubric(FOUR), mode, answers).as_mapping().values())
        for one, other in itertools.permutations(range(4), 2):
            if places[one] < places[other]:
                assert weights[one] > weights[other]
            elif places[one] == places[other]:
                assert abs(weights[one] - weights[other]) <= 1


@pytest.mark.parametrize("place", [0, 5, 1.5])
def test_places_that_do_not_exist_are_refused(make_rubric: MakeRubric, said: Said, place: Any) -> None:
    message = f"rank_sum gives criterion 'c' place {place}; whole numbers from 1 to 4 are allowed, and ties share one"
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        weigh(make_rubric(FOUR), WeightMode.RANK_SUM, said({"a": 1, "b": 2, "c": place, "d": 4}))
