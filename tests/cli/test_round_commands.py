"""The leader's steps on the command line: show a round, open the next, in an order that leaks nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rubric_kit import read_badge_folder, read_rubric
from rubric_kit.cli import main
from rubric_kit.model import Entry, EntryKind
from rubric_kit.workspace import sample_badges_folder
from rubric_kit.workspace.district import open_workspace
from rubric_kit.workspace.store import new_entry, open_store, read_entries

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def start(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(one) for one in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return start


@pytest.fixture
def place(tmp_path: Path, run: Run) -> Path:
    folder = tmp_path / "district"
    assert run("new", folder, "--title", "Synthetic")[0] == 0
    shutil.copyfile(sample_badges_folder() / "padlet_hobby.json", folder / "badges" / "one.json")
    people = open_workspace(folder).people
    assert people is not None
    people.write_text("code,team,name\nr1,team-1,\nr2,team-1,\n", encoding="utf-8")
    return folder


def answers(place: Path, rater: str) -> list[Entry]:
    workspace = open_workspace(place)
    rubric, badge = read_rubric(workspace.rubric), read_badge_folder(workspace.badges).badges[0]
    shared = {"badge": badge.key, "rubric": rubric.fingerprint, "wording": rubric.wording_fingerprint}
    return [new_entry(EntryKind.RATING, rater, criterion=one.id, level=one.levels[1].id, **shared) for one in rubric.criteria]


def save(file: str | Path, entries: list[Entry]) -> None:
    with open_store(file) as store:
        store.append(entries)


def test_a_round_is_shown_and_the_next_one_opened(place: Path, run: Run) -> None:
    ratings = open_workspace(place).ratings
    save(ratings, answers(place, "r1"))
    refused = run("ratings", "open-round", "-w", place)
    assert refused == (1, "", "rubric-kit: show what was said in round 1 first; then open the next round\n")
    shown = run("ratings", "reveal", "-w", place, "--leader", "lead-2")
    assert shown == (0, "Round 1 is shown. 1 of 2 are done. Not yet: team-1: 1 of 2 in.\n", "")
    again = run("ratings", "reveal", "-w", place)
    assert again == (1, "", "rubric-kit: round 1 is shown already\n")
    opened = run("ratings", "open-round", "-w", place)
    assert opened == (0, "Round 2 is open, on version 1 of Outside badges: a starter rubric.\n", "")
    steps = [one.entry for one in read_entries(ratings).entries if one.entry.kind in (EntryKind.REVEAL, EntryKind.ROUND)]
    assert [(one.kind, one.round, one.rater) for one in steps] == [("reveal", 1, "lead-2"), ("round", 2, "lead")]


def test_the_next_round_can_be_on_another_version(place: Path, run: Run, tmp_path: Path) -> None:
    workspace = open_workspace(place)
    save(workspace.ratings, answers(place, "r1"))
    assert run("ratings", "reveal", "-w", place)[0] == 0
    plain = json.loads(Path(workspace.rubric).read_text(encoding="utf-8"))
    plain["criteria"][0]["levels"][1]["descriptor"] = "The badge names one topic."
    (tmp_path / "changed.json").write_text(json.dumps(plain), encoding="utf-8")
    assert run("rubric", "publish", tmp_path / "changed.json", workspace.rubric)[0] == 0
    opened = run("ratings", "open-round", "-w", place, "--version", workspace.rubric)
    assert opened == (0, "Round 2 is open, on version 2 of Outside badges: a starter rubric.\n", "")


def test_nothing_is_shown_before_anybody_has_answered(place: Path, run: Run) -> None:
    code, out, error = run("ratings", "reveal", "-w", place)
    assert (code, out) == (1, "")
    assert error == "rubric-kit: nobody has answered yet, so there is nothing to show; look again when answers are in\n"


def test_a_table_cannot_be_led(place: Path, run: Run, tmp_path: Path) -> None:
    workspace = open_workspace(place)
    code, _, error = run(
        *("ratings", "reveal", "--rubric", workspace.rubric, "--badges", workspace.badges),
        *("--ratings", tmp_path / "table.csv"),
    )
    assert code == 1
    assert error == (
        "rubric-kit: table.csv is a table; a round is led in a database, which `rubric-kit ratings merge` makes of it\n"
    )


def test_a_team_that_practised_the_reveal_shows_nobody_elses_answers(place: Path, run: Run, tmp_path: Path) -> None:
    ratings = open_workspace(place).ratings
    save(ratings, answers(place, "r1"))
    team = tmp_path / "team.db"
    practised = [
        *answers(place, "r2"),
        new_entry(EntryKind.REVEAL, "lead"),
        new_entry(EntryKind.ROUND, "lead", round=2, rubric="1" * 64),
    ]
    save(team, practised)
    code, out, error = run("ratings", "merge", ratings, team)
    assert code == 0
    assert "round 1 shown, round 2 opened" in out + error
    assert "RKS006" in out + error
    kinds = {one.entry.kind for one in read_entries(ratings).entries}
    assert kinds == {EntryKind.RATING}
    assert {one.entry.rater for one in read_entries(ratings).entries} == {"r1", "r2"}
    # A copy of the leader's own log brings its steps along when asked to; from then on they are known.
    assert "RKS006" not in "".join(run("ratings", "merge", ratings, team, "--steps")[1:])
    assert "RKS006" not in "".join(run("ratings", "merge", ratings, team)[1:])
    assert {one.entry.kind for one in read_entries(ratings).entries} == {EntryKind.RATING, EntryKind.REVEAL, EntryKind.ROUND}
