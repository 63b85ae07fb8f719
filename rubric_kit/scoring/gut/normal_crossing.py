"""Where two normal curves cross: the textbook figure for contrasting groups, shown beside the exact count and deciding nothing.

The cut lies where the two densities, each group counted alike, are equal between the two means: the root of

    (x - m)^2 / (2 s^2) + ln s  =  (x - n)^2 / (2 t^2) + ln t

with means m, n and standard deviations s, t. Contrasting groups are those of Livingston and Zieky, "Passing Scores" (1982).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import log, sqrt
from statistics import fmean, stdev


def normal_crossing(high: tuple[float, float], low: tuple[float, float]) -> float | None:
    """Return where two normal curves are equally high, between their means.

    Parameters
    ----------
    high, low : (mean, standard deviation)
        The group that scores higher, and the other; standard deviations are above zero. Any unit.

    Returns
    -------
    float or None
        In the same unit; None where the curves do not cross between the means, or the first mean is not the higher one.

    Examples
    --------
    >>> round(normal_crossing((60, 8), (40, 12)), 3)
    50.127
    """
    (mean, spread), (other, other_spread) = high, low
    if mean <= other:
        return None
    # a x^2 + b x + c = 0 for the difference of the two logarithms, doubled.
    a = 1 / spread**2 - 1 / other_spread**2
    b = 2 * (other / other_spread**2 - mean / spread**2)
    c = mean**2 / spread**2 - other**2 / other_spread**2 + 2 * log(spread / other_spread)
    return next((root for root in _roots(a, b, c) if other <= root <= mean), None)


def crossing_of(yes: Sequence[Fraction], no: Sequence[Fraction]) -> float | None:
    """Return the crossing for two groups of scores; None where one has no spread, or where the curves do not cross."""
    groups = [[float(score) for score in group] for group in (yes, no)]
    if any(len(set(group)) < 2 for group in groups):
        return None
    high, low = ((fmean(group), stdev(group)) for group in groups)
    return normal_crossing(high, low)


def _roots(a: float, b: float, c: float) -> tuple[float, ...]:
    """Return the roots of a quadratic by the form that does not cancel when one coefficient is near zero."""
    inside = b * b - 4 * a * c
    if inside < 0:
        return ()
    q = -(b + sqrt(inside)) / 2 if b >= 0 else -(b - sqrt(inside)) / 2
    return tuple(top / bottom for top, bottom in ((q, a), (c, q)) if bottom)
