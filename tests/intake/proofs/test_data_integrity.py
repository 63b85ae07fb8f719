"""Data Integrity proofs on documents signed here with throw-away keys."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubric_kit.intake.proofs import data_integrity
from rubric_kit.intake.proofs.data_integrity import check_document, signers
from rubric_kit.intake.proofs.plain_names import has_plain_names
from rubric_kit.model import ProofOutcome, Verification

_SUITES = ("eddsa-rdfc-2022", "Ed25519Signature2020")
_VALID, _INVALID, _CANNOT = ProofOutcome.VALID, ProofOutcome.INVALID, ProofOutcome.CANNOT_CHECK
Path = tuple[str | int, ...]


def _check(document: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> Verification:
    return check_document(document, find=lambda _: None, extra_contexts=extra or {})


def _leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Go through the places of all texts, contexts and proofs left out."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield path
    for key, part in parts:
        if key not in {"@context", "proof"}:
            yield from _leaves(part, (*path, key))


def _changed(document: Any, path: Path, value: Any) -> Any:
    changed = copy.deepcopy(document)
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("suite", "method"),
    [("eddsa-rdfc-2022", "Data Integrity (eddsa-rdfc-2022)"), ("Ed25519Signature2020", "Ed25519Signature2020")],
)
def test_a_signed_credential_is_valid_and_bound_to_its_did_key(
    bench: SimpleNamespace, signer: Any, suite: str, method: str
) -> None:
    assert _check(signer.signed(bench.own_credential(signer), suite)) == Verification(
        outcome=_VALID,
        method=method,
        reason="The signature fits the badge and the key.",
        anchored=True,
        anchor="The issuer's id is the key itself.",
    )


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1()])
def test_ecdsa_rdfc_2019_is_checked_on_both_curves(bench: SimpleNamespace, curve: ec.EllipticCurve) -> None:
    signed = bench.ecdsa_signed(bench.credential(), ec.generate_private_key(curve))
    found = _check(signed)
    assert (found.outcome, found.method, found.anchored) == (_VALID, "Data Integrity (ecdsa-rdfc-2019)", False)
    assert _check({**signed, "name": "Another award"}).outcome is _INVALID


@pytest.mark.parametrize("suite", _SUITES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_change_anywhere_that_is_covered_makes_it_invalid(
    bench: SimpleNamespace, signer: Any, suite: str, data: st.DataObject
) -> None:
    signed = signer.signed(bench.credential(), suite)
    path = data.draw(st.sampled_from(sorted(_leaves(signed), key=str)))
    new = "urn:uuid:" + data.draw(st.text("0123456789abcdef", min_size=1, max_size=12))
    found = _check(_changed(signed, path, new))
    assert found.outcome is _INVALID, path
    assert found.reason == "The signature does not fit: the badge was changed after signing, or another key signed."
    assert (found.anchored, found.anchor, found.unsigned) == (None, None, ())


@pytest.mark.parametrize("suite", _SUITES)
@pytest.mark.parametrize("member", ["created", "verificationMethod"])
def test_a_change_in_the_proof_makes_it_invalid(bench: SimpleNamespace, signer: Any, suite: str, member: str) -> None:
    signed = signer.signed(bench.credential(), suite)
    new = {"created": "2020-01-01T00:00:00Z", "verificationMethod": bench.Signer().method}[member]
    assert _check(_changed(signed, ("proof", member), new)).outcome is _INVALID


def test_a_field_taken_away_makes_it_invalid(bench: SimpleNamespace, signer: Any) -> None:
    signed = signer.signed(bench.credential())
    del signed["validUntil"]
    assert _check(signed).outcome is _INVALID


def test_a_proof_moved_to_another_badge_is_invalid(bench: SimpleNamespace, signer: Any) -> None:
    proof = signer.proof(bench.credential())
    assert _check({**bench.credential(name="Another award"), "proof": proof}).outcome is _INVALID


def test_a_document_without_proof_says_so(bench: SimpleNamespace) -> None:
    for members in ({}, {"proof": []}, {"proof": None}):
        found = _check(bench.credential(**members))
        assert (found.outcome, found.method) == (ProofOutcome.NO_PROOF, "none")
        assert found.reason == "The badge carries no signature."


def test_a_context_that_is_not_at_hand_is_named(bench: SimpleNamespace, signer: Any) -> None:
    document = bench.own_credential(signer)
    url = "https://context.example/extra/v1"
    document["@context"].append(url)
    document["local"] = "a field of the extra context"
    extra = {url: {"@context": {"local": "https://context.example/extra#local"}}}
    signed = {**document, "proof": signer.proof({**document, "@context": document["@context"][:-1]})}
    found = _check(signed)
    assert (found.outcome, found.anchored) == (_CANNOT, None)
    assert found.reason == f"The JSON-LD context {url} is not at hand."
    assert _check(signed, extra).outcome is _INVALID  # with the context the field is covered, and it was not signed


def test_a_context_address_cannot_speak_in_the_reason(bench: SimpleNamespace, signer: Any) -> None:
    signed = signer.signed(bench.credential())
    signed["@context"].append("https://somebody@x.example/\u202e" + "y" * 500 + "?by=somebody#somebody")
    reason = _check(signed).reason
    assert reason.startswith("The JSON-LD context https://x.example/‹U+202E›yyy")
    assert "somebody" not in reason
    assert len(reason) < 260


@pytest.mark.parametrize("address", ["https://x.example/a\nb", "mailto:somebody@people.example", "somebody"])
def test_what_is_no_web_address_is_not_quoted_as_a_context(bench: SimpleNamespace, signer: Any, address: str) -> None:
    signed = signer.signed(bench.credential())
    signed["@context"].append(address)
    assert _check(signed).reason == "The JSON-LD context that it names by no web address is not at hand."


@pytest.mark.parametrize(
    ("proof", "method"),
    [
        ({"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023"}, "Data Integrity (ecdsa-sd-2023)"),
        ({"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"}, "Data Integrity (eddsa-jcs-2022)"),
        ({"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"}, "Data Integrity (bbs-2023)"),
        ({"type": "DataIntegrityProof"}, "Data Integrity (no suite that is known)"),
        ({"type": "Ed25519Signature2018"}, "Ed25519Signature2018"),
        ({"type": "DataIntegrityProof", "cryptosuite": "ada"}, "Data Integrity (no suite that is known)"),
        ({"type": "JsonWebSignature2020"}, "JsonWebSignature2020"),
        ({"type": "Ada"}, "a proof of no known type"),
        ({"type": "<script>"}, "a proof of no known type"),
        ({"type": ["A", "B"]}, "a proof of no known type"),
        ({}, "a proof of no known type"),
    ],
)
def test_a_suite_that_is_not_known_is_named_and_never_invalid(bench: SimpleNamespace, proof: dict[str, Any], method: str) -> None:
    found = _check(bench.credential(proof={**proof, "proofValue": "broken"}))
    assert (found.outcome, found.method) == (_CANNOT, method)
    assert found.reason == f"Proofs of the kind {method} are not checked here."


def test_a_chain_of_proofs_is_not_checked(bench: SimpleNamespace, signer: Any) -> None:
    found = _check(signer.signed(bench.credential(), previousProof="urn:uuid:1"))
    assert found.outcome is _CANNOT
    assert "previousProof" in found.reason


def test_all_proofs_of_a_set_must_hold(bench: SimpleNamespace, signer: Any) -> None:
    document = bench.own_credential(signer)
    good = [signer.proof(document, suite) for suite in _SUITES]
    both = _check({**document, "proof": good})
    assert (both.outcome, both.method) == (_VALID, "Data Integrity (eddsa-rdfc-2022) and Ed25519Signature2020")
    bad = {**good[1], "created": "2020-01-01T00:00:00Z"}
    spoiled = _check({**document, "proof": [good[0], bad]})
    assert (spoiled.outcome, spoiled.method, spoiled.anchored) == (_INVALID, "Ed25519Signature2020", None)


def test_a_proof_of_a_set_that_cannot_be_checked_is_named(bench: SimpleNamespace, signer: Any) -> None:
    document = bench.own_credential(signer)
    other = {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023", "proofValue": "u2V0A"}
    found = _check({**document, "proof": [other, signer.proof(document)]})
    assert (found.outcome, found.method, found.anchored) == (_VALID, "Data Integrity (eddsa-rdfc-2022)", True)
    assert "Another proof, Data Integrity (ecdsa-sd-2023), was not checked" in found.reason


def test_one_bound_key_of_a_set_is_enough(bench: SimpleNamespace, signer: Any) -> None:
    document = bench.own_credential(signer)
    found = _check({**document, "proof": [bench.Signer().proof(document), signer.proof(document)]})
    assert (found.outcome, found.anchored) == (_VALID, True)


def test_a_crowd_of_proofs_is_not_checked(bench: SimpleNamespace, signer: Any) -> None:
    document = bench.credential()
    found = _check({**document, "proof": [signer.proof(document)] * 11})
    assert (found.outcome, found.reason) == (_CANNOT, "The badge carries 11 proofs; at most 10 are checked.")


@pytest.mark.parametrize("value", [None, 7, "", "z", "zO0Il", "x3", "z2NEpo7TZRRrLZSi2U", "z" + "1" * 200, ["z1"]])
def test_a_proof_value_that_is_no_signature_is_invalid(bench: SimpleNamespace, signer: Any, value: Any) -> None:
    found = _check(_changed(signer.signed(bench.credential()), ("proof", "proofValue"), value))
    assert (found.outcome, found.reason) == (_INVALID, "The signature is not whole: its proofValue cannot be decoded.")


def test_a_proof_that_is_no_object_is_invalid(bench: SimpleNamespace) -> None:
    assert _check(bench.credential(proof="eyJ")).outcome is _INVALID


def test_an_oversized_proof_is_not_checked(bench: SimpleNamespace, signer: Any) -> None:
    signed = signer.signed(bench.credential())
    signed["proof"]["domain"] = ["x" * 100] * 200
    assert _check(signed).reason == "The proof is longer than any proof needs to be, so it is not checked."


@pytest.mark.parametrize("purpose", ["authentication", None, "keyAgreement"])
def test_a_proof_for_another_purpose_is_invalid(bench: SimpleNamespace, signer: Any, purpose: str | None) -> None:
    found = _check(signer.signed(bench.credential(), proofPurpose=purpose))
    assert found.outcome is _INVALID
    assert "proofPurpose is not assertionMethod" in found.reason


@pytest.mark.parametrize("members", [{"created": None}, {"created": "2026-01-31T10:00:00.123+02:00"}, {"created": "soon"}])
def test_the_moment_of_signing_may_have_any_form(bench: SimpleNamespace, signer: Any, members: dict[str, Any]) -> None:
    assert _check(signer.signed(bench.credential(), **members)).outcome is _VALID


def test_an_end_date_of_the_proof_is_said_and_not_judged(bench: SimpleNamespace, signer: Any) -> None:
    found = _check(signer.signed(bench.credential(), expires="2020-01-01T00:00:00Z"))
    assert (found.outcome, "end date of its own" in found.reason) == (_VALID, True)


def test_an_expired_badge_has_a_valid_signature(bench: SimpleNamespace, signer: Any) -> None:
    assert _check(signer.signed(bench.credential(validUntil="2026-02-01T00:00:00Z"))).outcome is _VALID


def test_contexts_of_the_proof_are_used_only_if_they_are_named(bench: SimpleNamespace, signer: Any) -> None:
    document = bench.credential()
    signed = signer.signed(document)
    for own in (document["@context"], {"@vocab": "https://x.example/"}, document["@context"][0]):
        assert _check(_changed(signed, ("proof", "@context"), own)).outcome is _VALID
    suite_context = document["@context"].pop()
    older = signer.signed(document, "Ed25519Signature2020", own_context=suite_context)
    assert _check(older).outcome is _VALID
    assert _check(_changed(older, ("proof", "created"), "2020-01-01T00:00:00Z")).outcome is _INVALID
    assert _check(_changed(older, ("name",), "Another award")).outcome is _INVALID
    del older["proof"]["@context"]
    assert _check(older).outcome is _INVALID


def test_an_unknown_field_is_told_as_unsigned_and_named_only_if_a_standard_knows_it(bench: SimpleNamespace, signer: Any) -> None:
    signed = signer.signed(bench.own_credential(signer))
    # A field of Open Badges 2.0 in a 3.0 badge, and a key that could be anybody's name.
    signed["issuedOn"] = "2026-01-01"
    signed["credentialSubject"]["achievement"]["jane_doe"] = "A"
    found = _check(signed)
    assert (found.outcome, found.unsigned) == (_VALID, ("(another name)", "issuedOn"))


_VOCABULARY = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"


def _with_a_false_achievement(signed: Any) -> None:
    subject = signed["credentialSubject"]
    names = {"Mine": f"{_VOCABULARY}AchievementSubject", "real": f"{_VOCABULARY}achievement", "achievement": None}
    signed["@context"].append(names)
    subject["type"] = ["Mine"]
    subject["real"] = subject.pop("achievement")
    subject["achievement"] = {"name": "False achievement"}


def _with_a_hidden_end(signed: Any) -> None:
    signed["@nest"] = {"validUntil": signed.pop("validUntil")}


def _with_a_spelled_out_end(signed: Any) -> None:
    kind = "http://www.w3.org/2001/XMLSchema#dateTime"
    signed["https://www.w3.org/2018/credentials#validUntil"] = {"@value": signed.pop("validUntil"), "@type": kind}


@pytest.mark.parametrize("trick", [_with_a_false_achievement, _with_a_hidden_end, _with_a_spelled_out_end])
def test_a_signature_that_fits_other_names_than_those_read_is_not_relied_on(
    bench: SimpleNamespace, signer: Any, trick: Any
) -> None:
    signed = signer.signed(bench.own_credential(signer))
    assert _check(signed).outcome is _VALID
    trick(signed)
    found = _check(signed)
    assert (found.outcome, found.anchored) == (_CANNOT, None)
    assert found.reason.startswith("The file gives names a meaning of its own or hides fields")
    assert signers(signed, find=lambda _: None, extra_contexts={}) == []


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ({"@context": ["https://x.example"], "id": "a", "name": {"@value": "x", "@language": "en"}}, True),
        ({"@context": [["https://x.example"]]}, False),
        ({"issuer": {"@context": None}}, False),
        ({"list": [{"@set": []}]}, False),
        ({"a:b": 1}, False),
    ],
)
def test_plain_names(value: Any, plain: bool) -> None:
    assert has_plain_names(value) is plain


def test_a_key_of_the_wrong_kind_is_invalid(bench: SimpleNamespace, signer: Any) -> None:
    signed = bench.ecdsa_signed(bench.credential(), ec.generate_private_key(ec.SECP256R1()))
    signed["proof"]["cryptosuite"] = "eddsa-rdfc-2022"
    found = _check(signed)
    assert (found.outcome, found.reason) == (
        _INVALID,
        "The key is not of the kind that Data Integrity (eddsa-rdfc-2022) signs with.",
    )
    crossed = signer.signed(bench.credential())
    crossed["proof"]["cryptosuite"] = "ecdsa-rdfc-2019"
    assert _check(crossed).outcome is _INVALID


def test_keys_that_are_not_at_hand_or_broken(bench: SimpleNamespace, signer: Any) -> None:
    far = _check(signer.signed(bench.credential(), verificationMethod="did:web:issuer.example#key-1"))
    assert (far.outcome, far.reason) == (_CANNOT, "The DID document that holds the key is not among the files.")
    broken = _check(signer.signed(bench.credential(), verificationMethod="did:key:zO"))
    assert (broken.outcome, broken.reason) == (_INVALID, "The key is not whole.")
    none = _check(signer.signed(bench.credential(), verificationMethod=None))
    assert none.outcome is _INVALID


def test_a_did_web_document_among_the_files_gives_the_key(bench: SimpleNamespace, signer: Any) -> None:
    did = "did:web:issuer.example"
    document = bench.credential(issuer={"id": did, "type": ["Profile"], "name": "Synthetic"})
    signed = signer.signed(document, verificationMethod=f"{did}#key-1")
    key = {"id": "#key-1", "type": "Multikey", "publicKeyMultibase": signer.multikey}
    listing = {"id": did, "verificationMethod": [key], "assertionMethod": ["#key-1"]}
    found = check_document(signed, find=bench.at_hand(listing), extra_contexts={})
    assert (found.outcome, found.anchored) == (_VALID, True)


def test_broken_json_ld_cannot_be_checked(bench: SimpleNamespace, signer: Any) -> None:
    signed = signer.signed(bench.credential())
    signed["issuer"]["@id"] = "https://x.example"  # one thing with two ids
    assert _check(signed).reason == "The badge is not whole JSON-LD, so its signed form cannot be worked out."


def test_a_document_that_would_take_too_long_is_not_checked(bench: SimpleNamespace, signer: Any) -> None:
    signed = signer.signed(bench.credential())
    signed["evidence"] = [{"type": ["Evidence"], "name": "x"}] * 5_000
    assert _check(signed).reason == "The badge is too tangled to be brought into its signed form in time."


def test_what_stops_one_proof_is_not_tried_again(bench: SimpleNamespace, signer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    document = bench.credential()
    proofs = [signer.proof(document) for _ in range(5)]
    calls = []
    real = data_integrity._canonical
    monkeypatch.setattr(data_integrity, "_canonical", lambda *given: (calls.append(1), real(*given))[1])
    document["@context"].append("https://context.example/missing")
    assert _check({**document, "proof": proofs}).outcome is _CANNOT
    assert len(calls) == 1


def test_nothing_of_the_badge_is_quoted(bench: SimpleNamespace, signer: Any) -> None:
    """Whatever goes wrong, no value of the badge stands in the reason."""
    marker = "marker-of-a-person"
    document = bench.credential(name=marker, id=f"urn:{marker}")
    for proof in (
        {"type": marker, "verificationMethod": marker},
        {"type": "DataIntegrityProof", "cryptosuite": marker, "verificationMethod": marker},
        signer.proof(document, verificationMethod=f"did:web:x.example:{marker}#k"),
        signer.proof(document, verificationMethod=f"https://x.example/{marker}"),
        signer.proof(document, proofPurpose=marker),
        {**signer.proof(document), "proofValue": marker},
        {**signer.proof(document), "created": marker},
    ):
        assert marker not in _check({**document, "proof": proof}).model_dump_json()
