"""From rating rows to answers: which row counts, what a panel says, and which rows do not fit.

An answer is a level id, a `RatingState`, or None where nobody has rated. `Answers` holds one per criterion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rubric_kit.model import Badge, Criterion, Finding, Origin, Rating, RatingState, Rubric, Severity

Answer = str | RatingState | None
Answers = Mapping[str, Answer]

PANEL = "panel"
"""The name that stands for all raters together."""

_MOST_OPEN_FIRST = (RatingState.UNKNOWN, RatingState.WITHHELD, RatingState.NOT_APPLICABLE)


class UsableRatings(NamedTuple):
    """Rating rows that count for one rubric and set of badges, and findings about those that do not."""

    rows: tuple[Rating, ...]
    """The latest row of each rater for each cell, in order of sequence."""
    findings: tuple[Finding, ...]
    """One finding for each row, or group of rows, left out."""


def usable_ratings(rubric: Rubric, badges: Iterable[Badge], ratings: Iterable[Rating]) -> UsableRatings:
    """Keep the rows that fit the rubric and the badges; of each rater's rows for a cell the latest counts.

    Codes: RKT001 unknown badge, RKT002 unknown criterion, RKT003 unknown level, RKT004 rated on another wording.
    A row that does not fit is never used and never silently dropped.
    """
    keys = {badge.key for badge in badges}
    latest: dict[tuple[str, str, str, Origin], Rating] = {}
    findings = []
    other_wording = 0
    for row in sorted(ratings, key=lambda one: one.sequence):
        if row.wording != rubric.wording_fingerprint:
            other_wording += 1
        elif (finding := _misfit(rubric, keys, row)) is not None:
            findings.append(finding)
        else:
            latest[row.rater, row.badge, row.criterion, row.origin] = row
    if other_wording:
        findings.append(_other_wording(other_wording, rubric))
    return UsableRatings(tuple(sorted(latest.values(), key=lambda one: one.sequence)), tuple(findings))


def answers_by_rater(rubric: Rubric, rows: Iterable[Rating], badge: Badge) -> dict[str, dict[str, Answer]]:
    """Return each rater's answers for one badge, every criterion included (None where not rated)."""
    found: dict[str, dict[str, Answer]] = {}
    for row in rows:
        if row.badge == badge.key and row.origin is Origin.PERSON:
            found.setdefault(row.rater, {c.id: None for c in rubric.criteria})[row.criterion] = row.level or row.state
    return dict(sorted(found.items()))


def panel_answers(rubric: Rubric, rows: Iterable[Rating], badge: Badge) -> dict[str, Answer]:
    """Return what the raters say together, criterion by criterion.

    Where more than half of those who answered gave a level, the answer is the median of the levels given; with an even
    number the lower of the two middle levels, so that a divided room never lifts a badge. Otherwise it is the state most of
    them gave, and of equally frequent states the one that leaves most open.
    """
    by_rater = answers_by_rater(rubric, rows, badge)
    return {c.id: _together(c, [given[c.id] for given in by_rater.values() if given[c.id] is not None]) for c in rubric.criteria}


def _together(criterion: Criterion, given: list[Answer]) -> Answer:
    if not given:
        return None
    places = sorted(criterion.position(one) for one in given if isinstance(one, str) and not isinstance(one, RatingState))
    if 2 * len(places) > len(given):
        return criterion.levels[places[(len(places) - 1) // 2]].id
    states = Counter(one for one in given if isinstance(one, RatingState))
    return max(_MOST_OPEN_FIRST, key=lambda state: states[state])


def _misfit(rubric: Rubric, keys: set[str], row: Rating) -> Finding | None:
    where = f"rating {row.sequence}"
    if row.badge not in keys:
        message = f"rater {row.rater} rated badge {row.badge[:12]}, which is not among the badges at hand."
        return _warning("RKT001", where, message, "Add the badge's file, or leave the row out.")
    criterion = next((c for c in rubric.criteria if c.id == row.criterion), None)
    if criterion is None:
        known = ", ".join(c.id for c in rubric.criteria)
        return _warning("RKT002", where, f"criterion {row.criterion!r} does not exist; known are: {known}.", "Correct the name.")
    if row.level is not None and criterion.level(row.level) is None:
        known = ", ".join(level.id for level in criterion.levels)
        message = f"level {row.level!r} of criterion {criterion.id!r} does not exist; known are: {known}."
        return _warning("RKT003", where, message, "Correct the level.")
    return None


def _other_wording(count: int, rubric: Rubric) -> Finding:
    rows = "1 rating was" if count == 1 else f"{count} ratings were"
    message = f"{rows} given on another wording of the rubric than version {rubric.version} of {rubric.id!r}; not used."
    return _warning("RKT004", "ratings", message, "Rate again, or score with the version that was rated.")


def _warning(code: str, where: str, message: str, advice: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, where=where, message=message, advice=advice)
