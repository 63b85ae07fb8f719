"""The solver is not trusted: each optimum is proved by its multipliers, and small programs are solved a second way."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.weighing.linear_program import Constraint, NoOptimumError, Number, Optimum, maximise

SENSES = st.sampled_from(["<=", ">=", "="])
NUMBERS = st.integers(-6, 6) | st.fractions(-4, 4, max_denominator=7)


@st.composite
def programs(draw: st.DrawFn) -> tuple[list[Number], list[Constraint]]:
    variables = draw(st.integers(1, 4))
    row = st.lists(NUMBERS, min_size=variables, max_size=variables)
    lines = st.lists(st.builds(Constraint, row, SENSES, NUMBERS), max_size=5)
    return draw(row), draw(lines)


def dot(one: Sequence[Number], other: Sequence[Number]) -> Fraction:
    return sum((Fraction(a) * b for a, b in zip(one, other, strict=True)), Fraction(0))


def holds(line: Constraint, point: Sequence[Fraction]) -> bool:
    found = dot(line.coefficients, point)
    return {"<=": found <= line.bound, ">=": found >= line.bound, "=": found == line.bound}[line.sense]


def prove(objective: Sequence[Number], lines: Sequence[Constraint], found: Optimum) -> None:
    """Show that a point is allowed, and that the constraints themselves forbid a better one."""
    assert all(one >= 0 for one in found.point)
    assert all(holds(line, found.point) for line in lines)
    assert dot(objective, found.point) == found.value
    for line, multiplier in zip(lines, found.duals, strict=True):
        assert line.sense == "=" or (multiplier >= 0 if line.sense == "<=" else multiplier <= 0)
    # y.A >= c and x >= 0 give c.x <= y.A.x <= y.b for every allowed x; y.b is the value that was found.
    for at, worth in enumerate(objective):
        assert sum((y * line.coefficients[at] for y, line in zip(found.duals, lines, strict=True)), Fraction(0)) >= worth
    assert sum((y * line.bound for y, line in zip(found.duals, lines, strict=True)), Fraction(0)) == found.value


def prove_empty(variables: int, lines: Sequence[Constraint], proof: Sequence[Fraction]) -> None:
    """Show that the constraints, added up, say that something which is not negative is negative."""
    for line, multiplier in zip(lines, proof, strict=True):
        assert line.sense == "=" or (multiplier >= 0 if line.sense == "<=" else multiplier <= 0)
    for at in range(variables):
        assert sum((y * line.coefficients[at] for y, line in zip(proof, lines, strict=True)), Fraction(0)) >= 0
    assert sum((y * line.bound for y, line in zip(proof, lines, strict=True)), Fraction(0)) < 0


def solved(matrix: list[list[Fraction]]) -> list[Fraction] | None:
    """Solve a square system, its right-hand side in the last column, by elimination; None where it has no single solution."""
    rows = [list(row) for row in matrix]
    for at in range(len(rows)):
        pivot = next((n for n in range(at, len(rows)) if rows[n][at]), None)
        if pivot is None:
            return None
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [one / rows[at][at] for one in rows[at]]
        for n, row in enumerate(rows):
            if n != at and row[at]:
                rows[n] = [a - row[at] * b for a, b in zip(row, rows[at], strict=True)]
    return [row[-1] for row in rows]


def corners(variables: int, lines: Sequence[Constraint]) -> list[list[Fraction]]:
    """Return all corners: points at which as many constraints as there are variables hold with equality."""
    axes = [Constraint([int(n == at) for n in range(variables)], ">=", 0) for at in range(variables)]
    everything = [*lines, *axes]
    found = []
    for chosen in combinations(everything, variables):
        point = solved([[Fraction(one) for one in (*line.coefficients, line.bound)] for line in chosen])
        if point is not None and all(holds(line, point) for line in everything):
            found.append(point)
    return found


def test_a_program_from_a_textbook() -> None:
    # Wyndor Glass (Hillier and Lieberman, Introduction to Operations Research): maximise 3x + 5y subject to
    # x <= 4, 2y <= 12, 3x + 2y <= 18. Optimum x = 2, y = 6, value 36; shadow prices 0, 3/2, 1.
    lines = [Constraint([1, 0], "<=", 4), Constraint([0, 2], "<=", 12), Constraint([3, 2], "<=", 18)]
    found = maximise([3, 5], lines)
    assert found == Optimum(Fraction(36), (Fraction(2), Fraction(6)), (Fraction(0), Fraction(3, 2), Fraction(1)))
    prove([3, 5], lines, found)


def test_the_program_on_which_the_plain_rule_goes_round_in_circles() -> None:
    # Beale 1955: with the largest-coefficient rule the simplex method cycles here for ever. Optimum 1/20 at (1/25, 0, 1, 0).
    objective = [Fraction(3, 4), -150, Fraction(1, 50), -6]
    lines = [
        Constraint([Fraction(1, 4), -60, Fraction(-1, 25), 9], "<=", 0),
        Constraint([Fraction(1, 2), -90, Fraction(-1, 50), 3], "<=", 0),
        Constraint([0, 0, 1, 0], "<=", 1),
    ]
    found = maximise(objective, lines)
    assert (found.value, found.point) == (Fraction(1, 20), (Fraction(1, 25), 0, 1, 0))
    prove(objective, lines, found)


def test_the_slowest_known_kind_of_program() -> None:
    # Klee and Minty 1972, in 12 dimensions: a cube pushed askew so that the method may visit every corner.
    size = 12
    lines = [
        Constraint([*(2 ** (at - n + 1) for n in range(at)), 1, *([0] * (size - at - 1))], "<=", 5 ** (at + 1))
        for at in range(size)
    ]
    objective = [2 ** (size - 1 - n) for n in range(size)]
    found = maximise(objective, lines)
    assert found.value == 5**size
    prove(objective, lines, found)


@given(program=programs())
def test_an_optimum_is_proved_by_its_multipliers_and_a_refusal_by_the_corners(
    program: tuple[list[Number], list[Constraint]],
) -> None:
    objective, lines = program
    allowed = corners(len(objective), lines)
    if not allowed:
        # A program over x >= 0 that has a point at all has a corner.
        with pytest.raises(NoOptimumError, match=r"^no point fulfils all constraints$") as caught:
            maximise(objective, lines)
        prove_empty(len(objective), lines, caught.value.proof)
        return
    # Fenced in, each of these programs has an optimum; where it lies on a fence that is far away, there is none without.
    fence = Constraint([1] * len(objective), "<=", 10**9)
    fenced = maximise(objective, [*lines, fence])
    prove(objective, [*lines, fence], fenced)
    if fenced.duals[-1]:
        with pytest.raises(NoOptimumError, match=r"^the objective has no bound$"):
            maximise(objective, lines)
    else:
        found = maximise(objective, lines)
        prove(objective, lines, found)
        assert found.value == fenced.value == max(dot(objective, corner) for corner in allowed)


@given(program=programs(), factor=st.integers(1, 9), data=st.data())
def test_the_value_hangs_neither_on_the_order_nor_on_the_scale(
    program: tuple[list[Number], list[Constraint]], factor: int, data: st.DataObject
) -> None:
    objective, lines = program
    mixed = data.draw(st.permutations(lines))
    other = [Constraint([one * factor for one in line.coefficients], line.sense, line.bound * factor) for line in mixed]
    try:
        value = maximise(objective, lines).value
    except NoOptimumError as error:
        with pytest.raises(NoOptimumError, match=str(error)):
            maximise(objective, other)
    else:
        assert maximise(objective, other).value == value


def test_a_line_that_is_said_twice_does_no_harm() -> None:
    lines = [Constraint([1, 1], "=", 1), Constraint([2, 2], "=", 2), Constraint([1, -1], "=", 0)]
    found = maximise([1, 0], lines)
    assert found.point == (Fraction(1, 2), Fraction(1, 2))
    prove([1, 0], lines, found)
