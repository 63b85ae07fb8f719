"""`Neighbours`: the other documents among the files given, found by the id they claim or by their file name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.node import Node

PROFILE_TYPES = frozenset({"Issuer", "Profile", "BadgeOrg"})
CLASS_TYPES = frozenset({"BadgeClass"})
LIST_TYPES = frozenset({"RevocationList"})


@dataclass(frozen=True)
class Neighbour:
    """One JSON document that another one can refer to."""

    number: int
    """Place among the files given."""
    file_name: str
    """Name without folders."""
    document: Mapping[str, Any]
    """The JSON object."""


class Neighbours:
    """Finds documents by reference and remembers which ones were used."""

    def __init__(self, documents: Iterable[Neighbour]) -> None:
        self.used: set[int] = set()
        self._by_id: dict[str, list[Neighbour]] = {}
        self._by_name: dict[str, list[Neighbour]] = {}
        for one in documents:
            self._by_id.setdefault(Node(one.document, "", Remarks("")).id, []).append(one)
            self._by_name.setdefault(one.file_name, []).append(one)
        self._by_id.pop("", None)

    def find(self, reference: str, types: frozenset[str], remarks: Remarks, path: str) -> Mapping[str, Any] | None:
        """Return the one document a reference means, or None; two candidates are none, with a remark.

        The claimed id counts first. A document with another id, or none, is taken by its file name if that is the last
        part of the reference; where the ids differ the remark says so.
        """
        by_id = _fitting(self._by_id.get(reference, []), types)
        found = by_id or _fitting(self._by_name.get(_last_segment(reference), []), types)
        if len(found) > 1:
            remarks.add("RKB028", f"{len(found)} files could be meant, and their content differs.", path=path)
            return None
        if not found:
            return None
        own_id = Node(found[0].document, "", remarks).id
        if not by_id and own_id and ":" in reference:
            remarks.add("RKB029", "The neighbouring file has the right file name and states another id.", path=path)
        self.used.add(found[0].number)
        return found[0].document


def _fitting(candidates: list[Neighbour], types: frozenset[str]) -> list[Neighbour]:
    """Keep documents of a wanted type, or of none: before 2.0 documents had no type."""
    found: list[Neighbour] = []
    for one in candidates:
        named = Node(one.document, "", Remarks("")).types
        if (not named or types & set(named)) and all(one.document != other.document for other in found):
            found.append(one)
    return found


def _last_segment(reference: str) -> str:
    return reference.split("?", 1)[0].split("#", 1)[0].rstrip("/").rsplit("/", 1)[-1]
