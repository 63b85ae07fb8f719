"""A whole badge with no mouse: code, gut call, every question with its reason, done; then paper sheets, keyed in the same way."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ROOT = ".rk-rate-badges"
SHEETS = ".rk-key-sheets"
CELLS = [
    """
from pathlib import Path
from rubric_kit import read_badge_folder
from rubric_kit.authoring import starter_rubric
from rubric_kit.widgets import RateBadges
from rubric_kit.widgets.key_sheets import KeySheets
from rubric_kit.workspace.store import open_store

for old in Path(".").glob("keyboard.db*"):
    old.unlink()
rubric, badges = starter_rubric(), read_badge_folder("").badges[:2]
RateBadges(rubric, badges, save_to="keyboard.db")
""",
    """
import json
with open_store("keyboard.db") as store:
    log = [one.entry for one in store.entries()]
def row(one):
    return [one.rater, one.kind, one.badge == badges[0].key, one.criterion, one.level or one.state or one.call, one.rationale]
print(json.dumps([row(one) for one in log]))
""",
    'KeySheets(rubric, badges, save_to="keyboard.db")',
]
ANSWERS = {
    "criteria_clarity": "l2",
    "learning_evidence": "withheld",
    "issuer_standing": "l1",
    "locality": "l1",
    "framework_alignment": "unknown",
    "classroom_use": "not_applicable",
    "mission_fit": "l0",
}
ORDER = ["l0", "l1", "l2", "l3", "unknown", "withheld", "not_applicable"]


def test_a_whole_badge_and_two_sheets_by_keyboard_alone(
    open_notebook: Callable[..., Any], write_notebook: Callable[..., str]
) -> None:
    notebook = open_notebook(write_notebook("rate_keyboard.ipynb", CELLS), height=3_000)
    notebook.run_all()
    sit_down(notebook)
    call_by_gut(notebook)
    answer_everything(notebook)
    say_done(notebook)

    rows = kernel(notebook)
    assert {(rater, is_first) for rater, kind, is_first, *_ in rows if kind != "done"} == {("rater-7", True)}
    assert [row[4:] for row in rows if row[1] == "gut_call"] == [["unsure", "Jk, I am of two minds."]]
    latest = {criterion: (answer, reason) for _, kind, _, criterion, answer, reason in rows if kind == "rating"}
    assert latest == {criterion: (answer, f"Because of {criterion}.") for criterion, answer in ANSWERS.items()}
    assert rows[-1][1] == "done"

    key_in_two_sheets(notebook)
    keyed = [row for row in kernel(notebook) if row[0] == "paper-1"]
    assert len(keyed) == 9
    assert [row[4] for row in keyed if not row[2]] == ["l0"]
    assert notebook.errors == []


def kernel(notebook: Any) -> list[list[Any]]:
    """Ask the kernel for the log."""
    notebook.run_cell(1)
    return json.loads(notebook.output(1))


def sit_down(notebook: Any) -> None:
    """Give a name, which is refused in one line, then a code, which opens the page."""
    keys, part = notebook.page.keyboard, notebook.page.locator(ROOT)
    part.get_by_role("textbox", name="Your code").focus()
    keys.type("Ms Smith")
    keys.press("Enter")
    told = "rater 'ms smith' is no code; 1 to 64 of a-z, 0-9, _ and - are allowed, such as rater-1."
    expect(part.locator(".rk-notice")).to_have_text(told)
    keys.press("Control+a")
    keys.type("rater-7")
    keys.press("Tab")
    keys.press("Enter")
    expect(part.locator(".rk-heading")).to_be_focused()


def call_by_gut(notebook: Any) -> None:
    """The badge's words, the calls, the reason, the button; nothing of the rubric is there yet."""
    keys, part = notebook.page.keyboard, notebook.page.locator(ROOT)
    expect(part.get_by_role("radio")).to_have_count(3)
    keys.press("Tab")
    expect(part.get_by_role("group", name="The badge's own words")).to_be_focused()
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type("Jk, I am of two minds.")
    keys.press("Tab")
    keys.press("Enter")
    expect(part.locator(".rk-call span")).to_be_focused()
    expect(part.locator(".rk-call span")).to_have_text("Your gut call: Unsure.")
    keys.press("Tab")
    expect(part.get_by_role("button", name="Change my gut call")).to_be_focused()


def answer_everything(notebook: Any) -> None:
    """One tab stop for the answers to a question, one for its reason, then the button at the foot."""
    keys, part = notebook.page.keyboard, notebook.page.locator(ROOT)
    for criterion, answer in ANSWERS.items():
        keys.press("Tab")
        # Space picks the answer that has the focus, the first one; arrows go on from there.
        keys.press("Space")
        for _ in range(ORDER.index(answer)):
            keys.press("ArrowDown")
        keys.press("Tab")
        keys.type(f"Because of {criterion}.")
    keys.press("Tab")
    expect(part.locator(".rk-foot").get_by_role("button", name="Next badge")).to_be_focused()
    expect(part.locator(".rk-notice")).to_contain_text("Saved ")
    expect(part.locator(".rk-top")).to_contain_text("7 of 14 answers; this badge is done.")


def say_done(notebook: Any) -> None:
    """Open questions are told first; the same key again says it all the same."""
    keys, part = notebook.page.keyboard, notebook.page.locator(ROOT)
    keys.press("Tab")
    keys.press("Enter")
    told = "7 questions are not answered. Press again if you are done all the same."
    expect(part.locator(".rk-notice")).to_have_text(told)
    keys.press("Enter")
    expect(part.locator(".rk-round")).to_contain_text("You said that you are done with round 1")


def key_in_two_sheets(notebook: Any) -> None:
    """Enter goes to the next sheet, leaving one saves it, and after the last one comes the next code."""
    keys, sheets = notebook.page.keyboard, notebook.page.locator(SHEETS)
    code, calls = sheets.get_by_role("textbox", name="Rater code on the sheet"), sheets.get_by_role("textbox", name="Gut call")
    code.focus()
    keys.type("paper-1")
    keys.press("Enter")
    expect(calls.first).to_be_focused()
    keys.type("a3w?n142")
    keys.press("Enter")
    expect(calls.last).to_be_focused()
    expect(sheets.locator(".rk-notice")).to_contain_text(", 8 new answers.")
    # The second sheet has no gut call; Backspace in an empty field goes back to the wrong mark, which is then typed over.
    keys.press("ArrowRight")
    keys.type("9")
    expect(sheets.locator("fieldset .rk-refused").last).to_contain_text("'9' is no mark for 'Criteria clarity'")
    keys.press("Backspace")
    keys.type("1")
    keys.press("Enter")
    expect(sheets.locator(".rk-notice")).to_contain_text(", 1 new answer.")
    expect(code).to_be_focused()
    expect(sheets.locator(".rk-understood").last).to_have_text("Criteria clarity: Not stated")
