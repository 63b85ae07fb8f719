from __future__ import annotations

from collections.abc import Mapping

import pytest

from rubric_kit.comparing import place_text, ranking_change, weight_text
from rubric_kit.model import Badge, Decision, Evidence, Issuer, RatingState, Rubric, Source, Verification
from rubric_kit.scoring import Answers, rank

# Two criteria with levels worth 0, 1 and 2 points: a score is a share of 2 points.
LEVELS = [{"id": f"l{n}", "name": f"Level {n}", "points": 1000 * n, "descriptor": f"shows {n}"} for n in range(3)]
OUTCOMES = [
    {"id": "yes", "kind": "accept", "name": "Accept", "wording": "Accepted."},
    {"id": "story", "kind": "narrative", "name": "Keep in the story", "wording": "Kept in the story."},
]
X, Y, Z = ("a" * 64, "b" * 64, "c" * 64)
LABELS = {X: "X", Y: "Y", Z: "Z"}


def rubric(clarity: int, fit: int, cut: int = 6000) -> Rubric:
    criteria = [
        {"id": "clarity", "name": "Clarity", "question": "Is it clear?", "weight": clarity, "levels": LEVELS},
        {"id": "fit", "name": "Fit", "question": "Does it fit?", "weight": fit, "levels": LEVELS},
    ]
    policy = {"outcomes": OUTCOMES, "cuts": [{"at_least": cut, "outcome": "yes"}], "below": "story"}
    return Rubric.parse({"id": "r", "title": "Synthetic", "criteria": criteria, "policy": policy})


def badge(key: str) -> Badge:
    return Badge(
        key=key,
        name="Synthetic",
        issuer=Issuer(name="Synthetic issuer"),
        evidence=Evidence(state="unknown"),
        verification=Verification(outcome="no_proof", method="none", reason="synthetic"),
        source=Source(container="json", dialect="OB 2.0", sha256=key, size=1),
    )


def ranking(by: Rubric, answers: Mapping[str, Answers]) -> tuple[Decision, ...]:
    return rank(by, [badge(key) for key in answers], answers)


def change(before: Rubric, after: Rubric, answers: Mapping[str, Answers], moved: str | None = None) -> str:
    return ranking_change(before, after, ranking(before, answers), ranking(after, answers), LABELS, moved=moved)


def test_nothing_moved_gives_no_sentence() -> None:
    assert change(rubric(5000, 5000), rubric(5000, 5000), {X: {}}) == ""


def test_a_badge_that_overtakes_is_named_with_the_weight() -> None:
    # X: 60 + 0 = 60, Y: 0 + 40 = 40; then X: 40, Y: 60. The cut at 90 is out of reach of both.
    answers = {X: {"clarity": "l2", "fit": "l0"}, Y: {"clarity": "l0", "fit": "l2"}}
    text = change(rubric(6000, 4000, 9000), rubric(4000, 6000, 9000), answers)
    assert text == "Fit 40 to 60 of 100: Y now ranks above X. No decision changes."


def test_a_decision_that_changes_is_told_when_the_order_stays() -> None:
    # X alone: 60 reaches the cut of 60, 50 does not.
    text = change(rubric(6000, 4000), rubric(5000, 5000), {X: {"clarity": "l2", "fit": "l0"}}, moved="clarity")
    assert text == "Clarity 60 to 50 of 100: no badge changes places. X goes from «Accept» to «Keep in the story»."


def test_no_effect_is_said_in_one_sentence() -> None:
    text = change(rubric(6000, 4000), rubric(7000, 3000), {X: {"clarity": "l2", "fit": "l2"}})
    assert text == "Clarity 60 to 70 of 100: no badge changes places and no decision changes."


def test_badges_that_become_level_are_told() -> None:
    # X 60 and Y 40 become 50 and 50.
    answers = {X: {"clarity": "l2", "fit": "l0"}, Y: {"clarity": "l0", "fit": "l2"}}
    text = change(rubric(6000, 4000, 9000), rubric(5000, 5000, 9000), answers)
    assert text == "Fit 40 to 50 of 100: X is now level with Y. No decision changes."


def test_a_gap_that_could_turn_the_new_order_is_told() -> None:
    answers = {X: {"clarity": "l1", "fit": "l0"}, Y: {"clarity": None, "fit": "l1"}}
    # Before: X 35 and Y 15 to 85; after: X 15 and Y 35 to 65, so Y is certainly above X.
    assert change(rubric(7000, 3000, 9900), rubric(3000, 7000, 9900), answers).startswith(
        "Fit 30 to 70 of 100: Y now ranks above X"
    )
    # Before: X 20 and Y 30 to 70; after: X 30 and Y 20 to 80, so Y could still be above X.
    text = change(rubric(4000, 6000, 9900), rubric(6000, 4000, 9900), answers)
    assert "X now stands above Y, but what is missing could turn that" in text


def test_a_decision_that_opens_names_what_is_possible() -> None:
    # Clarity 40 open: 60 to 100 is always at the cut; Clarity 50 open: 50 to 100 is not.
    text = change(rubric(4000, 6000), rubric(5000, 5000), {X: {"clarity": RatingState.UNKNOWN, "fit": "l2"}}, moved="clarity")
    assert text.endswith("X goes from «Accept» to undetermined (Accept or Keep in the story).")


def test_many_changes_are_counted_not_listed() -> None:
    answers = {X: {"clarity": "l2", "fit": "l0"}, Y: {"clarity": "l2", "fit": "l0"}, Z: {"clarity": "l2", "fit": "l0"}}
    text = change(rubric(6000, 4000), rubric(5000, 5000), answers, moved="clarity")
    assert text.endswith(
        "X goes from «Accept» to «Keep in the story»; Y goes from «Accept» to «Keep in the story»; 1 more decision changes."
    )


# X is certain at 50; Y is 0 to 100; Z is certain at 50: X and Z share a place, and Y may be before or behind both.
@pytest.mark.parametrize(("key", "place"), [(X, "1 to 2"), (Z, "1 to 2"), (Y, "1 to 3")])
def test_a_place_is_a_range_where_gaps_leave_it_open(key: str, place: str) -> None:
    half = {"clarity": "l1", "fit": "l1"}
    found = ranking(rubric(5000, 5000), {X: half, Z: half, Y: {}})
    assert place_text(found, [one.badge for one in found].index(key)) == place


def test_equal_certain_scores_share_the_better_place() -> None:
    half = {"clarity": "l1", "fit": "l1"}
    found = ranking(rubric(5000, 5000), {X: half, Y: half, Z: {"clarity": "l0", "fit": "l0"}})
    assert [place_text(found, at) for at in range(3)] == ["1", "1", "3"]


@pytest.mark.parametrize(("weight", "text"), [(1500, "15"), (1764, "17.6"), (0, "0"), (10_000, "100")])
def test_a_weight_is_written_as_points_of_100(weight: int, text: str) -> None:
    assert weight_text(weight) == text
