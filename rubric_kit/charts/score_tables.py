"""`score` and `explain`: scores and decisions as tables that say by which weights and which version they came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from rubric_kit.charts.text_table import TextTable
from rubric_kit.comparing import weight_text
from rubric_kit.model import STATE_WORDS, Badge, CriterionScore, RatingState, WeightSet, visible
from rubric_kit.model.score import sums_text
from rubric_kit.scoring.explanation import weights_text
from rubric_kit.workspace.score_run import RECORDS, ScoreRun, score_run


@dataclass(frozen=True, eq=False, repr=False)
class ScoreTables:
    """Tables of one scoring; shown in a notebook they begin with the version and the weights that decided."""

    run: ScoreRun
    """The inputs, the engine and one row per badge."""

    @property
    def heading(self) -> str:
        """The version and the weights that decided, and the engine if it was not the usual one."""
        rubric, weights = self.run.rubric, self.run.weights
        whose = f" of {weights.rater} ({weights.mode.value.replace('_', ' ')})" if weights else ""
        engine = "" if self.run.engine == RECORDS else f" Computed by {self.run.engine}."
        version = f"{rubric.title}, version {rubric.version} ({rubric.fingerprint[:8]})"
        return visible(f"{version}. Weights{whose}: {weights_text(rubric)}.{engine}")

    @property
    def decisions(self) -> TextTable:
        """One row per badge, best first: score of 100 or its range, decision, and the outcomes that are open."""
        names = {outcome.id: outcome.name for outcome in self.run.rubric.policy.outcomes}
        rows = tuple(
            (
                self.run.review.labels[row.badge],
                row.text,
                names[row.outcome] if row.outcome else "Undetermined",
                "" if row.outcome else ", ".join(names[one] for one in row.possible),
            )
            for row in self.run.rows
        )
        return TextTable("Scores and decisions, best first", ("Badge", "Score of 100", "Decision", "Still open"), rows)

    @property
    def criteria(self) -> TextTable:
        """One row per badge and criterion: level or what is missing, and the points of 100 that it adds."""
        rubric, labels = self.run.rubric, self.run.review.labels
        rows = tuple(
            (labels[decision.badge], rubric.criterion(part.criterion).name, self._level(part), _points(part, decision.score.full))
            for decision in self.run.decisions
            for part in decision.score.criteria
        )
        return TextTable("What each criterion adds", ("Badge", "Criterion", "Level", "Points of 100"), rows)

    @property
    def weights(self) -> TextTable:
        """One row per criterion: its weight in points of 100."""
        rows = tuple((one.name, weight_text(one.weight)) for one in self.run.rubric.criteria)
        return TextTable("Weights, points of 100", ("Criterion", "Weight"), rows)

    def explain(self, badge: str | Badge) -> Explanation:
        """Return the decision on one badge as plain sentences.

        Raises
        ------
        InputError
            No badge, or more than one, is called that.
        """
        return Explanation(self.run.explain(badge))

    def __repr__(self) -> str:
        table = self.decisions
        rows = [table.columns, *table.rows]
        shown = [[visible(" ".join(cell.split()))[:60] for cell in row] for row in rows]
        widths = [max(len(row[at]) for row in shown) for at in range(len(table.columns))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown]
        return "\n".join([self.heading, *lines])

    def _repr_mimebundle_(self, **_wishes: object) -> dict[str, str]:
        html = f'<p style="max-width:75ch">{escape(self.heading)}</p>{self.decisions.html()}'
        return {"text/html": html, "text/plain": repr(self)}

    def _level(self, part: CriterionScore) -> str:
        if part.level is None:
            return STATE_WORDS["unrated" if part.state is None else part.state.value]
        level = self.run.rubric.criterion(part.criterion).level(part.level)
        name = level.name if level else part.level
        return f"{name} (withheld, carried by other criteria)" if part.substituted_by else name


class Explanation(tuple[str, ...]):
    """Plain sentences about one decision; a notebook shows each on a line of its own."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "\n".join(self)

    def _repr_mimebundle_(self, **_wishes: object) -> dict[str, str]:
        lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in self)
        return {"text/html": f'<ul style="max-width:75ch">{lines}</ul>', "text/plain": repr(self)}


def score(
    rubric: str | Path = "",
    badges: str | Path = "",
    ratings: str | Path = "",
    *,
    weights: WeightSet | Mapping[str, int] | None = None,
    engine: str = RECORDS,
) -> ScoreTables:
    """Score badges by a rubric; what is left empty is the kit's own sample.

    Parameters
    ----------
    rubric, badges, ratings : path
        Rubric file, badge file or folder, ratings table.
    weights : WeightSet or mapping of criterion id to basis points, optional
        Weights in place of the rubric's own; with a mapping, criteria that it does not name keep theirs.
    engine : str
        "records" decides badge by badge and is the usual one; memory, pandas, polars, pyarrow, duckdb, dask and spark give the
        same scores and decisions by the million.

    Raises
    ------
    InputError, RecordError, RatingError
        An input cannot be used, or the engine is not known or not installed.

    Examples
    --------
    >>> tables = score()
    >>> tables.explain("Padlet Level 2")[3]
    'Accept at full value from 80.0 of 100: reached.'
    """
    return ScoreTables(score_run(rubric, badges, ratings, weights=weights, engine=engine))


def explain(badge: str | Badge, scores: ScoreTables | None = None) -> Explanation:
    """Return the decision on one badge as plain sentences; in a notebook and at a prompt each is shown on its line.

    Parameters
    ----------
    badge : Badge or str
        The badge, its key or at least the first 8 characters of it, its label, or its name if no other bears it.
    scores : ScoreTables, optional
        What `score` returned; without it the kit's own samples are scored.

    Raises
    ------
    InputError
        No badge, or more than one, is called that.
    """
    return (scores or score()).explain(badge)


def _points(part: CriterionScore, full: int) -> str:
    if part.state is RatingState.NOT_APPLICABLE or not full:
        return "—"
    return sums_text(part.low, part.high, full)
