"""The files that carry an award: plain JSON, or a picture with the award baked in."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
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
        return baked_png(text_chunk(payload, newer=newer))
    if container == ".svg":
        return baked_svg(payload, newer=newer, award_id="" if newer else award_id)
    return payload.encode()


def baked_svg(payload: str, *, newer: bool, award_id: str = "") -> bytes:
    """Return a picture with the award in the namespace of its standard; a token stands in an attribute."""
    attribute = payload.strip() if payload.startswith("eyJ") else award_id
    text = "" if payload.startswith("eyJ") else f"<![CDATA[\n{payload}]]>"
    if not newer:
        start = f'<openbadges:assertion verify="{attribute}">'
        return _svg("http://openbadges.org", f"{start}{text}</openbadges:assertion>")
    # The DOCTYPE is on purpose: published Open Badges 3.0 samples carry one.
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    verify = f' verify="{attribute}"' if attribute else ""
    baked = f"<openbadges:credential{verify}>{text}</openbadges:credential>"
    return _svg("https://purl.imsglobal.org/ob/v3p0", baked, doctype)


def _svg(namespace: str, baked: str, doctype: str = "") -> bytes:
    size = 'viewBox="0 0 96 96" width="96" height="96"'
    root = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{namespace}" {size}>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}{root}\n  {baked}\n{PICTURE}</svg>\n'.encode()


def text_chunk(payload: str, *, newer: bool) -> tuple[bytes, bytes]:
    """Return the chunk that carries an award: uncompressed international text."""
    return b"iTXt", (b"openbadgecredential" if newer else b"openbadges") + b"\x00\x00\x00\x00\x00" + payload.encode()


def baked_png(*texts: tuple[bytes, bytes]) -> bytes:
    """Return a 96 by 96 picture of a badge with these text chunks."""
    return PNG_SIGNATURE + b"".join(chunk(kind, data) for kind, data in picture_chunks(*texts))


def picture_chunks(*texts: tuple[bytes, bytes]) -> list[tuple[bytes, bytes]]:
    """Return the chunks of the picture with the texts behind its header."""
    side = 96
    rows = b"".join(b"\x00" + bytes(_packed([_colour(x, y) for x in range(side)])) for y in range(side))
    # Written as one stored block: compressors differ between machines, and the badge's key is the hash of these bytes.
    length = struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF)
    stored = b"\x78\x01\x01" + length + rows + struct.pack(">I", zlib.adler32(rows))
    return [
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 2, 3, 0, 0, 0)),
        *texts,
        (b"PLTE", bytes.fromhex("ffffff 08519c 6baed6 f7fbff")),
        (b"IDAT", stored),
        (b"IEND", b""),
    ]


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk with its length and checksum."""
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
