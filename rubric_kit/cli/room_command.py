"""`rubric-kit room`: a notebook as a page without code or menus, for the people in one room."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rubric_kit.cli.options import FILE, WORKSPACE, district


@click.command()
@WORKSPACE
@click.argument("notebook", type=FILE, required=False)
@click.option("--port", type=click.IntRange(1, 65_535), default=8866, show_default=True, help="First port to try.")
@click.option("--share", is_flag=True, help="Let the other machines of this network in, too; the address carries the key.")
@click.option(
    "--ready",
    type=click.IntRange(0, 50),
    default=2,
    show_default=True,
    help="How many pages are made beforehand and open at once; they show what was there then. 0: each is made when it is opened.",
)
@click.pass_context
def room(context: click.Context, notebook: Path | None, port: int, share: bool, ready: int) -> None:
    """Serve a NOTEBOOK as a page without code or menus and print its address; the rating page if none is named.

    A notebook is a path, or the name of one of the kit's notebooks, such as 06_rate_together.ipynb.
    """
    from rubric_kit.workbench import open_room

    sys.exit(open_room(_found(context, notebook), port=port, share=share, ready=ready))


def _found(context: click.Context, notebook: Path | None) -> Path:
    """Return where a notebook lies that was named by a path, by its name alone, or not at all."""
    from rubric_kit.workbench import ROOM_NOTEBOOK, workbench_folder

    if notebook and (notebook.exists() or notebook.name != str(notebook)):
        return notebook
    name = notebook.name if notebook else ROOM_NOTEBOOK
    place = district(context)
    own = place.folder / "notebooks" / name if place and place.folder else None
    if own and own.is_file():
        return own
    shipped = workbench_folder() / name
    # Told by the name that was typed where nothing was found.
    return shipped if shipped.is_file() else Path(name)
