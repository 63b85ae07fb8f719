"""Status lists among the files: who wrote them counts before what they say."""

from __future__ import annotations

import gzip
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.intake.proofs import status_list
from rubric_kit.intake.proofs.status_list import award_status
from rubric_kit.model import AwardStatus

_LIST = "https://issuer.example/lists/1"
_STATUS_2021 = "https://w3id.org/vc/status-list/2021/v1"
_V1 = "https://www.w3.org/2018/credentials/v1"
_OK, _REVOKED, _UNKNOWN = AwardStatus.OK, AwardStatus.REVOKED, AwardStatus.UNKNOWN


def _entry(index: Any = "7", **members: Any) -> dict[str, Any]:
    return {
        "id": f"{_LIST}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": index,
        "statusListCredential": _LIST,
        **members,
    }


def _bit_list(signer: Any, encoded: str, **subject: Any) -> dict[str, Any]:
    """Return an unsigned list of the signer's."""
    inner = {"id": f"{_LIST}#list", "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": encoded}
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": _LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": signer.did,
        "credentialSubject": {**inner, **subject},
    }


def _status(bench: SimpleNamespace, signer: Any, entry: Any, *lists: dict[str, Any]) -> tuple[AwardStatus, str]:
    award = bench.own_credential(signer, credentialStatus=entry)
    return award_status(award, find=bench.at_hand(*lists), extra_contexts={})


def test_a_badge_without_status_names_no_list(bench: SimpleNamespace, signer: Any) -> None:
    for entry in (None, []):
        status, reason = _status(bench, signer, entry)
        assert (status, reason) == (AwardStatus.NONE, "The badge names no list that could tell whether it was taken back.")


def test_a_list_that_is_not_at_hand_leaves_it_open(bench: SimpleNamespace, signer: Any) -> None:
    assert _status(bench, signer, _entry()) == (_UNKNOWN, "The status list that the badge names is not among the files.")


@settings(max_examples=15, deadline=None)
@given(index=st.integers(0, 131_071), other=st.integers(0, 131_071))
def test_a_signed_list_tells_exactly_the_award_it_names(bench: SimpleNamespace, signer: Any, index: int, other: int) -> None:
    listed = signer.signed(_bit_list(signer, "u" + bench.bit_list(index)))
    assert _status(bench, signer, _entry(str(index)), listed)[0] is _REVOKED
    assert _status(bench, signer, _entry(other), listed)[0] is (_REVOKED if other == index else _OK)


def test_the_example_of_bit_order(bench: SimpleNamespace, signer: Any) -> None:
    # Bitstring Status List 1.0, section 3.3: index 0 is the left-most bit. 0b0100_0000 names the award 1, none else.
    listed = signer.signed(_bit_list(signer, "u" + bench.base64url(gzip.compress(bytes([0b0100_0000]) + bytes(16_383)))))
    assert [_status(bench, signer, _entry(index), listed)[0] for index in range(4)] == [_OK, _REVOKED, _OK, _OK]


def test_suspension_is_said_in_its_own_words(bench: SimpleNamespace, signer: Any) -> None:
    listed = signer.signed(_bit_list(signer, "u" + bench.bit_list(7), statusPurpose="suspension"))
    status, reason = _status(bench, signer, _entry(statusPurpose="suspension"), listed)
    assert (status, reason) == (_REVOKED, "A signed status list of the issuer among the files says that the award is suspended.")


def test_the_list_of_2021_is_read(bench: SimpleNamespace, signer: Any) -> None:
    subject = {"id": f"{_LIST}#list", "type": "StatusList2021", "statusPurpose": "revocation", "encodedList": bench.bit_list(7)}
    listed = signer.signed(
        {
            "@context": [_V1, _STATUS_2021, "https://w3id.org/security/suites/ed25519-2020/v1"],
            "id": _LIST,
            "type": ["VerifiableCredential", "StatusList2021Credential"],
            "issuer": signer.did,
            "issuanceDate": "2026-01-31T00:00:00Z",
            "credentialSubject": subject,
        },
        "Ed25519Signature2020",
    )
    for index, status in ((7, _REVOKED), (8, _OK)):
        assert _status(bench, signer, _entry(str(index), type="StatusList2021Entry"), listed)[0] is status
    wrong_kind = _status(bench, signer, _entry(), listed)
    assert wrong_kind == (_UNKNOWN, "The status list among the files is not of the kind that the badge names.")


