"""A damaged store is never used: it is refused in one line that names the first bad row and the newest good backup."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import text, update

from rubric_kit.errors import InputError
from rubric_kit.model import Entry, StoredEntry
from rubric_kit.workspace.store import DamagedStoreError, Store, open_store
from rubric_kit.workspace.store.chain import new_row
from rubric_kit.workspace.store.tables import BLANK, ENTRIES

MakeEntry = Callable[..., Entry]


@pytest.fixture
def rated(tmp_path: Path, make_entry: MakeEntry) -> Path:
    """Make a closed file of three entries, with a backup of the first two."""
    path = tmp_path / "ratings.db"
    with open_store(path) as store:
        store.append([make_entry("l1"), make_entry("l2")])
    with open_store(path) as store:
        store._backups = None
        store.append([make_entry("l3", rationale="é")])
    return path


def _run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def _tamper(store: Store, statement: str) -> None:
    with store._database.writing() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE entries SET level = 'l9' WHERE sequence = 2", "row 2 is not what was written there"),
        ("UPDATE entries SET rationale = 'better' WHERE sequence = 3", "row 3 is not what was written there"),
        ("UPDATE entries SET salt = NULL WHERE sequence = 1", "row 1 is not what was written there"),
        ("UPDATE entries SET round = NULL WHERE sequence = 1", "row 1 is not what was written there"),
        ("DELETE FROM entries WHERE sequence = 1", "row 2 does not fit the start of the log"),
        ("DELETE FROM entries WHERE sequence = 2", "row 3 does not fit row 1 before it"),
        ("DELETE FROM entries WHERE sequence = 3", "the log ends with row 2 and should end with row 3: rows are missing"),
        ("DELETE FROM entries", "the log ends with row 0 and should end with row 3: rows are missing"),
        ("UPDATE entries SET chain_hash = row_hash WHERE sequence = 2", "row 2 does not fit row 1 before it"),
        ("UPDATE entries SET sequence = 9 WHERE sequence = 1", "row 2 does not fit the start of the log"),
        ("DELETE FROM store_facts WHERE name = 'head'", "the store does not say where its log ends"),
        ("UPDATE store_facts SET value = 'x' WHERE name = 'head'", "what the store says about the end of its log cannot be read"),
    ],
)
def test_a_changed_log_names_its_first_bad_row(place: str, make_entry: MakeEntry, statement: str, found: str) -> None:
    with open_store(place) as store:
        store.append([make_entry("l1"), make_entry("l2"), make_entry("l3")])
        store.verify()
        _tamper(store, statement)
        with pytest.raises(DamagedStoreError, match=f"is damaged and was not used: {found}") as told:
            store.verify()
        assert "\n" not in told.value.message
    with pytest.raises(InputError, match=found):
        open_store(place)
    with pytest.raises(InputError, match=found):
        open_store(place, read_only=True)


def test_swapped_rows_are_found(place: str, make_entry: MakeEntry) -> None:
    with open_store(place) as store:
        store.append([make_entry("l1"), make_entry("l2")])
        for change in ("9 WHERE sequence = 1", "1 WHERE sequence = 2", "2 WHERE sequence = 9"):
            _tamper(store, f"UPDATE entries SET sequence = {change}")  # noqa: S608
        with pytest.raises(InputError, match="row 1 does not fit the start of the log"):
            store.verify()


def test_a_row_that_was_changed_with_its_hash_breaks_the_chain(place: str, make_entry: MakeEntry) -> None:
    with open_store(place) as store:
        first, _ = store.append([make_entry("l1"), make_entry("l2")])
        forged = new_row(first.entry.replace(level="l3"))
        with store._database.writing() as connection:
            connection.execute(update(ENTRIES).where(ENTRIES.c.sequence == 1).values(**forged))
        assert [one.entry.level for one in store.entries()] == ["l3", "l2"]  # the row by itself is right
        with pytest.raises(InputError, match="row 1 does not fit the start of the log"):
            store.verify()


def test_reading_checks_the_rows_it_gives_out(store: Store, make_entry: MakeEntry) -> None:
    store.append([make_entry("l1"), make_entry("l2")])
    _tamper(store, "UPDATE entries SET level = 'l9' WHERE sequence = 2")
    with pytest.raises(InputError, match="row 2 is not what was written there"):
        store.entries(after=1)


def test_a_page_that_breaks_while_the_store_is_open_is_found(rated: Path, make_entry: MakeEntry) -> None:
    with open_store(rated) as store:
        store.append([make_entry(rationale="x" * 300) for _ in range(60)])
    with open_store(rated) as store:
        data = bytearray(rated.read_bytes())
        page = data.index(b"x" * 300) // 4096 * 4096
        data[page : page + 64] = b"\xaa" * 64
        rated.write_bytes(data)
        with pytest.raises(
            DamagedStoreError, match=r"SQLite's own check says: .*the newest good copy is backups/ratings-000063\.db"
        ):
            store.verify()
        with pytest.raises(DamagedStoreError, match=r"SQLite cannot read it \(database disk image is malformed\)"):
            store.entries()


def test_an_erased_row_keeps_the_chain_and_says_nothing(store: Store, make_entry: MakeEntry) -> None:
    first, second = store.append([make_entry("l1", rationale="secret"), make_entry("l2")])
    with store._database.writing() as connection:
        connection.execute(update(ENTRIES).where(ENTRIES.c.sequence == first.sequence).values(**BLANK))
    store.verify()
    assert store.entries() == (second,)
    with pytest.raises(InputError, match=f"entry {first.entry.id} was erased here; nothing was saved"):
        store.append([first.entry])


def test_a_damaged_file_is_refused_with_the_newest_good_backup(rated: Path) -> None:
    _run(rated, "UPDATE entries SET level = 'l9' WHERE sequence = 1")
    before = rated.read_bytes()
    with pytest.raises(DamagedStoreError) as told:
        open_store(rated)
    message = told.value.message
    assert "row 1 is not what was written there; nothing was changed" in message
    assert "the newest good copy is backups/ratings-000002.db, 2 entries, made 20" in message
    assert "restore it with: rubric-kit ratings restore ratings.db" in message
    assert told.value.backup is not None
    assert rated.read_bytes() == before
    assert sorted(one.name for one in rated.parent.iterdir()) == ["backups", "ratings.db", "ratings.db.lock"]


def test_a_damaged_backup_is_passed_over(rated: Path) -> None:
    good = rated.parent / "backups" / "ratings-000002.db"
    shutil.copy(good, good.with_name("ratings-000003.db"))
    _run(good.with_name("ratings-000003.db"), "UPDATE entries SET level = 'l9' WHERE sequence = 1")
    rated.write_bytes(b"not a database at all, and long enough to be one" * 10)
    with pytest.raises(
        InputError, match=r"its first bytes are not those of an SQLite file.*backups/ratings-000002\.db, 2 entries"
    ):
        open_store(rated)


def test_without_a_good_backup_that_is_said(rated: Path) -> None:
    shutil.rmtree(rated.parent / "backups")
    rated.write_bytes(rated.read_bytes()[:-100])
    with pytest.raises(InputError, match=r"it ends in the middle of a page.*there is no good copy in backups/"):
        open_store(rated)


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_a_file_cut_at_a_page_is_refused(rated: Path, pages: int) -> None:
    rated.write_bytes(rated.read_bytes()[: pages * 4096])
    with pytest.raises(DamagedStoreError, match="is damaged and was not used"):
        open_store(rated)


def test_an_emptied_file_beside_backups_was_a_store_once(rated: Path) -> None:
    rated.write_bytes(b"")
    with pytest.raises(InputError, match="is damaged and was not used: it is empty; nothing was changed; the newest good copy"):
        open_store(rated)
    assert rated.read_bytes() == b""


def test_bytes_that_are_no_text_are_refused(rated: Path) -> None:
    _run(rated, "UPDATE entries SET rationale = CAST(x'ff41' AS TEXT) WHERE sequence = 2")
    with pytest.raises(DamagedStoreError, match="is damaged and was not used"):
        open_store(rated)


@pytest.mark.parametrize("value", ["x'6c31'", "1.5", "7"])
def test_a_cell_of_another_type_is_refused(rated: Path, value: str) -> None:
    _run(rated, f"UPDATE entries SET level = {value} WHERE sequence = 2")  # noqa: S608
    with pytest.raises(DamagedStoreError, match="row 2 is not what was written there"):
        open_store(rated)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    _run(path, "CREATE TABLE songs (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(InputError, match="is the database of another program; nothing was changed"):
        open_store(path)
    assert path.read_bytes() == before


def test_random_damage_is_never_silently_used(rated: Path, make_entry: MakeEntry, tmp_path: Path) -> None:
    with open_store(rated) as store:
        store.append([make_entry(rationale=f"reason {number}") for number in range(100)])
        whole: tuple[StoredEntry, ...] = store.entries()
    data = rated.read_bytes()
    chance = random.Random(20261128)  # noqa: S311  the same damage in every run
    refusals: list[str] = []
    for number in range(60):
        broken = bytearray(data)
        start = chance.randrange(len(data) - 8)
        broken[start : start + 8] = chance.randbytes(8)
        path = tmp_path / f"copy{number}.db"
        path.write_bytes(broken)
        with suppress(InputError), open_store(path, read_only=True) as store:
            # Bytes that nothing uses may be anything.
            assert store.entries() == whole
            continue
        with pytest.raises(InputError) as told:
            open_store(path)
        refusals.append(told.value.message)
        assert path.read_bytes() == broken
    assert len(refusals) > 30
    assert not any("\n" in message for message in refusals)
