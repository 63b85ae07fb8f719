from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rubric_kit.intake import facts
from rubric_kit.intake.dialects.achievement import NO_NAME, SELF_ISSUED
from rubric_kit.intake.facts.completeness import is_award, own_fields
from rubric_kit.intake.facts.field_lists import field_lists
from rubric_kit.model import (
    Alignment,
    Badge,
    BadgeKind,
    BadgeLevel,
    Evidence,
    Fact,
    Issuer,
    LevelScale,
    Source,
    Verification,
)

_KEY = "a" * 64
_PROVEN = Verification(outcome="valid", method="JWT", reason="fits")
_UNPROVEN = Verification(outcome="no_proof", method="none", reason="none")
_ALL_WORDS = (
    "Designed for teachers. You will be able to plan a lesson. Takes 10 hours online. EQF level 5. "
    "You must submit a portfolio and apply it in your classroom. It is assessed by a panel and accredited."
)
_FULL: dict[str, Any] = {
    "key": _KEY,
    "name": "Lesson Design",
    "kind": BadgeKind.APPLICATION,
    "achievement_type": "MicroCredential",
    "description": "Plans lessons.",
    "criteria_narrative": _ALL_WORDS,
    "issuer": Issuer(name="Synthetic District", url="https://a.example", description="A made-up district.", has_contact=True),
    "alignments": (Alignment(target_name="x"),),
    "evidence": Evidence(state="present", kinds=("link",), count=1),
    "level_scales": (LevelScale(name="S", levels=(BadgeLevel(name="1"), BadgeLevel(name="2"))),),
    "language": "en",
    "fields": ("image", "issuer_country", "learner", "version"),
    "valid_from": date(2026, 1, 1),
    "verification": _PROVEN,
    "source": Source(container="json", dialect="OB 3.0", sha256=_KEY, size=1),
}


def _badge(**changes: Any) -> Badge:
    return Badge(**(_FULL | changes))


def _lists(badge: Badge) -> dict[str, Fact]:
    found = facts(badge, resolve=lambda _: None)
    return {one.name.removeprefix("complete_"): one for one in found if one.name.startswith("complete_")}


def _without(word: str) -> dict[str, Any]:
    return {"criteria_narrative": _ALL_WORDS.replace(word, "")}


def test_a_full_badge_has_every_element_of_every_list() -> None:
    found = _lists(_badge())
    assert {name: (one.number, one.values) for name, one in found.items()} == {
        "eu11": (11, ()),
        "trusted": (18, ()),
        "mpos": (14, ()),
    }
    assert {one.state.value for one in found.values()} == {"present"}


@pytest.mark.parametrize(
    ("name", "element", "changes"),
    [
        ("eu11", "learner_identification", {"fields": ("image", "issuer_country", "version")}),
        ("eu11", "title", {"name": NO_NAME}),
        ("eu11", "issuer_country", {"fields": ("image", "learner", "version")}),
        ("eu11", "awarding_body", {"issuer": Issuer(name="did:web:a.example", claimed_id="did:web:a.example")}),
        ("eu11", "awarding_body", {"issuer": Issuer(name=SELF_ISSUED)}),
        ("eu11", "awarding_body", {"issuer": Issuer(name=SELF_ISSUED), "fields": ("issuer_country", "issuer_name", "learner")}),
        ("eu11", "issuer_country", {"issuer": Issuer(name=SELF_ISSUED), "fields": ("issuer_country", "issuer_name", "learner")}),
        ("eu11", "date_of_issuing", {"valid_from": None}),
        ("eu11", "learning_outcomes", {"alignments": (), **_without("be able to")}),
        ("eu11", "workload", _without("10 hours")),
        ("eu11", "assessment_type", _without("It is assessed by a panel and ")),
        ("eu11", "participation_form", _without("online")),
        ("eu11", "quality_assurance", _without("accredited")),
        ("trusted", "name", {"name": NO_NAME}),
        ("trusted", "description", {"description": ""}),
        ("trusted", "criteria", {"criteria_narrative": "", "criteria_url": "https://a.example/c"}),
        ("trusted", "achievement_type", {"achievement_type": None}),
        ("trusted", "image", {"fields": ("issuer_country", "learner", "version")}),
        ("trusted", "issuer_name", {"issuer": Issuer(name="did:web:a.example", claimed_id="did:web:a.example")}),
        ("trusted", "issuer_url", {"issuer": Issuer(name="Synthetic District")}),
        ("trusted", "learner", {"fields": ("image",)}),
        ("trusted", "issued_on", {"valid_from": None}),
        ("trusted", "proof", {"verification": _UNPROVEN}),
        ("trusted", "proof", {"verification": Verification(outcome="invalid", method="JWT", reason="no")}),
        ("trusted", "assessment", _without("It is assessed by a panel and ")),
        ("trusted", "evidence", {"evidence": Evidence(state="absent")}),
        ("trusted", "rubric", {"level_scales": ()}),
        ("trusted", "alignment", {"alignments": ()}),
        ("trusted", "workload", _without("10 hours")),
        ("trusted", "language", {"language": None}),
        ("trusted", "version", {"fields": ("image", "learner")}),
        ("trusted", "issuer_description", {"issuer": Issuer(name="Synthetic District")}),
        ("mpos", "title", {"name": NO_NAME}),
        ("mpos", "audience", _without("Designed for teachers.")),
        ("mpos", "outcomes", _without("be able to")),
        ("mpos", "standards", {"alignments": ()}),
        ("mpos", "criteria", {"criteria_narrative": ""}),
        ("mpos", "work_asked", _without("submit a portfolio and ")),
        ("mpos", "practice", _without("apply it in your classroom")),
        ("mpos", "judging", _without("It is assessed by a panel and ")),
        ("mpos", "rubric", {"level_scales": ()}),
        ("mpos", "time", _without("10 hours")),
        ("mpos", "issuer", {"issuer": Issuer(name="did:web:a.example", claimed_id="did:web:a.example")}),
        ("mpos", "contact", {"issuer": Issuer(name="Synthetic District")}),
        ("mpos", "validity", {"valid_from": None}),
        ("mpos", "verifiable", {"verification": _UNPROVEN}),
    ],
)
def test_each_element_is_missed_when_it_is_not_there(name: str, element: str, changes: dict[str, Any]) -> None:
    full = _lists(_badge())[name].number or 0
    found = _lists(_badge(**changes))[name]
    assert element in found.values
    assert (found.number or 0) + len(found.values) <= full


