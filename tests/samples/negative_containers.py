"""Pictures and archives that must be refused, or read with a warning."""

from __future__ import annotations

import struct

from sample_archives import Entry, archive, run_entry, zlib_runs
from sample_containers import PNG_SIGNATURE, baked_png, baked_svg, chunk, picture_chunks, text_chunk

NOTE = (b"tEXt", b"Comment\x00Synthetic sample.")
DOCTYPE = '<!DOCTYPE svg [<!ENTITY a "Synthetic sample "><!ENTITY b "{ten}"><!ENTITY c "{hundred}">]>\n'


def pictures(payload: str) -> dict[str, bytes]:
    """Return PNG and SVG pictures; the payload is a signed award that was changed."""
    kind, body = text_chunk(payload, newer=True)
    whole = picture_chunks((kind, body), NOTE)
    sound = PNG_SIGNATURE + b"".join(chunk(*one) for one in whole)
    broken = chunk(kind, body)
    wrong_sum = broken[:-4] + struct.pack(">I", int.from_bytes(broken[-4:]) ^ 1)
    packed = b"openbadgecredential\x00\x01\x00\x00\x00" + zlib_runs([(ord(" "), 6_000_000)])
    svg = baked_svg(payload, newer=True)
    return {
        "changed_inside_picture.png": sound,
        "two_badges.png": baked_png((kind, body), (kind, body.replace(b"Circle", b"Square")), NOTE),
        "wrong_checksum.png": sound.replace(broken, wrong_sum),
        "badge_after_end.png": baked_png(NOTE) + broken,
        "cut.png": sound[: len(sound) * 2 // 3],
        "text_bomb.png": baked_png((kind, packed), NOTE),
        "no_badge.png": baked_png(NOTE),
        "wrong_keyword.png": baked_png((kind, body.replace(b"openbadgecredential", b"OpenBadgeCredential", 1)), NOTE),
        "picture_and_archive.png": sound + archive([Entry("synthetic_sample.txt", b"Synthetic sample.")]),
        "picture_by_name_only.png": svg,
        "entities.svg": svg.replace(_doctype(svg), _entities()).replace(b"<title>", b"<title>&c;"),
        "outside_entity.svg": svg.replace(_doctype(svg), _outside()).replace(b"<title>", b"<title>&a;"),
        "deep.svg": svg.replace(b"<title>", b"<g>" * 2000 + b"<title>").replace(b"</title>", b"</title>" + b"</g>" * 2000),
        "two_badges.svg": svg.replace(b"  <title>", _credential(svg) + b"\n  <title>", 1),
        "no_badge.svg": svg.replace(_credential(svg), b""),
        "web_page.svg": b"<!doctype html><title>Synthetic sample</title><p>A page that calls itself a picture.</p>\n",
    }


def _doctype(svg: bytes) -> bytes:
    start = svg.index(b"<!DOCTYPE")
    return svg[start : svg.index(b"\n", start) + 1]


def _entities() -> bytes:
    return DOCTYPE.format(ten="&a;" * 10, hundred="&b;" * 10).encode()


def _outside() -> bytes:
    return b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'


def _credential(svg: bytes) -> bytes:
    start, end = b"<openbadges:credential>", b"</openbadges:credential>"
    return svg[svg.index(start) : svg.index(end) + len(end)]


def archives(payload: str) -> dict[str, bytes]:
    """Return zip archives made to do harm or to mean two things."""
    badge = Entry("badge.json", payload.encode())
    note = Entry("note.txt", b"Synthetic sample.")
    return {
        "bomb.zip": archive([badge, run_entry("zeros.json", b" ", 8_000_000)]),
        "slips.zip": archive([badge, *(Entry(name, note.data + name.encode()) for name in _SLIPS)]),
        "link.zip": archive([badge, Entry("link.json", b"/etc/passwd", mode=0o120777), note]),
        "names_twice.zip": archive([Entry("a.json", payload.encode()), Entry("A.json", b"{}"), note]),
        "encrypted.zip": archive([Entry("badge.json", payload.encode(), flags=0x801), note]),
        "archive_inside.zip": archive([badge, Entry("inner.zip", archive([badge, note]))]),
        "wrong_size.zip": archive([Entry("badge.json", payload.encode(), size=100), note]),
        "wrong_checksum.zip": archive([Entry("badge.json", payload.encode(), sum=1), note]),
        "overlapping.zip": archive([badge, note, Entry("note.txt", note.data, listed_only=True)]),
        "comment.zip": archive([badge, note], comment=b"Synthetic sample: earner-0000@example.org"),
        "cut.zip": archive([badge, note])[:-30],
    }


_SLIPS = ("../../slip.json", "/absolute.json", "C:\\drive.json", "..\\..\\back.json", "turned\u202enosj.json", "CON.json")
