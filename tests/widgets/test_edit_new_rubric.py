"""New rubrics in the editor: a draft given or imported becomes version 1 of its own and takes nobody's place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import draft_of, starter_rubric
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric
from rubric_kit.widgets import EditRubric
from rubric_kit.workspace import read_rubric, write_rubric
from rubric_kit.workspace.draft_file import read_draft

PADLET: dict[str, Any] = draft_of(starter_rubric()) | {"id": "padlet", "title": "Padlet badges", "version": 4}


def rename(name: str) -> dict[str, Any]:
    return {"do": "set", "criterion": "locality", "field": "name", "value": name}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the file of a published rubric."""
    write_rubric(tmp_path / "ours.json", starter_rubric())
    return tmp_path / "ours.json"


def files(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


def test_a_draft_of_a_new_rubric_is_published_as_version_1(tmp_path: Path) -> None:
    editor = EditRubric(draft=PADLET, save_to=tmp_path / "padlet.json")
    assert editor.rubric is None
    view = editor.view
    assert (view["publish_label"], view["start_again"]) == ("Publish as version 1", "")
    assert view["title"] == "Padlet badges (new rubric, not published yet)"
    first = editor.publish()
    assert (first.id, first.version, first.parent) == ("padlet", 1, None)
    assert read_rubric(tmp_path / "padlet.json") == editor.rubric == first
    editor.step(rename("Near us"))
    assert editor.publish().parent == first.fingerprint
    assert files(tmp_path / "padlet.json") == ["padlet.json", "padlet.v1.json", "padlet.v2.json"]


def test_an_imported_draft_opens_as_a_new_rubric_and_undo_leads_back(path: Path) -> None:
    editor = EditRubric(starter_rubric(), save_to=path)
    editor.take_draft(PADLET, ["7 criteria in rows."])
    assert editor.draft["id"] == "padlet"
    assert editor.view["notice"] == "Padlet badges is open as a new rubric. Undo leads back. 7 criteria in rows."
    assert editor.view["start_again"] == "Back to version 1 of Outside badges: a starter rubric"
    editor.undo()
    assert (editor.draft["id"], editor.view["publish_label"]) == ("outside-badges", "Publish as version 2")


def test_a_new_rubric_is_saved_beside_the_old_one_under_its_own_name(path: Path) -> None:
    before = path.read_bytes()
    editor = EditRubric(starter_rubric(), save_to=path)
    editor.take_draft(PADLET)
    first = editor.publish()
    told = "Version 1 is published and saved in padlet.json. Write padlet.json into the first cell to open it again."
    assert editor.view["notice"] == told
    assert path.read_bytes() == before
    editor.step(rename("Near us"))
    assert editor.publish().parent == first.fingerprint
    assert read_rubric(path.parent / "padlet.json").version == 2
    # The old one goes on in its own file.
    for _ in range(3):
        editor.undo()
    editor.step({"do": "set", "field": "title", "value": "Ours"})
    editor.publish()
    assert Rubric.parse(path.read_bytes()).title == "Ours"
    kept = ["ours.json", "ours.v1.json", "ours.v2.json"]
    assert files(path) == [*kept, *(one.replace("ours", "padlet") for one in kept)]


def test_a_file_of_that_name_is_not_written_over(path: Path) -> None:
    (path.parent / "padlet.json").write_text("mine", encoding="utf-8")
    editor = EditRubric(starter_rubric(), save_to=path)
    editor.take_draft(PADLET)
    editor.publish()
    assert (path.parent / "padlet.json").read_text(encoding="utf-8") == "mine"
    assert read_rubric(path.parent / "padlet-2.json").id == "padlet"


def test_the_draft_that_was_open_is_kept_when_another_takes_its_place(path: Path) -> None:
    editor = EditRubric(starter_rubric(), save_to=path)
    editor.step(rename("Near us"))
    editor.take_draft(PADLET)
    assert "The draft that was open is kept as ours.draft-2.json." in editor.view["notice"]
    assert read_draft(path.parent / "ours.draft-2.json").draft["criteria"][3]["name"] == "Near us"
    assert read_draft(path.parent / "ours.draft.json").draft["id"] == "padlet"


def test_an_imported_draft_goes_on_after_a_restart(path: Path) -> None:
    EditRubric(starter_rubric(), save_to=path).take_draft(PADLET)
    again = EditRubric(starter_rubric(), save_to=path)
    assert again.draft["id"] == "padlet"
    assert again.view["publish_label"] == "Publish as version 1"
    assert again.view["start_again"] == "Back to version 1 of Outside badges: a starter rubric"
    again.start_again()
    assert again.draft == draft_of(starter_rubric())


def test_a_hidden_character_in_a_title_is_spelt_out() -> None:
    editor = EditRubric(draft=PADLET | {"title": "Ours\u202e"})
    editor.publish()
    editor.step(rename("Near us"))
    editor.start_again()
    assert editor.view["notice"] == "This is version 1 of Ours‹U+202E› again. Undo brings the draft back."
    editor.take_draft(PADLET | {"title": "Theirs\u202e"})
    assert editor.view["notice"] == "Theirs‹U+202E› is open as a new rubric. Undo leads back."


def test_what_is_no_draft_is_refused_and_nothing_changes(path: Path) -> None:
    editor = EditRubric(starter_rubric(), save_to=path)
    with pytest.raises(RecordError, match="does not have the form of a rubric: id: Field required"):
        editor.take_draft({"title": "Half"})
    assert editor.draft == draft_of(starter_rubric())
    with pytest.raises(RecordError, match=r"^give the editor either a rubric or a draft of a new one$"):
        EditRubric()
    with pytest.raises(RecordError, match=r"^give the editor either a rubric or a draft of a new one$"):
        EditRubric(starter_rubric(), draft=PADLET)


def test_a_rubric_without_criteria_is_a_draft_to_begin_with() -> None:
    editor = EditRubric(draft=PADLET | {"criteria": []})
    assert editor.view["columns"] == 0
    editor.step({"do": "add_criterion"})
    assert len(editor.view["criteria"]) == 1
    json.dumps(editor.view)
