"""Journeys: whole ways through the kit as people go them. They use the JupyterLab and the Chromium of the browser tests.

`tests/browser/conftest.py` lists what the fixtures do.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from rubric_kit.cli import main
from rubric_kit.model import RatingState, Rubric
from rubric_kit.workspace import read_badge_folder


def _browser_fixtures() -> ModuleType:
    """Load the browser tests' fixtures by their path: test folders are no packages."""
    path = Path(__file__).parents[1] / "browser" / "conftest.py"
    spec = importlib.util.spec_from_file_location("browser_fixtures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_shared = _browser_fixtures()
lab, browser, open_notebook, write_notebook = _shared.lab, _shared.browser, _shared.open_notebook, _shared.write_notebook


class District(NamedTuple):
    """What a team has on its disk: a rubric with levels 0 to 3 and one cut at 60 of 100, badges, and one rater's answers."""

    rubric: Path
    badges: Path
    ratings: Path

    @property
    def options(self) -> tuple[str, ...]:
        """The three as options of a command."""
        return ("--rubric", str(self.rubric), "--badges", str(self.badges), "--ratings", str(self.ratings))


def _rubric(weights: Mapping[str, int], **policy: Any) -> Rubric:
    levels = [{"id": f"l{n}", "name": f"Level {n}", "points": 1000 * n, "descriptor": f"shows {n} of 3"} for n in range(4)]
    criteria = [
        {"id": name, "name": name.title(), "question": f"What {name} does the badge show?", "weight": weight, "levels": levels}
        for name, weight in weights.items()
    ]
    outcomes = [
        {"id": "accept", "kind": "accept", "name": "Accept", "wording": "Accepted: it counts for hours."},
        {"id": "story", "kind": "narrative", "name": "Keep in the story", "wording": "It stays in the story."},
    ]
    rules = {"outcomes": outcomes, "cuts": [{"at_least": 6000, "outcome": "accept"}], "below": "story"} | policy
    return Rubric.parse({"id": "synthetic", "title": "Synthetic rubric", "criteria": criteria, "policy": rules})


def _badge(name: str, issuer: str) -> dict[str, object]:
    place = f"https://{issuer.replace(' ', '-').lower()}.example"
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "BadgeClass",
        "id": f"{place}/{name.replace(' ', '-').lower()}",
        "name": name,
        "description": "Synthetic sample.",
        "criteria": {"narrative": f"What {issuer} asks for."},
        "issuer": {"type": "Issuer", "id": place, "name": issuer},
    }


@pytest.fixture
def make_district(tmp_path: Path) -> Callable[..., District]:
    """Write the files of a team; `answers` holds, by (name, issuer) of a badge, a level or a state for each criterion."""

    def make(weights: Mapping[str, int], answers: Mapping[tuple[str, str], Mapping[str, str]], **policy: Any) -> District:
        rubric = _rubric(weights, **policy)
        found = District(tmp_path / "rubric.json", tmp_path / "badges", tmp_path / "ratings.csv")
        found.rubric.write_text(json.dumps(rubric.plain()), encoding="utf-8")
        found.badges.mkdir(exist_ok=True)
        for number, one in enumerate(answers):
            (found.badges / f"{number:03}.json").write_text(json.dumps(_badge(*one)), encoding="utf-8")
        keys = {(one.name, one.issuer.name): one.key for one in read_badge_folder(found.badges).badges}
        rows = [("sequence", "rater", "badge", "criterion", "level", "state", "wording")]
        for badge, given in answers.items():
            for criterion, answer in given.items():
                level, state = ("", answer) if answer in set(RatingState) else (answer, "")
                rows.append((str(len(rows)), "rater-1", keys[badge], criterion, level, state, rubric.wording_fingerprint))
        with found.ratings.open("w", encoding="utf-8", newline="") as table:
            csv.writer(table).writerows(rows)
        return found

    return make


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that must succeed and return what it printed."""

    def run(*arguments: str | Path) -> str:
        capsys.readouterr()
        code = main([str(one) for one in arguments])
        printed = capsys.readouterr()
        assert code == 0, printed.err
        return printed.out

    return run
