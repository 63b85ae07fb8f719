from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.frameworks import case_package as module
from rubric_kit.intake.frameworks import framework_rows, is_case_package, read_case_package
from rubric_kit.model import Finding, Framework, Severity

_CASE = Path(__file__).resolve().parents[3].parent / "shared" / "badge_corpus" / "case"
_ROOT = {"title": "Synthetic", "identifier": "d", "uri": "https://a.example/d"}


def _item(identifier: str, statement: str = "Does a thing", **more: Any) -> dict[str, Any]:
    return {"identifier": identifier, "uri": f"https://a.example/{identifier}", "fullStatement": statement} | more


def _association(origin: Any, destination: Any, kind: str = "isChildOf", **more: Any) -> dict[str, Any]:
    ends = [{"identifier": one} if isinstance(one, str) else one for one in (origin, destination)]
    return {"associationType": kind, "originNodeURI": ends[0], "destinationNodeURI": ends[1]} | more


def _package(items: Any, associations: Any = (), **about: Any) -> dict[str, Any]:
    document = {"identifier": "d", "title": "Synthetic standards", "creator": "A made-up body"} | about
    return {"CFDocument": document, "CFItems": items, "CFAssociations": list(associations)}


def _read(package: Any, **more: Any) -> tuple[Framework | None, list[Finding]]:
    remarks = Remarks("file 1")
    return read_case_package(package, remarks, **more), remarks.findings


def _framework(package: Any, **more: Any) -> Framework:
    framework, findings = _read(package, **more)
    assert framework is not None
    assert findings == []
    return framework


def test_a_package_is_read_whole() -> None:
    about = {
        "uri": "https://a.example/d",
        "officialSourceURL": "https://a.example/standards",
        "version": "2",
        "language": "en",
        "notes": "<p>Made up.</p>",
        "adoptionStatus": "Draft",
        "somethingNew": {"a": 1},
    }
    items = [
        _item("s", "<p>Plans &amp; teaches</p>", humanCodingScheme="A.1", CFItemType="Standard", educationLevel=["09", "10"]),
        _item("i", abbreviatedStatement="Plans", alternativeLabel="Planning", CFItemTypeURI={"title": "Indicator"}),
    ]
    links = [
        _association("s", _ROOT),
        _association("i", "s"),
        _association("s", {"title": "Else", "identifier": "x"}, "isRelatedTo"),
    ]
    framework = _framework(_package(items, links, **about), key="ours")
    assert (framework.key, framework.title, framework.creator) == ("ours", "Synthetic standards", "A made-up body")
    assert (framework.version, framework.language, framework.notes) == ("2", "en", "Made up.")
    assert framework.source == "https://a.example/standards"
    standard, indicator = framework.items
    assert (standard.code, standard.name, standard.level) == ("A.1", "Plans & teaches", "09, 10")
    assert (standard.kind, standard.parent, standard.url) == ("Standard", None, "https://a.example/s")
    assert (indicator.name, indicator.other_name, indicator.kind) == ("Plans", "Planning", "Indicator")
    assert (indicator.parent, indicator.code) == ("s", None)
    (link,) = framework.links
    assert (link.origin, link.kind, link.destination, link.destination_name) == ("s", "isRelatedTo", "x", "Else")


def test_items_come_in_the_order_of_their_sequence_numbers() -> None:
    links = [_association("b", _ROOT, sequenceNumber=1), _association("a", _ROOT, sequenceNumber=2), _association("c", "b")]
    framework = _framework(_package([_item("a"), _item("c"), _item("b")], links))
    assert [item.identifier for item in framework.items] == ["b", "c", "a"]


def test_an_end_of_an_association_may_be_named_by_address_alone() -> None:
    links = [
        _association({"uri": "https://a.example/b"}, "https://a.example/a"),
        _association("c", {"uri": "https://a.example/a"}),
    ]
    links[0]["destinationNodeURI"] = "https://a.example/a"
    framework = _framework(_package([_item("a"), _item("b"), _item("c")], links))
    assert [item.parent for item in framework.items] == [None, "a", "a"]


