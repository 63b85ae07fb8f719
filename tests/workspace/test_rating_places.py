"""Ratings from a database, a log or a table: the same answers, and what cannot be used is a finding beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubric_kit.errors import RatingError
from rubric_kit.model import Badge, Entry, EntryKind, RatingState, Rubric
from rubric_kit.workspace import read_ratings, read_review, sample_ratings_file
from rubric_kit.workspace.rating_places import frozen_ratings, holds_log, shown_name
from rubric_kit.workspace.store import merge, new_entry, open_store, read_entries, write_entries


def answer(rubric: Rubric, badge: Badge, level: str, **fields: object) -> Entry:
    whole = {
        "badge": badge.key,
        "criterion": "criteria_clarity",
        "rubric": rubric.fingerprint,
        "wording": rubric.wording_fingerprint,
        "level": level,
    }
    return new_entry(EntryKind.RATING, "rater-1", **(whole | fields))


def store_with(path: Path, *entries: Entry) -> Path:
    with open_store(path) as store:
        store.append(entries)
    return path


def test_a_database_a_log_and_a_table_say_the_same(tmp_path: Path, rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    database = tmp_path / "ratings.db"
    with open_store(database) as store:
        merge(store, [sample_ratings_file()], rubric=rubric, badges=badges)
    write_entries(tmp_path / "entries.csv", read_entries(database).entries)
    table, kept, log = (read_review(ratings=one) for one in (sample_ratings_file(), database, tmp_path / "entries.csv"))
    assert kept.answers == log.answers == table.answers
    assert len(kept.answers) == len(badges)
    assert [holds_log(one) for one in (sample_ratings_file(), database, tmp_path / "entries.csv")] == [False, True, True]


def test_two_answers_of_one_rater_are_told_and_count_as_cannot_tell(
    tmp_path: Path, rubric: Rubric, badges: tuple[Badge, ...]
) -> None:
    one, other = answer(rubric, badges[0], "l1"), answer(rubric, badges[0], "l3")
    place = store_with(tmp_path / "ratings.db", one, other)
    read = read_ratings(place, rubric, badges)
    assert [row.state for row in read.ratings] == [RatingState.UNKNOWN]
    # What stands in a cell is told in the order of the entries' names, which are random.
    assert [found.code for found in read.findings] == ["RKT012"]
    assert read.findings[0].where in {"ratings.db, entries 1 and 2", "ratings.db, entries 2 and 1"}
    assert "rater-1 says l" in read.findings[0].message
    assert read.findings[0].advice == "Until then it counts as cannot tell."
    with open_store(place) as store:
        store.append([answer(rubric, badges[0], "l2", replaces=[one.id, other.id])])
    settled = read_ratings(place, rubric, badges)
    assert [row.level for row in settled.ratings] == ["l2"]
    assert settled.findings == ()


def test_a_conflict_that_a_later_round_settled_is_not_told(tmp_path: Path, rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    entries = [answer(rubric, badges[0], "l1"), answer(rubric, badges[0], "l3"), answer(rubric, badges[0], "l2", round=2)]
    read = read_ratings(store_with(tmp_path / "ratings.db", *entries), rubric, badges)
    assert [row.level for row in read.ratings] == ["l2"]
    assert read.findings == ()


def test_other_badges_and_other_words_are_counted_in_one_line_each(
    tmp_path: Path, rubric: Rubric, badges: tuple[Badge, ...]
) -> None:
    reworded = rubric.replace(criteria=(rubric.criteria[0].replace(question="Other words?"), *rubric.criteria[1:]))
    entries = [
        answer(rubric, badges[0], "l2"),
        answer(reworded, badges[0], "l1", criterion="locality"),
        answer(reworded, badges[1], "l1"),
        answer(rubric, badges[2], "l1"),
    ]
    read = read_ratings(store_with(tmp_path / "ratings.db", *entries), rubric, badges[:2])
    assert [row.level for row in read.ratings] == ["l2"]
    theirs, ours = (one.wording_fingerprint[:12] for one in (reworded, rubric))
    assert [(found.code, found.where, found.message) for found in read.findings] == [
        ("RKT001", "ratings.db", f"Not used: 1 answer about badges that are not among those at hand ({badges[2].key[:12]})."),
        (
            "RKT004",
            "ratings.db",
            f"Not used: 2 ratings on wording {theirs}; version 1 of 'outside-badges' has {ours}.",
        ),
    ]


def test_an_empty_database_says_how_to_rate(tmp_path: Path) -> None:
    with pytest.raises(RatingError, match=r"^ratings\.db holds no rating yet; rate in notebook 03 ") as caught:
        read_review(ratings=store_with(tmp_path / "ratings.db"))
    assert "\n" not in caught.value.message


def test_a_frozen_database_stays_as_it_was(tmp_path: Path, rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    place = store_with(tmp_path / "ratings.db", answer(rubric, badges[0], "l1"))
    with frozen_ratings(place) as still:
        store_with(place, answer(rubric, badges[1], "l1"))
        assert len(read_ratings(still, rubric, badges).ratings) == 1
        assert shown_name(still) == "ratings.db"
    assert not Path(still).exists()
    assert len(read_ratings(place, rubric, badges).ratings) == 2
    with frozen_ratings(sample_ratings_file()) as same:
        assert same == sample_ratings_file()


def test_an_address_is_never_shown() -> None:
    assert holds_log("postgresql://us:secret@server:5432/district")
    assert shown_name("postgresql://us:secret@server:5432/district") == "district"


def test_what_cannot_be_opened_holds_no_log(tmp_path: Path) -> None:
    assert not holds_log(tmp_path / "nowhere.csv")
    (tmp_path / "empty.csv").touch()
    assert not holds_log(tmp_path / "empty.csv")
