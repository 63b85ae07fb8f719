"""The files that carry an award: plain JSON, or a picture with the award baked in."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

PICTURE = """\
  <title>Synthetic sample badge</title>
  <circle cx="48" cy="48" r="46" fill="#6baed6"/>
  <circle cx="48" cy="48" r="34" fill="#08519c"/>
  <path d="M48 24 L72 48 L48 72 L24 48 Z" fill="#f7fbff"/>
"""


def contained(payload: str, file: str, award_id: str, *, newer: bool) -> bytes:
    """Put the text of an award into the container that the file's name asks for."""
    container = Path(file).suffix
    if container == ".png":
        return _baked_png(b"openbadgecredential" if newer else b"openbadges", payload.encode())
    if container == ".svg":
        return _baked_svg_3(payload) if newer else _baked_svg_2(payload, award_id)
    return payload.encode()


def _baked_svg_2(payload: str, award_id: str) -> bytes:
    start = f'<openbadges:assertion verify="{award_id}">'
    return _svg("http://openbadges.org", f"{start}<![CDATA[\n{payload}]]></openbadges:assertion>")


def _baked_svg_3(payload: str) -> bytes:
    # The DOCTYPE is on purpose: published Open Badges 3.0 samples carry one.
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    baked = f"<openbadges:credential><![CDATA[\n{payload}]]></openbadges:credential>"
    return _svg("https://purl.imsglobal.org/ob/v3p0", baked, doctype)


def _svg(namespace: str, baked: str, doctype: str = "") -> bytes:
    size = 'viewBox="0 0 96 96" width="96" height="96"'
    root = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{namespace}" {size}>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}{root}\n  {baked}\n{PICTURE}</svg>\n'.encode()


def _baked_png(keyword: bytes, payload: bytes) -> bytes:
    """Return a 96 by 96 picture of a badge with the award in an uncompressed iTXt chunk."""
    side = 96
    rows = b"".join(b"\x00" + bytes(_packed([_colour(x, y) for x in range(side)])) for y in range(side))
    # Written as one stored block: compressors differ between machines, and the badge's key is the hash of these bytes.
    length = struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF)
    stored = b"\x78\x01\x01" + length + rows + struct.pack(">I", zlib.adler32(rows))
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 2, 3, 0, 0, 0)),
        (b"iTXt", keyword + b"\x00\x00\x00\x00\x00" + payload),
        (b"PLTE", bytes.fromhex("ffffff 08519c 6baed6 f7fbff")),
        (b"IDAT", stored),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _colour(x: int, y: int) -> int:
    """Return the palette entry of a pixel: a ring, a disc and a light square on its tip in the middle."""
    across, down = 2 * x - 95, 2 * y - 95
    away = across * across + down * down
    if abs(across) + abs(down) <= 48:
        return 3
    return 1 if away <= 68 * 68 else 2 if away <= 92 * 92 else 0


def _packed(colours: list[int]) -> Iterator[int]:
    for at in range(0, len(colours), 4):
        first, second, third, fourth = colours[at : at + 4]
        yield first << 6 | second << 4 | third << 2 | fourth
