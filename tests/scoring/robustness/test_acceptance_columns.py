"""Columns of levels get the exact share that each badge gets by itself."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Rubric
from rubric_kit.scoring.robustness import Weightings, acceptance, acceptance_columns, acceptance_shares

MakeRubric = Callable[..., Rubric]
TWO = {"a": 6000, "b": 4000}


def drawn(rubric: Rubric, seed: int, badges: int) -> list[list[int]]:
    dice = random.Random(seed)  # noqa: S311
    return [[dice.randrange(len(c.levels)) for c in rubric.criteria] for _ in range(badges)]


@pytest.mark.parametrize("rows_only", [False, True])
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**64), weightings=st.sampled_from(Weightings), shared=st.booleans(), data=st.data())
def test_columns_say_what_acceptance_says(
    seed: int,
    weightings: Weightings,
    shared: bool,
    data: st.DataObject,
    random_case: Callable[..., Any],
    rows_only: bool,
) -> None:
    rubric, badge, _ = random_case(seed, shared=shared)
    rows = drawn(rubric, seed, 30)
    asked = data.draw(st.lists(st.sampled_from([one.id for one in rubric.policy.outcomes]), unique=True))
    columns = [np.array(column, dtype=np.int8) for column in zip(*rows, strict=True)]
    with pytest.MonkeyPatch.context() as patch:
        if rows_only:
            # So small a limit leaves no room for patterns, and rows are folded again and again.
            patch.setattr(acceptance_columns, "_KEY_LIMIT", 40)
            # Nor is any key small enough to be counted: they are sorted.
            patch.setattr(acceptance_columns, "_COUNTED", 0)
        found = acceptance_shares(rubric, columns, weightings=weightings, outcomes=asked)
    alone = []
    for row in rows:
        answers = {c.id: c.levels[place].id for c, place in zip(rubric.criteria, row, strict=True)}
        share = acceptance(rubric, badge, answers, weightings=weightings, outcomes=asked)
        assert share.low == share.high or weightings is Weightings.AROUND
        alone.append(share.low)
    assert [found.shares[place] for place in found.pattern] == alone
    assert found.floats.tolist() == [float(one) for one in alone]


# One criterion at the top of two: 2/5 (the other carries at most .4); both 1, neither 0.
def test_a_pattern_is_worked_out_once(make_rubric: MakeRubric) -> None:
    found = acceptance_shares(make_rubric(TWO), [np.array([3, 0, 3, 0]), np.array([0, 3, 3, 0])])
    assert sorted(found.shares) == [0, Fraction(2, 5), 1]
    assert found.pattern[0] == found.pattern[1]
    assert found.floats.tolist() == [0.4, 0.4, 1.0, 0.0]


# In parts a has two and b and c one each, so a alone at the top and b with c at the top have the same parts with points; but
# a profile counts criteria, of which the first has one of three and the second two.
def test_a_profile_counts_criteria_and_not_parts(make_rubric: MakeRubric) -> None:
    profile = {"id": "p", "outcome": "yes", "parts": [{"criteria": 5000, "at_least": 10_000}]}
    rubric = make_rubric({"a": 5000, "b": 2500, "c": 2500}, cut=5000, profiles=[profile])
    columns = [np.array([3, 0]), np.array([0, 3]), np.array([0, 3])]
    found = acceptance_shares(rubric, columns, weightings=Weightings.AROUND, closeness=4)
    assert found.floats.tolist() == [0.0, 0.5]


# The first gate that fails decides, whatever later ones say.
def test_the_first_gate_that_fails_decides(make_rubric: MakeRubric) -> None:
    gates = [{"id": one, "criterion": one, "at_least": "l1", "otherwise": to} for one, to in (("a", "no"), ("b", "story"))]
    found = acceptance_shares(make_rubric(TWO, gates=gates), [np.array([0, 0, 1]), np.array([0, 1, 0])], outcomes=["no"])
    assert found.floats.tolist() == [1.0, 1.0, 0.0]


def test_no_badge_is_no_share(make_rubric: MakeRubric) -> None:
    found = acceptance_shares(make_rubric(TWO), [np.array([], dtype=np.int8)] * 2)
    assert found.shares == ()
    assert found.floats.shape == (0,)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ([[0, 1]], "columns: found 1; 2 are needed, one for each criterion in the rubric's order."),
        ([[0, 1], [0]], "column of b: whole numbers in one column are needed, as many as in the other columns."),
        ([[0.0], [1.0]], "column of a: whole numbers in one column are needed, as many as in the other columns."),
        ([[[0]], [[1]]], "column of a: whole numbers in one column are needed, as many as in the other columns."),
        (
            [[0, 1], [2, -1]],
            "column of b: row 2 holds -1; places of levels from 0 to 3 are allowed. Ask for badges with gaps by acceptances.",
        ),
        (
            [[4], [2]],
            "column of a: row 1 holds 4; places of levels from 0 to 3 are allowed. Ask for badges with gaps by acceptances.",
        ),
    ],
)
def test_columns_that_do_not_fit_are_one_line(make_rubric: MakeRubric, columns: list[Any], message: str) -> None:
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        acceptance_shares(make_rubric(TWO), columns)


def test_forty_criteria_are_folded_exactly(make_rubric: MakeRubric, make_badge: Callable[..., Badge]) -> None:
    weights = {f"c{n}": 250 + 10 * (n % 2 or -1) for n in range(40)}
    rubric = make_rubric(weights, levels=8, cut=5000)
    rows = drawn(rubric, 3, 4)
    found = acceptance_shares(rubric, [np.array(column) for column in zip(*rows, strict=True)])
    answers = [{c.id: c.levels[place].id for c, place in zip(rubric.criteria, row, strict=True)} for row in rows]
    assert [found.shares[place] for place in found.pattern] == [acceptance(rubric, make_badge(), one).low for one in answers]
