"""A folder of badge files, as they came."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from rubric_kit.errors import InputError
from rubric_kit.intake import Intake, NamedBytes, read_badges
from rubric_kit.workspace.files import one_line_errors, read_file
from rubric_kit.workspace.shipped import sample_badges_folder


def read_badge_folder(*places: Path | str) -> Intake:
    """Read badge files and folders of badge files.

    Folders are read with their sub-folders, in the order of their names. Hidden files and files called README are passed
    over; everything else is looked at, whatever its name, and becomes a badge or a finding.

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
    return read_badges([file for place in chosen for file in _files_at(Path(place))])


def _files_at(place: Path) -> list[NamedBytes]:
    with one_line_errors(place, "read"):
        is_file, is_there = place.is_file(), place.exists()
    if is_file:
        return [NamedBytes(place.name, read_file(place))]
    if not is_there:
        raise InputError(f"{place} does not exist; name a badge file or a folder of badge files", where=str(place))
    files = [NamedBytes(path.relative_to(place).as_posix(), read_file(path)) for path in _walk(place)]
    if not files:
        raise InputError(f"{place} holds no files to read; put badge files (JSON, PNG, SVG) into it", where=str(place))
    return files


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
