from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.containers import archive, zip_members
from rubric_kit.intake.containers.archive import entries, is_workbook, is_zip
from rubric_kit.intake.finding_codes import Remarks

MARK = "jane-canary-doe"


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(held, "w", method) as made:
        warnings.simplefilter("ignore")  # doubled names are made on purpose
        for name, content in files:
            made.writestr(name, content)
        made.comment = comment
    return held.getvalue()


def read(data: bytes) -> tuple[list[archive.Entry], Remarks]:
    remarks = Remarks("file 1")
    return list(entries(data, remarks)), remarks


def refusal(data: bytes) -> str:
    found, remarks = read(data)
    assert found == []
    assert [one.code for one in remarks.findings] == ["RKB060"]
    return remarks.findings[0].message


def passed_over(data: bytes, *, kept: int) -> list[str]:
    found, remarks = read(data)
    assert len(found) == kept
    assert {one.code for one in remarks.findings} == {"RKB061"}
    assert MARK not in "".join(one.line() for one in remarks.findings)
    return [one.message for one in remarks.findings]


def attributed(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def patched(data: bytes, signature: bytes, at: int, value: bytes) -> bytes:
    """Overwrite bytes behind the first record with a signature."""
    where = data.index(signature) + at
    return data[:where] + value + data[where + len(value) :]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_files_are_given_in_order_with_their_bytes(method: int) -> None:
    large = b" ".join(b"%d" % number for number in range(50_000))
    found, remarks = read(zipped(("a.json", b"{}"), ("in/", b""), ("in/b.json", large), ("c", b""), method=method))
    assert found == [(1, "a.json", b"{}"), (2, "in/b.json", large), (3, "c", b"")]
    assert remarks.findings == []


def test_entries_come_one_at_a_time() -> None:
    stream: Iterator[archive.Entry] = entries(zipped(("a", b"1"), ("b", b"2")), Remarks(""))
    assert next(stream).data == b"1"


def test_an_archive_is_told_by_its_first_bytes() -> None:
    assert is_zip(zipped(("a", b"")))
    assert is_zip(zipped())
    assert not is_zip(b"\x89PNG" + zipped(("a", b"")))


def test_a_workbook_is_told_by_its_parts() -> None:
    assert is_workbook(zipped(("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")))
    assert not is_workbook(zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")))
    assert not is_workbook(zipped(("xl/workbook.xml", b"<x/>")))
    assert not is_workbook(b"PK\x03\x04 and nothing else")
    assert not is_workbook(b"{}")


def test_other_office_files_are_no_archives_of_badges() -> None:
    words = "The file is an office document or a book and no archive of badges; save a list as XLSX or CSV."
    assert refusal(zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))) == words
    assert refusal(zipped(("mimetype", b"application/epub+zip"), ("content.xml", b"<x/>"))) == words


def test_an_empty_archive_says_so() -> None:
    assert refusal(zipped()) == "The archive holds no files."
    assert refusal(zipped(("folder/", b""), ("__MACOSX/._a", b"x"))) == "The archive holds no files."


# Bombs


def test_a_bomb_is_refused_while_it_unpacks() -> None:
    # 10 MB of zeros pack to about 10 kB: about 1,000 times.
    words = "The archive unpacks to more than 100 times its size, as archives made to do harm do."
    assert refusal(zipped(("ok.json", b"{}"), ("bomb", bytes(10_000_000)))) == words


def test_a_ratio_of_a_hundred_passes_and_small_files_are_not_measured() -> None:
    zip_members.check_ratio(1_000, 100_000)
    with pytest.raises(zip_members.Refused, match="more than 100 times its size"):
        zip_members.check_ratio(1_000, 100_001)
    found, remarks = read(zipped(("spaces.txt", b" " * 60_000)))
    assert len(found[0].data) == 60_000
    assert remarks.findings == []


def test_many_small_dense_files_are_a_bomb_too() -> None:
    # Each unpacks to less than what is measured singly, all together to 3 MB of about 200 x 170 bytes.
    dense = zipped(*((f"{number}", bytes(60_000)) for number in range(200)))
    assert len(dense) * 100 < 200 * 60_000
    assert "more than 100 times" in refusal(dense)


