"""Grids as teachers write them: grids.toml holds each with what must come of it, worked out by hand from the cells."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring import draft_problems, publish
from rubric_kit.authoring.draft_form import whole_draft
from rubric_kit.authoring.exchange import Reading
from rubric_kit.authoring.exchange.finding_codes import CODES
from rubric_kit.authoring.exchange.grids.grid_codes import GRID_CODES
from rubric_kit.authoring.exchange.grids.grid_numbers import label, number, weight
from rubric_kit.authoring.exchange.grids.grid_reading import is_grid, read_grid
from rubric_kit.authoring.exchange.grids.grid_words import rank
from rubric_kit.authoring.exchange.text_rows import text_rows
from rubric_kit.errors import RecordError
from rubric_kit.model.rule_words import exact_share, points_text

GRIDS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "grids.toml").read_text(encoding="utf-8"))["grid"]
NEARLY_ALWAYS = ("Where a criterion has no question of its own", "The file holds no rules for a decision")


DOCUMENT = """# Badge rubric

For badges, pins, and cards.

We rate what we see, and say why.

| Criteria | Weight | How far it goes | | |
| --- | --- | --- | --- | --- |
| | | Spark | Flame | Lantern |
| | | 1 | 2 | 3 |
| Tasks | x2 | None, or one | Two, or three | All |
| Work | x1 | None, at all | One | All, or nearly all |

