"""`rubric-kit ratings`: logs brought together, sheets printed and keyed in, counts without what was said."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Entry
from rubric_kit.workspace import new_workspace, read_badge_folder, sample_badges_folder, sample_ratings_file
from rubric_kit.workspace.score_sheets import numbered_badges
from rubric_kit.workspace.store import new_entry, open_store, read_entries

Say = Callable[..., Any]
"""Runs the command line; see conftest.py."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Make a workspace with the two badges of one name."""
    folder = tmp_path / "ours"
    new_workspace(folder)
    for name in ("padlet_association.json", "padlet_hobby.json"):
        shutil.copy(sample_badges_folder() / name, folder / "badges")
    return folder


def answer(place: Path, rater: str, level: str) -> Entry:
    rubric, badge = starter_rubric(), read_badge_folder(place / "badges").badges[0]
    fields = {"criterion": "locality", "rubric": rubric.fingerprint, "wording": rubric.wording_fingerprint, "level": level}
    return new_entry("rating", rater, badge=badge.key, **fields)


def laptop(path: Path, *entries: Entry) -> Path:
    with open_store(path) as store:
        store.append(entries)
    return path


def test_merging_laptops_twice_adds_nothing_and_lists_conflicts(say: Say, place: Path, tmp_path: Path) -> None:
    one = laptop(tmp_path / "one.db", answer(place, "r-1", "l1"), answer(place, "r-2", "l2"))
    two = laptop(tmp_path / "two.db", answer(place, "r-1", "l3"))
    into = place / "ratings" / "ratings.db"
    said = say("ratings", "merge", into, one, two)
    assert (said.code, said.error) == (0, "")
    told = said.out.splitlines()
    assert told[0] == "3 entries added, 0 were there already."
    assert told[1] == "1 answer differs. Both are kept, and until it is settled that counts as cannot tell:"
    assert told[2].startswith("  r-1 says l")
    assert say("ratings", "merge", into, two, one).out.startswith("0 entries added, 3 were there already.\n1 answer differs.")
    as_json = json.loads(say("ratings", "merge", into, one, "--json").out)
    assert (as_json["added"], as_json["already"], as_json["findings"]) == (0, 2, [])
    assert [(row["rater"], row["criterion"], len(row["entries"])) for row in as_json["conflicts"]] == [("r-1", "locality", 2)]


def test_a_file_that_cannot_be_used_does_not_hold_up_the_others(say: Say, place: Path, tmp_path: Path) -> None:
    (tmp_path / "torn.db").write_bytes(b"no database at all, but long enough to look like one" * 40)
    one = laptop(tmp_path / "one.db", answer(place, "r-1", "l1"))
    said = say("ratings", "merge", place / "ratings" / "ratings.db", tmp_path / "torn.db", tmp_path / "nowhere.db", one)
    assert (said.code, said.out) == (0, "1 entries added, 0 were there already.\n")
    assert [line.split()[1] for line in said.lines] == ["RKS004", "RKS004"]


def test_a_table_of_ratings_is_merged_with_the_rubric_and_badges_of_the_workspace(say: Say, place: Path) -> None:
    into = place / "ratings" / "ratings.db"
    said = say("ratings", "merge", into, sample_ratings_file(), "-w", place)
    # Four invented raters answered seven questions on each of the two badges.
    assert said.out == "56 entries added, 0 were there already.\n"
    assert say("ratings", "merge", into, sample_ratings_file(), "-w", place).out.startswith("0 entries added, 56 were")
    assert say("score", "-w", place).code == 0


def test_list_counts_and_tells_nothing_of_what_was_said(say: Say, place: Path) -> None:
    assert say("ratings", "list", "-w", place) == (0, "Nobody has answered yet.\n", "")
    into = place / "ratings" / "ratings.db"
    laptop(into, answer(place, "r-2", "l2"), answer(place, "r-1", "l3"), new_entry("done", "r-1"))
    said = say("ratings", "list", into)
    assert [line.split() for line in said.out.splitlines()] == [
        ["round", "rater", "answers", "gut", "calls", "in", "conflict", "said", "done"],
        ["1", "r-1", "1", "0", "0", "yes"],
        ["1", "r-2", "1", "0", "0"],
    ]
    assert "answers" not in json.loads(say("ratings", "list", into, "--json").out)
    shown = say("ratings", "list", into, "--answers").out
    assert [line.split()[-1] for line in shown.splitlines()[-2:]] == ["l3", "l2"]
    answers = json.loads(say("ratings", "list", into, "--answers", "--json").out)["answers"]
    assert [row["answer"] for row in answers] == ["l3", "l2"]


