"""How many pairs of raters gave the same level, the next one, or levels further apart."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from rubric_kit.scoring.agreement.criterion_agreement import PairCounts
from rubric_kit.scoring.agreement.level_grid import LevelGrid


def pair_counts(grids: Iterable[LevelGrid]) -> PairCounts:
    """Count the pairs of raters on the same badge, over all criteria given."""
    found = [0, 0, 0]
    for grid in grids:
        given = np.stack([(grid.levels == place).sum(axis=0, dtype=np.int64) for place in range(grid.size)], axis=1)
        both = given.T @ given - np.diag(given.sum(axis=0))
        # Every pair is in there twice, once in each order.
        found[0] += int(np.trace(both)) // 2
        found[1] += int(np.trace(both, offset=1))
        found[2] += int(sum(np.trace(both, offset=apart) for apart in range(2, grid.size)))
    return PairCounts(*found)
