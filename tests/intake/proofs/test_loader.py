"""Contexts come from our tables, then from the caller, then from nowhere; no call changes what a later one sees."""

from __future__ import annotations

import copy
import socket
from typing import Any

import pytest

from rubric_kit.intake.proofs import contexts, loader
from rubric_kit.intake.proofs.canonical import NotCanonical, TooComplex, canonical_nquads
from rubric_kit.intake.proofs.loader import ContextMissing, Contexts, no_document

VC2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
MINE = "https://district.example/contexts/mine.json"
NAMED = '<urn:a> <https://schema.org/name> "x" .\n'


def nquads(document: dict[str, Any], extra: dict[str, Any] | None = None) -> str:
    return canonical_nquads(document, extra_contexts=extra).nquads.decode()


def test_an_unknown_address_is_missing_and_named() -> None:
    with pytest.raises(ContextMissing, match=r"^a context that the document names is not at hand$") as caught:
        nquads({"@context": [VC2, MINE], "id": "urn:a"})
    assert caught.value.url == MINE


@pytest.mark.parametrize("inside", [{"@context": MINE, "p": 1}, {"@context": [{"p": {"@id": "u:p", "@context": MINE}}], "p": {}}])
def test_it_is_missing_deep_inside_too(inside: dict[str, Any]) -> None:
    with pytest.raises(ContextMissing) as caught:
        nquads({"@context": {"q": "u:q"}, "q": inside})
    assert caught.value.url == MINE


def test_a_relative_address_in_a_badge_is_missing_as_it_stands() -> None:
    with pytest.raises(ContextMissing) as caught:
        nquads({"@context": "v2", "id": "urn:a"})
    assert caught.value.url == "v2"


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(ContextMissing):
        nquads({"@context": "https://somewhere.example/context", "id": "urn:a"})
    assert nquads({"@context": VC2, "id": "urn:a", "name": "x"}) == NAMED
    with pytest.raises(ContextMissing):
        no_document("https://somewhere.example/context")


def test_the_caller_can_add_a_context() -> None:
    extra = {MINE: {"@context": {"house": "urn:house"}}}
    assert nquads({"@context": [VC2, MINE], "id": "urn:a", "house": "h"}, extra) == '<urn:a> <urn:house> "h" .\n'


def test_the_caller_cannot_replace_one_of_ours() -> None:
    extra = {VC2: {"@context": {"name": "urn:other"}}}
    assert nquads({"@context": VC2, "id": "urn:a", "name": "x"}, extra) == NAMED


def test_contexts_of_one_call_are_gone_in_the_next() -> None:
    document = {"@context": [VC2, MINE], "id": "urn:a", "house": "h"}
    for value in ("one", "two"):
        assert f"<urn:{value}>" in nquads(document, {MINE: {"@context": {"house": f"urn:{value}"}}})
    with pytest.raises(ContextMissing):
        nquads(document)


def test_a_context_inside_a_badge_changes_nothing_for_the_next() -> None:
    plain = {"@context": OB3, "id": "urn:a", "type": "Profile", "name": "x", "phone": "1"}
    before = nquads(plain)
    ours = copy.deepcopy(contexts.context(OB3))
    for own in ({"name": "urn:evil"}, {"@import": OB3, "name": "urn:evil"}, {"Profile": "urn:evil"}, {"@vocab": "urn:evil:"}):
        changed = nquads(plain | {"@context": [OB3, own]})
        assert "urn:evil" in changed or "@vocab" in own
        assert nquads(plain) == before
    assert contexts.context(OB3) == ours


def test_an_import_adds_to_the_imported_context() -> None:
    document = {"@context": {"@import": VC2, "house": "urn:house"}, "id": "urn:a", "name": "x", "house": "h"}
    assert nquads(document) == NAMED + '<urn:a> <urn:house> "h" .\n'
    # The imported context is ours still, and means the same when it is only named.
    assert nquads({"@context": VC2, "id": "urn:a", "name": "x"}) == NAMED


