"""Commands that bring rubrics in from other programs and send them out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rubric_kit.cli.options import FILE, JSON, file_argument, refuse_to_replace
from rubric_kit.cli.printing import print_findings, print_json, print_table
from rubric_kit.model import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rubric_kit.authoring.exchange import Loss, Reading
    from rubric_kit.model import Finding


@click.command("import")
@click.argument("file", type=FILE)
@click.option("-o", "--out", type=FILE, required=True, help="Rubric file to write.")
@click.option("--format", "format_name", default="", help="What FILE is; without it that is told by its content.")
@click.option(
    "--answer", "answers", type=(str, str), multiple=True, metavar="QUESTION ANSWER", help="Answer to a question about FILE."
)
@JSON
def bring_in(file: Path, out: Path, format_name: str, answers: tuple[tuple[str, str], ...], as_json: bool) -> None:
    """Read a rubric from CASE, a Canvas CSV, Open Badges, or a grid (CSV, XLSX, text), and write it to a rubric file."""
    from rubric_kit.authoring import draft_problems
    from rubric_kit.model import Rubric
    from rubric_kit.workspace import read_rubric_from, write_rubric

    refuse_to_replace(out)
    reading = read_rubric_from(file, format=format_name, answers=dict(answers))
    problems = draft_problems(reading.draft)
    if not problems:
        # A version that was sent out whole comes back as that version.
        write_rubric(out, Rubric.parse(reading.draft, where=file.name))
    if as_json:
        print_json(_reading_as_plain(reading, problems))
    else:
        _print_reading(reading, problems, out)
    sys.exit(1 if problems else 0)


@click.command("export")
@file_argument("the rubric file to send out")
@click.option("-o", "--out", type=FILE, required=True, help="File to write.")
@click.option("--format", "format_name", required=True, help="See `rubric-kit rubric formats`.")
@JSON
def send_out(file: Path, out: Path, format_name: str, as_json: bool) -> None:
    """Write a rubric for another program or for people, and say what that form cannot carry."""
    from rubric_kit.workspace import read_rubric, write_rubric_as

    refuse_to_replace(out)
    losses = write_rubric_as(out, read_rubric(file), format_name)
    if as_json:
        print_json({"file": str(out), "format": format_name, "losses": [loss.plain() for loss in losses]})
        return
    click.echo(out)
    _print_losses(losses, "Not carried")


@click.command()
def formats() -> None:
    """List the forms in which rubrics come in and go out."""
    from rubric_kit.authoring.exchange import FORMATS

    rows = [(name, one.title, one.suffix, "yes" if one.read else "", "yes" if one.write else "") for name, one in FORMATS.items()]
    print_table(("name", "what it is", "suffix", "comes in", "goes out"), rows)


def _print_reading(reading: Reading, problems: Sequence[Finding], out: Path) -> None:
    for sentence in reading.told:
        click.echo(visible(sentence))
    if reading.question is not None:
        asked = reading.question
        choices = ", ".join(f"{value} ({words})" for value, words in asked.choices)
        click.echo(visible(f"Question: {asked.text} Taken: {asked.assumed}. Else --answer {asked.key} with one of: {choices}."))
    print_findings(reading.findings)
    _print_losses(reading.losses, "Left out")
    print_findings(problems)
    click.echo(
        f"Nothing was written: {len(problems)} things are to be mended in the file." if problems else out, err=bool(problems)
    )


def _print_losses(losses: Sequence[Loss], start: str) -> None:
    for loss in losses:
        click.echo(visible(f"{start}: {loss.path}: {loss.words}. {loss.why}"))
    if not losses:
        click.echo(f"{start}: nothing.")


def _reading_as_plain(reading: Reading, problems: Sequence[Finding]) -> dict[str, object]:
    asked = reading.question
    return {
        "told": list(reading.told),
        "question": None if asked is None else asked._asdict(),
        "findings": [one.plain() for one in (*reading.findings, *problems)],
        "losses": [one.plain() for one in reading.losses],
        "written": not problems,
    }
