"""What a person would write for the sample rubric, and only for it, in the language of each engine.

Its sums are at most 10,000,000, so 32 bits are enough.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from harness.sample import BELOW, CRITERIA, CUTS, GATES, OUTCOMES, POINTS, WEIGHTS

RESULT = ("score_low", "label")
"""Columns of the result; without gaps the least score is the score."""
TABLES = [[weight * points for points in POINTS] for weight in WEIGHTS]
_CODE = {name: code for code, name in enumerate(OUTCOMES)}
_CUTS = [(share * POINTS[-1], _CODE[name]) for share, name in CUTS]
_GATES = [(CRITERIA[at], place, _CODE[otherwise]) for at, place, otherwise in GATES]


def polars_frame(lazy: pl.LazyFrame) -> pl.DataFrame:
    """Score in Polars."""
    name, place, code = _GATES[0]
    label = pl.when(pl.col(name) < place).then(pl.lit(code, pl.Int8))
    for name, place, code in _GATES[1:]:
        label = label.when(pl.col(name) < place).then(pl.lit(code, pl.Int8))
    for least, code in _CUTS:
        label = label.when(pl.col("score_low") >= least).then(pl.lit(code, pl.Int8))
    score = pl.sum_horizontal(*map(_polars_points, CRITERIA, TABLES))
    scored = lazy.with_columns(score_low=score).with_columns(label=label.otherwise(pl.lit(_CODE[BELOW], pl.Int8)))
    return scored.select(RESULT).collect()


def checked_polars_frame(lazy: pl.LazyFrame) -> pl.DataFrame:
    """Score in Polars after a look at every column, as one who does not trust the table."""
    seen = lazy.select(
        *(pl.col(name).min().alias(f"{name} least") for name in CRITERIA),
        *(pl.col(name).max().alias(f"{name} most") for name in CRITERIA),
        *(pl.col(name).null_count().alias(f"{name} nulls") for name in CRITERIA),
    )
    row = seen.collect().row(0, named=True)
    for name in CRITERIA:
        if row[f"{name} least"] < 0 or row[f"{name} most"] >= len(POINTS) or row[f"{name} nulls"]:
            raise ValueError(f"column {name} holds something that is no place of a level")
    return polars_frame(lazy)


def _polars_points(name: str, table: list[int]) -> pl.Expr:
    points = pl.when(pl.col(name) == 0).then(pl.lit(table[0], pl.Int32))
    for place, value in enumerate(table[1:-1], start=1):
        points = points.when(pl.col(name) == place).then(pl.lit(value, pl.Int32))
    return points.otherwise(pl.lit(table[-1], pl.Int32))


def duckdb_relation(connection: duckdb.DuckDBPyConnection, table: str) -> duckdb.DuckDBPyRelation:
    """Score in DuckDB."""
    gates = " ".join(f"WHEN {name} < {place} THEN {code}" for name, place, code in _GATES)
    cuts = " ".join(f"WHEN score_low >= {least} THEN {code}" for least, code in _CUTS)
    score = " + ".join(map(_sql_points, CRITERIA, TABLES))
    scored = f"SELECT *, {score} AS score_low FROM {table}"  # noqa: S608  every part is written here
    return connection.sql(
        f"SELECT score_low, (CASE {gates} {cuts} ELSE {_CODE[BELOW]} END)::TINYINT AS label FROM ({scored})"  # noqa: S608
    )


def _sql_points(name: str, table: list[int]) -> str:
    cases = " ".join(f"WHEN {name} = {place} THEN {value}" for place, value in enumerate(table[:-1]))
    return f"(CASE {cases} ELSE {table[-1]} END)"


def pandas_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Score in pandas, with numpy where it is quicker."""
    score = np.zeros(len(frame), dtype=np.int32)
    for name, table in zip(CRITERIA, TABLES, strict=True):
        score += np.array(table, dtype=np.int32).take(frame[name].to_numpy())
    label = np.full(len(frame), _CODE[BELOW], dtype=np.int8)
    for least, code in reversed(_CUTS):
        label[score >= least] = code
    for name, place, code in reversed(_GATES):
        label[frame[name].to_numpy() < place] = code
    return pd.DataFrame({"score_low": score, "label": label})
