"""`Score`: the weighted sum of one badge's ratings as an exact interval."""

from __future__ import annotations

from fractions import Fraction

from rubric_kit.model.record import BASIS_POINTS, Id, Record, Sha256
from rubric_kit.model.state import RatingState


class CriterionScore(Record):
    """What one criterion adds to the score."""

    criterion: Id
    """Criterion."""
    weight: int
    """Weight in basis points, before any rescaling."""
    level: Id | None
    """Level that counts, None where there is a gap."""
    state: RatingState | None
    """Why there is no level; for a substituted criterion: withheld, beside the level it counts as."""
    rated: bool
    """Whether anybody rated it; an unrated criterion is a gap like "cannot tell"."""
    substituted_by: Id | None = None
    """Substitution rule that supplied the level."""
    low: int
    """Smallest possible contribution, basis points times thousandths of a point."""
    high: int
    """Largest possible contribution, in the same unit."""


class Score(Record):
    """Exact interval of the weighted sum. Where nothing is missing, low equals high."""

    badge: Sha256
    """Key of the badge."""
    rater: Id
    """Rater code, or "panel"."""
    low: int
    """Smallest sum the gaps allow, basis points times thousandths of a point."""
    high: int
    """Largest sum the gaps allow, in the same unit."""
    full: int
    """Sum if every criterion that applies were at its top level, in the same unit."""
    applicable_weight: int
    """Weight of the criteria that apply, in basis points."""
    rated_weight: int
    """Weight of the criteria that have a level, in basis points."""
    criteria: tuple[CriterionScore, ...]
    """Contributions, in the rubric's order."""

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Low and high as exact shares of the full score; with nothing to add up both are -1, below every real score."""
        return exact_ends(self.low, self.high, self.full)

    @property
    def low_share(self) -> int:
        """Low in basis points of the full score, rounded down: 6,000 is shown only if 60 of 100 is reached."""
        return self.low * BASIS_POINTS // self.full if self.full else 0

    @property
    def high_share(self) -> int:
        """High in basis points of the full score, rounded down like the low end."""
        return self.high * BASIS_POINTS // self.full if self.full else 0


def exact_ends(low: int, high: int, full: int) -> tuple[Fraction, Fraction]:
    """Return two sums as exact shares of the full sum; with nothing to add up both are -1, below every real score."""
    return (Fraction(low, full), Fraction(high, full)) if full else (Fraction(-1), Fraction(-1))


def share_text(share: int) -> str:
    """Write basis points as points of 100 with one decimal, rounded down.

    Examples
    --------
    >>> share_text(8333)
    '83.3'
    """
    return f"{share // 100}.{share % 100 // 10}"


def interval_text(score: Score) -> str:
    """Write the score as "83.3" or "38.3 to 63.3" (of 100)."""
    return sums_text(score.low, score.high, score.full)


def sums_text(low: int, high: int, full: int) -> str:
    """Write two sums as points of 100 of the full sum, each rounded down: "83.3", or "38.3 to 63.3" where they differ."""
    least, most = (share_text(end * BASIS_POINTS // full if full else 0) for end in (low, high))
    return least if low == high else f"{least} to {most}"
