from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.charts import Display, weight_spread
from rubric_kit.charts.palette import CIRCLE, SQUARE
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightSet
from rubric_kit.scoring.weighing import group_weights

MakeRubric = Callable[..., Rubric]
Weigh = Callable[..., WeightSet]
ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]


@pytest.fixture(scope="module")
def rubric(small_rubric: MakeRubric) -> Rubric:
    return small_rubric({"clarity": 5000, "fit": 5000})


@pytest.fixture(scope="module")
def five(rubric: Rubric, weigh_small: Weigh) -> Display:
    """Chart three who give clarity 70, 72 and 74 of 100, one who gives it 20, one who gives it 45."""
    codes = {"rater-1": 7000, "rater-2": 7200, "rater-3": 2000, "rater-4": 7400, "rater-5": 4500}
    sets = [weigh_small(rubric, code, clarity, 10_000 - clarity) for code, clarity in codes.items()]
    return weight_spread(rubric, group_weights(rubric, sets))


def _dots(layers: ReadLayers, display: Display) -> list[dict[str, Any]]:
    return [row for mark, _, rows in layers(display) if mark["type"] == "point" for row in rows if "code" in row]


def test_the_table_has_the_spread_and_everybody_by_code(five: Display) -> None:
    # Sorted: 20, 45, 70, 72, 74: quartiles are the second and the fourth. Fit is 26, 28, 30, 55, 80.
    quartiles = ("Least", "Lower quartile", "Median", "Upper quartile", "Most")
    assert five.columns == ("Criterion", "Together", *quartiles, "rater-1", "rater-2", "rater-3", "rater-4", "rater-5")
    assert five.rows == (
        ("Clarity", "70", "20", "45", "70", "72", "74", "70", "72", "20", "74", "45"),
        ("Fit", "30", "26", "28", "30", "55", "80", "30", "28", "80", "26", "55"),
    )


def test_the_description_names_the_widest_criterion_the_factions_and_the_furthest(five: Display) -> None:
    # One point of clarity less is one of fit more, so the distance is the difference on clarity: 54 between 20 and 74.
    assert five.description == (
        "Weights of 5 people for 2 criteria. Furthest apart on Clarity: 20 to 74 of 100, median 70. "
        "People who weigh alike, at most 15 points apart: rater-1, rater-2 and rater-4; 2 who stand alone. "
        "rater-3 and rater-4 are furthest apart, by 54 points, most of all on Clarity."
    )


def test_every_person_is_a_dot_with_a_letter_and_factions_have_a_shape(five: Display, layers: ReadLayers) -> None:
    dots = [dot for dot in _dots(layers, five) if dot["criterion"] == "clarity"]
    assert [(dot["code"], dot["text"], dot["weight"]) for dot in dots] == [
        ("rater-1", "A", 70),
        ("rater-2", "B", 72),
        ("rater-3", "C", 20),
        ("rater-4", "D", 74),
        ("rater-5", "E", 45),
    ]
    looks = {dot["code"]: (dot["shape"], dot["fill"]) for dot in dots}
    assert looks["rater-1"] == looks["rater-2"] == looks["rater-4"] != looks["rater-3"]


def test_dots_that_would_hide_each_other_stand_in_lanes(five: Display, layers: ReadLayers) -> None:
    dots = [dot for dot in _dots(layers, five) if dot["criterion"] == "clarity"]
    heights = {dot["code"]: dot["y"] for dot in dots}
    # The scale goes to 80 over 310 pixels: 2 points are 8 pixels, and a dot needs 20.
    assert len({heights[code] for code in ("rater-1", "rater-2", "rater-4")}) == 3
    assert heights["rater-3"] == heights["rater-5"] == heights["rater-1"]


def test_two_factions_have_two_shapes(rubric: Rubric, weigh_small: Weigh, layers: ReadLayers) -> None:
    sets = [weigh_small(rubric, f"rater-{place}", one, 10_000 - one) for place, one in enumerate((9000, 9000, 1000, 1000))]
    display = weight_spread(rubric, group_weights(rubric, sets))
    shapes = {dot["code"]: dot["shape"] for dot in _dots(layers, display)}
    assert shapes == {"rater-0": CIRCLE, "rater-1": CIRCLE, "rater-2": SQUARE, "rater-3": SQUARE}
    assert "at most 15 points apart: rater-0 and rater-1; rater-2 and rater-3." in display.description


def test_many_people_are_dots_without_letters(rubric: Rubric, weigh_small: Weigh, layers: ReadLayers) -> None:
    sets = [weigh_small(rubric, f"rater-{place}", 5000, 5000) for place in range(40)]
    display = weight_spread(rubric, group_weights(rubric, sets))
    assert len(_dots(layers, display)) == 80
    words = [row["text"] for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows]
    assert "40 people who weigh alike" in words
    assert "A" not in words
    assert display.description == "Weights of 40 people for 2 criteria. All weigh alike."
    # Twelve lanes at most; who is left over lies on top in the last.
    assert len({dot["y"] for dot in _dots(layers, display) if dot["criterion"] == "fit"}) == 12


def test_a_person_who_stands_alone_among_many_is_one_of_the_others(
    rubric: Rubric, weigh_small: Weigh, layers: ReadLayers
) -> None:
    sets = [weigh_small(rubric, f"rater-{place}", 9000 if place else 1000, 1000 if place else 9000) for place in range(12)]
    display = weight_spread(rubric, group_weights(rubric, sets))
    words = [row["text"] for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows]
    assert {"11 people who weigh alike", "others"} <= set(words)
    assert display.description.endswith(
        "rater-1, rater-2, rater-3, rater-4, rater-5, rater-6 and 5 more; 1 who stands alone. "
        "rater-0 and rater-1 are furthest apart, by 80 points, most of all on Clarity."
    )


def test_one_person_and_people_who_stand_close(rubric: Rubric, weigh_small: Weigh) -> None:
    one, other = weigh_small(rubric, "rater-1", 5000, 5000), weigh_small(rubric, "rater-2", 5500, 4500)
    assert weight_spread(rubric, group_weights(rubric, [one])).description == "Weights of 1 person for 2 criteria."
    assert (
        "No two of them are more than 15 points apart." in weight_spread(rubric, group_weights(rubric, [one, other])).description
    )


def test_another_wording_is_refused(rubric: Rubric, weigh_small: Weigh) -> None:
    group = group_weights(rubric, [weigh_small(rubric, "rater-1", 5000, 5000)])
    with pytest.raises(RecordError, match="weighed another wording than version 1 of 'small'; weigh this version"):
        weight_spread(rubric, group.replace(wording="0" * 64))
