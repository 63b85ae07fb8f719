"""Intraclass correlations: how much of the spread of answers is spread between badges. Shrout and Fleiss (1979).

The six forms differ up to fourfold on the same answers, so the form is always part of the name: (1, .) everybody rated other
badges than everybody else, (2, .) the same people rated all badges and stand for others, (3, .) the same people and no others
matter, so that a strict rater does no harm; (., 1) one rater's answer, (., k) the mean of all.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from rubric_kit.scoring.agreement.f_distribution import f_quantile
from rubric_kit.scoring.agreement.level_grid import Levels

FORMS = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")
_SHARE = 0.975
_NEARLY_ZERO = 1e-12


class MeanSquares(NamedTuple):
    """The parts of the spread, exact."""

    badges: int
    """Number of badges."""
    raters: int
    """Number of raters."""
    between: Fraction
    """Between badges (BMS)."""
    within: Fraction
    """Within badges (WMS)."""
    judges: Fraction
    """Between raters (JMS)."""
    error: Fraction
    """What is left (EMS)."""


class Intraclass(NamedTuple):
    """One form."""

    form: str
    """One of `FORMS`."""
    value: Fraction | None
    """The exact value; None where it is undefined: the spread of which it is a share does not come out above zero."""
    low: float | None
    """Lower end of the 95 % interval, from F distributions; a float, for showing only."""
    high: float | None
    """Upper end."""


def mean_squares(levels: Levels) -> MeanSquares:
    """Return the mean squares of a grid without gaps.

    Parameters
    ----------
    levels : array of whole numbers of shape (raters, badges)
        At least 2 by 2, none missing.
    """
    grid = np.asarray(levels, dtype=np.int64)
    raters, badges = grid.shape
    everything = Fraction(int(grid.sum()) ** 2, raters * badges)
    squares = int((grid**2).sum()) - everything
    between = Fraction(int((grid.sum(axis=0) ** 2).sum()), raters) - everything
    judges = Fraction(int((grid.sum(axis=1) ** 2).sum()), badges) - everything
    return MeanSquares(
        badges,
        raters,
        between / (badges - 1),
        (squares - between) / (badges * (raters - 1)),
        judges / (raters - 1),
        (squares - between - judges) / ((badges - 1) * (raters - 1)),
    )


def intraclass(squares: MeanSquares) -> tuple[Intraclass, ...]:
    """Return all six forms, in the order of `FORMS`."""
    ends = _single_intervals(squares)
    found = []
    for form in FORMS:
        above, below = _parts(squares, form)
        low, high = ends[form[0]]
        if form.endswith("k"):
            low, high = (_stepped_up(end, squares.raters) for end in (low, high))
        # A spread that comes out negative, which it can with few odd answers, is no base to take a share of.
        found.append(Intraclass(form, above / below, low, high) if below > 0 else Intraclass(form, None, None, None))
    return tuple(found)


def _parts(squares: MeanSquares, form: str) -> tuple[Fraction, Fraction]:
    """Return what stands above and below the line; Shrout and Fleiss (1979), table 3 and page 426."""
    badges, raters, between, within, judges, error = squares
    return {
        "1,1": (between - within, between + (raters - 1) * within),
        "2,1": (between - error, between + (raters - 1) * error + raters * (judges - error) / badges),
        "3,1": (between - error, between + (raters - 1) * error),
        "1,k": (between - within, between),
        "2,k": (between - error, between + (judges - error) / badges),
        "3,k": (between - error, between),
    }[form]


Ends = tuple[float | None, float | None]


def _single_intervals(squares: MeanSquares) -> dict[str, Ends]:
    n, k = squares.badges, squares.raters
    return {
        "1": _one_way_ends(squares.between, squares.within, k, (n - 1, n * (k - 1))),
        "2": _two_way_ends(squares),
        "3": _one_way_ends(squares.between, squares.error, k, (n - 1, (n - 1) * (k - 1))),
    }


def _one_way_ends(between: Fraction, rest: Fraction, raters: int, freedom: tuple[int, int]) -> Ends:
    if not rest:
        return None, None
    ratio = float(between / rest)
    low = ratio / f_quantile(_SHARE, *freedom)
    high = ratio * f_quantile(_SHARE, *reversed(freedom))
    return (low - 1) / (low + raters - 1), (high - 1) / (high + raters - 1)


def _two_way_ends(squares: MeanSquares) -> Ends:
    """Return the interval of form (2,1), with the degrees of freedom of Satterthwaite; Shrout and Fleiss (1979), page 424."""
    above, below = _parts(squares, "2,1")
    if not squares.error or below <= 0:
        return None, None
    n, k = squares.badges, squares.raters
    share = k * (above / below) * (squares.judges / squares.error)
    rest = n * (1 + (k - 1) * (above / below)) - k * (above / below)
    if not share + rest:
        return None, None
    freedom = float((k - 1) * (n - 1) * (share + rest) ** 2 / ((n - 1) * share**2 + rest**2))
    between, judges, error = map(float, (squares.between, squares.judges, squares.error))
    down, up = f_quantile(_SHARE, n - 1, freedom), f_quantile(_SHARE, freedom, n - 1)
    shared = k * judges + (k * n - k - n) * error
    low = n * (between - down * error) / (down * shared + n * between)
    return low, n * (up * between - error) / (shared + n * up * between)


def _stepped_up(single: float | None, raters: int) -> float | None:
    """Return the reliability of a mean from that of one answer (Spearman and Brown); None where it falls without end."""
    below = 0.0 if single is None else 1 + (raters - 1) * single
    return None if single is None or below < _NEARLY_ZERO else raters * single / below