def test_every_element_has_a_case_above() -> None:
    marks = test_each_element_is_missed_when_it_is_not_there.pytestmark  # type: ignore[attr-defined]
    tried = {(case[0], case[1]) for case in marks[0].args[1]}
    listed = {(name, one.id) for name, listed in field_lists().items() for one in listed.elements if not one.if_applicable}
    assert tried == listed


def test_a_level_that_may_not_apply_is_never_missing() -> None:
    found = _lists(_badge(**_without("EQF level 5.")))["eu11"]
    assert (found.number, found.values) == (10, ())
    assert "10 of 11 elements found; 1 cannot be told from this file" in found.basis


def test_what_stands_behind_a_link_or_in_another_language_cannot_be_told() -> None:
    behind = _lists(_badge(criteria_narrative="", criteria_url="https://a.example/c"))["eu11"]
    # Title, country, body, date, learner and the alignment as outcome are there; workload, level, assessment, form of
    # participation and quality may stand behind the link.
    assert (behind.number, behind.values) == (6, ())
    assert "5 cannot be told" in behind.basis
    foreign = _lists(_badge(criteria_narrative="Osallistu.", language="fi"))["eu11"]
    assert (foreign.number, foreign.values) == (6, ())


def test_a_badge_class_cannot_show_what_only_an_award_shows() -> None:
    badge = _badge(evidence=Evidence(state="unknown"), valid_from=None, fields=("image",), verification=_UNPROVEN)
    assert not is_award(badge)
    found = _lists(badge)
    assert found["eu11"].values == ("issuer_country",)
    assert found["trusted"].values == ("version",)
    assert found["mpos"].values == ()


def test_a_described_row_is_told_by_the_badge_itself() -> None:
    row = Source(container="row", dialect="described", sha256=_KEY, size=1)
    badge = _badge(fields=(), source=row, verification=_UNPROVEN)
    found = _lists(badge)
    # A row has no place for learner, country, image, version and proof; a date of issuing it has.
    assert (found["eu11"].number, found["eu11"].values) == (9, ())
    assert (found["trusted"].number, found["trusted"].values) == (14, ())
    issuer = Issuer(name="Synthetic District")
    bare = _lists(_badge(fields=(), source=row, verification=_UNPROVEN, name=NO_NAME, description="", issuer=issuer))
    assert bare["eu11"].values == ("title",)
    # A row has a place for the issuer's web address, and none for its contact and description.
    assert bare["trusted"].values == ("name", "description", "issuer_url")
    assert bare["mpos"].values == ("title",)


def test_the_kind_decides_what_is_asked_of_a_badge() -> None:
    # Evidence and a rubric are asked of an application only: 18 elements without these two.
    assert "16 of 16" in _lists(_badge(kind=BadgeKind.KNOWLEDGE))["trusted"].basis
    # A recognition is asked for neither assessment, alignment nor workload either.
    assert "13 of 13" in _lists(_badge(kind=BadgeKind.PARTICIPATION))["trusted"].basis
    # With no kind nobody can tell whether evidence is asked for.
    found = _lists(_badge(kind=None, evidence=Evidence(state="absent")))["trusted"]
    assert "evidence" not in found.values
    assert "17 of 18 elements found; 1 cannot be told" in found.basis


def test_required_elements_come_before_recommended_ones() -> None:
    found = _lists(_badge(description="", level_scales=(), language=None, verification=_UNPROVEN))["trusted"]
    assert found.values == ("description", "proof", "rubric", "language")


def test_what_no_file_can_show_is_counted_apart() -> None:
    found = _lists(_badge())
    assert found["mpos"].basis.endswith("8 more stand in no badge file; our reading, not confirmed")
    assert found["trusted"].basis.endswith("2 more stand in no badge file; our reading, not confirmed")
    assert "our reading" not in found["eu11"].basis


def test_withheld_evidence_is_there_and_a_proof_nobody_can_check_is_open() -> None:
    assert "evidence" not in _lists(_badge(evidence=Evidence(state="withheld")))["trusted"].values
    unchecked = Verification(outcome="cannot_check", method="hosted", reason="no network")
    assert "proof" not in _lists(_badge(verification=unchecked))["trusted"].values


def test_own_fields_join_what_the_reader_noted_with_what_the_badge_holds() -> None:
    found = own_fields(_badge())
    assert {"learner", "image", "name", "evidence", "issuer_contact", "result_description"} <= found
    assert not {"expires", "creator", "criteria_url", "endorsement", "tag"} & found
