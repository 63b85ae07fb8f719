"""Commands about the data that a workspace keeps: what there is and for how long, and how somebody is erased."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from rubric_kit.cli.options import JSON, WORKSPACE, district
from rubric_kit.cli.printing import print_json, print_table
from rubric_kit.model import visible

if TYPE_CHECKING:
    from rubric_kit.workspace.store.erase import Erasure


@click.group()
def data() -> None:
    """Say what is kept about whom and for how long, and erase it."""


@data.command()
@JSON
def inventory(as_json: bool) -> None:
    """List every column and every kind of file that is kept: what it is, what for, about whom, and for how long."""
    from rubric_kit.workspace.store.inventory import INVENTORY

    if as_json:
        print_json([one._asdict() for one in INVENTORY])
        return
    place = ""
    for one in INVENTORY:
        if one.place != place:
            click.echo(f"{chr(10) if place else ''}{one.place}")
            place = one.place
        click.echo(f"  {one.name}: {one.what} {one.purpose} About {one.about}. Kept {one.kept}.")


@data.command()
@WORKSPACE
@click.option("--ratings", metavar="PLACE", help="A store outside a workspace: a file that ends in .db, or a server's address.")
@click.option("--rater", metavar="CODE", help="Code of the rater to erase.")
@click.option("--badge", metavar="KEY", help="Key of the badge to erase, or at least its first 8 characters.")
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="Erase what was made before this day.")
@click.option("--outputs", is_flag=True, help="Also delete reports that hold it, and clear saved outputs of notebooks.")
@click.option("--yes", is_flag=True, help="Do it. Without this, only what would be done is listed.")
@click.pass_context
def erase(
    context: click.Context,
    ratings: str | None,
    rater: str | None,
    badge: str | None,
    before: datetime | None,
    outputs: bool,
    yes: bool,
) -> None:
    """Erase a rater, a badge, or what is old; then search every file and say what is left.

    Goes through the store with its free pages and logs, the backups, and the workspace's tables, notebooks and reports. The exit
    code is 1 while something is left.
    """
    from rubric_kit.workspace.store.erase import erase as erase_data

    place = None if ratings else district(context)
    if not ratings and place is None:
        raise click.UsageError("Name a workspace with --workspace, or a store with --ratings.")
    given = [name for name, value in (("--rater", rater), ("--badge", badge), ("--before", before)) if value]
    if len(given) != 1:
        raise click.UsageError("Name one of --rater, --badge and --before.")
    done = erase_data(
        ratings or (place.store if place else ""),
        rater=rater,
        badge=badge,
        before=before.strftime("%Y-%m-%d") if before else None,
        workspace=place.folder if place else None,
        outputs=outputs,
        dry_run=not yes,
    )
    _print_erasure(done)
    sys.exit(1 if done.left or (done.unread and not done.dry_run) else 0)


def _print_erasure(done: Erasure) -> None:
    rows = [(one.place, str(one.found), one.done, "" if one.left is None else str(one.left), one.note) for one in done.places]
    if rows:
        print_table(("place", "found", "would be done" if done.dry_run else "done", "left", "note"), rows)
    click.echo(_summary(done))
    for paragraph in done.limits:
        click.echo(f"\n{visible(paragraph)}")


def _summary(done: Erasure) -> str:
    places = f"{len(done.places)} place{'' if len(done.places) == 1 else 's'}"
    if done.unread and not done.left:
        return f"Found: {done.found}. {done.unread} of {places} could not be looked into; see the notes."
    if not done.found:
        return "Nothing was found; check the spelling."
    if done.dry_run:
        return f"Found: {done.found}, in {places}. Nothing was changed; add --yes to do it."
    if done.left:
        return f"Found: {done.found}, in {places}. Still there afterwards: {done.left}; see the notes."
    return f"Found: {done.found}, in {places}. Afterwards every place was searched again: 0 left."
