"""Cohen's kappa by hand and by definition, its average over pairs, Conger's kappa, and their draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.agreement.kappa import (
    conger_kappa,
    drawn_average_kappas,
    drawn_marginals,
    exact_marginals,
    pair_kappas,
)
from rubric_kit.scoring.agreement.moments import Cells, badge_moments, drawn_moments, exact_moments
from rubric_kit.scoring.agreement.step_weights import StepWeights

Table = Sequence[Sequence[int | None]]
MakeCells = Callable[[Table, int], Cells]
KINDS = (StepWeights.NONE, StepWeights.LINEAR, StepWeights.QUADRATIC)
ANSWER = st.one_of(st.none(), st.integers(0, 3))
TABLES = st.integers(1, 7).flatmap(
    lambda columns: st.lists(st.lists(ANSWER, min_size=columns, max_size=columns), min_size=2, max_size=5)
)
# Two raters on ten badges. Together they give 0-0 twice, 0-1 once, 1-1 twice, 1-2 twice, 2-0 once and 2-2 twice; the first gives
# the levels 3, 4 and 3 times, the second 3, 3 and 4 times.
ONE = [0, 0, 0, 1, 1, 1, 1, 2, 2, 2]
OTHER = [0, 0, 1, 1, 1, 2, 2, 0, 2, 2]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        # Plain: 6 of 10 agree; by chance (3*3 + 4*3 + 3*4) / 100 = .33; (.60 - .33) / .67.
        (StepWeights.NONE, Fraction(27, 67)),
        # Linear: 3 badges at distance 1 and one at 2 make 5 observed. By chance, 3*3 + 4*3 + 4*4 + 3*3 = 46 of 100 are one level
        # apart and 3*4 + 3*3 = 21 two, so (46 + 2*21) / 10 = 8.8 on ten badges. 1 - 5/8.8.
        (StepWeights.LINEAR, 1 - Fraction(50, 88)),
        # Squares: 3 + 4 = 7 observed; by chance (46 + 4*21) / 10 = 13. 1 - 7/13.
        (StepWeights.QUADRATIC, 1 - Fraction(70, 130)),
    ],
)
def test_two_raters_by_hand(cells: MakeCells, kind: StepWeights, expected: Fraction) -> None:
    found = pair_kappas(cells([ONE, OTHER], 3), kind)
    assert (found.values, found.undefined, found.apart) == ((expected,), 0, 0)
    assert found.average == expected


@given(table=TABLES, kind=st.sampled_from(KINDS))
def test_every_pair_is_what_the_definition_says(oracle: Any, cells: MakeCells, table: Table, kind: StepWeights) -> None:
    rated = [row for row in table if any(one is not None for one in row)]
    expected = [oracle.kappa(one, other, kind.value, 4) for one, other in combinations(rated, 2)]
    found = pair_kappas(cells(table, 4), kind)
    assert found.values == tuple(one for one in expected if one is not None)
    assert found.undefined + found.apart == expected.count(None)


def test_pairs_without_a_value_are_counted_apart(cells: MakeCells) -> None:
    # r0 and r1 gave 1 wherever both answered; r2 shares no badge with r0 and one with r1, on which both gave 2.
    found = pair_kappas(cells([[1, 1, None], [1, 1, 2], [None, None, 2]], 3), StepWeights.NONE)
    assert (found.values, found.undefined, found.apart, found.average) == ((), 2, 1, None)


def test_the_average_is_the_mean_of_the_pairs(cells: MakeCells) -> None:
    # A third rater who repeats the first: with him kappa 1, and with the second twice 27/67.
    found = pair_kappas(cells([ONE, OTHER, ONE], 3), StepWeights.NONE)
    assert found.average == pytest.approx((1 + 2 * 27 / 67) / 3, abs=1e-15)
    assert isinstance(found.average, float)


@given(table=TABLES)
def test_draws_of_every_badge_once_give_the_average(cells: MakeCells, table: Table) -> None:
    found = cells(table, 4)
    drawn = drawn_average_kappas(found, KINDS, np.ones((3, found.badges)))
    for kind in KINDS:
        average = pair_kappas(found, kind).average
        expected = float("nan") if average is None else float(average)
        assert drawn[kind].tolist() == pytest.approx([expected] * 3, nan_ok=True, abs=1e-12)


def test_a_draw_is_what_the_repeated_badges_give(cells: MakeCells) -> None:
    third = [1, 0, 0, None, 2, 1, 1, 0, None, 2]
    times = [2, 0, 1, 3, 0, 1, 0, 1, 1, 1]
    repeated = [[one for one, often in zip(row, times, strict=True) for _ in range(often)] for row in (ONE, OTHER, third)]
    drawn = drawn_average_kappas(cells([ONE, OTHER, third], 3), KINDS, np.array([times], dtype=np.float64))
    for kind in KINDS:
        assert drawn[kind].tolist() == pytest.approx([pair_kappas(cells(repeated, 3), kind).average], abs=1e-12)


def test_conger_published_table(cells: MakeCells, gwet_table: Table) -> None:
    # Gwet (2014), as irrCAC prints it for the data it ships: .76282, with .81818 observed.
    found = cells(gwet_table, 5)
    value = conger_kappa(exact_moments(found), exact_marginals(found), StepWeights.NONE).exact()
    assert f"{float(value or 0):.5f}" == "0.76282"


@given(rows=TABLES, kind=st.sampled_from(StepWeights))
def test_conger_is_what_its_definition_says(oracle: Any, cells: MakeCells, rows: Table, kind: StepWeights) -> None:
    table = [[at % 4, *row] for at, row in enumerate(rows)]
    found = cells(table, 4)
    moments, marginals = exact_moments(found), exact_marginals(found)
    value = conger_kappa(moments, marginals, kind).exact()
    assert value == oracle.conger(table, kind.value, 4)
    once = np.ones((1, found.badges))
    drawn = conger_kappa(drawn_moments(badge_moments(found), once), drawn_marginals(found, once), kind).floats()
    assert drawn.tolist() == pytest.approx([float("nan") if value is None else float(value)], nan_ok=True, abs=1e-12)


def test_of_two_raters_who_answered_all_conger_is_cohen(cells: MakeCells) -> None:
    found = cells([ONE, OTHER], 3)
    assert conger_kappa(exact_moments(found), exact_marginals(found), StepWeights.NONE).exact() == Fraction(27, 67)