Notes, in the end, are for us.
"""


def cells(text: str) -> list[list[str]]:
    return [[cell.strip().replace("⏎", "\n") for cell in line.split("|")] for line in text.strip("\n").split("\n")]


def read(text: str, **answers: str) -> Reading:
    return read_grid(cells(text), answers)


def criteria(reading: Reading) -> list[str]:
    lines = []
    for one in reading.draft["criteria"]:
        question = one["question"] if one["question"] != one["name"] else ""
        levels = (f"{level['name']} ({points_text(level['points'])}): {level['descriptor']}" for level in one["levels"])
        lines.append(" | ".join([one["name"], question, exact_share(one["weight"]), *levels]).replace("\n", "⏎"))
    return lines


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid["name"])
def test_a_grid_is_understood_as_its_writer_meant_it(grid: dict[str, Any]) -> None:
    reading = read(grid["cells"])
    assert criteria(reading) == grid["criteria"]
    assert [one for one in reading.told if not one.startswith(NEARLY_ALWAYS)] == grid["told"]
    asked = reading.question
    assert ("" if asked is None else f"{asked.key}: {asked.assumed}") == grid["question"]
    assert [f"{one.path} {one.words}" for one in reading.losses] == grid["left_out"]
    assert [f"{one.code} {one.path}".strip() for one in reading.findings] == grid["findings"]
    assert reading.draft["title"] == grid["title"]
    assert sum(one["weight"] for one in reading.draft["criteria"]) == 10_000
    faulty = {one.code for one in reading.findings} & {"RKX001", "RKX002", "RKX003", "RKX011"}
    assert bool(draft_problems(reading.draft)) == bool(faulty)


def test_there_are_many_grids_and_the_one_of_the_journey_is_among_them() -> None:
    assert len(GRIDS) >= 25
    journey = next(grid for grid in GRIDS if grid["name"].startswith("J10"))
    rubric = publish(read(journey["cells"]).draft)
    assert [len(one.levels) for one in rubric.criteria] == [5, 5, 5, 5]
    # x2, x2, x1, x1 are 2, 2, 1, 1 of 6: a third is 3333.3, a sixth 1666.7; the two basis points left go to the largest rests.
    assert [one.weight for one in rubric.criteria] == [3333, 3333, 1667, 1667]


def test_the_order_of_levels_turns_with_the_answer() -> None:
    colours = "Criterion|Red|Green|Blue\nTasks|a b|c d|e f\nWork|g h|i j|k l"
    taken, turned = read(colours, order="low-first"), read(colours, order="high-first")
    assert [level["name"] for level in taken.draft["criteria"][0]["levels"]] == ["Red", "Green", "Blue"]
    assert [level["name"] for level in turned.draft["criteria"][0]["levels"]] == ["Blue", "Green", "Red"]
    assert "The highest level comes first, as was answered." in turned.told
    assert turned.question is not None
    assert (turned.question.key, turned.question.assumed) == ("order", "high-first")


def test_rows_and_columns_change_places_with_the_answer() -> None:
    own_words = "|In leaf|Fruiting\nTasks named|one is named|two are named\nWork shown|one is shown|two are shown"
    turned = read(own_words, orientation="columns")
    assert criteria(turned) == [
        "In leaf |  | 50 | Tasks named (0): one is named | Work shown (1): one is shown",
        "Fruiting |  | 50 | Tasks named (0): two are named | Work shown (1): two are shown",
    ]
    assert "Criteria stand in columns, levels in rows." in turned.told
    assert turned.question is not None
    assert (turned.question.key, turned.question.assumed) == ("orientation", "columns"), "never a second question"


def test_rows_without_a_name_are_criteria_of_their_own_if_that_is_the_answer() -> None:
    grid = "Criteria|Novice|Expert\nContent|a b|c d\n|e f|g h"
    assert criteria(read(grid)) == ["Content |  | 100 | Novice (0): a b⏎e f | Expert (1): c d⏎g h"]
    assert criteria(read(grid, nameless="own")) == [
        "Content |  | 50 | Novice (0): a b | Expert (1): c d",
        "Content |  | 50 | Novice (0): e f | Expert (1): g h",
    ]


def test_a_first_row_of_sentences_is_a_header_if_that_is_the_answer() -> None:
    long = "a sentence that describes in many words what can be seen here"
    grid = f"Work|{long} one|{long} two\nTasks|{long} three|{long} four"
    assert len(read(grid).draft["criteria"]) == 2
    answered = read(grid, header="yes")
    assert [one["name"] for one in answered.draft["criteria"]] == ["Tasks"]
    assert [one["name"] for one in answered.draft["criteria"][0]["levels"]] == [f"{long} one", f"{long} two"]


def test_a_table_in_a_pasted_document_is_read_and_the_prose_around_it_is_listed() -> None:
    reading = read_grid(text_rows(DOCUMENT).rows, {})
    # x2 and x1 are two thirds and one third.
    assert criteria(reading) == [
        "Tasks |  | 66.67 | Spark (1): None, or one | Flame (2): Two, or three | Lantern (3): All",
        "Work |  | 33.33 | Spark (1): None, at all | Flame (2): One | Lantern (3): All, or nearly all",
    ]
    assert (reading.draft["title"], reading.draft["purpose"]) == ("Badge rubric", "For badges, pins, and cards.")
    assert "The header is in row 7 to row 10; names stand in column A." in reading.told
    assert sorted((one.path, one.words) for one in reading.losses) == [
        ("A14", "Notes, in the end, are for us."),
        ("A5", "We rate what we see, and say why."),
        ("C7", "How far it goes"),
    ]


@pytest.mark.parametrize(
    ("grid", "points"),
    [
        ("Criteria|Expert (9)|Novice (1)\nTasks|all|one\nWork|all|one\nPoints|2|1", [1000, 9000]),
        ("Criteria|Expert|Good|Novice\nTasks|all|two|one\nWork|all|two|one\nPoints|2|3|1", [0, 1000, 2000]),
        ("Criteria|Expert|Novice\nTasks|all|one\nWork|all|one\nPoints|2|", [0, 1000]),
        ("Criteria|Expert|Novice\nTasks|all|one\nWork|all|one\nTotal|2|1", [0, 1000]),
        ("Criteria|Expert|Novice\nTasks|9 pts: all|1 pt: one\nWork|9 pts: all|1 pt: one\nPoints|2|1", [1000, 9000]),
    ],
    ids=["levels that have points", "both ways", "a level without", "a total", "cells that have points"],
)
def test_other_numbers_in_a_last_row_are_listed_and_give_no_points(grid: str, points: list[int]) -> None:
    reading = read(grid)
    assert [level["points"] for level in reading.draft["criteria"][0]["levels"]] == points
    assert {"Points", "Total"} & {one.words for one in reading.losses}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"order": "up"}, "'up' does not answer 'order'; answers are: low-first, high-first"),
        ({"colour": "red"}, "a grid gives no question 'colour'; known are: orientation, header, order, nameless"),
    ],
)
def test_an_answer_that_is_none_is_refused(answers: dict[str, str], message: str) -> None:
    with pytest.raises(RecordError) as caught:
        read_grid(cells("Criteria|1|2\nWork|a|b"), answers)
    assert caught.value.message == message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one line",
        "one line\nand another",
        "name|email|phone\nAnn|ann@mail.example|100\nBob|bob@mail.example|200",
        "Criteria|Weight\nTasks|20\nWork|80",
        "Concerns|Criteria: proficient|Advanced\n|Reads three texts|\n|Writes a page|",
        "Criteria|1|2|3",
    ],
    ids=["nothing", "a line", "prose", "a list of people", "no levels", "no names", "no criteria"],
)
def test_what_is_no_grid_is_refused_in_one_line_that_says_what_a_grid_needs(text: str) -> None:
    with pytest.raises(RecordError, match=r"a grid needs a row \(or column\) with the names or points") as caught:
        read(text)
    assert "\n" not in caught.value.message
    assert not is_grid(cells(text))


def test_more_than_a_rubric_can_hold_is_said_and_far_more_is_refused() -> None:
    wide = "|".join(["Criteria", *map(str, range(1, 11))]) + "\n" + "|".join(["Work", *"abcdefghij"])
    assert [(one.code, one.path) for one in read(wide).findings] == [("RKX003", "A2")]
    high = "Criteria|1|2\n" + "\n".join(f"Work {at}|a|b" for at in range(41))
    assert [one.code for one in read(high).findings] == ["RKX003"]
    with pytest.raises(RecordError, match="the grid has 101 criteria; a rubric has at most 40 criteria and 8 levels"):
        read("Criteria|1|2\n" + "\n".join(f"Work {at}|a|b" for at in range(101)))
    with pytest.raises(RecordError, match="the grid has 13 levels"):
        read("|".join(["Criteria", *map(str, range(13))]) + "\n" + "|".join(["Work", *"abcdefghijklm"]))


@pytest.mark.parametrize("cell", ["Good", "4 - Good", "some words in a cell", "12", "(4 pts) - " * 40])
def test_a_sheet_of_400_by_100_cells_is_refused_and_not_worked_through(cell: str) -> None:
    with pytest.raises(RecordError, match="400 filled rows and 100 filled columns"):
        read_grid([[cell] * 100 for _ in range(400)], {})


def test_a_note_far_away_from_the_grid_is_listed_and_does_not_make_the_grid_wide() -> None:
    rows = cells("Criteria|1|2\nWork|a|b\nTasks|c|d")
    rows[1] += [""] * 60 + ["ask Kim"]
    reading = read_grid(rows, {})
    assert criteria(reading)[0] == "Work |  | 50 | 1 (1): a | 2 (2): b"
    assert [(one.path, one.words) for one in reading.losses] == [("BL2", "ask Kim")]


def test_a_point_or_a_comma_parts_decimals_and_a_comma_also_thousands() -> None:
    assert [number(text) and float(number(text).value) for text in ("2,5", "2.5", "0,125", "1,000", ",5", "x")] == [
        *(2.5, 2.5, 0.125, 1000.0, 0.5),
        None,
    ]


@pytest.mark.parametrize(
    ("text", "name", "points"),
    [
        ("4", "4", 4),
        ("4 pts", "4 pts", 4),
        ("Level 3", "Level 3", 3),
        ("Level IV", "Level IV", 4),
        ("4 - Exemplary", "Exemplary", 4),
        ("4 — Exemplary", "Exemplary", 4),
        ("(4) Exemplary", "Exemplary", 4),
        ("4 points: Exemplary", "Exemplary", 4),
        ("Exemplary\n(4 pts)", "Exemplary", 4),
        ("Exemplary [2,5 points]", "Exemplary", 2.5),
        ("Exemplary: 4", "Exemplary", 4),
        ("Exemplary 4", "Exemplary", 4),
        ("Exemplary (90-100%)", "Exemplary", 100),
        ("3-4", "3-4", 4),
        ("★★☆", "★★☆", 2),
        ("Exemplary", "Exemplary", None),
        ("Names two of the three tasks", "Names two of the three tasks", None),
    ],
)
def test_a_label_gives_its_name_and_points(text: str, name: str, points: float | None) -> None:
    read_label = label(text)
    assert read_label.name == name
    assert (None if read_label.points is None else float(read_label.points.value)) == points


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        *(("x2", "times", 2), ("2x", "times", 2), ("× 1,5", "times", 1.5), ("20 %", "percent", 20), ("20%", "percent", 20)),
        *(("20 pts", "points", 20), ("__/20", "points", 20), ("0,2", "plain", 0.2), ("1/4", "plain", 0.25)),
    ],
)
def test_a_weight_is_read_in_every_manner(text: str, kind: str, value: float) -> None:
    found = weight(text)
    assert found is not None
    assert (found.kind, float(found.number.value)) == (kind, value)


@pytest.mark.parametrize("text", ["", "lots", "x", "%", "1/0", "2 of 3", "x" * 1000])
def test_what_is_no_weight_is_none(text: str) -> None:
    assert weight(text) is None


@pytest.mark.parametrize(
    "low_to_high",
    [
        ["Not evident", "Beginning", "Developing", "Proficient", "Exemplary"],
        ["Does not meet", "Partially meets", "Meets", "Exceeds"],
        ["Not yet meeting", "Approaching the standard", "Meets the standard", "Exceeds the standard"],
        ["Below Basic", "Basic", "Proficient", "Advanced"],
        ["Unsatisfactory", "Basic", "Proficient", "Distinguished"],
        ["Poor", "Fair", "Good", "Excellent"],
        ["Needs improvement", "Satisfactory", "Good", "Excellent"],
        ["Novice", "Apprentice", "Practitioner", "Expert"],
        ["No", "Partly", "Yes"],
        ["F", "D", "C", "B", "A"],
        ["Never", "Rarely", "Sometimes", "Often", "Always"],
    ],
    ids=lambda names: names[-1],
)
def test_ladders_of_level_names_are_known_from_low_to_high(low_to_high: list[str]) -> None:
    ranks = [rank(name) for name in low_to_high]
    assert None not in ranks
    assert ranks == sorted(ranks, key=lambda one: -1 if one is None else one)
    assert len(set(ranks)) == len(ranks)


def test_every_code_of_a_grid_is_met_in_a_grid_here() -> None:
    met = {line.split()[0] for grid in GRIDS for line in grid["findings"]}
    assert set(GRID_CODES) <= met
    assert not set(GRID_CODES) & set(CODES)


_PIECES = st.sampled_from(
    [
        *("Criteria", "Weight", "Beginning", "Exemplary (4)", "4", "3 pts", "x2", "20 %", "0,5", "Total", "Comments", "", "", ""),
        *("• a\n• b", "Level 2", "=1", "|", "---", "Question", "a b c", "3-4", "/20", "No", "I", "★★", "Performance levels"),
        *("4 - Good", "Content (20%)", "Ok (3 pts)\nthing", "Name: ___", ":", "\x00", "\ud800", "٣", "9999999", "1/0", "double"),
        "A sentence that is longer than forty characters in all.",
    ]
)
_ROWS = st.lists(st.lists(_PIECES | st.text(max_size=6), max_size=7), max_size=8)
_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "orientation": st.sampled_from(["rows", "columns"]),
        "header": st.sampled_from(["yes", "no"]),
        "order": st.sampled_from(["low-first", "high-first"]),
        "nameless": st.sampled_from(["join", "own"]),
    },
)


@given(rows=_ROWS, answers=_ANSWERS)
def test_whatever_the_cells_hold_a_whole_draft_or_one_line_comes_out_and_always_the_same(
    rows: list[list[str]], answers: dict[str, str]
) -> None:
    reading, refusal = attempt(rows, answers)
    assert (reading, refusal) == attempt(rows, answers)
    if reading is None:
        assert refusal
        assert "\n" not in refusal
        return
    whole_draft(reading.draft)
    asked = reading.question
    assert asked is None or asked.assumed in [value for value, _ in asked.choices]
    # RKX011: where only some levels have points, their order is a matter for a person.
    if not any(one.severity == "error" or one.code == "RKX011" for one in reading.findings):
        publish(reading.draft)


def attempt(rows: list[list[str]], answers: dict[str, str]) -> tuple[Reading | None, str]:
    try:
        return read_grid(rows, answers), ""
    except RecordError as error:
        return None, error.message
