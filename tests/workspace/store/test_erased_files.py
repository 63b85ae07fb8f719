"""What an erasure does with files beside the store: tables, notebooks, reports, files of other laptops, damaged ones."""

from __future__ import annotations

import csv
import html
import io
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from rubric_kit.errors import InputError
from rubric_kit.workspace import read_badge_folder
from rubric_kit.workspace.district import new_workspace
from rubric_kit.workspace.district_file import NAME, DistrictFile, district_text
from rubric_kit.workspace.ratings_table import COLUMNS
from rubric_kit.workspace.store import new_entry, open_store, write_entries
from rubric_kit.workspace.store.erase import Erasure, erase

GONE, NEAR, OTHER = "zqkcanary-1", "zqkcanary-10", "rater-2"
BADGE = "a1b2c3d4" * 8


def raw(*places: Path) -> bytes:
    """Return all bytes below some places, without the code of the near rater."""
    files = [one for place in places for one in ([place] if place.is_file() else sorted(place.rglob("*"))) if one.is_file()]
    return b"".join(one.read_bytes() for one in files).replace(NEAR.encode(), b"")


def left_everywhere(done: Erasure) -> dict[str, int | None]:
    return {one.place: one.left for one in done.places if one.left != 0}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "district" / "ratings"
    folder.mkdir(parents=True)
    file = {"format": 1, "title": "Synthetic district", "rubric": "rubrics/ours.json"}
    (folder.parent / NAME).write_text(district_text(DistrictFile.parse(file)), encoding="utf-8")
    return folder / "ratings.db"