def test_addresses_in_an_added_context_are_relative_to_its_own() -> None:
    extra = {
        MINE: {"@context": ["other.json", {"@import": "third.json", "p": {"@id": "urn:p", "@context": "../fourth.json"}}]},
        "https://district.example/contexts/other.json": {"@context": {"a": "urn:a-term"}},
        "https://district.example/contexts/third.json": {"@context": {"b": "urn:b-term"}},
        "https://district.example/fourth.json": {"@context": {"c": "urn:c-term"}},
    }
    document = {"@context": MINE, "@id": "urn:a", "a": "1", "b": "2", "p": {"@id": "urn:n", "c": "3"}}
    assert nquads(document, extra).splitlines() == [
        '<urn:a> <urn:a-term> "1" .',
        '<urn:a> <urn:b-term> "2" .',
        "<urn:a> <urn:p> <urn:n> .",
        '<urn:n> <urn:c-term> "3" .',
    ]
    del extra["https://district.example/fourth.json"]
    with pytest.raises(ContextMissing) as caught:
        nquads(document, extra)
    assert caught.value.url == "https://district.example/fourth.json"


@pytest.mark.parametrize(
    ("own", "words"),
    [
        (["b.json"], "its contexts refer to each other in a circle"),
        ({"@import": "b.json"}, "it imports something that is not one plain context"),
        ({"@import": 5}, "it imports something that is not one plain context"),
        (7, "a context in it is neither an address nor a list of terms"),
    ],
)
def test_circles_and_imports_of_imports_are_refused(own: Any, words: str) -> None:
    back = ["mine.json"] if isinstance(own, list) else {"@import": "mine.json"}
    extra = {MINE: {"@context": own}, "https://district.example/contexts/b.json": {"@context": back}}
    with pytest.raises(NotCanonical, match=words):
        nquads({"@context": MINE, "@id": "urn:a"}, extra)


def test_a_term_may_name_the_context_that_it_stands_in() -> None:
    extra = {MINE: {"@context": {"p": {"@id": "urn:p", "@context": MINE}}}}
    document = {"@context": MINE, "@id": "urn:a", "p": {"@id": "urn:b", "p": {"@id": "urn:c"}}}
    assert nquads(document, extra) == "<urn:a> <urn:p> <urn:b> .\n<urn:b> <urn:p> <urn:c> .\n"


def test_a_supplied_file_without_a_context_is_refused() -> None:
    with pytest.raises(NotCanonical, match="holds no @context"):
        nquads({"@context": MINE, "@id": "urn:a"}, {MINE: {"name": "urn:n"}})


def test_contexts_that_multiply_are_refused() -> None:
    base = "https://district.example/"
    # Each file names the next one twenty times: without a bound, 20 to the 12th contexts.
    extra = {f"{base}{number}": {"@context": [f"{number + 1}"] * 20} for number in range(12)}
    extra[f"{base}12"] = {"@context": {"name": "urn:name"}}
    with pytest.raises(TooComplex, match=r"^contexts$"):
        nquads({"@context": f"{base}0", "@id": "urn:a"}, extra)


def test_what_is_kept_from_call_to_call_comes_from_our_contexts_alone() -> None:
    newer = OB3.replace("3.0.1", "3.0.3")
    plain = {"@context": [VC2, newer], "id": "urn:a", "type": ["VerifiableCredential", "Profile"]}
    nquads(plain)
    kept = set(loader._kept)
    assert kept
    nquads(plain)
    own = {f"t{number}": f"urn:{number}" for number in range(50)}
    nquads({"@context": [own, VC2], "id": "urn:a", "type": "VerifiableCredential"})
    nquads({"@context": [MINE, VC2], "id": "urn:a", "type": "VerifiableCredential"}, {MINE: {"@context": own}})
    assert set(loader._kept) == kept


def test_what_is_kept_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "MAX_KEPT", 5)
    document = {"@context": [VC2, OB3], "id": "urn:a", "type": ["VerifiableCredential"], "name": "x"}
    with pytest.raises(NotCanonical, match="protected term redefinition"):
        nquads(document)  # 3.0.1 gives "name" another type than the protected term has
    for url in contexts.addresses():
        nquads({"@context": url, "@id": "urn:a"})
        assert len(loader._kept) <= 5


def test_a_null_context_forgets_what_came_before() -> None:
    resolved = Contexts().resolve({}, [OB3, None], None)
    assert [one.document for one in resolved] == [contexts.context(OB3), False]
    assert nquads({"@context": [OB3, None], "@id": "urn:a", "name": "x"}) == ""
