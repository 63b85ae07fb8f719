"""Canonical N-Quads, what they leave out, and documents made to take too long."""

from __future__ import annotations

import time
import tracemalloc
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.proofs import contexts, loader
from rubric_kit.intake.proofs.canonical import NotCanonical, TooComplex, canonical_nquads

pyld = pytest.importorskip("pyld")

VC2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB2 = "https://w3id.org/openbadges/v2"
PLAIN = {"@vocab": "https://x.example/"}


def badge(**more: Any) -> dict[str, Any]:
    subject = {
        "id": "urn:s",
        "type": "AchievementSubject",
        "achievement": {"id": "urn:b", "type": "Achievement", "name": "n", "criteria": {"narrative": "c"}},
    }
    head = {"@context": [VC2, OB3], "id": "urn:a", "type": ["VerifiableCredential", "OpenBadgeCredential"]}
    return {**head, "credentialSubject": subject, **more}


def graph(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"@context": PLAIN, "@graph": nodes}


def dropped(document: dict[str, Any]) -> tuple[str, ...]:
    return canonical_nquads(document).dropped


def test_the_document_is_not_changed_and_gives_the_same_twice() -> None:
    document = badge()
    first = canonical_nquads(document)
    assert document == badge()
    assert canonical_nquads(document) == first
    assert (first.dropped, first.own_terms) == ((), False)


def test_the_order_of_keys_does_not_matter_but_content_does() -> None:
    turned = dict(reversed(badge().items()))
    assert canonical_nquads(turned) == canonical_nquads(badge())
    assert canonical_nquads(badge(name="other")).nquads != canonical_nquads(badge()).nquads


def test_a_key_that_no_context_defines_is_named_and_changes_nothing_else() -> None:
    plain = canonical_nquads(badge())
    document = badge(unknownField="x")
    document["credentialSubject"]["achievement"]["level_of_award"] = {"deeper": 1, "name": "n"}
    result = canonical_nquads(document)
    assert result.dropped == ("level_of_award", "unknownField")
    assert result.nquads == plain.nquads


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("x" * 60, "x" * 60),
        ("x" * 61, "(another name)"),
        ("Jane Doe", "(another name)"),
        ("jane@school", "(another name)"),
        ("@mine", "@mine"),
        ("", "(another name)"),
        ("_:b", "_:b"),
        ("<script>", "(another name)"),
    ],
)
def test_only_names_that_look_like_fields_are_told(key: str, name: str) -> None:
    assert dropped(badge(**{key: "x"})) == (name,)


def test_other_names_are_told_once() -> None:
    assert dropped(badge(**{"a b": 1, "c d": 2, "zed": 3})) == ("(another name)", "zed")


@pytest.mark.parametrize(
    ("change", "names"),
    [
        # A second achievement with an id that is no full address: nothing it says is signed.
        ({"id": "two", "type": "Achievement", "name": "forged"}, ("achievement", "id", "name", "type")),
        ({"id": "urn:two", "type": ["Achievement", "Forged"]}, ("type",)),
        ({"id": "urn:two", "type": "Achievement", "image": "picture.png"}, ("image",)),
        ({"id": "urn:x> <urn:p> <urn:o", "type": "Achievement"}, ("achievement", "id", "type")),
    ],
)
def test_values_that_are_no_full_address_are_named_too(change: dict[str, Any], names: tuple[str, ...]) -> None:
    document = badge()
    real = document["credentialSubject"]["achievement"]
    document["credentialSubject"]["achievement"] = [real, change]
    assert dropped(document) == names


def test_directions_indexes_and_loose_values_are_named() -> None:
    spoken = {"@value": "x", "@language": "ar", "@direction": "rtl"}
    assert dropped({"@context": PLAIN, "@id": "urn:a", "p": spoken}) == ("@direction",)
    assert dropped({"@context": PLAIN, "@id": "urn:a", "p": {"@value": "x", "@index": "i"}}) == ("@index",)
    assert dropped({"@context": PLAIN, "@graph": [{"@id": "urn:a", "p": 1}, "loose"]}) == ("@graph",)
    mapped = {"p": {"@id": "urn:p", "@container": "@index"}, "q": {"@id": "urn:q", "@direction": "rtl"}}
    assert dropped({"@context": mapped, "@id": "urn:a", "p": {"i": "x"}, "q": "y"}) == ("p", "q")


