"""An erased rater or badge is in no byte of any file, and the rest is as it was."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from rubric_kit.errors import InputError
from rubric_kit.model import Entry, Rubric
from rubric_kit.workspace.store import Store, merge, new_entry, open_store
from rubric_kit.workspace.store.erase import Erasure, erase

MakeEntry = Callable[..., Entry]
GONE, NEAR, OTHER = "zqkcanary-1", "zqkcanary-10", "rater-2"
"""Near is another rater, whose code begins with the code that is erased."""
BADGE, BADGE_2 = "a1b2c3d4" * 8, "f" * 64
REASON = "zqkreason: the portfolio was read by two people"
LONG = "".join(f"zqklong {number:05d} says why. " for number in range(700))
"""A reason that fills several pages of a database."""


def fill(store: Store, make_entry: MakeEntry) -> list[Entry]:
    """Save what is erased among what is kept, with a change of an answer, and return the entries."""
    first = make_entry(rater=GONE, badge=BADGE, rationale=REASON)
    entries = [
        first,
        make_entry(rater=NEAR, badge=BADGE, rationale="kept by the near one"),
        make_entry("l2", rater=GONE, badge=BADGE, replaces=(first.id,), rationale=LONG),
        make_entry(rater=GONE, badge=BADGE_2, rationale="said by both of them, word for word"),
        make_entry(rater=OTHER, badge=BADGE_2, rationale="said by both of them, word for word"),
        new_entry("gut_call", GONE, badge=BADGE, call="accept"),
        new_entry("done", GONE),
        new_entry("round", OTHER, rubric="b" * 64),
    ]
    store.append(entries)
    return entries


def raw(*places: Path) -> bytes:
    """Return all bytes below some places, without the code of the near rater."""
    files = [one for place in places for one in ([place] if place.is_file() else sorted(place.rglob("*"))) if one.is_file()]
    return b"".join(one.read_bytes() for one in files).replace(NEAR.encode(), b"")


def left_everywhere(done: Erasure) -> dict[str, int | None]:
    return {one.place: one.left for one in done.places if one.left != 0}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "district" / "ratings"
    folder.mkdir(parents=True)
    return folder / "ratings.db"


@pytest.fixture
def filled(path: Path, make_entry: MakeEntry) -> list[Entry]:
    with open_store(path) as store:
        entries = fill(store, make_entry)
        assert store.backup() is not None
        more = make_entry(rater=GONE, badge=BADGE_2, criterion="later")
        store.append([more])
    return [*entries, more]


def test_a_rater_is_gone_from_rows_and_the_rest_stays(place: str, make_entry: MakeEntry) -> None:
    with open_store(place) as store:
        entries = fill(store, make_entry)
        kept = tuple(one for one in store.entries() if one.entry.rater != GONE)
    done = erase(place, rater=GONE)
    assert dict(done.kinds) == {"rating": 3, "gut_call": 1, "done": 1}
    assert left_everywhere(done) == {}
    assert any("write-ahead log and its archive" in one for one in done.limits) == ("://" in place)
    with open_store(place) as store:
        store.verify()
        assert store.entries() == kept
        assert store.last_sequence() == len(entries)


def test_no_byte_of_the_rater_is_left_in_the_files(path: Path, filled: list[Entry]) -> None:
    before = raw(path.parent)
    assert before.count(GONE.encode()) > 10
    assert before.count(b"zqklong 00350") > 1
    done = erase(path, rater=GONE)
    after = raw(path.parent)
    assert GONE.encode() not in after
    assert b"zqkreason" not in after
    assert b"zqklong" not in after
    gone = [one for one in filled if one.rater == GONE]
    assert not any(f"{one.id}{one.kind}".encode() in after for one in gone)
    assert done.found == 5 + 1 + 5 + 6
    assert done.left == 0
    assert b"kept by the near one" in after


def test_the_backups_are_blanked_and_can_be_opened(path: Path, filled: list[Entry], tmp_path: Path) -> None:
    backups = sorted((path.parent / "backups").iterdir())
    times = [one.stat().st_mtime_ns for one in backups]
    assert len(backups) == 2
    erase(path, rater=GONE)
    assert [one.stat().st_mtime_ns for one in backups] == times
    assert sorted((path.parent / "backups").iterdir()) == backups
    for one in backups:
        copy = tmp_path / one.name
        shutil.copy(one, copy)
        with open_store(copy, create=False) as store:
            store.verify()
            assert [entry.entry.id for entry in store.entries()] == [entry.id for entry in filled if entry.rater != GONE]


def test_a_dry_run_changes_nothing_and_tells_the_same(path: Path, filled: list[Entry]) -> None:
    with open_store(path):
        pass
    before = {one: one.read_bytes() for one in path.parent.rglob("*") if one.is_file()}
    told = erase(path, rater=GONE, dry_run=True)
    assert {one: one.read_bytes() for one in path.parent.rglob("*") if one.is_file()} == before
    done = erase(path, rater=GONE)
    assert [one[:3] for one in told.places] == [one[:3] for one in done.places]
    assert {one.left for one in told.places} == {None}
    assert told.left == 0
    assert filled


def test_erasing_again_finds_nothing(path: Path, filled: list[Entry]) -> None:
    erase(path, rater=GONE)
    assert (erase(path, rater=GONE).found, erase(path, rater=GONE).left) == (0, 0)
    assert filled


def test_erasing_goes_on_where_it_was_stopped(path: Path, filled: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(target: Path, **_: bool) -> None:
        raise InputError(f"{target}: another program still reads what was there before; close it and erase again")

    with monkeypatch.context() as patch:
        patch.setattr("rubric_kit.workspace.store.erased_databases.compact_file", busy)
        stopped = erase(path, rater=GONE)
    assert {one.done for one in stopped.places if one.found} == {"not done to the end"}
    assert all("close it and erase again" in one.note for one in stopped.places if one.found)
    assert erase(path, rater=GONE).left == 0
    assert GONE.encode() not in raw(path.parent)
    assert filled


def test_another_program_that_reads_keeps_the_old_pages_and_is_told(
    path: Path, filled: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rubric_kit.workspace.store.erased_rows._BUSY_SECONDS", 0.1)
    reader = sqlite3.connect(path, isolation_level=None)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entries").fetchone()
        done = erase(path, rater=GONE)
        assert any("another program" in one.note for one in done.places)
    finally:
        reader.close()
    assert erase(path, rater=GONE).left == 0
    assert GONE.encode() not in raw(path.parent)
    assert filled


def test_the_look_afterwards_sees_what_is_still_there(path: Path, filled: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: where nothing was blanked, the same look must find the rows."""
    monkeypatch.setattr("rubric_kit.workspace.store.erased_databases.blank_rows", lambda *_: None)
    assert all(one.left for one in erase(path, rater=GONE).places)
    assert filled


