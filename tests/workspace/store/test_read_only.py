"""Folders and files that may not be written to: opened to be read, with a sentence that says so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rubric_kit.errors import InputError
from rubric_kit.model import Entry
from rubric_kit.workspace.store import open_store

MakeEntry = Callable[..., Entry]

# Tests may run as root, whom no permission stops; everything has to be imported while the files can still be read.
_AS_NOBODY = """
import os, sys
from rubric_kit.errors import InputError
from rubric_kit.workspace.store import new_entry, open_store
import rubric_kit.workspace.store.schema_versions, alembic.command
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with open_store(sys.argv[1]) as store:
        print(store.read_only, len(store.entries()), store.banner, sep="|")
        store.append([new_entry("done", "r1")])
except InputError as error:
    print(error.message)
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")


@pytest.fixture
def rated(open_folder: Path, make_entry: MakeEntry) -> Path:
    path = open_folder / "ratings.db"
    with open_store(path) as store:
        store.append([make_entry(), make_entry()])
    return path


def _open_as_nobody(path: Path) -> list[str]:
    command = [sys.executable, "-c", _AS_NOBODY, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_folder_without_permission_opens_to_be_read(rated: Path) -> None:
    rated.chmod(0o444)
    names = sorted(one.name for one in rated.parent.iterdir())
    opened, refused = _open_as_nobody(rated)
    assert opened == (
        "True|2|This folder can be read but not written; nothing can be saved here. "
        "Copy the folder to where you may write to rate."
    )
    assert refused == f"{rated} can be read but not written; nothing was saved"
    assert sorted(one.name for one in rated.parent.iterdir()) == names


def test_a_file_without_permission_in_an_open_folder(rated: Path) -> None:
    rated.parent.chmod(0o777)
    rated.chmod(0o444)
    opened, refused = _open_as_nobody(rated)
    assert opened.startswith("True|2|This file can be read but not written;")
    assert refused.endswith("nothing was saved")


def test_a_file_that_may_not_be_read_is_told(rated: Path) -> None:
    rated.chmod(0o600)
    assert _open_as_nobody(rated) == [f"{rated} may not be read: no permission"]


def test_answers_that_wait_beside_the_file_are_not_passed_over(open_folder: Path, make_entry: MakeEntry) -> None:
    path = open_folder / "ratings.db"
    copy = open_folder / "copied" / "ratings.db"
    copy.parent.mkdir()
    with open_store(path) as store:
        store.append([make_entry()])
        # Copied while a program had it open: the answer is still in the log beside the file.
        for ending in ("", "-wal"):
            shutil.copy(f"{path}{ending}", f"{copy}{ending}")
            Path(f"{copy}{ending}").chmod(0o444)
    (told,) = _open_as_nobody(copy)
    assert told == (
        f"{copy}: the file cannot be opened; if a file whose name ends in -wal is beside it, copy both to where you may write "
        "and open the copy; otherwise check that you may read the folder"
    )


def test_a_new_store_needs_a_folder_that_may_be_written(open_folder: Path) -> None:
    path = open_folder / "ratings.db"
    assert _open_as_nobody(path) == [f"{path} may not be saved: no permission"]
    assert not path.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere does not exist; check the spelling"):
        open_store(tmp_path / "nowhere" / "ratings.db")


def test_a_folder_under_the_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "ratings.db").mkdir()
    with pytest.raises(InputError, match=r"ratings\.db is a folder; name a file"):
        open_store(tmp_path / "ratings.db")


def test_looking_at_a_file_leaves_nothing_beside_it(rated: Path) -> None:
    before = {one.name: one.read_bytes() for one in rated.parent.iterdir() if one.is_file()}
    with open_store(rated, read_only=True) as store:
        assert len(store.entries()) == 2
    assert {one.name: one.read_bytes() for one in rated.parent.iterdir() if one.is_file()} == before


def test_a_permission_that_goes_away_is_told_and_comes_back(rated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bool:
        return False

    monkeypatch.setattr("rubric_kit.workspace.store.opening._may_write", refuse)
    with open_store(rated) as store:
        assert store.read_only
    monkeypatch.undo()
    with open_store(rated) as store:
        assert not store.read_only
