"""A folder of badge files: what is looked at, what is passed over, and one line for each thing that is in the way."""

from __future__ import annotations

import json
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
    assert [item.path for item in intake.items] == ["a.json", "b/z.json", "c"]
    assert intake.badges[1].name == "Padlet Badge"


def test_several_places_keep_the_order_they_were_named_in(tmp_path: Path) -> None:
    shutil.copy(sample_badges_folder() / "padlet_hobby.json", tmp_path / "hobby.json")
    intake = read_badge_folder(str(PADLET), tmp_path)
    assert [item.path for item in intake.items] == ["padlet_association.json", "hobby.json"]


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
    assert [item.path for item in read_badge_folder(folder).items] == ["own.json"]


def test_a_file_of_no_bytes_is_a_finding_beside_the_rest(tmp_path: Path) -> None:
    shutil.copy(PADLET, tmp_path / "badge.json")
    (tmp_path / "empty.json").touch()
    intake = read_badge_folder(tmp_path)
    assert len(intake.badges) == 1
    assert [one.line() for one in intake.findings] == [
        "error RKB001 file 2: The file is empty. Ask the issuer or the earner for the file again."
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
        "error RKB017 file 2: The file could not be opened: has 50,000,001 bytes; at most 50,000,000 are read. "
        "Make it readable, or take it out of the folder."
    )


def test_a_file_over_the_limit_named_by_itself_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "film.png").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(InputError, match=r"film\.png has 50,000,001 bytes; at most 50,000,000 are read$"):
        read_badge_folder(tmp_path / "film.png")


def test_documents_beside_a_single_file_are_lent_and_are_no_items(tmp_path: Path) -> None:
    award = sample_badges_folder() / "science_fair_mentor.json"
    shutil.copytree(sample_badges_folder() / "hosted", tmp_path / "hosted")
    shutil.copy(award, tmp_path)
    shutil.copy(PADLET, tmp_path)
    (item,) = read_badge_folder(tmp_path / award.name).items
    assert item.badge is not None
    assert item.badge.name == "Science Fair Mentor"
    assert item.findings == ()
    # Without them the award alone has no badge class.
    shutil.rmtree(tmp_path / "hosted")
    (item,) = read_badge_folder(tmp_path / award.name).items
    assert item.badge is None
    assert [finding.code for finding in item.findings] == ["RKB021"]


def test_in_a_folder_the_same_documents_are_items(tmp_path: Path) -> None:
    shutil.copytree(sample_badges_folder() / "hosted", tmp_path / "hosted")
    shutil.copy(sample_badges_folder() / "science_fair_mentor.json", tmp_path)
    intake = read_badge_folder(tmp_path)
    assert [badge.name for badge in intake.badges if badge.name == "Science Fair Mentor"] == ["Science Fair Mentor"]
    helpers = [item for item in intake.items if item.path.startswith("hosted/science_fair_mentor")]
    assert len(helpers) == 2
    assert {finding.code for item in helpers for finding in item.findings} == {"RKB040"}


def test_large_neighbours_are_not_opened(tmp_path: Path) -> None:
    shutil.copy(sample_badges_folder() / "science_fair_mentor.json", tmp_path)
    with (tmp_path / "film.json").open("wb") as file:
        file.truncate(2_000_000)
    (item,) = read_badge_folder(tmp_path / "science_fair_mentor.json").items
    assert [finding.code for finding in item.findings] == ["RKB021"]


def test_progress_is_told_stage_by_stage(tmp_path: Path) -> None:
    for number in range(3):
        shutil.copy(PADLET, tmp_path / f"{number}.json")
    told: list[tuple[str, int, int]] = []
    read_badge_folder(tmp_path, progress=lambda stage, done, of: told.append((stage, done, of)))
    assert [one for one in told if one[0] == "opened"] == [("opened", number, 3) for number in (1, 2, 3)]
    assert {stage for stage, _, _ in told} == {"opened", "read"}
    assert all(0 < done <= of for _, done, of in told)


