"""Opening a store: made if it is new, checked whole, brought forward, read-only where nothing can be saved."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from rubric_kit.errors import InputError
from rubric_kit.workspace.files import one_line_errors
from rubric_kit.workspace.store.backup_keeper import BackupKeeper
from rubric_kit.workspace.store.backups import backup_files, damage_error, make_backup, sync_file
from rubric_kit.workspace.store.chain import FaultyStoreError
from rubric_kit.workspace.store.database import Database
from rubric_kit.workspace.store.file_check import check_file, check_store, reading_mode
from rubric_kit.workspace.store.network_shares import network_share
from rubric_kit.workspace.store.places import Place, place_of
from rubric_kit.workspace.store.postgres_database import PostgresDatabase
from rubric_kit.workspace.store.schema_versions import REVISIONS, has_rubrics, migrate, schema_version
from rubric_kit.workspace.store.sqlite_database import SqliteDatabase
from rubric_kit.workspace.store.storage_errors import one_line_storage_errors
from rubric_kit.workspace.store.store import Store
from rubric_kit.workspace.store.writer_lock import writer_lock

_SIDE_FILES = ("-wal", "-journal", "-shm")
_MAY_NOT_WRITE = (
    "This {kind} can be read but not written; nothing can be saved here. Copy the folder to where you may write to rate."
)
_ON_A_SHARE = (
    "This folder is on a network share ({share}); saving is slower here, and a copy of your own on each laptop is safer."
)
_OLDER = "These ratings were made by an older rubric_kit; they are shown as they are, and no rubrics are kept with them."
_BEGUN_BESIDE_BACKUPS = (
    "A new, empty {path} was begun, although there are backups of an earlier one, such as backups/{name}. "
    "If ratings are missing, delete the new file and run: rubric-kit ratings restore {path}"
)


def open_store(place: str | Path, *, create: bool = True, read_only: bool = False) -> Store:
    """Open the ratings of a workspace; close the store afterwards, or use it in a `with` block.

    Parameters
    ----------
    place : str or Path
        A file whose name ends in .db, or the address of a PostgreSQL database: postgresql://user:password@host/name.
    create : bool
        Whether to begin an empty store where there is none.
    read_only : bool
        Whether to keep from writing. A folder that may not be written to is opened like this by itself, and `banner` says so.

    Raises
    ------
    InputError
        There is no store, it was made by a newer rubric_kit, it may not be read, or it is damaged; then the message names
        the first bad row and the newest good backup. Nothing was changed.
    """
    where = place_of(place)
    try:
        if where.url is not None:
            return _open_server(where, where.url, create=create, read_only=read_only)
        return _open_file(Path(where.shown), create=create, read_only=read_only)
    except FaultyStoreError as fault:
        raise damage_error(where.shown, fault) from None


def _open_file(path: Path, *, create: bool, read_only: bool) -> Store:
    notes = []
    if not _has_content(path):
        if read_only or not create:
            raise InputError(f"{path} does not exist; check the spelling", where=str(path))
        notes.append(_begin(path))
    if read_only:
        return _open_to_read(path, "")
    if not _may_write(path):
        kind = "file" if os.access(path.parent, os.W_OK) else "folder"
        return _open_to_read(path, _MAY_NOT_WRITE.format(kind=kind))
    share = network_share(path)
    if share:
        notes.append(_ON_A_SHARE.format(share=share))
    state = check_file(path)
    database = SqliteDatabase(path, mode="rw", journal=_journal(path))
    with _closed_on_error(database):
        if state.version != REVISIONS[-1]:
            _bring_forward(path, database)
        backups = BackupKeeper(path, state.head.sequence)
        backups.make()
    return Store(database, backups=backups, read_only=False, has_rubrics=True, notes=notes)


def _open_to_read(path: Path, note: str) -> Store:
    state = check_file(path)
    notes = [note, "" if state.version == REVISIONS[-1] else _OLDER]
    database = SqliteDatabase(path, mode=reading_mode(path))
    return Store(database, backups=None, read_only=True, has_rubrics=has_rubrics(state.version), notes=notes)


def _open_server(where: Place, url: URL, *, create: bool, read_only: bool) -> Store:
    database = PostgresDatabase(url, where.shown, read_only=read_only)
    with _closed_on_error(database):
        version = _version_on(database)
        if version is None and (read_only or not create):
            raise InputError(f"{where.shown} holds no ratings; check the name of the database", where=where.shown)
        if version != REVISIONS[-1] and not read_only:
            with database.writing() as connection:
                # A program that came first has done it while this one waited.
                if schema_version(connection, where.shown) != REVISIONS[-1]:
                    migrate(connection)
        with database.reading() as connection:
            version = check_store(connection, where.shown).version
    notes = ["" if version == REVISIONS[-1] else _OLDER]
    return Store(database, backups=None, read_only=read_only, has_rubrics=has_rubrics(version), notes=notes)


def _version_on(database: Database) -> str | None:
    with database.reading() as connection:
        return schema_version(connection, database.shown)


@contextmanager
def _closed_on_error(database: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


def _begin(path: Path) -> str:
    """Make an empty store under another name, bring it to the disk, and give it its own: there is never half a store."""
    with one_line_errors(path, "save"):
        if not path.parent.is_dir():
            raise FileNotFoundError
        with writer_lock(path):
            if _has_content(path):
                return ""
            _put_aside_leftovers(path)
            temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
            try:
                _make_empty(temporary, path)
                temporary.replace(path)
                sync_file(path.parent)
            finally:
                for ending in ("", *_SIDE_FILES):
                    temporary.with_name(temporary.name + ending).unlink(missing_ok=True)
    found = backup_files(path)
    return _BEGUN_BESIDE_BACKUPS.format(name=found[0].name, path=path.name) if found else ""


def _make_empty(temporary: Path, path: Path) -> None:
    temporary.touch()
    database = SqliteDatabase(temporary, mode="rw", journal=_journal(path), queue=False)
    database.shown = str(path)  # what goes wrong is told by the name that people know
    try:
        with database.writing() as connection:
            migrate(connection)
    finally:
        database.close()
    sync_file(temporary)


def _put_aside_leftovers(path: Path) -> None:
    """Keep side files of a store that is gone from being taken for those of the new one; they may hold answers, and stay."""
    for ending in _SIDE_FILES:
        left = path.with_name(path.name + ending)
        if left.exists():
            left.replace(left.with_name(f"{left.name}.{secrets.token_hex(4)}.left"))


def _bring_forward(path: Path, database: SqliteDatabase) -> None:
    """Copy an older store, then bring its tables forward in one transaction."""
    with one_line_storage_errors(str(path), saving=False):
        make_backup(path)
    with database.writing() as connection:
        # Another program may have done it while this one waited.
        if schema_version(connection, str(path)) != REVISIONS[-1]:
            migrate(connection)


def _has_content(path: Path) -> bool:
    """Whether a file is there; an empty one beside backups was a store once."""
    with one_line_errors(path, "read"):
        if path.is_dir():
            raise InputError(f"{path} is a folder; name a file", where=str(path))
        return path.exists() and (path.stat().st_size > 0 or bool(backup_files(path)))


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _journal(path: Path) -> str:
    return "delete" if network_share(path) else "wal"
