"""Every engine gives what the records give: scores, outcomes and what is open, with not one difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.model import Rubric
from rubric_kit.scoring.tables import (
    ENGINES,
    MEMORY,
    LevelTable,
    ScoreColumns,
    collect,
    engine_frame,
    levels_of,
    score_frame,
    score_levels,
)
from rubric_kit.scoring.tables.frames import RESULTS

# Each of these is about a newer pandas, which Spark is not yet sure of and Dask passes on, or asks for a package that nobody has
# published; none is about what the kit asks of them.
pytestmark = [
    pytest.mark.engines,
    pytest.mark.filterwarnings("ignore:Dask support is moving out of Narwhals:FutureWarning"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

Ready = Callable[[str], str]
TWO = {"clarity": 6000, "fit": 4000}
FRAMES = [engine for engine in ENGINES if engine != MEMORY]
QUICK = ["pandas", "polars", "pyarrow", "duckdb"]
CLUSTERS = ["dask", "spark"]
GATE = {"gates": [{"id": "must-fit", "criterion": "fit", "at_least": "l1", "otherwise": "no"}]}


def agree(batch: Any, decide_all: Callable[..., Any], engine: str) -> None:
    found, expected = score_levels(batch.rubric, levels_of(*batch), engine=engine), decide_all(batch)
    for name, column in found._asdict().items():
        np.testing.assert_array_equal(column, getattr(expected, name), err_msg=f"{engine}: {name}")
        assert column.dtype == (np.int8 if name == "label" else np.int64)


@settings(max_examples=20)
@pytest.mark.parametrize("engine", QUICK)
@given(seed=st.integers(0, 2**64), gaps=st.booleans())
def test_random_rubrics_with_planted_cuts(
    ready: Ready, make_batch: Callable[..., Any], decide_all: Callable[..., Any], engine: str, seed: int, *, gaps: bool
) -> None:
    agree(make_batch(seed, rows=150, criteria=1 + seed % 4, gaps=gaps, cases=8), decide_all, ready(engine))


# Few jobs of many rows: a cluster takes seconds to plan one.
@pytest.mark.parametrize("engine", CLUSTERS)
@pytest.mark.parametrize(("seed", "gaps"), [(1, False), (11, True), (32, True)])
def test_random_rubrics_on_a_cluster(
    ready: Ready, make_batch: Callable[..., Any], decide_all: Callable[..., Any], engine: str, seed: int, *, gaps: bool
) -> None:
    batch = make_batch(seed, rows=400, criteria=4, gaps=gaps, cases=4)
    assert gaps == bool((levels_of(*batch).columns < 0).any())
    agree(batch, decide_all, ready(engine))


@pytest.mark.parametrize("engine", FRAMES)
def test_a_gap_is_an_interval_whatever_the_engine_thinks_of_it(
    ready: Ready, make_rubric: Callable[..., Rubric], engine: str
) -> None:
    rubric = make_rubric(TWO, cut=7000, levels=3)
    nan = float("nan")
    # NaN is the largest number for some engines and false for others; here it is a gap like a code below 0.
    columns = {"row": np.arange(4), "clarity": np.array([2.0, 2.0, nan, 0.0]), "fit": np.array([2.0, nan, 2.0, -1.0])}
    for complete in (None, True, False):
        frame = engine_frame(ready(engine), columns)
        found = collect(score_frame(rubric, frame, complete=complete), ("label", "score_low", "score_high"), order="row")
        # 60 of 100 from clarity, 40 from fit, and the cut is 70.
        assert found["label"].tolist() == [0, -1, -1, -1 if complete else 1]
        ends = [[20_000_000, 12_000_000, 8_000_000, 0], [20_000_000, 20_000_000, 20_000_000, 8_000_000]]
        if complete:
            ends = [[20_000_000, 0, 0, 0], [20_000_000] * 4]
        assert [found["score_low"].tolist(), found["score_high"].tolist()] == ends


# 10,000 times 1,000,000 is beyond 32 bits, in which some engines count where nothing else is said.
@pytest.mark.parametrize("engine", FRAMES)
def test_the_largest_points_do_not_wrap_around(ready: Ready, make_rubric: Callable[..., Rubric], engine: str) -> None:
    plain = make_rubric({"a": 9999, "b": 1}, cut=9999, levels=3).plain()
    for criterion in plain["criteria"]:
        for level, points in zip(criterion["levels"], (0, 1, 1_000_000), strict=True):
            level["points"] = points
    levels = np.array([[2, 2, 1], [2, 0, 2]], dtype=np.int8)
    for last in (2, -1):
        levels[1, 2] = last
        table = LevelTable(("x", "y", "z"), ("a", "b"), levels, np.full(3, -1, dtype=np.int8))
        found = score_levels(Rubric.parse(plain), table, engine=ready(engine))
        # b at 0 leaves 99.99 of 100, on the cut; a at 1 of a million leaves 9999 and, with b open, up to 1,000,000 more.
        assert found.high.tolist() == [10**10, 9_999_000_000, 1_009_999]
        assert found.low.tolist() == [10**10, 9_999_000_000, 1_009_999 if last == 2 else 9999]
        assert found.label.tolist() == [0, 0, 1]


@pytest.mark.parametrize("engine", FRAMES)
def test_forty_criteria(ready: Ready, make_batch: Callable[..., Any], decide_all: Callable[..., Any], engine: str) -> None:
    agree(make_batch(5, rows=60, criteria=40, gaps=False, profiles=False, cases=1), decide_all, ready(engine))


@pytest.mark.parametrize("engine", FRAMES)
@pytest.mark.parametrize("rows", [0, 1])
def test_no_badge_and_one(ready: Ready, make_rubric: Callable[..., Rubric], engine: str, rows: int) -> None:
    table = LevelTable(("x",) * rows, ("clarity", "fit"), np.full((2, rows), 2, np.int8), np.full(rows, -1, np.int8))
    found = score_levels(make_rubric(TWO, levels=3, **GATE), table, engine=ready(engine))
    assert found.low.tolist() == [20_000_000] * rows
    assert found.label.tolist() == [0] * rows


def test_memory_is_an_engine_too(make_batch: Callable[..., Any], decide_all: Callable[..., Any]) -> None:
    agree(make_batch(3), decide_all, MEMORY)
    assert [*ScoreColumns._fields] == ["low", "high", "full", "label", "open"]
    assert len(RESULTS) == len(ScoreColumns._fields)
