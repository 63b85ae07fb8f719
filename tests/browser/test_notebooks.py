"""The seven notebooks as a teacher meets them: opened, run from the menu, and touched, with no network."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from rubric_kit.workspace import read_badge_folder

pytestmark = pytest.mark.browser

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
SHOWS = {
    "00_start_here.ipynb": [".rk-display", ".rk-weigh-criteria"],
    "01_build_rubric.ipynb": [".rk-edit-rubric"],
    "02_weigh_criteria.ipynb": [".rk-ask-weights", ".rk-weigh-criteria", ".rk-display"],
    "03_rate_badges.ipynb": [".rk-rate-badges", ".rk-key-sheets"],
    "04_compare_levels.ipynb": [".rk-display"],
    "05_bring_in_badges.ipynb": [".rk-read-badges", ".rk-describe-item", ".rk-table"],
    "06_rate_together.ipynb": [".rk-lead-round"],
}
HIDDEN_INPUTS = """() => [...window.jupyterapp.shell.currentWidget.content.widgets]
    .filter((cell) => cell.model.type === "code").every((cell) => cell.inputHidden)"""
NOISE = """() => [...window.jupyterapp.shell.currentWidget.content.widgets].flatMap((cell) =>
    (cell.model.sharedModel.getOutputs?.() ?? []).filter((one) => ["stream", "error"].includes(one.output_type)))"""


@pytest.fixture
def run_notebook(lab: Any, open_notebook: Callable[..., Any]) -> Callable[..., Any]:
    def run_it(name: str, **size: int) -> Any:
        folder = lab.folder / "as-shipped"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(NOTEBOOKS / name, folder / name)
        notebook = open_notebook(f"as-shipped/{name}", **size)
        notebook.run_all()
        return notebook

    return run_it


@pytest.mark.parametrize("name", SHOWS)
def test_runs_from_top_to_bottom_and_shows_what_it_promises(run_notebook: Callable[..., Any], name: str) -> None:
    # High enough that every cell is in the window: Lab draws only what is in sight.
    notebook = run_notebook(name, height=9000)
    for part in SHOWS[name]:
        expect(notebook.page.locator(part).first).to_be_visible(timeout=30_000)
    assert notebook.errors == []
    assert notebook.page.evaluate(NOISE) == []
    assert notebook.page.evaluate(HIDDEN_INPUTS), "a teacher would see code"
    for width in (1280, 400):
        notebook.resize(width, 9000)
        for scheme in ("dark", "light"):
            notebook.page.emulate_media(color_scheme=scheme)
            for part in SHOWS[name]:
                assert notebook.axe(part) == [], f"{width} pixels, {scheme}"
        notebook.screenshot(f"{Path(name).stem}-{width}")


def test_start_here_one_weight_moved_by_keyboard_changes_the_order_and_the_sentence(run_notebook: Callable[..., Any]) -> None:
    notebook = run_notebook("00_start_here.ipynb", height=3000)
    widget: Locator = notebook.page.locator(".rk-weigh-criteria")
    expect(widget.locator("tbody th").first).to_contain_text("Bayview", timeout=30_000)
    widget.get_by_role("slider", name="Framework alignment, weight").focus()
    # From 15 to 55 of 100: at about 47 the badge with the exact alignments passes the one with the evidence.
    for _ in range(40):
        notebook.page.keyboard.press("ArrowRight")
    expect(widget.locator("tbody th").first).to_contain_text("Noel", timeout=10_000)
    expect(widget).to_contain_text("Framework alignment 15 to 55 of 100")
    for _ in range(40):
        notebook.page.keyboard.press("ArrowLeft")
    expect(widget.locator("tbody th").first).to_contain_text("Bayview", timeout=10_000)


def test_weigh_ranks_all_sample_badges_and_follows_a_typed_weight(run_notebook: Callable[..., Any]) -> None:
    notebook = run_notebook("02_weigh_criteria.ipynb", height=3000)
    rows = notebook.page.locator(".rk-weigh-criteria tbody tr")
    expect(rows).to_have_count(len(read_badge_folder("").badges), timeout=30_000)
    first = rows.first.inner_text()
    box = notebook.page.locator(".rk-weigh-criteria").get_by_role("spinbutton").first
    box.fill("0")
    box.press("Enter")
    expect(rows.first).not_to_have_text(first, timeout=10_000)


def test_weigh_a_divided_room_chooses_no_weights_and_sees_what_is_left_to_talk_about(run_notebook: Callable[..., Any]) -> None:
    notebook = run_notebook("02_weigh_criteria.ipynb", height=3600)
    ask = notebook.page.locator(".rk-ask-weights")
    board = notebook.page.locator(".rk-weigh-criteria")
    weights = [box.input_value() for box in board.get_by_role("spinbutton").all()]
    expect(ask.get_by_role("list", name="Kept weights")).to_contain_text("(Invented.)", timeout=30_000)
    ask.get_by_role("button", name="Use the weights of t-01: 100 points").click()
    expect(board.get_by_role("spinbutton", name="Learning evidence, weight in points of 100")).to_have_value("50")
    assert [box.input_value() for box in board.get_by_role("spinbutton").all()] != weights
    ask.get_by_role("radio", name="No weights").check()
    expect(board.locator(".rk-w-certain")).to_contain_text("are decided the same under every weighting")
    expect(board.get_by_role("columnheader", name="Accepted by, of 100 weightings")).to_be_visible()
    assert notebook.errors == []


def test_weigh_the_weights_and_what_they_change_stay_in_sight_beside_a_long_ranking(run_notebook: Callable[..., Any]) -> None:
    notebook = run_notebook("02_weigh_criteria.ipynb", height=900)
    widget = notebook.page.locator(".rk-weigh-criteria")
    pane = widget.get_by_role("group", name="Ranked badges")
    widget.evaluate("element => element.scrollIntoView()")
    expect(widget.locator("tbody tr").first).to_be_in_viewport(timeout=30_000)
    pane.focus()
    notebook.page.keyboard.press("End")
    expect(widget.locator("tbody tr").last).to_be_in_viewport()
    expect(widget.locator("tbody tr").first).not_to_be_in_viewport()
    # The head of the table, all sliders and the sentence are there at the same time.
    expect(widget.get_by_role("columnheader", name="Decision")).to_be_in_viewport()
    sliders = widget.get_by_role("slider")
    expect(sliders.first).to_be_in_viewport(ratio=1)
    expect(sliders.last).to_be_in_viewport(ratio=1)
    sliders.last.focus()
    for _ in range(30):
        notebook.page.keyboard.press("ArrowRight")
    changed = widget.locator(".rk-w-changed")
    expect(changed).to_contain_text("0 to 30 of 100")
    expect(changed).to_be_in_viewport(ratio=0.5)
    expect(sliders.last).to_be_in_viewport(ratio=1)
    notebook.screenshot("weigh_long_1280")
    # Between the ends of the list a move of a weight leaves the list where the person has scrolled to.
    assert pane.evaluate("element => element.scrollTop") > 0
    assert notebook.errors == []
