"""A rubric version in a JSON file."""

from __future__ import annotations

import json
from pathlib import Path

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.intake import strict_json
from rubric_kit.model import Rubric
from rubric_kit.workspace.files import read_file, write_file


def read_rubric(path: Path | str = "") -> Rubric:
    """Read a rubric file; an empty path gives the starter rubric.

    Raises
    ------
    InputError
        The file cannot be read or is no JSON.
    RecordError
        It is JSON and no rubric: unknown field, weights that do not sum, a level that does not exist, ...
    """
    return Rubric.parse(read_rubric_json(path), where=Path(path).name) if path else starter_rubric()


def resume_rubric(path: Path | str, saved: Path | str) -> Rubric:
    """Read the rubric that was named; with none named, the one that was saved last; with none saved, the starter rubric.

    Raises
    ------
    InputError, RecordError
        As for `read_rubric`.
    """
    return read_rubric(path or (saved if Path(saved).exists() else ""))


def read_rubric_json(path: Path | str) -> dict[str, object]:
    """Read a rubric file as plain objects, without asking whether it is a whole rubric.

    Raises
    ------
    InputError
        The file cannot be read, is empty, is no JSON, or is JSON and no object.
    """
    path = Path(path)
    data = read_file(path)
    if not data.strip():
        raise InputError(f"{path.name} is empty; a rubric file is JSON, see `rubric-kit schema rubric`", where=str(path))
    value = strict_json(data, where=path.name)
    if not isinstance(value, dict):
        raise InputError(f"{path.name} holds a JSON {type(value).__name__}; a rubric is an object", where=str(path))
    return value


def write_rubric(path: Path | str, rubric: Rubric) -> None:
    """Save a rubric version as readable JSON; equal rubrics give equal bytes.

    Raises
    ------
    InputError
        The file cannot be saved.
    """
    write_file(Path(path), rubric_bytes(rubric))


def rubric_bytes(rubric: Rubric) -> bytes:
    """Return what a rubric file holds: readable JSON, the same bytes for equal rubrics."""
    return f"{json.dumps(rubric.plain(), ensure_ascii=False, indent=1)}\n".encode()
