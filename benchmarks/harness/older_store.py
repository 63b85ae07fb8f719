"""A store as the first version of the kit made it, to be brought forward."""

from __future__ import annotations

from pathlib import Path

from harness.saves import rating
from rubric_kit.workspace.store.log import add_rows, new_rows
from rubric_kit.workspace.store.schema_versions import REVISIONS, migrate
from rubric_kit.workspace.store.sqlite_database import SqliteDatabase


def make_older_store(path: Path, count: int = 12) -> list[str]:
    """Make a store with the oldest tables and some entries; return their names."""
    entries = [rating(number) for number in range(count)]
    database = SqliteDatabase(path, mode="rwc", journal="wal")
    try:
        with database.writing() as connection:
            migrate(connection, REVISIONS[0])
            add_rows(connection, new_rows(entries))
    finally:
        database.close()
    return [one.id for one in entries]
