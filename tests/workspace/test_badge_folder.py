"""A folder of badge files: what is looked at, what is passed over, and one line for each thing that is in the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rubric_kit.errors import InputError
from rubric_kit.workspace import badge_folder, read_badge_folder, sample_badges_folder

PADLET = sample_badges_folder() / "padlet_association.json"


def test_files_are_read_with_sub_folders_in_order_of_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    shutil.copy(PADLET, tmp_path / "b" / "z.json")
    shutil.copy(sample_badges_folder() / "padlet_hobby.json", tmp_path / "a.json")
    shutil.copy(sample_badges_folder() / "padlet_level_2.png", tmp_path / "c")
    intake = read_badge_folder(tmp_path)
    assert [intake.names[badge.key] for badge in intake.badges] == ["a.json", "b/z.json", "c"]
    assert intake.badges[1].name == "Padlet Badge"


def test_several_places_keep_the_order_they_were_named_in(tmp_path: Path) -> None:
    shutil.copy(sample_badges_folder() / "padlet_hobby.json", tmp_path / "hobby.json")
    intake = read_badge_folder(str(PADLET), tmp_path)
    assert list(intake.names.values()) == ["padlet_association.json", "hobby.json"]


def test_read_me_files_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    shutil.copy(PADLET, tmp_path / "badge.json")
    for name in ("README.md", "readme.txt", "Readme", ".DS_Store"):
        (tmp_path / name).write_text("no badge", encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "note.json").write_text("no badge", encoding="utf-8")
    intake = read_badge_folder(tmp_path)
    assert (len(intake.badges), intake.findings) == (1, ())


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.copy(PADLET, outside / "badge.json")
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(sample_badges_folder() / "padlet_hobby.json", folder / "own.json")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "out").symlink_to(outside, target_is_directory=True)
    (folder / "file.json").symlink_to(outside / "badge.json")
    assert list(read_badge_folder(folder).names.values()) == ["own.json"]


def test_a_file_of_no_bytes_is_a_finding_beside_the_rest(tmp_path: Path) -> None:
    shutil.copy(PADLET, tmp_path / "badge.json")
    (tmp_path / "empty.json").touch()
    intake = read_badge_folder(tmp_path)
    assert len(intake.badges) == 1
    assert [one.line() for one in intake.findings] == [
        "error RKB001 empty.json: The file is empty. Ask the issuer or the earner for the file again."
    ]


def test_a_place_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"badgse does not exist; name a badge file or a folder of badge files$"):
        read_badge_folder(tmp_path / "badgse")


@pytest.mark.parametrize("only", ["", "README.md", ".hidden"])
def test_a_folder_with_nothing_to_read(tmp_path: Path, only: str) -> None:
    if only:
        (tmp_path / only).touch()
    with pytest.raises(InputError, match=r" holds no files to read; put badge files \(JSON, PNG, SVG\) into it$") as caught:
        read_badge_folder(tmp_path)
    assert caught.value.where == str(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such devices")
def test_a_place_that_is_neither_file_nor_folder() -> None:
    with pytest.raises(InputError, match=r"^cannot read /dev/null: Not a directory$"):
        read_badge_folder("/dev/null")


@pytest.mark.skipif(os.name == "nt", reason="the limit is another one on Windows")
def test_a_name_the_system_refuses(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r": File name too long$"):
        read_badge_folder(tmp_path / ("a" * 300))


@pytest.mark.parametrize("inner", [False, True])
def test_a_folder_without_permission(as_nobody: Callable[[str, Path], str], open_folder: Path, *, inner: bool) -> None:
    closed = open_folder / "a" / "b" if inner else open_folder / "a"
    closed.mkdir(parents=True)
    shutil.copy(PADLET, closed / "badge.json")
    closed.chmod(0)
    message = as_nobody("workspace.read_badge_folder(place)", open_folder / "a")
    assert message == f"{closed} may not be read: no permission for this folder"


def test_a_file_in_a_folder_one_may_not_enter(as_nobody: Callable[[str, Path], str], open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir()
    shutil.copy(PADLET, closed / "badge.json")
    closed.chmod(0)
    message = as_nobody("workspace.read_badge_folder(place)", closed / "badge.json")
    assert message == f"{closed / 'badge.json'} may not be read: no permission"


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(badge_folder.os, "scandir", refuse)
    with pytest.raises(InputError, match=r" may not be read: no permission for this folder$"):
        read_badge_folder(tmp_path)


def test_a_file_that_cannot_be_opened_is_a_finding_beside_the_others(tmp_path: Path) -> None:
    shutil.copy(PADLET, tmp_path / "badge.json")
    with (tmp_path / "film.png").open("wb") as file:
        file.truncate(50_000_001)
    read = read_badge_folder(tmp_path)
    assert len(read.badges) == 1
    (finding,) = read.findings
    assert finding.line() == (
        "error RKW001 film.png: The file could not be opened: has 50,000,001 bytes; at most 50,000,000 are read. "
        "Make it readable, or take it out of the folder."
    )


def test_a_file_over_the_limit_named_by_itself_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "film.png").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(InputError, match=r"film\.png has 50,000,001 bytes; at most 50,000,000 are read$"):
        read_badge_folder(tmp_path / "film.png")
