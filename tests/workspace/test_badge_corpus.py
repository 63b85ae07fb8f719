"""Real badges and test badges of the standard's own validator, read from beside the checkout when they are there."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from rubric_kit.intake import Intake, NamedBytes, facts_of, read_badges

_ROOT = Path(__file__).resolve().parents[2]
_CORPUS = _ROOT.parent / "shared" / "badge_corpus"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not _CORPUS.is_dir(), reason="the badge corpus is not beside the checkout (../shared/badge_corpus)"),
]


class Expected(NamedTuple):
    """What reading one file gives: a badge with its proof outcome, or none; and the codes of all findings."""

    outcome: str | None
    container: str | None = None
    codes: tuple[str, ...] = ()


_CHECKED_BY_NOBODY_YET = Expected("cannot_check", "json")
# Signatures are not checked in this version: tampered files read like sound ones, and both say "cannot_check".
_EXPECTED = {
    "ob30/simple.json": _CHECKED_BY_NOBODY_YET,
    "ob30/simple-did-key-method.json": Expected("cannot_check", "json", ("RKB035",)),
    "ob30/simple-noproof.json": Expected(None, None, ("RKB025",)),
    "ob30/simple-err-proof-value.json": _CHECKED_BY_NOBODY_YET,
    "ob30/simple-err-expired.json": _CHECKED_BY_NOBODY_YET,
    "ob30/simple-err-type.json": Expected(None, None, ("RKB020",)),
    "ob30/simple-err-issuer.json": Expected(None, None, ("RKB022", "RKB025")),
    "ob30/endorsement-valid.json": Expected(None, None, ("RKB020",)),
    "ob30/simple-json.png": Expected("cannot_check", "png"),
    "ob30/simple-json.svg": Expected("cannot_check", "svg"),
    "ob30/simple-jwt.svg": Expected("cannot_check", "svg"),
    "ob30/simple_v1.json": _CHECKED_BY_NOBODY_YET,
    "ob20/basic-assertion.json": _CHECKED_BY_NOBODY_YET,
    "ob20/basic-assertion-expired.json": _CHECKED_BY_NOBODY_YET,
    "ob20/basic-assertion-invalid-type.json": Expected(None, None, ("RKB020",)),
    "ob20/simple-badge.png": Expected("cannot_check", "png"),
    "ob20/simple.jwt": Expected("cannot_check", "jwt"),
    "ob20/simple-revoked.jwt": Expected("cannot_check", "jwt", ("RKB036",)),
    "ob20/rdf-validation/valid-alignment-object.json": Expected(None, None, ("RKB020",)),
    "dcc/v2__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-basicOBv3.json": _CHECKED_BY_NOBODY_YET,
    "dcc/v2__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-alignments.json": _CHECKED_BY_NOBODY_YET,
    "dcc/v2__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-minimal.json": Expected(None, None, ("RKB020",)),
    "dcc/v2__dataIntegrityProof__didKey__twoOIDF-validStatus-expired.json": _CHECKED_BY_NOBODY_YET,
    "dcc/v2__bothSignatureTypes__didkey__legacy-noStatus-notExpired-endorsement.json": Expected(None, None, ("RKB020",)),
    "dcc/v2__ed25519__didKey__legacy-noStatus-noExpiry.json": _CHECKED_BY_NOBODY_YET,
    "dcc/v2__ed25519__didKey__legacy-noStatus-noExpiry-tampered.json": _CHECKED_BY_NOBODY_YET,
    "dcc/v1__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-OBSpecExample.json": _CHECKED_BY_NOBODY_YET,
    "baked/baked_heart.png": Expected(None, None, ("RKB021",)),
    "baked/baked_example.svg": Expected(None, None, ("RKB021",)),
    "baked/public_domain_heart.png": Expected(None, None, ("RKB005",)),
    "baked/unbaked_example.svg": Expected(None, None, ("RKB006",)),
}


def _loaded(path: Path) -> NamedBytes:
    return NamedBytes(path.relative_to(_CORPUS).as_posix(), path.read_bytes())


def _read(name: str) -> Intake:
    """Read one file, for 2.0 with the badge classes, issuers and lists that belong to it."""
    beside = sorted((_CORPUS / "ob20" / "assets").glob("*.json")) if name.startswith("ob20/") else []
    return read_badges([_loaded(_CORPUS / name), *map(_loaded, beside)])


def test_the_table_names_every_file_that_has_a_verdict() -> None:
    lines = (_CORPUS / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split("\t")[0] for line in lines} == set(_EXPECTED)


@pytest.mark.parametrize("name", _EXPECTED)
def test_each_file_is_read_as_expected(name: str) -> None:
    intake = _read(name)
    expected = _EXPECTED[name]
    own = [badge for badge in intake.badges if intake.names[badge.key] == name]
    codes = tuple(finding.code for finding in intake.findings if finding.where == name)
    found = Expected(
        own[0].verification.outcome.value if own else None,
        own[0].source.container if own else None,
        codes,
    )
    assert found == expected


@pytest.mark.parametrize(
    ("name", "revoked", "until"),
    [
        ("ob20/simple-revoked.jwt", True, None),
        ("ob20/simple.jwt", False, None),
        ("ob20/basic-assertion-expired.json", False, "2022-11-15"),
        ("ob30/simple-err-expired.json", False, "2010-01-01"),
        ("dcc/v2__dataIntegrityProof__didKey__twoOIDF-validStatus-expired.json", False, "2010-01-02"),
    ],
)
def test_revoked_and_expired_badges_are_read_and_say_so(name: str, revoked: bool, until: str | None) -> None:
    intake = _read(name)
    (badge,) = [badge for badge in intake.badges if intake.names[badge.key] == name]
    assert badge.revoked is revoked
    assert (badge.valid_until.isoformat() if badge.valid_until else None) == until


def test_the_alignments_are_there() -> None:
    name = "dcc/v2__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-alignments.json"
    first, second = _read(name).badges[0].alignments
    assert (first.target_framework, second.target_code) == ("Edmonds College Course Catalog", None)


def test_every_file_of_the_corpus_gives_badges_or_findings_and_no_personal_data() -> None:
    paths = sorted(path for path in _CORPUS.rglob("*") if path.is_file())
    assert len(paths) > len(_EXPECTED)
    for path in paths:
        alone = read_badges([_loaded(path)])
        assert alone.badges or alone.findings, path
    intake = read_badges(map(_loaded, paths))
    text = "".join(badge.model_dump_json() for badge in intake.badges)
    text += "".join(fact.model_dump_json() for listed in facts_of(intake.badges).values() for fact in listed)
    # Recipient hashes, plain addresses and subject ids that the corpus is known to hold.
    for personal in ("sha256$", "ecf5409f", "test@example.com", "did:example:ebfeb1f712ebc6f1c276e12ec21", "deadsea", "beths"):
        assert personal not in text
