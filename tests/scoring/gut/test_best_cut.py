"""The best cut against brute force: every threshold, and for scores with gaps every way to fill them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.gut import CutRange, best_cuts, misplaced
from rubric_kit.scoring.gut.best_cut import Span

TEN = 10
FINE = 40
"""Cuts are tried on every fortieth, four to each tenth that a score may lie on, so that all sides of every score are tried."""

Scores = list[Span]
points = st.lists(st.integers(0, TEN).map(lambda at: (Fraction(at, TEN),) * 2), max_size=12)


def spans(most: int) -> st.SearchStrategy[Scores]:
    ends = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted)
    return st.lists(ends.map(lambda pair: (Fraction(pair[0], 3), Fraction(pair[1], 3))), max_size=most)


def wrong(yes: Sequence[Fraction | int], no: Sequence[Fraction | int], cut: Fraction | int) -> int:
    """Count anew, one score after the other, how many a cut misplaces."""
    return sum(1 for score in yes if not score >= cut) + sum(1 for score in no if score >= cut)


def at(tenths: float) -> Span:
    return (Fraction(tenths) / TEN,) * 2


def test_two_groups_apart_are_parted_by_any_cut_between_them() -> None:
    found = best_cuts([at(7), at(8)], [at(3), at(5)])
    assert found.ranges == (CutRange(Fraction(5, 10), Fraction(7, 10), above=True),)
    assert found.fewest == (0, 0)


def test_ties_are_told_as_ranges() -> None:
    # Yes 4, 7, 8 and no 3, 5, 8. Above 3 up to 4 misplaces the 5 and the 8; above 5 up to 7 the 4 and the 8. In between, 3.
    found = best_cuts([at(7), at(8), at(4)], [at(5), at(3), at(8)])
    tenths = [(one.low * TEN, one.high * TEN) for one in found.ranges]
    assert tenths == [(3, 4), (5, 7)]
    assert found.fewest == (2, 2)


def test_a_range_that_starts_at_zero_holds_zero() -> None:
    (lowest,) = best_cuts([at(4)], []).ranges
    assert lowest == CutRange(Fraction(0), Fraction(4, 10), above=False)
    assert lowest.holds(Fraction(0))
    (higher,) = best_cuts([at(4)], [at(2)]).ranges
    assert not higher.holds(Fraction(2, 10))
    assert higher.holds(Fraction(4, 10))
    assert not higher.holds(Fraction(41, 100))


def test_a_score_with_a_gap_widens_the_range_and_is_no_midpoint() -> None:
    # A no at 4 and a yes anywhere from 6 to 8: with the yes at 6 the cut lies above 4 and up to 6, with the yes at 8 up to 8.
    # The midpoint would have said up to 7.
    found = best_cuts([(Fraction(6, 10), Fraction(8, 10))], [at(4)])
    assert found.ranges == (CutRange(Fraction(4, 10), Fraction(8, 10), above=True),)
    assert found.fewest == (0, 0)


def test_a_score_that_may_lie_anywhere_speaks_for_no_cut() -> None:
    # The yes may lie below the no at 4, and then the ends of the scale do as well as any other cut.
    found = best_cuts([(Fraction(0), Fraction(1))], [at(4)])
    assert found.ranges == (CutRange(Fraction(0), Fraction(1), above=False),)
    assert found.fewest == (0, 1)


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        # The yes lies from 2 to 8, the no at 4. At 1 the no is wrong; at 4 it still is, and the yes may be as well.
        (1, (1, 1)),
        (4, (1, 2)),
        (5, (0, 1)),
        (9, (1, 1)),
    ],
)
def test_a_given_cut_misplaces_at_least_and_at_most(cut: int, expected: tuple[int, int]) -> None:
    assert misplaced([(Fraction(2, 10), Fraction(8, 10))], [at(4)], Fraction(cut, TEN)) == expected


@given(points, points)
def test_points_against_every_threshold(yes: Scores, no: Scores) -> None:
    found = best_cuts(yes, no)
    counts = {
        cut: wrong([one for one, _ in yes], [one for one, _ in no], cut) for cut in (Fraction(at, FINE) for at in range(FINE + 1))
    }
    fewest = min(counts.values())
    assert found.fewest == (fewest, fewest)
    for cut, number in counts.items():
        assert any(one.holds(cut) for one in found.ranges) is (number == fewest)
        assert misplaced(yes, no, cut) == (number, number)


@given(spans(2), spans(1))
def test_gaps_against_every_way_to_fill_them(yes: Scores, no: Scores) -> None:
    """A cut is in the range exactly if it is best for some filling; fillings lie twice as fine as the cuts that are looked at."""
    steps = [[at for at in range(25) if low * 24 <= at <= high * 24] for low, high in (*yes, *no)]
    best: set[int] = set()
    fewest = set()
    for filled in product(*steps):
        counts = [wrong(filled[: len(yes)], filled[len(yes) :], cut) for cut in range(25)]
        fewest.add(min(counts))
        best |= {cut for cut in range(0, 25, 2) if counts[cut] == min(counts)}
    found = best_cuts(yes, no)
    assert {cut for cut in range(0, 25, 2) if any(one.holds(Fraction(cut, 24)) for one in found.ranges)} == best
    assert found.fewest[0] == min(fewest)
    assert found.fewest[1] >= max(fewest)


@given(points, points)
def test_ranges_rise_and_never_touch(yes: Scores, no: Scores) -> None:
    ranges = best_cuts(yes, no).ranges
    assert ranges
    for one, other in pairwise(ranges):
        assert one.high < other.low
        assert other.above
