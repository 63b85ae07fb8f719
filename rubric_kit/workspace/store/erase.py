"""Erasing a rater, a badge, or what is older than a day: from rows, free pages, logs, backups, outputs; and a look at it.

The rows of the log are blanked where they stand: their places and hashes stay, so that the chain still verifies and nobody can
slip anything in, and their random names stay, so that merging an older copy does not bring them back. Nothing is written
anywhere about who was erased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import InputError, RubricKitError
from rubric_kit.model import EntryKind
from rubric_kit.workspace.store.erased_databases import HeldDatabase, ServerDatabase, file_databases
from rubric_kit.workspace.store.erased_files import Action, HeldFile, Search, count_at, files_of, held_file
from rubric_kit.workspace.store.erased_names import names_of
from rubric_kit.workspace.store.erased_rows import HeldRows, matching_keys, named_in_reasons
from rubric_kit.workspace.store.opening import open_store
from rubric_kit.workspace.store.places import Place, place_of
from rubric_kit.workspace.store.subject import Subject, subject_of
from rubric_kit.workspace.store.traces import Sought
from rubric_kit.workspace.store.unreachable import limits

_BLANKED = "rows blanked, file written anew"
_NAME_IS_GONE = (
    "The roster no longer holds the name, so that another run looks for the code alone. Go through the places that are left now."
)
_SIDES = ("-wal", "-shm", "-journal", ".lock")


class ErasedPlace(NamedTuple):
    """One file, or one database on a server."""

    place: str
    found: int
    """Rows, or places in a file, that held what is erased."""
    done: str
    """What was done there, or in a dry run would be."""
    left: int | None
    """How often it is found there now; None in a dry run, and where it cannot be told."""
    note: str = ""


class Erasure(NamedTuple):
    """What an erasure did and found."""

    dry_run: bool
    kinds: Mapping[str, int]
    """Entries of each kind in the store itself."""
    places: tuple[ErasedPlace, ...]
    limits: tuple[str, ...]
    """What it could not reach, and how it looked, in plain sentences."""

    @property
    def found(self) -> int:
        """How much was found in all places."""
        return sum(one.found for one in self.places)

    @property
    def left(self) -> int:
        """How often it is still found in all places; in a dry run 0."""
        return sum(one.left or 0 for one in self.places)

    @property
    def unread(self) -> int:
        """How many files could not be looked into."""
        return sum(one.done == Action.UNREAD for one in self.places)


def erase(
    place: str | Path,
    *,
    rater: str | None = None,
    badge: str | None = None,
    before: str | None = None,
    workspace: str | Path | None = None,
    outputs: bool = False,
    dry_run: bool = False,
) -> Erasure:
    """Erase a rater, a badge, or what was made before a day, and look afterwards whether it is gone.

    Parameters
    ----------
    place : path
        The store: a file that ends in .db, or the address of a PostgreSQL database. Its backups are gone through with it.
    rater : str, optional
        Code of a rater. Exactly one of `rater`, `badge` and `before` is given.
    badge : str, optional
        Key of a badge, or at least its first 8 characters.
    before : str, optional
        A day as YYYY-MM-DD: what was made before it began, in UTC, by the clocks of the raters.
    workspace : path, optional
        Folder whose other files are gone through: tables lose rows, files of other laptops are blanked like the store.
    outputs : bool
        Whether reports that hold it are deleted, and the saved outputs of notebooks cleared; else they are only listed.
    dry_run : bool
        Whether to change nothing and only say what would be done.

    Raises
    ------
    InputError
        There is no store, it is damaged or read-only, the badge is not known, or not exactly one thing is to be erased. A
        place that cannot be changed later on stops nobody: it is told in the result.
    """
    subject = subject_of(rater, badge, before)
    where = place_of(place)
    with open_store(place, create=False, read_only=dry_run) as store:
        if store.read_only and not dry_run:
            raise InputError(f"{store.place} cannot be written to; nothing was erased", where=store.place)
    task = _Task(where, subject, None if workspace is None else Path(workspace), outputs=outputs)
    places = tuple(task.look()) if dry_run else tuple(task.act())
    left = sum(one.left or 0 for one in places)
    return Erasure(dry_run, task.kinds, places, tuple(task.limits(left)))


class _Task:
    """One erasure: everything is looked up before anything is changed."""

    def __init__(self, where: Place, subject: Subject, folder: Path | None, *, outputs: bool) -> None:
        self._where, self._folder = where, folder
        everything = list(files_of(folder)) if folder else []
        self._databases: list[HeldDatabase] = []
        self._leftovers: list[Path] = []
        if where.path is None:
            self._databases.append(ServerDatabase(where))
        good, self._leftovers = file_databases(where.path, everything)
        self._databases += good
        self._subject = self._with_whole_key(subject)
        self._rows = [one.rows(self._subject) for one in self._databases]
        self.kinds: Mapping[str, int] = self._rows[0].kinds
        names = names_of(self._subject, folder)
        self._sought = self._all_sought(names.words)
        passed = {Path(one.shown).resolve() for one in self._databases} | {one.resolve() for one in self._leftovers}
        passed |= {Path(f"{one}{end}") for one in passed for end in _SIDES}
        search = Search(self._subject, self._sought, names.reports, names.roster, outputs)
        rest = [one for one in everything if one.resolve() not in passed and names.inputs not in one.parents]
        self._files = [held for one in rest if (held := held_file(one, search))]
        self._own_files = names.own_files

    def look(self) -> Iterator[ErasedPlace]:
        """Say what would be done."""
        for database, rows in zip(self._databases, self._rows, strict=True):
            if rows.total:
                yield ErasedPlace(self._name(database.shown), rows.total, _BLANKED, None)
        for path in self._leftovers:
            yield ErasedPlace(self._name(path), 1, Action.DELETED, None, "damaged or torn: no rows can be taken out of it")
        for file in self._files:
            yield ErasedPlace(self._name(file.path), file.found, file.action, None, file.note)

    def act(self) -> Iterator[ErasedPlace]:
        """Do it, and count in every place what is left."""
        for database, rows in zip(self._databases, self._rows, strict=True):
            yield from self._blanked(database, rows)
        for path in self._leftovers:
            yield self._done(HeldFile(path, Action.DELETED, 1, note="damaged or torn: no rows can be taken out of it"))
        for file in self._files:
            yield self._done(file)

    def limits(self, left: int) -> Iterator[str]:
        """Give what a person has to know beside the counts; `left` is how much is still found."""
        mentions: tuple[int, ...] = ()
        if self._subject.rater is not None:
            with self._databases[0].reading() as connection:
                mentions = named_in_reasons(connection, self._subject, self._sought.words)
        if self._subject.rater is not None and len(self._sought.words) > 1 and left:
            yield _NAME_IS_GONE
        rounds = sum(self.kinds.get(kind, 0) for kind in (EntryKind.ROUND, EntryKind.REVEAL))
        yield from limits(self._where, self._sought, workspace=self._folder is not None, mentions=mentions, rounds=rounds)
        for path in self._own_files:
            yield f"{self._name(path)} is the badge itself, as the district was given it. Delete it if it is to go as well."

    def _blanked(self, database: HeldDatabase, rows: HeldRows) -> Iterator[ErasedPlace]:
        sought = self._sought._replace(reasons=rows.sought.reasons, pairs=rows.sought.pairs)
        done, note = _BLANKED if rows.total else "looked through", ""
        try:
            database.blank(self._subject)
        except RubricKitError as error:
            done, note = "not done to the end", error.message
        for place, left in database.count(sought):
            own = place == database.shown
            if own or left:
                yield ErasedPlace(self._name(place), rows.total if own else 0, done if own else "", left, note if own else "")

    def _done(self, file: HeldFile) -> ErasedPlace:
        note = file.note
        try:
            file.act()
        except RubricKitError as error:
            note = error.message
        left = None if file.action is Action.UNREAD else _left_in(file.path, self._sought)
        return ErasedPlace(self._name(file.path), file.found, file.action, left, note)

    def _with_whole_key(self, subject: Subject) -> Subject:
        if subject.badge is None or len(subject.badge) == 64:
            return subject
        keys = set[str]()
        for database in self._databases:
            with database.reading() as connection:
                keys.update(matching_keys(connection, subject.badge))
        if len(keys) != 1:
            found = f"{len(keys)} rated badges begin" if keys else "no rated badge begins"
            raise InputError(f"{found} with {subject.badge}; give the whole key", where="badge")
        return subject._replace(badge=keys.pop())

    def _all_sought(self, words: tuple[str, ...]) -> Sought:
        main = self._rows[0].sought
        keys = () if self._subject.badge is None else (self._subject.badge,)
        return Sought(words, keys, frozenset().union(*(one.sought.ids for one in self._rows)), main.reasons, main.pairs)

    def _name(self, place: str | Path) -> str:
        path = Path(place)
        if self._folder is None or self._folder not in path.parents:
            return str(place)
        return path.relative_to(self._folder).as_posix()


def _left_in(path: Path, sought: Sought) -> int:
    return count_at(path, path.read_bytes(), sought) if path.exists() else 0
