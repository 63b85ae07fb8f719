"""How the rubric decides, and levels and views of the editor, under real clicks and keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

ROOT = ".rk-edit-rubric"
CELLS = [
    """
from rubric_kit.authoring import starter_rubric
from rubric_kit.widgets import EditRubric
editor = EditRubric(starter_rubric())
editor
""",
    """
import json
print(json.dumps({"policy": editor.draft["policy"], "levels": [one["id"] for one in editor.draft["criteria"][0]["levels"]]}))
""",
]


@pytest.fixture
def editor(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> Any:
    notebook = open_notebook(write_notebook("edit_rubric_policy.ipynb", CELLS), height=1600)
    notebook.run_all()
    expect(notebook.page.locator(ROOT)).to_be_visible()
    return notebook


def part(notebook: Any) -> Locator:
    return notebook.page.locator(ROOT).first


def kernel(notebook: Any) -> dict[str, Any]:
    """Ask the kernel what it holds."""
    notebook.run_cell(1)
    held: dict[str, Any] = json.loads(notebook.output(1))
    return held


def notice(notebook: Any) -> Locator:
    return part(notebook).locator(".rk-notice")


def unfold(notebook: Any, *names: str) -> None:
    for name in names:
        part(notebook).locator("summary", has_text=name).click()


def sentences(notebook: Any) -> Locator:
    return part(notebook).locator(".rk-sentences")


def test_cuts_gates_and_evidence_are_changed_and_read_aloud(editor: Any) -> None:
    unfold(editor, "How it decides", "Change the cuts", "Change the gates", "Change what evidence")
    expect(sentences(editor)).to_contain_text("Accept from 60 of 100.")
    cut = part(editor).get_by_label("Accept from")
    cut.fill("85")
    expect(part(editor).locator(".rk-headline")).to_have_text("1 thing to mend")
    expect(part(editor).locator(".rk-fold-panel .rk-problem:visible")).to_have_text(
        "Each cut must be lower than the one above it."
    )
    cut.fill("62.5")
    expect(sentences(editor)).to_contain_text("Accept from 62.5 of 100.")
    part(editor).get_by_label("Who adopted the cuts").fill("The board, 3 May 2026")
    expect(sentences(editor)).to_contain_text("The cuts were adopted: The board, 3 May 2026.")

    part(editor).get_by_role("button", name="Add gate").click()
    gate = part(editor).get_by_role("group", name="Gate 2")
    expect(gate.get_by_label("Pass only if")).to_be_focused()
    gate.get_by_label("Pass only if").select_option("Issuer standing")
    gate.get_by_label("is at least").select_option("level 2: Organisation")
    gate.get_by_label("or else").select_option("Accept on condition")
    told = "Gate: Issuer standing is at least «Organisation»; if not passed, Accept on condition, whatever the score is."
    expect(sentences(editor)).to_contain_text(told)
    part(editor).get_by_label("A learning badge").select_option("may show evidence")
    expect(sentences(editor)).to_contain_text("A learning badge may show evidence: Learning evidence is rated.")

    unfold(editor, "What changed since version 1: 4 changes")
    held = kernel(editor)["policy"]
    assert held["cuts"][1] == {"at_least": 6250, "outcome": "accept"}
    assert held["gates"][1] == {"id": "gate1", "criterion": "issuer_standing", "at_least": "l2", "otherwise": "conditional"}
    gate.get_by_role("button", name="Remove this gate").click()
    expect(notice(editor)).to_have_text("The gate was removed. Undo brings it back.")
    expect(part(editor).get_by_role("button", name="Add gate")).to_be_focused()
    assert editor.errors == []


def test_cuts_and_profiles_are_added_and_removed_by_keyboard(editor: Any) -> None:
    unfold(editor, "How it decides", "Change the cuts", "Change the profiles")
    cuts = part(editor).locator(".rk-two")
    expect(cuts).to_contain_text("Every outcome that a cut can lead to has one.")
    remove = cuts.get_by_role("button", name="Remove the cut for Accept", exact=True)
    remove.focus()
    editor.page.keyboard.press("Enter")
    expect(notice(editor)).to_have_text("The cut was removed. Undo brings it back.")
    # What was removed can be added again: the choice of the outcome has the focus, then its share, then the button.
    expect(cuts.get_by_label("For the outcome")).to_be_focused()
    editor.page.keyboard.press("Tab")
    editor.page.keyboard.type("a third")
    editor.page.keyboard.press("Enter")
    refusal = "A cut is a number from 0 to 100 with at most two decimals, found 'a third'."
    expect(part(editor).locator(".rk-fold-panel > .rk-problem:visible")).to_have_text(refusal)
    cuts.get_by_label("from", exact=False).last.fill("62,5")
    editor.page.keyboard.press("Enter")
    expect(sentences(editor)).to_contain_text("Accept from 62.5 of 100.")
    expect(cuts.get_by_label("Accept from")).to_have_value("62.5")
    expect(part(editor).locator("summary", has_text="Change the cuts")).to_be_focused()

    add = part(editor).get_by_role("button", name="Add profile")
    part(editor).get_by_label("For the outcome").last.select_option("Accept on condition")
    add.focus()
    editor.page.keyboard.press("Enter")
    profile = part(editor).get_by_role("group", name="Profile 1")
    share = profile.get_by_label("percent of the criteria")
    expect(share).to_be_focused()
    share.fill("75")
    profile.get_by_label("reach at least").select_option("2 of 3 points (66.66%)")
    # 75 percent of 7 criteria are 5.25, so 6.
    expect(profile).to_contain_text("At least 75 of 100 of the criteria that apply at 2 of 3 points or more: 6 of 7 if all")
    told = "Accept on condition also asks for at least 75 of 100 of the criteria that apply at 2 of 3 points or more."
    expect(sentences(editor)).to_contain_text(told)
    profile.get_by_role("button", name="Add part").click()
    expect(profile.get_by_label("percent of the criteria").nth(1)).to_be_focused()
    profile.get_by_role("button", name="Remove part 1").click()
    expect(profile.get_by_role("button", name="Add part")).to_be_focused()
    expect(profile.get_by_role("listitem")).to_have_count(1)
    share.fill("0")
    expect(share).to_have_attribute("aria-invalid", "true")
    part(editor).get_by_role("button", name="How it decides, profile 1").click()
    expect(share).to_be_focused()
    editor.page.keyboard.press("Control+A")
    editor.page.keyboard.type("100")
    profile.get_by_label("This outcome asks for").select_option("Accept at full value")
    expect(sentences(editor)).to_contain_text("Accept at full value also asks for every criterion that applies at 1.5 of 3")
    assert kernel(editor)["policy"]["profiles"] == [
        {"id": "profile0", "outcome": "accept-full", "parts": [{"criteria": 10_000, "at_least": 5000}]}
    ]
    profile.get_by_role("button", name="Remove this profile").click()
    expect(part(editor).get_by_role("group", name="Profile 1")).to_have_count(0)
    expect(part(editor).get_by_label("For the outcome").last).to_be_focused()
    assert editor.errors == []


def test_what_may_carry_withheld_evidence_is_changed(editor: Any) -> None:
    unfold(editor, "How it decides", "Change what may carry")
    rule = part(editor).get_by_role("group", name="Rule 1")
    rule.get_by_role("button", name="Add condition").click()
    expect(rule.get_by_role("combobox").nth(6)).to_be_focused()
    rule.get_by_role("combobox").nth(6).select_option("Classroom use")
    expect(sentences(editor)).to_contain_text("and Classroom use is at least «Done».")
    rule.get_by_role("button", name="Remove condition 1").click()
    expect(rule.get_by_role("button", name="Add condition")).to_be_focused()
    rule.get_by_label("it counts as").select_option("level 1: Asked for")
    expect(sentences(editor)).to_contain_text("Where Learning evidence is withheld, it counts as «Asked for» if Issuer standing")
    # A choice that is refused is told in the panel, and the form shows what the kernel holds.
    rule.get_by_role("button", name="Remove condition 1").click()
    expect(rule.get_by_role("listitem")).to_have_count(1)
    expect(rule.get_by_role("button", name="Remove condition 1")).to_have_attribute("aria-disabled", "true")
    rule.get_by_role("button", name="Remove this rule").click()
    expect(part(editor).get_by_role("group", name="Rule 1")).to_have_count(0)
    part(editor).get_by_role("button", name="Undo").click()
    expect(rule.get_by_label("it counts as")).to_have_value("l1")
    (held,) = kernel(editor)["policy"]["substitutions"]
    assert held["when"] == [{"criterion": "classroom_use", "at_least": "l3"}]


def test_what_readers_are_told_is_worded(editor: Any) -> None:
    unfold(editor, "How it decides", "Change what readers are told")
    outcome = part(editor).get_by_role("group", name="Outcome 4")
    outcome.get_by_label("What its reader is told").fill("")
    expect(outcome.get_by_label("What its reader is told")).to_have_attribute("aria-invalid", "true")
    unfold(editor, "How it decides")
    # The list above leads to the field through closed panels.
    part(editor).get_by_role("button", name="How it decides, outcome 4").click()
    expect(outcome.get_by_label("What its reader is told")).to_be_focused()
    editor.page.keyboard.type("It stays in your story.")
    expect(sentences(editor)).to_contain_text('The outcome Keep in the story tells its reader: "It stays in your story."')


@pytest.mark.parametrize("width", [1280, 400])
def test_a_level_is_dragged_to_another_place(editor: Any, width: int) -> None:
    editor.resize(width, 1600)
    grip = part(editor).locator("tr.rk-open .rk-grip")
    start = grip.first.bounding_box()
    cell = part(editor).locator("tr.rk-open > td").nth(2).bounding_box()
    editor.page.mouse.move(start["x"] + 8, start["y"] + 8)
    editor.page.mouse.down()
    # Side by side at 1280 pixels, below each other at 400.
    if width == 1280:
        editor.page.mouse.move(cell["x"] + cell["width"] * 0.8, start["y"] + 8, steps=5)
    else:
        editor.page.mouse.move(start["x"] + 8, cell["y"] + cell["height"] * 0.8, steps=5)
    expect(part(editor).locator(".rk-drop-before")).to_have_count(1)
    editor.page.mouse.up()
    expect(notice(editor)).to_have_text("Not stated is now level 2 of Criteria clarity; the points stay with the places.")
    expect(part(editor).locator(".rk-drop-before, .rk-dragged, .rk-across")).to_have_count(0)
    assert kernel(editor)["levels"] == ["l1", "l2", "l0", "l3"]


def test_two_views_of_one_editor_agree_and_a_closed_one_lets_go(editor: Any) -> None:
    editor.page.locator(".jp-CodeCell").nth(1).locator(".jp-InputArea .cm-content").fill("editor")
    editor.run_cell(1)
    views = editor.page.locator(ROOT)
    expect(views).to_have_count(2)
    views.first.get_by_label("Name, criterion 1 of 7").fill("Clear criteria")
    expect(views.last.get_by_label("Name, criterion 1 of 7")).to_have_value("Clear criteria")
    # Each view opens its own row.
    views.last.locator(".rk-fold", has_text="Local tie").click()
    expect(views.first.get_by_label("Name, criterion 1 of 7")).to_be_visible()
    expect(views.last.get_by_label("Name, criterion 1 of 7")).to_have_count(0)
    # The second view goes; the first one works on, with no error of a view that is gone.
    editor.page.locator(".jp-CodeCell").nth(1).locator(".jp-InputArea .cm-content").fill("1")
    editor.run_cell(1)
    expect(views).to_have_count(1)
    views.first.get_by_role("button", name="Undo").click()
    expect(views.first.get_by_label("Name, criterion 1 of 7")).to_have_value("Criteria clarity")
    assert editor.errors == []
