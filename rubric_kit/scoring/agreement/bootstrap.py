"""Intervals from drawing the badges again: how far a figure would move with other badges of the same kind.

The draws come from `random.Random(seed).random`, whose sequence Python promises to keep, so that the same answers give the same
interval on every machine. All criteria of the same
badges share their draws: a badge that is drawn twice counts twice on each.
"""

from __future__ import annotations

from math import prod
from random import Random

import numpy as np
from numpy.typing import NDArray

DRAWS = 1_000
SEED = 20_260
SHOWN_DIGITS = 6
"""Ends are rounded to so many digits: sums of floats may end differently far behind the point on different machines."""
_LARGEST_PRODUCT = 200_000
"""Multiplications in one block."""
_MOST_UNDEFINED = 20
"""Of so many draws at most one may have no value; with more there is no interval."""


def badge_draws(badges: int, draws: int = DRAWS, seed: int = SEED) -> NDArray[np.float64]:
    """Return how often each badge is drawn, with replacement, in draws of as many badges as there are.

    Returns
    -------
    array of float64 of shape (draws, badges)
        Whole numbers; each row sums to `badges`.
    """
    dice = Random(seed).random  # noqa: S311 - a reproducible draw, nothing secret
    picked = np.array([dice() for _ in range(draws * badges)]) * badges
    places = picked.astype(np.int64).reshape(draws, badges) + np.arange(draws)[:, None] * badges
    return np.bincount(places.ravel(), minlength=draws * badges).reshape(draws, badges).astype(np.float64)


def drawn_sums(draws: NDArray[np.float64], by_badge: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sums of each draw from the sums of each badge.

    In blocks so small that the matrix library works in one thread: starting more takes longer than such a product, many times
    longer where other programs keep the processor busy.

    Parameters
    ----------
    draws : array of float64 of shape (draws, badges)
        How often each badge was drawn.
    by_badge : array of float64 of shape (badges, ...)
        Sums of each badge.

    Returns
    -------
    array of float64 of shape (draws, ...)
    """
    flat = by_badge.reshape(len(by_badge), prod(by_badge.shape[1:]))
    found = np.empty((len(draws), flat.shape[1]))
    rows = max(1, _LARGEST_PRODUCT // max(flat.size, 1))
    for start in range(0, len(draws), rows):
        np.matmul(draws[start : start + rows], flat, out=found[start : start + rows])
    return found.reshape(len(draws), *by_badge.shape[1:])


def middle_95(values: NDArray[np.float64]) -> tuple[float, float] | None:
    """Return the ends between which 95 of 100 draws lie; None where more than one draw of 20 has no value.

    Parameters
    ----------
    values : array of float64 of shape (draws,)
        One value for each draw, not-a-number where there is none.
    """
    defined = np.sort(values[~np.isnan(values)])
    if (len(values) - len(defined)) * _MOST_UNDEFINED > len(values) or not len(defined):
        return None
    # One draw of 40 lies below the lower end and one above the upper; no value between two draws is made up.
    outside = len(defined) // 40
    return round(float(defined[outside]), SHOWN_DIGITS), round(float(defined[-1 - outside]), SHOWN_DIGITS)
