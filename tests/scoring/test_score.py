from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, BadgeKind, RatingState, Rubric, interval_text
from rubric_kit.scoring import decide, score_badge

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]

# Journey J2: two badges called the same. Weights .30 .25 .20 .15 .10, levels 0 to 3.
FIRST = {"criteria": "l3", "evidence": "l3", "assessment": "l2", "alignment": "l1", "issuer": "l3"}
SECOND: dict[str, Any] = {"criteria": "l1", "evidence": "l0", "assessment": "l1", "alignment": "l3", "issuer": "l2"}


def test_two_badges_of_the_same_name(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    # (.30*3 + .25*3 + .20*2 + .15*1 + .10*3) / 3 = 2.50 / 3 = .8333
    first = score_badge(make_rubric(), make_badge(), FIRST)
    assert (first.low, first.high, first.full) == (25_000_000, 25_000_000, 30_000_000)
    assert (first.low_share, interval_text(first)) == (8333, "83.3")
    # (.30*1 + .25*0 + .20*1 + .15*3 + .10*2) / 3 = 1.15 / 3 = .3833
    second = score_badge(make_rubric(), make_badge(), SECOND)
    assert (second.low, second.high) == (11_500_000, 11_500_000)
    assert interval_text(second) == "38.3"


def test_withheld_evidence_makes_an_interval(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    # Evidence can add 0 to .25*3, so 1.15 / 3 to 1.90 / 3: .3833 to .6333.
    answers = SECOND | {"evidence": RatingState.WITHHELD}
    score = score_badge(make_rubric(), make_badge(), answers, rater="r1")
    assert (score.low, score.high) == (11_500_000, 19_000_000)
    assert (score.low_share, score.high_share, interval_text(score)) == (3833, 6333, "38.3 to 63.3")
    assert (score.rater, score.applicable_weight, score.rated_weight) == ("r1", 10_000, 7_500)
    evidence = score.criteria[1]
    assert (evidence.level, evidence.state, evidence.rated) == (None, RatingState.WITHHELD, True)
    assert (evidence.low, evidence.high) == (0, 7_500_000)


def test_the_missing_evidence_settles_the_second_badge(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    decision = decide(make_rubric(), make_badge(), SECOND | {"evidence": RatingState.WITHHELD})
    assert decision.outcome is None
    assert decision.possible == ("yes", "story")
    [settler] = decision.settlers
    assert (settler.criterion, settler.alone, settler.spread) == ("evidence", True, 7_500_000)
    assert settler.ask == "How is evidence?"


def test_a_criterion_that_does_not_apply_rescales_the_others(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    score = score_badge(make_rubric(), make_badge(), SECOND | {"evidence": RatingState.NOT_APPLICABLE})
    # 1.15 of .75*3 = 2.25: .5111
    assert (score.low, score.full, score.low_share) == (11_500_000, 22_500_000, 5111)
    assert score.criteria[1].state is RatingState.NOT_APPLICABLE


def test_all_of_nothing_is_not_full_marks(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    nothing = dict.fromkeys(FIRST, RatingState.NOT_APPLICABLE)
    decision = decide(make_rubric(), make_badge(), nothing)
    assert (decision.score.full, decision.score.low_share, decision.score.high_share) == (0, 0, 0)
    assert (decision.outcome, decision.possible, decision.settlers) == (None, ("yes", "story"), ())


def test_a_badge_that_nobody_rated_is_open_from_end_to_end(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    decision = decide(make_rubric(), make_badge(), {})
    assert (decision.score.low_share, decision.score.high_share) == (0, 10_000)
    assert [settler.criterion for settler in decision.settlers] == ["criteria", "evidence", "assessment", "alignment", "issuer"]
    assert not any(settler.alone for settler in decision.settlers)
    assert not any(part.rated for part in decision.score.criteria)


def test_a_policy_can_say_that_a_kind_needs_no_evidence(make_badge: MakeBadge) -> None:
    rubric = starter_rubric()
    score = score_badge(rubric, make_badge(kind=BadgeKind.PARTICIPATION), {"learning_evidence": "l3"})
    evidence = next(part for part in score.criteria if part.criterion == "learning_evidence")
    assert (evidence.level, evidence.state) == (None, RatingState.NOT_APPLICABLE)
    assert score.applicable_weight == 7_500


# Journey J5: evidence is withheld by school rule; criteria at 3 and issuer at 2 carry it.
PRIVATE = {
    "criteria_clarity": "l3",
    "learning_evidence": RatingState.WITHHELD,
    "issuer_standing": "l2",
    "locality": "l3",
    "framework_alignment": "l0",
    "classroom_use": "l0",
    "mission_fit": "l1",
}


def test_withheld_student_work_is_carried_by_criteria_and_issuer(make_badge: MakeBadge) -> None:
    decision = decide(starter_rubric(), make_badge(), PRIVATE)
    # .25*3 + .25*2 (counts as level 2) + .15*2 + .05*3 = 1.70 of 3: .5666, from 45 on condition.
    assert (decision.score.low, decision.score.high) == (17_000_000, 17_000_000)
    assert (decision.outcome, decision.score.low_share) == ("conditional", 5666)
    part = decision.score.criteria[1]
    assert (part.level, part.state, part.substituted_by) == ("l2", RatingState.WITHHELD, "private-evidence")


def test_an_issuer_below_the_condition_carries_nothing(make_badge: MakeBadge) -> None:
    decision = decide(starter_rubric(), make_badge(), PRIVATE | {"issuer_standing": "l1"})
    # .25*3 + .15*1 + .05*3 = 1.05, and evidence adds 0 to .75: 1.05 / 3 to 1.80 / 3.
    assert (decision.score.low_share, decision.score.high_share) == (3500, 6000)
    assert decision.score.criteria[1].substituted_by is None
    assert decision.possible == ("accept", "conditional", "narrative")


def test_an_unknown_issuer_leaves_both_ways_open(make_badge: MakeBadge) -> None:
    score = score_badge(starter_rubric(), make_badge(), PRIVATE | {"issuer_standing": RatingState.UNKNOWN})
    # Lowest: issuer 0 and no evidence, .25*3 + .05*3 = .90. Highest: either way at most
    # issuer 3 carries evidence at 2: .90 + .45 + .50 = 1.85; issuer 1 and evidence 3: .90 + .15 + .75 = 1.80.
    assert (score.low, score.high) == (9_000_000, 18_500_000)
    assert score.criteria[1].level is None
