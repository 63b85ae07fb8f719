"""Proofs of real badges and of the standard's own test badges, read from beside the checkout when they are there."""

from __future__ import annotations

import base64
import json
import re
import struct
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rubric_kit.intake.proofs.data_integrity import check_document
from rubric_kit.intake.proofs.status_list import award_status
from rubric_kit.intake.proofs.token_proof import check_token
from rubric_kit.model import AwardStatus, Verification

_CORPUS = Path(__file__).resolve().parents[3].parent / "shared" / "badge_corpus"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not _CORPUS.is_dir(), reason="the badge corpus is not beside the checkout (../shared/badge_corpus)"),
]

_FITS = "The signature fits the badge and the key."
_CHANGED = "The signature does not fit: the badge was changed after signing, or another key signed."
_DI, _OLDER = "Data Integrity (eddsa-rdfc-2022)", "Ed25519Signature2020"
_DCC = "dcc/v2__dataIntegrityProof__didKey__"


class Expected(NamedTuple):
    """Outcome, method, reason, and whether the key is bound to the issuer."""

    outcome: str
    method: str = _DI
    reason: str = _FITS
    anchored: bool | None = None


_LOOSE, _BOUND = Expected("valid", anchored=False), Expected("valid", anchored=True)
_EXPECTED = {
    "ob30/simple.json": _LOOSE,
    "ob30/simple-did-key-method.json": _LOOSE,
    "ob30/simple-noproof.json": Expected("no_proof", "none", "The badge carries no signature."),
    "ob30/simple-err-proof-value.json": Expected("invalid", reason=_CHANGED),
    "ob30/simple-err-expired.json": _LOOSE,
    "ob30/simple-err-type.json": Expected("invalid", reason=_CHANGED),
    "ob30/simple-err-issuer.json": _LOOSE,
    "ob30/endorsement-valid.json": _LOOSE,
    "ob30/simple-json.png": _LOOSE,
    "ob30/simple-json.svg": _LOOSE,
    "ob30/simple_v1.json": Expected("valid", _OLDER, anchored=False),
    f"{_DCC}legacyRegistry-noStatus-noExpiry-basicOBv3.json": _BOUND,
    f"{_DCC}legacyRegistry-noStatus-noExpiry-alignments.json": _BOUND,
    f"{_DCC}legacyRegistry-noStatus-noExpiry-minimal.json": _BOUND,
    f"{_DCC}twoOIDF-validStatus-expired.json": _BOUND,
    "dcc/v2__bothSignatureTypes__didkey__legacy-noStatus-notExpired-endorsement.json": Expected(
        "valid", f"{_DI} and {_OLDER}", anchored=True
    ),
    "dcc/v2__ed25519__didKey__legacy-noStatus-noExpiry.json": Expected("valid", _OLDER, anchored=True),
    "dcc/v2__ed25519__didKey__legacy-noStatus-noExpiry-tampered.json": Expected("invalid", _OLDER, _CHANGED),
    "dcc/v1__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-OBSpecExample.json": _BOUND,
}
_TOKENS = {
    "ob30/simple-jwt.svg": Expected("valid", "VC-JWT (RS256)", anchored=False),
    "ob20/simple.jwt": Expected("valid", "signed (RS256)", anchored=True),
    "ob20/simple-revoked.jwt": Expected("valid", "signed (RS256)", anchored=True),
}
# These carry no signature: hosted assertions, a framework item, pictures without one.
_UNSIGNED = {
    "ob20/basic-assertion.json",
    "ob20/basic-assertion-expired.json",
    "ob20/basic-assertion-invalid-type.json",
    "ob20/simple-badge.png",
    "ob20/rdf-validation/valid-alignment-object.json",
    "baked/baked_heart.png",
    "baked/baked_example.svg",
    "baked/public_domain_heart.png",
    "baked/unbaked_example.svg",
}


def _document(name: str) -> dict[str, Any]:
    """Take the document out with the shortest means; reading containers has its own tests."""
    data = (_CORPUS / name).read_bytes()
    if name.endswith(".png"):
        start = data.index(b"iTXtopenbadgecredential\0")
        (length,) = struct.unpack(">I", data[start - 4 : start])
        data = data[start + 4 : start + 4 + length].removeprefix(b"openbadgecredential" + bytes(5))
    if name.endswith(".svg"):
        found = re.search(rb"<!\[CDATA\[(.*?)\]\]>", data, re.DOTALL)
        assert found
        data = found[1]
    document = json.loads(data)
    assert isinstance(document, dict)
    return document


def _token(name: str) -> bytes:
    data = (_CORPUS / name).read_bytes()
    found = re.search(rb'verify="([^"]+)"', data)
    return found[1] if found else data


def _find(reference: str) -> dict[str, Any] | None:
    for path in sorted((_CORPUS / "ob20" / "assets").glob("*.json")):
        document = json.loads(path.read_bytes())
        if isinstance(document, dict) and document.get("id") == reference:
            return document
    return None


def _plain(found: Verification) -> Expected:
    return Expected(found.outcome.value, found.method, found.reason, found.anchored)


def test_the_tables_name_every_file_that_has_a_verdict() -> None:
    lines = (_CORPUS / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split("\t")[0] for line in lines} == {*_EXPECTED, *_TOKENS, *_UNSIGNED}


@pytest.mark.parametrize("name", _EXPECTED)
def test_each_proof_is_judged_as_expected(name: str) -> None:
    found = check_document(_document(name), find=_find, extra_contexts={})
    assert _plain(found) == _EXPECTED[name]
    assert found.unsigned == ()


@pytest.mark.parametrize("name", _TOKENS)
def test_each_token_is_judged_as_expected(name: str) -> None:
    assert _plain(check_token(_token(name), find=_find)) == _TOKENS[name]


def test_a_token_of_the_corpus_with_another_content_is_invalid() -> None:
    first, payload, last = _token("ob20/simple.jwt").split(b".")
    changed = base64.urlsafe_b64decode(payload + b"==").replace(b"2016-12-31", b"2017-12-31")
    token = b".".join((first, base64.urlsafe_b64encode(changed).rstrip(b"="), last))
    assert check_token(token, find=_find).reason == _CHANGED


def test_a_key_that_is_not_at_hand_leaves_the_token_unchecked() -> None:
    found = check_token(_token("ob20/simple.jwt"), find=lambda _: None)
    assert (found.outcome.value, found.reason) == ("cannot_check", "The document that holds the key is not among the files.")


def test_a_status_list_that_is_not_at_hand_leaves_the_status_open() -> None:
    document = _document(f"{_DCC}twoOIDF-validStatus-expired.json")
    status, reason = award_status(document, find=_find, extra_contexts={})
    assert (status, reason) == (AwardStatus.UNKNOWN, "The status list that the badge names is not among the files.")


@pytest.mark.parametrize("name", [name for name, expected in _EXPECTED.items() if expected.outcome == "valid"])
def test_any_other_name_of_the_badge_makes_it_invalid(name: str) -> None:
    document = _document(name)
    document["name"] = "Another name"
    assert check_document(document, find=_find, extra_contexts={}).outcome.value == "invalid"
