"""The law of every form that is written and read: what differs afterwards is what the losses list, no more and no less."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import draft_problems, publish, starter_names, starter_rubric
from rubric_kit.authoring.exchange import FORMATS, Format
from rubric_kit.authoring.exchange.loss_list import UNEXPLAINED
from rubric_kit.model import Rubric
from rubric_kit.workspace.rubric_exchange import read_rubric_bytes

Leaves = Callable[..., dict[str, Any]]

BOTH_WAYS = [one for one in FORMATS.values() if one.read is not None and one.write is not None]
_both_ways = pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda form: form.name)


def differing(rubric: Rubric, draft: dict[str, Any], leaves: Leaves) -> set[str]:
    """Return the paths of all leaves that differ, found without the code under test."""
    before, after = leaves(rubric.plain()), leaves(draft, rubric.plain())
    return {path for path in before.keys() | after.keys() if before.get(path, ...) != after.get(path, ...)}


def covers(loss: str, leaf: str) -> bool:
    return leaf == loss or leaf.startswith(f"{loss}.")


def check_law(form: Format, rubric: Rubric, leaves: Leaves) -> None:
    assert form.write is not None
    written = form.write(rubric)
    assert form.write(rubric) == written, "equal rubrics give equal bytes"
    draft = read_rubric_bytes(written.data, name="copy", format=form.name).draft
    leaf_paths = differing(rubric, draft, leaves)
    losses = [loss.path for loss in written.losses]
    assert len(set(losses)) == len(losses)
    assert {leaf for leaf in leaf_paths if not any(covers(loss, leaf) for loss in losses)} == set(), "a loss that is not listed"
    assert {loss for loss in losses if not any(covers(loss, leaf) for leaf in leaf_paths)} == set(), "a loss that never happened"
    assert [loss.path for loss in written.losses if loss.why == UNEXPLAINED] == []
    assert draft_problems(draft) == ()
    publish(draft)


@_both_ways
@settings(max_examples=50)
@given(data=st.data())
def test_a_rubric_comes_back_as_it_was_except_for_the_listed_losses(
    form: Format, data: st.DataObject, whole_rubrics: st.SearchStrategy[Rubric], leaves: Leaves
) -> None:
    check_law(form, data.draw(whole_rubrics), leaves)


@_both_ways
@pytest.mark.parametrize("name", starter_names())
def test_each_starter_rubric_keeps_the_law(form: Format, name: str, leaves: Leaves) -> None:
    check_law(form, starter_rubric(name), leaves)


@_both_ways
def test_the_largest_rubric_keeps_the_law(form: Format, leaves: Leaves) -> None:
    plain = starter_rubric().plain()
    levels = [
        {"id": f"l{at}", "name": f"Rung {at}", "points": 1000 * at, "descriptor": f"At least {at} pieces of work are there"}
        for at in range(8)
    ]
    criteria = [
        {"id": f"c{at}", "name": f"Criterion {at}", "question": f"Is part {at} there?", "weight": 250, "levels": levels}
        for at in range(40)
    ]
    policy = plain["policy"] | {"gates": [], "substitutions": [], "evidence_rules": [], "evidence_criterion": None}
    targets = [{"id": f"t{at}", "text": f"Item {at}"} for at in range(500)]
    check_law(form, Rubric.parse(plain | {"criteria": criteria, "policy": policy, "targets": targets}), leaves)


@_both_ways
@settings(max_examples=30)
@given(data=st.data())
def test_a_copy_is_told_by_its_content_alone(form: Format, data: st.DataObject, whole_rubrics: st.SearchStrategy[Rubric]) -> None:
    assert form.write is not None
    written = form.write(data.draw(whole_rubrics)).data
    assert read_rubric_bytes(written, name="copy") == read_rubric_bytes(written, name="copy", format=form.name)


@pytest.mark.parametrize("name", ["canvas-csv", "google-classroom", "moodle", "open-badges"])
@settings(max_examples=50)
@given(data=st.data())
def test_the_words_of_a_cell_are_lost_only_if_they_cannot_stand_there(
    name: str, data: st.DataObject, whole_rubrics: st.SearchStrategy[Rubric], leaves: Leaves
) -> None:
    form = FORMATS[name]
    rubric = data.draw(whole_rubrics)
    words = leaves(rubric.plain())
    assert form.write is not None
    for loss in form.write(rubric).losses:
        if not loss.path.startswith("criteria.") or not loss.path.endswith((".name", ".question", ".descriptor")):
            continue
        if name == "open-badges" and loss.path.endswith(".question"):
            continue  # a result description has no place for it
        text = words[loss.path]
        kept = "".join(one for one in text.strip() if one in "\n\t" or unicodedata.category(one) != "Cc").strip()
        assert text != kept or (name == "moodle" and "\n" in text), loss


def test_case_loses_nothing_and_the_forms_that_are_read_are_known() -> None:
    assert {"case", "canvas-csv", "google-classroom", "moodle", "open-badges"} <= {one.name for one in BOTH_WAYS}
    for name in starter_names():
        rubric = starter_rubric(name)
        assert FORMATS["case"].write is not None
        written = FORMATS["case"].write(rubric)
        assert written.losses == ()
        assert Rubric.parse(read_rubric_bytes(written.data, name="copy").draft).fingerprint == rubric.fingerprint


@settings(max_examples=100)
@given(data=st.data())
def test_every_rubric_comes_back_from_case_with_the_same_fingerprint(
    data: st.DataObject, whole_rubrics: st.SearchStrategy[Rubric]
) -> None:
    rubric = data.draw(whole_rubrics)
    assert FORMATS["case"].write is not None
    written = FORMATS["case"].write(rubric)
    assert written.losses == ()
    reading = read_rubric_bytes(written.data, name="copy")
    assert Rubric.parse(reading.draft).fingerprint == rubric.fingerprint
    assert reading.losses == reading.findings == ()
