"""Two people save one rubric: one saves, the other is told; nothing is overwritten."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.model import Rubric
from rubric_kit.workspace.store import RevisionConflict, Store, open_store


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return starter_rubric()


def test_a_rubric_comes_back_with_its_revision(store: Store, rubric: Rubric) -> None:
    assert store.rubric(rubric.id) is None
    assert store.save_rubric(rubric, revision=0, by="ana") == 1
    assert store.rubric(rubric.id) == (rubric, 1)
    changed = rubric.replace(title="Für uns")
    assert store.save_rubric(changed, revision=1, by="ben") == 2
    assert store.rubric(rubric.id) == (changed, 2)
    store.verify()


def test_the_second_of_two_is_told_who_was_first(store: Store, rubric: Rubric) -> None:
    store.save_rubric(rubric, revision=0, by="ana")
    store.save_rubric(rubric.replace(title="By Ben"), revision=1, by="ben")
    with pytest.raises(RevisionConflict) as told:
        store.save_rubric(rubric.replace(title="By Cyn"), revision=1, by="cyn")
    error = told.value
    assert error.there is not None
    assert error.message == (
        f"{rubric.id!r} was changed by ben at {error.there.changed_at}; revision 2 is there, yours started from 1; "
        "nothing was overwritten; open it again and bring your changes in"
    )
    kept = store.rubric(rubric.id)
    assert kept is not None
    assert (kept[0].title, kept[1]) == ("By Ben", 2)


def test_a_new_rubric_does_not_cover_one_that_is_there(store: Store, rubric: Rubric) -> None:
    store.save_rubric(rubric, revision=0, by="ana")
    with pytest.raises(RevisionConflict, match="revision 1 is there, yours started from 0"):
        store.save_rubric(rubric.replace(title="Another"), revision=0)


def test_a_revision_of_a_rubric_that_is_not_there(store: Store, rubric: Rubric) -> None:
    with pytest.raises(InputError, match=f"{rubric.id!r} is not there; yours started from revision 3; save it as new"):
        store.save_rubric(rubric, revision=3)


def test_of_two_at_the_same_moment_one_saves(place: str, rubric: Rubric) -> None:
    with open_store(place) as one, open_store(place) as other:
        revision = one.save_rubric(rubric, revision=0)
        for turn in range(10):
            ready = threading.Barrier(2)
            results: list[int | RevisionConflict] = []

            def save(
                store: Store, title: str, revision: int, ready: threading.Barrier, results: list[int | RevisionConflict]
            ) -> None:
                ready.wait()
                try:
                    results.append(store.save_rubric(rubric.replace(title=title), revision=revision, by=title))
                except RevisionConflict as conflict:
                    results.append(conflict)

            threads = [
                threading.Thread(target=save, args=(store, f"{name}{turn}", revision, ready, results))
                for store, name in ((one, "a"), (other, "b"))
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            winners = [result for result in results if isinstance(result, int)]
            (loser,) = [result for result in results if isinstance(result, RevisionConflict)]
            assert winners == [revision + 1]
            kept = one.rubric(rubric.id)
            assert kept is not None
            assert loser.there is not None
            assert loser.there.changed_by == kept[0].title
            revision += 1


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("document = replace(document, 'Accept', 'Refuse')", "is not what was saved there"),
        ("fingerprint = 'x'", "is not what was saved there"),
        ("document = '{}'", "cannot be read"),
    ],
)
def test_a_rubric_that_was_changed_by_hand_is_found(store: Store, rubric: Rubric, change: str, found: str) -> None:
    store.save_rubric(rubric, revision=0)
    with store._database.writing() as connection:
        connection.execute(text(f"UPDATE rubrics SET {change}"))  # noqa: S608
    with pytest.raises(InputError, match=f"rubric {rubric.id!r} {found}"):
        store.rubric(rubric.id)
    with pytest.raises(InputError, match=f"rubric {rubric.id!r} {found}"):
        store.verify()
