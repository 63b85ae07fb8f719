"""The fourteen whole rubrics that the checks are tried on: they are whole, in one form, and what is expected of each is told."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.model import Rubric

FOLDER = Path(__file__).parent / "whole_rubrics"
NAMES = sorted(file.stem for file in FOLDER.glob("*.json"))
EXPECTED: dict[str, Any] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
NEED_RATINGS = {"RKL023", "RKL024"}


def places(rubric: Rubric) -> set[str]:
    found = {"criteria", "targets", "purpose"}
    for criterion in rubric.criteria:
        path = f"criteria.{criterion.id}"
        found |= {path, f"{path}.name", f"{path}.question", f"{path}.weight", f"{path}.levels"}
        found |= {f"{path}.levels.{level.id}.{field}" for level in criterion.levels for field in ("name", "points", "descriptor")}
    return found


def test_seven_are_good_and_seven_are_bad() -> None:
    assert sorted(EXPECTED) == NAMES
    assert sorted(one["quality"] for one in EXPECTED.values()) == ["bad"] * 7 + ["good"] * 7


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_whole_rubric_in_the_one_form(name: str) -> None:
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert Rubric.parse(text, where=name).id == name
    assert json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n" == text


@pytest.mark.parametrize("name", NAMES)
def test_each_expectation_names_a_place_of_the_rubric(name: str) -> None:
    known = places(Rubric.parse((FOLDER / f"{name}.json").read_bytes()))
    faults, fair = EXPECTED[name]["faults"], EXPECTED[name]["fair"]
    assert {one["path"] for one in (*faults, *fair)} <= known
    assert not [one for one in faults if one in fair]
    assert bool(faults) == (EXPECTED[name]["quality"] == "bad")


def test_the_bad_ones_show_every_fault_that_wording_can_show() -> None:
    shown = {fault["code"] for one in EXPECTED.values() for fault in one["faults"]}
    assert shown == {f"RKL{number:03}" for number in range(1, 29)} - NEED_RATINGS


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_tells_of_each(name: str) -> None:
    assert f"`{name}.json`" in (FOLDER / "README.md").read_text(encoding="utf-8")
