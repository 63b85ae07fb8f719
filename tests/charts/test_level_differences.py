from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from rubric_kit.charts import Display, level_differences
from rubric_kit.charts.palette import CIRCLE, SQUARE, level_colours, text_on
from rubric_kit.comparing import compare_levels
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import Answers

MakeBadge = Callable[..., Badge]
ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]

NAME_A, NAME_B = "Padlet Badge - Bayview", "Padlet Badge - Noel"
A = {
    "criteria_clarity": "l3",
    "learning_evidence": "l3",
    "issuer_standing": "l3",
    "locality": "l2",
    "framework_alignment": "l1",
    "classroom_use": "l2",
    "mission_fit": "l2",
}
B = {
    "criteria_clarity": "l1",
    "learning_evidence": RatingState.WITHHELD,
    "issuer_standing": "l2",
    "locality": RatingState.NOT_APPLICABLE,
    "framework_alignment": "l3",
    "classroom_use": RatingState.UNKNOWN,
}


@pytest.fixture(scope="module")
def badges(make_badge: MakeBadge) -> list[Badge]:
    return [make_badge("Bayview"), make_badge("Noel")]


def _chart(rubric: Rubric, badges: list[Badge], *answers: Answers) -> Display:
    given = {badge.key: one for badge, one in zip(badges, answers, strict=True)}
    return level_differences(rubric, compare_levels(rubric, badges, given))


def _marks(layers: ReadLayers, display: Display) -> list[dict[str, Any]]:
    return next(rows for mark, encoding, rows in layers(display) if mark["type"] == "point" and rows and "level" in rows[0])


def _gaps(layers: ReadLayers, display: Display) -> list[dict[str, Any]]:
    return [row for mark, _, rows in layers(display) if mark["type"] == "rect" for row in rows]


def test_there_is_one_mark_for_each_level_and_its_number_is_printed(
    rubric: Rubric, badges: list[Badge], layers: ReadLayers
) -> None:
    display = _chart(rubric, badges, A, B)
    marks = _marks(layers, display)
    found = {(row["criterion"], row["badge"], row["level"]) for row in marks}
    expected = {(rubric.criterion(c).name, NAME_A, int(level[1])) for c, level in A.items()}
    # Badge B has four levels; mission_fit was not rated.
    for c, level in (("criteria_clarity", 1), ("issuer_standing", 2), ("framework_alignment", 3)):
        expected.add((rubric.criterion(c).name, NAME_B, level))
    assert found == expected
    for row in marks:
        assert row["text"] == str(row["level"])
        assert row["fill"] == level_colours(4)[row["level"]]
        assert row["ink"] == text_on(row["fill"])
        assert row["shape"] == (CIRCLE if row["badge"] == NAME_A else SQUARE)


def test_the_marks_of_a_criterion_are_joined_by_a_line(rubric: Rubric, badges: list[Badge], layers: ReadLayers) -> None:
    lines = [(encoding, rows) for mark, encoding, rows in layers(_chart(rubric, badges, A, B)) if mark["type"] == "line"]
    assert len(lines) == 1
    encoding, rows = lines[0]
    assert encoding["x"]["field"] == "level"
    assert encoding["detail"]["field"] == "row"
    assert encoding["order"]["sort"] == "ascending"
    assert len(rows) == 10


def test_badges_on_the_same_level_do_not_hide_each_other(
    rubric: Rubric, badges: list[Badge], layers: ReadLayers, all_levels: dict[str, str]
) -> None:
    marks = _marks(layers, _chart(rubric, badges, all_levels, all_levels))
    places = {(row["level"], row["y"]) for row in marks}
    assert len(places) == len(marks) == 14
    heights = sorted(row["y"] for row in marks)
    assert min(high - low for low, high in pairwise(heights)) >= 26


def test_gaps_are_hollow_over_all_possible_levels(rubric: Rubric, badges: list[Badge], layers: ReadLayers) -> None:
    gaps = {row["criterion"]: row for row in _gaps(layers, _chart(rubric, badges, A, B))}
    assert set(gaps) == {"Learning evidence", "Classroom use", "Vision and mission"}
    assert {row["text"] for row in gaps.values()} == {"withheld", "cannot tell", "not rated yet"}
    for row in gaps.values():
        assert (row["low"], row["high"]) == (0, 3)
        assert row["start"] < 0
        assert row["end"] > 3
    fills = {mark["fill"] for mark, _, _ in layers(_chart(rubric, badges, A, B)) if mark["type"] == "rect"}
    assert fills == {"#ffffff"}


