from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from rubric_kit.authoring import DRAFT_STEPS, apply_step, draft_of, draft_problems, starter_rubric
from rubric_kit.errors import RecordError

Draft = dict[str, Any]


def ids(draft: Draft) -> list[str]:
    return [one["id"] for one in draft["criteria"]]


def points(draft: Draft, at: int) -> list[int]:
    return [level["points"] for level in draft["criteria"][at]["levels"]]


def problems(draft: Draft) -> list[tuple[str, str, str]]:
    return [(one.code, one.path, one.message) for one in draft_problems(draft)]


STEPS: list[dict[str, Any]] = [
    {"do": "set", "field": "title", "value": "Ours"},
    {"do": "add_criterion"},
    {"do": "duplicate_criterion", "criterion": "locality"},
    {"do": "remove_criterion", "criterion": "locality"},
    {"do": "move_criterion", "criterion": "locality", "by": 1},
    {"do": "add_level", "criterion": "locality"},
    {"do": "duplicate_level", "criterion": "locality", "level": "l1"},
    {"do": "remove_level", "criterion": "locality", "level": "l1"},
    {"do": "move_level", "criterion": "locality", "level": "l1", "by": 1},
    {"do": "add_anchor", "criterion": "locality", "level": "l1", "text": "Words", "source": "the team", "badge": None},
    {"do": "remove_anchor", "criterion": "locality", "level": "l2", "text": "Pinned"},
    {"do": "add_target"},
    {"do": "remove_target", "target": "every-student"},
    {"do": "link_target", "criterion": "locality", "target": "every-student", "on": True},
    {"do": "set_aside", "code": "RKL001", "path": "title", "reason": "It is ours."},
    {"do": "take_back", "code": "RKL002", "path": "title"},
    {"do": "set_cut", "cut": 0, "value": 9000},
    {"do": "add_cut", "outcome": "conditional", "value": 5000},
    {"do": "remove_cut", "cut": 0},
    {"do": "take_cut", "recommended": 0},
    {"do": "set_adopted", "value": "The board"},
    {"do": "add_profile", "outcome": "conditional"},
    {"do": "set_profile", "profile": "strong", "value": "conditional"},
    {"do": "remove_profile", "profile": "strong"},
    {"do": "add_part", "profile": "strong"},
    {"do": "set_part", "profile": "strong", "part": 0, "field": "criteria", "value": 7500},
    {"do": "remove_part", "profile": "strong", "part": 0},
    {"do": "add_gate"},
    {"do": "set_gate", "gate": "serves-our-mission", "field": "at_least", "value": "l2"},
    {"do": "remove_gate", "gate": "serves-our-mission"},
    {"do": "add_substitution"},
    {"do": "set_substitution", "substitution": "private-evidence", "field": "counts_as", "value": "l1"},
    {"do": "remove_substitution", "substitution": "private-evidence"},
    {"do": "add_condition", "substitution": "private-evidence"},
    {"do": "set_condition", "substitution": "private-evidence", "condition": 0, "field": "at_least", "value": "l1"},
    {"do": "remove_condition", "substitution": "private-evidence", "condition": 0},
    {"do": "set_evidence_criterion", "value": "locality"},
    {"do": "set_evidence", "kind": "learning", "value": "optional"},
]


def test_each_step_is_tried_below() -> None:
    assert [step["do"] for step in STEPS] == list(DRAFT_STEPS)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["do"])
def test_a_step_leaves_the_given_draft_as_it_is(draft: Draft, step: dict[str, Any]) -> None:
    draft["criteria"][3]["levels"][2]["anchors"] = [{"text": "Pinned", "source": None, "badge": None}]
    draft["set_aside"] = [{"code": "RKL002", "path": "title", "reason": "It is ours."}]
    draft["policy"]["cuts"].pop()
    draft["policy"]["recommended"] = [{"outcome": "accept", "at_least": 6500, "method": "A panel", "reason": ""}]
    parts = [{"criteria": 5000, "at_least": 10_000}, {"criteria": 10_000, "at_least": 3333}]
    draft["policy"]["profiles"] = [{"id": "strong", "outcome": "accept", "parts": parts}]
    before = copy.deepcopy(draft)
    changed = apply_step(draft, step)
    assert draft == before
    assert changed != before


def test_a_draft_is_a_copy_of_its_own() -> None:
    draft_of(starter_rubric())["criteria"].clear()
    assert len(starter_rubric().criteria) == 7


def test_fields_of_rubric_criterion_and_level_are_set(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "set", "field": "title", "value": "Ours"})
    draft = apply_step(draft, {"do": "set", "criterion": "locality", "field": "question", "value": "Near?"})
    draft = apply_step(draft, {"do": "set", "criterion": "locality", "level": "l2", "field": "descriptor", "value": "Next door."})
    assert draft["title"] == "Ours"
    assert draft["criteria"][3]["question"] == "Near?"
    assert draft["criteria"][3]["levels"][2]["descriptor"] == "Next door."
    assert draft_problems(draft) == ()


