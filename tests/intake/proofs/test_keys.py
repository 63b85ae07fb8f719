"""Where a key is found, and what binds it to the issuer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from rubric_kit.intake.proofs.keys import FoundKey, anchor, document_at_hand, found_key, listed_keys
from rubric_kit.intake.proofs.multikey import UnusableKeyError, base58_encoded

_WEB = "did:web:issuer.example"
_PROFILE = "https://issuer.example/profile"


def _nothing(_: str) -> None:
    return None


def _method(signer: Any, at: str = f"{_WEB}#key-1", **members: Any) -> dict[str, Any]:
    return {"id": at, "type": "Multikey", "controller": _WEB, "publicKeyMultibase": signer.multikey, **members}


def test_a_did_key_is_the_key_with_and_without_its_fragment(signer: Any) -> None:
    for reference in (signer.did, signer.method, {"id": signer.method}):
        assert found_key(reference, _nothing) == FoundKey(signer.public, "self")


def test_a_did_key_with_the_fragment_of_another_key_is_broken(signer: Any, bench: SimpleNamespace) -> None:
    with pytest.raises(UnusableKeyError, match="another key than the one its did:key stands for") as caught:
        found_key(f"{signer.did}#{bench.Signer().multikey}", _nothing)
    assert caught.value.broken


def test_a_did_jwk_is_the_key(bench: SimpleNamespace, rsa_key: rsa.RSAPrivateKey) -> None:
    import json

    did = "did:jwk:" + bench.base64url(json.dumps(bench.rsa_jwk(rsa_key.public_key())).encode())
    assert found_key(f"{did}#0", _nothing) == FoundKey(rsa_key.public_key(), "self")
    assert anchor(found_key(did, _nothing), did, _nothing) == (True, "The issuer's id is the key itself.")
    for broken in ("did:jwk:", "did:jwk:é", "did:jwk:AAAA", "did:jwk:W10"):
        with pytest.raises(UnusableKeyError, match="not whole"):
            found_key(broken, _nothing)


def test_a_key_after_the_hash_of_a_web_address_is_used_and_binds_nothing(signer: Any) -> None:
    found = found_key(f"{_PROFILE}#{signer.multikey}", _nothing)
    assert found == FoundKey(signer.public, "address")
    anchored, why = anchor(found, _PROFILE, _nothing)
    assert not anchored
    assert "the address that the proof itself gives" in why


@pytest.mark.parametrize("name", ["verificationMethod", "assertionMethod", "publicKey"])
@pytest.mark.parametrize("short", [True, False])
def test_a_did_document_gives_the_key_it_lists(signer: Any, bench: SimpleNamespace, name: str, short: bool) -> None:
    document = {"id": _WEB, name: [_method(signer, "#key-1" if short else f"{_WEB}#key-1")]}
    find = bench.at_hand(document)
    found = found_key(f"{_WEB}#key-1", find)
    assert found == FoundKey(signer.public, "document")
    assert anchor(found, _WEB, find) == (True, "The issuer's document among the files lists the key.")


def test_a_profile_that_lists_the_key_binds_it_however_the_proof_named_it(signer: Any, bench: SimpleNamespace) -> None:
    profile = {"id": _PROFILE, "type": "Profile", "verificationMethod": _method(signer, f"{_PROFILE}#k")}
    find = bench.at_hand(profile)
    for reference in (signer.method, f"{_PROFILE}#{signer.multikey}", f"{_PROFILE}#k"):
        assert anchor(found_key(reference, find), _PROFILE, find)[0]
    other = bench.Signer()
    anchored, why = anchor(found_key(other.method, find), _PROFILE, find)
    assert not anchored
    assert "does not list the key" in why


def test_a_key_that_may_not_sign_badges_does_not_bind(signer: Any, bench: SimpleNamespace) -> None:
    other = bench.Signer()
    document = {
        "id": _WEB,
        "verificationMethod": [_method(signer), _method(other, f"{_WEB}#key-2")],
        "assertionMethod": ["#key-2"],
    }
    find = bench.at_hand(document)
    assert listed_keys(document, find) == [other.public]
    assert not anchor(found_key(f"{_WEB}#key-1", find), _WEB, find)[0]
    assert anchor(found_key(f"{_WEB}#key-2", find), _WEB, find)[0]


def test_a_withdrawn_key_is_neither_used_nor_counted(signer: Any, bench: SimpleNamespace) -> None:
    document = {"id": _WEB, "verificationMethod": [_method(signer, revoked="2025-01-01T00:00:00Z")]}
    find = bench.at_hand(document)
    with pytest.raises(UnusableKeyError, match="withdrawn"):
        found_key(f"{_WEB}#key-1", find)
    assert not anchor(found_key(signer.method, find), _WEB, find)[0]


def test_a_document_found_by_its_file_name_alone_does_not_count(signer: Any) -> None:
    foreign = {"id": "did:web:other.example", "verificationMethod": [_method(signer)]}
    assert document_at_hand(_WEB, lambda _: foreign) is None
    with pytest.raises(UnusableKeyError, match="DID document that holds the key is not among the files"):
        found_key(f"{_WEB}#key-1", lambda _: foreign)
    assert not anchor(found_key(signer.method, _nothing), _WEB, lambda _: foreign)[0]


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("did:web:a-name.example:people:a-name#k", r"^The DID document that holds the key is not among the files\.$"),
        ("did:example:a-name#k", r"^The DID document that holds the key is not among the files\.$"),
        ("https://issuer.example/a-name", r"^The document that holds the key is not among the files\.$"),
        ("", "does not name its key"),
        (None, "does not name its key"),
        ([1], "does not name its key"),
        ({}, "does not name its key"),
    ],
)
def test_a_key_that_is_not_at_hand_is_told_without_quoting_its_name(reference: Any, reason: str) -> None:
    with pytest.raises(UnusableKeyError, match=reason):
        found_key(reference, _nothing)


def test_a_document_that_does_not_list_the_key_is_told(signer: Any, bench: SimpleNamespace) -> None:
    find = bench.at_hand({"id": _WEB, "verificationMethod": [_method(signer)]})
    with pytest.raises(UnusableKeyError, match="among the files and does not list it") as caught:
        found_key(f"{_WEB}#key-2", find)
    assert not caught.value.broken
    assert found_key(_WEB, find).key == signer.public  # no key is named, and there is but one
    two = bench.at_hand({"id": _WEB, "verificationMethod": [_method(signer), _method(signer, "#key-2")]})
    with pytest.raises(UnusableKeyError, match="does not list it"):
        found_key(_WEB, two)


def test_a_key_beside_the_signature_is_used_only_where_its_id_leads_nowhere(signer: Any, bench: SimpleNamespace) -> None:
    other = bench.Signer()
    method = _method(signer)
    assert found_key(method, _nothing) == FoundKey(signer.public, "embedded")
    find = bench.at_hand({"id": _WEB, "verificationMethod": [_method(other)]})
    assert found_key(method, find) == FoundKey(other.public, "document")
    assert "came along with the signature" in anchor(found_key(method, _nothing), _WEB, _nothing)[1]
    assert found_key({**method, "id": other.did}, _nothing).key == other.public


def test_the_older_forms_of_a_key_are_read(bench: SimpleNamespace, signer: Any, rsa_key: rsa.RSAPrivateKey) -> None:
    raw = base58_encoded(signer.public.public_bytes_raw())
    forms = [
        ({"publicKeyBase58": raw}, signer.public),
        ({"publicKeyPem": bench.pem(rsa_key.public_key())}, rsa_key.public_key()),
        ({"publicKeyJwk": bench.rsa_jwk(rsa_key.public_key())}, rsa_key.public_key()),
    ]
    for form, key in forms:
        assert found_key({"id": f"{_WEB}#k", **form}, _nothing).key == key
    for form in ({"publicKeyBase58": "2NEpo7TZRRrLZSi2U"}, {"publicKeyMultibase": 7}, {"publicKeyJwk": "x"}):
        with pytest.raises(UnusableKeyError):
            found_key({"id": f"{_WEB}#k", **form}, _nothing)


def test_a_key_document_of_open_badges_2_counts_for_its_owner_only(bench: SimpleNamespace, rsa_key: rsa.RSAPrivateKey) -> None:
    key = {
        "id": "https://issuer.example/key.json",
        "type": "CryptographicKey",
        "owner": _PROFILE,
        "publicKeyPem": bench.pem(rsa_key.public_key()),
    }
    profile = {"id": _PROFILE, "type": "Issuer", "publicKey": key["id"]}
    assert anchor(found_key(key["id"], bench.at_hand(key, profile)), _PROFILE, bench.at_hand(key, profile))[0]
    foreign = bench.at_hand({**key, "owner": "https://other.example"}, profile)
    assert not anchor(found_key(key["id"], foreign), _PROFILE, foreign)[0]
    alone = bench.at_hand(key)
    why = anchor(found_key(key["id"], alone), _PROFILE, alone)[1]
    assert why == "The key's document is among the files; no document of the issuer is."


def test_an_issuer_that_is_another_key_or_has_no_id_is_not_bound(signer: Any, bench: SimpleNamespace) -> None:
    found = found_key(signer.method, _nothing)
    assert anchor(found, bench.Signer().did, _nothing) == (False, "The issuer's id is a key, and another one made the signature.")
    assert anchor(found, "did:key:zO", _nothing)[0] is False
    assert anchor(found, "", _nothing) == (False, "The badge names no issuer id that a key could be bound to.")


def test_a_did_key_listed_by_name_binds(signer: Any, bench: SimpleNamespace) -> None:
    find = bench.at_hand({"id": _WEB, "assertionMethod": [signer.method]})
    assert anchor(found_key(signer.did, find), _WEB, find)[0]


def test_unusable_entries_of_a_document_are_passed_over(signer: Any, bench: SimpleNamespace) -> None:
    curve = ec.generate_private_key(ec.SECP256K1()).public_key()
    entries: list[Any] = [None, 7, [], {}, {"publicKeyPem": bench.pem(curve)}, "did:key:zO", _method(signer)]
    document = {"id": _WEB, "verificationMethod": entries}
    assert listed_keys(document, bench.at_hand(document)) == [signer.public]


def test_a_document_that_contradicts_the_address_of_a_key_makes_nothing_invalid(signer: Any, bench: SimpleNamespace) -> None:
    """A neighbour can say anything; the key in an address is part of what the proof itself names."""
    address = f"https://issuer.example/keys#{signer.multikey}"
    liar = {
        "id": "https://issuer.example/keys",
        "verificationMethod": [{"id": address, "publicKeyMultibase": bench.Signer().multikey}],
    }
    with pytest.raises(UnusableKeyError, match="gives another key than the key's own address") as caught:
        found_key(address, bench.at_hand(liar))
    assert not caught.value.broken
    honest = {**liar, "verificationMethod": [{"id": address, "publicKeyMultibase": signer.multikey}]}
    assert found_key(address, bench.at_hand(honest)).key == signer.public
