"""Which entries stand: told by what each takes the place of, never by a clock or the order of merging."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.model import Entry, EntryKind, GutCall, RatingState, StoredEntry
from rubric_kit.scoring.rounds import gut_calls_of, ratings_of, standing

BADGE, OTHER = "b" * 64, "c" * 64
RUBRIC, WORDING = "1" * 64, "2" * 64
TIME = "2026-11-28T14:02:00Z"


def named(number: int) -> str:
    return f"{number:032x}"


def rating(number: int, level: str = "l1", **fields: object) -> Entry:
    whole = {
        "id": named(number),
        "kind": "rating",
        "rater": "r1",
        "badge": BADGE,
        "criterion": "evidence",
        "rubric": RUBRIC,
        "wording": WORDING,
        "level": level,
        "made": TIME,
    } | fields
    return Entry.parse(whole)


def call(number: int, said: str, **fields: object) -> Entry:
    return Entry.parse(
        {"id": named(number), "kind": "gut_call", "rater": "r1", "badge": BADGE, "call": said, "made": TIME} | fields
    )


def log(*entries: Entry) -> tuple[StoredEntry, ...]:
    return tuple(StoredEntry(place, one) for place, one in enumerate(entries, start=1))


def levels(found: tuple[StoredEntry, ...]) -> list[str | None]:
    return [one.entry.level for one in found]


def test_a_changed_answer_takes_the_place_of_the_earlier_one() -> None:
    found = standing(log(rating(9, "l1"), rating(5, "l2", replaces=[named(9)])))
    assert levels(found.rows) == ["l2"]
    assert found.conflicts == ()


def test_the_order_of_the_file_and_the_clock_decide_nothing() -> None:
    later, earlier = rating(5, "l2", replaces=[named(9)], made="2023-01-01T00:00:00Z"), rating(9, "l1")
    assert levels(standing(log(later, earlier)).rows) == ["l2"]


def test_two_answers_that_do_not_know_each_other_are_a_conflict_and_count_as_cannot_tell() -> None:
    entries = log(rating(1, "l1"), rating(2, "l3"), rating(3, "l2", criterion="issuer"))
    found = standing(entries)
    assert levels(found.rows) == ["l2"]
    assert [levels(one.entries) for one in found.conflicts] == [["l1", "l3"]]
    assert found.conflicts[0].sentence == (
        "r1 says l1 and l3 for evidence on badge bbbbbbbbbbbb in round 1, on two machines; answer again to settle it"
    )
    by_criterion = {one.criterion: one for one in ratings_of(entries)}
    assert by_criterion["evidence"].state is RatingState.UNKNOWN
    assert by_criterion["evidence"].level is None
    assert by_criterion["evidence"].sequence == 2
    assert "two machines" in by_criterion["evidence"].rationale
    assert by_criterion["issuer"].level == "l2"


def test_an_answer_that_replaces_both_settles_the_conflict() -> None:
    found = standing(log(rating(1, "l1"), rating(2, "l3"), rating(3, "l2", replaces=[named(1), named(2)])))
    assert levels(found.rows) == ["l2"]
    assert found.conflicts == ()


def test_saying_the_same_twice_is_no_conflict() -> None:
    found = standing(log(rating(7, "l1", rationale="b"), rating(2, "l1", rationale="a")))
    assert [one.entry.id for one in found.rows] == [named(2)]
    assert found.conflicts == ()


@pytest.mark.parametrize(
    "fields",
    [{"rater": "r2"}, {"badge": OTHER}, {"criterion": "issuer"}, {"round": 2}, {"wording": "3" * 64}, {"origin": "look_for"}],
)
def test_another_rater_badge_question_round_wording_or_origin_is_another_cell(fields: dict[str, object]) -> None:
    entries = log(rating(1, "l1"), rating(2, "l3", replaces=[named(1)], **fields))
    # A forged entry that claims to replace what somebody else said takes nothing away.
    assert sorted(str(level) for level in levels(standing(entries).rows)) == ["l1", "l3"]


def test_a_circle_of_replacements_loses_nothing() -> None:
    found = standing(log(rating(1, "l1", replaces=[named(2)]), rating(2, "l3", replaces=[named(1)])))
    assert levels(found.rows) == []
    assert [levels(one.entries) for one in found.conflicts] == [["l1", "l3"]]


def test_a_replaced_entry_that_is_not_at_hand_does_not_matter() -> None:
    assert levels(standing(log(rating(2, "l3", replaces=[named(1)]))).rows) == ["l3"]


def test_rounds_are_told_apart_and_the_last_answer_counts() -> None:
    entries = log(
        rating(1, "l0", round=2),
        rating(2, "l1"),
        rating(3, "l2", criterion="issuer"),
        rating(4, "l3", round=3),
        rating(5, "l3", criterion="issuer", round=3, wording="3" * 64),
    )
    pick: Callable[..., set[tuple[str, str | None]]] = lambda **which: {  # noqa: E731
        (one.criterion, one.level) for one in ratings_of(entries, **which)
    }
    assert pick(round=1) == {("evidence", "l1"), ("issuer", "l2")}
    assert pick(round=2) == {("evidence", "l0")}
    assert pick(up_to=2) == {("evidence", "l0"), ("issuer", "l2")}
    # An answer on other words stands beside the earlier one.
    assert pick() == {("evidence", "l3"), ("issuer", "l2"), ("issuer", "l3")}


def test_the_first_gut_call_counts_and_one_in_conflict_is_left_out() -> None:
    entries = log(
        call(1, "accept", round=2),
        call(2, "not"),
        call(3, "unsure", badge=OTHER),
        call(4, "accept", badge=OTHER),
        call(5, "accept", rater="r2"),
    )
    assert gut_calls_of(entries) == {("r1", BADGE): GutCall.NOT, ("r2", BADGE): GutCall.ACCEPT}
    assert gut_calls_of(entries, round=2) == {("r1", BADGE): GutCall.ACCEPT}
    conflict = standing(entries).conflicts[0]
    assert conflict.cell.kind is EntryKind.GUT_CALL
    assert "r1 says unsure and accept by gut on badge cccccccccccc" in conflict.sentence


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """Some raters answer on some machines; each answer replaces a part of what was said before."""
    count = draw(st.integers(1, 12))
    entries: list[Entry] = []
    for number in range(1, count + 1):
        earlier = [one.id for one in entries]
        seen = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        level = draw(st.sampled_from(["l0", "l1", "l2"]))
        rater = draw(st.sampled_from(["r1", "r2"]))
        entries.append(rating(number, level, rater=rater, replaces=seen))
    return entries


@given(logs(), st.randoms(use_true_random=False))
def test_the_order_in_which_files_come_in_changes_nothing(entries: list[Entry], chance: random.Random) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)
    first, second = standing(log(*entries)), standing(log(*shuffled))
    assert {one.entry.id for one in first.rows} == {one.entry.id for one in second.rows}
    assert {tuple(one.entry.id for one in row.entries) for row in first.conflicts} == {
        tuple(one.entry.id for one in row.entries) for row in second.conflicts
    }


@given(logs())
def test_every_cell_that_was_spoken_about_has_an_answer_or_a_conflict(entries: list[Entry]) -> None:
    found = standing(log(*entries))
    cells = [one.entry.cell for one in found.rows] + [one.cell for one in found.conflicts]
    assert sorted(cells) == sorted({one.cell for one in entries})
