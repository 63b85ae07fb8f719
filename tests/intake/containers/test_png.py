from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest


@pytest.mark.parametrize("keyword", [b"openbadges", b"openbadgecredential"])
def test_a_badge_in_a_png_is_the_badge_in_its_text(build: Any, keyword: bytes) -> None:
    intake = build.read(build.png(build.text_chunk(build.credential(), keyword)))
    assert [badge.name for badge in intake.badges] == ["Lesson Design"]
    assert intake.badges[0].source.container == "png"
    assert intake.findings == ()


def test_older_text_chunks_and_compressed_ones_are_read(build: Any) -> None:
    text = build.json(build.embedded())
    plain = build.chunk(b"tEXt", b"openbadges\0" + text)
    packed = build.chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(text))
    packed_itxt = build.chunk(b"iTXt", b"openbadges\0\1\0en\0key\0" + zlib.compress(text))
    for chunk in (plain, packed, packed_itxt):
        assert build.badge(build.png(chunk)).name == "Robotics"


def test_a_token_in_a_png_keeps_the_container_png(build: Any) -> None:
    badge = build.badge(build.png(build.text_chunk(build.token(build.credential()))))
    assert (badge.source.container, badge.verification.method) == ("png", "VC-JWT (RS256)")


def test_a_picture_without_a_badge(build: Any) -> None:
    assert build.codes(build.png()) == ["RKB005"]
    assert build.codes(build.png(build.chunk(b"tEXt", b"Comment\0openbadges"))) == ["RKB005"]


def test_two_badges_are_refused_and_none_is_picked(build: Any) -> None:
    one, other = build.text_chunk(build.credential()), build.text_chunk(build.embedded(), b"openbadges")
    intake = build.read(build.png(one, other))
    assert [finding.code for finding in intake.findings] == ["RKB010"]
    assert intake.findings[0].message == "The picture holds 2 badges; one is allowed, and none is picked for you."
    assert intake.badges == ()


def test_a_badge_after_the_end_is_refused(build: Any) -> None:
    data = build.png() + build.text_chunk(build.credential())
    assert build.codes(data) == ["RKB014", "RKB011"]
    assert build.read(data).badges == ()


def test_bytes_after_the_end_are_ignored_with_a_warning(build: Any) -> None:
    intake = build.read(build.png(build.text_chunk(build.credential())) + b"<html></html>")
    assert [(one.code, one.severity.value) for one in intake.findings] == [("RKB014", "warning")]
    assert len(intake.badges) == 1


def test_a_cut_picture_gives_its_badge_only_if_the_badge_is_whole(build: Any) -> None:
    chunk = build.text_chunk(build.credential())
    whole = build.png(chunk)
    after_badge = whole[: whole.index(chunk) + len(chunk) + 5]
    inside_badge = whole[: whole.index(chunk) + len(chunk) - 5]
    assert [(one.code, one.severity.value) for one in build.read(after_badge).findings] == [("RKB008", "warning")]
    assert len(build.read(after_badge).badges) == 1
    assert [(one.code, one.severity.value) for one in build.read(inside_badge).findings] == [("RKB008", "error")]
    assert build.read(inside_badge).badges == ()


def test_a_changed_badge_is_refused_and_a_damaged_picture_is_only_warned_about(build: Any) -> None:
    data = build.png(build.text_chunk(build.credential()))
    changed = data.replace(b"Lesson Design", b"Lesson Desigx")
    assert build.codes(changed) == ["RKB009"]
    assert build.read(changed).badges == ()
    pixels = data.replace(b"IDAT", b"IDAX")
    assert [(one.code, one.severity.value) for one in build.read(pixels).findings] == [("RKB009", "warning")]
    assert len(build.read(pixels).badges) == 1


@pytest.mark.parametrize("keyword", [b"OpenBadges", b"openBadgeCredential"])
def test_a_keyword_with_capitals_is_told_and_not_read(build: Any, keyword: bytes) -> None:
    assert build.codes(build.png(build.text_chunk(build.credential(), keyword))) == ["RKB012"]


def test_a_bomb_is_refused_without_being_unpacked(build: Any) -> None:
    # 20 MB of blanks pack into about 20 kB; 5 MB is the limit.
    bomb = build.chunk(b"iTXt", b"openbadges\0\1\0\0\0" + zlib.compress(b" " * 20_000_000, 9))
    assert build.codes(build.png(bomb)) == ["RKB013"]


@pytest.mark.parametrize("body", [b"openbadges\0\1\0\0\0nonsense", b"openbadges\0\0\0no-more", b"openbadges"])
def test_a_damaged_text_is_refused(build: Any, body: bytes) -> None:
    assert build.codes(build.png(build.chunk(b"iTXt", body))) == ["RKB013"]


def test_a_length_beyond_the_file_is_a_cut_file(build: Any) -> None:
    assert build.codes(build.png()[:8] + struct.pack(">I", 2**31) + b"IDAT") == ["RKB008"]


def test_endless_empty_chunks_end_the_reading(build: Any) -> None:
    data = build.png()[:8] + build.chunk(b"abCd", b"") * 20_000 + build.chunk(b"IEND", b"")
    assert build.codes(data) == ["RKB008"]


def test_latin_1_text_is_refused_with_a_hint(build: Any) -> None:
    chunk = build.chunk(b"tEXt", b'openbadges\0{"name":"\xe9"}')
    findings = build.read(build.png(chunk)).findings
    assert [one.code for one in findings] == ["RKB004"]
    assert "The badge inside the picture is not UTF-8 text" in findings[0].message
    assert "Latin-1" in findings[0].message
