"""AC1, AC2, Fleiss' kappa and Brennan-Prediger: published tables, their definitions, and when they have no value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.agreement.chance_models import ChanceModel, chance_corrected
from rubric_kit.scoring.agreement.moments import Cells, badge_moments, drawn_moments, exact_moments
from rubric_kit.scoring.agreement.step_weights import StepWeights

Table = Sequence[Sequence[int | None]]
MakeCells = Callable[[Table, int], Cells]
ANSWER = st.one_of(st.none(), st.integers(0, 3))
# At least one cell has two answers, without which there is nothing to observe.
TABLES = st.integers(1, 6).flatmap(
    lambda columns: st.lists(st.lists(ANSWER, min_size=columns, max_size=columns), min_size=2, max_size=5).map(
        lambda rows: [[0, *rows[0]], [1, *rows[1]], *([None, *row] for row in rows[2:])]
    )
)


# Gwet (2014), the 4 raters and 12 subjects that the irrCAC package ships, to the five digits that it prints. AC1 by hand: the 11
# subjects with at least two answers agree in 1, 1/2, 1, 1, 1, 0, 1, 1/2, 1, 1 and 1 of their pairs, together 9 of 11. The shares
# of answers at levels 1 to 5, added up over 12 subjects, are 3, 13/4, 7/2, 5/4 and 1; so chance is sum(p (1 - p)) / 4 = 877/4608
# = .19032, and (9/11 - .19032) / (1 - .19032) = .77544.
@pytest.mark.parametrize(
    ("model", "weights", "printed"),
    [
        (ChanceModel.GWET, StepWeights.NONE, "0.77544"),
        (ChanceModel.GWET, StepWeights.LINEAR, "0.85874"),
        (ChanceModel.GWET, StepWeights.QUADRATIC, "0.91400"),
        (ChanceModel.GWET, StepWeights.ORDINAL_GWET, "0.89894"),
        (ChanceModel.FLEISS, StepWeights.NONE, "0.76117"),
        (ChanceModel.BRENNAN_PREDIGER, StepWeights.NONE, "0.77273"),
    ],
)
def test_the_published_table(cells: MakeCells, gwet_table: Table, model: ChanceModel, weights: StepWeights, printed: str) -> None:
    value = chance_corrected(exact_moments(cells(gwet_table, 5)), model, weights).exact()
    assert f"{float(value or 0):.5f}" == printed


def test_brennan_and_prediger_by_hand(cells: MakeCells, gwet_table: Table) -> None:
    # Observed 9/11; by chance 1 of 5 levels: (9/11 - 1/5) / (4/5) = (34/55) / (44/55) = 34/44.
    found = chance_corrected(exact_moments(cells(gwet_table, 5)), ChanceModel.BRENNAN_PREDIGER, StepWeights.NONE)
    assert found.exact() == Fraction(17, 22)


def test_fleiss_published_example(cells: MakeCells) -> None:
    # 14 raters, 10 subjects, 5 categories: the worked example of Wikipedia's article on Fleiss' kappa, .210 there. By hand: the
    # squares of all counts sum to 828, so observed is (828 - 140) / (10 * 14 * 13) = 688/1820 = .378; the columns sum to 20, 28,
    # 39, 21 and 32 of 140, so chance is 4170/19600 = .213; kappa = (.378 - .213) / (1 - .213) = .210.
    counts = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    subjects = [[level for level, often in enumerate(row) for _ in range(often)] for row in counts]
    table = [list(row) for row in zip(*subjects, strict=True)]
    value = chance_corrected(exact_moments(cells(table, 5)), ChanceModel.FLEISS, StepWeights.NONE).exact()
    observed, chance = Fraction(688, 1820), Fraction(4170, 19600)
    assert value == (observed - chance) / (1 - chance)
    assert f"{float(value):.3f}" == "0.210"


@given(table=TABLES, model=st.sampled_from(ChanceModel), weights=st.sampled_from(StepWeights))
def test_they_are_what_their_definitions_say(
    oracle: Any, cells: MakeCells, table: Table, model: ChanceModel, weights: StepWeights
) -> None:
    found = chance_corrected(exact_moments(cells(table, 4)), model, weights).exact()
    assert found == oracle.chance_corrected(table, model.value, weights.value, 4)


@given(table=TABLES, model=st.sampled_from(ChanceModel), weights=st.sampled_from(StepWeights))
def test_draws_of_every_badge_once_give_the_exact_value(
    cells: MakeCells, table: Table, model: ChanceModel, weights: StepWeights
) -> None:
    found = cells(table, 4)
    exact = chance_corrected(exact_moments(found), model, weights).exact()
    drawn = drawn_moments(badge_moments(found), np.ones((2, found.badges)))
    floats = chance_corrected(drawn, model, weights).floats()
    assert floats.tolist() == pytest.approx([float("nan") if exact is None else float(exact)] * 2, nan_ok=True, abs=1e-12)


@given(data=st.data(), table=TABLES, model=st.sampled_from(ChanceModel))
def test_neither_the_order_nor_who_was_away_changes_them(
    cells: MakeCells, data: st.DataObject, table: Table, model: ChanceModel
) -> None:
    value = chance_corrected(exact_moments(cells(table, 4)), model, StepWeights.LINEAR).exact()
    rows = data.draw(st.permutations([*table, [None] * len(table[0])]))
    order = data.draw(st.permutations(range(len(table[0]))))
    shuffled = [[row[at] for at in order] for row in rows]
    assert chance_corrected(exact_moments(cells(shuffled, 4)), model, StepWeights.LINEAR).exact() == value


def test_where_everybody_gives_one_level_fleiss_has_no_value_and_ac1_is_1_by_definition(cells: MakeCells) -> None:
    moments = exact_moments(cells([[2, 2, 2]] * 5, 4))
    found = [chance_corrected(moments, model, StepWeights.NONE).exact() for model in ChanceModel]
    assert dict(zip(ChanceModel, found, strict=True)) == {
        ChanceModel.GWET: 1,
        ChanceModel.FLEISS: None,
        ChanceModel.BRENNAN_PREDIGER: 1,
    }


def test_a_draw_without_any_pair_has_no_value(cells: MakeCells) -> None:
    # The first badge has two answers, the second one: drawing only the second leaves nothing to observe.
    drawn = drawn_moments(badge_moments(cells([[0, 1], [1, None]], 4)), np.array([[0.0, 2.0]]))
    assert np.isnan(chance_corrected(drawn, ChanceModel.GWET, StepWeights.NONE).floats()).all()
