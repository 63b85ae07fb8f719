"""The packed look-up: its numbers fit what holds them, and they never mix up a sum and a gate."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.model import Rubric
from rubric_kit.scoring.tables import label_codes, levels_of, score_plan
from rubric_kit.scoring.tables.arrays import ArrayAlgebra
from rubric_kit.scoring.tables.packing import packed_look_up
from rubric_kit.scoring.tables.rules import complete_columns

THREE = {"a": 5000, "b": 3000, "c": 2000}


def every_row(levels: tuple[int, ...]) -> list[np.ndarray[Any, np.dtype[np.int8]]]:
    return list(np.array(list(itertools.product(*map(range, levels))), dtype=np.int8).T)


def gates(*rules: tuple[str, int, str]) -> dict[str, Any]:
    return {
        "gates": [
            {"id": f"g{n}", "criterion": name, "at_least": f"l{place}", "otherwise": outcome}
            for n, (name, place, outcome) in enumerate(rules)
        ]
    }


@settings(max_examples=100)
@given(seed=st.integers(0, 2**64))
def test_shifted_sums_stay_within_their_bounds_and_give_sums_and_labels(make_batch: Callable[..., Any], seed: int) -> None:
    batch = make_batch(seed, profiles=False, gaps=False)
    plan = score_plan(batch.rubric)
    packed = packed_look_up(plan)
    assert packed is not None
    cells = list(levels_of(*batch).columns)
    shifted, found = packed.shifted(cells), complete_columns(plan, ArrayAlgebra(), cells)
    assert shifted.dtype == packed.thresholds.dtype
    np.testing.assert_array_equal(packed.sums(shifted), found.low)
    labels = np.empty(len(shifted), dtype=np.int8)
    packed.label_into(shifted, labels)
    np.testing.assert_array_equal(labels, found.label)
    # The same in numbers without an end: no table entry, and no sum of entries, wrapped around.
    exact = [sum(int(table.points[key]) for table, key in zip(packed.tables, keys, strict=True)) for keys in _keys(packed, cells)]
    assert shifted.tolist() == exact
    assert all(-(2**63) <= one < packed.room for one in exact)


def _keys(packed: Any, cells: list[Any]) -> list[list[int]]:
    rows = zip(*(column.tolist() for column in cells), strict=True)
    found = []
    for row in rows:
        keys = []
        for table in packed.tables:
            key = 0
            for at, levels in zip(table.criteria, table.levels, strict=True):
                key = key * levels + row[at]
            keys.append(key)
        found.append(keys)
    return found


# Weights in whole thousands and whole points: the unit is 1000 * 1000, and 10,000 * 3000 are 30 of it. Where nothing divides all
# products, 10,000 * 3001 fit 32 bits, and 10,000 * 999,999 need 64.
@pytest.mark.parametrize(
    ("weights", "points", "unit", "kind"),
    [
        (THREE, (0, 1000, 3000), 1_000_000, np.int16),
        ({"a": 3333, "b": 3334, "c": 3333}, (0, 1000, 3001), 1, np.int32),
        ({"a": 4999, "b": 5001}, (0, 1, 999_999), 1, np.int64),
    ],
)
def test_the_smallest_kind_that_holds_every_sum_is_taken(
    make_rubric: Callable[..., Rubric], weights: dict[str, int], points: tuple[int, ...], unit: int, kind: type
) -> None:
    plain = make_rubric(weights, levels=3).plain()
    for criterion in plain["criteria"]:
        criterion["levels"] = [{**level, "points": own} for level, own in zip(criterion["levels"], points, strict=True)]
    packed = packed_look_up(score_plan(Rubric.parse(plain)))
    assert packed is not None
    assert (packed.unit, packed.thresholds.dtype) == (unit, kind)


def test_the_first_gate_that_fails_decides_whatever_the_others_do(make_rubric: Callable[..., Rubric]) -> None:
    rubric = make_rubric(THREE, **gates(("a", 1, "no"), ("b", 2, "story"), ("c", 1, "story"), ("a", 2, "no"), ("b", 3, "yes")))
    plan = score_plan(rubric)
    cells = every_row(plan.levels)
    # Groups: no; story twice; no; yes. Their digits have the bases 2, 3, 2, 2, so m is at most 23.
    packed = packed_look_up(plan)
    assert packed is not None
    assert len(packed.thresholds) == 5
    np.testing.assert_array_equal(label_codes(plan, cells), complete_columns(plan, ArrayAlgebra(), cells).label)


def test_many_gates_that_take_turns_are_left_to_the_rules(make_rubric: Callable[..., Rubric]) -> None:
    # 60 groups of one gate each would need 2^60 times the largest sum.
    turns = [("abc"[n % 3], 1 + n % 3, ("no", "story")[n % 2]) for n in range(60)]
    plan = score_plan(make_rubric(THREE, **gates(*turns)))
    assert packed_look_up(plan) is None
    # The first two gates ask for a level on a and on b; where both pass the third asks for the top of c, and so on.
    assert label_codes(plan, [np.array([0, 3, 3, 3]), np.array([0, 0, 3, 3]), np.array([3, 3, 1, 3])]).tolist() == [2, 1, 2, 0]


def test_more_cuts_than_can_be_counted_are_left_to_the_rules(make_rubric: Callable[..., Rubric]) -> None:
    cuts = [{"at_least": 10_000 - 50 * n, "outcome": ("yes", "no")[n % 2]} for n in range(150)]
    plan = score_plan(make_rubric(THREE, cuts=cuts))
    assert packed_look_up(plan) is None
    # Top everywhere is 100: the first cut, yes. 5/3+3+2 of 10 with a at 1 is 66.6: cut 66.5 is number 67, odd: no.
    assert label_codes(plan, [np.array([3, 1]), np.array([3, 3]), np.array([3, 3])]).tolist() == [0, 2]


def test_a_profile_is_left_to_the_rules(make_rubric: Callable[..., Rubric]) -> None:
    profile = {"id": "p", "outcome": "yes", "parts": [{"criteria": 10_000, "at_least": 3333}]}
    plan = score_plan(make_rubric(THREE, profiles=[profile]))
    assert packed_look_up(plan) is None
    assert label_codes(plan, [np.array([3, 3]), np.array([3, 3]), np.array([0, 1])]).tolist() == [1, 0]
