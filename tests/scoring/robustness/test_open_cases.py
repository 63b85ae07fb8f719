"""What the weights still decide must be what `decide` decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.model import AwardStatus, Badge, RatingState, Rubric
from rubric_kit.scoring import open_outcomes, to_basis_points
from rubric_kit.scoring.robustness.open_cases import fillings, open_cases, outcomes_under, surplus

seeds = st.integers(0, 2**64)


@settings(max_examples=300, deadline=None)
@given(seed=seeds, data=st.data())
def test_outcomes_under_the_weights_of_a_rubric_are_those_of_its_decision(
    seed: int, data: st.DataObject, random_case: Callable[..., Any]
) -> None:
    rubric, badge, answers = random_case(seed, gaps=0.3)
    drawn = data.draw(st.lists(st.integers(0, 9), min_size=len(rubric.criteria), max_size=len(rubric.criteria)))
    weights = to_basis_points({c.id: weight for c, weight in zip(rubric.criteria, drawn, strict=True)})
    cases = open_cases(rubric, badge, answers)
    found = outcomes_under(rubric, cases, list(weights.values()))
    event(f"{min(len(found), 3)} outcomes open")
    assert found == open_outcomes(rubric.with_weights(weights), badge, answers)
    # Only proportions of weights matter.
    assert found == outcomes_under(rubric, cases, [7 * weight for weight in weights.values()])


@settings(max_examples=100, deadline=None)
@given(seed=seeds)
def test_fillings_are_as_many_as_counted_and_have_no_gap(seed: int, random_case: Callable[..., Any]) -> None:
    rubric, badge, answers = random_case(seed, gaps=0.4)
    for case in open_cases(rubric, badge, answers):
        found = list(fillings(rubric, case))
        assert len(found) == case.fillings
        assert len({one.low for one in found}) == len(found)
        assert all(one.low == one.high and one.fillings == 1 for one in found)
        assert min(one.low for one in found if None not in one.low) == case.low if None not in case.low else True


def test_surplus_is_what_exceeds_a_cut(make_rubric: Callable[..., Rubric], make_badge: Callable[..., Badge]) -> None:
    rubric = make_rubric({"a": 5000, "b": 5000})
    (case,) = open_cases(rubric, make_badge(), {"a": "l2", "b": RatingState.NOT_APPLICABLE})
    assert case.low == case.high == (2000, None)
    # 2 of 3 points are 6,666.7: 2,000 * 10,000 - 6,000 * 3,000.
    assert surplus(case.low, 6000, rubric.top) == (2_000_000, None)


def test_a_standing_holds_whatever_the_weights(make_rubric: Callable[..., Rubric], make_badge: Callable[..., Badge]) -> None:
    rubric = make_rubric(revoked="no")
    (case,) = open_cases(
        rubric, make_badge().replace(status=AwardStatus.REVOKED), dict.fromkeys([c.id for c in rubric.criteria], "l3")
    )
    assert case.fixed == "no"
    assert outcomes_under(rubric, [case], [1] * 5) == ("no",)
