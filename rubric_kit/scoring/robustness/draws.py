"""Weightings drawn by a seed, in whole numbers, the same on every machine and under every version of Python.

Only `random.Random(seed).random` is used, whose sequence Python promises to keep. Breaking a line of 65,536 units at bars
drawn without repetition makes every way to spread the units as likely as any other.
"""

from __future__ import annotations

from random import Random

import numpy as np
import numpy.typing as npt

from rubric_kit.scoring.robustness.weight_space import OrderSpace, WeightSpace

UNITS = 1 << 16
"""What the weights of a draw sum to. With it, ratios of sums keep their order as 64-bit floats: see `rank_acceptability`."""

Weights = npt.NDArray[np.int64]


def drawn_weights(space: WeightSpace, draws: int, seed: int) -> Weights:
    """Return whole-number weights, shape (draws, criteria), each row summing to `UNITS`."""
    dice = Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
    if isinstance(space, OrderSpace):
        sizes = [len(block) for block in space.blocks]
        return _in_order(_spread(dice, draws, sum(sizes)), space)
    pieces = _spread(dice, draws, sum(space.parts))
    edges = np.cumsum([0, *space.parts])
    sums = np.concatenate([np.zeros((draws, 1), dtype=np.int64), np.cumsum(pieces, axis=1)], axis=1)
    found: Weights = sums[:, edges[1:]] - sums[:, edges[:-1]]
    return found


def _spread(dice: Random, draws: int, pieces: int) -> Weights:
    """Spread the units over some pieces, every way being as likely as any other."""
    places = UNITS + pieces - 1
    bars = np.empty((draws, pieces + 1), dtype=np.int64)
    bars[:, 0], bars[:, -1] = -1, places
    for row in range(draws):
        bars[row, 1:-1] = sorted(_distinct(dice, pieces - 1, places))
    return bars[:, 1:] - bars[:, :-1] - 1


def _distinct(dice: Random, count: int, places: int) -> set[int]:
    while True:
        found = {int(dice.random() * places) for _ in range(count)}
        if len(found) == count:
            return found


def _in_order(drawn: Weights, space: OrderSpace) -> Weights:
    """Give the largest weights to the heaviest block; inside a block the order of the draw stays, which is no order at all."""
    by_size = np.argsort(-drawn, axis=1, kind="stable")
    found = np.empty_like(drawn)
    start = 0
    for block in space.blocks:
        places = np.sort(by_size[:, start : start + len(block)], axis=1)
        found[:, list(block)] = np.take_along_axis(drawn, places, axis=1)
        start += len(block)
    return found
