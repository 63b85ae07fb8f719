"""What is written in one locale, for a comparison with another: run in a process of its own."""

from __future__ import annotations

from pathlib import Path

from harness.saves import REASON, rating
from rubric_kit.workspace import append_ratings
from rubric_kit.workspace.store import merge, open_store, read_entries, write_entries


def main(folder: str) -> None:
    """Save entries, write both kinds of tables, read them back, and merge them into another store."""
    place = Path(folder)
    entries = [
        rating(number).replace(id=f"{number:032x}", made="2026-11-28T00:00:00Z", rationale=f"{REASON} Größe 日本 {number}")
        for number in range(1, 9)
    ]
    with open_store(place / "ratings.db") as store:
        store.append(entries)
        stored = store.entries()
    write_entries(place / "entries.csv", stored)
    append_ratings(place / "ratings.csv", [one.rating() for one in stored])
    if [one.entry for one in read_entries(place / "entries.csv").entries] != entries:
        raise SystemExit("the table of entries does not come back as it was written")
    with open_store(place / "other.db") as other:
        if merge(other, [place / "ratings.db", place / "entries.csv"]).added != len(entries):
            raise SystemExit("the two files do not merge")