def test_withheld_is_solid_with_a_lock_and_unknown_is_dashed(rubric: Rubric, badges: list[Badge], layers: ReadLayers) -> None:
    boxes = [(mark, rows) for mark, _, rows in layers(_chart(rubric, badges, A, B)) if mark["type"] == "rect"]
    dashed = {row["state"] for mark, rows in boxes if "strokeDash" in mark for row in rows}
    solid = {row["state"] for mark, rows in boxes if "strokeDash" not in mark for row in rows}
    assert solid == {"withheld"}
    assert dashed == {"unknown", "unrated"}


def test_what_does_not_apply_is_a_dash_and_no_mark(rubric: Rubric, badges: list[Badge], layers: ReadLayers) -> None:
    display = _chart(rubric, badges, A, B)
    words = [row for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows if row.get("badge") == NAME_B]
    assert "— does not apply" in {row["text"] for row in words if row["criterion"] == "Local tie"}
    assert not [row for row in _marks(layers, display) if (row["criterion"], row["badge"]) == ("Local tie", NAME_B)]


def test_the_table_says_what_the_chart_shows(rubric: Rubric, badges: list[Badge]) -> None:
    display = _chart(rubric, badges, A, B)
    assert display.columns == ("Criterion", "Weight of 100", NAME_A, NAME_B, "Points apart of 100")
    # Points apart: weight 25 x 2 of 3 levels = 16.66; withheld: 0 to 25; 15 x 1/3 = 5; 15 x 2/3 = 10; A at 2 against 0 to 3.
    assert display.rows == (
        ("Criteria clarity", "25.0", "3 Tasks and standard", "1 Topic only", "16.6"),
        ("Learning evidence", "25.0", "3 Shown and judged", "0 to 3: withheld", "0.0 to 25.0"),
        ("Issuer standing", "15.0", "3 Organisation others vouch for", "2 Organisation", "5.0"),
        ("Local tie", "5.0", "2 Neighbours", "— does not apply", "—"),
        ("Framework alignment", "15.0", "1 Framework named", "3 Items that fit", "10.0"),
        ("Classroom use", "15.0", "2 Planned", "0 to 3: cannot tell", "0.0 to 10.0"),
        ("Vision and mission", "0.0", "2 One item, stated", "0 to 3: not rated yet", "0.0"),
    )


def test_points_apart_are_printed_in_the_chart_too(rubric: Rubric, badges: list[Badge], layers: ReadLayers) -> None:
    display = _chart(rubric, badges, A, B)
    printed = {row["text"] for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows}
    assert {row[-1] for row in display.rows} <= printed


def test_the_description_names_the_difference_and_the_gaps(rubric: Rubric, badges: list[Badge]) -> None:
    assert _chart(rubric, badges, A, B).description == (
        f"{NAME_A} and {NAME_B} differ for certain on 3 of 7 criteria. "
        f"Criteria clarity explains most: 3 Tasks and standard ({NAME_A}) against 1 Topic only ({NAME_B}), 16.6 points of 100. "
        '3 of 14 answers are missing: 1 "cannot tell", 1 "withheld" and 1 "not rated yet"; 1 of 14 does not apply.'
    )


def test_two_equal_badges_differ_on_nothing(rubric: Rubric, badges: list[Badge], all_levels: dict[str, str]) -> None:
    text = _chart(rubric, badges, all_levels, all_levels).description
    assert text == f"{NAME_A} and {NAME_B} differ on no criterion. No answer is missing."


def test_a_difference_without_weight_is_told_as_such(rubric: Rubric, badges: list[Badge], all_levels: dict[str, str]) -> None:
    text = _chart(rubric, badges, all_levels, all_levels | {"mission_fit": "l0"}).description
    assert "differ on 1 of 7 criteria. The criteria on which they differ carry no weight." in text


