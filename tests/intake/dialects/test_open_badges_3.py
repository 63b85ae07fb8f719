from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest

from rubric_kit.model import BadgeKind


def test_a_clean_credential_gives_a_badge_and_no_finding(build: Any) -> None:
    proof = {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023"}
    intake = build.read(build.credential(proof=proof, validUntil="2027-01-31T00:00:00Z"))
    (badge,) = intake.badges
    assert intake.findings == ()
    assert (badge.name, badge.claimed_id) == ("Lesson Design", "https://issuer.example/achievements/1")
    assert badge.criteria_narrative == "Submit a lesson plan. It is reviewed with a rubric."
    assert (badge.valid_from, badge.valid_until) == (date(2026, 1, 31), date(2027, 1, 31))
    assert (badge.verification.outcome.value, badge.verification.method) == ("cannot_check", "Data Integrity (ecdsa-sd-2023)")
    assert (badge.issuer.name, badge.issuer.description, badge.issuer.has_contact) == (
        "Synthetic School District",
        "A made-up district.",
        True,
    )
    assert (badge.source.dialect, badge.source.container) == ("OB 3.0", "json")


def test_without_a_proof_there_is_none(build: Any) -> None:
    assert build.badge(build.credential()).verification.outcome.value == "no_proof"


@pytest.mark.parametrize(
    "types",
    [
        "OpenBadgeCredential",
        ["VerifiableCredential", "AchievementCredential"],
        ["VerifiableCredential", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"],
        ["https://purl.imsglobal.org/spec/vc/ob/vocab.html#AchievementCredential"],
    ],
)
def test_every_spelling_of_the_type_is_read(build: Any, types: Any) -> None:
    assert build.badge(build.credential(type=types)).name == "Lesson Design"


@pytest.mark.parametrize(
    ("types", "named"),
    [
        ("VerifiableCredential", "type “VerifiableCredential”"),
        (["VerifiableCredential", "A Person"], "type “VerifiableCredential”"),
        ("OtherAssertion", "a type that is not known here"),
    ],
)
def test_another_type_is_no_badge_and_is_named_if_a_standard_has_it(build: Any, types: Any, named: str) -> None:
    (finding,) = build.read(build.credential(type=types)).findings
    assert finding.code == "RKB020"
    assert finding.message == f"It is a document of {named}."
    assert finding.advice == "Open Badges 0.5 to 3.0 are read, and CLR 2.0 records, lists of badges, and ZIP archives of them."


def test_a_type_that_is_no_text_is_no_badge(build: Any) -> None:
    (finding,) = build.read({"type": 5}).findings
    assert finding.message == "It is a document without a type."


def test_single_values_and_lists_are_the_same(build: Any) -> None:
    alignment = {"targetName": "A", "targetUrl": "https://f.example/a"}
    single = build.achievement(type="Achievement", tag="t", alignment=alignment, criteria={"narrative": "Do it."})
    listed = build.achievement(type=["Achievement"], tag=["t"], alignment=[alignment], criteria=[{"narrative": "Do it."}])
    one = build.credential(achievement=single)
    other = build.credential(achievement=[listed], issuer=[build.issuer()])
    other["credentialSubject"] = [other["credentialSubject"]]
    first, second = build.badge(one), build.badge(other)
    assert first.replace(key=second.key, source=second.source) == second
    assert second.tags == ("t",)


def test_vc_1_1_dates_are_read(build: Any) -> None:
    document = build.credential(
        validFrom=build.nothing, issuanceDate="2025-01-01T00:00:00Z", expirationDate="2026-01-01T00:00:00Z"
    )
    badge = build.badge(document)
    assert (badge.valid_from, badge.valid_until) == (date(2025, 1, 1), date(2026, 1, 1))


def test_an_unreadable_date_is_told_without_its_text(build: Any) -> None:
    intake = build.read(build.credential(validFrom="soonish"))
    assert [(one.code, one.path) for one in intake.findings] == [("RKB027", "validFrom")]
    assert "soonish" not in intake.findings[0].line()
    assert intake.badges[0].valid_from is None


def test_level_scales_keep_their_order(build: Any) -> None:
    rungs = [{"name": "Emerging", "level": "1", "points": 1}, {"level": "2", "description": "alone"}, {}]
    scales = [
        {"name": "Depth", "resultType": "RubricCriterionLevel", "rubricCriterionLevel": rungs},
        {"allowedValue": ["low", "high"]},
    ]
    first, second = build.badge(build.credential(achievement=build.achievement(resultDescription=scales))).level_scales
    assert (first.name, first.result_type) == ("Depth", "RubricCriterionLevel")
    assert [(level.name, level.level, level.points, level.description) for level in first.levels] == [
        ("Emerging", "1", "1", ""),
        ("2", "2", None, "alone"),
        ("(no name given)", None, None, ""),
    ]
    assert (second.name, second.allowed_values) == ("(no name given)", ("low", "high"))


def test_no_issuer_is_an_error(build: Any) -> None:
    for issuer in (build.nothing, None, "", [], {}, {"url": "https://a.example"}):
        intake = build.read(build.credential(issuer=issuer))
        assert [(one.code, one.path, one.severity.value) for one in intake.findings] == [("RKB022", "issuer", "error")]
        assert intake.badges == ()


@pytest.mark.parametrize("issuer", ["did:web:a.example", {"id": "did:web:a.example", "type": "Profile"}])
def test_an_issuer_that_is_only_an_id_stands_in_for_its_name(build: Any, issuer: Any) -> None:
    intake = build.read(build.credential(issuer=issuer))
    assert [one.code for one in intake.findings] == ["RKB023"]
    assert (intake.badges[0].issuer.name, intake.badges[0].issuer.claimed_id) == ("did:web:a.example", "did:web:a.example")


@pytest.mark.parametrize("subject", [None, "did:example:1", {"id": "x"}, {"achievement": "https://a.example/achievement"}])
def test_no_achievement_is_an_error(build: Any, subject: Any) -> None:
    document = build.credential()
    document["credentialSubject"] = subject
    assert build.codes(document) == ["RKB025"]


def test_missing_issuer_and_missing_achievement_are_both_told(build: Any) -> None:
    document = build.credential(issuer=build.nothing)
    document["credentialSubject"] = {}
    assert build.codes(document) == ["RKB022", "RKB025"]


def test_several_achievements_are_refused_and_none_is_picked(build: Any) -> None:
    intake = build.read(build.credential(achievement=[build.achievement(), build.achievement(name="Other")]))
    assert [(one.code, one.message) for one in intake.findings] == [
        ("RKB037", "The credential holds 2 achievements; one per file is read.")
    ]
    assert intake.badges == ()


def test_the_credentials_own_name_and_description_are_not_read(build: Any) -> None:
    document = build.credential(name="Jane Doe", description="Jane did it", achievement=build.achievement(name=build.nothing))
    badge = build.badge(document)
    assert badge.name == "(no name given)"
    assert "Jane" not in badge.model_dump_json()


@pytest.mark.parametrize(
    "subject",
    [
        {"id": "did:example:jane"},
        {"identifier": [{"identityHash": "jane@people.example", "hashed": False}]},
        {"identifier": {"identityHash": "sha256$" + hashlib.sha256(b"jane@people.examples").hexdigest(), "salt": "s"}},
        {"name": "Jane Doe"},
    ],
)
def test_an_earner_who_is_the_issuer_is_left_out(build: Any, subject: dict[str, Any]) -> None:
    issuer = {"id": "did:example:jane", "name": "Jane Doe", "email": "jane@people.example", "url": "https://jane.example"}
    intake = build.read(build.credential(issuer=issuer, subject=subject))
    assert [one.code for one in intake.findings] == ["RKB035"]
    assert "jane" not in intake.badges[0].model_dump_json().lower()


def test_endorsements_are_counted_wherever_they_stand(build: Any) -> None:
    # 1 on the credential, 2 on the achievement (one of them a token), 1 on the issuer.
    document = build.credential(
        endorsement=[{"id": "a", "issuer": {"name": "Synthetic Union"}}],
        achievement=build.achievement(endorsement={"id": "b"}, endorsementJwt=["x.y.z"]),
        issuer=build.issuer(endorsement=[{"id": "c", "issuer": "did:example:earner"}]),
    )
    found = build.badge(document).endorsements
    assert [(one.about, one.endorser) for one in found] == [
        ("award", "Synthetic Union"),
        ("badge", "(not named in the file)"),
        ("badge", "(not named in the file)"),
        ("issuer", "(issued by the earner)"),
    ]


def test_kind_and_language(build: Any) -> None:
    badge = build.badge(build.credential(achievement=build.achievement(achievementType="Membership", inLanguage="en-CA")))
    assert (badge.kind, badge.achievement_type, badge.language) == (BadgeKind.MEMBERSHIP, "Membership", "en-CA")
