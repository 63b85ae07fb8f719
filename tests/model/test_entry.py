"""What an entry of the log may say, kind by kind."""

from __future__ import annotations

import pytest

from rubric_kit.errors import RecordError
from rubric_kit.model import Entry, EntryKind, Origin, RatingState, StoredEntry, entry_id

RATING = {
    "id": "0" * 32,
    "kind": "rating",
    "rater": "r1",
    "badge": "b" * 64,
    "criterion": "evidence",
    "rubric": "1" * 64,
    "wording": "2" * 64,
    "level": "l2",
    "made": "2026-11-28T14:02:00Z",
}


def test_an_entry_becomes_a_rating_with_its_place_in_the_log() -> None:
    rating = StoredEntry(7, Entry.parse(RATING | {"rationale": "names both hours"})).rating()
    assert (rating.sequence, rating.rater, rating.criterion, rating.level) == (7, "r1", "evidence", "l2")
    assert (rating.state, rating.rationale, rating.origin) == (None, "names both hours", Origin.PERSON)
    gap = StoredEntry(8, Entry.parse(RATING | {"level": None, "state": "withheld"})).rating()
    assert (gap.level, gap.state) == (None, RatingState.WITHHELD)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": None}, "a rating has either a level or a state"),
        ({"state": "unknown"}, "a rating has either a level or a state"),
        ({"badge": None}, "an entry of kind rating needs badge"),
        ({"wording": None, "rubric": None}, "an entry of kind rating needs rubric, wording"),
        ({"call": "accept"}, "an entry of kind rating has no call"),
        ({"kind": "done"}, "an entry of kind done has no badge"),
        ({"kind": "gut_call"}, "an entry of kind gut_call needs call"),
        ({"kind": "gut_call", "call": "accept"}, "an entry of kind gut_call has no criterion"),
        ({"kind": "reveal"}, "an entry of kind reveal has no badge"),
        ({"round": 0}, "round"),
        ({"id": "7"}, "id"),
        ({"rater": "Ann Other"}, "rater"),
        ({"made": "28.11.2026 14:02"}, "made"),
        ({"replaces": ["x"]}, "replaces"),
        ({"name": "Ann"}, "name"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(change: dict[str, object], message: str) -> None:
    with pytest.raises(RecordError, match=message) as caught:
        Entry.parse(RATING | change)
    assert "\n" not in caught.value.message


def test_a_round_needs_the_version_it_is_opened_on() -> None:
    shared = {"id": entry_id(), "rater": "lead", "made": RATING["made"], "round": 2}
    assert Entry.parse(shared | {"kind": "round", "rubric": "1" * 64}).kind is EntryKind.ROUND
    assert Entry.parse(shared | {"kind": "reveal"}).rubric is None
    with pytest.raises(RecordError, match="an entry of kind round needs rubric"):
        Entry.parse(shared | {"kind": "round"})


def test_what_an_entry_speaks_about_is_apart_from_what_it_says() -> None:
    first, second = Entry.parse(RATING), Entry.parse(RATING | {"id": "1" * 32, "level": "l3", "rationale": "other"})
    assert first.cell == second.cell
    assert first.says != second.says
    assert first.says == Entry.parse(RATING | {"rationale": "the same level for another reason"}).says


def test_names_of_entries_are_random() -> None:
    assert len({entry_id() for _ in range(100)}) == 100