def test_a_list_that_nobody_signed_tells_nothing(bench: SimpleNamespace, signer: Any) -> None:
    listed = _bit_list(signer, "u" + bench.bit_list(7))
    status, reason = _status(bench, signer, _entry(), listed)
    assert (status, reason) == (_UNKNOWN, "The status list among the files is not signed, so anybody could have written it.")


def test_a_list_of_another_issuer_tells_nothing(bench: SimpleNamespace, signer: Any) -> None:
    other = bench.Signer()
    listed = other.signed(_bit_list(other, "u" + bench.bit_list(7)))
    assert _status(bench, signer, _entry(), listed) == (_UNKNOWN, "The status list among the files is not of the badge's issuer.")


def test_a_list_in_the_issuers_name_signed_by_somebody_else_tells_nothing(bench: SimpleNamespace, signer: Any) -> None:
    listed = bench.Signer().signed(_bit_list(signer, "u" + bench.bit_list()))
    status, reason = _status(bench, signer, _entry(), listed)
    assert (status, "key which signed the status list" in reason) == (_UNKNOWN, True)


def test_a_changed_list_tells_nothing(bench: SimpleNamespace, signer: Any) -> None:
    listed = signer.signed(_bit_list(signer, "u" + bench.bit_list(7)))
    listed["credentialSubject"]["encodedList"] = "u" + bench.bit_list()
    status, reason = _status(bench, signer, _entry(), listed)
    assert status is _UNKNOWN
    assert reason.startswith("The status list among the files cannot be relied on: The signature does not fit")


def test_a_list_with_fields_that_are_not_covered_tells_nothing(bench: SimpleNamespace, signer: Any) -> None:
    listed = signer.signed(_bit_list(signer, "u" + bench.bit_list()))
    status, reason = _status(bench, signer, _entry(), {**listed, "addedLater": "x"})
    assert (status, "does not cover" in reason) == (_UNKNOWN, True)


def _fragment_signed(signer: Any, document: dict[str, Any]) -> dict[str, Any]:
    issuer = "https://issuer.example/profile"
    return signer.signed({**document, "issuer": issuer}, verificationMethod=f"{issuer}#{signer.multikey}")


def test_the_key_that_signed_the_badge_may_sign_its_list(bench: SimpleNamespace, signer: Any) -> None:
    award = _fragment_signed(signer, bench.credential(credentialStatus=_entry()))
    listed = _bit_list(signer, "u" + bench.bit_list(7))
    same = bench.at_hand(_fragment_signed(signer, listed))
    assert award_status(award, find=same, extra_contexts={})[0] is _REVOKED
    other = bench.at_hand(_fragment_signed(bench.Signer(), listed))
    assert award_status(award, find=other, extra_contexts={})[0] is _UNKNOWN


def test_a_key_that_is_only_named_in_an_unchecked_proof_may_not(bench: SimpleNamespace, signer: Any) -> None:
    """Somebody who hides a revocation adds a proof that nobody checks, with their own key, and a list signed with it."""
    forger = bench.Signer()
    award = _fragment_signed(signer, bench.credential(credentialStatus=_entry()))
    address = f"https://issuer.example/profile#{forger.multikey}"
    award["proof"] = [award["proof"], {"type": "Ed25519Signature2018", "verificationMethod": address}]
    forged = bench.at_hand(_fragment_signed(forger, _bit_list(signer, "u" + bench.bit_list())))
    assert award_status(award, find=forged, extra_contexts={})[0] is _UNKNOWN


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (_entry("131072"), "The badge's place in the status list is beyond the end of the list."),
        (_entry("-1"), "The badge's status entry has no whole number as its place in the list."),
        (_entry("7.0"), "The badge's status entry has no whole number as its place in the list."),
        (_entry(True), "The badge's status entry has no whole number as its place in the list."),
        (_entry(None), "The badge's status entry has no whole number as its place in the list."),
        (_entry("9" * 30), "The badge's status entry has no whole number as its place in the list."),
        (_entry(statusPurpose="suspension"), "The status list among the files is for another purpose than the badge's entry."),
        (_entry(statusPurpose="message"), "The badge's status entry is for another purpose than revocation or suspension."),
        (_entry(statusPurpose=["revocation"]), "The badge's status entry is for another purpose than revocation or suspension."),
        (_entry(statusSize=2), "The status list uses more than one bit for an award, which is not read here."),
        (_entry(statusListCredential=None), "The badge's status entry names no list."),
        (_entry(type="SomeOtherList"), "Status lists of the kind SomeOtherList are not read here."),
        (_entry(type="Ada"), "The status entry names no kind of list."),
        (_entry(type="<b>"), "The status entry names no kind of list."),
        ("https://issuer.example/lists/1", "The badge's status entry is not an object."),
    ],
)
def test_an_entry_that_cannot_be_followed_says_why(bench: SimpleNamespace, signer: Any, entry: Any, reason: str) -> None:
    listed = signer.signed(_bit_list(signer, "u" + bench.bit_list(7)))
    assert _status(bench, signer, entry, listed) == (_UNKNOWN, reason)


