from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.model import Rubric, WeightMode, WeightSet
from rubric_kit.scoring.weighing import weights_of
from rubric_kit.workspace import read_rubric
from rubric_kit.workspace.weights_file import add_weights

Say = Callable[..., Any]
ROOT = Path(__file__).parents[2]
BADGES = ROOT / "sample_badges"
RATINGS = ROOT / "notebooks" / "sample_ratings.csv"


@pytest.fixture
def rubric(say: Say, tmp_path: Path) -> Path:
    file = tmp_path / "rubric.json"
    assert say("rubric", "starter", file).code == 0
    return file


@pytest.fixture
def score(say: Say, rubric: Path) -> Say:
    def run(*arguments: str | Path) -> Any:
        return say("score", "--rubric", rubric, "--badges", BADGES, "--ratings", RATINGS, *arguments)

    return run


def heavy(rubric: Rubric, rater: str, criterion: str) -> WeightSet:
    """Give half of all weight to one criterion and share the rest."""
    rest = [c.id for c in rubric.criteria if c.id != criterion]
    shares = {name: 5_000 // len(rest) for name in rest}
    return weights_of(rubric, rater, WeightMode.POINTS, {**shares, criterion: 10_000 - sum(shares.values())})


def test_the_table_ends_with_version_and_weights(score: Say) -> None:
    said = score()
    assert said.code == 0
    assert "Outside badges: a starter rubric, version 1 (" in said.out
    assert "). Weights: Criteria clarity 25, Learning evidence 25, Issuer standing 15," in said.out


@pytest.mark.parametrize("engine", ["memory", "pandas"])
def test_an_engine_prints_the_same_table(score: Say, engine: str) -> None:
    usual, other = score().out.splitlines(), score("--engine", engine).out.splitlines()
    assert [line.replace(f" Computed by {engine}.", "") for line in other] == usual


def test_an_engine_as_json_gives_whole_numbers(score: Say) -> None:
    usual, other = (json.loads(score("--json", "--engine", one).out) for one in ("records", "memory"))
    for key in ("rubric", "version", "weights", "findings"):
        assert usual[key] == other[key]
    assert [
        {"badge": one["badge"], "outcome": one["outcome"], "possible": one["possible"]}
        | {name: one["score"][name] for name in ("low", "high", "full")}
        for one in usual["decisions"]
    ] == other["decisions"]


def test_an_unknown_engine_is_a_wrong_call(score: Say) -> None:
    said = score("--engine", "abacus")
    assert said.code == 2
    assert "'abacus' is not one of 'records', 'memory', 'pandas', 'polars'" in said.error


def test_weights_of_one_person_stand_in(score: Say, rubric: Path, tmp_path: Path) -> None:
    version, file = read_rubric(rubric), tmp_path / "weights.json"
    add_weights(file, [heavy(version, "teacher", "classroom_use"), heavy(version, "college", "learning_evidence")])
    teacher, college = (score("--weights", file, "--whose", one) for one in ("teacher", "college"))
    assert "Weights of teacher (points):" in teacher.out
    assert "Classroom use 50," in teacher.out
    assert "Learning evidence 50," in college.out
    assert teacher.out.splitlines()[1:5] != college.out.splitlines()[1:5]


def test_a_file_of_several_people_asks_whose(score: Say, rubric: Path, tmp_path: Path) -> None:
    version, file = read_rubric(rubric), tmp_path / "weights.json"
    add_weights(file, [heavy(version, "teacher", "classroom_use"), heavy(version, "college", "learning_evidence")])
    said = score("--weights", file)
    assert (said.code, said.out) == (1, "")
    assert said.lines == [
        "rubric-kit: weights.json holds the weights of teacher/points, college/points; say whose weights are meant"
    ]
    assert score("--weights", file, "--whose", "parent").lines == [
        "rubric-kit: weights.json holds the weights of teacher/points, college/points; 'parent' fits none of them"
    ]


def test_whose_needs_a_file(score: Say) -> None:
    said = score("--whose", "teacher")
    assert said.code == 2
    assert said.error.startswith("rubric-kit: --whose names a set in a weights file; give the file with --weights.")


def test_weights_of_another_wording_are_refused(score: Say, rubric: Path, tmp_path: Path) -> None:
    version, file = read_rubric(rubric), tmp_path / "weights.json"
    first = version.criteria[0].replace(question="Is everything said?")
    reworded = version.replace(criteria=(first, *version.criteria[1:]))
    add_weights(file, [heavy(reworded, "teacher", "classroom_use")])
    said = score("--weights", file)
    assert (said.code, said.out) == (1, "")
    (line,) = said.lines
    assert line == (
        "rubric-kit: the points weights of 'teacher' were given on another wording than version 1 of 'outside-badges': "
        "the criteria are the same, and a question or a level was reworded; ask again"
    )


def test_explain_says_why(score: Say) -> None:
    said = score("--explain", "Padlet Level 2")
    lines = said.out.splitlines()
    assert lines[0].startswith("Padlet Level 2: Accept at full value (88.3 of 100).")
    assert "Accept at full value from 80.0 of 100: reached." in lines
    assert json.loads(score("--explain", "Padlet Level 2", "--json").out)["explained"] == lines


def test_explain_an_unknown_badge_is_one_line(score: Say) -> None:
    said = score("--explain", "Ghost")
    assert (said.code, said.out) == (1, "")
    assert said.lines[0].startswith("rubric-kit: no badge is called 'Ghost'; give a label, a name or the start of a key")
