"""Where each badge goes and why: rules before scores, refusals with a reason, and everything that is not clear to the panel."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from rubric_kit.errors import RecordError
from rubric_kit.model import AwardStatus, Badge, ProofOutcome, RatingState, Rubric, Verification
from rubric_kit.scoring.triage import Destination, PastDecision, Route, Triage, Verdict, triage

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]

YES, NO, BETWEEN = Verdict.ACCEPTED, Verdict.NOT_COUNTED, Verdict.BETWEEN
TWO = {"criteria": 6000, "evidence": 4000}
GATE: dict[str, Any] = {"gates": [{"id": "near", "criterion": "evidence", "at_least": "l1", "otherwise": "no"}]}
# Criteria adds 0, 20, 40 or 60 and evidence 0, 13.3, 26.6 or 40: 100 and 0 are clear.
TOP, BOTTOM = {"criteria": "l3", "evidence": "l3"}, {"criteria": "l0", "evidence": "l1"}


def past(*scores: tuple[int, Verdict], times: int = 1, **fields: str) -> list[PastDecision]:
    return [
        PastDecision(f"row {n}", Fraction(score, 100), Fraction(score, 100), verdict, **fields)
        for n, (score, verdict) in enumerate(scores * times)
    ]


CLEAR = past((90, YES), (95, YES), (10, NO), (20, NO), times=50)


def batch(make_badge: MakeBadge, *answers: Mapping[str, Any]) -> tuple[list[Badge], dict[str, Mapping[str, Any]]]:
    badges = [make_badge(f"{number:064x}") for number in range(len(answers))]
    return badges, {badge.key: one for badge, one in zip(badges, answers, strict=True)}


def routes(result: Triage) -> list[tuple[Destination, str]]:
    return [(route.to, route.by) for route in result.routes]


@pytest.fixture
def ten(make_badge: MakeBadge) -> tuple[list[Badge], dict[str, Mapping[str, Any]]]:
    return batch(make_badge, *[TOP] * 6, *[BOTTOM] * 4)


def test_clear_scores_are_routed_by_their_side(make_rubric: MakeRubric, ten: Any) -> None:
    result = triage(make_rubric(TWO), *ten, CLEAR)
    assert routes(result) == [(Destination.ACCEPT, "score")] * 6 + [(Destination.NOT_COUNTED, "score")] * 4
    assert result.routes[0] == Route(
        ten[0][0].key,
        Destination.ACCEPT,
        "score",
        "yes",
        "Score 100.0 of 100, 60.0 or more: of 100 past decisions there none was otherwise.",
    )
    assert result.routes[-1].reason == "Score 13.3 of 100, below 60.0: of 100 past decisions there none was otherwise."


def test_what_a_rule_decides_is_told_apart_and_no_misroute(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric(TWO, **GATE, revoked="no", invalid_proof="no")
    badges, answers = batch(make_badge, *[TOP] * 5, {"criteria": "l3", "evidence": "l0"}, TOP, TOP, *[BOTTOM] * 6)
    forged = Verification(outcome=ProofOutcome.INVALID, method="signed", reason="the signature does not fit")
    badges[6] = badges[6].replace(status=AwardStatus.REVOKED)
    badges[7] = badges[7].replace(verification=forged)
    result = triage(rubric, badges, answers, CLEAR)
    by_score = [(Destination.ACCEPT, "score")] * 5, [(Destination.NOT_COUNTED, "score")] * 6
    assert routes(result) == [*by_score[0], *[(Destination.NOT_COUNTED, "rule")] * 3, *by_score[1]]
    assert [route.reason for route in result.routes[5:8]] == [
        "Gate: Evidence is at least «Level 1»: not passed, so Not counted.",
        "Gate: the issuer has not taken the award back: not passed, so Not counted.",
        "Gate: no signature of the badge is false: not passed, so Not counted.",
    ]
    assert result.by_score == 11
    assert result.sentence == (
        "5 clear accepts, 9 not counted (3 of them by a rule of the policy), 0 for the panel. Of the 11 routed by their score we "
        "expect fewer than 1, and at most 3, to differ from what a panel would say (95 of 100)."
    )


def test_a_gate_that_does_not_lead_to_a_no_is_the_panels(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    gates = [GATE["gates"][0] | {"otherwise": "yes"}]
    badges, answers = batch(make_badge, *[TOP] * 5, {"criteria": "l3", "evidence": "l0"})
    result = triage(make_rubric(TWO, gates=gates), badges, answers, CLEAR)
    assert routes(result)[-1] == (Destination.PANEL, "people")
    assert result.routes[-1].reason == "Gate: Evidence is at least «Level 1»: not passed, so Accept. People have to look at it."


def test_an_undetermined_decision_always_goes_to_the_panel(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    # Criteria 3 of 3 is 60: over the cut whatever evidence is, and the gate is still open.
    open_gate = {"criteria": "l3", "evidence": RatingState.UNKNOWN}
    badges, answers = batch(make_badge, *[TOP] * 5, open_gate, {"criteria": "l1", "evidence": RatingState.UNKNOWN}, {})
    result = triage(make_rubric(TWO, **GATE), badges, answers, CLEAR)
    assert routes(result)[5:] == [(Destination.PANEL, "people")] * 3
    assert [route.outcome for route in result.routes[5:]] == [None] * 3
    assert result.routes[5].reason == "Undetermined, score 60.0 to 100.0 of 100: still open are Accept, Not counted."


def test_a_score_as_near_to_the_cut_as_a_disagreement_is_the_panels(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    # 40 + 26.6 is 66.6 of 100; people said no to a badge with 68. Below, 40 + 0 is 20 from the cut and clear; 40 + 13.3 is not.
    near = [{"criteria": "l2", "evidence": "l2"}, {"criteria": "l2", "evidence": "l0"}, {"criteria": "l2", "evidence": "l1"}]
    badges, answers = batch(make_badge, *[TOP] * 117, *near)
    many = past((90, YES), (95, YES), (10, NO), (65, YES), times=35) + past((68, NO))
    result = triage(make_rubric(TWO), badges, answers, many)
    assert result.zones is not None
    assert [zone.threshold for zone in result.zones] == [6810, 5200]
    assert routes(result)[-3:] == [
        (Destination.PANEL, "people"),
        (Destination.NOT_COUNTED, "score"),
        (Destination.PANEL, "people"),
    ]
    assert result.routes[-1].reason == "Score 53.3 of 100: too near to the cut, people decided otherwise there too often."


OUTCOMES = [
    {"id": "yes", "kind": "accept", "name": "Accept", "wording": "Accepted."},
    {"id": "maybe", "kind": "conditional", "name": "On condition", "wording": "Accepted once it is shown."},
    {"id": "no", "kind": "not_counted", "name": "Not counted", "wording": "Not counted for hours."},
]
BANDS: dict[str, Any] = {
    "outcomes": OUTCOMES,
    "cuts": [{"at_least": 6000, "outcome": "yes"}, {"at_least": 3000, "outcome": "maybe"}],
    "below": "no",
}


def test_a_decision_on_condition_is_the_panels_and_so_is_what_a_pattern_of_levels_denies(
    make_rubric: MakeRubric, make_badge: MakeBadge
) -> None:
    badges, answers = batch(make_badge, *[TOP] * 5, {"criteria": "l2", "evidence": "l0"}, {"criteria": "l3", "evidence": "l1"})
    on_condition = triage(make_rubric(TWO, **BANDS), badges, answers, CLEAR)
    assert routes(on_condition)[-2:] == [(Destination.PANEL, "people"), (Destination.ACCEPT, "score")]
    assert on_condition.routes[-2].reason == "Score 40.0 of 100: the policy says On condition, and people have to look at that."
    profile = {"id": "p", "outcome": "yes", "parts": [{"criteria": 10_000, "at_least": 5000}]}
    denied = triage(make_rubric(TWO, **BANDS, profiles=[profile]), badges, answers, CLEAR)
    assert routes(denied)[-1] == (Destination.PANEL, "people")
    assert denied.routes[-1].reason == "Score 73.3 of 100: the policy says On condition, and people have to look at that."


def test_past_decisions_on_condition_speak_against_both_sides(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    badges, answers = batch(make_badge, *[TOP] * 60, *[BOTTOM] * 60)
    doubtful = past((90, YES), (10, NO), times=70) + past((95, BETWEEN), (15, BETWEEN))
    result = triage(make_rubric(TWO, **BANDS), badges, answers, doubtful)
    # The clearest lies 35 points above the cut at 60; on the other side that is beyond 0, counted from the cut at 30.
    assert result.zones is not None
    assert [zone.threshold for zone in result.zones] == [9510, 0]


def test_a_badge_among_the_past_decisions_is_decided_already(make_rubric: MakeRubric, ten: Any) -> None:
    badges, answers = ten
    known = [
        PastDecision("first", Fraction(1), Fraction(1), NO, "story", badge=badges[0].key),
        PastDecision("second", Fraction(1), Fraction(1), YES, badge=badges[1].key),
    ]
    result = triage(make_rubric(TWO), badges, answers, CLEAR + known)
    assert result.routes[0] == Route(badges[0].key, Destination.DECIDED, "people", "story", "Decided already: Keep in the story.")
    assert result.routes[1].reason == "Decided already: accepted."
    assert result.sentence.startswith("4 clear accepts, 4 not counted, 0 for the panel, 2 decided already. Of the 8 routed")


def test_a_zone_that_is_not_used_sends_its_badges_to_the_panel(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    badges, answers = batch(make_badge, *[TOP] * 10, BOTTOM)
    result = triage(make_rubric(TWO), badges, answers, past((90, YES), times=60) + past((20, NO), times=5))
    assert routes(result) == [(Destination.ACCEPT, "score")] * 10 + [(Destination.PANEL, "people")]
    why = "only 5 of 65 past decisions lie there, and 10 are needed"
    assert result.routes[-1].reason == f"Score 13.3 of 100: clear, but {why}."
    assert f"Not counted, scores below 60.0 of 100: not used, because {why}." in result.basis


@pytest.mark.parametrize(
    ("known", "options", "reason"),
    [
        ([], {}, "10 badges and at most 3 misroutes need 10 past decisions or more, and 0 can be used."),
        (
            CLEAR[:8],
            {},
            (
                "10 badges and at most 3 misroutes need 10 past decisions or more, and 8 can be used. "
                "With 8, at most 4 could be promised."
            ),
        ),
        (CLEAR, {"most_misroutes": 10}, "10 badges could be routed by score; to allow 10 misroutes promises nothing."),
        (
            past((90, YES), times=40),
            {},
            "all of the 40 past decisions accepted the badge, so nothing shows where people say otherwise.",
        ),
        (
            past((10, NO), (20, BETWEEN), times=20),
            {},
            "none of the 40 past decisions accepted the badge, so nothing shows where people say otherwise.",
        ),
        (
            past((90, YES), (10, NO), times=20, rubric="0" * 64),
            {},
            "the past decisions are by another version of the rubric. Score those badges by this version.",
        ),
        (
            past((90, YES), (99, NO), (10, NO), (2, YES), times=20),
            {},
            "no badge lies where the past decisions are clear.",
        ),
    ],
)
def test_a_triage_refuses_with_a_reason(
    make_rubric: MakeRubric, make_badge: MakeBadge, known: list[PastDecision], options: dict[str, int], reason: str
) -> None:
    badges, answers = batch(make_badge, *[{"criteria": "l3", "evidence": "l2"}] * 6, *[BOTTOM] * 4)
    result = triage(make_rubric(TWO), badges, answers, known, **options)
    assert result.refusal == reason
    assert {route.to for route in result.routes} == {Destination.PANEL}
    assert {route.reason.partition(". ")[2] for route in result.routes} == {"No triage could be made."}
    assert result.sentence == f"No triage: {reason} So it is 0 not counted, 10 for the panel."
    assert (result.by_score, result.expected, result.interval) == (0, 0, (0, 0))


def test_rules_decide_even_where_a_triage_refuses(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    badges, answers = batch(make_badge, *[TOP] * 5, {"criteria": "l3", "evidence": "l0"})
    result = triage(make_rubric(TWO, **GATE), badges, answers, [])
    assert routes(result) == [(Destination.PANEL, "people")] * 5 + [(Destination.NOT_COUNTED, "rule")]
    assert result.sentence.endswith("So it is 1 not counted (1 of them by a rule of the policy), 5 for the panel.")


def test_nothing_to_route_and_no_cut_to_route_by(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    badges, answers = batch(make_badge, {})
    assert triage(make_rubric(TWO), badges, answers, CLEAR).refusal == "no badge is left that a score could route."
    assert triage(make_rubric(TWO), [], {}, CLEAR).refusal == "no badge is left that a score could route."
    profile = {"id": "p", "outcome": "yes", "parts": [{"criteria": 10_000, "at_least": 10_000}]}
    by_profile = make_rubric(TWO, cuts=[], profiles=[profile])
    assert triage(by_profile, *batch(make_badge, *[TOP] * 5), CLEAR).refusal == (
        "no cut of this policy decides whether a badge is accepted, so a distance from a cut says nothing."
    )


def test_badges_that_a_rule_decides_stay_in_the_count_unless_the_past_is_without_such(
    make_rubric: MakeRubric, make_badge: MakeBadge
) -> None:
    """A past of plain yes and no may hold rule-made ones, so the batch is counted with its own: 10 rows against 6."""
    rubric = make_rubric(TWO, **GATE)
    badges, answers = batch(make_badge, *[TOP] * 6, *[{"criteria": "l3", "evidence": "l0"}] * 4)
    few = past((90, YES), (20, NO), times=3)
    assert triage(rubric, badges, answers, few).refusal.startswith("10 badges and at most 3 misroutes need 10 ")
    told = past((90, YES), times=10, outcome="yes") + past((20, NO), times=10, outcome="story")
    assert triage(rubric, badges, answers, told[:3], most_misroutes=1).refusal.startswith("6 badges and at most 1 misroute need")


def test_the_expected_number_is_one_more_than_was_seen_over_one_more_decision(make_rubric: MakeRubric, ten: Any) -> None:
    # 200 past decisions, none against: (0 + 1) * 10 / (200 + 1).
    result = triage(make_rubric(TWO), *ten, CLEAR)
    assert result.expected == Fraction(10, 201)
    # With 200 for 10 badges, more than 3 misroutes would be allowed for many; the promise is the one that was asked for.
    assert result.interval == (0, 3)
    one = triage(make_rubric(TWO), *ten, CLEAR, most_misroutes=1)
    assert one.interval == (0, 1)


def test_a_smaller_promise_is_made_where_it_costs_nothing(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    # 20 past and 12 new ones: the 3 clearest disagreements are all new with 12*11*10 / (32*31*30) = .044, so 2 misroutes can be
    # promised if no past disagreement is allowed. 4 or more of the 5 clearest are new with .053: for 3 none is allowed either.
    badges, answers = batch(make_badge, *[TOP] * 6, *[BOTTOM] * 6)
    result = triage(make_rubric(TWO), badges, answers, past((90, YES), (20, NO), times=10))
    assert (result.most_misroutes, result.interval) == (3, (0, 2))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"most_misroutes": -1}, "the number of misroutes allowed is 0 or more, found -1"),
        ({"sure": 49}, "how sure to be is 50 to 99 of 100 batches, found 49"),
        ({"sure": 100}, "how sure to be is 50 to 99 of 100 batches, found 100"),
    ],
)
def test_a_promise_out_of_range(make_rubric: MakeRubric, options: dict[str, int], message: str) -> None:
    with pytest.raises(RecordError) as caught:
        triage(make_rubric(TWO), [], {}, CLEAR, **options)
    assert caught.value.message == message


def test_the_plain_form_holds_text_and_whole_numbers_only(make_rubric: MakeRubric, ten: Any) -> None:
    plain = json.loads(json.dumps(triage(make_rubric(TWO), *ten, CLEAR).plain()), parse_float=pytest.fail)
    assert plain["counts"] == {"accept": 6, "not_counted": 4, "panel": 0, "decided": 0}
    assert (plain["expected_thousandths"], plain["interval"], plain["past"]) == (50, [0, 3], 200)
    assert plain["zones"]["accept"] == {"threshold": 6000, "past": 100, "against": 0, "routed": 6, "closed": ""}
    assert plain["routes"][0]["to"] == "accept"
