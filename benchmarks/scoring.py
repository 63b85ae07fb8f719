# A script to run, no package.
"""How long exact scoring takes: beside a copy of the levels, plain Python loops and pandas, and how much memory it needs.

make bench NAMES=scoring
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from harness.memory import peak_in_fresh_process
from harness.readings import Reading
from harness.sample import (
    BELOW,
    CRITERIA,
    CUTS,
    GATES,
    OUTCOMES,
    POINTS,
    WEIGHTS,
    answers_of,
    sample_badges,
    sample_levels,
    sample_rubric,
)
from harness.script import start
from harness.stopwatch import Times, race
from numpy.typing import NDArray

from rubric_kit.model import BASIS_POINTS
from rubric_kit.scoring import decide
from rubric_kit.scoring.tables import label_codes, score_plan

MOST, MANY, SOME, FEW = 10_000_000, 1_000_000, 100_000, 10_000
PLAN = score_plan(sample_rubric())
TABLES = [[weight * points for points in POINTS] for weight in WEIGHTS]
FULL = BASIS_POINTS * POINTS[-1]
CODE = {name: code for code, name in enumerate(OUTCOMES)}


def measure() -> Iterator[Reading]:
    """Give every reading."""
    levels = sample_levels(MOST)
    exact = exact_labels(levels)
    yield Reading("copy", *beside_copy(levels))
    yield Reading("float", int(np.count_nonzero(float_labels(levels) != exact)))

    many = np.ascontiguousarray(levels[:, :MANY])
    yield Reading("loop", *beside_loop(many))
    yield Reading("loop_labels", int(np.count_nonzero(np.array(loop_labels(many.T.tolist())) != exact[:MANY])))

    some = np.ascontiguousarray(levels[:, :SOME])
    frame = pd.DataFrame(dict(zip(CRITERIA, some, strict=True)))
    by_row = row_rule()
    yield Reading("apply", *race(lambda: exact_labels(some), lambda: frame.apply(by_row, axis=1), rounds=2))

    few = np.ascontiguousarray(levels[:, :FEW])
    decided = by_badge(few)
    yield Reading("decide", *race(lambda: exact_labels(few), decided, rounds=2))
    yield Reading("exact", int(np.count_nonzero(np.array(decided()) != exact[:FEW])))
    yield Reading("memory", peak_in_fresh_process(__file__, "labels"))


def exact_labels(levels: NDArray[np.int8]) -> NDArray[np.int8]:
    """Label with the kit; the columns are seen, not copied."""
    return label_codes(PLAN, list(levels))


def beside_copy(levels: NDArray[np.int8]) -> Times:
    """Race with a copy into memory that is already there, the least that any look at all levels can cost."""
    copied = np.empty_like(levels)
    return race(lambda: exact_labels(levels), lambda: np.copyto(copied, levels), rounds=9)


def beside_loop(levels: NDArray[np.int8]) -> Times:
    """Race with plain Python over rows that are lists already."""
    rows = levels.T.tolist()
    return race(lambda: exact_labels(levels), lambda: loop_labels(rows), rounds=3)


def loop_labels(rows: list[list[int]]) -> list[int]:
    """Label badge by badge in plain Python, with what does not change looked up once."""
    cuts = [(share * FULL // BASIS_POINTS, CODE[name]) for share, name in CUTS]
    gates = [(at, place, CODE[otherwise]) for at, place, otherwise in GATES]
    below, tables = CODE[BELOW], TABLES
    labels = []
    for row in rows:
        label = -1
        for at, place, otherwise in gates:
            if row[at] < place:
                label = otherwise
                break
        else:
            score = 0
            for table, level in zip(tables, row, strict=True):
                score += table[level]
            for least, code in cuts:
                if score >= least:
                    label = code
                    break
            else:
                label = below
        labels.append(label)
    return labels


def row_rule() -> Callable[[pd.Series[int]], int]:
    """Return the rule that pandas applies to one row."""
    cuts = [(share * FULL // BASIS_POINTS, CODE[name]) for share, name in CUTS]

    def label(row: pd.Series[int]) -> int:
        for at, place, otherwise in GATES:
            if row[CRITERIA[at]] < place:
                return CODE[otherwise]
        score = sum(table[row[name]] for table, name in zip(TABLES, CRITERIA, strict=True))
        return next((code for least, code in cuts if score >= least), CODE[BELOW])

    return label


def by_badge(levels: NDArray[np.int8]) -> Callable[[], list[int]]:
    """Return the work of deciding badge by badge, with the trace that a person reads."""
    rubric = sample_rubric()
    badges = sample_badges(levels.shape[1])
    answers = answers_of(badges, levels)
    return lambda: [CODE[str(decide(rubric, badge, answers[badge.key], what_if=False).outcome)] for badge in badges]


def float_labels(levels: NDArray[np.int8]) -> NDArray[np.int8]:
    """Label with shares as 64-bit floats and a matrix product, as a person would write it without a second thought."""
    points, weights = np.array(POINTS) / POINTS[-1], np.array(WEIGHTS) / BASIS_POINTS
    labels = np.empty(levels.shape[1], dtype=np.int8)
    for begin in range(0, len(labels), MANY):
        block = levels[:, begin : begin + MANY]
        score = points[block.T] @ weights
        out = labels[begin : begin + MANY]
        out[:] = CODE[BELOW]
        for share, name in reversed(CUTS):
            out[score >= share / BASIS_POINTS] = CODE[name]
        for at, place, otherwise in reversed(GATES):
            out[block[at] < place] = CODE[otherwise]
    return labels


def labels_in_memory() -> Callable[[], object]:
    """Prepare everything but the labels themselves."""
    levels = sample_levels(MOST)
    exact_labels(levels[:, :FEW])
    return lambda: exact_labels(levels)


if __name__ == "__main__":
    start(__file__, measure, packages=("numpy", "pandas"), memory={"labels": labels_in_memory})
