"""The starter rubrics: whole, cited and worded for people. How each decides stands in test_starter_decisions.py."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from rubric_kit.authoring import policy_sentences, starter_names, starter_rubric
from rubric_kit.authoring.checks import check_rubric, open_checks
from rubric_kit.errors import InputError
from rubric_kit.intake.facts import FACT_NAMES
from rubric_kit.model import BadgeKind, OutcomeKind, Severity, fingerprint, rubric_problems

NAMES = (
    "outside-badges",
    "connecting-credentials",
    "edtech-tool-badge",
    "eu-2022",
    "mpos-spirit",
    "staff-pd",
    "student-badges",
    "trusted-microcredential",
)
TOPICS = ("edtech-tool-badge", "staff-pd")
PAGE = (Path(__file__).parents[2] / "docs" / "starters.md").read_text(encoding="utf-8")
# Lines are broken where they get long.
SECTIONS = {one.partition("\n")[0]: " ".join(one.split()) for one in PAGE.split("\n## ")[1:]}
BASE = starter_rubric()

each = pytest.mark.parametrize("name", NAMES)


def test_starters_are_listed_with_the_base_first_and_read_once() -> None:
    assert starter_names() == NAMES
    assert starter_rubric("outside-badges") is starter_rubric("outside-badges")
    assert starter_rubric() == starter_rubric("outside-badges")
    assert starter_rubric("eu-2022").fingerprint == fingerprint(starter_rubric("eu-2022").plain())
    assert len({starter_rubric(name).title for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize("name", ["padlet", "../outside-badges", ""])
def test_an_unknown_starter_is_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        starter_rubric(name)
    assert caught.value.message == f"no starter rubric is called {name!r}; known are: {', '.join(NAMES)}"
    assert caught.value.where == name


# What holds for every starter


@each
def test_the_file_is_written_in_one_form(name: str) -> None:
    text = (files("rubric_kit.authoring") / "starters" / f"{name}.json").read_text(encoding="utf-8")
    assert json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n" == text


@each
def test_a_starter_is_whole_and_new(name: str) -> None:
    rubric = starter_rubric(name)
    assert (rubric.id, rubric.version, rubric.parent) == (name, 1, None)
    assert rubric_problems(rubric) == []
    assert rubric.purpose


@each
def test_each_cell_and_question_rests_on_a_listed_source(name: str) -> None:
    for criterion in starter_rubric(name).criteria:
        assert criterion.citations, criterion.id
        for level in criterion.levels:
            assert level.citations, f"{criterion.id} {level.id}"


@each
def test_each_listed_source_is_used(name: str) -> None:
    rubric = starter_rubric(name)
    used = {one for c in rubric.criteria for one in c.citations}
    used |= {one for c in rubric.criteria for level in c.levels for one in level.citations}
    assert {citation.id for citation in rubric.citations} == used
    assert len({citation.text for citation in rubric.citations}) == len(rubric.citations)


@each
def test_levels_read_differently_and_points_rise_in_equal_steps(name: str) -> None:
    for criterion in starter_rubric(name).criteria:
        assert len({level.descriptor for level in criterion.levels}) == len(criterion.levels)
        assert len({level.name for level in criterion.levels}) == len(criterion.levels)
        assert {high.points - low.points for low, high in pairwise(criterion.levels)} == {1000}


@each
def test_sample_text_is_labelled_as_synthetic_and_differs_from_level_to_level(name: str) -> None:
    anchors = [one for c in starter_rubric(name).criteria for level in c.levels for one in level.anchors]
    assert {(one.source or "").split()[0] for one in anchors} <= {"synthetic"}
    assert len({one.text for one in anchors}) == len(anchors)


@each
def test_look_fors_name_facts_that_exist_each_once_for_a_level(name: str) -> None:
    for criterion in starter_rubric(name).criteria:
        for level in criterion.levels:
            facts = [(one.fact, one.state) for one in level.look_fors]
            assert len(set(facts)) == len(facts)
            assert {one.fact for one in level.look_fors} <= set(FACT_NAMES)


@each
def test_outcomes_are_wider_than_yes_and_no(name: str) -> None:
    policy = starter_rubric(name).policy
    assert len({one.kind for one in policy.outcomes}) >= 3
    assert OutcomeKind.NARRATIVE in {one.kind for one in policy.outcomes}
    assert (policy.revoked, policy.invalid_proof) == ("taken-back", "signature-false")


@each
def test_a_decline_says_why_and_where_the_learning_still_belongs(name: str) -> None:
    for one in starter_rubric(name).policy.outcomes:
        wording = one.wording.lower()
        assert not any(word in wording for word in ("do not pursue", "don't", "stop ", "reject", "!")), one.id
        if one.kind is OutcomeKind.NOT_COUNTED:
            assert "not counted" in wording
            assert "still belongs in" in wording
            assert "because" in wording or "until" in wording


@each
def test_every_outcome_can_be_reached(name: str) -> None:
    policy = starter_rubric(name).policy
    reached = {policy.below, policy.revoked, policy.invalid_proof}
    reached |= {one.outcome for one in (*policy.cuts, *policy.profiles)} | {gate.otherwise for gate in policy.gates}
    assert {one.id for one in policy.outcomes} == reached


@each
def test_nobody_has_adopted_the_cuts_and_no_source_recommends_one(name: str) -> None:
    policy = starter_rubric(name).policy
    assert (policy.adopted, policy.recommended) == (None, ())


@each
def test_every_rule_can_be_read_aloud(name: str) -> None:
    sentences = [one.text for one in policy_sentences(starter_rubric(name))]
    assert len(sentences) >= len(starter_rubric(name).policy.outcomes) + 3
    assert all(text[0].isupper() and text[-1] in '."' for text in sentences)


@each
def test_the_checks_find_no_more_than_notes(name: str) -> None:
    left = open_checks(check_rubric(starter_rubric(name)))
    assert [(one.code, one.path, one.quoted) for one in left if one.severity is not Severity.INFO] == []


@each
def test_what_was_set_aside_is_still_found(name: str) -> None:
    standing = {(one.code, one.path) for result in check_rubric(starter_rubric(name)) for one in result.checks if one.set_aside}
    assert {(one.code, one.path) for one in starter_rubric(name).set_aside} == standing


@each
def test_the_page_tells_of_each_starter(name: str) -> None:
    assert f"**{starter_rubric(name).title}" in SECTIONS[name]
    assert "How it decides:" in SECTIONS[name]


def test_the_page_tells_of_no_other_starter() -> None:
    assert set(SECTIONS) == set(NAMES)


@pytest.mark.parametrize("name", ["mpos-spirit", "trusted-microcredential", "connecting-credentials", "eu-2022"])
def test_what_follows_a_published_framework_says_what_is_confirmed_and_what_is_ours(name: str) -> None:
    for text in (starter_rubric(name).purpose, SECTIONS[name]):
        assert "Confirmed" in text
        assert any(word in text.lower() for word in ("ours", "our reading", "our own words"))


@pytest.mark.parametrize("name", ["mpos-spirit", "trusted-microcredential"])
def test_what_was_not_at_hand_is_called_not_confirmed_in_the_sources_too(name: str) -> None:
    rubric = starter_rubric(name)
    assert "Not confirmed" in rubric.purpose
    assert "Not confirmed" in SECTIONS[name]
    assert any("not confirmed" in citation.text for citation in rubric.citations)


# The teachers' own rubric


def test_the_weights_follow_the_order_the_teachers_named() -> None:
    # Criteria and evidence first, then who stands behind it, alignment and use; vision and mission is a gate without weight.
    assert {c.id: c.weight for c in BASE.criteria} == {
        "criteria_clarity": 2500,
        "learning_evidence": 2500,
        "issuer_standing": 1500,
        "locality": 500,
        "framework_alignment": 1500,
        "classroom_use": 1500,
        "mission_fit": 0,
    }


def test_each_question_of_the_base_has_four_levels() -> None:
    for criterion in BASE.criteria:
        assert [level.id for level in criterion.levels] == ["l0", "l1", "l2", "l3"]
        assert [level.points for level in criterion.levels] == [0, 1000, 2000, 3000]


def test_vision_and_mission_is_an_entry_gate() -> None:
    [gate] = BASE.policy.gates
    assert (gate.criterion, gate.at_least, gate.otherwise) == ("mission_fit", "l1", "not-counted")
    assert BASE.criterion("mission_fit").targets == tuple(target.id for target in BASE.targets)


def test_the_base_has_three_cuts_and_keeps_the_rest_in_the_story() -> None:
    cuts = [(cut.at_least, cut.outcome) for cut in BASE.policy.cuts]
    assert cuts == [(8000, "accept-full"), (6000, "accept"), (4500, "conditional")]
    assert BASE.policy.below == "narrative"
    assert len({one.kind for one in BASE.policy.outcomes}) == 5


def test_withheld_evidence_is_carried_by_criteria_and_issuer() -> None:
    [rule] = BASE.policy.substitutions
    assert (rule.withheld, rule.counts_as) == ("learning_evidence", "l2")
    assert [(one.criterion, one.at_least) for one in rule.when] == [("criteria_clarity", "l3"), ("issuer_standing", "l2")]


@pytest.mark.parametrize("name", ["outside-badges", *TOPICS, "student-badges", "trusted-microcredential"])
def test_each_kind_of_badge_has_its_evidence_rule(name: str) -> None:
    policy = starter_rubric(name).policy
    assert {rule.kind for rule in policy.evidence_rules} == set(BadgeKind)
    assert policy.evidence_criterion == "learning_evidence"
