"""`Store`: the ratings of a workspace, opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from rubric_kit.errors import InputError
from rubric_kit.model import Entry, EntryKind, Rubric, StoredEntry, entry_id, visible
from rubric_kit.workspace.store.backup_keeper import BackupKeeper
from rubric_kit.workspace.store.backups import damage_error
from rubric_kit.workspace.store.chain import FaultyStoreError
from rubric_kit.workspace.store.database import Database
from rubric_kit.workspace.store.file_check import check_store
from rubric_kit.workspace.store.log import Added, add_rows, entries_after, head, new_rows
from rubric_kit.workspace.store.rubrics import KeptRubric, kept_rubric, save_rubric


class Store:
    """The ratings of a workspace, opened with `open_store`; a context manager.

    Threads may share a store. A program that is forked opens its own.
    """

    def __init__(
        self, database: Database, *, backups: BackupKeeper | None, read_only: bool, has_rubrics: bool, notes: Iterable[str] = ()
    ) -> None:
        self._database = database
        self._backups = backups
        self._has_rubrics = has_rubrics
        self._notes = tuple(notes)
        self.read_only = read_only
        """Whether nothing can be saved here."""

    @property
    def place(self) -> str:
        """Where the store is; the address of a server is shown without its password."""
        return self._database.shown

    @property
    def banner(self) -> str:
        """What people must know about the state of the store, in plain sentences; empty when nothing is wrong."""
        late = self._backups.trouble if self._backups else ""
        return " ".join(note for note in (*self._notes, late) if note)

    def append(self, entries: Iterable[Entry]) -> tuple[StoredEntry, ...]:
        """Add entries to the end of the log, all or none; when this returns they are on the disk.

        An entry whose name is there already with the same content is not added again and comes back with the place it has.

        Raises
        ------
        InputError
            Nothing was saved: the store is read-only, the disk is full or fails, or an entry's name is there with other
            content or was erased.
        """
        rows = new_rows(entries)
        with self._writing() as connection:
            added = add_rows(connection, rows)
            refused = (*added.changed, *added.erased)
            if refused:
                why = "is there with other content" if added.changed else "was erased here"
                message = f"entry {refused[0].id} {why}; nothing was saved; make a new entry with a name of its own"
                raise InputError(message, where=self.place)
        self._after(added)
        return added.stored

    def add_copies(self, entries: Iterable[Entry]) -> Added:
        """Add entries that come from another log, and tell those that cannot be added instead of refusing all.

        Raises
        ------
        InputError
            Nothing was saved: the store is read-only, or the disk is full or fails.
        """
        rows = new_rows(entries)
        with self._writing() as connection:
            added = add_rows(connection, rows)
        self._after(added)
        return added

    def entries(self, *, after: int = 0) -> tuple[StoredEntry, ...]:
        """Return the entries of the log in their order, each checked against its hash.

        Parameters
        ----------
        after : int
            Only those whose place is beyond this one.

        Raises
        ------
        InputError
            The store cannot be read, or was damaged since it was opened.
        """
        with self._reading() as connection:
            return entries_after(connection, after)

    def last_sequence(self) -> int:
        """Return the place of the last entry of the log, 0 in an empty one."""
        with self._reading() as connection:
            return head(connection).sequence

    def verify(self) -> None:
        """Check every row, the chain and every rubric.

        Raises
        ------
        InputError
            Names the first row that is wrong, and the newest good backup.
        """
        with self._reading() as connection:
            check_store(connection, self.place)

    def backup(self) -> Path | None:
        """Copy the store into `backups/` beside it, if something is new since the last copy; the last five are kept.

        Returns
        -------
        path or None
            The new copy. None if there is nothing new, if the store is on a server or read-only, or if the copy could not be
            made; then `banner` says so.
        """
        return self._backups.make_at(self.last_sequence()) if self._backups else None

    def save_rubric(self, rubric: Rubric, *, revision: int, by: str = "somebody") -> int:
        """Save a rubric, if nobody else has saved it since.

        Parameters
        ----------
        rubric : Rubric
            What to save; its id says which rubric it is.
        revision : int
            The revision that the changes started from; 0 for a rubric that is new here.
        by : str
            Code of whoever saves it, to be told to others.

        Returns
        -------
        int
            The new revision.

        Raises
        ------
        RevisionConflict
            Another revision is there; nothing was overwritten.
        InputError
            The store cannot be written to.
        """
        with self._writing() as connection:
            return save_rubric(connection, KeptRubric(rubric, revision, visible(by)[:400], utc_now()))

    def rubric(self, rubric_id: str) -> tuple[Rubric, int] | None:
        """Return a rubric and its revision, or None where there is none of this name."""
        if not self._has_rubrics:
            return None
        with self._reading() as connection:
            kept = kept_rubric(connection, rubric_id)
        return (kept.rubric, kept.revision) if kept else None

    def close(self) -> None:
        """Copy what is new into the backups, and let go of the database."""
        try:
            if self._backups:
                self._backups.finish()
        finally:
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({self.place!r}{', read_only=True' if self.read_only else ''})"

    def _after(self, added: Added) -> None:
        if self._backups and added.new:
            self._backups.notice(max(one.sequence for one in added.stored), added.new)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._damage_told(), self._database.reading() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise InputError(f"{self.place} can be read but not written; nothing was saved", where=self.place)
        with self._damage_told(), self._database.writing() as connection:
            yield connection

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        try:
            yield
        except FaultyStoreError as fault:
            raise damage_error(self.place, fault) from None


def new_entry(kind: EntryKind | str, rater: str, **fields: Any) -> Entry:
    """Return a new entry: its name is random, its time is now.

    Raises
    ------
    RecordError
        The fields do not make an entry of this kind.
    """
    plain = {name: list(value) if name == "replaces" else value for name, value in fields.items()}
    return Entry.parse({"id": entry_id(), "kind": str(kind), "rater": rater, "made": utc_now(), **plain}, where="entry")


def utc_now() -> str:
    """Return the time of this machine's clock in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
