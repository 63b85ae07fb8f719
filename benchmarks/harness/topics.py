"""Every number that `RESULTS.md` shows, topic by topic: what is compared with what, and the goal."""

from __future__ import annotations

from harness.goals import Amount, Goal, Ratio, Sense, Topic, Unit

KIT, ENGINES, PEERS = ".venv", ".venv-engines", ".venv-peers"
"""Environments of the checkout: the kit's own; with every engine; with the other packages that it is compared with."""

_MOST, _LEAST = Sense.AT_MOST, Sense.AT_LEAST
_NONE = Goal(_MOST, 0)
_TEN_DIGITS = Goal(_MOST, 1e-9)

_SCORING = Topic(
    "scoring",
    "Exact scoring in memory",
    KIT,
    "10 criteria with 5 levels, 2 gates, 2 cuts. Ours is `label_codes` of `rubric_kit.scoring.tables` on 8-bit columns, "
    "its result included. The copy goes into memory that is already there. What the other sides read is made before the "
    "clock starts.",
    (
        Ratio("copy", "10,000,000 badges", "exact labels", "copy of the levels (100 MB)", _MOST, 15),
        Ratio("loop", "1,000,000 badges", "exact labels", "plain Python loop with tables of points", _LEAST),
        Ratio("apply", "100,000 badges", "exact labels", "pandas `apply` by row", _LEAST),
        Ratio("decide", "10,000 badges", "exact labels", "`decide` badge by badge, with its trace", _LEAST),
    ),
    (
        Amount("exact", "labels that differ from `decide`, of 10,000 badges", Unit.COUNT, _NONE),
        Amount("loop_labels", "labels that differ from the plain Python loop, of 1,000,000 badges", Unit.COUNT, _NONE),
        Amount("float", "labels that `points @ weights` in 64-bit floats gets wrong, of 10,000,000", Unit.COUNT),
        Amount("memory", "exact labels of 10,000,000 badges", Unit.MEBIBYTES, Goal(_MOST, 16)),
    ),
)

_SCIKIT_CRITERIA = Topic(
    "scikit_criteria",
    "Exact scoring against scikit-criteria",
    PEERS,
    "The same badges. The peer's decision matrix of points is made before the clock starts; it ranks, and knows no gates "
    "and no cuts. Both sides run in one process of `.venv-peers`, with the packages of `benchmarks/peers.lock.txt`.",
    (Ratio("rank", "1,000,000 badges", "exact labels", "`WeightedSumModel().evaluate`", _LEAST, 20),),
    (
        Amount("wrong", "labels wrong when scikit-criteria's scores are cut, of 1,000,000 badges", Unit.COUNT),
        Amount("memory", "`WeightedSumModel().evaluate` on 1,000,000 badges", Unit.MEBIBYTES),
        Amount("memory_ours", "exact labels of the same 1,000,000 badges", Unit.MEBIBYTES),
    ),
)

_ENGINES = Topic(
    "engines",
    "Table engines",
    ENGINES,
    "The same rubric over tables that are in the engine's own form already. By hand means: what a person would write for "
    "this very rubric in the engine's own language. Both sides give score and label; Polars is lazy on both and "
    "collected. Ours is `score_frame` with the promise that every cell holds a level (`complete=True`). Checked means "
    "that both look at the smallest and largest place of every column first, which is what ours does where nobody "
    "promises anything.",
    (
        Ratio("polars", "1,000,000 badges", "narwhals on Polars", "Polars by hand", _MOST, 1.5),
        Ratio("polars_checked", "1,000,000 badges, checked", "narwhals on Polars", "Polars by hand", _MOST, 1.5),
        Ratio("polars_large", "10,000,000 badges", "narwhals on Polars", "Polars by hand", _MOST, 1.5),
        Ratio("polars_checked_large", "10,000,000 badges, checked", "narwhals on Polars", "Polars by hand", _MOST, 1.5),
        Ratio("duckdb", "1,000,000 badges", "narwhals on DuckDB", "SQL by hand", _MOST),
        Ratio("pandas", "1,000,000 badges", "narwhals on pandas", "pandas and numpy by hand", _MOST),
    ),
    (Amount("labels", "labels that differ between any two engines, or by hand, of 1,000,000 badges", Unit.COUNT, _NONE),),
)

