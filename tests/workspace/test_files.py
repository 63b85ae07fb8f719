"""Opening and saving: one-line errors on the way in, all or nothing on the way out."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.errors import InputError
from rubric_kit.workspace import files, read_file, write_file
from rubric_kit.workspace.files import append_to_file

# One process imports the kit; its 20 children write until they are killed, each at another moment.
KILLED_WRITERS = """
import os, pathlib, signal, sys, time
from rubric_kit.workspace import write_file
path = pathlib.Path(sys.argv[1])
for run in range(20):
    child = os.fork()
    if not child:
        number = 0
        while True:
            number += 1
            write_file(path, bytes([65 + number % 26]) * 200_000)
    time.sleep(0.003 + run * 0.0007)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    data = path.read_bytes()
    print(len(data), len(set(data)), chr(data[0]))
"""


def _full_disk(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_file(path, b"\x00first\r\n")
    write_file(path, "Zweiter Stand ü".encode())
    assert read_file(path) == "Zweiter Stand ü".encode()
    assert [one.name for one in tmp_path.iterdir()] == ["table.csv"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_a_saved_file_is_for_others_as_far_as_the_umask_allows(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_file(tmp_path / "report.html", b"page")
    finally:
        os.umask(before)
    assert (tmp_path / "report.html").stat().st_mode & 0o777 == mode


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    path = tmp_path / "rubric.json"
    write_file(path, b"old")
    if moment == "fsync":
        monkeypatch.setattr(files.os, "fsync", _full_disk)
    else:
        monkeypatch.setattr(Path, "replace", _full_disk)
    with pytest.raises(InputError, match=r"^cannot save .*rubric\.json: No space left on device$"):
        write_file(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["rubric.json"]


def test_an_interruption_leaves_the_old_file_and_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rubric.json"
    write_file(path, b"old")

    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["rubric.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_writer_never_leaves_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rubric.json"
    write_file(path, b"@" * 200_000)
    command = [sys.executable, "-c", KILLED_WRITERS, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    runs = [line.split() for line in done.stdout.splitlines()]
    # After each kill the file is 200,000 times one letter.
    assert [run[:2] for run in runs] == [["200000", "1"]] * 20
    # If no writer had got anything done before it was killed, nothing would have been shown.
    assert {run[2] for run in runs} != {"@"}


def test_append_adds_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    append_to_file(path, b"one\n")
    append_to_file(path, b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"


def test_append_closes_a_torn_last_line(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(b"one\ntor")
    append_to_file(path, b"two\n")
    assert path.read_bytes() == b"one\ntor\ntwo\n"


def test_append_on_a_full_disk_takes_back_what_it_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.csv"
    append_to_file(path, b"one\n")
    monkeypatch.setattr(files.os, "fsync", _full_disk)
    with pytest.raises(InputError, match=r"^cannot save .*log\.csv: No space left on device$"):
        append_to_file(path, b"two\n")
    monkeypatch.undo()
    assert path.read_bytes() == b"one\n"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _path: None, r"given\.json does not exist; check the spelling$"),
        (lambda path: path.mkdir(), r"given\.json is a folder; name a file$"),
    ],
)
def test_reading_what_is_not_there_or_no_file(tmp_path: Path, make: Callable[[Path], Any], message: str) -> None:
    path = tmp_path / "given.json"
    make(path)
    with pytest.raises(InputError, match=message) as caught:
        read_file(path)
    assert caught.value.where == str(path)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "film.png"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(InputError, match=r"film\.png has 50,000,001 bytes; at most 50,000,000 are read$"):
        read_file(path)
    with path.open("wb") as file:
        file.truncate(1_000)
    assert len(read_file(path)) == 1_000


def test_a_file_without_permission(as_nobody: Callable[[str, Path], str], open_folder: Path) -> None:
    path = open_folder / "closed.json"
    path.write_bytes(b"{}")
    path.chmod(0)
    assert as_nobody("workspace.read_file(place)", path) == f"{path} may not be read: no permission"


def test_saving_where_one_may_not(as_nobody: Callable[[str, Path], str], open_folder: Path) -> None:
    inner = open_folder / "inner"
    inner.mkdir()
    inner.chmod(0o555)
    path = inner / "rubric.json"
    assert as_nobody("workspace.write_file(place, b'new')", path) == f"{path} may not be saved: no permission"
    assert list(inner.iterdir()) == []


def test_saving_into_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere does not exist; check the spelling$"):
        write_file(tmp_path / "nowhere" / "rubric.json", b"new")
