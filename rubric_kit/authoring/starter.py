"""Starter rubrics that come with the kit: one JSON file each in `starters/`, every cell with its source."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rubric_kit.errors import InputError
from rubric_kit.model import Rubric

_FIRST = "outside-badges"


def starter_names() -> tuple[str, ...]:
    """Return the names `starter_rubric` takes: the base rubric first, the others by name.

    docs/starters.md says in plain words what each is for and whose ideas it follows.

    Examples
    --------
    >>> starter_names()[:2]
    ('outside-badges', 'connecting-credentials')
    """
    folder = files("rubric_kit.authoring") / "starters"
    names = [one.name.removesuffix(".json") for one in folder.iterdir() if one.name.endswith(".json")]
    return tuple(sorted(names, key=lambda name: (name != _FIRST, name)))


@cache
def starter_rubric(name: str = _FIRST) -> Rubric:
    """Return a starter rubric.

    Raises
    ------
    InputError
        There is no starter rubric of that name.
    """
    if name not in starter_names():
        raise InputError(f"no starter rubric is called {name!r}; known are: {', '.join(starter_names())}", where=name)
    text = (files("rubric_kit.authoring") / "starters" / f"{name}.json").read_bytes()
    return Rubric.parse(text, where=f"starters/{name}.json")