def test_a_new_criterion_has_as_many_levels_and_the_same_top_as_the_others(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "add_criterion"})
    new = draft["criteria"][-1]
    assert (new["id"], new["name"], new["weight"]) == ("criterion7", "New criterion", 0)
    assert points(draft, -1) == [0, 1000, 2000, 3000]
    assert [level["id"] for level in new["levels"]] == ["l0", "l1", "l2", "l3"]
    # Only the empty descriptors keep it from being published.
    assert {path for _, path, _ in problems(draft)} == {f"criteria.criterion7.levels.l{n}.descriptor" for n in range(4)}
    assert ids(apply_step(draft, {"do": "add_criterion"}))[-1] == "criterion8"


def test_a_new_id_is_free(draft: Draft) -> None:
    draft["criteria"][0]["id"] = "criterion7"
    assert ids(apply_step(draft, {"do": "add_criterion"}))[-1] == "criterion8"


def test_the_first_criterion_of_an_empty_draft(draft: Draft) -> None:
    draft["criteria"] = []
    assert points(apply_step(draft, {"do": "add_criterion"}), 0) == [0, 1000, 2000, 3000]
    draft = apply_step(draft_of(starter_rubric()), {"do": "add_criterion"})
    draft["criteria"][0]["levels"] = []
    assert points(apply_step(draft, {"do": "add_criterion"}), -1) == [0, 1000, 2000, 3000]


def test_a_twin_stands_beside_its_source_without_weight(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "duplicate_criterion", "criterion": "locality"})
    assert ids(draft)[3:5] == ["locality", "locality7"]
    twin, source = draft["criteria"][4], draft["criteria"][3]
    assert (twin["name"], twin["weight"], source["weight"]) == ("Local tie (copy)", 0, 500)
    assert twin["levels"] == source["levels"]
    assert draft_problems(draft) == ()
    twin["levels"][0]["name"] = "Changed"
    assert source["levels"][0]["name"] != "Changed"


def test_a_long_id_leaves_room_for_its_number(draft: Draft) -> None:
    draft["criteria"][3]["id"] = "x" * 64
    twin = apply_step(draft, {"do": "duplicate_criterion", "criterion": "x" * 64})
    assert ids(twin)[4] == "x" * 60 + "7"


def test_a_removed_criterion_leaves_weight_to_give(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "remove_criterion", "criterion": "locality"})
    assert "locality" not in ids(draft)
    weights = "weights sum to 9,500 basis points (95 of 100); they must sum to 10,000: add 500"
    # Its source is listed and not used, which is allowed.
    assert problems(draft) == [("RKR002", "weights", weights)]


@pytest.mark.parametrize(
    ("criterion", "message"),
    [
        ("mission_fit", "Vision and mission is used by the policy (gate serves-our-mission); change that rule first"),
        ("issuer_standing", "Issuer standing is used by the policy (substitution private-evidence); change that rule first"),
        (
            "learning_evidence",
            "Learning evidence is used by the policy (substitution private-evidence, the evidence rules); change that rule first",
        ),
    ],
)
def test_a_criterion_that_the_policy_uses_stays(draft: Draft, criterion: str, message: str) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        apply_step(draft, {"do": "remove_criterion", "criterion": criterion})


@pytest.mark.parametrize(
    ("criterion", "level", "message"),
    [
        ("mission_fit", "l1", "One item is used by the policy (gate serves-our-mission); change that rule first"),
        ("learning_evidence", "l2", "Shown is used by the policy (substitution private-evidence); change that rule first"),
        (
            "criteria_clarity",
            "l3",
            "Tasks and standard is used by the policy (substitution private-evidence); change that rule first",
        ),
    ],
)
def test_a_level_that_the_policy_uses_stays(draft: Draft, criterion: str, level: str, message: str) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        apply_step(draft, {"do": "remove_level", "criterion": criterion, "level": level})


@pytest.mark.parametrize(
    ("criterion", "by", "place"),
    [("locality", 1, 4), ("locality", -1, 2), ("criteria_clarity", -1, 0), ("mission_fit", 1, 6)],
)
def test_a_criterion_moves_one_place_and_not_over_the_edge(draft: Draft, criterion: str, by: int, place: int) -> None:
    moved = apply_step(draft, {"do": "move_criterion", "criterion": criterion, "by": by})
    assert ids(moved).index(criterion) == place
    assert sorted(ids(moved)) == sorted(ids(draft))


