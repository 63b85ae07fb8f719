"""`district.toml`: what belongs to a district's folder. Its paths lie inside the folder, so that a copy works anywhere."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path, PureWindowsPath
from typing import Annotated

from pydantic import Field

from rubric_kit.errors import InputError
from rubric_kit.model import Record, visible
from rubric_kit.model.record import Line
from rubric_kit.workspace.files import read_file

NAME = "district.toml"
"""The file by which a folder is known as a workspace."""
FORMAT = 1
"""Number of the form of the file; a program that knows only smaller ones refuses it."""


class DistrictFile(Record):
    """What the file says; every path is relative to the folder it lies in."""

    format: Annotated[int, Field(ge=1, le=FORMAT)]
    """Number of the form of this file."""
    title: Line
    """Title of the workspace, such as the name of the district."""
    rubric: Line
    """The rubric that decides (JSON)."""
    badges: Line = "badges"
    """Folder of badge files."""
    ratings: Line = "ratings/ratings.db"
    """Database of the ratings, or the address of a PostgreSQL database."""
    people: Line = "ratings/people.csv"
    """Roster: which code sits in which team."""
    frameworks: Line = "frameworks"
    """Folder of framework packages (CASE)."""
    reports: Line = "reports"
    """Folder for reports."""


_PLACES = tuple(name for name in DistrictFile.model_fields if name not in {"format", "title"})


def is_address(place: str | Path) -> bool:
    """Tell whether the place of a store is the address of a PostgreSQL database rather than a file."""
    return str(place).startswith(("postgresql:", "postgres:", "postgresql+"))


def read_district_file(folder: Path) -> DistrictFile:
    """Read the `district.toml` of a folder.

    Raises
    ------
    InputError
        It cannot be read, is no TOML, was written by a newer program, or holds a path that leads out of the folder.
    RecordError
        It lacks something, or holds what is not known.
    """
    path = folder / NAME
    try:
        held = tomllib.loads(read_file(path).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text; save it as UTF-8 in the editor", where=str(path)) from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"{path} cannot be read: {visible(str(error))}; mend that line, or copy the file again", where=str(path)
        ) from None
    found = held.get("format")
    if isinstance(found, int) and found > FORMAT:
        message = f"{path} has format {found} and this rubric_kit reads {FORMAT}; nothing was changed, install a newer rubric_kit"
        raise InputError(message, where=str(path))
    file = DistrictFile.parse(held, where=str(path))
    for name in _PLACES:
        _check_inside(folder, name, getattr(file, name))
    return file


def district_text(file: DistrictFile) -> str:
    """Return what a new `district.toml` holds."""
    # A JSON string is a TOML string, apart from one character that JSON leaves as it is.
    plain = {name: json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F") for name, value in file.plain().items()}
    return "\n".join(
        (
            "# What belongs to this workspace. Every path lies inside this folder and is written with /,",
            "# so that the whole folder can be copied to another computer and works there.",
            "# ratings may also be the address of a PostgreSQL database: postgresql://user:password@server/database",
            "# Then this file holds a password: pass it on to nobody.",
            *(f"{name} = {value}" for name, value in plain.items()),
            "",
        )
    )


def _check_inside(folder: Path, name: str, place: str) -> None:
    if name == "ratings" and is_address(place):
        return
    where = f"{folder / NAME}, {name}"
    if "\\" in place:
        raise InputError(f"{where}: {visible(place)!r} is written with a backslash; write folders with /", where=where)
    other = PureWindowsPath(place)
    is_outside = other.drive or other.root or ".." in other.parts or not _lies_in(folder, place)
    if is_outside or "://" in place:
        usual = DistrictFile.model_fields[name].default if name != "rubric" else "rubrics/ours.json"
        message = f"{where}: {visible(place)!r} leads out of the workspace; give a path inside it, such as {usual}"
        raise InputError(message, where=where)


def _lies_in(folder: Path, place: str) -> bool:
    """Tell whether a path stays in the folder, links followed."""
    try:
        return (folder / place).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False
