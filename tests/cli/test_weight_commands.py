"""`rubric-kit weights`: a sheet out, weights in, several people together."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from rubric_kit.authoring import starter_rubric
from rubric_kit.cli.weight_commands import weights
from rubric_kit.errors import RubricKitError
from rubric_kit.model import WeightMode
from rubric_kit.model.weight_set import GroupWeights
from rubric_kit.scoring.weighing import MODES
from rubric_kit.workspace import write_rubric
from rubric_kit.workspace.weights_file import read_weights

NAMES = [c.id for c in starter_rubric().criteria]
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the group; an error of the kit is its one line on standard error, as the command line shows it."""
    write_rubric(tmp_path / "rubric.json", starter_rubric())

    def go(*arguments: str | Path) -> Any:
        result = CliRunner().invoke(weights, [str(one) for one in arguments])
        if isinstance(result.exception, RubricKitError):
            return result, result.exception.message
        if result.exception is not None and not isinstance(result.exception, SystemExit | click.ClickException):
            raise result.exception
        return result, result.stderr

    return go


def fill(path: Path, values: list[int]) -> None:
    """Fill the last column of a sheet in."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([rows[0], *([*row[:-1], str(value)] for row, value in zip(rows[1:], values, strict=True))])
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def answered(run: Run, folder: Path, rater: str, mode: str, values: list[int], *more: str) -> Any:
    sheet = folder / f"{rater}-{mode}.csv"
    blank, _ = run("blank", "--rubric", folder / "rubric.json", "--mode", mode, sheet)
    assert blank.exit_code == 0
    fill(sheet, values)
    made = ("from", "--rubric", folder / "rubric.json", "--mode", mode, "--rater", rater, sheet, "-o", folder / "w.json")
    return run(*made, *more)


def test_the_ways_to_ask_are_listed(run: Run) -> None:
    result, _ = run("modes")
    for mode, facts in MODES.items():
        assert f"{mode}: {facts.name}. {facts.ask}\n" in result.stdout
        assert facts.bias in result.stdout
    plain = json.loads(run("modes", "--json")[0].stdout)
    assert [one["mode"] for one in plain] == list(WeightMode)


def test_from_a_blank_sheet_to_weights(run: Run, tmp_path: Path) -> None:
    blank, _ = run("blank", "--rubric", tmp_path / "rubric.json", "--mode", "points", tmp_path / "sheet.csv")
    assert blank.stdout == f"{tmp_path / 'sheet.csv'}\nSpread 100 points over the criteria: more points, more weight.\n"
    result, told = answered(run, tmp_path, "r1", "points", [30, 20, 10, 15, 10, 5, 5], "--note", "Clarity first.")
    assert told == "The points sum to 95, not to 100; only their proportions count.\n"
    # 30 of 95 is 31.58, 5 of 95 is 5.26.
    assert result.stdout.splitlines()[0].split() == ["criterion", "weight", "of", "100"]
    assert result.stdout.splitlines()[1] == "Criteria clarity     31.58"
    assert result.stdout.splitlines()[-1] == str(tmp_path / "w.json")
    (held,) = read_weights(tmp_path / "w.json")
    assert (held.rater, held.mode, held.note) == ("r1", "points", "Clarity first.")
    assert list(held.as_mapping().values()) == [3158, 2105, 1053, 1579, 1053, 526, 526]


def test_weights_as_json(run: Run, tmp_path: Path) -> None:
    result, _ = answered(run, tmp_path, "r1", "swing", [100, 20, 20, 20, 20, 10, 10], "--json")
    assert json.loads(result.stdout) == read_weights(tmp_path / "w.json")[0].plain()


def test_no_weights_need_no_sheet(run: Run, tmp_path: Path) -> None:
    start = ("from", "--rubric", tmp_path / "rubric.json", "--rater", "r1", "-o", tmp_path / "w.json", "--mode")
    assert run(*start, "none")[0].exit_code == 0
    assert read_weights(tmp_path / "w.json")[0].mode is WeightMode.NONE
    assert "name the filled-in sheet" in run(*start, "points")[1]
    assert "mode none takes no sheet" in run(*start, "none", tmp_path / "sheet.csv")[1]


def test_weights_are_replaced_only_on_demand(run: Run, tmp_path: Path) -> None:
    answered(run, tmp_path, "r1", "points", [40, 10, 10, 10, 10, 10, 10])
    sheet = tmp_path / "r1-points.csv"
    fill(sheet, [10, 40, 10, 10, 10, 10, 10])
    again = ("from", "--rubric", tmp_path / "rubric.json", "--mode", "points", "--rater", "r1", sheet, "-o", tmp_path / "w.json")
    assert run(*again)[1] == "w.json has other weights of r1/points already; nothing was replaced"
    assert read_weights(tmp_path / "w.json")[0].as_mapping()[NAMES[0]] == 4000
    assert run(*again, "--replace")[0].exit_code == 0
    assert read_weights(tmp_path / "w.json")[0].as_mapping()[NAMES[0]] == 1000


def test_a_faulty_sheet_saves_nothing(run: Run, tmp_path: Path) -> None:
    result, told = answered(run, tmp_path, "r1", "points", [-1, 10, 10, 10, 10, 10, 10])
    assert result.exit_code == 1
    assert told.startswith("r1-points.csv, row 2: points is '-1'; a number such as 30 or 2.5 is allowed, and not one below zero")
    assert not (tmp_path / "w.json").exists()


def test_people_together(run: Run, tmp_path: Path) -> None:
    answered(run, tmp_path, "r1", "points", [40, 10, 10, 10, 10, 10, 10])
    answered(run, tmp_path, "r2", "points", [38, 12, 10, 10, 10, 10, 10])
    answered(run, tmp_path, "r3", "points", [10, 10, 10, 10, 10, 10, 40], "--note", "The vision comes first.")
    start = ("together", "--rubric", tmp_path / "rubric.json", tmp_path / "w.json")
    # The same file named twice is read as one.
    result, told = run(*start, tmp_path / "w.json")
    assert told == ""
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["criterion", "median", "least", "most", "r1", "r2", "r3"]
    # Medians 38, 10, 10, 10, 10, 10, 10 of 98: 38.78.
    assert lines[1].split()[-6:] == ["38.78", "10", "40", "40", "38", "10"]
    assert "2 groups, in each of which nobody is more than 15 points away from anybody else: r1 and r2; r3 alone." in lines
    assert lines[-1] == "r3 says: «The vision comes first.»"
    group = GroupWeights.parse(run(*start, "--centre", "mean", "--json")[0].stdout)
    assert group.centre == "mean"
    assert [one.rater for one in group.members] == ["r1", "r2", "r3"]
    # Sums 88, 32, 30, 30, 30, 30, 60 of 300.
    assert group.as_mapping()[NAMES[0]] == 2933


def test_whoever_weighed_twice_has_to_choose(run: Run, tmp_path: Path) -> None:
    answered(run, tmp_path, "r1", "points", [40, 10, 10, 10, 10, 10, 10])
    answered(run, tmp_path, "r1", "direct", [4, 1, 1, 1, 1, 1, 1])
    start = ("together", "--rubric", tmp_path / "rubric.json", tmp_path / "w.json")
    assert run(*start)[1] == "group weights take one set for each person, and 'r1' has two (points and direct); choose one"
    assert run(*start, "--mode", "direct")[0].exit_code == 0
    assert run(*start, "--mode", "swing")[1] == "group weights need the weights of at least one person, found none"
