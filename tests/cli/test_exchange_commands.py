"""Rubrics from other programs and for them, on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import publish, starter_rubric
from rubric_kit.authoring.exchange import FORMATS
from rubric_kit.workspace import read_rubric, write_rubric

Say = Callable[..., Any]
GRID = "Criterion\tWeight\t1\t2\t3\nTasks\tx2\tNone named\tOne named\tTwo named\nWork\tx1\tNone shown\tOne piece\tTwo pieces\n"


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    """Return the file of a second version, so that number and parent have to travel, too."""
    path = tmp_path / "ours.json"
    write_rubric(path, publish({**starter_rubric().plain(), "title": "Ours"}, starter_rubric()))
    return path


def test_case_brings_back_the_very_same_file(say: Say, rubric: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "ours.case.json", tmp_path / "back.json"
    assert say("rubric", "export", rubric, "-o", out, "--format", "case") == (0, f"{out}\nNot carried: nothing.\n", "")
    assert say("rubric", "import", out, "-o", back).code == 0
    assert back.read_bytes() == rubric.read_bytes()


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.write])
def test_every_form_is_written_with_its_losses(say: Say, rubric: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"out{FORMATS[name].suffix}"
    said = say("rubric", "export", rubric, "-o", out, "--format", name, "--json")
    assert said.code == 0
    told = json.loads(said.out)
    assert told["format"] == name
    assert (told["losses"] == []) is (name == "case")
    assert all(loss["path"] and loss["why"] for loss in told["losses"])
    assert out.stat().st_size > 1000


def test_a_pasted_grid_is_told_as_it_was_read(say: Say, tmp_path: Path) -> None:
    given, out = tmp_path / "grid.txt", tmp_path / "grid.json"
    given.write_text(GRID, encoding="utf-8")
    said = say("rubric", "import", given, "-o", out)
    assert said.code == 0
    assert "Criteria stand in rows, levels in columns." in said.out
    assert said.out.endswith(f"{out}\n")
    # Weights of 2 and 1 are 6,667 and 3,333 of 10,000.
    assert [(one.name, one.weight) for one in read_rubric(out).criteria] == [("Tasks", 6667), ("Work", 3333)]


def test_the_one_question_is_asked_and_answered(say: Say, tmp_path: Path) -> None:
    given = tmp_path / "grid.txt"
    given.write_text("Criterion\tRed\tGreen\tBlue\nTasks\ta\tb\tc\nWork\td\te\tf\n", encoding="utf-8")
    first = json.loads(say("rubric", "import", given, "-o", tmp_path / "a.json", "--json").out)
    asked = first["question"]
    other = next(value for value, _ in asked["choices"] if value != asked["assumed"])
    second = say("rubric", "import", given, "-o", tmp_path / "b.json", "--answer", asked["key"], other)
    assert second.code == 0
    names = [[level.name for level in read_rubric(tmp_path / name).criteria[0].levels] for name in ("a.json", "b.json")]
    assert names[0] == names[1][::-1]
    shown = say("rubric", "import", given, "-o", tmp_path / "c.json").out
    assert f"Else --answer {asked['key']} with one of: " in shown


def test_a_fault_of_the_file_writes_nothing_and_is_told(say: Say, tmp_path: Path) -> None:
    given, out = tmp_path / "grid.txt", tmp_path / "grid.json"
    given.write_text("Criterion\tOne (1)\tTwo (1)\tThree (2)\nTasks\tNone\tOne\tTwo\nWork\tNo\tSome\tAll\n", encoding="utf-8")
    said = say("rubric", "import", given, "-o", out)
    assert said.code == 1
    assert not out.exists()
    assert re.search(r"Nothing was written: \d things? (is|are) to be mended in the file\.", said.error)
    assert re.search(r"[A-D]\d", said.error), "the cell is named"
    assert json.loads(say("rubric", "import", given, "-o", out, "--json").out)["written"] is False


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is a PDF document"),
        (b"x" * 5_000_000, "holds 5,000,000 bytes of text; at most 2,000,000 are read"),
        (b'{"a": 1}', "is JSON of an unknown form"),
        (b"Dear team, see you on Tuesday.", "grid"),
    ],
)
def test_what_is_no_rubric_is_one_line(say: Say, tmp_path: Path, data: bytes, words: str) -> None:
    given = tmp_path / "given.bin"
    given.write_bytes(data)
    said = say("rubric", "import", given, "-o", tmp_path / "out.json")
    assert (said.code, said.out, len(said.lines)) == (1, "", 1)
    assert words in said.error
    assert [one.name for one in tmp_path.iterdir()] == ["given.bin"]


def test_a_file_that_is_there_is_kept(say: Say, rubric: Path) -> None:
    before = rubric.read_bytes()
    for command in (["export", rubric, "--format", "case"], ["import", rubric]):
        said = say("rubric", *command, "-o", rubric)
        assert (said.code, said.error) == (1, f"rubric-kit: {rubric} is there already; name another file\n")
    assert rubric.read_bytes() == before


def test_an_unknown_form_is_told_with_those_that_exist(say: Say, rubric: Path, tmp_path: Path) -> None:
    said = say("rubric", "export", rubric, "-o", tmp_path / "x", "--format", "clay")
    assert said.code == 1
    assert said.error.startswith("rubric-kit: no form called 'clay' is written; known are: case, ")
    wrong = say("rubric", "import", rubric, "-o", tmp_path / "x", "--format", "canvas-csv")
    assert wrong.error.startswith("rubric-kit: ours.json is not what --format canvas-csv says: Canvas rubric (CSV)")


def test_forms_are_listed(say: Say) -> None:
    said = say("rubric", "formats")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == ["name", *FORMATS]