@pytest.fixture
def folder(path: Path) -> Path:
    folder = path.parent.parent
    with open_store(path) as store:
        store.append([new_entry("gut_call", rater, badge=BADGE, call="not") for rater in (GONE, NEAR, OTHER)])
    (folder / "reports").mkdir()
    (folder / "notebooks").mkdir()
    people = f'code,team,name\n{GONE},team-1,Zqkname Erased\n{OTHER},team-1,"Kept, ""K"" Person"\n'
    (path.parent / "people.csv").write_bytes(f"\ufeff{people}".encode())
    with open_store(path) as store:
        write_entries(path.parent / "entries.csv", store.entries())
    row = ["1", GONE, BADGE[:12], "Robotics", "criteria", "l1", "", 'two\nlines, "quoted"', "person", "c" * 12]
    with (path.parent / "older.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, row, ["2", NEAR, *row[2:]]])
    (folder / "reports" / "one.html").write_text(f"<td>{GONE}</td>", encoding="utf-8")
    (folder / "reports" / "two.html").write_text(f"<td>{NEAR}</td>", encoding="utf-8")
    shown = {"output_type": "stream", "name": "stdout", "text": [f"\\n{GONE}: done\\n"]}
    code = {"cell_type": "code", "source": ["1"], "outputs": [shown], "execution_count": 3, "metadata": {}}
    text = {"cell_type": "markdown", "source": ["# Synthetic"], "metadata": {}}
    notebook = {"cells": [text, code], "metadata": {"widgets": {"state": GONE}}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "notebooks" / "rate.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "notes.txt").write_text(f"{GONE} was ill", encoding="utf-8")
    with open_store(folder / "team-3.db") as store:
        store.append([new_entry("done", GONE), new_entry("done", OTHER)])
    return folder


def test_tables_lose_rows_and_stay_the_same_otherwise(path: Path, folder: Path) -> None:
    erase(path, rater=GONE, workspace=folder)
    people = (path.parent / "people.csv").read_bytes()
    assert people == f'\ufeffcode,team,name\n{OTHER},team-1,"Kept, ""K"" Person"\n'.encode()
    older = list(csv.reader(io.StringIO((path.parent / "older.csv").read_text(encoding="utf-8"))))
    assert [row[1] for row in older] == ["rater", NEAR]
    assert older[1][7] == 'two\nlines, "quoted"'
    entries = list(csv.DictReader(io.StringIO((path.parent / "entries.csv").read_text(encoding="utf-8"))))
    assert {row["rater"] for row in entries} == {NEAR, OTHER}


def test_a_roster_in_any_order_of_columns_loses_its_row(path: Path, folder: Path) -> None:
    (path.parent / "people.csv").write_text(f"Seat,Team, Code\n1,team-1,{GONE}\n2,team-1,{OTHER}\n", encoding="utf-8")
    erase(path, rater=GONE, workspace=folder)
    assert (path.parent / "people.csv").read_text(encoding="utf-8") == f"Seat,Team, Code\n2,team-1,{OTHER}\n"


def test_files_of_other_laptops_are_blanked(path: Path, folder: Path) -> None:
    erase(path, rater=GONE, workspace=folder)
    with open_store(folder / "team-3.db") as store:
        store.verify()
        assert [one.entry.rater for one in store.entries()] == [OTHER]
    assert GONE.encode() not in raw(folder / "team-3.db", folder / "backups")


def test_outputs_are_listed_without_the_option(path: Path, folder: Path) -> None:
    before = {one: one.read_bytes() for one in (folder / "reports").iterdir()}
    done = erase(path, rater=GONE, workspace=folder)
    left = left_everywhere(done)
    assert set(left) == {"reports/one.html", "notebooks/rate.ipynb", "notes.txt"}
    assert {one: one.read_bytes() for one in (folder / "reports").iterdir()} == before
    assert {one.note for one in done.places if one.place in left} == {
        "a report; --outputs deletes it, then make it anew",
        "in its saved outputs; --outputs clears them",
        "look at it, and correct or delete it by hand",
    }


def test_outputs_go_with_the_option(path: Path, folder: Path) -> None:
    done = erase(path, rater=GONE, workspace=folder, outputs=True)
    assert left_everywhere(done) == {"notes.txt": 1}
    assert [one.name for one in (folder / "reports").iterdir()] == ["two.html"]
    notebook = json.loads((folder / "notebooks" / "rate.ipynb").read_text(encoding="utf-8"))
    assert notebook["cells"][1] == {
        "cell_type": "code", "source": ["1"], "outputs": [], "execution_count": None, "metadata": {}
    }  # fmt: skip
    (folder / "notes.txt").unlink()
    assert GONE.encode() not in raw(folder)
    assert erase(path, rater=GONE, workspace=folder).left == 0


def test_what_is_left_of_damaged_and_torn_files_is_deleted(path: Path, folder: Path) -> None:
    damaged, torn = path.with_name("ratings.damaged-1.db"), path.parent / ".entries.csv.x.part"
    data = bytearray(path.read_bytes())
    data[100:200] = bytes(100)
    damaged.write_bytes(data)
    backups = path.parent / "backups"
    rest = [damaged.with_name(f"{damaged.name}-wal"), path.with_name("ratings.db-wal.ab12.left")]
    rest += [backups / "ratings-000003.db.ab12.damaged", backups / "ratings-000099.db", backups / ".ratings-4711.part"]
    for one in (*rest, torn):
        one.write_text(f"{GONE},half a ro", encoding="utf-8")
    told = erase(path, rater=GONE, workspace=folder, dry_run=True)
    listed = {one.place: one.done for one in told.places if "damaged or torn" in one.note}
    expected = {one.relative_to(folder).as_posix(): "deleted" for one in (damaged, *rest)}
    # SQLite makes a -shm file when it looks at a log that waits to be folded in; that goes as well.
    assert {name: done for name, done in listed.items() if not name.endswith("-shm")} == expected
    assert all(one.exists() for one in (damaged, torn, *rest))
    done = erase(path, rater=GONE, workspace=folder)
    assert {one.note for one in done.places if one.place == "ratings/.entries.csv.x.part"} == {
        "left behind by a save that was killed"
    }
    assert not any(one.exists() for one in (damaged, torn, *rest))
    with open_store(path) as store:
        assert [one.entry.rater for one in store.entries()] == [NEAR, OTHER]


def test_a_badge_goes_from_outputs_by_its_name_and_its_own_file_stays(tmp_path: Path) -> None:
    place = new_workspace(tmp_path / "district", samples=True)
    assert place.folder is not None
    badge = read_badge_folder(place.badges).badges[0]
    with open_store(place.store) as store:
        store.append([new_entry("gut_call", GONE, badge=badge.key, call="not")])
    (place.reports / "one.html").write_text(f"<td>{html.escape(badge.name)}</td>", encoding="utf-8")
    (place.reports / f"a-badge-{badge.key[:12]}.csv").write_text(badge.key[:8], encoding="utf-8")
    done = erase(place.store, badge=badge.key[:8], workspace=place.folder, outputs=True)
    assert left_everywhere(done) == {}
    assert [one.name for one in place.reports.iterdir()] == ["README.md"]
    own = [one for one in done.limits if "is the badge itself" in one]
    assert len(own) == 1
    assert (place.folder / own[0].split("#")[0].split(" is the badge")[0]).is_file()


def test_the_pages_that_come_with_a_workspace_are_nobodys(tmp_path: Path) -> None:
    place = new_workspace(tmp_path / "district")
    assert place.folder is not None
    page = place.folder / "README.md"
    assert "rater-1" in page.read_text(encoding="utf-8")
    shown = {one.place for one in erase(place.store, rater="rater-1", workspace=place.folder, outputs=True).places}
    assert not any(one.endswith("README.md") for one in shown)
    with page.open("a", encoding="utf-8") as file:
        file.write("rater-1 has the key.\n")
    assert left_everywhere(erase(place.store, rater="rater-1", workspace=place.folder)) == {"README.md": 1}


def test_a_file_that_cannot_be_looked_into_is_told(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "large.bin").write_bytes(bytes(5_000))
    monkeypatch.setattr("rubric_kit.workspace.files.MOST_BYTES", 4_000)
    done = erase(path, rater=GONE, workspace=folder, outputs=True)
    (place,) = [one for one in done.places if one.done == "not looked into"]
    assert (place.place, place.found, place.left, done.unread) == ("large.bin", 0, None, 1)
    assert "has 5,000 bytes; at most 4,000 are read" in place.note


def test_databases_that_are_not_ours_are_left_alone_and_told(path: Path, folder: Path) -> None:
    with sqlite3.connect(folder / "phone-book.db") as plain:
        plain.execute("CREATE TABLE people (name)")
    plain.close()
    (folder / "Thumbs.db").write_bytes(b"no database at all")
    damaged = bytearray(path.read_bytes())
    damaged[200:3_000] = bytes(2_800)
    (folder / "old-ratings.db").write_bytes(damaged)
    before = {one: one.read_bytes() for one in folder.glob("*.db") if one.name != "team-3.db"}
    done = erase(path, rater=GONE, workspace=folder, outputs=True)
    assert {one: one.read_bytes() for one in before} == before
    assert {one.place for one in done.places if one.done == "not looked into"} == {"phone-book.db", "old-ratings.db"}


def test_a_workbook_is_looked_into(path: Path, folder: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([GONE, "l1"])
    book.save(folder / "reports" / "table.xlsx")
    assert GONE.encode() not in (folder / "reports" / "table.xlsx").read_bytes()
    assert left_everywhere(erase(path, rater=GONE, workspace=folder))["reports/table.xlsx"] == 1


def test_a_place_that_cannot_be_changed_stops_nobody(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(target: Path, _data: bytes) -> None:
        raise InputError(f"cannot save {target.name}: No space left on device")

    monkeypatch.setattr("rubric_kit.workspace.store.erased_files.write_file", full)
    done = erase(path, rater=GONE, workspace=folder)
    stuck = {one.place: one.note for one in done.places if "No space left" in one.note}
    assert set(stuck) == {"ratings/people.csv", "ratings/entries.csv", "ratings/older.csv"}
    assert done.left > 0
    with open_store(path) as store:
        assert {one.entry.rater for one in store.entries()} == {NEAR, OTHER}
