"""Weightings around the team's and in its order, by hand, against every order counted, and against published rank weights."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.errors import InputError
from rubric_kit.model import Rubric
from rubric_kit.scoring.robustness import Weightings
from rubric_kit.scoring.robustness.weight_space import _MOST_CONES, OrderSpace, PartsSpace, weight_space

MakeRubric = Callable[..., Rubric]
DividedDifference = Callable[[Sequence[Fraction | int]], Fraction]
values = st.integers(-9, 9)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[tuple[int, ...], ...]:
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4).filter(lambda one: sum(one) <= 6))
    places = draw(st.permutations(range(sum(sizes))))
    edges = [0, *itertools.accumulate(sizes)]
    return tuple(tuple(places[low:high]) for low, high in itertools.pairwise(edges))


def counted(space: OrderSpace, surplus: Sequence[int], divided_difference: DividedDifference) -> Fraction:
    """Average over every order that the blocks allow, each with its running means."""
    found = []
    for orders in itertools.product(*(itertools.permutations(block) for block in space.blocks)):
        listed = [surplus[place] for order in orders for place in order]
        means = [Fraction(sum(listed[: n + 1]), n + 1) for n in range(len(listed))]
        found.append(divided_difference(means))
    return Fraction(sum(found), len(found))


# The first weight lies evenly between 1/2 and 1, and must be at least .6: four fifths of that.
def test_two_weights_in_order_by_hand() -> None:
    assert OrderSpace(((0,), (1,))).share([4, -6]) == Fraction(4, 5)
    assert OrderSpace(((1,), (0,))).share([4, -6]) == 0


# Three weights, the last two tied: by symmetry half of the weightings put the second over the third.
def test_a_tie_takes_both_orders() -> None:
    one, other = (OrderSpace(((0,), order[:1], order[1:])).share([1, 3, -2]) for order in ((1, 2), (2, 1)))
    assert OrderSpace(((0,), (1, 2))).share([1, 3, -2]) == (one + other) / 2


@settings(max_examples=60, deadline=None)
@given(space=blocks().map(OrderSpace), data=st.data())
def test_ties_are_the_average_over_all_orders(
    space: OrderSpace, data: st.DataObject, divided_difference: DividedDifference
) -> None:
    count = sum(map(len, space.blocks))
    surplus = data.draw(st.lists(values, min_size=count, max_size=count))
    assert space.share(surplus) == counted(space, surplus, divided_difference)


@given(surplus=st.lists(values, min_size=1, max_size=8))
def test_all_tied_is_every_weighting(surplus: list[int]) -> None:
    assert OrderSpace((tuple(range(len(surplus))),)).share(surplus) == PartsSpace((1,) * len(surplus)).share(surplus)


# Rank-order centroid weights (Barron and Barrett 1996) for n = 3: .6111 .2778 .1111, for n = 4: .5208 .2708 .1458 .0625.
# The mean score of the weightings in order is the area under its share over all cuts, which two staircases hold between them.
@pytest.mark.parametrize(
    ("points", "mean"),
    [
        ((1, 0, 0), 0.6111),
        ((0, 1, 0), 0.2778),
        ((0, 0, 1), 0.1111),
        ((1, 0, 0, 0), 0.5208),
        ((0, 0, 1, 0), 0.1458),
        ((0, 0, 0, 1), 0.0625),
    ],
)
def test_the_mean_of_the_weightings_in_order_is_the_rank_order_centroid(points: tuple[int, ...], mean: float) -> None:
    space = OrderSpace(tuple((place,) for place in range(len(points))))
    steps = 200
    shares = [space.share([steps * point - cut for point in points]) for cut in range(steps + 1)]
    assert sum(shares[1:]) / steps - Fraction(1, 20_000) <= mean <= sum(shares[:-1]) / steps + Fraction(1, 20_000)
    centroid = sum(Fraction(1, rank * len(points)) for rank in range(points.index(1) + 1, len(points) + 1))
    assert sum(shares[1:]) / steps <= centroid <= sum(shares[:-1]) / steps


# Beta(3, 1): the first weight is at least .6 with 1 - .6^3 = .784.
def test_parts_count_a_criterion_several_times() -> None:
    assert PartsSpace((3, 1)).share([4, -6]) == Fraction(98, 125)


@given(surplus=st.lists(st.none() | values, min_size=1, max_size=8))
def test_what_does_not_apply_is_left_out(surplus: list[int | None]) -> None:
    applying = [one for one in surplus if one is not None]
    whole = PartsSpace((1,) * len(surplus))
    assert whole.weighs(surplus) is bool(applying)
    if applying:
        assert whole.share(surplus) == PartsSpace((1,) * len(applying)).share(applying)


def test_a_criterion_without_a_part_is_no_score() -> None:
    assert not PartsSpace((0, 5)).weighs([7, None])
    assert PartsSpace((0, 5)).weighs([None, 7])
    assert not OrderSpace(((0,), (1,))).weighs([None, None])


def test_the_spaces_of_a_rubric(make_rubric: MakeRubric) -> None:
    rubric = make_rubric({"a": 2500, "b": 5000, "c": 2500, "d": 0})
    assert weight_space(rubric, Weightings.UNIFORM) == PartsSpace((1, 1, 1, 1))
    assert weight_space(rubric, Weightings.ORDERED) == OrderSpace(((1,), (0, 2), (3,)))
    # 20 parts: a quarter are 5, half are 10; without weight no part.
    assert weight_space(rubric, Weightings.AROUND, 20) == PartsSpace((5, 10, 5, 0))


def test_an_unknown_kind_is_one_line(make_rubric: MakeRubric) -> None:
    unknown: Any = "sideways"
    with pytest.raises(InputError, match=r"^weightings: found 'sideways'; known are: uniform, around, ordered\.$"):
        weight_space(make_rubric(), unknown)


def test_too_many_ties_are_refused_in_one_line() -> None:
    # Four blocks of eight with eight different values each: far over twenty thousand mixtures.
    space = OrderSpace(tuple(tuple(range(start, start + 8)) for start in range(0, 32, 8)))
    with pytest.raises(InputError, match=r"ties leave too many orders to count exactly \(criteria of equal weight: 8, 8, 8, 8\)"):
        space.share(range(-16, 16))


# A block of m criteria makes at most m 2^(m-1) mixtures, and the heaviest block makes none. Of twelve criteria at most eleven
# are in other blocks: six and five of them make the most, 192 times 80.
def test_twelve_criteria_are_never_too_many() -> None:
    def most(criteria: int) -> int:
        return max((size << (size - 1)) * most(criteria - size) for size in range(1, criteria + 1)) if criteria else 1

    assert most(11) == 15_360 < _MOST_CONES < most(12)