def test_meanings_that_a_document_brings_itself_are_told() -> None:
    # With the terms swapped the N-Quads say the same, and the JSON says the opposite.
    fair = {"@context": OB2, "id": "urn:a", "name": "Robotics", "description": "Builds a robot."}
    swap = {"name": "schema:description", "description": "schema:name"}
    forged = {"@context": [OB2, swap], "id": "urn:a", "description": "Robotics", "name": "Builds a robot."}
    assert canonical_nquads(forged).nquads == canonical_nquads(fair).nquads
    assert (canonical_nquads(fair).own_terms, canonical_nquads(forged).own_terms) == (False, True)
    deep = {"@context": OB2, "id": "urn:a", "issuer": {"@context": swap, "id": "urn:i", "name": "x"}}
    assert canonical_nquads(deep).own_terms


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"@context": [VC2, {"name": "urn:evil"}], "name": "x"}, r"it is no sound JSON-LD \(protected term redefinition\)"),
        ({"@context": VC2, "id": 5}, r"\(invalid @id value\)"),
        ({"@context": PLAIN, "@id": "urn:x\n", "p": 1}, "a character that no address may hold"),
        ({"@context": PLAIN, "@id": "urn:x><urn:p>", "p": 1}, "a character that no address may hold"),
        ({"@context": PLAIN, "@type": 'urn:x"', "p": 1}, "a character that no address may hold"),
        ({"@context": PLAIN, "p": {"@value": "x", "@type": "urn:x>"}}, "a character that no address may hold"),
        ({"@context": PLAIN, "p": {"@value": "x", "@language": "en . <urn:p>"}}, "no language tag"),
        ({"@context": PLAIN, "p": "\ud800"}, "^it is no sound JSON-LD$"),
        ({"@context": PLAIN, "p": {"@list": [{"@id": "relative"}]}}, "no full address"),
    ],
)
def test_what_is_no_sound_json_ld_is_refused(document: dict[str, Any], words: str) -> None:
    with pytest.raises(NotCanonical, match=words) as caught:
        canonical_nquads(document)
    assert "evil" not in caught.value.reason


def test_control_characters_are_written_as_the_standard_says() -> None:
    # RDFC-1.0: named escapes for backspace, tab, line feed, form feed, carriage return, quote and backslash; others by number.
    text = '\b\t\n\f\r"\\\x00\x1f\x7f\x85\u2028é'
    result = canonical_nquads({"@context": PLAIN, "@id": "urn:a", "p": text, "q": "z"})
    expected = '"\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u001F\\u007F\x85\u2028é"'
    assert result.nquads.decode().split("\n") == [
        f"<urn:a> <https://x.example/p> {expected} .",
        '<urn:a> <https://x.example/q> "z" .',
        "",
    ]


def test_nodes_are_numbered_by_the_hashes_of_what_is_written() -> None:
    # The node whose line has the smallest SHA-256 is number 0; a line is hashed with its escapes in place.
    escaped = {number: f"\\u{number:04X}" for number in (0, 1, 2, 3, 11, 14, 31, 127)} | {8: "\\b", 12: "\\f"}
    by_hash = sorted(escaped.values(), key=lambda text: sha256(f'_:a <https://x.example/p> "{text}" .\n'.encode()).digest())
    result = canonical_nquads(graph([{"p": chr(number)} for number in escaped]))
    expected = [f'_:c14n{place} <https://x.example/p> "{text}" .\n' for place, text in enumerate(by_hash)]
    assert result.nquads.decode() == "".join(expected)


def test_a_second_badge_finds_the_contexts_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    defined: list[str] = []
    original = pyld.jsonld.JsonLdProcessor._create_term_definition

    def counted(self: object, active: object, local: object, term: str, *rest: object, **more: object) -> object:
        defined.append(term)
        return original(self, active, local, term, *rest, **more)

    monkeypatch.setattr(pyld.jsonld.JsonLdProcessor, "_create_term_definition", counted)
    loader._kept.clear()
    loader._ours.clear()
    first = canonical_nquads(badge())
    assert {"VerifiableCredential", "criteria"} <= set(defined)
    defined.clear()
    assert canonical_nquads(badge()) == first
    assert defined == []


def _clique(size: int) -> dict[str, Any]:
    return graph([{"@id": f"_:n{i}", "knows": [{"@id": f"_:n{j}"} for j in range(size) if j != i]} for i in range(size)])


def _twins(size: int) -> dict[str, Any]:
    return graph([{"p": [{"name": "same"} for _ in range(size)]} for _ in range(2)])


def test_blank_nodes_that_look_alike_are_numbered_the_same_however_they_are_called() -> None:
    # A ring of three and a ring of four: each node says the same as any other, only the rings differ.
    def rings(names: list[str]) -> dict[str, Any]:
        three, four = names[:3], names[3:]
        turns = [(ring[i], ring[(i + 1) % len(ring)]) for ring in (three, four) for i in range(len(ring))]
        return graph([{"@id": f"_:{one}", "next": {"@id": f"_:{two}"}} for one, two in turns])

    assert canonical_nquads(rings(list("abcdefg"))).nquads == canonical_nquads(rings(list("gfebcad"))).nquads


