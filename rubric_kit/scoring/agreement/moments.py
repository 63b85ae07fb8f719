"""The sums that chance-corrected coefficients are made of: exact for the value, by badge for the bootstrap.

Every sum runs over cells that several raters answered (a badge, or a badge and a criterion). Drawing badges again with
replacement only changes how often a badge's share enters, so 1,000 draws are one product of matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.scoring.agreement.bootstrap import drawn_sums
from rubric_kit.scoring.agreement.level_grid import MISSING, Levels

Numbers = NDArray[Any]
"""Exact: an array of `Fraction`. For draws: an array of float64 with one more axis in front."""


class Cells(NamedTuple):
    """Answers by cell, raters in rows, with the badge that each cell belongs to."""

    levels: Levels
    """Places of levels, `MISSING` elsewhere; shape (raters, cells)."""
    badge: NDArray[np.int64]
    """Number of the badge of each cell; shape (cells,)."""
    badges: int
    """How many badges there are."""
    size: int
    """How many levels there are."""

    def counts(self) -> NDArray[np.int64]:
        """Return how many raters gave each level; shape (cells, levels)."""
        return np.stack([(self.levels == place).sum(axis=0, dtype=np.int64) for place in range(self.size)], axis=1)


class Moments(NamedTuple):
    """Sums over cells. K and L run over levels; a cell with one answer enters `use` and `rated` alone."""

    pairs: Numbers
    """Ordered pairs of raters that gave K and L; shape (..., levels, levels)."""
    coincidences: Numbers
    """The same, each cell divided by its answers less one: Krippendorff's coincidence matrix; shape (..., levels, levels)."""
    pair_shares: Numbers
    """The same, each cell divided by its number of ordered pairs, so that cells count alike; shape (..., levels, levels)."""
    paired: Numbers
    """Cells with at least two answers; shape (...)."""
    use: Numbers
    """Share of the answers of each cell that give K, summed; shape (..., levels)."""
    rated: Numbers
    """Cells with at least one answer; shape (...)."""


def cells_of(levels: Sequence[Levels], size: int) -> Cells:
    """Lay grids of one or more criteria side by side; column i of every grid is the same badge.

    Raters and badges without any level go: whoever was away, and whatever nobody rated, changes no figure.

    Parameters
    ----------
    levels : sequence of int8 arrays of shape (raters, badges)
        Grids with the same raters and badges.
    size : int
        How many levels each criterion has.
    """
    given = [answered(grid) for grid in levels]
    raters = np.any([one.any(axis=1) for one in given], axis=0)
    rated = np.any([one.any(axis=0) for one in given], axis=0)
    badges = int(rated.sum())
    kept = [grid[raters][:, rated] for grid in levels]
    return Cells(np.concatenate(kept, axis=1), np.tile(np.arange(badges, dtype=np.int64), len(kept)), badges, size)


def exact_moments(cells: Cells) -> Moments:
    """Return the sums over all cells as fractions.

    Cells with the same number of answers are added up in whole numbers first, so that few fractions are made.
    """
    counts = cells.counts()
    answers = counts.sum(axis=1)
    size = cells.size
    pairs, coincidences, shares = (_zeros(size, size) for _ in range(3))
    use = _zeros(size)
    for number in sorted({int(one) for one in answers} - {0}):
        alike = counts[answers == number]
        use = use + fractions(alike.sum(axis=0), number)
        if number > 1:
            found = alike.T @ alike - np.diag(alike.sum(axis=0))
            pairs = pairs + fractions(found, 1)
            coincidences = coincidences + fractions(found, number - 1)
            shares = shares + fractions(found, number * (number - 1))
    paired, rated = (_scalar(int((answers >= least).sum())) for least in (2, 1))
    return Moments(pairs, coincidences, shares, paired, use, rated)


def badge_moments(cells: Cells) -> Moments:
    """Return the sums of each badge as floats, shapes (badges, ...); `drawn_moments` adds them up for each draw."""
    counts = cells.counts().astype(np.float64)
    answers = counts.sum(axis=1)
    paired = answers > 1
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(cells.size)
    pairs[:, diagonal, diagonal] -= counts
    others = np.maximum(answers - 1, 1)
    coincidences = pairs / others[:, None, None]
    shares = coincidences / np.maximum(answers, 1)[:, None, None]
    use = counts / np.maximum(answers, 1)[:, None]
    columns = (pairs, coincidences, shares, paired.astype(np.float64), use, (answers > 0).astype(np.float64))
    return Moments(*(_by_badge(column, cells) for column in columns))


def drawn_moments(moments: Moments, draws: NDArray[np.float64]) -> Moments:
    """Return the sums of each draw.

    Parameters
    ----------
    moments : Moments
        Sums of each badge, shapes (badges, ...).
    draws : array of float64 of shape (draws, badges)
        How often each badge was drawn.
    """
    sizes = [prod(column.shape[1:]) for column in moments]
    flat = [column.reshape(len(column), size) for column, size in zip(moments, sizes, strict=True)]
    found = drawn_sums(draws, np.concatenate(flat, axis=1))
    edges = np.cumsum([0, *sizes])
    parts = zip(moments, edges[:-1], edges[1:], strict=True)
    return Moments(*(found[:, start:end].reshape(len(draws), *column.shape[1:]) for column, start, end in parts))


def _by_badge(column: NDArray[np.float64], cells: Cells) -> NDArray[np.float64]:
    found = np.zeros((cells.badges, *column.shape[1:]))
    np.add.at(found, cells.badge, column)
    return found


def _zeros(*shape: int) -> Numbers:
    return np.full(shape, Fraction(0), dtype=object)


def fractions(whole: NDArray[np.int64], below: int = 1) -> Numbers:
    """Return whole numbers, divided by another, as exact fractions."""
    found = _zeros(whole.size)
    found[:] = [Fraction(one, below) for one in whole.ravel().tolist()]
    return found.reshape(whole.shape)


def _scalar(value: int) -> Numbers:
    return np.array(Fraction(value), dtype=object)


def answered(levels: Levels) -> NDArray[np.bool_]:
    """Return where a level was given."""
    found: NDArray[np.bool_] = levels != MISSING
    return found
