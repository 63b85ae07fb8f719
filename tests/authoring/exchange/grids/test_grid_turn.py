"""Rows or columns: what a word in the corner, a list's numbers and weights say, and that little is never decided silently."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring.exchange import Reading
from rubric_kit.authoring.exchange.grids.grid_evidence import is_lettered_list, is_numbered_list
from rubric_kit.authoring.exchange.grids.grid_numbers import are_shares, label
from rubric_kit.authoring.exchange.grids.grid_reading import is_grid, read_grid
from rubric_kit.errors import RecordError

CORNERS = (
    *("Standard", "Criteria", "Category", "Indicator", "Skill", "Trait", "Element", "Component", "Domain", "Objective"),
    *("Dimension", "What we look for", "Kriterium", "Critère", "Criterio"),
)
NUMBERS = ("{n}. ", "{n}) ", "{n} - ", "({n}) ", "1.{n} ", "{letter}. ", "{letter}) ")
LADDERS = (("Did Not Meet", "Met", "Exceeded"), ("Not Yet", "Almost", "Got it"), ("Needs work", "On track", "Above"))
OWN = ("Spark", "Flame", "Lantern")
NAMES = ("Safety", "Data", "Good reports")


def numbered(form: str) -> list[str]:
    return [form.format(n=at + 1, letter=string.ascii_uppercase[at]) + name for at, name in enumerate(NAMES)]


def grid(corner: str, levels: tuple[str, ...], names: list[str]) -> list[list[str]]:
    return [[corner, *levels], *([name, *(f"text {at} of {name}" for at in range(len(levels)))] for name in names)]


def names_of(reading: Reading) -> list[str]:
    return [one["name"] for one in reading.draft["criteria"]]


@pytest.mark.parametrize("form", NUMBERS)
@pytest.mark.parametrize("corner", [*CORNERS, ""])
@pytest.mark.parametrize("levels", LADDERS, ids=lambda levels: levels[0])
def test_numbered_criteria_below_words_for_levels_are_criteria_and_nothing_is_asked(
    form: str, corner: str, levels: tuple[str, ...]
) -> None:
    reading = read_grid(grid(corner, levels, numbered(form)), {})
    assert names_of(reading) == numbered(form)
    assert [level["name"] for level in reading.draft["criteria"][0]["levels"]] == list(levels)
    assert reading.question is None


@pytest.mark.parametrize("form", NUMBERS)
@pytest.mark.parametrize("corner", CORNERS)
def test_a_word_in_the_corner_says_that_numbered_criteria_stand_below_it_and_only_the_order_is_asked(
    form: str, corner: str
) -> None:
    reading = read_grid(grid(corner, OWN, numbered(form)), {})
    assert names_of(reading) == numbered(form)
    assert reading.question is not None
    assert reading.question.key == "order"


@pytest.mark.parametrize("form", NUMBERS)
def test_numbered_names_and_own_names_without_a_word_in_the_corner_are_asked_about(form: str) -> None:
    reading = read_grid(grid("", OWN, numbered(form)), {})
    assert names_of(reading) == numbered(form)
    assert reading.question is not None
    assert (reading.question.key, reading.question.assumed) == ("orientation", "rows")


def test_numbers_beside_names_are_points_if_the_answer_is_that_levels_stand_there() -> None:
    rows = [["", "Clarity", "Evidence"], ["1 - Spark", "dim", "one"], ["2 - Flame", "clear", "two"]]
    reading = read_grid(rows, {"orientation": "columns"})
    assert names_of(reading) == ["Clarity", "Evidence"]
    levels = reading.draft["criteria"][0]["levels"]
    # 1 and 2, in thousandths.
    assert [(level["name"], level["points"]) for level in levels] == [("Spark", 1000), ("Flame", 2000)]


@pytest.mark.parametrize("beside", [("4 - Lantern", "3 - Flame", "2 - Spark"), ("3 pts", "2 pts", "1 pt"), ("3", "2", "1")])
def test_points_that_fall_or_have_a_unit_beside_a_grid_are_levels_as_before(beside: tuple[str, ...]) -> None:
    reading = read_grid([["", "Clarity", "Evidence"], *([one, "some text", "other text"] for one in beside)], {})
    assert names_of(reading) == ["Clarity", "Evidence"]
    assert reading.question is None


@pytest.mark.parametrize("names", [("Excellent", "Good", "Poor"), ("Exceeds the goal", "Meets the goal", "Approaches the goal")])
def test_whole_ladders_beside_a_grid_are_levels_though_the_corner_says_criteria(names: tuple[str, ...]) -> None:
    reading = read_grid([["Criteria", "Clarity", "Issuer"], *([one, "some text", "other text"] for one in names)], {})
    assert names_of(reading) == ["Clarity", "Issuer"]
    # Words beside others in the labels are little to go by against the word in the corner.
    assert (reading.question is None) == (names[0] == "Excellent")


@given(st.permutations(range(1, 10)))
def test_only_numbers_that_rise_make_a_list(numbers: list[int]) -> None:
    names = [f"{one}. Task" for one in numbers]
    assert is_numbered_list(names) == (numbers == sorted(numbers))


@pytest.mark.parametrize(
    "cells",
    [
        *(["1. Beginning", "2. Developing", "3. Proficient"], ["1 pt Spark", "2 pts Flame"], ["1", "2"], ["Task 1", "Task 2"]),
        *(["A clear thesis", "I can read"], ["1. Safety"], []),
    ],
    ids=["levels", "points", "bare", "behind", "words", "one", "none"],
)
def test_other_cells_are_no_numbered_list(cells: list[str]) -> None:
    assert not is_numbered_list(cells)


def test_letters_from_a_on_are_a_list_and_grades_that_fall_or_leave_one_out_are_not() -> None:
    lists = [["A", "B"], ["a.", "b.", "c."], ["A", "B", "C", "D", "F"], ["C", "B", "A"], ["A"]]
    assert [is_lettered_list(one) for one in lists] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        *((["0,5", "0,25", "0,25"], True), (["60", "40"], True), (["3", "7"], True), (["0.3", "0.3"], True)),
        *((["50 %", "50 %"], True), (["3", "2"], False), (["100"], False), (["100", "0"], False), (["60", "forty"], False)),
    ],
)
def test_numbers_that_sum_to_one_ten_or_a_hundred_share_out_a_whole(cells: list[str], shares: bool) -> None:
    assert are_shares(cells) == shares


def test_a_list_of_other_things_with_numbers_at_its_end_is_no_grid() -> None:
    assert not is_grid([["", "January", "February"], ["Sales", "100", "200"], ["Costs", "30", "40"]])
    assert not is_grid([["name", "city", "points won"], ["Ann", "Springfield", "60"], ["Bob", "Shelbyville", "40"]])


@pytest.mark.parametrize(("text", "points"), [("Good (10-9)", 10), ("Poor (3-0)", 3), ("9-10", 10), ("10 to 8: Good", 10)])
def test_a_range_of_points_counts_with_its_higher_end(text: str, points: int) -> None:
    found = label(text)
    assert found.is_range
    assert found.points is not None
    assert found.points.value == points


@pytest.mark.parametrize("separate", [[], [[]]], ids=["at once", "after an empty row"])
def test_a_lone_level_beside_criteria_is_refused_in_one_line_that_names_its_cell(separate: list[list[str]]) -> None:
    rows = [["Criteria", "Only"], *separate, ["A", "x"], ["B", "y"]]
    with pytest.raises(RecordError) as caught:
        read_grid(rows, {})
    assert caught.value.message == "B1 (“Only”) is the only level; a rubric needs at least two levels, so add one beside it"
    assert is_grid(rows), "so that this line is said, and not that no rubric was found"


def test_a_list_of_two_columns_is_no_lone_level() -> None:
    assert not is_grid([["Category", "Budget"], ["Books", "20"], ["Paper", "80"]])
    assert not is_grid([["Criteria", "Weight"], ["Books", "20"], ["Paper", "80"]])


def test_equal_points_in_a_header_are_said_once_and_equal_points_in_cells_for_each_row() -> None:
    header = read_grid([["Criteria", "3", "2", "2"], ["Facts", "a", "b", "c"], ["Style", "d", "e", "f"]], {})
    assert [(one.code, one.path) for one in header.findings] == [("RKX001", "D1")]
    assert header.findings[0].message == "D1 and C1 both hold 2 points; points must rise from level to level."
    cells = [["Facts", "2 pts: a", "2 pts: b"], ["Style", "2 pts: c", "2 pts: d"]]
    own = read_grid([["Criteria", "Good", "Poor"], *cells], {})
    assert [one.code for one in own.findings] == ["RKX001", "RKX001"]
