from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest

from rubric_kit.model import BadgeKind


def test_an_assertion_with_everything_inside(build: Any) -> None:
    intake = build.read(build.embedded(expires="2027-01-31T00:00:00Z"))
    (badge,) = intake.badges
    assert intake.findings == ()
    assert (badge.name, badge.description, badge.claimed_id) == (
        "Robotics",
        "Builds a robot.",
        "https://issuer.example/class.json",
    )
    assert (badge.criteria_narrative, badge.criteria_url) == ("Build a robot and show it.", "https://issuer.example/criteria")
    assert (badge.valid_from, badge.valid_until) == (date(2026, 1, 31), date(2027, 1, 31))
    assert (badge.kind, badge.tags) == (BadgeKind.LEARNING, ("robots", "course"))
    assert (badge.issuer.name, badge.issuer.url, badge.issuer.has_contact) == (
        "Synthetic Robotics Association",
        "https://issuer.example",
        True,
    )
    assert (badge.source.dialect, badge.source.container) == ("OB 2.0", "json")


def test_an_assertion_is_joined_with_the_files_beside_it(build: Any) -> None:
    intake = build.read(build.assertion(), build.badge_class(), build.profile())
    assert [badge.name for badge in intake.badges] == ["Robotics"]
    assert intake.badges[0].issuer.name == "Synthetic Robotics Association"
    assert [one.code for one in intake.findings] == ["RKB040", "RKB040"]


def test_an_assertion_without_its_badge_class_is_an_error(build: Any) -> None:
    findings = build.read(build.assertion()).findings
    assert [(one.code, one.path, one.severity.value) for one in findings] == [("RKB021", "badge", "error")]
    assert findings[0].message == "The award points to its badge class, which is not among the files."
    assert "together with this one" in findings[0].advice


@pytest.mark.parametrize("badge", [None, "", 5, {}])
def test_an_assertion_that_names_no_badge_class(build: Any, badge: Any) -> None:
    assert build.codes(build.assertion(badge=badge)) == ["RKB021"]


def test_an_issuer_that_is_only_an_address_stands_in_for_its_name(build: Any) -> None:
    intake = build.read(build.assertion(badge=build.badge_class()))
    assert [(one.code, one.path) for one in intake.findings] == [("RKB023", "badge.issuer")]
    assert intake.badges[0].issuer.name == "https://issuer.example/profile.json"
    assert intake.badges[0].issuer.claimed_id == "https://issuer.example/profile.json"


@pytest.mark.parametrize("issuer", [None, "", {}, {"email": "a@b.example"}])
def test_no_issuer_is_an_error(build: Any, issuer: Any) -> None:
    for document in (build.assertion(badge=build.badge_class(issuer=issuer)), build.badge_class(issuer=issuer)):
        intake = build.read(document)
        assert [(one.code, one.severity.value) for one in intake.findings] == [("RKB022", "error")]
        assert intake.badges == ()


def test_a_badge_class_alone_is_a_badge_that_is_no_award(build: Any) -> None:
    intake = build.read(build.badge_class(), build.profile())
    (badge,) = intake.badges
    assert badge.evidence.state.value == "unknown"
    assert badge.verification.outcome.value == "no_proof"
    assert [one.code for one in intake.findings] == ["RKB041", "RKB040"]


def test_helper_documents_alone_are_only_mentioned(build: Any) -> None:
    key = {"type": "CryptographicKey", "id": "https://issuer.example/key.json"}
    revoked = {"type": "RevocationList", "id": "https://issuer.example/list.json", "revokedAssertions": []}
    intake = build.read(build.profile(), key, revoked)
    assert [(one.code, one.severity.value) for one in intake.findings] == [("RKB043", "info")] * 3
    assert intake.badges == ()


@pytest.mark.parametrize(
    ("verification", "outcome", "method"),
    [
        ({"type": "hosted"}, "cannot_check", "hosted"),
        ({"type": "HostedBadge"}, "cannot_check", "hosted"),
        ({"type": "signed"}, "no_proof", "signed"),
        (None, "no_proof", "none"),
    ],
)
def test_proof_outcomes(build: Any, verification: Any, outcome: str, method: str) -> None:
    badge = build.badge(build.embedded(verification=verification))
    assert (badge.verification.outcome.value, badge.verification.method) == (outcome, method)
    if method == "hosted":
        expected = "a hosted badge is checked by asking its issuer's server, and nothing is fetched here"
        assert badge.verification.reason == expected


def test_revoked_by_its_own_word(build: Any) -> None:
    intake = build.read(build.embedded(revoked=True))
    assert intake.badges[0].revoked
    assert [one.code for one in intake.findings] == ["RKB038"]
    assert not build.badge(build.embedded(revoked="true")).revoked


@pytest.mark.parametrize(("entry", "revoked"), [("same", True), ({"id": "same"}, True), ("other", False), (5, False)])
def test_revoked_by_the_issuers_list_among_the_files(build: Any, entry: Any, revoked: bool) -> None:
    profile = build.profile(revocationList="https://issuer.example/list.json")
    listed = {"type": "RevocationList", "id": "https://issuer.example/list.json", "revokedAssertions": [entry]}
    intake = build.read(build.assertion(id="same", badge=build.badge_class(issuer=profile)), listed)
    assert intake.badges[0].revoked is revoked
    assert [one.code for one in intake.findings] == (["RKB036"] if revoked else []) + ["RKB040"]


