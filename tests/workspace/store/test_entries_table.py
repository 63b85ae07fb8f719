"""The log as a CSV table: whole, safe in a spreadsheet, and nothing dropped silently."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubric_kit.errors import InputError
from rubric_kit.model import Entry, StoredEntry
from rubric_kit.workspace.store import new_entry, open_store, read_entries, write_entries
from rubric_kit.workspace.store.entries_table import COLUMNS

MakeEntry = Callable[..., Entry]


@pytest.fixture
def entries(make_entry: MakeEntry) -> tuple[StoredEntry, ...]:
    first = make_entry("l1", rationale='=HYPERLINK("http://x"),\nzweite "Zeile" é')
    some = [
        first,
        make_entry("l2", replaces=(first.id, "0" * 32)),
        new_entry("rating", "r2", badge="a" * 64, criterion="c", rubric="b" * 64, wording="c" * 64, state="withheld", round=2),
        new_entry("gut_call", "r2", badge="a" * 64, call="accept"),
        new_entry("round", "lead", rubric="b" * 64),
        new_entry("reveal", "lead", round=99),
        new_entry("done", "-r3"),
    ]
    return tuple(StoredEntry(place, entry) for place, entry in enumerate(some, start=1))


def test_a_table_gives_back_what_was_written(tmp_path: Path, entries: tuple[StoredEntry, ...]) -> None:
    path = tmp_path / "entries.csv"
    write_entries(path, entries)
    assert read_entries(path) == (entries, ())
    again = tmp_path / "again.csv"
    write_entries(again, read_entries(path).entries)
    assert again.read_bytes() == path.read_bytes()


_reasons = st.text(st.characters(blacklist_categories=("Cs",), min_codepoint=32), max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reason=st.one_of(_reasons, _reasons.map(lambda text: f"'={text}"), _reasons.map(lambda text: f"@{text} ")))
def test_any_reason_survives_the_table_and_runs_in_no_spreadsheet(tmp_path: Path, make_entry: MakeEntry, reason: str) -> None:
    path = tmp_path / "entries.csv"
    entry = make_entry(rationale=reason)
    write_entries(path, [StoredEntry(1, entry)])
    assert [one.entry for one in read_entries(path).entries] == [entry]
    with path.open(encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_a_store_and_its_table_hold_the_same(tmp_path: Path, entries: tuple[StoredEntry, ...]) -> None:
    with open_store(tmp_path / "ratings.db") as store:
        store.append(one.entry for one in entries)
        write_entries(tmp_path / "entries.csv", store.entries())
    assert read_entries(tmp_path / "ratings.db") == read_entries(tmp_path / "entries.csv") == (entries, ())


def test_rows_get_the_places_they_stand_in(tmp_path: Path, entries: tuple[StoredEntry, ...]) -> None:
    path = tmp_path / "entries.csv"
    write_entries(path, [entries[3], entries[0]])
    assert read_entries(path).entries == (StoredEntry(1, entries[3].entry), StoredEntry(2, entries[0].entry))


def _changed(path: Path, entries: tuple[StoredEntry, ...], change: Callable[[list[list[str]]], None]) -> Path:
    write_entries(path, entries)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("id", "12", "id: String should match pattern"),
        ("kind", "guess", "kind: Input should be 'rating', 'gut_call', 'done', 'round' or 'reveal', found 'guess'."),
        ("round", "0", "round: Input should be greater than or equal to 1, found 0."),
        ("round", "first", "round: Input should be a valid integer"),
        ("level", "", "a rating has either a level or a state"),
        ("call", "accept", "an entry of kind rating has no call."),
        ("made", "28.11.2026 12:00", "made: String should match pattern"),
        ("replaces", "nobody", "replaces.0: String should match pattern"),
    ],
)
def test_a_row_that_does_not_fit_is_a_finding_beside_the_others(
    tmp_path: Path, entries: tuple[StoredEntry, ...], column: str, value: str, message: str
) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[2][COLUMNS.index(column)] = value

    read = read_entries(_changed(tmp_path / "entries.csv", entries, change))
    assert [one.entry for one in read.entries] == [one.entry for one in entries if one.sequence != 2]
    (finding,) = read.findings
    assert (finding.code, finding.where) == ("RKS001", "entries.csv, row 3")
    assert finding.message.startswith(message)
    assert finding.advice == "Correct the row; the others are used."


def test_cells_that_a_comma_has_moved_are_a_finding(tmp_path: Path, entries: tuple[StoredEntry, ...]) -> None:
    read = read_entries(_changed(tmp_path / "entries.csv", entries, lambda rows: rows[1].append("one too many")))
    (finding,) = read.findings
    assert finding.message == f"the row has {len(COLUMNS) + 1} cells and the table {len(COLUMNS)} columns."
    assert len(read.entries) == len(entries) - 1


def test_a_row_that_was_copied_and_changed_is_told_and_the_first_stays(tmp_path: Path, entries: tuple[StoredEntry, ...]) -> None:
    def change(rows: list[list[str]]) -> None:
        rows.append([cell if name != "level" else "l3" for name, cell in zip(COLUMNS, rows[1], strict=True)])
        rows.append(rows[2])

    read = read_entries(_changed(tmp_path / "entries.csv", entries, change))
    assert read.entries == entries
    (finding,) = read.findings
    assert (finding.code, finding.where) == ("RKS003", "entries.csv, row 9")
    assert finding.message == (
        f"entry {entries[0].entry.id[:8]} of rater-1 is there already and says something else; the one that was there stays."
    )


def test_a_spreadsheets_habits_do_no_harm(tmp_path: Path, entries: tuple[StoredEntry, ...]) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[0].append("my notes")
        rows.append([""] * 30)
        for row in rows[1:-1]:
            while row and not row[-1]:
                row.pop()

    path = _changed(tmp_path / "entries.csv", entries, change)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    read = read_entries(path)
    assert read.entries == entries
    (finding,) = read.findings
    assert finding.line().startswith("info RKS002 entries.csv, column 'my notes': not read; known are: sequence, id, kind,")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty; the first row names the columns: sequence, id, kind"),
        (b"id,kind,rater\n", "lacks the column 'made'; needed are sequence, id"),
        (b"id,kind,rater,made,id\n", "has the column 'id' twice; keep one of them"),
        (b"id,kind,rater,made\n\xff\xfe", "is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'"),
        (b"id\n" + b"x" * 200_000, r"cannot be read as CSV \(field larger than field limit"),
    ],
)
def test_a_table_that_is_none_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "entries.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=f"entries.csv {message}"):
        read_entries(path)


def test_a_table_that_cannot_be_saved_leaves_the_old_one(tmp_path: Path, entries: tuple[StoredEntry, ...]) -> None:
    with pytest.raises(InputError, match="does not exist; check the spelling"):
        write_entries(tmp_path / "nowhere" / "entries.csv", entries)
