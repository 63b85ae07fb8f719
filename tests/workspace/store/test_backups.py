"""Copies of a store: whole, checked, the last five; and a copy that fails stops nobody."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rubric_kit.model import Entry
from rubric_kit.workspace.store import Store, backup_keeper, backups, newest_good_backup, open_store
from rubric_kit.workspace.store.chain import FaultyStoreError

MakeEntry = Callable[..., Entry]


def _names(path: Path) -> list[str]:
    folder = path.parent / "backups"
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ratings.db"


def test_a_backup_is_made_at_closing_if_something_is_new(path: Path, make_entry: MakeEntry) -> None:
    with open_store(path):
        pass
    assert _names(path) == []
    with open_store(path) as store:
        store.append([make_entry(), make_entry()])
    assert _names(path) == ["ratings-000002.db"]
    with open_store(path):
        pass
    assert _names(path) == ["ratings-000002.db"]


def test_a_backup_is_made_at_opening_if_the_last_program_made_none(path: Path, make_entry: MakeEntry) -> None:
    with open_store(path) as store:
        store._backups = None
        store.append([make_entry()])
    with open_store(path):
        assert _names(path) == ["ratings-000001.db"]


def test_a_backup_is_made_every_so_many_entries(path: Path, make_entry: MakeEntry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_keeper, "EVERY", 3)
    with open_store(path) as store:
        for _ in range(7):
            store.append([make_entry()])
            assert store._backups is not None
            if store._backups._thread:
                store._backups._thread.join()
        assert _names(path) == ["ratings-000003.db", "ratings-000006.db"]


def test_a_backup_on_demand_counts_what_others_have_added(path: Path, make_entry: MakeEntry) -> None:
    with open_store(path) as one, open_store(path) as other:
        other._backups = None
        other.append([make_entry()])
        assert one.backup() == path.parent / "backups" / "ratings-000001.db"
        assert one.backup() is None


def test_a_backup_holds_the_same_entries_and_the_same_chain(path: Path, make_entry: MakeEntry) -> None:
    with open_store(path) as store:
        saved = store.append([make_entry(rationale="é"), make_entry()])
        made = store.backup()
    assert made is not None
    with open_store(made, read_only=True) as copy:
        assert copy.entries() == saved
    found = newest_good_backup(path)
    assert found is not None
    assert (found.path, found.state.entries) == (made, 2)
    assert _names(path) == ["ratings-000002.db"]  # looking at a copy leaves nothing beside it


def test_the_last_five_are_kept(path: Path, make_entry: MakeEntry) -> None:
    with open_store(path) as store:
        for _ in range(8):
            store.append([make_entry()])
            store.backup()
    assert _names(path) == [f"ratings-00000{number}.db" for number in (4, 5, 6, 7, 8)]


def test_backups_of_another_store_in_the_folder_are_left_alone(path: Path, make_entry: MakeEntry) -> None:
    with open_store(path.with_name("ratings-2.db")) as other:
        other.append([make_entry()])
    with open_store(path) as store:
        for _ in range(6):
            store.append([make_entry()])
            store.backup()
    assert "ratings-2-000001.db" in _names(path)


def test_a_backup_that_fails_is_told_and_stops_nobody(path: Path, make_entry: MakeEntry) -> None:
    (path.parent / "backups").write_text("in the way")
    with open_store(path) as store:
        store.append([make_entry()])
        assert store.backup() is None
        assert store.banner.startswith("The last backup could not be made (File exists")
        assert len(store.append([make_entry()])) == 1
        (path.parent / "backups").unlink()
        assert store.backup() is not None
        assert store.banner == ""


@pytest.mark.parametrize(
    "failure", [OSError(28, "No space left on device"), FaultyStoreError("row 1 is not what was written there")]
)
def test_a_backup_that_fails_on_the_way_leaves_the_earlier_ones(
    path: Path, make_entry: MakeEntry, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    with open_store(path) as store:
        store.append([make_entry()])
        store.backup()
        store.append([make_entry()])

        def fail(_: Path) -> None:
            raise failure

        monkeypatch.setattr(backups, "check_file", fail)
        assert store.backup() is None
        assert "The last backup could not be made" in store.banner
        assert _names(path) == ["ratings-000001.db"]


def test_a_store_on_a_server_makes_no_files(store: Store, make_entry: MakeEntry, tmp_path: Path) -> None:
    store.append([make_entry()])
    made = store.backup()
    assert (made is None) == store.place.startswith("postgresql:")
    assert (tmp_path / "backups").exists() == (made is not None)


def test_the_time_of_a_backup_decides_nothing(path: Path, make_entry: MakeEntry) -> None:
    with open_store(path) as store:
        for _ in range(2):
            store.append([make_entry()])
            made = store.backup()
    assert made is not None
    os.utime(made, (0, 0))  # a clock that went back
    found = newest_good_backup(path)
    assert found is not None
    assert found.sentence == "backups/ratings-000002.db, 2 entries, made 1970-01-01 00:00 UTC"
