"""`rubric-kit room` finds the notebook that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubric_kit import workbench
from rubric_kit.cli.room_command import room
from rubric_kit.workspace import notebooks_folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[Path, dict[str, object]]]:
    """Stand in for the server: what it was asked to serve. The current folder is an empty one."""
    asked: list[tuple[Path, dict[str, object]]] = []

    def open_room(notebook: Path, **options: object) -> int:
        asked.append((notebook, options))
        return 0

    monkeypatch.setattr(workbench, "open_room", open_room)
    monkeypatch.chdir(tmp_path)
    return asked


def run(*arguments: str) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        room.main(list(arguments), standalone_mode=False)


def test_the_rating_page_on_this_machine_if_nothing_is_said(opened: list[tuple[Path, dict[str, object]]]) -> None:
    run()
    assert opened == [(notebooks_folder() / "03_rate_badges.ipynb", {"port": 8866, "share": False, "ready": 2})]


def test_options_are_handed_on(opened: list[tuple[Path, dict[str, object]]]) -> None:
    run("02_weigh_criteria.ipynb", "--port", "9000", "--share", "--ready", "0")
    assert opened == [(notebooks_folder() / "02_weigh_criteria.ipynb", {"port": 9000, "share": True, "ready": 0})]


def test_a_path_means_that_file(opened: list[tuple[Path, dict[str, object]]], tmp_path: Path) -> None:
    (tmp_path / "03_rate_badges.ipynb").touch()
    run("03_rate_badges.ipynb")
    run("elsewhere/03_rate_badges.ipynb")
    assert [notebook for notebook, _ in opened] == [Path("03_rate_badges.ipynb"), Path("elsewhere/03_rate_badges.ipynb")]


def test_a_workspace_has_notebooks_of_its_own(opened: list[tuple[Path, dict[str, object]]], tmp_path: Path) -> None:
    from rubric_kit.workspace.district import new_workspace

    place = tmp_path / "district"
    new_workspace(place)
    own = place / "notebooks" / "03_rate_badges.ipynb"
    own.parent.mkdir(exist_ok=True)
    own.touch()
    run("--workspace", str(place))
    assert opened[0][0] == own


def test_a_name_that_nobody_has_is_told_as_it_was_typed(opened: list[tuple[Path, dict[str, object]]]) -> None:
    run("99_nothing.ipynb")
    assert opened[0][0] == Path("99_nothing.ipynb")
