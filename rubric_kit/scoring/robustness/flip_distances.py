"""The smallest move of weight for many badges at once, for showing; `flip_distance` has the exact number of one badge."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def flip_distances(points: npt.ArrayLike, weights: npt.ArrayLike, cut: int) -> npt.NDArray[np.float64]:
    """Return, for each badge, the least share of the weight that must be moved to change sides at a cut.

    Parameters
    ----------
    points : array-like of int, shape (badges, criteria)
        Points of every criterion.
    weights : array-like of int, shape (criteria,)
        Weights, not negative, in any unit; not all 0.
    cut : int
        As for `flip_distance`.

    Returns
    -------
    ndarray of float64, shape (badges,)
        Shares of all weight, infinite where no weighting changes sides. Sums are whole numbers; only the last division is
        rounded.
    """
    above = np.asarray(points, dtype=np.int64) - cut
    held_weights = np.asarray(weights, dtype=np.int64)
    held = above @ held_weights
    up = held < 0
    # What is gained towards the other side; upwards and downwards are then the same problem.
    towards = np.where(up[:, None], above, -above)
    best = towards.max(axis=1)
    gains = best[:, None] - towards
    order = np.argsort(-gains, axis=1, kind="stable")
    gains = np.take_along_axis(gains, order, axis=1)
    moving = held_weights[order]
    mass = np.cumsum(moving, axis=1)
    gained = np.cumsum(moving * gains, axis=1)
    missing = np.abs(held)
    last = np.argmax(gained >= missing[:, None], axis=1)[:, None]
    gain = np.take_along_axis(gains, last, axis=1)[:, 0]
    before = (np.take_along_axis(mass, last, axis=1) - np.take_along_axis(moving, last, axis=1))[:, 0]
    left = missing - (np.take_along_axis(gained, last, axis=1)[:, 0] - np.take_along_axis(moving, last, axis=1)[:, 0] * gain)
    total = int(held_weights.sum())
    # Where nothing is missing no gain is needed either: a mean on the cut is at distance 0.
    part = np.divide(left, gain, out=np.zeros(len(held)), where=gain > 0)
    possible = np.where(up, best >= 0, best > 0)
    return np.where(possible, (before + part) / total, np.inf)
