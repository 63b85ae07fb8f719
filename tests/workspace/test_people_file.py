"""The roster: columns in any order, codes that are codes, one line for what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubric_kit.errors import InputError
from rubric_kit.model.person import Person
from rubric_kit.workspace import read_people


def roster(folder: Path, text: str) -> Path:
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_stand_in_any_order_and_rows_may_be_short(tmp_path: Path) -> None:
    text = "\ufeffTeam, name ,code,room\r\nteam-1,Ana Diaz,rater-1,12\r\n\r\n,,rater-2\r\nteam-1,'=Ada,rater-3\r\n"
    assert read_people(roster(tmp_path, text)) == (
        Person("rater-1", "team-1", "Ana Diaz"),
        Person("rater-2"),
        Person("rater-3", "team-1", "=Ada"),
    )


def test_only_a_code_is_needed(tmp_path: Path) -> None:
    assert read_people(roster(tmp_path, "code\nrater-1\n")) == (Person("rater-1"),)
    assert read_people(roster(tmp_path, "code,team,name\n")) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"^people\.csv needs the column 'code' once and has nothing; write code,team,name$"),
        ("name,team\nAna,1\n", r"^people\.csv needs the column 'code' once and has name, team; "),
        ("code,team,team\n", r"^people\.csv needs the column 'team' once and has it twice; "),
        ("code\nrater-1\nAna Diaz\n", r"^people\.csv, row 3: 'Ana Diaz' is no code; 1 to 64 of a-z, 0-9, _ and - are allowed"),
        ("team,code\nteam-1\n", r"^people\.csv, row 2: '' is no code"),
        ("code\na\nb\na\n", r"^people\.csv, row 4: the code 'a' is there already; each person needs a code of their own$"),
        (f"code,name\na,{'x' * 201}\n", r"^people\.csv, row 2: a team or name has more than 200 characters$"),
        ("code\n" + "".join(f"r{n}\n" for n in range(2_001)), r"^people\.csv holds 2,001 people; at most 2,000 are read$"),
    ],
)
def test_a_roster_that_cannot_be_used(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_people(roster(tmp_path, text))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(b"code\n\xff\n")
    with pytest.raises(InputError, match=r"people\.csv is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'"):
        read_people(tmp_path / "people.csv")
