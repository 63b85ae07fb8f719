"""A district's folder: rubrics, badges, framework packs, ratings, reports and notebooks in one place; the kit's samples are one.

The notebooks take it by one call, with a parameter `workspace = ""` for a folder that the notebook does not lie in:

    place = open_workspace(workspace, rubric=rubric, badges=badges, ratings=ratings)
    review = read_review(place.rubric, place.badges, place.ratings)

What was named wins; the rest comes from the workspace that the notebook lies in, or else from the samples. Notebook 03 gives
`ratings=save_to` and saves to `place.store`: the database of the workspace, or for the samples `my_ratings.db` beside the
notebook. Notebook 06 takes its workspace, with `place.roster()` for who is expected, through
`rubric_kit.workspace.round_inputs`; the commands do it through `rubric_kit.cli.options`.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from rubric_kit.errors import InputError
from rubric_kit.model.person import Person
from rubric_kit.workspace.district_file import NAME, is_address, read_district_file
from rubric_kit.workspace.new_folder import fill_folder
from rubric_kit.workspace.people_file import read_people
from rubric_kit.workspace.shipped import sample_badges_folder, sample_ratings_file

__all__ = ["Workspace", "find_workspace", "is_workspace", "new_workspace", "open_workspace", "read_people"]


@dataclass(frozen=True)
class Workspace:
    """Where everything of a district is."""

    folder: Path | None
    """The folder; None for the samples."""
    title: str
    """Its title."""
    is_sample: bool
    """Whether these are the kit's samples."""
    rubric: Path | str
    """Rubric file; empty text for the starter rubric."""
    badges: Path | str
    """Folder of badge files."""
    ratings: str
    """Database of the ratings, its address, or a table of ratings (CSV)."""
    frameworks: Path | None
    """Folder of framework packages; None if there is none."""
    reports: Path
    """Folder for reports; it need not be there."""
    people: Path | None
    """Roster; None if there is none."""

    @property
    def rubric_to_save(self) -> Path:
        """Where the rubric editor publishes: the rubric of the workspace; for the samples `my_rubric.json` in this folder."""
        return Path("my_rubric.json") if self.is_sample else Path(self.rubric)

    @property
    def store(self) -> str:
        """Where ratings are saved: the store of the workspace; for the samples `my_ratings.db` in this folder."""
        return "my_ratings.db" if self.ratings == str(sample_ratings_file()) else self.ratings

    @property
    def packages(self) -> tuple[Path, ...]:
        """The framework packages of the workspace, in the order of their names."""
        return () if self.frameworks is None else tuple(sorted(self.frameworks.glob("*.json")))

    @property
    def heading(self) -> str:
        """Which workspace this is, in one line."""
        return f"{self.title} ({self.folder})" if self.folder else self.title

    def roster(self) -> tuple[Person, ...]:
        """Return who is who; nobody if there is no roster.

        Raises
        ------
        InputError
            The roster cannot be read.
        """
        return () if self.people is None else read_people(self.people)


def open_workspace(
    folder: str | Path = "", *, rubric: str | Path = "", badges: str | Path = "", ratings: str | Path = ""
) -> Workspace:
    """Open a workspace.

    Parameters
    ----------
    folder : path
        The folder that `new_workspace` made. Empty: the workspace that the current folder lies in, looked for upwards by its
        `district.toml`, or else the kit's samples.
    rubric, badges, ratings : path
        What takes the place of the workspace's own; empty: nothing does.

    Raises
    ------
    InputError, RecordError
        The folder is no workspace, was made by a newer program, or its `district.toml` cannot be used.
    """
    found = Path(folder) if folder else find_workspace()
    place = _samples() if found is None else _opened(found)
    return replace(
        place, rubric=rubric or place.rubric, badges=badges or place.badges, ratings=str(ratings) if ratings else place.ratings
    )


def find_workspace(start: Path | None = None) -> Path | None:
    """Return the folder of the workspace that a folder lies in; None if it lies in none.

    Parameters
    ----------
    start : Path, optional
        Where to begin; the current folder without it.
    """
    here = (start or Path.cwd()).resolve()
    return next((folder for folder in (here, *here.parents) if is_workspace(folder)), None)


def is_workspace(folder: Path) -> bool:
    """Tell whether a folder is a workspace."""
    try:
        return (folder / NAME).is_file()
    except OSError:
        # A folder further up that nobody may look into.
        return False


def new_workspace(folder: str | Path, *, title: str = "", starter: str = "outside-badges", samples: bool = False) -> Workspace:
    """Make the folder of a district, whole or not at all.

    Parameters
    ----------
    folder : path
        The folder to make; it must not be there yet, or be empty.
    title : str
        Title of the workspace; the name of the folder without it.
    starter : str
        Starter rubric that it begins with; see `rubric_kit.authoring.starter_names`.
    samples : bool
        Whether the sample badges come with it, and the invented raters' ratings of them if they fit the rubric.

    Raises
    ------
    InputError
        The folder holds something, cannot be made, or there is no starter rubric of that name.
    RecordError
        The title is empty or too long.
    """
    target = Path(folder).resolve()
    _check_free(target, Path(folder))
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent))
    except OSError as error:
        raise InputError(f"cannot make {folder}: {error.strerror or error}", where=str(folder)) from None
    try:
        fill_folder(beside / "whole", title=title or target.name, starter=starter, samples=samples)
        if target.exists():
            target.rmdir()
        (beside / "whole").rename(target)
    except OSError as error:
        raise InputError(f"cannot make {folder}: {error.strerror or error}; nothing was made", where=str(folder)) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return _opened(Path(folder))


def _check_free(target: Path, named: Path) -> None:
    try:
        if not target.exists():
            return
        if not target.is_dir():
            raise InputError(f"{named} is a file; name a new folder", where=str(named))
        if any(target.iterdir()):
            known = "a workspace already" if is_workspace(target) else "not empty"
            raise InputError(f"{named} is {known}; nothing was changed, name a new folder", where=str(named))
    except OSError as error:
        raise InputError(f"cannot make {named}: {error.strerror or error}", where=str(named)) from None
    if target == Path.cwd().resolve():
        # The folder under one's feet cannot be exchanged for another.
        raise InputError(f"{named} is the folder you are in; name a new folder inside it", where=str(named))


def _opened(folder: Path) -> Workspace:
    if not is_workspace(folder):
        known = "it does not exist" if not folder.exists() else f"it holds no {NAME}"
        raise InputError(f"{folder} is no workspace: {known}; `rubric-kit new {folder}` makes one", where=str(folder))
    file = read_district_file(folder)
    people, frameworks = folder / file.people, folder / file.frameworks
    return Workspace(
        folder=folder,
        title=file.title,
        is_sample=False,
        rubric=folder / file.rubric,
        badges=folder / file.badges,
        ratings=file.ratings if is_address(file.ratings) else str(folder / file.ratings),
        frameworks=frameworks if frameworks.is_dir() else None,
        reports=folder / file.reports,
        people=people if people.is_file() else None,
    )


def _samples() -> Workspace:
    return Workspace(
        folder=None,
        title="The kit's samples",
        is_sample=True,
        rubric="",
        badges=sample_badges_folder(),
        ratings=str(sample_ratings_file()),
        frameworks=None,
        reports=Path("my_reports"),
        people=None,
    )
