"""The key is bound to the issuer that the badge's reader shows, and to no other that stands somewhere in the file."""

from __future__ import annotations

import copy
import json
from types import SimpleNamespace
from typing import Any

import pytest

from rubric_kit.intake import Intake, Item, NamedBytes, read_badges
from rubric_kit.model import AwardStatus, ProofOutcome

V2 = "https://www.w3.org/ns/credentials/v2"
OB2 = "https://w3id.org/openbadges/v2"
_VICTIM = {"id": "https://victim.example/profile", "type": "Profile", "name": "Synthetic Victim District"}
_ASSERTION = {
    "@context": OB2,
    "type": "Assertion",
    "id": "https://victim.example/a/1",
    "recipient": {"type": "email", "identity": "earner@people.example"},
    "issuedOn": "2026-01-31T00:00:00Z",
    "badge": {
        "type": "BadgeClass",
        "id": "https://victim.example/b/1",
        "name": "Synthetic badge",
        "description": "Made up.",
        "criteria": {"narrative": "Do it."},
        "issuer": _VICTIM,
    },
}


def _read(*files: Any) -> Intake:
    return read_badges(
        NamedBytes(f"{at}.json", one if isinstance(one, bytes) else json.dumps(one).encode()) for at, one in enumerate(files)
    )


def _item(*files: Any) -> Item:
    return _read(*files).items[0]


def _token(bench: SimpleNamespace, signer: Any, claims: Any) -> bytes:
    made: bytes = bench.token({"alg": "EdDSA", "kid": signer.method}, claims, signer.private.sign)
    return made


def test_an_issuer_beside_the_badge_does_not_anchor_an_assertion(bench: SimpleNamespace, signer: Any) -> None:
    """Three ways to name the forger where a credential has its issuer, and the victim where an assertion has it."""
    forged = [
        _token(bench, signer, {"vc": {**_ASSERTION, "issuer": signer.did}}),
        _token(bench, signer, {**_ASSERTION, "credentialSubject": {}, "issuer": signer.did}),
        signer.signed({**_ASSERTION, "@context": [OB2, V2], "issuer": signer.did}),
    ]
    for one in forged:
        item = _item(one)
        assert item.badge is not None
        assert item.badge.issuer.claimed_id == _VICTIM["id"]
        assert (item.badge.verification.outcome, item.badge.verification.anchored) == (ProofOutcome.VALID, False)


@pytest.mark.parametrize(
    "issuer",
    [
        [_VICTIM],
        {"name": "Synthetic", "origin": _VICTIM["id"]},
        {"name": "Synthetic", "id": None, "@id": _VICTIM["id"]},
        {"name": "Synthetic", "id": {"id": _VICTIM["id"]}},
    ],
)
def test_a_claim_iss_does_not_anchor_an_issuer_in_odd_form(bench: SimpleNamespace, signer: Any, issuer: Any) -> None:
    item = _item(_token(bench, signer, bench.credential(issuer=issuer, iss=signer.did)))
    assert item.badge is not None
    assert item.badge.issuer.claimed_id == _VICTIM["id"]
    assert (item.badge.verification.outcome, item.badge.verification.anchored) == (ProofOutcome.VALID, False)


def test_honest_badges_stay_anchored(bench: SimpleNamespace, signer: Any) -> None:
    own = {**_ASSERTION["badge"], "issuer": {**_VICTIM, "id": signer.did}}
    for one in (
        signer.signed(bench.own_credential(signer)),
        _token(bench, signer, bench.own_credential(signer)),
        _token(bench, signer, {"iss": signer.did, "vc": bench.own_credential(signer)}),
        _token(
            bench,
            signer,
            {**_ASSERTION, "badge": own, "verification": {"creator": signer.did}},
        ),
    ):
        item = _item(one)
        assert item.badge is not None
        assert (item.badge.verification.outcome, item.badge.verification.anchored) == (ProofOutcome.VALID, True)


def test_a_badge_class_in_a_file_of_its_own_is_told_as_not_signed(bench: SimpleNamespace, signer: Any) -> None:
    token = _token(bench, signer, {**_ASSERTION, "badge": "https://victim.example/b/1", "verification": {"creator": signer.did}})
    liar = {**_ASSERTION["badge"], "@context": OB2, "name": "Made greater", "issuer": signer.did}
    item = _item(token, liar)
    assert item.badge is not None
    assert item.badge.name == "Made greater"
    assert "not what stands in the file of the class" in (item.badge.verification.anchor or "")


def test_a_profile_of_another_id_does_not_anchor(bench: SimpleNamespace, signer: Any) -> None:
    """The profile is joined by its file name and states the victim's id; the key is bound to the forger's."""
    badge = {**_ASSERTION["badge"], "issuer": f"{signer.did}"}
    token = _token(bench, signer, {**_ASSERTION, "badge": badge, "verification": {"creator": signer.did}})
    files = [NamedBytes("token.jwt", token), NamedBytes(signer.did, json.dumps({**_VICTIM, "@context": OB2}).encode())]
    badge_read = read_badges(files).badges[0]
    assert badge_read.issuer.claimed_id == _VICTIM["id"]
    assert badge_read.verification.anchored is False


