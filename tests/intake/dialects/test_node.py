from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rubric_kit.intake.dialects.node import Node, plain_text
from rubric_kit.intake.finding_codes import Remarks


def _node(value: dict[str, Any]) -> Node:
    return Node(value, "badge", Remarks("f"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (" a ", "a"),
        (5, "5"),
        (2.5, "2.5"),
        (True, ""),
        (None, ""),
        ({"@value": "a"}, "a"),
        ({"fr": "b", "en": "a"}, "a"),
        ({"fr": "b", "es": "c"}, "c"),
        ({}, ""),
        (["", "a"], "a"),
        ([["a"]], "a"),
        ([], ""),
    ],
)
def test_text_is_found_in_every_form_json_ld_allows(value: Any, text: str) -> None:
    assert plain_text(value) == text


def test_a_line_is_one_line_and_cut_with_a_remark() -> None:
    node = _node({"name": "a\r\n  b", "long": "x" * 401})
    assert node.line("name") == "a b"
    assert node.remarks.findings == []
    assert node.line("long") == "x" * 399 + "…"
    (finding,) = node.remarks.findings
    assert (finding.code, finding.path, finding.message) == ("RKB026", "badge.long", "A text of 401 characters was cut to 400.")


def test_control_characters_are_replaced_with_a_remark() -> None:
    node = _node({"name": "a\0b", "text": "a\r\nb\x07"})
    assert (node.line("name"), node.text("text")) == ("a�b", "a\nb�")
    assert [one.code for one in node.remarks.findings] == ["RKB026", "RKB026"]


def test_an_address_that_does_not_fit_is_left_out_whole() -> None:
    node = _node({"url": "https://a.example/" + "x" * 2_000, "id": "a\0b", "good": "https://a.example"})
    assert (node.claim("url"), node.claim("id"), node.claim("good")) == (None, None, "https://a.example")
    assert len(node.remarks.findings) == 2


def test_a_list_of_more_than_500_is_cut_with_a_remark() -> None:
    node = _node({"tags": [str(number) for number in range(501)]})
    assert len(node.lines("tags")) == 500
    assert [one.message for one in node.remarks.findings] == ["A list of 501 was cut to 500."]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-01-31T23:59:59Z", date(2026, 1, 31)),
        ("2026-01-31", date(2026, 1, 31)),
        ("2022-11-10T07:38:00-08:00", date(2022, 11, 10)),
        (1_767_225_600, date(2026, 1, 1)),
        ("2026-02-30", None),
        ("soon", None),
        (10**30, None),
        (True, None),
    ],
)
def test_dates(value: Any, day: date | None) -> None:
    node = _node({"issuedOn": value})
    assert node.day("issuedOn") == day
    assert [one.code for one in node.remarks.findings] == ([] if day else ["RKB027"])


def test_types_are_short_only_where_a_standard_spells_them_as_addresses() -> None:
    vocabulary = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"
    assert _node({"type": [vocabulary, "obi:Assertion", 5]}).types == ("OpenBadgeCredential", "Assertion")
    assert _node({"@type": "https://evil.example/#Assertion"}).types == ("https://evil.example/#Assertion",)
