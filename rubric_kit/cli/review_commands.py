"""Commands that suggest ratings and compare badges by a rubric."""

from __future__ import annotations

from pathlib import Path

import click

from rubric_kit.cli.options import BADGES, JSON, RATINGS, RUBRIC, framework_packages
from rubric_kit.cli.printing import print_findings, print_json, print_table
from rubric_kit.model import visible


@click.command()
@RUBRIC
@BADGES
@JSON
def suggest(rubric: Path | str, badges: Path | str, as_json: bool) -> None:
    """Suggest levels from what the badges' data say; a suggestion is never a person's rating."""
    from rubric_kit.comparing import badge_labels
    from rubric_kit.intake import facts
    from rubric_kit.model import STATE_WORDS
    from rubric_kit.scoring import suggest as suggestions
    from rubric_kit.workspace import framework_look_up, read_badge_folder, read_rubric

    version, intake = read_rubric(rubric), read_badge_folder(badges)
    packages = framework_packages(click.get_current_context())
    look_up = framework_look_up(*packages) if packages else None
    found = [one for badge in intake.badges for one in suggestions(version, badge, facts(badge, resolve=look_up))]
    if as_json:
        print_json({"suggestions": [one.plain() for one in found], "findings": [one.plain() for one in intake.findings]})
        return
    labels = badge_labels(intake.badges)
    levels = {(c.id, level.id): level.name for c in version.criteria for level in c.levels}
    rows = [
        (
            labels[one.badge],
            version.criterion(one.criterion).name,
            levels[one.criterion, one.level] if one.level else STATE_WORDS[str(one.state)],
        )
        for one in found
    ]
    print_table(("badge", "criterion", "suggested level"), rows)
    print_findings(intake.findings)


@click.command()
@RUBRIC
@BADGES
@RATINGS
@click.argument("keys", nargs=-1)
def compare(rubric: Path | str, badges: Path | str, ratings: str, keys: tuple[str, ...]) -> None:
    """Set badges side by side, criterion by criterion.

    KEYS are badge keys, or at least their first 8 characters; without any, badges that share a name are compared.
    """
    from rubric_kit.charts import Display
    from rubric_kit.reports import comparison_report

    report = comparison_report(rubric, badges, ratings, title="Comparison", focus=",".join(keys))
    shown = report.side_by_side()
    if isinstance(shown, Display):
        print_table(shown.columns, shown.rows)
    click.echo(visible(shown.description if isinstance(shown, Display) else shown.text))
    click.echo(visible(report.side_by_side_reason().text))
