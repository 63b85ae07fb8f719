"""The six intraclass correlations: the published table, the intervals by hand from tables of F, and when there is no value."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.agreement.f_distribution import beta_share, f_quantile
from rubric_kit.scoring.agreement.intraclass import FORMS, intraclass, mean_squares

# Shrout and Fleiss (1979), table 2: 6 targets rated by 4 judges; here judges in rows.
SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=np.int8).T
TABLES = st.tuples(st.integers(2, 5), st.integers(2, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 4), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


def test_the_published_mean_squares() -> None:
    # Table 3: between targets 11.24, within 6.26, between judges 32.49, error 1.02.
    squares = mean_squares(SHROUT_FLEISS)
    found = [f"{float(one):.2f}" for one in (squares.between, squares.within, squares.judges, squares.error)]
    assert found == ["11.24", "6.26", "32.49", "1.02"]


def test_the_published_coefficients() -> None:
    # Table 4: .17, .29 and .71 for one judge, .44, .62 and .91 for the mean of four.
    found = {one.form: f"{float(one.value or 0):.2f}" for one in intraclass(mean_squares(SHROUT_FLEISS))}
    assert found == {"1,1": "0.17", "2,1": "0.29", "3,1": "0.71", "1,k": "0.44", "2,k": "0.62", "3,k": "0.91"}


def test_the_published_intervals() -> None:
    # As R's psych::ICC prints them for these data. (3,1) by hand: F = 11.24/1.02 = 11.03; the tables have F(.975; 5, 15) = 3.58
    # and F(.975; 15, 5) = 6.43. 11.03/3.58 = 3.08 gives (3.08 - 1) / (3.08 + 3) = .34; 11.03 * 6.43 = 70.9 gives 69.9/73.9 = .95.
    found = {one.form: (f"{one.low:.2f}", f"{one.high:.2f}") for one in intraclass(mean_squares(SHROUT_FLEISS))}
    assert found == {
        "1,1": ("-0.13", "0.72"),
        "2,1": ("0.02", "0.76"),
        "3,1": ("0.34", "0.95"),
        "1,k": ("-0.88", "0.91"),
        "2,k": ("0.07", "0.93"),
        "3,k": ("0.68", "0.99"),
    }


@given(rows=TABLES)
def test_mean_squares_are_what_their_definition_says(rows: list[list[int]]) -> None:
    raters, badges = len(rows), len(rows[0])
    mean = Fraction(sum(map(sum, rows)), raters * badges)
    of_badge = [Fraction(sum(row[at] for row in rows), raters) for at in range(badges)]
    of_rater = [Fraction(sum(row), badges) for row in rows]
    within = sum(((row[at] - of_badge[at]) ** 2 for row in rows for at in range(badges)), Fraction(0))
    rest = sum(
        ((row[at] - of_badge[at] - of_rater[number] + mean) ** 2 for number, row in enumerate(rows) for at in range(badges)),
        Fraction(0),
    )
    squares = mean_squares(np.array(rows, dtype=np.int8))
    assert squares.between == raters * sum(((one - mean) ** 2 for one in of_badge), Fraction(0)) / (badges - 1)
    assert squares.judges == badges * sum(((one - mean) ** 2 for one in of_rater), Fraction(0)) / (raters - 1)
    assert squares.within == within / (badges * (raters - 1))
    assert squares.error == rest / ((badges - 1) * (raters - 1))


@given(rows=TABLES)
def test_what_is_between_its_ends(rows: list[list[int]]) -> None:
    for one in intraclass(mean_squares(np.array(rows, dtype=np.int8))):
        if one.value is not None:
            assert one.value <= 1
        if one.value is not None and one.low is not None and one.high is not None:
            assert one.low - 1e-9 <= one.value <= one.high + 1e-9


def test_identical_answers_are_1_without_an_interval_and_one_level_throughout_is_undefined() -> None:
    same = intraclass(mean_squares(np.array([[0, 1, 3]] * 4, dtype=np.int8)))
    assert [(one.form, one.value, one.low, one.high) for one in same] == [(form, 1, None, None) for form in FORMS]
    level = intraclass(mean_squares(np.full((4, 3), 2, dtype=np.int8)))
    assert [(one.value, one.low, one.high) for one in level] == [(None, None, None)] * 6


def test_a_constantly_strict_rater_lowers_agreement_but_not_consistency() -> None:
    # The second rater gives one level less, always: nothing is left over beside badges and raters, so form 3 is 1.
    found = {one.form: one.value for one in intraclass(mean_squares(np.array([[1, 2, 4], [0, 1, 3]], dtype=np.int8)))}
    assert found["3,1"] == 1
    # Between badges 14/3, error 0, raters 3/2: (14/3) / (14/3 + 2 * (3/2) / 3) = 14/17.
    assert found["2,1"] == Fraction(14, 17)


@pytest.mark.parametrize(
    ("upper", "lower", "printed"),
    # Upper 2.5 % points as tables of F print them.
    [(5, 15, "3.58"), (15, 5, "6.43"), (10, 10, "3.72"), (1, 1, "647.79"), (2, 60, "3.93")],
)
def test_quantiles_of_f(upper: int, lower: int, printed: str) -> None:
    assert f"{f_quantile(0.975, upper, lower):.2f}" == printed


@given(share=st.floats(0.01, 0.99), upper=st.floats(0.5, 60), lower=st.floats(0.5, 60))
def test_the_reciprocal_has_the_other_tail(share: float, upper: float, lower: float) -> None:
    assert f_quantile(share, upper, lower) * f_quantile(1 - share, lower, upper) == pytest.approx(1, rel=1e-6)


@given(x=st.floats(0, 1), a=st.integers(1, 8), b=st.integers(1, 8))
def test_the_beta_share_is_a_binomial_sum_for_whole_numbers(x: float, a: int, b: int) -> None:
    # P(Beta(a, b) <= x) = P(at least a of a + b - 1 trials with chance x).
    trials, at = a + b - 1, Fraction(x)
    chances = [Fraction(1)]
    for _ in range(trials):
        chances = [
            (chances[k] * (1 - at) if k < len(chances) else Fraction(0)) + (chances[k - 1] * at if k else Fraction(0))
            for k in range(len(chances) + 1)
        ]
    assert beta_share(x, a, b) == pytest.approx(float(sum(chances[a:], Fraction(0))), abs=1e-12)
