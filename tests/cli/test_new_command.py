"""`rubric-kit new`, and a workspace behind the commands: what it makes works where it lies and wherever it is copied."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit import workbench
from rubric_kit.authoring import starter_rubric
from rubric_kit.reports import RenderedReport
from rubric_kit.workspace import new_workspace, notebooks_folder, sample_badges_folder, sample_ratings_file, write_rubric

Say = Callable[..., Any]
"""Runs the command line; see conftest.py."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace with samples, to read only."""
    folder = tmp_path_factory.mktemp("districts") / "ours"
    new_workspace(folder, title="Bridgewater Schools", samples=True)
    return folder


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# Making one


def test_new_says_where_the_readme_is_and_how_to_open_it(say: Say, tmp_path: Path) -> None:
    place = tmp_path / "our district"
    said = say("new", place, "--title", "Bridgewater", "--starter", "staff-pd")
    assert said == (0, f"{place / 'README.md'}\nOpen it with: rubric-kit lab '{place}'\n", "")
    assert (place / "rubrics" / "staff-pd.json").is_file()
    again = say("new", place)
    message = f"rubric-kit: {place} is a workspace already; nothing was changed, name a new folder\n"
    assert again == (1, "", message)


def test_an_empty_one_says_what_to_do_first(say: Say, tmp_path: Path) -> None:
    place = tmp_path / "ours"
    say("new", place)
    message = f"rubric-kit: {place / 'badges'} holds no files to read; put badge files (JSON, PNG, SVG) into it\n"
    assert say("score", "-w", place) == (1, "", message)
    shutil.copy(sample_badges_folder() / "padlet_hobby.json", place / "badges")
    how = "rate in notebook 03 (`rubric-kit lab`), or bring answers in with `rubric-kit ratings merge` or `ratings key`"
    for command in (("score",), ("report", "comparison", "-o", tmp_path / "x.html")):
        assert say(*command, "-w", place) == (1, "", f"rubric-kit: ratings.db holds no rating yet; {how}\n")
    assert not (tmp_path / "x.html").exists()


# Commands take it


