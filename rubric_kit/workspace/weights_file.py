"""Weights of several people in one JSON file: one set for each person and mode."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from rubric_kit.errors import InputError, RecordError
from rubric_kit.intake import strict_json
from rubric_kit.model import WeightSet
from rubric_kit.workspace.files import read_file, write_file

_MARK = "rubric_kit_weights"


def read_weights(path: Path | str) -> tuple[WeightSet, ...]:
    """Read the weight sets of a file, in the order in which they were added.

    Raises
    ------
    InputError
        The file cannot be read, is no JSON, is no weights file, or has two sets of one person in one mode.
    RecordError
        A set in it is no weight set.
    """
    path = Path(path)
    held = strict_json(read_file(path), where=path.name)
    if (
        not isinstance(held, dict)
        or held.get(_MARK) != 1
        or not isinstance(held.get("sets"), list)
        or set(held) != {_MARK, "sets"}
    ):
        raise InputError(f"{path.name} is no weights file; `rubric-kit weights from` makes one", where=str(path))
    sets = tuple(_weight_set(one, f"{path.name}, set {number}") for number, one in enumerate(held["sets"], start=1))
    seen: set[str] = set()
    for one in sets:
        if _label(one) in seen:
            raise InputError(f"{path.name} has two sets of {_label(one)}; keep one of them", where=str(path))
        seen.add(_label(one))
    return sets


def add_weights(path: Path | str, sets: Iterable[WeightSet], *, replace: bool = False) -> tuple[WeightSet, ...]:
    """Add weight sets to a file, making it if it is not there; return all that it holds then. All are saved, or none.

    Parameters
    ----------
    path : path
        The weights file.
    sets : iterable of WeightSet
        What to add. A set that is there already, unchanged, is not added again.
    replace : bool
        Whether a set may take the place of another one of the same person in the same mode.

    Raises
    ------
    InputError
        The file cannot be read or saved, or has other weights of the same person in the same mode.
    RecordError
        A set in the file is no weight set.
    """
    path = Path(path)
    held = {_label(one): one for one in read_weights(path)} if path.exists() else {}
    before = dict(held)
    for one in sets:
        there = held.get(_label(one))
        if there not in (None, one) and not replace:
            raise InputError(f"{path.name} has other weights of {_label(one)} already; nothing was replaced", where=str(path))
        held[_label(one)] = one
    if held != before or not path.exists():
        write_file(path, weights_bytes(held.values()))
    return tuple(held.values())


def chosen_weights(path: Path | str, whose: str | None = None) -> WeightSet:
    """Read one person's weights from a file.

    Parameters
    ----------
    path : path
        The weights file.
    whose : str, optional
        The person's code, or code/mode where they weighed in several modes; not needed where the file holds one set.

    Raises
    ------
    InputError
        The file cannot be read, or does not tell which set is meant.
    RecordError
        A set in it is no weight set.
    """
    path = Path(path)
    sets = read_weights(path)
    fitting = [one for one in sets if whose in (None, one.rater, _label(one))]
    if len(fitting) != 1:
        found = ", ".join(_label(one) for one in sets) or "none"
        which = "say whose weights are meant" if whose is None else f"{whose!r} fits {len(fitting) or 'none'} of them"
        raise InputError(f"{path.name} holds the weights of {found}; {which}", where=str(path))
    return fitting[0]


def weights_bytes(sets: Iterable[WeightSet]) -> bytes:
    """Return what a weights file holds: readable JSON, the same bytes for equal sets."""
    held = {_MARK: 1, "sets": [one.plain() for one in sets]}
    return f"{json.dumps(held, ensure_ascii=False, indent=1)}\n".encode()


def _weight_set(value: object, where: str) -> WeightSet:
    if not isinstance(value, dict):
        raise RecordError(f"{where}: a weight set is a JSON object, found {type(value).__name__}", where=where)
    return WeightSet.parse(value, where=where)


def _label(one: WeightSet) -> str:
    return f"{one.rater}/{one.mode}"
