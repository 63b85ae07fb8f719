"""Reading a log from wherever it is."""

from __future__ import annotations

from pathlib import Path

from rubric_kit.workspace.store.entries_table import EntriesRead, read_entries_table
from rubric_kit.workspace.store.opening import open_store


def read_entries(place: str | Path) -> EntriesRead:
    """Read a log from a store (.db or the address of a server) or from an entries table (.csv).

    Raises
    ------
    InputError
        It is not there, cannot be read, or is damaged.
    """
    if str(place).lower().endswith(".csv"):
        return read_entries_table(Path(place))
    with open_store(place, create=False, read_only=True) as store:
        return EntriesRead(store.entries(), ())
