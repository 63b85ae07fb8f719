"""Draft files: nothing of a draft is lost, whatever lies where it is kept."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import apply_step, draft_of
from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Rubric
from rubric_kit.workspace.draft_file import (
    discard_draft,
    draft_digest,
    draft_path,
    free_name,
    numbered_name,
    read_draft,
    set_draft_aside,
    write_draft,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return draft_path(tmp_path / "ours.json")


def test_the_draft_stands_beside_the_rubric_file(tmp_path: Path) -> None:
    assert draft_path(str(tmp_path / "ours.json")) == tmp_path / "ours.draft.json"
    assert draft_path("ours") == Path("ours.draft.json")


def test_an_unfinished_draft_comes_back_with_what_it_was_made_from_and_when(path: Path, rubric: Rubric) -> None:
    draft = apply_step(draft_of(rubric), {"do": "set", "criterion": rubric.criteria[0].id, "field": "weight", "value": "a thïrd"})
    digest = write_draft(path, draft, rubric)
    left = read_draft(path)
    assert left.draft == draft
    assert left.made_from is not None
    assert (left.made_from.version, left.made_from.fingerprint) == (rubric.version, rubric.fingerprint)
    assert left.digest == digest == draft_digest(path)
    assert datetime.now(UTC) - left.saved < timedelta(seconds=60)
    assert "a thïrd".encode() in path.read_bytes()


def test_the_time_is_the_one_the_file_tells(path: Path, rubric: Rubric) -> None:
    write_draft(path, draft_of(rubric), None)
    held = json.loads(path.read_text(encoding="utf-8"))
    held["saved"] = "2026-11-23T14:02:11+00:00"
    path.write_text(json.dumps(held), encoding="utf-8")
    left = read_draft(path)
    assert left.saved == datetime(2026, 11, 23, 14, 2, 11, tzinfo=UTC)
    assert left.made_from is None


def change(held: dict[str, Any], how: str) -> object:
    if how == "a rubric file":
        return held["draft"]
    if how == "a list":
        return [held]
    if how == "no time":
        held["saved"] = "yesterday"
    elif how == "no criteria":
        del held["draft"]["criteria"]
    elif how == "half a base":
        held["made_from"] = {"id": "ours"}
    return held


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("a rubric file", "ours.draft.json is no draft that this kit has saved"),
        ("a list", "ours.draft.json is no draft that this kit has saved"),
        ("no time", "ours.draft.json does not say when it was saved"),
        ("no criteria", "ours.draft.json does not have the form of a rubric: criteria: Field required"),
        ("half a base", "ours.draft.json: "),
    ],
)
def test_a_file_edited_by_hand_is_one_line(path: Path, rubric: Rubric, how: str, message: str) -> None:
    write_draft(path, draft_of(rubric), rubric)
    path.write_text(json.dumps(change(json.loads(path.read_text(encoding="utf-8")), how)), encoding="utf-8")
    with pytest.raises(RecordError, match=f"^{re.escape(message)}") as caught:
        read_draft(path)
    assert "\n" not in caught.value.message


def test_a_torn_file_is_one_line(path: Path) -> None:
    path.write_bytes(b'{"rubric_kit_draft": 1, "dra')
    with pytest.raises(InputError, match=r"ours\.draft\.json"):
        read_draft(path)


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path, rubric: Rubric) -> None:
    with pytest.raises(InputError, match="nowhere does not exist"):
        write_draft(tmp_path / "nowhere" / "ours.draft.json", draft_of(rubric), rubric)


def test_put_aside_it_never_takes_the_place_of_another(path: Path) -> None:
    for number, name in enumerate(("ours.draft-2.json", "ours.draft-3.json")):
        path.write_bytes(b"%d" % number)
        assert set_draft_aside(path).name == name
        assert not path.exists()
    assert path.with_name("ours.draft-2.json").read_bytes() == b"0"
    assert free_name(path) == path
    path.write_bytes(b"2")
    assert free_name(path) == numbered_name(path) == path.with_name("ours.draft-4.json")


def test_discarded_twice_is_no_error(path: Path) -> None:
    path.write_bytes(b"x")
    discard_draft(path)
    discard_draft(path)
    assert draft_digest(path) is None
