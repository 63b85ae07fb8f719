"""The rubric editor under real clicks and keys: what the page shows and what the kernel holds must be the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from rubric_kit.authoring import draft_of, publish, starter_rubric

pytestmark = pytest.mark.browser

ROOT = ".rk-edit-rubric"
CELLS = [
    """
from rubric_kit.widgets import EditRubric
from rubric_kit.workspace import read_review
samples = read_review()
editor = EditRubric(samples.rubric, badges=samples.badges, answers=samples.answers, save_to="ours.json")
editor
""",
    """
import json
print(json.dumps({"version": editor.rubric.version,
    "criteria": [[one["name"], one["weight"]] for one in editor.draft["criteria"]],
    "first": editor.draft["criteria"][0]["levels"][0]["descriptor"],
    "anchors": [[one["text"], one["source"]] for one in editor.draft["criteria"][0]["levels"][2]["anchors"]],
    "links": editor.draft["criteria"][0]["targets"]}))
""",
]


@pytest.fixture
def editor(open_notebook: Callable[..., Any], write_notebook: Callable[..., str], lab: Any) -> Any:
    for left in lab.folder.glob("ours*.json"):
        left.unlink()
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


def notice(notebook: Any) -> Locator:
    return part(notebook).locator(".rk-notice")


def fold(notebook: Any, name: str) -> Locator:
    """Return the button that opens and closes a row."""
    return part(notebook).locator(".rk-fold", has_text=name)


def rows(notebook: Any) -> Locator:
    return part(notebook).locator(".rk-grid tbody tr:not(.rk-beside)")


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


def test_a_click_on_a_closed_cell_opens_its_row_there_and_only_one_row_has_fields(editor: Any) -> None:
    expect(part(editor).locator(".rk-grid textarea:visible")).to_have_count(10)  # 4 levels of 2, the name and the question
    part(editor).locator("td.rk-light", has_text="works with schools in this state").click()
    expect(part(editor).get_by_label("What a rater can see at level 1, Local tie")).to_be_focused()
    expect(part(editor).get_by_label("Question, Criteria clarity")).to_have_count(0)
    expect(fold(editor, "Local tie")).to_have_attribute("aria-expanded", "true")
    expect(fold(editor, "Criteria clarity")).to_have_attribute("aria-expanded", "false")


def test_weights_are_weighed_and_the_next_version_is_published_and_saved(editor: Any, lab: Any) -> None:
    publish_button = part(editor).get_by_role("button", name="Publish as version 2")
    fold(editor, "Local tie").click()
    part(editor).get_by_label("Weight, of 100, Local tie").fill("7.5")
    expect(part(editor).locator(".rk-total").first).to_have_text("The weights add up to 102.5 of 100.")
    expect(publish_button).to_have_attribute("aria-disabled", "true")
    expect(part(editor).locator(".rk-preview")).to_contain_text("here they count in proportion")
    fold(editor, "Classroom use").click()
    part(editor).get_by_label("Weight, of 100, Classroom use").fill("12,50")
    expect(headline(editor)).to_have_text("Ready to publish")
    expect(part(editor).locator(".rk-preview-line")).to_contain_text("of 50 sample badges change")
    assert (lab.folder / "ours.draft.json").exists()
    publish_button.click()
    expect(notice(editor)).to_have_text("Version 2 is published and saved in ours.json.")
    expect(part(editor).get_by_label("Weight, of 100, Classroom use")).to_have_value("12.5")
    expect(part(editor).locator(".rk-preview-line")).to_have_text("Nothing changes for the 50 sample badges.")
    assert kernel(editor)["version"] == 2
    saved = json.loads((lab.folder / "ours.json").read_text(encoding="utf-8"))
    assert (saved["version"], [one["weight"] for one in saved["criteria"]][3:6]) == (2, [750, 1500, 1250])
    assert not (lab.folder / "ours.draft.json").exists()


def test_a_refused_step_is_told_and_nothing_is_lost(editor: Any) -> None:
    fold(editor, "Vision and mission").click()
    part(editor).get_by_role("button", name="Remove, Vision and mission").click()
    told = "Vision and mission is used by the policy (gate serves-our-mission); change that rule first."
    expect(notice(editor)).to_have_text(told)
    expect(rows(editor).last).to_contain_text(told)
    expect(rows(editor)).to_have_count(7)


def test_who_published_meanwhile_is_not_written_over(editor: Any, lab: Any) -> None:
    theirs = publish(draft_of(starter_rubric()) | {"title": "Theirs"}, starter_rubric())
    (lab.folder / "ours.json").write_text(json.dumps(theirs.plain()), encoding="utf-8")
    part(editor).get_by_label("Name, criterion 1 of 7").fill("Clear criteria")
    part(editor).get_by_role("button", name="Publish as version 2").click()
    expect(notice(editor)).to_contain_text("ours.json holds version 2 of 'outside-badges', which this draft was not made from")
    assert json.loads((lab.folder / "ours.json").read_text(encoding="utf-8"))["title"] == "Theirs"
    assert (lab.folder / "ours.draft.json").exists()


def test_a_row_is_dragged_by_its_handle(editor: Any) -> None:
    handle = part(editor).get_by_role("button", name="Move Criteria clarity, number 1 of 7")
    fold(editor, "Criteria clarity").click()
    third = rows(editor).nth(2).bounding_box()
    start = handle.bounding_box()
    editor.page.mouse.move(start["x"] + 5, start["y"] + 5)
    editor.page.mouse.down()
    editor.page.mouse.move(start["x"] + 5, third["y"] + third["height"] * 0.8, steps=5)
    expect(part(editor).locator(".rk-drop-before")).to_have_count(1)
    editor.page.mouse.up()
    expect(notice(editor)).to_have_text("Criteria clarity is now number 3 of 7.")
    expect(part(editor).locator(".rk-drop-before, .rk-dragged")).to_have_count(0)
    assert [one[0] for one in kernel(editor)["criteria"]][2] == "Criteria clarity"


def test_a_sample_badge_is_read_beside_the_grid_and_its_words_are_pinned(editor: Any) -> None:
    select = part(editor).get_by_label("Sample badge to read beside the grid")
    select.select_option(label="Office Spreadsheets")
    reading = part(editor).get_by_role("region", name="Sample badge")
    expect(reading.locator(".rk-side-title")).to_have_text("Office Spreadsheets")
    words = reading.get_by_label("Words to pin")
    expect(words).not_to_have_value("")
    before = words.input_value()
    # A person selects the badge's name; what is selected is what will be pinned.
    reading.locator(".rk-line").first.click(click_count=3)
    expect(words).to_have_value("Office Spreadsheets")
    assert before != "Office Spreadsheets"
    reading.get_by_role("button", name="Pin to level 2, Criteria clarity").click()
    expect(notice(editor)).to_have_text("The words were pinned to level 2 of Criteria clarity.")
    expect(part(editor).locator(".rk-anchors li")).to_contain_text("Office Spreadsheets")
    (anchor,) = kernel(editor)["anchors"]
    assert anchor[0] == "Office Spreadsheets"
    assert anchor[1].startswith("Office Spreadsheets, ")
    # Words that the badge does not say are not put into its mouth.
    words.fill("This badge is good.")
    reading.get_by_role("button", name="Pin to level 0").click()
    expect(notice(editor)).to_contain_text("The badge does not say these words")
    part(editor).get_by_role("button", name="Take off pinned words 1, level 2, Criteria clarity").click()
    expect(part(editor).locator(".rk-anchors li")).to_have_count(0)
    expect(part(editor).get_by_label("What a rater can see at level 2, Criteria clarity")).to_be_focused()


def test_items_of_the_vision_are_added_worded_linked_and_removed(editor: Any) -> None:
    part(editor).locator("summary", has_text="Vision and mission: 3 items").click()
    part(editor).get_by_role("button", name="Add item").click()
    item = part(editor).get_by_label("Vision and mission, item 4")
    expect(item).to_be_focused()
    editor.page.keyboard.type("Families know what a badge is worth")
    link = part(editor).get_by_role("checkbox", name="4 Families know what a badge is worth")
    expect(link).not_to_be_checked()
    link.check()
    expect(notice(editor)).to_have_text("Criteria clarity now serves item 4 of vision and mission.")
    assert kernel(editor)["links"] == ["t3"]
    part(editor).get_by_role("button", name="Remove item 4").click()
    expect(notice(editor)).to_have_text("The item was removed, and its link to 1 criterion. Undo brings it back.")
    expect(link).to_have_count(0)
    assert kernel(editor)["links"] == []


def test_title_and_purpose_are_worded_and_their_faults_told_there(editor: Any) -> None:
    part(editor).locator("summary", has_text="Title and purpose").click()
    title = part(editor).get_by_label("Title", exact=True)
    title.fill("")
    expect(title).to_have_accessible_description("Nothing is written here yet; write a few words.")
    part(editor).locator("summary", has_text="Title and purpose").click()
    # The list above leads to the field, also when its panel is closed.
    part(editor).get_by_role("button", name="Title", exact=True).click()
    expect(title).to_be_focused()
    title.fill("Badges from outside")
    expect(part(editor).locator(".rk-grid caption")).to_have_text("Badges from outside (draft after version 1)")


def test_a_check_leads_to_what_it_is_about(editor: Any) -> None:
    cell = part(editor).get_by_label("What a rater can see at level 2, Local tie")
    fold(editor, "Local tie").click()
    cell.fill("They often meet.")
    checks = part(editor).get_by_role("list", name="Checks of this criterion")
    checks.get_by_role("button", name="Local tie, level").first.click()
    expect(cell).to_be_focused()
    # A finding about no single criterion leads to the button that adds what is missing.
    part(editor).locator("summary", has_text="Vision and mission: 3 items").click()
    for left in ("2 items", "1 item", "0 items"):
        part(editor).get_by_role("button", name="Remove item 1").click()
        expect(part(editor).locator("summary", has_text=f"Vision and mission: {left}")).to_be_visible()
    part(editor).locator("summary", has_text="Vision and mission: 0 items").click()
    part(editor).locator("summary", has_text="Checks of the rubric as a whole").click()
    whole = part(editor).get_by_role("list", name="Checks of the rubric as a whole")
    missing = whole.get_by_role("listitem").filter(has_text="No item of a vision, mission or standard is listed.")
    missing.get_by_role("button").first.click()
    expect(part(editor).get_by_role("button", name="Add item")).to_be_focused()
    assert editor.errors == []


def test_the_draft_goes_on_after_the_kernel_was_restarted(editor: Any) -> None:
    part(editor).get_by_label("Name, criterion 1 of 7").fill("Clear criteria")
    expect(part(editor).locator(".rk-small", has_text="Draft saved")).to_be_visible()
    # More is typed, and the kernel ends before the next saving is due.
    part(editor).get_by_label("Name, criterion 1 of 7").press_sequentially(" now")
    expect(fold(editor, "Clear criteria now")).to_be_visible()
    editor.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    editor.page.wait_for_timeout(1500)
    # The page that is left behind says that nobody listens any more.
    lost = part(editor).get_by_role("alert")
    expect(lost).to_have_count(0)
    part(editor).get_by_label("Name, criterion 1 of 7").fill("Clear criteria, and more")
    expect(lost).to_contain_text("The notebook does not answer, so what you write now is not saved.", timeout=20_000)
    assert editor.axe(ROOT) == []
    editor.run_cell(0)
    expect(lost).to_have_count(0)
    expect(notice(editor).last).to_contain_text("was found; it goes on from there.", timeout=30_000)
    expect(part(editor).last.get_by_label("Name, criterion 1 of 7")).to_have_value("Clear criteria now")
    part(editor).last.get_by_role("button", name="Start again from version 1").click()
    expect(part(editor).last.get_by_label("Name, criterion 1 of 7")).to_have_value("Criteria clarity")
    part(editor).last.get_by_role("button", name="Undo").click()
    expect(part(editor).last.get_by_label("Name, criterion 1 of 7")).to_have_value("Clear criteria now")
