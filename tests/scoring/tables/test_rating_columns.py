from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from rubric_kit.errors import RatingError
from rubric_kit.model import Rubric
from rubric_kit.scoring.tables import RatingColumns, cube_of_columns

TWO = {"clarity": 6000, "fit": 4000}
BADGES = ["a" * 64, "b" * 64]
GOOD: dict[str, Any] = {
    "rater": ["ann", "bea"],
    "badge": BADGES,
    "criterion": ["fit", "fit"],
    "level": ["l1", None],
    "state": [None, "unknown"],
}


def test_whole_numbers_are_raters_too(make_rubric: Callable[..., Rubric]) -> None:
    cube = cube_of_columns(make_rubric(TWO), BADGES, RatingColumns(**{**GOOD, "rater": np.array([7, 3])}))
    assert (cube.raters, cube.cells[:, :, 1].tolist()) == (("3", "7"), [[-4, -1], [1, -4]])
    # Sorted as text, whether they came as numbers or as words.
    cube = cube_of_columns(make_rubric(TWO), BADGES, RatingColumns(**{**GOOD, "rater": np.array([9, 10])}))
    assert (cube.raters, cube.cells[:, :, 1].tolist()) == (("10", "9"), [[-4, -1], [1, -4]])


def test_a_spreadsheet_leaves_nan_where_a_word_is_missing(make_rubric: Callable[..., Rubric]) -> None:
    nan = float("nan")
    columns = RatingColumns(**{**GOOD, "level": ["l1", nan], "state": [nan, "unknown"]})
    assert cube_of_columns(make_rubric(TWO), BADGES, columns).cells[:, :, 1].tolist() == [[1, -4], [-4, -1]]


def test_no_ratings_are_no_raters(make_rubric: Callable[..., Rubric]) -> None:
    cube = cube_of_columns(make_rubric(TWO), BADGES, RatingColumns([], [], [], []))
    assert (cube.raters, cube.panel().columns.tolist()) == ((), [[-4, -4], [-4, -4]])


def test_a_level_may_bear_the_name_of_a_state(make_rubric: Callable[..., Rubric]) -> None:
    plain = make_rubric(TWO).plain()
    for criterion in plain["criteria"]:
        criterion["levels"][2]["id"] = "unknown"
    columns = RatingColumns(**{**GOOD, "level": ["unknown", None], "state": [None, "unknown"]})
    assert cube_of_columns(Rubric.parse(plain), BADGES, columns).cells[:, :, 1].tolist() == [[2, -4], [-4, -1]]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"badge": ["a" * 64, "c" * 64]},
            "row 1 of the ratings: badge 'cccccccccccccccccccccccccccccccccccccccc' does not exist",
        ),
        ({"badge": np.array([0, 2])}, "row 1 of the ratings: badge '2' does not exist; known are 0 to 1"),
        ({"criterion": ["fit", "fun"]}, "row 1 of the ratings: criterion 'fun' does not exist; known are: clarity, fit"),
        (
            {"level": ["l9", None]},
            "row 0 of the ratings: level 'l9' of criterion 'fit' does not exist; known are: l0, l1, l2, l3",
        ),
        ({"state": [None, "lost"]}, "state 'lost' does not exist; known are: unknown, withheld, not_applicable"),
        ({"level": ["l1", "l1"]}, "row 1 of the ratings: has both a level and a state; a rating has one of the two"),
        ({"state": None}, "row 1 of the ratings: has neither a level nor a state; a rating has one of the two"),
        (
            {"level": np.array([4, 0])},
            "row 0 of the ratings: criterion 'fit' has no place 4; its levels are 0 to 3, gaps are -4 to -1",
        ),
        ({"level": np.array([0, -5])}, "row 1 of the ratings: criterion 'fit' has no place -5"),
        ({"badge": ["a" * 64]}, "column 'badge' of the ratings has 1 rows, column 'rater' has 2: all need the same"),
        (
            {"rater": ["ann", "ann"], "badge": ["a" * 64] * 2},
            "row 1 of the ratings: rater 'ann' answers 'fit' of badge aaaaaaaaaaaa here and in row 0; keep the row that counts",
        ),
    ],
)
def test_a_row_that_does_not_fit_is_refused(make_rubric: Callable[..., Rubric], changes: dict[str, Any], message: str) -> None:
    with pytest.raises(RatingError) as refused:
        cube_of_columns(make_rubric(TWO), BADGES, RatingColumns(**{**GOOD, **changes}))
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)
