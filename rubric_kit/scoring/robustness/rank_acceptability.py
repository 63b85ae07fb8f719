"""How often each badge takes each place when the weights are drawn at random.

Places are counted on whole numbers. A score is a ratio of two of them, the sum over the criteria that apply and their weight.
With weights summing to 65,536 = 2^16 and points below 2^20, two different ratios are apart by more than one part in 2^52, and
equal ones give the same float, so the order of the 64-bit floats is the order of the ratios and ties are ties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Rubric, visible
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.robustness.draws import Weights, drawn_weights
from rubric_kit.scoring.robustness.pairwise_share import score_corners
from rubric_kit.scoring.robustness.weight_space import weight_space
from rubric_kit.scoring.robustness.weightings import CLOSENESS, Weightings

_BLOCK_CELLS = 1 << 18
_MOST_CELLS = 1 << 25
Scores = npt.NDArray[np.float64]


class PlaceTie(NamedTuple):
    """Two neighbours whose places the draws cannot tell apart."""

    first: str
    """Key of the badge that is shown first."""
    second: str
    """Key of its neighbour."""
    sentence: str
    """The tie in words."""


@dataclass(frozen=True, eq=False)
class RankAcceptability:
    """Places of the badges over the draws; badges with the same score share the better place."""

    badges: tuple[str, ...]
    """Keys of the badges, the one with the best mean place first."""
    counts: npt.NDArray[np.int64]
    """Draws in which a badge takes a place, shape (badges, places shown)."""
    place_sums: tuple[int, ...]
    """Sum of each badge's places over all draws."""
    draws: int
    """Number of draws."""
    seed: int
    """Seed of the draws; the same seed gives the same counts everywhere."""
    gaps: tuple[str, ...]
    """Keys of badges with gaps. They are placed by the low end of their score, as in `rank`."""
    ties: tuple[PlaceTie, ...]
    """Neighbours whose mean places differ by no more than two standard errors."""

    @property
    def shares(self) -> npt.NDArray[np.float64]:
        """Counts as shares of the draws, for showing."""
        return self.counts / self.draws

    @property
    def mean_places(self) -> tuple[float, ...]:
        """Mean place of each badge, for showing."""
        return tuple(total / self.draws for total in self.place_sums)

    def standard_error(self, share: float) -> float:
        """Return the sampling error of a share, one standard error: the root of p (1 - p) / draws."""
        return sqrt(share * (1 - share) / self.draws)


def rank_acceptability(
    rubric: Rubric,
    badges: Iterable[Badge],
    answers_by_badge: Mapping[str, Answers],
    *,
    draws: int = 10_000,
    weightings: Weightings = Weightings.UNIFORM,
    closeness: int = CLOSENESS,
    seed: int = 1,
    places: int | None = None,
) -> RankAcceptability:
    """Draw weights by a seed and count how often each badge takes each place.

    A place counts the badges with a higher score, plus 1; badges with the same score share it. Gates play no part: the
    higher score is ahead, as in `rank`.

    Parameters
    ----------
    rubric : Rubric
        The version to score by.
    badges : iterable of Badge
        The badges, at least one.
    answers_by_badge : mapping of badge key to answers
        A badge without an entry counts as not rated. A badge with gaps is placed by the low end of its score.
    draws : int
        How many weightings to draw, 2 to 1,000,000.
    weightings, closeness
        As for `acceptance`.
    seed : int
        Where the draws start; the same seed gives the same counts on every machine.
    places : int or None
        How many places, from the first, to count one by one; None: all. Of very many badges ask for the first ten.

    Raises
    ------
    InputError
        Draws, places, weightings or closeness are out of range, or there is no badge.
    """
    listed = list(badges)
    shown = len(listed) if places is None else min(places, len(listed))
    _check(len(listed), draws, shown)
    weights = drawn_weights(weight_space(rubric, weightings, closeness), draws, seed)
    corners = [score_corners(rubric, badge, answers_by_badge.get(badge.key, {})) for badge in listed]
    counts, sums = _counted(weights, [low for low, _ in corners], shown)
    order = sorted(range(len(listed)), key=lambda one: sums[one])
    ordered = [listed[one] for one in order]
    return RankAcceptability(
        badges=tuple(badge.key for badge in ordered),
        counts=counts[order],
        place_sums=tuple(int(sums[one]) for one in order),
        draws=draws,
        seed=seed,
        gaps=tuple(listed[one].key for one in order if corners[one][0] != corners[one][1]),
        ties=tuple(_ties(weights, ordered, [corners[one][0] for one in order])),
    )


