from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.charts import Display, weight_modes
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightSet

MakeRubric = Callable[..., Rubric]
Weigh = Callable[..., WeightSet]
ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]


@pytest.fixture(scope="module")
def rubric(small_rubric: MakeRubric) -> Rubric:
    return small_rubric({"clarity": 5000, "fit": 3000, "reach": 2000})


@pytest.fixture(scope="module")
def two(rubric: Rubric, weigh_small: Weigh) -> Display:
    sets = [weigh_small(rubric, "panel", 5000, 3000, 2000), weigh_small(rubric, "panel", 6250, 3750, 0, mode="swing")]
    return weight_modes(rubric, sets, effective={"clarity": 2000, "fit": 6000, "reach": 2000})


def _bars(layers: ReadLayers, display: Display) -> list[tuple[bool, dict[str, Any]]]:
    found = [(mark, row) for mark, _, rows in layers(display) if mark["type"] == "rect" for row in rows]
    return [("strokeDash" in mark, row) for mark, row in found if "criterion" in row]


def test_the_table_has_every_way_and_how_far_apart_they_are(two: Display) -> None:
    assert two.columns == ("Criterion", "A 100 points (panel)", "B Swing (panel)", "C how A works on these badges", "Apart")
    assert two.rows == (
        ("Clarity", "50", "62.5", "20", "42.5"),
        ("Fit", "30", "37.5", "60", "30"),
        ("Reach", "20", "0", "20", "20"),
    )


def test_the_description_tells_the_widest_gap_and_what_the_badges_make_of_it(two: Display) -> None:
    # The ways differ by 12.5, 7.5 and 20 points; of what was said, fit works for 30 points more and clarity for 30 less.
    assert two.description == (
        "Weights of 3 criteria: 100 points (panel) and Swing (panel). They differ most on Reach: 0 to 20 of 100. "
        "On these badges the weights under A work like others: Fit like 60 (30 was said) and Clarity like 20 (50 was said)."
    )


def test_what_was_said_is_a_filled_bar_and_how_it_works_a_hollow_one(two: Display, layers: ReadLayers) -> None:
    found = _bars(layers, two)
    assert sorted(row["end"] for dashed, row in found if dashed) == [20, 20, 60]
    assert sorted(row["end"] for dashed, row in found if not dashed) == [20, 30, 37.5, 50, 62.5]
    fills = {row["letter"]: row["fill"] for dashed, row in found if not dashed}
    assert fills["A"] != fills["B"]
    # A weight of 0 has no bar, and its number still stands there.
    numbers = [row for mark, _, rows in layers(two) if mark["type"] == "text" for row in rows if "end" in row]
    assert {(row["letter"], row["text"]) for row in numbers if row["criterion"] == "Reach"} == {
        ("A", "20"),
        ("B", "0"),
        ("C", "20"),
    }


def test_ways_that_agree_and_weights_that_work_as_said(rubric: Rubric, weigh_small: Weigh) -> None:
    same = weigh_small(rubric, "panel", 5000, 3000, 2000)
    display = weight_modes(rubric, [same, same.replace(mode="direct")], effective={"clarity": 50, "fit": 30, "reach": 20})
    assert display.description.endswith("They give the same weights. On these badges they work just like that.")
    alone = weight_modes(rubric, [same])
    assert alone.columns[-1] == "Apart"
    assert {row[-1] for row in alone.rows} == {"—"}


def test_what_does_not_fit_is_refused(rubric: Rubric, weigh_small: Weigh) -> None:
    one = weigh_small(rubric, "panel", 5000, 3000, 2000)
    with pytest.raises(RecordError, match="takes 1 to 6 sets of weights, found 0; choose some"):
        weight_modes(rubric, [])
    with pytest.raises(RecordError, match="takes 1 to 6 sets of weights, found 7; choose some"):
        weight_modes(rubric, [one] * 7)
    with pytest.raises(RecordError, match=r"of 'panel' were given on another wording than version 1 of 'small'"):
        weight_modes(rubric, [one.replace(wording="0" * 64)])
