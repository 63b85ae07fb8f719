"""Draws of badges: the same everywhere, whole, and intervals without made-up values."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.agreement.bootstrap import DRAWS, SEED, badge_draws, drawn_sums, middle_95


@given(badges=st.integers(1, 12), draws=st.integers(1, 30))
def test_each_draw_has_as_many_badges_as_there_are(badges: int, draws: int) -> None:
    found = badge_draws(badges, draws)
    assert found.shape == (draws, badges)
    assert (found.sum(axis=1) == badges).all()
    assert (found == found.astype(int)).all()


def test_the_draws_are_those_of_a_sequence_that_python_promises_to_keep() -> None:
    dice = Random(SEED)  # noqa: S311 - a reproducible draw, nothing secret
    expected = np.zeros((3, 7))
    for row in range(3):
        for _ in range(7):
            expected[row, int(dice.random() * 7)] += 1
    assert badge_draws(7, 3).tolist() == expected.tolist()
    # The first draw, written down, so that a change of the sequence cannot go unseen.
    assert badge_draws(7, 1).tolist() == [[0, 1, 1, 1, 0, 2, 2]]


def test_every_badge_is_drawn_about_equally_often() -> None:
    found = badge_draws(10)
    # 10,000 places with a chance of 1 in 10: 1,000 each, give or take 30; six times that is never seen by chance.
    assert len(found) == DRAWS
    assert np.abs(found.sum(axis=0) - 1000).max() < 180


@given(data=st.data(), badges=st.integers(1, 5), columns=st.integers(1, 4))
def test_sums_are_products_whatever_the_size_of_a_block(data: st.DataObject, badges: int, columns: int) -> None:
    values = data.draw(st.lists(st.integers(-9, 9), min_size=badges * columns, max_size=badges * columns))
    by_badge = np.array(values, dtype=np.float64).reshape(badges, columns, 1)
    draws = badge_draws(badges, 5)
    expected = [[sum(row[b] * by_badge[b, c, 0] for b in range(badges)) for c in range(columns)] for row in draws]
    assert drawn_sums(draws, by_badge)[:, :, 0].tolist() == expected


def test_blocks_join_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    draws, by_badge = badge_draws(6, 50), np.arange(18, dtype=np.float64).reshape(6, 3)
    whole = drawn_sums(draws, by_badge)
    monkeypatch.setattr("rubric_kit.scoring.agreement.bootstrap._LARGEST_PRODUCT", 7 * by_badge.size)
    assert drawn_sums(draws, by_badge).tolist() == whole.tolist()


def test_of_1000_values_25_lie_below_the_interval_and_25_above() -> None:
    values = np.arange(1000, dtype=np.float64)[::-1] / 1000
    assert middle_95(values) == (0.025, 0.974)


def test_up_to_one_draw_of_twenty_may_be_undefined() -> None:
    values = np.arange(100, dtype=np.float64)
    values[:5] = np.nan
    # 95 are left; 95 // 40 = 2 lie below and 2 above.
    assert middle_95(values) == (7.0, 97.0)
    values[5] = np.nan
    assert middle_95(values) is None
    assert middle_95(np.full(10, np.nan)) is None
