"""Putting a good store in the place of a damaged one: the newest good backup, and what can be saved of the damaged file."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import InputError, RubricKitError
from rubric_kit.workspace.files import one_line_errors
from rubric_kit.workspace.store.backups import Backup, backup_files, newest_good_backup, sync_file
from rubric_kit.workspace.store.chain import FaultyStoreError
from rubric_kit.workspace.store.file_check import check_file
from rubric_kit.workspace.store.log import add_rows, entries_after, new_rows
from rubric_kit.workspace.store.places import place_of
from rubric_kit.workspace.store.rubrics import kept_rubric, put_rubric
from rubric_kit.workspace.store.salvage import Salvage, salvage
from rubric_kit.workspace.store.schema_versions import migrate
from rubric_kit.workspace.store.sqlite_database import SqliteDatabase
from rubric_kit.workspace.store.writer_lock import writer_lock

_SIDE_FILES = ("-wal", "-journal")


class RestoreResult(NamedTuple):
    """What restoring did."""

    path: Path
    """The store, whole again."""
    aside: Path | None
    """Name under which the damaged file was kept; None if there was no file."""
    backup: Path | None
    """The copy that was used; None if none was good."""
    from_backup: int
    """Entries that came from the copy."""
    salvaged: int
    """Entries beyond these that could be saved of the damaged file."""
    lost: int
    """Entries that the damaged file speaks of and that neither holds."""

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        source = f"{_entries(self.from_backup)} from backups/{self.backup.name}" if self.backup else "no good backup was there"
        kept = f" The damaged file is kept as {self.aside.name}." if self.aside else ""
        lost = f"{self.lost} could not be saved" if self.lost else "none is missing"
        return f"{self.path.name} is whole again: {source}, {self.salvaged} more from the damaged file; {lost}.{kept}"


def restore(place: str | Path) -> RestoreResult:
    """Put a whole store in the place of a damaged one. The damaged file is kept under another name.

    Raises
    ------
    InputError
        The store is whole, is on a server, or there is neither a file nor a backup; or the disk is full. Nothing was changed.
    """
    where = place_of(place)
    if where.url is not None:
        message = f"{where.shown} is on a server; ask whoever keeps it for the server's last good copy"
        raise InputError(message, where=where.shown)
    path = Path(where.shown)
    with one_line_errors(path, "save"), writer_lock(path):
        _check_damaged(path)
        return _restore(path, newest_good_backup(path), salvage(path) if path.exists() else Salvage())


def _check_damaged(path: Path) -> None:
    if not path.exists():
        if not backup_files(path):
            raise InputError(f"{path} does not exist, and there is no backup of it; check the spelling", where=str(path))
        return
    with suppress(FaultyStoreError):
        state = check_file(path)
        raise InputError(f"{path} is whole, with {_entries(state.entries)}; there is nothing to restore", where=str(path))


def _restore(path: Path, backup: Backup | None, found: Salvage) -> RestoreResult:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        if backup:
            shutil.copyfile(backup.path, temporary)
        else:
            temporary.touch()
        salvaged, lost = _fill(temporary, found)
        try:
            check_file(temporary)
        except RubricKitError as error:
            raise InputError(f"{path} could not be restored: {error.message}; nothing was changed", where=str(path)) from None
        sync_file(temporary)
        aside = _put_aside(path) if path.exists() else None
        _put_aside_backups(path, backup)
        temporary.replace(path)
        sync_file(path.parent)
    finally:
        temporary.unlink(missing_ok=True)
    return RestoreResult(path, aside, backup.path if backup else None, backup.state.entries if backup else 0, salvaged, lost)


def _fill(temporary: Path, found: Salvage) -> tuple[int, int]:
    """Add to a copy what was saved of the damaged file; return how many entries that were, and how many are in neither."""
    database = SqliteDatabase(temporary, mode="rw", journal="delete", queue=False)
    try:
        with database.writing() as connection:
            migrate(connection)
            before = entries_after(connection, 0)
            added = add_rows(connection, new_rows(one.entry for one in found.entries))
            for kept in found.rubrics:
                there = kept_rubric(connection, kept.rubric.id)
                if there is None or there.revision < kept.revision:
                    put_rubric(connection, kept)
    finally:
        database.close()
    # The copy is an earlier state of the same log: the same places hold the same entries.
    places = {one.sequence for one in (*before, *found.entries)} | found.erased
    return added.new, max(0, found.last - len(places))


def _put_aside(path: Path) -> Path:
    """Keep the damaged file, and what waits beside it, under a new name; the old name stays until the new file takes it."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}.db")).exists():
        number += 1
    try:
        os.link(path, aside)
    except OSError:  # a USB stick knows no links
        shutil.copyfile(path, aside)
        sync_file(aside)
    for ending in _SIDE_FILES:
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    return aside


def _put_aside_backups(path: Path, good: Backup | None) -> None:
    """Rename the copies that were newer than the good one and are damaged, so that new ones can take their names."""
    for one in backup_files(path):
        if good is not None and one == good.path:
            return
        one.replace(one.with_name(f"{one.name}.{secrets.token_hex(4)}.damaged"))


def _entries(count: int) -> str:
    return f"{count} entr{'y' if count == 1 else 'ies'}"