@pytest.mark.parametrize(
    ("document", "what"),
    [
        (_clique(8), "nodes that cannot be told apart"),
        (_clique(30), "nodes that cannot be told apart"),
        (_twins(9), "nodes that cannot be told apart"),
        (graph([{"@id": f"_:n{i}", "next": {"@id": f"_:n{(i + 1) % 900}"}} for i in range(900)]), "nodes that cannot be told"),
        ({"@context": PLAIN, "@id": "urn:x", "p": [str(i) for i in range(9_000)]}, "values of one property"),
        (graph([{"@id": "urn:x", "p": str(i)} for i in range(3_000)]), "values of one property"),
        ({"@context": PLAIN, "p": list(range(20_000))}, "^values$"),
        ({"@context": {"p": "https://x/" + "a" * 900_000 + "#"}, **{f"p:{i}": 1 for i in range(3_000)}}, "length of an address"),
        ({"@context": PLAIN, "@id": "u:" + "a" * 2_000_000, **{f"p{i}": 1 for i in range(3_000)}}, "^text$"),
        ({"@context": [VC2] * 9_000, "type": "VerifiableCredential"}, "contexts"),
        ({"@context": [OB2, OB3.replace("3.0.3", "3.0.1")] * 2_000, "type": "Profile"}, "contexts"),
        ({"@context": OB3, "type": ["Profile"] * 9_000}, "contexts"),
        ({"@context": {f"t{i}": {"@id": f"u:{i}", "@context": {"a": "u:x"}} for i in range(2_400)}, "t1": 3}, "contexts"),
    ],
)
def test_a_document_made_to_take_long_is_refused_in_time(document: dict[str, Any], what: str) -> None:
    start = time.process_time()
    with pytest.raises(TooComplex, match=what):
        canonical_nquads(document)
    assert time.process_time() - start < 2


def test_a_document_nested_too_deep_is_refused() -> None:
    document: dict[str, Any] = {}
    for _ in range(5_000):
        document = {"p": document}
    with pytest.raises(TooComplex, match="levels"):
        canonical_nquads({"@context": PLAIN, **document})


def test_a_hostile_context_stays_within_its_memory() -> None:
    own = {f"t{i}": {"@id": f"u:{i}", "@context": {"a": "u:x"}} for i in range(1_200)}
    tracemalloc.start()
    try:
        canonical_nquads({"@context": [own, VC2], "type": "VerifiableCredential"})
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


def test_what_real_badges_hold_is_not_too_much() -> None:
    levels = [{"id": f"urn:l{i}", "type": "RubricCriterionLevel", "name": f"L{i}"} for i in range(10)]
    scales = [
        {"id": f"urn:r{i}", "type": "ResultDescription", "name": "same", "allowedValue": [str(v) for v in range(101)]}
        | {"rubricCriterionLevel": levels}
        for i in range(2)
    ]
    same = {"type": "Alignment", "targetName": "same", "targetUrl": "https://x.example/"}
    document = badge()
    document["credentialSubject"]["achievement"] |= {"resultDescription": scales, "alignment": [same] * 6}
    record = {"@context": [VC2, OB3, {"holds": "urn:holds"}], "id": "urn:r"}
    record["holds"] = [badge(id=f"urn:m{number}") for number in range(100)]
    assert canonical_nquads(document).nquads.count(b"#first>") == 202
    assert canonical_nquads(record).nquads.count(b"#OpenBadgeCredential>") == 100


_VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.text(max_size=5), st.just({"@id": "_:shared"}), st.just({"@id": "urn:x"})),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["p", "q", "type", "@id", "name"]), inner, max_size=3),
        st.builds(lambda items: {"@list": items}, st.lists(inner, max_size=3)),
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["p", "q", "name", "type", "id", "proof", "credentialSubject"]), _VALUES, max_size=4))
def test_any_document_gives_what_pyld_gives_or_one_of_our_outcomes(document: dict[str, Any]) -> None:
    document = {"@context": [VC2, {"p": "urn:p", "q": {"@id": "urn:q", "@type": "@id"}}], **document}
    try:
        result = canonical_nquads(document).nquads
    except (NotCanonical, TooComplex):
        return

    def load(url: str, _options: object) -> dict[str, Any]:
        found = {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json"}
        return {**found, "document": {"@context": contexts.context(url)}}

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "base": None, "documentLoader": load}
    plain = str(pyld.jsonld.normalize(document, options))
    if plain.isprintable() or not any(ord(character) < 32 or ord(character) == 127 for character in plain.replace("\n", "")):
        assert result.decode() == plain
