"""The most even point: known ones, and that no other allowed point is more even."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rubric_kit.scoring.weighing.fairest_point import fairest_point
from rubric_kit.scoring.weighing.linear_program import Constraint, NoOptimumError, maximise

WHOLE = Constraint([1, 1, 1], "=", 1)
UNITS = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
ROWS = st.lists(st.integers(-3, 3), min_size=3, max_size=3)


def values(margins: Sequence[Sequence[int]], point: Sequence[Fraction]) -> list[Fraction]:
    return sorted(sum((a * x for a, x in zip(margin, point, strict=True)), Fraction(0)) for margin in margins)


def test_without_conditions_all_are_equal() -> None:
    assert fairest_point(UNITS, [WHOLE]) == (Fraction(1, 3),) * 3


def test_the_second_smallest_margin_counts_where_the_smallest_is_settled() -> None:
    # x_1 is held at 0, so the smallest margin is 0 whatever the others are; they still come out equal.
    assert fairest_point(UNITS, [WHOLE, Constraint([1, 0, 0], "=", 0)]) == (0, Fraction(1, 2), Fraction(1, 2))


def test_conditions_that_contradict_each_other_have_no_point() -> None:
    with pytest.raises(NoOptimumError, match=r"^no point fulfils all constraints$"):
        fairest_point(UNITS, [WHOLE, Constraint([1, 1, 1], ">=", 2)])


@given(rows=st.lists(ROWS, max_size=4), cuts=st.lists(ROWS, max_size=2), goals=st.lists(ROWS, min_size=1, max_size=4))
def test_no_allowed_point_is_more_even(rows: list[list[int]], cuts: list[list[int]], goals: list[list[int]]) -> None:
    margins = [*UNITS, *rows]
    constraints = [WHOLE, *(Constraint(cut, ">=", 0) for cut in cuts)]
    try:
        corners = [maximise(goal, constraints).point for goal in goals]
    except NoOptimumError:
        assume(False)
    found = fairest_point(margins, constraints)
    assert sum(found) == 1
    assert min(found) >= 0
    best = values(margins, found)
    # Every point between the one found and some corner is allowed; none may have better margins, read from the smallest up.
    for corner in corners:
        for step in (Fraction(1, 1000), Fraction(1, 7), Fraction(1)):
            other = [x + step * (y - x) for x, y in zip(found, corner, strict=True)]
            assert values(margins, other) <= best


@given(rows=st.lists(ROWS, max_size=4), order=st.permutations(range(3)))
def test_the_point_does_not_hang_on_the_order_of_the_variables(rows: list[list[int]], order: list[int]) -> None:
    found = fairest_point([*UNITS, *rows], [WHOLE])
    mixed = fairest_point([*UNITS, *([row[at] for at in order] for row in reversed(rows))], [WHOLE])
    assert mixed == tuple(found[at] for at in order)
