from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.lists import badge_list
from rubric_kit.intake.lists.badge_list import ListRow, csv_rows, looks_like_list, read_list
from rubric_kit.intake.lists.list_columns import SYNONYMS, columns
from rubric_kit.model.formula_guard import guarded, unguarded

MARK = "jane-canary-doe"


def listed(data: bytes | str) -> tuple[list[ListRow], Remarks]:
    remarks = Remarks("file 1")
    rows = csv_rows(data.encode() if isinstance(data, str) else data, remarks)
    return ([] if rows is None else read_list(rows, remarks)), remarks


def fields(data: bytes | str) -> list[dict[str, str]]:
    found, remarks = listed(data)
    assert [one.code for one in remarks.findings if one.code != "RKB064"] == []
    return [dict(one.fields) for one in found]


def refusal(data: bytes | str) -> str:
    found, remarks = listed(data)
    assert found == []
    assert [one.code for one in remarks.findings] == ["RKB062"]
    assert MARK not in remarks.findings[0].line()
    return remarks.findings[0].message


# How it is written

PLAIN = "Badge name,Issuer\r\nRobótica,Distrito Sintético\r\n"
READ = [{"name": "Robótica", "issuer": "Distrito Sintético"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(encoding: str) -> None:
    assert fields(PLAIN.encode(encoding)) == READ
    assert looks_like_list(PLAIN.encode(encoding))


def test_latin_1_is_told_and_refused_with_a_hint() -> None:
    data = PLAIN.encode("latin-1")
    assert looks_like_list(data)
    # "Badge name,Issuer\r\n" has 19 bytes, "Rob" three more: the accent is byte 23.
    assert refusal(data) == ("The list is not UTF-8 text (byte 23); it may be Latin-1 or Windows text, save it as “CSV UTF-8”.")
    assert refusal(b"\xff\xfe" + "Badge name,Issuer\n".encode("utf-16-le")[:-1]) == (
        "The list is not whole UTF-16 text; save it as “CSV UTF-8”."
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(separator: str, end: str) -> None:
    lines = [["Issuer", "Badge name", "Description"], ["District", '"a, b; c\td"', ""], ["Other", '"he said ""no"""', "x"]]
    text = end.join(separator.join(line) for line in lines)
    assert looks_like_list(text)
    assert fields(text) == [
        {"issuer": "District", "name": "a, b; c\td", "description": ""},
        {"issuer": "Other", "name": 'he said "no"', "description": "x"},
    ]


def test_a_note_to_the_spreadsheet_program_names_the_separator() -> None:
    found, _ = listed("sep=;\r\nBadge name;Issuer\r\nRobotics;District\r\n")
    assert found == [ListRow(3, {"name": "Robotics", "issuer": "District"})]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    found, _ = listed('PD badges 2026\n\nBadge name,Issuer\nA,X\n,\n"B\nb",X\nC,\n')
    assert [(one.number, one.fields["name"]) for one in found] == [(4, "A"), (6, "B\nb"), (7, "C")]


def test_quotation_marks_that_do_not_pair() -> None:
    words = "The quotation marks do not pair, or a cell is far too long, near line"
    assert refusal(f'Badge name,Issuer\nA,X\n"{MARK},X\n') == f"{words} 3."
    assert refusal(f'Badge name,Issuer\n"{MARK}" b,X\n') == f"{words} 2."
    assert refusal(f"Badge name,Issuer\n{MARK * 10_000},X\n") == f"{words} 2."


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = (badge_list.MAX_ROWS, badge_list.MAX_COLUMNS, badge_list.MAX_CELL, badge_list.MAX_BYTES)
    assert limits == (10_000, 100, 20_000, 10_000_000)
    header = "Badge name,Issuer\n"
    assert refusal(header + "a,b" + "," * 99 + "c\n") == "Row 2 has more than 100 columns; at most that many are read."
    assert len(fields(header + "a,b" + "," * 500 + "\n")) == 1
    too_many = "The list has more than 10,000 rows under its header; split it into several."
    assert len(fields(header + "a,b\n" * 10_000 + "\n,\n")) == 10_000
    assert refusal(header + "a,b\n" * 10_001) == too_many
    assert refusal(header + "\n" * 100_001) == too_many
    monkeypatch.setattr(badge_list, "MAX_BYTES", 30)
    assert refusal(header + "a,b\n" * 4) == "The list holds 34 bytes; at most 30 are read. Split it into several."


def test_a_cell_that_is_too_long_is_left_out() -> None:
    found, remarks = listed(f"Badge name,Issuer,Description\nA,X,{'d' * 20_001}\nB,X,{'d' * 20_000}\n")
    assert [len(one.fields["description"]) for one in found] == [0, 20_000]
    assert [(one.code, one.message) for one in remarks.findings] == [
        ("RKB065", "Cells with more than 20,000 characters were left out: 1.")
    ]


# What it holds


@pytest.mark.parametrize(
    "text",
    [
        "name,description\na,b",
        "Title;Provider\na;b",
        "BADGE_NAME\tearning-criteria\n",
        "badgeName,issuerName\n",
        '"Badge name *","Issuer (required)"\n',
        "Exported 2026-01-31\n\nCourse,Hours\n",
        "Nom du badge;Émetteur\n",
        "Nombre de la insignia;Emisor\n",
    ],
)
def test_a_list_is_told_by_its_header(text: str) -> None:
    assert looks_like_list(text)
    assert looks_like_list(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Badge name\na",
        "Issuer,Description\na,b",
        "Student name,Email\na,b",
        "Dear team, the badge, the issuer, and so on\n",
        '{"name": "a", "issuer": "b"}',
        "<svg></svg>",
        "a\nb\nc\nd\ne\nBadge name,Issuer\n",
    ],
)
def test_what_is_no_list(text: str) -> None:
    assert not looks_like_list(text)
    assert not looks_like_list(text.encode())
    assert refusal(text or " ").startswith("No ")


@pytest.mark.parametrize(("field", "word"), [(field, word) for field, words in SYNONYMS.items() for word in words])
def test_each_word_names_its_field(field: str, word: str) -> None:
    assert columns([word.upper().replace(" ", "_")]).places == {field: (0,)}


def test_no_word_names_two_fields() -> None:
    words = [word for words in SYNONYMS.values() for word in words]
    assert len(words) == len(set(words))


def test_only_known_columns_are_read_and_the_rest_is_counted() -> None:
    found, remarks = listed(f"Student,Badge,Issuer,Email,Notes,File,\n{MARK},Robotics,District,{MARK},{MARK},{MARK},{MARK}\n")
    assert found == [ListRow(2, {"name": "Robotics", "issuer": "District"})]
    assert [(one.code, one.message) for one in remarks.findings] == [
        ("RKB064", "4 columns were not read: only columns that describe a badge are.")
    ]
    assert MARK not in repr(found)


@pytest.mark.parametrize("column", ["Badge URL", "Badge link", "Credential URL", "Link"])
def test_addresses_that_can_be_the_earners_page_are_not_read(column: str) -> None:
    assert columns([column]).places == {}


@pytest.mark.parametrize("person", ["First name", "Student ID", "Email", "teacher_name", "Prénom", "Apellidos", "LearnerEmail"])
def test_a_bare_name_beside_a_person_is_the_persons(person: str) -> None:
    assert refusal(f"Name,{person},Issuer\n{MARK},{MARK},District\n") == (
        "No column is surely the badge's name: beside a person's columns, “name” or “title” is taken for the person's. "
        "Call the column “Badge name”."
    )
    assert fields(f"Name,{person},Issuer,Badge\n{MARK},{MARK},District,Robotics\n") == [
        {"issuer": "District", "name": "Robotics"}
    ]


def test_a_list_of_people_is_told_so_that_its_reader_can_say_why() -> None:
    assert looks_like_list("Name,First name,Issuer\n")
    assert not looks_like_list("Name,First name,Room\n")
    assert not looks_like_list("Teacher,Issuer\n")


def test_the_surest_column_counts() -> None:
    assert fields(f"Name,Title,Issuer\n{MARK},Robotics,X\n") == [{"name": "Robotics", "issuer": "X"}]
    assert fields("Name,Issuer\nRobotics,X\n") == [{"name": "Robotics", "issuer": "X"}]
    assert columns(["Badge", "Badge", "Name"])[:2] == ({"name": (0,)}, 2)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("", ""),
        ("none", ""),
        ("No evidence attached", ""),
        (f"https://work.example/{MARK}", "link"),
        (f"Plan: https://a.example/{MARK} and www.b.example/{MARK}", "link; link"),
        (f"Plan of {MARK}; a photo", "file; other"),
        (f"{MARK} " * 20, "narrative"),
        ("a reflection; two files & https://a.example", "file; link; narrative"),
        ("Withheld", "withheld"),
        ("kept confidential for privacy", "withheld"),
        ("private", "withheld"),
        ("n/a", "unknown"),
        ("yes", "other"),
    ],
)
def test_evidence_leaves_only_its_kinds(cell: str, words: str) -> None:
    found, _ = listed(f'Badge,Issuer,Evidence\nRobotics,District,"{cell}"\n')
    assert found[0].fields["evidence"] == words


