# A script to run, no package.
"""How long the exact share of accepting weightings takes beside 10,000 random draws, and how far the draws are off.

make bench NAMES=acceptance
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb

import numpy as np
from harness.readings import Reading
from harness.sample import CUTS, GATES, POINTS, answers_of, sample_badges, sample_levels, sample_rubric
from harness.script import start
from harness.stopwatch import race
from numpy.typing import NDArray

from rubric_kit.model import BASIS_POINTS
from rubric_kit.scoring.robustness import acceptance_shares, acceptances

BADGES, FEW, CHECKED = 100_000, 10_000, 500
DRAWS = 10_000
USUAL_BLOCK, SMALL_BLOCK = 1024, 128
"""Badges at a time: as many as are quickest for whole matrices, and as many as stay in the processor's second cache."""
RUBRIC = sample_rubric()
CUT = CUTS[0][0]


def measure() -> Iterator[Reading]:
    """Give every reading."""
    levels = sample_levels(BADGES)
    draws = Draws(levels)
    yield Reading("draws", *race(lambda: acceptance_shares(RUBRIC, list(levels)).floats, draws.usual, rounds=4))
    yield Reading("draws_tuned", *race(lambda: acceptance_shares(RUBRIC, list(levels)).floats, draws.tuned, rounds=5))

    few = Draws(levels[:, :FEW])
    badges = sample_badges(FEW)
    answers = answers_of(badges, levels[:, :FEW])
    yield Reading("badges", *race(lambda: acceptances(RUBRIC, badges, answers), few.usual, rounds=3))

    found = acceptance_shares(RUBRIC, list(levels))
    rows = levels[:, :CHECKED].T.tolist()
    exact = [exact_share(row) for row in rows]
    ours = [found.shares[place] for place in found.pattern[:CHECKED]]
    yield Reading("error", float(max(abs(one - other) for one, other in zip(ours, exact, strict=True))))
    drawn = draws.tuned()[:CHECKED].tolist()
    yield Reading("draws_error", max(abs(one - float(other)) for one, other in zip(drawn, exact, strict=True)))


class Draws:
    """Random weightings: each badge's share is counted over the same 10,000 of them."""

    def __init__(self, levels: NDArray[np.int8]) -> None:
        drawn = np.random.default_rng(7).dirichlet(np.ones(len(levels)), DRAWS)
        self.weights = np.ascontiguousarray(drawn.T.astype(np.float32))
        self.points = np.ascontiguousarray((np.array(POINTS, dtype=np.float32) / POINTS[-1])[levels.T])
        self.cut = np.float32(CUT / BASIS_POINTS)
        self.stopped = np.any([levels[at] < place for at, place, _ in GATES], axis=0)

    def usual(self) -> NDArray[np.float64]:
        """Return the shares with three whole-array steps: multiply, compare, count."""
        counts = np.empty(len(self.points), dtype=np.int64)
        for begin in range(0, len(counts), USUAL_BLOCK):
            block = slice(begin, begin + USUAL_BLOCK)
            counts[block] = np.count_nonzero(self.points[block] @ self.weights >= self.cut, axis=1)
        counts[self.stopped] = 0
        return counts / DRAWS

    def tuned(self) -> NDArray[np.float64]:
        """Return the same shares with buffers that are used again and blocks that stay in cache."""
        counts = np.empty(len(self.points), dtype=np.int64)
        scores = np.empty((SMALL_BLOCK, DRAWS), dtype=np.float32)
        reached = np.empty((SMALL_BLOCK, DRAWS), dtype=bool)
        for begin in range(0, len(counts), SMALL_BLOCK):
            points = self.points[begin : begin + SMALL_BLOCK]
            np.matmul(points, self.weights, out=scores[: len(points)])
            np.greater_equal(scores[: len(points)], self.cut, out=reached[: len(points)])
            counts[begin : begin + len(points)] = [np.count_nonzero(row) for row in reached[: len(points)]]
        counts[self.stopped] = 0
        return counts / DRAWS


def exact_share(row: Sequence[int]) -> Fraction:
    """Return the share by another way than the kit's: the divided difference of (t - c)_+^(K-1), in rationals.

    Curry and Schoenberg 1966: for weights spread evenly over the simplex, P(w_1 x_1 + ... + w_K x_K >= c) is the divided
    difference over the points x_1 ... x_K; equal points take derivatives.
    """
    if any(row[at] < place for at, place, _ in GATES):
        return Fraction(0)
    knots = sorted(Fraction(POINTS[place], POINTS[-1]) for place in row)
    cut, power = Fraction(CUT, BASIS_POINTS), len(knots) - 1

    def derivative(knot: Fraction, order: int) -> Fraction:
        above = knot - cut
        return Fraction(0) if above < 0 or (above == 0 and power > order) else comb(power, order) * above ** (power - order)

    table = [derivative(knot, 0) for knot in knots]
    for order in range(1, len(knots)):
        table = [
            (table[at + 1] - table[at]) / (knots[at + order] - knots[at])
            if knots[at + order] != knots[at]
            else derivative(knots[at], order)
            for at in range(len(knots) - order)
        ]
    return table[0]


if __name__ == "__main__":
    start(__file__, measure, packages=("numpy",))
