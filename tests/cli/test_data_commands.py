"""`rubric-kit data`: what is kept, and erasing as a person does it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rubric_kit.cli.data_commands import data
from rubric_kit.workspace.district import new_workspace
from rubric_kit.workspace.store import new_entry, open_store
from rubric_kit.workspace.store.inventory import INVENTORY

KEY = "a1b2c3d4" * 8


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(data, list(map(str, words)), catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = new_workspace(tmp_path / "district")
    with open_store(place.store) as store:
        store.append(
            [new_entry("done", "rater-7"), new_entry("done", "rater-8"), new_entry("gut_call", "rater-8", badge=KEY, call="not")]
        )
    assert place.folder is not None
    (place.folder / "ratings" / "people.csv").write_text("code,team,name\nrater-7,team-1,Zqkname Erased\n", encoding="utf-8")
    (place.reports / "one.html").write_text("<p>Zqkname Erased</p>", encoding="utf-8")
    return place.folder


def test_the_inventory_is_printed_whole() -> None:
    printed = run("inventory").output
    assert all(f"  {one.name}: {one.what}" in printed for one in INVENTORY)
    rows = json.loads(run("inventory", "--json").output)
    assert [tuple(row.values()) for row in rows] == [tuple(map(str, one)) for one in INVENTORY]


def test_without_yes_nothing_is_changed(folder: Path) -> None:
    done = run("erase", "--workspace", folder, "--rater", "rater-7")
    assert done.exit_code == 0
    assert "Nothing was changed; add --yes to do it." in done.output
    assert "would be done" in done.output
    with open_store(folder / "ratings" / "ratings.db") as store:
        assert len(store.entries()) == 3
    assert "Zqkname" in (folder / "ratings" / "people.csv").read_text(encoding="utf-8")


def test_what_is_left_is_told_with_exit_code_1(folder: Path) -> None:
    done = run("erase", "-w", folder, "--rater", "rater-7", "--yes")
    assert done.exit_code == 1
    assert "reports/one.html" in done.output
    assert "a report; --outputs deletes it" in done.output
    assert "Still there afterwards: 1; see the notes." in done.output
    assert "The roster no longer holds the name, so that another run looks for the code alone." in done.output


def test_all_of_a_rater_goes(folder: Path) -> None:
    done = run("erase", "-w", folder, "--rater", "rater-7", "--yes", "--outputs")
    assert (done.exit_code, "0 left" in done.output) == (0, True)
    text = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())
    assert b"rater-7\x00" not in text
    assert b"Zqkname" not in text
    with open_store(folder / "ratings" / "ratings.db") as store:
        assert [one.entry.rater for one in store.entries()] == ["rater-8", "rater-8"]


def test_a_badge_goes_by_the_start_of_its_key_from_a_store_alone(folder: Path) -> None:
    store = folder / "ratings" / "ratings.db"
    done = run("erase", "--ratings", store, "--badge", KEY[:12], "--yes")
    assert done.exit_code == 0
    assert "Only the store and its backups were gone through" in done.output
    with open_store(store) as opened:
        assert [one.entry.badge for one in opened.entries()] == [None, None]


def test_what_is_old_goes(folder: Path) -> None:
    rows = run("erase", "-w", folder, "--before", "2999-01-01").output.splitlines()
    assert any(row.split()[:2] == ["ratings/ratings.db", "3"] for row in rows)
    assert "Nothing was found" in run("erase", "-w", folder, "--before", "1999-01-01").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--rater", "a", "--badge", KEY], "Name one of --rater, --badge and --before."),
        ([], "Name one of --rater, --badge and --before."),
        (["--before", "June"], "'June' does not match the format '%Y-%m-%d'"),
    ],
)
def test_a_wrong_call_is_told(folder: Path, words: list[str], told: str) -> None:
    done = CliRunner().invoke(data, ["erase", "-w", str(folder), *words])
    assert done.exit_code == 2
    assert told in done.output


def test_without_a_place_nothing_is_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(data, ["erase", "--rater", "rater-7", "--yes"])
    assert done.exit_code == 2
    assert "Name a workspace with --workspace, or a store with --ratings." in done.output