@pytest.mark.parametrize("code", ["a1", "r1", "e"])
def test_short_codes_are_looked_for_by_their_rows(path: Path, make_entry: MakeEntry, code: str) -> None:
    mine = [make_entry(rater=code, badge=BADGE, rationale=REASON), new_entry("done", code)]
    with open_store(path) as store:
        store.append([*mine, make_entry(rater=f"{code}1", badge=BADGE)])
    done = erase(path, rater=code)
    assert (done.found, done.left) == (4, 0)
    assert any(f"{code!r} is too short" in one for one in done.limits)
    assert not any(f"{one.id}{one.kind}".encode() in path.read_bytes() for one in mine)
    with open_store(path) as store:
        assert [one.entry.rater for one in store.entries()] == [f"{code}1"]


def test_a_short_code_that_was_not_blanked_is_seen(path: Path, make_entry: MakeEntry, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        store.append([make_entry(rater="a1", badge=BADGE), new_entry("done", "a1")])
    monkeypatch.setattr("rubric_kit.workspace.store.erased_databases.blank_rows", lambda *_: None)
    assert erase(path, rater="a1").left > 0


def test_a_badge_is_gone_by_the_start_of_its_key(path: Path, filled: list[Entry]) -> None:
    done = erase(path, badge=BADGE[:8])
    assert dict(done.kinds) == {"rating": 3, "gut_call": 1}
    assert done.left == 0
    assert BADGE[:8].encode() not in raw(path.parent)
    with open_store(path) as store:
        assert {one.entry.badge for one in store.entries()} == {BADGE_2, None}
    assert filled


def test_what_is_older_than_a_day_is_gone(path: Path, make_entry: MakeEntry) -> None:
    old = make_entry(rationale=REASON).replace(made="2023-06-30T23:59:59Z")
    new = make_entry("l2", replaces=(old.id,), rationale="a newer reason of some length").replace(made="2023-07-01T00:00:00Z")
    with open_store(path) as store:
        store.append([old, new])
    done = erase(path, before="2023-07-01")
    assert (dict(done.kinds), done.left) == ({"rating": 1}, 0)
    with open_store(path) as store:
        assert [one.entry for one in store.entries()] == [new]
    assert b"zqkreason" not in raw(path.parent)


def test_merging_an_older_copy_does_not_bring_it_back(path: Path, filled: list[Entry], tmp_path: Path) -> None:
    stick = tmp_path / "stick.db"
    shutil.copy(path, stick)
    erase(path, rater=GONE)
    with open_store(path) as store:
        result = merge(store, [stick])
        assert result.added == 0
        assert {one.entry.rater for one in store.entries()} == {NEAR, OTHER}
    assert filled


def test_whoever_saved_a_rubric_is_no_longer_named(path: Path, rubric: Rubric) -> None:
    with open_store(path) as store:
        store.save_rubric(rubric, revision=0, by=GONE)
    assert erase(path, rater=GONE).left == 0
    assert GONE.encode() not in raw(path.parent)
    with open_store(path) as store, pytest.raises(InputError, match="was changed by erased at"):
        store.save_rubric(rubric, revision=0, by=OTHER)


def test_rounds_that_go_with_a_facilitator_are_told(path: Path, make_entry: MakeEntry) -> None:
    with open_store(path) as store:
        store.append([new_entry("round", "lead", rubric="b" * 64), new_entry("reveal", "lead"), make_entry()])
    done = erase(path, rater="lead")
    assert done.limits[0].startswith("2 of the entries opened or revealed a round")


def test_reasons_of_others_that_name_the_rater_are_told_and_kept(path: Path, make_entry: MakeEntry) -> None:
    with open_store(path) as store:
        store.append([make_entry(rater=GONE), make_entry(rater=OTHER, rationale=f"as {GONE} said"), make_entry(rater=NEAR)])
    done = erase(path, rater=GONE)
    assert any("hold the word: 1, in the log's rows 2." in one for one in done.limits)
    with open_store(path) as store:
        assert [one.sequence for one in store.entries()] == [2, 3]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "an erasure takes one of rater, badge and before; given is none of them"),
        ({"rater": "r", "badge": "a" * 64}, "given is rater and badge"),
        ({"rater": "Jane Doe"}, "'Jane Doe' is no rater's code; 1 to 64 of a-z"),
        ({"badge": "abc"}, "'abc' is no badge's key; give it, or at least its first 8 characters"),
        ({"badge": "0" * 8}, "no rated badge begins with 00000000; give the whole key"),
        ({"before": "June"}, "'June' is no day; write it as 2026-06-30"),
    ],
)
def test_what_cannot_be_erased_is_refused(path: Path, filled: list[Entry], given: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        erase(path, **given)  # type: ignore[arg-type]
    assert filled


def test_a_store_that_is_not_there_is_refused_and_not_made(path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        erase(path, rater=GONE)
    assert not path.exists()
