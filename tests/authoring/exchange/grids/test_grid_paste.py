"""Pastes that came broken over lines are refused in one line with what to do; grids that look a little like them are read."""

from __future__ import annotations

import pytest

from rubric_kit.authoring.exchange.grids.grid_paste import BrokenGridError
from rubric_kit.authoring.exchange.grids.grid_reading import is_grid, read_grid
from rubric_kit.authoring.exchange.text_rows import text_rows

WHOLE = [
    ["CATEGORY", "Exemplary\n4 points", "Proficient\n3 points", "Developing\n2 points", "Beginning\n1 point"],
    ["Thesis\n(20%)", "Arguable and narrow", "Arguable", "A fact", "None"],
    ["Sources\n(80%)", "Five", "Three", "One", "None"],
]
NAMES_ONLY = [["Criteria", "Good", "Fair", "Poor"], ["Thesis\n(20%)", "a", "b", "c"], ["Sources\n(80%)", "d", "e", "f"]]
HEADER_ONLY = [["Criteria", "Does\nnot meet", "Nearly\nmeets", "It\nmeets"], ["Thesis", "a", "b", "c"], ["Style", "d", "e", "f"]]


def rows(grid: list[list[str]], *, quoted: bool) -> list[list[str]]:
    mark = '"' if quoted else ""
    return text_rows("\n".join("\t".join(f"{mark}{cell}{mark}" for cell in line) for line in grid)).rows


@pytest.mark.parametrize(
    ("grid", "first"),
    [(WHOLE, "A2 holds “4 points”"), (NAMES_ONLY, "A3 holds “(20%)”"), (HEADER_ONLY, "A2 holds “not meet”")],
    ids=["both", "names", "header"],
)
def test_cells_with_line_breaks_that_lost_their_quotation_marks_are_refused_in_one_line(
    grid: list[list[str]], first: str
) -> None:
    broken = rows(grid, quoted=False)
    with pytest.raises(BrokenGridError) as caught:
        read_grid(broken, {})
    assert caught.value.message == (
        f"line breaks inside cells have broken up the rows: {first}, which is the end of the cell before it; "
        "paste it from the spreadsheet itself, or save it as CSV or XLSX"
    )
    assert is_grid(broken), "so that this line is said, and not that no rubric was found"


@pytest.mark.parametrize("grid", [WHOLE, NAMES_ONLY, HEADER_ONLY], ids=["both", "names", "header"])
def test_the_same_cells_in_quotation_marks_are_read(grid: list[list[str]]) -> None:
    reading = read_grid(rows(grid, quoted=True), {})
    assert [one["name"] for one in reading.draft["criteria"]] == [line[0].partition("\n")[0] for line in grid[1:]]
    shares = [2000, 8000] if "%" in grid[1][0] else [5000, 5000]
    assert [one["weight"] for one in reading.draft["criteria"]] == shares
    assert not reading.findings


def test_a_header_with_a_lone_name_over_rows_without_texts_is_refused() -> None:
    thin = [["Criteria", "Exemplary", "", "", ""], *([name, "a text"] for name in "AB"), ["Work", "a", "b", "c", "d"]]
    with pytest.raises(BrokenGridError, match="B1 is the only name of a level, and 2 rows have no texts"):
        read_grid(thin, {})


@pytest.mark.parametrize(
    "grid",
    [
        "Title|||\n|Clarity|Evidence|Issuer\n4 points|a||\n3 points|b||\n2 points|c||",
        "Criteria|Levels||\n|Spark|Flame|Lantern\nCONTENT|||\nFacts|a|b|c\nFORM|||\nStyle|d|e|f",
        "Criteria|1|2|3\nFacts|a||\nStyle|b||",
        "Criteria|Weight|Good|Poor\nFacts (20%)||a|b\nStyle (80%)||c|d",
    ],
    ids=["levels beside empty cells", "headings between the criteria", "cells that are missing", "shares behind names"],
)
def test_sparse_grids_are_read(grid: str) -> None:
    assert is_grid([line.split("|") for line in grid.split("\n")])
    read_grid([line.split("|") for line in grid.split("\n")], {})


def test_shares_below_the_names_are_weights_and_the_other_lines_are_kept() -> None:
    grid = [["Criteria", "Good", "Poor"], ["Thesis\n(30%)\nIs there a claim?", "a", "b"], ["Style\n70 %", "c", "d"]]
    found = read_grid(grid, {}).draft["criteria"]
    assert [(one["name"], one["question"], one["weight"]) for one in found] == [
        ("Thesis", "Is there a claim?", 3000),
        ("Style", "Style", 7000),
    ]
