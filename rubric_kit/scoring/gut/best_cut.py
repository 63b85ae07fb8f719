"""The cut that parts two groups of scores with the fewest on the wrong side, exactly, and the range of cuts that do as well.

A score on or above a cut is accepted. So the number misplaced is the same for all cuts above one score and up to the next, and
only these stretches have to be looked at. A score with gaps is an interval and enters as one: a cut belongs to the range if it is
best for some way to fill the gaps. For a given cut the filling that favours it most can be written down (see `_favoured`), so
that no filling has to be tried.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

Span = tuple[Fraction, Fraction]
"""Low and high end of a score, as shares of the full score."""
_Ranks = Mapping[tuple[int, int], int]


class CutRange(NamedTuple):
    """Cuts that do equally well, as shares of the full score."""

    low: Fraction
    """Low end."""
    high: Fraction
    """High end, which belongs to the range."""
    above: bool
    """Whether the cut must lie above the low end, which then does not belong to the range."""

    def holds(self, cut: Fraction) -> bool:
        """Tell whether a cut lies in the range."""
        return self.low <= cut <= self.high and not (self.above and cut == self.low)


class BestCuts(NamedTuple):
    """Cuts that misplace the fewest."""

    ranges: tuple[CutRange, ...]
    """Where such cuts lie, lowest first."""
    fewest: tuple[int, int]
    """How many the best cut misplaces: at least, and at most, depending on what is missing."""


def best_cuts(yes: Sequence[Span], no: Sequence[Span]) -> BestCuts:
    """Return the cuts that misplace the fewest of two groups: a yes below the cut, a no on or above it.

    Parameters
    ----------
    yes, no : sequence of (low, high)
        Scores of the group that should lie on or above the cut, and of the one that should lie below it; shares of 0 to 1.

    Examples
    --------
    >>> half, most = Fraction(1, 2), Fraction(3, 4)
    >>> best_cuts([(most, most)], [(half, half)])
    BestCuts(ranges=(CutRange(low=Fraction(1, 2), high=Fraction(3, 4), above=True),), fewest=(0, 0))
    """
    ends = sorted({Fraction(1), *(end for span in (*yes, *no) for end in span)})
    ups, downs = (Counter((bisect_left(ends, low), bisect_left(ends, high)) for low, high in group) for group in (yes, no))
    stretches = range(len(ends))
    best = [at for at in stretches if _is_best(at, _favoured(at, ups, downs), len(ends))]
    bounds = [_bounds(at, ups, downs) for at in stretches]
    return BestCuts(tuple(_ranges(ends, best)), (min(low for low, _ in bounds), min(high for _, high in bounds)))


def misplaced(yes: Sequence[Span], no: Sequence[Span], cut: Fraction) -> tuple[int, int]:
    """Return how many a cut misplaces, at least and at most, depending on what is missing."""
    least = sum(high < cut for _, high in yes) + sum(low >= cut for low, _ in no)
    most = sum(low < cut for low, _ in yes) + sum(high >= cut for _, high in no)
    return least, most


def _favoured(at: int, ups: _Ranks, downs: _Ranks) -> tuple[Counter[int], Counter[int]]:
    """Fill every gap so that the cuts of one stretch do as well as they can beside every other cut.

    Stretch number k holds the cuts above end k - 1 and up to end k. Of two places on the same side of the cut the one nearer to
    the cut on the right side, or further from it on the wrong side, is never worse beside any other cut; and the right side is
    never worse than the wrong one. So a yes lies on the cut if it can, and else at its low end; a no lies just below the cut
    if it can, and else at its high end.
    """
    yes: Counter[int] = Counter()
    no: Counter[int] = Counter()
    for (low, high), count in ups.items():
        yes[at if low <= at <= high else low] += count
    for (low, high), count in downs.items():
        no[min(high, at - 1) if low < at else high] += count
    return yes, no


def _is_best(at: int, filled: tuple[Counter[int], Counter[int]], stretches: int) -> bool:
    yes, no = filled
    below = [0, *accumulate(yes[place] for place in range(stretches - 1))]
    above = list(accumulate(no[place] for place in reversed(range(stretches))))[::-1]
    wrong = [one + other for one, other in zip(below, above, strict=True)]
    return wrong[at] == min(wrong)


def _bounds(at: int, ups: _Ranks, downs: _Ranks) -> tuple[int, int]:
    least = sum(count for (_, high), count in ups.items() if high < at) + sum(c for (low, _), c in downs.items() if low >= at)
    most = sum(count for (low, _), count in ups.items() if low < at) + sum(c for (_, high), c in downs.items() if high >= at)
    return least, most


def _ranges(ends: Sequence[Fraction], best: Sequence[int]) -> list[CutRange]:
    found: list[CutRange] = []
    for before, at in zip((-2, *best), best, strict=False):
        if before == at - 1:
            found[-1] = found[-1]._replace(high=ends[at])
        else:
            found.append(CutRange(ends[at - 1] if at else Fraction(0), ends[at], above=bool(at)))
    return found
