"""Options that several commands share, and the workspace that stands behind those that were not named.

What was named wins. The rest comes from `--workspace`, then from the workspace that the current folder lies in, and, if nothing
at all was named, from the kit's samples: somebody's own files are never mixed with the samples unasked. A workspace that was
not named is told on standard error, so that nobody wonders where the figures come from.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from rubric_kit.errors import InputError
from rubric_kit.model import visible

if TYPE_CHECKING:
    from rubric_kit.workspace.district import Workspace

_Command = TypeVar("_Command", bound=Callable[..., Any])
_NAMED = "rubric_kit.workspace_named"
_FOUND = "rubric_kit.workspace_found"
INPUTS = ("rubric", "badges", "ratings")
"""What a workspace can stand in for."""

# Whether a path may be read is told by the place that reads it, as bad input and not as a wrong call.
FILE = click.Path(path_type=Path, readable=False)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def _remember(context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    context.meta[_NAMED] = value


WORKSPACE = click.option(
    "-w",
    "--workspace",
    type=FILE,
    is_eager=True,
    expose_value=False,
    callback=_remember,
    help="A district's folder, made by `rubric-kit new`: what is not named comes from it.",
)
"""Reads the workspace before any other option; a command asks `district` or `workspace` for it."""


def workspace(context: click.Context) -> Workspace:
    """Return the workspace of this call: named, found, or the samples; one that was not named is told once.

    Raises
    ------
    InputError, RecordError
        As for `rubric_kit.workspace.district.open_workspace`.
    """
    from rubric_kit.workspace.district import open_workspace

    found: Workspace | None = context.meta.get(_FOUND)
    if found is None:
        named = context.meta.get(_NAMED)
        found = context.meta[_FOUND] = open_workspace(named or "")
        if named is None:
            click.echo(f"workspace: {visible(found.heading)}", err=True)
    return found


def district(context: click.Context) -> Workspace | None:
    """Return the workspace of this call if it is a district's own: named or found, never the samples."""
    from rubric_kit.workspace.district import find_workspace

    return workspace(context) if context.meta.get(_NAMED) or find_workspace() else None


def framework_packages(context: click.Context) -> tuple[Path, ...]:
    """Return the framework packages of the workspace that this call uses; none if it uses none."""
    place: Workspace | None = context.meta.get(_FOUND)
    if place is None and context.meta.get(_NAMED):
        place = workspace(context)
    return () if place is None else place.packages


def _input(
    name: str, kind: click.types.ParamType[Any], words: str, *, needed: bool = True, samples: bool = True
) -> Callable[[_Command], _Command]:
    def complete(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
        if value is not None or context.resilient_parsing:
            return value
        # What was named on the command line has been read by now; click reads the rest after it.
        named = any(context.get_parameter_source(one) is ParameterSource.COMMANDLINE for one in INPUTS)
        place = workspace(context) if samples and not named else district(context)
        if place is None and needed:
            raise click.MissingParameter(ctx=context, param=parameter)
        return getattr(place, name, None)

    return _beside_workspace(click.option(f"--{name}", name, type=kind, callback=complete, help=words))


def file_argument(words: str) -> Callable[[_Command], _Command]:
    """Return an argument FILE that stands for the workspace's rubric where no file is named.

    Parameters
    ----------
    words : str
        What the command needs, for the message where there is no workspace either.
    """
    return _argument("file", FILE, words, lambda place: Path(place.rubric))


def _argument(
    name: str, kind: click.types.ParamType[Any], words: str, value_of: Callable[[Workspace], object]
) -> Callable[[_Command], _Command]:
    def complete(context: click.Context, parameter: click.Parameter, value: object) -> object:
        if value is not None or context.resilient_parsing:
            return value
        place = district(context)
        if place is None:
            message = f"Name {words}, or a workspace with --workspace."
            raise click.MissingParameter(message, context, parameter, f"'{name.upper()}'")
        return value_of(place)

    return _beside_workspace(click.argument(name, type=kind, required=False, callback=complete))


def _beside_workspace(option: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    def add(command: _Command) -> _Command:
        there = getattr(command, "__click_params__", [])
        has_it = any(one.name == "workspace" for one in there)
        return option(command if has_it else WORKSPACE(command))

    return add


_RUBRIC_FILE = "Rubric file (JSON)."
_BADGE_FILES = "Badge file, or folder of badge files."
# Text, not a path: the address of a database would lose one of its slashes.
_ANY_RATINGS = (click.STRING, "Ratings: database, its address, or table (CSV).")
RUBRIC = _input("rubric", FILE, _RUBRIC_FILE)
BADGES = _input("badges", FILE, _BADGE_FILES)
RATINGS = _input("ratings", *_ANY_RATINGS)
BADGES_IF_ANY = _input("badges", FILE, _BADGE_FILES, needed=False)
RATINGS_IF_ANY = _input("ratings", *_ANY_RATINGS, needed=False)
OWN_RUBRIC_IF_ANY = _input("rubric", FILE, _RUBRIC_FILE, needed=False, samples=False)
OWN_BADGES_IF_ANY = _input("badges", FILE, _BADGE_FILES, needed=False, samples=False)
STORE = _input("ratings", click.STRING, "Database of ratings (.db), or its address.", samples=False)
"""The place of a store, which the samples have not."""
STORE_PLACE = _argument("place", click.STRING, "the database of ratings", lambda one: one.ratings)
"""The same as an argument PLACE."""


def refuse_to_replace(file: Path) -> None:
    """Keep a file that is there.

    Raises
    ------
    InputError
        There is a file of that name.
    """
    if file.exists():
        raise InputError(f"{file} is there already; name another file", where=str(file))
