"""J10: somebody who already has a rubric pastes it, answers one question, mends it, uses it, and takes it elsewhere and back.

An assistant principal copies a grid from a spreadsheet: four criteria, five levels from low to high, weights as "x2", a heading
merged over the levels. All of it is synthetic.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from rubric_kit.authoring.exchange import FORMATS
from rubric_kit.model import Rubric
from rubric_kit.workspace import read_badge_folder, read_rubric

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
EDITOR = ".rk-edit-rubric"
GRID = """\
Badges our staff bring in\t\t\t\t\t\t
\t\tHow far the badge goes\t\t\t\t
What we look for\tCounts\tSpark\tFlame\tCampfire\tLantern\tLighthouse
Requirements\tx2\tThe badge lists no task.\tThe badge lists one task.\tThe badge lists two tasks.\t\
The badge lists two tasks and says what counts as done.\tThe badge lists excellent tasks and/or a test.
Evidence\tx3\tNo work is shown.\tThe badge says that work was handed in.\tOne piece of work can be seen.\t\
One piece of work and a comment on it can be seen.\tSeveral pieces of good work and a comment on each can be seen.
Issuer\tx1\tNo issuer is named.\tAn issuer is named.\tAn issuer and a way to reach it are named.\t\
The issuer usually says who judged the work.\tThe issuer says who judged the work, and another organisation endorses the badge.
Use with students\tx2\tStudents are not mentioned.\tStudents are mentioned.\tA plan for use with students is asked for.\t\
Use with students is asked for.\tUse with students and student work from it are asked for.
"""
# x2 x3 x1 x2 are 8 parts: 25, 37.5, 12.5 and 25 of 100. Levels count 0 to 4, so a level is worth a quarter of the weight.
RATED = {
    "circle_keeper.json": ("Restorative Circle Keeper", (4, 4, 4, 4), "100.0", "Accept"),
    # 18.75 + 28.125 + 9.375 + 18.75 = 75
    "micro_credential_reading.json": ("Micro-credential: Close Reading in Science", (3, 3, 3, 3), "75.0", "Accept"),
    # 12.5 + 28.125 + 6.25 + 18.75 = 65.625, told as 65.6
    "classroom_application.json": ("Student Feedback in Use", (2, 3, 2, 3), "65.6", "Accept"),
    # 18.75 + 18.75 + 12.5 + 6.25 = 56.25, told as 56.2
    "media_circle_member.json": ("Media Circle Member", (3, 2, 4, 1), "56.2", "Keep in the story"),
    # 25 + 0 + 6.25 + 0 = 31.25, told as 31.2
    "tool_knowledge_exam.json": ("Slatewing Certified Educator, Stage 1", (4, 0, 2, 0), "31.2", "Keep in the story"),
    # 0 + 9.375 + 3.125 + 0 = 12.5
    "paddle_badge.json": ("Paddle Badge", (0, 1, 1, 0), "12.5", "Keep in the story"),
}
ASK = """
import json
print(json.dumps(editor.draft))
"""


@pytest.fixture
def folder(lab: Any) -> Path:
    """Notebook 01 as it comes, in a folder of its own, with one more cell that says what the kernel holds."""
    place: Path = lab.folder / "j10"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    notebook = nbformat.read(ROOT / "notebooks" / "01_build_rubric.ipynb", as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(ASK))
    nbformat.write(notebook, place / "01_build_rubric.ipynb")
    return place


@pytest.fixture
def desk(open_notebook: Callable[..., Any], folder: Path) -> Any:  # noqa: ARG001 - the folder must be there first
    notebook = open_notebook("j10/01_build_rubric.ipynb", height=2400)
    notebook.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    notebook.run_all()
    expect(notebook.page.locator(EDITOR)).to_be_visible(timeout=30_000)
    return notebook


def part(desk: Any) -> Locator:
    return desk.page.locator(EDITOR)


def notice(desk: Any) -> Locator:
    return part(desk).locator(".rk-notice")


def brought(desk: Any) -> Locator:
    return part(desk).get_by_role("region", name="What was read")


def draft(desk: Any) -> dict[str, Any]:
    """Ask the kernel for the draft it holds."""
    last = desk.code_cells - 1
    desk.run_cell(last)
    held: dict[str, Any] = json.loads(desk.output(last))
    return held


def paste(desk: Any, text: str) -> None:
    """Paste as a person does: what a spreadsheet has put on the clipboard."""
    part(desk).locator("summary", has_text="Bring in a rubric").click()
    desk.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    part(desk).get_by_label("Paste a grid from a spreadsheet or a document").click()
    desk.page.keyboard.press("Control+v")
    part(desk).get_by_role("button", name="Read what was pasted").click()


def test_from_paste_to_re_import(desk: Any, folder: Path) -> None:
    paste(desk, GRID)
    _read_how_it_was_understood(desk)
    _mend_what_the_checks_find(desk)
    part(desk).get_by_role("button", name="Publish as version 1").click()
    expect(notice(desk)).to_contain_text("Version 1 is published and saved in my_rubric.json.")
    published = read_rubric(folder / "my_rubric.json")
    _score_six_badges(published, folder)
    losses = _take_it_to_canvas(desk, published, folder)
    _take_it_to_case(desk, folder)
    # Back from CASE: equal in everything.
    assert _bring_back(desk, folder / "my_rubric.case.json") == published.plain()
    # Back from Canvas: equal in everything but what was listed, and all that was listed differs.
    back = _bring_back(desk, folder / "my_rubric.canvas.csv")
    assert {place for place, _ in losses} == set(differing(published.plain(), back))
    assert desk.axe(EDITOR) == []
    assert desk.errors == []


def _read_how_it_was_understood(desk: Any) -> None:
    told = brought(desk).locator(".rk-told li")
    for words in (
        "The title stands in A1: Badges our staff bring in.",
        "Criteria stand in rows, levels in columns.",
        "The lowest level comes first, which is a guess.",
        "Levels from low to high: Spark (0), Flame (1), Campfire (2), Lantern (3), Lighthouse (4).",
        "Weights, of 100: Requirements 25, Evidence 37.5, Issuer 12.5, Use with students 25.",
    ):
        expect(told.filter(has_text=words)).to_have_count(1)
    question = brought(desk).get_by_role("group", name="Which level comes first, the lowest or the highest?")
    # At most one question, whatever else there is to look at.
    expect(brought(desk).locator("fieldset:visible")).to_have_count(1)
    question.get_by_role("radio", name="The lowest level comes first").focus()
    # Changed one's mind and back: each answer is read anew.
    question.get_by_role("radio", name="The highest level comes first").check()
    expect(told.filter(has_text="Levels from low to high: Lighthouse (0)")).to_have_count(1)
    question.get_by_role("radio", name="The lowest level comes first").check()
    expect(told.filter(has_text="The lowest level comes first, as was answered.")).to_have_count(1)
    for width in (1280, 400):
        desk.resize(width, 2400)
        assert desk.axe(EDITOR) == []
    desk.resize(1280, 2400)
    brought(desk).get_by_role("button", name="Open in the editor").click()
    expect(notice(desk)).to_contain_text("Badges our staff bring in is open as a new rubric.")
    expect(part(desk).locator(".rk-fold")).to_have_text(
        ["1 Requirements, 25 of 100", "2 Evidence, 37.5 of 100", "3 Issuer, 12.5 of 100", "4 Use with students, 25 of 100"]
    )


def _mend_what_the_checks_find(desk: Any) -> None:
    found = part(desk).locator(".rk-total").last
    expect(found).to_have_text("The checks find 1 error, 3 warnings, 3 notes.")
    checks = part(desk).get_by_role("list", name="Checks of this criterion")
    expect(checks.get_by_role("listitem")).to_have_count(2)
    expect(checks.locator("q").first).to_have_text("and/or")
    part(desk).get_by_label("What a rater can see at level 4, Requirements").fill(
        "The badge lists three tasks or more and says what counts as done for each."
    )
    expect(found).to_have_text("The checks find 2 warnings, 3 notes.")
    # One finding is left standing, with a reason that is kept.
    part(desk).locator(".rk-fold", has_text="Issuer").click()
    checks.get_by_role("button", name="Leave it, because").click()
    expect(part(desk).locator(".rk-leave:visible input")).to_be_focused()
    desk.page.keyboard.type("The form of the issuer says usually.")
    desk.page.keyboard.press("Enter")
    expect(found).to_have_text("The checks find 1 warning, 3 notes.")


def _score_six_badges(rubric: Rubric, folder: Path) -> None:
    """Rate six sample badges with the new rubric and score them on the command line."""
    badges = folder / "badges"
    badges.mkdir()
    rows = []
    for file in RATED:
        shutil.copy(ROOT / "sample_badges" / file, badges / file)
    keys = {badge.name: badge.key for badge in read_badge_folder(badges).badges}
    for name, levels, _, _ in RATED.values():
        for criterion, place in zip(rubric.criteria, levels, strict=True):
            given = {"rater": "r1", "badge": keys[name], "criterion": criterion.id, "level": criterion.levels[place].id}
            more = {"sequence": len(rows) + 1, "state": "", "wording": rubric.wording_fingerprint}
            rows.append(given | more)
    with (folder / "ratings.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, ["sequence", "rater", "badge", "criterion", "level", "state", "wording"])
        table.writeheader()
        table.writerows(rows)
    command = [sys.executable, "-m", "rubric_kit", "score", "--rubric", "my_rubric.json", "--badges", "badges"]
    done = subprocess.run([*command, "--ratings", "ratings.csv"], cwd=folder, check=True, capture_output=True, text=True)
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    for name, _, score, outcome in RATED.values():
        assert f"{name} {score} {outcome}" in lines


def _take_it_to_canvas(desk: Any, rubric: Rubric, folder: Path) -> list[tuple[str, str]]:
    """Save as a Canvas file, read on the page what that cannot hold, and return it."""
    _save_as(desk, "canvas-csv")
    expect(notice(desk)).to_have_text("Saved as my_rubric.canvas.csv.")
    panel = part(desk).locator(".rk-fold-panel", has_text="Save in another format")
    losses = [(one.path, one.why) for one in FORMATS["canvas-csv"].write(rubric).losses]
    assert losses
    panel.locator("summary", has_text="Not in this format").click()
    for _, why in losses:
        expect(panel).to_contain_text(why)
    # Weights are folded into points: 4, 3, 2, 1 and 0 points of the levels times 37.5.
    with (folder / "my_rubric.canvas.csv").open(encoding="utf-8-sig", newline="") as file:
        evidence = list(csv.reader(file))[2]
    assert [evidence[1], *evidence[6::3]] == ["Evidence", "150", "112.5", "75", "37.5", "0"]
    assert desk.axe(EDITOR) == []
    return losses


def _take_it_to_case(desk: Any, folder: Path) -> None:
    _save_as(desk, "case")
    expect(part(desk)).to_contain_text("Saved as my_rubric.case.json. Everything is in it.")
    assert "CFRubric" in (folder / "my_rubric.case.json").read_text(encoding="utf-8")


def _save_as(desk: Any, name: str) -> None:
    panel = part(desk).locator(".rk-fold-panel", has_text="Save in another format")
    if not panel.get_by_label("Format").is_visible():
        panel.locator("summary").first.click()
    panel.get_by_label("Format").select_option(name)
    panel.get_by_role("button", name="Save as").click()


def _bring_back(desk: Any, path: Path) -> dict[str, Any]:
    """Choose a file, open what was read, and return the draft that the kernel then holds."""
    part(desk).get_by_label("or choose a file (CSV, XLSX, JSON)").set_input_files(path)
    expect(brought(desk)).to_be_visible()
    expect(brought(desk).locator("fieldset:visible")).to_have_count(0)
    brought(desk).get_by_role("button", name="Open in the editor").click()
    expect(notice(desk)).to_contain_text("is open as a new rubric.")
    return draft(desk)


def differing(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Give each place at which two drafts differ, criteria and levels side by side in their order."""
    for field, held in before.items():
        if field == "criteria":
            for one, other in zip(held, after[field], strict=True):
                yield from _differing_cells(one, other)
        elif field == "policy":
            yield from (f"policy.{name}" for name, rule in held.items() if rule != after[field][name])
        elif held != after[field]:
            yield field


def _differing_cells(one: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    where = f"criteria.{one['id']}"
    yield from (f"{where}.{name}" for name, held in one.items() if name != "levels" and held != other[name])
    for level, twin in zip(one["levels"], other["levels"], strict=True):
        yield from (f"{where}.levels.{level['id']}.{name}" for name, held in level.items() if held != twin[name])
