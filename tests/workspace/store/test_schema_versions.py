"""Versions of the tables: an older store is copied and brought forward, a newer one is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.model import Entry
from rubric_kit.workspace.store import Store, migrations, open_store, schema_versions
from rubric_kit.workspace.store.log import add_rows, new_rows
from rubric_kit.workspace.store.places import place_of
from rubric_kit.workspace.store.postgres_database import PostgresDatabase
from rubric_kit.workspace.store.schema_versions import REVISIONS, migrate
from rubric_kit.workspace.store.sqlite_database import SqliteDatabase
from rubric_kit.workspace.store.tables import METADATA

MakeEntry = Callable[..., Entry]


@pytest.fixture
def older(place: str, make_entry: MakeEntry) -> str:
    """Make a store as the first version of the tables had it, with one entry."""
    where = place_of(place)
    if where.url is None:
        Path(place).touch()
    database = PostgresDatabase(where.url, where.shown) if where.url else SqliteDatabase(Path(place), mode="rw", journal="wal")
    with database.writing() as connection:
        migrate(connection, "0001")
        add_rows(connection, new_rows([make_entry(rationale="old")]))
    database.close()
    return place


def _version(store: Store) -> str | None:
    with store._database.reading() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def test_an_older_store_is_brought_forward_and_keeps_its_entries(older: str, make_entry: MakeEntry) -> None:
    with open_store(older) as store:
        assert [one.entry.rationale for one in store.entries()] == ["old"]
        assert _version(store) == REVISIONS[-1]
        assert store.save_rubric(starter_rubric(), revision=0) == 1
        assert store.append([make_entry()])[0].sequence == 2
        store.verify()


def test_an_older_file_is_copied_before_it_is_changed(tmp_path: Path, make_entry: MakeEntry) -> None:
    path = tmp_path / "ratings.db"
    path.touch()
    database = SqliteDatabase(path, mode="rw", journal="wal")
    with database.writing() as connection:
        migrate(connection, "0001")
        add_rows(connection, new_rows([make_entry()]))
    database.close()
    with open_store(path):
        copy = tmp_path / "backups" / "ratings-000001.db"
    with open_store(copy, read_only=True) as store:
        assert _version(store) == "0001"
        assert len(store.entries()) == 1


def test_an_older_file_that_cannot_be_copied_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "ratings.db"
    path.touch()
    database = SqliteDatabase(path, mode="rw", journal="wal")
    with database.writing() as connection:
        migrate(connection, "0001")
    database.close()
    before = path.read_bytes()
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(InputError, match="File exists"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_migration_that_fails_changes_nothing(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("alembic.op.create_index", fail)
    with pytest.raises(InputError, match="No space left on device"):
        open_store(older)
    monkeypatch.undo()
    with open_store(older, read_only=True) as store:
        assert _version(store) == "0001"
        assert "rubrics" not in _tables(store)


def _tables(store: Store) -> set[str]:
    from sqlalchemy import inspect

    with store._database.reading() as connection:
        return set(inspect(connection).get_table_names())


def test_an_older_store_that_is_only_read_says_so(older: str) -> None:
    with open_store(older, read_only=True) as store:
        assert store.banner.startswith("These ratings were made by an older rubric_kit;")
        assert len(store.entries()) == 1
        assert store.rubric("anything") is None
        assert _version(store) == "0001"
        store.verify()


def test_a_newer_store_is_refused_and_not_changed(place: str) -> None:
    with open_store(place) as store, store._database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = Path(place).read_bytes() if place.endswith(".db") else b""
    for read_only in (True, False):
        with pytest.raises(
            InputError, match=r"was made by a newer rubric_kit; nothing was changed; bring this .* up to date"
        ) as told:
            open_store(place, read_only=read_only)
        assert "\n" not in told.value.message
    assert (Path(place).read_bytes() if place.endswith(".db") else b"") == before


def test_the_revisions_lead_to_the_tables_the_program_uses(store: Store) -> None:
    with store._database.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert differences == []


def test_every_revision_is_known_by_name() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    found = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == REVISIONS == schema_versions.REVISIONS


def test_bringing_forward_twice_does_nothing(store: Store) -> None:
    with store._database.writing() as connection:
        migrate(connection)
    store.verify()
