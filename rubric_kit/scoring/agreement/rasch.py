"""The many-facet Rasch model: one measure for each badge, rater and criterion on one scale, and the thresholds between levels.

Linacre (1989), Many-Facet Rasch Measurement. With b the measure of a badge, c the difficulty of a criterion, s the severity of
a rater and t the thresholds, the log odds of level x against x - 1 are b - c - s - t(x). All are estimated together (joint
maximum likelihood) by Newton steps, one facet at a time. Floats, for showing only.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SWEEPS = 2_000
_CLOSE = 1e-6
_LARGEST_STEP = 1.0


class LongAnswers(NamedTuple):
    """Answers one below the other; the numbers of each facet start at 0 and each is used."""

    badge: NDArray[np.int64]
    """Number of the badge of each answer."""
    criterion: NDArray[np.int64]
    """Number of its criterion."""
    rater: NDArray[np.int64]
    """Number of its rater."""
    place: NDArray[np.int64]
    """Place of the level given, 0 for the lowest."""
    size: int
    """How many levels there are."""

    @property
    def facets(self) -> tuple[NDArray[np.int64], ...]:
        """Badges, criteria and raters, in this order."""
        return self.badge, self.criterion, self.rater


class RaschFit(NamedTuple):
    """What was estimated, in logits; criteria, raters and thresholds each have the mean 0."""

    badges: Floats
    criteria: Floats
    raters: Floats
    thresholds: Floats
    """Between each level and the next; shape (levels - 1,)."""
    errors: tuple[Floats, Floats, Floats]
    """Standard errors of badges, criteria and raters, the other facets taken as known: they are a little too small."""
    settled: bool
    """Whether the estimates had stopped moving."""


def fit_rasch(answers: LongAnswers) -> RaschFit:
    """Estimate all measures together.

    Parameters
    ----------
    answers : LongAnswers
        Nobody and nothing in it may have the lowest level throughout or the highest throughout, each level must be given, and
        everything must be connected; `rubric_kit.scoring.agreement.facets` sees to that.
    """
    measures = [np.zeros(int(facet.max()) + 1) for facet in answers.facets]
    thresholds = np.zeros(answers.size - 1)
    settled = False
    for _ in range(_SWEEPS):
        moved = max(_move_facet(answers, measures, thresholds, at) for at in range(3))
        moved = max(moved, _move_thresholds(answers, measures, thresholds))
        if moved < _CLOSE:
            settled = True
            break
    spread = _spread(_probabilities(answers, measures, thresholds))
    errors = tuple(1 / np.sqrt(np.bincount(facet, weights=spread)) for facet in answers.facets)
    return RaschFit(measures[0], measures[1], measures[2], thresholds, (errors[0], errors[1], errors[2]), settled)


def _probabilities(answers: LongAnswers, measures: list[Floats], thresholds: Floats) -> Floats:
    """Return how likely each level is in each answer; shape (answers, levels)."""
    place = measures[0][answers.badge] - measures[1][answers.criterion] - measures[2][answers.rater]
    steps = place[:, None] - thresholds[None, :]
    logs = np.concatenate([np.zeros((len(place), 1)), np.cumsum(steps, axis=1)], axis=1)
    odds = np.exp(logs - logs.max(axis=1, keepdims=True))
    found: Floats = odds / odds.sum(axis=1, keepdims=True)
    return found


def _spread(probabilities: Floats) -> Floats:
    places = np.arange(probabilities.shape[1])
    mean = probabilities @ places
    found: Floats = probabilities @ places**2 - mean**2
    return found


def _move_facet(answers: LongAnswers, measures: list[Floats], thresholds: Floats, at: int) -> float:
    """Move the measures of one facet by a Newton step; only badges push answers up, the two others push them down."""
    probabilities = _probabilities(answers, measures, thresholds)
    left = answers.place - probabilities @ np.arange(answers.size)
    facet = answers.facets[at]
    step = np.bincount(facet, weights=left) / np.bincount(facet, weights=_spread(probabilities))
    step = np.clip(step if at == 0 else -step, -_LARGEST_STEP, _LARGEST_STEP)
    if at:
        # Criteria and raters keep the mean 0; the badges take up the difference in their own next step.
        step -= (measures[at] + step).mean()
    measures[at] += step
    return float(np.abs(step).max())


def _move_thresholds(answers: LongAnswers, measures: list[Floats], thresholds: Floats) -> float:
    probabilities = _probabilities(answers, measures, thresholds)
    # How likely an answer is at level x or above, for x from 1.
    reached = np.cumsum(probabilities[:, ::-1], axis=1)[:, ::-1][:, 1:]
    seen = (answers.place[:, None] >= np.arange(1, answers.size)).sum(axis=0)
    step = (reached.sum(axis=0) - seen) / (reached * (1 - reached)).sum(axis=0)
    step = np.clip(step, -_LARGEST_STEP, _LARGEST_STEP)
    step -= (thresholds + step).mean()
    thresholds += step
    return float(np.abs(step).max())
