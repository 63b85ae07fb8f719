"""Rating under real keys: a badge is rated from the first question to the last with no mouse, and the file holds it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

ROOT = ".rk-rate-badges"
CELLS = [
    """
import hashlib
from pathlib import Path
from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, Evidence, Fact, Issuer, Source, Verification
from rubric_kit.widgets import RateBadges

def make_badge(name):
    key = hashlib.sha256(name.encode()).hexdigest()
    return Badge(key=key, name=name, description="A synthetic badge.",
        criteria_narrative="1. Plan a unit.\\n2. Teach it.\\n" * 20, issuer=Issuer(name="Synthetic Association"),
        evidence=Evidence(state="withheld", basis="The file does not show the work."),
        verification=Verification(outcome="no_proof", method="none", reason="The file holds no signature."),
        source=Source(container="json", dialect="OB 2.0", sha256=key, size=2))

badges = [make_badge(name) for name in ("First badge", "<img src=x onerror=document.title='run'>", "Third badge")]
def make_facts(badge):
    told = (("criteria_words", 30, "30 words tell what to do"), ("criteria_steps", 2, "2 steps are listed"))
    return [Fact(badge=badge.key, name=name, state="present", number=number, basis=basis) for name, number, basis in told]

facts = {one.key: make_facts(one) for one in badges}
Path("rated.csv").unlink(missing_ok=True)
page = RateBadges(starter_rubric(), badges, facts=facts, save_to="rated.csv")
page
""",
    """
import json
print(json.dumps([[row.criterion, row.level or str(row.state), row.rationale, row.badge == badges[0].key]
    for row in page.ratings]))
""",
    'print(RateBadges(starter_rubric(), badges, save_to="rated.csv").view["label"])',
]
ANSWERS = {
    "criteria_clarity": "l2",
    "learning_evidence": "withheld",
    "issuer_standing": "l1",
    "locality": "l1",
    "framework_alignment": "unknown",
    "classroom_use": "l1",
    "mission_fit": "l1",
}
ORDER = ["l0", "l1", "l2", "l3", "unknown", "withheld", "not_applicable"]


@pytest.fixture
def rating(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> Any:
    notebook = open_notebook(write_notebook("rate_badges.ipynb", CELLS))
    notebook.run_all()
    expect(notebook.page.locator(ROOT)).to_be_visible()
    return notebook


def part(notebook: Any) -> Locator:
    return notebook.page.locator(ROOT)


def question(notebook: Any, name: str) -> Locator:
    return part(notebook).locator("fieldset").filter(has_text=name)


def kernel(notebook: Any) -> list[list[Any]]:
    """Ask the kernel for its ratings."""
    notebook.run_cell(1)
    return json.loads(notebook.output(1))


def test_a_badge_is_rated_by_keyboard_alone(rating: Any) -> None:
    page = rating.page
    words = part(rating).get_by_role("group", name="The badge's own words")
    words.focus()
    for criterion, answer in ANSWERS.items():
        # One tab stop for the answers, one for the reason.
        page.keyboard.press("Tab")
        for _ in range(ORDER.index(answer)):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        if criterion == "locality":
            page.keyboard.type("Two towns away, j and k.")
    page.keyboard.press("Tab")
    onward = part(rating).locator(".rk-foot").get_by_role("button", name="Next badge")
    expect(onward).to_be_focused()
    expect(part(rating).locator(".rk-notice")).to_contain_text("Saved ")
    expect(part(rating).locator(".rk-top")).to_contain_text("This badge: done. All badges: 7 of 21 answered.")
    page.keyboard.press("Enter")
    heading = part(rating).locator(".rk-heading")
    expect(heading).to_have_text("Badge 2 of 3: <img src=x onerror=document.title='run'>")
    expect(heading).to_be_focused()
    assert page.title() != "run"

    rows = kernel(rating)
    latest = {criterion: (answer, reason) for criterion, answer, reason, _ in rows}
    assert {criterion: answer for criterion, (answer, _) in latest.items()} == ANSWERS
    assert latest["locality"] == ("l1", "Two towns away, j and k.")
    assert all(is_first for *_, is_first in rows)
    # The next session goes on where this one left: the first badge is done.
    assert rating.output(2) == "First badge"
    rating.run_cell(2)
    assert rating.output(2).startswith("<img src=x")
    assert rating.errors == []


def test_the_suggestion_comes_after_the_answer(rating: Any) -> None:
    clarity = question(rating, "Criteria clarity")
    expect(clarity.locator(".rk-suggestion")).to_have_text("")
    expect(part(rating).locator(":checked")).to_have_count(0)
    clarity.get_by_role("radio", name="Topic only").check()
    told = "The badge's data suggest: Tasks listed. Why: 30 words tell what to do. 2 steps are listed."
    expect(clarity.locator(".rk-suggestion")).to_have_text(told)
    expect(part(rating).locator(":checked")).to_have_count(1)
    assert [row[:2] for row in kernel(rating)] == [["criteria_clarity", "l1"]]


def test_a_reason_stays_with_its_badge(rating: Any) -> None:
    tie = question(rating, "Local tie")
    tie.get_by_label("Cannot tell").check()
    tie.get_by_label("Reason, Local tie").fill("No address given.")
    part(rating).locator(".rk-top").get_by_role("button", name="Next badge").click()
    expect(part(rating).locator(".rk-heading")).to_contain_text("Badge 2 of 3")
    expect(question(rating, "Local tie").get_by_label("Reason, Local tie")).to_have_value("")
    part(rating).get_by_role("button", name="Previous badge").click()
    expect(part(rating).locator(".rk-heading")).to_contain_text("Badge 1 of 3")
    expect(question(rating, "Local tie").get_by_label("Reason, Local tie")).to_have_value("No address given.")
    expect(question(rating, "Local tie").get_by_label("Cannot tell")).to_be_checked()
    assert kernel(rating)[-1] == ["locality", "unknown", "No address given.", True]


def test_it_is_accessible_wide_and_narrow(rating: Any) -> None:
    question(rating, "Criteria clarity").get_by_role("radio", name="Topic only").check()
    expect(part(rating).locator(".rk-suggestion").first).not_to_have_text("")
    assert rating.axe(ROOT) == []
    rating.screenshot("rate_badges_1280")
    rating.resize(400, 900)
    assert (
        rating.page.evaluate(f"(() => {{ const e = document.querySelector('{ROOT}'); return e.scrollWidth - e.clientWidth; }})()")
        <= 0
    )
    assert rating.axe(ROOT) == []
    rating.screenshot("rate_badges_400")
