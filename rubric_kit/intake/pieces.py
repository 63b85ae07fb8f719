"""`Piece`: one thing on its way in. A file is one; an archive, a list and a record of several badges give several."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rubric_kit.intake.containers import jwt
from rubric_kit.intake.containers.container import MAX_FILE_BYTES, Opened, opened
from rubric_kit.intake.dialects.earner import NOBODY, Earner
from rubric_kit.intake.dialects.node import Node, many
from rubric_kit.intake.dialects.open_badges_3 import claims
from rubric_kit.intake.dialects.role import Role, role_of
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.named_bytes import NamedBytes
from rubric_kit.model.badge import Within

MOST_MEMBERS = 1_000
"""Badges that are read out of one record or list of objects."""
_NO_LIST = frozenset({b"{", b"[", b"<", b"\x89"})
"""First bytes of JSON, markup and pictures: most files are told from a list by one look."""
_NOTHING: Mapping[str, Any] = {}
_MEMBER_KEYS = ("verifiableCredential", "achievement")


@dataclass(slots=True)
class Piece:
    """One document, row, or file that gave nothing."""

    number: int
    """Place among all pieces."""
    label: str
    path: str
    remarks: Remarks
    sha256: str
    size: int
    content: Opened | None = None
    row: Mapping[str, str] | None = None
    """Fields of a list's row, if it is one."""
    within: Within | None = None
    role: Role = Role.OTHER
    earner: Earner = NOBODY
    """Whom the record that it came out of is about; compared and forgotten."""
    repeats: int | None = None
    """Number of the earlier piece that has the same bytes."""
    holder: str = ""
    """What the file is that other pieces came out of or could have: "ZIP archive", "list, CSV"."""
    members: tuple[int, ...] = ()
    """Numbers of the pieces that came out of this one."""

    @property
    def node(self) -> Node:
        """Return the document for reading."""
        return Node(_NOTHING if self.content is None else self.content.document, "", self.remarks)


