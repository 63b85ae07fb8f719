"""Commands about rubric files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rubric_kit.cli.options import FILE, JSON, file_argument, refuse_to_replace
from rubric_kit.cli.printing import print_findings, print_json, print_table
from rubric_kit.model import Severity, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rubric_kit.authoring.checks import Check, CheckChanges, RuleResult, SampleFigures
    from rubric_kit.model import Finding, Rubric


@click.group()
def rubric() -> None:
    """Rubric files: start one, check one, compare versions, bring them in and send them out."""


@rubric.command()
@click.argument("file", type=FILE, required=False)
@click.option("--name", default="outside-badges", show_default=True, help="Which starter rubric; without FILE they are listed.")
def starter(file: Path | None, name: str) -> None:
    """Write a starter rubric to FILE; a file that is there is kept. Without FILE: list the starter rubrics."""
    from rubric_kit.authoring import starter_names, starter_rubric
    from rubric_kit.workspace import write_rubric

    if file is None:
        print_table(("name", "title", "criteria"), [_starter_row(one) for one in starter_names()])
        return
    refuse_to_replace(file)
    write_rubric(file, starter_rubric(name))
    click.echo(file)


@rubric.command()
@file_argument("the rubric file to check")
@click.option("--against", type=FILE, help="An earlier version: say which findings are new and which are mended.")
@click.option("--base", type=FILE, help="The base rubric: say where a topic rubric goes below it.")
@click.option("--badges", type=FILE, help="Sample badges, with --ratings: say which criteria tell none of them apart.")
@click.option("--ratings", help="Ratings of the sample badges: database, its address, or table (CSV).")
@click.option("--calibrating", is_flag=True, help="Ratings are about to be calibrated: a level without sample text is an error.")
@JSON
def check(
    file: Path,
    against: Path | None,
    base: Path | None,
    badges: Path | None,
    ratings: str | None,
    calibrating: bool,
    as_json: bool,
) -> None:
    """Say whether a rubric file is whole, and how it reads: wording, levels, structure.

    Ends with 1 if something must be mended (an error that no one set aside with a reason), else with 0.
    """
    from rubric_kit.authoring import check_changes, check_rubric, draft_problems, inheritance_problems
    from rubric_kit.workspace import read_rubric, read_rubric_json

    if (badges is None) is not (ratings is None):
        raise click.UsageError("--badges and --ratings go together")
    draft = read_rubric_json(file)
    problems = draft_problems(draft)
    if base is not None and not problems:
        problems = inheritance_problems(read_rubric(file), read_rubric(base))
    # What has not the form of a rubric cannot be read for its wording.
    is_readable = not any(problem.code == "RKR001" for problem in problems)
    sample = _sample(file, badges, ratings) if badges and ratings and not problems else None
    results = check_rubric(draft, calibrating=calibrating, sample=sample) if is_readable else ()
    earlier = () if against is None else check_rubric(read_rubric(against), calibrating=calibrating)
    changes = check_changes(earlier, results) if against is not None and is_readable else None
    if as_json:
        print_json(_checks_as_plain(problems, results, changes))
    else:
        print_findings(problems)
        if is_readable:
            _print_checks(results, changes)
        if not any(problem.severity is Severity.ERROR for problem in problems):
            _print_whole(file, read_rubric(file))
    severities = {problem.severity for problem in problems} | {one.severity for one in _open(results)}
    sys.exit(1 if Severity.ERROR in severities else 0)


@rubric.command()
@file_argument("a rubric file")
@JSON
def policy(file: Path, as_json: bool) -> None:
    """Say each rule of a rubric's policy in one sentence, and which vision or mission items its criteria serve."""
    from rubric_kit.authoring import policy_sentences, target_coverage
    from rubric_kit.workspace import read_rubric

    whole = read_rubric(file)
    sentences, coverage = policy_sentences(whole), target_coverage(whole)
    if as_json:
        print_json({"rules": [one._asdict() for one in sentences], "targets": coverage.plain()})
        return
    for one in sentences:
        click.echo(visible(one.text))
    click.echo(visible(coverage.summary))


def _starter_row(name: str) -> tuple[str, str, str]:
    from rubric_kit.authoring import starter_rubric

    whole = starter_rubric(name)
    return name, whole.title, str(len(whole.criteria))


def _print_whole(file: Path, whole: Rubric) -> None:
    count = sum(len(c.levels) for c in whole.criteria)
    click.echo(f"{file.name}: whole. Version {whole.version}, {len(whole.criteria)} criteria, {count} levels.")
    click.echo(f"Fingerprint {whole.fingerprint}")


def _sample(file: Path, badges: Path, ratings: str) -> SampleFigures:
    from rubric_kit.comparing import sample_figures
    from rubric_kit.workspace import read_review

    review = read_review(file, badges, ratings)
    return sample_figures(review.rubric, review.badges, review.answers)


def _open(results: Sequence[RuleResult]) -> tuple[Check, ...]:
    from rubric_kit.authoring import open_checks

    return open_checks(results)


def _checks_as_plain(
    problems: Sequence[Finding], results: Sequence[RuleResult], changes: CheckChanges | None
) -> dict[str, object]:
    plain: dict[str, object] = {
        "findings": [problem.plain() for problem in problems],
        "checks": [result.plain() for result in results],
    }
    if changes is not None:
        plain["changes"] = {name: [one.plain() for one in found] for name, found in changes._asdict().items()}
    return plain


def _print_checks(results: Sequence[RuleResult], changes: CheckChanges | None) -> None:
    found = _open(results)
    for one in found:
        quoted = "" if one.quoted in one.message else f" «{one.quoted}»"
        click.echo(visible(f"{one.severity} {one.code} {one.place}:{quoted} {one.message} {one.rewrite}".rstrip()), err=True)
    aside = sum(one.set_aside is not None for result in results for one in result.checks)
    idle = sum(result.state == "not_applicable" for result in results)
    many = "finding" if len(found) == 1 else "findings"
    click.echo(f"{len(results)} checks: {len(found)} {many}, {aside} left standing with a reason; {idle} checks do not apply.")
    if changes is not None:
        click.echo(f"Since then: {len(changes.new)} new, {len(changes.mended)} mended, {len(changes.kept)} as before.")