def test_a_list_that_the_issuer_does_not_name_revokes_nothing(build: Any) -> None:
    listed = {"type": "RevocationList", "id": "https://evil.example/list.json", "revokedAssertions": ["same"]}
    assert not build.badge(build.embedded(id="same"), listed).revoked


@pytest.mark.parametrize(
    ("criteria", "narrative", "address"),
    [
        ("https://a.example/c", "", "https://a.example/c"),
        ("Do the work.", "Do the work.", None),
        ({"id": "https://a.example/c", "narrative": "Do it."}, "Do it.", "https://a.example/c"),
        (
            ["https://a.example/c", {"narrative": "Do it."}, {"narrative": "Then that."}],
            "Do it.\n\nThen that.",
            "https://a.example/c",
        ),
        (None, "", None),
        (5, "5", None),
    ],
)
def test_criteria_in_every_form(build: Any, criteria: Any, narrative: str, address: str | None) -> None:
    badge = build.badge(build.embedded(badge=build.badge_class(criteria=criteria, issuer=build.profile())))
    assert (badge.criteria_narrative, badge.criteria_url) == (narrative, address)


def test_alignments_of_2_0_and_of_1_x(build: Any) -> None:
    newer = {"targetName": "A", "targetUrl": "https://f.example/a", "targetCode": "2.5.a", "targetFramework": "F"}
    older = {"name": "B", "url": "https://f.example/b", "description": "what B says"}
    code_only = {"targetCode": "C1"}
    document = build.badge_class(issuer=build.profile(), alignment=[newer, older, code_only, {}])
    first, second, third = build.badge(build.embedded(badge=document)).alignments
    assert (first.target_name, first.target_code, first.target_framework) == ("A", "2.5.a", "F")
    assert (second.target_name, second.target_url, second.target_description) == ("B", "https://f.example/b", "what B says")
    assert third.target_name == "C1"


def test_a_missing_name_is_told_and_stood_in_for(build: Any) -> None:
    intake = build.read(build.embedded(badge=build.badge_class(name=" ", issuer=build.profile())))
    assert [(one.code, one.path) for one in intake.findings] == [("RKB024", "badge.name")]
    assert intake.badges[0].name == "(no name given)"


def test_types_may_be_lists_and_addresses_and_the_context_any(build: Any) -> None:
    for context in ("https://w3id.org/openbadges/v2", ["https://w3id.org/openbadges/v2", {}], {"type": "@type"}, None):
        assert build.badge(build.embedded(**{"@context": context, "type": ["obi:Assertion", "Extension"]})).name == "Robotics"


def test_an_award_of_before_2_0_is_read_with_a_remark(build: Any) -> None:
    document = build.embedded(type=build.nothing, verify={"type": "hosted"}, issuedOn=1_767_225_600)
    del document["type"], document["verification"]
    intake = build.read(document)
    assert [one.code for one in intake.findings] == ["RKB042"]
    assert (intake.badges[0].verification.method, str(intake.badges[0].valid_from)) == ("hosted", "2026-01-01")


@pytest.mark.parametrize("hashed", [False, True])
def test_an_earner_who_is_the_issuer_is_left_out(build: Any, hashed: bool) -> None:
    email = "jane@people.example"
    identity = "sha256$" + hashlib.sha256(f"{email}salt".encode()).hexdigest() if hashed else email
    issuer = build.profile(name="Jane Doe", email=email, id="https://people.example/jane", url="https://people.example")
    recipient = {"type": "email", "hashed": hashed, "identity": identity, "salt": "salt"}
    intake = build.read(build.embedded(recipient=recipient, badge=build.badge_class(issuer=issuer)))
    assert [one.code for one in intake.findings] == ["RKB035"]
    assert intake.badges[0].issuer.name == "(issued by the earner)"
    assert "jane" not in intake.badges[0].model_dump_json().lower()


def test_endorsements_are_counted_wherever_they_stand(build: Any) -> None:
    badge_class = build.badge_class(issuer=build.profile(endorsement={"id": "a"}), endorsement=[{"id": "b"}, {"id": "c"}])
    # 1 on the profile, 2 on the badge class, 1 on the award.
    found = build.badge(build.embedded(badge=badge_class, endorsement="d")).endorsements
    assert [one.about for one in found] == ["award", "badge", "badge", "issuer"]


def test_a_hash_of_an_unknown_kind_matches_nobody(build: Any) -> None:
    recipient = {"type": "email", "hashed": True, "identity": "rot13$badges@issuer.example", "salt": ""}
    assert build.codes(build.embedded(recipient=recipient)) == []


def test_silence_of_a_list_that_only_bears_the_right_file_name_says_nothing(build: Any) -> None:
    profile = build.profile(revocationList="https://issuer.example/list.json")
    award = build.assertion(id="same", badge=build.badge_class(issuer=profile))
    for stated, status in (("https://other.example/list.json", "unknown"), ("https://issuer.example/list.json", "ok")):
        listed = {"type": "RevocationList", "id": stated, "revokedAssertions": ["other"]}
        assert build.badge(award, list_json=listed).status == status


def test_of_an_issuer_who_is_only_an_id_nobody_knows_whether_there_is_a_list(build: Any) -> None:
    award = build.assertion(badge=build.badge_class(), verification={"type": "signed"})
    assert build.badge(award).status == "unknown"
    assert build.badge(award | {"badge": build.badge_class(issuer=build.profile())}).status == "none"
