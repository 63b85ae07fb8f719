"""Coefficients of the form (observed - by chance) / (1 - by chance) for any number of raters and with gaps.

They differ in what they call chance. Formulas: Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition, chapters 2, 3 and
5, for any weights of `StepWeights`. Observed agreement is the mean over the cells with at least two answers; the use of a level
is the mean over all cells with an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction

import numpy as np

from rubric_kit.scoring.agreement.moments import Moments, Numbers
from rubric_kit.scoring.agreement.quotient import Quotient
from rubric_kit.scoring.agreement.step_weights import StepWeights, agreement_weights


class ChanceModel(StrEnum):
    """What is called agreement by chance."""

    GWET = "gwet"
    """Somebody who cannot tell picks at random, and that happens more the more evenly the levels are used (AC1, AC2)."""
    FLEISS = "fleiss"
    """Everybody picks by the room's use of the levels."""
    BRENNAN_PREDIGER = "brennan_prediger"
    """Everybody picks every level equally often."""


def chance_corrected(moments: Moments, model: ChanceModel, weights: StepWeights) -> Quotient:
    """Return a chance-corrected coefficient, for one set of sums or for many draws at once.

    Parameters
    ----------
    moments : Moments
        Sums over cells, exact or of draws.
    model : ChanceModel
        What is called chance. All levels of the criterion count, used or not.
    weights : StepWeights
        How much two levels count as agreement.

    Returns
    -------
    Quotient
        Its lower part is 0 where chance alone would make everybody agree: the coefficient is undefined then.
    """
    shares = weight_matrix(weights, moments)
    observed = observed_agreement(moments, shares)
    with np.errstate(divide="ignore", invalid="ignore"):
        use = moments.use / moments.rated[..., None]
    expected = _EXPECTED[model](use, shares)
    return Quotient(observed - expected, 1 - expected)


def weight_matrix(weights: StepWeights, moments: Moments) -> Numbers:
    """Return the weights as the kind of number that the sums are."""
    return agreement_weights(weights, moments.use.shape[-1]).astype(moments.use.dtype)


def observed_agreement(moments: Moments, shares: Numbers) -> Numbers:
    """Return the agreement of two raters on a cell, averaged over the cells that have two."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((moments.pair_shares * shares).sum(axis=(-2, -1)) / moments.paired)


def _gwet(use: Numbers, shares: Numbers) -> Numbers:
    size = use.shape[-1]
    evenness = (use * (1 - use)).sum(axis=-1)
    return np.asarray(evenness * shares.sum() / (size * (size - 1)))


def _fleiss(use: Numbers, shares: Numbers) -> Numbers:
    return np.asarray((use[..., :, None] * use[..., None, :] * shares).sum(axis=(-2, -1)))


def _brennan_prediger(use: Numbers, shares: Numbers) -> Numbers:
    size = use.shape[-1]
    # A plain number for every draw, of the kind that the other sums are.
    return np.asarray(use.sum(axis=-1) * 0 + shares.sum() / (Fraction(size**2) if use.dtype == object else size**2))


_EXPECTED: dict[ChanceModel, Callable[[Numbers, Numbers], Numbers]] = {
    ChanceModel.GWET: _gwet,
    ChanceModel.FLEISS: _fleiss,
    ChanceModel.BRENNAN_PREDIGER: _brennan_prediger,
}