def test_export_and_merge_are_a_round_trip(say: Say, place: Path, tmp_path: Path) -> None:
    say("ratings", "merge", place / "ratings" / "ratings.db", sample_ratings_file(), "-w", place)
    log = tmp_path / "log.csv"
    assert say("ratings", "export", log, "-w", place) == (0, f"{log}\n56 entries: everything that was said.\n", "")
    assert say("ratings", "merge", tmp_path / "two.db", log).out == "56 entries added, 0 were there already.\n"
    assert read_entries(tmp_path / "two.db").entries == read_entries(place / "ratings" / "ratings.db").entries
    table = tmp_path / "table.csv"
    assert say("ratings", "export", table, "--table", "-w", place).out.startswith(
        f"{table}\n56 ratings. A table has no place for "
    )
    files = ("--rubric", place / "rubrics" / "outside-badges.json", "--badges", place / "badges", "--ratings")
    said = [say("score", *files, ratings).out for ratings in (table, log, place / "ratings" / "ratings.db")]
    assert said[0] == said[1] == said[2]
    assert said[0].startswith("badge ")
    again = say("ratings", "export", log, "-w", place)
    assert again == (1, "", f"rubric-kit: {log} is there already; name another file\n")


def test_from_the_printed_sheet_to_the_score(say: Say, place: Path, tmp_path: Path) -> None:
    page, table = tmp_path / "sheets.html", tmp_path / "sheets.csv"
    said = say("ratings", "sheet", "-w", place, "-o", page, "--table", table, "--raters", "r-1, r-2")
    assert said == (0, f"{page}\n{table}\n", "")
    assert page.read_text(encoding="utf-8").count('<section class="one">') == 4
    rows = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    codes = [one.code for one in numbered_badges(starter_rubric(), read_badge_folder(place / "badges").badges)]
    assert [row[:2] for row in rows[1:]] == [[rater, code] for rater in ("r-1", "r-2") for code in codes]
    for row in rows[1:]:
        row[2:] = ["a", *"3422w?4"]
    rows[4][3] = "7"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    keyed = say("ratings", "key", table, "-w", place)
    assert keyed.out == "31 answers added, 0 were there already.\n"
    assert len(keyed.lines) == 1
    assert keyed.lines[0].startswith("warning RKT031 sheets.csv, cell D5: '7' is no mark for 'Criteria clarity'; ")
    again = json.loads(say("ratings", "key", table, "-w", place, "--json").out)
    assert (again["added"], again["already"], [one["code"] for one in again["findings"]]) == (0, 31, ["RKT031"])
    rows[1][3] = "1"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert "RKT033" in say("ratings", "key", table, "-w", place).error
    assert say("ratings", "key", table, "-w", place, "--replace").out == "1 answers added, 30 were there already.\n"
    assert say("ratings", "key", table, "-w", place, "--round", "2").out == "31 answers added, 0 were there already.\n"
    assert say("score", "-w", place).code == 0
    assert say("ratings", "sheet", "-w", place, "-o", page).error.endswith("sheets.html is there already; name another file\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sheet", "-o", "x.html", "--raters", "Ana Diaz"), "'Ana' is no code; a-z, 0-9, _ and - are allowed."),
        (("list",), "Missing argument 'PLACE'. Name the database of ratings, or a workspace with --workspace."),
        (("key", "x.csv"), "Missing option '--ratings'."),
        (("merge", "into.db"), "Missing argument"),
    ],
)
def test_wrong_calls(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str) -> None:
    monkeypatch.chdir(tmp_path)
    said = say("ratings", *arguments)
    assert (said.code, said.out) == (2, "")
    assert message in said.error
    assert list(tmp_path.iterdir()) == []


def test_verify_backup_and_restore(say: Say, place: Path) -> None:
    path = place / "ratings" / "ratings.db"
    laptop(path, answer(place, "r-1", "l1"), answer(place, "r-2", "l2"))
    assert say("ratings", "verify", path).out == f"{path}: whole, 2 entries.\n"
    copied = say("ratings", "backup", "-w", place)
    assert copied.code == 0
    assert copied.out.startswith("backups/ratings-000002.db, 2 entries, made ")
    assert say("ratings", "restore", path).error == f"rubric-kit: {path} is whole, with 2 entries; there is nothing to restore\n"
    path.write_bytes(path.read_bytes()[:3_000])
    damaged = say("ratings", "verify", path)
    assert (damaged.code, len(damaged.lines)) == (1, 1)
    assert "is damaged and was not used" in damaged.error
    assert "rubric-kit ratings restore ratings.db" in damaged.error
    restored = say("ratings", "restore", "-w", place)
    assert restored.code == 0, restored.error
    assert restored.out.startswith("ratings.db is whole again: 2 entries from backups/ratings-000002.db")
    assert say("ratings", "verify", "-w", place).out == f"{path}: whole, 2 entries.\n"


def test_an_empty_database_has_nothing_to_copy(say: Say, place: Path) -> None:
    said = say("ratings", "backup", "-w", place)
    assert said.code == 1
    assert said.error.startswith(f"rubric-kit: {place / 'ratings' / 'ratings.db'} was not copied: ")
