"""What of a log may be shown, and in which round it was said."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from rubric_kit.model import Badge, Entry, Rubric, StoredEntry
from rubric_kit.reports.round_log import RoundLog
from rubric_kit.workspace import read_badge_folder, sample_badges_folder

Write = Callable[..., StoredEntry]


@pytest.fixture(scope="module")
def badge() -> Badge:
    return read_badge_folder(sample_badges_folder() / "padlet_hobby.json").badges[0]


@pytest.fixture
def write(rubric: Rubric, badge: Badge) -> Write:
    numbers = count(1)

    def entry(kind: str, rater: str, number: int, **fields: Any) -> StoredEntry:
        sequence = next(numbers)
        whole = {"id": f"{sequence:032x}", "kind": kind, "rater": rater, "round": number, "made": "2026-01-15T15:00:00Z"}
        if kind == "rating":
            words = {"rubric": rubric.fingerprint, "wording": rubric.wording_fingerprint}
            whole |= words | {"badge": badge.key, "criterion": "locality"}
        if kind == "round":
            whole |= {"rubric": rubric.fingerprint}
        return StoredEntry(sequence, Entry.parse(whole | fields))

    return entry


def test_a_round_is_shown_once_it_was_revealed_and_no_later_one(write: Write) -> None:
    first, reveal, second = write("rating", "rater-1", 1, level="l1"), write("reveal", "lead", 1), write("round", "lead", 2)
    again = write("rating", "rater-1", 2, level="l3")
    assert RoundLog([first]).shown == 0
    assert RoundLog([first]).ratings == ()
    log = RoundLog([first, reveal, second, again])
    assert (log.open_round, log.shown) == (2, 1)
    assert [row.level for row in log.ratings] == ["l1"]
    # A reveal of a round that nobody opened opens nothing.
    assert RoundLog([first, write("reveal", "lead", 9)]).shown == 0


def test_what_was_not_said_again_is_carried(write: Write, badge: Badge) -> None:
    said = [write("rating", rater, 1, level="l1") for rater in ("rater-1", "rater-2")]
    said += [write("round", "lead", 2), write("rating", "rater-2", 2, level="l2"), write("reveal", "lead", 2)]
    log = RoundLog(said)
    assert {row.rater: row.level for row in log.ratings} == {"rater-1": "l1", "rater-2": "l2"}
    assert {row.level for row in log.up_to(1)} == {"l1"}
    assert log.up_to(0) == ()
    assert log.again == {(badge.key, "locality")}


def test_the_leader_is_nobody_who_rated(write: Write) -> None:
    log = RoundLog([write("reveal", "lead", 1), write("done", "rater-2", 1), write("rating", "rater-1", 1, level="l1")])
    assert log.people == ("rater-1", "rater-2")


def test_badges_that_the_log_does_not_speak_of_are_left_out(write: Write, badge: Badge) -> None:
    others = read_badge_folder(sample_badges_folder()).badges
    assert RoundLog([write("rating", "rater-1", 1, level="l1")]).badges(others) == (badge,)
    assert RoundLog([]).badges(others) == others


def test_a_table_is_shown_without_a_reveal(write: Write) -> None:
    log = RoundLog([write("rating", "rater-1", 1, level="l1")], open_table=True)
    assert (log.shown, len(log.ratings)) == (1, 1)


def test_reasons_are_told_once_sorted_and_not_where_one_person_says_two_things(write: Write, badge: Badge) -> None:
    said = [
        write("rating", f"rater-{at}", 1, level="l1", rationale=why) for at, why in enumerate(("Zebra", " Apple\n pie ", "Zebra"))
    ]
    said += [write("rating", "rater-9", 1, level=level, rationale="Both") for level in ("l1", "l2")]
    log = RoundLog(said, open_table=True)
    assert log.reasons(log.ratings, badge.key, "locality") == ["Apple pie", "Zebra"]
    assert log.reasons(log.ratings, badge.key, "mission_fit") == []
