"""Effective weights: stated weight times how far the badges are apart; gaps are no zeros."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.errors import RatingError
from rubric_kit.model import RatingState, Rubric
from rubric_kit.scoring.weighing import effective_weights
from rubric_kit.scoring.weighing.effective import observed_ranges

MakeRubric = Callable[..., Rubric]
ABC = {"a": 5000, "b": 3000, "c": 2000}


def test_weight_times_spread(make_rubric: MakeRubric) -> None:
    # a: 50 x 0; b: 30 x (3 - 1) = 60; c: 20 x (2 - 0) = 40.
    sample = {
        "x": {"a": "l2", "b": "l1", "c": "l2"},
        "y": {"a": "l2", "b": "l3", "c": "l0"},
        "z": {"a": "l2", "b": "l2", "c": "l1"},
    }
    assert effective_weights(make_rubric(ABC), sample) == {"a": 0, "b": 6000, "c": 4000}
    # Other weights: a 10 x 0, b 10 x 2, c 80 x 2.
    assert effective_weights(make_rubric(ABC), sample, weights={"a": 1000, "b": 1000, "c": 8000}) == {
        "a": 0,
        "b": 1111,
        "c": 8889,
    }


def test_a_gap_is_no_zero(make_rubric: MakeRubric) -> None:
    sample: dict[str, dict[str, Any]] = {
        "x": {"a": "l2", "b": RatingState.UNKNOWN, "c": "l1"},
        "y": {"a": "l3", "b": "l3", "c": None},
        "z": {"a": RatingState.NOT_APPLICABLE, "b": RatingState.WITHHELD},
    }
    ranges = observed_ranges(make_rubric(ABC), sample)
    assert {name: tuple(one) for name, one in ranges.items()} == {
        "a": (2, 2000, 3000),
        "b": (1, 3000, 3000),
        "c": (1, 1000, 1000),
    }
    assert effective_weights(make_rubric(ABC), sample) == {"a": 10_000, "b": 0, "c": 0}


@pytest.mark.parametrize("sample", [{}, {"x": {"a": "l3"}}, {"x": {"a": "l3"}, "y": {"a": "l3", "b": None}}])
def test_where_all_score_alike_nothing_decides(make_rubric: MakeRubric, sample: dict[str, dict[str, Any]]) -> None:
    assert effective_weights(make_rubric(ABC), sample) == {"a": 0, "b": 0, "c": 0}


def test_a_level_that_does_not_exist_is_refused(make_rubric: MakeRubric) -> None:
    message = "badge y has level 'l9' on criterion 'b', which does not exist; known are: l0, l1, l2, l3"
    with pytest.raises(RatingError, match=f"^{message}$"):
        effective_weights(make_rubric(ABC), {"y": {"b": "l9"}})
