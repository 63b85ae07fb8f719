"""Bringing logs together: any files, in any order, any number of times; nothing is dropped, what does not fit is told."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Entry, EntryKind, Rating, Rubric, StoredEntry
from rubric_kit.scoring.rounds import ratings_of, standing
from rubric_kit.workspace import append_ratings, read_ratings, sample_ratings_file
from rubric_kit.workspace.store import Store, merge, new_entry, open_store, write_entries
from rubric_kit.workspace.store.tables import BLANK, ENTRIES

MakeEntry = Callable[..., Entry]


def _file(path: Path, *entries: Entry) -> Path:
    with open_store(path) as store:
        store._backups = None
        store.append(entries)
    return path


def test_every_kind_of_source_is_brought_in(store: Store, tmp_path: Path, make_entry: MakeEntry) -> None:
    one, two, three = (make_entry(rater=f"r{number}") for number in range(3))
    write_entries(tmp_path / "entries.csv", [StoredEntry(1, one), StoredEntry(2, two)])
    result = merge(store, [_file(tmp_path / "team.db", two, three), tmp_path / "entries.csv"])
    assert (result.added, result.already, result.conflicts, result.findings) == (3, 1, (), ())
    assert {stored.entry for stored in store.entries()} == {one, two, three}
    store.verify()


def test_merging_twice_adds_nothing(store: Store, tmp_path: Path, make_entry: MakeEntry) -> None:
    source = _file(tmp_path / "team.db", make_entry(), make_entry(badge="b" * 64))
    assert merge(store, [source]).added == 2
    before = store.entries()
    assert merge(store, [source, source])[:2] == (0, 4)
    assert store.entries() == before


def test_a_store_merged_into_itself_stays_the_same(file_store: Store, make_entry: MakeEntry) -> None:
    file_store.append([make_entry()])
    assert merge(file_store, [file_store.place])[:2] == (0, 1)


def test_one_rater_on_two_laptops_is_a_conflict_until_one_answer_replaces_both(
    store: Store, tmp_path: Path, make_entry: MakeEntry
) -> None:
    one, other = make_entry("l1"), make_entry("l2")
    result = merge(store, [_file(tmp_path / "a.db", one), _file(tmp_path / "b.db", other)])
    (conflict,) = result.conflicts
    assert {stored.entry for stored in conflict.entries} == {one, other}
    assert [rating.state for rating in ratings_of(store.entries())] == ["unknown"]
    store.append([make_entry("l2", replaces=(one.id, other.id))])
    assert merge(store, [tmp_path / "a.db"]).conflicts == ()


def test_a_changed_copy_is_told_and_what_was_there_stays(store: Store, tmp_path: Path, make_entry: MakeEntry) -> None:
    entry, whole = make_entry("l1"), make_entry(badge="b" * 64)
    store.append([entry])
    result = merge(store, [_file(tmp_path / "team.db", entry.replace(level="l3"), whole)])
    assert [stored.entry for stored in store.entries()] == [entry, whole]
    (finding,) = result.findings
    assert finding.line() == (
        f"warning RKS003 team.db: entry {entry.id[:8]} of rater-1 is there already and says something else; "
        "the one that was there stays. One was changed by hand: ask the rater, and rate again."
    )


def test_what_was_erased_is_not_brought_back(store: Store, tmp_path: Path, make_entry: MakeEntry) -> None:
    gone, kept = make_entry(rater="gone"), make_entry(rater="kept")
    source = _file(tmp_path / "team.db", gone, kept)
    merge(store, [source])
    with store._database.writing() as connection:
        connection.execute(update(ENTRIES).where(ENTRIES.c.rater == "gone").values(**BLANK))
    result = merge(store, [source])
    assert [stored.entry for stored in store.entries()] == [kept]
    assert [finding.line() for finding in result.findings] == [
        "info RKS005 team.db: entries that were erased here are not brought back: 1. Erase them in that file too."
    ]
    store.verify()


def test_a_file_that_cannot_be_used_is_a_finding_and_the_others_go_on(
    store: Store, tmp_path: Path, make_entry: MakeEntry
) -> None:
    good = _file(tmp_path / "good.db", make_entry())
    damaged = _file(tmp_path / "damaged.db", make_entry(rater="r9"))
    with open_store(damaged) as source, source._database.writing() as connection:
        connection.execute(text("UPDATE entries SET level = 'l9'"))
        source._backups = None
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    address = "postgresql://rater:geheim@127.0.0.1:1/x"
    result = merge(store, [damaged, tmp_path / "nix.db", tmp_path / "notes.csv", tmp_path / "photo.png", address, good])
    assert (result.added, len(store.entries())) == (1, 1)
    assert [(finding.code, finding.where) for finding in result.findings] == [
        ("RKS004", "damaged.db"),
        ("RKS004", "nix.db"),
        ("RKS004", "notes.csv"),
        ("RKS004", "photo.png"),
        ("RKS004", "postgresql://rater:***@127.0.0.1:1/x"),
    ]
    said = " ".join(finding.line() for finding in result.findings)
    assert "row 1 is not what was written there" in said
    assert "geheim" not in said


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path, make_entry: MakeEntry) -> None:
    source = _file(tmp_path / "team.db", make_entry())
    with open_store(source, read_only=True) as store, pytest.raises(InputError, match="can be read but not written"):
        merge(store, [source])


def test_the_sample_ratings_table_gives_the_same_ratings(store: Store, rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    path = sample_ratings_file()
    result = merge(store, [path], rubric=rubric, badges=badges)
    table = read_ratings(path, rubric, badges)
    assert result.findings == table.findings
    assert result.added == len(table.ratings) > 10
    assert merge(store, [path], rubric=rubric, badges=badges)[:2] == (0, result.added)

    def said(ratings: tuple[Rating, ...]) -> dict[tuple[str, ...], tuple[object, ...]]:
        ordered = sorted(ratings, key=lambda one: one.sequence)
        return {(one.rater, one.badge, one.criterion, one.origin): (one.level, one.state, one.rationale) for one in ordered}

    assert said(ratings_of(store.entries())) == said(table.ratings)


def test_a_ratings_table_without_its_rubric_is_a_finding(store: Store) -> None:
    result = merge(store, [sample_ratings_file()])
    (finding,) = result.findings
    assert finding.code == "RKS004"
    assert "is a ratings table; give the rubric that was rated on and the badges, too" in finding.message
    assert store.entries() == ()


def test_a_table_that_has_grown_adds_its_new_rows_alone(
    store: Store, tmp_path: Path, rubric: Rubric, badges: tuple[Badge, ...]
) -> None:
    criterion = rubric.criteria[0]
    cell = {"rater": "r1", "badge": badges[0].key, "criterion": criterion.id, "wording": rubric.wording_fingerprint}
    answers = [Rating(sequence=place, level=level.id, **cell) for place, level in enumerate([*criterion.levels[:2]] * 2, start=1)]
    path = tmp_path / "ratings.csv"
    for place, answer in enumerate(answers, start=1):
        append_ratings(path, [answer])
        assert merge(store, [path], rubric=rubric, badges=badges)[:2] == (1, place - 1)
    # The same answer twice is two entries, each in the place of the one before; the last one stands.
    entries = [one.entry for one in store.entries()]
    assert [one.replaces for one in entries] == [(), *((before.id,) for before in entries[:-1])]
    (standing_now,) = ratings_of(store.entries())
    assert standing_now.level == answers[-1].level


@st.composite
def _laptops(draw: st.DrawFn) -> list[list[Entry]]:
    """Logs of a few laptops: answers that replace what the laptop knew, some of them copied between laptops."""
    pool: list[Entry] = []
    laptops: list[list[Entry]] = []
    for _ in range(draw(st.integers(2, 4))):
        log = list(dict.fromkeys(draw(st.lists(st.sampled_from(pool), max_size=3)))) if pool else []
        for _ in range(draw(st.integers(0, 4))):
            rater, level = draw(st.sampled_from(["r1", "r2"])), draw(st.sampled_from(["l1", "l2"]))
            known = [one.id for one in log if one.rater == rater]
            replaces = draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []
            entry = new_entry(
                EntryKind.RATING,
                rater,
                badge="a" * 64,
                criterion="c",
                rubric="b" * 64,
                wording="c" * 64,
                level=level,
                replaces=replaces,
            )
            log.append(entry)
            pool.append(entry)
        laptops.append(log)
    return laptops


def _stands(entries: tuple[StoredEntry, ...]) -> tuple[object, ...]:
    found = standing(entries)
    conflicts = {(one.cell, frozenset(stored.entry.id for stored in one.entries)) for one in found.conflicts}
    said = {(one.rater, one.badge, one.criterion, one.level, one.state) for one in ratings_of(entries)}
    return conflicts, said, {one.entry for one in entries}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(laptops=_laptops(), data=st.data())
def test_any_order_and_any_number_of_times_gives_the_same(laptops: list[list[Entry]], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        sources = []
        for number, log in enumerate(laptops):
            sources.append(Path(name) / f"laptop{number}.csv")
            write_entries(sources[-1], [StoredEntry(place, entry) for place, entry in enumerate(log, start=1)])
        results = []
        for number in range(2):
            order = data.draw(st.permutations(sources)) + data.draw(st.lists(st.sampled_from(sources), max_size=3))
            with open_store(Path(name) / f"merged{number}.db") as store:
                for source in order:
                    result = merge(store, [source])
                    assert result.findings == ()
                results.append(_stands(store.entries()))
                store.verify()
        assert results[0] == results[1]
        everything = {entry for log in laptops for entry in log}
        assert results[0][2] == everything
