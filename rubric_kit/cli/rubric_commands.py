"""Commands about rubric files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rubric_kit.cli.options import FILE, JSON
from rubric_kit.cli.printing import print_findings, print_json


@click.group()
def rubric() -> None:
    """Rubric files: start one, check one."""


@rubric.command()
@click.argument("file", type=FILE)
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
@click.argument("file", type=FILE)
@JSON
def check(file: Path, as_json: bool) -> None:
    """Say whether a rubric file is whole, and everything that is not."""
    from rubric_kit.authoring import draft_problems
    from rubric_kit.workspace import read_rubric, read_rubric_json

    problems = draft_problems(read_rubric_json(file))
    if as_json:
        print_json({"findings": [problem.plain() for problem in problems]})
    elif problems:
        print_findings(problems)
    else:
        whole = read_rubric(file)
        count = sum(len(c.levels) for c in whole.criteria)
        click.echo(f"{file.name}: whole. Version {whole.version}, {len(whole.criteria)} criteria, {count} levels.")
        click.echo(f"Fingerprint {whole.fingerprint}")
    sys.exit(1 if problems else 0)
