"""A folder of badge files, as they came."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rubric_kit.errors import InputError
from rubric_kit.intake import Intake, NamedBytes, read_badges, strict_json
from rubric_kit.intake.reader import Progress
from rubric_kit.workspace.files import check_readable, one_line_errors, read_file
from rubric_kit.workspace.shipped import sample_badges_folder

CONTEXTS_FOLDER = "contexts"
"""Name of the sub-folder in which a district can keep JSON-LD contexts; its contexts.json names the file of each address."""
_MOST_LENT, _MOST_LENT_BYTES = 500, 1_000_000


def read_badge_folder(
    *places: Path | str,
    contexts: Path | str = "",
    check_proofs: bool = True,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> Intake:
    """Read badge files and folders of badge files.

    Folders are read with their sub-folders, in the order of their names. Hidden files and files called README are passed
    over; everything else is looked at, whatever its name, and becomes an item with a badge or a finding. Where a single
    file is named, the documents beside it serve as its neighbours and are no items.

    Parameters
    ----------
    *places : path
        Files or folders; none, or empty text, for the sample badges.
    contexts : path, optional
        Folder of JSON-LD contexts for checking proofs; without it the `contexts` folders of the places are taken.
    check_proofs : bool
        Whether signatures are checked.
    as_of : date, optional
        The day on which the badges are looked at, for the findings about expiry.
    progress : callable, optional
        Told how far it is: what is being done, how many are done, of how many.

    Raises
    ------
    InputError
        A place does not exist, may not be read, or is a folder without files; or the contexts cannot be used.
    """
    found = _Found()
    for place in [Path(place) for place in places if place] or [sample_badges_folder()]:
        found.look_at(place)
    extra = _contexts([Path(contexts)] if contexts else found.context_folders)
    count = len(found.paths)
    return read_badges(
        found.files(),
        lent=found.neighbours,
        extra_contexts=extra,
        check_proofs=check_proofs,
        as_of=as_of,
        progress=None if progress is None else lambda stage, done, of: progress(stage, done, of or count),
    )


@dataclass
class _Found:
    """The files of the places that were named; each is opened when its turn comes."""

    paths: list[tuple[Path, str]] = field(default_factory=list)
    single: list[Path] = field(default_factory=list)
    context_folders: list[Path] = field(default_factory=list)

    def look_at(self, place: Path) -> None:
        """Note a file, or what a folder holds."""
        with one_line_errors(place, "read"):
            is_file, is_there = place.is_file(), place.exists()
        if is_file:
            check_readable(place)
            self.paths.append((place, place.name))
            self.single.append(place)
            return
        if not is_there:
            raise InputError(f"{place} does not exist; name a badge file or a folder of badge files", where=str(place))
        before = len(self.paths)
        for path in _walk(place):
            if path.is_dir():
                self.context_folders.append(path)
            else:
                self.paths.append((path, path.relative_to(place).as_posix()))
        if len(self.paths) == before:
            raise InputError(f"{place} holds no files to read; put badge files (JSON, PNG, SVG) into it", where=str(place))

    def files(self) -> Iterator[NamedBytes]:
        """Open one file after the other; one that cannot be opened does not hold up the rest."""
        for path, name in self.paths:
            try:
                yield NamedBytes(name, read_file(path))
            except InputError as error:
                yield NamedBytes(name, b"", problem=_without_name(error.message, path))

    def neighbours(self) -> Iterator[NamedBytes]:
        """Give the documents beside the single files that were named, and one folder further down."""
        given = {path for path, _ in self.paths}
        for folder in dict.fromkeys(path.parent for path in self.single):
            beside = [path for path in _walk(folder, depth=1) if path not in given and path.is_file()]
            for path in [path for path in beside if path.stat().st_size <= _MOST_LENT_BYTES][:_MOST_LENT]:
                try:
                    yield NamedBytes(path.name, read_file(path))
                except InputError:
                    continue


def _without_name(message: str, path: Path) -> str:
    """Return why a file could not be had, without its name: it may be the earner's, and the reason is kept."""
    return message.removeprefix(str(path)).replace(str(path), "it").strip()


def _walk(folder: Path, depth: int = 100) -> Iterator[Path]:
    """Give the files of a folder and of its sub-folders in order, and each folder of contexts as itself."""
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
            if entry.name == CONTEXTS_FOLDER and (Path(entry.path) / "contexts.json").is_file():
                yield Path(entry.path)
            elif depth:
                yield from _walk(Path(entry.path), depth - 1)
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _contexts(folders: list[Path]) -> Mapping[str, Any]:
    """Read the contexts that folders hold: contexts.json is an object of address and file name."""
    found: dict[str, Any] = {}
    for folder in folders:
        index = folder / "contexts.json"
        names = strict_json(read_file(index), where=str(index))
        if not isinstance(names, Mapping) or not all(isinstance(name, str) for name in names.values()):
            raise InputError(f"{index} is no object of addresses and file names", where=str(index))
        for address, name in names.items():
            if Path(name).name != name:
                raise InputError(
                    f"{index} names a file outside its folder; only names of files beside it are allowed", where=str(index)
                )
            found.setdefault(address, strict_json(read_file(folder / name), where=str(folder / name)))
    return found
