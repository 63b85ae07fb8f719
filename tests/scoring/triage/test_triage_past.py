"""What people decided: how it is read, and which of it may speak about a new batch."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring.triage import PastDecision, Verdict, past_of_badge, read_verdict
from rubric_kit.scoring.triage.past import rule_outcomes, usable_past

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]

GATE = [{"id": "near", "criterion": "criteria", "at_least": "l1", "otherwise": "no"}]


def row(outcome: str = "", *, rubric: str = "", badge: str = "", verdict: Verdict = Verdict.NOT_COUNTED) -> PastDecision:
    return PastDecision("row", Fraction(1, 2), Fraction(1, 2), verdict, outcome, rubric, badge)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("yes", (Verdict.ACCEPTED, "yes")),
        ("  Keep in  the story ", (Verdict.NOT_COUNTED, "story")),
        ("NOT COUNTED", (Verdict.NOT_COUNTED, "no")),
        ("accepted", (Verdict.ACCEPTED, "")),
        ("Not", (Verdict.NOT_COUNTED, "")),
        ("perhaps", None),
        ("", None),
    ],
)
def test_a_decision_is_an_outcome_or_a_plain_yes_or_no(
    make_rubric: MakeRubric, text: str, found: tuple[Verdict, str] | None
) -> None:
    # "Accept" is the name of the outcome "yes" here; the words for a plain yes come after the names of outcomes.
    policy = make_rubric().policy
    assert read_verdict(policy, text) == found
    assert read_verdict(policy, "accept") == (Verdict.ACCEPTED, "yes")


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [
        ("accept", Verdict.ACCEPTED),
        ("accept_at_level", Verdict.ACCEPTED),
        ("endorse", Verdict.ACCEPTED),
        ("conditional", Verdict.BETWEEN),
        ("narrative", Verdict.NOT_COUNTED),
        ("not_counted", Verdict.NOT_COUNTED),
    ],
)
def test_every_kind_of_outcome_comes_to_a_verdict(make_rubric: MakeRubric, kind: str, verdict: Verdict) -> None:
    plain = make_rubric().plain()
    plain["policy"]["outcomes"][0]["kind"] = kind
    assert read_verdict(Rubric.parse(plain).policy, "yes") == (verdict, "yes")


def test_what_another_version_or_a_rule_decided_is_left_out_and_said(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(gates=GATE, revoked="no")
    ours, other = rubric.fingerprint, make_rubric(cut=5000, gates=GATE).fingerprint
    rows = [
        row("story", rubric=ours),
        row("story", rubric=ours[:8]),
        row("story"),
        row("no", rubric=ours),
        row("yes", rubric=other),
    ]
    found = usable_past(rubric, rows)
    assert found.rows == tuple(rows[:3])
    assert found.other_version == 1
    assert found.notes == (
        "Left out: 1 past decision by another version of the rubric.",
        "Left out: 1 past decision with an outcome that only a rule leads to: Not counted.",
        "1 past decision without a rubric fingerprint: taken to be by the version at hand.",
    )


def test_an_outcome_that_a_score_leads_to_as_well_is_no_rule_s_alone(make_rubric: MakeRubric) -> None:
    assert rule_outcomes(make_rubric(gates=GATE).policy) == {"no"}
    assert rule_outcomes(make_rubric(gates=GATE, below="no").policy) == frozenset()
    assert rule_outcomes(make_rubric(revoked="story", invalid_proof="no").policy) == {"no"}


def test_a_badge_decided_by_this_version_is_decided_and_one_by_another_is_not(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(gates=GATE)
    rows = [row("yes", badge="a" * 64), row("no", badge="b" * 64), row("yes", badge="c" * 64, rubric="0" * 64)]
    assert set(usable_past(rubric, rows).decided) == {"a" * 64, "b" * 64}


def test_a_badge_at_hand_is_scored_exactly(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric, badge = make_rubric({"criteria": 6000, "evidence": 4000}), make_badge()
    # Criteria 1 of 3 is 20; evidence, not known, adds 0 to 40.
    answers = {"criteria": "l1", "evidence": RatingState.UNKNOWN}
    found = past_of_badge(rubric, badge, answers, (Verdict.ACCEPTED, "yes"))
    assert (found.low, found.high) == (Fraction(1, 5), Fraction(3, 5))
    assert (found.label, found.rubric, found.badge) == (badge.handle, rubric.fingerprint, badge.key)
