"""The whole rubric editor by keyboard alone: from an added criterion to the published version, with the focus always in sight."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

ROOT = ".rk-edit-rubric"
# One check that is easy to foresee stands in for the rules: this test is about keys.
CELLS = [
    """
from rubric_kit.authoring import checks, starter_rubric
from rubric_kit.authoring.checks import Check, RuleResult
from rubric_kit.authoring.plain_form import plain_form
from rubric_kit.widgets import EditRubric
from rubric_kit.workspace import read_badge_folder

def find_often(given, **more):
    draft = plain_form(given)
    reasons = {one["path"]: one["reason"] for one in draft["set_aside"]}
    paths = [(f"criteria.{c['id']}.levels.{l['id']}.descriptor", f"{c['name']}, level {at}")
             for c in draft["criteria"] for at, l in enumerate(c["levels"]) if "often" in l["descriptor"]]
    found = tuple(Check(code="RKL001", severity="warning", path=path, place=place, quoted="often", message="Often is no number.",
                        why="Two raters read it in two ways.", source="Synthetic", rewrite="say how many times",
                        set_aside=reasons.get(path)) for path, place in paths)
    return (RuleResult(code="RKL001", rule="L01", name="Often", severity="warning", state="found", reason="", checks=found),)

checks.check_rubric = find_often
editor = EditRubric(starter_rubric(), badges=read_badge_folder("").badges[:3], save_to="keys.json")
editor
""",
]
LEVELS = (
    ("None", "No time is told."),
    ("Told", "It is often told."),
    ("Hours", "Hours are told."),
    ("Each task", "Hours are told task by task."),
)
WHERE = """() => {
    const at = document.activeElement;
    const style = getComputedStyle(at);
    return { shown: at.getClientRects().length > 0, ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 };
}"""


@pytest.fixture
def editor(open_notebook: Callable[..., Any], write_notebook: Callable[..., str], lab: Any) -> Any:
    for left in lab.folder.glob("keys*"):
        left.unlink()
    notebook = open_notebook(write_notebook("edit_rubric_keys.ipynb", CELLS))
    notebook.run_all()
    expect(notebook.page.locator(ROOT)).to_be_visible()
    return notebook


class Keys:
    """A person with a keyboard and no mouse."""

    def __init__(self, notebook: Any) -> None:
        self.page = notebook.page
        self.root = notebook.page.locator(ROOT)
        # The way into a cell's output is JupyterLab's; everything after this is keys.
        self.button("Publish as version 2").focus()

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def go(self, wanted: Locator, key: str = "Tab") -> None:
        """Press Tab, or Shift and Tab, until a control has the focus; each control on the way must show it."""
        # The kernel may still be about to name it; a person sees that and waits.
        wanted.wait_for()
        for _ in range(150):
            if wanted.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press(key)
            where = self.page.evaluate(WHERE)
            assert where["shown"], "the focus is on something that is not shown"
            assert where["ring"], "the focus is not to be seen"
        raise AssertionError(f"{key} never reaches {wanted}")

    def press(self, wanted: Locator, key: str = "Tab") -> None:
        self.go(wanted, key)
        self.page.keyboard.press("Enter")

    def write(self, wanted: Locator, text: str, key: str = "Tab") -> None:
        self.go(wanted, key)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def unfold(self, words: str) -> None:
        self.press(self.root.locator("summary", has_text=words))

    def pick(self, wanted: Locator, option: str) -> None:
        """Choose in a list by typing the first letters of what it says."""
        self.go(wanted)
        self.page.keyboard.type(option)

    def says(self, text: str) -> None:
        expect(self.root.locator(".rk-notice")).to_have_text(text)


def word_the_levels(keys: Keys) -> None:
    """Name and describe each level, copy one, take the copy out again, and move one."""
    root = keys.root
    for place, (title, words) in enumerate(LEVELS):
        keys.write(root.get_by_label(f"Name of level {place}, Time it took"), title)
        keys.write(root.get_by_label(f"What a rater can see at level {place}, Time it took"), words)
    keys.press(keys.button("Copy, level 3, Time it took"))
    expect(root.get_by_label("Name of level 4, Time it took")).to_be_focused()
    keys.press(keys.button("Remove, level 4, Time it took"))
    keys.says("The level was removed; the points were spread evenly. Undo brings it back.")
    expect(keys.button("Add level, Time it took")).to_be_focused()
    keys.press(keys.button("Move lower, level 3, Time it took"))
    keys.says("Each task is now level 2 of Time it took; the points stay with the places.")


def undo_and_redo(keys: Keys) -> None:
    """Take the move back outside a text field, do it again, and take it back once more."""
    root = keys.root
    keys.page.keyboard.press("Control+z")
    expect(root.get_by_label("Name of level 2, Time it took")).to_have_value("Hours")
    keys.page.keyboard.press("Control+y")
    expect(root.get_by_label("Name of level 2, Time it took")).to_have_value("Each task")
    keys.page.keyboard.press("Control+z")
    expect(root.get_by_label("Name of level 2, Time it took")).to_have_value("Hours")


def leave_the_check_standing(keys: Keys) -> None:
    """Go to the check from its cell and leave it, with a reason, and find the focus where it is told."""
    root = keys.root
    keys.press(root.locator(".rk-marks:visible"), "Shift+Tab")
    expect(root.locator(".rk-checks li").first).to_be_focused()
    leave = root.get_by_role("button", name="Leave it, because …: Time it took, level 1, Often is no number.")
    keys.press(leave)
    keys.page.keyboard.press("Enter")
    expect(root.locator(".rk-leave .rk-problem:visible")).to_have_text("Say in a few words why this may stand.")
    keys.page.keyboard.type("Our district counts it")
    keys.page.keyboard.press("Enter")
    keys.says("The finding was left standing, with your reason.")
    expect(root.locator("summary", has_text="Left standing: 1")).to_be_focused()


def test_a_criterion_is_added_worded_weighed_moved_checked_and_published(editor: Any, lab: Any) -> None:
    keys = Keys(editor)
    root = keys.root
    keys.press(keys.button("Add criterion"))
    keys.says("A criterion was added at the end.")
    name = root.get_by_label("Name, criterion 8 of 8")
    expect(name).to_be_focused()
    keys.write(name, "Time it took")
    # The name reaches the other labels only with the kernel's answer, so the new label is the one to wait for.
    keys.write(root.get_by_label("Weight, of 100, Time it took"), "5")
    keys.write(root.get_by_label("Question, Time it took"), "How long did the work take?")

    # Up with a button of the row, up again with Alt and an arrow on the handle.
    up = keys.button("Move up, Time it took")
    keys.press(up)
    keys.says("Time it took is now number 7 of 8.")
    expect(up).to_be_focused()
    handle = root.get_by_role("button", name="Move Time it took, number 7 of 8")
    keys.go(handle, "Shift+Tab")
    editor.page.keyboard.press("Alt+ArrowUp")
    keys.says("Time it took is now number 6 of 8.")
    expect(root.get_by_role("button", name="Move Time it took, number 6 of 8")).to_be_focused()

    word_the_levels(keys)
    undo_and_redo(keys)
    leave_the_check_standing(keys)

    # The weights: five for the new one, so five less elsewhere.
    keys.press(root.locator(".rk-fold", has_text="Criteria clarity"), "Shift+Tab")
    keys.write(root.get_by_label("Weight, of 100, Criteria clarity"), "20")
    expect(root.locator(".rk-headline")).to_have_text("Ready to publish")
    keys.press(keys.button("Publish as version 2"), "Shift+Tab")
    keys.says("Version 2 is published and saved in keys.json.")

    saved = json.loads((lab.folder / "keys.json").read_text(encoding="utf-8"))
    made = saved["criteria"][5]
    assert (made["name"], made["weight"], made["question"]) == ("Time it took", 500, "How long did the work take?")
    assert [(one["name"], one["descriptor"]) for one in made["levels"]] == list(LEVELS)
    assert [one["points"] for one in made["levels"]] == [0, 1000, 2000, 3000]
    assert [one["reason"] for one in saved["set_aside"]] == ["Our district counts it"]
    assert editor.errors == []


def test_rows_open_and_close_and_undo_keeps_the_focus(editor: Any) -> None:
    keys = Keys(editor)
    keys.press(keys.root.locator(".rk-fold", has_text="Local tie"))
    expect(keys.root.get_by_label("Name, criterion 4 of 7")).to_be_visible()
    keys.press(keys.button("Duplicate, Local tie"))
    keys.says("A copy was added below, with no weight yet.")
    expect(keys.root.get_by_label("Name, criterion 5 of 8")).to_be_focused()
    keys.press(keys.button("Remove, Local tie (copy)"))
    keys.says("The criterion was removed. Undo brings it back.")
    undo = keys.button("Undo")
    keys.press(undo, "Shift+Tab")
    expect(keys.root.locator(".rk-grid tbody tr:not(.rk-beside)")).to_have_count(8)
    editor.page.keyboard.press("Enter")
    expect(undo).to_have_attribute("aria-disabled", "true")
    expect(undo).to_be_focused()
    expect(keys.root.locator(".rk-grid tbody tr:not(.rk-beside)")).to_have_count(7)
    keys.press(keys.root.locator(".rk-fold", has_text="Local tie"))
    keys.press(keys.root.locator(".rk-fold", has_text="Local tie"))
    expect(keys.root.get_by_label("Name, criterion 4 of 7")).to_have_count(0)


def test_a_badge_is_read_and_pinned_an_item_served_and_a_rule_changed(editor: Any) -> None:
    keys = Keys(editor)
    root = keys.root
    badges = root.get_by_label("Sample badge to read beside the grid")
    label = badges.locator("option").nth(1).inner_text()
    keys.pick(badges, label)
    expect(root.get_by_role("region", name="Sample badge")).to_contain_text(label)
    keys.write(root.get_by_label("Words to pin"), label)
    keys.press(keys.button("Pin to level 2, Criteria clarity"))
    keys.says("The words were pinned to level 2 of Criteria clarity.")

    keys.unfold("Vision and mission: 3 items")
    keys.press(keys.button("Add item"))
    expect(root.get_by_label("Vision and mission, item 4")).to_be_focused()
    keys.page.keyboard.type("Families can read it")
    served = root.get_by_role("checkbox", name="4 Families can read it")
    keys.go(served, "Shift+Tab")
    keys.page.keyboard.press("Space")
    keys.says("Criteria clarity now serves item 4 of vision and mission.")
    expect(root.get_by_text("Served by Criteria clarity (25 of 100).")).to_be_visible()

    keys.unfold("How it decides")
    keys.unfold("Change the cuts")
    keys.write(root.get_by_label("Accept from"), "65")
    keys.write(root.get_by_label("Who adopted the cuts"), "The board, 3 May 2026")
    keys.unfold("Change the gates")
    keys.press(keys.button("Add gate"))
    keys.says("A gate was added; say what it asks for.")
    gate = root.get_by_role("group", name="Gate 2")
    expect(gate.get_by_label("Pass only if")).to_be_focused()
    keys.page.keyboard.type("Local")
    keys.pick(gate.get_by_label("is at least"), "level 2")
    sentences = root.locator(".rk-sentences")
    expect(sentences).to_contain_text("Accept from 65 of 100.")
    expect(sentences).to_contain_text("The cuts were adopted: The board, 3 May 2026.")
    expect(sentences).to_contain_text("Gate: Local tie is at least «Neighbours»")
    assert editor.errors == []


def test_a_rubric_is_brought_in_and_saved_in_another_format(editor: Any, lab: Any) -> None:
    keys = Keys(editor)
    root = keys.root
    keys.unfold("Bring in a rubric")
    keys.go(root.get_by_label("Paste a grid from a spreadsheet or a document"))
    keys.page.keyboard.insert_text("Criterion\tRed\tGreen\nTasks\tNone named\tOne named\nWork\tNone shown\tOne piece\n")
    keys.press(keys.button("Read what was pasted"))
    brought = root.get_by_role("region", name="What was read")
    lowest = brought.get_by_role("radio", name="The lowest level comes first")
    keys.go(lowest)
    keys.page.keyboard.press("ArrowDown")
    expect(brought.get_by_text("The highest level comes first, as was answered.")).to_be_visible()
    keys.page.keyboard.press("ArrowUp")
    expect(brought.get_by_text("The lowest level comes first, as was answered.")).to_be_visible()
    expect(lowest).to_be_focused()
    keys.press(keys.button("Open in the editor"))
    expect(root.locator(".rk-fold")).to_have_text(["1 Tasks, 50 of 100", "2 Work, 50 of 100"])
    expect(root.locator(".rk-fold").first).to_be_focused()
    keys.unfold("Save in another format")
    keys.pick(root.get_by_label("Format"), "Markdown")
    keys.press(root.get_by_role("button", name="Save as"))
    keys.says("Saved as keys.md.")
    keys.unfold("Not in this format")
    assert (lab.folder / "keys.md").exists()
    assert editor.errors == []
