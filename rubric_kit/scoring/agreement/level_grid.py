"""`LevelGrid`: who gave which level to which badge on one criterion, gaps kept apart by what was said instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.errors import RatingError
from rubric_kit.model import Criterion, Origin, Rating, RatingState, Rubric

MISSING = -1
"""What stands in a cell where no level was given."""

Levels = NDArray[np.int8]
"""Places of levels, 0 for the lowest, and `MISSING`; shape (raters, badges)."""


class LevelGrid(NamedTuple):
    """Levels on one criterion, raters by badges."""

    criterion: str
    """Id of the criterion."""
    name: str
    """Its name."""
    level_names: tuple[str, ...]
    """Names of its levels, lowest first."""
    points: tuple[int, ...]
    """Points of its levels in thousandths, lowest first."""
    raters: tuple[str, ...]
    """Codes of all raters who answered anything on any criterion, in order."""
    badges: tuple[str, ...]
    """Keys of the badges, as they were given."""
    levels: Levels
    """Place of each level given, `MISSING` elsewhere; shape (raters, badges)."""
    states: tuple[tuple[RatingState, int], ...]
    """How many cells say cannot tell, withheld and does not apply, in this order."""
    empty: int
    """Cells in which nothing was said."""
    left_out: int
    """Ratings on this criterion that are not used: another wording, a level or a badge that is not there."""

    @property
    def size(self) -> int:
        """How many levels the criterion has."""
        return len(self.level_names)


def level_grid(rubric: Rubric, ratings: Iterable[Rating], criterion: str, badges: Sequence[str]) -> LevelGrid:
    """Lay the ratings of one criterion out as raters by badges.

    Of one rater's rows for a cell the latest counts, as in `usable_ratings`. Suggestions from look-fors are no raters.

    Parameters
    ----------
    rubric : Rubric
        The version that was rated; rows on another wording are not used, and counted in `left_out`.
    ratings : iterable of Rating
        Rows of all criteria.
    criterion : str
        Id of the criterion.
    badges : sequence of str
        Keys of the badges: the columns of the grid.

    Raises
    ------
    RatingError
        The rubric has no such criterion, or a badge is named twice.
    """
    found = next((one for one in rubric.criteria if one.id == criterion), None)
    if found is None:
        known = ", ".join(one.id for one in rubric.criteria)
        raise RatingError(f"criterion {criterion!r} does not exist in {rubric.id!r}; known are: {known}", where=criterion)
    twice = next((key for key, count in Counter(badges).items() if count > 1), None)
    if twice is not None:
        raise RatingError(f"badge {twice[:12]!r} is named twice; name each badge once", where=twice)
    rows = [one for one in ratings if one.origin is Origin.PERSON]
    raters = tuple(sorted({one.rater for one in rows if one.wording == rubric.wording_fingerprint}))
    return _laid_out(rubric, found, [one for one in rows if one.criterion == criterion], raters, tuple(badges))


def level_grids(rubric: Rubric, ratings: Iterable[Rating], badges: Sequence[str]) -> tuple[LevelGrid, ...]:
    """Lay the ratings of every criterion out, in the rubric's order; see `level_grid`."""
    rows = list(ratings)
    return tuple(level_grid(rubric, rows, criterion.id, badges) for criterion in rubric.criteria)


def _laid_out(
    rubric: Rubric, criterion: Criterion, rows: Sequence[Rating], raters: tuple[str, ...], badges: tuple[str, ...]
) -> LevelGrid:
    places = {level.id: at for at, level in enumerate(criterion.levels)}
    row_of, column_of = ({name: at for at, name in enumerate(names)} for names in (raters, badges))
    said: dict[tuple[int, int], Rating] = {}
    left_out = 0
    for one in sorted(rows, key=lambda row: row.sequence):
        fits = one.wording == rubric.wording_fingerprint and one.badge in column_of and (one.level is None or one.level in places)
        if fits:
            said[row_of[one.rater], column_of[one.badge]] = one
        left_out += not fits
    levels = np.full((len(raters), len(badges)), MISSING, dtype=np.int8)
    states: Counter[RatingState] = Counter()
    for cell, one in said.items():
        if one.level is not None:
            levels[cell] = places[one.level]
        elif one.state is not None:
            states[one.state] += 1
    return LevelGrid(
        criterion=criterion.id,
        name=criterion.name,
        level_names=tuple(level.name for level in criterion.levels),
        points=tuple(level.points for level in criterion.levels),
        raters=raters,
        badges=badges,
        levels=levels,
        states=tuple((state, states[state]) for state in RatingState),
        empty=levels.size - len(said),
        left_out=left_out,
    )
