"""Whether everything can be compared through what people share: without that, two islands have no common scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rubric_kit.scoring.weighing.plain_words import listed

_NAMED = 4

Facet = NDArray[np.int64]


def connection_gap(columns: tuple[Facet, Facet, Facet], names: tuple[Sequence[str], Sequence[str], Sequence[str]]) -> str:
    """Return why measures on one scale are impossible, in words; empty where they are possible.

    Each measure of badge, criterion and rater must follow from the answers but for one shift of each facet. That is so where the
    matrix of who takes part in which answer has a rank of two less than it has columns.

    Parameters
    ----------
    columns : tuple of three arrays of int64 of shape (answers,)
        Numbers of the badge, criterion and rater of each answer.
    names : tuple of three sequences of str
        Names by number.
    """
    badges, criteria, raters = columns
    islands = _islands(raters, badges)
    if len(islands) > 1:
        smallest = min(islands, key=len)
        who = [names[2][at] for at in sorted(smallest)]
        shown = listed(who) if len(who) <= _NAMED else f"{', '.join(who[:_NAMED])} and {len(who) - _NAMED} more"
        verb = "shares" if len(who) == 1 else "share"
        return f"{shown} {verb} no badge with the others, not even through third people, so strict cannot be told from mild there"
    parts = [np.unique(column, return_inverse=True)[1] for column in (badges, criteria, raters)]
    sizes = [int(part.max()) + 1 for part in parts]
    starts = np.cumsum([0, *sizes])
    design = np.zeros((len(badges), int(starts[-1])))
    for part, start in zip(parts, starts[:-1], strict=True):
        design[np.arange(len(part)), part + start] = 1
    # The products are whole numbers, so nothing is lost before the rank is taken.
    if int(np.linalg.matrix_rank(design.T @ design, hermitian=True)) < sum(sizes) - 2:
        return "some raters rated only some criteria, which do not overlap enough, so strict and hard cannot be told apart"
    return ""


def _islands(raters: Facet, badges: Facet) -> list[set[int]]:
    """Return the groups of raters who are linked through shared badges."""
    islands: list[set[int]] = []
    for badge in np.unique(badges).tolist():
        joined = set(raters[badges == badge].tolist())
        apart = [one for one in islands if not one & joined]
        linked = [one for one in islands if one & joined]
        islands = [*apart, joined.union(*linked)]
    return islands
