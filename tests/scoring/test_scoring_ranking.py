from __future__ import annotations

from collections.abc import Callable

from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import rank

TWO = {"clarity": 6000, "fit": 4000}


def test_badges_stand_by_low_end_then_high_end_then_order(
    make_rubric: Callable[..., Rubric], make_badge: Callable[..., Badge]
) -> None:
    # Of 100: a 60; b 0 to 100; c 60 to 100; d nothing to add up; e 60, given after a; f is not rated at all, like b.
    answers = {
        "a" * 64: {"clarity": "l3", "fit": "l0"},
        "b" * 64: {},
        "c" * 64: {"clarity": "l3"},
        "d" * 64: dict.fromkeys(TWO, RatingState.NOT_APPLICABLE),
        "e" * 64: {"clarity": "l3", "fit": "l0"},
    }
    badges = [make_badge(letter * 64) for letter in "abcdef"]
    decisions = rank(make_rubric(TWO), badges, answers)
    assert "".join(one.badge[0] for one in decisions) == "caebfd"
    assert all(one.settlers == () for one in decisions)
    assert any(one.settlers for one in rank(make_rubric(TWO), badges, answers, what_if=True))
