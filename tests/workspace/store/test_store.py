"""The promises of a store, the same on both databases."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Entry
from rubric_kit.workspace.store import Store, new_entry, open_store

MakeEntry = Callable[..., Entry]


def test_an_entry_comes_back_as_it_was_saved(store: Store, make_entry: MakeEntry) -> None:
    entry = make_entry(rationale="Ça va; «bien»\nzweite Zeile ✓ 𝄞", replaces=("0" * 32, "f" * 32))
    (stored,) = store.append([entry])
    assert stored.sequence == 1
    assert store.entries() == (stored,)
    assert store.entries()[0].entry == entry


def test_every_kind_of_entry_comes_back(store: Store, make_entry: MakeEntry) -> None:
    entries = [
        make_entry(),
        new_entry("rating", "r2", badge="a" * 64, criterion="c", rubric="b" * 64, wording="c" * 64, state="withheld", round=2),
        new_entry("gut_call", "r2", badge="a" * 64, call="unsure"),
        new_entry("done", "r2"),
        new_entry("round", "lead", rubric="b" * 64),
        new_entry("reveal", "lead", round=99),
    ]
    store.append(entries)
    assert [one.entry for one in store.entries()] == entries


def test_entries_after_a_place_are_the_new_ones(store: Store, make_entry: MakeEntry) -> None:
    first, second = store.append([make_entry("l1"), make_entry("l2")])
    assert store.entries(after=first.sequence) == (second,)
    assert store.entries(after=second.sequence) == ()
    assert store.last_sequence() == second.sequence == 2


def test_what_was_saved_is_there_when_opened_again(place: str, make_entry: MakeEntry) -> None:
    with open_store(place) as store:
        saved = store.append([make_entry()])
    with open_store(place, create=False) as store:
        assert store.entries() == saved
        assert store.append([make_entry("l2")])[0].sequence == 2


def test_the_same_entry_is_kept_once(store: Store, make_entry: MakeEntry) -> None:
    entry = make_entry()
    first = store.append([entry, entry])
    assert first[0] == first[1]
    assert store.append([entry]) == first[:1]
    assert len(store.entries()) == 1


def test_a_name_with_other_content_is_refused_and_nothing_of_the_answer_is_saved(store: Store, make_entry: MakeEntry) -> None:
    entry = make_entry("l1")
    store.append([entry])
    changed = entry.replace(level="l2")
    with pytest.raises(InputError, match=rf"entry {entry.id} is there with other content; nothing was saved; make a new entry"):
        store.append([make_entry("l3"), changed])
    assert [one.entry for one in store.entries()] == [entry]


def test_an_empty_store_is_whole_and_stays_empty(store: Store) -> None:
    store.verify()
    assert store.append([]) == ()
    assert (store.entries(), store.last_sequence(), store.banner, store.read_only) == ((), 0, "", False)


def test_a_new_entry_has_a_name_and_a_time_of_its_own() -> None:
    one, other = new_entry("done", "r1"), new_entry("done", "r1")
    assert one.id != other.id
    with pytest.raises(RecordError, match="an entry of kind gut_call needs badge, call"):
        new_entry("gut_call", "r1")


def test_threads_share_a_store_and_lose_nothing(store: Store, make_entry: MakeEntry) -> None:
    failures: list[BaseException] = []

    def rate(number: int) -> None:
        try:
            for _ in range(5):
                store.append([make_entry(rater=f"r{number}")])
                store.entries()
        except BaseException as error:  # noqa: BLE001  told below, in the thread of the test
            failures.append(error)

    threads = [threading.Thread(target=rate, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failures == []
    assert sorted(one.sequence for one in store.entries()) == list(range(1, 41))
    store.verify()


def test_a_store_that_is_not_there_is_not_made_for_a_reader(place: str) -> None:
    with pytest.raises(InputError, match=r"does not exist|holds no ratings"):
        open_store(place, create=False)
    with pytest.raises(InputError, match=r"does not exist|holds no ratings"):
        open_store(place, read_only=True)


def test_a_reader_cannot_save(place: str, make_entry: MakeEntry) -> None:
    with open_store(place) as store:
        saved = store.append([make_entry()])
    with open_store(place, read_only=True) as reader:
        assert reader.read_only
        assert reader.entries() == saved
        with pytest.raises(InputError, match="can be read but not written; nothing was saved"):
            reader.append([make_entry()])
        assert reader.backup() is None


def test_two_stores_on_one_place_see_each_others_answers(place: str, make_entry: MakeEntry) -> None:
    with open_store(place) as one, open_store(place) as other:
        one.append([make_entry(rater="r1")])
        other.append([make_entry(rater="r2")])
        one.append([make_entry(rater="r3")])
        assert [stored.entry.rater for stored in one.entries()] == ["r1", "r2", "r3"]
        assert one.entries() == other.entries()


_text = st.text(st.characters(blacklist_categories=("Cs",), min_codepoint=32), max_size=60)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reasons=st.lists(_text, min_size=1, max_size=5))
def test_any_reason_survives_and_the_chain_holds(file_store: Store, make_entry: MakeEntry, reasons: list[str]) -> None:
    entries = [make_entry(rationale=reason) for reason in reasons]
    before = file_store.last_sequence()
    file_store.append(entries)
    assert [one.entry for one in file_store.entries(after=before)] == entries
    file_store.verify()


def test_a_workspace_without_ratings_loads_no_database() -> None:
    script = "import sys, rubric_kit.workspace; print(sorted({'sqlalchemy', 'alembic', 'pg8000'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"


def test_a_store_that_is_current_is_opened_without_alembic(tmp_path: Path) -> None:
    path = tmp_path / "ratings.db"
    open_store(path).close()
    script = (
        "import sys; from rubric_kit.workspace.store import open_store; "
        "open_store(sys.argv[1]).close(); print('alembic' in sys.modules, 'pg8000' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False False\n"


@pytest.mark.parametrize("name", ["ratings.csv", "ratings", "sqlite:///ratings.db?x"])
def test_a_place_that_is_none_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"no place for ratings; name a file that ends in \.db"):
        open_store(tmp_path / name)
