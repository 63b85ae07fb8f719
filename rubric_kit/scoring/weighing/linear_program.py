"""Linear programs solved exactly: the same answer, to the last digit, on every machine.

    maximise  c.x   subject to   a.x <= b,  a.x >= b  or  a.x = b  for each constraint,   x >= 0

Two-phase simplex on dictionaries (Chvátal 1983, Linear Programming) of whole numbers over one common denominator. A pivot
multiplies two rows crosswise and divides by the denominator before it, which always comes out even (Edmonds 1967; Bareiss
1968), so no fraction is ever reduced and no digit is lost. Bland's rule (1977) picks the pivot, so the method ends on every
program. See docs/decisions/0016.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Literal, NamedTuple

Number = int | Fraction
Sense = Literal["<=", ">=", "="]
_SIGNS: dict[Sense, tuple[int, ...]] = {"<=": (1,), ">=": (-1,), "=": (1, -1)}


class NoOptimumError(ValueError):
    """No point fulfils all constraints, or the objective grows without end among those that do.

    Parameters
    ----------
    message : str
        Which of the two it is.
    proof : tuple of Fraction
        Where no point fulfils the constraints: a multiplier y for each, with the signs of `Optimum.duals`, such that y.A >= 0
        and y.b < 0. Added up with them, the constraints say 0 < 0; those with a multiplier of zero are not needed for it.
    """

    def __init__(self, message: str, proof: tuple[Fraction, ...] = ()) -> None:
        super().__init__(message)
        self.proof = proof


class Constraint(NamedTuple):
    """One line of a program."""

    coefficients: Sequence[Number]
    """One for each variable."""
    sense: Sense
    """How the sum compares with the bound."""
    bound: Number
    """What it is compared with."""


class Optimum(NamedTuple):
    """A solution, with the proof that there is no better one."""

    value: Fraction
    """Largest value of the objective."""
    point: tuple[Fraction, ...]
    """Where it is taken, one number for each variable."""
    duals: tuple[Fraction, ...]
    """A multiplier y for each constraint: >= 0 for <=, <= 0 for >=, any for =, such that y.A >= c and y.b is the value. Added
    up with them, the constraints themselves say that no point has a larger value."""


def maximise(objective: Sequence[Number], constraints: Sequence[Constraint]) -> Optimum:
    """Solve a linear program over variables that are not negative.

    Parameters
    ----------
    objective : sequence of int or Fraction
        Coefficient of each variable.
    constraints : sequence of Constraint
        What every solution fulfils.

    Raises
    ------
    NoOptimumError
        The constraints contradict each other, or leave the objective without a bound.
    """
    return _Dictionary(objective, constraints).optimum()


_ARTIFICIAL = -1
"""The variable that the first phase drives to zero; variables count from 0, then the slacks of the rows."""


class _Dictionary:
    """Basic variables as whole-number combinations of the others: denominator * basic = right-hand side - row . others.

    Each row began as one constraint of the form a.x <= b, times a factor that makes it whole; an equation makes two. Below the
    rows stand the objectives of both phases, in the same form, so that one pivot changes them all.
    """

    def __init__(self, objective: Sequence[Number], constraints: Sequence[Constraint]) -> None:
        self.variables = len(objective)
        self.count = len(constraints)
        self.rows: list[list[int]] = []
        self.sources: list[tuple[int, Fraction]] = []
        """Constraint that each row began as, and the factor."""
        for at, constraint in enumerate(constraints):
            self._add_rows(at, constraint)
        self.basis = [self.variables + at for at in range(len(self.rows))]
        self.others = [_ARTIFICIAL, *range(self.variables)]
        self.denominator = 1
        self.scale = lcm(*(Fraction(one).denominator for one in objective))
        first = [1] + [0] * (self.variables + 1)
        second = [0, *(-int(one * self.scale) for one in objective), 0]
        self.costs = [first, second]

    def _add_rows(self, at: int, constraint: Constraint) -> None:
        numbers = [Fraction(one) for one in (*constraint.coefficients, constraint.bound)]
        whole = lcm(*(one.denominator for one in numbers))
        for sign in _SIGNS[constraint.sense]:
            self.rows.append([-1, *(int(one * whole * sign) for one in numbers)])
            self.sources.append((at, Fraction(whole * sign)))

    def optimum(self) -> Optimum:
        self._find_point()
        column = self.others.index(_ARTIFICIAL)
        del self.others[column]
        for row in (*self.rows, *self.costs):
            del row[column]
        self._climb(1)
        point = [Fraction(0)] * self.variables
        for row, basic in zip(self.rows, self.basis, strict=True):
            if basic < self.variables:
                point[basic] = Fraction(row[-1], self.denominator)
        value = Fraction(self.costs[1][-1], self.denominator * self.scale)
        return Optimum(value, tuple(point), self._multipliers(1, self.scale))

    def _find_point(self) -> None:
        """Make every right-hand side non-negative, by way of an artificial variable that eases all rows alike.

        It comes first of all variables, so it leaves the basis at the very pivot by which it reaches zero.
        """
        worst = min(range(len(self.rows)), key=lambda at: self.rows[at][-1], default=None)
        if worst is None or self.rows[worst][-1] >= 0:
            return
        self._pivot(worst, 0)
        self._climb(0)
        if self.costs[0][-1]:
            raise NoOptimumError("no point fulfils all constraints", self._multipliers(0, 1))

    def _multipliers(self, phase: int, scale: int) -> tuple[Fraction, ...]:
        """Return the multiplier of each constraint: what its slack would cost."""
        found = [Fraction(0)] * self.count
        for column, other in enumerate(self.others):
            if other >= self.variables:
                at, factor = self.sources[other - self.variables]
                found[at] += Fraction(self.costs[phase][column], self.denominator * scale) * factor
        return tuple(found)

    def _climb(self, phase: int) -> None:
        """Pivot until no variable improves the objective of a phase: the first one that does enters (Bland)."""
        while True:
            costs = self.costs[phase]
            improving = [column for column in range(len(self.others)) if costs[column] < 0]
            if not improving:
                return
            entering = min(improving, key=self.others.__getitem__)
            leaving = self._leaving(entering)
            if leaving is None:
                raise NoOptimumError("the objective has no bound")
            self._pivot(leaving, entering)

    def _leaving(self, entering: int) -> int | None:
        """Return the row that reaches zero first as a variable grows; of several the one whose variable comes first."""
        leaving: int | None = None
        for at, row in enumerate(self.rows):
            if row[entering] <= 0:
                continue
            if leaving is not None:
                best = self.rows[leaving]
                behind = row[-1] * best[entering] - best[-1] * row[entering]
                if behind > 0 or (behind == 0 and self.basis[at] > self.basis[leaving]):
                    continue
            leaving = at
        return leaving

    def _pivot(self, leaving: int, entering: int) -> None:
        """Exchange a basic variable and another one."""
        # The denominator stays positive: where the pivot is not, its row is turned round first.
        sign = 1 if self.rows[leaving][entering] > 0 else -1
        pivot_row = [sign * one for one in self.rows[leaving]]
        pivot, before = pivot_row[entering], self.denominator
        for table in (self.rows, self.costs):
            for at, row in enumerate(table):
                factor = row[entering]
                if factor:
                    table[at] = [(one * pivot - factor * other) // before for one, other in zip(row, pivot_row, strict=True)]
                    table[at][entering] = -sign * factor
                elif pivot != before:
                    table[at] = [one * pivot // before for one in row]
        pivot_row[entering] = sign * before
        self.rows[leaving] = pivot_row
        self.denominator = pivot
        self.basis[leaving], self.others[entering] = self.others[entering], self.basis[leaving]
