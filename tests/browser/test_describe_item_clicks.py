"""The form under real keys: an item is described, joins the reading beside it, and the list is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

ROOT = ".rk-describe-item"
CELLS = [
    """
from pathlib import Path
from rubric_kit.widgets import DescribeItem, ReadBadges
Path("my_items.csv").unlink(missing_ok=True)
desk = ReadBadges()
desk
""",
    "form = DescribeItem(desk)\nform",
    "print(Path('my_items.csv').read_text(encoding='utf-8-sig') if Path('my_items.csv').exists() else 'nothing saved')",
]
HOSTILE = "<img src=x onerror=document.title='run'>"


@pytest.fixture
def describing(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> Any:
    notebook = open_notebook(write_notebook("describe_item.ipynb", CELLS), height=1600)
    notebook.run_all()
    expect(part(notebook).get_by_text("Your list is empty")).to_be_visible()
    return notebook


def part(notebook: Any) -> Locator:
    return notebook.page.locator(ROOT)


def describe(notebook: Any, name: str, issuer: str = "Synthetic Association") -> None:
    part(notebook).get_by_label("Badge name").fill(name)
    part(notebook).get_by_label("Issuer (needed)").fill(issuer)
    part(notebook).get_by_role("button", name="Add item").click()


def test_an_item_is_added_by_keyboard_and_saved(describing: Any) -> None:
    page = describing.page
    part(describing).get_by_label("Item type").focus()
    page.keyboard.type("course")
    page.keyboard.press("Tab")
    page.keyboard.type("Coding Clubs")
    page.keyboard.press("Tab")
    page.keyboard.type("Synthetic Association")
    # Enter sends the form from any line of it; nothing reaches the notebook's own keys on the way.
    page.keyboard.press("Enter")
    expect(part(describing).locator(".rk-notice")).to_contain_text("Added. What a reader would still ask for:")
    expect(part(describing).locator("li")).to_contain_text("Coding Clubs by Synthetic Association")
    expect(part(describing).get_by_label("Item type")).to_be_focused()
    expect(part(describing).get_by_label("Badge name")).to_have_value("")
    desk = page.locator(".rk-read-badges")
    expect(desk.locator(".rk-summary")).to_contain_text("1 item: 1 badge.")
    expect(desk.locator("tbody")).to_contain_text("item described in a form")
    part(describing).get_by_role("button", name="Save list").click()
    expect(part(describing).locator(".rk-notice")).to_have_text("Saved: 1 item in my_items.csv.")
    describing.run_cell(2)
    assert '"course","Coding Clubs","Synthetic Association"' in describing.output(2)
    assert describing.errors == []


def test_what_is_needed_is_told_at_its_field(describing: Any) -> None:
    describe(describing, "Coding Clubs", issuer="")
    expect(part(describing).locator(".rk-notice")).to_contain_text("Not added. Issuer is empty.")
    issuer = part(describing).get_by_label("Issuer (needed)")
    expect(issuer).to_be_focused()
    expect(issuer).to_have_attribute("aria-invalid", "true")
    expect(part(describing).get_by_label("Badge name")).to_have_value("Coding Clubs")
    # A fault among the fields that are out of sight brings them into sight.
    part(describing).get_by_text("More about it").click()
    part(describing).get_by_label("Issue date").fill("someday")
    part(describing).get_by_text("More about it").click()
    describe(describing, "Coding Clubs")
    expect(part(describing).get_by_label("Issue date")).to_be_focused()
    expect(part(describing).locator("li")).to_have_count(0)


def test_items_can_be_removed_and_text_stays_text(describing: Any) -> None:
    describe(describing, "Coding Clubs")
    expect(part(describing).locator("li")).to_have_count(1)
    describe(describing, HOSTILE)
    expect(part(describing).locator("li").nth(1)).to_contain_text(HOSTILE)
    assert describing.page.title() != "run"
    part(describing).get_by_role("button", name="Remove Coding Clubs").click()
    expect(part(describing).locator("li")).to_have_count(1)
    expect(part(describing).locator(".rk-heading")).to_be_focused()
    expect(part(describing).locator(".rk-heading")).to_have_text("Your list: 1 item")


def test_it_is_accessible_wide_and_narrow(describing: Any) -> None:
    describe(describing, "", issuer="")
    expect(part(describing).locator("[aria-invalid]")).to_have_count(1)
    expect(part(describing).locator("[aria-invalid]")).to_be_focused()
    describing.page.keyboard.type("Coding Clubs")
    part(describing).get_by_text("More about it").click()
    describing.resize(1280, 2000)
    assert describing.axe(ROOT) == []
    describing.screenshot("describe_item_1280")
    describing.page.emulate_media(color_scheme="dark")
    assert describing.axe(ROOT) == []
    describing.page.emulate_media(color_scheme="light")
    describing.resize(400, 2800)
    overflow = f"(() => {{ const e = document.querySelector('{ROOT}'); return e.scrollWidth - e.clientWidth; }})()"
    assert describing.page.evaluate(overflow) <= 0
    assert describing.axe(ROOT) == []
    describing.screenshot("describe_item_400")
