from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring.robustness import PairwiseShare, Weightings, pairwise_share
from rubric_kit.scoring.robustness.draws import drawn_weights
from rubric_kit.scoring.robustness.pairwise_share import score_corners
from rubric_kit.scoring.robustness.weight_space import weight_space

MakeRubric = Callable[..., Rubric]
MakeBadge = Callable[..., Badge]
NA = RatingState.NOT_APPLICABLE
TWO = {"a": 6000, "b": 4000}


def shares(first: object, second: object, level: object = 0, left_open: object = 0) -> tuple[object, ...]:
    return first, second, level, left_open


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        # A = (1, 0), B = (.5, .75) of 1: A is ahead from w = .6 on.
        ({"a": "l4", "b": "l0"}, {"a": "l2", "b": "l3"}, shares(Fraction(2, 5), Fraction(3, 5))),
        ({"a": "l4", "b": "l3"}, {"a": "l2", "b": "l3"}, shares(1, 0)),
        # The same levels: level with every weighting.
        ({"a": "l4", "b": "l3"}, {"a": "l4", "b": "l3"}, shares(0, 0, 1)),
        # What does not apply to either says nothing.
        ({"a": "l4", "b": NA}, {"a": "l2", "b": NA}, shares(1, 0)),
        # b of the second is a gap: (4, 0) against (2, 0 to 4). Ahead from w = 2/3 on at the worst; never surely behind.
        ({"a": "l4", "b": "l0"}, {"a": "l2"}, shares(Fraction(1, 3), 0, 0, Fraction(2, 3))),
        # A gap that could lift one of two equal badges leaves all open.
        ({"a": "l4", "b": "l0"}, {"a": "l4"}, shares(0, 0, 0, 1)),
    ],
)
def test_pairs_by_hand(
    make_rubric: MakeRubric, make_badge: MakeBadge, one: dict[str, Any], two: dict[str, Any], expected: tuple[object, ...]
) -> None:
    rubric, badges = make_rubric(TWO, levels=5), (make_badge("a" * 64), make_badge("b" * 64))
    found = pairwise_share(rubric, *badges, {badges[0].key: one, badges[1].key: two})
    assert found == expected
    turned = pairwise_share(rubric, *badges[::-1], {badges[0].key: one, badges[1].key: two})
    assert turned == PairwiseShare(expected[1], expected[0], *expected[2:])  # type: ignore[arg-type]


def test_without_common_criteria_there_is_no_exact_share(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badges = make_rubric(TWO), (make_badge("a" * 64), make_badge("b" * 64))
    different = {badges[0].key: {"a": "l1", "b": NA}, badges[1].key: {"a": "l1", "b": "l1"}}
    assert pairwise_share(rubric, *badges, different) is None
    nothing = {badge.key: {"a": NA, "b": NA} for badge in badges}
    assert pairwise_share(rubric, *badges, nothing) is None


# Around weights of 100 and 0 only the first criterion counts, so the badges are level although their levels differ.
def test_only_what_carries_weight_is_compared(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badges = make_rubric({"a": 10_000, "b": 0}), (make_badge("a" * 64), make_badge("b" * 64))
    answers = {badges[0].key: {"a": "l1", "b": "l3"}, badges[1].key: {"a": "l1", "b": "l0"}}
    assert pairwise_share(rubric, *badges, answers, weightings=Weightings.AROUND) == (0, 0, 1, 0)
    assert pairwise_share(rubric, *badges, answers, weightings=Weightings.ORDERED) == (1, 0, 0, 0)


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**64), weightings=st.sampled_from(Weightings), data=st.data())
def test_shares_sum_to_one_and_agree_with_draws(
    seed: int, weightings: Weightings, data: st.DataObject, random_case: Callable[..., Any], make_badge: MakeBadge
) -> None:
    rubric, _, first = random_case(seed, gaps=0.2, left_out=0.0)
    badges = (make_badge("a" * 64), make_badge("b" * 64))
    level = st.sampled_from(["l0", "l1", None])
    answers = {badges[0].key: first, badges[1].key: {c.id: data.draw(level) for c in rubric.criteria}}
    found = pairwise_share(rubric, *badges, answers, weightings=weightings)
    assert found is not None
    assert sum(found) == 1
    assert min(found) >= 0
    low, high = score_corners(rubric, badges[0], answers[badges[0].key])
    other_low, other_high = score_corners(rubric, badges[1], answers[badges[1].key])
    draws = 400
    weights = drawn_weights(weight_space(rubric, weightings), draws, seed)
    ahead = sum(_sum(low, row) > _sum(other_high, row) for row in weights.tolist())
    behind = sum(_sum(other_low, row) > _sum(high, row) for row in weights.tolist())
    event(f"open: {found.open > 0}")
    for count, share in ((ahead, found.first), (behind, found.second)):
        # Five standard errors, with the few draws that lie exactly on a tie.
        assert (count / draws - share) ** 2 <= 25 * share * (1 - share) / draws + Fraction(1, draws)


def _sum(points: tuple[int | None, ...], weights: list[int]) -> int:
    return sum(weight * (one or 0) for weight, one in zip(weights, points, strict=True))
