"""The badge text inside a baked PNG. Only chunks are walked; no picture is ever decoded."""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

from rubric_kit.intake.containers.strict_json import MAX_BYTES
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.model import Severity

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORDS = (b"openbadges", b"openbadgecredential")
"""Keywords of Open Badges 1.x/2.0 and of 3.0."""
MAX_CHUNKS = 10_000
_TEXT_KINDS = (b"iTXt", b"tEXt", b"zTXt")


class _Chunk(NamedTuple):
    kind: bytes
    body: bytes
    sound: bool
    after_end: bool

    @property
    def keyword(self) -> bytes:
        return self.body.split(b"\0", 1)[0] if self.kind in _TEXT_KINDS else b""


def badge_text(data: bytes, remarks: Remarks) -> bytes | None:
    """Return the text that was baked into a PNG, or None with the reason among the remarks.

    Parameters
    ----------
    data : bytes
        The file, starting with the PNG signature.
    remarks : Remarks
        Where findings go.
    """
    chunks, end = _walked(data)
    found = [chunk for chunk in chunks if chunk.keyword in KEYWORDS and not chunk.after_end]
    _remark_shape(chunks, remarks, to_the_end=end >= len(data), readable=bool(found))
    wrong = any(chunk.keyword not in KEYWORDS and chunk.keyword.lower() in KEYWORDS for chunk in chunks)
    if wrong:
        severity = Severity.WARNING if found else Severity.ERROR
        remarks.add("RKB012", "A text inside the picture has a badge keyword with capital letters.", severity=severity)
    if any(chunk.keyword in KEYWORDS and chunk.after_end for chunk in chunks):
        severity = Severity.WARNING if found else Severity.ERROR
        remarks.add("RKB011", "A badge stands after the end of the picture, where nothing may stand.", severity=severity)
    elif not found and not wrong and not any(finding.severity is Severity.ERROR for finding in remarks.findings):
        remarks.add("RKB005", "The picture holds no badge.")
    return _only(found, remarks)


def _only(found: list[_Chunk], remarks: Remarks) -> bytes | None:
    if len(found) > 1:
        remarks.add("RKB010", f"The picture holds {len(found)} badges; one is allowed, and none is picked for you.")
    elif found and not found[0].sound:
        remarks.add("RKB009", "The badge inside the picture was changed or damaged: its checksum does not match.")
    elif found:
        text = _text(found[0])
        if text is None:
            remarks.add("RKB013", f"The compressed badge is damaged or larger than {MAX_BYTES:,} bytes.")
        return text
    return None


def _walked(data: bytes) -> tuple[list[_Chunk], int]:
    """Return the whole chunks, and where the first bytes stand that are none."""
    chunks: list[_Chunk] = []
    at, ended = len(SIGNATURE), False
    while at + 12 <= len(data) and len(chunks) < MAX_CHUNKS:
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data) or not kind.isalpha():
            break
        (checksum,) = struct.unpack_from(">I", data, end - 4)
        sound = zlib.crc32(memoryview(data)[at + 4 : end - 4]) == checksum
        # Bodies of picture data are of no interest and may be large.
        chunks.append(_Chunk(kind, data[at + 8 : end - 4] if kind in _TEXT_KINDS else b"", sound, ended))
        ended = ended or kind == b"IEND"
        at = end
    return chunks, at


def _remark_shape(chunks: list[_Chunk], remarks: Remarks, *, to_the_end: bool, readable: bool) -> None:
    severity = Severity.WARNING if readable else Severity.ERROR
    kinds = [chunk.kind for chunk in chunks]
    if b"IEND" not in kinds:
        remarks.add("RKB008", "The picture is cut short or damaged: its end is missing.", severity=severity)
    elif kinds[-1] != b"IEND" or not to_the_end:
        remarks.add("RKB014", "The file goes on after the end of the picture.")
    if any(not chunk.sound and chunk.keyword not in KEYWORDS for chunk in chunks):
        remarks.add("RKB009", "A part of the picture that is not the badge has a wrong checksum.", severity=Severity.WARNING)


def _text(chunk: _Chunk) -> bytes | None:
    rest = chunk.body.split(b"\0", 1)[1] if b"\0" in chunk.body else b""
    if chunk.kind == b"tEXt":
        return rest
    if chunk.kind == b"zTXt":
        return _inflated(rest[1:])
    # iTXt: compression flag, method, language, translated keyword, text.
    parts = rest[2:].split(b"\0", 2)
    if len(parts) < 3:
        return None
    return _inflated(parts[2]) if rest[:1] == b"\1" else parts[2]


def _inflated(packed: bytes) -> bytes | None:
    """Decompress, and give up as soon as more than the limit would come out."""
    machine = zlib.decompressobj()
    try:
        text = machine.decompress(packed, MAX_BYTES)
    except zlib.error:
        return None
    return text if machine.eof else None
