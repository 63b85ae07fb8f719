"""What changed since the published version, and what serves the vision and mission, as the editor tells them."""

from __future__ import annotations

from typing import Any

from rubric_kit.authoring import apply_step, draft_of, starter_rubric
from rubric_kit.widgets import EditRubric
from rubric_kit.widgets.change_rows import change_rows, coverage_rows


def test_each_change_is_a_line_and_undo_takes_it_away() -> None:
    editor = EditRubric(starter_rubric())
    editor.step({"do": "set", "criterion": "locality", "field": "name", "value": "Near us"})
    editor.step({"do": "set", "criterion": "locality", "field": "weight", "value": "many"})
    changes = editor.view["changes"]
    assert changes["title"] == "What changed since version 1: 2 changes"
    assert changes["lines"][0] == 'Local tie is now called "Near us".'
    editor.undo()
    assert editor.view["changes"]["title"] == "What changed since version 1: 1 change"
    editor.step({"do": "set", "criterion": "locality", "field": "name", "value": "Local tie"})
    assert editor.view["changes"] == {"title": "What changed since version 1: nothing", "lines": []}


def test_after_publishing_the_list_starts_again_from_that_version() -> None:
    editor = EditRubric(starter_rubric())
    editor.step({"do": "set", "criterion": "locality", "field": "name", "value": "Near us"})
    editor.publish()
    assert editor.view["changes"] == {"title": "What changed since version 2: nothing", "lines": []}


def test_a_new_rubric_has_nothing_to_be_compared_with() -> None:
    assert EditRubric(draft=draft_of(starter_rubric())).view["changes"] is None


def test_a_very_long_list_is_cut_and_says_so() -> None:
    draft = draft_of(starter_rubric())
    targets = [{"id": f"n{number}", "text": f"Item {number}"} for number in range(120)]
    rows: Any = change_rows(starter_rubric(), draft | {"targets": [*draft["targets"], *targets]})
    assert rows["title"] == "What changed since version 1: 120 changes"
    assert (len(rows["lines"]), rows["lines"][-1]) == (101, "and 20 more")


def test_each_item_says_what_serves_it() -> None:
    draft = draft_of(starter_rubric())
    draft = apply_step(draft, {"do": "link_target", "criterion": "locality", "target": "every-student", "on": True})
    draft = apply_step(draft, {"do": "add_target", "text": "Families"})
    rows = coverage_rows(draft)
    assert rows["served"] == [
        "Served by Vision and mission (0 of 100, asked for by a gate).",
        "Served by Local tie (5 of 100), Vision and mission (0 of 100, asked for by a gate).",
        "Served by Vision and mission (0 of 100, asked for by a gate).",
        "No criterion serves this yet.",
    ]
    assert rows["line"].startswith("3 of 4 vision and mission items are served")
    view = EditRubric(draft=draft).view
    assert view["coverage"] == rows["line"]
    assert [one["served"] for one in view["targets"]] == rows["served"]
