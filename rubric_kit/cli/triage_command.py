"""The command that splits a batch into clear accept, not counted and panel."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import click

from rubric_kit.cli.options import BADGES_IF_ANY, FILE, JSON, RATINGS_IF_ANY, RUBRIC
from rubric_kit.cli.printing import print_findings, print_json
from rubric_kit.model import visible

_Given = TypeVar("_Given")


@click.command()
@RUBRIC
@BADGES_IF_ANY
@RATINGS_IF_ANY
@click.option("--past", "past", type=FILE, help="Past decisions (CSV): badge, score, decision.")
@click.option(
    "--most-misroutes", type=click.IntRange(min=0), default=3, show_default=True, help="Badges that may be routed wrongly."
)
@click.option("--sure", type=click.IntRange(50, 99), default=95, show_default=True, help="In how many of 100 such batches.")
@click.option("--blank", type=FILE, help="Write an empty table of past decisions to fill in, and stop.")
@JSON
def triage(
    rubric: Path | str,
    badges: Path | None,
    ratings: str | None,
    past: Path | None,
    most_misroutes: int,
    sure: int,
    blank: Path | None,
    as_json: bool,
) -> None:
    """Split a batch of badges into clear accept, not counted and panel.

    How far that may differ from what a panel would say is told from past decisions. Where they cannot carry it, the command says
    so, and everything that no rule decides is for the panel.
    """
    if blank is not None:
        _write_blank(blank, rubric, badges)
        return
    from rubric_kit.scoring.triage import Destination
    from rubric_kit.scoring.triage import triage as triaged
    from rubric_kit.workspace import read_review
    from rubric_kit.workspace.past_decisions import read_past_decisions

    batch, rated, decided = _needed("--badges", badges), _needed("--ratings", ratings), _needed("--past", past)
    review = read_review(rubric, batch, rated)
    table = read_past_decisions(decided, review.rubric, review.badges, review.answers)
    result = triaged(review.rubric, review.badges, review.answers, table.past, most_misroutes=most_misroutes, sure=sure)
    findings = (*review.badge_findings, *review.rating_findings, *table.findings)
    if as_json:
        print_json({**result.plain(), "findings": [one.plain() for one in findings]})
        return
    for sentence in (result.sentence, *result.basis):
        click.echo(visible(sentence))
    headings = {
        Destination.ACCEPT: "Clear accept",
        Destination.NOT_COUNTED: "Not counted",
        Destination.PANEL: "For the panel",
        Destination.DECIDED: "Decided already",
    }
    for destination, heading in headings.items():
        routes = [route for route in result.routes if route.to is destination]
        if routes:
            click.echo(f"\n{heading}: {len(routes)}")
        for route in routes:
            click.echo(visible(f"  {review.labels[route.badge]}: {route.reason}"))
    print_findings(findings)


def _needed(name: str, given: _Given | None) -> _Given:
    if given is None:
        raise click.UsageError(f"Missing option '{name}'.", click.get_current_context())
    return given


def _write_blank(blank: Path, rubric: Path | str, badges: Path | None) -> None:
    from rubric_kit.comparing import badge_labels
    from rubric_kit.workspace import read_badge_folder, read_rubric
    from rubric_kit.workspace.past_decisions import write_past_template

    version = read_rubric(rubric)
    found = read_badge_folder(badges).badges if badges is not None else ()
    write_past_template(blank, version, found, labels=badge_labels(found))
    click.echo(str(blank))
