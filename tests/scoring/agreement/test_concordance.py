"""Kendall's W: a textbook case, ties by hand, its definition, and its bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.agreement.concordance import kendall_w
from rubric_kit.scoring.agreement.level_grid import Levels

Table = Sequence[Sequence[int]]
TABLES = st.tuples(st.integers(2, 5), st.integers(2, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 4), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


def test_a_textbook_case(levels: Callable[[Table], Levels]) -> None:
    # Siegel (1956), Nonparametric Statistics, chapter 9: three executives rank six applicants; s = 25.5 and W = .16 there. By
    # hand: the sums of ranks are 8, 14, 11, 11, 11 and 8, their mean 10.5, the squares of the differences 6.25 + 12.25 + 3 * .25
    # + 6.25 = 25.5; the largest possible is 9 (216 - 6) / 12 = 157.5; 25.5/157.5 = 17/105.
    found = kendall_w(levels([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]))
    assert found == Fraction(17, 105)


def test_ties_by_hand(levels: Callable[[Table], Levels]) -> None:
    # Our own example. Ranks 1.5, 1.5, 3 and 1, 2.5, 2.5: sums 2.5, 4 and 5.5, mean 4, squares 4.5. Each rater ties two badges, so
    # T = 2 * (8 - 2) = 12 and the largest possible is (4 * 24 - 2 * 12) / 12 = 6: W = 4.5/6.
    assert kendall_w(levels([[0, 0, 3], [1, 2, 2]])) == Fraction(3, 4)


@given(table=TABLES)
def test_it_is_what_its_definition_says_and_between_0_and_1(oracle: Any, levels: Callable[[Table], Levels], table: Table) -> None:
    found = kendall_w(levels(table))
    assert found == oracle.kendall_w(table)
    assert found is None or 0 <= found <= 1


@given(row=st.lists(st.integers(0, 4), min_size=2, max_size=8), raters=st.integers(2, 5), data=st.data())
def test_the_same_order_is_1_whatever_the_levels(
    levels: Callable[[Table], Levels], row: list[int], raters: int, data: st.DataObject
) -> None:
    shifts = data.draw(st.lists(st.integers(0, 20), min_size=raters, max_size=raters))
    found = kendall_w(levels([[place + shift for place in row] for shift in shifts]))
    assert found == (1 if len(set(row)) > 1 else None)


def test_opposite_orders_of_two_are_0(levels: Callable[[Table], Levels]) -> None:
    assert kendall_w(levels([[0, 1, 2], [2, 1, 0]])) == 0
