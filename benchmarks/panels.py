# A script to run, no package.
"""How long it takes to check long ratings and to scatter them into a cube, beside a copy of the rows.

make bench NAMES=panels
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from harness.memory import peak_in_fresh_process
from harness.readings import Reading
from harness.sample import CRITERIA, LEVELS, sample_levels, sample_rubric
from harness.script import start
from harness.stopwatch import race
from numpy.typing import NDArray

from rubric_kit.scoring.tables import LevelCube, RatingColumns, cube_of_columns

RATERS, BADGES, FEW = 10, 100_000, 1_000
RUBRIC = sample_rubric()


class LongRatings:
    """Ratings of all badges by all raters, one row per answer, in no order."""

    def __init__(self, badges: int) -> None:
        self.keys = [f"{number:064x}" for number in range(badges)]
        self.cells = sample_levels(RATERS * badges).reshape(len(CRITERIA), RATERS, badges)
        shuffled = np.random.default_rng(3).permutation(self.cells.size)
        criterion, rater, badge = np.unravel_index(shuffled, self.cells.shape)
        kinds = (np.int32, np.int32, np.int8)
        self.arrays = [one.astype(kind) for one, kind in zip((rater, badge, criterion), kinds, strict=True)]
        self.arrays.append(self.cells.reshape(-1)[shuffled])

    @property
    def columns(self) -> RatingColumns:
        """The rows as whole numbers: places of raters, badges, criteria and levels."""
        rater, badge, criterion, level = self.arrays
        return RatingColumns(rater, badge, criterion, level)

    @property
    def words(self) -> RatingColumns:
        """The same rows as text."""
        names = ([f"rater {at}" for at in range(RATERS)], self.keys, CRITERIA, LEVELS)
        columns = ([known[at] for at in column.tolist()] for known, column in zip(names, self.arrays, strict=True))
        return RatingColumns(*columns)

    def cube(self) -> LevelCube:
        """Check and scatter the rows."""
        return cube_of_columns(RUBRIC, self.keys, self.columns)

    def copy(self) -> Callable[[], None]:
        """Return the work of copying the rows into memory that is already there."""
        copies = [one.copy() for one in self.arrays]

        def work() -> None:
            for into, one in zip(copies, self.arrays, strict=True):
                np.copyto(into, one)

        return work


def measure() -> Iterator[Reading]:
    """Give every reading."""
    ratings = LongRatings(BADGES)
    yield Reading("copy", *race(ratings.cube, ratings.copy(), rounds=3))
    cube = ratings.cube()
    yield Reading("cells", differing(ratings, cube))
    copied = np.empty_like(cube.cells)
    yield Reading("together", *race(cube.panel, lambda: np.copyto(copied, cube.cells), rounds=3))

    few = LongRatings(FEW)
    words = few.words
    lists = [one for one in words if one is not None]
    scattered = race(lambda: cube_of_columns(RUBRIC, few.keys, words), lambda: [list(one) for one in lists], rounds=5)
    yield Reading("words", *scattered)
    yield Reading("memory", peak_in_fresh_process(__file__, "cube"))


def differing(ratings: LongRatings, cube: LevelCube) -> int:
    """Count the cells that are not what was rated."""
    # The cube sorts its raters as text, which ten single digits are already.
    rated: NDArray[np.int8] = ratings.cells.transpose(1, 2, 0)
    return int(np.count_nonzero(cube.cells != rated))


def cube_in_memory() -> Callable[[], object]:
    """Prepare everything but the cube itself."""
    LongRatings(FEW).cube()
    return LongRatings(BADGES).cube


if __name__ == "__main__":
    start(__file__, measure, packages=("numpy",), memory={"cube": cube_in_memory})
