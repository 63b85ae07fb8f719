"""The databases that an erasure goes through: the store, its backups, files of other laptops, damaged ones."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, create_engine, text

from rubric_kit.errors import InputError, RubricKitError
from rubric_kit.workspace.store.backups import backup_folder
from rubric_kit.workspace.store.chain import FaultyStoreError
from rubric_kit.workspace.store.database import Database
from rubric_kit.workspace.store.erased_rows import HeldRows, blank_rows, compact_file, held_rows, kept_cells
from rubric_kit.workspace.store.file_check import check_file, reading_mode
from rubric_kit.workspace.store.network_shares import network_share
from rubric_kit.workspace.store.places import Place
from rubric_kit.workspace.store.postgres_database import PostgresDatabase
from rubric_kit.workspace.store.sqlite_database import SqliteDatabase
from rubric_kit.workspace.store.storage_errors import one_line_storage_errors
from rubric_kit.workspace.store.subject import Subject
from rubric_kit.workspace.store.traces import Sought, count_in_cells, count_in_database, starts_as_database

_SIDES = ("-wal", "-shm", "-journal")
_SET_ASIDE = re.compile(
    r".+\.damaged-\d+\.db|.+\.db-(?:wal|journal|shm)\.[0-9a-f]+\.left|.+-\d{6,}\.db\.[0-9a-f]+\.damaged|\..+\.db\.[0-9a-f]+\.part"
    r"|\..+-\d+\.part"
)
"""Names under which the kit itself sets damaged files aside, or leaves a copy that was killed; nobody reads such files."""
_BACKUP = re.compile(r".+-\d{6,}\.db")


class HeldDatabase(Protocol):
    """A database that may hold rows of whoever is erased."""

    shown: str

    def rows(self, subject: Subject) -> HeldRows:
        """Look up what it holds."""

    def blank(self, subject: Subject) -> None:
        """Take it away, for good."""

    def count(self, sought: Sought) -> list[tuple[str, int]]:
        """Count what is found in it now, file by file."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Open it to be read."""


class FileDatabase:
    """An SQLite file.

    Parameters
    ----------
    path : Path
        The file.
    live : bool
        Whether it is the store itself, which others may have open; else a backup or a file of another laptop.
    """

    def __init__(self, path: Path, *, live: bool) -> None:
        self.path = path
        self.shown = str(path)
        self.live = live

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open it to be read."""
        database = SqliteDatabase(self.path, mode=reading_mode(self.path))
        try:
            with database.reading() as connection:
                yield connection
        finally:
            database.close()

    def rows(self, subject: Subject) -> HeldRows:
        """Look up what it holds."""
        with self.reading() as connection:
            return held_rows(connection, subject)

    def blank(self, subject: Subject) -> None:
        """Blank the rows, write the file anew without free pages, and check it; a backup keeps its time."""
        stat = self.path.stat()
        journal = "wal" if self.live and not network_share(self.path.parent) else "delete"
        database = SqliteDatabase(self.path, mode="rw", journal=journal, queue=self.live)
        try:
            with database.writing() as connection:
                blank_rows(connection, subject)
        finally:
            database.close()
        compact_file(self.path, queue=self.live)
        try:
            check_file(self.path)
        except FaultyStoreError as fault:
            message = f"{self.path}: {fault.message}; delete the file if it is a backup, restore it if it is the store"
            raise InputError(message, where=self.shown) from None
        if not self.live:
            os.utime(self.path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    def count(self, sought: Sought) -> list[tuple[str, int]]:
        """Count what is found among all bytes of the file and of the files that SQLite keeps beside it."""
        with self.reading() as connection:
            kept = list(kept_cells(connection))
        files = (self.path, *(self.path.with_name(f"{self.path.name}{end}") for end in _SIDES))
        return [(str(one), count_in_database(one.read_bytes(), sought, kept)) for one in files if one.exists()]


class ServerDatabase:
    """A database on a PostgreSQL server: its rows can be looked at, its files cannot."""

    def __init__(self, place: Place) -> None:
        assert place.url is not None  # noqa: S101  asked before; said for the type checker
        self._url = place.url
        self.shown = place.shown

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open it to be read."""
        with _opened(PostgresDatabase(self._url, self.shown)) as database, database.reading() as connection:
            yield connection

    def rows(self, subject: Subject) -> HeldRows:
        """Look up what it holds."""
        with self.reading() as connection:
            return held_rows(connection, subject)

    def blank(self, subject: Subject) -> None:
        """Blank the rows, and let the server write the tables anew without the old versions of them."""
        with _opened(PostgresDatabase(self._url, self.shown)) as database, database.writing() as connection:
            blank_rows(connection, subject)
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT", hide_parameters=True)
        try:
            with one_line_storage_errors(self.shown, saving=False), engine.connect() as connection:
                connection.execute(text("VACUUM FULL entries"))
                connection.execute(text("VACUUM FULL rubrics"))
        finally:
            engine.dispose()

    def count(self, sought: Sought) -> list[tuple[str, int]]:
        """Count what is found in the cells of all rows."""
        with self.reading() as connection:
            return [(self.shown, count_in_cells(kept_cells(connection), sought))]


@contextmanager
def _opened(database: PostgresDatabase) -> Iterator[Database]:
    try:
        yield database
    finally:
        database.close()


def file_databases(path: Path | None, others: Iterable[Path]) -> tuple[list[FileDatabase], list[Path]]:
    """Return the databases that can be blanked, the store first, and the files that are left of damaged or torn ones.

    Parameters
    ----------
    path : Path or None
        The store; None if it is on a server.
    others : iterable of Path
        Further files that may be databases: all files of the workspace.
    """
    good, bad, seen = list[FileDatabase](), list[Path](), set[Path]()
    if path is not None:
        good.append(FileDatabase(path, live=True))
        seen.add(path.resolve())
        others = [*_beside(path), *others]
    for one in others:
        if one.resolve() in seen or not one.is_file() or one.name.endswith((*_SIDES, ".lock")):
            continue
        seen.add(one.resolve())
        if _starts_as_database(one) and _is_whole(one):
            good.append(FileDatabase(one, live=False))
        elif _SET_ASIDE.fullmatch(one.name) or _is_backup(one):
            bad.append(one)
    sides = (one.with_name(f"{one.name}{end}") for one in bad for end in _SIDES)
    return good, [*bad, *(side for side in sides if side.exists())]


def _beside(path: Path) -> Iterator[Path]:
    """Give the backups of a store, and whatever bears its name beside it, such as a damaged file that was set aside."""
    for folder in (path.parent, backup_folder(path)):
        if folder.is_dir():
            yield from (one for one in sorted(folder.iterdir()) if path.stem in one.name)


def _is_backup(path: Path) -> bool:
    return path.parent.name == backup_folder(path).name and _BACKUP.fullmatch(path.name) is not None


def _starts_as_database(path: Path) -> bool:
    with path.open("rb") as file:
        return starts_as_database(file.read(100))


def _is_whole(path: Path) -> bool:
    """Whether a file is a store that this program can use; one of another program, or of a newer kit, is left alone."""
    try:
        check_file(path)
    except RubricKitError:
        return False
    return True
