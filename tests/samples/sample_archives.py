"""Archives written byte by byte: compressors and clocks differ between machines, and a badge's key is the hash of its bytes.

A stored entry is a file as it is. A packed entry holds runs of one byte, in the smallest form that deflate has for them.
"""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
_DATE = 1 << 5 | 1  # 1980-01-01, the first day that an archive can name


@dataclass(frozen=True)
class Entry:
    """One entry of an archive; what it says about itself may be wrong on purpose."""

    name: str
    data: bytes
    method: int = STORED
    size: int | None = None
    """Unpacked size as stated; None for the true one of a stored entry."""
    sum: int | None = None
    """Checksum as stated; None for that of the data."""
    flags: int = 0x800
    mode: int = 0o100644
    """File type and rights as Unix has them; 0o120777 is a link."""
    listed_only: bool = False
    """Whether the directory points to the entry before instead of one of its own, so that the two overlap."""


def archive(entries: list[Entry], comment: bytes = b"") -> bytes:
    """Return a zip archive with these entries in this order."""
    body, directory, before = b"", b"", 0
    for entry in entries:
        name = entry.name.encode()
        size = len(entry.data) if entry.size is None else entry.size
        checksum = zlib.crc32(entry.data) if entry.sum is None else entry.sum
        about = struct.pack("<HHHHHIIIHH", 20, entry.flags, entry.method, 0, _DATE, checksum, len(entry.data), size, len(name), 0)
        place = before if entry.listed_only else len(body)
        outside = struct.pack("<HHHII", 0, 0, 0, entry.mode << 16, place)
        directory += b"PK\x01\x02" + struct.pack("<H", 0x0314) + about + outside + name
        body += b"" if entry.listed_only else b"PK\x03\x04" + about + name + entry.data
        before = place
    count = len(entries)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), len(comment))
    return body + directory + b"PK\x05\x06" + end + comment


def run_entry(name: str, letter: bytes, length: int, **stated: int) -> Entry:
    """Return an entry that unpacks to one byte many times over."""
    checksum = 0
    for start in range(0, length, 1 << 20):
        checksum = zlib.crc32(letter * min(1 << 20, length - start), checksum)
    return Entry(name, deflated_runs([(letter[0], length)]), DEFLATED, **{"size": length, "sum": checksum, **stated})


def workbook(rows: list[list[str]]) -> bytes:
    """Return a spreadsheet file with one sheet of text cells."""
    cells = "".join(
        f'<row r="{at}">'
        + "".join(f'<c r="{_column(to)}{at}" t="inlineStr"><is><t>{_escaped(text)}</t></is></c>' for to, text in enumerate(row))
        + "</row>"
        for at, row in enumerate(rows, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Items" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return archive([Entry(name, (declaration + text).encode()) for name, text in parts.items()])


def _column(at: int) -> str:
    return chr(ord("A") + at)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def encoded_status_list(size: int, marked: set[int]) -> str:
    """Return a bit string as status list credentials carry it: packed with gzip, base64url, multibase letter first."""
    bits = bytearray(size // 8)
    for index in marked:
        bits[index // 8] |= 128 >> index % 8
    runs: list[tuple[int, int]] = []
    for byte in bits:
        last, length = runs[-1] if runs else (None, 0)
        runs[-1:] = [(byte, length + 1)] if last == byte else [*runs[-1:], (byte, 1)]
    end = struct.pack("<II", zlib.crc32(bits), len(bits))
    packed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + deflated_runs(runs) + end
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def zlib_runs(runs: list[tuple[int, int]]) -> bytes:
    """Return runs of bytes as a zlib stream, as compressed text in a picture is one."""
    checksum = 1
    for byte, length in runs:
        for start in range(0, length, 1 << 20):
            checksum = zlib.adler32(bytes([byte]) * min(1 << 20, length - start), checksum)
    return b"\x78\x9c" + deflated_runs(runs) + struct.pack(">I", checksum)


def deflated_runs(runs: list[tuple[int, int]]) -> bytes:
    """Return runs of bytes as one deflate block with the fixed codes of RFC 1951: a literal, then copies of the byte before."""
    bits = ["1", "10"]  # the last block; fixed codes, lowest bit first
    for byte, length in runs:
        copies, rest = divmod(length - 1, 258)
        literal = _literal(byte)
        bits += [literal, ("11000101" + "00000") * copies, literal * rest]
    text = "".join([*bits, "0000000"])
    text += "0" * (-len(text) % 8)
    return bytes(int(text[at : at + 8][::-1], 2) for at in range(0, len(text), 8))


def _literal(byte: int) -> str:
    return f"{0x30 + byte:08b}" if byte < 144 else f"{0x190 + byte - 144:09b}"
