"""Steps that change how an outcome is reached: cuts, recommended cuts and profiles; each says in one line why it is not taken."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import apply_step, draft_of, draft_problems, publish, starter_rubric
from rubric_kit.authoring.draft_ladder import PointShare, free_outcomes, point_shares
from rubric_kit.authoring.policy_words import policy_sentences
from rubric_kit.errors import RecordError
from rubric_kit.model import ProfilePart
from rubric_kit.model.rule_words import needed_points

Draft = dict[str, Any]
STRONG = {"profile": "profile0"}
NO_CUT = "a cut is a number from 0 to 100 with at most two decimals, found"
NOT_ABOVE = "is not above Keep in the story"
PART = {"do": "set_part", "profile": "profile0"}
RUNGS = ["accept-full", "accept", "conditional"]


def said(draft: Draft, path: str) -> str:
    """Return what the published version says about a rule."""
    (text,) = [one.text for one in policy_sentences(publish(draft)) if one.path == path]
    return text


def steps(draft: Draft, *taken: dict[str, Any]) -> Draft:
    for step in taken:
        draft = apply_step(draft, step)
    return draft


def recommend(draft: Draft, outcome: str, share: object) -> Draft:
    one = {"outcome": outcome, "at_least": share, "method": "Contrasting groups, 9 people", "reason": "Spread 4."}
    draft["policy"]["recommended"].append(one)
    return draft


def adopted(draft: Draft) -> Draft:
    return apply_step(draft, {"do": "set_adopted", "value": "The board, 3 May 2026"})


def cuts(draft: Draft) -> list[tuple[str, int]]:
    return [(cut["outcome"], cut["at_least"]) for cut in draft["policy"]["cuts"]]


def test_a_cut_is_removed_and_added_again_in_its_place(draft: Draft) -> None:
    assert free_outcomes(draft, "cuts") == []
    removed = apply_step(adopted(draft), {"do": "remove_cut", "cut": 1})
    assert cuts(removed) == [("accept-full", 8000), ("conditional", 4500)]
    assert free_outcomes(removed, "cuts") == ["accept"]
    assert removed["policy"]["adopted"] is None
    added = apply_step(adopted(removed), {"do": "add_cut", "outcome": "accept", "value": 6250})
    assert cuts(added) == [("accept-full", 8000), ("accept", 6250), ("conditional", 4500)]
    assert said(added, "policy.cuts.accept") == "Accept from 62.5 of 100."
    assert added["policy"]["adopted"] is None
    # In the order of the outcomes, whatever the share is: a person is told what does not fit.
    high = apply_step(removed, {"do": "add_cut", "outcome": "accept", "value": 9000})
    assert draft_problems(high)[0].path == "policy.cuts"


def test_the_last_cut_may_go_and_the_first_come(draft: Draft) -> None:
    bare = steps(draft, *[{"do": "remove_cut", "cut": 0}] * 3)
    assert said(bare, "policy.below") == "Keep in the story wherever no gate says otherwise."
    assert free_outcomes(bare, "cuts") == ["accept-full", "accept", "conditional"]
    one = apply_step(bare, {"do": "add_cut", "outcome": "conditional", "value": 10_000})
    two = apply_step(one, {"do": "add_cut", "outcome": "accept-full", "value": 10_000})
    assert cuts(two) == [("accept-full", 10_000), ("conditional", 10_000)]


def test_a_recommended_cut_is_taken_and_stays_recommended(draft: Draft) -> None:
    draft = adopted(recommend(recommend(draft, "accept", 6650), "conditional", 4000))
    taken = apply_step(draft, {"do": "take_cut", "recommended": 0})
    assert said(taken, "policy.cuts.accept") == "Accept from 66.5 of 100."
    assert taken["policy"]["recommended"] == draft["policy"]["recommended"]
    assert said(taken, "policy.adopted") == "Nobody has adopted the cuts yet."
    # An outcome without a cut gets one.
    without = apply_step(draft, {"do": "remove_cut", "cut": 2})
    assert cuts(apply_step(without, {"do": "take_cut", "recommended": 1}))[-1] == ("conditional", 4000)


def test_of_two_cuts_for_one_outcome_the_lower_one_is_moved(draft: Draft) -> None:
    draft["policy"]["cuts"][0]["outcome"] = "accept"
    taken = apply_step(recommend(draft, "accept", 5000), {"do": "take_cut", "recommended": 0})
    assert cuts(taken) == [("accept", 8000), ("accept", 5000), ("conditional", 4500)]


def test_a_profile_is_added_changed_and_removed(draft: Draft) -> None:
    new = apply_step(adopted(draft), {"do": "add_profile", "outcome": "accept"})
    words = "Accept also asks for at least half of the criteria that apply at the highest level."
    assert said(new, "policy.profiles.profile0") == words
    assert said(new, "policy.adopted") == "Nobody has adopted the cuts and profiles yet."
    two = apply_step(new, {"do": "add_part", **STRONG})
    # Half of 3 points are 1.5.
    part = ", and every criterion that applies at 1.5 of 3 points or more."
    assert said(two, "policy.profiles.profile0").endswith(part)
    set_part = {"do": "set_part", **STRONG, "part": 1}
    changed = steps(
        two,
        set_part | {"field": "criteria", "value": 7500},
        set_part | {"field": "at_least", "value": 6666},
        {"do": "remove_part", **STRONG, "part": 0},
    )
    words = "Accept also asks for at least 75 of 100 of the criteria that apply at 2 of 3 points or more."
    assert said(changed, "policy.profiles.profile0") == words
    assert apply_step(changed, {"do": "remove_profile", **STRONG}) == draft_of(starter_rubric())


def test_profiles_stand_in_the_order_of_the_outcomes(draft: Draft) -> None:
    draft = steps(draft, *({"do": "add_profile", "outcome": one} for one in ("conditional", "accept-full")))
    assert [one["outcome"] for one in draft["policy"]["profiles"]] == ["accept-full", "conditional"]
    assert free_outcomes(draft, "profiles") == ["accept"]
    moved = apply_step(draft, {"do": "set_profile", "profile": "profile1", "value": "accept"})
    assert [one["outcome"] for one in moved["policy"]["profiles"]] == ["accept", "conditional"]
    assert apply_step(moved, {"do": "set_profile", "profile": "profile1", "value": "accept"}) == moved
    assert draft_problems(moved) == ()


def test_a_share_that_is_none_is_a_problem_to_mend(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "add_profile", "outcome": "accept"})
    bad = apply_step(draft, {"do": "set_part", **STRONG, "part": 0, "field": "criteria", "value": 0})
    (problem,) = draft_problems(bad)
    assert (problem.code, problem.path) == ("RKR001", "policy.profiles.profile0.parts.0.criteria")


def test_the_rungs_are_the_points_of_the_levels_and_exactly_those_points_reach_them(draft: Draft) -> None:
    # 2 of 3 are 6,666.67 basis points: 6,667 would need 2.001 points, which nobody has, so it is rounded down.
    assert point_shares(draft) == (
        PointShare(10_000, "3 of 3 points"),
        PointShare(6666, "2 of 3 points"),
        PointShare(3333, "1 of 3 points"),
    )
    for rung, points in zip(point_shares(draft), (3000, 2000, 1000), strict=True):
        assert needed_points(ProfilePart(criteria=1, at_least=rung.share), 3000) == points
    draft["criteria"][0]["levels"][1]["points"] = "many"
    assert len(point_shares(draft)) == 3
    assert point_shares(draft | {"criteria": []}) == ()


@given(st.integers(1, 9000).flatmap(lambda top: st.tuples(st.just(top), st.integers(1, top))))
def test_a_rung_never_asks_for_more_points_than_its_level_has(drawn: tuple[int, int]) -> None:
    top, points = drawn
    draft = {"criteria": [{"levels": [{"points": 0}, {"points": points}, {"points": top}]}]}
    rung = point_shares(draft)[-1]
    # Up to 10 points a basis point is less than a thousandth of a point, so nothing is lost.
    assert needed_points(ProfilePart(criteria=1, at_least=rung.share), top) == points


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ({"do": "add_cut", "outcome": "accept", "value": 1}, "the outcome Accept has a cut already; change that one"),
        ({"do": "add_cut", "outcome": "burn", "value": 1}, "no outcome is called 'burn'; known are: accept-full, accept"),
        (
            {"do": "add_cut", "outcome": "narrative", "value": 1},
            f"the outcome Keep in the story {NOT_ABOVE}, which is left where nothing is reached; a cut can only",
        ),
        (
            {"do": "add_cut", "outcome": "conditional", "value": "many"},
            f"{NO_CUT} 'many'",
        ),
        (
            {"do": "add_cut", "outcome": "conditional", "value": 10_001},
            f"{NO_CUT} 100.01",
        ),
        (
            {"do": "add_cut", "outcome": "conditional", "value": True},
            f"{NO_CUT} True",
        ),
        ({"do": "add_cut", "outcome": "conditional"}, f"{NO_CUT} None"),
        ({"do": "remove_cut", "cut": 9}, "there is no cut 9; they are counted from 0, and there are 2"),
        ({"do": "remove_cut", "cut": -1}, "there is no cut -1; they are counted from 0, and there are 2"),
        ({"do": "take_cut", "recommended": 2}, "there is no recommended cut 2; they are counted from 0, and there are 2"),
        ({"do": "take_cut", "recommended": 1}, "the outcome Not counted is not above Keep in the story"),
        ({"do": "add_profile", "outcome": "accept"}, "the outcome Accept has a profile already; change that one"),
        ({"do": "add_profile", "outcome": "taken-back"}, "the outcome Taken back by the issuer is not above Keep in the story"),
        ({"do": "set_profile", "profile": "p9", "value": "accept"}, "no profile is called 'p9'; known are: profile0"),
        ({"do": "set_profile", **STRONG, "value": "narrative"}, "the outcome Keep in the story is not above"),
        ({"do": "remove_profile", "profile": None}, "no profile is called None"),
        (
            {"do": "set_part", **STRONG, "part": 1, "field": "criteria"},
            "there is no part 1; they are counted from 0, and there are 1",
        ),
        (
            {"do": "set_part", **STRONG, "part": 0, "field": "id"},
            "field 'id' cannot be set here; allowed are: at_least, criteria",
        ),
        ({"do": "remove_part", **STRONG, "part": 0}, "a profile needs one part at least; take the profile out instead"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why_in_one_line(draft: Draft, step: dict[str, Any], message: str) -> None:
    draft = steps(draft, {"do": "remove_cut", "cut": 2}, {"do": "add_profile", "outcome": "accept"})
    draft = recommend(recommend(draft, "accept", 6650), "not-counted", 1000)
    with pytest.raises(RecordError, match=f"^{re.escape(message)}") as refused:
        apply_step(draft, step)
    assert "\n" not in str(refused.value)


def test_the_most_are_told(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "add_profile", "outcome": "accept"})
    four = steps(draft, *[{"do": "add_part", **STRONG}] * 3)
    assert draft_problems(four) == ()
    with pytest.raises(RecordError, match=r"^a profile holds 4 parts at most; take one out first$"):
        apply_step(four, {"do": "add_part", **STRONG})
    draft["policy"]["profiles"] *= 8
    with pytest.raises(RecordError, match=r"^a policy holds 8 profiles at most; take one out first$"):
        apply_step(draft, {"do": "add_profile", "outcome": "conditional"})


def test_with_what_is_left_not_among_the_outcomes_any_outcome_will_do(draft: Draft) -> None:
    draft["policy"]["below"] = "gone"
    assert "signature-false" in free_outcomes(draft, "cuts")
    assert apply_step(draft, {"do": "add_cut", "outcome": "not-counted", "value": 100})["policy"]["cuts"][-1]["at_least"] == 100


CHOICES = st.one_of(
    st.builds(lambda cut: {"do": "remove_cut", "cut": cut}, st.integers(0, 2)),
    st.builds(
        lambda outcome, value: {"do": "add_cut", "outcome": outcome, "value": value},
        st.sampled_from(RUNGS),
        st.integers(0, 10_000),
    ),
    st.builds(lambda at: {"do": "take_cut", "recommended": at}, st.integers(0, 1)),
    st.builds(lambda outcome: {"do": "add_profile", "outcome": outcome}, st.sampled_from(RUNGS)),
    st.builds(
        lambda do, at: {"do": do, "profile": f"profile{at}"}, st.sampled_from(["add_part", "remove_profile"]), st.integers(0, 2)
    ),
    st.builds(lambda at: {"do": "remove_part", "profile": f"profile{at}", "part": 0}, st.integers(0, 2)),
    st.builds(
        lambda at, value: {"do": "set_part", "profile": f"profile{at}", "part": 0, "field": "criteria", "value": value},
        st.integers(0, 2),
        st.integers(1, 10_000),
    ),
    st.builds(lambda one: {"do": "set_profile", "profile": "profile0", "value": one}, st.sampled_from(["accept", "conditional"])),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(CHOICES, max_size=12))
def test_whatever_is_chosen_only_the_height_of_cuts_can_be_wrong(chosen: list[dict[str, Any]]) -> None:
    draft = recommend(recommend(draft_of(starter_rubric()), "accept", 6650), "conditional", 3000)
    for step in chosen:
        try:
            draft = apply_step(draft, step)
        except RecordError:
            continue
        for field in ("cuts", "profiles"):
            places = [RUNGS.index(one["outcome"]) for one in draft["policy"][field]]
            assert places == sorted(set(places))
    assert {one.path for one in draft_problems(draft)} <= {"policy.cuts"}
