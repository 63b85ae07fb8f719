"""The packs that come with the kit: their facts, and their shape as CASE 1.1 packages."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft201909Validator

from rubric_kit.errors import InputError
from rubric_kit.intake.frameworks import packs as module
from rubric_kit.intake.frameworks import shipped_frameworks
from rubric_kit.model import Framework

_SCHEMA = Path(__file__).resolve().parents[3].parent / "shared/badge_corpus/case/schema/case-v1p1-cfpackage.json"
_KEYS = (
    "california-cte",
    "canada-essential-skills",
    "connecting-credentials",
    "iste-educators",
    "iste-students",
    "p21",
    "skills-for-success",
)
_TYPES = {"isChildOf", "hasSkillLevel", "isRelatedTo", "replacedBy"}
_REQUIRED = {"identifier", "uri", "lastChangeDateTime"}


@cache
def _by_key() -> dict[str, Framework]:
    return {framework.key: framework for framework in shipped_frameworks()}


def _package(key: str) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((files("rubric_kit.intake.frameworks") / "packs" / f"{key}.json").read_bytes())
    return package


def _names(key: str, under: str | None = None) -> list[str]:
    items = _by_key()[key].items
    parent = next((item.identifier for item in items if item.name == under), None)
    return [item.name for item in items if item.parent == parent]


def test_seven_frameworks_come_with_the_kit_and_each_names_its_source() -> None:
    assert tuple(_by_key()) == _KEYS
    assert shipped_frameworks() is shipped_frameworks()
    for framework in _by_key().values():
        assert (framework.source or "").startswith("https://")
        assert framework.notes.startswith(
            "Facts only: codes, short names, levels. Written down by the rubric_kit maintainers from"
        )
        assert f"Not made or checked by {framework.creator}." in framework.notes


@pytest.mark.parametrize(
    ("key", "prefix", "names", "letters"),
    [
        (
            "iste-educators",
            "2",
            ["Learner", "Leader", "Citizen", "Collaborator", "Designer", "Facilitator", "Analyst"],
            ["abc", "abc", "abcd", "abcd", "abc", "abcd", "abc"],
        ),
        (
            "iste-students",
            "1",
            [
                "Empowered Learner",
                "Digital Citizen",
                "Knowledge Constructor",
                "Innovative Designer",
                "Computational Thinker",
                "Creative Communicator",
                "Global Collaborator",
            ],
            ["abcd"] * 7,
        ),
    ],
)
def test_iste(key: str, prefix: str, names: list[str], letters: list[str]) -> None:
    items = _by_key()[key].items
    standards = [item for item in items if item.kind == "Standard"]
    assert [(item.code, item.name) for item in standards] == [(f"{prefix}.{at}", name) for at, name in enumerate(names, 1)]
    for standard, expected in zip(standards, letters, strict=True):
        indicators = [item for item in items if item.parent == standard.identifier]
        codes = [f"{standard.code}.{letter}" for letter in expected]
        assert [(item.code, item.name, item.kind) for item in indicators] == [
            (code, f"{standard.name} {code}", "Indicator") for code in codes
        ]


def test_p21() -> None:
    areas = _names("p21")
    # 9 subjects, 5 themes, the 4 Cs, 3 skills of information, media and technology, 5 pairs of life and career skills
    assert [len(_names("p21", area)) for area in areas] == [9, 5, 4, 3, 5]
    assert _names("p21", "Learning and Innovation Skills") == [
        "Creativity and Innovation",
        "Critical Thinking and Problem Solving",
        "Communication",
        "Collaboration",
    ]
    assert all(" and " in name for name in _names("p21", "Life and Career Skills"))
    assert {item.code for item in _by_key()["p21"].items} == {None}


def test_connecting_credentials_has_eight_levels_in_four_columns() -> None:
    framework = _by_key()["connecting-credentials"]
    assert framework.levels == tuple(f"Level {number}" for number in range(1, 9))
    cells = [item for item in framework.items if item.level]
    assert [item.code for item in cells] == [f"{column}{number}" for column in ("K", "SP", "PE", "SO") for number in range(1, 9)]
    assert all(item.level == f"Level {(item.code or '')[-1]}" and item.name.endswith(f"level {item.level[-1]}") for item in cells)


def test_the_skills_of_canada_and_how_the_old_ones_lead_to_the_new_ones() -> None:
    old, new = _by_key()["canada-essential-skills"], _by_key()["skills-for-success"]
    assert (len(old.items), len(new.items), old.levels, new.levels) == (9, 9, (), ())
    names = {item.identifier: item.name for item in (*old.items, *new.items)}
    mapped = {(names[link.origin], link.kind, names[link.destination]) for link in old.links}
    assert {one for one in mapped if one[1] == "isRelatedTo"} == {
        ("Document Use", "isRelatedTo", "Reading"),
        ("Document Use", "isRelatedTo", "Writing"),
        ("Document Use", "isRelatedTo", "Numeracy"),
        ("Continuous Learning", "isRelatedTo", "Adaptability"),
    }
    assert {(origin, end) for origin, kind, end in mapped if kind == "replacedBy"} == {
        ("Reading Text", "Reading"),
        ("Numeracy", "Numeracy"),
        ("Writing", "Writing"),
        ("Oral Communication", "Communication"),
        ("Working with Others", "Collaboration"),
        ("Thinking", "Problem Solving"),
        ("Computer Use", "Digital"),
    }
    reached = {link.destination for link in old.links}
    assert [item.name for item in new.items if item.identifier not in reached] == ["Creativity and Innovation"]
    assert {item.level for item in old.items} == {"4 or 5 levels", None}


def test_california_has_fifteen_sectors_and_fifty_eight_pathways() -> None:
    framework = _by_key()["california-cte"]
    assert framework.levels == ("Introductory", "Concentrator", "Capstone")
    assert Counter(item.kind for item in framework.items) == {"Level": 3, "Industry sector": 15, "Pathway": 58}
    per_sector = [len(_names("california-cte", item.name)) for item in framework.items if item.kind == "Industry sector"]
    # By hand from the list: 7+4+4+3+4+3+4+3+6+3+4+4+3+3+3 = 58
    assert per_sector == [7, 4, 4, 3, 4, 3, 4, 3, 6, 3, 4, 4, 3, 3, 3]


@pytest.mark.parametrize("key", _KEYS)
def test_each_pack_is_shaped_as_a_case_package(key: str) -> None:
    package = _package(key)
    assert set(package) == {"CFDocument", "CFItems", "CFAssociations"}
    about = package["CFDocument"]
    assert about.keys() >= _REQUIRED | {"creator", "title"}
    assert (about["caseVersion"], about["publisher"]) == ("1.1", "The rubric_kit maintainers")
    ours = [about, *package["CFItems"], *package["CFAssociations"]]
    assert all(one.keys() >= _REQUIRED for one in ours)
    assert all(one["uri"] == f"urn:uuid:{one['identifier']}" and UUID(one["identifier"]).version == 5 for one in ours)
    assert len({one["identifier"] for one in ours}) == len(ours)
    assert {one["lastChangeDateTime"] for one in ours} == {"2026-11-24T00:00:00Z"}


@pytest.mark.parametrize("key", _KEYS)
def test_each_item_stands_somewhere_once_and_only_links_to_other_packs_lead_out(key: str) -> None:
    package = _package(key)
    document, items = package["CFDocument"]["identifier"], {item["identifier"] for item in package["CFItems"]}
    links = package["CFAssociations"]
    assert {link["associationType"] for link in links} <= _TYPES
    placed = [link["originNodeURI"]["identifier"] for link in links if link["associationType"] == "isChildOf"]
    assert sorted(placed) == sorted(items)
    assert {link["originNodeURI"]["identifier"] for link in links} <= items
    inside = {
        link["destinationNodeURI"]["identifier"] for link in links if link["associationType"] in {"isChildOf", "hasSkillLevel"}
    }
    assert inside <= items | {document}


@pytest.mark.parametrize("key", _KEYS)
def test_a_pack_holds_short_names_and_no_descriptions(key: str) -> None:
    for item in _package(key)["CFItems"]:
        assert item["fullStatement"] == item["abbreviatedStatement"]
        assert len(item["fullStatement"].split()) <= 8
        assert not re.search(r"[<>&.]$|\bstudents\b", item["fullStatement"])
        assert item.keys().isdisjoint({"notes", "description", "conceptKeywords"})


@pytest.mark.shared
@pytest.mark.skipif(not _SCHEMA.is_file(), reason="the CASE schema is not beside the checkout (../shared/badge_corpus)")
@pytest.mark.parametrize("key", _KEYS)
def test_the_official_schema_accepts_each_pack(key: str) -> None:
    validator = Draft201909Validator(
        json.loads(_SCHEMA.read_text(encoding="utf-8")), format_checker=Draft201909Validator.FORMAT_CHECKER
    )
    assert [error.message for error in validator.iter_errors(_package(key))] == []
    broken = _package(key)
    del broken["CFItems"][0]["fullStatement"]
    assert not validator.is_valid(broken)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{}", r"^packs/p21\.json: the pack is damaged \(This is not a CASE package: .*\); install rubric_kit again$"),
        (
            b'{"CFDocument": {}, "CFItems": [{"identifier": "a", "fullStatement": "A"}]}',
            r"states no title\.\); install rubric_kit",
        ),
        (b"{", r"^packs/p21\.json: is not JSON"),
    ],
)
def test_a_damaged_pack_is_one_line(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        module._pack("p21", data)
