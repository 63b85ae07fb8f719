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
