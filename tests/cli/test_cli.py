"""The command line: every command on the samples, and one line with the right exit code for each thing that goes wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rubric_kit import __version__, workbench
from rubric_kit.authoring import starter_names, starter_rubric
from rubric_kit.model import SCHEMAS, json_schema
from rubric_kit.reports import RenderedReport
from rubric_kit.workspace import notebooks_folder, read_badge_folder, sample_badges_folder, sample_ratings_file, write_rubric

DECLARED = "rubric, title, as_of, badges, ratings, focus, weights, past"
BADGES, RATINGS = str(sample_badges_folder()), str(sample_ratings_file())
# As root no permission stops anybody; everything has to be imported while the files can still be read.
AS_NOBODY = """
import os, sys
import rubric_kit.workspace, rubric_kit.intake, rubric_kit.scoring, rubric_kit.comparing
from rubric_kit.cli import main
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main(sys.argv[1:]))
"""


Say = Callable[..., Any]
"""Runs the command line; see conftest.py."""


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    path = tmp_path / "rubric.json"
    write_rubric(path, starter_rubric())
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder whose parents everybody may pass; pytest's own are for the owner only."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        for path in Path(name).rglob("*"):
            path.chmod(0o755)


def spoiled(rubric: Path, spoil: Callable[[dict[str, Any]], None]) -> Path:
    plain = json.loads(rubric.read_text(encoding="utf-8"))
    spoil(plain)
    path = rubric.with_name("spoiled.json")
    path.write_text(json.dumps(plain), encoding="utf-8")
    return path


# What works


def test_version_and_help(say: Say) -> None:
    assert say("--version").out == f"rubric-kit, version {__version__}\n"
    shown = say("--help")
    assert shown.code == 0
    for command in ("badges", "compare", "demo", "lab", "report", "rubric", "schema", "score", "suggest"):
        assert re.search(rf"^  {command} +\w", shown.out, re.MULTILINE)


def test_rubric_starter_then_check(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    assert say("rubric", "starter", path) == (0, f"{path}\n", "")
    checked = say("rubric", "check", path)
    count = sum(len(criterion.levels) for criterion in starter_rubric().criteria)
    whole = f"ours.json: whole. Version 1, {len(starter_rubric().criteria)} criteria, {count} levels.\n"
    looked = "29 checks: 1 finding, 0 left standing with a reason; 2 checks do not apply.\n"
    # No starter rubric can have sample words of a district's own badges.
    assert re.fullmatch(r"info RKL020 All criteria: None of the 28 levels has sample text\. .+\n", checked.error)
    assert checked[:2] == (0, f"{looked}{whole}Fingerprint {starter_rubric().fingerprint}\n")
    said = json.loads(say("rubric", "check", path, "--json").out)
    assert said["findings"] == []
    assert [one["code"] for one in said["checks"] if one["state"] == "not_applicable"] == ["RKL023", "RKL024"]
    assert say("rubric", "starter", path) == (1, "", f"rubric-kit: {path} is there already; name another file\n")


def test_suggest_shows_levels_from_facts_and_never_calls_them_ratings(say: Say, rubric: Path) -> None:
    said = say("suggest", "--rubric", rubric, "--badges", BADGES)
    assert said.code == 0
    assert said.out.splitlines()[0].split("  ")[-1].strip() == "suggested level"
    # The private badge says that its evidence is withheld; the hobby badge lists neither tasks nor evidence.
    assert re.search(r"^Coding Club: Working Program +Learning evidence +withheld$", said.out, re.MULTILINE)
    assert re.search(r"^Padlet Badge - Noel's Classroom Apps +Criteria clarity +Topic only$", said.out, re.MULTILINE)
    rows = json.loads(say("suggest", "--rubric", rubric, "--badges", BADGES, "--json").out)["suggestions"]
    assert {row["origin"] for row in rows} == {"look_for"}
    assert {row["rater"] for row in rows} == {"look-fors"}
    assert {row["criterion"] for row in rows}.isdisjoint({"locality", "mission_fit"}), "these have no look-fors"


def test_score_puts_the_best_first(say: Say, rubric: Path) -> None:
    said = say("score", "--rubric", rubric, "--badges", BADGES, "--ratings", RATINGS)
    assert said.code == 0
    head, *rows = said.out.splitlines()
    assert head.split("  ")[0] == "badge"
    found = [re.search(r"  (\d+\.\d)( to \d+\.\d)?  ", row) for row in rows]
    scores = [float(match[1]) for match in found if match and not match[2]]
    assert len(scores) > 10
    assert scores == sorted(scores, reverse=True)
    as_json = json.loads(say("score", "--rubric", rubric, "--badges", BADGES, "--ratings", RATINGS, "--json").out)
    assert len(as_json["decisions"]) == len(read_badge_folder(BADGES).badges)
    assert {"outcome", "possible", "score", "trace", "settlers", "flips"} <= set(as_json["decisions"][0])


def test_compare_takes_keys_or_a_shared_name(say: Say, rubric: Path) -> None:
    options = ("--rubric", rubric, "--badges", BADGES, "--ratings", RATINGS)
    shared = say("compare", *options)
    assert shared.code == 0
    assert (
        "Padlet Badge - Bayview Teachers' Technology Association is ahead of Padlet Badge - Noel's Classroom Apps" in shared.out
    )
    keys = [badge.handle for badge in read_badge_folder(BADGES).badges if badge.name in {"Science Fair Mentor", "Calm Classroom"}]
    chosen = say("compare", *options, *keys)
    assert chosen.code == 0
    assert "Calm Classroom  " in chosen.out.splitlines()[0]
    wrong = say("compare", *options, "0000000000")
    message = "rubric-kit: focus names badge '0000000000', which is not one of the badges that were read\n"
    assert wrong == (1, "", message)


def test_report_writes_a_page_and_a_manifest(say: Say, rubric: Path, tmp_path: Path) -> None:
    out = tmp_path / "board.html"
    inputs = ("--rubric", rubric, "--badges", BADGES, "--ratings", RATINGS)
    said = say("report", "comparison", *inputs, "-p", "title", "For the board", "-p", "as_of", "2026-11-24", "-o", out)
    assert (said.code, said.out) == (0, f"{out}\n{tmp_path / 'board.manifest.json'}\n")
    assert "<h1>For the board</h1>" in out.read_text(encoding="utf-8")
    manifest = json.loads((tmp_path / "board.manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"] == {"title": "For the board", "as_of": "2026-11-24", "focus": ""}


def test_demo_and_lab_use_the_workbench(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def sample_report(folder: Path, *, progress: bool) -> RenderedReport:
        assert progress is sys.stderr.isatty()
        return RenderedReport(folder / "sample.html", folder / "sample.manifest.json")

    def open_lab(folder: Path, *, port: int) -> int:
        opened.append((folder, port))
        return 3

    monkeypatch.setattr(workbench, "sample_report", sample_report)
    monkeypatch.setattr(workbench, "open_lab", open_lab)
    place = tmp_path / "ours"
    assert say("demo", place) == (0, f"{place / 'sample.html'}\n", "")
    assert (place / "sample_ratings.csv").is_file()
    assert say("lab", place, "--port", "9001") == (3, f"Sample report: {place / 'sample.html'}\n", "")
    assert say("lab", place, "--no-report") == (3, "", "")
    assert opened == [(place, 9001), (place, 8888)]
    assert say("lab", "--no-report").code == 3
    assert opened[-1] == (notebooks_folder(), 8888)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schema_prints_each_record(say: Say, name: str) -> None:
    said = say("schema", name)
    assert said.code == 0
    assert json.loads(said.out) == json_schema(name)
    assert json.loads(said.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_installed_command_and_the_module_are_the_same(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("rubric-kit")
    path = sample_badges_folder() / "padlet_hobby.json"
    said = [
        subprocess.run(
            [*command, "badges", str(path)], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
        ).stdout
        for command in ([str(script)], [sys.executable, "-m", "rubric_kit"])
    ]
    assert said[0] == said[1]
    assert "Noel's Classroom Apps" in said[0]


def test_output_that_nobody_reads_on_is_no_error(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m rubric_kit schema rubric | head -1"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.stderr) == ("{\n", "")


# What goes wrong: input


def _unknown_field(plain: dict[str, Any]) -> None:
    plain["colour"] = "red"


def _weights(plain: dict[str, Any]) -> None:
    plain["criteria"][0]["weight"] += 250


def _level(plain: dict[str, Any]) -> None:
    plain["policy"]["gates"][0]["at_least"] = "l7"


@pytest.mark.parametrize(
    ("spoil", "message", "checked"),
    [
        (
            _unknown_field,
            r"unknown field 'colour'; known are: id, version, parent, base, title, ",
            r"\(colour\): this field is not known here",
        ),
        # The starter's weights sum to 10,000.
        (_weights, r"weights sum to 10,250 basis points \(102\.5 of 100\); they must sum to 10,000: take away 250", "10,250"),
        (_level, r"gate '[\w-]+' names level 'l7' of '\w+', which does not exist; known are: l0, l1, l2, l3", "names level 'l7'"),
    ],
)
def test_a_rubric_that_is_not_whole(
    say: Say, rubric: Path, spoil: Callable[[dict[str, Any]], None], message: str, checked: str
) -> None:
    path = spoiled(rubric, spoil)
    said = say("score", "--rubric", path, "--badges", BADGES, "--ratings", RATINGS)
    assert (said.code, said.out, len(said.lines)) == (1, "", 1)
    assert re.match(rf"rubric-kit: spoiled\.json: {message}", said.error)
    found = say("rubric", "check", path)
    assert found.code == 1
    assert "whole" not in found.out
    assert [line[:10] for line in found.lines if line.startswith("error")] == ["error RKR0"]
    assert re.search(checked, found.lines[0])
    assert len(json.loads(say("rubric", "check", path, "--json").out)["findings"]) == 1


def test_a_rating_for_an_unknown_badge_is_told_beside_the_scores(say: Say, rubric: Path, tmp_path: Path) -> None:
    table = tmp_path / "ratings.csv"
    text = sample_ratings_file().read_text(encoding="utf-8")
    first = text.splitlines()[1].split(",")
    row = ",".join(["9999", first[1], "0" * 12, "", *first[4:6], "", "", "person", first[-1]])
    table.write_text(f"{text}{row}\n", encoding="utf-8")
    said = say("score", "--rubric", rubric, "--badges", BADGES, "--ratings", table)
    assert said.code == 0
    where = f"ratings.csv, row {len(text.splitlines()) + 1}"
    message = (
        f"warning RKT001 {where}: badge '000000000000' is not among the badges at hand. Give the key of a badge that was read."
    )
    assert message in said.lines
    table.write_text(f"{text.splitlines()[0]}\n{row}\n", encoding="utf-8")
    alone = say("score", "--rubric", rubric, "--badges", BADGES, "--ratings", table)
    start = "rubric-kit: no rating in ratings.csv fits these badges and this rubric: warning RKT001 ratings.csv, row 2: badge "
    assert (alone.code, alone.out, len(alone.lines)) == (1, "", 1)
    assert alone.error.startswith(start)


def test_an_empty_folder(say: Say, tmp_path: Path) -> None:
    place = tmp_path / "nothing"
    place.mkdir()
    message = f"rubric-kit: {place} holds no files to read; put badge files (JSON, PNG, SVG) into it\n"
    assert say("badges", place) == (1, "", message)


def test_a_folder_that_is_not_there(say: Say, tmp_path: Path) -> None:
    place = tmp_path / "badgse"
    message = f"rubric-kit: {place} does not exist; name a badge file or a folder of badge files\n"
    assert say("badges", place) == (1, "", message)


@pytest.mark.skipif(os.name == "nt", reason="permissions work differently on Windows")
def test_a_folder_without_permission(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir()
    closed.chmod(0)
    command = [sys.executable, "-c", AS_NOBODY, "badges", str(closed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    message = f"rubric-kit: {closed} may not be read: no permission for this folder\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", message)


def test_unreadable_files_are_findings_and_the_rest_is_listed(say: Say, tmp_path: Path) -> None:
    shutil.copy(sample_badges_folder() / "padlet_hobby.json", tmp_path / "a.json")
    (tmp_path / "b.json").touch()
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    said = say("badges", tmp_path)
    assert said.code == 0
    assert "Noel's Classroom Apps" in said.out
    assert said.lines[0] == "error RKB001 b.json: The file is empty. Ask the issuer or the earner for the file again."
    assert [line.split(":")[0] for line in said.lines] == ["error RKB001 b.json", "error RKB008 c.png"]


def test_only_unreadable_files_are_a_failure(say: Say, tmp_path: Path) -> None:
    (tmp_path / "b.json").touch()
    said = say("badges", tmp_path)
    assert said.code == 1
    assert said.lines == ["error RKB001 b.json: The file is empty. Ask the issuer or the earner for the file again."]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rubric", "check", "nowhere.json"], "nowhere.json does not exist; check the spelling"),
        (["rubric", "check", "."], ". is a folder; name a file"),
        (
            ["rubric", "starter", "x.json", "--name", "mine"],
            f"no starter rubric is called 'mine'; known are: {', '.join(starter_names())}",
        ),
        (["badges", "/dev/null"], "cannot read /dev/null: Not a directory"),
        (["rubric", "starter", "a" * 300], f"{'a' * 300}: File name too long"),
        (
            ["report", "budget", "-o", "x.html"],
            "no report template is called 'budget'; known are: comparison, rubric, rating_round",
        ),
        (["report", "comparison", "-o", "x.html"], "parameter 'rubric' of template 'comparison': Field required"),
        (
            ["report", "comparison", "-p", "x=1;import os;y", "1", "-o", "x.html"],
            f"parameter 'x=1;import os;y' is not declared by template 'comparison'; known are: {DECLARED}",
        ),
    ],
)
def test_input_that_cannot_be_used(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert say(*arguments) == (1, "", f"rubric-kit: {message}\n")
    assert list(tmp_path.iterdir()) == []


def test_hidden_characters_in_a_message_are_spelled_out(say: Say) -> None:
    said = say("badges", "no\u202ewhere\nat all")
    assert (said.code, len(said.lines)) == (1, 1)
    assert "no‹U+202E›where at all does not exist" in said.error


# What goes wrong: the call


@pytest.mark.parametrize(
    ("arguments", "message", "help_of"),
    [
        (["grade"], r"No such command 'grade'\.", ""),
        (["rubric", "grade"], r"No such command 'grade'\.", " rubric"),
        (["badges"], r"Name badge files, or a folder of them\.", " badges"),
        (["score", "--rubric", "r.json"], r"Missing option '--badges'\.", " score"),
        (["report", "comparison"], r"Missing option '-o' / '--out'\.", " report"),
        # click words the next one in two ways, depending on its version.
        (["score", "--colour"], r"No such option:? '?--colour'?\.?", " score"),
        (
            ["badges", "x", "--as-of", "soon"],
            r"Invalid value for '--as-of': 'soon' does not match the format '%Y-%m-%d'\.",
            " badges",
        ),
        (["lab", "--port", "99999"], r"Invalid value for '--port': 99999 is not in the range 1<=x<=65535\.", " lab"),
        (
            ["schema", "earner"],
            r"Invalid value for '.*': 'earner' is not one of 'badge', 'comparison', .*, 'weights'\.",
            " schema",
        ),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(say: Say, arguments: list[str], message: str, help_of: str) -> None:
    said = say(*arguments)
    assert (said.code, said.out, len(said.lines)) == (2, "", 1)
    assert re.fullmatch(rf"rubric-kit: {message} See `rubric-kit{help_of} --help`\.\n", said.error)
