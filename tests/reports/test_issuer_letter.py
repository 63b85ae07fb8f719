from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.intake import facts_of
from rubric_kit.intake.dialects.achievement import NO_NAME, SELF_ISSUED
from rubric_kit.intake.facts.field_lists import questions
from rubric_kit.model import (
    Alignment,
    Badge,
    BadgeKind,
    BadgeLevel,
    Evidence,
    Issuer,
    LevelScale,
    Source,
    Verification,
)
from rubric_kit.reports import IssuerLetter, issuer_letters
from rubric_kit.reports.issuer_letter import missing_topics

_GOLDEN = Path(__file__).parent / "issuer_letter_golden.txt"
_WORDS = (
    "Designed for teachers. You will be able to plan a lesson. Takes 10 hours online. EQF level 5. "
    "You must submit a portfolio and apply it in your classroom. It is assessed by a panel and accredited."
)
_FULL: dict[str, Any] = {
    "name": "Lesson Design",
    "kind": BadgeKind.APPLICATION,
    "achievement_type": "MicroCredential",
    "description": "Plans lessons.",
    "criteria_narrative": _WORDS,
    "issuer": Issuer(
        name="Synthetic District",
        claimed_id="did:web:a.example",
        url="https://a.example",
        description="Made up.",
        has_contact=True,
    ),
    "alignments": (Alignment(target_name="x", target_code="1", target_framework="F"),),
    "evidence": Evidence(state="present", kinds=("link",), count=1),
    "level_scales": (LevelScale(name="S", levels=(BadgeLevel(name="1"), BadgeLevel(name="2"))),),
    "language": "en",
    "fields": ("image", "issuer_country", "learner", "version"),
    "valid_from": date(2026, 1, 1),
    "valid_until": date(2028, 1, 1),
    "verification": Verification(outcome="valid", method="JWT", reason="fits"),
}


def _badge(number: int = 1, **changes: Any) -> Badge:
    key = f"{number:064x}"
    source = Source(container="json", dialect=changes.pop("dialect", "OB 3.0"), sha256=key, size=1)
    return Badge(key=key, source=source, **(_FULL | changes))


def _letters(*badges: Badge, as_of: date | None = None) -> tuple[IssuerLetter, ...]:
    return issuer_letters(badges, facts_of(badges, resolve=lambda _: None), as_of=as_of)


def _topics(**changes: Any) -> frozenset[str]:
    badge = _badge(**changes)
    return missing_topics(badge, facts_of([badge], resolve=lambda _: None)[badge.key])


def _proof(outcome: str) -> Verification:
    return Verification(outcome=outcome, method="JWT", reason="a reason")


def test_a_badge_that_leaves_nothing_out_gets_no_letter() -> None:
    assert _topics() == frozenset()
    assert _letters(_badge()) == ()
    assert _letters() == ()


@pytest.mark.parametrize(
    ("changes", "topics"),
    [
        ({"name": NO_NAME}, {"title"}),
        ({"description": ""}, {"description"}),
        ({"criteria_narrative": "", "criteria_url": "https://a.example/c"}, {"criteria_behind_link"}),
        ({"kind": None, "achievement_type": None}, {"kind"}),
        ({"criteria_narrative": _WORDS.replace("It is assessed by a panel and ", "")}, {"assessment"}),
        ({"criteria_narrative": _WORDS.replace("submit a portfolio and ", "")}, {"evidence_policy"}),
        ({"criteria_narrative": _WORDS.replace("10 hours ", "")}, {"workload"}),
        ({"criteria_narrative": _WORDS.replace("online", "")}, {"participation"}),
        ({"criteria_narrative": _WORDS.replace("accredited", "")}, {"quality"}),
        ({"criteria_narrative": _WORDS.replace("Designed for teachers. ", "")}, {"purpose"}),
        ({"alignments": ()}, {"alignment"}),
        ({"alignments": (Alignment(target_name="x"),)}, {"alignment_code"}),
        ({"level_scales": ()}, {"rubric"}),
        ({"language": None}, {"language"}),
        ({"valid_from": None}, {"issued_on"}),
        ({"valid_until": None}, {"expiry"}),
        ({"evidence": Evidence(state="absent")}, {"evidence"}),
        ({"fields": ("issuer_country", "learner")}, {"image", "version"}),
        ({"fields": ("image", "learner", "version")}, {"issuer_country"}),
        ({"fields": ("image", "issuer_country", "version")}, {"learner"}),
        ({"verification": _proof("no_proof")}, {"proof"}),
        ({"verification": _proof("cannot_check")}, {"proof_unchecked"}),
        ({"verification": _proof("invalid")}, {"proof_invalid"}),
        ({"issuer": Issuer(name="Synthetic District")}, {"issuer_url", "issuer_description", "issuer_contact"}),
        (
            {"issuer": Issuer(name="did:web:a.example", claimed_id="did:web:a.example")},
            {"issuer_name", "issuer_url", "issuer_description", "issuer_contact"},
        ),
    ],
)
def test_each_gap_is_asked_for_and_nothing_else(changes: dict[str, Any], topics: set[str]) -> None:
    assert _topics(**changes) == topics


def test_a_kind_told_by_tags_is_not_asked_for_again() -> None:
    assert "kind" not in _topics(achievement_type=None)
    assert "kind" in _topics(achievement_type="Badge", kind=None)


def test_no_criteria_at_all_are_asked_for_once() -> None:
    found = _topics(criteria_narrative="")
    assert "criteria" in found
    assert "criteria_behind_link" not in found


