"""The log inside one transaction: read it, add to its end, check it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update

from rubric_kit.model import Entry, StoredEntry
from rubric_kit.workspace.store.chain import FaultyStoreError, Head, chained, check_chain, checked, new_row
from rubric_kit.workspace.store.tables import ENTRIES, STORE_FACTS

_AT_A_TIME = 500
_HEAD = select(STORE_FACTS.c.value).where(STORE_FACTS.c.name == "head")
_MOVE_HEAD = update(STORE_FACTS).where(STORE_FACTS.c.name == "head").values(value=bindparam("head"))
_NAMED = select(ENTRIES).where(ENTRIES.c.id.in_(bindparam("ids", expanding=True)))
_ONE_NAMED = select(ENTRIES).where(ENTRIES.c.id == bindparam("one"))
_INSERT = insert(ENTRIES)


class NewRow(NamedTuple):
    """An entry that is to be added, and its row, which has no place yet."""

    entry: Entry
    cells: dict[str, Any]


class Added(NamedTuple):
    """What became of entries that were to be added."""

    stored: tuple[StoredEntry, ...]
    """Those that are in the log now, new or there before, in the order they were given in."""
    new: int
    """How many of them were not there before."""
    changed: tuple[Entry, ...]
    """Those whose name is there with other content; what was there stays."""
    erased: tuple[Entry, ...]
    """Those that were erased here; they are not brought back."""


def head(connection: Connection) -> Head:
    """Return the end of the log."""
    found = connection.scalar(_HEAD)
    if found is None:
        raise FaultyStoreError("the store does not say where its log ends")
    try:
        return Head.read(found)
    except ValueError:
        raise FaultyStoreError("what the store says about the end of its log cannot be read") from None


def entries_after(connection: Connection, after: int) -> tuple[StoredEntry, ...]:
    """Return the entries after a place of the log, in their order.

    Raises
    ------
    FaultyStoreError
        A row does not say what was written there.
    """
    with connection.execute(select(ENTRIES).where(ENTRIES.c.sequence > after).order_by(ENTRIES.c.sequence)) as rows:
        return tuple(checked(rows.mappings()))


def check_log(connection: Connection) -> int:
    """Check every row and the chain; return how many entries there are.

    Raises
    ------
    FaultyStoreError
        Names the first row that is wrong.
    """
    end = head(connection)
    # Closed even when a row is wrong: a cursor that is left open keeps the whole file open.
    with connection.execute(select(ENTRIES).order_by(ENTRIES.c.sequence)) as rows:
        return check_chain(rows.mappings(), end)


def new_rows(entries: Iterable[Entry]) -> list[NewRow]:
    """Return the rows of entries, hashed; done before the turn to write comes, so that others wait less."""
    return [NewRow(entry, new_row(entry)) for entry in entries]


def add_rows(connection: Connection, rows: Sequence[NewRow]) -> Added:
    """Add entries to the end of the log; one that is there already, by its name, is not added again."""
    there, erased = _there(connection, [row.entry.id for row in rows])
    at = head(connection)
    added: list[dict[str, Any]] = []
    stored, changed, gone = [], [], []
    for entry, cells in rows:
        known = there.get(entry.id)
        if entry.id in erased:
            gone.append(entry)
        elif known is None:
            row, at = chained(cells, at)
            added.append(row)
            there[entry.id] = StoredEntry(at.sequence, entry)
            stored.append(there[entry.id])
        elif known.entry == entry:
            stored.append(known)
        else:
            changed.append(entry)
    if added:
        connection.execute(_INSERT, added)
        connection.execute(_MOVE_HEAD, {"head": at.text()})
    return Added(tuple(stored), len(added), tuple(changed), tuple(gone))


def _there(connection: Connection, ids: Sequence[str]) -> tuple[dict[str, StoredEntry], set[str]]:
    """Return the entries with these names, and the names among them whose entries were erased."""
    there: dict[str, StoredEntry] = {}
    erased: set[str] = set()
    for start in range(0, len(ids), _AT_A_TIME):
        some = ids[start : start + _AT_A_TIME]
        # One answer at a time is the rule, and everybody waits for it: a list of names takes twice as long to ask for.
        asked = connection.execute(_ONE_NAMED, {"one": some[0]}) if len(some) == 1 else connection.execute(_NAMED, {"ids": some})
        rows = asked.mappings().all()
        erased |= {row["id"] for row in rows if row["erased"]}
        there |= {one.entry.id: one for one in checked(rows)}
    return there, erased
