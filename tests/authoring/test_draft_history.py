from __future__ import annotations

from typing import Any

import pytest

from rubric_kit.authoring import draft_of, starter_rubric
from rubric_kit.authoring.draft_history import DraftHistory
from rubric_kit.errors import RecordError


@pytest.fixture
def history() -> DraftHistory:
    return DraftHistory(draft_of(starter_rubric()), starter_rubric())


def name(text: str) -> dict[str, Any]:
    return {"do": "set", "criterion": "locality", "field": "name", "value": text}


def test_a_fresh_draft_says_nothing_new_and_a_step_does(history: DraftHistory) -> None:
    assert not history.is_changed
    assert history.take(name("Near us"))
    assert history.is_changed
    assert history.undo()
    assert not history.is_changed
    assert (history.undos, history.redos) == (0, 1)


def test_a_step_that_changes_nothing_is_no_step(history: DraftHistory) -> None:
    assert not history.take(name("Local tie"))
    assert history.undos == 0


def test_a_burst_is_one_step(history: DraftHistory) -> None:
    for text in ("N", "Ne", "Near"):
        history.take(name(text), burst="b")
    assert history.undos == 1
    assert history.undo()
    assert history.draft == draft_of(starter_rubric())
    assert not history.undo()


def test_a_new_step_forgets_what_was_taken_back(history: DraftHistory) -> None:
    history.take(name("Near"))
    history.undo()
    history.take(name("Far"))
    assert not history.redo()


def test_after_publishing_undo_leads_back_and_the_parent_is_the_new_version(history: DraftHistory) -> None:
    history.take(name("Near us"))
    second = history.publish()
    history.published(second)
    assert (history.parent, history.is_changed) == (second, False)
    history.undo()
    assert history.is_changed
    third = history.publish()
    assert (third.version, third.parent) == (3, second.fingerprint)


def test_the_draft_of_a_version_before_the_parent_is_no_change_if_it_says_the_same(history: DraftHistory) -> None:
    start = draft_of(starter_rubric())
    history.take(name("Near us"))
    history.published(history.publish())
    history.take(name("Local tie"))
    history.published(history.publish())
    # Version 3 says what version 1 said; only the numbers differ.
    history.undo()
    history.undo()
    history.undo()
    assert history.draft == start
    assert not history.is_changed
    with pytest.raises(RecordError, match="nothing was changed since version 3"):
        history.publish()


def test_another_rubric_has_a_line_of_its_own(history: DraftHistory) -> None:
    history.take(name("Near us"))
    other = draft_of(starter_rubric()) | {"id": "other", "title": "Other"}
    history.open(other, parent=None)
    assert history.parent is None
    assert history.is_changed
    first = history.publish()
    assert (first.id, first.version, first.parent) == ("other", 1, None)
    history.published(first)
    history.take(name("Elsewhere"))
    assert history.publish().parent == first.fingerprint
    for _ in range(2):
        history.undo()
    # Back before the import: the draft of the first rubric, made from its own version.
    assert history.draft["criteria"][3]["name"] == "Near us"
    assert history.parent == starter_rubric()
    assert history.publish().parent == starter_rubric().fingerprint
