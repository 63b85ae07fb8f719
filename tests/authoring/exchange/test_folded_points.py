from __future__ import annotations

from fractions import Fraction

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.authoring.exchange.finding_codes import Notes
from rubric_kit.authoring.exchange.folded_points import folded_points, unfolded
from rubric_kit.model import Criterion


def criterion(weight: int, *points: int) -> Criterion:
    levels = [{"id": f"l{at}", "name": "n", "points": one, "descriptor": "d"} for at, one in enumerate(points)]
    return Criterion.parse({"id": "c", "name": "n", "question": "q", "weight": weight, "levels": levels})


@pytest.mark.parametrize(
    ("weight", "points", "expected"),
    [
        # 0, 1, 2, 3 points at 16.67 of 100.
        (1667, (0, 1000, 2000, 3000), ["0", "16.67", "33.34", "50.01"]),
        # 2.5 points at 16.67 of 100 are 41.675, to even: 41.68.
        (1667, (0, 2500), ["0", "41.68"]),
        # 1 and 1.001 points at 0.01 of 100 are 0.01 and 0.01001: both would be 0.01, so the upper one moves up.
        (1, (1000, 1001), ["0.01", "0.02"]),
        # No weight: the smallest steps.
        (0, (0, 1000, 3000), ["0", "0.01", "0.02"]),
        (10_000, (0, 1_000_000), ["0", "100000"]),
    ],
)
def test_points_times_weight_in_percent(weight: int, points: tuple[int, ...], expected: list[str]) -> None:
    assert folded_points(criterion(weight, *points)) == [Fraction(one) for one in expected]


def test_five_decimals_hold_every_product_exactly() -> None:
    # 2.501 points at 16.67 of 100.
    assert folded_points(criterion(1667, 0, 2501), 5)[1] == Fraction(2501 * 1667, 100_000)


def test_weights_come_back_out_of_points() -> None:
    notes = Notes("test file")
    rows = [folded_points(one) for one in starter_rubric().criteria]
    apart = unfolded(rows, notes)
    # Weights 25, 25, 15, 5, 15, 15 and 0 of 100, times 3 points.
    assert apart.weights == [75, 75, 45, 15, 45, 45, 0]
    assert apart.scale == 3
    assert apart.rows[-1] == [None] * 4


def test_points_of_another_program_tell_no_scale() -> None:
    notes = Notes("test file")
    rows = [[Fraction(0), Fraction(20), Fraction(40)], [Fraction(0), Fraction(60)]]
    apart = unfolded(rows, notes)
    # They sum to 100, which would be a scale to 1 with half points in it.
    assert (apart.weights, apart.scale) == ([40, 60], None)


def test_rows_that_are_all_smallest_steps_are_no_rows_without_weight() -> None:
    row = [Fraction(0), Fraction(1, 100)]
    assert unfolded([row, row], Notes("test file")).weights == [Fraction(1, 100), Fraction(1, 100)]
