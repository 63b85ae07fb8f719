from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from rubric_kit.charts import Display, gut_against_rubric
from rubric_kit.charts.palette import CIRCLE, DIAMOND
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, GutCall, Rating, Rubric
from rubric_kit.scoring.gut import CutRange, CutRecommendation, GutContrast, cut_recommendations, gut_contrast

MakeRubric = Callable[..., Rubric]
Rate = Callable[..., list[Rating]]
ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]
ACCEPT, NOT, UNSURE = GutCall.ACCEPT, GutCall.NOT, GutCall.UNSURE


@pytest.fixture(scope="module")
def rubric(small_rubric: MakeRubric) -> Rubric:
    return small_rubric({"clarity": 5000, "fit": 5000})


@pytest.fixture(scope="module")
def badge(make_badge: Callable[..., Badge]) -> Badge:
    return make_badge("Issuer one")


@pytest.fixture(scope="module")
def contrast(rubric: Rubric, badge: Badge, rate_small: Rate) -> GutContrast:
    """Scores 100, 75, 50, 25, 50 to 100 and none; a level is worth 25 of 100, and the cut is 60."""
    said = rate_small(rubric, badge, "clarity", "22112.") + rate_small(rubric, badge, "fit", "2110?.")
    calls = dict(zip((f"rater-{at}" for at in range(1, 7)), (ACCEPT, NOT, ACCEPT, NOT, UNSURE, ACCEPT), strict=True))
    return gut_contrast(rubric, [badge], {(rater, badge.key): call for rater, call in calls.items()}, said)


@pytest.fixture(scope="module")
def recommended(rubric: Rubric, contrast: GutContrast) -> CutRecommendation:
    """A recommendation whose range was put in by hand; how it is found is tested where it is found."""
    refused, _ = cut_recommendations(rubric, contrast)
    return replace(refused, refusal="", ranges=(CutRange(Fraction(30, 100), Fraction(45, 100), above=True),), fewest=(1, 1))


@pytest.fixture(scope="module")
def drawn(rubric: Rubric, badge: Badge, contrast: GutContrast, recommended: CutRecommendation) -> Display:
    return gut_against_rubric(rubric, contrast, {badge.key: "Padlet"}, [recommended])


def _of(layers: ReadLayers, display: Display, kind: str, field: str = "call") -> list[dict[str, Any]]:
    return [row for mark, _, rows in layers(display) if mark["type"] == kind for row in rows if field in row]


def test_the_table_has_every_call_sorted_by_what_it_says(drawn: Display) -> None:
    assert drawn.columns == ("Badge", "By gut", "Score of 100", "By their own ratings", "Opposite")
    assert drawn.rows == (
        ("Padlet", "Accept", "—", "Not rated", "No"),
        ("Padlet", "Accept", "50.0", "Do not accept", "Yes"),
        ("Padlet", "Accept", "100.0", "Accept", "No"),
        ("Padlet", "Do not accept", "25.0", "Do not accept", "No"),
        ("Padlet", "Do not accept", "75.0", "Accept", "Yes"),
        ("Padlet", "Unsure", "50.0 to 100.0", "Open", "No"),
    )
    assert "rater-" not in drawn.html()


def test_scores_are_dots_and_gaps_are_intervals(drawn: Display, layers: ReadLayers) -> None:
    dots = _of(layers, drawn, "point")
    assert Counter((dot["call"], dot["low"], dot["shape"] == DIAMOND) for dot in dots) == {
        ("accept", 100.0, False): 1,
        ("accept", 50.0, True): 1,
        ("not", 25.0, False): 1,
        ("not", 75.0, True): 1,
    }
    spans = _of(layers, drawn, "rect")
    assert [(one["call"], one["start"], one["end"]) for one in spans] == [("unsure", 50.0, 100.0)]


