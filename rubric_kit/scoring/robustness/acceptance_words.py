"""An exact share in words that never round a doubt away."""

from __future__ import annotations

from fractions import Fraction

from rubric_kit.scoring.robustness.acceptance_table import Acceptance


def acceptance_words(found: Acceptance) -> str:
    """Return a share of weightings as words for a room, to one decimal of 100, rounded down as scores are.

    100 and 0 are said only of shares that are exactly that: a share that is too small to show is "less than 0.1".

    Examples
    --------
    >>> acceptance_words(Acceptance(Fraction(593, 1000), Fraction(593, 1000)))
    '59.3 of 100 weightings'
    >>> acceptance_words(Acceptance(Fraction(1, 3), Fraction(1)))
    '33.3 to 100 of 100 weightings, depending on what is missing'
    """
    low, high = _of_hundred(found.low), _of_hundred(found.high)
    if found.low == found.high:
        return f"{low} of 100 weightings"
    return f"{low} to {high} of 100 weightings, depending on what is missing"


def _of_hundred(share: Fraction) -> str:
    tenths = int(share * 1000)
    if share in (0, 1):
        return str(tenths // 10)
    return f"{tenths // 10}.{tenths % 10}" if tenths else "less than 0.1"
