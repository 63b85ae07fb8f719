"""Frames on pandas, which is always there; the other engines are in tests/engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Rubric
from rubric_kit.scoring.tables import ScoreColumns, label_codes, levels_of, score_columns, score_frame, score_plan
from rubric_kit.scoring.tables.frames import RESULTS

MakeRubric = Callable[..., Rubric]
TWO = {"clarity": 6000, "fit": 4000}
NAN = float("nan")


def scores(frame: Any, prefix: str = "") -> list[list[int]]:
    return [frame[prefix + name].tolist() for name in RESULTS]


def test_a_frame_keeps_what_it_had_and_gains_five_columns(make_rubric: MakeRubric) -> None:
    frame = pd.DataFrame({"name": ["one", "two"], "fit": [0, 2], "clarity": [2, 2]}, index=[7, 9])
    before = frame.copy()
    found = score_frame(make_rubric(TWO, levels=3), frame)
    assert list(found.columns) == ["name", "fit", "clarity", *RESULTS]
    assert list(found.index) == [7, 9]
    # 6000 * 2000 and 4000 * 2000 of 10,000 * 2000
    assert scores(found) == [[12_000_000, 20_000_000]] * 2 + [[20_000_000] * 2, [0, 0], [1, 1]]
    pd.testing.assert_frame_equal(frame, before)
    assert [str(found[name].dtype) for name in RESULTS] == ["int64", "int64", "int64", "int8", "int64"]


@pytest.mark.parametrize("complete", [None, False])
@pytest.mark.parametrize("gap", [NAN, None, -1, -4, -77])
def test_a_gap_is_an_interval_and_never_a_number(make_rubric: MakeRubric, gap: Any, *, complete: bool | None) -> None:
    frame = pd.DataFrame({"clarity": [2.0, 2.0], "fit": [2.0, gap]})
    found = score_frame(make_rubric(TWO, cut=7000, levels=3), frame, complete=complete)
    # With fit open the score is 60 to 100 of 100, and the cut is 70.
    assert scores(found) == [[20_000_000, 12_000_000], [20_000_000] * 2, [20_000_000] * 2, [0, -1], [1, 0b11]]


def test_a_nullable_column_has_gaps_too(make_rubric: MakeRubric) -> None:
    frame = pd.DataFrame({"clarity": [2, 2], "fit": [2, None]}, dtype="Int64")
    for complete in (None, False):
        assert score_frame(make_rubric(TWO, cut=7000, levels=3), frame, complete=complete)["label"].tolist() == [0, -1]


@pytest.mark.parametrize("bad", [NAN, None, -1, 3, 1.5])
def test_of_a_row_that_breaks_the_promise_nothing_is_claimed(make_rubric: MakeRubric, bad: Any) -> None:
    rubric = make_rubric(TWO, levels=3, gates=[{"id": "g", "criterion": "clarity", "at_least": "l1", "otherwise": "no"}])
    frame = pd.DataFrame({"clarity": [2.0, 2.0], "fit": [2.0, bad], "standing": [-1, -1]})
    found = score_frame(rubric, frame, complete=True)
    assert scores(found) == [[20_000_000, 0], [20_000_000] * 2, [20_000_000] * 2, [0, -1], [1, 0b111]]
    held = score_frame(rubric, frame.assign(standing=[-1, 2]), complete=True)
    assert (held["label"].tolist(), held["open"].tolist()) == ([0, 2], [1, 4])


def test_what_holds_whatever_the_levels_are_is_a_column(make_rubric: MakeRubric) -> None:
    frame = pd.DataFrame({"clarity": [2, 2, -1], "fit": [2, 2, 2], "standing": [2, -1, 1], "held": [-1, 0, 0]})
    rubric = make_rubric(TWO, levels=3)
    assert score_frame(rubric, frame)["label"].tolist() == [2, 0, 1]
    assert score_frame(rubric, frame, standing="held")["open"].tolist() == [1, 1, 1]
    # A missing outcome is none.
    assert score_frame(rubric, frame.assign(standing=[2, None, NAN]))["label"].tolist() == [2, 0, -1]


def test_names_can_get_out_of_each_others_way(make_rubric: MakeRubric) -> None:
    rubric = make_rubric({"label": 6000, "standing": 4000}, levels=3)
    frame = pd.DataFrame({"label": [2, 0], "standing": [2, 0], "rk_kept_0": ["x", "y"]})
    with pytest.raises(InputError, match=r"^column 'label' is there already and would be lost: rename it, or choose a prefix$"):
        score_frame(rubric, frame)
    found = score_frame(rubric, frame, prefix="by_")
    assert scores(found, "by_")[3] == [0, 1]
    assert found["rk_kept_0"].tolist() == ["x", "y"]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"clarity": [0]}, "column 'fit' is missing; a frame has one column for each criterion, found are: clarity"),
        ({"name": ["x"]}, "column 'clarity' and 1 more is missing; a frame has one column for each criterion, found are: name"),
        (
            {"clarity": ["l1"], "fit": [0]},
            "column 'clarity' holds String; whole numbers are allowed, places of levels counted from 0",
        ),
        ({"clarity": [True], "fit": [0]}, "column 'clarity' holds Boolean; whole numbers are allowed"),
        ({"clarity": [0], "fit": [4]}, "column 'fit' holds 4; the criterion has 4 levels, counted from 0 to 3"),
        ({"clarity": [0.5], "fit": [0]}, "column 'clarity' holds a number that is not whole; the criterion has 4 levels"),
        ({"clarity": [0], "fit": [0], "standing": ["no"]}, "column 'standing' holds String; whole numbers are allowed"),
        ({"clarity": [0], "fit": [0], "standing": [3]}, "column 'standing' holds 3; the 3 outcomes are counted from 0"),
    ],
)
def test_what_does_not_fit_is_refused(make_rubric: MakeRubric, columns: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as refused:
        score_frame(make_rubric(TWO), pd.DataFrame(columns))
    assert message in str(refused.value)


def test_what_is_no_frame_is_refused(make_rubric: MakeRubric) -> None:
    with pytest.raises(InputError, match=r"^found list; a frame of pandas, Polars, PyArrow, DuckDB, Dask or Spark is needed$"):
        score_frame(make_rubric(TWO), [[0, 1]])


def test_more_cases_than_a_frame_carries_are_refused_and_memory_carries_them(make_rubric: MakeRubric) -> None:
    names = [f"c{n}" for n in range(10)]
    when = [{"criterion": name, "at_least": "l1"} for name in names[4:]]
    rules = [{"id": f"s{n}", "withheld": name, "counts_as": "l2", "when": when} for n, name in enumerate(names[:4])]
    rubric = make_rubric(dict.fromkeys(names, 1000), substitutions=rules)
    frame = pd.DataFrame([dict.fromkeys(names, 3) | dict.fromkeys(names[:4], -2)])
    message = r"^the substitutions make 2,401 cases, a frame carries 32: score with the engine 'memory'$"
    with pytest.raises(RecordError, match=message):
        score_frame(rubric, frame)
    # Four carried at 2 of 3 and six at 3: 26 of 30 are 86.6.
    levels = [frame[name].to_numpy() for name in names]
    assert score_columns(score_plan(rubric), levels).low.tolist() == [26_000_000]


def test_an_empty_frame_and_one_badge(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(TWO, levels=3)
    empty = pd.DataFrame({"clarity": [], "fit": []}, dtype="int8")
    for complete in (None, True, False):
        assert scores(score_frame(rubric, empty, complete=complete)) == [[]] * 5
        assert score_frame(rubric, pd.DataFrame({"clarity": [2], "fit": [0]}), complete=complete)["label"].tolist() == [0]


# 10,000 * 1,000,000 is beyond 32 bits, and the score times 10,000 beyond what floats hold exactly.
@pytest.mark.parametrize("complete", [None, True, False])
def test_the_largest_points_do_not_wrap_around(make_rubric: MakeRubric, *, complete: bool | None) -> None:
    plain = make_rubric({"a": 9999, "b": 1}, cut=9999, levels=3).plain()
    for criterion in plain["criteria"]:
        for level, points in zip(criterion["levels"], (0, 1, 1_000_000), strict=True):
            level["points"] = points
    rubric = Rubric.parse(plain)
    frame = pd.DataFrame({"a": np.array([2, 2, 1], np.int8), "b": np.array([2, 0, 2], np.int8)})
    found = score_frame(rubric, frame, complete=complete)
    # b at 0 leaves 99.99 of 100, on the cut; a at 1 of a million leaves 9999 + 1,000,000.
    assert scores(found) == [[10**10, 9_999_000_000, 1_009_999]] * 2 + [[10**10] * 3, [0, 0, 1], [1, 1, 2]]
    assert label_codes(score_plan(rubric), [frame["a"].to_numpy(), frame["b"].to_numpy()]).tolist() == [0, 0, 1]


def test_a_policy_with_one_outcome_has_one(make_rubric: MakeRubric) -> None:
    frame = pd.DataFrame({"clarity": [2, -1], "fit": [0, 0]})
    rubric = make_rubric(TWO, cuts=[])
    assert score_frame(rubric, frame)["label"].tolist() == [1, 1]
    assert score_frame(rubric, frame[:1])["label"].tolist() == [1]
    assert label_codes(score_plan(rubric), [np.array([2, -1]), np.array([0, 0])]).tolist() == [1, 1]


def test_columns_and_frames_say_the_same(make_batch: Callable[..., Any], decide_all: Callable[..., ScoreColumns]) -> None:
    for seed in range(4):
        batch = make_batch(seed, rows=60, criteria=3, gaps=seed % 2 == 0)
        expected = decide_all(batch)
        table = levels_of(*batch)
        frame = pd.DataFrame(dict(zip(table.criteria, table.columns, strict=True)) | {"standing": table.standing})
        for complete in (None, False):
            found = scores(score_frame(batch.rubric, frame, complete=complete))
            assert found == [column.tolist() for column in expected]
