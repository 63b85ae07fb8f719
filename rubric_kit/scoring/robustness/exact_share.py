"""The exact share of weightings under which a weighted sum is not below zero, without a single draw.

Spread a whole weight over n knots y_1 ... y_n, every way of spreading it being as likely as any other. The share of weightings
with a sum of at least 0 is the divided difference of the truncated power (Curry and Schoenberg 1966),

    F(y_1 ... y_n) = [y_1 ... y_n] t_+^(n-1).

Leibniz' rule for t_+^(n-1) = t * t_+^(n-2) turns it into a recurrence without differences of nearly equal numbers: with any
knot -u below zero and any knot v above it,

    F = (v * F without the knot -u  +  u * F without the knot v) / (u + v),

until no knot is left below zero (F = 1) or none above it (F = 0). A knot of exactly 0 changes nothing. All terms are positive
whole numbers over a common denominator, so nothing is rounded, and repeated knots need no derivatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import gcd, lcm
from operator import mul

_MOST_BITS = 256
"""Length of a common denominator up to which a `ShareTable` is quicker than each list of knots by itself."""
_MOST_HELD = 1 << 20
"""Numerators that a `ShareTable` holds before it starts anew."""


def exact_share(knots: Iterable[int]) -> Fraction:
    """Return the share of all ways to spread a whole weight over some knots whose weighted sum is at least 0.

    Parameters
    ----------
    knots : iterable of int
        Whole numbers in any order and any unit. A knot named twice carries the weight of two.

    Returns
    -------
    Fraction
        Between 0 and 1. Exactly 1 if no knot is below 0. If the greatest knot is 0 and another is below, the sum reaches 0
        only with the whole weight on knots of 0; such weightings have no volume, so the share is exactly 0.

    Examples
    --------
    >>> exact_share([-2, 3]), exact_share([-3, 3, 3])
    (Fraction(3, 5), Fraction(3, 4))
    """
    below, above = _sides(knots)
    if not below or not above:
        return Fraction(not below)
    # A way through the recurrence uses one pair of knots of each diagonal, so a diagonal has one common denominator.
    diagonals = [1] * (len(below) + len(above) + 1)
    for i, under in enumerate(below, start=1):
        for j, over in enumerate(above, start=1):
            diagonals[i + j] = lcm(diagonals[i + j], under + over)
    wholes = list(accumulate(diagonals, mul))
    row = [0, *wholes[1 : len(above) + 1]]
    for i, under in enumerate(below, start=1):
        left = 0
        for j, over in enumerate(above, start=1):
            left = row[j] = (over * row[j] + under * left) * (diagonals[i + j] // (under + over))
    return Fraction(row[-1], wholes[-1])


class ShareTable:
    """Exact shares for many lists out of the same few knots; what two lists have in common is worked out once.

    Badges of one rubric have few different points. With K criteria and L levels only C(K + L - 1, L - 1) lists exist
    (1,001 for ten criteria with five levels), and most of the work for one serves the others.

    Parameters
    ----------
    knots : iterable of int
        All knots that lists may hold.
    """

    def __init__(self, knots: Iterable[int]) -> None:
        listed = set(knots)
        self._scale = gcd(*listed) or 1
        below, above = (sorted(set(side)) for side in _sides(listed))
        self._whole = lcm(*(under + over for under in below for over in above))
        self._steps = {
            (under, over): (over * self._whole // (under + over), under * self._whole // (under + over))
            for under in below
            for over in above
        }
        self._known: dict[tuple[int, ...], Fraction] = {}
        self._start()

    def _start(self) -> None:
        self._below, self._above = _Lists(), _Lists()
        # One row for each list of knots below zero, with the numerators by list of knots above it. Where a list has n knots
        # its denominator is the (n - 1)th power of the common one.
        self._rows: list[dict[int, int]] = [{}]
        self._held = 0

    def share(self, knots: Iterable[int]) -> Fraction:
        """Return the share for one list, as `exact_share` does."""
        ordered = tuple(sorted(knot for knot in knots if knot))
        found = self._known.get(ordered)
        if found is None:
            found = self._known[ordered] = self._found(ordered)
        return found

    def _found(self, ordered: Sequence[int]) -> Fraction:
        if not ordered or ordered[0] > 0 or ordered[-1] < 0 or self._whole.bit_length() > _MOST_BITS:
            return exact_share(ordered)
        if self._held > _MOST_HELD:
            self._start()
        below = self._below.add([-knot // self._scale for knot in ordered if knot < 0])
        above = self._above.add([knot // self._scale for knot in ordered if knot > 0])
        self._rows.extend({} for _ in range(len(self._below.knots) - len(self._rows)))
        for before, here in pairwise(below):
            self._fill(before, here, above)
        return Fraction(self._rows[below[-1]][above[-1]], self._whole ** (len(ordered) - 1))

    def _fill(self, before: int, here: int, above: Sequence[int]) -> None:
        """Fill the row of one list of knots below zero, from the row of the same list without its last knot."""
        row, shorter, under = self._rows[here], self._rows[before], self._below.knots[here]
        start = len(above) - 1
        # What is known of a list's beginnings is always known from the shortest on.
        while start and above[start] not in row:
            start -= 1
        left = row[above[start]] if start else 0
        self._held += len(above) - 1 - start
        for place in range(start + 1, len(above)):
            number = above[place]
            for_over, for_under = self._steps[under, self._above.knots[number]]
            up = shorter[number] if before else self._whole ** (place - 1)
            row[number] = left = for_over * up + for_under * left


class _Lists:
    """Lists of knots, each known by a number; a list that begins like another shares its beginning."""

    def __init__(self) -> None:
        self.knots = [0]
        self._numbers: dict[tuple[int, int], int] = {}

    def add(self, knots: Iterable[int]) -> list[int]:
        """Return the numbers of all beginnings of a list, the empty one (0) first."""
        numbers = [0]
        for knot in knots:
            step = (numbers[-1], knot)
            number = self._numbers.get(step)
            if number is None:
                number = self._numbers[step] = len(self.knots)
                self.knots.append(knot)
            numbers.append(number)
        return numbers


def _sides(knots: Iterable[int]) -> tuple[list[int], list[int]]:
    """Return the knots below zero, without their sign, and those above it, in the smallest whole unit."""
    listed = sorted(knots)
    scale = gcd(*listed) or 1
    return [-knot // scale for knot in listed if knot < 0], [knot // scale for knot in listed if knot > 0]
