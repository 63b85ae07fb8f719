"""Zip archives, read in memory and never unpacked to disk. Names serve the live screen only; comments are never read."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rubric_kit.intake.containers.zip_members import MAGIC, MAX_TOTAL_BYTES, Member, Refused, check_ratio, members, unpacked
from rubric_kit.intake.finding_codes import Remarks

_CONTENT_TYPES = b"[Content_Types].xml"
_LITTER = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)", re.IGNORECASE | re.DOTALL)
"""What operating systems leave in archives unasked; it is passed over without a word."""
_ODD_NAME = re.compile(r"[\\:\x00-\x1f\x7f\ufffd]|^[. ]*$")
_UTF_8_NAME = 0x0800
_DOS_FOLDER = 0x10

_LINK = "links or special files"
_UNSAFE = "with names that lead out of the archive"
_DOUBLED = "with names that stand there twice, so that nobody can tell which one is meant"
_FULL_FOLDER = "that call themselves folders and hold content"
_NESTED = "archives or workbooks themselves, which are not opened inside an archive"


class Entry(NamedTuple):
    """One file inside an archive."""

    number: int
    """Place among the archive's files, from 1; this is what findings say."""
    name: str
    """The name as the person knows it, for the live screen only; "entry 3" where the name is odd."""
    data: bytes
    """The content."""


class _Listed(NamedTuple):
    number: int
    name: str
    member: Member


def is_zip(data: bytes) -> bool:
    """Tell by the first bytes whether this is a zip archive; workbooks and other office files are zip archives too."""
    return data.startswith(MAGIC)


def is_workbook(data: bytes) -> bool:
    """Tell by the content whether this is an Excel workbook (.xlsx)."""
    if not is_zip(data):
        return False
    try:
        names = {member.name for member in members(data)}
    except Refused:
        return False
    return _CONTENT_TYPES in names and any(name.startswith(b"xl/") for name in names)


def entries(data: bytes, remarks: Remarks) -> Iterator[Entry]:
    """Give the files of an archive one at a time, or none at all if anything about the archive is refused.

    Everything is unpacked once and thrown away before the first file is given, so that an archive that turns out to be
    damaged or harmful near its end is refused as a whole.

    Parameters
    ----------
    data : bytes
        The archive.
    remarks : Remarks
        Where findings go: RKB060 if the archive is refused, RKB061 once per reason why entries were passed over.

    Yields
    ------
    Entry
        Number, name and content.
    """
    passed: Counter[str] = Counter()
    try:
        listed = _chosen(_listed(_archive_members(data)), passed)
        nested = _nested(data, listed)
    except Refused as error:
        remarks.add("RKB060", str(error))
        return
    passed[_NESTED] = len(nested)
    for reason in (reason for reason, count in passed.items() if count):
        what = "entry of the archive was" if passed[reason] == 1 else "entries of the archive were"
        remarks.add("RKB061", f"{passed[reason]:,} {what} passed over: {reason}.")
    if not listed and not passed.total():
        remarks.add("RKB060", "The archive holds no files.")
    for one in listed:
        if one.number not in nested:
            yield Entry(one.number, one.name, b"".join(unpacked(data, one.member)))


def _archive_members(data: bytes) -> list[Member]:
    found = members(data)
    names = {member.name for member in found}
    if _CONTENT_TYPES in names or (found and found[0].name == b"mimetype"):
        raise Refused("The file is an office document or a book and no archive of badges; save a list as XLSX or CSV.")
    return found


def _listed(found: list[Member]) -> list[_Listed]:
    """Give each file its number; folders and litter do not count."""
    listed: list[_Listed] = []
    for member in found:
        name = _decoded(member)
        if _LITTER.fullmatch(name.replace("\\", "/")) or (_is_folder(name, member) and not member.size):
            continue
        listed.append(_Listed(len(listed) + 1, name, member))
    return listed


def _chosen(listed: list[_Listed], passed: Counter[str]) -> list[_Listed]:
    alike = Counter(_alike(one.name) for one in listed)
    chosen: list[_Listed] = []
    for one in listed:
        reason = _objection(one) or (_DOUBLED if alike[_alike(one.name)] > 1 else None)
        if reason is None:
            odd = _ODD_NAME.search(one.name)
            chosen.append(one._replace(name=f"entry {one.number}") if odd else one)
        else:
            passed[reason] += 1
    return chosen


def _objection(one: _Listed) -> str | None:
    kind = stat.S_IFMT(one.member.attributes >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return _LINK
    if _is_folder(one.name, one.member):
        return _FULL_FOLDER
    if one.name.startswith("/") or ".." in re.split(r"[/\\]", one.name):
        return _UNSAFE
    return None


def _is_folder(name: str, member: Member) -> bool:
    mode = stat.S_IFMT(member.attributes >> 16)
    return name.endswith("/") or mode == stat.S_IFDIR or (not mode and bool(member.attributes & _DOS_FOLDER))


def _alike(name: str) -> str:
    """Fold what some file systems take for the same name: letter case, accents written in two ways, and slashes."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).replace("\\", "/")


def _decoded(member: Member) -> str:
    return member.name.decode("utf-8" if member.flags & _UTF_8_NAME else "cp437", "replace")


def _nested(data: bytes, listed: list[_Listed]) -> set[int]:
    """Unpack everything once, piece by piece, and return the numbers of those that are archives themselves.

    Raises
    ------
    Refused
        An entry is damaged or too large, or all of them together are.
    """
    total, nested = 0, set()
    for one in listed:
        first = b""
        for piece in unpacked(data, one.member):
            first = first or piece[:4]
            total += len(piece)
            if total > MAX_TOTAL_BYTES:
                raise Refused(f"The archive unpacks to more than {MAX_TOTAL_BYTES:,} bytes; at most that many are read.")
        if is_zip(first):
            nested.add(one.number)
    check_ratio(len(data), total)
    return nested
