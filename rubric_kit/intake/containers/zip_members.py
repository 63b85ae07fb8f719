"""The directory of a zip archive and the bytes behind it, read by hand.

The standard library's reader builds one object per entry before anything can be counted, believes the sizes that the
archive states, and picks silently where two readers would see two different archives. Here all of that is refused.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

MAX_ENTRIES = 10_000
MAX_ENTRY_BYTES = 20_000_000
MAX_TOTAL_BYTES = 200_000_000
MAX_RATIO = 100
MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
"""How a zip archive begins: with an entry, with its end because it is empty, or as the first of several parts."""
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_PIECE = 65_536
_UNSET_16, _UNSET_32 = 0xFFFF, 0xFFFFFFFF
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")


class Refused(Exception):  # noqa: N818  it never leaves this floor
    """Why an archive is not read, as a sentence that quotes nothing of it."""


class Member(NamedTuple):
    """One entry, as the archive's directory states it."""

    name: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    """Stated length as stored; the bytes are really there."""
    size: int
    """Stated length when unpacked; only a claim until `unpacked` has run."""
    attributes: int
    """External attributes: the upper half is a Unix file mode."""
    offset: int
    """Where the entry's own header stands."""
    start: int = 0
    """Where its content starts."""


class _Directory(NamedTuple):
    stated: int
    size: int
    offset: int
    end: int


def members(data: bytes) -> list[Member]:
    """Return the entries in the order of the archive's directory, without unpacking any.

    Raises
    ------
    Refused
        The archive is damaged, ambiguous, encrypted, split or holds too many entries.
    """
    directory = _directory(data)
    found = [_placed(data, one) for one in _walked(data, directory)]
    if len(found) != directory.stated:
        raise Refused("The archive is damaged: its directory does not hold as many entries as it states.")
    _check_places(found, directory.offset)
    return found


def unpacked(data: bytes, member: Member) -> Iterator[bytes]:
    """Give the content of an entry piece by piece, and stop as soon as it is too much.

    Raises
    ------
    Refused
        The content is too large, too densely packed, damaged, or not as long as stated.
    """
    length, checksum = 0, 0
    for piece in _pieces(memoryview(data)[member.start : member.start + member.packed], member.method):
        length += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if length > MAX_ENTRY_BYTES:
            raise Refused(f"An entry of the archive holds more than {MAX_ENTRY_BYTES:,} bytes; at most that many are read.")
        check_ratio(member.packed, length)
        yield piece
    if length != member.size:
        raise Refused("The archive is damaged: an entry is not as long as the archive states.")
    if checksum != member.checksum:
        raise Refused("The archive is damaged: the checksum of an entry does not match.")


def check_ratio(packed: int, length: int) -> None:
    """Refuse content that is packed more densely than any honest file.

    Raises
    ------
    Refused
        More than `MAX_RATIO` bytes come out of each byte; small contents are let pass.
    """
    if length > _PIECE and length > MAX_RATIO * packed:
        raise Refused(f"The archive unpacks to more than {MAX_RATIO} times its size, as archives made to do harm do.")


def _pieces(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == _STORED:
        yield from (bytes(packed[at : at + _PIECE]) for at in range(0, len(packed), _PIECE))
        return
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _PIECE):
            piece = machine.decompress(packed[at : at + _PIECE], _PIECE)
            while piece:
                yield piece
                piece = machine.decompress(machine.unconsumed_tail, _PIECE)
    except zlib.error:
        raise Refused("The archive is damaged: an entry cannot be unpacked.") from None
    if not machine.eof or machine.unused_data:
        raise Refused("The archive is damaged: an entry is cut short or followed by other bytes.")


def _directory(data: bytes) -> _Directory:
    """Find the one directory: a second end, hidden in a comment, would show other readers another archive."""
    low = max(0, len(data) - _END.size - _UNSET_16)
    ends: list[int] = []
    at = data.find(b"PK\x05\x06", low)
    while at >= 0:
        if at + _END.size <= len(data) and at + _END.size + int.from_bytes(data[at + 20 : at + 22], "little") == len(data):
            ends.append(at)
        at = data.find(b"PK\x05\x06", at + 1)
    if len(ends) != 1:
        what = "it has two ends" if ends else "its end is missing"
        raise Refused(f"The archive is damaged: {what}.")
    return _end_record(data, ends[0])


