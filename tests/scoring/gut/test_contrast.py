from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from rubric_kit.model import Badge, GutCall, Rating, RatingState, Rubric
from rubric_kit.scoring.gut import GutContrast, GutTally, Side, gut_contrast

Rate = Callable[..., list[Rating]]
ACCEPT, NOT, UNSURE = GutCall.ACCEPT, GutCall.NOT, GutCall.UNSURE


@pytest.fixture
def contrast(two: Rubric, six: list[Badge], rate: Rate) -> GutContrast:
    """Four people on the first badge.

    rater-1: level 3 and level 1, 4/6 = 66.6: accept, and accepts by gut. rater-2: levels 1 and 1, 33.3: not, and accepts by gut.
    rater-3: level 2 and cannot tell, 2/6 to 5/6: open, and would not. rater-4: levels 3 and 3, 100: accept, and would not.
    """
    first = six[0]
    ratings = [
        *rate("rater-1", first, "l3", "l1"),
        *rate("rater-2", first, "l1", "l1"),
        *rate("rater-3", first, "l2", RatingState.UNKNOWN),
        *rate("rater-4", first, "l3", "l3"),
    ]
    calls = {("rater-1", first.key): ACCEPT, ("rater-2", first.key): ACCEPT, ("rater-3", first.key): NOT}
    return gut_contrast(two, six, calls | {("rater-4", first.key): NOT}, ratings)


def test_each_call_stands_beside_the_same_person_s_score(contrast: GutContrast) -> None:
    found = [(row.rater, row.call, row.own.low, row.own.high, row.own.outcome, row.own.side) for row in contrast.rows]
    assert found == [
        ("rater-1", ACCEPT, Fraction(4, 6), Fraction(4, 6), "yes", Side.ACCEPTS),
        ("rater-2", ACCEPT, Fraction(2, 6), Fraction(2, 6), "story", Side.NOT),
        ("rater-3", NOT, Fraction(2, 6), Fraction(5, 6), None, Side.OPEN),
        ("rater-4", NOT, Fraction(1), Fraction(1), "yes", Side.ACCEPTS),
    ]


def test_only_opposite_decisions_part(contrast: GutContrast) -> None:
    assert [row.rater for row in contrast.parted] == ["rater-2", "rater-4"]
    assert contrast.room.parted == 2
    # What is open neither agrees nor parts: three of four are compared.
    assert contrast.room.compared == 3
    assert contrast.people["rater-2"].parted == 1
    assert contrast.people["rater-3"].parted == 0


def test_the_badge_in_words(contrast: GutContrast, six: list[Badge]) -> None:
    assert contrast.badges[six[0].key].sentence == (
        "2 of 4 would accept it by gut: their own ratings accept it for 1 and do not accept it for 1. "
        "2 would not: their own ratings accept it for 1 and leave it open for 1."
    )


def test_the_panel_s_score_is_there_as_well(contrast: GutContrast, six: list[Badge]) -> None:
    # Clarity 1, 2, 3, 3: the lower middle level is 2. Fit 1, 1, 3 and one cannot tell: 1. Together 3/6.
    assert contrast.panel[six[0].key].low == contrast.panel[six[0].key].high == Fraction(1, 2)
    assert contrast.panel[six[1].key].side is Side.UNRATED


def test_a_call_without_ratings_is_its_own_class(two: Rubric, six: list[Badge], rate: Rate) -> None:
    calls = {("rater-1", six[0].key): ACCEPT, ("rater-2", six[0].key): UNSURE}
    found = gut_contrast(two, six, calls, rate("rater-2", six[0], "l0", "l0"))
    assert [row.own.side for row in found.rows] == [Side.UNRATED, Side.NOT]
    assert found.badges[six[0].key].sentence == (
        "1 of 2 would accept it by gut: 1 of them did not rate it. 1 was unsure: their own ratings do not accept it for 1."
    )
    assert found.parted == ()


def test_a_gate_decides_whatever_the_score(make_rubric: Callable[..., Rubric], six: list[Badge], rate: Rate) -> None:
    gate = {"id": "clear", "criterion": "clarity", "at_least": "l1", "otherwise": "no"}
    gated = make_rubric({"clarity": 2000, "fit": 8000}, gates=[gate])
    ratings = rate("rater-1", six[0], "l0", "l3", rubric=gated) + rate("rater-2", six[0], None, "l3", rubric=gated)
    found = gut_contrast(gated, six, {(one, six[0].key): ACCEPT for one in ("rater-1", "rater-2")}, ratings)
    # 80 of 100 for both; with the gate open, the second could go either way.
    assert [(row.own.by_rule, row.own.side) for row in found.rows] == [(True, Side.NOT), (False, Side.OPEN)]


def test_on_condition_is_neither_yes_nor_no(make_rubric: Callable[..., Rubric], six: list[Badge], rate: Rate) -> None:
    outcomes = [
        {"id": "yes", "kind": "accept", "name": "Accept", "wording": "Accepted."},
        {"id": "if", "kind": "conditional", "name": "On condition", "wording": "Accepted if."},
        {"id": "no", "kind": "not_counted", "name": "Not counted", "wording": "Not counted."},
    ]
    cuts = [{"at_least": 6000, "outcome": "yes"}, {"at_least": 3000, "outcome": "if"}]
    rubric = make_rubric({"clarity": 5000, "fit": 5000}, outcomes=outcomes, cuts=cuts, below="no")
    found = gut_contrast(rubric, six, {("rater-1", six[0].key): NOT}, rate("rater-1", six[0], "l1", "l2", rubric=rubric))
    assert found.rows[0].own.side is Side.CONDITION
    assert found.room.parted == found.room.compared == 0
    assert found.room.sentence.endswith("1 would not: their own ratings accept it on condition for 1.")


def test_rows_and_calls_that_do_not_fit_are_told(two: Rubric, six: list[Badge], rate: Rate) -> None:
    stranger = [row.replace(wording="0" * 64) for row in rate("rater-1", six[0], "l1", "l1")]
    found = gut_contrast(two, six, {("rater-1", "9" * 64): ACCEPT, ("rater-1", six[0].key): ACCEPT}, stranger)
    assert [one.code for one in found.findings] == ["RKT004", "RKT001"]
    assert found.findings[1].message == "1 gut call is about a badge that is not among the badges at hand; not used."
    assert [row.own.side for row in found.rows] == [Side.UNRATED]


def test_rows_come_by_badge_then_by_code(two: Rubric, six: list[Badge]) -> None:
    calls = {(rater, badge.key): ACCEPT for badge in reversed(six[:2]) for rater in ("rater-2", "rater-1")}
    found = gut_contrast(two, six, calls, [])
    assert [(row.rater, row.badge[0]) for row in found.rows] == [
        ("rater-1", "a"),
        ("rater-2", "a"),
        ("rater-1", "b"),
        ("rater-2", "b"),
    ]
    assert list(found.badges) == [six[0].key, six[1].key]


def test_nobody_called_is_an_empty_contrast(two: Rubric, six: list[Badge]) -> None:
    found = gut_contrast(two, six, {}, [])
    assert found.rows == ()
    assert found.room == GutTally({})
    assert found.room.sentence == "0 of 0 would accept it by gut."
