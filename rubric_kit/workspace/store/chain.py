"""Hashes of the log: a row that was changed, and a row that is missing, are found and named."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from rubric_kit.errors import RubricKitError
from rubric_kit.model import Entry, StoredEntry
from rubric_kit.workspace.store.tables import ENTRY_COLUMNS

Row = Mapping[Any, Any]

# What `canonical_json` gives, from an encoder that is made once: a log of thousands of rows is hashed at every opening.
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Head(NamedTuple):
    """End of the log."""

    sequence: int
    """Place of the last row; 0 in an empty log."""
    chain_hash: str
    """Hash of the chain up to it."""

    def text(self) -> str:
        """Return the head in the form the store keeps it in."""
        return f"{self.sequence} {self.chain_hash}"

    @classmethod
    def read(cls, text: str) -> Head:
        """Read what `text` has written."""
        sequence, _, chain_hash = text.partition(" ")
        return cls(int(sequence), chain_hash)


_BREATH = 20
START = Head(0, "0" * 64)
"""Head of a log without rows."""


class FaultyStoreError(RubricKitError):
    """A store is not what was written there; the message says what is wrong, without naming the store."""


def new_row(entry: Entry) -> dict[str, Any]:
    """Return the row of an entry with its own hash; it has no place in a log yet."""
    cells = cells_of(entry)
    salt = secrets.token_hex(16)
    return cells | {"salt": salt, "row_hash": row_hash(cells, salt), "erased": False}


def chained(row: dict[str, Any], before: Head) -> tuple[dict[str, Any], Head]:
    """Return a new row as the next one of a log, and the head of the log with it."""
    head = Head(before.sequence + 1, chain_hash(before.chain_hash, row["row_hash"]))
    return row | {"sequence": head.sequence, "chain_hash": head.chain_hash}, head


def cells_of(entry: Entry) -> dict[str, Any]:
    """Return what an entry says, as the cells of its row."""
    return entry.plain() | {"replaces": " ".join(entry.replaces)}


def entry_of(row: Row) -> Entry:
    """Return the entry that a row holds.

    Raises
    ------
    RecordError
        The cells make no entry.
    """
    cells = {name: row[name] for name in ENTRY_COLUMNS}
    cells["replaces"] = (cells["replaces"] or "").split()
    try:
        return Entry.model_validate(cells)
    except ValidationError:
        return Entry.parse(cells, where="entries")  # raises it again, in one line


def row_hash(cells: Row, salt: str) -> str:
    """Return the SHA-256 of the salt and the canonical JSON of what a row says.

    Empty cells are left out, so that a field which a later version adds changes no hash of an earlier row.
    """
    said = {name: cell for name in ENTRY_COLUMNS if (cell := cells[name]) not in (None, "")}
    return hashlib.sha256((salt + _canonical(said)).encode()).hexdigest()


def chain_hash(before: str, own: str) -> str:
    """Return the hash of the chain up to a row: SHA-256 of the chain before it and of its own hash."""
    return hashlib.sha256((before + own).encode()).hexdigest()


def holds(row: Row) -> bool:
    """Whether a row that was not erased says what was written there."""
    salt = row["salt"]
    return isinstance(salt, str) and row_hash(row, salt) == row["row_hash"]


def checked(rows: Iterable[Row]) -> Iterator[StoredEntry]:
    """Yield the entries of rows, each checked against its own hash; erased rows are passed over.

    Raises
    ------
    FaultyStoreError
        A row does not say what was written there.
    """
    for row in rows:
        if row["erased"]:
            continue
        _check_row(row)
        yield StoredEntry(row["sequence"], entry_of(row))


def check_chain(rows: Iterable[Row], head: Head) -> int:
    """Check every row and the chain over all of them, from the first to the head; return how many rows are not erased.

    Raises
    ------
    FaultyStoreError
        Names the first row that does not say what was written there, or that does not follow the one before.
    """
    at, kept = START, 0
    for number, row in enumerate(rows):
        if number % _BREATH == 0:
            time.sleep(0)  # a backup is checked beside other threads: one that is saving an answer goes first
        if not row["erased"]:
            _check_row(row)
            kept += 1
        if chain_hash(at.chain_hash, row["row_hash"]) != row["chain_hash"]:
            before = f"row {at.sequence} before it" if at.sequence else "the start of the log"
            raise FaultyStoreError(f"row {row['sequence']} does not fit {before}: a row was taken out, put in or moved")
        at = Head(row["sequence"], row["chain_hash"])
    if at != head:
        raise FaultyStoreError(f"the log ends with row {at.sequence} and should end with row {head.sequence}: rows are missing")
    return kept


def _check_row(row: Row) -> None:
    try:
        good = holds(row)
    except (RubricKitError, TypeError, UnicodeError):  # a cell that came back as bytes or as a float, or as half a character
        good = False
    if not good:
        raise FaultyStoreError(f"row {row['sequence']} is not what was written there")
