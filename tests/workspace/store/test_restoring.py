"""Putting a whole store in the place of a damaged one; nothing is deleted, and every entry that can be read comes along."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.model import Entry
from rubric_kit.workspace.store import open_store, restore
from rubric_kit.workspace.store.salvage import salvage

MakeEntry = Callable[..., Entry]


@pytest.fixture
def entries(make_entry: MakeEntry) -> list[Entry]:
    return [make_entry(rater=f"r{number}", rationale=f"because {number}") for number in range(6)]


@pytest.fixture
def rated(tmp_path: Path, entries: list[Entry]) -> Path:
    """Make a closed file of six entries, with a backup of the first four."""
    path = tmp_path / "ratings.db"
    with open_store(path) as store:
        store.append(entries[:4])
    with open_store(path) as store:
        store._backups = None
        store.append(entries[4:])
    return path


def _run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def _kept(path: Path) -> list[Entry]:
    with open_store(path, read_only=True) as store:
        store.verify()
        return [one.entry for one in store.entries()]


def test_the_backup_and_what_the_damaged_file_still_holds(rated: Path, entries: list[Entry]) -> None:
    _run(rated, "UPDATE entries SET level = 'l9' WHERE sequence IN (2, 6)")
    damaged = rated.read_bytes()
    result = restore(rated)
    # Row 2 is in the backup; row 6 is in neither.
    assert _kept(rated) == entries[:5]
    assert (result.from_backup, result.salvaged, result.lost) == (4, 1, 1)
    assert result.aside == rated.with_name("ratings.damaged-1.db")
    assert result.aside.read_bytes() == damaged
    assert result.sentence == (
        "ratings.db is whole again: 4 entries from backups/ratings-000004.db, 1 more from the damaged file; "
        "1 could not be saved. The damaged file is kept as ratings.damaged-1.db."
    )
    with open_store(rated) as store:
        assert store.append(entries[5:])[0].sequence == 6


def test_without_a_backup_the_damaged_file_gives_what_it_can(rated: Path, entries: list[Entry]) -> None:
    shutil.rmtree(rated.parent / "backups")
    _run(rated, "UPDATE entries SET rater = 'somebody-else' WHERE sequence = 1")
    result = restore(rated)
    assert _kept(rated) == entries[1:]
    assert (result.backup, result.from_backup, result.salvaged, result.lost) == (None, 0, 5, 1)
    assert "no good backup was there, 5 more from the damaged file; 1 could not be saved" in result.sentence


def test_a_file_of_which_nothing_can_be_read_gives_the_backup(rated: Path, entries: list[Entry]) -> None:
    rated.write_bytes(b"\xff" * 40_000)
    result = restore(rated)
    assert _kept(rated) == entries[:4]
    assert (result.from_backup, result.salvaged, result.lost) == (4, 0, 0)


def test_a_lost_file_comes_back_from_its_backup(rated: Path, entries: list[Entry]) -> None:
    rated.unlink()
    assert restore(rated).aside is None
    assert _kept(rated) == entries[:4]


def test_a_new_store_beside_backups_says_so(rated: Path) -> None:
    rated.unlink()
    with open_store(rated) as store:
        assert store.banner.startswith("A new, empty ratings.db was begun, although there are backups of an earlier one")


def test_answers_in_the_write_ahead_log_are_saved_too(rated: Path, entries: list[Entry], make_entry: MakeEntry) -> None:
    late = make_entry(rater="late")
    with open_store(rated) as store:
        store._backups = None
        store.append([late])
        # As after a crash: the answer is in the log beside the file, and nobody folds it in.
        copy = rated.with_name("crashed.db")
        shutil.copy(rated, copy)
        shutil.copy(rated.with_name("ratings.db-wal"), copy.with_name("crashed.db-wal"))
    broken = bytearray(copy.read_bytes())
    broken[18:20] = b"\x02\x02"
    broken[60:64] = b"\x00\x00\x00\x63"
    copy.write_bytes(broken)
    assert [one.entry for one in salvage(copy).entries] == [*entries, late]
    assert copy.read_bytes() == broken
    assert copy.with_name("crashed.db-wal").stat().st_size > 0


def test_a_broken_page_costs_the_rows_on_it_and_no_others(tmp_path: Path, make_entry: MakeEntry) -> None:
    path = tmp_path / "ratings.db"
    many = [make_entry(rater=f"r{number}", rationale="x" * 300) for number in range(200)]
    with open_store(path) as store:
        store._backups = None
        store.append(many)
    data = bytearray(path.read_bytes())
    # Overwrite the page that holds the reason of one entry in the middle.
    page = data.index(many[100].id.encode()) // 4096 * 4096
    data[page : page + 64] = b"\xaa" * 64
    path.write_bytes(data)
    result = restore(path)
    assert 180 <= result.salvaged < 200
    assert result.salvaged + result.lost == 200
    kept = _kept(path)
    assert kept == [one for one in many if one in kept]


def test_the_newer_rubric_of_the_damaged_file_is_kept(rated: Path) -> None:
    rubric = starter_rubric()
    with open_store(rated) as store:
        store._backups = None
        store.save_rubric(rubric, revision=0)
        store.save_rubric(rubric.replace(title="Ours"), revision=1)
    _run(rated, "UPDATE entries SET level = 'l9' WHERE sequence = 6")
    restore(rated)
    with open_store(rated) as store:
        kept = store.rubric(rubric.id)
    assert kept is not None
    assert (kept[0].title, kept[1]) == ("Ours", 2)


def test_damaged_backups_give_way_to_new_ones(rated: Path, entries: list[Entry]) -> None:
    folder = rated.parent / "backups"
    (folder / "ratings-000009.db").write_bytes(b"no database")
    _run(rated, "UPDATE entries SET level = 'l9' WHERE sequence = 5")
    restore(rated)
    with open_store(rated) as store:
        store.append(entries[4:5])
    names = sorted(one.name for one in folder.iterdir())
    assert names[:3] == ["ratings-000004.db", "ratings-000005.db", "ratings-000006.db"]
    assert names[3].startswith("ratings-000009.db.")
    assert names[3].endswith(".damaged")


def test_a_second_damage_gets_a_name_of_its_own(rated: Path) -> None:
    for number in (1, 2):
        _run(rated, "UPDATE entries SET level = 'l9' WHERE sequence = 1")
        assert restore(rated).aside == rated.with_name(f"ratings.damaged-{number}.db")


def test_a_whole_store_is_not_restored(rated: Path) -> None:
    before = rated.read_bytes()
    with pytest.raises(InputError, match=r"ratings\.db is whole, with 6 entries; there is nothing to restore"):
        restore(rated)
    assert rated.read_bytes() == before


def test_there_must_be_something_to_restore(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist, and there is no backup of it"):
        restore(tmp_path / "ratings.db")
    with pytest.raises(InputError, match=r"postgresql://rater:\*\*\*@host/name is on a server; ask whoever keeps it"):
        restore("postgresql://rater:geheim@host/name")
