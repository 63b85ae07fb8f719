"""Copies of a store in `backups/` beside it: whole, checked, the last five."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import InputError, RubricKitError
from rubric_kit.workspace.store.chain import FaultyStoreError
from rubric_kit.workspace.store.file_check import StoreState, check_file

KEPT = 5
"""How many copies are kept."""


class Backup(NamedTuple):
    """A copy of a store that was checked just now."""

    path: Path
    state: StoreState
    made: str
    """When it was made, by the clock of the machine that made it."""

    @property
    def sentence(self) -> str:
        """Name, count and time, such as `backups/ratings-000120.db, 118 entries, made 2026-11-28 14:02 UTC`."""
        name = f"{self.path.parent.name}/{self.path.name}"
        return f"{name}, {self.state.entries} entr{'y' if self.state.entries == 1 else 'ies'}, made {self.made}"


class DamagedStoreError(InputError):
    """A store is damaged and was not used; the newest good copy, if there is one, is in `backup`."""

    def __init__(self, message: str, *, where: str, backup: Backup | None) -> None:
        super().__init__(message, where=where)
        self.backup = backup


def backup_folder(path: Path) -> Path:
    """Return the folder in which the copies of a store are kept."""
    return path.parent / "backups"


def backup_files(path: Path) -> list[Path]:
    """Return the copies of a store, the one with the longest log first; they are not checked here."""
    name = re.compile(re.escape(path.stem) + r"-(\d{6,})\.db")
    found = []
    with suppress(OSError):
        found = [(int(match[1]), one) for one in backup_folder(path).iterdir() if (match := name.fullmatch(one.name))]
    return [one for _, one in sorted(found, reverse=True)]


def newest_good_backup(path: Path) -> Backup | None:
    """Return the copy of a store with the longest log that is whole; None if there is none."""
    for one in backup_files(path.absolute()):
        with suppress(RubricKitError, OSError):
            state = check_file(one)
            made = datetime.fromtimestamp(one.stat().st_mtime, UTC).strftime("%Y-%m-%d %H:%M UTC")
            return Backup(one, state, made)
    return None


def make_backup(path: Path) -> Path:
    """Copy a store, check the copy, give it its name, and let go of the oldest copies.

    The copy is made by SQLite in one transaction, so that others can go on saving.

    Raises
    ------
    InputError, FaultyStoreError, OSError, sqlite3.Error
        There is no new copy; the earlier ones are as they were.
    """
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    temporary = folder / f".{path.stem}-{os.getpid()}.part"
    temporary.unlink(missing_ok=True)
    try:
        vacuum_into(path, temporary)
        sync_file(temporary)
        state = check_file(temporary)
        target = folder / f"{path.stem}-{state.head.sequence:06d}.db"
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_file(folder)
    for old in backup_files(path)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def vacuum_into(path: Path, target: Path) -> None:
    """Write a compact copy of an SQLite file, which may be in use, under a name that nothing has yet."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=10, isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def damage_error(shown: str, fault: FaultyStoreError) -> DamagedStoreError:
    """Return the error that says what is wrong with a store and what to do; the store itself was not touched."""
    path = Path(shown)
    on_server = path.suffix.lower() != ".db" or "://" in shown
    backup = None if on_server else newest_good_backup(path)
    if on_server:
        advice = "ask whoever keeps the server for its last good copy"
    elif backup:
        advice = f"the newest good copy is {backup.sentence}; restore it with: rubric-kit ratings restore {path.name}"
    else:
        advice = f"there is no good copy in {backup_folder(path).name}/; rubric-kit ratings restore {path.name} saves what it can"
    message = f"{shown} is damaged and was not used: {fault.message}; nothing was changed; {advice}"
    return DamagedStoreError(message, where=shown, backup=backup)


def sync_file(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; Windows has no such call for a folder and needs none."""
    if os.name == "nt" and path.is_dir():
        return
    # Windows flushes only what was opened for writing.
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
