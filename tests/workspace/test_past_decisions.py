"""Past decisions as a table: rows that cannot be used never take others along, and a spreadsheet runs none of what is written."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Finding, RatingState
from rubric_kit.scoring.triage import PastDecision, Verdict
from rubric_kit.workspace import read_badge_folder, sample_badges_folder
from rubric_kit.workspace.past_decisions import PAST_COLUMNS, PastDecisionsTable, read_past_decisions, write_past_template

RUBRIC = starter_rubric()
PADLET = read_badge_folder(sample_badges_folder() / "padlet_association.json").badges[0]
# All at the top but framework alignment, which nobody has rated: at least 85 of 100 (see the starter's weights).
RATED = {one.id: "l3" for one in RUBRIC.criteria}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table(path: Path, *rows: dict[str, str], separator: str = ",", columns: tuple[str, ...] = PAST_COLUMNS) -> Path:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def read(path: Path) -> PastDecisionsTable:
    return read_past_decisions(path, RUBRIC, [PADLET], {PADLET.key: RATED})


def only_finding(path: Path, **cells: str) -> Finding:
    """Read a good row and another one; the good one must stand, the other must be a finding."""
    found = read(table(path, {"badge": "good", "score": "70", "decision": "accept"}, {"badge": "other"} | cells))
    assert [one.label for one in found.past] == ["good"]
    assert len(found.findings) == 1
    return found.findings[0]


@pytest.mark.parametrize(
    ("cells", "low", "high"),
    [
        ({"score": "83.3"}, Fraction(833, 1000), Fraction(833, 1000)),
        ({"score": "83,3"}, Fraction(833, 1000), Fraction(833, 1000)),
        ({"score": "38.3 to 63.3"}, Fraction(383, 1000), Fraction(633, 1000)),
        ({"low": "38.3", "high": "63.3"}, Fraction(383, 1000), Fraction(633, 1000)),
        ({"low": "0", "high": "100", "score": "50"}, Fraction(0), Fraction(1)),
        ({"score": "66.666667"}, Fraction(66_666_667, 100_000_000), Fraction(66_666_667, 100_000_000)),
    ],
)
def test_a_score_is_read_exactly(tmp_path: Path, cells: dict[str, str], low: Fraction, high: Fraction) -> None:
    row = {"badge": "Robotics 1", "decision": "Accept on condition", "date": "summer"} | cells
    found = read(table(tmp_path / "past.csv", row))
    assert found == PastDecisionsTable((PastDecision("Robotics 1", low, high, Verdict.BETWEEN, "conditional"),), ())


@pytest.mark.parametrize("separator", [",", ";"])
def test_columns_may_stand_in_any_order_and_most_may_be_left_out(tmp_path: Path, separator: str) -> None:
    path = table(
        tmp_path / "past.csv",
        {"badge": "a", "score": "1", "decision": "not"},
        separator=separator,
        columns=("score", "decision", "badge"),
    )
    assert [(one.label, one.verdict) for one in read(path).past] == [("a", Verdict.NOT_COUNTED)]


def test_a_badge_at_hand_is_scored_from_its_ratings(tmp_path: Path) -> None:
    rows = [{"badge": PADLET.key[:8].upper(), "decision": "narrative"}]
    [one] = read(table(tmp_path / "past.csv", *rows)).past
    assert one == PastDecision(
        PADLET.handle, Fraction(1), Fraction(1), Verdict.NOT_COUNTED, "narrative", RUBRIC.fingerprint, PADLET.key
    )
    # A score in the row is the one people had before them; a fingerprint in the row is kept as it is.
    row = {"badge": PADLET.key, "decision": "narrative", "rubric": "0123ABCD"}
    assert read(table(tmp_path / "past.csv", row)).past[0].rubric == "0123abcd"
    [told] = read(table(tmp_path / "past.csv", row | {"score": "40"})).past
    assert (told.low, told.badge, told.rubric) == (Fraction(2, 5), PADLET.key, "0123abcd")


KNOWN = "accept-full, accept, conditional, narrative, not-counted, taken-back, signature-false, accept, not."
SCORE = "a score is a number from 0 to 100, or low and high in this order, found "


@pytest.mark.parametrize(
    ("cells", "code", "message"),
    [
        ({"score": "50", "decision": "perhaps"}, "RKT020", f"the decision is none of the rubric's outcomes; known are: {KNOWN}"),
        ({"score": "101", "decision": "not"}, "RKT021", f"{SCORE}'101'."),
        ({"score": "-1", "decision": "not"}, "RKT021", f"{SCORE}'-1'."),
        ({"score": "1e1", "decision": "not"}, "RKT021", f"{SCORE}'1e1'."),
        ({"score": "nan", "decision": "not"}, "RKT021", f"{SCORE}'nan'."),
        ({"score": "٥٠", "decision": "not"}, "RKT021", f"{SCORE}'٥٠'."),
        ({"score": "60 to 50", "decision": "not"}, "RKT021", f"{SCORE}'60 to 50'."),
        ({"score": "1 to 2 to 3", "decision": "not"}, "RKT021", f"{SCORE}'1 to 2 to 3'."),
        ({"low": "10", "decision": "not"}, "RKT021", f"{SCORE}'10 to '."),
        ({"decision": "not"}, "RKT022", "there is no score, and no badge with ratings at hand has this key."),
        ({"badge": "0" * 12, "decision": "not"}, "RKT022", "there is no score, and no badge with ratings at hand has this key."),
        (
            {"score": "50", "decision": "not", "rubric": "version 3"},
            "RKT025",
            "a rubric's fingerprint is at least 8 of 0-9 and a-f, found 'version 3'.",
        ),
    ],
)
def test_a_faulty_row_is_a_finding_beside_the_others(tmp_path: Path, cells: dict[str, str], code: str, message: str) -> None:
    finding = only_finding(tmp_path / "past.csv", **cells)
    assert (finding.code, finding.where, finding.message) == (code, "row 3", message)
    assert finding.severity == "warning"
    assert finding.advice


def test_a_badge_that_nobody_has_rated_has_no_score(tmp_path: Path) -> None:
    path = table(tmp_path / "past.csv", {"badge": PADLET.key, "decision": "not"})
    found = read_past_decisions(path, RUBRIC, [PADLET], {PADLET.key: dict.fromkeys(RATED)})
    assert [one.code for one in found.findings] == ["RKT022"]
    # "Cannot tell" is a rating.
    unknown = read_past_decisions(path, RUBRIC, [PADLET], {PADLET.key: RATED | {"locality": RatingState.UNKNOWN}})
    assert [(one.low < one.high) for one in unknown.past] == [True]


def test_a_key_that_could_be_two_badges(tmp_path: Path) -> None:
    twin = PADLET.replace(key=PADLET.key[:20] + "0" * 44)
    path = table(tmp_path / "past.csv", {"badge": PADLET.key[:20], "score": "5", "decision": "not"})
    found = read_past_decisions(path, RUBRIC, [PADLET, twin])
    assert [(one.code, one.message) for one in found.findings] == [
        ("RKT001", f"badge {PADLET.key[:12]!r} could be several badges.")
    ]


def test_a_badge_decided_twice_counts_once_and_equal_names_are_two_badges(tmp_path: Path) -> None:
    rows = [{"badge": PADLET.key, "score": "5", "decision": "not"}, {"badge": PADLET.key, "score": "5", "decision": "accept"}]
    found = read(table(tmp_path / "past.csv", *rows))
    assert [one.outcome for one in found.past] == ["accept"]
    assert [(one.code, one.where) for one in found.findings] == [("RKT023", "row 3")]
    names = read(table(tmp_path / "past.csv", *[{"badge": "Robotics", "score": "5", "decision": "not"}] * 2))
    assert (len(names.past), names.findings) == (2, ())


def test_rows_without_a_decision_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    found = read(table(tmp_path / "past.csv", {"badge": "a", "score": "5"}, {}, {"badge": "b", "score": "x"}))
    assert found.past == ()
    assert [one.line() for one in found.findings] == ["info RKT024 past.csv: 2 rows have no decision; not used."]


def test_unknown_columns_and_cells_too_many_are_said(tmp_path: Path) -> None:
    path = tmp_path / "past.csv"
    path.write_text("badge,score,decision,panel\na,5,not,x\nb,5,not,x,y\nc,5,not,x,\n", encoding="utf-8")
    found = read(path)
    assert [one.label for one in found.past] == ["a", "c"]
    assert [(one.code, one.where, one.message) for one in found.findings] == [
        ("RKT010", "column 'panel'", f"not read; known are: {', '.join(PAST_COLUMNS)}."),
        ("RKT011", "row 3", "the row has 5 cells and the table 4 columns."),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"past.csv is empty; the first row names the columns: {', '.join(PAST_COLUMNS)}"),
        ("badge,score\n", f"past.csv lacks the column 'decision'; found badge, score; known are {', '.join(PAST_COLUMNS)}"),
        ("badge,decision,decision\n", "past.csv has the column 'decision' twice; keep one of them"),
        (b"badge,decision\n\xff\n", "past.csv is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'"),
        ("badge,decision\n" + "x" * 200_000, "past.csv cannot be read as CSV (field larger than field limit (131072))"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = tmp_path / "past.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.message == message


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.message == f"{path} does not exist; check the spelling"


# The table to fill in


def test_the_template_names_badges_and_shows_no_score(tmp_path: Path, badges: tuple[Badge, ...]) -> None:
    path = tmp_path / "past.csv"
    write_past_template(path, RUBRIC, badges)
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    assert tuple(header) == PAST_COLUMNS
    assert [row[0] for row in rows] == [badge.key for badge in badges]
    assert {tuple(row[2:6]) for row in rows} == {("", "", "", "")}
    assert not any(cell.startswith(FORMULA_STARTS) for row in rows for cell in row)


def test_the_filled_in_template_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "past.csv"
    write_past_template(path, RUBRIC, [PADLET], labels={PADLET.key: "=HYPERLINK(1)"})
    assert read(path).findings[0].code == "RKT024"
    text = path.read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    path.write_text(text.replace(",,,,,", ",,,,accept,", 1), encoding="utf-8-sig")
    [one] = read(path).past
    assert (one.verdict, one.badge, one.rubric, one.low) == (Verdict.ACCEPTED, PADLET.key, RUBRIC.fingerprint, Fraction(1))


def test_a_template_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "past.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        write_past_template(path, RUBRIC)
    assert caught.value.message == f"{path} is there already; name another file"
    assert path.read_text(encoding="utf-8") == "mine"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "past.csv"
        path.write_text(f"badge,score,decision\n{text}\n", encoding="utf-8", newline="")
        try:
            found = read(path)
        except InputError:
            return
        assert isinstance(found, PastDecisionsTable)
