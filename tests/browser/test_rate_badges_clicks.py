"""Rating under a real mouse: one page serves two raters, reasons stay with their badges, a dead kernel is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from rubric_kit.authoring import starter_rubric
from rubric_kit.workspace.store import new_entry, open_store

pytestmark = pytest.mark.browser

ROOT = ".rk-rate-badges"
CELLS = [
    """
import hashlib
from pathlib import Path
from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, Evidence, Fact, Issuer, Source, Verification
from rubric_kit.widgets import RateBadges
from rubric_kit.workspace.store import open_store

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
for old in Path(".").glob("clicks.db*"):
    old.unlink()
RateBadges(starter_rubric(), badges, facts=facts, save_to="clicks.db", blind=True)
""",
    """
import json
with open_store("clicks.db") as store:
    log = [one.entry for one in store.entries()]
print(json.dumps([[one.rater, one.kind, one.criterion, one.level or one.state or one.call, one.rationale] for one in log]))
""",
]


def test_two_raters_at_one_page(lab: Any, open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> None:
    notebook = open_notebook(write_notebook("rate_clicks.ipynb", CELLS), height=2_400)
    notebook.run_all()
    part: Locator = notebook.page.locator(ROOT)
    sit_down(part, "rater-1", "Accept")
    expect(part.locator(".rk-words")).not_to_contain_text("Synthetic Association")
    expect(part.locator(".rk-words")).to_contain_text("Work exists and is not shown.")
    see_the_suggestion_after_the_answer(part)
    turn_the_page_in_a_hurry(part)
    assert notebook.page.title() != "run"
    assert kernel(notebook)[-2:] == [
        ["rater-1", "rating", "locality", "unknown", "No address given."],
        ["rater-1", "gut_call", None, "unsure", ""],
    ]
    change_the_call(part)
    assert [row[3] for row in kernel(notebook) if row[1] == "gut_call"] == ["accept", "unsure", "not"]

    # The next person sees nothing of the first.
    part.get_by_role("button", name="Another rater").click()
    expect(part.get_by_role("textbox", name="Your code")).to_be_focused()
    sit_down(part, "rater-2", "Accept")
    expect(part.locator(":checked")).to_have_count(1)
    question(part, "Criteria clarity").get_by_role("radio", name="Not stated").check()
    expect(part.locator(".rk-notice")).to_contain_text("Saved ")
    part.get_by_role("button", name="Another rater").click()

    # The first one is back when the facilitator reveals round 1 and opens round 2: the page takes it up and shows the issuer.
    part.get_by_role("textbox", name="Your code").fill("rater-1")
    part.get_by_role("button", name="Start").click()
    expect(part.locator(".rk-notice")).to_have_text("2 earlier answers of rater-1 taken up.")
    with open_store(lab.folder / "clicks.db") as store:
        opened = new_entry("round", "lead", round=2, rubric=starter_rubric().fingerprint)
        store.append([new_entry("reveal", "lead", round=1), opened])
    part.get_by_role("button", name="Look for news").click()
    expect(part.locator(".rk-notice")).to_have_text("Round 2 is open now. What you said before stands beside each question.")
    expect(part.locator(".rk-words")).to_contain_text("Synthetic Association")
    expect(question(part, "Local tie")).to_contain_text("before: Cannot tell. Because: No address given.")
    expect(part.locator("fieldset:not(.rk-gut) :checked")).to_have_count(0)
    assert notebook.errors == []

    # Nobody listens any more: what is said now is not saved, and the page says so.
    notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    notebook.page.wait_for_timeout(1500)
    question(part, "Local tie").get_by_label("Withheld").check()
    lost = "The notebook does not answer, so what you say now is not saved."
    expect(part.get_by_role("alert")).to_contain_text(lost, timeout=20_000)


def question(part: Locator, name: str) -> Locator:
    return part.locator("fieldset").filter(has_text=name)


def kernel(notebook: Any) -> list[list[Any]]:
    """Ask the kernel for the log."""
    notebook.run_cell(1)
    return json.loads(notebook.output(1))


def sit_down(part: Locator, code: str, call: str) -> None:
    """Give a code and a gut call on the badge that lies open."""
    part.get_by_role("textbox", name="Your code").fill(code)
    part.get_by_role("button", name="Start").click()
    part.get_by_role("radio", name=call).check()
    part.get_by_role("button", name="Save my call and open the rubric").click()
    expect(question(part, "Local tie")).to_be_visible()
    expect(part.locator(".rk-notice")).to_contain_text("Saved ")


def see_the_suggestion_after_the_answer(part: Locator) -> None:
    """Nothing is suggested before, and nothing is picked by it."""
    clarity = question(part, "Criteria clarity")
    expect(clarity.locator(".rk-suggestion")).to_have_text("")
    clarity.get_by_role("radio", name="Topic only").check()
    told = "The badge's data suggest: Tasks listed. Why: 30 words tell what to do. 2 steps are listed."
    expect(clarity.locator(".rk-suggestion")).to_have_text(told)
    expect(part.locator(":checked")).to_have_count(2)


def turn_the_page_in_a_hurry(part: Locator) -> None:
    """What was typed or picked and not sent yet goes along, to the badge that it was said about."""
    tie = question(part, "Local tie")
    tie.get_by_label("Cannot tell").check()
    tie.get_by_label("Reason, Local tie").fill("No address given.")
    part.locator(".rk-top").get_by_role("button", name="Next badge").click()
    expect(part.locator(".rk-heading")).to_have_text("Badge 2 of 3: <img src=x onerror=document.title='run'>")
    expect(part.get_by_role("button", name="Save my call and open the rubric")).to_be_visible()
    expect(tie).to_have_count(0)
    part.get_by_role("radio", name="Unsure").check()
    part.get_by_role("button", name="Previous badge").click()
    expect(tie.get_by_label("Reason, Local tie")).to_have_value("No address given.")
    expect(tie.get_by_label("Cannot tell")).to_be_checked()


def change_the_call(part: Locator) -> None:
    part.get_by_role("button", name="Change my gut call").click()
    part.get_by_role("radio", name="Not", exact=True).check()
    part.get_by_role("button", name="Save this call").click()
    expect(part.locator(".rk-call span")).to_have_text("Your gut call: Not.")
