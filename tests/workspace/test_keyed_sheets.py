"""Score sheets on paper and back: what was ticked is what is saved, twice is once, and a wrong cell stops nobody else."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.model import Badge, EntryKind, GutCall, RatingState, Rubric
from rubric_kit.scoring.rounds import gut_calls_of, ratings_of
from rubric_kit.scoring.sheet_marks import read_marks
from rubric_kit.workspace import read_badge_folder
from rubric_kit.workspace.keyed_sheets import KeyedSheets, key_sheets
from rubric_kit.workspace.score_sheets import numbered_badges, table_to_key
from rubric_kit.workspace.store import Store, new_entry, open_store

SEVEN = ["4", "3", "2", "1", "?", "W", " n "]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "ratings.db")


def sheet(path: Path, rubric: Rubric, *rows: Sequence[str], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=delimiter)
        table.writerow(["rater", "badge", "gut", *(one.id for one in rubric.criteria)])
        table.writerows(rows)
    return path


def told(keyed: KeyedSheets) -> list[str]:
    return [f"{one.code} {one.where}" for one in keyed.findings]


def test_what_was_ticked_is_what_is_saved(tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    known = numbered_badges(rubric, badges)
    path = sheet(tmp_path / "sheets.csv", rubric, ["Rater-1", known[4].code, "U", *SEVEN])
    assert key_sheets(store, path, rubric, badges) == KeyedSheets(8, 0, ())
    rows = ratings_of(store.entries())
    assert {row.rater for row in rows} == {"rater-1"}
    assert {row.badge for row in rows} == {badges[4].key}
    assert {row.wording for row in rows} == {rubric.wording_fingerprint}
    assert [row.level or row.state for row in rows] == [
        *("l3", "l2", "l1", "l0"),
        *(RatingState.UNKNOWN, RatingState.WITHHELD, RatingState.NOT_APPLICABLE),
    ]
    assert gut_calls_of(store.entries()) == {("rater-1", badges[4].key): GutCall.UNSURE}


MARKS = st.lists(st.sampled_from(["", "1", "2", "3", "4", "?", "w", "n"]), min_size=7, max_size=7)


@given(keyed=st.dictionaries(st.sampled_from(["a", "b", "c"]), MARKS, min_size=1))
@settings(max_examples=12)
def test_any_marks_come_back_and_twice_is_once(tmp_path_factory: pytest.TempPathFactory, keyed: dict[str, list[str]]) -> None:
    folder = tmp_path_factory.mktemp("keyed")
    rubric, badges = starter_rubric(), read_badge_folder("").badges[:2]
    code = numbered_badges(rubric, badges)[1].code
    path = sheet(folder / "sheets.csv", rubric, *([rater, code, "", *marks] for rater, marks in keyed.items()))
    with open_store(folder / "ratings.db") as store:
        first = key_sheets(store, path, rubric, badges)
        again = key_sheets(store, path, rubric, badges)
        said = {(row.rater, row.criterion): row.level or row.state for row in ratings_of(store.entries())}
    wanted = {(rater, name): answer for rater, marks in keyed.items() for name, answer in read_marks(rubric, marks).items()}
    assert said == wanted
    assert first == KeyedSheets(len(wanted), 0, ())
    assert again == KeyedSheets(0, len(wanted), ())


def test_a_badge_is_known_by_its_sheet_its_label_or_its_key(
    tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]
) -> None:
    known = numbered_badges(rubric, badges)
    names = [known[0].code, known[1].check, f"{known[2].number} {known[2].check.upper()}", known[3].label, badges[4].key[:8]]
    path = sheet(tmp_path / "sheets.csv", rubric, *(["r", name, "a", *[""] * 7] for name in names))
    assert key_sheets(store, path, rubric, badges) == KeyedSheets(5, 0, ())
    assert {badge for _, badge in gut_calls_of(store.entries())} == {badge.key for badge in badges[:5]}


def test_a_number_alone_is_taken_and_told(tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    path = sheet(tmp_path / "sheets.csv", rubric, ["r", "2", "a", *[""] * 7], ["r", "3", "a", *[""] * 7])
    keyed = key_sheets(store, path, rubric, badges)
    assert (keyed.added, told(keyed)) == (2, ["RKT034 sheets.csv, cell B2"])
    assert keyed.findings[0].message == "This names the sheet by its number alone and 1 more."


def test_a_wrong_cell_is_told_by_its_address_and_the_rest_goes_on(
    tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]
) -> None:
    codes = [one.code for one in numbered_badges(rubric, badges)]
    rows = [
        ["r", codes[0], "yes", "9", "2", *[""] * 5],
        ["Ana Diaz", codes[1], "a", *[""] * 7],
        ["r", "99-bcdf", "a", *[""] * 7],
        ["r", "Padlet Badge", "a", *[""] * 7],
        ["r", "no such badge", "a", *[""] * 7],
        ["r", codes[2], "", *[""] * 7],
        ["r", "Reading, Writing", "a", "", *codes[:7]],
        ["r", codes[3], "a", *[""] * 7],
    ]
    path = sheet(tmp_path / "sheets.csv", rubric, *rows)
    text = path.read_text(encoding="utf-8").replace('"Reading, Writing"', "Reading, Writing")
    path.write_text(text, encoding="utf-8")
    keyed = key_sheets(store, path, rubric, badges)
    assert keyed.added == 2
    assert told(keyed) == [
        "RKT031 sheets.csv, row 8",
        "RKT031 sheets.csv, cell C2",
        "RKT031 sheets.csv, cell D2",
        "RKT031 sheets.csv, cell A3",
        "RKT032 sheets.csv, cell B4",
        "RKT032 sheets.csv, cell B5",
        "RKT032 sheets.csv, cell B6",
    ]
    messages = [one.message for one in keyed.findings]
    assert messages[1].startswith("'yes' is no mark for the gut call; allowed are a accept, n not, u unsure")
    assert messages[2].startswith("'9' is no mark for 'Criteria clarity'; allowed are 1 to 4 for a level, ? cannot tell")
    assert messages[3].startswith("'Ana Diaz' is no rater's code")
    assert messages[4] == "'99-bcdf' was printed for another badge, or for other words of the rubric."
    assert messages[5].startswith("'Padlet Badge' could be 2 badges, such as sheets ")
    assert messages[6] == "'no such badge' is no badge at hand."


def test_a_sheet_of_other_words_is_noticed(tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    code = numbered_badges(rubric, badges)[0].code
    reworded = rubric.replace(criteria=(rubric.criteria[0].replace(question="Other words?"), *rubric.criteria[1:]))
    keyed = key_sheets(store, sheet(tmp_path / "sheets.csv", rubric, ["r", code, "a", *[""] * 7]), reworded, badges)
    assert (keyed.added, told(keyed)) == (0, ["RKT032 sheets.csv, cell B2"])
    # A badge that comes first in the folder now has the number 1, and the letters tell it.
    moved = key_sheets(store, tmp_path / "sheets.csv", rubric, (badges[5], *badges[:5]))
    assert (moved.added, told(moved)) == (0, ["RKT032 sheets.csv, cell B2"])


def test_another_answer_stays_unless_it_is_to_be_replaced(
    tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]
) -> None:
    code = numbered_badges(rubric, badges)[0].code
    first = sheet(tmp_path / "first.csv", rubric, ["r", code, "a", "1", *[""] * 6])
    other = sheet(tmp_path / "other.csv", rubric, ["r", code, "n", "2", *[""] * 6])
    key_sheets(store, first, rubric, badges)
    kept = key_sheets(store, other, rubric, badges)
    assert (kept.added, kept.already) == (0, 0)
    assert told(kept) == ["RKT033 other.csv, cell C2", "RKT033 other.csv, cell D2"]
    assert "r has given another answer already" in kept.findings[0].message
    replaced = key_sheets(store, other, rubric, badges, replace=True)
    assert replaced == KeyedSheets(2, 0, ())
    assert [row.level for row in ratings_of(store.entries())] == ["l1"]
    assert gut_calls_of(store.entries()) == {("r", badges[0].key): GutCall.NOT}
    assert len(store.entries()) == 4, "what was said before stays in the log"
    assert key_sheets(store, other, rubric, badges, replace=True) == KeyedSheets(0, 2, ())


def test_one_sheet_keyed_twice_in_a_table(tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    code = numbered_badges(rubric, badges)[0].code
    rows = [["r", code, "a", "1", *[""] * 6], ["r", code, "a", "2", *[""] * 6]]
    for replace in (False, True):
        keyed = key_sheets(store, sheet(tmp_path / "sheets.csv", rubric, *rows), rubric, badges, replace=replace)
        assert [(one.code, one.where) for one in keyed.findings][-1:] == [("RKT033", "sheets.csv, cell D3")]
        assert [row.level for row in ratings_of(store.entries())] == ["l0"]


def test_a_conflict_is_settled_by_the_sheet(tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    fields = {
        "badge": badges[0].key,
        "criterion": rubric.criteria[0].id,
        "rubric": rubric.fingerprint,
        "wording": rubric.wording_fingerprint,
    }
    store.append(new_entry(EntryKind.RATING, "r", level=level, **fields) for level in ("l1", "l3"))
    path = sheet(tmp_path / "s.csv", rubric, ["r", numbered_badges(rubric, badges)[0].code, "", "4", *[""] * 6])
    assert told(key_sheets(store, path, rubric, badges)) == ["RKT033 s.csv, cell D2"]
    key_sheets(store, path, rubric, badges, replace=True)
    assert [row.level for row in ratings_of(store.entries())] == ["l3"]


def test_the_round_is_the_open_one_or_the_one_that_was_named(
    tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]
) -> None:
    path = sheet(tmp_path / "s.csv", rubric, ["r", numbered_badges(rubric, badges)[0].code, "a", *[""] * 7])
    store.append([new_entry(EntryKind.ROUND, "lead", round=2, rubric=rubric.fingerprint)])
    key_sheets(store, path, rubric, badges)
    key_sheets(store, path, rubric, badges, round=1)
    assert [one.entry.round for one in store.entries() if one.entry.kind is EntryKind.GUT_CALL] == [2, 1]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...], delimiter: str) -> None:
    code = numbered_badges(rubric, badges)[0].code
    path = sheet(tmp_path / "s.csv", rubric, ["r", code, "a", *SEVEN], delimiter=delimiter)
    assert key_sheets(store, path, rubric, badges) == KeyedSheets(8, 0, ())


def test_a_workbook_with_names_or_numbers_as_headings(
    tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    names = [rubric.criteria[0].name.upper(), "2", f"3. {rubric.criteria[2].name}", *(one.id for one in rubric.criteria[3:])]
    page.append(["Badge", "RATER", "Gut", *names, "note"])
    page.append([numbered_badges(rubric, badges)[0].code, "r", "a", 4, 3, 2, 1, "?", "w", "x", "seen by two"])
    book.save(tmp_path / "s.xlsx")
    keyed = key_sheets(store, tmp_path / "s.xlsx", rubric, badges)
    assert (keyed.added, told(keyed)) == (7, ["RKT030 s.xlsx, column 'note'", "RKT031 s.xlsx, cell J2"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"^s\.csv lacks a column for rater; it has nothing; write rater, badge, gut, criteria_clarity, "),
        ("rater,gut,1\n", r"^s\.csv lacks a column for badge; it has rater, gut, 1; write "),
        ("rater,badge,gut\n", r"^s\.csv lacks a column for the criteria; "),
        ("rater,badge,1,criteria_clarity\n", r"^s\.csv has a column for criterion criteria_clarity twice; keep one of them$"),
    ],
)
def test_a_table_without_its_columns(
    tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...], text: str, message: str
) -> None:
    (tmp_path / "s.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        key_sheets(store, tmp_path / "s.csv", rubric, badges)
    assert store.entries() == ()


def test_a_heading_that_could_mean_two_columns_means_none(
    tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]
) -> None:
    first, second, third, *rest = rubric.criteria
    renamed = [first.replace(name="Tie"), second.replace(name="tie"), third.replace(name="1"), *rest]
    odd = rubric.replace(criteria=tuple(renamed))
    code = numbered_badges(odd, badges)[0].code
    (tmp_path / "s.csv").write_text(f"rater,badge,Tie,1,2. tie\nr,{code},1,2,3\n", encoding="utf-8")
    keyed = key_sheets(store, tmp_path / "s.csv", odd, badges)
    assert told(keyed)[0] == "RKT030 s.csv, column 'Tie'"
    assert {row.criterion: row.level for row in ratings_of(store.entries())} == {third.id: "l1", second.id: "l2"}


def test_a_criterion_without_a_column_is_told(tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    code = numbered_badges(rubric, badges)[0].code
    (tmp_path / "s.csv").write_text(f"rater,badge,1,2,3,4,5,6\nr,{code},1,1,1,1,1,1\n", encoding="utf-8")
    keyed = key_sheets(store, tmp_path / "s.csv", rubric, badges)
    assert (keyed.added, told(keyed)) == (6, ["RKT030 s.csv"])
    assert keyed.findings[0].message == "There is no column for 'Vision and mission'; it stays without an answer."


def test_the_empty_table_is_one_that_can_be_keyed_in(
    tmp_path: Path, store: Store, rubric: Rubric, badges: tuple[Badge, ...]
) -> None:
    data = table_to_key(rubric, badges, ("r-1", "r-2"))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 1 + 2 * len(badges)
    (tmp_path / "s.csv").write_bytes(data)
    assert key_sheets(store, tmp_path / "s.csv", rubric, badges) == KeyedSheets(0, 0, ())
    rows[1][2] = "a"
    with (tmp_path / "s.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert key_sheets(store, tmp_path / "s.csv", rubric, badges) == KeyedSheets(1, 0, ())
