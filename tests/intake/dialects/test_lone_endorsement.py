"""Endorsements in files of their own are counted with the badges they speak for, and cannot swell a badge."""

from __future__ import annotations

from typing import Any

from rubric_kit.intake import Intake
from rubric_kit.intake.dialects.endorsement import MOST_ENDORSEMENTS


def _endorsement(award: dict[str, Any], number: int, subject: str) -> dict[str, Any]:
    return {
        "@context": award["@context"],
        "id": f"urn:synthetic:endorsement:{number}",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": f"https://e{number}.example", "type": ["Profile"], "name": f"Endorser {number}"},
        "credentialSubject": {"id": subject, "type": ["EndorsementSubject"]},
    }


def _messages(intake: Intake, label: str) -> list[str]:
    return [one.message for item in intake.items if item.label == label for one in item.findings]


def test_each_speaks_for_the_badge_or_its_issuer_and_says_with_how_many_it_was_counted(build: Any) -> None:
    award = build.credential()
    badge, issuer = award["credentialSubject"]["achievement"]["id"], award["issuer"]["id"]
    files = [_endorsement(award, 1, badge), _endorsement(award, 2, issuer), _endorsement(award, 3, "https://other.example")]
    intake = build.read(award, *files)
    assert [(one.endorser, one.about) for one in intake.badges[0].endorsements] == [
        ("Endorser 1", "badge"),
        ("Endorser 2", "issuer"),
    ]
    assert "The file is an endorsement; it was counted with 1 of the badges here." in _messages(intake, "file 2")
    unused = "The file is an endorsement; none of the badges here is the one it speaks for."
    assert unused in _messages(intake, "file 4")


def test_no_more_than_fifty_are_counted_with_one_badge_and_both_sides_say_so(build: Any) -> None:
    award = build.credential()
    badge = award["credentialSubject"]["achievement"]["id"]
    intake = build.read(award, *[_endorsement(award, number, badge) for number in range(MOST_ENDORSEMENTS + 1)])
    assert len(intake.badges[0].endorsements) == MOST_ENDORSEMENTS
    assert "51 files endorse this badge; no more than 50 endorsements are counted with one badge." in _messages(intake, "file 1")
    left_out = "The file is an endorsement; the badge it speaks for already has 50 of them."
    assert left_out in _messages(intake, f"file {MOST_ENDORSEMENTS + 2}")
