"""Where a rater's entries go: a store on the disk or on a server, or nothing but this notebook's memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from rubric_kit.errors import InputError
from rubric_kit.model import Entry, StoredEntry
from rubric_kit.workspace.store import open_store


class RatingLog(Protocol):
    """What the widgets need of a store."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be added."""

    @property
    def banner(self) -> str:
        """What is wrong with the place, in one line; empty if nothing is."""

    def append(self, entries: Iterable[Entry]) -> tuple[StoredEntry, ...]:
        """Add entries; when this returns they are kept."""

    def entries(self, *, after: int = 0) -> tuple[StoredEntry, ...]:
        """Return the entries after a place of the log, in their order."""


class MemoryLog:
    """A log that lasts as long as the notebook's kernel."""

    read_only = False
    banner = ""

    def __init__(self) -> None:
        self._entries: list[StoredEntry] = []

    def append(self, entries: Iterable[Entry]) -> tuple[StoredEntry, ...]:
        """Add entries; one that is there already, by its name, is not added again."""
        there = {one.entry.id: one for one in self._entries}
        added = []
        for entry in entries:
            if entry.id not in there:
                there[entry.id] = StoredEntry(len(self._entries) + 1, entry)
                self._entries.append(there[entry.id])
            added.append(there[entry.id])
        return tuple(added)

    def entries(self, *, after: int = 0) -> tuple[StoredEntry, ...]:
        """Return the entries after a place of the log, in their order."""
        return tuple(self._entries[after:])


def open_log(save_to: str | Path | None) -> RatingLog:
    """Open the store that a widget saves to; None and "" stand for this notebook's memory.

    Raises
    ------
    InputError
        It is a ratings table, or the store cannot be opened.
    """
    if save_to is None or not str(save_to):
        return MemoryLog()
    if str(save_to).lower().endswith(".csv"):
        name = Path(save_to).name
        store = Path(save_to).with_suffix(".db").name
        message = (
            f"{name} is a table, and answers are saved in a store; bring it in with `rubric-kit ratings merge {store} {name}`"
        )
        raise InputError(f"{message} and give {store} here", where=str(save_to))
    return open_store(save_to)
