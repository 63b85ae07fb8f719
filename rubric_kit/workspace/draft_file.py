"""An unfinished rubric kept in a file beside the published one, so that a restart or a closed lid costs no work."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from rubric_kit.authoring.draft_form import whole_draft
from rubric_kit.errors import InputError, RecordError
from rubric_kit.intake import strict_json
from rubric_kit.model import Base, Rubric
from rubric_kit.workspace.files import one_line_errors, read_file, write_file

_MARK = "rubric_kit_draft"


class DraftFile(NamedTuple):
    """What a draft file holds."""

    draft: dict[str, Any]
    made_from: Base | None
    """The published version that the draft was made from; None for a new rubric."""
    saved: datetime
    """When it was saved, as the file says it."""
    digest: str
    """SHA-256 of the file's bytes, to tell later whether somebody else has written it."""


def draft_path(save_to: Path | str) -> Path:
    """Return where the draft of a rubric file is kept: `ours.draft.json` beside `ours.json`."""
    path = Path(save_to)
    return path.with_name(f"{path.stem}.draft.json")


def write_draft(path: Path, draft: Mapping[str, Any], parent: Rubric | None) -> str:
    """Save a draft whole or not at all, with the version it was made from and the time; return the digest of the file.

    Raises
    ------
    InputError
        The file cannot be saved.
    """
    made_from = None
    if parent is not None:
        made_from = Base(id=parent.id, version=parent.version, title=parent.title, fingerprint=parent.fingerprint).plain()
    # The clock is read for people alone: nothing is decided by it.
    saved = datetime.now(UTC).isoformat(timespec="seconds")
    held = {_MARK: 1, "saved": saved, "made_from": made_from, "draft": draft}
    data = f"{json.dumps(held, ensure_ascii=False, indent=1)}\n".encode()
    write_file(path, data)
    return _digest(data)


def read_draft(path: Path) -> DraftFile:
    """Read a draft file.

    Raises
    ------
    InputError
        The file cannot be read or is no JSON.
    RecordError
        It is JSON and no draft of a rubric.
    """
    data = read_file(path)
    held = strict_json(data, where=path.name)
    if not isinstance(held, dict) or held.get(_MARK) != 1 or not isinstance(held.get("draft"), dict):
        raise RecordError(f"{path.name} is no draft that this kit has saved", where=str(path))
    try:
        saved = datetime.fromisoformat(str(held.get("saved")))
    except ValueError:
        raise RecordError(f"{path.name} does not say when it was saved", where=str(path)) from None
    base = held.get("made_from")
    made_from = None if base is None else Base.parse(base, where=path.name)
    return DraftFile(whole_draft(held["draft"], where=path.name), made_from, saved.astimezone(), _digest(data))


def draft_digest(path: Path) -> str | None:
    """Return the digest of the draft file that is there now; None if there is none or it cannot be read."""
    try:
        return _digest(read_file(path))
    except InputError:
        return None


def discard_draft(path: Path) -> None:
    """Remove a draft file, if it is there.

    Raises
    ------
    InputError
        It may not be removed.
    """
    with one_line_errors(path, "save"), contextlib.suppress(FileNotFoundError):
        path.unlink()


def set_draft_aside(path: Path) -> Path:
    """Give a draft file a name of its own, so that nothing takes its place; return that name.

    Raises
    ------
    InputError
        It cannot be renamed.
    """
    with one_line_errors(path, "save"):
        new = numbered_name(path)
        path.rename(new)
    return new


def free_name(path: Path) -> Path:
    """Return the path if nothing is there, or the same with the first free number."""
    return numbered_name(path) if path.exists() else path


def numbered_name(path: Path) -> Path:
    """Return the path with the first free number: `ours.draft-2.json`."""
    names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in itertools.count(2))
    return next(one for one in names if not one.exists())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
