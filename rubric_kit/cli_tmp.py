"""The command line: words and exit codes only. Exit 1 for input that cannot be used, 2 for a wrong call."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from rubric_kit import __version__
from rubric_kit.errors import RubricKitError
from rubric_kit.model import SCHEMAS, Finding, Severity, json_schema, visible

# Whether a path may be read is told by the place that reads it, as bad input and not as a wrong call.
_FILE = click.Path(path_type=Path, readable=False)
_RUBRIC = click.option("--rubric", "rubric", required=True, type=_FILE, help="Rubric file (JSON).")
_BADGES = click.option("--badges", "badges", required=True, type=_FILE, help="Badge file, or folder of badge files.")
_RATINGS = click.option("--ratings", "ratings", required=True, type=_FILE, help="Ratings table (CSV).")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rubric-kit")
def cli() -> None:
    """Decide which outside badges your district accepts, at what level, and why."""


@cli.command()
@click.argument("folder", type=_FILE, required=False)
@click.option("--port", type=click.IntRange(1, 65_535), default=8888, show_default=True, help="First port to try.")
@click.option("--no-report", is_flag=True, help="Do not render the sample report first.")
def lab(folder: Path | None, port: int, no_report: bool) -> None:
    """Open JupyterLab on the notebooks, on this machine only; prints the address."""
    from rubric_kit.workbench import open_lab, sample_report, workbench_folder

    place = workbench_folder(folder)
    if not no_report:
        click.echo(f"Sample report: {sample_report(place, progress=sys.stderr.isatty()).page}")
    sys.exit(open_lab(place.resolve(), port=port))


@cli.command()
@click.argument("folder", type=_FILE, required=False)
def demo(folder: Path | None) -> None:
    """Render the report on the sample badges and print where it is."""
    from rubric_kit.workbench import sample_report, workbench_folder

    click.echo(sample_report(workbench_folder(folder), progress=sys.stderr.isatty()).page)


@cli.command()
@click.argument("paths", type=_FILE, nargs=-1, required=True)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Date against which expiry is told.")
@_JSON
def badges(paths: tuple[Path, ...], as_of: datetime | None, as_json: bool) -> None:
    """Read badge files: what they say, what is missing, what could not be read."""
    from rubric_kit.intake import facts
    from rubric_kit.workspace import read_badge_folder

    intake = read_badge_folder(*paths)
    day: date | None = as_of.date() if as_of else None
    if as_json:
        read = [{"badge": badge.plain(), "facts": [fact.plain() for fact in facts(badge, as_of=day)]} for badge in intake.badges]
        _print_json({"badges": read, "findings": [finding.plain() for finding in intake.findings]})
    else:
        rows = [
            (
                badge.handle,
                intake.names[badge.key],
                badge.name,
                badge.issuer.name,
                badge.evidence.state,
                badge.verification.outcome,
            )
            for badge in intake.badges
        ]
        _print_table(("key", "file", "badge", "issuer", "evidence", "proof"), rows)
        _print_findings(intake.findings)
    sys.exit(0 if intake.badges else 1)


@cli.group()
def rubric() -> None:
    """Rubric files: start one, check one."""


@rubric.command()
@click.argument("file", type=_FILE)
@click.option("--name", default="outside-badges", show_default=True, help="Which starter rubric.")
def starter(file: Path, name: str) -> None:
    """Write a starter rubric to FILE; a file that is there is kept."""
    from rubric_kit.authoring import starter_rubric
    from rubric_kit.errors import InputError
    from rubric_kit.workspace import write_rubric

    if file.exists():
        raise InputError(f"{file} is there already; name another file", where=str(file))
    write_rubric(file, starter_rubric(name))
    click.echo(file)


@rubric.command()
@click.argument("file", type=_FILE)
@_JSON
def check(file: Path, as_json: bool) -> None:
    """Say whether a rubric file is whole, and everything that is not."""
    from rubric_kit.authoring import draft_problems
    from rubric_kit.workspace import read_rubric, read_rubric_json

    problems = draft_problems(read_rubric_json(file))
    if as_json:
        _print_json({"findings": [problem.plain() for problem in problems]})
    elif problems:
        _print_findings(problems)
    else:
        whole = read_rubric(file)
        count = sum(len(c.levels) for c in whole.criteria)
        click.echo(f"{file.name}: whole. Version {whole.version}, {len(whole.criteria)} criteria, {count} levels.")
        click.echo(f"Fingerprint {whole.fingerprint}")
    sys.exit(1 if problems else 0)


@cli.command()
@_RUBRIC
@_BADGES
@_JSON
def suggest(rubric: Path, badges: Path, as_json: bool) -> None:
    """Suggest levels from what the badges' data say; a suggestion is never a person's rating."""
    from rubric_kit.comparing import badge_labels
    from rubric_kit.intake import facts
    from rubric_kit.model import STATE_WORDS
    from rubric_kit.scoring import suggest as suggestions
    from rubric_kit.workspace import read_badge_folder, read_rubric

    version, intake = read_rubric(rubric), read_badge_folder(badges)
    found = [one for badge in intake.badges for one in suggestions(version, badge, facts(badge))]
    if as_json:
        _print_json({"suggestions": [one.plain() for one in found], "findings": [one.plain() for one in intake.findings]})
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
    _print_table(("badge", "criterion", "suggested level"), rows)
    _print_findings(intake.findings)


@cli.command()
@_RUBRIC
@_BADGES
@_RATINGS
@_JSON
def score(rubric: Path, badges: Path, ratings: Path, as_json: bool) -> None:
    """Score badges by a rubric and print each decision, best first."""
    from rubric_kit.comparing import badge_labels
    from rubric_kit.model import interval_text
    from rubric_kit.scoring import rank
    from rubric_kit.workspace import read_review

    review = read_review(rubric, badges, ratings)
    decisions = rank(review.rubric, review.badges, review.answers, what_if=True)
    if as_json:
        findings = (*review.badge_findings, *review.rating_findings)
        _print_json({"decisions": [one.plain() for one in decisions], "findings": [one.plain() for one in findings]})
        return
    labels = badge_labels(review.badges)
    names = {outcome.id: outcome.name for outcome in review.rubric.policy.outcomes}
    rows = [
        (labels[one.badge], interval_text(one.score), names[one.outcome] if one.outcome else _open(one.possible, names))
        for one in decisions
    ]
    _print_table(("badge", "score of 100", "decision"), rows)
    _print_findings((*review.badge_findings, *review.rating_findings))


@cli.command()
@_RUBRIC
@_BADGES
@_RATINGS
@click.argument("keys", nargs=-1)
def compare(rubric: Path, badges: Path, ratings: Path, keys: tuple[str, ...]) -> None:
    """Set badges side by side, criterion by criterion.

    KEYS are badge keys, or at least their first 8 characters; without any, badges that share a name are compared.
    """
    from rubric_kit.charts import Display
    from rubric_kit.reports import comparison_report

    report = comparison_report(rubric, badges, ratings, title="Comparison", focus=",".join(keys))
    shown = report.side_by_side()
    if isinstance(shown, Display):
        _print_table(shown.columns, shown.rows)
    click.echo(visible(shown.description if isinstance(shown, Display) else shown.text))
    click.echo(visible(report.side_by_side_reason().text))


@cli.command()
@click.argument("template")
@click.option("--rubric", help="Rubric file (JSON); short for -p rubric FILE.")
@click.option("--badges", help="Badge file or folder; short for -p badges PLACE.")
@click.option("--ratings", help="Ratings table (CSV); short for -p ratings FILE.")
@click.option(
    "-p", "--parameter", "parameters", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter of the template."
)
@click.option("-o", "--out", required=True, type=_FILE, help="HTML file to write; the manifest goes beside it.")
def report(
    template: str,
    rubric: str | None,
    badges: str | None,
    ratings: str | None,
    parameters: tuple[tuple[str, str], ...],
    out: Path,
) -> None:
    """Make a report from a TEMPLATE, such as comparison."""
    from rubric_kit.reports import render_report

    given = {name: value for name, value in (("rubric", rubric), ("badges", badges), ("ratings", ratings)) if value is not None}
    made = render_report(template, given | dict(parameters), out, progress=sys.stderr.isatty())
    click.echo(made.page)
    click.echo(made.manifest)


@cli.command()
@click.argument("name", type=click.Choice(sorted(SCHEMAS)))
def schema(name: str) -> None:
    """Print the JSON Schema of a record."""
    _print_json(json_schema(name))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; errors are one line on standard error."""
    # Not imported yet: jsonschema would build some 35 parsers for formats that nothing here uses, 1.4 s at every start.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        cli.main(args=list(arguments) if arguments is not None else None, prog_name="rubric-kit", standalone_mode=False)
    except click.UsageError as error:
        hint = f" See `{error.ctx.command_path} --help`." if error.ctx else ""
        return _fail(f"{error.format_message()}{hint}", 2)
    except (RubricKitError, click.ClickException) as error:
        return _fail(error.message, 1)
    except click.Abort:
        return _fail("stopped", 130)
    except OSError as error:
        # A path that the system itself refuses, such as a name of 300 characters.
        return _fail(f"{error.filename or 'the system'}: {error.strerror or error}", 1)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    return 0


def _fail(message: str, code: int) -> int:
    click.echo(f"rubric-kit: {visible(' '.join(message.split()))}", err=True)
    return code


def _open(possible: Iterable[str], names: dict[str, str]) -> str:
    return f"undetermined: {', '.join(names[one] for one in possible)}"


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _print_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        click.echo(visible(finding.line()), err=finding.severity is not Severity.INFO)


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; every cell is one line with hidden characters spelled out, at most 60 characters."""
    shown = [[_cell(cell) for cell in row] for row in (columns, *rows)]
    widths = [max(len(row[at]) for row in shown) for at in range(len(columns))]
    for row in shown:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _cell(text: str) -> str:
    line = visible(" ".join(str(text).split()))
    return line if len(line) <= 60 else f"{line[:59]}…"
