"""The folder a person works in: theirs is never replaced, and what others made is not handed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.reports import RenderedReport
from rubric_kit.workbench import SAMPLE_REPORT, folder, sample_report, workbench_folder
from rubric_kit.workspace import notebooks_folder, read_rubric, sample_badges_folder, sample_ratings_file


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the notebooks inside an installed package: there is no pyproject.toml beside them."""
    place = tmp_path / "package" / "_shipped" / "notebooks"
    for name in ("00_start.ipynb", "reports/comparison.ipynb", "sample_ratings.csv", "my_ratings.csv", "note.txt"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(f"shipped {name}", encoding="utf-8")
    (place / ".ipynb_checkpoints").mkdir()
    (place / ".ipynb_checkpoints" / "00_start-checkpoint.ipynb").write_text("old", encoding="utf-8")
    monkeypatch.setattr(folder, "notebooks_folder", lambda: place)
    return place


def names(place: Path) -> list[str]:
    return sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())


def test_a_checkout_opens_its_own_notebooks() -> None:
    assert workbench_folder() == notebooks_folder()
    assert (notebooks_folder().parent / "pyproject.toml").is_file()


@pytest.mark.usefixtures("shipped")
def test_an_installed_package_makes_a_folder_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert workbench_folder() == Path("rubric_kit_workbench")
    assert names(tmp_path / "rubric_kit_workbench") == ["00_start.ipynb", "reports/comparison.ipynb", "sample_ratings.csv"]


@pytest.mark.usefixtures("shipped")
def test_notebooks_that_are_there_are_never_replaced(tmp_path: Path) -> None:
    place = tmp_path / "ours"
    assert workbench_folder(place) == place
    (place / "00_start.ipynb").write_text("our own work", encoding="utf-8")
    (place / "sample_ratings.csv").unlink()
    workbench_folder(place)
    assert (place / "00_start.ipynb").read_text(encoding="utf-8") == "our own work"
    assert (place / "sample_ratings.csv").read_text(encoding="utf-8") == "shipped sample_ratings.csv"


@pytest.mark.usefixtures("shipped")
def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"^cannot make .*inside: Not a directory$"):
        workbench_folder(tmp_path / "file" / "inside")


def test_the_sample_report_is_made_from_the_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {}

    def render(template: str, parameters: dict[str, str], out: Path, *, progress: bool) -> RenderedReport:
        # The rubric is there only while the report is made.
        asked.update(parameters, template=template, progress=progress, rubric=read_rubric(parameters["rubric"]))
        return RenderedReport(out, out.with_suffix(".json"))

    monkeypatch.setattr(folder, "render_report", render)
    assert sample_report(tmp_path / "new").page == tmp_path / "new" / SAMPLE_REPORT
    assert asked == {
        "template": "comparison",
        "rubric": starter_rubric(),
        "badges": str(sample_badges_folder()),
        "ratings": str(sample_ratings_file()),
        "title": "Sample: outside badges compared",
        "progress": False,
    }


def test_a_sample_report_that_has_no_place(tmp_path: Path) -> None:
    (tmp_path / "my_reports").touch()
    with pytest.raises(InputError, match=r"^cannot make .*my_reports: File exists$"):
        sample_report(tmp_path)
