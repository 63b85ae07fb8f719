"""Weights of another wording are told by the criteria that differ."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightMode
from rubric_kit.scoring.weighing import weigh, weights_misfit
from rubric_kit.scoring.weighing.fit import require_fit

MakeRubric = Callable[..., Rubric]
ABC = {"a": 5000, "b": 3000, "c": 2000}
START = "the none weights of 'r1' were given on another wording than version 1 of 'synthetic': "


def test_weights_fit_their_rubric_whatever_its_weights_are(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABC)
    weights = weigh(rubric, WeightMode.NONE, rater="r1")
    assert weights_misfit(rubric, weights) is None
    assert weights_misfit(rubric.with_weights({"a": 2000, "b": 3000, "c": 5000}), weights) is None


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({"a": 5000, "b": 5000}, "criteria differ (gone: 'c'); ask again"),
        (ABC | {"c": 1000, "d": 500, "e": 500}, "criteria differ (new: 'd' and 'e'); ask again"),
        ({"a": 5000, "x": 3000, "c": 2000}, "criteria differ (gone: 'b'; new: 'x'); ask again"),
    ],
)
def test_criteria_that_came_and_went_are_named(make_rubric: MakeRubric, others: dict[str, int], told: str) -> None:
    weights = weigh(make_rubric(ABC), WeightMode.NONE, rater="r1")
    assert weights_misfit(make_rubric(others), weights) == START + told


def test_a_reworded_question_is_told(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABC)
    weights = weigh(rubric, WeightMode.NONE, rater="r1")
    plain = rubric.plain()
    plain["criteria"][1]["question"] = "How is b, on the whole?"
    told = START + "the criteria are the same, and a question or a level was reworded; ask again"
    assert weights_misfit(Rubric.parse(plain), weights) == told
    with pytest.raises(RecordError, match=f"^{re.escape(told)} \\(and 1 more\\)$"):
        require_fit(Rubric.parse(plain), [weights, weights])
