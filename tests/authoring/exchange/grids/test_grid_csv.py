"""Grids that go out as CSV and as text with tabs: what a spreadsheet program shows, and what is lost."""

from __future__ import annotations

import csv
import io

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.authoring.exchange.grids.grid_csv import FORMAT as CSV_FORMAT
from rubric_kit.authoring.exchange.grids.grid_csv import write_grid_csv
from rubric_kit.authoring.exchange.grids.grid_reading import read_grid
from rubric_kit.authoring.exchange.grids.grid_text import write_grid_text
from rubric_kit.model import Rubric
from rubric_kit.model.formula_guard import unguarded

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://127.0.0.1:9","x")', "'tis quoted", "＝1+1"]


def shared_ladder() -> Rubric:
    """Two criteria whose levels have the same names and points, weights 62.5 and 37.5 of 100."""
    rubric = starter_rubric()
    levels = tuple(
        level.replace(name=name, look_fors=(), citations=(), anchors=())
        for level, name in zip(rubric.criteria[0].levels, ("None", "Some", "Most", "All"), strict=True)
    )
    kept = [
        one.replace(weight=weight, levels=levels, citations=(), targets=())
        for one, weight in zip(rubric.criteria, (6250, 3750), strict=False)
    ]
    policy = rubric.policy.replace(gates=(), substitutions=(), evidence_rules=(), evidence_criterion=None)
    return rubric.replace(criteria=tuple(kept), policy=policy, purpose="")


def table(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_levels_that_all_criteria_share_stand_in_the_header() -> None:
    rubric = shared_ladder()
    rows = table(write_grid_csv(rubric).data)
    assert rows[0] == [rubric.title, "", "", "", "", "", ""]
    assert rows[1] == ["Criterion", "Question", "Weight", "None (0)", "Some (1)", "Most (2)", "All (3)"]
    first = rubric.criteria[0]
    assert rows[2] == [first.name, first.question, "62.5%", *(level.descriptor for level in first.levels)]
    assert rows[3][2] == "37.5%"


def test_levels_of_their_own_stand_in_the_cells() -> None:
    rows = table(write_grid_csv(starter_rubric()).data)
    assert rows[1][0] == starter_rubric().purpose
    assert rows[2] == ["Criterion", "Question", "Weight", "Level 1", "Level 2", "Level 3", "Level 4"]
    first = starter_rubric().criteria[0].levels[2]
    assert rows[3][5] == f"Tasks listed (2 points)\n{first.descriptor}"
    assert [row[2] for row in rows[3:]] == ["25%", "25%", "15%", "5%", "15%", "15%", "0%"]


def test_a_file_begins_with_the_mark_by_which_programs_know_utf_8() -> None:
    assert write_grid_csv(starter_rubric()).data.startswith(b"\xef\xbb\xbf")


def test_text_to_paste_holds_the_same_cells_between_tabs() -> None:
    rubric = starter_rubric()
    assert table(write_grid_text(rubric).data, "\t") == table(write_grid_csv(rubric).data)
    assert write_grid_text(rubric).losses == write_grid_csv(rubric).losses


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_taken_for_a_formula_and_its_text_comes_back(formula: str) -> None:
    rubric = shared_ladder()
    levels = tuple(
        level.replace(name=f"{formula} {at}", descriptor=formula) for at, level in enumerate(rubric.criteria[0].levels)
    )
    first = rubric.criteria[0].replace(name=formula, question=formula, levels=levels)
    second = rubric.criteria[1].replace(levels=levels)
    written = write_grid_csv(rubric.replace(title=formula, criteria=(first, second)))
    rows = table(written.data)
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r", "\n")), cell
    assert unguarded(rows[0][0]) == formula
    back = read_grid(rows, {}).draft
    assert [back["title"], back["criteria"][0]["name"], back["criteria"][0]["question"]] == [formula] * 3
    assert [level["descriptor"] for level in back["criteria"][0]["levels"]] == [formula] * 4
    assert not [loss.path for loss in written.losses if loss.path.endswith((".name", ".question", ".descriptor", "title"))]


def test_what_a_grid_does_not_carry_is_listed_place_by_place() -> None:
    rubric = starter_rubric()
    paths = [loss.path for loss in write_grid_csv(rubric).losses]
    assert {"targets", "policy.gates", "policy.cuts", "citations"} <= set(paths)
    looked_for = {
        f"criteria.{c.id}.levels.{level.id}.look_fors" for c in rubric.criteria for level in c.levels if level.look_fors
    }
    assert looked_for == {path for path in paths if path.endswith(".look_fors")}
    assert "criteria.criteria_clarity.levels.l0.descriptor" not in paths
    assert "purpose" not in paths
    assert "title" not in paths


def test_a_rubric_whose_parts_a_grid_holds_loses_only_its_policy_and_ids() -> None:
    rubric = shared_ladder().replace(targets=(), citations=(), set_aside=())
    paths = {loss.path.split(".")[0] for loss in write_grid_csv(rubric).losses}
    assert paths <= {"id", "policy", "audience"}


def test_what_is_written_is_read_without_a_question_and_without_a_finding() -> None:
    for rubric in (starter_rubric(), shared_ladder()):
        reading = read_grid(table(write_grid_csv(rubric).data), {})
        assert reading.question is None
        assert reading.findings == reading.losses == ()
        assert [one["weight"] for one in reading.draft["criteria"]] == [one.weight for one in rubric.criteria]
        points = [[level["points"] for level in one["levels"]] for one in reading.draft["criteria"]]
        assert points == [[level.points for level in one.levels] for one in rubric.criteria]


def test_a_written_grid_that_a_teacher_changed_is_still_a_grid() -> None:
    rows = table(write_grid_csv(shared_ladder()).data)
    rows[1][3:] = ["0 - none yet", "1 - some", "2 - most", "all (3 pts)"]
    rows[1].append("Comments")
    rows[2].append("good")
    rows[2][2] = "x3"
    rows[3][2] = "x1"
    reading = read_grid(rows, {})
    assert [one["weight"] for one in reading.draft["criteria"]] == [7500, 2500]
    assert [level["name"] for level in reading.draft["criteria"][0]["levels"]] == ["none yet", "some", "most", "all"]
    assert [(one.path, one.words) for one in reading.losses] == [("H2", "Comments"), ("H3", "good")]
    assert reading.question is None


def test_the_format_says_what_it_is() -> None:
    assert (CSV_FORMAT.name, CSV_FORMAT.suffix, CSV_FORMAT.takes) == ("grid-csv", ".csv", "rows")
    assert CSV_FORMAT.recognise is not None
    assert CSV_FORMAT.recognise(table(write_grid_csv(starter_rubric()).data))
    assert not CSV_FORMAT.recognise([["a line"]])
