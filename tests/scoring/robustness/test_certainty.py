from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.model import BASIS_POINTS, Badge, RatingState, Rubric
from rubric_kit.scoring.robustness import certain_under_all, count_certain, outcome_shares
from rubric_kit.scoring.robustness.open_cases import fillings, open_cases, outcomes_under

MakeRubric = Callable[..., Rubric]
MakeBadge = Callable[..., Badge]
RandomCase = Callable[..., Any]
seeds = st.integers(0, 2**64)
TWO = {"a": 6000, "b": 4000}


def test_points_on_both_sides_of_the_cut_leave_a_doubt(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric(TWO)
    assert certain_under_all(rubric, make_badge(), {"a": "l2", "b": "l3"})
    assert certain_under_all(rubric, make_badge(), {"a": "l1", "b": "l0"})
    assert not certain_under_all(rubric, make_badge(), {"a": "l3", "b": "l1"})
    # What does not apply has no say; what is missing has.
    assert certain_under_all(rubric, make_badge(), {"a": "l3", "b": RatingState.NOT_APPLICABLE})
    assert not certain_under_all(rubric, make_badge(), {"a": "l3"})
    assert not certain_under_all(rubric, make_badge(), dict.fromkeys("ab", RatingState.NOT_APPLICABLE))


def test_the_count_is_a_sentence(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric(TWO)
    badges = [make_badge(name * 64) for name in "abc"]
    answers = {
        badges[0].key: {"a": "l3", "b": "l3"},
        badges[1].key: {"a": "l3", "b": "l0"},
        badges[2].key: {"a": "l0", "b": "l0"},
    }
    found = count_certain(rubric, badges, answers)
    assert found == (2, 3, "2 of 3 badges are decided the same under every weighting.")
    assert count_certain(rubric, badges[:1], answers).sentence == "1 of 1 badge is decided the same under every weighting."


@settings(max_examples=150, deadline=None)
@given(seed=seeds)
def test_certain_is_one_outcome_on_a_grid_of_weightings_and_in_every_filling(seed: int, random_case: RandomCase) -> None:
    rubric, badge, answers = random_case(seed, gaps=0.2, most=3)
    grid = [one for one in itertools.product(range(4), repeat=len(rubric.criteria)) if any(one)]
    found = set()
    for case in open_cases(rubric, badge, answers):
        for filled in fillings(rubric, case):
            for weights in grid:
                # Weightings with all weight on what does not apply give no score and are not meant.
                if any(weight and one is not None for weight, one in zip(weights, filled.low, strict=True)):
                    found.update(outcomes_under(rubric, [filled], weights))
    certain = certain_under_all(rubric, badge, answers)
    event(f"certain: {certain}")
    if found:
        # The grid holds "all on one criterion" for each, and the best and the worst outcome lie there.
        assert certain is (len(found) == 1)
    else:
        assert not certain or len(rubric.policy.outcomes) == 1


@settings(max_examples=150, deadline=None)
@given(seed=seeds)
def test_one_outcome_takes_every_weighting_if_and_only_if_it_is_certain(seed: int, random_case: RandomCase) -> None:
    rubric, badge, answers = random_case(seed)
    whole = [one for one in outcome_shares(rubric, badge, answers).values() if one.low == 1]
    if certain_under_all(rubric, badge, answers):
        assert len(whole) == 1
    elif whole:
        # Only weightings of no volume say otherwise: those that put all weight on points that lie exactly on a cut.
        (case,) = open_cases(rubric, badge, answers)
        most = max(one for one in case.low if one is not None)
        assert any(rung.cut is not None and most * BASIS_POINTS == rung.cut * rubric.top for rung in case.rungs)
