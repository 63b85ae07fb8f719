"""`Neighbours`: the other documents among the files given, found by the id they claim or by their file name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rubric_kit.intake.dialects.node import Node
from rubric_kit.intake.dialects.role import ASSERTION_TYPES, Role, role_of
from rubric_kit.intake.finding_codes import Remarks

_NOBODY = Remarks("")


@dataclass(frozen=True)
class Neighbour:
    """One JSON document that another one can refer to."""

    number: int
    """Place among what was given; -1 for a document that was only lent."""
    file_name: str
    """Name without folders."""
    document: Mapping[str, Any]
    """The JSON object."""


class Neighbours:
    """Finds documents by reference and remembers which ones were used.

    Parameters
    ----------
    documents : iterable of Neighbour
        The documents that were given.
    lent : callable, optional
        Gives further documents that only serve as neighbours, such as the rest of a folder of which one file was named.
        It is called when something is not found among the others, at most once.
    """

    def __init__(self, documents: Iterable[Neighbour], lent: Callable[[], Iterable[Neighbour]] | None = None) -> None:
        self.used: set[int] = set()
        """Numbers of documents that became part of a badge."""
        self.looked_at: set[int] = set()
        """Numbers of documents that a proof or a status entry named; a badge among them stays a badge of its own."""
        self._by_id: dict[str, list[Neighbour]] = {}
        self._by_name: dict[str, list[Neighbour]] = {}
        self._lent = lent
        self._index(documents)

    def find(self, reference: str, types: frozenset[str], remarks: Remarks, path: str) -> Mapping[str, Any] | None:
        """Return the one document a reference means, or None; two candidates are none, with a remark.

        The claimed id counts first. A document with another id, or none, is taken by its file name if that is the last
        part of the reference; where the ids differ the remark says so.
        """
        by_id, by_name = self._candidates(reference, types)
        if not by_id and not by_name and self._borrow():
            by_id, by_name = self._candidates(reference, types)
        found = by_id or by_name
        if len(found) > 1:
            remarks.add("RKB028", "Several files could be meant, and their content differs.", path=path)
            return None
        if not found:
            return None
        own_id = Node(found[0].document, "", remarks).id
        if not by_id and own_id and ":" in reference:
            remarks.add("RKB029", "The neighbouring file has the right file name and states another id.", path=path)
        self.used.add(found[0].number)
        return found[0].document

    def by_id(self, reference: str) -> Mapping[str, Any] | None:
        """Return the one document that claims exactly this id, or None: what keys and status lists are found by."""
        found = _fitting(self._by_id.get(reference, []), frozenset())
        if not found and self._borrow():
            found = _fitting(self._by_id.get(reference, []), frozenset())
        if len(found) != 1:
            return None
        self.looked_at.add(found[0].number)
        return found[0].document

    def served(self, number: int) -> bool:
        """Tell whether a document was of use to another one."""
        return number in self.used or number in self.looked_at

    def _index(self, documents: Iterable[Neighbour]) -> None:
        for one in documents:
            claimed = Node(one.document, "", _NOBODY).id
            if claimed:
                self._by_id.setdefault(claimed, []).append(one)
            self._by_name.setdefault(one.file_name, []).append(one)

    def _borrow(self) -> bool:
        """Take in what was lent; tell whether there was anything new."""
        lent, self._lent = self._lent, None
        if lent is None:
            return False
        self._index(lent())
        return True

    def _candidates(self, reference: str, types: frozenset[str]) -> tuple[list[Neighbour], list[Neighbour]]:
        by_name = self._by_name.get(_last_segment(reference), [])
        return _fitting(self._by_id.get(reference, []), types), _fitting(by_name, types)


def _fitting(candidates: list[Neighbour], types: frozenset[str]) -> list[Neighbour]:
    """Keep documents of a wanted type, or of none: before 2.0 documents had no type. Equal documents count once.

    The second one ends the search: in an export thousands of folders can each hold a file of the same name.

    An award without a type serves only where an award is wanted: its id points to a person.
    """
    found: list[Neighbour] = []
    for one in candidates:
        node = Node(one.document, "", _NOBODY)
        serves = not types or types & set(node.types) or (not node.types and _may_serve(node, types))
        if serves and all(one.document != other.document for other in found):
            found.append(one)
            if len(found) > 1:
                break
    return found


def _may_serve(untyped: Node, types: frozenset[str]) -> bool:
    return (role_of(untyped) is Role.ASSERTION) == (types == ASSERTION_TYPES)


def _last_segment(reference: str) -> str:
    return reference.split("?", 1)[0].split("#", 1)[0].rstrip("/").rsplit("/", 1)[-1]