def test_where_an_item_is_placed_twice_the_first_place_counts() -> None:
    links = [_association("c", "b", sequenceNumber=1), _association("c", "a", sequenceNumber=2)]
    framework = _framework(_package([_item("a"), _item("b"), _item("c")], links))
    assert {item.identifier: item.parent for item in framework.items} == {"a": None, "b": None, "c": "b"}


def test_items_with_the_same_code_stay_apart() -> None:
    framework = _framework(_package([_item("a", humanCodingScheme="1"), _item("b", humanCodingScheme="1")]))
    assert [(item.identifier, item.code) for item in framework.items] == [("a", "1"), ("b", "1")]


def test_loops_are_opened_and_named() -> None:
    links = [_association("a", "b"), _association("b", "a"), _association("c", "c")]
    framework, findings = _read(_package([_item("a"), _item("b"), _item("c")], links))
    assert framework is not None
    assert sorted(item.identifier for item in framework.items) == ["a", "b", "c"]
    (finding,) = findings
    assert (finding.code, finding.severity, finding.where, finding.path) == (
        "RKB066",
        Severity.WARNING,
        "file 1",
        "CFAssociations",
    )
    assert finding.message == "Items stand under each other in a loop in 2 places; each loop was opened."


def test_rungs_give_a_ladder_and_each_item_its_level() -> None:
    items = [_item("l2", "Second"), _item("l1", "First"), _item("a"), _item("b")]
    order = [_association("l1", _ROOT, sequenceNumber=1), _association("l2", _ROOT, sequenceNumber=2)]
    levels = [
        _association("a", "l2", "hasSkillLevel"),
        _association("b", "l1", "hasSkillLevel"),
        _association("b", "l2", "hasSkillLevel"),
    ]
    framework = _framework(_package(items, order + levels))
    assert framework.levels == ("First", "Second")
    # b is said to be at both rungs, so it is at none.
    assert {item.identifier: item.level for item in framework.items} == {"l1": None, "l2": None, "a": "Second", "b": None}


def test_rungs_under_different_items_are_no_one_ladder() -> None:
    items = [_item("a"), _item("b"), _item("l1", CFItemType="Level"), _item("l2", CFItemType="level")]
    assert _framework(_package(items, [_association("l1", "a"), _association("l2", "a")])).levels == ("Does a thing",) * 2
    assert _framework(_package(items, [_association("l1", "a"), _association("l2", "b")])).levels == ()


def test_items_that_cannot_be_used_are_counted() -> None:
    items = [_item("a"), _item("a", "again"), {"identifier": "b"}, {"fullStatement": "x"}, 5, None]
    framework, findings = _read(_package(items, title=""))
    assert framework is not None
    assert ([item.name for item in framework.items], framework.title) == (["Does a thing"], "Framework without a title")
    assert [finding.message for finding in findings] == [
        "4 items without an identifier or a statement were passed over.",
        "1 items bear the identifier of an earlier one and were passed over.",
        "The framework states no title.",
    ]
    assert {finding.severity for finding in findings} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], "This is not a CASE package: it has no CFDocument."),
        ({"CFItems": []}, "This is not a CASE package: it has no CFDocument."),
        ({"CFDocument": "x"}, "This is not a CASE package: it has no CFDocument."),
        (_package([]), "No item has both an identifier and a statement."),
        (_package([{"identifier": "b"}]), "No item has both an identifier and a statement."),
    ],
)
def test_what_is_no_usable_package_is_refused(document: Any, message: str) -> None:
    framework, findings = _read(document)
    assert framework is None
    assert [(finding.code, finding.severity, finding.message) for finding in findings] == [("RKB066", Severity.ERROR, message)]


def test_too_many_items_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (module.ITEM_LIMIT, module.LINK_LIMIT) == (50_000, 250_000)
    framework, findings = _read(_package([{}] * 50_001))
    assert framework is None
    assert [(one.message, one.path) for one in findings] == [("50,001 entries were found; at most 50,000 are read.", "CFItems")]
    monkeypatch.setattr(module, "LINK_LIMIT", 1)
    framework, findings = _read(_package([_item("a")], [{}, {}]))
    assert framework is None
    assert [(one.message, one.path) for one in findings] == [("2 entries were found; at most 1 are read.", "CFAssociations")]


