"""Whether a file holds a whole store: its header, SQLite's own check, every row, the chain, every rubric."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from rubric_kit.errors import RubricKitError
from rubric_kit.workspace.files import one_line_errors
from rubric_kit.workspace.store.chain import FaultyStoreError, Head
from rubric_kit.workspace.store.log import check_log, head
from rubric_kit.workspace.store.rubrics import check_rubrics
from rubric_kit.workspace.store.schema_versions import has_rubrics, schema_version
from rubric_kit.workspace.store.sqlite_database import SqliteDatabase
from rubric_kit.workspace.store.storage_errors import STORAGE_ERRORS, damage_words, one_line_storage_errors

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_WRITE_VERSION = 18
_WAL = 2


class StoreState(NamedTuple):
    """What was found in a whole store."""

    version: str
    """Version of its tables."""
    entries: int
    """How many entries it holds, without the erased ones."""
    head: Head
    """End of its log."""


def check_file(path: Path, mode: str = "") -> StoreState:
    """Check a file without changing a byte of it.

    Raises
    ------
    FaultyStoreError
        The file is damaged; the message names the first thing that is wrong.
    InputError
        The file cannot be read at the moment, or is no file for this program: nothing is known against it.
    """
    check_header(path)
    database = SqliteDatabase(path, mode=mode or reading_mode(path))
    try:
        with database.raw_reading() as connection:
            return check_store(connection, str(path))
    except RubricKitError:
        raise
    except STORAGE_ERRORS as error:
        with one_line_storage_errors(str(path), saving=False):
            raise error from None
    except Exception as error:  # noqa: BLE001  random bytes in a file come back as every kind of error, a UnicodeDecodeError among them
        raise FaultyStoreError(damage_words(error)) from None
    finally:
        database.close()


def _integrity(connection: Connection) -> None:
    first = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    if first != "ok":
        raise FaultyStoreError(f"SQLite's own check says: {' '.join(str(first).split())[:200]}")


def check_store(connection: Connection, shown: str) -> StoreState:
    """Check every row, the chain and the rubrics.

    Raises
    ------
    FaultyStoreError
        Names the first row that is wrong.
    InputError
        The store is no store for this program.
    """
    if connection.dialect.name == "sqlite":
        _integrity(connection)
    version = schema_version(connection, shown)
    if version is None:
        raise FaultyStoreError("it holds no log")
    count = check_log(connection)
    if has_rubrics(version):
        check_rubrics(connection)
    return StoreState(version, count, head(connection))


def check_header(path: Path) -> None:
    """Check the first bytes of a file and its length.

    Raises
    ------
    FaultyStoreError
        The file is no SQLite file, or ends in the middle of a page.
    InputError
        The file cannot be read.
    """
    with one_line_errors(path, "read"), path.open("rb") as file:
        start = file.read(_HEADER)
        size = file.seek(0, 2)
    if len(start) < _HEADER or not start.startswith(_MAGIC):
        raise FaultyStoreError("its first bytes are not those of an SQLite file" if start else "it is empty")
    page = int.from_bytes(start[16:18], "big")
    page = 65_536 if page == 1 else page
    if page < 512 or page & (page - 1):
        raise FaultyStoreError("its first bytes are not those of an SQLite file")
    if size % page:
        raise FaultyStoreError(f"it ends in the middle of a page, after {size:,} bytes")


def reading_mode(path: Path) -> str:
    """Return the way in which SQLite opens a file so that looking at it neither changes it nor leaves anything beside it.

    A connection that may write folds what is in the write-ahead log into the file when it is closed, and one that may not
    leaves empty side files behind. So a file with answers in its log is opened to be read, and one without in the other way.
    """
    with one_line_errors(path, "read"), path.open("rb") as file:
        start = file.read(_HEADER)
    waiting = _size(path.with_name(f"{path.name}-wal")) > 0
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "ro" if waiting else "rw"
    uses_wal = len(start) > _WRITE_VERSION and start[_WRITE_VERSION] == _WAL
    return "ro&immutable=1" if uses_wal and not waiting else "ro"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
