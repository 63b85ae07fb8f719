from __future__ import annotations

import hashlib
import time
from typing import Any

from rubric_kit.intake import NamedBytes, read_badges


def test_the_key_is_the_hash_of_the_bytes_and_names_stay_outside_the_badge(build: Any) -> None:
    data = build.json(build.credential())
    intake = read_badges([NamedBytes("jane_doe_badge.json", data)])
    (badge,) = intake.badges
    assert badge.key == badge.source.sha256 == hashlib.sha256(data).hexdigest()
    assert badge.source.size == len(data)
    (item,) = intake.items
    assert (item.label, item.path, item.badge) == ("file 1", "jane_doe_badge.json", badge)
    assert "jane" not in badge.model_dump_json()
    assert "jane" not in repr(intake)


def test_badges_and_findings_follow_the_order_of_the_files(build: Any) -> None:
    files = [
        build.credential(achievement=build.achievement(name="One", id="urn:1")),
        b"",
        build.credential(achievement=build.achievement(name="Two", id="urn:2")),
        build.png(),
    ]
    intake = build.read(*files)
    assert [badge.name for badge in intake.badges] == ["One", "Two"]
    assert [(one.code, one.where) for one in intake.findings] == [("RKB001", "file 2"), ("RKB005", "file 4")]


def test_the_same_bytes_twice_are_one_badge_and_a_note(build: Any) -> None:
    intake = build.read(build.credential(), build.credential())
    assert len(intake.badges) == 1
    (finding,) = intake.findings
    assert (finding.code, finding.severity.value, finding.where) == ("RKB030", "info", "file 2")
    assert finding.message == "The same bytes were given before, as file 1."
    assert [(item.path, item.badge) for item in intake.items] == [("file0.json", *intake.badges), ("file1.json", *intake.badges)]


def test_two_empty_files_are_both_empty(build: Any) -> None:
    assert build.codes(b"", b"") == ["RKB001", "RKB001"]


def test_json_without_type_and_shape_is_no_badge(build: Any) -> None:
    for document in ({}, {"name": "x"}, {"badge": "https://a.example"}, {"type": []}):
        assert build.codes(document) == ["RKB020"]


def test_names_that_cannot_be_encoded_do_no_harm() -> None:
    intake = read_badges([NamedBytes("caf\udce9.json", b""), NamedBytes("", b"x")])
    assert [item.path for item in intake.items] == ["caf?.json", "unnamed file"]


def test_files_may_come_from_a_generator_and_none_is_fine() -> None:
    assert read_badges(iter(())).badges == ()


def test_the_same_files_give_the_same_result(build: Any) -> None:
    files = (build.assertion(), build.badge_class(), build.profile(), build.credential(), b"x")
    assert build.read(*files) == build.read(*files)


def test_a_thousand_small_badges_take_less_than_three_seconds(build: Any) -> None:
    files = [
        NamedBytes(f"{number}.json", build.json(build.credential(achievement=build.achievement(id=f"urn:{number}"))))
        for number in range(1_000)
    ]
    start = time.perf_counter()
    intake = read_badges(files)
    assert time.perf_counter() - start < 3
    assert len(intake.badges) == 1_000
    assert intake.findings == ()


def test_a_framework_among_the_badges_is_told_as_one(build: Any) -> None:
    (item,) = build.read({"CFDocument": {"identifier": "x", "title": "Synthetic standards"}}).items
    assert ([one.code for one in item.findings], item.outcome.value) == (["RKB068"], "not-a-badge")
