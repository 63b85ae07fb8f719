"""Headers of two and three rows, as merged cells are pasted: whatever stands in which row, the same rubric comes out."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import pytest

from rubric_kit.authoring.exchange import Reading
from rubric_kit.authoring.exchange.grids.grid_heading import heading_of
from rubric_kit.authoring.exchange.grids.grid_reading import read_grid
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet


class Form(NamedTuple):
    """One way to lay out the same header."""

    heading: str
    names: tuple[str, ...]
    points: str
    labels: str
    beside: tuple[str, ...]
    title: bool
    turned: bool


OWN, KNOWN = ("Spark", "Flame", "Campfire", "Lantern"), ("Novice", "Developing", "Proficient", "Expert")
HEADERS = list(
    product(
        ("Levels", "How far the badge goes", "Level of mastery", "Rating"),
        (OWN, KNOWN),
        ("none", "below", "above"),
        ("top", "names", "last", "split"),
    )
)
BESIDE = (("Criteria",), ("Criteria", "Weight"), ("Criterion", "Question", "Weight"), ("", "Weight"))
CELLS = {"Question": ("Are tasks named?", "Is work shown?"), "Weight": ("x3", "x1")}
TEXTS = (("None named", "One named", "Two named", "All named"), ("None shown", "One piece", "Two pieces", "All pieces"))


def rows_of(form: Form) -> list[list[str]]:
    """Lay the header out: heading, names and points in rows of their own, the labels of the first columns in one of them."""
    width = len(form.beside)
    header = [[form.heading, "", "", ""], list(form.names)]
    if form.points != "none":
        header.insert(2 if form.points == "below" else 1, ["1", "2", "3", "4"])
    at = {"top": 0, "names": header.index(list(form.names)), "last": len(header) - 1, "split": 0}[form.labels]
    beside = [[""] * width for _ in header]
    for column, label in enumerate(form.beside):
        beside[at if form.labels != "split" or not column else header.index(list(form.names))][column] = label
    rows = [[*left, *right] for left, right in zip(beside, header, strict=True)]
    for at, name in enumerate(("Tasks", "Work")):
        rows.append([name, *(CELLS[label][at] for label in form.beside[1:]), *TEXTS[at]])
    if form.turned:
        rows = [list(column) for column in zip(*rows, strict=True)]
    return [["Badge rubric"], [], *rows] if form.title else rows


@pytest.mark.parametrize(("heading", "names", "points", "labels"), HEADERS)
def test_a_header_of_several_rows_is_read_alike_whatever_stands_in_which_row(
    heading: str, names: tuple[str, ...], points: str, labels: str
) -> None:
    for beside, title, turned in product(BESIDE, (False, True), (False, True)):
        form = Form(heading, names, points, labels, beside, title, turned)
        # Rows or columns is a question where own words stand on both sides, so it is answered here.
        answers = {"orientation": "columns"} if turned and names == OWN else {}
        check(form, read_grid(rows_of(form), answers | {"order": "low-first"}))


def check(form: Form, reading: Reading) -> None:
    # x3 and x1 are three quarters and one quarter.
    weights = [7500, 2500] if "Weight" in form.beside else [5000, 5000]
    given = [1000, 2000, 3000, 4000] if form.points != "none" else [0, 1000, 2000, 3000]
    assert [one["name"] for one in reading.draft["criteria"]] == ["Tasks", "Work"], form
    assert [one["weight"] for one in reading.draft["criteria"]] == weights, form
    for one, texts, question in zip(reading.draft["criteria"], TEXTS, CELLS["Question"], strict=True):
        assert [level["name"] for level in one["levels"]] == list(form.names), form
        assert [level["points"] for level in one["levels"]] == given, form
        assert [level["descriptor"] for level in one["levels"]] == list(texts), form
        assert one["question"] == question or "Question" not in form.beside, form
    assert {one.code for one in reading.findings} <= {"RKX101"}, form
    assert {one.words for one in reading.losses} <= {form.heading}, form
    assert reading.draft["title"] == ("Badge rubric" if form.title else "Rubric without a title"), form
    assert reading.draft["purpose"] == "", form


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Criteria|Levels||\n|Spark|Flame|Lantern\nWork|a b|c d|e f", 1),
        ("A title\n\nCriteria|Levels||\n|Spark|Flame|Lantern\nWork|a b|c d|e f", 3),
        ("Criteria|Spark|Flame|Lantern\n|1|2|3\nWork|a b|c d|e f", 0),
    ],
    ids=["a heading", "a heading below a title", "names over points"],
)
def test_the_row_of_the_names_is_found(text: str, names: int) -> None:
    found = heading_of(sheet(text))
    assert found is not None
    assert found.names == names
    assert found.columns == (1, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "Criteria|Spark|Flame|Lantern\nWork|a b|c d|e f\nTasks|g h|i j|k l",
        "Criteria|Spark||Lantern\nWork|a b|c d|e f\nTasks|g h|i j|k l",
        "Criteria|Spark|Flame|Lantern\nWork|a b||e f\n|g h|i j|k l",
        "Levels|Content||Form|\n|Facts|Sources|Spelling|Style\nSpark|a b|c d|e f|g h",
        "Level|Tasks|Work\nWeight|2|1\nSpark|a b|c d",
        "Criteria|Spark|Lantern|Score||\n|||Self|Peer|Teacher\nWork|a b|c d|||",
        "A title over all|||\nCriteria|Spark|Flame|Lantern\nWork|a b|c d|e f",
    ],
    ids=["one row", "a merged level", "a merged cell", "criteria in columns", "weights in a row", "places for scores", "a title"],
)
def test_other_empty_cells_are_no_merged_heading_over_levels(text: str) -> None:
    assert heading_of(sheet(text)) is None


STRANDS = "Strand||Red|Green\nContent|Facts|a b|c d\n|Sources|e f|g h\nForm|Spelling|i j|k l\n|Style|m n|o p"


def test_categories_beside_the_criteria_are_no_heading_over_levels_in_columns() -> None:
    reading = read_grid(sheet(STRANDS).rows, {})
    assert "Criteria stand in rows, levels in columns." in reading.told
    assert reading.question is not None
    assert reading.question.key == "orientation"


def test_points_settle_how_a_grid_lies_though_a_category_looks_like_a_heading() -> None:
    reading = read_grid(sheet("Strand|Content|\n|Facts|Sources\n3|a b|c d\n2|e f|g h\n1|i j|k l").rows, {})
    assert "Criteria stand in columns, levels in rows." in reading.told
    assert reading.question is None


def test_a_text_over_some_criteria_in_columns_is_no_title() -> None:
    reading = read_grid(sheet("|Both|\nLevel|Tasks|Work\nExpert|all|all\nNovice|one|one").rows, {})
    assert reading.draft["title"] == "Rubric without a title"


def test_each_heading_is_listed_once_and_a_label_that_stands_twice_is_not() -> None:
    header = "Criteria||Far|Far|Far|Score||\nCriteria|Weight|Spark|Flame|Lantern|Self|Peer|Teacher\n"
    reading = read_grid(sheet(f"{header}Work|1|a|b|c\nTasks|1|d|e|f").rows, {})
    assert sorted(one.path for one in reading.losses) == ["C1", "D1", "E1", "F1", "F2", "G2", "H2"]
    merged = read_grid(sheet("Criteria|Weight|Far|Far\nCriteria||Spark|Lantern\nWork|1|a|b\nTasks|1|d|e").rows, {})
    assert sorted(one.path for one in merged.losses) == ["C1", "D1"]
    places = read_grid(sheet("Criteria|Far||Score|\n|Spark|Lantern|Self|Peer\nWork|a b|c d||\nTasks|e f|g h||").rows, {})
    assert sorted(one.path for one in places.losses) == ["B1", "D1", "D2", "E2"]


def test_a_heading_shows_where_levels_begin_though_only_some_of_their_names_are_known() -> None:
    reading = read_grid(sheet("Criteria|Why|Far||\n||Novice|Flame|Expert\nWork|Because|a b|c d|e f").rows, {})
    assert [level["name"] for level in reading.draft["criteria"][0]["levels"]] == ["Novice", "Flame", "Expert"]
    assert reading.draft["criteria"][0]["question"] == "Because"


def sheet(text: str) -> Sheet:
    return Sheet.of([line.split("|") for line in text.split("\n")])