def test_a_description_of_a_badge_and_a_row_of_a_list_are_not_asked_for_a_proof() -> None:
    unproven = _proof("no_proof")
    assert "proof" not in _topics(dialect="described", verification=unproven)
    assert "proof" not in _topics(evidence=Evidence(state="unknown"), valid_from=None, verification=unproven)


def test_badges_of_one_issuer_come_into_one_letter_and_equal_gaps_together() -> None:
    badges = [_badge(1, language=None), _badge(2, name="Robotics", language=None), _badge(3), _badge(4, valid_until=None)]
    (letter,) = _letters(*badges)
    assert letter.badges == (badges[0].key, badges[1].key, badges[3].key)
    assert "Questions about 3 badges that you issue" in letter.text
    assert "About these 2 badges\n--------------------\n  - “Lesson Design”\n  - “Robotics”\n" in letter.text
    assert letter.text.count("In which language") == 1
    assert letter.text.count("Does the badge expire?") == 1


def test_issuers_are_told_apart_by_id_and_name() -> None:
    issuers = [
        Issuer(name="Synthetic District", claimed_id="did:web:a.example"),
        Issuer(name="Synthetic District", claimed_id="did:web:b.example"),
        Issuer(name="Another District", claimed_id="did:web:a.example"),
        Issuer(name="Synthetic District"),
        Issuer(name="Synthetic District"),
    ]
    letters = _letters(*(_badge(number, issuer=issuer) for number, issuer in enumerate(issuers, 1)))
    assert [(one.issuer, one.claimed_id, len(one.badges)) for one in letters] == [
        ("Synthetic District", "did:web:a.example", 1),
        ("Synthetic District", "did:web:b.example", 1),
        ("Another District", "did:web:a.example", 1),
        ("Synthetic District", None, 2),
    ]


def test_nobody_writes_to_an_earner() -> None:
    assert _letters(_badge(issuer=Issuer(name=SELF_ISSUED), language=None)) == ()


def test_an_issuer_known_by_id_only_is_addressed_by_it() -> None:
    (letter,) = _letters(_badge(issuer=Issuer(name="did:web:a.example", claimed_id="did:web:a.example")))
    assert letter.text.startswith("To: the issuer whose id stands below\nId in the file: did:web:a.example\n")


def test_the_letter_as_it_is_sent() -> None:
    bare = Issuer(name="Synthetic Robotics Association", claimed_id="https://issuer.example/profile.json")
    badges = [
        _badge(1, name="Robotics Level 1", claimed_id="https://issuer.example/1", issuer=bare, criteria_narrative="Come along."),
        _badge(2, name="Robotics Level 2", issuer=bare, criteria_narrative="", criteria_url="https://issuer.example/c"),
        _badge(3, name="Robotics Level 3", issuer=bare, verification=_proof("cannot_check")),
    ]
    (letter,) = _letters(*badges, as_of=date(2026, 11, 24))
    assert letter.text == _GOLDEN.read_text(encoding="utf-8")
    assert _letters(*badges, as_of=date(2026, 11, 24)) == (letter,)


def test_placeholders_and_voice() -> None:
    (letter,) = _letters(_badge(valid_until=None))
    assert "Date: [date]" in letter.text
    assert letter.text.endswith("With thanks,\n[name and contact]\n[name of the district]\n")
    assert "!" not in letter.text
    assert "evidence" not in letter.text


def test_lists_that_were_not_confirmed_are_named_as_our_reading() -> None:
    (trusted,) = _letters(_badge(language=None))
    assert "Our reading" in trusted.text
    (own,) = _letters(_badge(valid_until=None))
    assert "Where the questions come from" not in own.text


def test_hostile_text_is_made_visible_and_cannot_pass_for_the_letter() -> None:
    name = "Good\u202eeman\n\nDear colleagues,\nsend names {{ 7 * 7 }} {% raw %}"
    issuer = Issuer(name="Micro\u200bsoft\nFrom: nobody", claimed_id="https://x.example/" + "y" * 500)
    (letter,) = _letters(_badge(name=name, issuer=issuer, claimed_id="urn:\u202ex", language=None))
    assert letter.text.count("\nDear colleagues,\n") == 1
    assert letter.text.count("\nFrom: ") == 1
    assert "{{ 7 * 7 }}" in " ".join(letter.text.split())
    assert "Good‹U+202E›eman" in letter.text
    assert letter.issuer == "Micro‹U+200B›soft From: nobody"
    assert not {"\u202e", "\u200b"} & set(letter.text)
    assert max(map(len, letter.text.splitlines())) <= 75


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[chr(n) for n in range(32)]), min_size=1, max_size=90)


@settings(max_examples=60)
@given(name=_TEXT, issuer=_TEXT, claimed=st.none() | _TEXT, day=st.none() | st.dates())
def test_any_names_give_a_letter_of_short_lines(name: str, issuer: str, claimed: str | None, day: date | None) -> None:
    (letter,) = _letters(
        _badge(name=name, claimed_id=claimed, issuer=Issuer(name=issuer, claimed_id=claimed), language=None), as_of=day
    )
    assert all(len(line) <= 75 for line in letter.text.split("\n"))
    assert letter.text.split("\n") == [*letter.text.splitlines(), ""]
    assert letter.text.endswith("[name of the district]\n")


def test_every_question_can_be_asked() -> None:
    marks = test_each_gap_is_asked_for_and_nothing_else.pytestmark  # type: ignore[attr-defined]
    tried = {topic for case in marks[0].args[1] for topic in case[1]} | {"criteria"}
    # These two come only with criteria that say little, and the level of a framework may not apply.
    assert set(questions()) - tried == {"outcomes", "practice", "framework_level"}
