"""Exact chances, in whole numbers: how past and new badges mix when nothing but their number tells them apart.

If a new batch is like the past, then of any rows picked by their scores and decisions alone, the new ones are a random draw:
their number follows the hypergeometric law. No other model is used, and no parameter is fitted. Limits of this kind are those of
A. R. Thatcher, "Relationships between Bayesian and confidence limits for predictions", J. R. Statist. Soc. B 26 (1964) 176-192.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb


def chance_of_more(most: int, batch: int, past: int, rows: int) -> Fraction:
    """Return the chance that more than `most` of some rows are of the batch, when the rows are any of past and batch together.

    Parameters
    ----------
    most : int
        Number that must be passed; -1 is always passed.
    batch, past : int
        How many rows there are of each.
    rows : int
        How many are picked, at most all of them.

    Examples
    --------
    >>> chance_of_more(0, 2, 2, 2)
    Fraction(5, 6)
    """
    # comb(n, k) is 0 for k above n.
    others = sum(comb(batch, number) * comb(past, rows - number) for number in range(min(most, rows) + 1))
    return 1 - Fraction(others, comb(past + batch, rows))


def allowed_disagreements(past: int, batch: int, most: int, doubt: Fraction) -> int | None:
    """Return how many past disagreements a zone may hold so that it misroutes at most `most` badges of the batch.

    A zone grows from the clearest scores inwards and ends before past disagreement number k + 1. If it misroutes more than m
    badges, then more than m of the k + m + 1 clearest disagreements, past and new together, are new. For given rows that is one
    hypergeometric chance, whatever the threshold turns out to be: so it may be chosen on the same decisions that it is judged by.

    Parameters
    ----------
    past, batch : int
        Decisions that are known, and badges to route.
    most : int
        Misroutes m that are allowed, fewer than the batch has badges.
    doubt : Fraction
        Largest chance that there are more.

    Returns
    -------
    int or None
        The largest such k; None if the past is too small even for a zone without any disagreement.
    """
    if chance_of_more(most, batch, past, most + 1) > doubt:
        return None
    return _last(lambda k: chance_of_more(most, batch, past, k + most + 1) <= doubt, 0, past)


def fewest_past_decisions(batch: int, most: int, doubt: Fraction) -> int:
    """Return how many past decisions are needed at least to promise that at most `most` of a batch are misrouted."""
    enough = 1
    while chance_of_more(most, batch, enough, most + 1) > doubt:
        enough *= 2
    return _last(lambda past: chance_of_more(most, batch, past, most + 1) > doubt, 0, enough) + 1


def fewest_that_can_be_promised(past: int, batch: int, doubt: Fraction) -> int:
    """Return the smallest number of misroutes that so many past decisions can promise to keep; the batch's size if none."""
    return 1 + _last(lambda most: most < 0 or chance_of_more(most, batch, past, most + 1) > doubt, -1, batch - 1)


def fewest_misroutes(against: int, past: int, batch: int, doubt: Fraction) -> int:
    """Return the lower limit for the misroutes among `batch` badges, beside `past` decisions with `against` disagreements."""
    least = 0
    while 1 - chance_of_more(least, batch, past, against + least) <= doubt:
        least += 1
    return least


def _last(holds: Callable[[int], bool], low: int, high: int) -> int:
    """Return the last number from low to high for which something holds that holds for low, and then no more from some on."""
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low
