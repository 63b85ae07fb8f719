"""Fourteen whole rubrics against what a strict reviewer wrote down before any check was run on them.

`tests/authoring/whole_rubrics/README.md` says how `expected.toml` is read: a fault must be told, a fair finding may be told, and
any other finding is a false alarm.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rubric_kit.authoring.checks import Check, check_rubric
from rubric_kit.model import Severity

FOLDER = Path(__file__).parents[1] / "whole_rubrics"
EXPECTED: dict[str, Any] = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
GOOD = sorted(name for name, one in EXPECTED.items() if one["quality"] == "good")
BAD = sorted(name for name, one in EXPECTED.items() if one["quality"] == "bad")

# A row shows these faults at several of its cells.
WHOLE_ROW = {f"RKL{number:03d}" for number in (3, 5, 6, 7, 8, 9, 14, 15, 19, 22)}
MOST_WARNINGS_ON_A_GOOD_ONE = 1

# What no rule of words can see, or what a rule leaves out on purpose; the page on checks says why.
UNSEEN = {
    # Meaning, not words: "like a pro", "believes deeply", "gives everything", "deep thinking", a step nobody could name.
    ("art-project-grade", "RKL001", "criteria.effort.levels.l3.descriptor"),
    ("edtech-badge-check", "RKL001", "criteria.attitude.levels.l3.descriptor"),
    ("edtech-badge-check", "RKL001", "criteria.tool_use.levels.l3.descriptor"),
    ("edtech-badge-check", "RKL005", "criteria.attitude"),
    ("library-skills", "RKL001", "criteria.notes.levels.l3.descriptor"),
    ("pe-participation", "RKL001", "criteria.participation.levels.l3.descriptor"),
    ("pe-participation", "RKL003", "criteria.participation"),
    ("pe-participation", "RKL005", "criteria.sportsmanship"),
    ("research-paper", "RKL001", "criteria.analysis.levels.l3.descriptor"),
    ("research-paper", "RKL003", "criteria.analysis"),
    ("pd-framework-walkthrough", "RKL003", "criteria.mtss"),
    ("science-fair-board", "RKL015", "criteria.abstract"),
    # A level of no points may say that a thing is not there.
    ("edtech-badge-check", "RKL012", "criteria.student_results.levels.l0.descriptor"),
    ("pd-framework-walkthrough", "RKL012", "criteria.mtss.levels.l0.descriptor"),
    # A body of standards is named in good rubrics too.
    ("edtech-badge-check", "RKL025", "criteria.issuer.levels.l1.descriptor"),
}


class Told(NamedTuple):
    """Findings of one rubric by the reviewer's list."""

    true: set[tuple[str, str]]
    fair: set[tuple[str, str]]
    false: set[tuple[str, str]]
    missed: set[tuple[str, str]]
    checks: list[Check]


def place(code: str, path: str) -> tuple[str, str]:
    if code == "RKL020":
        return code, "criteria"
    return code, ".".join(path.split(".")[:2]) if code in WHOLE_ROW and path.startswith("criteria.") else path


def told(name: str) -> Told:
    checks = [one for result in check_rubric(json.loads((FOLDER / f"{name}.json").read_text("utf-8"))) for one in result.checks]
    found = {place(one.code, one.path) for one in checks}
    faults, fair = ({place(one["code"], one["path"]) for one in EXPECTED[name][key]} for key in ("faults", "fair"))
    return Told(found & faults, (found & fair) - faults, found - faults - fair, faults - found, checks)


def test_there_are_at_least_twelve_and_half_of_them_are_good() -> None:
    assert len(EXPECTED) >= 12
    assert len(GOOD) == len(BAD)
    assert sorted(file.stem for file in FOLDER.glob("*.json")) == sorted(EXPECTED)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_rubric_is_left_in_peace(name: str) -> None:
    checks = told(name).checks
    assert [(one.path, one.quoted) for one in checks if one.severity is Severity.ERROR] == []
    warnings = [(one.code, one.path, one.quoted) for one in checks if one.severity is Severity.WARNING]
    assert len(warnings) <= MOST_WARNINGS_ON_A_GOOD_ONE, warnings
    assert len(checks) <= 3


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_finding_is_a_false_alarm(name: str) -> None:
    assert told(name).false == set()


@pytest.mark.parametrize("name", BAD)
def test_each_fault_of_a_bad_rubric_is_told_at_its_place(name: str) -> None:
    unseen = {(code, path) for rubric, code, path in UNSEEN if rubric == name}
    assert told(name).missed == unseen


def test_the_counts_that_the_note_gives() -> None:
    every = {name: told(name) for name in EXPECTED}
    # Findings at different places; an error in a good rubric would be the worst of false alarms.
    assert sum(len(one.true) for one in every.values()) == 182
    assert sum(len(one.fair) for one in every.values()) == 57
    assert sum(len(one.false) for one in every.values()) == 0
    assert sum(len(one.missed) for one in every.values()) == len(UNSEEN) == 15
    assert sum(len(every[name].checks) for name in GOOD) <= 12
