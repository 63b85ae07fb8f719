"""The one point that fulfils linear conditions most evenly, exactly.

Many weights fulfil a few answers. Which one to show must not hang on the order in which the criteria are written, nor on the
way a solver happens to go. So the smallest margin is made as large as it can be, then the next smallest, and so on. That point
is unique as soon as the margins tell the weights apart, and is known as the lexicographic centre or nucleolus (Schmeidler 1969).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rubric_kit.scoring.weighing.linear_program import Constraint, Number, maximise


def fairest_point(margins: Sequence[Sequence[Number]], constraints: Sequence[Constraint]) -> tuple[Fraction, ...]:
    """Return the point whose margins, sorted from the smallest up, are the largest in the order of a dictionary.

    Parameters
    ----------
    margins : sequence of sequences of int or Fraction
        Coefficients of each margin, one for each variable. Together they must tell all points apart.
    constraints : sequence of Constraint
        What the point fulfils, beside that no variable is negative; they must hold every margin below some bound.

    Raises
    ------
    NoOptimumError
        No point fulfils the constraints.
    """
    size = len(margins[0])
    open_margins = list(margins)
    # Two further variables are the two signs of the smallest margin, which is to be as large as can be.
    held = [Constraint([*one.coefficients, 0, 0], one.sense, one.bound) for one in constraints]
    known = _Known(size)
    for one in constraints:
        if one.sense == "=":
            known.add(one.coefficients)
    while True:
        least = [Constraint([*(-one for one in margin), 1, -1], "<=", 0) for margin in open_margins]
        found = maximise([*([0] * size), 1, -1], [*least, *held])
        multipliers = found.duals[: len(open_margins)]
        # A margin whose multiplier is not zero has this value at every optimum; the multipliers sum to 1, so there is one.
        for margin, multiplier in zip(open_margins, multipliers, strict=True):
            if multiplier:
                held.append(Constraint([*margin, 0, 0], "=", found.value))
                known.add(margin)
        if known.everything:
            return found.point[:size]
        still_open = zip(open_margins, multipliers, strict=True)
        open_margins = [margin for margin, multiplier in still_open if not multiplier and known.adds(margin)]


class _Known:
    """What equations say together: whether a further one says anything new, and whether all variables are determined."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.rows: dict[int, list[Fraction]] = {}
        """Rows by their leading column, in which they hold a one."""

    @property
    def everything(self) -> bool:
        return len(self.rows) == self.size

    def adds(self, coefficients: Sequence[Number]) -> bool:
        return any(self._rest(coefficients))

    def add(self, coefficients: Sequence[Number]) -> None:
        rest = self._rest(coefficients)
        lead = next((at for at, one in enumerate(rest) if one), None)
        if lead is not None:
            self.rows[lead] = [one / rest[lead] for one in rest]

    def _rest(self, coefficients: Sequence[Number]) -> list[Fraction]:
        rest = [Fraction(one) for one in coefficients]
        for lead in sorted(self.rows):
            if rest[lead]:
                rest = [one - rest[lead] * other for one, other in zip(rest, self.rows[lead], strict=True)]
        return rest
