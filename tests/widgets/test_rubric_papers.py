"""Bringing a rubric in and saving copies: what is read is shown before it opens, and nothing is written over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.authoring.exchange import FORMATS
from rubric_kit.widgets import EditRubric

GRID = (
    "Criterion\tBeginning\tMeets\tExemplary\nTasks\tNone named\tOne named\tTwo named\nWork\tNone shown\tOne piece\tTwo pieces\n"
)


@pytest.fixture
def editor(tmp_path: Path) -> EditRubric:
    return EditRubric(starter_rubric(), save_to=tmp_path / "ours.json")


def ask(editor: EditRubric, do: str, *buffers: bytes, **content: Any) -> dict[str, Any]:
    editor._handle_custom_msg({"do": do, "from": "page", "n": 1} | content, [memoryview(one) for one in buffers])
    return editor.view


def test_a_pasted_grid_is_shown_as_it_was_understood_and_then_opened(editor: EditRubric) -> None:
    view = ask(editor, "bring", GRID.encode(), name="")
    assert view["refused"] is False
    assert view["brought"]["told"]
    assert next(row["id"] for row in view["criteria"]) == "criteria_clarity", "nothing is opened yet"
    view = ask(editor, "open_brought")
    assert view["brought"] is None
    assert [row["name"] for row in view["criteria"]] == ["Tasks", "Work"]
    assert [level["descriptor"] for level in view["criteria"][0]["levels"]] == ["None named", "One named", "Two named"]
    assert view["publish_label"] == "Publish as version 1"
    assert ask(editor, "undo")["criteria"][0]["id"] == "criteria_clarity"


def test_what_was_brought_is_put_away(editor: EditRubric) -> None:
    ask(editor, "bring", GRID.encode(), name="")
    assert ask(editor, "put_away")["brought"] is None
    view = ask(editor, "open_brought")
    assert view["notice"] == "Nothing was read yet; paste a grid or choose a file first."


@pytest.mark.parametrize(
    "data", [b"", b"one line", b"\xff\xfe\x00", b"%PDF-1.4", b"a\tb\n" * 1_250_000, b"{", b'{"issuer": "x"}']
)
def test_what_is_no_rubric_is_one_line_and_nothing_changes(editor: EditRubric, data: bytes) -> None:
    before = editor.draft
    view = ask(editor, "bring", data, name="plan.pdf")
    assert view["refused"] is True
    assert view["notice"]
    assert "\n" not in view["notice"]
    assert view["brought"] is None
    assert editor.draft == before


def test_a_question_is_answered_and_the_grid_read_again(editor: EditRubric) -> None:
    # Labels that do not tell which end is the better one.
    doubtful = "Criterion\tRed\tGreen\tBlue\nTasks\ta\tb\tc\nWork\td\te\tf\n"
    brought = ask(editor, "bring", doubtful.encode(), name="")["brought"]
    question = brought["question"]
    assert question["chosen"] in [one["value"] for one in question["choices"]]
    other = next(one["value"] for one in question["choices"] if one["value"] != question["chosen"])
    again = ask(editor, "answer", key=question["key"], value=other)["brought"]
    assert again["question"] is None or again["question"]["chosen"] == other
    assert again["told"] != brought["told"]


def test_a_copy_is_saved_beside_the_rubric_and_over_nothing(editor: EditRubric, tmp_path: Path) -> None:
    assert {"name": "grid-csv", "title": FORMATS["grid-csv"].title} in editor.shelf["formats"]
    assert editor.shelf["can_save"] is True
    suffix = FORMATS["grid-csv"].suffix
    view = ask(editor, "save_as", format="grid-csv")
    assert view["notice"] == f"Saved as ours{suffix}."
    assert view["exported"]["losses"], "a grid holds no policy"
    first = (tmp_path / f"ours{suffix}").read_bytes()
    editor.step({"do": "set", "criterion": "locality", "field": "name", "value": "Near us"})
    view = ask(editor, "save_as", format="grid-csv")
    assert view["exported"]["line"].startswith(f"Saved as ours-2{suffix}, the draft as it stands, not published yet.")
    assert (tmp_path / f"ours{suffix}").read_bytes() == first
    json.dumps(view)


def test_each_reason_is_told_once_with_every_place(editor: EditRubric) -> None:
    editor.step({"do": "set", "field": "purpose", "value": "For our staff."})
    found = {one["why"]: one["places"] for one in ask(editor, "save_as", format="canvas-csv")["exported"]["losses"]}
    assert found["Canvas has no place for what a rubric is for."] == "Purpose “For our staff.”"
    sources = found["Canvas has no place for sources."].split("; ")
    assert sources[:2] == ["Criteria clarity, level 0, sources", "Criteria clarity, level 1, sources"]
    count = sum(one.why == "Canvas has no place for sources." for one in FORMATS["canvas-csv"].write(editor.rubric).losses)
    assert len(sources) == count


def test_what_is_doubtful_is_told_with_its_cell_and_what_to_do(editor: EditRubric) -> None:
    grid = "Criterion\tBeginning\tMeets\nTasks\t\tOne named\nWork\tNone shown\tOne piece\n"
    left = ask(editor, "bring", grid.encode(), name="")["brought"]["left"]
    told = "B2: “Beginning” of “Tasks” has no text; its name was put there. Say what a rater can see. Write what belongs there."
    assert left == [told]


def test_a_long_list_of_what_was_left_out_is_cut_and_says_so(editor: EditRubric) -> None:
    rows = "".join(f"Task {number}\tNone\tOne\tSee page {number}\n" for number in range(100))
    left = ask(editor, "bring", f"Criterion\tBeginning\tMeets\tComments\n{rows}".encode(), name="")["brought"]["left"]
    # The heading of the column and 100 cells of it, and that there are too many criteria.
    assert (len(left), left[-1]) == (101, "and 2 more")


def test_a_draft_with_faults_or_an_unknown_format_is_refused(editor: EditRubric, tmp_path: Path) -> None:
    assert ask(editor, "save_as", format="clay")["notice"] == "Choose one of the formats in the list."
    editor.step({"do": "set", "criterion": "locality", "field": "weight", "value": 700})
    view = ask(editor, "save_as", format="grid-csv")
    assert view["refused"] is True
    assert "weights sum to 10,200" in view["notice"]
    assert not (tmp_path / f"ours{FORMATS['grid-csv'].suffix}").exists()


def test_without_a_file_name_there_is_no_place_to_save_in() -> None:
    editor = EditRubric(starter_rubric())
    assert editor.shelf["can_save"] is False
    assert ask(editor, "save_as", format="grid-csv")["notice"] == "Give the editor a file name (save_to) first."
