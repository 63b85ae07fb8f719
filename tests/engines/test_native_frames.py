"""A frame comes back as the kind it was, with its own rows, and without a row read that nobody asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rubric_kit.errors import InputError
from rubric_kit.model import Rubric
from rubric_kit.scoring.tables import score_frame

pytestmark = pytest.mark.engines
TWO = {"clarity": 6000, "fit": 4000}
COLUMNS = {"name": ["one", "two"], "clarity": [2, None], "fit": [2, 2]}


def test_polars_stays_polars_and_lazy_stays_lazy(make_rubric: Callable[..., Rubric]) -> None:
    pl = pytest.importorskip("polars", reason="polars is not installed; run: pip install 'rubric_kit[polars]'")
    rubric = make_rubric(TWO, cut=7000, levels=3)
    eager = score_frame(rubric, pl.DataFrame(COLUMNS))
    assert isinstance(eager, pl.DataFrame)
    assert eager.select("name", "label", "open").rows() == [("one", 0, 1), ("two", -1, 3)]
    lazy = score_frame(rubric, pl.LazyFrame(COLUMNS), complete=False)
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect().equals(eager)


def test_without_a_look_nothing_is_computed(make_rubric: Callable[..., Rubric]) -> None:
    pl = pytest.importorskip("polars", reason="polars is not installed; run: pip install 'rubric_kit[polars]'")
    read: list[int] = []

    def watched(frame: object) -> object:
        read.append(1)
        return frame

    source = pl.LazyFrame(COLUMNS).map_batches(watched)
    for complete in (True, False):
        score_frame(make_rubric(TWO, levels=3), source, complete=complete)
    assert not read
    score_frame(make_rubric(TWO, levels=3), source)
    assert len(read) == 1


def test_pyarrow_and_duckdb_keep_nulls_apart_from_zero(make_rubric: Callable[..., Rubric]) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed; run: pip install 'rubric_kit[pyarrow]'")
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed; run: pip install 'rubric_kit[duckdb]'")
    rubric = make_rubric(TWO, cut=7000, levels=3)
    table = pa.table(COLUMNS)
    connection = duckdb.connect()
    relation = connection.register("badges", table).table("badges")
    for complete, low in ((None, 8_000_000), (False, 8_000_000), (True, 0)):
        arrow = score_frame(rubric, table, complete=complete)
        assert isinstance(arrow, pa.Table)
        assert (arrow["label"].to_pylist(), arrow["score_low"].to_pylist()) == ([0, -1], [20_000_000, low])
        sql = score_frame(rubric, relation, complete=complete)
        assert isinstance(sql, duckdb.DuckDBPyRelation)
        assert sql.select("name", "label", "score_low").fetchall() == [("one", 0, 20_000_000), ("two", -1, low)]


def test_a_place_too_high_is_found_by_every_engine_that_looks(make_rubric: Callable[..., Rubric]) -> None:
    pl = pytest.importorskip("polars", reason="polars is not installed; run: pip install 'rubric_kit[polars]'")
    with pytest.raises(InputError, match=r"^column 'fit' holds 3; the criterion has 3 levels, counted from 0 to 2$"):
        score_frame(make_rubric(TWO, levels=3), pl.LazyFrame({"clarity": [0], "fit": [3]}))
