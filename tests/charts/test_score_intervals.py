from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.charts import Display, score_intervals
from rubric_kit.charts.palette import CIRCLE
from rubric_kit.comparing import badge_labels
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, Policy, RatingState, Rubric
from rubric_kit.scoring import Answers, rank

MakeBadge = Callable[..., Badge]
ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]


@pytest.fixture(scope="module")
def badges(make_badge: MakeBadge) -> list[Badge]:
    return [make_badge("x", "Alpha"), make_badge("x", "Beta"), make_badge("x", "Gamma")]


def _chart(rubric: Rubric, badges: list[Badge], *answers: Answers) -> Display:
    given = {badge.key: one for badge, one in zip(badges, answers, strict=True)}
    return score_intervals(rubric, rank(rubric, badges, given), badge_labels(badges))


def _rows(layers: ReadLayers, display: Display, kind: str) -> list[dict[str, Any]]:
    return [row for mark, _, rows in layers(display) if mark["type"] == kind for row in rows]


@pytest.fixture(scope="module")
def three(rubric: Rubric, badges: list[Badge], all_levels: dict[str, str]) -> Display:
    """Alpha 66.6; Beta the same but its evidence is unknown: 50.0 to 75.0; Gamma 66.6 and no item of the mission."""
    beta = all_levels | {"learning_evidence": RatingState.UNKNOWN}
    return _chart(rubric, badges, all_levels, beta, all_levels | {"mission_fit": "l0"})


def test_the_table_holds_score_and_outcome_in_the_order_given(three: Display) -> None:
    assert three.columns == ("Badge", "Score of 100", "Outcome", "Outcomes still open")
    # All at 2 of 3: 66.66. Without evidence's 25: 75 x 2/3 = 50, plus at most 25: 75.
    assert three.rows == (
        ("Alpha", "66.6", "Accept", "—"),
        ("Gamma", "66.6", "Not counted", "—"),
        ("Beta", "50.0 to 75.0", "Undetermined", "Accept or Accept on condition"),
    )


def test_the_description_counts_outcomes_and_says_why(three: Display) -> None:
    assert three.description == (
        '3 badges: 1 "Accept", 1 "Not counted" and 1 undetermined. '
        "From first to last the scores go from 66.6 of 100 (Alpha) to 50.0 to 75.0 (Beta). "
        "1 badge does not pass a gate, whatever the score; "
        'what is missing leaves Beta open: "Accept" or "Accept on condition".'
    )


def test_a_score_is_a_shape_and_an_interval_a_hollow_bar(three: Display, layers: ReadLayers) -> None:
    bars = _rows(layers, three, "rect")
    assert [(row["low"], row["high"], row["text"]) for row in bars] == [(50.0, 75.0, "50.0 to 75.0")]
    points = [row for row in _rows(layers, three, "point") if "low" in row]
    assert {(row["low"], row["outcome"]) for row in points} == {(66.66, "accept"), (66.66, "not-counted")}
    assert len({row["shape"] for row in points}) == 2
    assert {mark["fill"] for mark, _, _ in layers(three) if mark["type"] == "rect"} == {"#ffffff"}


def test_every_outcome_stands_as_word_beside_its_shape(three: Display, layers: ReadLayers) -> None:
    words = [row["text"] for row in _rows(layers, three, "text")]
    # Once beside the badge, once in the legend; an outcome that no badge has stands in the legend only.
    assert words.count("Accept") == words.count("Not counted") == words.count("Undetermined") == 2
    assert words.count("Accept at full value") == 1


def test_undetermined_is_a_question_mark_in_a_dashed_ring(three: Display, layers: ReadLayers) -> None:
    rings = [rows for mark, _, rows in layers(three) if mark["type"] == "point" and "strokeDash" in mark]
    assert [{row["shape"] for row in rows} for rows in rings] == [{CIRCLE}, {CIRCLE}]
    assert [row["text"] for row in _rows(layers, three, "text")].count("?") == 2


def test_cuts_are_lines_with_the_names_of_their_outcomes(three: Display, layers: ReadLayers) -> None:
    lines = [rows for mark, encoding, rows in layers(three) if mark["type"] == "rule" and encoding["x"].get("field") == "x"]
    assert [80, 60, 45, 45] in [[row["x"] for row in rows] for rows in lines]
    words = [row for row in _rows(layers, three, "text") if "cut" in row]
    assert [(row["cut"], row["text"]) for row in words] == [
        (80, "Accept at full value from 80.0"),
        (60, "Accept from 60.0"),
        (45, "Accept on condition from 45.0"),
        (45, "Keep in the story below 45.0"),
    ]
    # Each label has a line of its own, so labels of close cuts never overlap.
    assert len({row["y"] for row in words}) == len(words)


