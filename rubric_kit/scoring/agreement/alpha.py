"""Krippendorff's alpha: how much less people differ than answers shuffled over all badges would.

Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": alpha = 1 - observed / expected disagreement, from the
coincidence matrix of all pairs of answers on the same unit. Units with one answer take no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any

import numpy as np

from rubric_kit.scoring.agreement.moments import Moments, Numbers
from rubric_kit.scoring.agreement.quotient import Quotient
from rubric_kit.scoring.agreement.step_weights import StepWeights, step_distances


class Metric(StrEnum):
    """What counts as far apart."""

    NOMINAL = "nominal"
    """Any two different levels."""
    ORDINAL_KRIPPENDORFF = "ordinal_krippendorff"
    """The square of how many given answers lie from one level to the other, each end counted by half."""
    ORDINAL_GWET = "ordinal_gwet"
    """The number of pairs of levels from one to the other: the weights that other programs call ordinal."""
    INTERVAL = "interval"
    """The square of the difference of the levels' values."""
    RATIO = "ratio"
    """The square of the difference divided by the sum of the values."""


WHY_TWO_ORDINALS = (
    "Krippendorff's ordinal metric counts how many of the given answers lie between two levels; Gwet's ordinal weights count the "
    "levels between them, used or not; so the two differ on the same data (.815 and .834 on Krippendorff's own example)."
)
"""Why two numbers that are both called ordinal differ."""


def krippendorff_alpha(moments: Moments, metric: Metric, values: Sequence[int] | None = None) -> Quotient:
    """Return alpha, for one set of sums or for many draws at once.

    Parameters
    ----------
    moments : Moments
        Sums over cells, exact or of draws.
    metric : Metric
        What counts as far apart.
    values : sequence of int, optional
        What the levels are worth, for `INTERVAL` and `RATIO`; their places 0, 1, 2 and so on unless given.

    Returns
    -------
    Quotient
        Its lower part is 0 where everybody used one level: alpha is undefined then, neither 1 nor 0.
    """
    matrix = moments.coincidences
    use = matrix.sum(axis=-1)
    total = use.sum(axis=-1)
    distances = _distances(metric, use, list(range(matrix.shape[-1])) if values is None else values)
    observed = _over_both(matrix * distances)
    expected = _over_both(use[..., :, None] * use[..., None, :] * distances)
    return Quotient(expected - (total - 1) * observed, expected)


def _distances(metric: Metric, use: Numbers, values: Sequence[int]) -> Numbers:
    if metric is Metric.ORDINAL_KRIPPENDORFF:
        # The answers below the middle of each level; the difference of two is what lies between, each end counted by half.
        below = use.cumsum(axis=-1) - use / 2
        return (below[..., :, None] - below[..., None, :]) ** 2
    if metric in (Metric.NOMINAL, Metric.ORDINAL_GWET):
        kind = StepWeights.NONE if metric is Metric.NOMINAL else StepWeights.ORDINAL_GWET
        return _as_numbers(step_distances(kind, len(values)).tolist(), use)
    return _as_numbers([[_value_distance(metric, one, other) for other in values] for one in values], use)


def _value_distance(metric: Metric, one: int, other: int) -> Fraction:
    if one == other:
        return Fraction(0)
    return Fraction((one - other) ** 2, 1 if metric is Metric.INTERVAL else (one + other) ** 2)


def _as_numbers(rows: Sequence[Sequence[Any]], like: Numbers) -> Numbers:
    return np.array(rows, dtype=like.dtype)


def _over_both(matrix: Numbers) -> Numbers:
    return np.asarray(matrix.sum(axis=(-2, -1)))
