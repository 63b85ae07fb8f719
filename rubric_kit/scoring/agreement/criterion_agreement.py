"""What agreement looks like, ready to be shown: `CriterionAgreement` for one criterion, `Agreement` for a rubric."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from rubric_kit.scoring.agreement.figure import Figure
from rubric_kit.scoring.agreement.severity import RaterSeverity


class PairCounts(NamedTuple):
    """Pairs of raters on the same badge (and criterion), by how many levels they are apart."""

    same: int
    """Pairs that gave the same level."""
    next: int
    """Pairs whose levels are one step apart."""
    further: int
    """Pairs whose levels are two steps apart or more."""

    @property
    def pairs(self) -> int:
        """All pairs."""
        return self.same + self.next + self.further

    @property
    def exact(self) -> Fraction | None:
        """Share of pairs that gave the same level; None without a pair."""
        return Fraction(self.same, self.pairs) if self.pairs else None

    @property
    def adjacent(self) -> Fraction | None:
        """Share of pairs that gave the same or the next level; None without a pair."""
        return Fraction(self.same + self.next, self.pairs) if self.pairs else None


class Said(NamedTuple):
    """How many cells say what, rater by badge (and criterion)."""

    levels: int
    """Cells with a level."""
    cannot_tell: int
    """Cells that say: cannot tell."""
    withheld: int
    """Cells that say: withheld."""
    not_applicable: int
    """Cells that say: does not apply."""
    empty: int
    """Cells in which nothing was said."""
    left_out: int
    """Ratings that are not used: another wording, or a level or badge that is not there."""


class CriterionAgreement(NamedTuple):
    """Agreement on one criterion, or on all of them together."""

    criterion: str
    """Id of the criterion; empty for all together."""
    name: str
    """Name of the criterion, or "All criteria"."""
    raters: int
    """Raters who share at least one badge with another one."""
    badges: int
    """Badges with the levels of at least two raters."""
    pairs: PairCounts
    """Pairs of raters on the same badge."""
    level_use: tuple[tuple[str, int], ...]
    """How often each level was given, lowest first; empty for criteria whose levels differ in number."""
    said: Said
    """What stands in the cells."""
    refusal: str
    """Why there are no coefficients at all, by the house rule; empty where there are some."""
    figures: tuple[Figure, ...]
    """All figures in the order in which they are shown: exact and adjacent percent first."""
    sentences: tuple[str, ...]
    """The same in words: percent, then what chance does to it, then what is missing."""
    paradox: tuple[str, ...]
    """Those of the sentences that explain why percent and a chance-corrected figure tell opposite stories; mostly none."""

    def figure(self, key: str) -> Figure:
        """Return the figure with this key.

        Raises
        ------
        KeyError
            There is none.
        """
        for one in self.figures:
            if one.key == key:
                return one
        raise KeyError(key)

    def plain(self) -> dict[str, Any]:
        """Return everything as plain objects for JSON."""
        return {
            "criterion": self.criterion,
            "name": self.name,
            "raters": self.raters,
            "badges": self.badges,
            "pairs": {**self.pairs._asdict(), "pairs": self.pairs.pairs},
            "level_use": [{"level": name, "given": count} for name, count in self.level_use],
            "said": self.said._asdict(),
            "refusal": self.refusal,
            "figures": [one.plain() for one in self.figures],
            "sentences": list(self.sentences),
            "paradox": list(self.paradox),
        }


class Agreement(NamedTuple):
    """Agreement of several people who rated the same badges with one rubric."""

    wording: str
    """Wording fingerprint of the rubric that was rated."""
    criteria: tuple[CriterionAgreement, ...]
    """One for each criterion, in the rubric's order."""
    whole: CriterionAgreement
    """All criteria together."""
    severity: tuple[RaterSeverity, ...]
    """Where each rater stands beside the others, by code."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What to say first: all criteria together, then where percent and a figure of one criterion tell opposite stories."""
        return (*self.whole.sentences, *(f"{one.name}: {sentence}" for one in self.criteria for sentence in one.paradox))

    def criterion(self, name: str) -> CriterionAgreement:
        """Return the agreement on one criterion, by its id.

        Raises
        ------
        KeyError
            There is none.
        """
        for one in self.criteria:
            if one.criterion == name:
                return one
        raise KeyError(name)

    def plain(self) -> dict[str, Any]:
        """Return everything as plain objects for JSON."""
        return {
            "wording": self.wording,
            "sentences": list(self.sentences),
            "whole": self.whole.plain(),
            "criteria": [one.plain() for one in self.criteria],
            "severity": [one.plain() for one in self.severity],
        }
