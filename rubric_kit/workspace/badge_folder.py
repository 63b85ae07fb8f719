"""A folder of badge files, as they came."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rubric_kit.errors import InputError
from rubric_kit.intake import Intake, NamedBytes, read_badges
from rubric_kit.model import Finding, Severity
from rubric_kit.workspace.files import one_line_errors, read_file
from rubric_kit.workspace.shipped import sample_badges_folder


def read_badge_folder(*places: Path | str) -> Intake:
    """Read badge files and folders of badge files.

    Folders are read with their sub-folders, in the order of their names. Hidden files and files called README are passed
    over; everything else is looked at, whatever its name, and becomes a badge or a finding (RKW001: it could not be opened).

    Parameters
    ----------
    *places : path
        Files or folders; none, or empty text, for the sample badges.

    Raises
    ------
    InputError
        A place does not exist, may not be read, or is a folder without files.
    """
    chosen = [place for place in places if place] or [sample_badges_folder()]
    files: list[NamedBytes] = []
    unopened: list[Finding] = []
    for place in chosen:
        _collect(Path(place), files, unopened)
    read = read_badges(files)
    return replace(read, findings=(*unopened, *read.findings))


def _collect(place: Path, files: list[NamedBytes], unopened: list[Finding]) -> None:
    """Read a file, or what a folder holds; one file that cannot be opened does not hold up the rest of its folder."""
    with one_line_errors(place, "read"):
        is_file, is_there = place.is_file(), place.exists()
    if is_file:
        files.append(NamedBytes(place.name, read_file(place)))
        return
    if not is_there:
        raise InputError(f"{place} does not exist; name a badge file or a folder of badge files", where=str(place))
    paths = list(_walk(place))
    if not paths:
        raise InputError(f"{place} holds no files to read; put badge files (JSON, PNG, SVG) into it", where=str(place))
    for path in paths:
        name = path.relative_to(place).as_posix()
        try:
            files.append(NamedBytes(name, read_file(path)))
        except InputError as error:
            unopened.append(
                Finding(
                    code="RKW001",
                    severity=Severity.ERROR,
                    where=name,
                    message=f"The file could not be opened: {error.message.removeprefix(str(path)).strip()}.",
                    advice="Make it readable, or take it out of the folder.",
                )
            )


def _walk(folder: Path) -> Iterator[Path]:
    with one_line_errors(folder, "read"):
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except PermissionError:
            raise InputError(f"{folder} may not be read: no permission for this folder", where=str(folder)) from None
    for entry in entries:
        if entry.name.startswith(".") or entry.name.upper().startswith("README"):
            continue
        # A link could lead out of the folder, or round in a circle.
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
