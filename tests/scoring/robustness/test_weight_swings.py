from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import move_weight, score_badge
from rubric_kit.scoring.robustness import SwingFlip, weight_swings
from rubric_kit.scoring.robustness.open_cases import open_cases, outcomes_under
from rubric_kit.scoring.robustness.weight_swings import _flip_words

MakeRubric = Callable[..., Rubric]
MakeBadge = Callable[..., Badge]
RandomCase = Callable[..., Any]
seeds = st.integers(0, 2**64)
NA = RatingState.NOT_APPLICABLE
THREE = {"a": 5000, "b": 3000, "c": 2000}


# Points (3, 0, 3) of 3, cut 60. Weight t on a leaves b 3/5 and c 2/5 of 1 - t: the score is t + 2/5 (1 - t), 60 from t = 1/3.
# On b: 1 - t, 60 up to 40. On c: the others keep 5/8 and 3/8: t + 5/8 (1 - t) is over 60 from the start.
def test_swings_by_hand(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    found = weight_swings(make_rubric(THREE), make_badge(), {"a": "l3", "b": "l0", "c": "l3"})
    assert [one.criterion for one in found] == ["b", "a", "c"]
    assert [(one.none, one.all, one.effect) for one in found] == [
        ((1, 1), (0, 0), 1),
        ((Fraction(2, 5),) * 2, (1, 1), Fraction(3, 5)),
        ((Fraction(5, 8),) * 2, (1, 1), Fraction(3, 8)),
    ]
    yes, story = ("yes",), ("story",)
    assert found[0].flips == (
        SwingFlip(
            Fraction(2, 5),
            "40.0",
            yes,
            yes,
            story,
            "Above 40.0 of 100 for B the decision is Keep in the story and no longer Accept.",
        ),
    )
    assert found[1].flips == (
        SwingFlip(
            Fraction(1, 3),
            "33.3",
            story,
            yes,
            yes,
            "From about 33.3 of 100 for A on the decision is Accept and no longer Keep in the story.",
        ),
    )
    assert found[2].flips == ()


# Two of three points and three: the score is 2/3 + t/3, so a cut of 66.66 is always reached and 100 only at the very end.
def test_a_flip_at_the_end_of_the_scale(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    found = weight_swings(make_rubric({"a": 5000, "b": 5000}, cut=10_000), make_badge(), {"a": "l2", "b": "l3"})
    by_name = {one.criterion: one.flips for one in found}
    assert [(flip.weight, flip.below, flip.at) for flip in by_name["b"]] == [(1, ("story",), ("yes",))]
    assert [(flip.weight, flip.at, flip.above) for flip in by_name["a"]] == [(0, ("yes",), ("story",))]


# b unrated: with a at the top the score is t to 1.
def test_gaps_give_two_ends_and_open_decisions(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    (found, _) = weight_swings(make_rubric({"a": 5000, "b": 5000}), make_badge(), {"a": "l3"})
    assert (found.criterion, found.none, found.all, found.effect) == ("a", (0, 1), (1, 1), 1)
    (flip,) = found.flips
    assert (flip.weight, flip.below, flip.at) == (Fraction(3, 5), ("yes", "story"), ("yes",))
    assert flip.sentence == ("From 60.0 of 100 for A on the decision is Accept and no longer open (Accept or Keep in the story).")


# a unrated and b at two of three: with weight t on a the score is 2/3 (1 - t) to 2/3 (1 - t) + t. At t = 1/4 the low end comes
# down to the cut of 50 and the high end up to the cut of 75.
def test_both_ends_can_meet_a_cut_at_one_weight(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    cuts = [{"at_least": 7500, "outcome": "yes"}, {"at_least": 5000, "outcome": "story"}]
    rubric = make_rubric({"a": 5000, "b": 5000}, cuts=cuts, below="no")
    (swing,) = (one for one in weight_swings(rubric, make_badge(), {"b": "l2"}) if one.criterion == "a")
    (flip,) = swing.flips
    assert flip.weight == Fraction(1, 4)
    assert (flip.below, flip.at, flip.above) == (("story",), ("yes", "story"), ("yes", "story", "no"))
    assert flip.sentence == (
        "At 25.0 of 100 for A the decision changes from Keep in the story to open (Accept or Keep in the story or Not counted); "
        "exactly there it is open (Accept or Keep in the story)."
    )


def test_a_decision_at_one_weight_only_in_words(make_rubric: MakeRubric) -> None:
    outcomes = (("yes", "story"), ("yes",), ("yes", "story"))
    assert _flip_words(make_rubric(THREE), 0, Fraction(1, 4), outcomes) == (
        "At exactly 25.0 of 100 for A the decision is Accept; with less or more it is open (Accept or Keep in the story)."
    )


def test_what_does_not_apply_swings_nothing(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    by_name = {one.criterion: one for one in weight_swings(make_rubric(THREE), make_badge(), {"a": "l3", "b": NA, "c": "l0"})}
    # 50 of 70 is over 60 whatever b weighs; with all weight on b there is nothing to add up.
    assert (by_name["b"].none, by_name["b"].all) == ((Fraction(5, 7), Fraction(5, 7)), None)
    assert (by_name["b"].effect, by_name["b"].flips) == (0, ())
    # a against c, with b keeping its share of the rest, 3/5: t against 2/5 (1 - t), so t / (t + .4 - .4 t) = .6 at t = 3/8.
    assert [flip.weight for flip in by_name["a"].flips] == [Fraction(3, 8)]


def test_a_weight_of_all_leaves_the_rest_evenly(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge = make_rubric({"a": 10_000, "b": 0, "c": 0}), make_badge()
    by_name = {one.criterion: one for one in weight_swings(rubric, badge, {"a": "l0", "b": "l3", "c": "l0"})}
    # As move_weight does: b and c share what a leaves.
    assert by_name["a"].none == (Fraction(1, 2), Fraction(1, 2))


def test_the_only_criterion_has_no_swing(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    (found,) = weight_swings(make_rubric({"a": 10_000}), make_badge(), {"a": "l2"})
    assert (found.effect, found.flips) == (0, ())


def weights_at(rubric: Rubric, criterion: str, to: int) -> list[int]:
    """Return whole weights with one at `to` of 10,000 and the others in proportion."""
    others = {c.id: c.weight for c in rubric.criteria if c.id != criterion}
    if not any(others.values()):
        others = dict.fromkeys(others, 1)
    return [to * sum(others.values()) if c.id == criterion else (10_000 - to) * others[c.id] for c in rubric.criteria]


@settings(max_examples=120, deadline=None)
@given(seed=seeds, gaps=st.sampled_from([0.0, 0.25]), to=st.integers(0, 10_000))
def test_between_flips_the_decision_stays(seed: int, gaps: float, to: int, random_case: RandomCase) -> None:
    rubric, badge, answers = random_case(seed, gaps=gaps)
    cases = open_cases(rubric, badge, answers)
    for swing in weight_swings(rubric, badge, answers):
        event(f"{min(len(swing.flips), 2)} flips")
        marks = [flip.weight for flip in swing.flips]
        assert marks == sorted(set(marks))
        weights = weights_at(rubric, swing.criterion, to)
        if not any(weight and one is not None for weight, one in zip(weights, cases[0].low, strict=True)):
            continue
        led = outcomes_under(rubric, cases, weights)
        share = Fraction(to, 10_000)
        here = [flip for flip in swing.flips if flip.weight == share]
        before = [flip for flip in swing.flips if flip.weight < share]
        behind = [flip for flip in swing.flips if flip.weight > share]
        if here:
            assert here[0].at == led
        elif before or behind:
            assert led == (before[-1].above if before else behind[0].below)
        else:
            assert led == outcomes_under(rubric, cases, weights_at(rubric, swing.criterion, 5000))
        assert all(one.above == two.below for one, two in pairwise(swing.flips))


@settings(max_examples=60, deadline=None)
@given(seed=seeds, place=st.integers(0, 4))
def test_the_ends_are_the_scores_that_moving_a_weight_gives(seed: int, place: int, random_case: RandomCase) -> None:
    rubric, badge, answers = random_case(seed, gaps=0.2, rules=False)
    criterion = rubric.criteria[place % len(rubric.criteria)].id
    swing = next(one for one in weight_swings(rubric, badge, answers) if one.criterion == criterion)
    own = {c.id: c.weight for c in rubric.criteria}
    for to, ends in ((0, swing.none), (10_000, swing.all)):
        score = score_badge(rubric.with_weights(move_weight(own, criterion, to)), badge, answers)
        if ends is None:
            assert not score.full
        else:
            # move_weight rounds each weight by less than a basis point.
            rounding = Fraction(2 * len(own), max(score.applicable_weight, 1))
            assert all(abs(one - two) <= rounding for one, two in zip(ends, score.ends, strict=True))