def test_a_lying_size_does_not_hide_a_bomb() -> None:
    honest = zipped(("bomb", bytes(10_000_000)))
    lying = patched(honest, b"PK\x01\x02", 24, struct.pack("<L", 10))
    assert "more than 100 times" in refusal(lying)


@pytest.mark.parametrize("stated", [5, 200])
def test_a_lying_size_is_damage(stated: int) -> None:
    lying = patched(zipped(("a", b"x" * 100), method=zipfile.ZIP_STORED), b"PK\x01\x02", 24, struct.pack("<L", stated))
    assert refusal(lying) == "The archive is damaged: an entry is not as long as the archive states."


def test_an_entry_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_members, "MAX_ENTRY_BYTES", 1_000)
    assert read(zipped(("a", b"x" * 1_000)))[1].findings == []
    words = "An entry of the archive holds more than 1,000 bytes; at most that many are read."
    assert refusal(zipped(("a", b"x" * 1_001))) == words


def test_a_total_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 1_000)
    assert read(zipped(("a", b"x" * 500), ("b", b"x" * 500)))[1].findings == []
    words = "The archive unpacks to more than 1,000 bytes; at most that many are read."
    assert refusal(zipped(("a", b"x" * 500), ("b", b"x" * 501))) == words


def test_the_limits_are_those_that_are_promised() -> None:
    limits = (zip_members.MAX_ENTRIES, zip_members.MAX_ENTRY_BYTES, zip_members.MAX_TOTAL_BYTES, zip_members.MAX_RATIO)
    assert limits == (10_000, 20_000_000, 200_000_000, 100)


def test_a_million_entries_are_refused_before_any_is_read() -> None:
    # One stored, empty entry, and a directory that names it a million times: 47 MB.
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    central = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = central * 1_000_000
    start = len(local)
    end_64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1_000_000, 1_000_000, len(directory), start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + len(directory), 1)
    honest = local + directory + end_64 + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", *[0xFFFF] * 4, *[0xFFFFFFFF] * 2, 0)
    lying = local + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), start, 0)
    tracemalloc.start()
    assert refusal(honest) == "The archive states 1,000,000 entries; at most 10,000 are read."
    assert refusal(lying) == "The archive holds more than 10,000 entries; at most that many are read."
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_ten_thousand_entries_are_read_and_one_more_is_not() -> None:
    files = [(f"{number}.json", b"{}") for number in range(10_001)]
    assert len(read(zipped(*files[:-1]))[0]) == 10_000
    assert refusal(zipped(*files)) == "The archive states 10,001 entries; at most 10,000 are read."


def test_overlapping_entries_are_refused() -> None:
    # Two entries of the directory point to the same bytes.
    one = zipped(("a", b"x" * 50))
    at, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    central = one[at:end]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, 2 * len(central), at, 0)
    words = "The archive is damaged: entries overlap, as in archives made to do harm."
    assert refusal(one[:at] + central * 2 + tail) == words


def test_an_entry_that_reaches_into_the_directory_is_refused() -> None:
    data = zipped(("a", b"x" * 50), method=zipfile.ZIP_STORED)
    assert refusal(patched(data, b"PK\x01\x02", 20, struct.pack("<2L", 60, 60))) == (
        "The archive is damaged: an entry reaches into the directory."
    )


# Damage and tricks with the records


def test_encrypted_archives_are_refused() -> None:
    words = "The archive is encrypted; unpack it and give the files, or ask for it without a password."
    data = zipped(("a", b"x"))
    assert refusal(patched(data, b"PK\x01\x02", 8, b"\x01\x00")) == words
    assert "say different things" in refusal(patched(data, b"PK\x03\x04", 6, b"\x01\x00"))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_is_refused(method: int) -> None:
    words = "The archive is packed in a way that is not read here; pack it again as an ordinary ZIP file."
    assert refusal(zipped(("a", b"x"), method=method)) == words