def test_the_adopted_cut_is_a_line_and_the_recommended_one_a_dashed_band(drawn: Display, layers: ReadLayers) -> None:
    lines = [(mark, row["x"]) for mark, _, rows in layers(drawn) if mark["type"] == "rule" for row in rows if "x" in row]
    assert [x for mark, x in lines if mark.get("strokeDash")] == [30.0, 45.0]
    assert 60.0 in [x for mark, x in lines if not mark.get("strokeDash")]
    words = [row["text"] for mark, _, rows in layers(drawn) if mark["type"] == "text" for row in rows]
    assert "contrasting groups: 30.0 to 45.0" in words
    assert "Accept from 60.0" in words
    assert "recommended cut, which decides nothing" in words


def test_the_description_has_the_counts_and_the_band(drawn: Display) -> None:
    assert drawn.description == (
        "6 gut calls of 6 people on 1 badge: 3 accept, 2 do not and 1 unsure. Of 4 beside a clear decision by their own ratings, "
        "2 say the opposite. 1 call without a score to set beside cannot be drawn. Recommended, which decides nothing: by "
        "contrasting groups, a cut above 30.0 and up to 45.0."
    )


def test_one_person_and_codes(rubric: Rubric, contrast: GutContrast, layers: ReadLayers) -> None:
    display = gut_against_rubric(rubric, contrast, {}, rater="rater-2", codes=True)
    assert display.title == "Gut against rubric: rater-2"
    assert [row[1:] for row in display.rows] == [("rater-2", "Do not accept", "75.0", "Accept", "Yes")]
    assert [dot["low"] for dot in _of(layers, display, "point")] == [75.0]
    assert "1 says the opposite." in display.description


def test_a_refused_recommendation_is_not_drawn(rubric: Rubric, contrast: GutContrast, layers: ReadLayers) -> None:
    display = gut_against_rubric(rubric, contrast, {}, cut_recommendations(rubric, contrast))
    assert not [mark for mark, _, _ in layers(display) if mark["type"] == "rule" and mark.get("strokeDash")]
    assert "Recommended" not in display.description


def test_dots_of_one_score_stand_in_lanes_and_shrink_where_there_are_many(
    rubric: Rubric, badge: Badge, rate_small: Rate, layers: ReadLayers
) -> None:
    def heights(people: int) -> set[float]:
        said = rate_small(rubric, badge, "clarity", "1" * people) + rate_small(rubric, badge, "fit", "1" * people)
        calls = {(f"rater-{at}", badge.key): ACCEPT for at in range(1, people + 1)}
        display = gut_against_rubric(rubric, gut_contrast(rubric, [badge], calls, said), {})
        dots = _of(layers, display, "point")
        assert {dot["shape"] for dot in dots} <= {CIRCLE, DIAMOND}
        return {dot["y"] for dot in dots}

    few, many = heights(5), heights(40)
    assert (len(few), len(many)) == (5, 40)
    assert max(few) - min(few) == pytest.approx(4 * 9)
    assert max(many) - min(many) == pytest.approx(39 * 5.5)


def test_a_band_that_starts_at_the_left_edge_is_named_on_its_right(
    rubric: Rubric, contrast: GutContrast, recommended: CutRecommendation, layers: ReadLayers
) -> None:
    ranges = [(0, 20), (0, 99), (70, 90)]
    for low, high in ranges:
        chosen = replace(recommended, ranges=(CutRange(Fraction(low, 100), Fraction(high, 100), above=False),))
        display = gut_against_rubric(rubric, contrast, {}, [chosen])
        text = f"contrasting groups: {low}.0 to {high}.0"
        found = [
            (mark, row) for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows if row["text"] == text
        ]
        # Once with a white edge, once without; never outside the picture.
        assert len(found) == 2
        expected = {0: {20: ("left", 20), 99: ("left", 0)}, 70: {90: ("right", 70)}}[low][high]
        assert (found[1][0]["align"], found[1][1]["x"]) == expected


def test_what_does_not_fit_is_refused(rubric: Rubric, small_rubric: MakeRubric, contrast: GutContrast) -> None:
    with pytest.raises(RecordError, match="compared with another version than 1 of 'small'; compare them with this version"):
        gut_against_rubric(small_rubric({"clarity": 4000, "fit": 6000}), contrast, {})
    with pytest.raises(RecordError, match="needs at least one call by rater-9, found none; make gut calls first"):
        gut_against_rubric(rubric, contrast, {}, rater="rater-9")
