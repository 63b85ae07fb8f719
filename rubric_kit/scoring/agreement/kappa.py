"""Cohen's kappa of two raters, its average over all pairs (Light), and Conger's kappa of all raters at once.

Cohen (1960, 1968), Light (1971), Conger (1980). Two raters are compared on the cells that both answered; the chance of a pair
comes from how these two use the levels there. In terms of distances v: kappa = 1 - n sum(v o) / sum(v a b), with o the cells by
both answers, a and b each rater's use, and n the cells: whole numbers throughout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import fsum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.scoring.agreement.bootstrap import drawn_sums
from rubric_kit.scoring.agreement.chance_models import observed_agreement, weight_matrix
from rubric_kit.scoring.agreement.moments import Cells, Moments, Numbers, fractions
from rubric_kit.scoring.agreement.quotient import Quotient
from rubric_kit.scoring.agreement.step_weights import StepWeights, step_distances

_LARGEST_PART = 20_000
"""Answers of pairs that are held in memory at once, by cell and level."""


class PairKappas(NamedTuple):
    """Kappa of every two raters who share a cell."""

    values: tuple[Fraction, ...]
    """Those that are defined."""
    undefined: int
    """Pairs that have none: both gave one and the same level wherever both answered."""
    apart: int
    """Pairs without a shared cell."""

    @property
    def average(self) -> Fraction | float | None:
        """The mean: exact for one pair; a float for more, whose exact mean can have thousands of digits."""
        if len(self.values) < 2:
            return self.values[0] if self.values else None
        return fsum(map(float, self.values)) / len(self.values)


def pair_kappas(cells: Cells, weights: StepWeights) -> PairKappas:
    """Return Cohen's kappa of every two raters.

    Parameters
    ----------
    cells : Cells
        Answers.
    weights : StepWeights
        How much two levels count as agreement; `NONE` is the plain kappa, the two others the weighted one.
    """
    distances = step_distances(weights, cells.size)
    given = _one_hot(cells)
    values, undefined, apart = [], 0, 0
    for one in range(len(given)):
        # Of one rater with all that follow: cells by both answers, shape (others, levels, levels).
        both = np.einsum("ck,rcl->rkl", given[one], given[one + 1 :])
        number = both.sum(axis=(1, 2))
        expected = ((both.sum(axis=2) @ distances) * both.sum(axis=1)).sum(axis=1)
        observed = number * (both * distances).sum(axis=(1, 2))
        for cells_of_pair, above, below in zip(number.tolist(), observed.tolist(), expected.tolist(), strict=True):
            if below:
                values.append(1 - Fraction(above, below))
            else:
                undefined, apart = undefined + (cells_of_pair > 0), apart + (cells_of_pair == 0)
    return PairKappas(tuple(values), undefined, apart)


def drawn_average_kappas(
    cells: Cells, kinds: Sequence[StepWeights], draws: NDArray[np.float64]
) -> dict[StepWeights, NDArray[np.float64]]:
    """Return the average over pairs for each draw of badges.

    Parameters
    ----------
    cells : Cells
        Answers.
    kinds : sequence of StepWeights
        The kinds of kappa.
    draws : array of float64 of shape (draws, badges)
        How often each badge was drawn.

    Returns
    -------
    dict
        For each kind an array of shape (draws,); not-a-number where no pair has a value.
    """
    given = _one_hot(cells).astype(np.float64)
    first, second = np.triu_indices(len(given), k=1)
    totals = {kind: np.zeros(len(draws)) for kind in kinds}
    numbers = {kind: np.zeros(len(draws)) for kind in kinds}
    at_once = max(1, _LARGEST_PART // max(given[0].size if len(given) else 1, 1))
    for start in range(0, len(first), at_once):
        pairs = slice(start, start + at_once)
        for kind, values in _drawn_kappas(given[first[pairs]], given[second[pairs]], cells, kinds, draws):
            defined = ~np.isnan(values)
            totals[kind] += np.where(defined, values, 0).sum(axis=1)
            numbers[kind] += defined.sum(axis=1)
    return {kind: Quotient(totals[kind], numbers[kind]).floats() for kind in kinds}


def _drawn_kappas(
    one: NDArray[np.float64], other: NDArray[np.float64], cells: Cells, kinds: Sequence[StepWeights], draws: NDArray[np.float64]
) -> Iterator[tuple[StepWeights, NDArray[np.float64]]]:
    """Give kappa of some pairs for each draw, shape (draws, pairs); `one` and `other` are their answers, one-hot by cell."""
    # For each badge: how often each of a pair gives each level where both answered.
    shared = one.sum(axis=2, keepdims=True) * other.sum(axis=2, keepdims=True)
    uses = [drawn_sums(draws, _by_badge(answers * shared, cells)) for answers in (one, other)]
    number = uses[0].sum(axis=2)
    for kind in kinds:
        distances = step_distances(kind, cells.size).astype(np.float64)
        apart = _by_badge(((one @ distances) * other).sum(axis=2, keepdims=True), cells)
        observed = number * drawn_sums(draws, apart)[:, :, 0]
        expected = ((uses[0] @ distances) * uses[1]).sum(axis=2)
        yield kind, Quotient(expected - observed, expected).floats()


def conger_kappa(moments: Moments, marginals: Numbers, weights: StepWeights) -> Quotient:
    """Return Conger's kappa: observed agreement as elsewhere, chance averaged over the pairs of raters.

    Parameters
    ----------
    moments : Moments
        Sums over cells, exact or of draws.
    marginals : array of shape (..., raters, levels)
        How often each rater gives each level.
    weights : StepWeights
        How much two levels count as agreement.
    """
    shares = weight_matrix(weights, moments)
    answers = marginals.sum(axis=-1)
    active = answers > 0
    raters = active.sum(axis=-1)
    use = marginals / np.where(active, answers, 1)[..., None]
    together = use.sum(axis=-2)
    all_pairs = ((together @ shares) * together).sum(axis=-1)
    with_self = ((use @ shares) * use).sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = (all_pairs - with_self) / (raters * (raters - 1))
    return Quotient(observed_agreement(moments, shares) - expected, np.asarray(1 - expected))


def exact_marginals(cells: Cells) -> Numbers:
    """Return how often each rater gives each level, as fractions; shape (raters, levels)."""
    return fractions(_one_hot(cells).sum(axis=1))


def drawn_marginals(cells: Cells, draws: NDArray[np.float64]) -> Numbers:
    """Return the same for each draw, as floats; shape (draws, raters, levels)."""
    by_badge = _by_badge(_one_hot(cells).astype(np.float64), cells)
    return drawn_sums(draws, by_badge)


def _one_hot(cells: Cells) -> NDArray[np.int64]:
    """Return 1 where a rater gave a level in a cell; shape (raters, cells, levels)."""
    found: NDArray[np.int64] = (cells.levels[:, :, None] == np.arange(cells.size)).astype(np.int64)
    return found


def _by_badge(values: NDArray[np.float64], cells: Cells) -> NDArray[np.float64]:
    """Add up the cells of each badge: (rows, cells, columns) becomes (badges, rows, columns)."""
    found = np.zeros((cells.badges, values.shape[0], values.shape[2]))
    np.add.at(found, cells.badge, values.swapaxes(0, 1))
    return found
