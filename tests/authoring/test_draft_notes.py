"""Steps beside the grid: anchors, items of the vision and mission, findings left standing."""

from __future__ import annotations

import re
from typing import Any

import pytest

from rubric_kit.authoring import apply_step, draft_problems, publish
from rubric_kit.errors import RecordError

Draft = dict[str, Any]
CELL = {"criterion": "locality", "level": "l2"}
BADGE = "a" * 64
ANCHOR = {"do": "add_anchor", **CELL, "text": "We met at school.", "source": "Circle Keeper, Synthetic issuer", "badge": BADGE}
ASIDE = {"do": "set_aside", "code": "RKL001", "path": "criteria.locality.levels.l2.descriptor", "reason": "We count it."}


def level(draft: Draft) -> dict[str, Any]:
    found: dict[str, Any] = draft["criteria"][3]["levels"][2]
    return found


def test_an_anchor_is_pinned_published_and_taken_off(draft: Draft) -> None:
    pinned = apply_step(draft, ANCHOR)
    assert level(pinned)["anchors"] == [
        {"text": "We met at school.", "source": "Circle Keeper, Synthetic issuer", "badge": BADGE}
    ]
    assert draft_problems(pinned) == ()
    assert publish(pinned).criterion("locality").levels[2].anchors[0].badge == BADGE
    bare = apply_step(pinned, {"do": "remove_anchor", **CELL, "text": "We met at school."})
    assert bare == draft


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (ANCHOR | {"text": " \n"}, "there are no words to pin; choose some first"),
        (ANCHOR | {"text": None}, "there are no words to pin; choose some first"),
        ({"do": "remove_anchor", **CELL, "text": "never pinned"}, "these words are not pinned to this level"),
        ({"do": "remove_target", "target": "t9"}, "no vision or mission item is called 't9'; known are: active-learning,"),
        (
            {"do": "link_target", "criterion": "locality", "target": "active-learning"},
            "a link is on (true) or off (false), found None",
        ),
        (ASIDE | {"reason": "  "}, "say in a few words why this may stand"),
        (ASIDE | {"reason": "x" * 401}, "the reason has 401 characters; at most 400 fit"),
        (ASIDE | {"code": 7}, "a finding is named by its code and its path"),
        (ASIDE | {"do": "take_back"}, "this finding was not left standing"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why(draft: Draft, step: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}"):
        apply_step(draft, step)


def test_the_same_words_are_pinned_once_and_twenty_are_the_most(draft: Draft) -> None:
    for number in range(20):
        draft = apply_step(draft, ANCHOR | {"text": f"Words {number}"})
    with pytest.raises(RecordError, match="pinned to this level already"):
        apply_step(draft, ANCHOR | {"text": "Words 3"})
    with pytest.raises(RecordError, match="a level holds 20 pinned texts at most"):
        apply_step(draft, ANCHOR)
    assert draft_problems(draft) == ()


def test_items_are_added_reworded_linked_in_their_order_and_removed_with_their_links(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "add_target"})
    new = draft["targets"][-1]["id"]
    draft = apply_step(draft, {"do": "set", "target": new, "field": "text", "value": "Families know what a badge is worth."})
    assert draft["targets"][-1]["text"] == "Families know what a badge is worth."
    for target in (new, "active-learning"):
        draft = apply_step(draft, {"do": "link_target", "criterion": "locality", "target": target, "on": True})
    # Linked last and listed first: links stand in the order of the items, so equal links give equal rubrics.
    assert draft["criteria"][3]["targets"] == ["active-learning", new]
    off = apply_step(draft, {"do": "link_target", "criterion": "locality", "target": new, "on": False})
    assert off["criteria"][3]["targets"] == ["active-learning"]
    gone = apply_step(draft, {"do": "remove_target", "target": new})
    assert new not in [one["id"] for one in gone["targets"]]
    assert gone["criteria"][3]["targets"] == ["active-learning"]
    assert draft_problems(gone) == ()


def test_a_finding_is_left_standing_once_with_the_latest_reason_and_taken_back(draft: Draft) -> None:
    draft = apply_step(apply_step(draft, ASIDE), ASIDE | {"reason": " Settled in May. "})
    kept = {"code": "RKL001", "path": "criteria.locality.levels.l2.descriptor", "reason": "Settled in May."}
    assert draft["set_aside"] == [kept]
    assert publish(draft).set_aside[0].reason == "Settled in May."
    assert apply_step(draft, ASIDE | {"do": "take_back"})["set_aside"] == []


def test_what_was_left_standing_goes_with_its_cell_and_no_other(draft: Draft) -> None:
    draft = apply_step(apply_step(draft, ASIDE), ASIDE | {"path": "criteria.locality.levels.l3.descriptor"})
    draft = apply_step(draft, {"do": "remove_level", "criterion": "locality", "level": "l2"})
    assert [one["path"] for one in draft["set_aside"]] == ["criteria.locality.levels.l3.descriptor"]
    draft = apply_step(draft, ASIDE | {"path": "criteria.locality_2.question"})
    draft = apply_step(draft, {"do": "remove_criterion", "criterion": "locality"})
    assert [one["path"] for one in draft["set_aside"]] == ["criteria.locality_2.question"]


def test_levels_move_and_copy_while_points_stay_with_the_places(draft: Draft) -> None:
    points = [one["points"] for one in draft["criteria"][3]["levels"]]
    moved = apply_step(draft, {"do": "move_level", **CELL, "by": 1})
    assert [one["id"] for one in moved["criteria"][3]["levels"]] == ["l0", "l1", "l3", "l2"]
    assert [one["points"] for one in moved["criteria"][3]["levels"]] == points
    copied = apply_step(draft, {"do": "duplicate_level", **CELL})
    levels = copied["criteria"][3]["levels"]
    assert [one["id"] for one in levels] == ["l0", "l1", "l2", "l4", "l3"]
    assert levels[3]["name"] == f"{levels[2]['name']} (copy)"
    # Five places from 0 to 3,000: 750 apart.
    assert [one["points"] for one in levels] == [0, 750, 1500, 2250, 3000]


@pytest.mark.parametrize(("move", "order"), [({"to": 0}, 0), ({"to": 6}, 6), ({"by": -1}, 2), ({"by": 1}, 4)])
def test_a_criterion_moves_to_a_place(draft: Draft, move: dict[str, int], order: int) -> None:
    moved = apply_step(draft, {"do": "move_criterion", "criterion": "locality", **move})
    assert [one["id"] for one in moved["criteria"]].index("locality") == order
    assert len(moved["criteria"]) == 7


@pytest.mark.parametrize("to", [-1, 7])
def test_a_place_that_is_not_there_is_refused(draft: Draft, to: int) -> None:
    with pytest.raises(RecordError, match=f"^place {to} is not there; places are 0 to 6$"):
        apply_step(draft, {"do": "move_criterion", "criterion": "locality", "to": to})
