"""The rubric editor under real clicks and keys: what the page shows and what the kernel holds must be the same."""

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
editor = EditRubric(starter_rubric(), save_to="ours.json")
editor
""",
    """
import json
print(json.dumps({"version": editor.rubric.version,
    "criteria": [[one["name"], one["weight"]] for one in editor.draft["criteria"]],
    "first": editor.draft["criteria"][0]["levels"][0]["descriptor"]}))
""",
]


@pytest.fixture
def editor(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> Any:
    notebook = open_notebook(write_notebook("edit_rubric.ipynb", CELLS))
    notebook.run_all()
    expect(notebook.page.locator(ROOT)).to_be_visible()
    return notebook


def part(notebook: Any) -> Locator:
    return notebook.page.locator(ROOT)


def kernel(notebook: Any) -> dict[str, Any]:
    """Ask the kernel what it holds."""
    notebook.run_cell(1)
    return json.loads(notebook.output(1))


def headline(notebook: Any) -> Locator:
    return part(notebook).locator(".rk-headline")


def test_typing_shows_the_problem_beside_the_cell_and_takes_it_away(editor: Any) -> None:
    cell = part(editor).get_by_label("What a rater can see at level 0, Criteria clarity")
    cell.click()
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.press("Delete")
    expect(headline(editor)).to_have_text("1 thing to mend")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(cell).to_have_accessible_description("The descriptor is empty; say what a rater can see at this level.")
    expect(cell).to_be_focused()
    assert editor.axe(ROOT) == []

    # The kernel answers while the person types on: no letter may be lost and the caret may not jump.
    cell.press_sequentially("Nothing told.", delay=60)
    for _ in range(len("told.")):
        editor.page.keyboard.press("ArrowLeft")
    editor.page.wait_for_timeout(400)
    cell.press_sequentially("is ", delay=120)
    expect(cell).to_have_value("Nothing is told.")
    expect(headline(editor)).to_have_text("Ready to publish")
    expect(cell).to_have_attribute("aria-invalid", "false")
    assert kernel(editor)["first"] == "Nothing is told."

    # Native undo stays native inside a text field; the kernel follows what is then written.
    cell.click()
    editor.page.keyboard.press("End")
    editor.page.keyboard.press("a")
    editor.page.keyboard.press("Control+z")
    expect(cell).to_have_value("Nothing is told.")
    assert editor.errors == []


def test_a_criterion_is_added_named_moved_and_taken_back_by_keyboard(editor: Any) -> None:
    page = editor.page
    part(editor).get_by_role("button", name="Add criterion").focus()
    page.keyboard.press("Enter")
    name = part(editor).get_by_label("Name, criterion 8 of 8")
    expect(name).to_be_focused()
    page.keyboard.type("Time it took")
    # Weight, question, then the first button of the row.
    for _ in range(3):
        page.keyboard.press("Tab")
    up = part(editor).get_by_role("button", name="Move up, Time it took")
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect(part(editor).locator(".rk-notice")).to_have_text("Time it took is now number 7 of 8.")
    expect(up).to_be_focused()
    assert [one[0] for one in kernel(editor)["criteria"]][-2:] == ["Time it took", "Vision and mission"]

    undo = part(editor).get_by_role("button", name="Undo")
    undo.focus()
    page.keyboard.press("Enter")
    expect(part(editor).get_by_label("Name, criterion 8 of 8")).to_have_value("Time it took")
    # Left to take back: the name, and the criterion itself.
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(undo).to_have_attribute("aria-disabled", "true")
    expect(undo).to_be_focused()
    expect(part(editor).locator("tbody tr")).to_have_count(7)
    expect(headline(editor)).to_have_text("Ready to publish")


def test_weights_are_weighed_and_the_next_version_is_published_and_saved(editor: Any, lab: Any) -> None:
    (lab.folder / "ours.json").unlink(missing_ok=True)
    weight = part(editor).get_by_label("Weight, of 100, Local tie")
    publish = part(editor).get_by_role("button", name="Publish as version 2")
    weight.fill("7.5")
    expect(part(editor).locator(".rk-total")).to_have_text("The weights add up to 102.5 of 100.")
    expect(publish).to_have_attribute("aria-disabled", "true")
    part(editor).get_by_label("Weight, of 100, Classroom use").fill("12,50")
    expect(headline(editor)).to_have_text("Ready to publish")
    publish.click()
    expect(part(editor).locator(".rk-notice")).to_have_text("Version 2 is published and saved in ours.json.")
    expect(part(editor).get_by_label("Weight, of 100, Classroom use")).to_have_value("12.5")
    assert kernel(editor)["version"] == 2
    saved = json.loads((lab.folder / "ours.json").read_text(encoding="utf-8"))
    assert (saved["version"], [one["weight"] for one in saved["criteria"]][3:6]) == (2, [750, 1500, 1250])


def test_a_refused_step_is_told_and_nothing_is_lost(editor: Any) -> None:
    part(editor).get_by_role("button", name="Remove, Vision and mission").click()
    told = "Vision and mission is used by the policy (gate serves-our-mission); change that rule first."
    expect(part(editor).locator(".rk-notice")).to_have_text(told)
    expect(part(editor).locator("tbody tr").last).to_contain_text(told)
    expect(part(editor).locator("tbody tr")).to_have_count(7)


def test_wide_it_is_a_grid_and_narrow_one_card_is_open(editor: Any) -> None:
    headers = part(editor).locator("thead th")
    expect(headers).to_have_text(["Criterion", "Level 0, the lowest", "Level 1", "Level 2", "Level 3"])
    assert editor.axe(ROOT) == []
    editor.screenshot("edit_rubric_1280")
    editor.resize(400, 900)
    folds = part(editor).locator(".rk-fold")
    expect(folds.first).to_be_visible()
    expect(part(editor).locator("textarea:visible")).to_have_count(9)
    folds.nth(1).click()
    expect(folds.nth(1)).to_have_attribute("aria-expanded", "true")
    expect(part(editor).get_by_label("Question, Criteria clarity")).to_be_hidden()
    expect(part(editor).get_by_label("Question, Learning evidence")).to_be_visible()
    assert (
        editor.page.evaluate(f"(() => {{ const e = document.querySelector('{ROOT}'); return e.scrollWidth - e.clientWidth; }})()")
        <= 0
    )
    assert editor.axe(ROOT) == []
    editor.screenshot("edit_rubric_400")
