"""J11: a school without a network works from a copy on a stick; its paper sheets are keyed in, and everything comes out the same.

The suite runs without a network anyway: pytest-socket lets nothing past this machine. Everything here is synthetic.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rubric_kit import RateBadges, read_badge_folder, read_rubric
from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.workspace import sample_badges_folder
from rubric_kit.workspace.district import open_workspace

FILES = ("padlet_association.json", "padlet_hobby.json", "paddle_badge.json", "media_circle_member.json")
RATERS = ("rater-a", "rater-b")
# What stands on paper: a level counted from 1, "?" cannot tell, "w" withheld, "n" does not apply.
MARKS = ("4", "3", "?", "2", "w", "1", "n", "3", "2", "4", "1")
GUT = ("a", "u", "n")


@pytest.fixture
def place(tmp_path: Path, say: Callable[..., str]) -> Path:
    folder = tmp_path / "school"
    say("new", folder, "--title", "Synthetic school")
    for name in FILES:
        shutil.copyfile(sample_badges_folder() / name, folder / "badges" / name)
    return folder


def on_paper(rubric: Rubric, badges: tuple[Badge, ...]) -> dict[tuple[str, str], dict[str, str]]:
    """The marks of each sheet by rater and badge; each criterion's levels are counted from 1."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    draw = 0
    for rater in RATERS:
        for badge in badges:
            sheet = found[rater, badge.key] = {}
            for criterion in rubric.criteria:
                mark = MARKS[draw % len(MARKS)]
                sheet[criterion.id] = str(min(int(mark), len(criterion.levels))) if mark.isdigit() else mark
                draw += 1
    return found


def answer_of(rubric: Rubric, criterion: str, mark: str) -> str:
    states = {"?": RatingState.UNKNOWN, "w": RatingState.WITHHELD, "n": RatingState.NOT_APPLICABLE}
    return str(states[mark]) if mark in states else rubric.criterion(criterion).levels[int(mark) - 1].id


def everything(folder: Path, say: Callable[..., str], out: Path) -> dict[str, str]:
    """Run what a school runs, and hash what comes out."""
    say("report", "comparison", "-w", folder, "-p", "as_of", "2026-11-28", "-o", out / "comparison.html")
    say("report", "rating_round", "-w", folder, "-p", "as_of", "2026-11-28", "-o", out / "round.html")
    made = {name: (out / name).read_bytes() for name in ("comparison.html", "round.html")}
    made["score"] = say("score", "-w", folder, "--json").encode()
    made["agreement"] = say("ratings", "agreement", "-w", folder, "--json").encode()
    return {name: hashlib.sha256(one).hexdigest() for name, one in made.items()}


def test_a_copy_on_a_stick_gives_the_same_to_the_last_byte(place: Path, say: Callable[..., str], tmp_path: Path) -> None:
    workspace = open_workspace(place)
    rubric, badges = read_rubric(workspace.rubric), read_badge_folder(workspace.badges).badges
    assert len(badges) == len(FILES)
    sheets = on_paper(rubric, badges)

    # The sheets are printed, filled in by hand, and keyed from a table.
    say("ratings", "sheet", "-w", place, "-o", tmp_path / "sheets.html")
    printed = (tmp_path / "sheets.html").read_text(encoding="utf-8")
    assert all(criterion.name in printed for criterion in rubric.criteria)
    keyed = tmp_path / "keyed.csv"
    with keyed.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("rater", "badge", "gut", *(one.id for one in rubric.criteria)))
        for at, ((rater, badge), sheet) in enumerate(sheets.items()):
            table.writerow((rater, badge[:12], GUT[at % 3], *sheet.values()))
    first = say("ratings", "key", keyed, "-w", place)
    second = say("ratings", "key", keyed, "-w", place)
    assert f"{len(sheets) * (len(rubric.criteria) + 1)}" in first
    assert first != second

    # The whole folder goes onto a stick, and from there to the machine without a network.
    stick = tmp_path / "stick" / "school copy é"
    shutil.copytree(place, stick)
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir()
    here.mkdir()
    assert everything(place, say, here) == everything(stick, say, there)

    # Whoever rated on a screen instead of on paper comes to the same decisions.
    screen = tmp_path / "screen"
    say("new", screen, "--title", "Synthetic school")
    for name in FILES:
        shutil.copyfile(sample_badges_folder() / name, screen / "badges" / name)
    for rater in RATERS:
        desk = RateBadges(rubric, badges, rater=rater, save_to=open_workspace(screen).ratings, gut_first=False)
        for badge in badges:
            for criterion, mark in sheets[rater, badge.key].items():
                desk.rate(criterion, answer_of(rubric, criterion, mark), badge=badge.key)
        desk.close()
    scores = [json.loads(say("score", "-w", folder, "--json"))["decisions"] for folder in (stick, screen)]
    assert scores[0] == scores[1]
