from __future__ import annotations

from typing import Any

from rubric_kit.authoring import starter_rubric
from rubric_kit.authoring.policy_words import policy_sentences
from rubric_kit.model import BadgeKind, Policy, Rubric

PROFILE = {
    "id": "no-holes",
    "outcome": "accept",
    "parts": [{"criteria": 10_000, "at_least": 3333}, {"criteria": 6667, "at_least": 10_000}],
}


def said(**policy: Any) -> dict[str, str]:
    rubric = starter_rubric()
    whole = Rubric.parse({**rubric.plain(), "policy": rubric.policy.plain() | policy})
    return {one.path: one.text for one in policy_sentences(whole)}


def test_the_starter_policy_read_aloud() -> None:
    words = said()
    assert words["policy.revoked"] == (
        "An award that its issuer took back comes to «Taken back by the issuer», whatever the ratings say."
    )
    assert words["policy.evidence_rules.learning"] == "A learning badge must show evidence: Learning evidence is rated."
    assert words["policy.evidence_rules.knowledge"] == "A knowledge badge may show evidence: Learning evidence is rated."
    assert words["policy.evidence_rules.membership"] == (
        "A membership badge needs no evidence: Learning evidence is left out, and the other weights are rescaled."
    )
    assert words["policy.substitutions.private-evidence"] == (
        "Where Learning evidence is withheld, it counts as «Shown» if Criteria clarity is at least «Tasks and standard» "
        "and Issuer standing is at least «Organisation»."
    )
    assert words["policy.gates.serves-our-mission"] == (
        "Gate: Vision and mission is at least «One item»; if not passed, Not counted, whatever the score is."
    )
    assert words["policy.cuts.accept"] == "Accept from 60 of 100."
    assert words["policy.below"] == "Keep in the story below all cuts."
    assert words["policy.adopted"] == "Nobody has adopted the cuts yet."
    assert words["policy.outcomes.accept.wording"] == (
        'The outcome Accept tells its reader: "Accepted: it counts for hours and credit."'
    )


def test_profiles_and_cuts_that_belong_together() -> None:
    words = said(profiles=[PROFILE], adopted="School board, 3 November 2026.")
    assert words["policy.cuts.accept"] == "Accept asks for a score from 60 of 100."
    assert words["policy.profiles.no-holes"] == (
        "Accept also asks for every criterion that applies at 1 of 3 points or more, "
        "and at least 66.67 of 100 of the criteria that apply at the highest level."
    )
    assert words["policy.below"] == "Keep in the story where no cut and no profile is reached."
    assert words["policy.adopted"] == "The cuts and profiles were adopted: School board, 3 November 2026."
    alone = said(profiles=[PROFILE], cuts=[])
    assert alone["policy.profiles.no-holes"].startswith("Accept asks for every criterion")
    assert alone["policy.below"] == "Keep in the story where no profile is reached."


def test_a_cut_is_read_without_rounding() -> None:
    assert said(cuts=[{"at_least": 6525, "outcome": "accept"}])["policy.cuts.accept"] == "Accept from 65.25 of 100."


def test_rules_that_are_not_there_are_said_too() -> None:
    words = said(cuts=[], revoked=None, invalid_proof=None, evidence_criterion=None, evidence_rules=[])
    assert words["policy.revoked"] == "An award that its issuer took back is judged like any other."
    assert words["policy.invalid_proof"] == "A badge whose signature is false is judged like any other."
    assert words["policy.below"] == "Keep in the story wherever no gate says otherwise."
    assert words["policy.evidence_criterion"].startswith("No criterion is named as the one about evidence")
    # A kind without a rule must show evidence.
    assert (
        said(evidence_rules=[])["policy.evidence_rules"]
        == "A badge of another kind must show evidence: Learning evidence is rated."
    )


def test_a_recommended_cut_says_that_it_decides_nothing() -> None:
    cut = {"at_least": 5800, "outcome": "accept", "method": "contrasting groups, 9 people", "reason": "Spread\n4 points."}
    assert said(recommended=[cut])["policy.recommended"] == (
        "Recommended, which decides nothing: Accept from 58 of 100 (contrasting groups, 9 people). Spread 4 points."
    )


def test_every_rule_has_a_sentence_at_its_place() -> None:
    rubric = starter_rubric()
    policy = Policy.parse(rubric.policy.plain() | {"profiles": [PROFILE]})
    sentences = policy_sentences(rubric.replace(policy=policy))
    paths = [one.path for one in sentences]
    expected = [
        *(f"policy.gates.{one.id}" for one in policy.gates),
        *(f"policy.cuts.{one.outcome}" for one in policy.cuts),
        *(f"policy.profiles.{one.id}" for one in policy.profiles),
        *(f"policy.substitutions.{one.id}" for one in policy.substitutions),
        *(f"policy.evidence_rules.{kind}" for kind in BadgeKind),
        *(f"policy.outcomes.{one.id}.wording" for one in policy.outcomes),
    ]
    assert set(expected) <= set(paths)
    assert all(one.text.endswith((".", '."')) and "\n" not in one.text for one in sentences)