@dataclass
class Unpacking:
    """Turns files into pieces, in order; bytes are let go as soon as their document is out."""

    pieces: list[Piece] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)

    def take(self, file: NamedBytes, number: int) -> None:
        """Take a file apart."""
        if file.problem:
            piece = self._piece(f"file {number}", file.shown_name, b"", None)
            piece.remarks.add("RKB017", f"The file could not be opened: {file.problem}.")
            return
        self._bytes(f"file {number}", file.shown_name, file.data, None)

    def _bytes(self, label: str, path: str, data: bytes, within: Within | None) -> None:
        piece = self._piece(label, path, data, within)
        if piece.repeats is not None:
            return
        if data[:1] not in _NO_LIST:
            rows = _rows(data, piece.remarks)
            if rows is not None:
                piece.holder = "list, XLSX" if data[:2] == b"PK" else "list, CSV"
                self._list(piece, rows[0])
                return
        if data[:2] == b"PK" and within is None:
            self._archive(piece, data)
            return
        piece.content = opened(data, piece.remarks)
        self._settle(piece)

    def _piece(self, label: str, path: str, data: bytes, within: Within | None) -> Piece:
        digest = hashlib.sha256(data).hexdigest()
        piece = Piece(len(self.pieces), label, path, Remarks(label), digest, len(data), within=within)
        self.pieces.append(piece)
        first = self._seen.setdefault(digest, piece.number) if data else piece.number
        if first != piece.number:
            piece.repeats = first
            piece.remarks.add("RKB030", f"The same bytes were given before, as {self.pieces[first].label}.")
        return piece

    def _settle(self, piece: Piece) -> None:
        """Tell the role of a piece that was opened, and take out what it holds."""
        if piece.content is None:
            return
        if piece.content.token is not None:
            piece.content = replace(piece.content, document=claims(piece.content.document))
        if piece.content.listed:
            self._members(piece, piece.content.listed, "list", piece.content)
            return
        piece.role = role_of(piece.node)
        if piece.role is Role.RECORD:
            self._record(piece, piece.content)

    def _record(self, piece: Piece, content: Opened) -> None:
        node = piece.node
        if "ClrCredential" in node.types:
            found = [value for subject in node.nodes("credentialSubject") for value in _clr_members(subject)]
            self._members(piece, found, "CLR", content)
            earner = Earner.of_subjects(node.nodes("credentialSubject"), node.value.get("sub"))
            for number in piece.members:
                self.pieces[number].earner = earner
        else:
            self._members(piece, many(node.value.get("verifiableCredential")), "presentation", content)

    def _members(self, piece: Piece, values: Sequence[Any], within: Within, parent: Opened) -> None:
        if len(values) > MOST_MEMBERS:
            piece.remarks.add("RKB026", f"Of {len(values):,} members the first {MOST_MEMBERS:,} were read.")
        first = len(self.pieces)
        for number, value in enumerate(map(_out_of_envelope, values[:MOST_MEMBERS]), 1):
            data = value.encode() if isinstance(value, str) else _canonical(value)
            member = self._piece(f"{piece.label}, badge {number}", f"{piece.path}#{number}", data, within)
            if member.repeats is not None:
                continue
            if isinstance(value, Mapping):
                member.content = Opened(parent.container, value)
                # A record inside a record is told and not opened: nobody needs it, and it could nest without end.
                member.role = role_of(member.node)
            elif isinstance(value, str) and jwt.looks_like_token(data.strip()):
                member.content = opened(data, member.remarks)
                if member.content is not None:
                    member.content = replace(member.content, document=claims(member.content.document))
                    member.role = role_of(member.node)
            else:
                member.remarks.add("RKB020", "The entry is no JSON object.")
        piece.members = tuple(range(first, len(self.pieces)))
        words = {"CLR": "a CLR record", "presentation": "a wallet's presentation"}.get(within, "a list")
        piece.remarks.add("RKB047", f"The file is {words} with {len(piece.members)} entries; each was read on its own.")

    def _archive(self, piece: Piece, data: bytes) -> None:
        """Read an archive's entries."""
        from rubric_kit.intake.containers.archive import entries

        piece.holder = "ZIP archive"
        first = len(self.pieces)
        for entry in entries(data, piece.remarks):
            self._bytes(f"{piece.label}, entry {entry.number}", f"{piece.path}/{entry.name}", entry.data, "zip")
        piece.members = tuple(range(first, len(self.pieces)))
        if piece.members:
            piece.remarks.add("RKB047", f"The file is a ZIP archive; {len(piece.members)} of its entries were read.")

    def _list(self, piece: Piece, rows: list[list[str]] | None) -> None:
        """Read the rows of a list of badges."""
        from rubric_kit.intake.lists.badge_list import read_list

        first = len(self.pieces)
        for row in read_list(rows, piece.remarks) if rows is not None else []:
            text = _canonical(row.fields)
            one = self._piece(f"{piece.label}, row {row.number}", f"{piece.path}#row {row.number}", text, "list")
            one.row = row.fields
        piece.members = tuple(range(first, len(self.pieces)))
        if piece.members:
            piece.remarks.add("RKB047", f"The file is a list with {len(piece.members)} rows; each was read on its own.")


def _rows(data: bytes, remarks: Remarks) -> tuple[list[list[str]] | None] | None:
    """Return the rows of a list, None in their place if it cannot be read, or None alone if the bytes are no list."""
    if data[:2] == b"PK":
        from rubric_kit.intake.containers.archive import is_workbook
        from rubric_kit.intake.lists.workbook import sheet_rows

        return (sheet_rows(data, remarks),) if is_workbook(data) else None
    if len(data) > MAX_FILE_BYTES:
        return None
    from rubric_kit.intake.lists.badge_list import csv_rows, looks_like_list

    return (csv_rows(data, remarks),) if looks_like_list(data) else None


def _out_of_envelope(value: Any) -> Any:
    """Return the token of an EnvelopedVerifiableCredential (W3C data model 2.0, section 4.13.3); anything else stays."""
    address = value.get("id") if isinstance(value, Mapping) else None
    if isinstance(address, str) and address.startswith("data:application/vc+jwt,"):
        return address.partition(",")[2]
    return value


def _clr_members(subject: Node) -> Iterator[Any]:
    """Give the badges of a CLR subject; its plain achievements only where it holds no credentials."""
    found = [many(subject.value.get(key)) for key in _MEMBER_KEYS]
    yield from found[0] or found[1]


def _canonical(value: Any) -> bytes:
    """Return the one byte form of JSON that came without bytes of its own; a number keeps the form Python gives it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")