def test_two_badges_one_certain_one_open(rubric: Rubric, badges: list[Badge], all_levels: dict[str, str]) -> None:
    display = _chart(rubric, badges[:2], all_levels, {})
    assert display.rows[1][1:3] == ("0.0 to 100.0", "Undetermined")
    assert display.description.startswith('2 badges: 1 "Accept" and 1 undetermined.')


def test_all_missing_says_that_everything_is_open(rubric: Rubric, badges: list[Badge]) -> None:
    display = _chart(rubric, badges, {}, {}, {})
    assert display.description == (
        "3 badges: 3 undetermined. From first to last the scores go from 0.0 to 100.0 of 100 (Alpha) to 0.0 to 100.0 (Gamma). "
        "What is missing could change the outcome of 3 badges."
    )


def test_a_badge_nothing_applies_to_has_no_score(rubric: Rubric, badges: list[Badge], layers: ReadLayers) -> None:
    nothing = {criterion.id: RatingState.NOT_APPLICABLE for criterion in rubric.criteria}
    display = _chart(rubric, badges[:1], nothing)
    assert display.rows[0][1] == "— no score"
    assert "None of them has a score, since no criterion that carries weight applies." in display.description
    assert not _rows(layers, display, "rect")
    assert "— no score" in {row["text"] for row in _rows(layers, display, "text")}


def test_a_rubric_without_cuts_has_no_cut_lines(
    rubric: Rubric, badges: list[Badge], all_levels: dict[str, str], layers: ReadLayers
) -> None:
    bare = rubric.replace(policy=rubric.policy.replace(cuts=()))
    display = _chart(bare, badges[:1], all_levels)
    assert not [row for row in _rows(layers, display, "text") if "cut" in row]
    assert display.description == '1 badge: 1 "Keep in the story". Alpha scores 66.6 of 100.'


def test_a_profile_beside_a_cut_is_told(rubric: Rubric, badges: list[Badge], layers: ReadLayers) -> None:
    part = {"criteria": 10_000, "at_least": 3333}
    profile = {"id": "no-holes", "outcome": "accept", "parts": [part]}
    policy = Policy.parse({**rubric.policy.plain(), "cuts": rubric.policy.plain()["cuts"][1:], "profiles": [profile]})
    # Everything at the top but locality, weight 5 of 100, at the bottom: 95 of 100, with a hole.
    answers = {criterion.id: "l0" if criterion.id == "locality" else "l3" for criterion in rubric.criteria}
    display = _chart(rubric.replace(policy=policy), badges[:1], answers)
    assert display.description == (
        '1 badge: 1 "Accept on condition". Alpha scores 95.0 of 100. 1 badge reaches a cut and not the profile that goes with it.'
    )
    words = {row["text"] for row in _rows(layers, display, "text")}
    assert "Accept from 60.0 and its profile" in words
    assert not [one for one in words if "below" in one]


def test_profiles_without_cuts_are_drawn(rubric: Rubric, badges: list[Badge], all_levels: dict[str, str]) -> None:
    profile = {"id": "half", "outcome": "accept", "parts": [{"criteria": 5000, "at_least": 10_000}]}
    policy = Policy.parse({**rubric.policy.plain(), "cuts": [], "profiles": [profile]})
    display = _chart(rubric.replace(policy=policy), badges[:2], all_levels, {})
    assert [row[2] for row in display.rows] == ["Keep in the story", "Undetermined"]


def test_outcomes_at_a_level_carry_a_number_from_the_lowest_up(rubric: Rubric, badges: list[Badge], layers: ReadLayers) -> None:
    outcomes = tuple(one.replace(kind="accept_at_level") if one.id == "accept" else one for one in rubric.policy.outcomes)
    two = rubric.replace(policy=rubric.policy.replace(outcomes=outcomes))
    best = {criterion.id: "l3" for criterion in rubric.criteria}
    numbers = [row for row in _rows(layers, _chart(two, badges[:1], best), "text") if row["text"] in {"1", "2"}]
    # "Accept at full value" is the higher of the two: 2 beside the badge, at its score and in the legend; 1 in the legend.
    assert sorted(row["text"] for row in numbers) == ["1", "2", "2", "2"]


def test_no_decision_is_refused_with_advice(rubric: Rubric) -> None:
    with pytest.raises(RecordError, match=r"needs at least one decision, found none; add a badge first"):
        score_intervals(rubric, [], {})


def test_decisions_of_another_version_are_refused(rubric: Rubric, badges: list[Badge], all_levels: dict[str, str]) -> None:
    decisions = rank(rubric.replace(title="Another"), badges[:1], {badges[0].key: all_levels})
    with pytest.raises(RecordError, match="another version than 1"):
        score_intervals(rubric, decisions, {})


def test_a_badge_without_a_label_is_shown_by_its_handle(rubric: Rubric, badges: list[Badge], all_levels: dict[str, str]) -> None:
    display = score_intervals(rubric, rank(rubric, badges[:1], {badges[0].key: all_levels}), {})
    assert display.rows[0][0] == badges[0].handle
