"""`CallGroup`: the scores of all calls that say the same by gut, with their quartiles as exact ranges.

A quantile never falls when a score rises. So with gaps its range runs from the quantile of all low ends to that of all high
ends, and both ends of that range are reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from statistics import quantiles
from typing import NamedTuple

from rubric_kit.model import GutCall
from rubric_kit.scoring.gut.best_cut import Span


class ScoredCall(NamedTuple):
    """One gut call beside the score that it is set against."""

    rater: str
    badge: str
    span: Span


class Quartiles(NamedTuple):
    """The quartiles of scores, each a range where something is missing."""

    lower: Span
    median: Span
    upper: Span


class CallGroup(NamedTuple):
    """Calls that say the same by gut."""

    call: GutCall
    """What they say."""
    calls: tuple[ScoredCall, ...]
    """The calls that count, with their scores."""

    @property
    def spans(self) -> list[Span]:
        """The scores."""
        return [one.span for one in self.calls]

    @property
    def points(self) -> list[Fraction]:
        """The scores in which nothing is missing."""
        return [low for low, high in self.spans if low == high]

    @property
    def raters(self) -> int:
        """How many people made these calls."""
        return len({one.rater for one in self.calls})

    @property
    def badges(self) -> int:
        """How many badges they are about."""
        return len({one.badge for one in self.calls})

    @property
    def quartiles(self) -> Quartiles | None:
        """Quartiles of the scores (type 7 of Hyndman and Fan 1996, QUARTILE.INC in a spreadsheet); None without a call."""
        if not self.calls:
            return None
        lows, highs = ([span[end] for span in self.spans] for end in (0, 1))
        lower, median, upper = zip(_quartiles(lows), _quartiles(highs), strict=True)
        return Quartiles(lower, median, upper)


def _quartiles(scores: Sequence[Fraction]) -> list[Fraction]:
    # The standard library's quantiles stay exact for fractions and want two values at least.
    return quantiles(scores, n=4, method="inclusive") if len(scores) > 1 else [scores[0]] * 3
