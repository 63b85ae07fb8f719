"""What one rater's entries come to in a round: which answers stand, which contradict each other, what was said before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rubric_kit.model import Entry, EntryKind, Origin, StoredEntry
from rubric_kit.scoring.rounds import standing

Question = tuple[str, str]
"""A badge's key and a criterion's id."""


class Stock(NamedTuple):
    """What stands of one rater's entries."""

    answers: Mapping[Question, Entry]
    """Answers of this round, on the wording at hand."""
    conflicts: Mapping[Question, tuple[Entry, ...]]
    """Questions of this round with two answers that say different things."""
    before: Mapping[Question, Entry]
    """The latest answers of earlier rounds, on any wording."""
    calls: Mapping[str, Entry]
    """The latest gut call on each badge, in this round or an earlier one."""
    call_conflicts: Mapping[str, tuple[Entry, ...]]
    """Badges with two gut calls of this round that say different things."""
    rated: frozenset[str]
    """Keys of badges of which the rater has answered a question, in any round."""
    done: bool
    """Whether the rater said that this round is done."""


def stock_of(entries: Iterable[StoredEntry], wording: str, open_round: int) -> Stock:
    """Return what stands of one rater's entries.

    Parameters
    ----------
    entries : iterable of StoredEntry
        All entries of this rater, of any round.
    wording : str
        Wording fingerprint of the rubric at hand.
    open_round : int
        The round that is open now.
    """
    found = standing(one for one in entries if one.entry.origin is Origin.PERSON and one.entry.round <= open_round)
    rows = sorted((one.entry for one in found.rows), key=lambda entry: entry.round)
    ratings = [one for one in rows if one.kind is EntryKind.RATING]
    fits = [one for one in found.conflicts if one.cell.round == open_round and one.cell.wording in (None, wording)]
    conflicts = {(one.cell.kind, _question(one.entries[0].entry)): tuple(each.entry for each in one.entries) for one in fits}
    earlier = [one for one in ratings if one.round < open_round]
    # Of one round's answers on several wordings, the one on the words at hand is the one to be reminded of.
    earlier.sort(key=lambda entry: (entry.round, entry.wording == wording))
    return Stock(
        answers={_question(one): one for one in ratings if one.round == open_round and one.wording == wording},
        conflicts={cell: said for (kind, cell), said in conflicts.items() if kind is EntryKind.RATING},
        before={_question(one): one for one in earlier},
        calls={one.badge: one for one in rows if one.kind is EntryKind.GUT_CALL and one.badge is not None},
        call_conflicts={cell[0]: said for (kind, cell), said in conflicts.items() if kind is EntryKind.GUT_CALL},
        rated=frozenset(
            [_question(one)[0] for one in ratings]
            + [one.cell.badge for one in found.conflicts if one.cell.kind is EntryKind.RATING and one.cell.badge is not None]
        ),
        done=any(one.kind is EntryKind.DONE and one.round == open_round for one in rows),
    )


def heads(entries: Iterable[StoredEntry], entry: Entry) -> tuple[str, ...]:
    """Return the names of the entries in a new entry's cell whose place it takes: all that no other one has taken."""
    there = [one.entry for one in entries if one.entry.cell == entry.cell]
    taken = {name for one in there for name in one.replaces}
    return tuple(sorted(one.id for one in there if one.id not in taken))


def _question(entry: Entry) -> Question:
    return (entry.badge or "", entry.criterion or "")
