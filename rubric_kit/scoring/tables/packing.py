"""Complete badges by packed look-up: a few criteria at a time become one key, and one table gives their points and their gates.

The table holds `points - B * v` for a failed gate, with B above every sum, so that one number carries both:

    shifted = sum - B * m        0 <= sum < B,   m = 0 where no gate fails

Gates that stand beside each other and have the same outcome make one group. m counts the failed gates of each group, written in a
mixed base in which every digit has room for all gates of its group, the first group in the highest digit. So the first group in
which a gate fails can be told from the size of m, as a cut can be told from the size of the sum: all rules of a complete badge
become one row of thresholds that rise, and the number of thresholds reached is the outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import gcd
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.scoring.tables.plan import GateRule, ScorePlan

_LARGEST_TABLE = 4096
"""Entries of a packed table: the keys fit 16 bits, and a table of 32-bit numbers the processor's first cache."""
_MOST_THRESHOLDS = 120
"""They are counted in 8 bits."""

Cells = Sequence[NDArray[np.int8]]


class _Digit(NamedTuple):
    """A group of gates with one outcome, and what one failed gate of it adds to m."""

    gates: tuple[GateRule, ...]
    value: int


class PackedTable(NamedTuple):
    """Some criteria, and the shifted points of every combination of their levels."""

    criteria: tuple[int, ...]
    """Places of the criteria."""
    levels: tuple[int, ...]
    """Their numbers of levels, the base of each digit of the key."""
    points: NDArray[np.integer]
    """Shifted points by key, in units of the look-up."""


class PackedLookUp(NamedTuple):
    """All tables of a plan, with the thresholds."""

    tables: tuple[PackedTable, ...]
    """Together they hold each criterion once."""
    thresholds: NDArray[np.integer]
    """Shifted sums from which the next outcome holds, lowest first."""
    codes: NDArray[np.int8]
    """Code of the outcome by the number of thresholds reached."""
    room: int
    """B, a power of two."""
    unit: int
    """Points are counted in this unit, the largest that divides all of them."""

    def shifted(self, cells: Cells) -> NDArray[np.integer]:
        """Return the shifted sums of badges of which every cell holds a level; what other cells give means nothing."""
        found = None
        for table in self.tables:
            key = cells[table.criteria[0]].astype(np.int16)
            for at, levels in zip(table.criteria[1:], table.levels[1:], strict=True):
                key *= levels
                key += cells[at]
            # "clip" reads without a check of its own; cells without a level may give any key and are replaced later.
            points = table.points.take(key, mode="clip")
            found = points if found is None else np.add(found, points, out=found)
        assert found is not None  # noqa: S101  a rubric has at least one criterion
        return found

    def label_into(self, shifted: NDArray[np.integer], out: NDArray[np.int8]) -> None:
        """Write the codes of the outcomes of shifted sums into an array of the same length."""
        out[:] = 0
        for threshold in self.thresholds:
            out += (shifted >= threshold).view(np.int8)
        out[:] = self.codes.take(out)

    def sums(self, shifted: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return the sums behind shifted sums, in the unit of the plan: B is a power of two, so its bits fall away."""
        return (shifted & (self.room - 1)).astype(np.int64) * self.unit


def packed_look_up(plan: ScorePlan) -> PackedLookUp | None:
    """Return the packed tables of a plan; None where a profile has a say, or where the numbers would not fit 64 bits."""
    if any(rung.parts is not None for rung in plan.rungs):
        return None
    unit = gcd(*(points for one in plan.points for points in one))
    room = 1 << (plan.full // unit).bit_length()
    digits = _digits(plan)
    # Every shifted sum, and every sum of some of its parts, lies between -B * (the largest m) and B - 1.
    largest = digits[0].value * (len(digits[0].gates) + 1) - 1 if digits else 0
    kind = _smallest_kind(room * max(largest, 1))
    thresholds = [-(digit.value - 1) * room for digit in digits]
    thresholds += [-(-rung.cut * plan.top // unit) for rung in reversed(plan.rungs) if rung.cut is not None]
    if kind is None or len(thresholds) > _MOST_THRESHOLDS:
        return None
    codes = [*(digit.gates[0].otherwise for digit in digits), plan.below, *(rung.outcome for rung in reversed(plan.rungs))]
    tables = tuple(_table(plan, digits, group, room, unit, kind) for group in _groups(plan))
    return PackedLookUp(tables, np.array(thresholds, dtype=kind), np.array(codes, dtype=np.int8), room, unit)


def _smallest_kind(bound: int) -> type[np.signedinteger] | None:
    return next((kind for kind in (np.int16, np.int32, np.int64) if bound <= np.iinfo(kind).max), None)


def _digits(plan: ScorePlan) -> list[_Digit]:
    digits: list[_Digit] = []
    value = 1
    groups = [tuple(group) for _, group in groupby(plan.gates, key=lambda gate: gate.otherwise)]
    for group in reversed(groups):
        digits.insert(0, _Digit(group, value))
        value *= len(group) + 1
    return digits


def _groups(plan: ScorePlan) -> Iterator[tuple[int, ...]]:
    """Give the criteria in groups, as many to a table as fit."""
    group: list[int] = []
    size = 1
    for at, levels in enumerate(plan.levels):
        if size * levels > _LARGEST_TABLE:
            yield tuple(group)
            group, size = [], 1
        group.append(at)
        size *= levels
    yield tuple(group)


def _table(
    plan: ScorePlan, digits: Sequence[_Digit], group: tuple[int, ...], room: int, unit: int, kind: type[np.signedinteger]
) -> PackedTable:
    points = np.zeros(1, dtype=np.int64)
    for at in group:
        shifted = [own // unit for own in plan.points[at]]
        for digit in digits:
            for gate in digit.gates:
                for place in range(gate.least.place if gate.least.criterion == at else 0):
                    shifted[place] -= digit.value * room
        points = (points[:, None] + np.array(shifted, dtype=np.int64)).ravel()
    return PackedTable(group, tuple(plan.levels[at] for at in group), points.astype(kind))
