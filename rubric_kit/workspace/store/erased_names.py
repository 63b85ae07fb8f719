"""Under which names whoever is erased stands in the files of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import RubricKitError
from rubric_kit.workspace.badge_folder import read_badge_folder
from rubric_kit.workspace.district import Workspace, is_workspace, open_workspace
from rubric_kit.workspace.store.subject import Subject


class Names(NamedTuple):
    """What to look for beside the code or the key, and where not to look."""

    words: tuple[str, ...] = ()
    """The rater's code and name, or the name of the badge."""
    own_files: tuple[Path, ...] = ()
    """Files of the badge itself: what the district was given, no output."""
    inputs: Path | None = None
    """Folder of the badges that were given, which is not looked through for a badge's name."""
    reports: Path | None = None
    """Folder of what the kit has written."""
    roster: Path | None = None
    """The table of who is who."""


def names_of(subject: Subject, folder: Path | None) -> Names:
    """Look up a rater in the roster of the workspace, or a badge among its badges."""
    code = () if subject.rater is None else (subject.rater,)
    if folder is None:
        return Names(code)
    if not is_workspace(folder):
        return Names(code, reports=folder / "reports")
    workspace = open_workspace(folder)
    if subject.badge is None:
        words = (*code, *_of_rater(subject.rater, workspace))
        return Names(words, reports=workspace.reports, roster=workspace.people)
    items = [one for one in read_badge_folder(workspace.badges).items if one.badge is not None and one.badge.key == subject.badge]
    names = dict.fromkeys(one.badge.name for one in items if one.badge is not None)
    given = Path(workspace.badges)
    return Names(tuple(names), tuple(given / one.path for one in items), given, workspace.reports)


def _of_rater(code: str | None, workspace: Workspace) -> tuple[str, ...]:
    try:
        people = workspace.roster()
    except RubricKitError:
        # A roster that cannot be read is looked through for the code all the same, like any other file.
        return ()
    return tuple(one.name for one in people if one.code == code and one.name)
