"""What is saved while something goes wrong, and what must be there afterwards."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from harness.forked import Outcome, Tell, Work, outcome_of
from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import RubricKitError
from rubric_kit.model import Entry
from rubric_kit.workspace.store import Store, new_entry, open_store

RUBRIC = starter_rubric()
REASON = "Synthetic. The badge names two reviewers, é – and says how they were trained."


def rating(number: int, rater: str = "rater-1") -> Entry:
    """Return a synthetic entry; the same number gives another answer to the same cell every 40 x 8 numbers."""
    badge = hashlib.sha256(f"badge {number // 8 % 40}".encode()).hexdigest()
    return new_entry(
        "rating",
        rater,
        badge=badge,
        criterion=f"criterion-{number % 8}",
        rubric=RUBRIC.fingerprint,
        wording=RUBRIC.wording_fingerprint,
        level=f"l{number % 4}",
        rationale=REASON,
    )


def saving(place: str, batches: Iterable[int], *, first: int = 0, cure: Callable[[], None] | None = None) -> Work:
    """Return the work of saving batches of entries, each told before it is tried and after it was acknowledged.

    What the store refuses, at its opening too, is told with its words; then the cure is applied, and the same is tried once more.
    """

    def opened(tell: Tell) -> Store:
        try:
            return open_store(place)
        except RubricKitError as error:
            _refused(error, tell, cure)
            return open_store(place)

    def work(tell: Tell) -> None:
        number = first
        with opened(tell) as store:
            tell({"open": True})
            for size in batches:
                batch = [rating(number + at) for at in range(size)]
                number += size
                tell({"tried": [one.id for one in batch]})
                try:
                    store.append(batch)
                except RubricKitError as error:
                    _refused(error, tell, cure)
                    store.append(batch)
                tell({"saved": [one.id for one in batch]})

    return work


def _refused(error: RubricKitError, tell: Tell, cure: Callable[[], None] | None) -> None:
    tell({"refused": error.message})
    if cure is not None:
        cure()


class Found(NamedTuple):
    """What a store holds."""

    ids: tuple[str, ...]
    wrong: str
    """Why it may not be used; empty when nothing is wrong."""


class Judgement(NamedTuple):
    """What a store is worth after something went wrong."""

    acknowledged: int
    lost: int
    """Entries that were acknowledged and are not there."""
    torn: int
    """Batches of which a part is there."""
    wrong: str


def found_in(place: str) -> Found:
    """Open a store in a fresh process, as one does who starts the program again, and read and check all of it."""

    def work(tell: Tell) -> None:
        with open_store(place) as store:
            store.verify()
            tell({"ids": [one.entry.id for one in store.entries()]})
        if "://" not in place:
            with sqlite3.connect(place) as plain:
                tell({"integrity": plain.execute("PRAGMA integrity_check").fetchone()[0]})
            plain.close()

    outcome = outcome_of(work)
    wrong = [*outcome.told("raised"), *(one for one in outcome.told("integrity") if one != "ok")]
    return Found(tuple(outcome.told("ids")[0]) if outcome.told("ids") else (), "; ".join(wrong))


def judge(found: Found, outcomes: Sequence[Outcome]) -> Judgement:
    """Compare what a store holds with what was acknowledged and with what was tried."""
    there = set(found.ids)
    saved = {one for outcome in outcomes for batch in outcome.told("saved") for one in batch}
    tried = [set(batch) for outcome in outcomes for batch in outcome.told("tried")]
    torn = sum(0 < len(batch & there) < len(batch) for batch in tried)
    twice = len(found.ids) - len(there)
    return Judgement(len(saved), len(saved - there), torn + twice, found.wrong)


def size_of(place: Path) -> int:
    """Return the bytes of a database with its log."""
    return sum(one.stat().st_size for one in place.parent.glob(f"{place.name}*"))
