"""`rubric-kit triage` on the sample badges and a synthetic past."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rubric_kit.authoring import starter_rubric
from rubric_kit.cli.triage_command import triage
from rubric_kit.errors import InputError, RubricKitError
from rubric_kit.workspace import read_badge_folder, sample_badges_folder, sample_ratings_file, write_rubric

BADGES, RATINGS = str(sample_badges_folder()), str(sample_ratings_file())


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(triage, [str(one) for one in arguments], prog_name="rubric-kit triage")
    if isinstance(result.exception, RubricKitError):
        raise result.exception
    return result


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    path = tmp_path / "rubric.json"
    write_rubric(path, starter_rubric())
    return path


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """Write 240 synthetic decisions: people follow the score but for a band around the cut at 60."""
    dice = random.Random(5)  # noqa: S311 - a reproducible draw, nothing secret
    path = tmp_path / "past.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["badge", "score", "decision", "rubric"])
        for number in range(240):
            score = dice.choice([dice.uniform(70, 100), dice.uniform(0, 45), dice.uniform(45, 70)])
            yes = dice.random() < 0.5 if 55 <= score < 65 else score >= 60
            table.writerow(
                [f"synthetic {number}", f"{score:.1f}", "accept" if yes else "narrative", starter_rubric().fingerprint]
            )
    return path


def options(rubric: Path, past: Path) -> tuple[str | Path, ...]:
    return ("--rubric", rubric, "--badges", BADGES, "--ratings", RATINGS, "--past", past)


def test_every_badge_is_told_where_it_goes_and_why(rubric: Path, past: Path) -> None:
    result = run(*options(rubric, past))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    count = len(read_badge_folder(BADGES).badges)
    numbers = [
        int(line.rpartition(": ")[2]) for line in lines if line.startswith(("Clear accept: ", "Not counted: ", "For the panel: "))
    ]
    assert len(numbers) == 3
    assert sum(numbers) == count == sum(line.startswith("  ") for line in lines)
    assert (
        f"{numbers[0]} clear accepts, {numbers[1]} not counted (4 of them by a rule of the policy), {numbers[2]} for the panel."
        in lines[0]
    )
    assert lines[0].endswith("to differ from what a panel would say (95 of 100).")
    assert (
        "  Restorative Circle Trainer: Gate: the issuer has not taken the award back: not passed, so Taken back by the issuer."
        in lines
    )
    assert any(
        line.startswith("  Calm Classroom: Undetermined, score 5.0 to 75.0 of 100: still open are Accept") for line in lines
    )


def test_json_holds_the_same(rubric: Path, past: Path) -> None:
    said = json.loads(run(*options(rubric, past), "--json").stdout)
    assert run(*options(rubric, past)).stdout.splitlines()[0] == said["sentence"]
    assert sum(said["counts"].values()) == len(said["routes"]) == len(read_badge_folder(BADGES).badges)
    assert said["rubric"] == starter_rubric().fingerprint
    assert {one["code"][:3] for one in said["findings"]} == {"RKB"}


def test_it_says_when_the_past_cannot_carry_it(rubric: Path, past: Path) -> None:
    few = past.with_name("few.csv")
    few.write_text("".join(past.read_text(encoding="utf-8").splitlines(keepends=True)[:20]), encoding="utf-8")
    result = run(*options(rubric, few), "--most-misroutes", "1")
    assert result.exit_code == 0
    assert result.stdout.startswith("No triage: ")
    assert "past decisions or more, and " in result.stdout
    assert "Clear accept" not in result.stdout


def test_rows_that_cannot_be_used_go_to_standard_error(rubric: Path, past: Path) -> None:
    with past.open("a", encoding="utf-8") as file:
        file.write("synthetic,1000,accept,\n")
    result = run(*options(rubric, past))
    assert "warning RKT021 row 242: a score is a number from 0 to 100" in result.stderr
    assert "RKT021" not in result.stdout


def test_a_blank_table_is_written_once(rubric: Path, tmp_path: Path) -> None:
    blank = tmp_path / "blank.csv"
    assert run("--rubric", rubric, "--badges", BADGES, "--blank", blank).stdout == f"{blank}\n"
    assert len(blank.read_text(encoding="utf-8-sig").splitlines()) == 1 + len(read_badge_folder(BADGES).badges)
    with pytest.raises(InputError, match="is there already"):
        run("--rubric", rubric, "--blank", blank)
    empty = tmp_path / "empty.csv"
    run("--rubric", rubric, "--blank", empty)
    assert len(empty.read_text(encoding="utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("left_out", ["--badges", "--ratings", "--past"])
def test_a_missing_option_is_a_wrong_call(rubric: Path, past: Path, left_out: str) -> None:
    given = list(options(rubric, past))
    place = given.index(left_out)
    result = run(*given[:place], *given[place + 2 :])
    assert result.exit_code == 2
    assert f"Missing option '{left_out}'." in result.output


@pytest.mark.parametrize(("option", "value"), [("--most-misroutes", "-1"), ("--sure", "49"), ("--sure", "100")])
def test_a_promise_out_of_range_is_a_wrong_call(rubric: Path, past: Path, option: str, value: str) -> None:
    assert run(*options(rubric, past), option, value).exit_code == 2
