"""Rows of the leader's widget that a whole round does not reach: many levels, answers that are no level, odd wishes of a page."""

from __future__ import annotations

import pytest

from rubric_kit.comparing.cell_spread import CellChange, CellSpread, RaterAnswer, Step
from rubric_kit.model import Criterion, Rating, RatingState
from rubric_kit.widgets.cell_rows import cell_row, naming_for, page_of, reason_rows, slope_row

KEY, WORDING = "a" * 64, "f" * 64
CRITERION = Criterion.parse(
    {
        "id": "depth",
        "name": "Depth",
        "question": "How deep is it?",
        "weight": 10_000,
        "levels": [{"id": f"l{n}", "name": f"Rung\u200b {n}", "points": 1000 * n, "descriptor": ""} for n in range(8)],
    }
)


def cell(**said: str | RatingState | None) -> CellSpread:
    """Return a cell in which each rater said this."""
    answers = tuple(RaterAnswer(rater, answer) for rater, answer in sorted(said.items()))
    given = [one.answer for one in answers if one.answer is not None and not isinstance(one.answer, RatingState)]
    states = [sum(one.answer is state for one in answers) for state in (*RatingState, None)]
    levels = tuple(level.id for level in CRITERION.levels)
    counts = tuple(given.count(level) for level in levels)
    return CellSpread(KEY, "Badge", "depth", "Depth", levels, answers, counts, tuple(states))


def rating(rater: str, answer: str | RatingState, reason: str) -> Rating:
    said = {"state": answer} if isinstance(answer, RatingState) else {"level": answer}
    return Rating(sequence=1, rater=rater, badge=KEY, criterion="depth", wording=WORDING, rationale=reason, **said)


def test_eight_levels_and_four_other_places() -> None:
    found = cell(r1="l0", r2="l7", r3="l7", r4=RatingState.WITHHELD, r5=None)
    row = cell_row(found, CRITERION, {"r3"}, 2, naming_for("codes", {}))
    assert [place["number"] for place in row["places"]] == [*range(8), None, None, None, None]
    assert row["places"][7] == {"number": 7, "name": "Rung‹U+200B› 7", "count": 2, "carried": 1, "who": ["r2", "r3"]}
    assert row["places"][9]["who"] == ["r4"]
    assert row["places"][11] == {
        "number": None,
        "name": "not answered",
        "absent": True,
        "count": 1,
        "carried": 0,
        "who": ["r5"],
    }
    assert (row["ends"], row["middle"], row["half"], row["reasons"]) == ([0, 7], (7, 7), (0, 7), 2)


def test_a_cell_without_a_level_has_no_ends() -> None:
    row = cell_row(cell(r1=RatingState.UNKNOWN), CRITERION, (), 0, naming_for("", {}))
    assert (row["ends"], row["middle"], row["half"]) == (None, None, None)
    assert row["places"][8]["count"] == 1


def test_the_ends_speak_first_and_states_last() -> None:
    found = cell(r1="l0", r2="l3", r3="l5", r4=RatingState.UNKNOWN, r5="l2")
    said = [
        rating("r4", RatingState.UNKNOWN, "no words"),
        rating("r2", "l3", "some"),
        rating("r5", "l2", "less"),
        rating("r3", "l5", "much"),
        rating("r1", "l0", "nothing"),
        rating("r1", "l0", "   "),
    ]
    rows = reason_rows(found, CRITERION, said, naming_for("", {}))
    assert [(one["number"], one["reason"], one["who"]) for one in rows] == [
        (0, "nothing", ""),
        (5, "much", ""),
        (2, "less", ""),
        (3, "some", ""),
        (None, "no words", ""),
    ]
    assert rows[-1]["answer"] == "cannot tell"


def test_a_change_that_cannot_be_compared_has_no_ways() -> None:
    before = cell(r1="l0")
    assert slope_row(CellChange(before, before, (), comparable=False), CRITERION)["ways"] == ""
    moved = CellChange(before, cell(r1="l2"), (Step(0, 2, 1),), comparable=True)
    assert slope_row(moved, CRITERION)["ways"] == "1 from 0 to 2."


@pytest.mark.parametrize(
    ("count", "wanted", "page", "last"),
    [(0, 0, 0, 0), (6, 1, 0, 0), (7, 1, 1, 1), (7, 99, 1, 1), (7, -3, 0, 1), (7, "1", 0, 1), (7, None, 0, 1)],
)
def test_any_page_that_is_asked_for_is_there(count: int, wanted: object, page: int, last: int) -> None:
    assert page_of(count, wanted) == (page, last)


@pytest.mark.parametrize(
    ("who", "shown"),
    [("", ""), (None, ""), ("all", ""), ("codes", "r1"), ("names", "Ann (r1)")],
)
def test_what_is_shown_of_a_rater(who: object, shown: str) -> None:
    assert naming_for(who, {"r1": "Ann", "r2": ""})("r1") == shown
    assert naming_for("names", {"r1": "Ann", "r2": ""})("r2") == "r2"
