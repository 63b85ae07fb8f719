from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring.robustness import GateDiagnostic, gate_diagnostics

MakeRubric = Callable[..., Rubric]
MakeBadge = Callable[..., Badge]
NA = RatingState.NOT_APPLICABLE
TWO = {"a": 6000, "b": 4000}
SURE_NONE = "stops none of 1 badge; on this sample it changes nothing."
GATE = {"id": "g", "criterion": "a", "at_least": "l2", "otherwise": "no"}


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["l2", "l3"], (2, 0, 0, 0, "stops_none", "stops none of 2 badges; on this sample it changes nothing.")),
        (["l0", "l1", "l0"], (0, 3, 0, 0, "stops_all", "stops all of 3 badges; on this sample nothing gets past it.")),
        (["l0", "l2", NA], (1, 1, 0, 1, "stops_some", "stops 1 of 2 badges.")),
        (
            ["l3", None, RatingState.WITHHELD],
            (
                1,
                0,
                2,
                0,
                "stops_none",
                SURE_NONE + " 2 badges more cannot be told yet: a rating is missing.",
            ),
        ),
        (
            [None],
            (
                0,
                0,
                1,
                0,
                "cannot_be_told",
                "no badge of the sample tells what it does. 1 badge more cannot be told yet: a rating is missing.",
            ),
        ),
        ([NA], (0, 0, 0, 1, "cannot_be_told", "no badge of the sample tells what it does.")),
        ([], (0, 0, 0, 0, "cannot_be_told", "no badge of the sample tells what it does.")),
    ],
)
def test_gates_by_hand(
    make_rubric: MakeRubric, make_badge: MakeBadge, levels: list[Any], expected: tuple[int, int, int, int, str, str]
) -> None:
    badges = [make_badge(f"{place}" * 64) for place in range(len(levels))]
    answers = {badge.key: {"a": level, "b": "l1"} for badge, level in zip(badges, levels, strict=True)}
    (found,) = gate_diagnostics(make_rubric(TWO, gates=[GATE]), badges, answers)
    assert found[:2] == ("gate", "g")
    assert found[2:7] == expected[:5]
    assert found.sentence == f"Gate A is at least «Level 2»: {expected[5]}"


def test_profiles_are_counted_likewise(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    profile = {"id": "p", "outcome": "yes", "parts": [{"criteria": 10_000, "at_least": 3333}]}
    rubric = make_rubric(TWO, profiles=[profile])
    badges = [make_badge(name * 64) for name in "abcd"]
    answers = {
        badges[0].key: {"a": "l1", "b": "l1"},
        badges[1].key: {"a": "l0", "b": "l3"},
        badges[2].key: {"a": "l1"},
        badges[3].key: {"a": NA, "b": NA},
    }
    assert gate_diagnostics(rubric, badges, answers) == (
        GateDiagnostic(
            rule="profile",
            id="p",
            passed=1,
            stopped=1,
            open=1,
            not_asked=1,
            finding="stops_some",
            sentence="The profile for Accept: stops 1 of 2 badges. 1 badge more cannot be told yet: a rating is missing.",
        ),
    )


def test_a_gate_is_looked_at_by_itself(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    gates = [GATE, {"id": "h", "criterion": "b", "at_least": "l1", "otherwise": "story"}]
    badge = make_badge()
    found = gate_diagnostics(make_rubric(TWO, gates=gates), [badge], {badge.key: {"a": "l0", "b": "l0"}})
    assert [(one.id, one.stopped) for one in found] == [("g", 1), ("h", 1)]
    # A gap on the first gate does not hide what the second does.
    found = gate_diagnostics(make_rubric(TWO, gates=gates), [badge], {badge.key: {"b": "l0"}})
    assert [(one.id, one.stopped, one.open) for one in found] == [("g", 0, 1), ("h", 1, 0)]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**64))
def test_every_badge_is_counted_once_and_order_of_gates_does_not_matter(
    seed: int, random_case: Callable[..., Any], make_badge: MakeBadge
) -> None:
    rubric, _, answers = random_case(seed, gaps=0.3)
    badges = [make_badge(name * 64) for name in "ab"]
    by_badge = {badges[0].key: answers}
    found = gate_diagnostics(rubric, badges, by_badge)
    assert all(one.passed + one.stopped + one.open + one.not_asked == 2 for one in found)
    plain = rubric.plain()
    plain["policy"]["gates"].reverse()
    assert sorted(gate_diagnostics(Rubric.parse(plain), badges, by_badge)) == sorted(found)
