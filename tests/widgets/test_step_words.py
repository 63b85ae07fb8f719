"""What the editor says after a step: what was done, and how to take it back."""

from __future__ import annotations

from typing import Any

import pytest

from rubric_kit.authoring import DRAFT_STEPS, apply_step, draft_of, starter_rubric
from rubric_kit.widgets.step_words import done_words

CELL = {"criterion": "locality", "level": "l2"}


def said(*steps: dict[str, Any]) -> str:
    """Return what is said after the last of some steps."""
    draft = before = draft_of(starter_rubric())
    for step in steps:
        before, draft = draft, apply_step(draft, step)
    return done_words(steps[-1], before, draft)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"do": "set", "field": "title", "value": "Ours"}, ""),
        ({"do": "add_criterion"}, "A criterion was added at the end."),
        ({"do": "move_criterion", "criterion": "locality", "to": 0}, "Local tie is now number 1 of 7."),
        (
            {"do": "move_level", **CELL, "by": -1},
            "Neighbours is now level 1 of Local tie; the points stay with the places.",
        ),
        ({"do": "add_anchor", **CELL, "text": "We met."}, "The words were pinned to level 2 of Local tie."),
        (
            {"do": "link_target", "criterion": "locality", "target": "every-student", "on": True},
            "Local tie now serves item 2 of vision and mission.",
        ),
        (
            {"do": "link_target", "criterion": "mission_fit", "target": "every-student", "on": False},
            "Vision and mission no longer serves item 2 of vision and mission.",
        ),
        (
            {"do": "remove_target", "target": "every-student"},
            "The item was removed, and its link to 1 criterion. Undo brings it back.",
        ),
        ({"do": "set_cut", "cut": 0, "value": 9000}, ""),
        ({"do": "remove_cut", "cut": 0}, "The cut was removed. Undo brings it back."),
        ({"do": "add_profile", "outcome": "accept"}, "A profile was added; say what it asks for."),
        ({"do": "add_gate"}, "A gate was added; say what it asks for."),
    ],
)
def test_a_step_says_what_it_has_done(step: dict[str, Any], words: str) -> None:
    assert said(step) == words


@pytest.mark.parametrize(
    ("step", "what"),
    [
        ({"do": "set_cut", "cut": 0, "value": 9000}, "The cut was moved"),
        ({"do": "remove_cut", "cut": 0}, "A cut was removed"),
        ({"do": "add_profile", "outcome": "accept"}, "What a profile asks for was changed"),
    ],
)
def test_whoever_adopted_the_cuts_has_not_adopted_what_comes_of_them(step: dict[str, Any], what: str) -> None:
    adopted = {"do": "set_adopted", "value": "The board, 3 May 2026"}
    assert said(adopted, step) == f"{what}, so nobody has adopted the cuts yet. Undo brings the old ones back."
    assert said(adopted, {"do": "set_adopted", "value": ""}) == ""


def test_what_has_no_name_is_still_named() -> None:
    nameless = {"do": "set", **CELL, "field": "name", "value": " "}
    assert said(nameless, {"do": "move_level", **CELL, "by": 1}).startswith("The level is now level 3 of Local tie")
    item = {"do": "add_target", "text": "Families"}
    new = apply_step(draft_of(starter_rubric()), item)["targets"][-1]["id"]
    assert said(item, {"do": "remove_target", "target": new}) == "The item was removed. Undo brings it back."


def test_only_typing_and_choosing_are_silent() -> None:
    """Whatever adds, removes, copies or moves says so: a person who sees nothing hears it."""
    draft = draft_of(starter_rubric())
    silent = [
        name
        for name in DRAFT_STEPS
        if name.startswith(("add", "remove", "duplicate", "set_aside", "take"))
        and name not in {"add_anchor", "remove_target"}
        and not done_words({"do": name}, draft, draft)
    ]
    assert silent == []
