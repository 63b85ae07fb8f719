"""Every move that is named is made, and the decision is taken again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import decide
from rubric_kit.scoring.robustness import WeightMove, nearest_move
from rubric_kit.scoring.robustness.open_cases import open_cases, outcomes_under

MakeRubric = Callable[..., Rubric]
MakeBadge = Callable[..., Badge]
RandomCase = Callable[..., Any]
seeds = st.integers(0, 2**64)
THREE = {"a": 5000, "b": 3000, "c": 2000}
CUTS = [{"at_least": 8000, "outcome": "yes"}, {"at_least": 5000, "outcome": "story"}]


# Points (0, 3, 3) of 3: 50 of 100, cut 56.1. Each basis point from a to b gains one: 6.1 points.
def test_one_giver_by_hand(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    found = nearest_move(make_rubric(THREE, cut=5610), make_badge(), {"a": "l0", "b": "l3", "c": "l3"})
    assert found == WeightMove(
        distance=Fraction(61, 1000),
        moves=(("a", "b", 610),),
        outcome="yes",
        weights={"a": 4390, "b": 3610, "c": 2000},
        sentence="Move 6.1 points from A to B: then the decision is Accept.",
    )


# Points (1, 0, 3): 5/30 + 6/30 = 36.7 of 100; the cut asks for 80. All 30 of b give 30 points, then a gives 2/3 each:
# (80 - 110/3 - 30) / (2/3) = 20, so 50 of 100 move in all.
def test_several_givers_by_hand(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    found = nearest_move(make_rubric(THREE, cut=8000), make_badge(), {"a": "l1", "b": "l0", "c": "l3"})
    assert found is not None
    assert found.distance == Fraction(1, 2)
    assert found.moves == (("b", "c", 3000), ("a", "c", 2000))
    assert found.sentence == "Move 30 points from B and 20 points from A to C: then the decision is Accept."


# (3, 0, 0) has 50 of 100, exactly on the lower cut: the smallest move there is falls below it.
def test_on_the_cut_the_smallest_move_is_one_basis_point(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric(THREE, cuts=CUTS, below="no")
    found = nearest_move(rubric, make_badge(), {"a": "l3", "b": "l0", "c": "l0"})
    assert found is not None
    assert (found.distance, found.moves, found.outcome) == (0, (("a", "b", 1),), "no")
    assert found.sentence == ("The score is exactly on a cut: move 0.01 points from A to B, and the decision is Not counted.")


# (2, 0, 3): 33.3 + 20 = 53.3 of 100. Down to 50 each point moved from c to b loses one: 10/3, and a basis point more is 3.34.
# Up to 80 each point from b to c gains one: 80/3. Both are found when they are asked for, and without asking the smaller.
def test_up_and_down_by_hand(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge, answers = make_rubric(THREE, cuts=CUTS, below="no"), make_badge(), {"a": "l2", "b": "l0", "c": "l3"}
    down, up = (nearest_move(rubric, badge, answers, outcome=one) for one in ("no", "yes"))
    assert nearest_move(rubric, badge, answers) == down
    assert down is not None
    assert up is not None
    assert (down.distance, down.moves) == (Fraction(1, 30), (("c", "b", 334),))
    assert (up.distance, up.moves) == (Fraction(8, 30), (("b", "c", 2667),))
    assert nearest_move(rubric, badge, answers, outcome="story") is None


def test_what_no_weight_can_change_has_no_move(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    gates = [{"id": "g", "criterion": "a", "at_least": "l1", "otherwise": "no"}]
    rubric, badge = make_rubric(THREE, gates=gates), make_badge()
    best = dict.fromkeys("abc", "l3")
    assert nearest_move(rubric, badge, best) is None
    assert nearest_move(rubric, badge, {**best, "a": "l0"}) is None
    # Undetermined, and decided but for a gate that could still fail.
    assert nearest_move(rubric, badge, {"a": "l3"}) is None
    assert nearest_move(rubric, badge, {"b": "l3", "c": "l3"}) is None
    assert nearest_move(rubric, badge, dict.fromkeys("abc", RatingState.NOT_APPLICABLE)) is None


# a (50 of 100) and c do not count for this badge. b carries all: nothing can change that.
def test_weight_of_what_does_not_apply_can_be_given_away(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    out = RatingState.NOT_APPLICABLE
    rubric, badge = make_rubric(THREE), make_badge()
    assert nearest_move(rubric, badge, {"a": out, "b": "l3", "c": out}) is None
    # b at the bottom, c at the top, 20 of 50 are 40 of 100: 60 needs 30 of 50, so 10 of b go to c; a stays as it is.
    found = nearest_move(rubric, badge, {"a": out, "b": "l0", "c": "l3"})
    assert found is not None
    # Surplus of b is -.6, of c .4, of a 0: 30 * .6 - 20 * .4 = 10 are missing, and each point from b to c gains 1.
    assert (found.distance, found.moves) == (Fraction(1, 10), (("b", "c", 1000),))


# b is a gap. (3, ?, 0) with 80, 5 and 15 has 80 to 85: accepted in any case. Down it must fall however b is filled.
def test_with_gaps_the_move_holds_in_every_case(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge, answers = make_rubric({"a": 8000, "b": 500, "c": 1500}), make_badge(), {"a": "l3", "c": "l0"}
    found = nearest_move(rubric, badge, answers)
    assert found is not None
    # At its highest the score is 85: 25 points must go from a to c, and one basis point more.
    assert (found.distance, found.moves) == (Fraction(1, 4), (("a", "c", 2501),))


def test_a_profile_out_of_reach_is_no_aim(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    profile = {"id": "p", "outcome": "yes", "parts": [{"criteria": 10_000, "at_least": 3333}]}
    rubric, badge = make_rubric(THREE, profiles=[profile]), make_badge()
    # A hole at b: whatever the weights, the profile is not reached. Without it the cut alone decides.
    assert nearest_move(rubric, badge, {"a": "l1", "b": "l0", "c": "l3"}) is None
    assert nearest_move(rubric, badge, {"a": "l1", "b": "l1", "c": "l3"}) is not None


def test_a_profile_that_is_not_reached_stands_in_no_way(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    outcomes = [{"id": one, "kind": "accept", "name": one.title(), "wording": "Done."} for one in ("best", "yes", "no")]
    profile = {"id": "p", "outcome": "best", "parts": [{"criteria": 10_000, "at_least": 3333}]}
    rubric = make_rubric({"a": 7000, "b": 3000}, outcomes=outcomes, profiles=[profile], below="no")
    # 70 of 100; to 60 ten points go from a to b, and a basis point more. The best outcome has a hole at b.
    found = nearest_move(rubric, make_badge(), {"a": "l3", "b": "l0"})
    assert found is not None
    assert (found.outcome, found.moves) == ("no", (("a", "b", 1001),))
    # Where the best outcome is reached by its profile alone, no weight leads away from it.
    assert nearest_move(rubric, make_badge(), {"a": "l3", "b": "l1"}) is None


# x is a gap and w is withheld, which counts as one point where x has one. So w, x at their highest are 1, 3 or 3, 0. With
# weights 5, 15, 80 and 0 the score is 90 or 95 at most, and 80 at least: accepted. To fall below 60 in both cases weight must
# go to b; the second case alone would take it to x. What is enough for both at once, points 3, 3, 3 and 0, is 40 of 100.
def test_where_a_substitution_hangs_on_a_gap_the_move_still_works(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rule = {"id": "s", "withheld": "w", "counts_as": "l1", "when": [{"criterion": "x", "at_least": "l1"}]}
    rubric = make_rubric({"x": 500, "w": 1500, "a": 8000, "b": 0}, substitutions=[rule])
    badge, answers = make_badge(), {"w": RatingState.WITHHELD, "a": "l3", "b": "l0"}
    found = nearest_move(rubric, badge, answers)
    assert found is not None
    assert found.moves == (("a", "b", 4001),)
    assert decide(rubric.with_weights(found.weights), badge, answers).outcome == "story"


def test_an_unknown_outcome_is_one_line(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    message = "outcome: found 'maybe'; the policy knows: yes, story, no."
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        nearest_move(make_rubric(), make_badge(), {}, outcome="maybe")


@settings(max_examples=250, deadline=None)
@given(seed=seeds, gaps=st.sampled_from([0.0, 0.25]), aim=st.none() | st.integers(0, 9))
def test_the_move_is_made_and_the_decision_is_the_one_named(
    seed: int, gaps: float, aim: int | None, random_case: RandomCase
) -> None:
    rubric, badge, answers = random_case(seed, gaps=gaps)
    outcomes = [one.id for one in rubric.policy.outcomes]
    asked = None if aim is None else outcomes[aim % len(outcomes)]
    found = nearest_move(rubric, badge, answers, outcome=asked)
    before = decide(rubric, badge, answers, what_if=False)
    event(f"move: {found is not None}, gaps: {bool(gaps)}")
    if found is None:
        return
    assert before.outcome is not None
    assert found.outcome != before.outcome
    assert asked in (None, found.outcome)
    assert decide(rubric.with_weights(found.weights), badge, answers, what_if=False).outcome == found.outcome
    own = {c.id: c.weight for c in rubric.criteria}
    for source, target, units in found.moves:
        assert units > 0
        own[source] -= units
        own[target] += units
    assert own == found.weights
    assert min(own.values()) >= 0
    moved = sum(units for _, _, units in found.moves)
    # A whole number of basis points: the exact distance, rounded up; on the way down one more where it is whole already.
    assert moved - 1 <= found.distance * 10_000 <= moved


def _grid(count: int) -> list[tuple[int, ...]]:
    # Steps of four points of 100, so that a random rubric with three criteria has 351 weightings.
    return [one for one in itertools.product(range(0, 10_001, 400), repeat=count) if sum(one) == 10_000]


def _moved(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) // 2


@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_no_weighting_of_a_grid_changes_the_decision_with_less(seed: int, random_case: RandomCase) -> None:
    rubric, badge, answers = random_case(seed, most=3)
    cases, weights = open_cases(rubric, badge, answers), [c.weight for c in rubric.criteria]
    now = outcomes_under(rubric, cases, weights)
    assume(len(now) == 1)
    found = nearest_move(rubric, badge, answers)
    others = [
        _moved(one, weights) for one in _grid(len(weights)) if len(led := outcomes_under(rubric, cases, one)) == 1 and led != now
    ]
    event(f"move: {found is not None}")
    if found is None:
        assert not others
    else:
        assert min(others, default=10_000) >= found.distance * 10_000