def _end_record(data: bytes, at: int) -> _Directory:
    _, disk, first_disk, here, count, size, offset, _ = _END.unpack_from(data, at)
    end = at
    if at >= _LOCATOR_64.size and data.startswith(b"PK\x06\x07", at - _LOCATOR_64.size):
        end = _LOCATOR_64.unpack_from(data, at - _LOCATOR_64.size)[2]
        if end + _END_64.size > at or not data.startswith(b"PK\x06\x06", end):
            raise Refused("The archive is damaged: its zip64 end cannot be found.")
        _, _, _, _, disk, first_disk, here, count, size, offset = _END_64.unpack_from(data, end)
    if disk or first_disk or here != count:
        raise Refused("The archive is one part of several; put the files into a single archive.")
    if count > MAX_ENTRIES:
        raise Refused(f"The archive states {count:,} entries; at most {MAX_ENTRIES:,} are read.")
    if offset + size != end:
        raise Refused("The archive is damaged: its directory is not where it should be.")
    return _Directory(count, size, offset, end)


def _walked(data: bytes, directory: _Directory) -> Iterator[Member]:
    at, number = directory.offset, 0
    while at < directory.end:
        number += 1
        if number > MAX_ENTRIES:
            raise Refused(f"The archive holds more than {MAX_ENTRIES:,} entries; at most that many are read.")
        if at + _CENTRAL.size > directory.end or not data.startswith(b"PK\x01\x02", at):
            raise Refused("The archive is damaged: its directory cannot be read.")
        (_, _, _, flags, method, _, _, checksum, packed, size, name_size, extra_size, comment_size, _, _, attributes, offset) = (
            _CENTRAL.unpack_from(data, at)
        )
        name_at = at + _CENTRAL.size
        extra_at = name_at + name_size
        at = extra_at + extra_size + comment_size
        if at > directory.end:
            raise Refused("The archive is damaged: its directory cannot be read.")
        size, packed, offset = _wide(data[extra_at : extra_at + extra_size], [size, packed, offset])
        yield Member(data[name_at:extra_at], flags, method, checksum, packed, size, attributes, offset)


def _wide(extra: bytes, values: list[int]) -> list[int]:
    """Put the 64-bit values of the zip64 field in the place of those that do not fit into 32 bits."""
    if _UNSET_32 not in values:
        return values
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            field = extra[at + 4 : at + 4 + length]
            wide = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
            return [next(wide, _UNSET_32) if value == _UNSET_32 else value for value in values]
        at += 4 + length
    return values


def _placed(data: bytes, member: Member) -> Member:
    """Return the member with the start of its content, which only its own header tells."""
    if member.flags & _ENCRYPTED:
        raise Refused("The archive is encrypted; unpack it and give the files, or ask for it without a password.")
    if member.method not in {_STORED, _DEFLATED}:
        raise Refused("The archive is packed in a way that is not read here; pack it again as an ordinary ZIP file.")
    if member.offset + _LOCAL.size > len(data) or not data.startswith(b"PK\x03\x04", member.offset):
        raise Refused("The archive is damaged: an entry is not where the directory says.")
    _, _, flags, method, _, _, _, _, _, name_size, extra_size = _LOCAL.unpack_from(data, member.offset)
    name_at = member.offset + _LOCAL.size
    # Some readers go by the entry's own header: where it differs they would see another archive.
    if data[name_at : name_at + name_size] != member.name or method != member.method or flags & _ENCRYPTED:
        raise Refused("The archive is damaged: an entry and the directory say different things about it.")
    return member._replace(start=name_at + name_size + extra_size)


def _check_places(found: list[Member], directory_at: int) -> None:
    ordered = sorted(found, key=lambda member: member.offset)
    if any(following.offset < member.start + member.packed for member, following in pairwise(ordered)):
        raise Refused("The archive is damaged: entries overlap, as in archives made to do harm.")
    if ordered and ordered[-1].start + ordered[-1].packed > directory_at:
        raise Refused("The archive is damaged: an entry reaches into the directory.")
