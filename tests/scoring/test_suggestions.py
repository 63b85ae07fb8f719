from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.model import Badge, Fact, Origin, Rating, RatingState, Rubric
from rubric_kit.scoring import LOOK_FORS, suggest

LOOK = [
    [{"fact": "words", "state": "absent"}],
    [{"fact": "words"}],
    [{"fact": "words", "at_least": 25}, {"fact": "kinds", "includes": "link"}],
    [],
]


@pytest.fixture
def rubric(make_rubric: Callable[..., Rubric]) -> Rubric:
    plain = make_rubric({"clarity": 6000, "fit": 4000}).plain()
    for level, look_fors in zip(plain["criteria"][0]["levels"], LOOK, strict=True):
        level["look_fors"] = look_fors
    return Rubric.parse(plain)


def fact(name: str, state: str, badge: str = "a" * 64, **fields: Any) -> Fact:
    return Fact.parse({"badge": badge, "name": name, "state": state, "basis": f"{name} looked at"} | fields)


@pytest.fixture
def suggested(rubric: Rubric, make_badge: Callable[..., Badge]) -> Callable[..., tuple[Rating, ...]]:
    return lambda *facts: suggest(rubric, make_badge(), facts)


@pytest.mark.parametrize(
    ("facts", "level", "state"),
    [
        ([fact("words", "absent")], "l0", None),
        ([fact("words", "present", number=24), fact("kinds", "present", values=["link"])], "l1", None),
        ([fact("words", "present", number=25), fact("kinds", "present", values=["file"])], "l1", None),
        # All look-fors of a level must hold, and the highest such level counts.
        ([fact("words", "present", number=25), fact("kinds", "present", values=["file", "link"])], "l2", None),
        # Present without a number reaches no count.
        ([fact("words", "present"), fact("kinds", "present", values=["link"])], "l1", None),
        # The kinds could lift the badge to level 2.
        ([fact("words", "present", number=30), fact("kinds", "unknown")], None, RatingState.UNKNOWN),
        ([fact("words", "present", number=30), fact("kinds", "withheld")], None, RatingState.WITHHELD),
        # A fact that nobody looked up is unknown.
        ([fact("words", "present", number=30)], None, RatingState.UNKNOWN),
        ([fact("words", "withheld"), fact("kinds", "unknown")], None, RatingState.WITHHELD),
        # Unknown kinds lift nothing where the words are too few.
        ([fact("words", "present", number=3), fact("kinds", "unknown")], "l1", None),
        # A fact about another badge says nothing about this one.
        ([fact("words", "absent", badge="b" * 64)], None, RatingState.UNKNOWN),
    ],
)
def test_the_highest_level_whose_look_fors_hold(
    suggested: Callable[..., tuple[Rating, ...]], facts: list[Fact], level: str | None, state: RatingState | None
) -> None:
    [rating] = suggested(*facts)
    assert (rating.level, rating.state) == (level, state)


def test_a_suggestion_says_that_it_is_one(rubric: Rubric, suggested: Callable[..., tuple[Rating, ...]]) -> None:
    [rating] = suggested(fact("kinds", "present", basis="kinds looked at."), fact("words", "absent"))
    assert (rating.origin, rating.rater, rating.sequence) == (Origin.LOOK_FOR, "look-fors", 1)
    assert (rating.criterion, rating.badge, rating.wording) == ("clarity", "a" * 64, rubric.wording_fingerprint)
    assert LOOK_FORS == "look-fors"
    assert rating.rationale == "words looked at. kinds looked at."


def test_a_criterion_without_look_fors_gets_no_suggestion(
    make_rubric: Callable[..., Rubric], make_badge: Callable[..., Badge]
) -> None:
    assert suggest(make_rubric(), make_badge(), [fact("words", "absent")]) == ()


def test_facts_that_fit_no_level_give_no_suggestion(rubric: Rubric, make_badge: Callable[..., Badge]) -> None:
    plain = rubric.plain()
    plain["criteria"][0]["levels"][1]["look_fors"] = []
    facts = [fact("words", "present", number=3), fact("kinds", "unknown")]
    assert suggest(Rubric.parse(plain), make_badge(), facts) == ()