def _check(badges: int, draws: int, shown: int) -> None:
    if not 2 <= draws <= 1_000_000:
        raise InputError(f"draws: found {draws:,}; a whole number from 2 to 1,000,000 is allowed.", where="draws")
    if shown < 1:
        raise InputError("badges: found none, or no place to show; at least one badge and one place are needed.", where="badges")
    if badges * shown > _MOST_CELLS:
        most = _MOST_CELLS // badges
        message = f"places: a table of {badges:,} badges by {shown:,} places is too large; ask for the first {most:,} at most."
        raise InputError(message, where="places")


def _blocks(weights: Weights, points: Sequence[Sequence[int | None]]) -> Iterator[Scores]:
    """Give the scores of all badges for some draws at a time, shape (draws of the block, badges)."""
    applies = np.array([[one is not None for one in row] for row in points], dtype=np.float64).T
    values = np.array([[one or 0 for one in row] for row in points], dtype=np.float64).T
    step = max(1, _BLOCK_CELLS // len(points))
    for start in range(0, len(weights), step):
        block = weights[start : start + step].astype(np.float64)
        carried = block @ applies
        # With nothing to add up a badge comes after every real score, as in `Score.ends`.
        yield np.divide(block @ values, carried, out=np.full(carried.shape, -1.0), where=carried > 0)


def _places(scores: Scores) -> npt.NDArray[np.int64]:
    """Return places from 1 for each row; equal scores share the better place."""
    # In which order equal scores come does not matter: they share their place.
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    start = np.ones(scores.shape, dtype=bool)
    start[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    shared = np.maximum.accumulate(np.where(start, np.arange(scores.shape[1]), 0), axis=1)
    found = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(found, order, shared + 1, axis=1)
    return found


def _counted(
    weights: Weights, points: Sequence[Sequence[int | None]], shown: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    number = len(points)
    counts = np.zeros(number * (shown + 1), dtype=np.int64)
    sums = np.zeros(number, dtype=np.int64)
    base = np.arange(number) * (shown + 1)
    for scores in _blocks(weights, points):
        places = _places(scores)
        sums += places.sum(axis=0)
        # Places that are not shown are counted together, behind the last one shown.
        counts += np.bincount((base + np.minimum(places, shown + 1) - 1).ravel(), minlength=len(counts))
    return counts.reshape(number, shown + 1)[:, :shown], sums


def _ties(weights: Weights, badges: Sequence[Badge], points: Sequence[Sequence[int | None]]) -> Iterator[PlaceTie]:
    """Give the neighbours whose mean places differ by no more than two standard errors of that difference."""
    if len(badges) < 2:
        return
    total = np.zeros(len(badges) - 1, dtype=np.int64)
    squares = np.zeros(len(badges) - 1, dtype=np.int64)
    for scores in _blocks(weights, points):
        apart = np.diff(_places(scores), axis=1)
        total += apart.sum(axis=0)
        squares += (apart * apart).sum(axis=0)
    draws = len(weights)
    for place, (first, second) in enumerate(pairwise(badges)):
        one, two = int(total[place]), int(squares[place])
        # mean^2 <= 4 variance / draws, with all denominators multiplied out.
        if one * one * (draws - 1) <= 4 * (draws * two - one * one):
            yield PlaceTie(first.key, second.key, _tie_words(first, second, draws))


def _tie_words(first: Badge, second: Badge, draws: int) -> str:
    names = f"{visible(first.name or 'a badge without a name')} and {visible(second.name or 'a badge without a name')}"
    return f"{names} tie: over {draws:,} draws of the weights their mean places differ by less than the sampling error."
