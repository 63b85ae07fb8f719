"""A disk that is full, that fails, that turns read-only: told in one line, nothing lost, and the store goes on after the cure."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from rubric_kit.errors import InputError
from rubric_kit.model import Entry
from rubric_kit.workspace.store import Store, open_store
from rubric_kit.workspace.store.storage_errors import plain_words, speaks_of_damage

MakeEntry = Callable[..., Entry]

# A limit on the size of files stands for a full disk: SQLite gets the same kind of answer from the system.
_UNDER_A_LIMIT = """
import resource, signal, sys
from rubric_kit.errors import InputError
from rubric_kit.workspace.store import new_entry, open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_store(sys.argv[1]) as store:
    store._backups = None
    saved = len(store.append([new_entry("done", "r1")]))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
    try:
        while True:
            saved += len(store.append([new_entry("round", "r1", rubric="a" * 64, rationale="x" * 5000)]))
    except InputError as error:
        print(error.message)
    assert len(store.entries()) == saved
    store.verify()
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    saved += len(store.append([new_entry("done", "r1")]))
    store.verify()
    print(saved)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
def test_a_disk_without_room_is_told_and_the_store_goes_on_after_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "ratings.db"
    done = subprocess.run(
        [sys.executable, "-c", _UNDER_A_LIMIT, str(path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stderr == ""
    message, saved = done.stdout.splitlines()
    assert message.startswith(f"{path}: the disk ")
    assert "; nothing of this answer was saved, earlier answers are whole; " in message
    with open_store(path) as store:
        assert len(store.entries()) == int(saved) > 10


def _error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    return error


SAID = {
    sqlite3.SQLITE_FULL: "the disk is full; nothing of this answer was saved, earlier answers are whole; "
    "free some space and answer again",
    sqlite3.SQLITE_IOERR_FSYNC: "the disk reports an error; nothing of this answer was saved, earlier answers are whole; "
    "check the disk or the stick and answer again",
    sqlite3.SQLITE_READONLY_DBMOVED: "the file can be read but no longer written; nothing of this answer was saved, "
    "earlier answers are whole; make it writable and answer again",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened any more; nothing of this answer was saved, earlier answers are whole; "
    "check the folder and answer again",
}


@pytest.mark.parametrize("code", SAID)
@pytest.mark.parametrize("at", ["INSERT INTO entries", "UPDATE store_facts", "COMMIT"])
def test_a_failure_at_any_step_of_a_write_is_told_and_passes(
    file_store: Store, make_entry: MakeEntry, code: int, at: str
) -> None:
    saved = file_store.append([make_entry()])
    engine = file_store._database._writers  # type: ignore[attr-defined]

    def fail_before(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(at):
            raise OperationalError(statement, None, _error(code))

    def fail_commit(_: Any) -> None:
        raise OperationalError("COMMIT", None, _error(code))

    name, listener = ("commit", fail_commit) if at == "COMMIT" else ("before_cursor_execute", fail_before)
    event.listen(engine, name, listener)
    with pytest.raises(InputError) as told:
        file_store.append([make_entry()])
    assert told.value.message == f"{file_store.place}: {SAID[code]}"
    event.remove(engine, name, listener)
    assert file_store.entries() == saved
    file_store.append([make_entry()])
    assert [one.sequence for one in file_store.entries()] == [1, 2]
    file_store.verify()


def test_a_store_that_cannot_be_begun_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("CREATE TABLE", None, _error(sqlite3.SQLITE_FULL))

    monkeypatch.setattr("rubric_kit.workspace.store.opening.migrate", fail)
    with pytest.raises(InputError) as told:
        open_store(tmp_path / "ratings.db")
    assert told.value.message.startswith(f"{tmp_path / 'ratings.db'}: the disk is full;")
    assert [one.name for one in tmp_path.iterdir()] == ["ratings.db.lock"]
    monkeypatch.undo()
    with open_store(tmp_path / "ratings.db") as store:
        assert store.entries() == ()


@pytest.mark.parametrize(
    ("error", "damage"),
    [
        (_error(sqlite3.SQLITE_CORRUPT_INDEX), True),
        (_error(sqlite3.SQLITE_NOTADB), True),
        (sqlite3.OperationalError("Could not decode to UTF-8 column"), True),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), True),
        (_error(sqlite3.SQLITE_FULL), False),
        (_error(sqlite3.SQLITE_BUSY_SNAPSHOT), False),
        (sqlite3.ProgrammingError("Cannot operate on a closed database."), False),
        (PermissionError(13, "Permission denied"), False),
    ],
)
def test_what_speaks_against_the_file_and_what_does_not(error: Exception, damage: bool) -> None:
    assert speaks_of_damage(error) is damage


def test_a_server_whose_disk_is_full_is_told() -> None:
    error = OperationalError("INSERT", None, Exception({"C": "53100", "M": "could not extend file"}))
    assert plain_words(error, saving=True).startswith("the disk of the server is full; nothing of this answer was saved")


def test_a_program_killed_in_the_middle_of_saving_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "ratings.db"
    script = """
import os, sys
from rubric_kit.workspace.store import new_entry, open_store
store = open_store(sys.argv[1])
while True:
    (one,) = store.append([new_entry("done", "r1")])
    os.write(1, one.entry.id.encode() + b"\\n")
"""
    program = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    acknowledged = [program.stdout.readline().strip() for _ in range(20)]
    program.kill()
    acknowledged += [line.strip() for line in program.stdout if len(line) == 33]
    program.wait()
    program.stdout.close()
    with open_store(path) as store:
        kept = [one.entry.id for one in store.entries()]
    assert kept[: len(acknowledged)] == acknowledged


def test_another_locale_and_a_clock_that_went_back_change_nothing(tmp_path: Path, make_entry: MakeEntry) -> None:
    path = tmp_path / "ratings.db"
    with open_store(path) as store:
        store.append([make_entry(rationale="heute ✓")])
    script = """
import sys, time
from rubric_kit.workspace.store import new_entry, open_store, store as module, write_entries, read_entries
module.utc_now = lambda: "2023-11-28T11:50:00Z"
with open_store(sys.argv[1]) as store:
    store.append([new_entry("round", "r1", rubric="a" * 64, rationale="gestern \\u2713 \\u00e9")])
    store.verify()
    write_entries(sys.argv[2], store.entries())
    assert read_entries(sys.argv[2]).entries == store.entries()
"""
    env = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-c", script, str(path), str(tmp_path / "entries.csv")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=env)
    assert done.stderr == ""
    with open_store(path) as store:
        assert [one.entry.rationale for one in store.entries()] == ["heute ✓", "gestern ✓ é"]
        assert store.entries()[1].entry.made == "2023-11-28T11:50:00Z"
    assert "gestern ✓ é" in (tmp_path / "entries.csv").read_text(encoding="utf-8")
