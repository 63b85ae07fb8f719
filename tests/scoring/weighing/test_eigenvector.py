"""The decimal eigenvector against numpy's, and against what must hold whatever the table."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rubric_kit.scoring.weighing.eigenvector import principal_eigenvector

VALUES = [*(Fraction(times) for times in range(1, 10)), *(Fraction(1, times) for times in range(2, 10))]
Upper = list[list[Fraction]]


def table_of(upper: Upper) -> Upper:
    """Fill a table of comparisons from what stands right of its diagonal."""
    size = len(upper) + 1
    table = [[Fraction(1)] * size for _ in range(size)]
    for row, line in enumerate(upper):
        for at, value in enumerate(line):
            table[row][row + 1 + at] = value
            table[row + 1 + at][row] = 1 / value
    return table


@st.composite
def uppers(draw: st.DrawFn) -> Upper:
    size = draw(st.integers(2, 8))
    return [[draw(st.sampled_from(VALUES)) for _ in range(size - row)] for row in range(1, size)]


NINE = Fraction(9)


@given(upper=uppers())
# The widest contradictions that the scale allows: a circle of nines, and every second comparison turned round.
@example(upper=[[NINE, 1 / NINE], [NINE]])
@example(upper=[[NINE if (row + at) % 2 else 1 / NINE for at in range(39 - row)] for row in range(39)])
def test_the_eigenvector_is_the_one_that_numpy_finds(upper: Upper) -> None:
    table = table_of(upper)
    found = principal_eigenvector(table)
    values, vectors = np.linalg.eig(np.array(table, dtype=float))
    largest = int(np.argmax(values.real))
    vector = vectors[:, largest].real / vectors[:, largest].real.sum()
    assert np.allclose([float(one) for one in found.vector], vector, rtol=0, atol=1e-9)
    assert float(found.value) == pytest.approx(values[largest].real, abs=1e-8)


@given(upper=uppers())
def test_the_table_times_the_vector_is_the_vector_times_the_value_to_25_digits(upper: Upper) -> None:
    table = table_of(upper)
    found = principal_eigenvector(table)
    assert sum(found.vector) == 1
    for row, share in zip(table, found.vector, strict=True):
        grown = sum(a * b for a, b in zip(row, found.vector, strict=True))
        assert abs(grown - found.value * share) < Fraction(1, 10**25)


@given(weights=st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_comparisons_that_agree_give_back_their_weights(weights: list[int]) -> None:
    table = [[Fraction(one, other) for other in weights] for one in weights]
    found = principal_eigenvector(table)
    for share, weight in zip(found.vector, weights, strict=True):
        assert abs(share - Fraction(weight, sum(weights))) < Fraction(1, 10**28)
    assert abs(found.value - len(weights)) < Fraction(1, 10**28)


def test_one_criterion_has_all() -> None:
    assert principal_eigenvector([[Fraction(1)]]) == ([1], 1)
