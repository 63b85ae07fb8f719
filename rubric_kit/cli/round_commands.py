"""The leader's two steps as commands: show what was said in a round, open the next one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rubric_kit.cli.options import BADGES, FILE, RUBRIC, STORE, district
from rubric_kit.errors import InputError
from rubric_kit.model import visible

if TYPE_CHECKING:
    from rubric_kit.widgets.round_desk import RoundDesk

_LEADER = click.option("--leader", default="lead", show_default=True, help="Code of the person who leads.")


@click.command()
@STORE
@RUBRIC
@BADGES
@_LEADER
def reveal(ratings: str, rubric: Path, badges: Path, leader: str) -> None:
    """Show what was said in the open round: from now on its answers are closed and may be seen.

    It works with somebody missing, and says who is.
    """
    desk = _desk(rubric, badges, ratings, leader)
    told = desk.state.sentence
    desk.reveal()
    click.echo(visible(f"Round {desk.open_round} is shown. {told}"))


@click.command("open-round")
@STORE
@RUBRIC
@BADGES
@click.option("--version", "version", type=FILE, help="File of the version to rate on, if the words were changed.")
@_LEADER
def open_round(ratings: str, rubric: Path, badges: Path, version: Path | None, leader: str) -> None:
    """Open the next round after the talk, on the same words or on another published version."""
    from rubric_kit.workspace import read_rubric

    desk = _desk(rubric, badges, ratings, leader)
    desk.open_next(read_rubric(version) if version else None)
    opened = desk.rubric_of(desk.open_round)
    click.echo(
        visible(f"Round {desk.open_round} is open" + (f", on version {opened.version} of {opened.title}." if opened else "."))
    )


def _desk(rubric: Path, badges: Path, ratings: str, leader: str) -> RoundDesk:
    from rubric_kit.widgets.round_desk import RoundDesk
    from rubric_kit.widgets.round_log import KeptLog
    from rubric_kit.workspace.round_inputs import read_round

    if str(ratings).lower().endswith(".csv"):
        message = f"{Path(ratings).name} is a table; a round is led in a database, which `rubric-kit ratings merge` makes of it"
        raise InputError(message, where=str(ratings))
    place = district(click.get_current_context())
    given = read_round(rubric=rubric, badges=badges, ratings=ratings, people=(place.people or "") if place else "")
    log = KeptLog(str(ratings), given.rubric, given.badges)
    return RoundDesk(given.rubric, given.badges, log, people=given.people, facilitator=leader, versions=given.versions)
