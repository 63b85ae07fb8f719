"""How SQLite is used: the settings a write needs, and no write through a deferred transaction."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.model import Entry
from rubric_kit.workspace.store import Store, merge, open_store
from rubric_kit.workspace.store.sqlite_database import SqliteDatabase

MakeEntry = Callable[..., Entry]


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record every statement that SQLite is given, as SQLite sees it."""
    seen: list[str] = []
    connect = sqlite3.connect

    def recorded(*args: object, **options: object) -> sqlite3.Connection:
        connection = connect(*args, **options)  # type: ignore[call-overload]
        connection.set_trace_callback(seen.append)
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", recorded)
    return seen


def test_no_write_goes_through_a_deferred_transaction(tmp_path: Path, make_entry: MakeEntry, statements: list[str]) -> None:
    with open_store(tmp_path / "ratings.db") as store:
        store.append([make_entry()])
        store.entries()
        store.save_rubric(starter_rubric(), revision=0)
        store.save_rubric(starter_rubric(), revision=1)
        with open_store(tmp_path / "other.db") as other:
            other.append([make_entry()])
        merge(store, [tmp_path / "other.db"])
        store.verify()
    begun = ""
    writes = 0
    for statement in statements:
        word = statement.split()[0].upper()
        if word == "BEGIN":
            begun = statement.upper()
        if word in ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER"):
            writes += 1
            assert begun == "BEGIN IMMEDIATE", statement
        if word in ("COMMIT", "ROLLBACK"):
            begun = ""
    assert writes > 8


def test_a_connection_that_reads_cannot_write(file_store: Store) -> None:
    database = file_store._database
    assert isinstance(database, SqliteDatabase)
    with (
        pytest.raises(OperationalError, match="attempt to write a readonly database"),
        database.raw_reading() as connection,
    ):
        connection.execute(text("DELETE FROM entries"))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("busy_timeout", 10_000)],
)
def test_the_settings_of_a_write(file_store: Store, pragma: str, value: object) -> None:
    with file_store._database.writing() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_on_a_network_share_the_rollback_journal_is_used_and_said(
    tmp_path: Path, make_entry: MakeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "ratings.db") as store:
        store.append([make_entry()])
    monkeypatch.setattr("rubric_kit.workspace.store.opening.network_share", lambda _: "nfs4")
    with open_store(tmp_path / "ratings.db") as store:
        assert store.banner.startswith("This folder is on a network share (nfs4); saving is slower here")
        with store._database.writing() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        store.append([make_entry()])
        assert len(store.entries()) == 2
        assert not (tmp_path / "ratings.db-wal").exists()


def test_after_closing_everything_is_in_the_one_file(tmp_path: Path, make_entry: MakeEntry) -> None:
    with open_store(tmp_path / "ratings.db") as store:
        saved = store.append([make_entry()])
        assert (tmp_path / "ratings.db-wal").exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["backups", "ratings.db", "ratings.db.lock"]
    moved = tmp_path / "stick" / "ours.db"
    moved.parent.mkdir()
    (tmp_path / "ratings.db").rename(moved)
    with open_store(moved) as store:
        assert store.entries() == saved


def test_a_reader_is_not_kept_waiting_by_a_writer(file_store: Store, make_entry: MakeEntry) -> None:
    saved = file_store.append([make_entry()])
    with file_store._database.writing() as connection:
        connection.execute(text("UPDATE store_facts SET value = '7 x' WHERE name = 'head'"))
        seen: list[object] = []
        reader = threading.Thread(target=lambda: seen.append(file_store.entries()))
        reader.start()
        reader.join(timeout=30)
        assert seen == [saved]
        connection.rollback()


def test_a_program_that_keeps_the_file_busy_is_told(
    tmp_path: Path, make_entry: MakeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rubric_kit.workspace.store.sqlite_database._BUSY_SECONDS", 0.05)
    path = tmp_path / "ratings.db"
    with open_store(path) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as stranger:
            stranger.execute("BEGIN IMMEDIATE")
            with pytest.raises(InputError, match="another program keeps the file busy; nothing of this answer was saved") as told:
                store.append([make_entry()])
            assert str(path) in told.value.message
            stranger.execute("ROLLBACK")
        assert len(store.append([make_entry()])) == 1


@pytest.mark.parametrize("name", ["Wörkshop #1?mode=ro&x=%41.db", "with space.db", "percent%2f.db"])
def test_any_name_of_a_file_is_taken_as_it_is(tmp_path: Path, make_entry: MakeEntry, name: str) -> None:
    with open_store(tmp_path / name) as store:
        saved = store.append([make_entry()])
    assert (tmp_path / name).exists()
    with open_store(tmp_path / name) as store:
        assert store.entries() == saved
        assert store.last_sequence() == 1


def test_what_an_earlier_store_left_is_kept_and_not_taken_for_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "ratings.db-wal").write_bytes(b"left behind")
    with open_store(tmp_path / "ratings.db") as store:
        assert store.entries() == ()
    left = [one for one in tmp_path.iterdir() if one.name.startswith("ratings.db-wal.")]
    assert [one.read_bytes() for one in left] == [b"left behind"]
