"""The asking widget under real clicks and keys: every mode's main path, and two people who weigh evidence 50 and 10 of 100."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from rubric_kit.authoring import starter_rubric

pytestmark = pytest.mark.browser

GET_READY = """
from rubric_kit import read_review
from rubric_kit.widgets import AskWeights, WeighCriteria

review = read_review()
ask = AskWeights(review.rubric, review.badges, review.answers)
"""
SHOW = "ask"
BOARD = "board = WeighCriteria(review.rubric, review.badges, review.answers, follow=ask)\nboard"
PRINT_STATE = """
kept = [(one.rater, one.note) for one in ask.kept]
print([ask.weights, str(ask.weight_set.mode), len(ask.weight_set.choices), kept, board.weights])
"""
NAMES = [c.name for c in starter_rubric().criteria]
CLARITY, EVIDENCE, ISSUER, LOCAL, ALIGNMENT, USE, MISSION = NAMES
WAYS = {
    "points": "100 points",
    "direct": "Rating from 0 to 10",
    "order": "Put in order",
    "swing": "Swing",
    "pairs": "Two at a time",
    "best_worst": "Best and worst",
    "cards": "Which badge would you rather accept?",
    "none": "No weights",
}


@pytest.fixture
def notebook(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> Any:
    opened = open_notebook(write_notebook("ask.ipynb", [GET_READY, SHOW, BOARD, PRINT_STATE]), height=3600)
    opened.run_all()
    expect(opened.page.locator(".rk-ask-weights")).to_be_visible(timeout=30_000)
    expect(opened.page.locator(".rk-weigh-criteria")).to_be_visible(timeout=30_000)
    return opened


@pytest.fixture
def widget(notebook: Any) -> Locator:
    return notebook.page.locator(".rk-ask-weights")


def choose(widget: Locator, way: str) -> None:
    widget.get_by_role("radio", name=WAYS[way], exact=True).check()


def told(widget: Locator) -> Locator:
    return widget.get_by_role("region", name="Your answers").get_by_role("status")


def type_numbers(widget: Locator, unit: str, numbers: list[str]) -> None:
    for name, number in zip(NAMES, numbers, strict=True):
        widget.get_by_role("spinbutton", name=f"{name}, {unit}").fill(number)
    widget.get_by_role("spinbutton", name=f"{NAMES[-1]}, {unit}").press("Tab")


def type_best_and_worst(widget: Locator) -> None:
    widget.get_by_role("combobox", name="Counts most").select_option(label=EVIDENCE)
    widget.get_by_role("combobox", name="Counts least").select_option(label=LOCAL)
    boxes = widget.get_by_role("spinbutton")
    expect(boxes).to_have_count(11)
    for box in boxes.all():
        box.fill("3")
    boxes.last.press("Tab")


def choose_pairs(widget: Locator) -> None:
    for first, second in combinations(NAMES, 2):
        widget.get_by_role("radiogroup", name=f"{first} against {second}").get_by_label(f"{first} somewhat more").check()


def choose_left_cards(widget: Locator) -> None:
    for card in range(1, 6):
        expect(widget.get_by_role("heading", name=f"Card {card}", exact=True)).to_be_visible()
        widget.get_by_role("button", name="Left", exact=True).click()


ANSWERS: dict[str, Callable[[Locator], None]] = {
    "points": lambda widget: type_numbers(widget, "points of 100", ["25", "30", "15", "5", "10", "10", "5"]),
    "direct": lambda widget: type_numbers(widget, "0 to 10", ["9", "10", "7", "3", "6", "8", "2"]),
    "order": lambda widget: widget.get_by_role("button", name=f"Up, {EVIDENCE}").click(),
    "swing": lambda widget: type_numbers(widget, "0 to 100", ["90", "100", "60", "20", "50", "70", "10"]),
    "pairs": choose_pairs,
    "best_worst": type_best_and_worst,
    "cards": choose_left_cards,
    "none": lambda _widget: None,
}


def answer_everything(widget: Locator, way: str) -> None:
    choose(widget, way)
    ANSWERS[way](widget)


@pytest.mark.parametrize("way", WAYS)
def test_every_mode_leads_to_weights_with_no_accessibility_violation(notebook: Any, widget: Locator, way: str) -> None:
    answer_everything(widget, way)
    source = {
        "order": "From your answers: «Order, first place far ahead».",
        "none": "No weights were asked for: equal ones stand in.",
    }.get(way, f"From your answers: «{WAYS[way]}».")
    expect(widget.get_by_role("region", name="What it comes to")).to_contain_text(source)
    notebook.run_cell(3)
    weights, _, _, _, board = ast.literal_eval(notebook.output(3))
    assert sum(weights.values()) == 10_000
    assert board == weights
    for width in (1280, 400):
        notebook.resize(width, 5200)
        for scheme in ("dark", "light"):
            notebook.page.emulate_media(color_scheme=scheme)
            assert notebook.axe(".rk-ask-weights") == [], f"{width} pixels, {scheme}"
        assert widget.evaluate("(root) => root.scrollWidth <= root.clientWidth")
        notebook.screenshot(f"ask_{way}_{width}", widget)
    assert notebook.errors == []


def test_points_are_counted_while_they_are_typed_and_the_last_whole_weights_stay(notebook: Any, widget: Locator) -> None:
    result = widget.get_by_role("region", name="What it comes to")
    expect(result).to_contain_text("These are the rubric's own weights, until your answers are whole.")
    type_numbers(widget, "points of 100", ["30", "30", "10", "5", "10", "9", ""])
    expect(widget.locator(".rk-sum")).to_have_text("94 of 100 given, 6 left.")
    expect(told(widget)).to_have_text(f"Still without a number: {MISSION}.")
    expect(result).to_contain_text("These are the rubric's own weights")
    mission = widget.get_by_role("spinbutton", name=f"{MISSION}, points of 100")
    mission.fill("6")
    expect(widget.locator(".rk-sum")).to_have_text("100 of 100 given, none left.")
    expect(told(widget)).to_have_text("All numbers are there: the weights follow them.")
    expect(mission).to_be_focused()
    clarity = widget.get_by_role("spinbutton", name=f"{CLARITY}, points of 100")
    clarity.focus()
    # What a number field takes for no number is told and stays in the field.
    clarity.fill("")
    notebook.page.keyboard.type("--")
    expect(told(widget)).to_have_text(f"{CLARITY}: a number from 0 to 100 is needed.")
    notebook.run_cell(3)
    weights, mode, _, _, board = ast.literal_eval(notebook.output(3))
    assert list(weights.values()) == [3000, 3000, 1000, 500, 1000, 900, 600]
    assert mode == "points"
    assert board == weights
    assert notebook.errors == []


def test_an_order_is_made_with_the_keyboard_only_and_the_focus_stays_on_what_moves(notebook: Any, widget: Locator) -> None:
    first = widget.get_by_role("radio", name=WAYS["points"], exact=True)
    first.focus()
    for way in ("direct", "order"):
        notebook.page.keyboard.press("ArrowRight")
        expect(widget.get_by_role("radio", name=WAYS[way], exact=True)).to_be_checked()
    expect(told(widget)).to_contain_text("This is only the order in which the rubric asks.")
    up = widget.get_by_role("button", name=f"Up, {ISSUER}")
    up.focus()
    notebook.page.keyboard.press("Enter")
    expect(widget.get_by_role("spinbutton", name=f"Place, {ISSUER}")).to_have_value("2")
    expect(up).to_be_focused()
    notebook.page.keyboard.press("Alt+ArrowUp")
    expect(widget.get_by_role("spinbutton", name=f"Place, {ISSUER}")).to_have_value("1")
    expect(up).to_be_focused()
    # At the top there is no further up, and the button keeps the focus all the same.
    expect(up).to_have_attribute("aria-disabled", "true")
    place = widget.get_by_role("spinbutton", name=f"Place, {EVIDENCE}")
    place.fill("2")
    place.press("Tab")
    expect(widget.get_by_role("spinbutton", name=f"Place, {CLARITY}")).to_have_value("2")
    expect(widget.get_by_role("spinbutton", name=f"Place, {LOCAL}")).to_have_value("4")
    widget.get_by_role("combobox", name="Steps from place to place").select_option(label="even steps")
    expect(widget.get_by_role("region", name="What it comes to")).to_contain_text("«Order, even steps»")
    notebook.run_cell(3)
    weights, mode, *_ = ast.literal_eval(notebook.output(3))
    # Of 28 shares 7 go to the first, 6 and 5 are shared by two, then 4, 3, 2 and 1; the two points that rounding leaves over go
    # to 1,428.57 and 1,071.43.
    assert list(weights.values()) == [1964, 1964, 2500, 1429, 1072, 714, 357]
    assert mode == "rank_sum"


def test_pairs_are_answered_with_arrow_keys_and_the_missing_one_is_named(notebook: Any, widget: Locator) -> None:
    answer_everything(widget, "pairs")
    expect(widget.get_by_role("region", name="What it comes to")).to_contain_text("Some of your answers contradict each other.")
    widget.get_by_role("button", name="Clear these answers").click()
    expect(told(widget)).to_have_text(f"21 of 21 pairs are still open. The next one: {CLARITY} against {EVIDENCE}.")
    # The weights of the answers that were whole are still there.
    expect(widget.get_by_role("region", name="What it comes to")).to_contain_text("«Two at a time»")
    group = widget.get_by_role("radiogroup", name=f"{CLARITY} against {EVIDENCE}")
    group.get_by_label("equal", exact=True).focus()
    notebook.page.keyboard.press("Space")
    expect(group).to_contain_text("equally important")
    for _ in range(2):
        notebook.page.keyboard.press("ArrowRight")
    expect(group).to_contain_text(f"{EVIDENCE}: clearly more (5 times)")
    expect(told(widget)).to_have_text(f"20 of 21 pairs are still open. The next one: {CLARITY} against {ISSUER}.")
    assert notebook.errors == []


def test_cards_are_answered_with_the_keyboard_and_taken_back_one_by_one(notebook: Any, widget: Locator) -> None:
    choose(widget, "cards")
    left = widget.get_by_role("button", name="Left", exact=True)
    expect(widget.get_by_role("region", name="Left badge")).to_contain_text("Tasks and standard")
    left.focus()
    for card in range(2, 6):
        notebook.page.keyboard.press("Enter")
        expect(widget.get_by_role("heading", name=f"Card {card}", exact=True)).to_be_visible()
        expect(left).to_be_focused()
    widget.get_by_role("button", name="Both alike").click()
    expect(widget.get_by_role("heading", name="Card 6", exact=True)).to_be_visible()
    back = widget.get_by_role("button", name="Back one card")
    for card in (5, 4, 3):
        back.click()
        expect(widget.get_by_role("heading", name=f"Card {card}", exact=True)).to_be_visible()
    expect(widget.get_by_role("columnheader", name="Left open")).to_be_visible()
    notebook.run_cell(3)
    weights, mode, cards, *_ = ast.literal_eval(notebook.output(3))
    assert (mode, cards, sum(weights.values())) == ("trade_off", 2, 10_000)


def test_two_ways_of_asking_stand_side_by_side_with_the_gap_between_them(widget: Locator) -> None:
    answer_everything(widget, "points")
    answer_everything(widget, "direct")
    result = widget.get_by_role("region", name="What it comes to")
    expect(result.get_by_role("columnheader", name="100 points")).to_be_visible()
    expect(result.get_by_role("list", name="What to know about these weights")).to_contain_text("Between the two ways of asking")
    result.get_by_role("combobox", name="Put beside it").select_option(label="nothing")
    expect(result.get_by_role("columnheader", name="100 points")).to_have_count(0)
    # Another way of asking and back: nothing that was typed is lost.
    choose(widget, "points")
    expect(widget.get_by_role("spinbutton", name=f"{EVIDENCE}, points of 100")).to_have_value("30")
    expect(result).to_contain_text("From your answers: «100 points».")


def keep(widget: Locator, code: str, reason: str = "") -> None:
    widget.get_by_role("textbox", name="Code, not a name").fill(code)
    widget.get_by_role("textbox", name="Reason, if they want to give one").fill(reason)
    widget.get_by_role("button", name="Keep these weights").click()


def test_journey_6_a_divided_room_sees_what_its_division_changes(notebook: Any, widget: Locator) -> None:
    """J6: two camps give evidence 50 and 10 of 100; talk is limited to the badges for which that matters."""
    board = notebook.page.locator(".rk-weigh-criteria")
    people = widget.get_by_role("region", name="Several people")
    type_numbers(widget, "points of 100", ["15", "50", "10", "5", "5", "15", "0"])
    expect(board.get_by_role("spinbutton", name=f"{EVIDENCE}, weight in points of 100")).to_have_value("50")
    first_order = board.locator("tbody th").all_inner_texts()
    keep(widget, "Ana María")
    expect(people.get_by_role("status")).to_have_text("A code is 1 to 64 of a-z, 0-9, _ and -, such as t-07; found 'Ana María'.")
    expect(widget.get_by_role("textbox", name="Code, not a name")).to_have_value("Ana María")
    keep(widget, "t-01", "What counts is that somebody has done it.")
    expect(people.get_by_role("status")).to_have_text("Kept as t-01.")
    expect(widget.get_by_role("textbox", name="Code, not a name")).to_have_value("")
    type_numbers(widget, "points of 100", ["35", "10", "20", "5", "25", "5", "0"])
    expect(board.get_by_role("spinbutton", name=f"{EVIDENCE}, weight in points of 100")).to_have_value("10")
    assert board.locator("tbody th").all_inner_texts() != first_order
    keep(widget, "t-02", "Evidence is often private.")
    together = widget.get_by_role("region", name="Together", exact=True)
    expect(together).to_contain_text(
        "t-01 and t-02 are furthest apart: 50 of 100 points would have to move, most on Learning evidence"
    )
    expect(together).to_contain_text("t-02 says: «Evidence is often private.»")
    expect(people.get_by_role("listitem").first).to_contain_text("What counts is that somebody has done it.")
    expect(together.get_by_role("row", name=EVIDENCE)).to_contain_text("10 to 50")
    for width in (1280, 400):
        notebook.resize(width, 5200)
        for scheme in ("dark", "light"):
            notebook.page.emulate_media(color_scheme=scheme)
            assert notebook.axe(".rk-ask-weights") == [], f"{width} pixels, {scheme}"
        notebook.screenshot(f"ask_people_{width}", widget)
    notebook.resize(1280, 3600)
    # One press goes over to the other camp, and the ranking with it.
    widget.get_by_role("button", name="Use the weights of t-01: 100 points").click()
    expect(board.get_by_role("spinbutton", name=f"{EVIDENCE}, weight in points of 100")).to_have_value("50")
    expect(widget.get_by_role("region", name="What it comes to")).to_contain_text("Kept by t-01: «100 points».")
    assert board.locator("tbody th").all_inner_texts() == first_order
    widget.get_by_role("combobox", name="Together, each weight is").select_option(label="the average (mean)")
    widget.get_by_role("button", name="Use the weights together").click()
    expect(board.get_by_role("spinbutton", name=f"{EVIDENCE}, weight in points of 100")).to_have_value("30")
    # Without weights the ranking says what no weighting can change.
    choose(widget, "none")
    expect(board.locator(".rk-w-certain")).to_have_text(
        re.compile(r"^\d+ of 50 badges are decided the same under every weighting\. .*Talk about \d+: there the weights decide")
    )
    expect(board.get_by_role("columnheader", name="Accepted by, of 100 weightings")).to_be_visible()
    for row in board.locator("tbody tr").all():
        expect(row.locator(".rk-w-share")).to_have_text(
            re.compile(r"\d, (every one|none|nearly all|most|about half|some|few|what is missing decides)$")
        )
    for width in (1280, 400):
        notebook.resize(width, 5200)
        for scheme in ("dark", "light"):
            notebook.page.emulate_media(color_scheme=scheme)
            assert notebook.axe(".rk-weigh-criteria") == [], f"{width} pixels, {scheme}"
        notebook.screenshot(f"board_none_{width}", board)
    notebook.run_cell(3)
    *_, kept, _ = ast.literal_eval(notebook.output(3))
    assert kept == [("t-01", "What counts is that somebody has done it."), ("t-02", "Evidence is often private.")]
    assert notebook.errors == []


def test_two_views_of_one_widget_agree(open_notebook: Callable[..., Any], write_notebook: Callable[..., str]) -> None:
    twice = open_notebook(write_notebook("ask_twice.ipynb", [GET_READY, SHOW, SHOW]), height=3600)
    twice.run_all()
    views = twice.page.locator(".rk-ask-weights")
    expect(views).to_have_count(2, timeout=30_000)
    one, other = views.all()
    choose(one, "direct")
    expect(other.get_by_role("radio", name=WAYS["direct"], exact=True)).to_be_checked()
    one.get_by_role("spinbutton", name=f"{LOCAL}, 0 to 10").fill("7")
    expect(other.get_by_role("spinbutton", name=f"{LOCAL}, 0 to 10")).to_have_value("7")
    assert twice.errors == []
