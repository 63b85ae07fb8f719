from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.dialects.filled_fields import FIELD_NAMES
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.lists.badge_list import csv_rows, looks_like_list, read_list
from rubric_kit.intake.lists.described_item import FORM_FIELDS, described_badge, item_row, list_bytes, list_template
from rubric_kit.intake.lists.described_values import alignments, day, level_scales, workload
from rubric_kit.intake.lists.list_columns import columns
from rubric_kit.model import AwardStatus, Badge, BadgeKind, FactState, ProofOutcome

MARK = "jane-canary-doe"
LEAST = {"name": "Robotics", "issuer": "Synthetic District"}


def made(**fields: str) -> tuple[Badge | None, Remarks]:
    remarks = Remarks("file 1, row 2")
    return described_badge(LEAST | fields, remarks, within="list"), remarks


def badge(**fields: str) -> Badge:
    found, remarks = made(**fields)
    assert remarks.findings == []
    assert found is not None
    return found


def remark(**fields: str) -> tuple[str, str, str]:
    found, remarks = made(**fields)
    assert found is not None
    assert len(remarks.findings) == 1
    return remarks.findings[0].code, remarks.findings[0].path, remarks.findings[0].message


def test_every_field_of_the_form_reaches_the_badge() -> None:
    found = badge(
        item_type="Course",
        issuer_url="https://issuer.example",
        description="Building robots.",
        criteria="Build one.\nShow it.",
        criteria_url="https://issuer.example/criteria",
        assessment="Reviewed with a rubric.",
        evidence="link; file",
        alignment="ISTE 2.5.a",
        level="Advanced",
        levels="Beginner > Advanced",
        kind="application",
        hours="12",
        credits="1",
        issued="2026-01-31",
        expires="2028-01-31",
        language="en",
        tags="robots, coding",
        badge_url="https://issuer.example/robotics",
    )
    assert (found.name, found.issuer.name, found.issuer.url) == ("Robotics", "Synthetic District", "https://issuer.example")
    assert (found.description, found.criteria_url) == ("Building robots.", "https://issuer.example/criteria")
    assert found.criteria_narrative == "Build one.\nShow it.\n\nReviewed with a rubric."
    assert (found.achievement_type, found.kind) == ("Course", BadgeKind.APPLICATION)
    assert (found.evidence.state, found.evidence.kinds, found.evidence.count) == (FactState.PRESENT, ("file", "link"), 2)
    assert [(one.target_name, one.target_code) for one in found.alignments] == [("ISTE 2.5.a", "2.5.a")]
    assert [[rung.name for rung in scale.levels] for scale in found.level_scales] == [["Beginner", "Advanced"]]
    assert found.workload == "12 hours; 1 credit"
    assert (found.valid_from, found.valid_until) == (date(2026, 1, 31), date(2028, 1, 31))
    assert (found.language, found.tags) == ("en", ("robots", "coding", "level: Advanced"))
    assert found.claimed_id == "https://issuer.example/robotics"
    assert set(found.fields) <= set(FIELD_NAMES)
    assert {"criteria_narrative", "evidence", "rubric_levels", "credits_available", "issued_on"} <= set(found.fields)


def test_there_is_nothing_to_check() -> None:
    found = badge()
    assert found.verification.outcome is ProofOutcome.NO_PROOF
    assert found.verification.reason == "an item that a person described; there is nothing to check"
    assert found.status is AwardStatus.NONE
    assert (found.source.container, found.source.dialect, found.source.within) == ("row", "described", "list")
    alone = described_badge(LEAST, Remarks(""), within=None)
    assert alone is not None
    assert (alone.source.within, alone.key) == (None, found.key)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"issuer": " "}, "no issuer"),
        ({"name": ""}, "no badge name"),
        ({"name": "", "issuer": ""}, "no badge name and no issuer"),
    ],
)
def test_an_item_without_name_or_issuer_is_passed_over(fields: dict[str, str], words: str) -> None:
    found, remarks = made(**fields, description=MARK)
    assert found is None
    assert [(one.code, one.message) for one in remarks.findings] == [("RKB063", f"The item was passed over; it has {words}.")]


def test_fields_that_the_form_does_not_have_are_never_read() -> None:
    found = badge(student=MARK, email=MARK, notes=MARK, claimed_id=MARK, sha256=MARK)
    assert MARK not in json.dumps(found.plain())
    assert found.key == badge().key


def test_the_key_is_the_hash_of_what_was_filled_in() -> None:
    # printf '{"issuer":"Synthetic District","name":"Robotics"}' | sha256sum
    assert badge().key == "56f26a1aaa0a3afe973ad22c6eb5f322a36705eb1928e6c715af8df8d5cf3b33"
    assert badge().source.size == len('{"issuer":"Synthetic District","name":"Robotics"}')
    same = badge(description="  ", hours="", name=" Robotics\t", evidence="unknown")
    assert same.key == badge().key
    assert badge(evidence="").key != badge().key
    assert badge(evidence=f"https://a.example/{MARK}").key == badge(evidence="link").key


