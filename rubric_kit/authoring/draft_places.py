"""Finding a place in a draft by ids, and making new ids: what all steps share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rubric_kit.errors import RecordError

Draft = dict[str, Any]
Step = Mapping[str, Any]


def criterion_in(draft: Draft, step: Step) -> dict[str, Any]:
    """Return the criterion that a step names.

    Raises
    ------
    RecordError
        The draft has no such criterion.
    """
    return by_id(draft["criteria"], step.get("criterion"), "criterion")


def level_in(criterion: dict[str, Any], step: Step) -> dict[str, Any]:
    """Return the level that a step names.

    Raises
    ------
    RecordError
        The criterion has no such level.
    """
    return by_id(criterion["levels"], step.get("level"), f"level of {criterion['id']!r}")


def target_in(draft: Draft, step: Step) -> dict[str, Any]:
    """Return the item of the vision and mission that a step names.

    Raises
    ------
    RecordError
        The draft has no such item.
    """
    return by_id(draft["targets"], step.get("target"), "vision or mission item")


def by_id(records: list[dict[str, Any]], wanted: object, what: str) -> dict[str, Any]:
    """Return the record with an id.

    Raises
    ------
    RecordError
        There is none; the message names those there are.
    """
    for one in records:
        if one["id"] == wanted:
            return one
    known = ", ".join(one["id"] for one in records) or "none"
    raise RecordError(f"no {what} is called {wanted!r}; known are: {known}", where="draft")


def record_at(records: list[dict[str, Any]], place: object, what: str) -> dict[str, Any]:
    """Return the record at a place counted from 0, for those that have no names.

    Raises
    ------
    RecordError
        There is no such place.
    """
    if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(records):
        raise RecordError(f"there is no {what} {place!r}; they are counted from 0, and there are {len(records)}", where="draft")
    return records[place]


def ids_of(records: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the ids of some records in their order."""
    return [one["id"] for one in records]


def free_id(stem: str, taken: list[str]) -> str:
    """Return the stem with the first number that makes it new."""
    number = len(taken)
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def place_in(step: Step, at: int, count: int) -> int:
    """Return the place a step moves something to: by one up or down, or to a place counted from 0.

    Raises
    ------
    RecordError
        The step says neither, or names a place that is not there.
    """
    by, to = step.get("by"), step.get("to")
    if by is None and isinstance(to, int) and not isinstance(to, bool):
        if 0 <= to < count:
            return to
        raise RecordError(f"place {to} is not there; places are 0 to {count - 1}", where="draft")
    if by not in (-1, 1) or isinstance(by, bool):
        raise RecordError(f"a move is by -1 or 1, found {by!r}", where="draft")
    return min(max(0, at + (1 if by == 1 else -1)), count - 1)
