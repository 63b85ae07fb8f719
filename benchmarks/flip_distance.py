# A script to run, no package.
"""How long the smallest move of weight takes beside `scipy.optimize.linprog`, and whether both find the same.

    make bench NAMES=flip_distance

Runs in `.venv-peers`, where scipy is; the runner puts the checkout on the path.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from harness.readings import Reading
from harness.sample import POINTS, WEIGHTS, sample_levels
from harness.script import start
from harness.stopwatch import race
from numpy.typing import NDArray
from scipy.optimize import linprog

from rubric_kit.model import BASIS_POINTS
from rubric_kit.scoring.robustness import flip_distance, flip_distances

BADGES = 600
CUTS = (150, 600, 950)
"""In thousandths of a point, in turn: below the first no badge without its lowest level can fall, above the last none without its
highest can rise."""
_INFEASIBLE = 2
SHARES = np.array(WEIGHTS) / BASIS_POINTS


class Programme(NamedTuple):
    """One badge as a linear programme in the weights w and the changes t: least sum of t with -t <= w - w0 <= t."""

    most: NDArray[np.float64]
    """Left sides of all that is at most something; shape (2 criteria + 1, 2 criteria)."""
    bounds: NDArray[np.float64]


def measure() -> Iterator[Reading]:
    """Give every reading."""
    points = np.array(POINTS)[sample_levels(BADGES).T]
    cuts = [CUTS[number % len(CUTS)] for number in range(BADGES)]
    rows = list(zip(points.tolist(), cuts, strict=True))
    programmes = [programme(row, cut) for row, cut in zip(points, cuts, strict=True)]
    tables = [(points[at :: len(CUTS)], cut) for at, cut in enumerate(CUTS)]

    def one_by_one() -> list[float]:
        return [as_float(flip_distance(row, WEIGHTS, cut)) for row, cut in rows]

    def in_columns() -> list[NDArray[np.float64]]:
        return [flip_distances(some, WEIGHTS, cut) for some, cut in tables]

    def solved() -> list[float]:
        return [solve(one) for one in programmes]

    yield Reading("linprog", *race(one_by_one, solved, rounds=3))
    yield Reading("columns", *race(in_columns, solved, rounds=2))
    exact, programmed = np.array(one_by_one()), np.array(solved())
    listed = np.empty(BADGES)
    for at, distances in enumerate(in_columns()):
        listed[at :: len(CUTS)] = distances
    possible = np.isfinite(exact) & np.isfinite(programmed)
    yield Reading("error", float(np.abs(exact[possible] - programmed[possible]).max()))
    yield Reading("columns_error", float(np.abs(listed[possible] - programmed[possible]).max()))
    disagreeing = (np.isfinite(exact) != np.isfinite(programmed)) | (np.isfinite(listed) != np.isfinite(programmed))
    yield Reading("sides", int(np.count_nonzero(disagreeing)))
    yield Reading("impossible", int(np.count_nonzero(np.isinf(exact) & np.isinf(programmed))))


def as_float(distance: Fraction | None) -> float:
    """Return a distance as a float, infinite where there is none."""
    return math.inf if distance is None else float(distance)


def programme(points: NDArray[np.int64], cut: int) -> Programme:
    """Return the matrices of one badge."""
    criteria = len(points)
    sign = -1 if SHARES @ points < cut else 1
    unit = np.eye(criteria)
    sides = np.concatenate([sign * points, np.zeros(criteria)])[None, :]
    most = np.concatenate([np.block([[unit, -unit], [-unit, -unit]]), sides])
    return Programme(most, np.concatenate([SHARES, -SHARES, [sign * cut]]))


def solve(one: Programme) -> float:
    """Return half the least sum of changes, infinite where no weights will do."""
    criteria = len(SHARES)
    none, all_of_it = np.zeros(criteria), np.ones(criteria)
    whole = np.concatenate([all_of_it, none])[None, :]
    cost = np.concatenate([none, all_of_it])
    found = linprog(cost, A_ub=one.most, b_ub=one.bounds, A_eq=whole, b_eq=[1.0], bounds=(0, None), method="highs")
    if found.status == _INFEASIBLE:
        return math.inf
    return float(found.fun) / 2


if __name__ == "__main__":
    start(__file__, measure, packages=("numpy", "scipy"))