@pytest.mark.parametrize(
    ("encoded", "reason"),
    [
        (7, "holds no list"),
        ("u####", "cannot be unpacked"),
        ("uAAAA", "cannot be unpacked"),
        ("", "cut short"),
        ("uH4sIAAAAAAAAAA", "cut short"),
    ],
)
def test_a_list_that_cannot_be_unpacked_says_so(encoded: Any, reason: str) -> None:
    with pytest.raises(status_list._Untold, match=reason):
        status_list._bit(encoded, 0)


def test_a_packed_bomb_is_stopped_at_16_mb(bench: SimpleNamespace) -> None:
    packed = "u" + bench.base64url(gzip.compress(bytes(17 * 1024 * 1024)))
    assert len(packed) < 30_000
    with pytest.raises(status_list._Untold, match="larger than 16 MB"):
        status_list._bit(packed, 0)


def test_one_list_that_takes_it_back_is_enough_and_ok_needs_all(bench: SimpleNamespace, signer: Any) -> None:
    listed = signer.signed(_bit_list(signer, "u" + bench.bit_list(7)))
    missing = _entry(statusListCredential="https://issuer.example/lists/2")
    assert _status(bench, signer, [missing, _entry("7")], listed)[0] is _REVOKED
    assert _status(bench, signer, [_entry("8"), missing], listed)[0] is _UNKNOWN
    assert _status(bench, signer, [_entry("8"), _entry(statusPurpose="message")], listed)[0] is _OK


def test_a_crowd_of_entries_is_cut(bench: SimpleNamespace, signer: Any) -> None:
    listed = signer.signed(_bit_list(signer, "u" + bench.bit_list(7)))
    status, reason = _status(bench, signer, [_entry("8")] * 11, listed)
    assert (status, reason) == (_UNKNOWN, "The badge names 11 status lists; at most 10 are looked at.")


@pytest.mark.parametrize(
    ("named", "status"),
    [
        (["urn:uuid:00000000-0000-4000-8000-000000000001"], _REVOKED),
        ([{"id": "urn:uuid:00000000-0000-4000-8000-000000000001", "revoked": True}], _REVOKED),
        ([{"id": "urn:uuid:00000000-0000-4000-8000-000000000001", "revoked": False}], _OK),
        (["urn:uuid:2"], _OK),
    ],
)
def test_a_list_of_ids_counts_like_any_other_once_it_is_covered(
    bench: SimpleNamespace, signer: Any, named: list[Any], status: AwardStatus
) -> None:
    ids = {"id": _LIST, "revokedCredential": named}
    assert status_list._id_status("urn:uuid:00000000-0000-4000-8000-000000000001", ids)[0] is status
    entry = {"id": _LIST, "type": "1EdTechRevocationList"}
    unsigned = {**ids, "issuer": signer.did}
    assert _status(bench, signer, entry, unsigned)[0] is _UNKNOWN
    extra_url = "https://context.example/revocations/v1"
    terms = {"revokedCredential": {"@id": "https://context.example/#revoked", "@type": "@json"}}
    extra = {extra_url: {"@context": terms}}
    document = {"@context": ["https://www.w3.org/ns/credentials/v2", extra_url], "type": ["VerifiableCredential"], **unsigned}
    award = bench.own_credential(signer, credentialStatus=entry)
    signed = signer.signed(document, extra_contexts=extra)
    assert award_status(award, find=bench.at_hand(signed), extra_contexts=extra)[0] is status


def test_a_list_of_ids_without_ids_tells_nothing() -> None:
    with pytest.raises(status_list._Untold, match="holds no list of ids"):
        status_list._id_status("urn:uuid:1", {"id": _LIST})
    with pytest.raises(status_list._Untold, match="the badge has no id"):
        status_list._id_status("", {"id": _LIST, "revokedCredential": []})
