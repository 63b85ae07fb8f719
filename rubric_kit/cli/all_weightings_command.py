"""`rubric-kit weights all`: how far the decisions depend on the weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rubric_kit.cli.options import BADGES, JSON, RATINGS, RUBRIC
from rubric_kit.cli.printing import print_findings, print_json, print_table


@click.command("all")
@RUBRIC
@BADGES
@RATINGS
@click.option(
    "--weightings",
    type=click.Choice(["uniform", "around", "ordered"]),
    default="uniform",
    show_default=True,
    help="All weightings alike, those around the rubric's weights, or those that keep their order.",
)
@JSON
def all_weightings(rubric: Path | str, badges: Path | str, ratings: str, weightings: str, as_json: bool) -> None:
    """Look at all weightings: which share of them accepts each badge, and which move of weight would change its decision."""
    from rubric_kit.model import visible
    from rubric_kit.scoring import rank
    from rubric_kit.scoring.robustness import (
        Weightings,
        acceptance_words,
        acceptances,
        certain_under_all,
        count_certain,
        gate_diagnostics,
        nearest_move,
        weightings_words,
    )
    from rubric_kit.workspace import read_review

    review = read_review(rubric, badges, ratings)
    version, answers = review.rubric, review.answers
    chosen = Weightings(weightings)
    shares = acceptances(version, review.badges, answers, weightings=chosen)
    by_key = {badge.key: badge for badge in review.badges}
    rows: list[dict[str, Any]] = []
    for decision in rank(version, review.badges, answers):
        badge, share = by_key[decision.badge], shares[decision.badge]
        move = nearest_move(version, badge, answers[badge.key])
        rows.append(
            {
                "badge": badge.key,
                "outcome": decision.outcome,
                "accepts": [str(share.low), str(share.high)],
                "words": acceptance_words(share),
                "same_under_all": certain_under_all(version, badge, answers[badge.key]),
                "move": move.sentence if move else None,
            }
        )
    certain = count_certain(version, review.badges, answers)
    rules = gate_diagnostics(version, review.badges, answers)
    if as_json:
        plain = {
            "weightings": weightings,
            "certain": certain._asdict(),
            "badges": rows,
            "rules": [one._asdict() for one in rules],
        }
        print_json(plain)
        return
    names = {outcome.id: outcome.name for outcome in version.policy.outcomes} | {None: "undetermined"}
    print_table(
        ("badge", "decision", "accepted by"),
        [(review.labels[row["badge"]], names[row["outcome"]], row["words"]) for row in rows],
    )
    click.echo(f"{weightings_words(version, chosen)} {certain.sentence}")
    for row in rows:
        if row["move"]:
            click.echo(visible(f"{review.labels[row['badge']]}: {row['move']}"))
    for one in rules:
        click.echo(visible(one.sentence))
    print_findings((*review.badge_findings, *review.rating_findings))
