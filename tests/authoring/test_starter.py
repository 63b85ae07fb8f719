from __future__ import annotations

import json
from importlib.resources import files

import pytest

from rubric_kit.authoring import starter_names, starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.model import BadgeKind, Rubric, fingerprint, rubric_problems


@pytest.fixture(scope="module")
def starter() -> Rubric:
    return starter_rubric()


def test_the_weights_follow_the_order_the_teachers_named(starter: Rubric) -> None:
    # Criteria and evidence first, then who stands behind it, alignment and use; vision and mission is a gate without weight.
    assert {c.id: c.weight for c in starter.criteria} == {
        "criteria_clarity": 2500,
        "learning_evidence": 2500,
        "issuer_standing": 1500,
        "locality": 500,
        "framework_alignment": 1500,
        "classroom_use": 1500,
        "mission_fit": 0,
    }
    assert rubric_problems(starter) == []


def test_each_criterion_has_four_levels_that_read_differently(starter: Rubric) -> None:
    for criterion in starter.criteria:
        assert [level.id for level in criterion.levels] == ["l0", "l1", "l2", "l3"]
        assert [level.points for level in criterion.levels] == [0, 1000, 2000, 3000]
        descriptors = [level.descriptor.strip() for level in criterion.levels]
        assert all(descriptors)
        assert len(set(descriptors)) == 4
        assert len({level.name for level in criterion.levels}) == 4


def test_each_cell_and_question_rests_on_a_listed_source(starter: Rubric) -> None:
    listed = {citation.id for citation in starter.citations}
    for criterion in starter.criteria:
        assert criterion.citations
        assert set(criterion.citations) <= listed
        for level in criterion.levels:
            assert level.citations, f"{criterion.id} {level.id}"
            assert set(level.citations) <= listed


def test_each_listed_source_is_used(starter: Rubric) -> None:
    used = {one for c in starter.criteria for one in c.citations}
    used |= {one for c in starter.criteria for level in c.levels for one in level.citations}
    assert {citation.id for citation in starter.citations} == used


def test_vision_and_mission_is_an_entry_gate(starter: Rubric) -> None:
    [gate] = starter.policy.gates
    assert (gate.criterion, gate.at_least, gate.otherwise) == ("mission_fit", "l1", "not-counted")
    assert starter.criterion("mission_fit").targets == tuple(target.id for target in starter.targets)


def test_the_policy_has_outcomes_wider_than_yes_and_no(starter: Rubric) -> None:
    assert [(cut.at_least, cut.outcome) for cut in starter.policy.cuts] == [
        (8000, "accept-full"),
        (6000, "accept"),
        (4500, "conditional"),
    ]
    assert starter.policy.below == "narrative"
    assert len({outcome.kind for outcome in starter.policy.outcomes}) == 5
    assert not any("do not pursue" in outcome.wording.lower() for outcome in starter.policy.outcomes)


def test_withheld_evidence_is_carried_by_criteria_and_issuer(starter: Rubric) -> None:
    [rule] = starter.policy.substitutions
    assert (rule.withheld, rule.counts_as) == ("learning_evidence", "l2")
    assert [(one.criterion, one.at_least) for one in rule.when] == [("criteria_clarity", "l3"), ("issuer_standing", "l2")]


def test_each_kind_of_badge_has_its_evidence_rule(starter: Rubric) -> None:
    assert {rule.kind for rule in starter.policy.evidence_rules} == set(BadgeKind)
    assert starter.policy.evidence_criterion == "learning_evidence"


def test_look_fors_of_a_level_are_all_different(starter: Rubric) -> None:
    for criterion in starter.criteria:
        for level in criterion.levels:
            facts = [(one.fact, one.state) for one in level.look_fors]
            assert len(set(facts)) == len(facts)


def test_the_file_is_written_in_one_form() -> None:
    text = (files("rubric_kit.authoring") / "starters" / "outside-badges.json").read_text(encoding="utf-8")
    assert json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n" == text


def test_starters_are_listed_and_read_once() -> None:
    assert starter_names() == ("outside-badges",)
    assert starter_rubric("outside-badges") is starter_rubric("outside-badges")
    assert starter_rubric("outside-badges").fingerprint == fingerprint(starter_rubric().plain())


@pytest.mark.parametrize("name", ["padlet", "../outside-badges", ""])
def test_an_unknown_starter_is_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        starter_rubric(name)
    assert caught.value.message == f"no starter rubric is called {name!r}; known are: outside-badges"
    assert caught.value.where == name
