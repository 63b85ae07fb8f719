"""Ratings as a table: what goes in comes out, a spreadsheet runs none of it, and a faulty row never takes others along."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Finding, Rating, Rubric
from rubric_kit.workspace import append_ratings, read_badge_folder, read_ratings, sample_badges_folder, sample_ratings_file
from rubric_kit.workspace.ratings_table import COLUMNS, RatingsTable, spreadsheet_safe, spreadsheet_text

RUBRIC = starter_rubric()
PADLET = read_badge_folder(sample_badges_folder() / "padlet_association.json").badges[0]
GOOD = {
    "sequence": "1",
    "rater": "rater-1",
    "badge": PADLET.key[:12],
    "badge_name": "",
    "criterion": "criteria_clarity",
    "level": "l3",
    "state": "",
    "rationale": "Five tasks",
    "origin": "person",
    "wording": RUBRIC.wording_fingerprint[:12],
}
WORDING = RUBRIC.wording_fingerprint
AT_HAND = f"version {RUBRIC.version} of {RUBRIC.id!r} has {WORDING[:12]!r}."
NOT_BOTH = "a rating has either a level or a state (unknown, withheld, not_applicable), not both and not neither."
ADVICE = {
    "RKT001": "Give the key of a badge that was read.",
    "RKT004": "Rate again, or use the version that was rated.",
    "RKT011": "Correct the row; the others are used.",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PLAIN = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
_AWKWARD = st.sampled_from([*"=+-@\t\n\"',; ", "=cmd|' /C calc'!A0", '""', "''", '"\n"', "ü", "\u2028", "\ufeff"])
RATIONALES = st.lists(_AWKWARD | st.text(_PLAIN, max_size=8), max_size=8).map("".join)


def rating(sequence: int = 1, rationale: str = "", **changes: object) -> Rating:
    fields = {"rater": "rater-1", "badge": PADLET.key, "criterion": "locality", "level": "l1", "state": None} | changes
    return Rating(sequence=sequence, wording=RUBRIC.wording_fingerprint, rationale=rationale, **fields)


def table(path: Path, *rows: dict[str, str], columns: Sequence[str] = COLUMNS) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *([row[name] for name in columns] for row in rows)])
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def read(path: Path, badges: Sequence[Badge] = (PADLET,), rubric: Rubric = RUBRIC) -> RatingsTable:
    return read_ratings(path, rubric, badges)


def only_finding(path: Path, **changes: str) -> Finding:
    """Read a good row and a changed one; the good one must stand, the other must be a finding."""
    good = {**GOOD, "sequence": "7"}
    read_table = read(table(path, good, GOOD | changes))
    assert [one.sequence for one in read_table.ratings] == [7]
    assert len(read_table.findings) == 1
    return read_table.findings[0]


@settings(deadline=None, max_examples=60)
@given(st.lists(RATIONALES, min_size=1, max_size=4))
def test_what_is_appended_is_read_again(rationales: list[str]) -> None:
    rows = tuple(rating(number, text) for number, text in enumerate(rationales, start=1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ratings.csv"
        for row in rows:
            append_ratings(path, [row], labels={PADLET.key: "=HYPERLINK(1)"})
        assert read(path) == RatingsTable(rows, ())
        cells = [cell for line in csv.reader(io.StringIO(path.read_text("utf-8"), newline="")) for cell in line]
        assert not any(cell.startswith(FORMULA_STARTS) for cell in cells)


@given(RATIONALES | st.text())
def test_the_apostrophe_can_always_be_taken_off_again(text: str) -> None:
    safe = spreadsheet_safe(text)
    assert not safe.startswith(FORMULA_STARTS)
    assert spreadsheet_text(safe) == text


@pytest.mark.parametrize("text", ["plain", "", "'tis", "it's = 2", " =1"])
def test_ordinary_text_gets_no_apostrophe(text: str) -> None:
    assert spreadsheet_safe(text) == text


def test_states_and_origins_survive(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    rows = (rating(1, level=None, state="withheld"), rating(2, origin="look_for"), rating(3, level=None, state="not_applicable"))
    append_ratings(path, rows, labels={PADLET.key: "Padlet Badge"})
    assert read(path).ratings == rows
    assert "Padlet Badge" in path.read_text(encoding="utf-8")


def test_the_sample_ratings_are_whole(badges: tuple[Badge, ...]) -> None:
    found = read(sample_ratings_file(), badges)
    assert found.findings == ()
    assert {one.badge for one in found.ratings} == {badge.key for badge in badges}


def test_columns_may_stand_in_any_order_and_optional_ones_may_be_left_out(tmp_path: Path) -> None:
    columns = [name for name in reversed(COLUMNS) if name not in {"badge_name", "rationale", "origin"}]
    found = read(table(tmp_path / "ratings.csv", GOOD, columns=columns))
    assert found == RatingsTable((rating(1, criterion="criteria_clarity", level="l3"),), ())


@pytest.mark.parametrize("missing", ["sequence", "rater", "badge", "criterion", "level", "state", "wording"])
def test_a_missing_column(tmp_path: Path, missing: str) -> None:
    columns = [name for name in COLUMNS if name != missing]
    message = rf"^ratings\.csv lacks the column '{missing}'; found {', '.join(columns)}; needed are {', '.join(COLUMNS)}$"
    with pytest.raises(InputError, match=message):
        read(table(tmp_path / "ratings.csv", GOOD, columns=columns))


def test_an_unknown_column_is_told_and_not_read(tmp_path: Path) -> None:
    found = read(table(tmp_path / "ratings.csv", GOOD | {"mood": "good"}, columns=[*COLUMNS, "mood"]))
    assert len(found.ratings) == 1
    assert [one.line() for one in found.findings] == [
        f"info RKT010 ratings.csv, column 'mood': not read; known are: {', '.join(COLUMNS)}."
    ]


def test_a_column_that_is_there_twice(tmp_path: Path) -> None:
    path = table(tmp_path / "ratings.csv", GOOD, columns=[*COLUMNS, "level"])
    with pytest.raises(InputError, match=r"^ratings\.csv has the column 'level' twice; keep one of them$"):
        read(path)


def test_a_row_cut_short_by_the_spreadsheet_and_empty_rows(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    columns = ["wording", "sequence", "rater", "badge", "criterion", "level", "state", "rationale"]
    row = [GOOD[name] for name in columns[:6]]
    path.write_text(f"{','.join(columns)}\n,,,\n\n{','.join(row)}\n  ,\n", encoding="utf-8")
    found = read(path)
    assert (len(found.ratings), found.ratings[0].rationale, found.findings) == (1, "", ())


def test_a_row_with_a_comma_too_many_is_told(tmp_path: Path) -> None:
    path = table(tmp_path / "ratings.csv", GOOD)
    cells = [GOOD[name] for name in COLUMNS]
    cells[7] = "Five tasks, and a standard"
    path.write_text(f"{path.read_text('utf-8')}{','.join(cells)}\n", encoding="utf-8")
    found = read(path)
    assert len(found.ratings) == 1
    assert [(one.code, one.where) for one in found.findings] == [("RKT011", "ratings.csv, row 3")]
    assert found.findings[0].message == "the row has 11 cells and the table 10 columns."


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"badge": "0" * 12}, "RKT001", "badge '000000000000' is not among the badges at hand."),
        ({"badge": PADLET.key[:7]}, "RKT001", f"badge '{PADLET.key[:7]}' is not among the badges at hand."),
        ({"badge": ""}, "RKT001", "badge '' is not among the badges at hand."),
        ({"wording": "f" * 64}, "RKT004", f"rated on wording 'ffffffffffff'; {AT_HAND}"),
        ({"wording": RUBRIC.wording_fingerprint[:7]}, "RKT004", f"rated on wording '{WORDING[:7]}'; {AT_HAND}"),
        ({"wording": ""}, "RKT004", f"rated on wording ''; {AT_HAND}"),
        ({"state": "unknown"}, "RKT011", NOT_BOTH),
        ({"level": ""}, "RKT011", NOT_BOTH),
        (
            {"level": "", "state": "maybe"},
            "RKT011",
            "state: Input should be 'unknown', 'withheld' or 'not_applicable', found 'maybe'.",
        ),
        ({"origin": "guess"}, "RKT011", "origin: Input should be 'person' or 'look_for', found 'guess'."),
        ({"sequence": "0"}, "RKT011", "sequence: Input should be greater than or equal to 1, found 0."),
        ({"rater": "Jo Q."}, "RKT011", "rater: a short name is 1 to 64 of a-z, 0-9, _ and -, found 'Jo Q.'."),
    ],
)
def test_a_faulty_row_is_a_finding_beside_the_others(tmp_path: Path, changes: dict[str, str], code: str, message: str) -> None:
    finding = only_finding(tmp_path / "ratings.csv", **changes)
    assert (finding.code, finding.where, finding.message) == (code, "ratings.csv, row 3", message)
    assert finding.severity == "warning"
    assert finding.advice == ADVICE[code]


@pytest.mark.parametrize("sequence", ["", "first", "1.5", "-1", "\N{ARABIC-INDIC DIGIT ONE}", "9" * 5000])
def test_a_sequence_that_is_no_number(tmp_path: Path, sequence: str) -> None:
    finding = only_finding(tmp_path / "ratings.csv", sequence=sequence)
    assert finding.code == "RKT011"
    assert finding.message.startswith(("sequence: Input should be ", "sequence: Unable to parse input string as an integer"))


def test_a_short_key_that_fits_two_badges(tmp_path: Path) -> None:
    twin = PADLET.replace(key=PADLET.key[:12] + "0" * 52)
    path = table(tmp_path / "ratings.csv", GOOD | {"badge": PADLET.key.upper()}, GOOD)
    found = read(path, [PADLET, twin])
    # The whole key, in whatever case, still tells the two apart.
    assert [one.badge for one in found.ratings] == [PADLET.key]
    assert [(one.code, one.where) for one in found.findings] == [("RKT001", "ratings.csv, row 3")]
    assert found.findings[0].message == f"badge '{PADLET.key[:12]}' could be several badges."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", rf"^ratings\.csv is empty; the first row names the columns: {', '.join(COLUMNS)}$"),
        (b"sequence,rater\n1,Ren\xe9", r"^ratings\.csv is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'$"),
        (b"\xff\xfes\x00e\x00", r"^ratings\.csv is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'$"),
        (b"sequence," + b"x" * 200_000, r"^ratings\.csv cannot be read as CSV \(field larger than field limit \(131072\)\)$"),
    ],
)
def test_a_file_that_is_no_table(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "ratings.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        read(path)


def test_a_table_saved_by_a_spreadsheet_program(tmp_path: Path) -> None:
    path = table(tmp_path / "ratings.csv", GOOD)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read(path).ratings) == 1


def test_a_row_torn_inside_a_quoted_cell_takes_no_later_row_along(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    append_ratings(path, [rating(1), rating(2, 'says "five tasks", and more')])
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"five")])
    append_ratings(path, [rating(3, "after the crash"), rating(4, 'with "quotes"')])
    found = read(path)
    assert [(one.sequence, one.rationale) for one in found.ratings] == [(1, ""), (3, "after the crash"), (4, 'with "quotes"')]
    assert [one.code for one in found.findings] == ["RKT004"]


def test_appending_where_one_cannot(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere does not exist; check the spelling$"):
        append_ratings(tmp_path / "nowhere" / "ratings.csv", [rating()])
    with pytest.raises(InputError, match=r" is a folder; name a file$"):
        append_ratings(tmp_path, [rating()])