@pytest.mark.parametrize(
    ("identifier", "key"),
    [("D0000000-0000-0000-0000-000000000000", "d0000000-0000-0000-0000-000000000000"), ("https://a.example", None), (None, None)],
)
def test_the_key_is_the_identifier_or_made_from_the_title(identifier: Any, key: str | None) -> None:
    # printf 'Synthetic standards' | sha256sum
    made = "case-b12d17f1e13c"
    assert _framework(_package([_item("a")], identifier=identifier)).key == (key or made)


def test_a_package_is_told_by_its_document() -> None:
    assert is_case_package(_package([]))
    assert not any(is_case_package(one) for one in ({}, [], None, {"CFDocument": []}, {"type": "Assertion"}))


def test_rows_for_a_table() -> None:
    framework = _framework(_package([_item("a", humanCodingScheme="1"), _item("b", "B")], [_association("b", "a")]))
    assert list(framework_rows(framework)) == [
        {"depth": 0, "code": "1", "name": "Does a thing", "kind": "", "level": "", "under": "", "address": "https://a.example/a"},
        {"depth": 1, "code": "", "name": "B", "kind": "", "level": "", "under": "Does a thing", "address": "https://a.example/b"},
    ]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_NAMES = st.sampled_from(["a", "b", "c"])
_END = st.fixed_dictionaries({"identifier": _NAMES | _JSON}, optional={"uri": _NAMES, "title": _JSON}) | _NAMES | _JSON
_ITEM = st.fixed_dictionaries(
    {"identifier": _NAMES | _JSON, "fullStatement": st.text() | _JSON},
    optional=dict.fromkeys(
        ("uri", "humanCodingScheme", "abbreviatedStatement", "CFItemType", "CFItemTypeURI", "educationLevel", "extensions"), _JSON
    ),
)
_KINDS = st.sampled_from(["isChildOf", "hasSkillLevel", "isRelatedTo"])
_ASSOCIATION = st.fixed_dictionaries(
    {"associationType": _KINDS | _JSON, "originNodeURI": _END, "destinationNodeURI": _END}, optional={"sequenceNumber": _JSON}
)
_ABOUT = st.dictionaries(st.sampled_from(["identifier", "title", "creator", "version", "language", "uri", "notes"]), _JSON)
_PACKAGES = st.fixed_dictionaries(
    {"CFDocument": _ABOUT | _JSON, "CFItems": st.lists(_ITEM | _JSON, max_size=5) | _JSON},
    optional={"CFAssociations": st.lists(_ASSOCIATION | _JSON, max_size=6) | _JSON},
)


@given(_JSON | _PACKAGES)
def test_anything_gives_a_framework_or_an_error_and_never_a_traceback(document: Any) -> None:
    framework, findings = _read(document)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert (framework is None) == bool(errors)
    if framework is not None:
        assert Framework.parse(framework.plain()) == framework
        assert len(list(framework_rows(framework))) == len(framework.items) > 0


@pytest.mark.shared
@pytest.mark.skipif(not _CASE.is_dir(), reason="the badge corpus is not beside the checkout (../shared/badge_corpus)")
@pytest.mark.parametrize(
    ("name", "items", "under"), [("AdoptedTestFramework", 1, 0), ("ItemTypeTestFramework", 1, 0), ("SmartLevelFramework", 14, 12)]
)
def test_exports_of_a_case_server_are_read(name: str, items: int, under: int) -> None:
    framework = _framework(json.loads((_CASE / f"{name}.json").read_text(encoding="utf-8")))
    assert framework.creator == "OpenSALT Testing"
    assert (len(framework.items), sum(1 for item in framework.items if item.parent)) == (items, under)
    names = [item.name for item in framework.items]
    assert names == sorted(names, key=lambda text: [int(part) for part in text.removeprefix("Item ").split(".")])