@pytest.mark.parametrize(
    ("fields", "state", "kinds"),
    [
        ({}, FactState.UNKNOWN, ()),
        ({"evidence": "?"}, FactState.UNKNOWN, ()),
        ({"evidence": ""}, FactState.ABSENT, ()),
        ({"evidence": "none"}, FactState.ABSENT, ()),
        ({"evidence": "private"}, FactState.WITHHELD, ()),
        ({"evidence": "withheld"}, FactState.WITHHELD, ()),
        ({"evidence": f"https://a.example/{MARK}"}, FactState.PRESENT, ("link",)),
        ({"evidence": f"{MARK} wrote this"}, FactState.PRESENT, ("other",)),
    ],
)
def test_the_four_states_of_evidence(fields: dict[str, str], state: FactState, kinds: tuple[str, ...]) -> None:
    found = badge(**fields)
    assert (found.evidence.state, found.evidence.kinds) == (state, kinds)
    assert MARK not in json.dumps(found.plain())


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, None),
        ({"kind": "Other"}, BadgeKind.OTHER),
        ({"kind": "Attendance badge"}, BadgeKind.PARTICIPATION),
        ({"kind": "aprendizaje"}, BadgeKind.LEARNING),
        ({"item_type": "course"}, BadgeKind.LEARNING),
        ({"item_type": "course", "kind": "participation"}, BadgeKind.PARTICIPATION),
        ({"tags": "membership"}, BadgeKind.MEMBERSHIP),
        ({"level": "Applied", "item_type": "badge"}, None),
    ],
)
def test_the_kind_is_what_the_person_says(fields: dict[str, str], kind: BadgeKind | None) -> None:
    assert badge(**fields).kind is kind


