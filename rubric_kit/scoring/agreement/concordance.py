"""Kendall's W: whether people put the badges in the same order. Kendall and Babington Smith (1939), corrected for ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from rubric_kit.scoring.agreement.level_grid import Levels


def kendall_w(levels: Levels) -> Fraction | None:
    """Return W of a grid without gaps, exactly; None where nobody tells any badge from another.

    Badges with the same level of a rater share the mean of their ranks. With m raters, n badges, R the sum of a badge's ranks
    and T = sum(t^3 - t) over a rater's ties: W = (12 sum(R^2) - 3 m^2 n (n + 1)^2) / (m^2 (n^3 - n) - m sum(T)).

    Parameters
    ----------
    levels : array of whole numbers of shape (raters, badges)
        None missing.
    """
    rows = levels.tolist()
    raters, badges = len(rows), len(rows[0])
    sums = [sum(column) for column in zip(*map(_double_ranks, rows), strict=True)]
    ties = sum(count**3 - count for row in rows for count in Counter(row).values())
    # The sums are twice the ranks, so that they are whole: 12 R^2 is 3 (2 R)^2.
    above = 3 * sum(one**2 for one in sums) - 3 * raters**2 * badges * (badges + 1) ** 2
    below = raters**2 * (badges**3 - badges) - raters * ties
    return Fraction(above, below) if below else None


def _double_ranks(row: Sequence[int]) -> list[int]:
    """Return twice the rank of each value, 1 for the lowest; equal values share the mean of their ranks."""
    number = Counter(row)
    below, ranks = 0, {}
    for value in sorted(number):
        ranks[value] = 2 * below + number[value] + 1
        below += number[value]
    return [ranks[value] for value in row]
