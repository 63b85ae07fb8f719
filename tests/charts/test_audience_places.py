from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.charts import Display, audience_places
from rubric_kit.charts.palette import ACCENT, WHITE
from rubric_kit.comparing.audience_lens import audience_lens
from rubric_kit.model import Badge, RatingState, Rubric, WeightSet
from rubric_kit.scoring import Answer

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]
Weigh = Callable[..., WeightSet]
ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]

# Journey 12 on three criteria, levels 0 to 2: teacher weighs clarity 45, evidence 15, fit 40; college 30, 60 and 10.
LEVELS = {"Top": "222", "Fits": "102", "Shown": "120", "Both": "121", "Low": "000"}


@pytest.fixture(scope="module")
def rubric(small_rubric: MakeRubric) -> Rubric:
    return small_rubric({"clarity": 4000, "evidence": 2000, "fit": 4000}, evidence="Learning evidence")


@pytest.fixture(scope="module")
def sets(rubric: Rubric, weigh_small: Weigh) -> list[WeightSet]:
    return [weigh_small(rubric, "teacher", 4500, 1500, 4000), weigh_small(rubric, "college", 3000, 6000, 1000)]


def answers(levels: str) -> dict[str, Answer]:
    return {
        name: RatingState.UNKNOWN if one == "?" else f"l{one}"
        for name, one in zip(("clarity", "evidence", "fit"), levels, strict=True)
    }


@pytest.fixture(scope="module")
def j12(rubric: Rubric, sets: list[WeightSet], make_badge: MakeBadge) -> Display:
    badges = [make_badge("x", name) for name in LEVELS]
    given = {badge.key: answers(levels) for badge, levels in zip(badges, LEVELS.values(), strict=True)}
    return audience_places(audience_lens(rubric, badges, given, sets))


def _marks(layers: ReadLayers, display: Display) -> list[dict[str, Any]]:
    return [row for mark, _, rows in layers(display) if mark["type"] == "rect" for row in rows if "audience" in row]


def test_j12_the_description_tells_who_moves_and_what_does_it(j12: Display) -> None:
    # Teacher, of 2 points: Fits (45 + 80)/2 = 62.5, Both (45 + 30 + 40)/2 = 57.5, Shown (45 + 30)/2 = 37.5.
    # College: Both (30 + 120 + 10)/2 = 80, Shown (30 + 120)/2 = 75, Fits (30 + 20)/2 = 25. The cut is at 60.
    assert j12.description == (
        "From teacher to college, 3 of 5 badges change places for certain: Fits, Both and Shown. "
        "Learning evidence does most for it (15 of 100 for teacher, 60 for college). "
        "The decision changes for 3 badges: Fits, Both and Shown."
    )


def test_j12_the_table_has_every_place(j12: Display) -> None:
    assert [row[:4] for row in j12.rows] == [
        ("Top", "1", "1", "—"),
        ("Fits", "2", "4", "Learning evidence"),
        ("Both", "3", "2", "Learning evidence"),
        ("Shown", "4", "3", "Learning evidence"),
        ("Low", "5", "5", "—"),
    ]


def test_j12_what_changes_stands_out_with_the_criterion(j12: Display, layers: ReadLayers) -> None:
    fills = {(mark["badge"], mark["audience"]): mark["fill"] for mark in _marks(layers, j12)}
    assert {badge for (badge, _), fill in fills.items() if fill == ACCENT} == {"Fits", "Both", "Shown"}
    assert {badge for (badge, _), fill in fills.items() if fill == WHITE} == {"Top", "Low"}
    thick = [rows for mark, _, rows in layers(j12) if mark["type"] == "line" and mark["strokeWidth"] == 3]
    assert len({row["row"] for rows in thick for row in rows}) == 3
    words = [row["text"] for mark, _, rows in layers(j12) if mark["type"] == "text" for row in rows]
    assert words.count("Learning evidence: 15 to 60") == 3


def test_marks_stand_in_the_order_of_each_audience(j12: Display, layers: ReadLayers) -> None:
    marks = sorted(_marks(layers, j12), key=lambda mark: mark["y"])
    order = {audience: [mark["badge"] for mark in marks if mark["audience"] == audience] for audience in ("teacher", "college")}
    assert order == {"teacher": ["Top", "Fits", "Both", "Shown", "Low"], "college": ["Top", "Both", "Shown", "Fits", "Low"]}


def test_a_gap_makes_a_place_a_range_with_a_dashed_edge(
    rubric: Rubric, sets: list[WeightSet], make_badge: MakeBadge, layers: ReadLayers
) -> None:
    # Open: clarity 1, evidence unknown, fit 2: teacher 62.5 to 77.5, college 25 to 85; the other is at 50 for both.
    badges = [make_badge("x", name) for name in ("Open", "Half")]
    given = {badges[0].key: answers("1?2"), badges[1].key: answers("111")}
    display = audience_places(audience_lens(rubric, badges, given, sets))
    assert [row[1:3] for row in display.rows] == [("1", "1 to 2"), ("2", "1 to 2")]
    dashed = [row for mark, _, rows in layers(display) if mark["type"] == "rect" and "strokeDash" in mark for row in rows]
    assert {(row["badge"], row["audience"]) for row in dashed if "audience" in row} == {("Open", "college"), ("Half", "college")}
    assert display.description.startswith("From teacher to college, no badge changes places for certain.")


def test_three_audiences_tell_which_two_are_furthest_apart(
    rubric: Rubric, sets: list[WeightSet], make_badge: MakeBadge, weigh_small: Weigh, layers: ReadLayers
) -> None:
    badges = [make_badge("x", name) for name in LEVELS]
    given = {badge.key: answers(levels) for badge, levels in zip(badges, LEVELS.values(), strict=True)}
    lens = audience_lens(rubric, badges, given, [*sets, weigh_small(rubric, "employer", 3000, 6000, 1000)])
    display = audience_places(lens)
    assert display.description.startswith(
        "5 badges for teacher, college and employer: 3 of them change places for certain between two of the audiences. "
        "Furthest apart: from teacher to college, 3 of 5 badges change places for certain: Fits, Both and Shown."
    )
    # With more than two audiences a pair of weights would be ambiguous, so the criterion stands alone.
    words = [row["text"] for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows]
    assert words.count("Learning evidence") == 3


def test_nothing_moves_between_audiences_that_weigh_alike(
    rubric: Rubric, make_badge: MakeBadge, weigh_small: Weigh, layers: ReadLayers
) -> None:
    badge = make_badge("x", "Alone")
    same = [weigh_small(rubric, code, 4000, 2000, 4000) for code in ("one", "two", "three")]
    display = audience_places(audience_lens(rubric, [badge], {badge.key: answers("111")}, same))
    assert display.description == (
        "1 badge for one, two and three: none of them changes places for certain between two of the audiences."
    )
    assert {mark["fill"] for mark in _marks(layers, display)} == {WHITE}


def test_a_badge_without_a_score_has_a_dash_for_its_place(
    rubric: Rubric, sets: list[WeightSet], make_badge: MakeBadge, layers: ReadLayers
) -> None:
    badge = make_badge("x", "Nothing")
    nothing = dict.fromkeys(("clarity", "evidence", "fit"), RatingState.NOT_APPLICABLE)
    display = audience_places(audience_lens(rubric, [badge], {badge.key: nothing}, sets))
    assert display.rows[0][1:3] == ("—", "—")
    assert not _marks(layers, display)
