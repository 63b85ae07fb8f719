"""The command line: words and exit codes only. Exit 1 for input that cannot be used, 2 for a wrong call."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from rubric_kit import __version__
from rubric_kit.cli.agreement_command import agreement
from rubric_kit.cli.all_weightings_command import all_weightings
from rubric_kit.cli.badge_commands import badges, frameworks
from rubric_kit.cli.data_commands import data
from rubric_kit.cli.exchange_commands import bring_in, formats, send_out
from rubric_kit.cli.lens_command import lens
from rubric_kit.cli.new_command import new
from rubric_kit.cli.options import FILE, INPUTS, WORKSPACE, district
from rubric_kit.cli.printing import print_json
from rubric_kit.cli.ratings_commands import ratings
from rubric_kit.cli.review_commands import compare, suggest
from rubric_kit.cli.room_command import room
from rubric_kit.cli.rubric_commands import rubric
from rubric_kit.cli.score_command import score
from rubric_kit.cli.triage_command import triage
from rubric_kit.cli.version_commands import diff, follow, publish_version, topic, versions
from rubric_kit.cli.weight_commands import weights
from rubric_kit.errors import RubricKitError
from rubric_kit.model import SCHEMAS, json_schema, visible


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rubric-kit")
def cli() -> None:
    """Decide which outside badges your district accepts, at what level, and why."""


for _command in (new, badges, frameworks, rubric, suggest, weights, ratings, score, triage, compare, room, data):
    cli.add_command(_command)
for _command in (bring_in, send_out, formats, diff, publish_version, versions, topic, follow):
    rubric.add_command(_command)
for _command in (all_weightings, lens):
    weights.add_command(_command)
ratings.add_command(agreement)


@cli.command()
@click.argument("folder", type=FILE, required=False)
@click.option("--port", type=click.IntRange(1, 65_535), default=8888, show_default=True, help="First port to try.")
@click.option("--no-report", is_flag=True, help="Do not render the sample report first.")
def lab(folder: Path | None, port: int, no_report: bool) -> None:
    """Open JupyterLab on the notebooks of FOLDER, such as a workspace, on this machine only; prints the address."""
    from rubric_kit.workbench import open_lab, sample_report, workbench_folder

    place = workbench_folder(_opened(folder))
    if not no_report:
        click.echo(f"Sample report: {sample_report(place, progress=sys.stderr.isatty()).page}")
    sys.exit(open_lab(place.resolve(), port=port))


@cli.command()
@click.argument("folder", type=FILE, required=False)
def demo(folder: Path | None) -> None:
    """Render the report on the sample badges and print where it is."""
    from rubric_kit.workbench import sample_report, workbench_folder

    click.echo(sample_report(workbench_folder(_opened(folder)), progress=sys.stderr.isatty()).page)


@cli.command()
@WORKSPACE
@click.argument("template")
@click.option("--rubric", help="Rubric file (JSON); short for -p rubric FILE.")
@click.option("--badges", help="Badge file or folder; short for -p badges PLACE.")
@click.option("--ratings", help="Ratings: database, its address, or table (CSV); short for -p ratings PLACE.")
@click.option(
    "-p", "--parameter", "parameters", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter of the template."
)
@click.option("-o", "--out", required=True, type=FILE, help="HTML file to write; the manifest goes beside it.")
def report(
    template: str,
    rubric: str | None,
    badges: str | None,
    ratings: str | None,
    parameters: tuple[tuple[str, str], ...],
    out: Path,
) -> None:
    """Make a report from a TEMPLATE.

    comparison: badges decided and compared. rubric: the rubric itself, and what changed. rating_round: how far apart raters were.
    """
    from rubric_kit.reports import TEMPLATES, render_report

    named = {"rubric": rubric, "badges": badges, "ratings": ratings} | dict(parameters)
    given = {name: value for name, value in named.items() if value is not None}
    # A template that is not known is told before a workspace is looked for.
    needed = set(TEMPLATES[template].model_fields) if template in TEMPLATES else set()
    left_open = [name for name in (*INPUTS, "people") if name in needed - set(given)]
    if left_open and (place := district(click.get_current_context())):
        given |= {name: str(value) for name in left_open if (value := getattr(place, name))}
    made = render_report(template, given, out, progress=sys.stderr.isatty())
    click.echo(made.page)
    click.echo(made.manifest)


@cli.command()
@click.argument("name", type=click.Choice(sorted(SCHEMAS)))
def schema(name: str) -> None:
    """Print the JSON Schema of a record."""
    print_json(json_schema(name))


def _opened(folder: Path | None) -> Path | None:
    """Return the folder that was named, or else the workspace that the current folder lies in, which is told."""
    place = None if folder else district(click.get_current_context())
    return place.folder if place else folder


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
