"""The weighing widget under real keys: the ranking, the sentence and the kernel must end up saying the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

MAKE_BADGES = """
import hashlib
from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, Evidence, Issuer, RatingState, Source, Verification
from rubric_kit.widgets.weigh_criteria import WeighCriteria

def synthetic(name, issuer):
    key = hashlib.sha256(f"{name} {issuer}".encode()).hexdigest()
    return Badge(
        key=key, name=name, issuer=Issuer(name=issuer), evidence=Evidence(state="unknown"),
        verification=Verification(outcome="no_proof", method="none", reason="synthetic"),
        source=Source(container="json", dialect="OB 2.0", sha256=key, size=1),
    )

def rated(levels, **states):
    return dict(zip([c.id for c in starter_rubric().criteria], [f"l{n}" for n in levels])) | states

clear = synthetic("Padlet Badge", "Synthetic Teachers' Circle")
aligned = synthetic("Padlet Badge", "Synthetic Classroom Apps")
private = synthetic("Coding <b>Club</b>", "Synthetic Library")
unrated = synthetic("Reading Circle", "Synthetic Library")
absent = synthetic("Conference Day", "Synthetic Events")
answers = {
    clear.key: rated([3, 3, 3, 2, 1, 2, 2]),
    aligned.key: rated([1, 2, 2, 1, 3, 1, 2]),
    private.key: rated([2, 0, 1, 3, 2, 3, 1], learning_evidence=RatingState.WITHHELD, locality=RatingState.UNKNOWN),
    absent.key: rated([1, 0, 2, 1, 0, 1, 0]),
}
badges = [clear, aligned, private, unrated, absent]
"""
SHOW_FIVE = "widget = WeighCriteria(starter_rubric(), badges, answers)\nwidget"
SHOW_TWO = "pair = WeighCriteria(starter_rubric(), badges[:2], answers)\npair"
PRINT_STATE = "print([widget.weights, [row['label'] for row in widget.view['rows']]])"

CLEAR, ALIGNED = "Padlet Badge - Synthetic Teachers' Circle", "Padlet Badge - Synthetic Classroom Apps"


def badge_order(widget: Locator) -> list[str]:
    return [text.strip() for text in widget.locator("tbody th").all_inner_texts()]


def above(first: str, second: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(first)}.*{re.escape(second)}", re.DOTALL)


def shown_weights(widget: Locator) -> list[str]:
    return [box.input_value() for box in widget.get_by_role("spinbutton").all()]


@pytest.fixture
def notebook(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> Any:
    opened = open_notebook(write_notebook("weigh.ipynb", [MAKE_BADGES, SHOW_FIVE, PRINT_STATE]))
    opened.run_all()
    expect(opened.page.locator(".rk-weigh-criteria")).to_be_visible(timeout=30_000)
    return opened


def test_arrow_keys_move_one_weight_and_the_ranking_and_the_sentence_follow(notebook: Any) -> None:
    widget = notebook.page.locator(".rk-weigh-criteria")
    assert badge_order(widget)[0] == CLEAR
    expect(widget.locator("tbody")).to_have_text(above(CLEAR, ALIGNED))
    slider = widget.get_by_role("slider", name="Framework alignment, weight")
    slider.focus()
    # As fast as the keyboard goes: every key must count, none may be swallowed by the notebook or undone by a late answer.
    for _ in range(34):
        notebook.page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("49")
    expect(widget.locator("tbody")).to_have_text(above(ALIGNED, CLEAR))
    expect(widget.locator(".rk-w-changed")).to_have_text(
        re.compile(f"^Framework alignment 15 to 49 of 100: {re.escape(ALIGNED)} now ranks above {re.escape(CLEAR)}")
    )
    expect(slider).to_be_focused()
    assert slider.get_attribute("aria-valuetext") == "49 of 100"
    # 85 were shared 25:25:15:5:15:0, now 51 are: 15, 15, 9, 3, 9, 0.
    assert shown_weights(widget) == ["15", "15", "9", "3", "49", "9", "0"]
    for _ in range(34):
        notebook.page.keyboard.press("ArrowLeft")
    expect(widget.locator(".rk-w-changed")).to_have_text("Framework alignment is at 15 of 100, as before: nothing changes.")
    assert shown_weights(widget) == ["25", "25", "15", "5", "15", "15", "0"]
    assert notebook.errors == []


def test_a_typed_number_counts_and_the_kernel_ends_where_the_screen_is(notebook: Any) -> None:
    widget = notebook.page.locator(".rk-weigh-criteria")
    box = widget.get_by_role("spinbutton", name="Local tie, weight in points of 100")
    box.fill("43")
    box.press("Enter")
    expect(widget.locator(".rk-w-changed")).to_have_text(re.compile("^Local tie 5 to 43 of 100"))
    # 95 were shared 25:25:15:15:15:0, now 57 are: 15, 15, 9, 9, 9, 0.
    assert shown_weights(widget) == ["15", "15", "9", "43", "9", "9", "0"]
    notebook.run_cell(2)
    weights, order = ast.literal_eval(notebook.output(2))
    assert list(weights.values()) == [1500, 1500, 900, 4300, 900, 900, 0]
    assert order == badge_order(widget)
    box.fill("430")
    box.press("Enter")
    expect(widget.locator(".rk-w-changed")).to_have_text("A weight is a number from 0 to 100, found 430. Nothing was changed.")
    expect(box).to_have_value("43")
    widget.get_by_role("button", name="Start again").click()
    expect(widget.locator(".rk-w-changed")).to_have_text("All weights are back where they started.")
    assert shown_weights(widget) == ["25", "25", "15", "5", "15", "15", "0"]


def test_weights_set_from_python_are_drawn(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> None:
    move = "widget.weights = {'criteria_clarity': 0, 'framework_alignment': 4000}"
    # High enough for both widgets: Lab draws only what is in sight.
    notebook = open_notebook(write_notebook("set.ipynb", [MAKE_BADGES, SHOW_FIVE, SHOW_TWO, move]), height=3000)
    notebook.run_all()
    widgets = notebook.page.locator(".rk-weigh-criteria")
    expect(widgets).to_have_count(2, timeout=30_000)
    five, two = widgets.all()
    expect(five.locator(".rk-w-changed")).to_have_text(re.compile("^Several weights changed: "))
    assert shown_weights(five) == ["0", "25", "15", "5", "40", "15", "0"]
    # The second widget on the page keeps its own weights, and with two badges says why they stand as they do.
    assert shown_weights(two) == ["25", "25", "15", "5", "15", "15", "0"]
    expect(two.locator(".rk-w-order")).to_have_text(re.compile(f"^{re.escape(CLEAR)} is ahead of {re.escape(ALIGNED)} by"))
    assert notebook.errors == []


def test_a_ranking_that_is_all_in_sight_is_no_stop_for_the_keyboard(notebook: Any) -> None:
    widget = notebook.page.locator(".rk-weigh-criteria")
    pane = widget.get_by_role("group", name="Ranked badges")
    notebook.resize(1280, 1600)
    expect(pane).not_to_have_attribute("tabindex", "0")
    # 70 of 100 of a low window are less than five rows need.
    notebook.resize(1280, 480)
    expect(pane).to_have_attribute("tabindex", "0")
    assert notebook.axe(".rk-weigh-criteria") == []


def test_text_from_a_badge_stays_text(notebook: Any) -> None:
    widget = notebook.page.locator(".rk-weigh-criteria")
    expect(widget.get_by_role("rowheader", name="Coding <b>Club</b>")).to_be_visible()
    assert widget.locator("tbody b").count() == 0


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation_and_nothing_runs_over(notebook: Any, width: int, scheme: str) -> None:
    notebook.page.emulate_media(color_scheme=scheme)
    notebook.resize(width, 2600)
    widget = notebook.page.locator(".rk-weigh-criteria")
    notebook.screenshot(f"weigh_criteria_{width}_{scheme}")
    assert notebook.axe(".rk-weigh-criteria") == []
    assert widget.evaluate("(root) => root.scrollWidth <= root.clientWidth")
    assert widget.get_by_role("row").count() == 6
