"""The log of a rating round as a report reads it: which rounds may be shown, and what was said in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from rubric_kit.model import Badge, EntryKind, Finding, GutCall, Rating, Rubric, StoredEntry
from rubric_kit.scoring.rounds import Standing, current_round, gut_calls_of, ratings_of, shown_round, standing
from rubric_kit.workspace.rating_places import holds_log
from rubric_kit.workspace.shipped import sample_rounds_file
from rubric_kit.workspace.store import read_entries
from rubric_kit.workspace.store.table_entries import entries_of_table


class RoundLog:
    """What stands in a log, as far as it was revealed.

    Parameters
    ----------
    entries : sequence of StoredEntry
        The log.
    findings : sequence of Finding
        What could not be read of it.
    open_table : bool
        Whether it is a table of ratings, which knows no rounds: everything in it may be shown.
    """

    def __init__(self, entries: Sequence[StoredEntry], findings: Sequence[Finding] = (), *, open_table: bool = False) -> None:
        self.entries, self.findings, self.open_table = tuple(entries), tuple(findings), open_table

    @property
    def open_round(self) -> int:
        """Round that is rated now."""
        return current_round(self.entries)

    @property
    def shown(self) -> int:
        """Latest round that was revealed; 0 for none."""
        return 1 if self.open_table else shown_round(self.entries)

    @cached_property
    def standing(self) -> Standing:
        """Which entries of the revealed rounds stand, and which are in conflict."""
        return standing(one for one in self.entries if one.entry.round <= self.shown)

    @cached_property
    def ratings(self) -> tuple[Rating, ...]:
        """What everybody said last, up to the round that is shown."""
        return self.up_to(self.shown)

    def up_to(self, number: int) -> tuple[Rating, ...]:
        """Return what everybody said last, up to a round; nothing for round 0."""
        return ratings_of(self.entries, up_to=number) if number else ()

    @property
    def again(self) -> frozenset[tuple[str, str]]:
        """Badge and criterion of the cells that somebody answered in the round that is shown."""
        return frozenset((one.badge, one.criterion) for one in ratings_of(self.entries, round=self.shown))

    @cached_property
    def calls(self) -> Mapping[tuple[str, str], GutCall]:
        """Gut calls, by rater and badge: the first that each rater gave."""
        return gut_calls_of(one for one in self.entries if one.entry.round <= self.shown)

    @property
    def people(self) -> tuple[str, ...]:
        """Codes of all who answered, in whatever round."""
        answers = (EntryKind.RATING, EntryKind.GUT_CALL, EntryKind.DONE)
        return tuple(sorted({one.entry.rater for one in self.entries if one.entry.kind in answers}))

    def reasons(self, rows: Sequence[Rating], badge: str, criterion: str) -> list[str]:
        """Return what people wrote on one cell, sorted by its words, so that no order tells who wrote what.

        Where one rater says two things on two machines neither reason is theirs, and neither is told.
        """
        disputed = {(one.cell.rater, one.cell.badge, one.cell.criterion) for one in self.standing.conflicts}
        said = [row for row in rows if (row.badge, row.criterion) == (badge, criterion)]
        words = {" ".join(row.rationale.split()) for row in said if (row.rater, row.badge, row.criterion) not in disputed}
        return sorted(words - {""})

    def badges(self, given: Sequence[Badge]) -> tuple[Badge, ...]:
        """Return the badges that the log speaks of; all of them if it speaks of none."""
        named = {one.entry.badge for one in self.entries}
        return tuple(badge for badge in given if badge.key in named) or tuple(given)


def read_round_log(place: str | Path, rubric: Rubric, badges: Sequence[Badge]) -> RoundLog:
    """Read the log of a round.

    Parameters
    ----------
    place : path
        A database (.db), its address, a log (CSV) or a table of ratings (CSV); empty for the sample round.
    rubric : Rubric
        The version that was rated on; only a table of ratings needs it.
    badges : sequence of Badge
        The badges; only a table of ratings needs them.

    Raises
    ------
    InputError
        The place cannot be read.
    """
    place = place or sample_rounds_file()
    if holds_log(place):
        return RoundLog(*read_entries(place))
    return RoundLog(*entries_of_table(Path(place), rubric, badges), open_table=True)
