from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.scoring.robustness.draws import UNITS, drawn_weights
from rubric_kit.scoring.robustness.weight_space import OrderSpace, PartsSpace, WeightSpace

SPACES: list[WeightSpace] = [PartsSpace((1, 1, 1)), PartsSpace((5, 0, 2, 1)), OrderSpace(((2,), (0, 1), (3,)))]


# Written down once: the same seed must give the same weights under every version of Python and numpy, on every machine.
def test_a_seed_gives_the_same_weights_everywhere() -> None:
    assert drawn_weights(PartsSpace((1, 1, 1)), 3, 1).tolist() == [
        [8805, 46733, 9998],
        [16716, 33339, 15481],
        [29458, 3010, 33068],
    ]


@settings(max_examples=30, deadline=None)
@given(space=st.sampled_from(SPACES), seed=st.integers(0, 2**32))
def test_weights_are_whole_and_sum(space: WeightSpace, seed: int) -> None:
    found = drawn_weights(space, 50, seed)
    assert found.dtype == np.int64
    assert (found >= 0).all()
    assert (found.sum(axis=1) == UNITS).all()
    if isinstance(space, OrderSpace):
        assert (found[:, [2]] >= found[:, [0, 1]]).all()
        assert (found[:, [0, 1]] >= found[:, [3]]).all()
    elif 0 in space.parts:
        assert (found[:, 1] == 0).all()


# Means: a third each; parts over their sum; rank-order centroid .5208 .2708 .1458 .0625 with the two middle ones tied, .2083.
@pytest.mark.parametrize(
    ("space", "means"),
    list(zip(SPACES, [[1 / 3] * 3, [5 / 8, 0, 2 / 8, 1 / 8], [0.2083, 0.2083, 0.5208, 0.0625]], strict=True)),
)
def test_mean_weights_come_within_five_standard_errors(space: WeightSpace, means: list[float]) -> None:
    draws = 20_000
    found = drawn_weights(space, draws, 7) / UNITS
    errors = found.std(axis=0) / sqrt(draws)
    assert (np.abs(found.mean(axis=0) - means) <= 5 * errors + 0.0001).all()


def test_every_way_to_spread_the_units_is_as_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    # Three units over three criteria: (3 + 2 over 2) = 10 ways, 1,000 draws of each to be expected, standard deviation 30.
    monkeypatch.setattr("rubric_kit.scoring.robustness.draws.UNITS", 3)
    ways, counts = np.unique(drawn_weights(PartsSpace((1, 1, 1)), 10_000, 3), axis=0, return_counts=True)
    assert len(ways) == 10
    assert (np.abs(counts - 1000) < 5 * 30).all()


def test_one_criterion_carries_all() -> None:
    assert drawn_weights(PartsSpace((1,)), 2, 1).tolist() == [[UNITS], [UNITS]]
