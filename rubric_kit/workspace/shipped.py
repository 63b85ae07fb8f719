"""What travels with the kit: the notebooks, the sample badges and the sample ratings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rubric_kit.errors import InputError

_PACKAGE = Path(__file__).resolve().parent.parent


def notebooks_folder() -> Path:
    """Return the folder of the notebooks: the checkout's own, or the copy inside an installed package."""
    return _shipped("notebooks")


def sample_badges_folder() -> Path:
    """Return the folder of the sample badges."""
    return _shipped("sample_badges")


def sample_ratings_file() -> Path:
    """Return the table of the sample ratings, by four invented raters."""
    return notebooks_folder() / "sample_ratings.csv"


def notebook_files(shipped: Path) -> Iterator[tuple[Path, Path]]:
    """Give each file that a person's own copy of the notebooks needs, and its place inside that copy."""
    for source in sorted(shipped.rglob("*")):
        inside = source.relative_to(shipped)
        # What a person made in a checkout (my_...) and the editor's copies are not the kit's to hand on.
        own = any(part.startswith(("my_", ".")) for part in inside.parts)
        if source.is_file() and source.suffix in {".ipynb", ".csv"} and not own:
            yield source, inside


def sample_rounds_file() -> Path:
    """Return the log of the sample rating round, by 24 invented raters."""
    return notebooks_folder() / "sample_rounds.csv"


def sample_people_file() -> Path:
    """Return the roster of the sample rating round: codes and teams, no names."""
    return notebooks_folder() / "sample_people.csv"


def _shipped(name: str) -> Path:
    for place in (_PACKAGE.parent / name, _PACKAGE / "_shipped" / name):
        if place.is_dir():
            return place
    raise InputError(f"the {name} folder is missing from this installation; install rubric_kit again", where=name)
