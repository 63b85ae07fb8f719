"""The notebooks in a district's folder: they find its rubric, its badges and its ratings by themselves."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.workspace import new_workspace, read_badge_folder, sample_badges_folder, sample_ratings_file
from rubric_kit.workspace.store import merge, open_store

ASKED = {
    "00_start_here.ipynb": "print(sorted(review.labels.values()))",
    "01_build_rubric.ipynb": "print(save_to.relative_to(place.folder).as_posix(), ours.version)",
    "02_weigh_criteria.ipynb": "print(sorted(review.labels.values()))",
    "04_compare_levels.ipynb": "print(sorted(report.review.labels.values()))",
    "05_bring_in_badges.ipynb": "print(sorted(badge.issuer.name for badge in desk.badges))",
}
ISSUERS = ["Bayview Teachers' Technology Association", "Noel's Classroom Apps"]
SAID = {
    "01_build_rubric.ipynb": "rubrics/outside-badges.json 1",
    "05_bring_in_badges.ipynb": str(ISSUERS),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace with the two badges of one name, and the invented raters' ratings of them."""
    folder = tmp_path_factory.mktemp("districts") / "ours"
    made = new_workspace(folder, title="Bridgewater Schools")
    for name in ("padlet_association.json", "padlet_hobby.json"):
        shutil.copy(sample_badges_folder() / name, folder / "badges")
    with open_store(made.ratings) as store:
        merge(store, [sample_ratings_file()], rubric=starter_rubric(), badges=read_badge_folder(folder / "badges").badges)
    return folder


def execute(notebook: Any, folder: Path) -> Any:
    return papermill.execute_notebook(
        notebook, None, cwd=folder, progress_bar=False, extra_arguments=["--IPKernelApp.log_level=40"], execution_timeout=60
    )


@pytest.mark.parametrize("name", sorted(ASKED))
def test_takes_everything_from_the_workspace_it_lies_in(place: Path, name: str) -> None:
    notebook = nbformat.read(place / "notebooks" / name, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(f"print(place.title)\n{ASKED[name]}"))
    done = execute(notebook, place / "notebooks")
    labels = [f"Padlet Badge - {issuer}" for issuer in ISSUERS]
    assert done.cells[-1].outputs[0].text.splitlines() == ["Bridgewater Schools", SAID.get(name, str(labels))]


def test_takes_the_workspace_that_is_named(place: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(place / "notebooks" / "05_bring_in_badges.ipynb", as_version=4)
    parameters = next(cell for cell in notebook.cells if cell.metadata.get("tags") == ["parameters"])
    parameters.source = parameters.source.replace('workspace = ""', f"workspace = {str(place)!r}")
    notebook.cells.append(nbformat.v4.new_code_cell("print(place.title, len(desk.badges))"))
    assert execute(notebook, tmp_path).cells[-1].outputs[0].text == "Bridgewater Schools 2\n"
    parameters.source = parameters.source.replace(repr(str(place)), "'nowhere'")
    with pytest.raises(papermill.exceptions.PapermillExecutionError) as failed:
        execute(notebook, tmp_path)
    assert failed.value.traceback == ["nowhere is no workspace: it does not exist; `rubric-kit new nowhere` makes one"]
