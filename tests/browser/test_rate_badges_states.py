"""Every state of the rating page and of keying sheets in, wide and narrow: accessible, and nothing wider than the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

ROOT = ".rk-rate-badges"
SHEETS = ".rk-key-sheets"
TOO_WIDE = "element => element.scrollWidth - element.clientWidth"
PREPARE = """
from pathlib import Path
from rubric_kit import read_badge_folder
from rubric_kit.authoring import starter_rubric
from rubric_kit.intake import facts_of
from rubric_kit.widgets import RateBadges, rate_badges
from rubric_kit.widgets.key_sheets import KeySheets
from rubric_kit.workspace.store import merge, new_entry, open_store

for old in Path(".").glob("states_*.db*"):
    old.unlink()
rubric, badges = starter_rubric(), read_badge_folder("").badges[:3]
given = {"facts": facts_of(badges), "rater": "rater-1"}

class Locked:
    read_only, banner = True, "This folder can be read but not written; nothing can be saved here."
    def entries(self, *, after=0):
        return ()
"""
STATES = {
    "asking": 'RateBadges(rubric, badges, save_to="states_room.db")',
    "gut": "RateBadges(rubric, badges, blind=True, **given)",
    "open": """
opened = RateBadges(rubric, badges, save_to="states_open.db", **given)
opened.call("accept", reason="I know the school.")
opened.rate("criteria_clarity", "l1", reason="It names the topic.")
opened
""",
    "revealed": """
revealed = RateBadges(rubric, badges, save_to="states_revealed.db", blind=True, **given)
revealed.call("unsure")
revealed.rate("criteria_clarity", "l1")
with open_store("states_revealed.db") as store:
    store.append([new_entry("reveal", "lead", round=1)])
revealed.look()
revealed
""",
    "second_round": """
with open_store("states_revealed.db") as store:
    store.append([new_entry("round", "lead", round=2, rubric=rubric.fingerprint)])
RateBadges(rubric, badges, save_to="states_revealed.db", **given)
""",
    "read_only": """
rate_badges.open_log = lambda place: Locked()
locked = RateBadges(rubric, badges, gut_first=False, **given)
rate_badges.open_log = open_store
locked
""",
    "conflict": """
for laptop, answer in (("a", "l1"), ("b", "unknown")):
    one = RateBadges(rubric, badges, save_to=f"states_{laptop}.db", **given)
    one.call("accept")
    one.rate("criteria_clarity", answer)
with open_store("states_both.db") as both:
    merged = merge(both, ["states_a.db", "states_b.db"])
RateBadges(rubric, badges, save_to="states_both.db", **given)
""",
    "sheets": """
sheets = KeySheets(rubric, badges, save_to="states_sheets.db")
sheets.start("paper-1")
sheets.key_in(badges[0].key, list("3w?n142"), gut="a")
sheets
""",
}


def test_every_state_is_accessible_wide_and_narrow(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> None:
    # High enough that every cell is in the window: Lab draws only what is in sight.
    notebook = open_notebook(write_notebook("rate_states.ipynb", [PREPARE, *STATES.values()]), height=12_000)
    notebook.run_all()
    parts: dict[str, Locator] = {}
    for at, name in enumerate(STATES, start=1):
        parts[name] = notebook.page.locator(".jp-CodeCell").nth(at).locator(f"{ROOT}, {SHEETS}")
        expect(parts[name]).to_be_visible()
    expect(parts["asking"].get_by_role("textbox", name="Your code")).to_be_visible()
    expect(parts["asking"].get_by_role("radio")).to_have_count(0)
    expect(parts["gut"].locator(".rk-round")).to_contain_text("The issuer is hidden until the reveal")
    expect(parts["gut"].get_by_role("group", name="Before you open the rubric")).to_be_visible()
    expect(parts["revealed"].get_by_role("radio", name="Topic only The badge")).to_be_disabled()
    expect(parts["second_round"].get_by_role("group", name="before: Topic only.")).to_be_visible()
    expect(parts["conflict"].get_by_role("group", name="You answered this twice, on two machines")).to_be_visible()

    # What cannot be saved is refused in one line, and is not left standing as if it were.
    parts["read_only"].get_by_role("radio", name="Topic only The badge").check()
    expect(parts["read_only"].locator(".rk-notice")).to_contain_text("Not saved: This folder can be read but not written")
    expect(parts["read_only"].get_by_role("radio", name="Topic only The badge")).not_to_be_checked()

    first, second = parts["sheets"].get_by_role("textbox", name="1. Criteria clarity"), parts["sheets"].locator("fieldset").nth(1)
    expect(first.first).to_have_value("3")
    second.get_by_role("textbox", name="2. Learning evidence").fill("9")
    expect(second.locator(".rk-refused")).to_contain_text(
        "'9' is no mark for 'Learning evidence'; allowed are 1 to 4 for a level"
    )

    for width, scheme in ((1280, "light"), (400, "dark")):
        notebook.resize(width, 12_000)
        notebook.page.emulate_media(color_scheme=scheme)
        assert notebook.axe(ROOT) == [], f"{width} pixels, {scheme}"
        assert notebook.axe(SHEETS) == [], f"{width} pixels, {scheme}"
        for name, part in parts.items():
            assert part.evaluate(TOO_WIDE) <= 0, f"{name} at {width} pixels"
        notebook.screenshot(f"rate_states_{width}")
    assert notebook.errors == []
