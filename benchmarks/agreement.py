# A script to run, no package.
"""How long 1,000 alphas for intervals on each of 8 criteria take beside the krippendorff package, and whether both find the same.

    make bench NAMES=agreement

Runs in `.venv-peers`: the kit is no part of that environment, so the runner puts the checkout on the path.
"""

from __future__ import annotations

from collections.abc import Iterator

import krippendorff
import numpy as np
from harness.readings import Reading
from harness.script import start
from harness.stopwatch import race
from numpy.typing import NDArray

from rubric_kit.scoring.agreement.alpha import Metric, krippendorff_alpha
from rubric_kit.scoring.agreement.bootstrap import DRAWS, badge_draws
from rubric_kit.scoring.agreement.moments import badge_moments, cells_of, drawn_moments, exact_moments

RATERS, BADGES, CRITERIA, LEVELS, GAPS = 30, 40, 8, 5, 0.3
METRICS = {Metric.NOMINAL: "nominal", Metric.ORDINAL_KRIPPENDORFF: "ordinal", Metric.INTERVAL: "interval"}
Grid = NDArray[np.int8]
Floats = NDArray[np.float64]


def measure() -> Iterator[Reading]:
    """Give every reading."""
    grids = sample_grids()
    counts = [cells_of([grid], LEVELS).counts() for grid in grids]
    answers = [with_gaps(grid) for grid in grids]
    rows = drawn_rows()
    yield Reading("counts", *race(lambda: drawn_alphas(grids), lambda: peer_on_counts(counts, rows), rounds=7))
    yield Reading("answers", *race(lambda: drawn_alphas(grids), lambda: peer_on_answers(answers, rows), rounds=3))
    yield Reading("draws_error", float(np.abs(drawn_alphas(grids) - peer_on_counts(counts, rows)).max()))
    yield Reading("error", max(abs(ours - peer) for ours, peer in zip(exact_alphas(grids), peer_alphas(answers), strict=True)))


def sample_grids(seed: int = 1) -> list[Grid]:
    """Return one synthetic grid for each criterion: people see a badge's quality with an error, and leave gaps."""
    dice = np.random.default_rng(seed)
    quality = dice.normal(0, 1.2, (CRITERIA, 1, BADGES))
    seen = quality + dice.normal(0, 0.4, (1, RATERS, 1)) + dice.normal(0, 0.7, (CRITERIA, RATERS, BADGES))
    levels = np.clip(np.floor(seen + LEVELS / 2), 0, LEVELS - 1).astype(np.int8)
    levels[dice.random(levels.shape) < GAPS] = -1
    return list(levels)


def with_gaps(grid: Grid) -> Floats:
    """Return a grid as the package reads it: not-a-number where nobody answered."""
    return np.where(grid < 0, np.nan, grid)


def drawn_rows() -> NDArray[np.int64]:
    """Return the badges of each draw one by one, the same that we draw; shape (draws, badges)."""
    often = badge_draws(BADGES).astype(np.int64)
    return np.stack([np.repeat(np.arange(BADGES), row) for row in often])


def drawn_alphas(grids: list[Grid]) -> Floats:
    """Return the ordinal alpha of every draw on every criterion, from the levels on, the drawing included."""
    draws = badge_draws(BADGES)
    drawn = (drawn_moments(badge_moments(cells_of([grid], LEVELS)), draws) for grid in grids)
    return np.stack([krippendorff_alpha(one, Metric.ORDINAL_KRIPPENDORFF).floats() for one in drawn])


def peer_on_counts(counts: list[NDArray[np.int64]], rows: NDArray[np.int64]) -> Floats:
    """Do the same with the package, from ready counts of answers by badge and level."""
    return np.array(
        [[krippendorff.alpha(value_counts=one[row], level_of_measurement="ordinal") for row in rows] for one in counts]
    )


def peer_on_answers(answers: list[Floats], rows: NDArray[np.int64]) -> Floats:
    """Do the same with the package, from the answers themselves, as it is mostly called."""
    domain = range(LEVELS)
    return np.array(
        [
            [krippendorff.alpha(one[:, row], value_domain=domain, level_of_measurement="ordinal") for row in rows]
            for one in answers
        ]
    )


def exact_alphas(grids: list[Grid]) -> list[float]:
    """Return the exact alphas of all answers, in three metrics."""
    sums = [exact_moments(cells_of([grid], LEVELS)) for grid in grids]
    return [float(krippendorff_alpha(one, metric).exact() or 0) for one in sums for metric in METRICS]


def peer_alphas(answers: list[Floats]) -> list[float]:
    """Return the same from the package."""
    return [
        krippendorff.alpha(one, value_domain=range(LEVELS), level_of_measurement=name)
        for one in answers
        for name in METRICS.values()
    ]


if __name__ == "__main__":
    assert len(drawn_rows()) == DRAWS  # noqa: S101  the goal speaks of so many
    start(__file__, measure, packages=("krippendorff", "numpy"))
