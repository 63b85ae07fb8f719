"""The closed form by hand, against every weighting of a small grid, and with the certificate that linear programming gives."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.scoring.robustness import flip_distance, flip_distances
from rubric_kit.scoring.robustness.flip_distance import Shift, shift

points = st.lists(st.integers(0, 12), min_size=1, max_size=6)
cuts = st.integers(0, 12)


@st.composite
def problems(draw: st.DrawFn, most: int = 6, weight: int = 20) -> tuple[list[int], list[int], int]:
    drawn = draw(st.lists(st.integers(0, 12), min_size=1, max_size=most))
    weights = draw(st.lists(st.integers(0, weight), min_size=len(drawn), max_size=len(drawn)).filter(any))
    return drawn, weights, draw(cuts)


def reached(drawn: Sequence[int], weights: Sequence[int], cut: int) -> bool:
    return sum(weight * one for weight, one in zip(weights, drawn, strict=True)) >= cut * sum(weights)


def spreads(total: int, pieces: int) -> Iterator[tuple[int, ...]]:
    for bars in itertools.combinations(range(total + pieces - 1), pieces - 1):
        yield tuple(high - low - 1 for low, high in itertools.pairwise([-1, *bars, total + pieces - 1]))


def after(weights: Sequence[int], found: Shift) -> list[int]:
    changed = list(weights)
    for place, units in found.taken:
        changed[place] -= units
        changed[found.to] += units
    return changed


@pytest.mark.parametrize(
    ("drawn", "weights", "cut", "distance"),
    [
        # 3 * 40 of 100 is 1.2; from the second to the first weight each unit gains 3: (1.8 - 1.2) / 3.
        ([3, 0], [40, 60], 2, Fraction(80, 300)),
        # 1.7 to 2: the third gives first, all of its 10 (gain 3 each, 30 of the 30 missing).
        ([3, 1, 0], [40, 50, 10], 2, Fraction(10, 100)),
        # 1.5 to 2: the third gives its 10 (30 of 50), then the second 10 of 2 each.
        ([3, 1, 0], [30, 60, 10], 2, Fraction(20, 100)),
        # From above down to the cut: 2.2 to 2, each unit loses 3.
        ([3, 1, 0], [60, 40, 0], 2, Fraction(20, 300)),
        # On the cut already: any move at all goes below it.
        ([3, 0], [2, 1], 2, Fraction(0)),
        # No weighting gets there, or below.
        ([1, 1], [1, 1], 2, None),
        ([2, 3], [1, 1], 2, None),
        ([2, 0], [0, 1], 2, Fraction(1)),
    ],
)
def test_distances_by_hand(drawn: list[int], weights: list[int], cut: int, distance: Fraction | None) -> None:
    assert flip_distance(drawn, weights, cut) == distance
    shown = flip_distances([drawn], weights, cut)[0]
    assert shown == (np.inf if distance is None else pytest.approx(float(distance), abs=1e-12))


@given(problem=problems())
def test_a_move_changes_sides_and_one_unit_less_does_not(problem: tuple[list[int], list[int], int]) -> None:
    drawn, weights, cut = problem
    found = shift([one - cut for one in drawn], weights)
    before = reached(drawn, weights, cut)
    if found is None:
        assert {reached(drawn, one, cut) for one in spreads(1, len(drawn))} == {before}
        return
    moved = after(weights, found)
    assert min(moved) >= 0
    assert sum(moved) == sum(weights)
    assert reached(drawn, moved, cut) is not before
    place, units = found.taken[-1]
    fewer = Shift(found.distance, found.to, (*found.taken[:-1], (place, units - 1)))
    assert reached(drawn, after(weights, fewer), cut) is before


@settings(max_examples=60, deadline=None)
@given(problem=problems(most=4, weight=4))
def test_no_weighting_of_the_grid_is_nearer(problem: tuple[list[int], list[int], int]) -> None:
    drawn, weights, cut = problem
    before = reached(drawn, weights, cut)
    others = [one for one in spreads(sum(weights), len(drawn)) if reached(drawn, one, cut) is not before]
    found = shift([one - cut for one in drawn], weights)
    if not others:
        # Where weightings change sides at all, one with everything on a single criterion does, and it lies on the grid.
        assert found is None
        return
    nearest = min(sum(abs(one - weight) for one, weight in zip(other, weights, strict=True)) // 2 for other in others)
    assert found is not None
    assert sum(units for _, units in found.taken) == nearest
    assert nearest - 1 <= found.distance * sum(weights) <= nearest


# To raise sum w_j g_j (g_j: what a unit from j gains) by d, at least max over k >= 0 of k d - sum_j w_j max(0, k g_j - 1) must
# be moved: give every unit the price k g_j, of which the move itself takes 1. The k of the last giver makes it equal.
@given(problem=problems())
def test_the_dual_proves_that_no_smaller_move_does_it(problem: tuple[list[int], list[int], int]) -> None:
    drawn, weights, cut = problem
    found = shift([one - cut for one in drawn], weights)
    if found is None:
        return
    sign = -1 if reached(drawn, weights, cut) else 1
    missing = -sign * sum(weight * (one - cut) for weight, one in zip(weights, drawn, strict=True))
    gains = [max(sign * one for one in drawn) - sign * one for one in drawn]
    price = Fraction(1, gains[found.taken[-1][0]])
    slack = sum(weight * max(Fraction(0), price * gain - 1) for weight, gain in zip(weights, gains, strict=True))
    assert price * missing - slack == found.distance * sum(weights)


@given(problem=problems(), scale=st.integers(1, 50))
def test_units_do_not_matter(problem: tuple[list[int], list[int], int], scale: int) -> None:
    drawn, weights, cut = problem
    assert flip_distance([scale * one for one in drawn], [7 * one for one in weights], scale * cut) == flip_distance(*problem)


@given(data=st.data(), count=st.integers(1, 6), cut=cuts)
def test_many_at_once_are_the_exact_ones(data: st.DataObject, count: int, cut: int) -> None:
    row = st.lists(st.integers(0, 12), min_size=count, max_size=count)
    rows = data.draw(st.lists(row, min_size=1, max_size=8))
    weights = data.draw(st.lists(st.integers(0, 20), min_size=count, max_size=count).filter(any))
    exact = [flip_distance(one, weights, cut) for one in rows]
    shown = flip_distances(rows, weights, cut)
    assert shown.shape == (len(rows),)
    np.testing.assert_allclose(shown, [np.inf if one is None else float(one) for one in exact], rtol=0, atol=1e-12)


def test_what_does_not_apply_gives_and_never_takes() -> None:
    # The first is the best there is; what does not apply stands on the cut and gains less than the last.
    found = shift([1, None, -4], [1, 5, 4])
    # 1 - 16 = -15: the last gives 3 at 5 each.
    assert found == Shift(Fraction(3, 10), 0, ((2, 3),))
    assert shift([None, None], [1, 1]) is None
    # Only what does not apply is left to give: -1 to 0 needs all of it moved onto points on the cut.
    assert shift([None, -1], [1, 1]) is None


def test_of_equal_givers_the_heaviest_gives_first() -> None:
    # 3 * 0 + (-1) * 10: each unit gains 4, so 3 units are enough and the heavier of two equal ones holds them.
    assert shift([3, -1, -1], [0, 2, 8]) == Shift(Fraction(10, 40), 0, ((2, 3),))
