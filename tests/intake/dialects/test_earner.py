"""Wherever a file names the earner, a profile that is the earner's own leaves no name in any record."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from rubric_kit.intake import Intake
from rubric_kit.intake.dialects.achievement import BY_EARNER, SELF_ISSUED

_DID = "did:web:canary-person.example"
_MAIL = "canary@people.example"
_PROFILE = {"id": _DID, "type": ["Profile"], "name": "Canary Person"}


def _kept(intake: Intake) -> str:
    """Return everything that may be kept, in small letters."""
    lines = [one.line() for one in intake.findings]
    return "\n".join([repr(intake), *map(repr, intake.badges), *lines]).lower()


def test_a_creator_who_is_the_earner_is_not_named(build: Any) -> None:
    intake = build.read(build.credential(subject={"id": _DID}, achievement=build.achievement(creator=_PROFILE)))
    assert intake.badges[0].creator == BY_EARNER
    assert "canary" not in _kept(intake)


def test_a_self_issued_badge_names_the_earner_neither_as_creator_nor_in_the_reason_of_its_proof(build: Any) -> None:
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": f"{_DID}#key",
        "proofPurpose": "assertionMethod",
        "proofValue": "z1",
    }
    award = build.credential(issuer=_PROFILE, subject={"id": _DID}, achievement=build.achievement(creator=_PROFILE), proof=proof)
    intake = build.read(award)
    assert (intake.badges[0].issuer.name, intake.badges[0].creator) == (SELF_ISSUED, None)
    assert "canary" not in _kept(intake)


@pytest.mark.parametrize("wrapped", [True, False])
def test_the_subject_of_a_token_is_the_earner_too(build: Any, wrapped: bool) -> None:
    inner = build.credential(issuer=build.nothing, subject={"id": build.nothing})
    claims = {"iss": _DID, "sub": _DID}
    intake = build.read(build.token(claims | ({"vc": inner} if wrapped else inner)))
    assert intake.badges[0].issuer.name == SELF_ISSUED
    assert "canary" not in _kept(intake)


@pytest.mark.parametrize("identity", [_MAIL, _MAIL.upper(), f"sha256${hashlib.sha256(f'{_MAIL}salt'.encode()).hexdigest()}"])
@pytest.mark.parametrize("field", ["contact", "origin"])
def test_a_recipient_that_is_a_bare_text_is_the_earner(build: Any, identity: str, field: str) -> None:
    """Open Badges 0.5 wrote the address, or its hash with the salt beside it."""
    issuer = {"name": "Canary Person", "origin": "https://canary.example"} | {field: _MAIL}
    badge = {"name": "Robotics", "description": "Builds.", "criteria": "Build a robot.", "issuer": issuer}
    intake = build.read({"recipient": identity, "salt": "salt", "badge": badge})
    assert intake.badges[0].issuer.name == SELF_ISSUED
    assert "canary" not in _kept(intake)


def test_an_address_is_the_same_with_mailto_and_in_other_letters(build: Any) -> None:
    subject = {"identifier": [{"type": "IdentityObject", "identityHash": _MAIL, "hashed": False}]}
    intake = build.read(build.credential(issuer={"id": f"mailto:{_MAIL.title()}", "name": "Canary"}, subject=subject))
    assert intake.badges[0].issuer.name == SELF_ISSUED
    assert "canary" not in _kept(intake)


def test_another_issuer_stays_named(build: Any) -> None:
    badge = build.badge(build.credential(subject={"id": _DID}, achievement=build.achievement(creator=build.issuer(name="Maker"))))
    assert (badge.issuer.name, badge.creator) == ("Synthetic School District", None)
    other = build.achievement(creator=build.issuer(id="https://maker.example", name="Maker"))
    assert build.badge(build.credential(subject={"id": _DID}, achievement=other)).creator == "Maker"


def test_an_endorsement_by_the_earner_in_a_file_of_its_own_names_nobody(build: Any) -> None:
    award = build.credential(subject={"id": _DID})
    endorsement = {
        "@context": award["@context"],
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": _PROFILE,
        "credentialSubject": {"id": "https://issuer.example/achievements/1", "type": ["EndorsementSubject"]},
    }
    intake = build.read(award, endorsement)
    assert [one.endorser for one in intake.badges[0].endorsements] == [SELF_ISSUED]
    assert "canary" not in _kept(intake)
    other = build.read(award, endorsement | {"issuer": {"id": "https://other.example", "name": "Other District"}})
    assert [one.endorser for one in other.badges[0].endorsements] == ["Other District"]


def test_thousands_of_hashed_identities_cost_little_and_hide_the_issuer(build: Any) -> None:
    """Each would be compared with a name of a million letters; the issuer is left out instead."""
    many = [{"identityHash": f"sha256${number}"} for number in range(499)]
    subjects = [{"identifier": many, "achievement": build.achievement()}, *({"identifier": many} for _ in range(9))]
    intake = build.read(build.credential(issuer={"id": "https://i.example", "name": "n" * 1_000_000}, credentialSubject=subjects))
    assert intake.badges[0].issuer.name == SELF_ISSUED


def test_an_achievement_in_a_record_that_its_learner_made_names_nobody(build: Any) -> None:
    achieved = {"subject": {"id": _DID, "type": ["ClrSubject"]}, "achievement": [build.achievement(creator=_PROFILE)]}
    record = build.credential(type=["VerifiableCredential", "ClrCredential"], **achieved)
    intake = build.read(record)
    assert [one.issuer.name for one in intake.badges] == [SELF_ISSUED]
    assert "canary" not in _kept(intake)
    assert build.read(build.achievement(creator=_PROFILE)).badges[0].issuer.name == "Canary Person"