def test_values_that_cannot_be_read_are_named_and_never_quoted() -> None:
    date_words = "The date cannot be read, or can be read in two ways; write it like 2026-01-31."
    assert remark(issued=MARK) == ("RKB065", "issued", date_words)
    assert remark(expires="03/04/2026") == ("RKB065", "expires", date_words)
    words = "The kind is not one of: learning, application, knowledge, participation, membership, other."
    assert remark(kind=MARK) == ("RKB065", "kind", words)
    assert remark(item_type=MARK) == (
        "RKB065",
        "item_type",
        "The item type is not one of: badge, certificate, course, experience.",
    )
    assert remark(level=MARK, levels="One > Two") == ("RKB065", "level", "The level is not among the levels of the scale.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-01-31T10:00:00Z", date(2026, 1, 31)),
        ("2026/1/3", date(2026, 1, 3)),
        ("01/31/2026", date(2026, 1, 31)),
        ("31.01.2026", date(2026, 1, 31)),
        ("4/4/2026", date(2026, 4, 4)),
        ("January 31, 2026", date(2026, 1, 31)),
        ("Sept 3rd, 2026", date(2026, 9, 3)),
        ("Sat, 31 Jan 2026", date(2026, 1, 31)),
        ("3/4/2026", None),
        ("2026-02-30", None),
        ("31/31/2026", None),
        ("Ju 3, 2026", None),
        ("46053", None),
        ("", None),
    ],
)
def test_dates_are_read_only_where_one_reading_is_possible(text: str, found: date | None) -> None:
    assert day(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ISTE 2.5.a Designer; P21 Collaboration", [("ISTE 2.5.a Designer", "2.5.a", "ISTE"), ("P21 Collaboration", None, None)]),
        ("NGSS: MS-LS1-1", [("NGSS: MS-LS1-1", "MS-LS1-1", "NGSS")]),
        ("CCSS.ELA-LITERACY.W.8.1", [("CCSS.ELA-LITERACY.W.8.1", "CCSS.ELA-LITERACY.W.8.1", None)]),
        (
            "K-12 teaching\n21st-century skills 2016-2017",
            [("K-12 teaching", None, None), ("21st-century skills 2016-2017", None, None)],
        ),
        (" ; \n", []),
    ],
)
def test_alignments_have_a_code_where_one_can_be_told(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert [(one.target_name, one.target_code, one.target_framework) for one in alignments(text)] == found


def test_the_address_of_an_alignment_is_kept_apart() -> None:
    one, bare = alignments("Design: https://f.example/items/2.5.a; https://f.example/1.2.3")
    assert (one.target_name, one.target_url, one.target_code) == ("Design", "https://f.example/items/2.5.a", None)
    assert (bare.target_name, bare.target_url, bare.target_code) == ("https://f.example/1.2.3", "https://f.example/1.2.3", None)


def test_scales_and_workload() -> None:
    assert [rung.name for rung in level_scales("1 - Try > 2 - Do\n3 - Lead")[0].levels] == ["1 - Try", "2 - Do", "3 - Lead"]
    assert level_scales(" > ") == ()
    found = [workload("1", None), workload("2.5", "0,5"), workload("about 3 h", None), workload("n/a", ""), workload(None, None)]
    assert found == ["1 hour", "2.5 hours; 0,5 credits", "about 3 h", None, None]


def test_an_assessment_that_is_none_is_not_written_under_the_criteria() -> None:
    assert badge(criteria="Come along.", assessment="None").criteria_narrative == "Come along."
    assert badge(assessment="A quiz.").criteria_narrative == "A quiz."


def test_texts_fit_the_record() -> None:
    found, remarks = made(name="n" * 401, description="a\0b\r\nc", criteria="c" * 20_001, issuer_url="https://" + "x" * 2_000)
    assert found is not None
    assert (found.name[-1], len(found.name), found.description, found.issuer.url) == ("…", 400, "a�b\nc", None)
    assert len(found.criteria_narrative) == 20_000
    assert {(one.code, one.path) for one in remarks.findings} == {
        ("RKB026", path) for path in ("name", "description", "criteria", "issuer_url")
    }


def test_formulas_stay_text_and_an_exports_apostrophe_goes() -> None:
    found = badge(name="'=1+1", issuer="=cmd", description="'tis")
    assert (found.name, found.issuer.name, found.description) == ("=1+1", "=cmd", "'tis")


# The form and the template


def test_the_form_asks_for_what_a_list_can_hold() -> None:
    assert [columns([one.label]).places for one in FORM_FIELDS] == [{one.name: (0,)} for one in FORM_FIELDS]
    assert [one.name for one in FORM_FIELDS if one.required] == ["name", "issuer"]
    assert all(one.help.endswith(".") and "!" not in one.help for one in FORM_FIELDS)
    assert not any(word in one.label.lower() for one in FORM_FIELDS for word in ("student", "learner", "email", "earner"))


def test_each_choice_of_the_form_is_understood() -> None:
    for one in FORM_FIELDS:
        for choice in one.choices:
            badge(**{one.name: choice})


def test_the_template_opens_everywhere_and_is_read_back() -> None:
    data = list_template()
    assert data.startswith(b"\xef\xbb\xbfItem type,Badge name,Issuer,")
    assert data.count(b"\r\n") == 3
    assert data.count(b"\n") == 3
    assert looks_like_list(data)
    remarks = Remarks("")
    found = [described_badge(one.fields, remarks, within="list") for one in read_list(csv_rows(data, remarks) or [], remarks)]
    assert remarks.findings == []
    assert [one.name.startswith("Synthetic example") for one in found if one] == [True, True]


def test_the_template_is_read_like_any_file(build: Any) -> None:
    intake = build.read(list_template())
    assert [one.name[:19] for one in intake.badges] == ["Synthetic example 1", "Synthetic example 2"]
    assert [one.severity.value for one in intake.findings if one.severity.value == "error"] == []


def test_formulas_are_guarded_in_what_is_written() -> None:
    data = list_bytes([LEAST | {"name": "=cmd|' /C calc'!A0", "description": "a;=1+1", "evidence": f"https://a.example/{MARK}"}])
    line = data.decode("utf-8-sig").splitlines()[1]
    assert "\"'=cmd|' /C calc'!A0\"" in line
    assert '"a;=1+1"' in line
    assert MARK not in line


def test_a_row_of_the_form_tells_not_asked_from_none() -> None:
    assert item_row(LEAST)["Kinds of evidence"] == "unknown"
    assert item_row(LEAST | {"evidence": ""})["Kinds of evidence"] == "none"


_TEXT = st.text(max_size=40) | st.sampled_from(
    ["=1+1", "'=x", "''", "+1", "a\nb", 'say "x"', "link", "2026-01-31", "1.5", "A > B"]
)
_ITEM = st.fixed_dictionaries(
    {"name": _TEXT.filter(lambda text: text.strip(" \t\r\n'")), "issuer": st.just("Synthetic District")},
    optional={one.name: _TEXT for one in FORM_FIELDS if not one.required},
)


@given(_ITEM)
def test_what_is_written_is_read_back_as_the_same_badge(fields: dict[str, str]) -> None:
    remarks = Remarks("")
    rows = read_list(csv_rows(list_bytes([fields]), remarks) or [], remarks)
    assert remarks.findings == []
    assert len(rows) == 1
    assert described_badge(rows[0].fields, Remarks(""), within="list") == described_badge(fields, Remarks(""), within="list")


@given(st.dictionaries(st.sampled_from([one.name for one in FORM_FIELDS]), st.text(st.characters())))
def test_any_text_gives_a_badge_or_a_finding(fields: dict[str, str]) -> None:
    remarks = Remarks("")
    found = described_badge(fields, remarks, within=None)
    assert found is not None or [one.code for one in remarks.findings][-1:] == ["RKB063"]
    if found is not None:
        assert Badge.parse(found.plain()) == found
