"""Exact shares by hand, against the divided difference they come from, and against draws."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.scoring.robustness import exact_share as module
from rubric_kit.scoring.robustness.exact_share import ShareTable, exact_share

DividedDifference = Callable[[Sequence[Fraction | int]], Fraction]
knots = st.lists(st.integers(-12, 12), min_size=1, max_size=12)
FEW = (-9, -4, 0, 1, 6)
few_knots = st.lists(st.sampled_from(FEW), min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("given_knots", "share"),
    [
        # One weight w on the first, 1 - w on the second: 3 w - 2 (1 - w) >= 0 from w = 2/5 on.
        ([3, -2], Fraction(3, 5)),
        # Points (1, 0, 0) and a cut of .6: the first weight is at least .6 in (1 - .6)^2 of the triangle.
        ([4, -6, -6], Fraction(4, 25)),
        # Points (1, 1, 0) and the same cut: the last weight is at most .4, so 1 - .6^2.
        ([4, 4, -6], Fraction(16, 25)),
        # Symmetric: half.
        ([-5, -1, 1, 5], Fraction(1, 2)),
        # The middle knot is on the cut and says nothing: 1 : 1.
        ([-1, 0, 1], Fraction(1, 2)),
        ([0], Fraction(1)),
        ([0, 0, 5], Fraction(1)),
        # The cut is reached only with no weight on the last.
        ([0, 0, -5], Fraction(0)),
        ([-3], Fraction(0)),
        ([], Fraction(1)),
    ],
)
def test_shares_by_hand(given_knots: list[int], share: Fraction) -> None:
    assert exact_share(given_knots) == share
    assert ShareTable(given_knots).share(given_knots) == share


@given(given_knots=knots)
def test_the_recurrence_is_the_divided_difference(given_knots: list[int], divided_difference: DividedDifference) -> None:
    assert exact_share(given_knots) == divided_difference(given_knots)


@settings(max_examples=50)
@given(lists=st.lists(few_knots, min_size=1, max_size=12))
def test_a_table_gives_what_each_list_gives_by_itself(lists: list[list[int]]) -> None:
    table = ShareTable(FEW)
    assert [table.share(one) for one in lists] == [exact_share(one) for one in lists]


@given(lists=st.lists(few_knots, min_size=1, max_size=6))
def test_a_full_table_starts_anew(lists: list[list[int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MOST_HELD", 3)
        table = ShareTable(FEW)
        assert [table.share(one) for one in lists] == [exact_share(one) for one in lists]


@given(given_knots=st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=9))
def test_knots_without_a_short_common_denominator_go_one_by_one(given_knots: list[int]) -> None:
    assert ShareTable(given_knots).share(given_knots) == exact_share(given_knots)


@given(given_knots=knots, scale=st.integers(1, 1000), seed=st.randoms(use_true_random=False))
def test_unit_and_order_do_not_matter(given_knots: list[int], scale: int, seed: random.Random) -> None:
    shuffled = [scale * knot for knot in given_knots]
    seed.shuffle(shuffled)
    assert exact_share(shuffled) == exact_share(given_knots)


@given(given_knots=knots, place=st.integers(0, 11), more=st.integers(0, 5))
def test_a_higher_knot_never_lowers_the_share(given_knots: list[int], place: int, more: int) -> None:
    raised = list(given_knots)
    raised[place % len(raised)] += more
    assert exact_share(raised) >= exact_share(given_knots)


@given(given_knots=knots)
def test_above_and_below_make_the_whole(given_knots: list[int]) -> None:
    both = exact_share(given_knots) + exact_share([-knot for knot in given_knots])
    # On the cut under every weighting counts as reached from both sides.
    assert both == (1 if any(given_knots) else 2)


@pytest.mark.parametrize("given_knots", [[5, 2, -1, -4], [7, -1, -1, -2, -3], [3, 3, 1, -2, -8, -9], [1, 0, 0, -2]])
def test_draws_come_within_five_standard_errors(given_knots: list[int]) -> None:
    # Normalised exponential draws are spread evenly over all weightings.
    dice = random.Random(20)  # noqa: S311
    draws = 20_000
    hits = sum(sum(knot * dice.expovariate(1.0) for knot in given_knots) >= 0 for _ in range(draws))
    share = exact_share(given_knots)
    assert abs(hits / draws - share) < 5 * sqrt(share * (1 - share) / draws)
