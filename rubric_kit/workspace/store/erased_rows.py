"""What a database holds about somebody who is erased, and taking it away: the rows are blanked where they stand."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, inspect, select, update

from rubric_kit.errors import InputError
from rubric_kit.workspace.store.storage_errors import one_line_storage_errors
from rubric_kit.workspace.store.subject import Subject
from rubric_kit.workspace.store.tables import BLANK, ENTRIES, METADATA, RUBRICS
from rubric_kit.workspace.store.traces import Sought, pieces_of
from rubric_kit.workspace.store.writer_lock import writer_lock

_BUSY_SECONDS = 10.0
SOMEBODY = "erased"
"""Stands in the place of the code of a rater who was erased and had saved a rubric."""


class HeldRows(NamedTuple):
    """What one database holds about whoever is erased."""

    kinds: Mapping[str, int]
    """How many entries of each kind."""
    rubrics: int
    """Rubrics that say whoever saved them last."""
    sought: Sought
    """What must not be found in the database once the rows are gone."""

    @property
    def total(self) -> int:
        """How many rows are changed."""
        return sum(self.kinds.values()) + self.rubrics


def held_rows(connection: Connection, subject: Subject) -> HeldRows:
    """Look up the rows, and everything in them by which a copy of them could be recognised."""
    gone = set(connection.scalars(select(ENTRIES.c.id).where(~ENTRIES.c.erased, _chosen(subject))))
    kinds, pieces, pairs = Counter[str](), (set[str](), set[str]()), (set[str](), set[str]())
    columns = select(ENTRIES.c.id, ENTRIES.c.kind, ENTRIES.c.rater, ENTRIES.c.badge, ENTRIES.c.rationale)
    for row in connection.execute(columns.where(~ENTRIES.c.erased)).mappings():
        kept = row["id"] not in gone
        kinds.update([] if kept else [row["kind"]])
        pieces[kept].update(pieces_of(row["rationale"] or ""))
        pairs[kept].update([f"{row['rater']}{row['badge']}"] if row["badge"] else [])
    # What a kept row says as well does not betray the erased one.
    betraying = [tuple(sorted(of_gone - of_kept)) for of_gone, of_kept in (pieces, pairs)]
    sought = Sought(ids=frozenset(gone), reasons=betraying[0], pairs=betraying[1])
    return HeldRows(kinds, len(_saved_by(connection, subject)), sought)


def blank_rows(connection: Connection, subject: Subject) -> None:
    """Take away what the rows say and their salts; their places and hashes stay, so that the chain still verifies."""
    connection.execute(update(ENTRIES).where(~ENTRIES.c.erased, _chosen(subject)).values(**BLANK))
    for rubric in _saved_by(connection, subject):
        connection.execute(update(RUBRICS).where(RUBRICS.c.id == rubric).values(changed_by=SOMEBODY))


def matching_keys(connection: Connection, start: str) -> tuple[str, ...]:
    """Return the keys of rated badges that begin with some characters."""
    found = connection.scalars(select(ENTRIES.c.badge).where(ENTRIES.c.badge.startswith(start, autoescape=True)).distinct())
    return tuple(sorted(found))


def kept_cells(connection: Connection) -> Iterator[str]:
    """Give every text cell of every table."""
    there = inspect(connection).get_table_names()
    for table in METADATA.sorted_tables:
        if table.name in there:
            texts: list[Column[Any]] = [one for one in table.columns if one.type.python_type is str]
            for row in connection.execute(select(*texts)):
                yield from (cell for cell in row if cell)


def named_in_reasons(connection: Connection, subject: Subject, words: Iterable[str]) -> tuple[int, ...]:
    """Return the places of entries that are kept and whose reason holds one of the words."""
    patterns = [re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])") for word in words]
    rows = connection.execute(
        select(ENTRIES.c.sequence, ENTRIES.c.rationale).where(~ENTRIES.c.erased, ~_chosen(subject)).order_by(ENTRIES.c.sequence)
    )
    return tuple(at for at, text in rows if any(one.search(text or "") for one in patterns))


def compact_file(path: Path, *, queue: bool) -> None:
    """Write an SQLite file anew without free pages, and empty its write-ahead log.

    Parameters
    ----------
    path : Path
        The file.
    queue : bool
        Whether to wait in the queue of its writers; nobody writes to a backup.

    Raises
    ------
    InputError
        Another program has the file open and reads it, or the disk is full.
    """
    with one_line_storage_errors(str(path), saving=False), writer_lock(path) if queue else nullcontext():
        connection = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete = ON").fetchone()
            connection.execute("VACUUM")
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            connection.close()
    if busy:
        message = f"{path}: the rows are blanked, and another program still reads what was there before; close it and erase again"
        raise InputError(message, where=str(path))


def _chosen(subject: Subject) -> ColumnElement[bool]:
    if subject.rater is not None:
        return ENTRIES.c.rater == subject.rater
    if subject.badge is not None:
        return ENTRIES.c.badge == subject.badge
    return ENTRIES.c.made < subject.before


def _saved_by(connection: Connection, subject: Subject) -> tuple[str, ...]:
    if subject.rater is None or not inspect(connection).has_table(RUBRICS.name):
        return ()
    return tuple(connection.scalars(select(RUBRICS.c.id).where(RUBRICS.c.changed_by == subject.rater)))
