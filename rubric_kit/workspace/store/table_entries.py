"""The older ratings table as a log: its rows become entries whose names come from what they say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Entry, EntryKind, Rating, Rubric, StoredEntry, fingerprint
from rubric_kit.workspace.ratings_table import read_ratings, table_rows
from rubric_kit.workspace.store.entries_table import COLUMNS, EntriesRead

NO_TIME = "1970-01-01T00:00:00Z"
"""Time of an entry that comes from a table without times."""


def is_ratings_table(path: Path) -> bool:
    """Whether a CSV file is a table of ratings and not one of entries.

    Raises
    ------
    InputError
        The file cannot be read as CSV.
    """
    header = table_rows(path, COLUMNS)[0]
    return "kind" not in header and "sequence" in header


def entries_of_table(path: Path, rubric: Rubric | None, badges: Iterable[Badge]) -> EntriesRead:
    """Read a ratings table as entries of round 1.

    Of the answers of one rater to one cell, each takes the place of the one before. The name of an entry is the hash of its
    content, the name of the one before included: the same table gives the same names every time and everywhere, and a table that
    has grown gives the same names for the rows it had.

    Raises
    ------
    InputError
        The table cannot be read, or there is no rubric to read it with.
    """
    if rubric is None:
        message = f"{path.name} is a ratings table; give the rubric that was rated on and the badges, too"
        raise InputError(message, where=str(path))
    table = read_ratings(path, rubric, badges)
    last: dict[tuple[str, ...], str] = {}
    entries: dict[str, Entry] = {}
    for rating in sorted(table.ratings, key=lambda one: one.sequence):
        cell = (rating.rater, rating.badge, rating.criterion, rating.wording, rating.origin)
        entry = _entry(rating, rubric, last.get(cell))
        entries[entry.id] = entry
        last[cell] = entry.id
    stored = (StoredEntry(place, entry) for place, entry in enumerate(entries.values(), start=1))
    return EntriesRead(tuple(stored), table.findings)


def _entry(rating: Rating, rubric: Rubric, before: str | None) -> Entry:
    fields = {
        "kind": EntryKind.RATING.value,
        "round": 1,
        "rubric": rubric.fingerprint,
        "replaces": [before] if before else [],
        "made": NO_TIME,
    } | {name: value for name, value in rating.plain().items() if name != "sequence"}
    return Entry.parse(fields | {"id": fingerprint(fields)[:32]}, where="ratings table")