_ACCEPTANCE = Topic(
    "acceptance",
    "Share of weightings that accept a badge",
    KIT,
    "Complete badges, every weighting as likely as any other. Ours is `acceptance_shares`, with all its tables made anew "
    "in every call. The peer draws nothing while the clock runs: it multiplies 10,000 ready Dirichlet draws in 32 bits, "
    "compares with the cut and counts; as it is usually written, in whole-array steps over blocks of the quickest size, "
    "and tuned, with buffers that are used again and blocks that stay in the processor's cache. Its product takes all "
    "cores, ours takes one: other work on the machine slows it more than ours, so a quiet machine gives the fair ratio.",
    (
        Ratio("draws", "100,000 badges", "exact shares of columns", "10,000 draws, whole arrays", _LEAST, 10),
        Ratio("draws_tuned", "100,000 badges", "exact shares of columns", "10,000 draws, tuned to the cache", _LEAST, 10),
        Ratio("badges", "10,000 badges", "`acceptances`, badge by badge", "10,000 draws, whole arrays", _LEAST),
    ),
    (
        Amount("error", "largest error against exact rationals, 500 badges", Unit.SHARE, _NONE),
        Amount("draws_error", "largest error of the 10,000 draws, the same badges", Unit.SHARE),
    ),
)

_FLIP_DISTANCE = Topic(
    "flip_distance",
    "Smallest move of weight that flips a decision",
    PEERS,
    "Random badges, some of which no weights can flip. Ours is in closed form; the peer is `scipy.optimize.linprog` "
    "(HiGHS) on the same problem, its matrices made before the clock starts.",
    (
        Ratio("linprog", "600 badges", "exact, badge by badge", "`linprog`, one call a badge", _LEAST, 100),
        Ratio("columns", "600 badges", "columns of floats, for showing", "`linprog`, one call a badge", _LEAST),
    ),
    (
        Amount("error", "largest difference between exact and `linprog`, of 600 badges", Unit.SHARE, _TEN_DIGITS),
        Amount("columns_error", "largest difference between columns and `linprog`, of the same", Unit.SHARE, _TEN_DIGITS),
        Amount("sides", "badges that only one side calls impossible to flip", Unit.COUNT, _NONE),
        Amount("impossible", "badges that all call impossible to flip", Unit.COUNT, Goal(_LEAST, 1)),
    ),
)

_START_UP = Topic(
    "start_up",
    "Start",
    KIT,
    "Median of 40 fresh processes each, in turn: `import rubric_kit`, and an interpreter that does nothing.",
    (Ratio("bare", "a fresh process", "`import rubric_kit`", "bare interpreter", _MOST, 1.3),),
)

_PANELS = Topic(
    "panels",
    "Long ratings into the cube",
    KIT,
    "One row for each of 10 raters, badge and criterion, in no order. Ours checks all rows and scatters them into the "
    "cube of 8-bit cells: names that exist, places that exist, no cell answered twice by one rater.",
    (
        Ratio("copy", "10,000,000 rows of whole numbers", "checked cube", "copy of the rows (100 MB)", _MOST),
        Ratio("words", "100,000 rows of text", "checked cube", "copy of the rows", _MOST),
        Ratio("together", "100,000 badges, 10 raters", "the panel's levels", "copy of the cube (10 MB)", _MOST),
    ),
    (
        Amount("cells", "cells that differ from what was rated, of 10,000,000", Unit.COUNT, _NONE),
        Amount("memory", "checked cube of 10,000,000 rows", Unit.MEBIBYTES),
    ),
)

_AGREEMENT = Topic(
    "agreement",
    "Intervals of agreement",
    PEERS,
    "1,000 draws of 40 badges with replacement on each of 8 criteria, 30 raters, 5 levels, 30 of 100 cells empty: 8,000 "
    "ordinal alphas. Ours starts from the levels and draws while the clock runs; the package, in one process with it in "
    "`.venv-peers`, is told the draws and is called once for each, on ready counts of answers or on the answers.",
    (
        Ratio("counts", "8,000 alphas", "alphas of all draws", "`krippendorff.alpha(value_counts=...)`", _LEAST, 40),
        Ratio("answers", "8,000 alphas", "alphas of all draws", "`krippendorff.alpha(reliability_data)`", _LEAST, 40),
    ),
    (
        Amount("draws_error", "largest difference from the package, of 8,000 alphas of draws", Unit.SHARE, _TEN_DIGITS),
        Amount("error", "largest difference from the package, of 24 exact alphas in 3 metrics", Unit.SHARE, _TEN_DIGITS),
    ),
)

TOPICS = (_SCORING, _SCIKIT_CRITERIA, _ENGINES, _ACCEPTANCE, _FLIP_DISTANCE, _START_UP, _PANELS, _AGREEMENT)


def topic(script: str) -> Topic:
    """Return the topic that a script measures.

    Raises
    ------
    KeyError
        There is none.
    """
    for one in TOPICS:
        if one.script == script:
            return one
    raise KeyError(script)
