"""`read_badges`: files in, badges and findings out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rubric_kit.intake import open_badges_2, open_badges_3
from rubric_kit.intake.award import Award
from rubric_kit.intake.clashes import clashes
from rubric_kit.intake.container import Opened, opened
from rubric_kit.intake.finding_codes import Remarks, quoted
from rubric_kit.intake.named_bytes import NamedBytes
from rubric_kit.intake.neighbours import CLASS_TYPES, LIST_TYPES, PROFILE_TYPES, Neighbour, Neighbours
from rubric_kit.intake.node import Node
from rubric_kit.model import Badge, Finding

_KEY_TYPES = frozenset({"CryptographicKey", "Key"})
_HELPER_TYPES = PROFILE_TYPES | LIST_TYPES | _KEY_TYPES


@dataclass(frozen=True)
class Intake:
    """What a set of files gave."""

    badges: tuple[Badge, ...]
    """Badges, in the order of the files."""
    findings: tuple[Finding, ...]
    """Findings: file by file, then those about several badges."""
    names: Mapping[str, str] = field(repr=False)
    """File name by badge key, for the screen at hand only: people name files after the earner."""


@dataclass(frozen=True)
class _File:
    """One file on its way through."""

    number: int
    file: NamedBytes
    sha256: str
    remarks: Remarks
    content: Opened | None

    @property
    def role(self) -> str:
        return "nothing" if self.content is None else _role(Node(self.content.document, "", self.remarks))

    def award(self, content: Opened, neighbours: Neighbours) -> Award:
        return Award(Node(content.document, "", self.remarks), content, self.sha256, len(self.file.data), neighbours)


def read_badges(files: Iterable[NamedBytes]) -> Intake:
    """Read badges from files that were loaded by the caller; nothing is opened or fetched here.

    Files that belong to a badge (badge class, issuer profile, revocation list) are joined with it when they are given
    together with it. Whatever cannot be read becomes a finding; nothing is raised because of a file's content.

    Parameters
    ----------
    files : iterable of NamedBytes
        The files, in the order in which badges and findings are returned.

    Returns
    -------
    Intake
        Badges, findings and the file name of each badge.

    Examples
    --------
    >>> read_badges([NamedBytes("empty.json", b"")]).findings[0].code
    'RKB001'
    """
    loaded = _loaded(files)
    neighbours = Neighbours(
        Neighbour(one.number, one.file.last_part, one.content.document)
        for one in loaded
        if one.content is not None and one.content.container == "json" and one.role in {"class", "helper", "untyped"}
    )
    found: dict[int, Badge | None] = {}
    # Awards first: a badge class that an award uses is not a badge of its own.
    for role in ("credential", "assertion", "class"):
        for one in loaded:
            if one.content is not None and one.role == role and one.number not in neighbours.used:
                found[one.number] = _READERS[role](one.award(one.content, neighbours))
    for one in loaded:
        _remark_rest(one, neighbours, read=found.get(one.number) is not None)
    kept = [(one, badge) for one in loaded if (badge := found.get(one.number)) is not None]
    names = {badge.key: one.file.shown_name for one, badge in kept}
    badges = tuple(badge for _, badge in kept)
    own = tuple(finding for one in loaded for finding in one.remarks.findings)
    return Intake(badges, own + clashes(badges, names), names)


_READERS = {
    "credential": open_badges_3.read_credential,
    "assertion": open_badges_2.read_assertion,
    "class": open_badges_2.read_badge_class,
}


def _loaded(files: Iterable[NamedBytes]) -> list[_File]:
    seen: dict[str, int] = {}
    loaded: list[_File] = []
    for number, file in enumerate(files):
        remarks = Remarks(file.shown_name)
        sha256 = hashlib.sha256(file.data).hexdigest()
        if sha256 in seen and file.data:
            remarks.add("RKB030", f"The same bytes were given before, as file {seen[sha256] + 1} of this set.")
            loaded.append(_File(number, file, sha256, remarks, None))
            continue
        seen.setdefault(sha256, number)
        content = opened(file.data, remarks)
        if content is not None and content.token:
            inner = open_badges_3.claims(content.document)
            content = Opened(content.container, inner, token=True, signed=content.signed)
        loaded.append(_File(number, file, sha256, remarks, content))
    return loaded


def _role(node: Node) -> str:
    types = set(node.types)
    if types & open_badges_3.CREDENTIAL_TYPES:
        return "credential"
    if "Assertion" in types:
        return "assertion"
    if types & CLASS_TYPES:
        return "class"
    if types & _HELPER_TYPES:
        return "helper"
    if types or node.has("type", "@type"):
        return "other"
    # Before 2.0 documents had no type; an award is told by what only an award has.
    has_proof = node.has("verify", "verification", "recipient", "uid")
    return "assertion" if node.has("badge") and has_proof else "untyped"


def _remark_rest(one: _File, neighbours: Neighbours, *, read: bool) -> None:
    """Say what became of a file that is no badge, and what is unusual about one that is."""
    if one.content is None:
        return
    node = Node(one.content.document, "", one.remarks)
    if one.number in neighbours.used:
        one.remarks.add("RKB040", "The file belongs to a badge among the files and was read with it.")
    elif one.role == "helper":
        one.remarks.add("RKB043", f"The file is a document of type {_named(node)}, which no badge here uses.")
    elif one.role == "assertion" and not node.types and read:
        one.remarks.add("RKB042", "The award states no type, as before Open Badges 2.0.")
    elif one.role == "other":
        one.remarks.add("RKB020", f"The document is of type {_named(node)}.", path="type")
    elif one.role == "untyped":
        one.remarks.add("RKB020", "The JSON states no type and has not the shape of an award.")


def _named(node: Node) -> str:
    return ", ".join(quoted(one) for one in node.types[:5]) or "that is not text"
