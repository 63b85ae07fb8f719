from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from rubric_kit.charts import Display, weight_tornado
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import Answer, decide
from rubric_kit.scoring.robustness import weight_swings

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]
ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]


def chart(rubric: Rubric, badge: Badge, answers: Mapping[str, Answer]) -> Display:
    return weight_tornado(rubric, decide(rubric, badge, answers), weight_swings(rubric, badge, answers), "Alpha")


@pytest.fixture(scope="module")
def badge(make_badge: MakeBadge) -> Badge:
    return make_badge("x", "Alpha")


@pytest.fixture(scope="module")
def plain_case(small_rubric: MakeRubric, badge: Badge) -> Display:
    """Draw clarity 70 at the top and fit 30 at the bottom: 70 of 100, the cut is at 60."""
    return chart(small_rubric({"clarity": 7000, "fit": 3000}), badge, {"clarity": "l2", "fit": "l0"})


def test_the_table_tells_both_ends_and_the_flip(plain_case: Display) -> None:
    # The score is the weight of clarity: 0 with none, 100 with all, and at the cut with 60. Fit is the other way round.
    assert plain_case.columns[2:] == ("Score with weight 0", "Score with weight 100", "Where the decision changes")
    assert plain_case.rows == (
        ("Clarity", "70", "0.0", "100.0", "flips at 60: «Keep in the story» below, «Accept» above"),
        ("Fit", "30", "100.0", "0.0", "flips at 40: «Accept» below, «Keep in the story» above"),
    )


def test_the_description_names_the_nearest_flip(plain_case: Display) -> None:
    assert plain_case.title == "One weight at a time: Alpha"
    assert plain_case.description == (
        "Alpha: 70.0 of 100, «Accept». Clarity moves the score most: 0.0 with weight 0, 100.0 with weight 100. "
        "The decision flips at a weight of 60 for Clarity, now 70: «Keep in the story» below it."
    )


def test_a_score_on_the_cut_flips_away_from_what_it_reached(small_rubric: MakeRubric, badge: Badge) -> None:
    display = chart(small_rubric({"clarity": 6000, "fit": 4000}), badge, {"clarity": "l2", "fit": "l0"})
    assert display.description.endswith("at a weight of 60 for Clarity, now 60: «Keep in the story» below it.")


def test_bars_go_from_the_score_now_to_each_end(plain_case: Display, layers: ReadLayers) -> None:
    boxes = [row for mark, _, rows in layers(plain_case) if mark["type"] == "rect" for row in rows if "side" in row]
    assert [(row["start"], row["end"], row["text"]) for row in boxes] == [
        (0, 70, "0.0"),
        (70, 100, "100.0"),
        (70, 100, "100.0"),
        (0, 70, "0.0"),
    ]
    now = [rows for mark, _, rows in layers(plain_case) if mark["type"] == "rule" and mark["strokeWidth"] == 3]
    assert [row["x"] for rows in now for row in rows] == [70]


def test_the_cut_is_a_line_with_its_name(plain_case: Display, layers: ReadLayers) -> None:
    words = [row["text"] for mark, _, rows in layers(plain_case) if mark["type"] == "text" for row in rows]
    assert {"Accept from 60.0", "Keep in the story below 60.0", "flips at 60", "flips at 40"} <= set(words)


def test_gaps_are_ranges_and_change_what_is_open(small_rubric: MakeRubric, badge: Badge, layers: ReadLayers) -> None:
    # Clarity unknown, fit at the top: 30 to 100. With weight 0 on clarity the score is 100, with all weight 0 to 100.
    # With weight w on clarity it is at least 100 - w, so up to 40 the cut is reached whatever clarity is.
    answers = {"clarity": RatingState.UNKNOWN, "fit": "l2"}
    display = chart(small_rubric({"clarity": 7000, "fit": 3000}), badge, answers)
    assert display.rows[0][2:] == (
        "100.0",
        "0.0 to 100.0",
        "changes at 40: «Accept» below, «Accept» or «Keep in the story» above",
    )
    dashed = [rows for mark, _, rows in layers(display) if mark["type"] == "rect" and "strokeDash" in mark]
    assert {(row["low"], row["high"]) for rows in dashed for row in rows} == {(0, 100)}
    assert display.description.startswith("Alpha: 30.0 to 100.0 of 100, «Accept» or «Keep in the story».")
    assert "score now: in this band" in {
        row["text"] for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows
    }


def test_a_criterion_that_does_not_apply_has_no_score_with_all_the_weight(
    small_rubric: MakeRubric, badge: Badge, layers: ReadLayers
) -> None:
    display = chart(small_rubric({"clarity": 7000, "fit": 3000}), badge, {"clarity": "l2", "fit": RatingState.NOT_APPLICABLE})
    row = next(row for row in display.rows if row[0] == "Fit")
    assert row[2:] == ("100.0", "— no score", "nowhere")
    words = [row["text"] for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows]
    assert "— no score" in words
    # Clarity alone is left, so its weight is all there is and nothing changes.
    assert display.description.endswith("No single weight changes the decision, however it is set.")


def test_a_single_criterion_cannot_move(small_rubric: MakeRubric, badge: Badge) -> None:
    display = chart(small_rubric({"clarity": 10_000}), badge, {"clarity": "l1"})
    assert display.description == (
        "Alpha: 50.0 of 100, «Keep in the story». No weight moves the score. "
        "No single weight changes the decision, however it is set."
    )


def test_a_badge_that_nothing_applies_to_is_drawn_without_a_score(
    small_rubric: MakeRubric, badge: Badge, layers: ReadLayers
) -> None:
    nothing = {"clarity": RatingState.NOT_APPLICABLE, "fit": RatingState.NOT_APPLICABLE}
    display = chart(small_rubric({"clarity": 7000, "fit": 3000}), badge, nothing)
    assert display.description.startswith("Alpha: no score, «Accept» or «Keep in the story». No weight moves the score.")
    assert not [row for mark, _, rows in layers(display) if mark["type"] == "rect" for row in rows if "side" in row]


def test_what_does_not_fit_is_refused(small_rubric: MakeRubric, badge: Badge) -> None:
    rubric = small_rubric({"clarity": 7000, "fit": 3000})
    decision = decide(rubric, badge, {})
    with pytest.raises(RecordError, match="another version than 1 of 'small'; decide again"):
        weight_tornado(rubric.replace(title="Another"), decision, weight_swings(rubric, badge, {}), "Alpha")
    with pytest.raises(RecordError, match="needs at least one criterion, found none"):
        weight_tornado(rubric, decision, (), "Alpha")
