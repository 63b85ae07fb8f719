"""`rubric-kit new`: a district's own folder."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from rubric_kit.cli.options import FILE


@click.command()
@click.argument("folder", type=FILE)
@click.option("--title", default="", help="Title of the workspace; without it, the name of the folder.")
@click.option("--starter", default="outside-badges", show_default=True, help="Starter rubric; see `rubric-kit rubric starter`.")
@click.option("--samples", is_flag=True, help="Put the sample badges into it, with invented ratings, to try everything out.")
def new(folder: Path, title: str, starter: str, samples: bool) -> None:
    """Make FOLDER, a district's workspace: rubrics, badges, frameworks, ratings, reports, notebooks, and a README."""
    from rubric_kit.workspace.district import new_workspace

    new_workspace(folder, title=title, starter=starter, samples=samples)
    click.echo(folder / "README.md")
    click.echo(f"Open it with: rubric-kit lab {shlex.quote(str(folder))}")
