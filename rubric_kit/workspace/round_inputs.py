"""What a leader starts from: rubric, badges, people and the log of a round; for the samples a whole round to practise with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Rubric, StoredEntry
from rubric_kit.model.person import Person
from rubric_kit.workspace.badge_folder import read_badge_folder
from rubric_kit.workspace.district import Workspace, open_workspace
from rubric_kit.workspace.people_file import read_people
from rubric_kit.workspace.rubric_file import read_rubric
from rubric_kit.workspace.shipped import sample_people_file, sample_rounds_file
from rubric_kit.workspace.store import read_entries
from rubric_kit.workspace.version_files import rubric_versions


class RoundInputs(NamedTuple):
    """What a rating round is about, and where its log is."""

    rubric: Rubric
    """The version that is rated on."""
    versions: tuple[Rubric, ...]
    """All published versions at hand, oldest first; earlier rounds may have been rated on them."""
    badges: tuple[Badge, ...]
    """The badges that are rated."""
    people: tuple[Person, ...]
    """Who is expected; empty if nobody wrote it down."""
    save_to: str | None
    """The store; None for practice."""
    entries: tuple[StoredEntry, ...]
    """For practice: a whole log. Otherwise empty, as the log is in the store."""

    @property
    def parts(self) -> dict[str, Any]:
        """Everything but the rubric and the badges, by the names that `LeadRound` takes."""
        return {"versions": self.versions, "people": self.people, "save_to": self.save_to, "entries": self.entries}


def read_round(
    workspace: str | Path = "",
    *,
    rubric: str | Path = "",
    badges: str | Path = "",
    ratings: str | Path = "",
    people: str | Path = "",
    focus: str = "",
) -> RoundInputs:
    """Read what a leader starts from; what is left empty comes from the workspace, or else from the samples.

    Parameters
    ----------
    workspace : path
        Folder of a workspace; empty for the one that the current folder lies in, or else the samples.
    rubric, badges : path
        Rubric file, and file or folder of badges.
    ratings : path
        The store that is rated into: a file that ends in .db, or the address of a server. If nothing at all is named, and there
        is no workspace, it is the sample round, to practise with.
    people : path
        Roster with the columns code, team and name.
    focus : str
        Keys of the badges that are rated, or at least their first 8 characters, with commas between; empty for all. In the sample
        round: those that it is about.

    Raises
    ------
    InputError
        A file cannot be used, no badge could be read, or `focus` names one that is not there.
    RecordError
        The rubric is not whole.
    """
    place = open_workspace(workspace, rubric=rubric, badges=badges, ratings=ratings)
    practice = place.is_sample and not (rubric or badges or ratings)
    entries = read_entries(sample_rounds_file()).entries if practice else ()
    read = read_badge_folder(place.badges)
    if not read.badges:
        first = read.findings[0].line() if read.findings else ""
        raise InputError(f"no badge in {place.badges} could be read: {first}", where=str(place.badges))
    return RoundInputs(
        rubric=read_rubric(place.rubric),
        versions=tuple(one.rubric for one in rubric_versions(place.rubric).files) if place.rubric else (),
        badges=_chosen(read.badges, focus, entries),
        people=_people(place, people, practice=practice),
        save_to=None if practice else place.store,
        entries=entries,
    )


def _people(place: Workspace, people: str | Path, *, practice: bool) -> tuple[Person, ...]:
    if people:
        return read_people(people)
    return read_people(sample_people_file()) if practice else place.roster()


def _chosen(badges: Sequence[Badge], focus: str, entries: Sequence[StoredEntry]) -> tuple[Badge, ...]:
    """Return the badges that are named; else those that the given log speaks of, if it speaks of any; else all."""
    wanted = [one.strip().lower() for one in focus.split(",") if one.strip()]
    for start in wanted:
        if len(start) < 8 or not any(badge.key.startswith(start) for badge in badges):
            raise InputError(f"focus names badge {start!r}, which is not one of the badges that were read", where="focus")
    if wanted:
        return tuple(badge for badge in badges if any(badge.key.startswith(start) for start in wanted))
    rated = {one.entry.badge for one in entries}
    return tuple(badge for badge in badges if badge.key in rated) or tuple(badges)
