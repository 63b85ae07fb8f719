# A script to run, no package.
"""How long exact scoring takes beside scikit-criteria's weighted sum, and how many labels its float scores would get wrong.

    make bench NAMES=scikit_criteria

Runs in `.venv-peers`: the kit is no part of that environment, so the runner puts the checkout on the path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from harness.memory import peak_in_fresh_process
from harness.readings import Reading
from harness.sample import BELOW, CRITERIA, CUTS, GATES, OUTCOMES, POINTS, WEIGHTS, sample_levels, sample_rubric
from harness.script import start
from harness.stopwatch import race
from numpy.typing import NDArray
from skcriteria import DecisionMatrix, mkdm
from skcriteria.agg.simple import WeightedSumModel

from rubric_kit.model import BASIS_POINTS
from rubric_kit.scoring.tables import label_codes, score_plan

MANY, FEW = 1_000_000, 1_000
PLAN = score_plan(sample_rubric())


def measure() -> Iterator[Reading]:
    """Give every reading."""
    levels = sample_levels(MANY)
    matrix = decision_matrix(levels)
    yield Reading("rank", *race(lambda: exact_labels(levels), lambda: WeightedSumModel().evaluate(matrix), rounds=4))
    scores = WeightedSumModel().evaluate(matrix).e_.score
    yield Reading("wrong", int(np.count_nonzero(cut_labels(scores, levels) != exact_labels(levels))))
    yield Reading("memory", peak_in_fresh_process(__file__, "wsm"))
    yield Reading("memory_ours", peak_in_fresh_process(__file__, "ours"))


def exact_labels(levels: NDArray[np.int8]) -> NDArray[np.int8]:
    """Label with the kit; the columns are seen, not copied."""
    return label_codes(PLAN, list(levels))


def decision_matrix(levels: NDArray[np.int8]) -> DecisionMatrix:
    """Return the badges with their points as shares, which is what scikit-criteria reads."""
    points = (np.array(POINTS) / POINTS[-1])[levels.T]
    weights = [weight / BASIS_POINTS for weight in WEIGHTS]
    return mkdm(points, objectives=[max] * len(WEIGHTS), weights=weights, criteria=CRITERIA)


def cut_labels(scores: NDArray[np.float64], levels: NDArray[np.int8]) -> NDArray[np.int8]:
    """Lay cuts and gates over scores, which scikit-criteria itself does not know."""
    code = {name: at for at, name in enumerate(OUTCOMES)}
    labels = np.full(len(scores), code[BELOW], dtype=np.int8)
    for share, name in reversed(CUTS):
        labels[scores >= share / BASIS_POINTS] = code[name]
    for at, place, otherwise in reversed(GATES):
        labels[levels[at] < place] = code[otherwise]
    return labels


def weighted_sum() -> Callable[[], object]:
    """Prepare the memory that scikit-criteria needs."""
    WeightedSumModel().evaluate(decision_matrix(sample_levels(FEW)))
    matrix = decision_matrix(sample_levels(MANY))
    return lambda: WeightedSumModel().evaluate(matrix)


def labels_in_memory() -> Callable[[], object]:
    """Prepare the memory that ours needs."""
    levels = sample_levels(MANY)
    exact_labels(levels[:, :FEW])
    return lambda: exact_labels(levels)


if __name__ == "__main__":
    start(
        __file__,
        measure,
        packages=("numpy", "scikit-criteria", "scipy"),
        memory={"wsm": weighted_sum, "ours": labels_in_memory},
    )
