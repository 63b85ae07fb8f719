"""What can still be read of a damaged file: every entry that says what was written there, by its own hash."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from rubric_kit.errors import RubricKitError
from rubric_kit.model import Rubric, StoredEntry
from rubric_kit.workspace.store.chain import entry_of, holds
from rubric_kit.workspace.store.rubrics import KeptRubric

_FAULTS = (sqlite3.Error, RubricKitError, UnicodeError, TypeError, ValueError, KeyError, IndexError)
"""What random bytes in a file come back as."""
_BEYOND = 1_000
"""How many places are tried beyond the last one that is known."""


class Salvage(NamedTuple):
    """What was found in a damaged file."""

    entries: tuple[StoredEntry, ...] = ()
    """Entries whose hashes are right."""
    rubrics: tuple[KeptRubric, ...] = ()
    """Rubrics whose fingerprints are right."""
    erased: frozenset[int] = frozenset()
    """Places of rows that were erased."""
    last: int = 0
    """Place of the last row that the file speaks of, 0 if it speaks of none."""


def salvage(path: Path) -> Salvage:
    """Read what can be read of a damaged file; the file itself is not changed.

    Raises
    ------
    OSError
        The file cannot be copied: answers that wait beside it in the write-ahead log are read from a copy.
    """
    try:
        with _opened(path) as connection:
            rows = list(_rows(connection))
            entries = tuple(StoredEntry(row["sequence"], entry) for row in rows if (entry := _entry(row)) is not None)
            erased = frozenset(row["sequence"] for row in rows if row.get("erased"))
            last = max([_last(connection), *(row["sequence"] for row in rows)])
            return Salvage(entries, tuple(_rubrics(connection)), erased, last)
    except sqlite3.Error:
        return Salvage()


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    beside = path.with_name(f"{path.name}-wal")
    if not beside.exists() or not beside.stat().st_size:
        with closing(_connect(f"{path.as_uri()}?mode=ro&immutable=1")) as connection:
            yield connection
        return
    with tempfile.TemporaryDirectory(prefix=f".{path.stem}-", dir=path.parent) as name:
        copy = Path(name) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(beside, copy.with_name(beside.name))
        with closing(_connect(copy.as_uri())) as connection:
            yield connection


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    # Text is decoded cell by cell: half a character in one row must not hide the rows after it.
    connection.text_factory = bytes
    return connection


def _rows(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield the rows that can be read; where a page is broken, look beyond it."""
    at, end = 0, 0
    while True:
        try:
            for row in connection.execute("SELECT * FROM entries WHERE sequence > ? ORDER BY sequence", (at,)):
                cells = _decoded(row)
                at = max(at + 1, cells["sequence"])
                yield cells
        except _FAULTS:
            end = end or max(at, _last(connection)) + _BEYOND
            at += 1
            if at > end:
                return
        else:
            return


def _decoded(row: sqlite3.Row) -> dict[str, Any]:
    cells = {name: row[name] for name in row.keys()}  # noqa: SIM118  iterating over a Row gives its values
    return {name: cell.decode(errors="replace") if isinstance(cell, bytes) else cell for name, cell in cells.items()}


def _entry(row: dict[str, Any]) -> Any:
    with suppress(*_FAULTS):
        if not row["erased"] and holds(row):
            return entry_of(row)
    return None


def _rubrics(connection: sqlite3.Connection) -> Iterator[KeptRubric]:
    rows: list[dict[str, Any]] = []
    with suppress(*_FAULTS):
        rows.extend(_decoded(row) for row in connection.execute("SELECT * FROM rubrics"))
    for row in rows:
        with suppress(*_FAULTS):
            rubric = Rubric.parse(row["document"])
            if rubric.fingerprint == row["fingerprint"]:
                yield KeptRubric(rubric, int(row["revision"]), str(row["changed_by"]), str(row["changed_at"]))


def _last(connection: sqlite3.Connection) -> int:
    """Return the largest place that any part of the file speaks of."""
    found = [0]
    for question in (
        "SELECT max(sequence) FROM entries",
        "SELECT seq FROM sqlite_sequence WHERE name = 'entries'",
        "SELECT value FROM store_facts WHERE name = 'head'",
    ):
        with suppress(*_FAULTS):
            said = connection.execute(question).fetchone()[0]
            number = int(said.split(b" ")[0] if isinstance(said, bytes) else said)
            # A number that no log reaches comes from broken bytes.
            if number < 10_000_000:
                found.append(number)
    return max(found)
