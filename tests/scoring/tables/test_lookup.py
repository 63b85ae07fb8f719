"""The engine for memory against the records, against fractions, and at the edges of its blocks."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.errors import InputError
from rubric_kit.model import RatingState, Rubric
from rubric_kit.scoring.tables import Cell, label_codes, levels_of, score_columns, score_plan

MakeBatch = Callable[..., Any]
seeds = st.integers(0, 2**64)
TWO = {"clarity": 6000, "fit": 4000}
GATE = {"gates": [{"id": "must-fit", "criterion": "fit", "at_least": "l1", "otherwise": "no"}]}


def plain_label(rubric: Rubric, levels: list[int]) -> int:
    """Decide a complete badge from the plain form of the rubric, with fractions and none of the package's code."""
    plain = rubric.plain()
    criteria, policy = plain["criteria"], plain["policy"]
    names = [outcome["id"] for outcome in policy["outcomes"]]
    places = {one["id"]: at for one, at in zip(criteria, levels, strict=True)}
    ids = {one["id"]: [level["id"] for level in one["levels"]] for one in criteria}
    for gate in policy["gates"]:
        if places[gate["criterion"]] < ids[gate["criterion"]].index(gate["at_least"]):
            return names.index(gate["otherwise"])
    top = criteria[0]["levels"][-1]["points"]
    shares = {one["id"]: Fraction(one["levels"][places[one["id"]]]["points"], top) for one in criteria}
    score = sum((Fraction(one["weight"], 10_000) * shares[one["id"]] for one in criteria), Fraction(0))
    asked: dict[str, list[bool]] = {}
    for cut in policy["cuts"]:
        asked.setdefault(cut["outcome"], []).append(score >= Fraction(cut["at_least"], 10_000))
    for profile in policy["profiles"]:
        for part in profile["parts"]:
            count = sum(share >= Fraction(part["at_least"], 10_000) for share in shares.values())
            asked.setdefault(profile["outcome"], []).append(count >= Fraction(part["criteria"], 10_000) * len(shares))
    return names.index(next((name for name in names if name in asked and all(asked[name])), policy["below"]))


@settings(max_examples=250)
@given(seed=seeds)
def test_every_column_is_what_the_records_say(make_batch: MakeBatch, decide_all: Callable[..., Any], seed: int) -> None:
    batch = make_batch(seed)
    plan, table = score_plan(batch.rubric), levels_of(*batch)
    found, expected = score_columns(plan, table.columns, table.standing), decide_all(batch)
    event(f"cases {plan.cases > 1}, profiles {bool(batch.rubric.policy.profiles)}, undetermined {bool((found.label < 0).any())}")
    for name, column in found._asdict().items():
        np.testing.assert_array_equal(column, getattr(expected, name), err_msg=name)
    np.testing.assert_array_equal(label_codes(plan, table.columns, table.standing), expected.label)


@settings(max_examples=150)
@given(seed=seeds, profiles=st.booleans())
def test_complete_badges_are_what_fractions_say(make_batch: MakeBatch, seed: int, *, profiles: bool) -> None:
    batch = make_batch(seed, profiles=profiles, gaps=False)
    levels = levels_of(*batch).columns
    expected = [plain_label(batch.rubric, row) for row in levels.T.tolist()]
    assert label_codes(score_plan(batch.rubric), levels).tolist() == expected


@settings(max_examples=60)
@given(seed=seeds)
def test_the_interval_is_that_of_all_fillings(make_batch: MakeBatch, enumerate_all: Callable[..., Any], seed: int) -> None:
    batch = make_batch(seed, rows=6, criteria=3, profiles=False)
    table = levels_of(*batch)
    plan = score_plan(batch.rubric)
    found = score_columns(plan, table.columns)
    for row, badge in enumerate(batch.badges):
        oracle = enumerate_all(batch.rubric, badge.kind, batch.answers[badge.key])
        assert (found.low[row], found.high[row], found.full[row]) == (oracle.low, oracle.high, oracle.full)
        assert oracle.outcomes <= set(plan.open_outcomes(int(found.open[row]))) <= oracle.hull


def test_forty_criteria_are_scored_exactly(make_batch: MakeBatch, decide_all: Callable[..., Any]) -> None:
    for seed in range(6):
        batch = make_batch(seed, criteria=40, gaps=seed % 2 == 0)
        table = levels_of(*batch)
        np.testing.assert_array_equal(
            label_codes(score_plan(batch.rubric), table.columns, table.standing), decide_all(batch).label
        )


def test_blocks_fit_together(make_rubric: Callable[..., Rubric]) -> None:
    # Three blocks and a bit, with gaps in the second one and in the last row alone.
    rubric = make_rubric(TWO, levels=4, **GATE)
    generator = np.random.default_rng(7)
    levels = generator.integers(0, 4, (2, 3 * (1 << 15) + 5), dtype=np.int8)
    gaps = generator.integers(1 << 15, 1 << 16, 900)
    levels[1, gaps] = Cell.UNKNOWN
    levels[0, -1] = Cell.NOT_APPLICABLE
    plan = score_plan(rubric)
    whole = score_columns(plan, levels)
    rows = [0, (1 << 15) - 1, 1 << 15, int(gaps[0]), int(gaps[0]) + 1, (1 << 16) - 1, 1 << 16, levels.shape[1] - 1]
    for row in rows:
        alone = score_columns(plan, levels[:, row : row + 1])
        assert [int(column[row]) for column in whole] == [int(column[0]) for column in alone]
    # .6 * 2 + .4 * 3 of 3 is 80 of 100, .6 * 3 + 0 would be 60 of 100 and fails the gate.
    assert label_codes(plan, np.array([[2, 3], [3, 0]])).tolist() == [0, 2]
    assert (whole.label[gaps] == label_codes(plan, levels[:, gaps])).all()


