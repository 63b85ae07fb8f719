"""The contexts written from our term tables mean what the specifications say, term by term."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.intake.proofs import contexts
from rubric_kit.intake.proofs.canonical import canonical_nquads

pyld = pytest.importorskip("pyld")

_CORPUS = Path(__file__).resolve().parents[4] / "shared" / "badge_corpus"
_OFFICIAL = _CORPUS / "contexts"
needs_corpus = pytest.mark.skipif(not _OFFICIAL.is_dir(), reason="the badge corpus is not beside the checkout")

VC2 = "https://www.w3.org/ns/credentials/v2"
VC1 = "https://www.w3.org/2018/credentials/v1"
OB2 = "https://w3id.org/openbadges/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/"
WANTED = (
    VC1,
    VC2,
    OB2,
    f"{OB3}context.json",
    f"{OB3}context-3.0.1.json",
    f"{OB3}context-3.0.2.json",
    f"{OB3}context-3.0.3.json",
    f"{OB3}extensions.json",
    f"{CLR}context.json",
    f"{CLR}context-2.0.1.json",
    "https://www.w3.org/ns/did/v1",
    "https://www.w3.org/ns/credentials/status/v1",
    "https://w3id.org/dcc/v1",
    "https://w3id.org/vc/status-list/2021/v1",
    "https://w3id.org/security/data-integrity/v1",
    "https://w3id.org/security/data-integrity/v2",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/suites/ed25519-2018/v1",
    "https://w3id.org/security/suites/ed25519-2020/v1",
    "https://w3id.org/security/suites/jws-2020/v1",
)


def lines(document: dict[str, Any]) -> list[str]:
    result = canonical_nquads(document)
    assert result.dropped == ()
    return result.nquads.decode().splitlines()


def test_every_context_is_there_and_names_its_source() -> None:
    assert contexts.addresses() == tuple(sorted(WANTED))
    for url in WANTED:
        assert contexts.context(url)
        assert len(contexts.source(url)) > 20


def test_an_address_is_taken_to_the_letter() -> None:
    assert contexts.context(VC2 + "/") is None
    assert contexts.context(VC2.replace("https", "http")) is None


def test_a_badge_of_3_0_3() -> None:
    document = {
        "@context": [VC2, f"{OB3}context-3.0.3.json"],
        "id": "urn:a",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": "n",
        "validFrom": "2026-01-31T00:00:00Z",
        "issuer": {"id": "urn:i", "type": ["Profile"], "email": "e"},
        "credentialSubject": {"id": "urn:s", "achievement": {"id": "urn:b", "type": "Achievement", "tag": ["t"]}},
    }
    # The subject has no type here, so nothing says what "achievement" is.
    result = canonical_nquads(document)
    assert result.dropped == ("achievement",)
    document["credentialSubject"] = {
        "id": "urn:s",
        "type": "AchievementSubject",
        "achievement": {
            "id": "urn:b",
            "type": "Achievement",
            "creditsAvailable": 3,
            "criteria": {"narrative": "c"},
            "tag": ["t"],
        },
    }
    ob = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
    cred = "https://www.w3.org/2018/credentials#"
    rdf_type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    assert lines(document) == [
        f"<urn:a> {rdf_type} <{ob}OpenBadgeCredential> .",  # AchievementCredential is another name for it
        f"<urn:a> {rdf_type} <{cred}VerifiableCredential> .",
        '<urn:a> <https://schema.org/name> "n" .',
        f"<urn:a> <{cred}credentialSubject> <urn:s> .",
        f"<urn:a> <{cred}issuer> <urn:i> .",
        f'<urn:a> <{cred}validFrom> "2026-01-31T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .',
        f"<urn:b> {rdf_type} <{ob}Achievement> .",
        f"<urn:b> <{ob}Criteria> _:c14n0 .",
        f'<urn:b> <{ob}creditsAvailable> "3"^^<https://www.w3.org/2001/XMLSchema#float> .',
        '<urn:b> <https://schema.org/keywords> "t" .',
        f"<urn:i> {rdf_type} <{ob}Profile> .",
        '<urn:i> <https://schema.org/email> "e" .',
        f"<urn:s> {rdf_type} <{ob}AchievementSubject> .",
        f"<urn:s> <{ob}achievement> <urn:b> .",
        f'_:c14n0 <{ob}narrative> "c" .',
    ]


@pytest.mark.parametrize(
    ("version", "image", "name"),
    [
        # Only the first two type plain text; only the last two protect terms; "image" has changed its name twice.
        ("context.json", "image", '"n"^^<https://www.w3.org/2001/XMLSchema#string>'),
        ("context-3.0.1.json", "image", '"n"^^<https://www.w3.org/2001/XMLSchema#string>'),
        ("context-3.0.2.json", "Image", '"n"'),
        ("context-3.0.3.json", "image", '"n"'),
    ],
)
def test_the_versions_of_3_0_differ(version: str, image: str, name: str) -> None:
    ob = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
    got = lines({"@context": OB3 + version, "id": "urn:a", "image": {"id": "urn:p"}, "name": "n"})
    assert sorted(got) == sorted([f"<urn:a> <{ob}{image}> <urn:p> .", f"<urn:a> <https://schema.org/name> {name} ."])


def test_what_an_older_version_did_not_have_is_not_there() -> None:
    awarded = {"id": "urn:a", "awardedDate": "2026-01-31T00:00:00Z"}
    assert canonical_nquads({"@context": f"{OB3}context-3.0.1.json", **awarded}).dropped == ()
    assert canonical_nquads({"@context": f"{OB3}context.json", **awarded}).dropped == ("awardedDate",)
    record = {"id": "urn:r", "type": "ClrCredential", "partial": True}
    assert canonical_nquads({"@context": f"{CLR}context-2.0.1.json", **record}).dropped == ()
    assert canonical_nquads({"@context": f"{CLR}context.json", **record}).dropped == ("partial",)


def test_a_badge_of_2_0() -> None:
    document = {
        "@context": OB2,
        "id": "https://i.example/a",
        "type": "Assertion",
        "badge": "https://i.example/b",
        "issuedOn": "2026-01-31",
        "recipient": {"hashed": True, "identity": "x"},
        "verify": "https://i.example/v",
    }
    obi = "https://w3id.org/openbadges#"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert lines(document) == [
        f"<https://i.example/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{obi}Assertion> .",
        f"<https://i.example/a> <{obi}badge> <https://i.example/b> .",
        f'<https://i.example/a> <{obi}issueDate> "2026-01-31"^^<{xsd}dateTime> .',
        f"<https://i.example/a> <{obi}recipient> _:c14n0 .",
        f'<https://i.example/a> <{obi}verify> "https://i.example/v" .',  # another name, without the type of the first
        f'_:c14n0 <{obi}hashed> "true"^^<{xsd}boolean> .',
        f'_:c14n0 <{obi}identityHash> "x" .',
    ]


def test_a_credential_of_1_1_keeps_its_proof_in_a_graph_of_its_own() -> None:
    document = {
        "@context": [VC1, "https://w3id.org/security/suites/ed25519-2020/v1"],
        "id": "urn:a",
        "type": "VerifiableCredential",
        "expirationDate": "2027-01-01T00:00:00Z",
        "proof": {"type": "Ed25519Signature2020", "proofPurpose": "assertionMethod", "proofValue": "z1"},
    }
    sec = "https://w3id.org/security#"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    rdf_type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    got = lines(document)
    # Which of the two blank nodes is numbered first is a matter of hashes; the rest is not.
    graph, node = ("_:c14n0", "_:c14n1") if f"<urn:a> <{sec}proof> _:c14n0 ." in got else ("_:c14n1", "_:c14n0")
    assert got == sorted(
        [
            f"<urn:a> {rdf_type} <https://www.w3.org/2018/credentials#VerifiableCredential> .",
            f'<urn:a> <https://www.w3.org/2018/credentials#expirationDate> "2027-01-01T00:00:00Z"^^<{xsd}dateTime> .',
            f"<urn:a> <{sec}proof> {graph} .",
            f"{node} {rdf_type} <{sec}Ed25519Signature2020> {graph} .",
            f"{node} <{sec}proofPurpose> <{sec}assertionMethod> {graph} .",
            f'{node} <{sec}proofValue> "z1"^^<{sec}multibase> {graph} .',
        ]
    )


@pytest.mark.parametrize(
    ("url", "suite"),
    [(VC2, "^^<https://w3id.org/security#cryptosuiteString>"), ("https://w3id.org/security/data-integrity/v1", "")],
)
def test_the_options_of_a_data_integrity_proof(url: str, suite: str) -> None:
    document = {
        "@context": url,
        "type": "DataIntegrityProof",
        "created": "2026-01-31T00:00:00Z",
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
        "verificationMethod": "did:key:z#z",
    }
    sec = "https://w3id.org/security#"
    assert lines(document) == [
        '_:c14n0 <http://purl.org/dc/terms/created> "2026-01-31T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .',
        f"_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{sec}DataIntegrityProof> .",
        f'_:c14n0 <{sec}cryptosuite> "eddsa-rdfc-2022"{suite} .',
        f"_:c14n0 <{sec}proofPurpose> <{sec}assertionMethod> .",
        f"_:c14n0 <{sec}verificationMethod> <did:key:z#z> .",
    ]


def test_status_lists_old_and_new() -> None:
    status = "https://www.w3.org/ns/credentials/status#"
    new = {"@context": VC2, "id": "urn:e", "type": "BitstringStatusListEntry", "statusListIndex": "7", "statusSize": 2}
    assert lines(new)[1:] == [
        f'<urn:e> <{status}statusListIndex> "7" .',
        f'<urn:e> <{status}statusSize> "2"^^<https://www.w3.org/2001/XMLSchema#integer> .',
    ]
    url = "https://w3id.org/vc/status-list/2021/v1"
    old = {"@context": url, "@id": "urn:e", "@type": "StatusList2021Entry", "statusListCredential": "urn:l"}
    assert lines(old)[1:] == ["<urn:e> <https://w3id.org/vc/status-list#statusListCredential> <urn:l> ."]


def test_a_record_of_several_badges() -> None:
    clr = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#"
    subject = {
        "@context": f"{CLR}context-2.0.1.json",
        "id": "urn:s",
        "type": "ClrSubject",
        "verifiableCredential": [{"id": "urn:c"}],
        "association": [{"id": "urn:x", "type": "Association", "sourceId": "urn:c"}],
    }
    assert lines(subject) == [
        f"<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{clr}ClrSubject> .",
        f"<urn:s> <{clr}association> <urn:x> .",
        f"<urn:s> <{clr}verifiableCredential> <urn:c> .",
        f"<urn:x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{clr}Association> .",
        f'<urn:x> <{clr}sourceId> "urn:c"^^<xsd:anyURI> .',  # the context names no namespace "xsd"
    ]


def test_a_course_in_the_dcc_vocabulary_is_read_from_the_other_end() -> None:
    document = {"@context": "https://w3id.org/dcc/v1", "id": "urn:c", "awardedOnCompletionOf": {"id": "urn:p"}}
    assert lines(document) == ["<urn:p> <http://schema.org/educationalCredentialAwarded> <urn:c> ."]


def test_keys_and_the_documents_of_their_holders() -> None:
    sec = "https://w3id.org/security#"
    did = {"@context": "https://www.w3.org/ns/did/v1", "id": "did:web:i.example", "assertionMethod": ["did:web:i.example#1"]}
    assert lines(did) == [f"<did:web:i.example> <{sec}assertionMethod> <did:web:i.example#1> ."]
    url = "https://w3id.org/security/multikey/v1"
    key = {"@context": url, "id": "urn:k", "type": "Multikey", "publicKeyMultibase": "z6"}
    assert lines(key)[1] == f'<urn:k> <{sec}publicKeyMultibase> "z6"^^<{sec}multibase> .'


# The rest compares with the official files, of the corpus beside the checkout or of pyld itself.


def _samples(term: str) -> list[Any]:
    return ["text", "https://v.example/x", 5, True, {"@id": f"urn:of:{len(term)}"}, {"@value": "v"}, "assertionMethod"]


def _documents(address: Any, terms: dict[str, Any], wrap: Callable[[dict[str, Any]], Any]) -> Iterator[dict[str, Any]]:
    """Make documents that use each term in each role: as a key, as a type, as a namespace, and whatever holds inside it."""
    for term, meaning in terms.items():
        if term.startswith("@"):
            continue
        for body in ({term: _samples(term)}, {term: "x:y"}, {f"{term}:end": 1}, {"@type": term}, {"@type": ["q:r", term]}):
            yield {"@context": address, **wrap({"@id": "urn:n", **body})}
        inside = meaning.get("@context") if isinstance(meaning, dict) else None
        if inside:
            yield from _documents(address, inside, lambda node, t=term: wrap({"@id": "urn:t", "@type": t, **node}))
            yield from _documents(address, inside, lambda node, t=term: wrap({"@id": "urn:p", t: node}))


def _by_pyld(document: dict[str, Any], official: dict[str, Any]) -> bytes | None:
    """Let pyld alone canonicalise with official files; None where it refuses."""

    def load(url: str, _options: object) -> dict[str, Any]:
        found = {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "tag": "static"}
        return {**found, "document": copy.deepcopy(official[url])}

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "base": None, "documentLoader": load}
    try:
        return str(pyld.jsonld.normalize(document, options)).encode()
    except pyld.jsonld.JsonLdError:
        return None


def _by_us(document: dict[str, Any]) -> bytes | None:
    from rubric_kit.intake.proofs.canonical import NotCanonical

    try:
        return canonical_nquads(document).nquads
    except NotCanonical:
        return None


def _terms(official: dict[str, Any], url: str) -> dict[str, Any]:
    terms = official[url]["@context"]
    assert isinstance(terms, dict)
    return terms


def _differences(documents: Iterator[dict[str, Any]], official: dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
    pyld.jsonld._resolved_context_cache.clear()
    made = list(documents)
    return len(made), [one for one in made if _by_us(one) != _by_pyld(one, official)]


def _bundled() -> dict[str, Any]:
    """Give the official files that pyld itself brings along, for contexts that we have too."""
    return {url: json.loads(path.read_text("utf-8")) for url, path in pyld.BUNDLED_CONTEXTS.items() if url in WANTED}


@pytest.mark.parametrize("url", sorted(_bundled()))
def test_every_term_of_the_contexts_that_pyld_brings(url: str) -> None:
    official = _bundled()
    made, different = _differences(_documents(url, _terms(official, url), lambda node: node), official)
    assert made > 50
    assert different == []


def test_the_comparison_would_notice_one_changed_term() -> None:
    official = _bundled()
    _terms(official, VC2)["VerifiableCredential"]["@context"]["issuer"]["@id"] += "X"
    _, different = _differences(_documents(VC2, _terms(official, VC2), lambda node: node), official)
    assert {key for one in different for key in one} >= {"issuer"}


def _of_corpus() -> dict[str, Any]:
    if not _OFFICIAL.is_dir():
        return {}
    named = json.loads((_OFFICIAL / "contexts.json").read_text("utf-8"))
    return {url: json.loads((_OFFICIAL / name).read_text("utf-8")) for url, name in named.items()}


@pytest.mark.shared
@needs_corpus
@pytest.mark.parametrize("url", [url for url in WANTED if "multikey" not in url])
@pytest.mark.parametrize("before", [None, VC2, f"{OB3}context-3.0.1.json"])
def test_every_term_of_every_official_context(url: str, before: str | None) -> None:
    official = _of_corpus()
    address = [before, url] if before else url
    _, different = _differences(_documents(address, _terms(official, url), lambda node: node), official)
    assert different == []


@pytest.mark.shared
@needs_corpus
def test_every_document_of_the_corpus() -> None:
    official = _of_corpus()
    paths = [path for folder in ("ob30", "dcc", "ob20") for path in sorted((_CORPUS / folder).rglob("*.json"))]
    assert len(paths) >= 28
    for path in paths:
        document = json.loads(path.read_text("utf-8"))
        expected = _by_pyld(document, official)
        assert expected is not None, path.name
        assert expected.count(b"\n") >= 3, path.name
        assert canonical_nquads(document).nquads == expected, path.name
