"""A district's folder: made whole or not at all, the same wherever it is copied, and nothing in it leads outside."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rubric_kit.authoring import starter_names, starter_rubric
from rubric_kit.errors import InputError, RecordError
from rubric_kit.intake.frameworks import shipped_frameworks
from rubric_kit.workspace import (
    new_folder,
    new_workspace,
    notebooks_folder,
    open_workspace,
    read_frameworks,
    read_review,
    read_rubric,
    sample_badges_folder,
    sample_ratings_file,
)
from rubric_kit.workspace.district import find_workspace, is_workspace
from rubric_kit.workspace.store import read_entries


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return new_workspace(tmp_path / "ours", title="Bridgewater Schools").folder or tmp_path


def rewrite(place: Path, old: str, new: str) -> None:
    file = place / "district.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# Making one


def test_a_new_workspace_holds_what_its_readme_names(place: Path) -> None:
    readme = (place / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# Bridgewater Schools\n")
    named = re.findall(r"^\| `([\w./]+)` \|", readme, re.MULTILINE)
    assert {one.partition("/")[0] for one in named} == {one.name for one in place.iterdir()} - {"README.md"}
    # There is no copy of a database that holds nothing yet.
    assert [one for one in named if not (place / one).exists()] == ["ratings/backups/"]
    assert read_rubric(place / "rubrics" / "outside-badges.json") == starter_rubric()
    assert (place / "ratings" / "people.csv").read_text(encoding="utf-8") == "code,team,name\n"
    assert read_entries(place / "ratings" / "ratings.db").entries == ()
    assert [one.name for one in (place / "badges").iterdir()] == ["README.md"]


def test_its_framework_packs_are_those_of_the_kit(place: Path) -> None:
    packages = open_workspace(place).packages
    read = {one.title: len(one.items) for one in read_frameworks(*packages)}
    assert read == {one.title: len(one.items) for one in shipped_frameworks()}


def test_its_notebooks_are_those_of_the_kit(place: Path) -> None:
    shipped = {one.relative_to(notebooks_folder()) for one in notebooks_folder().glob("[0-9]*.ipynb")}
    assert shipped
    for name in shipped:
        assert (place / "notebooks" / name).read_bytes() == (notebooks_folder() / name).read_bytes()


@pytest.mark.parametrize("starter", starter_names()[:2])
def test_it_begins_with_the_starter_that_was_chosen(tmp_path: Path, starter: str) -> None:
    made = new_workspace(tmp_path / "ours", starter=starter)
    assert made.title == "ours"
    assert read_rubric(made.rubric) == starter_rubric(starter)


def test_with_samples_it_decides_as_the_samples_do(tmp_path: Path) -> None:
    made = new_workspace(tmp_path / "ours", samples=True)
    review, samples = read_review(made.rubric, made.badges, made.ratings), read_review()
    assert review.answers == samples.answers
    assert review.labels == samples.labels


def test_samples_beside_another_rubric_bring_no_ratings(tmp_path: Path) -> None:
    made = new_workspace(tmp_path / "ours", starter="staff-pd", samples=True)
    assert len(list(Path(made.badges).glob("*.json"))) > 10
    assert read_entries(made.ratings).entries == ()


def test_an_empty_folder_is_taken_and_a_title_needs_no_escape(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    title = 'The "Bay" \\ d\u00edstrict # 1\x7f'
    made = new_workspace(tmp_path / "ours", title=title)
    assert made.title == open_workspace(tmp_path / "ours").title == title


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda path: (path.mkdir(), (path / "note.txt").touch()), r"ours is not empty; nothing was changed, name a new folder$"),
        (lambda path: path.touch(), r"ours is a file; name a new folder$"),
        (new_workspace, r"ours is a workspace already; nothing was changed, name a new folder$"),
    ],
)
def test_what_is_there_is_left_alone(tmp_path: Path, prepare: Callable[[Path], object], message: str) -> None:
    prepare(tmp_path / "ours")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match=message):
        new_workspace(tmp_path / "ours")
    assert sorted(tmp_path.rglob("*")) == before


def test_the_folder_one_is_in_is_not_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"^\. is the folder you are in; name a new folder inside it$"):
        new_workspace(".")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"starter": "ours"}, InputError, r"^no starter rubric is called 'ours'; known are: outside-badges, "),
        ({"title": "x" * 401}, RecordError, r"^the title: title: "),
        ({"title": "bell\x07"}, RecordError, r"holds the control character U\+0007"),
    ],
)
def test_a_wrong_wish_leaves_nothing_behind(
    tmp_path: Path, options: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        new_workspace(tmp_path / "ours", **options)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("at", [1, 5, 12, 20])
def test_a_failure_in_the_middle_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    written = []
    write_file = new_folder.write_file

    def fail(path: Path, data: bytes) -> None:
        written.append(path)
        if len(written) == at:
            raise OSError(28, "No space left on device")
        write_file(path, data)

    monkeypatch.setattr(new_folder, "write_file", fail)
    (tmp_path / "ours").mkdir()
    with pytest.raises(InputError, match=r"ours: No space left on device; nothing was made$"):
        new_workspace(tmp_path / "ours")
    assert len(written) == at
    assert [(one.name, list(one.iterdir())) for one in tmp_path.iterdir()] == [("ours", [])]


def test_a_place_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^cannot make .*ours: No such file or directory$"):
        new_workspace(tmp_path / "nowhere" / "ours")


# Opening one


def test_without_a_workspace_there_are_the_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    samples = open_workspace()
    assert samples.is_sample
    assert (samples.folder, samples.rubric, samples.frameworks, samples.people) == (None, "", None, None)
    assert (samples.badges, samples.ratings) == (sample_badges_folder(), str(sample_ratings_file()))
    assert (samples.rubric_to_save, samples.store, samples.packages) == (Path("my_rubric.json"), "my_ratings.db", ())
    assert samples.roster() == ()
    ours = open_workspace(rubric="ours.json")
    assert (ours.rubric, ours.rubric_to_save, ours.badges) == ("ours.json", Path("my_rubric.json"), samples.badges)


def test_the_samples_as_a_workspace_are_the_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    place = open_workspace()
    named, samples = read_review(place.rubric, place.badges, place.ratings), read_review()
    for part in ("rubric", "badges", "ratings", "answers", "labels", "badge_findings", "rating_findings"):
        assert getattr(named, part) == getattr(samples, part)


def test_it_is_found_upwards_and_what_was_named_wins(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place / "notebooks" / "reports")
    assert find_workspace() == place.resolve()
    found = open_workspace(badges="mine", ratings="mine.csv")
    assert (found.title, found.is_sample) == ("Bridgewater Schools", False)
    assert found.rubric == found.rubric_to_save == place.resolve() / "rubrics" / "outside-badges.json"
    assert (found.badges, found.ratings) == ("mine", "mine.csv")
    assert open_workspace().store == open_workspace().ratings == str(place.resolve() / "ratings" / "ratings.db")
    monkeypatch.chdir(place.parent)
    assert find_workspace() is None


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ours is no workspace: it does not exist; `rubric-kit new .*ours` makes one$"):
        open_workspace(tmp_path / "ours")
    with pytest.raises(InputError, match=r" is no workspace: it holds no district\.toml; `rubric-kit new "):
        open_workspace(tmp_path)
    assert not is_workspace(tmp_path)


def test_an_address_stands_for_the_ratings(place: Path) -> None:
    rewrite(place, '"ratings/ratings.db"', '"postgresql://us:pw@server/district"')
    assert open_workspace(place).ratings == "postgresql://us:pw@server/district"


def test_a_roster_and_packs_that_are_not_there_are_no_fault(place: Path) -> None:
    (place / "ratings" / "people.csv").unlink()
    shutil.rmtree(place / "frameworks")
    found = open_workspace(place)
    assert (found.people, found.frameworks, found.roster(), found.packages) == (None, None, (), ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "format = 1",
            "format = 7",
            r"has format 7 and this rubric_kit reads 1; nothing was changed, install a newer rubric_kit$",
        ),
        ("format = 1", "format = 0", r"district\.toml: format: "),
        ("format = 1\n", "", r"district\.toml: "),
        ("title =", "titel =", r"unknown field 'titel'; known are: format, title, rubric"),
        ('badges = "badges"', "badges = [", r"cannot be read: .*\(at line \d+, column \d+\); mend that line"),
        (
            '"badges"',
            '"../badges"',
            r"district\.toml, badges: '\.\./badges' leads out of the workspace; give a path inside it, such as badges$",
        ),
        ('"rubrics/outside-badges.json"', '"/etc/passwd"', r"rubric: '/etc/passwd' leads out .* such as rubrics/ours\.json$"),
        ('"ratings/ratings.db"', '"C:/ratings.db"', r"ratings: 'C:/ratings\.db' leads out of the workspace"),
        ('"ratings/ratings.db"', '"mysql://h/db"', r"ratings: 'mysql://h/db' leads out of the workspace"),
        ('"reports"', '"sub/../../x"', r"reports: 'sub/\.\./\.\./x' leads out of the workspace"),
        ('"ratings/people.csv"', "'ratings\\people.csv'", r"people: .* is written with a backslash; write folders with /$"),
        ('"frameworks"', '"fr\\u0000me"', r"control character U\+0000"),
    ],
)
def test_a_district_file_that_cannot_be_used(place: Path, old: str, new: str, message: str) -> None:
    rewrite(place, old, new)
    with pytest.raises((InputError, RecordError), match=message) as caught:
        open_workspace(place)
    assert "\n" not in caught.value.message


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_does_not_lead_out_either(place: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(place / "badges")
    (place / "badges").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match=r"badges: 'badges' leads out of the workspace"):
        open_workspace(place)


def test_bytes_that_are_no_text(place: Path) -> None:
    (place / "district.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(InputError, match=r"district\.toml is not UTF-8 text; save it as UTF-8"):
        open_workspace(place)


def test_no_file_of_it_names_this_machine(tmp_path: Path) -> None:
    made = new_workspace(tmp_path / "ours", samples=True)
    here = str(tmp_path).encode()
    assert made.folder is not None
    files = [one for one in made.folder.rglob("*") if one.is_file()]
    assert len(files) > 60
    assert [one for one in files if here in one.read_bytes()] == []
