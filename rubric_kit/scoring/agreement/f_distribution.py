"""Quantiles of the F distribution, which the intervals of intraclass correlations are made of; floats, for showing only."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

_TINY = 1e-300
_STEPS = 500
_HALVINGS = 200


def f_quantile(share: float, upper: float, lower: float) -> float:
    """Return the value that a share of an F distribution lies below.

    Parameters
    ----------
    share : float
        Between 0 and 1, such as .975.
    upper, lower : float
        Degrees of freedom above and below the line; need not be whole.
    """
    # F = (lower / upper) x / (1 - x), with x distributed as Beta(upper / 2, lower / 2).
    least, most = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        if middle in (least, most):
            break
        least, most = (middle, most) if beta_share(middle, upper / 2, lower / 2) < share else (least, middle)
    return lower * most / (upper * max(1 - most, _TINY))


def beta_share(x: float, a: float, b: float) -> float:
    """Return the share of a Beta(a, b) distribution below x: the regularised incomplete beta function.

    By its continued fraction (Abramowitz and Stegun 26.5.8), which converges quickly below the mean; above it the other side is
    taken.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Return 1 + d1 / (1 + d2 / (1 + ...)), by the method of Lentz."""
    value, above, below = 1.0, 1.0, 0.0
    for step in range(1, _STEPS):
        half = step // 2
        if step % 2:
            part = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            part = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        below = 1 / _away_from_zero(1 + part * below)
        above = _away_from_zero(1 + part / above)
        value *= above * below
        if abs(above * below - 1) < 1e-15:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