def test_evidence_in_any_of_its_columns_counts() -> None:
    text = "Badge,Issuer,Evidence,Evidence URL\nA,X,,https://a.example\nB,X,,\nC,X,essay,https://a.example\n"
    assert [one["evidence"] for one in fields(text)] == ["link", "", "link; narrative"]


def test_a_header_alone_is_no_list() -> None:
    assert refusal("Badge name,Issuer\n\n , \n") == "The list has no rows under its header."


def test_formulas_are_text_and_an_exports_apostrophe_goes() -> None:
    text = "Badge name,Issuer,Description\n=1+1,@x,'=1+1\n'-1,'tis,''+a\n"
    assert fields(text) == [
        {"name": "=1+1", "issuer": "@x", "description": "=1+1"},
        {"name": "-1", "issuer": "'tis", "description": "'+a"},
    ]


# Anything at all


@given(st.text())
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.binary(max_size=200))
def test_any_bytes_give_rows_or_a_finding(data: bytes) -> None:
    looks_like_list(data)
    for start in (b"", b"Badge name,Issuer,Evidence\n", b"\xff\xfe", b"sep=;\n"):
        found, remarks = listed(start + data)
        assert found or remarks.findings


@given(st.lists(st.lists(st.text(max_size=30), max_size=6), max_size=6))
def test_any_rows_give_rows_or_a_finding(rows: list[list[str]]) -> None:
    for table in (rows, [["Badge name", "Issuer", "Evidence", "Levels"], *rows]):
        remarks = Remarks("")
        assert read_list(table, remarks) or remarks.findings


def test_nothing_of_a_person_comes_through_the_reader(build: Any) -> None:
    text = f"Student,Badge,Issuer,Email,Evidence,Badge URL,Name,Notes\n{MARK},Robotics,X,{MARK},{MARK},{MARK},{MARK},={MARK}\n"
    intake = build.read(text.encode())
    assert [one.name for one in intake.badges] == ["Robotics"]
    assert [one.code for one in intake.findings] == ["RKB064", "RKB047"]
    assert MARK not in "".join([*(one.model_dump_json() for one in intake.badges), *(one.line() for one in intake.findings)])
