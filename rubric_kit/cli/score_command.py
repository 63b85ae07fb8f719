"""`rubric-kit score`: decisions on badges, best first, by the rubric's weights or somebody's, on the engine that is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rubric_kit.cli.options import BADGES, FILE, JSON, RATINGS, RUBRIC
from rubric_kit.cli.printing import print_findings, print_json, print_table
from rubric_kit.model import visible
from rubric_kit.scoring.tables.engine_names import ENGINES

if TYPE_CHECKING:
    from rubric_kit.workspace.score_run import ScoreRow, ScoreRun


@click.command()
@RUBRIC
@BADGES
@RATINGS
@click.option(
    "--engine", type=click.Choice(("records", *ENGINES)), default="records", show_default=True, help="What computes; all agree."
)
@click.option("--weights", type=FILE, help="Weights file whose weights stand in for the rubric's own.")
@click.option("--whose", metavar="CODE", help="Whose weights in that file; not needed where it holds one set.")
@click.option("--explain", metavar="BADGE", help="Say why, for one badge: its label, name or key.")
@JSON
def score(
    rubric: Path | str,
    badges: Path | str,
    ratings: str,
    engine: str,
    weights: Path | None,
    whose: str | None,
    explain: str | None,
    as_json: bool,
) -> None:
    """Score badges by a rubric and print each decision, best first."""
    from rubric_kit.charts.score_tables import ScoreTables
    from rubric_kit.scoring import settling_sentence
    from rubric_kit.workspace.score_run import score_run

    run = score_run(rubric, badges, ratings, weights=_weights(weights, whose), engine=engine)
    if as_json:
        print_json(_plain(run, run.explain(explain) if explain else ()))
        return
    if explain:
        for sentence in run.explain(explain):
            click.echo(sentence)
        return
    names = {outcome.id: outcome.name for outcome in run.rubric.policy.outcomes}
    labels = run.review.labels
    print_table(
        ("badge", "score of 100", "decision"),
        [(labels[row.badge], row.text, _decision(row, names)) for row in run.rows],
    )
    click.echo(ScoreTables(run).heading)
    for row in run.rows:
        if row.outcome is None:
            click.echo(visible(f"{labels[row.badge]}: {settling_sentence(run.rubric, run.decision(row.badge))}"))
    print_findings((*run.review.badge_findings, *run.review.rating_findings))


def _weights(file: Path | None, whose: str | None) -> Any:
    if file is None:
        if whose is not None:
            raise click.UsageError("--whose names a set in a weights file; give the file with --weights.")
        return None
    from rubric_kit.workspace.weights_file import chosen_weights

    return chosen_weights(file, whose)


def _decision(row: ScoreRow, names: dict[str, str]) -> str:
    return names[row.outcome] if row.outcome else f"undetermined: {', '.join(names[one] for one in row.possible)}"


def _plain(run: ScoreRun, explained: tuple[str, ...]) -> dict[str, Any]:
    from rubric_kit.workspace.score_run import RECORDS

    findings = (*run.review.badge_findings, *run.review.rating_findings)
    decisions = [one.plain() for one in run.decisions] if run.engine == RECORDS else [row._asdict() for row in run.rows]
    plain: dict[str, Any] = {
        "rubric": run.rubric.fingerprint,
        "version": run.rubric.version,
        "weights": {criterion.id: criterion.weight for criterion in run.rubric.criteria},
        "engine": run.engine,
        "decisions": decisions,
        "findings": [one.plain() for one in findings],
    }
    return plain | ({"explained": list(explained)} if explained else {})
