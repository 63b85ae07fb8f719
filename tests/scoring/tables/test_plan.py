from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.errors import RecordError
from rubric_kit.model import BadgeKind, Rubric
from rubric_kit.scoring.tables.plan import CarryRule, CountRule, GateRule, Least, RungRule, score_plan

MakeRubric = Callable[..., Rubric]
TWO = {"clarity": 6000, "fit": 4000}
POLICY: dict[str, Any] = {
    "gates": [{"id": "must-fit", "criterion": "fit", "at_least": "l1", "otherwise": "no"}],
    "substitutions": [
        {
            "id": "carry",
            "withheld": "clarity",
            "counts_as": "l2",
            "when": [{"criterion": "fit", "at_least": "l1"}, {"criterion": "fit", "at_least": "l3"}],
        }
    ],
    "profiles": [{"id": "p", "outcome": "yes", "parts": [{"criteria": 5000, "at_least": 6667}]}],
    "revoked": "no",
    "invalid_proof": "story",
    "evidence_criterion": "fit",
    "evidence_rules": [
        {"kind": "participation", "requirement": "not_applicable"},
        {"kind": "membership", "requirement": "optional"},
    ],
}


def test_a_plan_holds_what_the_rubric_says(make_rubric: MakeRubric) -> None:
    plan = score_plan(make_rubric(TWO, **POLICY))
    assert plan.points == ((0, 6_000_000, 12_000_000, 18_000_000), (0, 4_000_000, 8_000_000, 12_000_000))
    assert (plan.full, plan.levels, plan.outcomes) == (30_000_000, (4, 4), ("yes", "story", "no"))
    assert plan.gates == (GateRule(Least(1, 1), 2),)
    # Of two conditions on one criterion the stricter one decides.
    assert plan.carries == (CarryRule(0, 2, (Least(1, 3),)),)
    # 6,667 basis points of 3000 are 2000.1: only the top level, 3000, reaches that.
    assert plan.rungs == (RungRule(0, 6000, (CountRule(5000, (3, 3)),)),)
    assert (plan.below, plan.revoked, plan.invalid_proof, plan.evidence) == (1, 2, 1, 1)
    assert plan.no_evidence == {BadgeKind.PARTICIPATION}
    assert (plan.moved, plan.cases, plan.ratable) == ((0, 1), 2, 0b111)


def test_open_outcomes_are_named_in_the_order_of_the_policy(make_rubric: MakeRubric) -> None:
    plan = score_plan(make_rubric(TWO))
    assert (plan.open_outcomes(0b101), plan.open_outcomes(0)) == (("yes", "no"), ())
    assert (plan.gates, plan.carries, plan.moved, plan.cases, plan.ratable) == ((), (), (), 1, 0b11)


def test_more_outcomes_than_bits_are_refused(make_rubric: MakeRubric) -> None:
    def rubric(count: int) -> Rubric:
        names = ["yes", "story", *(f"o{n}" for n in range(count - 2))]
        return make_rubric(TWO, outcomes=[{"id": n, "kind": "accept", "name": n, "wording": "Done."} for n in names])

    assert len(score_plan(rubric(62)).outcomes) == 62
    with pytest.raises(RecordError, match=r"^the policy has 63 outcomes; tables carry at most 62: leave out what is not used$"):
        score_plan(rubric(63))
