"""Steps that change how a rubric decides: each gives a policy that can be published, or says in one line why it is not taken."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import apply_step, draft_of, draft_problems, publish, starter_rubric
from rubric_kit.authoring.policy_words import policy_sentences
from rubric_kit.errors import RecordError

Draft = dict[str, Any]
RULE = {"substitution": "private-evidence"}


def said(draft: Draft, path: str) -> str:
    """Return what the published version says about a rule."""
    (text,) = [one.text for one in policy_sentences(publish(draft)) if one.path == path]
    return text


def test_a_cut_is_moved_and_nobody_has_adopted_it(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "set_adopted", "value": "The board, 3 May 2026"})
    assert said(draft, "policy.adopted") == "The cuts were adopted: The board, 3 May 2026."
    draft = apply_step(draft, {"do": "set_cut", "cut": 1, "value": 6550})
    assert said(draft, "policy.cuts.accept") == "Accept from 65.5 of 100."
    assert said(draft, "policy.adopted") == "Nobody has adopted the cuts yet."
    assert apply_step(draft, {"do": "set_adopted", "value": "  "})["policy"]["adopted"] is None


def test_a_cut_that_is_no_number_or_out_of_order_is_a_problem_to_mend(draft: Draft) -> None:
    (problem,) = draft_problems(apply_step(draft, {"do": "set_cut", "cut": 0, "value": "many"}))
    assert (problem.code, problem.path) == ("RKR001", "policy.cuts.0.at_least")
    (problem,) = draft_problems(apply_step(draft, {"do": "set_cut", "cut": 0, "value": 5000}))
    assert problem.message == "cuts must fall from first to last, found 5000, 6000, 4500 basis points"


def test_a_gate_is_added_where_none_is_and_changed_and_removed(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "add_gate"})
    new = draft["policy"]["gates"][-1]
    # The first criterion without a gate, at the level above the lowest; below it nobody is refused more than below all cuts.
    assert new == {"id": "gate1", "criterion": "criteria_clarity", "at_least": "l1", "otherwise": "narrative"}
    for field, value in (("at_least", "l3"), ("criterion", "locality"), ("otherwise", "not-counted")):
        draft = apply_step(draft, {"do": "set_gate", "gate": "gate1", "field": field, "value": value})
    # Another criterion is asked for at the same place of its levels.
    gate = "Gate: Local tie is at least «Here»; if not passed, Not counted, whatever the score is."
    assert said(draft, "policy.gates.gate1") == gate
    draft = apply_step(draft, {"do": "remove_gate", "gate": "gate1"})
    assert draft == draft_of(starter_rubric())


def test_a_shorter_criterion_is_gated_at_its_highest_level(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "set_gate", "gate": "serves-our-mission", "field": "at_least", "value": "l3"})
    draft["criteria"][3]["levels"] = draft["criteria"][3]["levels"][:2]
    moved = apply_step(draft, {"do": "set_gate", "gate": "serves-our-mission", "field": "criterion", "value": "locality"})
    assert moved["policy"]["gates"][0]["at_least"] == "l1"


def test_a_broken_gate_of_a_file_can_be_mended(draft: Draft) -> None:
    draft["policy"]["gates"][0]["criterion"] = "gone"
    assert draft_problems(draft)[0].path == "policy.gates.serves-our-mission"
    mended = apply_step(draft, {"do": "set_gate", "gate": "serves-our-mission", "field": "criterion", "value": "locality"})
    assert draft_problems(mended) == ()


def test_what_may_carry_withheld_evidence_is_changed(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "add_condition", **RULE})
    # Not the withheld one, and not those that are asked for already.
    assert draft["policy"]["substitutions"][0]["when"][-1] == {"criterion": "locality", "at_least": "l3"}
    draft = apply_step(draft, {"do": "set_condition", **RULE, "condition": 2, "field": "at_least", "value": "l1"})
    draft = apply_step(draft, {"do": "set_condition", **RULE, "condition": 2, "field": "criterion", "value": "classroom_use"})
    draft = apply_step(draft, {"do": "remove_condition", **RULE, "condition": 0})
    draft = apply_step(draft, {"do": "set_substitution", **RULE, "field": "counts_as", "value": "l1"})
    told = "Where Learning evidence is withheld, it counts as «Asked for» if Issuer standing is at least"
    assert said(draft, "policy.substitutions.private-evidence").startswith(told)
    assert said(draft, "policy.substitutions.private-evidence").endswith("and Classroom use is at least «Students mentioned».")
    draft = apply_step(draft, {"do": "set_substitution", **RULE, "field": "withheld", "value": "locality"})
    assert draft["policy"]["substitutions"][0]["counts_as"] == "l1"
    assert draft_problems(draft) == ()
    assert apply_step(draft, {"do": "remove_substitution", **RULE})["policy"]["substitutions"] == []


def test_a_rule_that_is_added_is_about_evidence_first(draft: Draft) -> None:
    bare = apply_step(draft, {"do": "remove_substitution", **RULE})
    added = apply_step(bare, {"do": "add_substitution"})
    when = [{"criterion": "criteria_clarity", "at_least": "l3"}]
    rule = {"id": "rule0", "withheld": "learning_evidence", "counts_as": "l1", "when": when}
    assert added["policy"]["substitutions"] == [rule]
    assert draft_problems(added) == ()
    # One criterion has one rule, so the next is about another one.
    assert apply_step(added, {"do": "add_substitution"})["policy"]["substitutions"][1]["withheld"] == "criteria_clarity"


def test_evidence_is_asked_for_by_kind_of_badge(draft: Draft) -> None:
    draft = apply_step(draft, {"do": "set_evidence", "kind": "other", "value": "not_applicable"})
    draft = apply_step(draft, {"do": "set_evidence", "kind": "learning", "value": "optional"})
    assert said(draft, "policy.evidence_rules.learning") == "A learning badge may show evidence: Learning evidence is rated."
    kinds = [rule["kind"] for rule in draft["policy"]["evidence_rules"]]
    assert kinds == [
        kind for kind in ("learning", "application", "knowledge", "participation", "membership", "other") if kind in kinds
    ]
    draft = apply_step(draft, {"do": "set_evidence_criterion", "value": "locality"})
    assert draft["policy"]["evidence_criterion"] == "locality"
    none = apply_step(draft, {"do": "set_evidence_criterion", "value": ""})
    assert (none["policy"]["evidence_criterion"], none["policy"]["evidence_rules"]) == (None, [])
    assert draft_problems(none) == ()


def test_an_outcome_is_reworded(draft: Draft) -> None:
    step = {"do": "set", "outcome": "narrative", "field": "wording", "value": "It stays in your story."}
    told = 'The outcome Keep in the story tells its reader: "It stays in your story."'
    assert said(apply_step(draft, step), "policy.outcomes.narrative.wording") == told


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ({"do": "set_cut", "cut": 3, "value": 1}, "there is no cut 3; they are counted from 0, and there are 3"),
        ({"do": "set_cut", "cut": True, "value": 1}, "there is no cut True; they are counted from 0"),
        ({"do": "set_gate", "gate": "g9", "field": "at_least", "value": "l1"}, "no gate is called 'g9'; known are: serves-our"),
        (
            {"do": "set_gate", "gate": "serves-our-mission", "field": "id", "value": "x"},
            "field 'id' cannot be set here; allowed are: at_least, criterion, otherwise",
        ),
        (
            {"do": "set_gate", "gate": "serves-our-mission", "field": "at_least", "value": "l9"},
            "no level of 'mission_fit' is called 'l9'; known are: l0, l1, l2, l3",
        ),
        (
            {"do": "set_gate", "gate": "serves-our-mission", "field": "otherwise", "value": "burn"},
            "no outcome is called 'burn'; known are: accept-full, accept",
        ),
        (
            {"do": "set_substitution", **RULE, "field": "id", "value": "x"},
            "field 'id' cannot be set here; allowed are: counts_as",
        ),
        ({"do": "set_condition", **RULE, "condition": 9, "field": "at_least", "value": "l1"}, "there is no condition 9"),
        (
            {"do": "set_condition", **RULE, "condition": 0, "field": "x"},
            "field 'x' cannot be set here; allowed are: at_least, crit",
        ),
        ({"do": "set_evidence", "kind": "toy", "value": "optional"}, "no evidence rule is 'toy': 'optional'; kinds are learning"),
        ({"do": "set_evidence", "kind": "other", "value": "perhaps"}, "no evidence rule is 'other': 'perhaps'"),
        ({"do": "set_evidence_criterion", "value": "size"}, "no criterion is called 'size'"),
        (
            {"do": "set", "outcome": "accept", "field": "kind", "value": "x"},
            "field 'kind' cannot be set here; allowed are: name, w",
        ),
    ],
)
def test_a_step_that_cannot_be_taken_says_why(draft: Draft, step: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}"):
        apply_step(draft, step)


def test_the_most_and_the_fewest_are_told(draft: Draft) -> None:
    for _ in range(4):
        draft = apply_step(draft, {"do": "add_condition", **RULE})
    with pytest.raises(RecordError, match="every other criterion is among the conditions already"):
        apply_step(draft, {"do": "add_condition", **RULE})
    for _ in range(5):
        draft = apply_step(draft, {"do": "remove_condition", **RULE, "condition": 0})
    with pytest.raises(RecordError, match=r"^a rule needs one condition at least; take the rule out instead$"):
        apply_step(draft, {"do": "remove_condition", **RULE, "condition": 0})
    for _ in range(3):
        draft = apply_step(draft, {"do": "add_substitution"})
    with pytest.raises(RecordError, match=r"^a policy holds 4 such rules at most; take one out first$"):
        apply_step(draft, {"do": "add_substitution"})
    many = draft | {"criteria": [one | {"id": f"c{at}"} for at, one in enumerate(draft["criteria"] * 2)]}
    rule = many["policy"]["substitutions"][0]
    rule["when"] = [{"criterion": f"c{at}", "at_least": "l1"} for at in range(8)]
    with pytest.raises(RecordError, match=r"^a rule holds 8 conditions at most; take one out first$"):
        apply_step(many, {"do": "add_condition", "substitution": rule["id"]})


def test_a_draft_with_nothing_to_look_at_says_so(draft: Draft) -> None:
    bare = draft | {"criteria": []}
    with pytest.raises(RecordError, match=r"^there is no criterion to look at; add one first$"):
        apply_step(bare, {"do": "add_gate"})
    with pytest.raises(RecordError, match="or there is no other one to carry it"):
        apply_step(bare, {"do": "add_substitution"})
    bare["policy"]["evidence_criterion"] = None
    with pytest.raises(RecordError, match=r"^choose the criterion that rates evidence first$"):
        apply_step(bare, {"do": "set_evidence", "kind": "other", "value": "optional"})
    draft["criteria"][0]["levels"] = []
    with pytest.raises(RecordError, match=r"^Criteria clarity has no levels yet; add some first$"):
        apply_step(draft, {"do": "add_gate"})


def test_every_criterion_may_be_gated_and_then_again(draft: Draft) -> None:
    for _ in range(7):
        draft = apply_step(draft, {"do": "add_gate"})
    assert [gate["criterion"] for gate in draft["policy"]["gates"]].count("criteria_clarity") == 2
    assert draft_problems(draft) == ()


CHOICES = st.sampled_from(
    [
        {"do": "add_gate"},
        {"do": "add_substitution"},
        {"do": "add_condition", **RULE},
        {"do": "remove_condition", **RULE, "condition": 1},
        {"do": "set_evidence_criterion", "value": "classroom_use"},
        {"do": "set_evidence", "kind": "knowledge", "value": "optional"},
        {"do": "set_gate", "gate": "serves-our-mission", "field": "criterion", "value": "locality"},
        {"do": "set_gate", "gate": "gate1", "field": "at_least", "value": "l2"},
        {"do": "set_condition", **RULE, "condition": 0, "field": "criterion", "value": "mission_fit"},
        {"do": "set_cut", "cut": 1, "value": 6001},
        {"do": "remove_gate", "gate": "gate1"},
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CHOICES, max_size=10))
def test_whatever_is_chosen_the_draft_given_stays_as_it_is_and_the_new_one_can_be_published(chosen: list[dict[str, Any]]) -> None:
    draft = draft_of(starter_rubric())
    for step in chosen:
        before = draft_of(starter_rubric()) | {"policy": draft["policy"]}
        try:
            new = apply_step(draft, step)
        except RecordError:
            continue
        assert draft == before
        draft = new
    assert draft_problems(draft) == ()
