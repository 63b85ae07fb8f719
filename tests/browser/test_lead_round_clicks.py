"""The leader's side under real keys: a whole round with a late team, the reveal, the talk and the round after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

ROOT = ".rk-lead-round"
CELLS = [
    """
import os
from pathlib import Path
from rubric_kit.model.person import Person
from rubric_kit.widgets.lead_round import LeadRound
from rubric_kit.workspace.round_inputs import read_round
from rubric_kit.workspace.store import new_entry, open_store, write_entries

for one in Path(".").glob("led*"):
    one.unlink()
given = read_round()
people = [one._replace(name="<img src=x onerror=document.title='run'>" if one.code == "r05" else "") for one in given.people]
late = [one for one in given.entries if one.entry.rater == "r08" and one.entry.round == 1]
hostile = "</script><img src=x onerror=document.title='run'>"
here = [one.entry.replace(rationale=hostile) if one.entry.rater == "r05" and one.entry.rationale else one.entry
    for one in given.entries if one.entry.round == 1 and one not in late and one.entry.kind not in ("reveal", "round")]
with open_store("led.db") as store:
    store.append(here)
write_entries("led_team_2.csv", late)
lead = LeadRound(given.rubric, given.badges, people=people, save_to="led.db")
lead
""",
    """
again = [one.entry for one in given.entries if one.entry.round == 2 and one.entry.kind not in ("reveal", "round")]
with open_store("led.db") as store:
    print(len(store.append(again if lead.state.round == 2 else [])))
