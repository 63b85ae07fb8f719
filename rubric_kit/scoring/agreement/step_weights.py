"""How much two levels count as agreement, from 1 for the same to 0 for the furthest apart.

Two ways to be "ordinal" are in use, and they give different numbers on the same data. Here they are named apart, always:
`ORDINAL_GWET` depends on the number of levels between two answers alone, while the ordinal metric of Krippendorff's alpha
(`rubric_kit.scoring.agreement.alpha`) counts how many of the given answers lie between them.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import comb

import numpy as np
from numpy.typing import NDArray


class StepWeights(StrEnum):
    """How agreement falls with the number of levels between two answers."""

    NONE = "none"
    """Only the same level agrees."""
    LINEAR = "linear"
    """In proportion to the steps (Cohen 1968)."""
    QUADRATIC = "quadratic"
    """In proportion to the square of the steps (Fleiss and Cohen 1973)."""
    ORDINAL_GWET = "ordinal_gwet"
    """By the number of pairs of levels from one answer to the other, both included (Gwet 2014)."""


def step_distances(weights: StepWeights, size: int) -> NDArray[np.int64]:
    """Return how far apart two levels count, in whole numbers; the unit differs from kind to kind.

    Parameters
    ----------
    weights : StepWeights
        The kind.
    size : int
        Number of levels.

    Returns
    -------
    array of int64 of shape (size, size)
        0 on the diagonal, largest in the corner.
    """
    steps = [[abs(one - other) for other in range(size)] for one in range(size)]
    return np.array([[_distance(weights, step) for step in row] for row in steps], dtype=np.int64)


def _distance(weights: StepWeights, steps: int) -> int:
    if weights is StepWeights.NONE:
        return min(steps, 1)
    if weights is StepWeights.LINEAR:
        return steps
    return steps**2 if weights is StepWeights.QUADRATIC else comb(steps + 1, 2)


def agreement_weights(weights: StepWeights, size: int) -> NDArray[np.object_]:
    """Return how much two levels count as agreement: 1 on the diagonal, 0 in the corner.

    Returns
    -------
    array of Fraction of shape (size, size)
    """
    distances = step_distances(weights, size)
    largest = int(distances.max(initial=0)) or 1
    return np.array([[1 - Fraction(one, largest) for one in row] for row in distances.tolist()], dtype=object)
