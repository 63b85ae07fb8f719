"""Look-ups as expressions: whatever way they are written, they give the table's entries."""

from __future__ import annotations

from itertools import product

import narwhals as nw
import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.tables.arrays import ArrayAlgebra
from rubric_kit.scoring.tables.expressions import ExpressionAlgebra


@given(table=st.lists(st.integers(0, 10**10) | st.sampled_from([0, 5, 10]), min_size=1, max_size=12), lowest=st.integers(-4, 0))
def test_a_look_up_gives_the_entry(table: list[int], lowest: int) -> None:
    places = np.arange(lowest, lowest + len(table), dtype=np.int8)
    algebra = ExpressionAlgebra(nw.from_native(pd.DataFrame({"place": places})))
    (kept,) = algebra.keep(algebra.look_up(nw.col("place"), table, lowest=lowest))
    found = algebra.frame.select(kept)
    assert found.to_native().iloc[:, 0].tolist() == table
    assert ArrayAlgebra().look_up(places, table, lowest=lowest).tolist() == table


def test_evenly_spaced_points_need_no_comparison() -> None:
    algebra = ExpressionAlgebra(nw.from_native(pd.DataFrame({"place": [0]})), largest=9000)
    assert "when" not in repr(algebra.look_up(nw.col("place"), [0, 3000, 6000, 9000]))
    assert repr(algebra.look_up(nw.col("place"), [0, 3000, 6000, 9001])).count("when") == 1


def test_conditions_and_ends_are_the_same_on_both() -> None:
    rows = list(product([0, 3, 9], [1, 3, 300]))
    one, other = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    arrays, expressions = ArrayAlgebra(), ExpressionAlgebra(nw.from_native(pd.DataFrame({"a": one, "b": other})))
    for algebra, a, b in ((arrays, one, other), (expressions, nw.col("a"), nw.col("b"))):
        columns = algebra.keep(
            algebra.where(a >= b, 300, b),
            algebra.number(a < b, 1 << 40),
            algebra.least(a, b),
            algebra.most(a, b),
            algebra.least(a),
        )
        if algebra is expressions:
            columns = tuple(
                expressions.frame.select(*columns).to_native()[name]
                for name in ("rk_kept_0", "rk_kept_1", "rk_kept_2", "rk_kept_3", "rk_kept_4")
            )
        assert [list(column) for column in columns] == [
            [300 if x >= y else y for x, y in rows],
            [1 << 40 if x < y else 0 for x, y in rows],
            [min(row) for row in rows],
            [max(row) for row in rows],
            [x for x, _ in rows],
        ]


def test_what_is_none_stays_none() -> None:
    algebra = ExpressionAlgebra(nw.from_native(pd.DataFrame({"a": [1]})))
    assert algebra.keep(None) == (None,)
    assert algebra.frame.columns == ["a"]
