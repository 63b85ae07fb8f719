"""What a new workspace holds: pages in plain words, a rubric, framework packs, an empty database of ratings, the notebooks."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import visible
from rubric_kit.workspace.badge_folder import read_badge_folder
from rubric_kit.workspace.district_file import FORMAT, NAME, DistrictFile, district_text
from rubric_kit.workspace.files import write_file
from rubric_kit.workspace.people_file import PEOPLE_COLUMNS
from rubric_kit.workspace.rubric_file import write_rubric
from rubric_kit.workspace.shipped import notebook_files, notebooks_folder, sample_badges_folder, sample_ratings_file

NOTEBOOKS = "notebooks"
"""Folder of the notebooks inside a workspace."""


def fill_folder(folder: Path, *, title: str, starter: str, samples: bool) -> None:
    """Make a folder and put into it what a new workspace holds; parameters and errors as for `new_workspace`."""
    from rubric_kit.workspace.store import merge, open_store

    rubric = starter_rubric(starter)
    file = DistrictFile.parse(
        {"format": FORMAT, "title": " ".join(title.split()), "rubric": f"rubrics/{starter}.json"}, where="the title"
    )
    for name in ("rubrics", file.badges, file.frameworks, "ratings", file.reports, NOTEBOOKS):
        (folder / name).mkdir(parents=True)
    write_file(folder / NAME, district_text(file).encode())
    write_file(folder / "README.md", _page("README").replace("$title", visible(file.title)).encode())
    write_rubric(folder / file.rubric, rubric)
    for name in (file.badges, file.frameworks, file.reports):
        write_file(folder / name / "README.md", _page(name).encode())
    for one in (files("rubric_kit.intake.frameworks") / "packs").iterdir():
        if one.name.endswith(".json"):
            write_file(folder / file.frameworks / one.name, one.read_bytes())
    write_file(folder / file.people, f"{','.join(PEOPLE_COLUMNS)}\n".encode())
    for source, inside in notebook_files(notebooks_folder()):
        _copy(source, folder / NOTEBOOKS / inside)
    if samples:
        _copy_samples(folder / file.badges)
    with open_store(folder / file.ratings) as store:
        if samples:
            # Ratings of another rubric than this one do not fit, and are passed over.
            merge(store, [sample_ratings_file()], rubric=rubric, badges=read_badge_folder(folder / file.badges).badges)


def _page(name: str) -> str:
    return (files("rubric_kit.workspace") / "folder_pages" / f"{name}.md").read_text("utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    write_file(target, source.read_bytes())


def _copy_samples(folder: Path) -> None:
    shipped = sample_badges_folder()
    for source in sorted(shipped.rglob("*")):
        if source.is_file() and not source.name.startswith("."):
            _copy(source, folder / source.relative_to(shipped))
