"""When there are too few people or badges for any coefficient: then counts are shown, and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.scoring.agreement.level_grid import MISSING, LevelGrid

LEAST_RATERS = 5
LEAST_BADGES = 6


class Overlap(NamedTuple):
    """How many people and badges a comparison of people rests on."""

    raters: int
    """Raters who share at least one badge with another one."""
    badges: int
    """Badges with the levels of at least two raters."""


def overlap(grids: Sequence[LevelGrid]) -> Overlap:
    """Count the raters and badges that can be compared, over all criteria given."""
    raters: set[str] = set()
    badges: set[str] = set()
    for grid in grids:
        given: NDArray[np.bool_] = grid.levels != MISSING
        shared = given.sum(axis=0) > 1
        raters.update(np.array(grid.raters, dtype=object)[given[:, shared].any(axis=1)].tolist())
        badges.update(np.array(grid.badges, dtype=object)[shared].tolist())
    return Overlap(len(raters), len(badges))


def house_rule(grids: Sequence[LevelGrid]) -> str:
    """Return why no coefficient may be shown, in words; empty where it may.

    With fewer than five people or six badges a coefficient moves so far with a single answer that its number says more about
    chance than about the people. Counts and shares of pairs stay.
    """
    raters, badges = overlap(grids)
    missing = [
        f"{found} {word if found != 1 else one} can be compared and at least {least} are needed"
        for found, one, word, least in ((raters, "person", "people", LEAST_RATERS), (badges, "badge", "badges", LEAST_BADGES))
        if found < least
    ]
    if not missing:
        return ""
    return f"Counts only: {', and '.join(missing)}. With so few a single answer moves any coefficient too far."
