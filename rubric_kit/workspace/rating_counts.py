"""Who gave how many answers, and, only where that is asked for, what was said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rubric_kit.model import EntryKind, Origin, StoredEntry
from rubric_kit.scoring.rounds import standing

_SAID = (EntryKind.RATING, EntryKind.GUT_CALL, EntryKind.DONE)


class RaterCount(NamedTuple):
    """What one rater did in one round."""

    round: int
    rater: str
    answers: int
    """Questions with an answer, those in conflict included."""
    gut_calls: int
    """Badges with a gut call, those in conflict included."""
    conflicts: int
    """Answers and gut calls that differ between two laptops."""
    done: bool
    """Whether the rater said "done"."""


class AnswerRow(NamedTuple):
    """One answer that stands, as text."""

    round: int
    rater: str
    badge: str
    """First 12 characters of the badge's key."""
    criterion: str
    """Criterion; "gut call" for the decision by gut."""
    answer: str
    """Level, state or call; both, with "or" between, where a conflict stands."""
    reason: str


def rater_counts(entries: Iterable[StoredEntry]) -> tuple[RaterCount, ...]:
    """Count what each person said in each round, by round and code; suggestions from look-fors are no answers."""
    found = standing(entries)
    cells = [(one.entry.cell, False) for one in found.rows] + [(one.cell, True) for one in found.conflicts]
    counts: dict[tuple[int, str], RaterCount] = {}
    for cell, differs in cells:
        if cell.kind not in _SAID or cell.origin is not Origin.PERSON:
            continue
        here = (cell.round, cell.rater)
        one = counts.get(here, RaterCount(*here, 0, 0, 0, False))
        counts[here] = one._replace(
            answers=one.answers + (cell.kind is EntryKind.RATING),
            gut_calls=one.gut_calls + (cell.kind is EntryKind.GUT_CALL),
            conflicts=one.conflicts + differs,
            done=one.done or cell.kind is EntryKind.DONE,
        )
    return tuple(counts[here] for here in sorted(counts))


def answer_rows(entries: Iterable[StoredEntry]) -> tuple[AnswerRow, ...]:
    """Return what people said and what stands of it, by round, rater, badge and criterion."""
    found = standing(entries)
    groups = [(one,) for one in found.rows] + [one.entries for one in found.conflicts]
    people = [group for group in groups if group[0].entry.kind in _SAID[:2] and group[0].entry.origin is Origin.PERSON]
    return tuple(sorted(_row(group) for group in people))


def _row(group: tuple[StoredEntry, ...]) -> AnswerRow:
    first = group[0].entry
    said = sorted({str(one.entry.level or one.entry.state or one.entry.call) for one in group})
    reasons = sorted({one.entry.rationale for one in group} - {""})
    return AnswerRow(
        first.round,
        first.rater,
        (first.badge or "")[:12],
        first.criterion or "gut call",
        " or ".join(said),
        " / ".join(reasons),
    )
