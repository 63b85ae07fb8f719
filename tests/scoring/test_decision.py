from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.model import AwardStatus, Badge, ProofOutcome, RatingState, Rubric, Verification
from rubric_kit.scoring import decide

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]

TWO = {"clarity": 6000, "fit": 4000}
GATE: dict[str, Any] = {"gates": [{"id": "must-fit", "criterion": "fit", "at_least": "l1", "otherwise": "no"}]}
ENTRY: dict[str, Any] = {
    "gates": [{"id": "first", "criterion": "clarity", "at_least": "l1", "otherwise": "story"}, *GATE["gates"]]
}
CARRY = {
    "substitutions": [{"id": "carry", "withheld": "clarity", "counts_as": "l2", "when": [{"criterion": "fit", "at_least": "l2"}]}]
}


# Three levels worth 0 to 2 points: clarity at 2 and fit at 0 is (.60*2) / 2 = 60 of 100.
@pytest.mark.parametrize(("cut", "outcome"), [(5999, "yes"), (6000, "yes"), (6001, "story")])
def test_a_score_on_the_cut_reaches_it(make_rubric: MakeRubric, make_badge: MakeBadge, cut: int, outcome: str) -> None:
    decision = decide(make_rubric(TWO, cut=cut, levels=3), make_badge(), {"clarity": "l2", "fit": "l0"})
    assert decision.outcome == outcome


