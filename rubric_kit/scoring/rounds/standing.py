"""Which entries of a log stand: those that no other one takes the place of, whatever order the files were merged in.

An entry names the entries it takes the place of (`replaces`): what its rater saw standing in the cell. So the order of answers
travels with them, and neither a clock nor the order of merging decides anything. Where one rater answered the same question on
two machines, neither of which knew of the other, two entries stand. If they say different things that is a conflict: both are
kept and told, and the cell counts as "cannot tell" until an entry takes the place of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rubric_kit.model import STATE_WORDS, Cell, EntryKind, GutCall, Rating, RatingState, StoredEntry, visible


class Conflict(NamedTuple):
    """A cell in which one rater says different things."""

    cell: Cell
    entries: tuple[StoredEntry, ...]
    """What stands there, in the order of the entries' names, which is the same in every file."""

    @property
    def sentence(self) -> str:
        """The conflict in one sentence."""
        said = " and ".join(dict.fromkeys(_said(one) for one in self.entries))
        about = {EntryKind.RATING: f" for {self.cell.criterion}", EntryKind.GUT_CALL: " by gut"}.get(self.cell.kind, "")
        badge = f" on badge {self.cell.badge[:12]}" if self.cell.badge else ""
        return (
            f"{self.cell.rater} says {said}{about}{badge} in round {self.cell.round}, on two machines; answer again to settle it"
        )


class Standing(NamedTuple):
    """What stands in a log."""

    rows: tuple[StoredEntry, ...]
    """One entry for each cell without a conflict, in the order of the log."""
    conflicts: tuple[Conflict, ...]
    """The cells with one, in the order in which they first appear."""


def standing(entries: Iterable[StoredEntry]) -> Standing:
    """Return what stands in a log.

    The result depends on the set of entries alone, apart from the order of the rows: merging files in any order, any number of
    times, gives the same. Of entries that say the same the one with the first name stands for all. Should entries replace each
    other in a circle, which no program writes, all of them stand.
    """
    rows = {one.entry.id: one for one in sorted(entries, key=lambda one: one.sequence)}
    # Only within a cell: a forged entry must not be able to take away what somebody else said.
    replaced = {
        name for one in rows.values() for name in one.entry.replaces if name in rows and rows[name].entry.cell == one.entry.cell
    }
    cells: dict[Cell, list[StoredEntry]] = {}
    for one in rows.values():
        cells.setdefault(one.entry.cell, []).append(one)
    kept, conflicts = [], []
    for cell, said in cells.items():
        heads = sorted((one for one in said if one.entry.id not in replaced), key=lambda one: one.entry.id)
        heads = heads or sorted(said, key=lambda one: one.entry.id)
        if len({one.entry.says for one in heads}) == 1:
            kept.append(heads[0])
        else:
            conflicts.append(Conflict(cell, tuple(heads)))
    return Standing(tuple(sorted(kept, key=lambda one: one.sequence)), tuple(conflicts))


def ratings_of(
    entries: Iterable[StoredEntry],
    *,
    round: int | None = None,  # noqa: A002  the record's own word
    up_to: int | None = None,
) -> tuple[Rating, ...]:
    """Return the ratings that stand in a log, those in conflict as "cannot tell".

    Parameters
    ----------
    entries : iterable of StoredEntry
        The log.
    round : int, optional
        Only what was said in this round.
    up_to : int, optional
        Of each rater and question what was said last, in this round or an earlier one; without either, in any round. A rating on
        other words is kept beside it: `usable_ratings` tells which fit the rubric at hand.
    """
    found = standing(one for one in entries if one.entry.kind is EntryKind.RATING)
    pairs = [(one.entry.cell, one.rating()) for one in found.rows]
    pairs += [(one.cell, _cannot_tell(one)) for one in found.conflicts]
    if round is not None:
        pairs = [pair for pair in pairs if pair[0].round == round]
    elif up_to is not None:
        pairs = [pair for pair in pairs if pair[0].round <= up_to]
    latest: dict[Cell, Rating] = {}
    for cell, rating in sorted(pairs, key=lambda pair: pair[0].round):
        latest[cell._replace(round=0)] = rating
    return tuple(sorted(latest.values(), key=lambda one: one.sequence))


def gut_calls_of(
    entries: Iterable[StoredEntry],
    *,
    round: int | None = None,  # noqa: A002  the record's own word
) -> dict[tuple[str, str], GutCall]:
    """Return the gut calls that stand, by rater and badge key: in one round, or else the first one each gave.

    The first counts because only that one was made before the rubric was read. A call in conflict is left out: it is in
    `standing(entries).conflicts`.
    """
    found = standing(one for one in entries if one.entry.kind is EntryKind.GUT_CALL)
    calls: dict[tuple[str, str], GutCall] = {}
    for one in sorted(found.rows, key=lambda one: one.entry.round):
        entry = one.entry
        if entry.badge is not None and entry.call is not None and round in (None, entry.round):
            calls.setdefault((entry.rater, entry.badge), entry.call)
    return calls


def _cannot_tell(conflict: Conflict) -> Rating:
    last = max(conflict.entries, key=lambda one: one.sequence)
    return last.rating().replace(level=None, state=RatingState.UNKNOWN, rationale=conflict.sentence)


def _said(one: StoredEntry) -> str:
    entry = one.entry
    if entry.state is not None:
        return STATE_WORDS[entry.state]
    return visible(entry.level or entry.call or f"version {(entry.rubric or '')[:12]}")