def test_the_proof_of_a_presentation_is_not_called_invalid(bench: SimpleNamespace, signer: Any) -> None:
    shown = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": "did:web:somebody.example",
        "verifiableCredential": [signer.signed(bench.own_credential(signer))],
    }
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": "did:web:somebody.example#key",
        "proofPurpose": "authentication",
        "proofValue": "z1",
    }
    first, second = _read({**shown, "proof": proof}).items
    assert first.verification is not None
    assert first.verification.outcome is ProofOutcome.CANNOT_CHECK
    assert "somebody" not in repr(first.verification)
    assert second.verification is not None
    assert second.verification.outcome is ProofOutcome.VALID


def test_a_token_that_says_only_itself_when_it_ends_ends_then(bench: SimpleNamespace, signer: Any) -> None:
    plain = {name: value for name, value in bench.own_credential(signer).items() if name != "validUntil"}
    item = _item(_token(bench, signer, {**plain, "exp": 1_577_836_800}))  # 2020-01-01T00:00:00Z
    assert item.valid_until is not None
    assert item.valid_until.isoformat() == "2020-01-01"


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        ("credential", "evidence", [{"id": "no-address", "type": "Evidence"}]),
        ("credential", "expirationDate", "2099-01-01T00:00:00Z"),
        ("achievement", "Criteria", {"narrative": "More."}),
    ],
)
def test_what_was_added_and_is_read_is_not_called_valid(
    bench: SimpleNamespace, signer: Any, place: str, name: str, value: Any
) -> None:
    changed = copy.deepcopy(signer.signed(bench.own_credential(signer)))
    (changed if place == "credential" else changed["credentialSubject"]["achievement"])[name] = value
    item = _item(changed)
    assert item.verification is not None
    assert item.verification.outcome is ProofOutcome.CANNOT_CHECK


def _revoked(bench: SimpleNamespace, signer: Any) -> tuple[Any, list[Any]]:
    """Return an award that one list names as revoked and another does not name as suspended, and the lists."""
    lists, entries = [], []
    for purpose, named in (("revocation", (5,)), ("suspension", ())):
        address = f"https://issuer.example/{purpose}"
        subject = {"id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": purpose}
        types = ["VerifiableCredential", "BitstringStatusListCredential"]
        listed = {"@context": [V2], "id": address, "type": types, "issuer": signer.did, "validFrom": "2026-01-01T00:00:00Z"}
        lists.append(signer.signed(listed | {"credentialSubject": subject | {"encodedList": "u" + bench.bit_list(*named)}}))
        entry = {"id": f"{address}#5", "type": "BitstringStatusListEntry", "statusPurpose": purpose}
        entries.append(entry | {"statusListIndex": "5", "statusListCredential": address})
    return signer.signed(bench.own_credential(signer, credentialStatus=entries)), lists


def test_rewriting_the_status_entry_never_makes_a_revoked_award_good(bench: SimpleNamespace, signer: Any) -> None:
    """The statements stay the same, and so does the signature; what plain readers see does not."""
    award, lists = _revoked(bench, signer)
    assert _item(award, *lists).status is AwardStatus.REVOKED
    for purpose in ({"@value": "revocation"}, ["revocation"]):
        changed = copy.deepcopy(award)
        changed["credentialStatus"][0]["statusPurpose"] = purpose
        assert _item(changed, *lists).status is AwardStatus.UNKNOWN
    for entries in ([award["credentialStatus"]], "https://issuer.example/revocation#5"):
        item = _item({**award, "credentialStatus": entries}, *lists)
        assert item.status is AwardStatus.UNKNOWN
        assert item.verification is not None
        assert item.verification.outcome is not ProofOutcome.VALID


@pytest.mark.parametrize("form", ["token", "envelope"])
def test_badges_in_a_presentation_are_found_in_each_of_its_forms(bench: SimpleNamespace, signer: Any, form: str) -> None:
    token = _token(bench, signer, bench.own_credential(signer)).decode()
    shown: Any = {"@context": [V2], "type": ["VerifiablePresentation"], "holder": "did:web:somebody.example"}
    if form == "token":
        made: Any = _token(bench, signer, {"iss": "did:web:somebody.example", "vp": shown | {"verifiableCredential": [token]}})
    else:
        envelope = {"@context": V2, "type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{token}"}
        made = shown | {"verifiableCredential": [envelope]}
    intake = _read(made)
    assert [one.verification.anchored for one in intake.badges] == [True]
    assert "somebody" not in repr(intake)
    assert [one.source.within for one in intake.badges] == ["presentation"]