def test_damage_is_named() -> None:
    data = zipped(("a", b"badge text " * 20), method=zipfile.ZIP_STORED)
    flipped = data.replace(b"badge", b"BADGE", 1)
    assert refusal(flipped) == "The archive is damaged: the checksum of an entry does not match."
    assert refusal(data[:-5]) == "The archive is damaged: its end is missing."
    assert refusal(b"PK\x03\x04") == "The archive is damaged: its end is missing."
    packed = zipped(("a", bytes(range(256)) * 10))
    at = packed.index(b"a", 30) + 1
    assert refusal(packed[:at] + b"\xff" * 4 + packed[at + 4 :]) == "The archive is damaged: an entry cannot be unpacked."
    assert refusal(patched(data, b"PK\x01\x02", 42, struct.pack("<L", 3))) == (
        "The archive is damaged: an entry is not where the directory says."
    )
    assert refusal(patched(data, b"PK\x05\x06", 16, struct.pack("<L", 3))) == (
        "The archive is damaged: its directory is not where it should be."
    )
    assert refusal(patched(data, b"PK\x05\x06", 8, struct.pack("<2H", 2, 2))) == (
        "The archive is damaged: its directory does not hold as many entries as it states."
    )


def test_a_deflate_stream_must_end_with_its_entry() -> None:
    packed = zlib.compressobj(wbits=-15)
    content = packed.compress(b"{}") + packed.flush() + b"more"
    data = zipped(("a", content), method=zipfile.ZIP_STORED)
    for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data = patched(data, signature, at, struct.pack("<H", 8))
    assert refusal(data) == "The archive is damaged: an entry is cut short or followed by other bytes."


def test_a_second_end_in_the_comment_is_refused() -> None:
    other = zipped(("b", b"{}"))
    assert refusal(zipped(("a", b"{}"), comment=other)) == "The archive is damaged: it has two ends."


def test_a_name_that_differs_between_the_two_places_is_refused() -> None:
    data = zipped(("a.json", b"{}"))
    assert "say different things" in refusal(patched(data, b"PK\x01\x02", 46, b"b"))


def test_part_of_a_split_archive_is_refused() -> None:
    assert "one part of several" in refusal(patched(zipped(("a", b"")), b"PK\x05\x06", 4, b"\x01"))


def test_zip64_records_are_read() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made, made.open("a.json", "w", force_zip64=True) as file:
        file.write(b"{}")
    assert read(held.getvalue())[0][0].data == b"{}"
    # Sizes and place in the extra field, and the end of the directory in its zip64 form.
    packed, name = b"{}", b"a"
    checksum, wide = zlib.crc32(packed), 0xFFFFFFFF
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 45, 0, 0, 0, 0, checksum, 2, 2, 1, 0) + name + packed
    extra = struct.pack("<2H3Q", 1, 24, 2, 2, 0)
    central = (
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 45, 45, 0, 0, 0, 0, checksum, wide, wide, 1, len(extra), 0, 0, 0, 0, wide)
        + name
        + extra
    )
    end_64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(central), len(local))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(local) + len(central), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(central), wide, 0)
    assert read(local + central + end_64 + locator + end)[0] == [(1, "a", b"{}")]


def test_sizes_behind_the_content_are_read() -> None:
    class OneWay(io.BytesIO):
        def seekable(self) -> bool:
            return False

    held = OneWay()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a", b"{}")
        made.writestr("b", b"[]")
    assert [one.data for one in read(held.getvalue())[0]] == [b"{}", b"[]"]


# Names


@pytest.mark.parametrize("name", [f"../../{MARK}.json", f"a/../{MARK}", f"..\\..\\{MARK}", f"/etc/{MARK}"])
def test_names_that_lead_out_are_passed_over(name: str) -> None:
    messages = passed_over(zipped((name, b"{}"), ("ok.json", b"{}")), kept=1)
    assert messages == ["1 entry of the archive was passed over: with names that lead out of the archive."]


def test_links_are_passed_over() -> None:
    data = zipped((attributed(MARK, stat.S_IFLNK | 0o777), b"/etc/passwd"), (attributed("f", stat.S_IFIFO), b""), ("ok", b"{}"))
    assert passed_over(data, kept=1) == ["2 entries of the archive were passed over: links or special files."]


