"""How the rubric decides, in the editor: read aloud, changed by small steps, and told what is still wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.widgets import EditRubric

IMAGE = "<img src=x onerror=\"document.title='taken'\">"


@pytest.fixture
def editor() -> EditRubric:
    return EditRubric(starter_rubric())


def ask(editor: EditRubric, **step: Any) -> dict[str, Any]:
    editor._handle_custom_msg({"do": "step", "from": "page", "n": 1, "step": step}, [])
    return editor.view


def test_the_rules_are_read_aloud_and_the_form_shows_what_they_hold(editor: EditRubric) -> None:
    form = editor.view["policy"]
    assert "Accept from 60 of 100." in form["sentences"]
    assert form["waiting"] == ""
    assert form["cuts"] == [
        {"name": "Accept at full value", "value": "80"},
        {"name": "Accept", "value": "60"},
        {"name": "Accept on condition", "value": "45"},
    ]
    assert form["evidence"] == "learning_evidence"
    assert ["knowledge", "A knowledge badge", "optional"] in form["kinds"]
    assert form["criteria"][3]["levels"][1] == ["l1", "level 1: State or province"]
    assert form["outcomes"][0] == ["accept-full", "Accept at full value"]
    json.dumps(form)


def test_a_cut_is_typed_as_points_of_100(editor: EditRubric) -> None:
    view = ask(editor, do="set_cut", cut=1, value="62,5")
    assert editor.draft["policy"]["cuts"][1]["at_least"] == 6250
    assert view["policy"]["cuts"][1]["value"] == "62.5"
    assert "Accept from 62.5 of 100." in view["policy"]["sentences"]
    assert view["changes"]["lines"] == ["Accept from 62.5 of 100 instead of 60."]


@pytest.mark.parametrize("text", ["", "many", "101", "-1", "1_0"])
def test_a_cut_that_is_none_says_what_is_allowed(editor: EditRubric, text: str) -> None:
    view = ask(editor, do="set_cut", cut=1, value=text)
    assert view["problems"] == [
        {
            "path": "policy.cuts.1.at_least",
            "place": "How it decides, cuts",
            "message": "A cut is a number from 0 to 100 with at most two decimals, such as 12.5.",
        }
    ]
    assert view["policy"]["sentences"] == []
    assert view["policy"]["waiting"] == "The rules are read aloud again when the things above are mended."


def test_cuts_out_of_order_are_told_in_plain_words_and_still_read_aloud(editor: EditRubric) -> None:
    view = ask(editor, do="set_cut", cut=1, value="90")
    (problem,) = view["problems"]
    assert (problem["place"], problem["message"]) == ("How it decides, cuts", "Each cut must be lower than the one above it.")
    assert "Accept from 90 of 100." in view["policy"]["sentences"]


def test_moving_a_cut_that_was_adopted_says_that_nobody_has_adopted_it(editor: EditRubric) -> None:
    assert ask(editor, do="set_cut", cut=1, value="61")["notice"] == ""
    assert ask(editor, do="set_adopted", value="The board, 3 May 2026")["policy"]["adopted"] == "The board, 3 May 2026"
    view = ask(editor, do="set_cut", cut=1, value="62")
    assert view["notice"] == "The cut was moved, so nobody has adopted the cuts yet. Undo brings the old ones back."
    assert view["policy"]["adopted"] == ""


def test_a_gate_that_names_nothing_is_told_with_its_number_and_can_be_mended() -> None:
    draft = starter_rubric().plain()
    draft["policy"]["gates"][0]["criterion"] = "gone"
    draft["policy"]["substitutions"][0]["when"] = []
    draft["policy"]["evidence_criterion"] = "gone"
    editor = EditRubric(draft=draft)
    assert [one["place"] for one in editor.view["problems"]] == [
        "How it decides, gate 1",
        "How it decides",
        "How it decides, rule 1",
    ]
    told = "This rule names something that is not there any more; choose another one, or remove the rule."
    assert [one["message"] for one in editor.view["problems"]][:2] == [told, told]
    assert editor.view["policy"]["sentences"] == []
    ask(editor, do="set_gate", gate="serves-our-mission", field="criterion", value="locality")
    ask(editor, do="add_condition", substitution="private-evidence")
    view = ask(editor, do="set_evidence_criterion", value="learning_evidence")
    assert view["problems"] == []
    assert view["policy"]["sentences"]


def test_a_refused_step_says_why_and_changes_nothing(editor: EditRubric) -> None:
    before = editor.draft
    view = ask(editor, do="remove_condition", substitution="private-evidence", condition=9)
    assert view["refused"] is True
    assert view["notice"] == "There is no condition 9; they are counted from 0, and there are 2."
    assert editor.draft == before


def test_steps_say_what_they_did(editor: EditRubric) -> None:
    assert ask(editor, do="add_gate")["notice"] == "A gate was added; say what it asks for."
    assert ask(editor, do="remove_gate", gate="gate1")["notice"] == "The gate was removed. Undo brings it back."
    assert editor.view["changes"] == {"title": "What changed since version 1: nothing", "lines": []}
    assert editor.view["can_publish"] is False


def test_a_criterion_can_be_removed_after_its_gate(editor: EditRubric) -> None:
    assert ask(editor, do="remove_criterion", criterion="mission_fit")["refused"] is True
    ask(editor, do="remove_gate", gate="serves-our-mission")
    assert ask(editor, do="remove_criterion", criterion="mission_fit")["refused"] is False


def test_hostile_words_stay_words() -> None:
    draft = starter_rubric().plain()
    draft["policy"]["outcomes"][1]["name"] = f"{IMAGE}\u202e"
    draft["criteria"][0]["levels"][0]["name"] = f"{IMAGE}\u202e"
    form = EditRubric(draft=draft).view["policy"]
    assert form["outcomes"][1][1] == form["cuts"][1]["name"] == f"{IMAGE}‹U+202E›"
    assert form["criteria"][0]["levels"][0][1] == f"level 0: {IMAGE}‹U+202E›"


def test_a_cut_is_removed_and_added_with_a_share_as_points_of_100(editor: EditRubric) -> None:
    assert editor.view["policy"]["cut_outcomes"] == []
    view = ask(editor, do="remove_cut", cut=1)
    assert view["policy"]["cut_outcomes"] == [["accept", "Accept"]]
    assert view["changes"]["lines"] == ["A cut is removed: Accept from 60 of 100."]
    view = ask(editor, do="add_cut", outcome="accept", value="62,5")
    assert [one["value"] for one in view["policy"]["cuts"]] == ["80", "62.5", "45"]
    assert view["notice"] == "The cut was added."


@pytest.mark.parametrize("text", ["", "many", "101", "-1"])
def test_a_cut_that_is_none_is_not_added(editor: EditRubric, text: str) -> None:
    ask(editor, do="remove_cut", cut=1)
    view = ask(editor, do="add_cut", outcome="accept", value=text)
    assert view["refused"] is True
    assert view["notice"].startswith("A cut is a number from 0 to 100 with at most two decimals, found ")
    assert len(view["policy"]["cuts"]) == 2


def recommending() -> EditRubric:
    draft = starter_rubric().plain()
    method = f"Contrasting groups, 9 people {IMAGE}\u202e"
    draft["policy"]["recommended"] = [
        {"outcome": "accept", "at_least": 6650, "method": method, "reason": "Half of them\nsaid 64 to 69."},
        {"outcome": "conditional", "at_least": 4500, "method": "Body of work", "reason": ""},
    ]
    return EditRubric(draft=draft)


def test_recommended_cuts_stand_beside_the_adopted_ones_and_are_taken_by_a_button() -> None:
    editor = recommending()
    rows = editor.view["policy"]["recommended"]
    how = f"Contrasting groups, 9 people {IMAGE}‹U+202E›. Half of them said 64 to 69."
    assert rows[0] == {"words": "Accept from 66.5 of 100", "how": how, "taken": False}
    assert rows[1] == {"words": "Accept on condition from 45 of 100", "how": "Body of work.", "taken": True}
    view = ask(editor, do="take_cut", recommended=0)
    assert view["policy"]["cuts"][1]["value"] == "66.5"
    assert [one["taken"] for one in view["policy"]["recommended"]] == [True, True]
    assert view["notice"] == "The recommended cut was taken and decides from now on."
    assert ask(editor, do="remove_cut", cut=2)["policy"]["recommended"][1]["taken"] is False


def test_a_profile_is_built_from_percent_and_rungs_and_read_aloud(editor: EditRubric) -> None:
    form = ask(editor, do="add_profile", outcome="accept")["policy"]
    (profile,) = form["profiles"]
    assert (profile["id"], profile["outcome"], profile["name"]) == ("profile0", "accept", "Accept")
    assert [one for one, _ in profile["outcomes"]] == ["accept-full", "accept", "conditional"]
    assert form["profile_outcomes"] == [["accept-full", "Accept at full value"], ["conditional", "Accept on condition"]]
    # Half of 7 criteria are 3.5, so 4.
    words = "At least half of the criteria that apply at the highest level: 4 of 7 if all of them apply."
    assert profile["parts"][0] == {
        "criteria": "50",
        "at_least": "100",
        "rungs": [
            ["100", "3 of 3 points (100%)"],
            ["66.66", "2 of 3 points (66.66%)"],
            ["33.33", "1 of 3 points (33.33%)"],
        ],
        "words": words,
    }
    ask(editor, do="set_part", profile="profile0", part=0, field="at_least", value="66.66")
    view = ask(editor, do="set_part", profile="profile0", part=0, field="criteria", value="75")
    told = "Accept also asks for at least 75 of 100 of the criteria that apply at 2 of 3 points or more."
    assert told in view["policy"]["sentences"]
    assert editor.draft["policy"]["profiles"][0]["parts"] == [{"criteria": 7500, "at_least": 6666}]
    part = ask(editor, do="add_part", profile="profile0")["policy"]["profiles"][0]["parts"][1]
    # A share that is no level's stays what it is and can be chosen away.
    assert (part["at_least"], part["rungs"][0]) == ("50", ["50", "a share that is no level's (50%)"])
    assert part["words"].startswith("Every criterion that applies at 1.5 of 3 points or more: 7 of 7")


@pytest.mark.parametrize("text", ["", "many", "0", "100.01", "12.345"])
def test_a_share_of_a_profile_that_is_none_says_what_is_allowed(editor: EditRubric, text: str) -> None:
    ask(editor, do="add_profile", outcome="accept")
    view = ask(editor, do="set_part", profile="profile0", part=0, field="criteria", value=text)
    assert view["problems"] == [
        {
            "path": "policy.profiles.profile0.parts.0.criteria",
            "place": "How it decides, profile 1",
            "message": "A share is a number above 0, up to 100, with at most two decimals, such as 50.",
        }
    ]
    assert view["policy"]["profiles"][0]["parts"][0]["words"] == ""


def test_parts_say_nothing_while_there_is_nothing_to_count(editor: EditRubric) -> None:
    ask(editor, do="add_profile", outcome="accept")
    draft = editor.draft | {"criteria": []}
    (part,) = EditRubric(draft=draft).view["policy"]["profiles"][0]["parts"]
    assert (part["words"], part["rungs"]) == ("", [["100", "a share that is no level's (100%)"]])


def test_two_profiles_for_one_outcome_are_told_and_can_be_mended() -> None:
    draft = starter_rubric().plain()
    part = {"criteria": 5000, "at_least": 10_000}
    draft["policy"]["profiles"] = [{"id": one, "outcome": "accept", "parts": [part]} for one in ("a", "b")]
    editor = EditRubric(draft=draft)
    assert [one["path"] for one in editor.view["problems"]] == ["policy.profiles"]
    assert editor.view["policy"]["sentences"]
    assert ask(editor, do="set_profile", profile="b", value="conditional")["problems"] == []
