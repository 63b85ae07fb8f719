"""The draft's file from the editor's side: kept, found again, never lost to another window or another version."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import draft_of, publish, starter_rubric
from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Rubric
from rubric_kit.widgets import EditRubric, draft_keeper
from rubric_kit.widgets.draft_keeper import time_words
from rubric_kit.workspace import write_rubric
from rubric_kit.workspace.draft_file import read_draft

TIME = r"\d\d:\d\d"


def rename(name: str) -> dict[str, Any]:
    return {"do": "set", "criterion": "locality", "field": "name", "value": name}


def first_name(editor: EditRubric) -> str:
    return str(editor.draft["criteria"][3]["name"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ours.json"


def drafts(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.glob("*.draft*.json"))


def test_a_draft_goes_on_after_a_restart(path: Path) -> None:
    EditRubric(starter_rubric(), save_to=path).step(rename("Near us"))
    again = EditRubric(starter_rubric(), save_to=path)
    assert first_name(again) == "Near us"
    assert re.fullmatch(rf"A draft of {TIME} was found; it goes on from there\.", again.view["notice"])
    assert again.view["start_again"] == "Start again from version 1"
    again.undo()
    assert first_name(again) == "Local tie"


def test_nothing_is_kept_without_a_file_and_nothing_for_a_draft_that_says_nothing_new(path: Path) -> None:
    editor = EditRubric(starter_rubric())
    editor.step(rename("Near us"))
    assert editor.saved == {}
    editor = EditRubric(starter_rubric(), save_to=path)
    assert drafts(path) == []
    editor.step(rename("Near us"))
    assert drafts(path) == ["ours.draft.json"]
    assert re.fullmatch(rf"Draft saved {TIME} in ours\.draft\.json\.", editor.saved["words"])
    editor.undo()
    assert drafts(path) == []
    assert editor.saved == {"words": "", "wrong": False}


def test_publishing_discards_the_draft(path: Path) -> None:
    editor = EditRubric(starter_rubric(), save_to=path)
    editor.step(rename("Near us"))
    editor.publish()
    assert drafts(path) == []
    assert EditRubric(editor.rubric, save_to=path).view["notice"] == ""


def test_a_draft_of_another_version_is_told_and_kept_aside(path: Path) -> None:
    EditRubric(starter_rubric(), save_to=path).step(rename("Near us"))
    held = (path.parent / "ours.draft.json").read_bytes()
    second = publish(draft_of(starter_rubric()) | {"title": "Ours"}, starter_rubric())
    write_rubric(path, second)
    editor = EditRubric(second, save_to=path)
    assert first_name(editor) == "Local tie"
    assert drafts(path) == ["ours.draft-2.json"]
    assert (path.parent / "ours.draft-2.json").read_bytes() == held
    told = rf"A draft of {TIME} was made from version 1 of 'Outside badges: a starter rubric'; this is version 2 of 'Ours', so it"
    assert re.match(told, editor.view["notice"])
    assert editor.view["notice"].endswith("It is kept as ours.draft-2.json. Bring in a rubric can open it.")
    # And it can: a draft file is one of the forms that are read.
    content = {"do": "bring", "name": "ours.draft-2.json", "from": "page", "n": 1}
    editor._handle_custom_msg(content, [memoryview(held)])
    editor._handle_custom_msg({"do": "open_brought", "from": "page", "n": 2}, [])
    assert first_name(editor) == "Near us"


def test_a_file_that_is_no_draft_is_told_and_kept_aside(path: Path) -> None:
    (path.parent / "ours.draft.json").write_text('{"mine": 1}', encoding="utf-8")
    editor = EditRubric(starter_rubric(), save_to=path)
    told = "ours.draft.json cannot be used: ours.draft.json is no draft that this kit has saved. It is kept as ours.draft-2.json."
    assert editor.view["notice"] == told
    editor.step(rename("Near us"))
    assert json.loads((path.parent / "ours.draft-2.json").read_bytes()) == {"mine": 1}
    assert read_draft(path.parent / "ours.draft.json").draft == editor.draft


def test_two_windows_never_write_over_each_other(path: Path) -> None:
    one = EditRubric(starter_rubric(), save_to=path)
    two = EditRubric(starter_rubric(), save_to=path)
    one.step(rename("Near us"))
    two.step(rename("Far away"))
    one.step(rename("Next door"))
    assert drafts(path) == ["ours.draft-2.json", "ours.draft.json"]
    assert read_draft(path.parent / "ours.draft.json").draft["criteria"][3]["name"] == "Next door"
    assert read_draft(path.parent / "ours.draft-2.json").draft["criteria"][3]["name"] == "Far away"
    assert two.saved["words"].startswith("ours.draft.json was written by another window, so it was left as it is. Draft saved")
    # Publishing discards one's own draft only.
    one.publish()
    assert drafts(path) == ["ours.draft-2.json"]


def test_undoing_everything_removes_ones_own_draft_and_nobody_elses(path: Path) -> None:
    editor = EditRubric(starter_rubric(), save_to=path)
    editor.step(rename("Near us"))
    (path.parent / "ours.draft.json").write_text("theirs", encoding="utf-8")
    editor.undo()
    assert (path.parent / "ours.draft.json").read_text(encoding="utf-8") == "theirs"


def test_a_new_rubric_goes_on_after_a_restart_and_stays_new(path: Path) -> None:
    new = draft_of(starter_rubric()) | {"id": "padlet", "title": "Padlet"}
    first = EditRubric(draft=new, save_to=path)
    first.step(rename("Near us"))
    again = EditRubric(draft=new, save_to=path)
    assert (first_name(again), again.rubric) == ("Near us", None)
    assert "of a new rubric" in again.view["notice"]
    assert again.publish().version == 1
    assert Rubric.parse(path.read_bytes()).id == "padlet"


def test_the_draft_of_another_new_rubric_is_kept_aside(path: Path) -> None:
    new = draft_of(starter_rubric()) | {"id": "padlet", "title": "Padlet"}
    EditRubric(draft=new, save_to=path).step(rename("Near us"))
    editor = EditRubric(draft=new | {"id": "circle"}, save_to=path)
    assert first_name(editor) == "Local tie"
    assert "was made from another new rubric; this is a new rubric" in editor.view["notice"]
    assert drafts(path) == ["ours.draft-2.json"]


def test_a_draft_that_cannot_be_kept_is_said_and_the_work_goes_on(path: Path) -> None:
    editor = EditRubric(starter_rubric(), save_to=path.parent / "nowhere" / "ours.json")
    editor.step(rename("Near us"))
    assert editor.saved["wrong"] is True
    assert "nowhere does not exist" in editor.saved["words"]
    assert first_name(editor) == "Near us"


def test_typing_is_saved_every_other_second_and_the_latest_text_is_what_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_keeper, "PAUSE", 0.3)
    writes: list[str] = []
    whole = draft_keeper.write_draft

    def counted(where: Path, draft: dict[str, Any], parent: Rubric | None) -> str:
        writes.append(draft["criteria"][3]["name"])
        return whole(where, draft, parent)

    monkeypatch.setattr(draft_keeper, "write_draft", counted)

    async def type_quickly() -> None:
        editor = EditRubric(starter_rubric(), save_to=path)
        for text in ("N", "Ne", "Nea", "Near"):
            editor._handle_custom_msg({"do": "step", "step": rename(text), "burst": "b", "from": "page", "n": 1}, [])
        assert writes == ["N"]
        await asyncio.sleep(0.5)
        assert writes == ["N", "Near"]
        # A step that changes the shape does not wait.
        editor.step({"do": "add_criterion"})
        assert len(writes) == 3

    asyncio.run(type_quickly())
    assert read_draft(path.parent / "ours.draft.json").draft["criteria"][-1]["name"] == "New criterion"


LAST_WORDS = """
import asyncio, sys
from rubric_kit.authoring import starter_rubric
from rubric_kit.widgets import EditRubric