""",
    'print(["Their staff" in str(lead.get_state()), lead.state.revealed, lead.state.round, len(lead.ratings)])',
    "if lead.desk.shown_round == 2: os._exit(1)",
]
WIDE = "Learning evidence: Star Gazer"
SHIFT = f"(() => {{ const e = document.querySelector('{ROOT}'); return e.scrollWidth - e.clientWidth; }})()"


@pytest.fixture
def leading(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> Any:
    notebook = open_notebook(write_notebook("lead_round.ipynb", CELLS), height=1600)
    notebook.run_all()
    expect(notebook.page.locator(ROOT)).to_be_visible()
    return notebook


def part(notebook: Any) -> Locator:
    return notebook.page.locator(ROOT)


def button(notebook: Any, name: str) -> Locator:
    return part(notebook).get_by_role("button", name=name, exact=True)


def is_sound(notebook: Any, name: str) -> None:
    """Axe finds nothing, wide and narrow, in both themes, and nothing sticks out at the side."""
    for width in (1280, 400):
        notebook.resize(width, 1600)
        for scheme in ("dark", "light"):
            notebook.page.emulate_media(color_scheme=scheme)
            assert notebook.axe(ROOT) == [], f"{name}, {width} pixels, {scheme}"
        assert notebook.page.evaluate(SHIFT) <= 0, f"{name}, {width} pixels"
        notebook.screenshot(f"lead_round_{name}_{width}")
    notebook.resize(1280, 1600)


def test_a_round_is_led_from_the_first_look_to_the_talk_and_back(leading: Any) -> None:
    root, page = part(leading), leading.page
    expect(root.locator(".rk-heading")).to_have_text("Round 1: who is done")
    expect(root).to_contain_text("21 of 24 are done. Not yet: team-2: 3 of 4 in, team-3: 2 of 4 in.")
    expect(root.get_by_role("region", name="What was said")).to_have_count(0)
    root.get_by_text("Each person", exact=True).click()
    expect(root.get_by_role("row", name="r11 team-3")).to_contain_text("20 of 42")

    root.get_by_text("Bring in team files", exact=True).click()
    root.get_by_role("textbox", name="Paths of the teams' files").fill("led_team_2.csv\nled_nowhere.db")
    button(leading, "Bring in").click()
    expect(root.locator(".rk-notice")).to_have_text("48 entries added, 0 there already. 1 thing could not be used.")
    expect(root.get_by_role("list", name="What could not be used")).to_contain_text("led_nowhere.db")
    expect(root).to_contain_text("22 of 24 are done. Not yet: team-3: 2 of 4 in.")
    is_sound(leading, "before")

    button(leading, "Show what was said in round 1").click()
    expect(root).to_contain_text("2 of 24 are not done: team-3: 2 of 4 in. 1 has said nothing at all.")
    button(leading, "Not yet").click()
    expect(button(leading, "Show what was said in round 1")).to_be_focused()
    button(leading, "Show what was said in round 1").click()
    button(leading, "Yes, show it to everybody").click()
    expect(root).to_contain_text("When it was shown, 22 of 24 were done (team-3: 2 of 4 in); 1 had said nothing.")
    strips = root.get_by_role("article")
    expect(strips.first.get_by_role("heading")).to_have_text(WIDE)
    expect(strips).to_have_count(6)
    counts = strips.first.locator(".rk-l-count")
    expect(counts).to_have_text(["4", "10", "6", "3", "0", "0", "0", "1"])
    said = root.get_by_role("region", name="What was said")
    expect(said).not_to_contain_text("r05")
    reasons = root.get_by_role("button", name=f"Reasons (12), {WIDE}")
    reasons.click()
    spoken = root.get_by_role("list", name=f"Reasons, {WIDE}").get_by_role("listitem")
    expect(spoken).to_have_count(12)
    expect(spoken.first).to_contain_text("None: ")
    root.get_by_label("Who said what").select_option("names")
    expect(root.get_by_role("list", name=f"Reasons, {WIDE}")).to_contain_text("<img src=x onerror=document.title='run'> (r05)")
    expect(strips.first).to_contain_text("r19")
    assert page.title() != "run"
    is_sound(leading, "shown")
    button(leading, "Narrower ones").click()
    expect(root).to_contain_text("7 to 12 of 42")
    assert leading.errors == []


def test_the_round_after_the_talk_by_keyboard_alone(leading: Any) -> None:
    root, page = part(leading), leading.page
    button(leading, "Show what was said in round 1").focus()
    page.keyboard.press("Enter")
    expect(button(leading, "Yes, show it to everybody")).to_be_focused()
    page.keyboard.press("Enter")
    expect(root.locator(".rk-heading")).to_have_text("Round 1: what was said is shown")
    expect(root.locator(".rk-heading")).to_be_focused()
    # From the heading the next stops are "Each person", its table only when open, then the primary button.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(button(leading, "Open round 2")).to_be_focused()
    page.keyboard.press("Space")
    expect(root.get_by_role("textbox", name="File of the new version")).to_be_focused()
    page.keyboard.type("nowhere.json")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(root.locator(".rk-notice")).to_have_text("nowhere.json does not exist; check the spelling")
    button(leading, "Open round 2").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(root.locator(".rk-heading")).to_have_text("Round 2: who is done")
    expect(root).to_contain_text("0 of 24 are done.")
    expect(root.get_by_role("heading", name="Round 1: where you are furthest apart comes first")).to_be_visible()
    leading.run_cell(1)
    assert leading.output(1) == "192"
    button(leading, "Look again").focus()
    page.keyboard.press("Enter")
    expect(root.locator(".rk-notice")).to_have_text("192 new entries.")
    expect(root).to_contain_text("24 of 24 are done.")
    button(leading, "Show what was said in round 2").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    changed = root.get_by_role("region", name="What the talk changed")
    expect(changed).to_contain_text("Spread of Learning evidence on Star Gazer fell from 3 levels to 1;")
    is_sound(leading, "after_the_talk")
    leading.run_cell(2)
    shown = leading.output(2)
    assert shown.startswith("[False, True, 2, ")
    assert leading.errors == []

    leading.page.locator(".jp-CodeCell").nth(3).locator(".jp-InputArea .cm-content").click()
    page.keyboard.press("Control+Enter")
    button(leading, "Look again").click()
    expect(root.locator(".rk-notice")).to_have_text(
        "The notebook does not answer, so nothing you do here is kept. Run this cell again.", timeout=30_000
    )
