from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.errors import InputError
from rubric_kit.model import Rubric
from rubric_kit.scoring.robustness import Weightings, parts_around, standard_deviations, weightings_words

MakeRubric = Callable[..., Rubric]
weights = st.lists(st.integers(0, 5000), min_size=1, max_size=10).filter(any)


@pytest.mark.parametrize(
    ("given_weights", "closeness", "parts"),
    [
        ([3000, 2500, 2000, 1500, 1000], 20, (6, 5, 4, 3, 2)),
        # 10.5 and 19.5: the remainders are equal, the earlier gets the part left over.
        ([3500, 6500], 30, (11, 19)),
        # A weight of 1 of 100 would be .3 parts; it keeps one, taken from the largest.
        ([100, 9900], 30, (1, 29)),
        ([0, 10_000], 1, (0, 1)),
        ([5000, 0, 5000], 30, (15, 0, 15)),
    ],
)
def test_weights_in_whole_parts(given_weights: list[int], closeness: int, parts: tuple[int, ...]) -> None:
    assert parts_around(given_weights, closeness) == parts


@given(given_weights=weights, more=st.integers(0, 80))
def test_parts_sum_and_keep_what_has_weight(given_weights: list[int], more: int) -> None:
    closeness = sum(weight > 0 for weight in given_weights) + more
    parts = parts_around(given_weights, closeness)
    assert sum(parts) == closeness
    assert [part > 0 for part in parts] == [weight > 0 for weight in given_weights]


@pytest.mark.parametrize("closeness", [0, 2, 101, -5])
def test_closeness_out_of_range_is_one_line(closeness: int) -> None:
    message = f"closeness: found {closeness}; allowed is 3 (the criteria with weight) to 100."
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        parts_around([1, 1, 1], closeness)


# Dirichlet with 5 of 20 parts: mean .25, variance .25 * .75 / 21 = .008929, standard deviation .09449: 944 basis points.
def test_the_standard_deviation_is_that_of_the_parts(make_rubric: MakeRubric) -> None:
    rubric = make_rubric({"a": 2500, "b": 5000, "c": 2500, "d": 0})
    found = standard_deviations(rubric, 20)
    assert found == {"a": 944, "b": 1091, "c": 944, "d": 0}
    assert found["b"] == int(10_000 * sqrt(Fraction(1, 4) / 21))


def test_the_weightings_in_words(make_rubric: MakeRubric) -> None:
    rubric = make_rubric({"a": 2500, "b": 5000, "c": 2500})
    assert weightings_words(rubric) == "All weightings there are, each as likely as any other."
    assert weightings_words(rubric, Weightings.ORDERED) == (
        "All weightings that keep the order of the team's weights; criteria of equal weight may come in any order."
    )
    assert weightings_words(rubric, Weightings.AROUND, closeness=20) == (
        "Weightings around the team's: the weight of B, 50.0 of 100, typically strays by 10.9 points, the others by no more."
    )
