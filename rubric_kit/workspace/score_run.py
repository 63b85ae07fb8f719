"""One scoring of badges by a rubric: the inputs read together, the weights and the engine that were used, and what came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Decision, Rubric, WeightSet, visible
from rubric_kit.model.score import exact_ends, sums_text
from rubric_kit.scoring import decide, rank
from rubric_kit.scoring.explanation import explanation
from rubric_kit.scoring.weighing.fit import require_fit
from rubric_kit.workspace.review import Review, read_review

RECORDS = "records"
"""The engine that decides badge by badge, with the trace of every rule; the others give labels and scores by the million."""


class ScoreRow(NamedTuple):
    """What one badge came to; every engine gives the same."""

    badge: str
    """Key of the badge."""
    low: int
    """Smallest sum the gaps allow, basis points times thousandths of a point."""
    high: int
    """Largest sum the gaps allow, in the same unit."""
    full: int
    """Sum if every criterion that applies were at its top level, in the same unit."""
    outcome: str | None
    """Outcome, None while it is undetermined."""
    possible: tuple[str, ...]
    """Outcomes that are open, in the policy's order."""

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Low and high as exact shares of the full score; with nothing to add up both are -1, below every real score."""
        return exact_ends(self.low, self.high, self.full)

    @property
    def text(self) -> str:
        """The score of 100 as "83.3" or "38.3 to 63.3", rounded down."""
        return sums_text(self.low, self.high, self.full) if self.full else "nothing to add up"


@dataclass(frozen=True)
class ScoreRun:
    """What came of scoring the badges of a review."""

    review: Review
    """What was read."""
    rubric: Rubric
    """The version that decided, with the weights that were used."""
    weights: WeightSet | None
    """Weights that stood in for the rubric's own, if some did."""
    engine: str
    """What computed it."""
    rows: tuple[ScoreRow, ...]
    """One row per badge, best first: highest low end, then highest high end, then the order of the badges."""

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions with their traces, settlers and flips, in the order of the rows."""
        return rank(self.rubric, self.review.badges, self.review.answers, what_if=True)

    def decision(self, badge: str | Badge) -> Decision:
        """Return the decision on one badge.

        Parameters
        ----------
        badge : Badge or str
            The badge, its key or at least the first 8 characters of it, its label, or its name if no other bears it.

        Raises
        ------
        InputError
            No badge, or more than one, is called that.
        """
        found = self._found(badge)
        return decide(self.rubric, found, self.review.answers[found.key])

    def explain(self, badge: str | Badge) -> tuple[str, ...]:
        """Return the decision on one badge as plain sentences.

        Raises
        ------
        InputError
            No badge, or more than one, is called that.
        """
        decision = self.decision(badge)
        return explanation(self.rubric, decision, self.review.labels[decision.badge])

    def _found(self, wanted: str | Badge) -> Badge:
        if isinstance(wanted, Badge):
            wanted = wanted.key
        said = " ".join(str(wanted).split())
        found = list(self._called(said))
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(f"{visible(self.review.labels[one.key])} ({one.handle})" for one in found[:4])
            raise InputError(f"{len(found)} badges are called {visible(said)!r}: {names}; use a key or a label", where=said)
        first = "; ".join(visible(self.review.labels[row.badge]) for row in self.rows[:3])
        message = f"no badge is called {visible(said)!r}; give a label, a name or the start of a key, such as {first}"
        raise InputError(message, where=said)

    def _called(self, said: str) -> Iterator[Badge]:
        badges = self.review.badges
        for fits in (
            lambda badge: self.review.labels[badge.key] == said,
            lambda badge: len(said) >= 8 and badge.key.startswith(said.lower()),
            lambda badge: badge.name.casefold() == said.casefold(),
        ):
            found = [badge for badge in badges if fits(badge)]
            if found:
                yield from found
                return


def score_run(
    rubric: str | Path = "",
    badges: str | Path = "",
    ratings: str | Path = "",
    *,
    weights: WeightSet | Mapping[str, int] | None = None,
    engine: str = RECORDS,
) -> ScoreRun:
    """Read a rubric, badges and ratings, and score the badges; what is left empty is the kit's own sample.

    Parameters
    ----------
    rubric, badges, ratings : path
        As for `read_review`.
    weights : WeightSet or mapping of criterion id to basis points, optional
        Weights in place of the rubric's own; with a mapping, criteria that it does not name keep theirs.
    engine : str
        "records", or a name of `rubric_kit.scoring.tables.ENGINES`; all give the same rows.

    Raises
    ------
    InputError, RecordError, RatingError
        An input cannot be used, or the engine is not known or not installed.
    """
    review = read_review(rubric, badges, ratings)
    return scored(review, weights=weights, engine=engine)


def scored(review: Review, *, weights: WeightSet | Mapping[str, int] | None = None, engine: str = RECORDS) -> ScoreRun:
    """Score the badges of a review that was read; parameters and errors as for `score_run`."""
    version = review.rubric
    given = weights if isinstance(weights, WeightSet) else None
    if given is not None:
        require_fit(version, [given])
        version = version.with_weights(given.as_mapping())
    elif weights is not None:
        version = version.with_weights(dict(weights))
    if engine == RECORDS:
        rows = tuple(_row(decision) for decision in rank(version, review.badges, review.answers))
    else:
        rows = _engine_rows(version, review, engine)
    return ScoreRun(review, version, given, engine, rows)


def _row(decision: Decision) -> ScoreRow:
    score = decision.score
    return ScoreRow(decision.badge, score.low, score.high, score.full, decision.outcome, decision.possible)


def _engine_rows(rubric: Rubric, review: Review, engine: str) -> tuple[ScoreRow, ...]:
    from rubric_kit.scoring.tables import ENGINES, levels_of, score_levels, score_plan

    if engine not in ENGINES:
        known = ", ".join((RECORDS, *ENGINES))
        raise InputError(f"no engine is called {visible(engine)!r}; known are: {known}", where=engine)
    plan = score_plan(rubric)
    table = levels_of(rubric, review.badges, review.answers)
    rows = [
        ScoreRow(badge, low, high, full, plan.outcomes[label] if label >= 0 else None, plan.open_outcomes(bits))
        for badge, low, high, full, label, bits in zip(
            table.badges, *(column.tolist() for column in score_levels(rubric, table, engine=engine)), strict=True
        )
    ]
    return tuple(sorted(rows, key=lambda row: tuple(-end for end in row.ends)))
