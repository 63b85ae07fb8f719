"""Rubrics from files of other programs: told by content, read or refused in one line, and written with what is lost."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring import draft_of, draft_problems, publish, starter_rubric
from rubric_kit.authoring.exchange import FORMATS
from rubric_kit.errors import InputError, RecordError, RubricKitError
from rubric_kit.model import Rubric
from rubric_kit.workspace import read_rubric_from, write_rubric, write_rubric_as
from rubric_kit.workspace.draft_file import draft_path, write_draft
from rubric_kit.workspace.rubric_exchange import MOST_TEXT, read_rubric_bytes

CANVAS = (
    "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,Rating Name,Rating Description,Rating Points,"
    "Rating Name,Rating Description,Rating Points\n"
    "Made-up report,Sources,Are sources named?,false,Full,Élan is named.,20,None,None is.,0\n"
)


def refused(data: bytes, **more: Any) -> str:
    with pytest.raises(RubricKitError) as caught:
        read_rubric_bytes(data, name="plan", **more)
    assert "\n" not in caught.value.message
    return caught.value.message


def titles(data: bytes) -> list[str]:
    return [one["name"] for one in read_rubric_bytes(data, name="plan").draft["criteria"]]


def workbook(rows: list[list[Any]]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as held:
        for name in names:
            held.writestr(name, "<x/>")
    return file.getvalue()


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.write is not None])
def test_each_form_is_saved_with_its_losses_and_read_again_from_the_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"ours{FORMATS[name].suffix}"
    losses = write_rubric_as(path, starter_rubric(), name)
    assert path.stat().st_size > 0
    assert bool(losses) is (name != "case")
    if FORMATS[name].read is not None:
        reading = read_rubric_from(path)
        assert len(reading.draft["criteria"]) == 7
        assert draft_problems(reading.draft) == ()


def test_an_exported_case_file_is_the_rubric_itself(tmp_path: Path) -> None:
    first = starter_rubric()
    second = publish(draft_of(first) | {"title": "Ours"}, first)
    path = tmp_path / "ours.case.json"
    assert write_rubric_as(path, second, "case") == ()
    assert Rubric.parse(read_rubric_from(path, format="case").draft) == second


def test_a_rubric_file_and_a_draft_file_of_this_kit_are_opened_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    write_rubric(path, starter_rubric())
    reading = read_rubric_from(path)
    assert Rubric.parse(reading.draft) == starter_rubric()
    assert (reading.told, reading.losses) == (("This is a rubric file of this kit.",), ())
    draft = draft_of(starter_rubric()) | {"title": ""}
    write_draft(draft_path(path), draft, starter_rubric())
    reading = read_rubric_from(draft_path(path), format="rubric-kit")
    assert reading.draft == draft
    assert reading.told == ("This is a draft of this kit.",)


def test_a_rubric_file_with_a_typing_error_names_it(tmp_path: Path) -> None:
    plain = starter_rubric().plain()
    plain["polcy"] = plain.pop("policy")
    path = tmp_path / "ours.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(RecordError, match="policy") as caught:
        read_rubric_from(path)
    assert caught.value.message.startswith("ours.json: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_every_usual_encoding_is_read(encoding: str) -> None:
    reading = read_rubric_bytes(CANVAS.encode(encoding), name="plan")
    assert reading.draft["criteria"][0]["levels"][1]["descriptor"] == "Élan is named."
    guessed = "The text is not UTF-8; it was read as Windows text (cp1252). Look at letters with accents."
    assert (guessed in reading.told) is (encoding == "cp1252")


def test_a_workbook_is_read_as_its_first_sheet() -> None:
    rows = [line.split(",") for line in CANVAS.splitlines()]
    assert titles(workbook(rows)) == ["Sources"]


def test_floats_of_json_are_exact() -> None:
    levels = [{"quality": "a", "description": "x", "score": 0}, {"quality": "b", "description": "y", "score": 0.1}]
    criteria = [
        {"category": name, "description": name, "weight": weight, "position": at, "CFRubricCriterionLevels": levels}
        for at, (name, weight) in enumerate({"one": 0.1667, "two": 0.25, "three": 0.5833}.items(), start=1)
    ]
    draft = read_rubric_bytes(json.dumps({"CFRubricCriteria": criteria}).encode(), name="plan").draft
    assert [one["weight"] for one in draft["criteria"]] == [1667, 2500, 5833]
    assert [one["levels"][1]["points"] for one in draft["criteria"]] == [100, 100, 100]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "plan is empty"),
        (b" \r\n", "plan is empty"),
        (b"%PDF-1.7\n...", "plan is a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "plan is a PNG picture"),
        (b"\xff\xd8\xff\xe0", "plan is a JPEG picture"),
        (b"\xd0\xcf\x11\xe0\xa1", "plan is a file of an old office program (.xls or .doc)"),
        (b"<!doctype html><p>", "plan is a web page or another file in XML"),
        (archive("word/document.xml", "[Content_Types].xml"), "plan is a Word document"),
        (archive("content.xml"), "plan is an OpenDocument file"),
        (archive("a.csv"), "plan is an archive"),
        (b"\xff\xfe\x00", "plan is not whole UTF-16 text"),
        (b"a\x00b", "plan is no text"),
        (b"\x81\x8d", "plan is neither UTF-8 nor Windows text"),
        (b"one line", "plan is text in which no rubric was found"),
        (b'{"a": 1}', "plan is JSON of an unknown form"),
        (b'{"a": 1', "plan: is not JSON"),
        (b'{"type": ["Achievement"], "criteria": {}}', "plan looks like a badge without rubric levels"),
        (b"[1, 2]", "plan is JSON of an unknown form"),
        (b'{"CFDocument": {}}', "plan: This is a CASE file without a rubric"),
        (b'{"CFDocument": {}, "CFDocument": {}}', "plan: holds a key twice"),
    ],
)
def test_what_is_no_rubric_is_refused_in_one_line(data: bytes, words: str) -> None:
    assert refused(data).startswith(words)


def test_a_paste_of_five_megabytes_is_refused_with_its_size_and_the_limit() -> None:
    message = refused(b"Criterion\tLow\tHigh\n" + b"x" * 5_000_000)
    assert message == f"plan holds 5,000,019 bytes of text; at most {MOST_TEXT:,} are read. Take the rubric alone"


def test_too_many_rows_are_refused_with_their_number_and_the_limit() -> None:
    assert refused(b"Criterion,Low,High\n" + b"a,b,c\n" * 400) == "plan: 401 rows (401 filled) were found; at most 400 are read"
    rows = [["Criterion", "Low", "High"], *[["a", "b", "c"]] * 400]
    assert refused(workbook(rows)) == "plan: its first sheet has 401 rows and 3 columns; at most 400 rows are read"


def test_json_is_refused_above_its_own_limit_and_where_it_lists_too_much() -> None:
    message = refused(b'{"a": "' + b"x" * 5_000_000 + b'"}')
    assert message == "plan holds 5,000,009 bytes of text; at most 5,000,000 are read. Take the rubric alone"
    many = json.dumps({"CFRubricCriteria": [{}] * 401}).encode()
    assert refused(many) == "plan: CFRubricCriteria holds 401 entries; at most 400 are read"


def test_a_form_that_was_named_is_the_only_one_that_is_tried() -> None:
    assert titles(CANVAS.encode()) == ["Sources"]
    assert "plan is not what --format case says" in refused(CANVAS.encode(), format="case")
    assert "plan is not what --format canvas-csv says" in refused(b"Criterion,Low,High\nWork,a,b\n", format="canvas-csv")
    assert "no form called 'clay' is read; known are: rubric-kit, case" in refused(CANVAS.encode(), format="clay")
    assert "plan is not what --format rubric-kit says" in refused(CANVAS.encode(), format="rubric-kit")


def test_a_form_that_is_not_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no form called 'clay' is written; known are: case"):
        write_rubric_as(tmp_path / "x", starter_rubric(), "clay")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_and_a_missing_folder_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_rubric_from(tmp_path / "gone.csv")
    with pytest.raises(InputError, match="does not exist"):
        write_rubric_as(tmp_path / "gone" / "x.json", starter_rubric(), "case")


def test_an_answer_is_taken_and_a_wrong_one_is_one_line() -> None:
    two = CANVAS + "Another,Voice,Is it loud?,false,Full,Yes.,20,None,No.,0\n"
    assert titles(two.encode()) == ["Sources"]
    draft = read_rubric_bytes(two.encode(), name="plan", answers={"rubric": "2"}).draft
    assert draft["title"] == "Another"
    assert refused(two.encode(), answers={"rubric": "9"}) == "plan: '9' is no answer to the question 'rubric'; answers are: 1, 2"


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | st.text('{}[]",:;\t\n ab1|', max_size=80).map(str.encode))
def test_any_bytes_give_a_reading_or_one_line(data: bytes) -> None:
    try:
        reading = read_rubric_bytes(data, name="plan")
    except RubricKitError as error:
        assert "\n" not in error.message  # noqa: PT017  either way is right
    else:
        draft_problems(reading.draft)


def test_a_workbook_that_cannot_be_read_is_one_line() -> None:
    assert refused(archive("[Content_Types].xml", "xl/workbook.xml")).startswith("plan: The workbook cannot be read")
