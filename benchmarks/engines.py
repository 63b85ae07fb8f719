# A script to run, no package.
"""How long the kit's rules take on table engines, beside what a person would write for one rubric in the engine's own language.

make bench NAMES=engines
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from harness.hand_written import RESULT, checked_polars_frame, duckdb_relation, pandas_frame, polars_frame
from harness.readings import Reading
from harness.sample import CRITERIA, sample_levels, sample_rubric
from harness.script import start
from harness.stopwatch import race

from rubric_kit.scoring.tables import label_codes, score_frame, score_plan

MOST, MANY = 10_000_000, 1_000_000
RUBRIC = sample_rubric()


def measure() -> Iterator[Reading]:
    """Give every reading."""
    for badges, key, rounds in ((MANY, "", 9), (MOST, "_large", 4)):
        lazy = pl.DataFrame(columns_of(badges)).lazy()
        for checked in (False, True):
            name = f"polars{'_checked' if checked else ''}{key}"
            yield Reading(name, *polars_race(lazy, checked=checked, rounds=rounds))

    columns = columns_of(MANY)
    connection = duckdb.connect()
    connection.register("given", pa.table(columns))
    connection.execute("CREATE TABLE badges AS SELECT * FROM given")
    frame = pd.DataFrame(columns)
    in_duckdb = race(
        lambda: score_frame(RUBRIC, connection.table("badges"), complete=True).select(*RESULT).fetchnumpy(),
        lambda: duckdb_relation(connection, "badges").fetchnumpy(),
        rounds=5,
    )
    yield Reading("duckdb", *in_duckdb)
    in_pandas = race(lambda: score_frame(RUBRIC, frame, complete=True)[[*RESULT]], lambda: pandas_frame(frame), rounds=5)
    yield Reading("pandas", *in_pandas)
    yield Reading("labels", differing_labels(connection, frame))


def columns_of(badges: int) -> dict[str, Any]:
    """Return the sample as columns by name."""
    return dict(zip(CRITERIA, sample_levels(badges), strict=True))


def polars_race(lazy: pl.LazyFrame, *, checked: bool, rounds: int) -> tuple[float, float]:
    """Race on Polars; where nothing is checked the caller promises that every cell holds a level."""
    promise = None if checked else True
    by_hand = checked_polars_frame if checked else polars_frame
    return race(
        lambda: score_frame(RUBRIC, lazy, complete=promise).select(RESULT).collect(), lambda: by_hand(lazy), rounds=rounds
    )


def differing_labels(connection: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> int:
    """Count the badges to which not all of them give the same label: memory, each engine, and each hand-written form."""
    polars = pl.DataFrame({name: frame[name].to_numpy() for name in CRITERIA})
    labels = [
        label_codes(score_plan(RUBRIC), [frame[name].to_numpy() for name in CRITERIA]),
        score_frame(RUBRIC, polars)["label"].to_numpy(),
        score_frame(RUBRIC, frame)["label"].to_numpy(),
        score_frame(RUBRIC, pa.Table.from_pandas(frame))["label"].to_numpy(),
        score_frame(RUBRIC, connection.table("badges")).fetchnumpy()["label"],
        polars_frame(polars.lazy())["label"].to_numpy(),
        pandas_frame(frame)["label"].to_numpy(),
        duckdb_relation(connection, "badges").fetchnumpy()["label"],
    ]
    return int(np.count_nonzero(np.any(np.stack(labels) != labels[0], axis=0)))


if __name__ == "__main__":
    start(__file__, measure, packages=("duckdb", "narwhals", "numpy", "pandas", "polars", "pyarrow"))
