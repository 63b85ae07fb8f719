from __future__ import annotations

from typing import Any

import pytest

_OB2 = "http://openbadges.org"


@pytest.mark.parametrize("namespace", [_OB2, "https://purl.imsglobal.org/ob/v3p0"])
def test_a_badge_in_an_svg_is_read_in_both_namespaces(build: Any, namespace: str) -> None:
    intake = build.read(build.svg(build.json(build.credential()).decode(), namespace=namespace))
    assert [badge.name for badge in intake.badges] == ["Lesson Design"]
    assert intake.badges[0].source.container == "svg"
    assert intake.findings == ()


def test_a_signed_text_in_the_attribute_counts_before_the_content(build: Any) -> None:
    token = build.token(build.credential(achievement=build.achievement(name="Signed one"))).decode()
    badge = build.badge(build.svg(build.json(build.credential()).decode(), verify=token))
    assert (badge.name, badge.verification.outcome.value) == ("Signed one", "cannot_check")


def test_an_address_beside_content_is_ignored_and_alone_it_is_told(build: Any) -> None:
    content = build.json(build.embedded()).decode()
    assert build.badge(build.svg(content, verify="https://a.example/1.json", namespace=_OB2)).name == "Robotics"
    assert build.codes(build.svg(verify="https://a.example/1.json", namespace=_OB2)) == ["RKB048"]


def test_a_doctype_is_allowed_and_its_address_is_not_opened(build: Any) -> None:
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "file:///no/such/place.dtd">'
    assert build.badge(doctype + build.svg(build.json(build.credential()).decode())).name == "Lesson Design"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">',
        '<!ENTITY % x SYSTEM "file:///etc/hostname">%x;',
    ],
)
def test_entities_are_refused(build: Any, declaration: str) -> None:
    data = f"<!DOCTYPE svg [{declaration}]>".encode() + build.svg(build.json(build.credential()).decode())
    findings = build.read(data).findings
    assert [one.code for one in findings] == ["RKB015"]
    assert findings[0].message == "The file defines entities, which are not allowed in a badge."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<svg>" + b"<g>" * 100_000, "The file nests deeper than 100 elements."),
        (b"<svg><g></svg>", "The file is not well-formed XML."),
        (b'<?xml version="1.0" encoding="nonsense"?><svg/>', "The file is not well-formed XML."),
        (b'<?xml version="1.0" encoding="gb2312"?><svg/>', "The file is not well-formed XML."),
        (b"<rss/>", "The file is XML, not an SVG picture: its outermost element is no svg."),
    ],
)
def test_other_xml_is_refused_with_the_reason(build: Any, data: bytes, message: str) -> None:
    findings = build.read(data).findings
    assert [(one.code, one.message) for one in findings] == [("RKB015", message)]


def test_depth_100_is_read(build: Any) -> None:
    assert build.codes(b"<svg>" + b"<g>" * 99 + b"</g>" * 99 + b"</svg>") == ["RKB006"]


def test_a_picture_without_a_badge_and_one_with_two(build: Any) -> None:
    assert build.codes(b'<svg xmlns="http://www.w3.org/2000/svg"/>') == ["RKB006"]
    assert build.codes(build.svg("{}", namespace="https://other.example/ns")) == ["RKB006"]
    twice = build.svg("{}").replace(b"<g/>", b"<o:credential/>")
    assert build.codes(twice) == ["RKB010"]


def test_more_than_a_megabyte_is_refused(build: Any) -> None:
    findings = build.read(b"<svg>" + b" " * 1_000_000 + b"</svg>").findings
    assert [one.code for one in findings] == ["RKB002"]
    assert "1,000,011 bytes; at most 1,000,000" in findings[0].message


def test_scripts_in_the_picture_reach_no_record(build: Any) -> None:
    data = build.svg(build.json(build.credential()).decode()).replace(b"<g/>", b"<script>alert('zz')</script><g onload='zz()'/>")
    assert "zz" not in build.badge(data).model_dump_json()
