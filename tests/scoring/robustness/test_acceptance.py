"""Acceptance by hand, against draws, and its invariants."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from fractions import Fraction
from math import sqrt
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from rubric_kit.errors import InputError
from rubric_kit.model import AwardStatus, Badge, RatingState, Rubric
from rubric_kit.scoring.ladder import ladder
from rubric_kit.scoring.robustness import (
    Weightings,
    acceptance,
    acceptance_table,
    acceptances,
    accepting_outcomes,
    outcome_shares,
)
from rubric_kit.scoring.robustness.draws import drawn_weights
from rubric_kit.scoring.robustness.open_cases import fillings, open_cases, outcomes_under
from rubric_kit.scoring.robustness.weight_space import weight_space

MakeRubric = Callable[..., Rubric]
MakeBadge = Callable[..., Badge]
RandomCase = Callable[..., Any]
seeds = st.integers(0, 2**64)
kinds = st.sampled_from(Weightings)
NA = RatingState.NOT_APPLICABLE
THREE = {"a": 5000, "b": 3000, "c": 2000}


def both(share: Fraction | int) -> tuple[Fraction, Fraction]:
    return Fraction(share), Fraction(share)


@pytest.mark.parametrize(
    ("answers", "weightings", "expected"),
    [
        # Points (3, 0, 0) of 3, cut 60: the first weight is at least .6 in (1 - .6)^2 of all weightings.
        ({"a": "l3", "b": "l0", "c": "l0"}, Weightings.UNIFORM, both(Fraction(4, 25))),
        # (3, 3, 0): the last weight is at most .4, so 1 - .6^2.
        ({"a": "l3", "b": "l3", "c": "l0"}, Weightings.UNIFORM, both(Fraction(16, 25))),
        # One criterion does not apply; of the other two the first is at least .6 in .4 of all weightings.
        ({"a": "l3", "b": "l0", "c": NA}, Weightings.UNIFORM, both(Fraction(2, 5))),
        # (2, 2, 2): 66.7 of 100 under every weighting. (1, 1, 1): 33.3 under every weighting.
        ({"a": "l2", "b": "l2", "c": "l2"}, Weightings.UNIFORM, both(1)),
        ({"a": "l1", "b": "l1", "c": "l1"}, Weightings.UNIFORM, both(0)),
        # In order a >= b >= c the means are 3, 3/2 and 1 of 3, over the cut by 12, -3 and -8 tenths of a point:
        # 12^2 / ((12 + 3) (12 + 8)).
        ({"a": "l3", "b": "l0", "c": "l0"}, Weightings.ORDERED, both(Fraction(144, 300))),
        # c is a gap: from (3, 0, 0) to (3, 0, 3), where b is at most .4.
        ({"a": "l3", "b": "l0"}, Weightings.UNIFORM, (Fraction(4, 25), Fraction(16, 25))),
        ({"a": "l3", "b": "l0", "c": RatingState.WITHHELD}, Weightings.UNIFORM, (Fraction(4, 25), Fraction(16, 25))),
        # Nothing applies: no weighting can tell.
        ({"a": NA, "b": NA, "c": NA}, Weightings.UNIFORM, (Fraction(0), Fraction(1))),
    ],
)
def test_acceptance_by_hand(
    make_rubric: MakeRubric,
    make_badge: MakeBadge,
    answers: dict[str, Any],
    weightings: Weightings,
    expected: tuple[Fraction, Fraction],
) -> None:
    assert acceptance(make_rubric(THREE), make_badge(), answers, weightings=weightings) == expected


# Two parts of four each make Beta(2, 2), whose distribution function is 3 x^2 - 2 x^3: 1 - (3 * .36 - 2 * .216) = .352.
def test_acceptance_around_the_weights_by_hand(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric({"a": 5000, "b": 5000})
    found = acceptance(rubric, make_badge(), {"a": "l3", "b": "l0"}, weightings=Weightings.AROUND, closeness=4)
    assert found == both(Fraction(352, 1000))


def test_a_weight_of_zero_stays_zero_around_the_weights(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric({"a": 10_000, "b": 0})
    around = {"weightings": Weightings.AROUND, "closeness": 8}
    assert acceptance(rubric, make_badge(), {"a": "l3", "b": "l0"}, **around) == both(1)
    # What has weight does not apply: nothing can be added up.
    assert acceptance(rubric, make_badge(), {"a": NA, "b": "l3"}, **around) == (0, 1)


def test_a_gate_decides_under_every_weighting(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    gates = [{"id": "g", "criterion": "a", "at_least": "l1", "otherwise": "no"}]
    rubric = make_rubric(THREE, gates=gates)
    stopped = {"a": "l0", "b": "l3", "c": "l3"}
    assert acceptance(rubric, make_badge(), stopped) == both(0)
    assert acceptance(rubric, make_badge(), stopped, outcomes=["no"]) == both(1)
    # Unrated on the gate: not passed, or at best (3, 3, 3).
    assert acceptance(rubric, make_badge(), {"b": "l3", "c": "l3"}) == (0, 1)
    # Passed with a at one point: 1 - w_a 2/3 >= .6 up to w_a = .6, so 1 - .4^2.
    assert acceptance(rubric, make_badge(), {"a": "l1", "b": "l3", "c": "l3"}) == both(Fraction(21, 25))


# An outcome with a profile and no cut is reached or not, whatever the weights; what is left to the cut is .4 of all weightings.
def test_a_profile_without_a_cut_is_no_matter_of_weights(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    outcomes = [{"id": one, "kind": "accept", "name": one, "wording": "Done."} for one in ("all-good", "yes", "no")]
    profile = {"id": "p", "outcome": "all-good", "parts": [{"criteria": 10_000, "at_least": 3333}]}
    rubric = make_rubric({"a": 5000, "b": 5000}, outcomes=outcomes, profiles=[profile], below="no")
    reached, missed = {"a": "l1", "b": "l1"}, {"a": "l3", "b": "l0"}
    assert acceptance(rubric, make_badge(), reached, outcomes=["all-good"]) == both(1)
    assert acceptance(rubric, make_badge(), reached, outcomes=["yes"]) == both(0)
    assert acceptance(rubric, make_badge(), missed, outcomes=["all-good"]) == both(0)
    assert acceptance(rubric, make_badge(), missed, outcomes=["yes"]) == both(Fraction(2, 5))
    # b unrated: the profile is reached with one point of b, and missed with none.
    assert acceptance(rubric, make_badge(), {"a": "l3"}, outcomes=["all-good"]) == (0, 1)


def test_where_nothing_applies_what_is_open_decides(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    nothing = dict.fromkeys("abc", NA)
    found = [
        acceptance(make_rubric(THREE), make_badge(), nothing, outcomes=asked)
        for asked in (["yes", "story"], ["yes", "no"], ["no"])
    ]
    # The cut could give Accept or what is below it, and never the third outcome.
    assert found == [(1, 1), (0, 1), (0, 0)]


def test_a_badge_taken_back_is_accepted_under_no_weighting(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric(THREE, revoked="no")
    best = dict.fromkeys("abc", "l3")
    assert acceptance(rubric, make_badge().replace(status=AwardStatus.REVOKED), best) == both(0)
    assert acceptance(rubric, make_badge(), best) == both(1)


# On the first criterion alone: 60 of 100 needs two of three points. On the cut with every weighting counts as reached.
def test_constant_points_on_the_cut_are_reached(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric(THREE, cut=10_000)
    assert acceptance(rubric, make_badge(), dict.fromkeys("abc", "l3")) == both(1)
    assert acceptance(rubric, make_badge(), {**dict.fromkeys("abc", "l3"), "c": "l2"}) == both(0)


# The middle of three outcomes: with points (3, 0) the score is the first weight; from .3 to under .6 it lies there.
def test_an_outcome_in_the_middle_is_a_band(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    cuts = [{"at_least": 6000, "outcome": "yes"}, {"at_least": 3000, "outcome": "story"}]
    rubric = make_rubric({"a": 5000, "b": 5000}, cuts=cuts, below="no")
    found = outcome_shares(rubric, make_badge(), {"a": "l3", "b": "l0"})
    assert {name: one.low for name, one in found.items()} == {
        "yes": Fraction(2, 5),
        "story": Fraction(3, 10),
        "no": Fraction(3, 10),
    }
    # b unrated: with b = 1 the score is 1/3 + 2/3 a, with 3 it is 1. The band takes .3, .4 (all a below .4), 0 and 0.
    assert acceptance(rubric, make_badge(), {"a": "l3"}, outcomes=["story"]) == (0, Fraction(2, 5))


def test_accepting_outcomes_accept_or_endorse(make_rubric: MakeRubric) -> None:
    kinds_in_order = ["endorse", "accept_at_level", "accept", "conditional", "narrative", "not_counted"]
    outcomes = [{"id": kind, "kind": kind, "name": kind, "wording": "Done."} for kind in kinds_in_order]
    cuts = [{"at_least": 6000, "outcome": "accept"}]
    rubric = make_rubric(outcomes=outcomes, cuts=cuts, below="not_counted")
    assert accepting_outcomes(rubric.policy) == ("endorse", "accept_at_level", "accept")


def test_an_unknown_outcome_is_one_line(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    message = "outcomes: found 'maybe'; the policy knows: yes, story, no."
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        acceptance(make_rubric(), make_badge(), {}, outcomes=["yes", "maybe"])


@settings(max_examples=60, deadline=None)
@given(seed=seeds, weightings=kinds)
def test_draws_come_within_five_standard_errors(seed: int, weightings: Weightings, random_case: RandomCase) -> None:
    rubric, badge, answers = random_case(seed, gaps=0.0)
    share = acceptance(rubric, badge, answers, weightings=weightings)
    assume(share.low == share.high)
    cases, accepting, draws = open_cases(rubric, badge, answers), accepting_outcomes(rubric.policy), 1500
    weights = drawn_weights(weight_space(rubric, weightings), draws, seed)
    hits = sum(outcomes_under(rubric, cases, row)[0] in accepting for row in weights.tolist())
    error = sqrt(share.low * (1 - share.low) / draws)
    event(f"share {'certain' if share.low in (0, 1) else 'between'}")
    # Whole-number weights lie exactly on a cut now and then, which no volume counts.
    assert abs(hits / draws - share.low) <= 5 * error + Fraction(2, draws)


@settings(max_examples=100, deadline=None)
@given(seed=seeds, weightings=kinds)
def test_outcome_shares_sum_to_exactly_one(seed: int, weightings: Weightings, random_case: RandomCase) -> None:
    rubric, badge, answers = random_case(seed)
    found = outcome_shares(rubric, badge, answers, weightings=weightings)
    assert list(found) == [one.id for one in rubric.policy.outcomes]
    if all(one.low == one.high for one in found.values()):
        assert sum(one.low for one in found.values()) == 1
        wanted = accepting_outcomes(rubric.policy)
        assert acceptance(rubric, badge, answers, weightings=weightings).low == sum(found[one].low for one in wanted)
    else:
        # Without gaps this is so only where nothing that carries weight applies.
        assert {(one.low, one.high) for one in found.values()} <= {(0, 1), (0, 0)}


@settings(max_examples=100, deadline=None)
@given(seed=seeds, weightings=kinds, data=st.data())
def test_the_ends_over_gaps_are_those_of_all_fillings(
    seed: int, weightings: Weightings, data: st.DataObject, random_case: RandomCase
) -> None:
    rubric, badge, answers = random_case(seed, gaps=0.3, left_out=0.0, most=4)
    asked = data.draw(st.lists(st.sampled_from([one.id for one in rubric.policy.outcomes]), min_size=1, unique=True))
    table = acceptance_table.AcceptanceTable(rubric, weightings=weightings, outcomes=asked)
    found = [table.of_case(one) for case in open_cases(rubric, badge, answers) for one in fillings(rubric, case)]
    assert all(one.low == one.high for one in found)
    interval = table.of(badge, answers)
    assert interval == (min(one.low for one in found), max(one.low for one in found))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(acceptance_table, "_MOST_FILLINGS", 0)
        bound = table.of(badge, answers)
    assert 0 <= bound.low <= interval.low <= interval.high <= bound.high <= 1


@settings(max_examples=60, deadline=None)
@given(seed=seeds, weightings=kinds, place=st.integers(0, 4), rungs=st.integers(1, 6))
def test_a_higher_level_is_never_accepted_less(
    seed: int, weightings: Weightings, place: int, rungs: int, random_case: RandomCase
) -> None:
    rubric, badge, answers = random_case(seed, left_out=0.0)
    # Of outcomes from the top of the ladder down: where a better outcome accepts nothing, a higher level may lead into that one.
    outcomes = [rung.outcome for rung in ladder(rubric.policy)][:rungs]
    criterion = rubric.criteria[place % len(rubric.criteria)]
    at = criterion.position(answers[criterion.id])
    assume(at + 1 < len(criterion.levels))
    raised = {**answers, criterion.id: criterion.levels[at + 1].id}
    before, after = (acceptance(rubric, badge, one, weightings=weightings, outcomes=outcomes) for one in (answers, raised))
    assert before.low <= after.low
    assert before.high <= after.high


@settings(max_examples=60, deadline=None)
@given(seed=seeds, weightings=kinds, shuffled=st.randoms(use_true_random=False), scale=st.integers(2, 9))
def test_order_of_criteria_and_unit_of_points_do_not_matter(
    seed: int, weightings: Weightings, shuffled: random.Random, scale: int, random_case: RandomCase
) -> None:
    rubric, badge, answers = random_case(seed, gaps=0.1)
    plain = rubric.plain()
    shuffled.shuffle(plain["criteria"])
    for criterion in plain["criteria"]:
        for level in criterion["levels"]:
            level["points"] *= scale
    other = Rubric.parse(plain)
    # With 100 parts the weights in steps of five of 100 are whole parts, and no remainder goes to the earlier criterion.
    assume(weightings != Weightings.AROUND or all(c.weight % 100 == 0 for c in rubric.criteria))
    found = [acceptance(one, badge, answers, weightings=weightings, closeness=100) for one in (rubric, other)]
    assert found[0] == found[1]


@settings(max_examples=40, deadline=None)
@given(seed=seeds, weightings=kinds)
def test_many_badges_get_what_each_gets_alone(
    seed: int, weightings: Weightings, random_case: RandomCase, make_badge: MakeBadge
) -> None:
    rubric, _, answers = random_case(seed, gaps=0.1)
    badges = [make_badge(name * 64) for name in "abc"]
    levels = {c.id: c.levels[-1].id for c in rubric.criteria}
    by_badge = {badges[0].key: answers, badges[1].key: levels}
    found = acceptances(rubric, badges, by_badge, weightings=weightings)
    assert found == {badge.key: acceptance(rubric, badge, by_badge.get(badge.key, {}), weightings=weightings) for badge in badges}
    # Another badge changes nothing.
    assert acceptances(rubric, badges[:1], by_badge, weightings=weightings)[badges[0].key] == found[badges[0].key]
