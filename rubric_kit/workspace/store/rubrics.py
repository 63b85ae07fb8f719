"""The rubrics of a workspace inside its store: of two people who save the same one, one saves and the other is told."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from rubric_kit.errors import InputError, RubricKitError
from rubric_kit.model import Rubric, canonical_json, visible
from rubric_kit.workspace.store.chain import FaultyStoreError
from rubric_kit.workspace.store.tables import RUBRICS


class RevisionConflict(InputError):  # noqa: N818  the agreed name; it is what happened, to be told in the room
    """Somebody else has saved the rubric since it was opened; nothing was overwritten."""

    def __init__(self, rubric_id: str, there: KeptRubric | None, started_from: int) -> None:
        if there is None:
            message = f"{rubric_id!r} is not there; yours started from revision {started_from}; save it as new, from revision 0"
        else:
            message = (
                f"{rubric_id!r} was changed by {visible(there.changed_by)} at {there.changed_at}; revision {there.revision} is "
                f"there, yours started from {started_from}; nothing was overwritten; open it again and bring your changes in"
            )
        super().__init__(message, where=rubric_id)
        self.there = there
        self.started_from = started_from


class KeptRubric(NamedTuple):
    """A rubric as it stands in the store."""

    rubric: Rubric
    revision: int
    changed_by: str
    changed_at: str


def kept_rubric(connection: Connection, rubric_id: str) -> KeptRubric | None:
    """Return a rubric by its short name; None where there is none.

    Raises
    ------
    FaultyStoreError
        It is not the rubric that was saved.
    """
    row = connection.execute(select(RUBRICS).where(RUBRICS.c.id == rubric_id)).mappings().one_or_none()
    if row is None:
        return None
    rubric = _read(row["id"], row["document"], row["fingerprint"])
    return KeptRubric(rubric, row["revision"], row["changed_by"], row["changed_at"])


def save_rubric(connection: Connection, kept: KeptRubric) -> int:
    """Save a rubric over the revision that `kept` names, 0 for a new one; return the new revision.

    Raises
    ------
    RevisionConflict
        Another revision is there.
    """
    rubric, revision = kept.rubric, kept.revision
    new = kept._replace(revision=revision + 1)
    if revision:
        same = (RUBRICS.c.id == rubric.id) & (RUBRICS.c.revision == revision)
        saved = connection.execute(update(RUBRICS).where(same).values(**_cells(new))).rowcount == 1
    else:
        saved = connection.scalar(select(RUBRICS.c.id).where(RUBRICS.c.id == rubric.id)) is None
        if saved:
            connection.execute(insert(RUBRICS).values(**_cells(new)))
    if not saved:
        raise RevisionConflict(rubric.id, kept_rubric(connection, rubric.id), revision)
    return new.revision


def put_rubric(connection: Connection, kept: KeptRubric) -> None:
    """Put a rubric in its place with the revision it has, whatever is there."""
    connection.execute(delete(RUBRICS).where(RUBRICS.c.id == kept.rubric.id))
    connection.execute(insert(RUBRICS).values(**_cells(kept)))


def check_rubrics(connection: Connection) -> None:
    """Check that every rubric is the one that was saved.

    Raises
    ------
    FaultyStoreError
        Names the first that is not.
    """
    for row in connection.execute(select(RUBRICS).order_by(RUBRICS.c.id)).mappings().all():
        _read(row["id"], row["document"], row["fingerprint"])


def _cells(kept: KeptRubric) -> dict[str, str | int]:
    return {
        "id": kept.rubric.id,
        "revision": kept.revision,
        "fingerprint": kept.rubric.fingerprint,
        "document": canonical_json(kept.rubric).decode(),
        "changed_by": kept.changed_by,
        "changed_at": kept.changed_at,
    }


def _read(rubric_id: str, document: str, fingerprint: str) -> Rubric:
    try:
        rubric = Rubric.parse(document, where=rubric_id)
    except RubricKitError:
        raise FaultyStoreError(f"rubric {rubric_id!r} cannot be read") from None
    if rubric.fingerprint != fingerprint or rubric.id != rubric_id:
        raise FaultyStoreError(f"rubric {rubric_id!r} is not what was saved there")
    return rubric
