from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring.exchange.finding_codes import Notes
from rubric_kit.authoring.exchange.point_scale import common_points


def spread(*rows: list[str | None], scale: str | None = None) -> tuple[list[list[int]], Notes]:
    notes = Notes("test file")
    given_rows = [[None if one is None else Fraction(one) for one in row] for row in rows]
    names = [(f"Row {at}", [f"{at}.{place}" for place in range(len(row))]) for at, row in enumerate(rows)]
    return common_points(given_rows, names, notes, None if scale is None else Fraction(scale)), notes


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # The same highest points everywhere: kept as they stand.
        ([["0", "1", "4"], ["0", "2.5", "4"]], [[0, 1000, 4000], [0, 2500, 4000]]),
        # Thirds and quarters: 12 is the smallest scale with whole points.
        ([["0", "1", "2", "3"], ["0", "1", "2", "3", "4"]], [[0, 4000, 8000, 12000], [0, 3000, 6000, 9000, 12000]]),
        # 0, 5, 10 and 0, 20 are halves and wholes: a scale to 2.
        ([["0", "5", "10"], ["0", "20"]], [[0, 1000, 2000], [0, 2000]]),
        # No points: numbered from 0.
        ([[None, None, None]], [[0, 1000, 2000]]),
        # Points beyond 1,000: halves again.
        ([["0", "2500", "5000"]], [[0, 1000, 2000]]),
        ([], []),
        ([[]], [[]]),
        ([["0", "0"]], [[0, 0]]),
    ],
)
def test_points_are_spread_to_one_top(rows: list[list[str | None]], expected: list[list[int]]) -> None:
    assert spread(*rows)[0] == expected


def test_the_scale_that_the_file_tells_is_taken_if_every_level_falls_on_a_thousandth() -> None:
    assert spread(["0", "25", "75"], ["0", "30"], scale="3")[0] == [[0, 1000, 3000], [0, 3000]]
    # A third of 2 is no thousandth: thirds get a scale to 3.
    assert spread(["0", "25", "75"], ["0", "30"], scale="2")[0] == [[0, 1000, 3000], [0, 3000]]


def test_points_that_fit_no_scale_are_rounded_and_noted() -> None:
    # 1/997 and 1/991 have no common scale below 1,000: of 100 points, 100/997 = 0.1003 and 100/991 = 0.1009.
    points, notes = spread(["1", "997"], ["1", "991"])
    assert points == [[100, 100_000], [101, 100_000]]
    assert [one.code for one in notes.findings] == ["RKX006", "RKX006"]


def test_levels_that_differ_never_meet_by_rounding() -> None:
    points, _ = spread(["0", "0.000001", "0.000002", "999.999999", "1000"], ["0", "7"])
    assert points[0] == [0, 1, 2, 99_999, 100_000]


def test_points_below_nought_raise_the_row_and_a_half_filled_row_is_noted() -> None:
    points, notes = spread(["-1", "0", "1"])
    assert points == [[0, 1000, 2000]]
    assert [(one.code, one.path) for one in notes.findings] == [("RKX005", "0.0")]
    _, notes = spread(["2", None, "1"])
    assert [(one.code, one.path) for one in notes.findings] == [("RKX011", "0.1")]


@given(
    st.lists(st.lists(st.fractions(0, 10**6, max_denominator=1000), min_size=2, max_size=8, unique=True), min_size=1, max_size=5)
)
def test_rising_points_stay_rising_and_all_rows_have_one_top(rows: list[list[Fraction]]) -> None:
    rising = [sorted(row) for row in rows]
    names = [("row", [""] * len(row)) for row in rows]
    points = common_points(rising, names, Notes("test file"))
    assert all(low < high for row in points for low, high in pairwise(row))
    assert len({row[-1] for row in points}) == 1
    assert all(row[0] >= 0 and row[-1] <= 1_000_000 for row in points)