def test_one_badge_and_none(make_rubric: Callable[..., Rubric]) -> None:
    plan = score_plan(make_rubric(TWO, levels=3))
    assert score_columns(plan, np.array([[2], [0]]))._asdict() == {
        "low": [12_000_000],  # 6000 * 2000
        "high": [12_000_000],
        "full": [20_000_000],
        "label": [0],
        "open": [1],
    }
    assert label_codes(plan, np.empty((2, 0), dtype=np.int8)).shape == (0,)
    assert [len(column) for column in score_columns(plan, np.empty((2, 0), dtype=np.int8))] == [0] * 5


def test_any_whole_numbers_will_do(make_rubric: Callable[..., Rubric]) -> None:
    plan = score_plan(make_rubric(TWO, levels=3))
    levels = np.array([[2, 0, -1, -99], [0, 2, 2, 1]])
    expected = [0, 1, -1, -1]
    for kind in (np.int8, np.int16, np.int64):
        assert label_codes(plan, levels.astype(kind)).tolist() == expected
    assert label_codes(plan, levels[:, :2].astype(np.uint8)).tolist() == expected[:2]
    assert label_codes(plan, np.asfortranarray(levels.astype(np.int8))).tolist() == expected


def test_a_number_below_the_codes_is_unknown(make_rubric: Callable[..., Rubric]) -> None:
    plan = score_plan(make_rubric(TWO, levels=3))
    odd, unknown = (score_columns(plan, np.array([[code], [2]])) for code in (-128, Cell.UNKNOWN))
    assert [column.tolist() for column in odd] == [column.tolist() for column in unknown]


def test_what_holds_whatever_the_levels_are_wins(make_rubric: Callable[..., Rubric]) -> None:
    plan = score_plan(make_rubric(TWO, levels=3))
    found = score_columns(plan, np.array([[2, -1, 2], [2, 2, -3]]), np.array([2, 1, -1]))
    assert (found.label.tolist(), found.open.tolist()) == ([2, 1, 0], [4, 2, 1])
    # The score stays that of the levels: 6000 * 2000 alone is all that applies to the last one.
    assert (found.low.tolist(), found.full.tolist()) == (
        [20_000_000, 8_000_000, 12_000_000],
        [20_000_000, 20_000_000, 12_000_000],
    )


def test_where_nothing_applies_nothing_is_claimed(make_rubric: Callable[..., Rubric]) -> None:
    found = score_columns(score_plan(make_rubric(TWO)), np.full((2, 1), Cell.NOT_APPLICABLE))
    assert [column.tolist() for column in found] == [[0], [0], [0], [-1], [0b11]]


@pytest.mark.parametrize(
    ("columns", "standing", "message"),
    [
        (np.zeros((1, 3), np.int8), None, "found 1 columns of levels; the rubric has 2 criteria, each needs one"),
        (
            [np.zeros(3, np.int8), np.zeros(2, np.int8)],
            None,
            "column 'fit' has 2 rows, column 'clarity' has 3; all need the same",
        ),
        (np.zeros((2, 3)), None, "column 'clarity' holds float64; one row of whole numbers is needed"),
        (np.zeros((2, 3), dtype=bool), None, "column 'clarity' holds bool; one row of whole numbers is needed"),
        (np.zeros((2, 3, 1), np.int8), None, "column 'clarity' has 2 dimensions; one row of whole numbers is needed"),
        (np.array([[0, 1], [0, 7]]), None, "column 'fit' holds 7 in row 1; the criterion has 4 levels, counted from 0 to 3"),
        (np.array([[0, 300], [0, 0]]), None, "column 'clarity' holds 300 in row 1; the criterion has 4 levels"),
        (np.zeros((2, 2), np.int8), np.array([0, 3]), "column 'standing' holds 3; the 3 outcomes are counted from 0"),
        (np.zeros((2, 2), np.int8), np.array([0]), "column 'standing' has 1 rows, column 'clarity' has 2; all need the same"),
    ],
)
def test_what_does_not_fit_is_refused(make_rubric: Callable[..., Rubric], columns: Any, standing: Any, message: str) -> None:
    with pytest.raises(InputError) as refused:
        label_codes(score_plan(make_rubric(TWO)), columns, standing)
    assert message in str(refused.value)


def test_a_withheld_criterion_is_carried(make_rubric: Callable[..., Rubric], make_badge: Callable[..., Any]) -> None:
    when = [{"criterion": "fit", "at_least": "l2"}]
    rubric = make_rubric(TWO, substitutions=[{"id": "carry", "withheld": "clarity", "counts_as": "l2", "when": when}])
    badges = [make_badge(f"{number:064x}") for number in range(3)]
    given_fit = ["l2", "l1", RatingState.UNKNOWN]
    answers = {badge.key: {"clarity": RatingState.WITHHELD, "fit": fit} for badge, fit in zip(badges, given_fit, strict=True)}
    found = score_columns(score_plan(rubric), levels_of(rubric, badges, answers).columns)
    # Carried: .6*2 + .4*2 = 2 of 3. Not carried: .6*0 to .6*3, with fit at 1. Open: fit at 0 or 1 with clarity open, or carried.
    assert found.low.tolist() == [20_000_000, 4_000_000, 0]
    assert found.high.tolist() == [20_000_000, 22_000_000, 24_000_000]
