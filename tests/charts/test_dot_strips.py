from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.charts import Display, dot_strips
from rubric_kit.charts.palette import DIAMOND, WHITE
from rubric_kit.comparing.cell_spread import CellSpread, cell_spreads
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, Rating, Rubric

MakeRubric = Callable[..., Rubric]
Rate = Callable[..., list[Rating]]
ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]

CLARITY = "0012?w."
FIT = "1112221"


@pytest.fixture(scope="module")
def rubric(small_rubric: MakeRubric) -> Rubric:
    return small_rubric({"clarity": 5000, "fit": 5000})


@pytest.fixture(scope="module")
def badge(make_badge: Callable[..., Badge]) -> Badge:
    return make_badge("Issuer one")


@pytest.fixture(scope="module")
def spreads(rubric: Rubric, badge: Badge, rate_small: Rate) -> tuple[CellSpread, ...]:
    said = rate_small(rubric, badge, "clarity", CLARITY) + rate_small(rubric, badge, "fit", FIT)
    return cell_spreads(rubric, [badge], said)


@pytest.fixture(scope="module")
def drawn(rubric: Rubric, badge: Badge, spreads: tuple[CellSpread, ...]) -> Display:
    return dot_strips(rubric, spreads, {badge.key: "Padlet"})


def _dots(layers: ReadLayers, display: Display) -> list[dict[str, Any]]:
    return [row for mark, _, rows in layers(display) if mark["type"] == "point" for row in rows if "said" in row]


def test_the_table_counts_levels_and_what_was_said_instead(drawn: Display) -> None:
    # Clarity: two 0, one 1, one 2, one cannot tell, one withheld, one nothing. Of four levels the middle two are 0 and 1.
    instead = ("Cannot tell", "Withheld", "Does not apply", "Not rated yet")
    assert drawn.columns == ("Cell", "Level 0", "Level 1", "Level 2", *instead, "Middle", "Spread in levels")
    assert drawn.rows == (
        ("Clarity on Padlet", "2", "1", "1", "1", "1", "0", "1", "Levels 0 to 1", "2"),
        ("Fit on Padlet", "0", "4", "3", "0", "0", "0", "0", "Level 1", "1"),
    )


def test_every_answer_is_one_dot_and_none_carries_a_code(drawn: Display, layers: ReadLayers) -> None:
    dots = _dots(layers, drawn)
    assert Counter((dot["criterion"], dot["said"]) for dot in dots) == {
        ("clarity", "level 0"): 2,
        ("clarity", "level 1"): 1,
        ("clarity", "level 2"): 1,
        ("clarity", "cannot tell"): 1,
        ("clarity", "withheld"): 1,
        ("clarity", "not rated yet"): 1,
        ("fit", "level 1"): 4,
        ("fit", "level 2"): 3,
    }
    assert "rater-" not in drawn.html()


def test_dots_of_a_level_stand_around_its_place_and_what_is_no_level_stands_apart(drawn: Display, layers: ReadLayers) -> None:
    dots = [dot for dot in _dots(layers, drawn) if dot["criterion"] == "clarity"]
    for level in range(3):
        places = [dot["x"] for dot in dots if dot["said"] == f"level {level}"]
        assert sum(places) / len(places) == pytest.approx(level, abs=1e-6)
        assert all(abs(place - level) < 0.5 for place in places)
    aside = [dot for dot in dots if not dot["said"].startswith("level")]
    assert min(dot["x"] for dot in aside) > 2.5
    assert {dot["fill"] for dot in aside} == {WHITE}


def test_many_answers_are_stacked_in_rows_and_counted(rubric: Rubric, badge: Badge, rate_small: Rate, layers: ReadLayers) -> None:
    said = rate_small(rubric, badge, "clarity", "1" * 23 + "2")
    display = dot_strips(rubric, cell_spreads(rubric, [badge], said), {}, most=1)
    dots = [dot for dot in _dots(layers, display) if dot["said"] == "level 1"]
    assert len({(dot["x"], dot["y"]) for dot in dots}) == 23
    # 480 pixels for 7.4 places are 64 each; 10 stay free, and 4 dots of 11 fit: six rows.
    assert len({dot["y"] for dot in dots}) == 6
    words = [row["text"] for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows]
    assert "23" in words


def test_the_middle_and_the_spread_are_drawn_below(drawn: Display, layers: ReadLayers) -> None:
    middles = [row for mark, _, rows in layers(drawn) if mark["type"] == "point" for row in rows if "median" in row]
    assert [(row["criterion"], row["median"]) for row in middles] == [("clarity", 0), ("clarity", 1), ("fit", 1)]
    assert {row["shape"] for row in middles} == {DIAMOND}
    spans = [(row["start"], row["end"]) for mark, _, rows in layers(drawn) if mark["type"] == "rect" for row in rows]
    # Lowest to highest: clarity 0 to 2, fit 1 to 2.
    assert (0, 2) in spans
    assert (1, 2) in spans


def test_the_description_tells_the_widest(drawn: Display, spreads: tuple[CellSpread, ...]) -> None:
    assert drawn.description == f"7 people on 2 cells. Widest: {spreads[0].sentence}"
    assert spreads[0].criterion == "clarity"


def test_only_the_widest_are_drawn_and_that_is_told(rubric: Rubric, badge: Badge, spreads: tuple[CellSpread, ...]) -> None:
    display = dot_strips(rubric, spreads, {badge.key: "Padlet"}, most=1)
    assert [row[0] for row in display.rows] == ["Clarity on Padlet"]
    assert display.description.startswith("7 people on the widest of 2 cells.")


def test_a_room_that_agrees_is_told_so(rubric: Rubric, badge: Badge, rate_small: Rate) -> None:
    said = rate_small(rubric, badge, "clarity", "22") + rate_small(rubric, badge, "fit", "?n")
    display = dot_strips(rubric, cell_spreads(rubric, [badge], said), {})
    assert display.description == "2 people on 2 cells. Nobody is apart: where levels were given they are the same."
    assert display.rows[1][-2:] == ("—", "—")


def test_nothing_to_draw_and_a_strange_criterion_are_refused(
    rubric: Rubric, small_rubric: MakeRubric, spreads: tuple[CellSpread, ...]
) -> None:
    with pytest.raises(RecordError, match="needs at least one cell, found none; add badges and ratings first"):
        dot_strips(rubric, (), {})
    other = small_rubric({"reach": 10_000})
    with pytest.raises(RecordError, match=r"a cell is about criterion 'clarity'; known are: reach. Use its own rubric"):
        dot_strips(other, spreads, {})
