"""Canvas CSV: exact columns, weights folded into points, and files of all sorts read with the address of what is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring import draft_problems, publish, starter_rubric
from rubric_kit.authoring.exchange.canvas_csv import FORMAT
from rubric_kit.authoring.exchange.form import Reading
from rubric_kit.authoring.exchange.text_rows import text_rows
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric

HEADER = "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range"
RATING = "Rating Name,Rating Description,Rating Points"
HEAD = f"{HEADER},{RATING},{RATING},{RATING}\n"


def read(text: str, answers: Mapping[str, str] | None = None) -> Reading:
    assert FORMAT.read is not None
    assert FORMAT.recognise is not None
    rows = text_rows(text).rows
    assert FORMAT.recognise(rows)
    return FORMAT.read(rows, answers or {})


def written(rubric: Rubric) -> list[list[str]]:
    assert FORMAT.write is not None
    return list(csv.reader(io.StringIO(FORMAT.write(rubric).data.decode(), newline="")))


def rubric(*rows: tuple[int, tuple[int, ...]], **changes: Any) -> Rubric:
    """Return a rubric of criteria with a weight and the points of their levels."""
    criteria = [
        {
            "id": f"criterion_{at}",
            "name": f"Criterion {at}",
            "question": "Is it there?",
            "weight": weight,
            "levels": [
                {"id": f"l{place}", "name": f"Rung {place}", "points": one, "descriptor": f"Seen {place} times"}
                for place, one in enumerate(points)
            ],
        }
        for at, (weight, points) in enumerate(rows, start=1)
    ]
    policy = {"outcomes": [{"id": "yes", "kind": "accept", "name": "Yes", "wording": "It counts."}], "cuts": [], "below": "yes"}
    return Rubric.parse({"id": "made_up", "title": "Made up", "criteria": criteria, "policy": policy} | changes)


def points(rows: list[list[str]]) -> list[list[str]]:
    return [[cell for cell in row[6::3] if cell] for row in rows[1:]]


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in reading.findings]


def losses(one: Rubric) -> dict[str, str]:
    assert FORMAT.write is not None
    return {loss.path: loss.why for loss in FORMAT.write(one).losses}


def test_the_first_line_is_that_of_canvas_to_the_byte() -> None:
    assert FORMAT.write is not None
    data = FORMAT.write(rubric((10_000, (0, 1000, 2000)))).data
    assert data.split(b"\r\n")[0] == (
        b"Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,"
        b"Rating Name,Rating Description,Rating Points,"
        b"Rating Name,Rating Description,Rating Points,"
        b"Rating Name,Rating Description,Rating Points"
    )
    assert data.split(b"\r\n")[1] == (
        b"Made up,Criterion 1,Is it there?,false,Rung 2,Seen 2 times,200,Rung 1,Seen 1 times,100,Rung 0,Seen 0 times,0"
    )


def test_points_are_points_times_weight_in_percent_from_the_highest_down() -> None:
    # Weights 60, 30 and 10 of 100 with 4, 2 and 4 levels up to 3 points.
    rows = written(rubric((6000, (0, 1000, 2000, 3000)), (3000, (0, 3000)), (1000, (0, 500, 1500, 3000))))
    assert points(rows) == [["180", "120", "60", "0"], ["90", "0"], ["30", "15", "5", "0"]]
    assert [len(row) for row in rows] == [16] * 4


def test_each_rating_of_a_row_has_points_of_its_own() -> None:
    for row in points(written(starter_rubric())):
        assert len(set(row)) == len(row)


def test_a_criterion_without_weight_keeps_its_row_with_the_smallest_points() -> None:
    one = rubric((10_000, (0, 3000)), (0, (0, 1000, 2000, 3000)))
    assert points(written(one)) == [["300", "0"], ["0.03", "0.02", "0.01", "0"]]
    reading = read("\n".join(",".join(row) for row in written(one)))
    assert [row["weight"] for row in reading.draft["criteria"]] == [10_000, 0]
    assert "A row whose points are the smallest steps from 0 has no weight: only a gate can ask for it." in reading.told
    gated = one.plain()["policy"] | {"gates": [{"id": "g", "criterion": "criterion_2", "at_least": "l1", "otherwise": "yes"}]}
    with_gate = rubric((10_000, (0, 3000)), (0, (0, 1000, 2000, 3000)), policy=gated)
    assert "hardly counts" in losses(with_gate)["policy.gates"]


def test_whole_points_at_any_weight_lose_nothing_of_points_and_weights() -> None:
    kept = losses(rubric((1667, (0, 1000, 2000, 3000)), (3333, (0, 3000)), (5000, (0, 2000, 3000))))
    assert not [path for path in kept if path.endswith((".points", ".weight"))]


def test_a_scale_that_is_lost_and_a_proportion_that_was_rounded_are_told_apart() -> None:
    # 2.5 and 5 points at a weight of 100 are 250 and 500; no weight tells that 500 were 5, so they are read as they stand.
    kept = losses(rubric((10_000, (0, 2500, 5000))))
    changed = {path: why for path, why in kept.items() if path.endswith(".points")}
    assert list(changed) == ["criteria.criterion_1.levels.l1.points", "criteria.criterion_1.levels.l2.points"]
    assert all("Their proportions are." in why for why in changed.values())


def test_rounding_that_changed_a_proportion_is_told() -> None:
    # 0.001 points at 0.01 of 100 are 0.00001: the lower level would be 0 beside 0, so it is 0.01 of 0.02.
    kept = losses(rubric((1, (0, 1, 1000)), (9999, (0, 1000))))
    assert "rounding changed the proportion" in kept["criteria.criterion_1.levels.l1.points"]
    assert "rounding those changed the proportion" in kept["criteria.criterion_1.weight"]


def test_cells_that_a_spreadsheet_program_would_run_are_guarded_and_come_back() -> None:
    plain = rubric((10_000, (0, 1000))).plain()
    plain["criteria"][0] |= {"name": "=HYPERLINK(1)", "question": "-2+3"}
    plain["criteria"][0]["levels"][0] |= {"name": "@x", "descriptor": "+1"}
    one = Rubric.parse(plain)
    row = written(one)[1]
    assert (row[1], row[2], row[7], row[8]) == ("'=HYPERLINK(1)", "'-2+3", "'@x", "'+1")
    assert FORMAT.write is not None
    assert not [path for path in losses(one) if path.endswith((".name", ".question", ".descriptor"))]


def test_a_canvas_file_is_read_with_its_weights() -> None:
    text = HEAD + (
        "Made-up report,Sources,Are sources named?,false,Full,Each source is named.,20,Some,Some are.,10,None,None is.,0\n"
        "Made-up report,Voice,Is it loud enough?,FALSE,Clear,Heard in the back.,5,Silent,Not heard.,0\n"
    )
    reading = read(text)
    draft = reading.draft
    # 20 and 5 of 25.
    assert [(one["name"], one["question"], one["weight"]) for one in draft["criteria"]] == [
        ("Sources", "Are sources named?", 8000),
        ("Voice", "Is it loud enough?", 2000),
    ]
    assert [level["name"] for level in draft["criteria"][0]["levels"]] == ["None", "Some", "Full"]
    assert [[level["points"] for level in one["levels"]] for one in draft["criteria"]] == [[0, 1000, 2000], [0, 2000]]
    assert reading.told[0] == "This is the Canvas rubric “Made-up report” with 2 criteria."
    assert (reading.question, reading.losses, reading.findings) == (None, (), ())
    assert publish(draft).title == "Made-up report"


def test_columns_are_found_by_words_in_the_header_in_any_case() -> None:
    ratings = ";".join(f"Rating Name {at};Rating Description {at};Rating Points {at}" for at in (1, 2))
    text = f"THE RUBRIC NAME;criteria NAME (short);{ratings}\nR;Work;Done;It is done;2,5;Not;It is not;0\n"
    draft = read(text).draft
    assert [(one["name"], one["points"]) for one in draft["criteria"][0]["levels"]] == [("Not", 0), ("Done", 2500)]
    assert draft["criteria"][0]["question"] == "Work"


def test_ragged_rows_and_more_ratings_than_the_header_names_are_read() -> None:
    text = f"{HEADER},{RATING}\nR,Work,Is it?,false,A,a,3,B,b,2,C,c,1,D,d,0\nR,Reach,Is it?,false,A,a,3,B,b,0\n"
    reading = read(text)
    assert [len(one["levels"]) for one in reading.draft["criteria"]] == [4, 2]
    assert (reading.losses, reading.findings) == ((), ())


def test_equal_points_are_a_finding_with_the_address_of_the_cell() -> None:
    reading = read(HEAD + "R,Work,Is it?,false,A,a,4,B,b,2,C,c,2\n")
    [found] = reading.findings
    assert (found.code, found.path) == ("RKX001", "J2")
    assert found.message == "Two levels of “Work” have 2 points, as in M2; points must rise from level to level."
    assert [one.path for one in draft_problems(reading.draft)] == ["criteria.work.levels"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("R,Work,Is it?,false,A,a,much,B,b,2,C,c,0", [("RKX004", "G2"), ("RKX011", "G2")]),
        ("R,Work,Is it?,false,A,a,,B,b,2,C,c,0", [("RKX004", "G2"), ("RKX011", "G2")]),
        ("R,Work,Is it?,false,A,a,2", [("RKX002", "B2")]),
        ("R,,Is it?,false,A,a,2,B,b,0", [("RKX009", "B2")]),
        ("R,Work,Is it?,true,A,a,2,B,b,0", [("RKX013", "D2")]),
        ("R,Work,Is it?,1,A,a,2,B,b,0", [("RKX013", "D2")]),
        ("R,Work,Is it?,false,A,,2,B,b,0", [("RKX009", "G2")]),
        ("R,Work,Is it?,false,A,a,2,B,b,-1", [("RKX005", "J2")]),
    ],
)
def test_what_is_doubtful_is_a_finding_with_the_address_of_the_cell(row: str, expected: list[tuple[str, str]]) -> None:
    assert codes(read(f"{HEAD}{row}\n")) == expected


def test_a_range_is_listed_as_lost() -> None:
    reading = read(HEAD + "R,Work,Is it?,True,A,a,2,B,b,0\n")
    assert [(one.path, one.words) for one in reading.losses] == [("D2", "true")]


def test_cells_in_other_columns_are_listed_as_lost() -> None:
    reading = read(f"{HEADER},Outcome,{RATING},{RATING}\nR,Work,Is it?,false,out-7,A,a,2,B,b,0\n")
    assert [(one.path, one.words) for one in reading.losses] == [("E2", "out-7")]


def test_several_rubrics_raise_one_question_and_nameless_rows_belong_to_the_one_above() -> None:
    text = HEAD + "One,Work,,false,A,a,2,B,b,0\n,Reach,,false,A,a,2,B,b,0\nTwo,Voice,,false,A,a,2,B,b,0\n"
    reading = read(text)
    assert reading.question is not None
    assert (reading.question.key, reading.question.choices) == ("rubric", (("1", "One"), ("2", "Two")))
    assert [one["name"] for one in reading.draft["criteria"]] == ["Work", "Reach"]
    assert "Rows without a rubric name belong to the rubric above them." in reading.told
    assert [one["name"] for one in read(text, {"rubric": "2"}).draft["criteria"]] == ["Voice"]
    with pytest.raises(RecordError, match="answers are: 1, 2"):
        read(text, {"rubric": "Two"})


def test_ratings_without_any_points_are_taken_from_the_highest_down() -> None:
    reading = read(HEAD + "R,Work,Is it?,false,Best,a,,Middle,b,,Least,c,\n")
    assert [(one["name"], one["points"]) for one in reading.draft["criteria"][0]["levels"]] == [
        ("Least", 0),
        ("Middle", 1000),
        ("Best", 2000),
    ]


def test_a_file_with_a_header_alone_is_one_line() -> None:
    with pytest.raises(RecordError, match="a header and no criterion under it; add a row for each criterion"):
        read(HEAD)


@pytest.mark.parametrize(
    "rows",
    [
        [["Criterion", "Low", "High"], ["Work", "a", "b"]],
        # The outcomes file of Canvas is another form.
        [["vendor_guid", "object_type", "title", "ratings"], ["a", "outcome", "b", "3"]],
        [],
        [[]],
    ],
)
def test_other_sheets_are_not_taken_for_canvas(rows: list[list[str]]) -> None:
    assert FORMAT.recognise is not None
    assert not FORMAT.recognise(rows)


@given(
    st.lists(
        st.lists(st.sampled_from(["", "1", "2,5", "x", "true", "=1", "Rating Name", "Criteria Name"]), max_size=14), max_size=5
    )
)
def test_any_rows_under_the_header_give_a_reading_or_one_line(rows: list[list[str]]) -> None:
    assert FORMAT.read is not None
    try:
        reading = FORMAT.read([next(csv.reader([HEAD])), *rows], {})
    except RecordError as error:
        assert "\n" not in error.message  # noqa: PT017  either way is right
    else:
        draft_problems(reading.draft)
