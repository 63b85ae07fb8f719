"""Krippendorff's alpha: the published table, the definition over pairs, and what must not change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.agreement.alpha import WHY_TWO_ORDINALS, Metric, krippendorff_alpha
from rubric_kit.scoring.agreement.figure import coefficient_text
from rubric_kit.scoring.agreement.moments import Cells, badge_moments, cells_of, drawn_moments, exact_moments

Table = Sequence[Sequence[int | None]]
MakeCells = Callable[[Table, int], Cells]
VALUES = [1, 2, 3, 4, 5]
ANSWER = st.one_of(st.none(), st.integers(0, 3))
TABLES = st.integers(1, 7).flatmap(
    lambda columns: st.lists(st.lists(ANSWER, min_size=columns, max_size=columns), min_size=2, max_size=5)
)


# Krippendorff (2011), part D, prints .743, .815, .849 and .797. By hand, nominal: the 40 pairable answers are 9 ones, 13 twos,
# 10 threes, 5 fours and 3 fives. On the diagonal of the coincidence matrix stand 7, 10, 8, 4 and 3, together 32:
# alpha = (39 * 32 - (9*8 + 13*12 + 10*9 + 5*4 + 3*2)) / (40 * 39 - 344) = (1248 - 344) / 1216 = 904/1216 = 113/152.
@pytest.mark.parametrize(
    ("metric", "printed"),
    [(Metric.NOMINAL, ".743"), (Metric.ORDINAL_KRIPPENDORFF, ".815"), (Metric.INTERVAL, ".849"), (Metric.RATIO, ".797")],
)
def test_the_published_table(cells: MakeCells, krippendorff_table: Table, metric: Metric, printed: str) -> None:
    value = krippendorff_alpha(exact_moments(cells(krippendorff_table, 5)), metric, VALUES).exact()
    assert value is not None
    assert coefficient_text(value) == printed
    if metric is Metric.NOMINAL:
        assert value == Fraction(113, 152)


def test_the_two_ordinals_differ_on_the_same_answers_and_say_why(cells: MakeCells, krippendorff_table: Table) -> None:
    moments = exact_moments(cells(krippendorff_table, 5))
    found = [krippendorff_alpha(moments, metric).exact() for metric in (Metric.ORDINAL_KRIPPENDORFF, Metric.ORDINAL_GWET)]
    # What the krippendorff and irrCAC packages print.
    assert [round(float(one or 0), 5) for one in found] == [0.81539, 0.83364]
    assert all(coefficient_text(one) in WHY_TWO_ORDINALS for one in found if one is not None)


@given(table=TABLES, metric=st.sampled_from(Metric))
def test_it_is_what_the_pairs_say(oracle: Any, cells: MakeCells, table: Table, metric: Metric) -> None:
    values = [1, 2, 4, 7]
    found = krippendorff_alpha(exact_moments(cells(table, 4)), metric, values).exact()
    assert found == oracle.alpha(table, metric.value, values)


@given(table=TABLES, metric=st.sampled_from(Metric))
def test_draws_of_every_badge_once_give_the_exact_value(cells: MakeCells, table: Table, metric: Metric) -> None:
    found = cells(table, 4)
    exact = krippendorff_alpha(exact_moments(found), metric, [1, 2, 4, 7]).exact()
    drawn = drawn_moments(badge_moments(found), np.ones((2, found.badges)))
    floats = krippendorff_alpha(drawn, metric, [1, 2, 4, 7]).floats()
    assert floats.tolist() == pytest.approx([float("nan") if exact is None else float(exact)] * 2, nan_ok=True, abs=1e-12)


@given(table=TABLES, times=st.lists(st.integers(0, 3), min_size=7, max_size=7), metric=st.sampled_from(Metric))
def test_a_draw_is_what_the_repeated_badges_give(cells: MakeCells, table: Table, times: list[int], metric: Metric) -> None:
    repeated = [[one for one, often in zip(row, times, strict=False) for _ in range(often)] for row in table]
    rated = [any(row[at] is not None for row in table) for at in range(len(table[0]))]
    draws = np.array([[often for often, kept in zip(times, rated, strict=False) if kept]], dtype=np.float64)
    drawn = krippendorff_alpha(drawn_moments(badge_moments(cells(table, 4)), draws), metric).floats()
    again = krippendorff_alpha(exact_moments(cells(repeated, 4)), metric).exact() if repeated[0] else None
    assert drawn.tolist() == pytest.approx([float("nan") if again is None else float(again)], nan_ok=True, abs=1e-9)


@given(column=st.lists(st.integers(0, 3), min_size=2, max_size=9), raters=st.integers(2, 5), metric=st.sampled_from(Metric))
def test_identical_answers_are_1_and_one_level_throughout_is_undefined(
    cells: MakeCells, column: list[int], raters: int, metric: Metric
) -> None:
    value = krippendorff_alpha(exact_moments(cells([column] * raters, 4)), metric).exact()
    assert value == (1 if len(set(column)) > 1 else None)


@given(data=st.data(), table=TABLES, metric=st.sampled_from(Metric))
def test_neither_the_order_nor_who_was_away_changes_it(
    cells: MakeCells, data: st.DataObject, table: Table, metric: Metric
) -> None:
    value = krippendorff_alpha(exact_moments(cells(table, 4)), metric).exact()
    rows = data.draw(st.permutations([*table, [None] * len(table[0])]))
    order = data.draw(st.permutations(range(len(table[0]))))
    shuffled = [[row[at] for at in order] for row in rows]
    assert krippendorff_alpha(exact_moments(cells(shuffled, 4)), metric).exact() == value


def test_cells_of_several_criteria_are_drawn_with_their_badge() -> None:
    # Two criteria of three badges; drawing the badges (2, 0, 1) times repeats both cells of the first and of the last.
    clarity, use = (np.array(rows, dtype=np.int8) for rows in ([[0, 1, 2], [0, 2, 2]], [[3, 1, 0], [2, 1, 0]]))
    drawn = drawn_moments(badge_moments(cells_of([clarity, use], 4)), np.array([[2.0, 0.0, 1.0]]))
    repeated = [grid[:, [0, 0, 2]] for grid in (clarity, use)]
    exact = krippendorff_alpha(exact_moments(cells_of(repeated, 4)), Metric.INTERVAL).exact()
    assert exact is not None
    assert krippendorff_alpha(drawn, Metric.INTERVAL).floats().tolist() == pytest.approx([float(exact)], abs=1e-12)
