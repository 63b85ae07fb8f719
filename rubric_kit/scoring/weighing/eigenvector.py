"""The principal eigenvector of a table of comparisons, alike on every machine.

Decimal numbers of 60 digits are added, multiplied and divided by rules that leave a machine no choice; the result is used to
30 digits, far from what rounding could have touched. Floats would differ in their last digits between processors.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import NamedTuple

Table = Sequence[Sequence[Fraction]]
"""How many times as important the criterion of the row is as the one of the column."""

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN, Emax=999_999, Emin=-999_999)
_AGREE = Decimal("1e-40")
_USED = Decimal("1e-30")


class Eigen(NamedTuple):
    """Principal eigenvector and eigenvalue, to 30 digits."""

    vector: list[Fraction]
    """Sums to 1."""
    value: Fraction
    """At least the number of criteria; equal to it where nothing contradicts."""


def principal_eigenvector(table: Table) -> Eigen:
    """Return the principal eigenvector of a table of comparisons, by squaring it until it no longer changes.

    Every entry is positive, so the rows of the powers come closer and closer to one proportion (Perron 1907). The eigenvalue
    lies between the smallest and the largest entry of the table times the vector over the vector (Collatz 1942); the vector is
    good when these two agree to 40 digits. With entries from 1/9 to 9 each power brings the rows closer by a factor of at least
    tanh(ln 9) = .976 (Birkhoff 1957), so 12 squarings are enough however wildly the comparisons contradict each other.
    """
    power = [[_CONTEXT.divide(Decimal(cell.numerator), Decimal(cell.denominator)) for cell in row] for row in table]
    first = power
    while True:
        vector = _whole([_sum(row) for row in power])
        ratios = [_CONTEXT.divide(grown, before) for grown, before in zip(_times(first, vector), vector, strict=True)]
        if _CONTEXT.subtract(max(ratios), min(ratios)) <= _CONTEXT.multiply(max(ratios), _AGREE):
            break
        columns = [list(column) for column in zip(*power, strict=True)]
        squared = [[_dot(row, column) for column in columns] for row in power]
        largest = max(cell for row in squared for cell in row)
        power = [[_CONTEXT.divide(cell, largest) for cell in row] for row in squared]
    used = [Fraction(share.quantize(_USED, context=_CONTEXT)) for share in vector]
    return Eigen([share / sum(used) for share in used], Fraction(max(ratios).quantize(_USED, context=_CONTEXT)))


def _sum(numbers: Sequence[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = _CONTEXT.add(total, number)
    return total


def _dot(one: Sequence[Decimal], other: Sequence[Decimal]) -> Decimal:
    return _sum([_CONTEXT.multiply(a, b) for a, b in zip(one, other, strict=True)])


def _times(rows: Sequence[Sequence[Decimal]], vector: Sequence[Decimal]) -> list[Decimal]:
    return [_dot(row, vector) for row in rows]


def _whole(vector: Sequence[Decimal]) -> list[Decimal]:
    total = _sum(vector)
    return [_CONTEXT.divide(one, total) for one in vector]
