"""Cases computed here, not published: no fully printed table of a contrasting-groups study could be confirmed."""

from __future__ import annotations

from fractions import Fraction
from math import exp, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.gut import normal_crossing
from rubric_kit.scoring.gut.normal_crossing import crossing_of


def height(x: float, mean: float, spread: float) -> float:
    return exp(-((x - mean) ** 2) / (2 * spread**2)) / (spread * sqrt(2 * pi))


def test_equal_spreads_cross_half_way() -> None:
    assert normal_crossing((60, 10), (40, 10)) == pytest.approx(50.0, abs=1e-9)


def test_unequal_spreads_cross_where_the_curves_are_equally_high() -> None:
    # (x - 60)^2 / 128 + ln 8 = (x - 40)^2 / 288 + ln 12. At 50.127: 0.7615 + 2.0794 = 2.8410 and 0.3561 + 2.4849 = 2.8410.
    assert normal_crossing((60, 8), (40, 12)) == pytest.approx(50.127, abs=0.0005)


def test_curves_that_do_not_cross_between_the_means_give_nothing() -> None:
    # The narrow curve is the higher one at both means: 1/1 against 1/30, and still at 59, one deviation from its top.
    assert normal_crossing((60, 1), (59, 30)) is None
    assert normal_crossing((40, 10), (60, 10)) is None
    assert normal_crossing((50, 10), (50, 10)) is None


@given(st.floats(-50, 50), st.floats(1, 100), st.floats(0.5, 40), st.floats(0.5, 40))
def test_where_they_cross_both_are_equally_high(low: float, apart: float, spread: float, other: float) -> None:
    found = normal_crossing((low + apart, spread), (low, other))
    if found is None:
        tops = [height(at, low + apart, spread) - height(at, low, other) for at in (low, low + apart)]
        # No crossing: one curve is above the other at both means, up to rounding.
        assert tops[0] * tops[1] >= -1e-12
    else:
        assert low <= found <= low + apart
        assert height(found, low + apart, spread) == pytest.approx(height(found, low, other), rel=1e-6, abs=1e-12)


def test_scores_without_spread_give_nothing() -> None:
    flat, spread = [Fraction(1, 2)] * 3, [Fraction(1, 4), Fraction(1, 3)]
    assert crossing_of(flat, spread) is None
    assert crossing_of([], spread) is None


def test_scores_are_taken_with_their_mean_and_sample_deviation() -> None:
    # 50, 60, 70 and 30, 40, 50: means 60 and 40, deviations 10 and 10.
    tens = [[Fraction(one, 100) for one in group] for group in ((50, 60, 70), (30, 40, 50))]
    assert crossing_of(*tens) == pytest.approx(0.5)
