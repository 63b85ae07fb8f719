"""What is remarked about proofs, dates, status and documents that are no badges, as a person reads it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.intake import NamedBytes, read_badges
from rubric_kit.intake.dialects.proof_check import remark_proof
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.frameworks import read_case_package
from rubric_kit.model import ProofOutcome, Verification

SAMPLES = Path(__file__).parents[2] / "sample_badges"
DAY = date(2026, 11, 24)


def remarks(document: Any, *others: Any, as_of: date | None = None) -> dict[str, str]:
    """Return the messages about the first of some files, by their codes."""
    files = [NamedBytes(str(at), json.dumps(one).encode()) for at, one in enumerate((document, *others))]
    item = read_badges(files, as_of=as_of).items[0]
    return {finding.code: finding.message for finding in item.findings}


@pytest.fixture
def signed() -> dict[str, Any]:
    """Return a sample whose signature holds."""
    document: dict[str, Any] = json.loads((SAMPLES / "circle_keeper.json").read_bytes())
    return document


def test_a_file_that_could_not_be_opened() -> None:
    (item,) = read_badges([NamedBytes("jane.png", b"", problem="no permission")]).items
    assert [finding.line() for finding in item.findings] == [
        "error RKB017 file 1: The file could not be opened: no permission. Make it readable, or take it out of the folder."
    ]


def test_an_older_data_model(build: Any) -> None:
    older = build.credential(**{"@context": ["https://www.w3.org/2018/credentials/v1"]})
    assert list(remarks(older)) == ["RKB044"]
    assert remarks(build.credential()) == {}


def test_an_endorsement_tells_whether_it_was_counted(build: Any) -> None:
    badge = build.credential()
    subject = {"id": badge["credentialSubject"]["achievement"]["id"], "endorsementComment": "x"}
    lone = build.credential(type=["VerifiableCredential", "EndorsementCredential"])
    lone["credentialSubject"] = subject
    counted = "The file is an endorsement; it was counted with 1 of the badges here."
    alone = "The file is an endorsement; none of the badges here is the one it speaks for."
    assert remarks(lone, badge) == {"RKB045": counted}
    assert remarks(lone) == {"RKB045": alone}


def test_a_framework_item() -> None:
    item = {"type": "AlignmentObject", "targetName": "Plans lessons", "targetUrl": "https://a.example/1"}
    assert remarks(item) == {"RKB046": "The file describes one item of a framework."}


def test_a_signature_that_does_not_fit(signed: dict[str, Any]) -> None:
    assert "RKB050" not in remarks(signed)
    signed["credentialSubject"]["achievement"]["name"] = "Something better"
    told = remarks(signed)["RKB050"]
    assert (
        told == "The proof is not valid: The signature does not fit: the badge was changed after signing, or another key signed."
    )


@pytest.mark.parametrize(
    ("algorithm", "code", "outcome"),
    [("none", "RKB055", "no_proof"), ("HS256", "RKB050", "invalid"), ("HS512", "RKB050", "invalid")],
)
def test_an_algorithm_that_proves_nothing(build: Any, algorithm: str, code: str, outcome: str) -> None:
    (item,) = read_badges([NamedBytes("a", build.token(build.credential(), algorithm=algorithm))]).items
    assert [finding.code for finding in item.findings] == [code]
    assert item.verification is not None
    assert item.verification.outcome == outcome


def test_a_key_that_nothing_binds_to_the_issuer() -> None:
    found = Remarks("file 1")
    known = {"outcome": ProofOutcome.VALID, "method": "Data Integrity", "reason": "It fits."}
    remark_proof(Verification(**known, anchored=True, anchor="the issuer's document names the key"), found)
    assert found.findings == []
    remark_proof(Verification(**known, anchored=False, anchor="the issuer is another one"), found)
    assert [(one.code, one.message) for one in found.findings] == [
        ("RKB057", "The signature is valid; the issuer is another one.")
    ]


def test_parts_that_are_not_signed(signed: dict[str, Any]) -> None:
    assert "RKB058" not in remarks(signed)
    assert remarks(signed | {"favouriteColour": "x"})["RKB058"].startswith("The signature does not cover 1 kind")


def test_a_status_list_that_is_not_at_hand(build: Any) -> None:
    entry = {"type": "BitstringStatusListEntry", "statusListCredential": "https://a.example/1", "statusListIndex": "1"}
    told = remarks(build.credential(credentialStatus=entry | {"statusPurpose": "revocation"}))
    assert told == {"RKB059": "The status list that the badge names is not among the files."}


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2026-11-24", "2026-11-24", {}),
        ("2025-01-01", "2026-11-23", {"RKB052": "Its last day was 2026-11-23; it was looked at on 2026-11-24."}),
        ("2026-11-25", "2027-01-01", {"RKB053": "Its first day is 2026-11-25; it was looked at on 2026-11-24."}),
    ],
)
def test_dates_against_a_day(build: Any, since: str, until: str, found: dict[str, str]) -> None:
    document = build.credential(validFrom=f"{since}T00:00:00Z", validUntil=f"{until}T23:59:59Z")
    assert remarks(document, as_of=DAY) == found
    # Without a day nothing is said: the clock is never asked.
    assert remarks(document) == {}


def test_a_framework_package_that_cannot_be_read() -> None:
    remarks_ = Remarks("package")
    assert read_case_package({"CFItems": "none"}, remarks_) is None
    assert [finding.code for finding in remarks_.findings] == ["RKB066"]
