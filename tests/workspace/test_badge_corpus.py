"""Real badges and test badges of the standard's own validator, read from beside the checkout when they are there.

Each file is named on its own, as a person would: what belongs to it is found beside it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from rubric_kit.intake import Item, NamedBytes, facts_of, read_badges
from rubric_kit.workspace import read_badge_folder

_ROOT = Path(__file__).resolve().parents[2]
_CORPUS = _ROOT.parent / "shared" / "badge_corpus"
_TODAY = date(2026, 11, 24)
_FITS = "The signature fits the badge and the key."
_DOES_NOT_FIT = "The signature does not fit: the badge was changed after signing, or another key signed."
_HOSTED = "a hosted badge is checked by asking its issuer's server, and nothing is fetched here"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not _CORPUS.is_dir(), reason="the badge corpus is not beside the checkout (../shared/badge_corpus)"),
]


class Expected(NamedTuple):
    """What reading one file gives."""

    verdict: str
    """The verdict of expected.tsv that this answers."""
    outcome: str
    proof: str
    codes: tuple[str, ...] = ()
    dates: str = "ok"
    status: str = "none"
    anchored: bool | None = None
    reason: str | None = None


def _signed(*codes: str, verdict: str = "accept", anchored: bool, **more: str) -> Expected:
    return Expected(verdict, more.pop("outcome", "badge"), "valid", codes, anchored=anchored, reason=_FITS, **more)  # type: ignore[arg-type]


def _hosted(*codes: str, verdict: str = "accept", dates: str = "ok", status: str = "unknown") -> Expected:
    return Expected(verdict, "badge", "cannot-check", codes, dates=dates, status=status, reason=_HOSTED)


_NO_ANCHOR = ("RKB057",)
_EXPECTED = {
    "ob30/simple.json": _signed(*_NO_ANCHOR, anchored=False),
    # The sample names its issuer as the earner, which is told as well.
    "ob30/simple-did-key-method.json": _signed("RKB035", "RKB057", anchored=False),
    # It also lacks what every award has; either is enough to reject it.
    "ob30/simple-noproof.json": Expected(
        "reject", "unreadable", "no-proof", ("RKB044", "RKB025"), reason="the file carries no proof"
    ),
    "ob30/simple-err-proof-value.json": Expected("reject", "badge", "invalid", ("RKB050",), reason=_DOES_NOT_FIT),
    "ob30/simple-err-expired.json": _signed("RKB057", "RKB052", verdict="reject", anchored=False, dates="expired"),
    "ob30/simple-err-type.json": Expected("reject", "not-a-badge", "invalid", ("RKB020",), reason=_DOES_NOT_FIT),
    "ob30/simple-err-issuer.json": _signed("RKB022", "RKB025", "RKB057", verdict="reject", anchored=False, outcome="unreadable"),
    "ob30/endorsement-valid.json": _signed("RKB057", "RKB045", anchored=False),
    "ob30/simple-json.png": _signed(*_NO_ANCHOR, anchored=False),
    "ob30/simple-json.svg": _signed(*_NO_ANCHOR, anchored=False),
    "ob30/simple-jwt.svg": _signed(*_NO_ANCHOR, anchored=False),
    "ob30/simple_v1.json": _signed("RKB044", "RKB057", verdict="accept-with-warning", anchored=False),
    "ob20/basic-assertion.json": _hosted(),
    "ob20/basic-assertion-expired.json": _hosted("RKB052", verdict="reject", dates="expired"),
    "ob20/basic-assertion-invalid-type.json": Expected(
        "reject", "not-a-badge", "no-proof", ("RKB020",), reason="the file carries no proof"
    ),
    "ob20/simple-badge.png": _hosted(),
    "ob20/simple.jwt": _signed(anchored=True),
    "ob20/simple-revoked.jwt": _signed("RKB036", verdict="reject", anchored=True, status="revoked"),
    "ob20/rdf-validation/valid-alignment-object.json": Expected("accept", "badge", "no-proof", ("RKB046",)),
    "dcc/v2__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-basicOBv3.json": _signed(anchored=True),
    "dcc/v2__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-alignments.json": _signed(anchored=True),
    "dcc/v2__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-minimal.json": _signed(
        "RKB020", verdict="not-a-badge", outcome="not-a-badge", anchored=True
    ),
    # Its status list is on a server.
    "dcc/v2__dataIntegrityProof__didKey__twoOIDF-validStatus-expired.json": _signed(
        "RKB059", "RKB052", verdict="reject", anchored=True, dates="expired", status="unknown"
    ),
    "dcc/v2__bothSignatureTypes__didkey__legacy-noStatus-notExpired-endorsement.json": _signed("RKB045", anchored=True),
    "dcc/v2__ed25519__didKey__legacy-noStatus-noExpiry.json": _signed(anchored=True),
    "dcc/v2__ed25519__didKey__legacy-noStatus-noExpiry-tampered.json": Expected(
        "reject", "badge", "invalid", ("RKB050",), reason=_DOES_NOT_FIT
    ),
    "dcc/v1__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-OBSpecExample.json": _signed(
        "RKB044", verdict="accept-with-warning", anchored=True
    ),
    "baked/baked_heart.png": _hosted("RKB021", verdict="extract-only", status="none"),
    "baked/baked_example.svg": _hosted("RKB021", verdict="extract-only", status="none"),
    "baked/public_domain_heart.png": Expected("no-badge", "not-a-badge", "no-proof", ("RKB005",)),
    "baked/unbaked_example.svg": Expected("no-badge", "not-a-badge", "no-proof", ("RKB006",)),
}


def _item(name: str) -> Item:
    (item,) = read_badge_folder(_CORPUS / name, as_of=_TODAY).items
    return item


def test_the_table_answers_every_verdict() -> None:
    lines = (_CORPUS / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split("\t")[0]: line.split("\t")[1] for line in lines} == {
        name: expected.verdict for name, expected in _EXPECTED.items()
    }


@pytest.mark.parametrize("name", _EXPECTED)
def test_each_file_is_read_as_expected_and_for_the_stated_reason(name: str) -> None:
    told = _item(name).plain(_TODAY)
    expected = _EXPECTED[name]
    found = Expected(
        expected.verdict,
        told["outcome"],
        told["proof"],
        tuple(finding["code"] for finding in told["findings"]),
        told["dates"],
        told["status"],
        told["issuer_anchored"],
        told["proof_reason"],
    )
    assert found == expected


@pytest.mark.parametrize("name", _EXPECTED)
def test_a_badge_is_accepted_only_if_nothing_speaks_against_it(name: str) -> None:
    # How a program would put the verdict together from what it is told.
    told = _item(name).plain(_TODAY)
    holds = told["proof"] != "invalid" and told["dates"] == "ok" and told["status"] != "revoked"
    against = not holds or told["outcome"] == "unreadable"
    if told["outcome"] == "not-a-badge":
        assert _EXPECTED[name].verdict in {"not-a-badge", "no-badge", "reject"}
    else:
        assert against == (_EXPECTED[name].verdict == "reject")


def test_revoked_and_expired_badges_are_read_and_say_so() -> None:
    revoked, good = (_item(f"ob20/{name}.jwt").badge for name in ("simple-revoked", "simple"))
    assert revoked is not None
    assert good is not None
    assert (revoked.revoked, good.revoked) == (True, False)
    expired = _item("ob20/basic-assertion-expired.json").badge
    assert expired is not None
    assert expired.valid_until == date(2022, 11, 15)


def test_the_alignments_are_there() -> None:
    badge = _item("dcc/v2__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-alignments.json").badge
    assert badge is not None
    first, second = badge.alignments
    assert (first.target_framework, second.target_code) == ("Edmonds College Course Catalog", None)


def test_every_file_of_the_corpus_gives_badges_or_findings_and_no_personal_data() -> None:
    paths = sorted(path for path in _CORPUS.rglob("*") if path.is_file())
    assert len(paths) > len(_EXPECTED)
    loaded = [NamedBytes(path.name, path.read_bytes()) for path in paths]
    for path, one in zip(paths, loaded, strict=True):
        alone = read_badges([one])
        assert alone.badges or alone.findings, path
    intake = read_badges(loaded)
    text = "".join(badge.model_dump_json() for badge in intake.badges)
    text += "".join(fact.model_dump_json() for listed in facts_of(intake.badges).values() for fact in listed)
    # Recipient hashes, plain addresses and subject ids that the corpus is known to hold.
    for personal in ("sha256$", "ecf5409f", "test@example.com", "did:example:ebfeb1f712ebc6f1c276e12ec21", "deadsea", "beths"):
        assert personal not in text
