"""The table of hostile input, rows 5 to 13: pictures and archives made to do harm."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.intake import ItemOutcome, NamedBytes, read_badges


def refused(build: Any, data: bytes) -> tuple[str, str]:
    """Read one file that must give no badge, and return the code and the message of its one error."""
    intake = build.read(data)
    assert intake.badges == ()
    assert [item.outcome for item in intake.items] == [ItemOutcome.UNREADABLE]
    (finding,) = [one for one in intake.findings if one.severity == "error"]
    return finding.code, finding.message


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes], comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # names that stand there twice are made on purpose
        for name, content in files:
            made.writestr(name, content)
        made.comment = comment
    return held.getvalue()


# Pictures


def test_row_05_an_active_svg_gives_its_badge_and_nothing_else(build: Any) -> None:
    award = build.json(build.credential()).decode()
    picture = (
        '<?xml-stylesheet href="http://127.0.0.1:9/a.css"?>'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" '
        'xmlns:o="https://purl.imsglobal.org/ob/v3p0" onload="taken()">'
        '<style>@import url("http://127.0.0.1:9/b.css");</style><script>taken()</script>'
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="taken()"/></foreignObject>'
        '<use x:href="http://127.0.0.1:9/c"/><image href="http://127.0.0.1:9/d.png"/>'
        '<a x:href="javascript:taken()"><animate attributeName="href" to="javascript:taken()"/></a>'
        f"<o:credential><![CDATA[{award}]]></o:credential></svg>"
    )
    badge = build.badge(picture.encode())
    assert badge.name == build.achievement()["name"]
    kept = badge.model_dump_json()
    assert "taken" not in kept
    assert "127.0.0.1" not in kept


@pytest.mark.parametrize(
    ("entity", "use"),
    [
        ('SYSTEM "file:///etc/passwd"', "&e;"),
        ('"lol"> <!ENTITY f "&e;&e;&e;&e;"', "&f;"),
        (f'"{"x" * 10_000}"', "&e;" * 10_000),
        ('SYSTEM "http://127.0.0.1:9/e"', "&e;"),
    ],
    ids=["outside_file", "nested", "quadratic", "outside_address"],
)
def test_row_06_entities_are_refused(build: Any, entity: str, use: str) -> None:
    data = f'<!DOCTYPE svg [<!ENTITY e {entity}>]><svg xmlns="http://www.w3.org/2000/svg"><text>{use}</text></svg>'
    assert refused(build, data.encode()) == ("RKB015", "The file defines entities, which are not allowed in a badge.")


def test_row_07_deep_xml_is_refused_by_its_depth(build: Any) -> None:
    for depth, code in ((99, "RKB006"), (100, "RKB015")):
        data = f'<svg xmlns="http://www.w3.org/2000/svg">{"<g>" * depth}{"</g>" * depth}</svg>'.encode()
        assert build.codes(data) == [code]
    assert refused(build, data) == ("RKB015", "The file nests deeper than 100 elements.")


@pytest.mark.parametrize(("kind", "head"), [(b"iTXt", b"openbadges\0\1\0\0\0"), (b"zTXt", b"openbadges\0\0")])
def test_row_08_a_text_that_unpacks_too_far_is_refused(build: Any, kind: bytes, head: bytes) -> None:
    bomb = build.png(build.chunk(kind, head + zlib.compress(b" " * 6_000_000)))
    assert refused(build, bomb) == ("RKB013", "The compressed badge is damaged or larger than 5,000,000 bytes.")


def test_row_08_two_hundred_bombs_that_are_no_badge_are_not_unpacked(build: Any) -> None:
    bomb = build.chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(4_000_000)))
    assert build.badge(build.png(*[bomb] * 200, build.text_chunk(build.credential()))).name


def test_row_09_a_giant_picture_is_never_drawn(build: Any) -> None:
    header = build.chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + header + build.text_chunk(build.credential()) + build.chunk(b"IEND", b"")
    assert build.badge(data).name


def test_row_10_what_is_odd_about_a_picture_is_one_clear_finding(build: Any) -> None:
    award = build.json(build.credential())
    badge = build.text_chunk(award)
    broken = badge[:-1] + bytes([badge[-1] ^ 1])
    latin = build.chunk(b"tEXt", b"openbadges\0" + '{"name": "Café"}'.encode("latin-1"))
    end = build.chunk(b"IEND", b"")
    expected = {
        "two": (build.png(badge, build.text_chunk(build.embedded(), b"openbadges")), "RKB010"),
        "after the end": (build.png() + badge + end, "RKB011"),
        "checksum": (build.png(broken), "RKB009"),
        "cut": (build.png(badge)[: len(build.png()) // 2], "RKB008"),
        "capitals": (build.png(build.text_chunk(award, b"OpenBadges")), "RKB012"),
        "Latin-1": (build.png(latin), "RKB004"),
    }
    assert {name: refused(build, data)[0] for name, (data, _) in expected.items()} == {
        name: code for name, (_, code) in expected.items()
    }
    assert build.badge(build.png(badge)).source.container == "png"


@pytest.mark.parametrize("name", ["badge.png", "badge.json", "badge.svg", "badge.zip", "badge.csv", "badge.jwt", "badge"])
def test_row_11_the_content_counts_and_never_the_name(build: Any, name: str) -> None:
    award = build.json(build.credential())
    whole = {
        "json": award,
        "png": build.png(build.text_chunk(award)),
        "svg": build.svg(award.decode()),
        "jwt": build.token(build.credential()),
    }
    for container, data in whole.items():
        (badge,) = read_badges([NamedBytes(name, data)]).badges
        assert badge.source.container == container
    (badge,) = read_badges([NamedBytes(name, zipped(("x", award)))]).badges
    assert badge.source.within == "zip"
    page = b"<!DOCTYPE html><html><script>taken()</script></html>"
    assert [one.code for one in read_badges([NamedBytes(name, page)]).findings] == ["RKB003"]


def test_row_11_a_picture_that_is_also_an_archive_is_a_picture(build: Any) -> None:
    inside = zipped(("other.json", build.json(build.embedded())))
    intake = build.read(build.png(build.text_chunk(build.credential())) + inside)
    assert [badge.source.container for badge in intake.badges] == ["png"]
    assert [one.code for one in intake.findings] == ["RKB014"]


# Archives

HARMLESS_NAMES = ("CON.json", "\u202egnp.exe.json", f"{'n' * 300}.json", "C:\\x.json", "caf\u00e9.json", "aux", "a:b.json", "x. ")
UNSAFE_NAMES = ("../../x.json", "/etc/x.json", "..\\..\\x.json", "in/../../x.json")


def test_row_12_names_in_an_archive_lead_nowhere(build: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    award = build.credential
    files = [(name, build.json(award(id=f"urn:{number}"))) for number, name in enumerate((*HARMLESS_NAMES, *UNSAFE_NAMES))]
    intake = build.read(zipped(*files))
    assert len(intake.badges) == len(HARMLESS_NAMES)
    assert [one.message for one in intake.findings if one.code == "RKB061"] == [
        f"{len(UNSAFE_NAMES)} entries of the archive were passed over: with names that lead out of the archive."
    ]
    assert not any(character in item.path for item in intake.items for character in "\0\\:")
    assert list(tmp_path.iterdir()) == []
    # What findings say is the entry's number: names may name a person.
    assert all(one.where.startswith("file 1") for one in intake.findings)


def test_row_12_links_and_doubled_names_are_passed_over(build: Any) -> None:
    link = zipfile.ZipInfo("link.json")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    award = [build.json(build.credential(id=f"urn:{number}")) for number in range(6)]
    alike = [("caf\u00e9.json", award[3]), ("cafe\u0301.json", award[4])]
    intake = build.read(zipped((link, b"/etc/passwd"), ("A.json", award[0]), ("a.json", award[1]), *alike, ("b.json", award[5])))
    assert len(intake.badges) == 1
    assert sorted(one.message.split(" ")[0] for one in intake.findings if one.code == "RKB061") == ["1", "4"]


def test_row_13_archives_made_to_do_harm_are_refused_whole(build: Any) -> None:
    good = ("good.json", build.json(build.credential()))
    plain = zipped(good)
    encrypted = bytearray(plain)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[plain.index(signature) + at] |= 1
    lying = bytearray(plain)
    struct.pack_into("<L", lying, plain.index(b"PK\x01\x02") + 24, 10)
    expected = {
        "bomb": (zipped(good, ("bomb", bytes(10_000_000))), "unpacks to more than 100 times its size"),
        "many": (zipped(*((f"{number}", b"") for number in range(10_001))), "10,001 entries; at most 10,000 are read"),
        "encrypted": (bytes(encrypted), "is encrypted"),
        "lying": (bytes(lying), "not as long as the archive states"),
        "overlapping": (_overlapping(plain), "damaged"),
        "cut": (plain[:-30], "damaged"),
    }
    for data, words in expected.values():
        code, message = refused(build, data)
        assert (code, words in message) == ("RKB060", True), message


def _overlapping(plain: bytes) -> bytes:
    """Write the one entry into the directory a second time, as bombs do that use the same bytes again and again."""
    directory, end = plain.index(b"PK\x01\x02"), plain.index(b"PK\x05\x06")
    entry = plain[directory:end]
    finish = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, 2 * len(entry), directory, 0)
    return plain[:directory] + entry * 2 + finish


def test_row_13_an_archive_inside_an_archive_stays_closed(build: Any) -> None:
    inner = zipped(("inside.json", build.json(build.credential())))
    intake = build.read(zipped(("inner.zip", inner), ("good.json", build.json(build.embedded()))))
    assert [badge.name for badge in intake.badges] == [build.badge_class()["name"]]
    assert "RKB061" in [one.code for one in intake.findings]
