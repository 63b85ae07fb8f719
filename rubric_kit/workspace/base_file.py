"""The base of a topic rubric from its file, and the version that the topic rubric was built on, found beside it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from rubric_kit.model import Rubric
from rubric_kit.workspace.rubric_file import read_rubric
from rubric_kit.workspace.version_files import rubric_versions


class BaseFiles(NamedTuple):
    """What an editor needs to know of a topic rubric's base."""

    base: Rubric | None
    """The version in the base's file; None: no file was named."""
    old_base: Rubric | None
    """The version that the topic rubric names, if that is another one and is kept beside the file."""


def read_base(path: Path | str, topic: Rubric) -> BaseFiles:
    """Read the base of a topic rubric; an empty path gives none.

    Parameters
    ----------
    path : path
        File of the base rubric, such as the district's own.
    topic : Rubric
        The rubric that builds on it.

    Raises
    ------
    InputError, RecordError
        As for `rubric_kit.workspace.read_rubric`.
    """
    if not path:
        return BaseFiles(None, None)
    versions = [one.rubric for one in rubric_versions(path).files]
    base = read_rubric(path)
    named = topic.base.fingerprint if topic.base is not None else None
    return BaseFiles(base, next((one for one in versions if one.fingerprint == named != base.fingerprint), None))
