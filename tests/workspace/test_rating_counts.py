"""Who gave how many answers; what was said only where that is asked for."""

from __future__ import annotations

from rubric_kit.model import Entry, StoredEntry
from rubric_kit.workspace.rating_counts import AnswerRow, RaterCount, answer_rows, rater_counts
from rubric_kit.workspace.store import new_entry

BADGE, OTHER, RUBRIC = "b" * 64, "c" * 64, "1" * 64


def rating(rater: str, level: str, **fields: object) -> Entry:
    whole = {"badge": BADGE, "criterion": "evidence", "rubric": RUBRIC, "wording": RUBRIC, "level": level}
    return new_entry("rating", rater, **(whole | fields))


def log(*entries: Entry) -> tuple[StoredEntry, ...]:
    return tuple(StoredEntry(place, one) for place, one in enumerate(entries, start=1))


def test_answers_are_counted_once_and_by_round() -> None:
    first = rating("r-2", "l1")
    entries = log(
        new_entry("round", "lead", rubric=RUBRIC),
        first,
        rating("r-2", "l2", replaces=[first.id]),
        rating("r-2", "l2", criterion="issuer"),
        new_entry("gut_call", "r-2", badge=BADGE, call="accept"),
        new_entry("done", "r-2"),
        rating("r-1", "l1"),
        rating("r-1", "l3"),
        rating("r-1", "l0", round=2),
        rating("look-fors", "l1", origin="look_for"),
    )
    assert rater_counts(entries) == (
        RaterCount(1, "r-1", 1, 0, 1, False),
        RaterCount(1, "r-2", 2, 1, 0, True),
        RaterCount(2, "r-1", 1, 0, 0, False),
    )
    assert rater_counts(()) == ()


def test_answers_show_what_stands_and_both_sides_of_a_conflict() -> None:
    entries = log(
        rating("r-1", "l3", rationale="two samples"),
        rating("r-1", "l1"),
        new_entry("gut_call", "r-1", badge=OTHER, call="not"),
        rating("r-2", None, state="withheld"),  # type: ignore[arg-type]
        new_entry("done", "r-2"),
    )
    assert answer_rows(entries) == (
        AnswerRow(1, "r-1", "b" * 12, "evidence", "l1 or l3", "two samples"),
        AnswerRow(1, "r-1", "c" * 12, "gut call", "not", ""),
        AnswerRow(1, "r-2", "b" * 12, "evidence", "withheld", ""),
    )
