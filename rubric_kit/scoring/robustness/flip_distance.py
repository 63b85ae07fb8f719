"""The smallest move of weight that brings a weighted sum to a cut, in closed form.

Moving weight from criterion j to the criterion with the most points, b, raises the sum by p_b - p_j for each unit moved, and no
other way of moving it raises the sum more. So weight is taken from the criteria with the fewest points first until the cut is
reached; downwards it is the other way round. The distance is the weight moved, which is half the sum of all changes (half the
L1 distance).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple


class Shift(NamedTuple):
    """Weight taken from some criteria and given to one."""

    distance: Fraction
    """Least weight that must be moved, as a share of all weight; on the way down the sum must fall by any amount more."""
    to: int
    """Place of the criterion that receives it."""
    taken: tuple[tuple[int, int], ...]
    """Place of each criterion that gives, and how much in whole units of weight; enough to be at the cut, or below it."""


def flip_distance(points: Sequence[int], weights: Sequence[int], cut: int) -> Fraction | None:
    """Return the least share of the weight that must be moved for a weighted mean of points to change sides at a cut.

    Parameters
    ----------
    points : sequence of int
        Points of each criterion.
    weights : sequence of int
        Weights, not negative, in any unit; not all 0.
    cut : int
        The mean is reached if it is at least this, in the unit of the points. A mean exactly at the cut has reached it.

    Returns
    -------
    Fraction or None
        Share of all weight, half the L1 distance. From above the cut it is the distance to the cut itself, and any move that
        is larger will do. None if no weighting changes sides.
    """
    found = shift([one - cut for one in points], weights)
    return None if found is None else found.distance


def shift(surplus: Sequence[int | None], weights: Sequence[int]) -> Shift | None:
    """Return the smallest move of weight after which a weighted surplus has another sign, where 0 counts as reached.

    Parameters
    ----------
    surplus : sequence of int or None
        By how much each criterion exceeds the cut; None where it does not apply. Such a criterion adds nothing and can give
        weight; it is never given any.
    weights : sequence of int
        Weights, not negative.
    """
    held = sum(weight * one for weight, one in zip(weights, surplus, strict=True) if one)
    up = held < 0
    sign = 1 if up else -1
    gains = [sign * (one or 0) for one in surplus]
    applying = [place for place, one in enumerate(surplus) if one is not None]
    if not applying:
        return None
    to = max(applying, key=lambda place: gains[place])
    best = gains[to]
    if best < 0:
        return None
    # Downwards a sum of exactly 0 is still reached, so it must fall one whole unit further.
    missing, extra = abs(held), 0 if up else 1
    moved = 0
    taken = []
    # Of criteria with equal points the heaviest gives first, so that few have to give.
    for place in sorted(range(len(gains)), key=lambda one: (gains[one], -weights[one])):
        gain, weight = best - gains[place], weights[place]
        if not weight or not gain:
            continue
        if gain * weight >= missing + extra:
            units = -(-(missing + extra) // gain)
            taken.append((place, units))
            return Shift(Fraction(moved * gain + missing, gain * sum(weights)), to, tuple(taken))
        taken.append((place, weight))
        moved += weight
        missing -= gain * weight
    return None