# Contexts of the district's own


def _contexts(place: Path, contexts: dict[str, object]) -> Path:
    folder = place / "contexts"
    folder.mkdir(parents=True)
    names = {address: f"{number}.json" for number, address in enumerate(contexts)}
    (folder / "contexts.json").write_text(json.dumps(names), encoding="utf-8")
    for address, name in names.items():
        (folder / name).write_text(json.dumps(contexts[address]), encoding="utf-8")
    return folder


OWN = "https://district.example/terms/v1"
SIGNED = "circle_keeper.json"


def _with_context(address: str) -> bytes:
    """Return a signed sample that also names a context; its signature no longer fits, once it can be worked out."""
    document = json.loads((sample_badges_folder() / SIGNED).read_bytes())
    return json.dumps(document | {"@context": [*document["@context"], address]}).encode()


@pytest.fixture
def with_own_context(tmp_path: Path) -> Path:
    place = tmp_path / "badges"
    place.mkdir()
    (place / "badge.json").write_bytes(_with_context(OWN))
    return place


def test_a_context_that_is_not_at_hand_is_named(with_own_context: Path) -> None:
    (badge,) = read_badge_folder(with_own_context).badges
    assert badge.verification.outcome == "cannot_check"
    assert OWN in badge.verification.reason


@pytest.mark.parametrize("named", [False, True])
def test_the_folder_of_contexts_is_taken_up(with_own_context: Path, tmp_path: Path, *, named: bool) -> None:
    folder = _contexts(tmp_path if named else with_own_context, {OWN: {"@context": {}}})
    intake = read_badge_folder(with_own_context, contexts=folder if named else "")
    # Its files are no items, and the context is no longer what is missing.
    assert [item.path for item in intake.items] == ["badge.json"]
    assert OWN not in intake.badges[0].verification.reason


def test_a_context_of_ones_own_never_replaces_a_built_in_one(tmp_path: Path) -> None:
    """With the built-in terms emptied the changed badge would sign nothing that could be missed."""
    sample = sample_badges_folder() / SIGNED
    place = tmp_path / "badges"
    place.mkdir()
    shutil.copy(sample, place / "whole.json")
    document = json.loads(sample.read_bytes())
    document["credentialSubject"]["achievement"]["name"] = "Something else"
    (place / "changed.json").write_text(json.dumps(document), encoding="utf-8")
    before = {badge.name: badge.verification for badge in read_badge_folder(place).badges}
    _contexts(place, {address: {"@context": {}} for address in document["@context"]})
    after = {badge.name: badge.verification for badge in read_badge_folder(place).badges}
    assert before == after
    assert after["Something else"].outcome == "invalid"


@pytest.mark.parametrize(
    ("index", "message"),
    [
        ("[]", r"contexts\.json is no object of addresses and file names$"),
        ('{"https://a.example": 1}', r"contexts\.json is no object of addresses and file names$"),
        (
            '{"https://a.example": "../../etc/passwd"}',
            r"contexts\.json names a file outside its folder; only names of ",
        ),
        ('{"https://a.example": "gone.json"}', r"gone\.json does not exist; check the spelling$"),
        ("{", r"contexts\.json: is not JSON: "),
    ],
)
def test_a_folder_of_contexts_that_cannot_be_used(with_own_context: Path, index: str, message: str) -> None:
    folder = _contexts(with_own_context, {})
    (folder / "contexts.json").write_text(index, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_badge_folder(with_own_context)
    assert "\n" not in caught.value.message


def test_a_file_that_fails_while_it_is_read_is_told_without_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "canary-person.json").write_bytes(b"{}")

    def broken(_: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    (finding,) = read_badge_folder(tmp_path).findings
    assert finding.message == "The file could not be opened: cannot read it: Input/output error."