def test_no_score_opens_a_gate(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    decision = decide(make_rubric(TWO, levels=3, **GATE), make_badge(), {"clarity": "l2", "fit": "l0"})
    assert (decision.outcome, decision.score.low_share) == ("no", 6000)
    assert decision.trace[0].sentence == "Gate: Fit is at least «Level 1»: not passed, so Not counted."
    assert (decision.trace[0].result, decision.trace[0].id) == ("failed", "must-fit")


def test_the_first_gate_that_fails_decides(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    decision = decide(make_rubric(TWO, **ENTRY), make_badge(), {"clarity": "l0", "fit": "l0"})
    assert decision.outcome == "story"
    assert [step.id for step in decision.trace if step.rule == "gate"] == ["first"]


def test_an_award_that_was_taken_back_is_decided_whatever_the_ratings_say(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge = make_rubric(TWO, levels=3, revoked="no"), make_badge()
    full = {"clarity": "l2", "fit": "l2"}
    assert decide(rubric, badge, full).outcome == "yes"
    for answers in (full, {}, {"clarity": RatingState.WITHHELD}):
        decision = decide(rubric, badge.replace(status=AwardStatus.REVOKED), answers)
        assert (decision.outcome, decision.possible, decision.settlers, decision.flips) == ("no", ("no",), (), ())
        assert decision.trace[0].sentence == "Gate: the issuer has not taken the award back: not passed, so Not counted."
        assert "cut" not in {step.rule for step in decision.trace}


def test_a_false_signature_decides_whatever_the_ratings_say(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    full = {"clarity": "l2", "fit": "l2"}
    proof = Verification(outcome=ProofOutcome.INVALID, method="signed", reason="the signature does not fit")
    forged = make_badge().replace(verification=proof)
    decision = decide(make_rubric(TWO, levels=3, invalid_proof="no"), forged, full)
    assert (decision.outcome, decision.trace[0].id) == ("no", "invalid-proof")
    assert decision.trace[0].sentence == "Gate: no signature of the badge is false: not passed, so Not counted."
    assert decide(make_rubric(TWO, levels=3), forged, full).outcome == "yes"
    taken_back = forged.replace(status=AwardStatus.REVOKED)
    both = decide(make_rubric(TWO, levels=3, invalid_proof="no", revoked="yes"), taken_back, full)
    assert (both.outcome, both.trace[0].id) == ("yes", "revoked")


def test_a_policy_may_judge_a_revoked_award_like_any_other(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    taken_back = make_badge().replace(status=AwardStatus.REVOKED)
    assert decide(make_rubric(TWO, levels=3), taken_back, {"clarity": "l2", "fit": "l2"}).outcome == "yes"


def test_a_gate_on_a_criterion_that_does_not_apply_is_not_looked_at(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    answers = {"clarity": "l3", "fit": RatingState.NOT_APPLICABLE}
    decision = decide(make_rubric(TWO, **GATE), make_badge(), answers)
    assert decision.outcome == "yes"
    assert [step.rule for step in decision.trace] == ["left_out", "sum", "cut"]
    assert decision.trace[0].sentence == (
        "Fit is left out: the raters say that it does not apply to this badge. The other weights are rescaled."
    )


def test_a_gate_and_a_score_on_one_gap_are_never_mixed(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    # Fit passes the gate at 1: then the score is at least .60*1 + .40*(1/3) = 73.3, which is above the cut. Below it the gate
    # decides. So "story", which a score of 60 without the gate would give at a cut of 70, is never open.
    decision = decide(make_rubric(TWO, cut=7000, **GATE), make_badge(), {"clarity": "l3"})
    assert decision.possible == ("yes", "no")
    [settler] = decision.settlers
    assert (settler.criterion, settler.alone) == ("fit", True)


def test_flips_name_the_nearest_level_that_turns_a_decision(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    # Clarity 1 of 3 and fit 3 of 3: .20 + .40 = 60, on the cut. One step down in either loses it; in clarity
    # l0 gives 40, in fit l2 gives 46.7.
    decision = decide(make_rubric(TWO), make_badge(), {"clarity": "l1", "fit": "l3"})
    found = {flip.criterion: (flip.from_level, flip.to_level, flip.outcome) for flip in decision.flips}
    assert found == {"clarity": ("l1", "l0", "story"), "fit": ("l3", "l2", "story")}
    assert decision.settlers == ()


def test_the_question_that_is_enough_comes_first(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    # Every score reaches a cut of 0, so only the gate on fit is open: its answer is enough, although clarity moves the
    # score further (6000*3000 against 4000*3000).
    settlers = decide(make_rubric(TWO, cut=0, **GATE), make_badge(), {}).settlers
    assert [(one.criterion, one.alone, one.spread) for one in settlers] == [
        ("fit", True, 12_000_000),
        ("clarity", False, 18_000_000),
    ]
    # Where no single answer is enough, the one that moves the score furthest comes first.
    settlers = decide(make_rubric({"fit": 4000, "clarity": 6000}, cut=7000), make_badge(), {}).settlers
    assert [(one.criterion, one.alone) for one in settlers] == [("clarity", False), ("fit", False)]


def test_no_what_if_leaves_settlers_and_flips_out(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    for answers in ({"clarity": "l1", "fit": "l3"}, {}):
        decision = decide(make_rubric(TWO), make_badge(), answers, what_if=False)
        assert (decision.flips, decision.settlers) == ((), ())


def test_a_level_may_bear_the_name_of_a_state(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    plain = make_rubric(TWO, cut=3000).plain()
    for criterion in plain["criteria"]:
        criterion["levels"][0]["id"] = "unknown"
    # Fit at the top gives 40 of 100, above the cut, whatever clarity is: only fit is a rating that can be changed.
    answers = {"clarity": RatingState.UNKNOWN, "fit": "l3"}
    decision = decide(Rubric.parse(plain), make_badge(), answers)
    assert decision.outcome == "yes"
    assert "clarity" not in {flip.criterion for flip in decision.flips}
    zero = decide(Rubric.parse(plain), make_badge(), {"clarity": "unknown", "fit": "unknown"})
    assert (zero.outcome, zero.score.high) == ("story", 0)


def test_two_conditions_on_one_criterion_must_both_hold(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    when = [{"criterion": "fit", "at_least": "l3"}, {"criterion": "fit", "at_least": "l1"}]
    rule = {"id": "carry", "withheld": "clarity", "counts_as": "l2", "when": when}
    answers = {"clarity": RatingState.WITHHELD, "fit": "l2"}
    decision = decide(make_rubric(TWO, substitutions=[rule]), make_badge(), answers)
    assert decision.score.criteria[0].substituted_by is None


@pytest.mark.parametrize(
    ("fit", "result", "end"),
    [
        ("l2", "applied", "that is so."),
        ("l1", "not_reached", "that is not so."),
        (RatingState.UNKNOWN, "could_go_either_way", "that cannot be told yet."),
    ],
)
def test_the_trace_tells_what_a_substitution_came_to(
    make_rubric: MakeRubric, make_badge: MakeBadge, fit: str, result: str, end: str
) -> None:
    answers = {"clarity": RatingState.WITHHELD, "fit": fit}
    step = decide(make_rubric(TWO, **CARRY), make_badge(), answers).trace[0]
    assert (step.rule, step.id, step.result) == ("substitution", "carry", result)
    assert step.sentence == f"Clarity is withheld. It counts as «Level 2» if Fit is at least «Level 2»: {end}"


def test_a_rated_criterion_is_never_substituted(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    for state in ("l0", RatingState.UNKNOWN, None):
        decision = decide(make_rubric(TWO, **CARRY), make_badge(), {"clarity": state, "fit": "l3"})
        assert decision.score.criteria[0].substituted_by is None
        assert not [step for step in decision.trace if step.rule == "substitution"]


@pytest.mark.parametrize(
    ("answer", "words"), [(None, "not rated yet"), (RatingState.UNKNOWN, "cannot tell"), (RatingState.WITHHELD, "withheld")]
)
def test_an_open_gate_says_why_it_is_open(
    make_rubric: MakeRubric, make_badge: MakeBadge, answer: RatingState | None, words: str
) -> None:
    step = decide(make_rubric(TWO, **GATE), make_badge(), {"clarity": "l3", "fit": answer}).trace[0]
    assert step.result == "could_go_either_way"
    assert step.sentence == f"Gate: Fit is at least «Level 1»: {words}, so it could go either way (Not counted if not passed)."


def test_the_trace_ends_with_the_sum_and_the_cuts(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    # Clarity 1 of 3 is 20 of 100; fit open adds 0 to 40.
    steps = decide(make_rubric(TWO, cut=6000), make_badge(), {"clarity": "l1"}).trace
    assert [step.sentence for step in steps] == [
        "Score 20.0 to 60.0 of 100: Clarity 20.0, Fit 0.0 to 40.0.",
        "Accept from 60.0 of 100: could go either way.",
        "Keep in the story below all cuts: could be where it falls.",
    ]
    sure = decide(make_rubric(TWO, cut=6000), make_badge(), {"clarity": "l1", "fit": "l0"}).trace
    assert [step.sentence for step in sure[1:]] == [
        "Accept from 60.0 of 100: not reached.",
        "Keep in the story below all cuts: this is where it falls.",
    ]
    nothing = decide(make_rubric(TWO), make_badge(), dict.fromkeys(TWO, RatingState.NOT_APPLICABLE)).trace
    assert nothing[-1].sentence == "Score: no criterion that carries weight applies, so there is nothing to add up."


def test_a_decision_names_badge_rater_and_version(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge = make_rubric(TWO), make_badge()
    assert decide(rubric, badge, {}).rater == "panel"
    decision = decide(rubric, badge, {}, rater="r7")
    assert (decision.badge, decision.rater, decision.rubric) == (badge.key, "r7", rubric.fingerprint)