@pytest.mark.parametrize("twins", [("a.json", "a.json"), ("A.json", "a.JSON"), ("caf\u00e9", "cafe\u0301"), ("x/a", "x\\a")])
def test_of_doubled_names_neither_is_read(twins: tuple[str, str]) -> None:
    data = zipped(*((name, name.encode()) for name in twins), ("ok.json", b"{}"))
    words = "with names that stand there twice, so that nobody can tell which one is meant"
    assert passed_over(data, kept=1) == [f"2 entries of the archive were passed over: {words}."]


def test_a_folder_with_content_is_passed_over() -> None:
    info = zipfile.ZipInfo("folder")
    info.external_attr = 0x10
    messages = passed_over(zipped((info, b"{}"), ("ok.json", b"{}")), kept=1)
    assert messages == ["1 entry of the archive was passed over: that call themselves folders and hold content."]


@pytest.mark.parametrize("name", ["C:\\badges\\a.json", "badges\\a.json", "\\\\server\\a.json", "a\x01.json", "d:a.json"])
def test_odd_names_are_read_under_a_number(name: str) -> None:
    found, remarks = read(zipped(("ok.json", b"{}"), (name, b"[]")))
    assert found[1] == (2, "entry 2", b"[]")
    assert remarks.findings == []


@pytest.mark.parametrize("name", ["CON.json", "a\u202egnp.json", "x" * 300, "näme.json", "a..b/c"])
def test_names_that_only_a_disk_would_mind_are_kept_for_the_screen(name: str) -> None:
    assert read(zipped((name, b"{}")))[0] == [(1, name, b"{}")]


def test_what_systems_leave_behind_is_passed_over_in_silence() -> None:
    litter = ["__MACOSX/._a.json", ".DS_Store", "in/.DS_Store", "Thumbs.db", "in/desktop.ini", "._a.json"]
    found, remarks = read(zipped(*((name, b"x") for name in litter), ("a.json", b"{}")))
    assert [(one.number, one.name) for one in found] == [(1, "a.json")]
    assert remarks.findings == []


def test_archives_inside_an_archive_are_passed_over_and_the_rest_goes_on() -> None:
    data = zipped((f"{MARK}.json", zipped(("b", b"{}"))), ("empty.zip", zipped()), ("ok.json", b"{}"))
    words = "archives or workbooks themselves, which are not opened inside an archive"
    assert passed_over(data, kept=1) == [f"2 entries of the archive were passed over: {words}."]


def test_comments_and_extra_fields_never_leave() -> None:
    info = zipfile.ZipInfo("a.json")
    info.comment, info.extra = MARK.encode(), struct.pack("<2H", 0x9999, len(MARK)) + MARK.encode()
    found, remarks = read(zipped((info, b"{}"), comment=MARK.encode()))
    assert found == [(1, "a.json", b"{}")]
    assert remarks.findings == []


# Anything at all


@given(st.binary(max_size=300))
def test_any_bytes_give_entries_or_findings(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04"):
        found, remarks = read(start + data)
        assert found or remarks.findings
        assert is_workbook(start + data) is False


_NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)


@given(st.dictionaries(_NAMES, st.binary(max_size=40), min_size=1, max_size=4), st.data())
def test_a_changed_archive_gives_honest_bytes_or_a_finding(files: dict[str, bytes], draw: st.DataObject) -> None:
    whole = zipped(*files.items())
    at = draw.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([draw.draw(st.integers(0, 255))]) + whole[at + 1 :]
    for data in (whole, changed, whole[:at]):
        found, _ = read(data)
        # A checksum stands over each content: whatever is given is what was put in.
        assert {one.data for one in found} <= set(files.values())


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.binary(max_size=200), min_size=1, max_size=6))
def test_what_was_put_in_comes_out(files: dict[str, bytes]) -> None:
    files = {name: content for name, content in files.items() if not is_zip(content)}
    found, _ = read(zipped(*files.items()))
    assert {one.name: one.data for one in found} == files
