from __future__ import annotations

import json
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"", "RKB001", "The file is empty."),
        (b" \r\n\t", "RKB001", "The file is empty."),
        (b"%PDF-1.7 rest", "RKB003", "The file is a PDF document; a badge is a JSON, PNG, SVG or JWT file."),
        (b"<!DOCTYPE html><p>", "RKB003", "The file is a web page; a badge is a JSON, PNG, SVG or JWT file."),
        (b"\xef\xbb\xbf <HTML lang=en>", "RKB003", "The file is a web page; a badge is a JSON, PNG, SVG or JWT file."),
        (b"hello", "RKB003", "The file is neither JSON, PNG, SVG nor a JWT."),
        (bytes(range(1, 256)), "RKB003", "The file is neither JSON, PNG, SVG nor a JWT."),
        (b"https://issuer.example/1", "RKB007", "The file holds only a web address: the badge is hosted elsewhere."),
        (b'{"a":', "RKB004", "The file is not JSON: Expecting value in line 1, column 6."),
        (b"[]", "RKB020", "The JSON is a list without objects; a badge is one JSON object."),
        (b'"text"', "RKB020", "The JSON is a single value; a badge is one JSON object."),
    ],
)
def test_what_is_no_badge_file_is_named(build: Any, data: bytes, code: str, message: str) -> None:
    findings = build.read(data).findings
    assert [(one.code, one.message, one.severity.value) for one in findings] == [(code, message, "error")]


def test_the_name_of_a_file_decides_nothing(build: Any) -> None:
    picture = build.svg(build.json(build.credential()).decode())
    for name in ("badge.png", "badge.html", "badge", "badge.json"):
        assert build.badge(**{name: picture}).source.container == "svg"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_in_every_unicode_form_is_a_badge(build: Any, encoding: str) -> None:
    data = json.dumps(build.credential(name="é"), ensure_ascii=False).encode(encoding)
    assert build.badge(data).source.container == "json"


def test_twenty_megabytes_are_the_limit(build: Any) -> None:
    findings = build.read(b"\x89PNG" + b"\0" * 20_000_000).findings
    assert [one.code for one in findings] == ["RKB002"]
    assert "20,000,004 bytes; at most 20,000,000" in findings[0].message


def test_an_address_is_never_quoted(build: Any) -> None:
    address = b"https://people.example/jane-doe"
    for file, code, outcome in (
        (build.png(build.text_chunk(address, b"openbadges")), "RKB048", "badge"),
        (address, "RKB007", "unreadable"),
    ):
        (item,) = build.read(file).items
        assert ([one.code for one in item.findings], item.outcome.value) == ([code], outcome)
        assert "jane" not in item.findings[0].line() + repr(item)
