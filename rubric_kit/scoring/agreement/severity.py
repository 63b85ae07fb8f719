"""Where each rater stands beside the others: the median of how far her levels are from the median of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from rubric_kit.model import Rating, Rubric
from rubric_kit.scoring.agreement.figure import round_half_up
from rubric_kit.scoring.agreement.house_rule import house_rule
from rubric_kit.scoring.agreement.level_grid import MISSING, LevelGrid, level_grids


class RaterSeverity(NamedTuple):
    """Where one rater stands beside the others."""

    rater: str
    """Code of the rater."""
    offset: Fraction | None
    """Median of her level minus the median of the others' levels, in levels; below zero she is stricter. None where refused."""
    lower: int
    """Cells in which her level is below the median of the others."""
    same: int
    """Cells in which it is the median of the others."""
    higher: int
    """Cells in which it is above."""
    why: str
    """Why there is no offset; empty where there is one."""

    @property
    def cells(self) -> int:
        """Cells in which she and at least one other gave a level."""
        return self.lower + self.same + self.higher

    @property
    def typically(self) -> str:
        """The offset in words, such as "1 level below them"; empty where there is none."""
        return "" if self.offset is None else _offset_words(self.offset)

    @property
    def sentence(self) -> str:
        """The same in words."""
        if not self.cells:
            return f"{self.rater}: no badge that somebody else gave a level as well."
        counts = f"lower than the middle of the others on {self.lower}, the same on {self.same}, higher on {self.higher}"
        said = f"{self.rater}: {counts} of {self.cells} answers"
        return f"{said}; typically {self.typically}." if self.typically else f"{said}."

    def plain(self) -> dict[str, Any]:
        """Return everything as plain objects for JSON."""
        offset = None if self.offset is None else str(self.offset)
        return {**self._asdict(), "offset": offset, "sentence": self.sentence}


def severity(rubric: Rubric, ratings: Iterable[Rating], badges: Sequence[str]) -> tuple[RaterSeverity, ...]:
    """Return where each rater stands beside the others, over all criteria, by code.

    Parameters
    ----------
    rubric : Rubric
        The version that was rated.
    ratings : iterable of Rating
        Rows of all raters.
    badges : sequence of str
        Keys of the badges.

    Raises
    ------
    RatingError
        A badge is named twice.
    """
    return grid_severity(level_grids(rubric, ratings, badges))


def grid_severity(grids: Sequence[LevelGrid]) -> tuple[RaterSeverity, ...]:
    """Return where each rater stands beside the others, over all criteria given, by code.

    The median does not move because of a few wild answers, and most careful raters stand at exactly 0. It sees a constant shift
    only: somebody who is strict on one badge and mild on the next stands at 0 as well, which the counts show.

    Parameters
    ----------
    grids : sequence of LevelGrid
        One grid for each criterion, with the same raters.
    """
    why = house_rule(grids)
    offsets: dict[str, list[Fraction]] = {rater: [] for grid in grids for rater in grid.raters}
    for grid in grids:
        for rater, offset in _offsets(grid):
            offsets[rater].append(offset)
    return tuple(_severity(rater, offsets[rater], why) for rater in sorted(offsets))


def _offsets(grid: LevelGrid) -> Iterable[tuple[str, Fraction]]:
    for column in np.asarray(grid.levels).T.tolist():
        given = [(at, place) for at, place in enumerate(column) if place != MISSING]
        for at, place in given if len(given) > 1 else ():
            yield grid.raters[at], place - median([other for one, other in given if one != at])


def median(values: Iterable[int | Fraction]) -> Fraction:
    """Return the middle value, of two middle ones their mean."""
    found = sorted(values)
    half = len(found) // 2
    return Fraction(found[half]) if len(found) % 2 else Fraction(found[half - 1] + found[half]) / 2


def _severity(rater: str, offsets: Sequence[Fraction], why: str) -> RaterSeverity:
    lower, higher = sum(one < 0 for one in offsets), sum(one > 0 for one in offsets)
    same = len(offsets) - lower - higher
    reason = why or ("" if offsets else "no badge that somebody else gave a level as well")
    return RaterSeverity(rater, None if reason else median(offsets), lower, same, higher, reason)


def _offset_words(offset: Fraction) -> str:
    if not offset:
        return "level with them"
    tenths = round_half_up(abs(offset) * 10)
    size = f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
    levels = "level" if abs(offset) <= 1 else "levels"
    return f"{size} {levels} {'below' if offset < 0 else 'above'} them"
