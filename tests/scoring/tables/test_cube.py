"""Ratings as a cube: the same panel as `panel_answers`, and no row lost without a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.errors import InputError
from rubric_kit.model import AwardStatus, Badge, BadgeKind, Origin, Rating, RatingState, Rubric
from rubric_kit.scoring import answers_by_rater, decide, panel_answers, usable_ratings
from rubric_kit.scoring.tables import (
    Cell,
    RatingColumns,
    cube_of_columns,
    cube_of_ratings,
    label_codes,
    levels_of,
    score_plan,
)

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]
TWO = {"clarity": 6000, "fit": 4000}
PLACES = st.sampled_from(["l0", "l1", "l2", "l3", *RatingState])
ROWS = st.lists(
    st.tuples(st.sampled_from(["ann", "bea", "cy", "dan"]), st.integers(0, 3), st.sampled_from([*TWO]), PLACES), max_size=60
)


def rating(rubric: Rubric, number: int, rater: str, badge: str, criterion: str, answer: Any, **more: Any) -> Rating:
    said = {"state": answer} if isinstance(answer, RatingState) else {"level": answer}
    given = {"sequence": number, "rater": rater, "badge": badge, "criterion": criterion, "wording": rubric.wording_fingerprint}
    return Rating(**(given | said | more))


@settings(max_examples=150)
@given(rows=ROWS)
def test_the_panel_is_that_of_the_records(make_badge: MakeBadge, make_rubric: MakeRubric, rows: list[Any]) -> None:
    rubric = make_rubric(TWO)
    badges = [make_badge(f"{number:064x}") for number in range(4)]
    ratings = [
        rating(rubric, number, rater, badges[at].key, criterion, answer)
        for number, (rater, at, criterion, answer) in enumerate(rows, start=1)
    ]
    cube = cube_of_ratings(rubric, badges, ratings)
    usable = usable_ratings(rubric, badges, ratings).rows
    panel = levels_of(rubric, badges, {badge.key: panel_answers(rubric, usable, badge) for badge in badges})
    np.testing.assert_array_equal(cube.panel().columns, panel.columns)
    assert cube.cells.shape == (len(cube.raters), 4, 2)
    for rater in cube.raters:
        own = {badge.key: answers_by_rater(rubric, usable, badge).get(rater, {}) for badge in badges}
        np.testing.assert_array_equal(cube.of_rater(rater).columns, levels_of(rubric, badges, own).columns)


def test_of_the_rows_of_a_rater_the_latest_counts(make_badge: MakeBadge, make_rubric: MakeRubric) -> None:
    rubric, badge = make_rubric(TWO), make_badge()
    rows = [rating(rubric, 2, "ann", badge.key, "fit", "l3"), rating(rubric, 1, "ann", badge.key, "fit", "l0")]
    assert cube_of_ratings(rubric, [badge], rows).panel().columns.tolist() == [[Cell.UNRATED], [3]]


def test_rows_that_do_not_fit_are_findings_and_suggestions_are_nobodys(make_badge: MakeBadge, make_rubric: MakeRubric) -> None:
    rubric, badge = make_rubric(TWO), make_badge()
    rows = [
        rating(rubric, 1, "ann", "f" * 64, "fit", "l1"),
        rating(rubric, 2, "ann", badge.key, "fun", "l1"),
        rating(rubric, 3, "ann", badge.key, "fit", "l9"),
        rating(rubric, 4, "ann", badge.key, "fit", "l1", wording="e" * 64),
        rating(rubric, 5, "look-fors", badge.key, "fit", "l3", origin=Origin.LOOK_FOR),
        rating(rubric, 6, "ann", badge.key, "fit", "l2"),
    ]
    cube = cube_of_ratings(rubric, [badge], rows)
    assert [one.code for one in cube.findings] == ["RKT001", "RKT002", "RKT003", "RKT004"]
    assert (cube.raters, cube.panel().columns.tolist()) == (("ann",), [[Cell.UNRATED], [2]])
    with pytest.raises(InputError, match=r"^no rater is called 'zoe'; known are: ann$"):
        cube.of_rater("zoe")


def test_the_policy_reads_kinds_and_proofs_into_the_table(make_badge: MakeBadge, make_rubric: MakeRubric) -> None:
    rules = [{"kind": "participation", "requirement": "not_applicable"}]
    rubric = make_rubric(TWO, revoked="no", evidence_criterion="fit", evidence_rules=rules)
    badges = [
        make_badge("1" * 64, kind=BadgeKind.PARTICIPATION),
        make_badge("2" * 64, kind=BadgeKind.LEARNING).replace(status=AwardStatus.REVOKED),
    ]
    rows = [
        rating(rubric, n, "ann", badge.key, name, "l3")
        for n, (badge, name) in enumerate([(badge, name) for badge in badges for name in TWO], start=1)
    ]
    cube = cube_of_ratings(rubric, badges, rows)
    table = cube.panel()
    assert (table.columns.tolist(), table.standing.tolist()) == ([[3, 3], [Cell.NOT_APPLICABLE, 3]], [-1, 2])
    np.testing.assert_array_equal(cube.of_rater("ann").columns, table.columns)
    # What the raters said stays in the cube.
    assert cube.cells.tolist() == [[[3, 3], [3, 3]]]
    labels = label_codes(score_plan(rubric), table.columns, table.standing)
    answers = dict.fromkeys(TWO, "l3")
    outcomes = [outcome.id for outcome in rubric.policy.outcomes]
    assert [outcomes[label] for label in labels] == [decide(rubric, badge, answers).outcome for badge in badges] == ["yes", "no"]


def test_columns_and_records_make_the_same_cube(make_badge: MakeBadge, make_rubric: MakeRubric) -> None:
    rubric = make_rubric(TWO)
    badges = [make_badge(f"{number:064x}") for number in range(3)]
    given_rows = [("bea", 2, "fit", "l1"), ("ann", 0, "clarity", RatingState.WITHHELD), ("ann", 2, "fit", "l3")]
    records = [
        rating(rubric, number, rater, badges[at].key, name, answer)
        for number, (rater, at, name, answer) in enumerate(given_rows, start=1)
    ]
    words = RatingColumns(
        rater=[row[0] for row in given_rows],
        badge=[badges[row[1]].key for row in given_rows],
        criterion=[row[2] for row in given_rows],
        level=["l1", None, "l3"],
        state=[None, "withheld", None],
    )
    numbers = RatingColumns(
        rater=np.array(["bea", "ann", "ann"]),
        badge=np.array([2, 0, 2]),
        criterion=np.array([1, 0, 1]),
        level=np.array([1, -2, 3]),
    )
    expected = cube_of_ratings(rubric, badges, records)
    for cube in (cube_of_columns(rubric, badges, words), cube_of_columns(rubric, [b.key for b in badges], numbers)):
        assert cube.raters == expected.raters
        np.testing.assert_array_equal(cube.cells, expected.cells)
        np.testing.assert_array_equal(cube.panel().columns, expected.panel().columns)
