"""Two pieces of work, timed in turn, so that a noisy machine hurts both alike."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable
from typing import NamedTuple


class Times(NamedTuple):
    """The shortest time of each side, in seconds."""

    ours: float
    peer: float


def race(ours: Callable[[], object], peer: Callable[[], object], *, rounds: int = 7) -> Times:
    """Call both once to warm up, then in turn, and return the shortest time of each."""
    ours()
    peer()
    best = [math.inf, math.inf]
    for _ in range(rounds):
        for side, work in enumerate((ours, peer)):
            best[side] = min(best[side], seconds(work))
    return Times(*best)


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes; its result is kept until the clock has stopped."""
    gc.collect()
    start = time.perf_counter()
    result = work()
    took = time.perf_counter() - start
    del result
    return took
