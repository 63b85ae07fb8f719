"""What travels with the kit: the notebooks, the sample badges and the sample ratings."""

from __future__ import annotations

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


def _shipped(name: str) -> Path:
    for place in (_PACKAGE.parent / name, _PACKAGE / "_shipped" / name):
        if place.is_dir():
            return place
    raise InputError(f"the {name} folder is missing from this installation; install rubric_kit again", where=name)
