"""The smallest set of facts that settles a decision, by hand; see test_settling_trials.py for every set of gaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rubric_kit.model import AwardStatus, Badge, Decision, RatingState, Rubric
from rubric_kit.scoring import decide, rank
from rubric_kit.scoring.settling import smallest_settling_set
from rubric_kit.scoring.settling_words import settling_sentence

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]
Plain = dict[str, Any]

WITHHELD, UNKNOWN, NOT_APPLICABLE = RatingState.WITHHELD, RatingState.UNKNOWN, RatingState.NOT_APPLICABLE
# Levels of 0 to 3 points, so a criterion of weight w moves the score by w in three steps of w/3.
THREE = {"criteria": 6000, "evidence": 3000, "local": 1000}
CARRIED: Plain = {
    "id": "private-work",
    "withheld": "evidence",
    "counts_as": "l2",
    "when": [{"criterion": "criteria", "at_least": "l2"}, {"criterion": "local", "at_least": "l1"}],
}


def asked(rubric: Rubric, badge: Badge, answers: Mapping[str, Any]) -> set[str] | None:
    found = smallest_settling_set(rubric, badge, answers)
    return None if found is None else set(found.criteria)


def test_gaps_that_can_decide_are_asked_and_others_are_not(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge = make_rubric(THREE, cut=6000), make_badge()
    # Criteria l2 is 40. Evidence adds 0, 10, 20 or 30, and at l1 local decides: it adds 0 to 10, and 40 + 10 + 10 is on the cut.
    both = decide(rubric, badge, {"criteria": "l2", "evidence": UNKNOWN, "local": UNKNOWN})
    assert both.settling is not None
    assert (both.settling.criteria, both.settling.smallest) == (("evidence", "local"), True)
    # With local at l3 only evidence is open.
    assert asked(rubric, badge, {"criteria": "l2", "evidence": UNKNOWN, "local": "l3"}) == {"evidence"}
    # Without weight and without a rule, local can decide nowhere.
    light = make_rubric({"criteria": 6000, "evidence": 4000, "local": 0})
    assert asked(light, badge, {"criteria": "l2", "evidence": UNKNOWN, "local": UNKNOWN}) == {"evidence"}


def test_a_small_gap_between_the_steps_of_a_large_one_is_left_out(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    # Criteria alone: 0, 30, 60 or 90. Local adds 0 to 10: 0-10, 30-40, 60-70, 90-100, and no cut lies in these.
    answers = {"criteria": UNKNOWN, "local": UNKNOWN, "rest": "l0"}
    weights = {"criteria": 9000, "local": 1000, "rest": 0}
    assert asked(make_rubric(weights, cut=5000), make_badge(), answers) == {"criteria"}
    # A cut of 65 lies in the third.
    assert asked(make_rubric(weights, cut=6500), make_badge(), answers) == {"criteria", "local"}


def test_a_gate_is_asked_though_it_carries_no_weight(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    gate = {"id": "safe", "criterion": "safety", "at_least": "l1", "otherwise": "no"}
    rubric = make_rubric({"criteria": 10_000, "safety": 0}, cut=5000, gates=[gate])
    # Criteria at l0 and the gate passed is "story", and the gate not passed is "no": both gaps can decide.
    assert asked(rubric, make_badge(), {"criteria": UNKNOWN, "safety": UNKNOWN}) == {"criteria", "safety"}
    assert asked(rubric, make_badge(), {"criteria": "l3", "safety": UNKNOWN}) == {"safety"}


def test_two_conditions_may_matter_only_together(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    weights = {"evidence": 10_000, "criteria": 0, "local": 0}
    rubric = make_rubric(weights, cut=6000, substitutions=[CARRIED])
    answers = {"evidence": WITHHELD, "criteria": UNKNOWN, "local": UNKNOWN}
    decision = decide(rubric, make_badge(), answers)
    # Evidence counts as l2, 66.7, if both hold; if not, it may be anything. Neither condition is enough, nor are both: then what
    # is withheld decides. So its level has to be asked, and then no condition is looked at any more.
    assert decision.settling is not None
    assert decision.settling.criteria == ("evidence",)
    assert {one.criterion for one in decision.settlers} == {"evidence", "criteria", "local"}
    # With criteria known to hold, local settles it only where it holds as well, so that evidence is still the one to ask.
    assert asked(rubric, make_badge(), answers | {"criteria": "l3"}) == {"evidence"}


def test_what_is_withheld_is_asked_only_where_it_can_decide(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric({"criteria": 8000, "evidence": 2000, "local": 0}, cut=6000, substitutions=[CARRIED])
    # Criteria l2 is 53.3. Carried, evidence adds 13.3 and reaches the cut; with local at l0 it is not carried, and decides.
    answers = {"criteria": "l2", "evidence": WITHHELD, "local": UNKNOWN}
    assert asked(rubric, make_badge(), answers) == {"evidence"}
    # With a gate on local, l0 is "no" whatever evidence is, and from l1 on evidence is carried: it may stay private.
    gated = make_rubric(
        {"criteria": 8000, "evidence": 2000, "local": 0},
        cut=6000,
        substitutions=[CARRIED],
        gates=[{"id": "near", "criterion": "local", "at_least": "l1", "otherwise": "no"}],
    )
    assert asked(gated, make_badge(), answers) == {"local"}


def test_where_nothing_is_rated_there_is_no_set(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge = make_rubric(THREE), make_badge()
    for answers in ({}, dict.fromkeys(THREE), {"local": NOT_APPLICABLE}):
        decision = decide(rubric, badge, answers)
        assert (decision.outcome, decision.settling) == (None, None)
        assert settling_sentence(rubric, decision) == "Nothing is rated yet. Rate it first."
        assert decision.settlers
    # "Cannot tell" is an answer.
    assert asked(rubric, badge, dict.fromkeys(THREE, UNKNOWN)) == set(THREE)


def test_a_decision_that_is_sure_asks_nothing(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge = make_rubric(THREE, revoked="no"), make_badge()
    sure = decide(rubric, badge, {"criteria": "l3", "evidence": UNKNOWN})
    assert (sure.outcome, sure.settling, settling_sentence(rubric, sure)) == ("yes", None, "")
    taken_back = badge.replace(status=AwardStatus.REVOKED)
    assert smallest_settling_set(rubric, taken_back, {"criteria": "l2", "evidence": UNKNOWN}) is None


def test_no_answer_helps_where_nothing_that_carries_weight_applies(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    gate = {"id": "safe", "criterion": "local", "at_least": "l1", "otherwise": "no"}
    rubric = make_rubric({"criteria": 10_000, "local": 0}, gates=[gate])
    decision = decide(rubric, make_badge(), {"criteria": NOT_APPLICABLE, "local": UNKNOWN})
    assert (decision.outcome, decision.settling) == (None, None)
    assert settling_sentence(rubric, decision) == (
        "No answer can make this decision sure: no criterion that carries weight applies."
    )


def test_a_stopped_search_gives_a_set_that_is_enough_and_says_so(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge = make_rubric({"criteria": 9000, "local": 1000, "rest": 0}, cut=5000), make_badge()
    answers = {"criteria": UNKNOWN, "local": UNKNOWN, "rest": "l0"}
    # Criteria alone is enough, and is told without a search: each of its levels was tried as a single question.
    assert smallest_settling_set(rubric, badge, answers, most_boxes=0) == smallest_settling_set(rubric, badge, answers)
    four = make_rubric({"a": 4500, "b": 4500, "c": 900, "d": 100}, cut=5000)
    open_all = dict.fromkeys("abc", UNKNOWN) | {"d": None}
    whole = smallest_settling_set(four, badge, open_all)
    stopped = smallest_settling_set(four, badge, open_all, most_boxes=5)
    assert whole is not None
    assert stopped is not None
    assert (whole.smallest, stopped.smallest) == (True, False)
    assert set(whole.criteria) <= set(stopped.criteria) == {"a", "b", "c", "d"}
    told = settling_sentence(four, decide(four, badge, open_all).replace(settling=stopped))
    assert told.endswith("Perhaps fewer are enough: there were too many ways to fill the gaps to look at all of them.")


def test_forty_criteria_with_thirty_gaps_are_searched_to_the_end(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric({f"c{n}": 250 for n in range(40)}, cut=6000)
    answers = {f"c{n}": UNKNOWN if n < 30 else "l2" for n in range(40)}
    found = smallest_settling_set(rubric, make_badge(), answers)
    assert found is not None
    assert (len(found.criteria), found.smallest) == (30, True)


def test_the_question_that_settles_most_often_comes_before_the_one_that_moves_most(
    make_rubric: MakeRubric, make_badge: MakeBadge
) -> None:
    gate = {"id": "near", "criterion": "local", "at_least": "l3", "otherwise": "no"}
    rubric = make_rubric({"criteria": 9000, "local": 1000}, cut=5000, gates=[gate])
    # Local below l3 is "no" and settles it: 3 of 4 levels. Criteria settles nothing while the gate is open.
    settlers = decide(rubric, make_badge(), dict.fromkeys(("criteria", "local"), UNKNOWN)).settlers
    assert [(one.criterion, one.settling, one.spread) for one in settlers] == [
        ("local", 3, 3_000_000),
        ("criteria", 0, 27_000_000),
    ]


def test_a_decision_saved_before_there_were_sets_is_still_read(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    decision = decide(make_rubric(THREE), make_badge(), {"criteria": "l2", "evidence": UNKNOWN, "local": UNKNOWN})
    old = decision.plain()
    del old["settling"]
    for settler in old["settlers"]:
        del settler["settling"]
    read = Decision.parse(old)
    assert (read.settling, [one.settling for one in read.settlers]) == (None, [0, 0])
    assert Decision.parse(decision.plain()) == decision


def test_a_ranking_looks_for_no_set_unless_it_is_asked(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge = make_rubric(THREE), make_badge()
    answers = {badge.key: {"criteria": "l2", "evidence": UNKNOWN}}
    assert [one.settling for one in rank(rubric, [badge], answers)] == [None]
    assert [one.settling is None for one in rank(rubric, [badge], answers, what_if=True)] == [False]
