"""Every published version of a rubric, each in a file of its own that is never written again: `ours.v2.json` beside `ours.json`.

`ours.json` is the latest version. The files of one rubric are a chain: each version names the fingerprint of the one it was
made from, so a version that somebody edited by hand no longer fits and is told.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Finding, Rubric, Severity
from rubric_kit.workspace.files import write_file, write_new_file
from rubric_kit.workspace.rubric_file import read_rubric, rubric_bytes


class VersionFile(NamedTuple):
    """One published version and where it is kept."""

    path: Path
    rubric: Rubric


class VersionChain(NamedTuple):
    """The published versions of a rubric, oldest first, and what does not fit together."""

    files: tuple[VersionFile, ...]
    findings: tuple[Finding, ...]
    """RKW020 a file cannot be read; RKW021 a version is not the one its successor was made from; RKW022 another rubric."""


def version_path(path: Path | str, version: int) -> Path:
    """Return where a published version is kept: `ours.v2.json` beside `ours.json`."""
    path = Path(path)
    return path.with_name(f"{path.stem}.v{version}{path.suffix}")


def publish_rubric(path: Path | str, rubric: Rubric) -> None:
    """Save a new version as the latest one and in a file of its own; nothing that was published is ever replaced.

    Parameters
    ----------
    path : path
        The file of the latest version. The version it holds is kept beside it, too, if it is not there yet.
    rubric : Rubric
        The new version.

    Raises
    ------
    RecordError
        The file holds another rubric than the new version's parent, or somebody else has published a version of this number.
    InputError
        A file cannot be read or saved.
    """
    path = Path(path)
    if path.exists():
        there = read_rubric(path)
        if there.fingerprint not in {rubric.parent, rubric.fingerprint}:
            message = (
                f"{path.name} holds version {there.version} of {there.id!r}, which this draft was not made from; "
                "open that file and edit it, or save under another name"
            )
            raise RecordError(message, where=str(path))
        _keep(path, there)
    _keep(path, rubric)
    write_file(path, rubric_bytes(rubric))


def rubric_versions(path: Path | str) -> VersionChain:
    """Return the versions that are kept beside a rubric file, oldest first, with the file itself as the latest.

    Raises
    ------
    InputError, RecordError
        The file itself cannot be read.
    """
    path = Path(path)
    latest = VersionFile(path, read_rubric(path))
    pattern = re.compile(rf"{re.escape(path.stem)}\.v([1-9][0-9]{{0,5}}){re.escape(path.suffix)}")
    places = {int(found[1]): one for one in path.parent.iterdir() if (found := pattern.fullmatch(one.name))}
    files, findings = [], list[Finding]()
    for number in sorted(places):
        one = places[number]
        try:
            kept = VersionFile(one, read_rubric(one))
        except (InputError, RecordError) as error:
            findings.append(_finding("RKW020", one, error.message, "Put a copy of it back, or leave it out."))
            continue
        if kept.rubric.id != latest.rubric.id or kept.rubric.version != number:
            message = f"It holds version {kept.rubric.version} of {kept.rubric.id!r}."
            findings.append(_finding("RKW022", one, message, "It is not part of this rubric's versions; move it elsewhere."))
            continue
        files.append(kept)
    if latest.rubric.fingerprint not in {one.rubric.fingerprint for one in files}:
        files.append(latest)
    return VersionChain(tuple(files), (*findings, *_broken_links(files)))


def _broken_links(files: list[VersionFile]) -> list[Finding]:
    found = []
    for before, after in pairwise(files):
        if after.rubric.version == before.rubric.version + 1 and after.rubric.parent != before.rubric.fingerprint:
            message = f"{after.path.name} was not made from what {before.path.name} holds now: one of them was changed by hand."
            advice = "Put the published file back from a copy; a version never changes."
            found.append(_finding("RKW021", before.path, message, advice))
    return found


def _keep(path: Path, rubric: Rubric) -> None:
    """Keep a version in its own file; the same version may be kept twice, another one of the same number never."""
    place = version_path(path, rubric.version)
    if write_new_file(place, rubric_bytes(rubric)):
        return
    if read_rubric(place).fingerprint != rubric.fingerprint:
        message = (
            f"{place.name} is there already and holds another version {rubric.version}: somebody else has published it; "
            "open it, bring your changes in, and publish again"
        )
        raise RecordError(message, where=str(place))


def _finding(code: str, path: Path, message: str, advice: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, where=path.name, message=message, advice=advice)