async def type_and_leave():
    editor = EditRubric(starter_rubric(), save_to=sys.argv[1])
    for text in ("Near", "Near us"):
        step = {"do": "set", "criterion": "locality", "field": "name", "value": text}
        editor._handle_custom_msg({"do": "step", "step": step, "burst": "b", "from": "page", "n": 1}, [])

asyncio.run(type_and_leave())
"""


def test_what_was_typed_last_is_saved_when_the_kernel_ends(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LAST_WORDS, str(path)], check=True, capture_output=True, text=True)
    assert done.stderr == ""
    assert read_draft(path.parent / "ours.draft.json").draft["criteria"][3]["name"] == "Near us"


def test_typing_without_a_running_loop_is_saved_at_once(path: Path) -> None:
    editor = EditRubric(starter_rubric(), save_to=path)
    for text in ("N", "Ne", "Nea"):
        editor._handle_custom_msg({"do": "step", "step": rename(text), "burst": "b", "from": "page", "n": 1}, [])
    assert read_draft(path.parent / "ours.draft.json").draft["criteria"][3]["name"] == "Nea"


def test_a_draft_that_cannot_be_renamed_stays_where_it_is_and_ours_takes_another_name(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path.parent / "ours.draft.json").write_text("theirs", encoding="utf-8")

    def refuse(_path: Path) -> Path:
        raise InputError("no permission", where="ours.draft.json")

    monkeypatch.setattr(draft_keeper, "set_draft_aside", refuse)
    editor = EditRubric(starter_rubric(), save_to=path)
    assert editor.view["notice"].endswith("It is kept as ours.draft.json.")
    editor.step(rename("Near us"))
    assert (path.parent / "ours.draft.json").read_text(encoding="utf-8") == "theirs"
    assert read_draft(path.parent / "ours.draft-2.json").draft["criteria"][3]["name"] == "Near us"


def test_without_a_file_another_rubric_is_opened_and_undo_alone_leads_back() -> None:
    editor = EditRubric(starter_rubric())
    editor.step(rename("Near us"))
    editor.take_draft(draft_of(starter_rubric()) | {"id": "padlet", "title": "Padlet"})
    assert editor.view["notice"] == "Padlet is open as a new rubric. Undo leads back."
    editor.undo()
    assert first_name(editor) == "Near us"


def test_start_again_is_a_step_that_undo_takes_back(path: Path) -> None:
    editor = EditRubric(starter_rubric(), save_to=path)
    editor.step(rename("Near us"))
    editor.start_again()
    assert editor.view["notice"].startswith("This is version 1 of Outside badges: a starter rubric again.")
    assert (first_name(editor), drafts(path), editor.view["start_again"]) == ("Local tie", [], "")
    editor.undo()
    assert first_name(editor) == "Near us"
    assert drafts(path) == ["ours.draft.json"]


def test_start_again_needs_a_version(path: Path) -> None:
    editor = EditRubric(draft=draft_of(starter_rubric()), save_to=path)
    with pytest.raises(RecordError, match="nothing was published yet"):
        editor.start_again()


def test_times_are_told_as_people_say_them() -> None:
    now = datetime.now().astimezone()
    assert time_words(now) == f"{now:%H:%M}"
    then = now.replace(year=2020, month=2, day=3, hour=9, minute=5)
    assert time_words(then) == "3 February, 09:05"
    assert ", " in time_words(now - timedelta(days=1))