def test_a_tie_of_two_criteria_names_both_and_both_are_bold(
    rubric: Rubric, badges: list[Badge], layers: ReadLayers, all_levels: dict[str, str]
) -> None:
    # 25 of 100 x 1 of 3 levels on both = 8.33 points each.
    display = _chart(rubric, badges, all_levels, all_levels | {"criteria_clarity": "l1", "learning_evidence": "l1"})
    assert "Criteria clarity and Learning evidence explain most, with 8.3 points of 100 each." in display.description
    bold = [row["text"] for mark, _, rows in layers(display) if mark.get("fontWeight") == "bold" for row in rows]
    assert {"Criteria clarity", "Learning evidence"} <= set(bold)
    assert "Issuer standing" not in bold


def test_three_badges_have_three_lanes_and_three_columns(
    rubric: Rubric, make_badge: MakeBadge, layers: ReadLayers, all_levels: dict[str, str]
) -> None:
    badges = [make_badge("Bayview"), make_badge("Noel"), make_badge("Harborlight")]
    display = _chart(rubric, badges, all_levels, all_levels | {"locality": "l0"}, all_levels)
    assert display.description.startswith("These 3 badges differ on 1 of 7 criteria. Local tie explains most: 2 Neighbours (")
    assert len(display.columns) == 6
    lanes = {row["y"] for row in _marks(layers, display) if row["criterion"] == "Local tie"}
    assert len(lanes) == 3


def test_all_missing_is_drawn_and_not_left_out(rubric: Rubric, badges: list[Badge], layers: ReadLayers) -> None:
    display = _chart(rubric, badges, {}, {})
    assert len(_gaps(layers, display)) == 14
    assert display.description == (
        f'{NAME_A} and {NAME_B} differ on no criterion for certain. 14 of 14 answers are missing: 14 "not rated yet".'
    )
    assert "<svg" in display.svg()


def test_a_withheld_level_that_the_policy_lets_count_is_a_level_with_the_word(
    rubric: Rubric, badges: list[Badge], layers: ReadLayers
) -> None:
    # The starter rubric lets withheld evidence count as l2 when criteria clarity is l3 and issuer standing at least l2.
    display = _chart(rubric, badges, A | {"learning_evidence": RatingState.WITHHELD}, A)
    assert display.rows[1][2] == "2 Shown (withheld; the policy lets it count)"
    words = [row["text"] for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows]
    assert "withheld, but counts" in words


def test_words_that_do_not_fit_into_a_short_interval_stand_beside_it(
    rubric: Rubric, badges: list[Badge], layers: ReadLayers
) -> None:
    short = rubric.criteria[0].replace(levels=(rubric.criteria[0].levels[0], rubric.criteria[0].levels[-1]))
    steps = [0, 500, 900, 1000, 1500, 2000, 2500, 3000]
    levels = tuple(rubric.criteria[1].levels[0].replace(id=f"l{at}", points=points) for at, points in enumerate(steps))
    long = rubric.criteria[1].replace(levels=levels)
    policy = rubric.policy.replace(substitutions=())
    mixed = rubric.replace(criteria=(short, long, *rubric.criteria[2:]), policy=policy)
    gaps = {row["criterion"]: row["inside"] for row in _gaps(layers, _chart(mixed, badges, {}, {}))}
    assert gaps["Criteria clarity"] is False
    assert gaps["Learning evidence"] is True


def test_the_legend_is_always_there(rubric: Rubric, badges: list[Badge], layers: ReadLayers, all_levels: dict[str, str]) -> None:
    display = _chart(rubric, badges, all_levels, all_levels)
    words = {row["text"] for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows}
    assert {"lowest level", "highest level", "withheld: any of these levels", "does not apply"} <= words


def test_a_comparison_of_another_version_is_refused(rubric: Rubric, badges: list[Badge], all_levels: dict[str, str]) -> None:
    other = rubric.replace(title="Another")
    comparison = compare_levels(other, badges, {badge.key: all_levels for badge in badges})
    with pytest.raises(RecordError, match=r"made with another version than 1 of '.*'; compare again"):
        level_differences(rubric, comparison)