@pytest.mark.parametrize(
    "command",
    [
        ("score",),
        ("compare",),
        ("suggest",),
        ("weights", "all"),
        ("score", "--json"),
    ],
)
def test_a_workspace_with_samples_gives_what_the_samples_give(
    say: Say, made: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    rubric = tmp_path / "rubric.json"
    write_rubric(rubric, starter_rubric())
    files = {"--rubric": rubric, "--badges": sample_badges_folder(), "--ratings": sample_ratings_file()}
    if command == ("suggest",):
        del files["--ratings"]
    named = say(*command, *(part for pair in files.items() for part in pair))
    taken = say(*command, "--workspace", made)
    assert named.code == 0
    assert taken == named


def test_it_is_found_from_a_folder_inside_and_told_on_standard_error(
    say: Say, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made / "notebooks")
    told = f"workspace: Bridgewater Schools ({made.resolve()})\n"
    found = say("score", "--json")
    named = say("score", "--json", "-w", made)
    assert (found.code, found.error, named.error) == (0, told, "")
    assert json.loads(found.out) == json.loads(named.out)
    assert say("rubric", "check").error.startswith(told)
    assert say("rubric", "policy").out == say("rubric", "policy", made / "rubrics" / "outside-badges.json").out


def test_what_is_named_wins(say: Say, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)
    shutil.copy(sample_badges_folder() / "padlet_hobby.json", tmp_path)
    said = say("score", "--badges", tmp_path, "--json")
    assert len(json.loads(said.out)["decisions"]) == 1
    assert said.lines[0].startswith("workspace: Bridgewater Schools (")
    everything = ("--rubric", "rubrics/outside-badges.json", "--badges", "badges", "--ratings", "ratings/ratings.db")
    assert say("score", *everything).lines[0].startswith("error RKB")


def test_outside_of_a_workspace_there_are_the_samples_and_never_mixed_with_files(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = say("score")
    assert said.code == 0
    assert said.lines[0] == "workspace: The kit's samples"
    write_rubric(tmp_path / "ours.json", starter_rubric())
    assert (
        say("score", "--rubric", "ours.json").error == "rubric-kit: Missing option '--badges'. See `rubric-kit score --help`.\n"
    )
    for command in ("check", "policy", "versions"):
        message = "or a workspace with --workspace. See `rubric-kit rubric"
        said = say("rubric", command)
        assert said.code == 2
        assert said.error.startswith("rubric-kit: Missing argument 'FILE'. Name ")
        assert message in said.error
    assert say("badges").error == "rubric-kit: Name badge files, or a folder of them. See `rubric-kit badges --help`.\n"


def test_a_folder_that_is_no_workspace(say: Say, tmp_path: Path) -> None:
    message = f"rubric-kit: {tmp_path} is no workspace: it holds no district.toml; `rubric-kit new {tmp_path}` makes one\n"
    for command in (("score",), ("badges",), ("rubric", "check"), ("ratings", "list"), ("report", "comparison", "-o", "x.html")):
        assert say(*command, "-w", tmp_path) == (1, "", message)


def test_badges_are_read_with_the_packs_of_the_workspace(say: Say, made: Path, tmp_path: Path) -> None:
    plain = json.loads(say("badges", "--json", sample_badges_folder()).out)
    ours = json.loads(say("badges", "--json", "-w", made).out)
    assert ours == plain
    place = tmp_path / "ours"
    shutil.copytree(made, place)
    for pack in (place / "frameworks").glob("*.json"):
        pack.unlink()
    shutil.copy(place / "rubrics" / "outside-badges.json", place / "frameworks" / "state.json")
    said = say("badges", "-w", place)
    assert (said.code, said.error.count("\n")) == (1, 1)
    assert "state.json is no CASE package" in said.error


def test_publishing_and_sending_out_the_rubric_of_the_workspace(say: Say, made: Path, tmp_path: Path) -> None:
    place = tmp_path / "ours"
    shutil.copytree(made, place)
    changed = starter_rubric().plain() | {"audience": "Everybody"}
    (tmp_path / "changed.json").write_text(json.dumps(changed), encoding="utf-8")
    said = say("rubric", "publish", tmp_path / "changed.json", "-w", place)
    assert said.out.startswith("outside-badges.json holds version 2 now; it is also kept as outside-badges.v2.json.")
    assert [line.split()[0] for line in say("rubric", "versions", "-w", place).out.splitlines()] == ["version", "1", "2"]
    assert say("rubric", "export", "-w", place, "--format", "case", "-o", tmp_path / "out.json").code == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["CFDocument"]["version"] == "2"


def test_a_copy_on_a_stick_gives_the_same_to_the_last_byte(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, stick = tmp_path / "ours", tmp_path / "another name" / "copy of ours"
    new_workspace(place)
    for name in ("padlet_association.json", "padlet_hobby.json", "coding_club_private.json"):
        shutil.copy(sample_badges_folder() / name, place / "badges")
    say("ratings", "merge", place / "ratings" / "ratings.db", sample_ratings_file(), "-w", place)
    shutil.copytree(place, stick)
    dated = ("-p", "as_of", "2026-11-28")
    score = say("score", "--workspace", place, "--json")
    assert score.code == 0
    assert say("score", "--workspace", stick, "--json").out == score.out
    assert say("report", "comparison", "-w", place, *dated, "-o", tmp_path / "report.html").code == 0
    monkeypatch.chdir(stick / "reports")
    assert say("report", "comparison", *dated, "-o", "report.html").code == 0
    for name in ("report.html", "report.manifest.json"):
        assert sha256(stick / "reports" / name) == sha256(tmp_path / name)
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert str(tmp_path) not in text
        assert "ratings.db" not in text


def test_a_report_of_a_workspace_needs_nothing_more(say: Say, made: Path, tmp_path: Path) -> None:
    out = tmp_path / "rubric.html"
    assert say("report", "rubric", "-w", made, "-o", out).out == f"{out}\n{tmp_path / 'rubric.manifest.json'}\n"
    refused = say("report", "comparison", "-w", made, "-o", made / "badges" / "report.html")
    assert refused.error.endswith("is one of the report's own inputs, or lies among them; name another file\n")


def test_lab_and_demo_open_the_notebooks_of_a_workspace(
    say: Say, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "ours"
    shutil.copytree(made, place)
    (place / "notebooks" / "00_start_here.ipynb").unlink()
    opened = []

    def open_lab(folder: Path, *, port: int) -> int:
        opened.append((folder, port))
        return 0

    def sample_report(folder: Path, *, progress: bool) -> RenderedReport:
        assert not progress or folder.is_dir()
        return RenderedReport(folder / "sample.html", folder / "sample.manifest.json")

    monkeypatch.setattr(workbench, "open_lab", open_lab)
    monkeypatch.setattr(workbench, "sample_report", sample_report)
    assert say("lab", place, "--no-report").code == 0
    assert opened == [((place / "notebooks").resolve(), 8888)]
    # A notebook that the workspace lacks is brought in.
    shipped = notebooks_folder() / "00_start_here.ipynb"
    assert (place / "notebooks" / "00_start_here.ipynb").read_bytes() == shipped.read_bytes()
    monkeypatch.chdir(place / "rubrics")
    told = f"workspace: Bridgewater Schools ({place.resolve()})\n"
    assert say("demo") == (0, f"{place.resolve() / 'notebooks' / 'sample.html'}\n", told)