@pytest.mark.parametrize("by", [0, 2, None, "1"])
def test_a_criterion_moves_one_place_at_a_time(draft: Draft, by: object) -> None:
    with pytest.raises(RecordError, match=f"^a move is by -1 or 1, found {re.escape(repr(by))}$"):
        apply_step(draft, {"do": "move_criterion", "criterion": "locality", "by": by})


def test_points_are_spread_anew_when_levels_come_and_go(draft: Draft) -> None:
    more = apply_step(draft, {"do": "add_level", "criterion": "locality"})
    assert points(more, 3) == [0, 750, 1500, 2250, 3000]
    new = more["criteria"][3]["levels"][-1]
    assert (new["id"], new["name"], new["descriptor"]) == ("l4", "Level 4", "")
    fewer = apply_step(draft, {"do": "remove_level", "criterion": "locality", "level": "l1"})
    assert points(fewer, 3) == [0, 1500, 3000]
    assert [level["id"] for level in fewer["criteria"][3]["levels"]] == ["l0", "l2", "l3"]
    # l3 is taken, and so is every number below the count.
    again = apply_step(fewer, {"do": "add_level", "criterion": "locality"})
    assert again["criteria"][3]["levels"][-1]["id"] == "l4"


def test_the_top_is_not_lost_when_levels_run_out(draft: Draft) -> None:
    for level in ("l0", "l1", "l2"):
        draft = apply_step(draft, {"do": "remove_level", "criterion": "locality", "level": level})
    assert points(draft, 3) == [3000]
    assert points(apply_step(draft, {"do": "add_level", "criterion": "locality"}), 3) == [0, 3000]
    draft = apply_step(draft, {"do": "remove_level", "criterion": "locality", "level": "l3"})
    assert problems(draft)[0][1:] == ("criteria.locality.levels", "criterion 'locality' has 0 levels; 2 to 8 are allowed")
    draft = apply_step(draft, {"do": "add_level", "criterion": "locality"})
    assert points(apply_step(draft, {"do": "add_level", "criterion": "locality"}), 3) == [0, 3000]


@pytest.mark.parametrize("value", ["many", None, 0, -5])
def test_points_that_are_no_number_yet_do_not_stop_the_next_step(draft: Draft, value: object) -> None:
    top = {"do": "set", "criterion": "locality", "level": "l3", "field": "points", "value": value}
    more = apply_step(apply_step(draft, top), {"do": "add_level", "criterion": "locality"})
    assert points(more, 3) == [0, 750, 1500, 2250, 3000]


KNOWN_STEPS = (
    "set, add_criterion, duplicate_criterion, remove_criterion, move_criterion, add_level, duplicate_level, remove_level, "
    "move_level, add_anchor, remove_anchor, add_target, remove_target, link_target, set_aside, take_back, set_cut, add_cut, "
    "remove_cut, take_cut, set_adopted, add_profile, set_profile, remove_profile, add_part, set_part, remove_part, "
    "add_gate, set_gate, remove_gate, add_substitution, set_substitution, remove_substitution, add_condition, set_condition, "
    "remove_condition, set_evidence_criterion, set_evidence"
)
KNOWN_CRITERIA = "criteria_clarity, learning_evidence, issuer_standing, locality, framework_alignment, classroom_use, mission_fit"


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ({}, f"unknown step None; known are: {KNOWN_STEPS}"),
        ({"do": "explode"}, f"unknown step 'explode'; known are: {KNOWN_STEPS}"),
        ({"do": ["set"]}, f"unknown step ['set']; known are: {KNOWN_STEPS}"),
        ({"do": "set", "field": "id", "value": "x"}, "field 'id' cannot be set here; allowed are: audience, purpose, title"),
        ({"do": "set", "field": ["id"]}, "field ['id'] cannot be set here; allowed are: audience, purpose, title"),
        (
            {"do": "set", "criterion": "locality", "field": "levels"},
            "field 'levels' cannot be set here; allowed are: name, question, weight",
        ),
        (
            {"do": "set", "criterion": "locality", "level": "l0", "field": "id"},
            "field 'id' cannot be set here; allowed are: descriptor, name, points",
        ),
        ({"do": "add_level", "criterion": "depth"}, f"no criterion is called 'depth'; known are: {KNOWN_CRITERIA}"),
        ({"do": "remove_criterion"}, f"no criterion is called None; known are: {KNOWN_CRITERIA}"),
        (
            {"do": "remove_level", "criterion": "locality", "level": "l9"},
            "no level of 'locality' is called 'l9'; known are: l0, l1, l2, l3",
        ),
    ],
)
def test_a_step_that_cannot_be_taken_says_why(draft: Draft, step: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$") as caught:
        apply_step(draft, step)
    assert caught.value.where == "draft"
