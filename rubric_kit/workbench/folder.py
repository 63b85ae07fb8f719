"""The folder a person works in: the checkout's notebooks, or a copy of the shipped ones."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.reports import RenderedReport, render_report
from rubric_kit.workspace import notebooks_folder, sample_badges_folder, sample_ratings_file, write_rubric
from rubric_kit.workspace.district import find_workspace, is_workspace
from rubric_kit.workspace.new_folder import NOTEBOOKS
from rubric_kit.workspace.shipped import notebook_files

SAMPLE_REPORT = "my_reports/sample_comparison.html"
"""Where the sample report goes, inside the folder of the notebooks; notebook 00 links to it."""


def workbench_folder(folder: Path | None = None) -> Path:
    """Return the folder of notebooks to open.

    Without a folder: those of the workspace that the current folder lies in, or the checkout's own notebooks, or, for an
    installed package, `rubric_kit_workbench` here. Of a folder that is a workspace its `notebooks` are taken. A folder that has
    no notebooks gets a copy of the shipped ones; notebooks that are there are never replaced.

    Raises
    ------
    InputError
        The folder cannot be made or written to.
    """
    shipped = notebooks_folder()
    folder = find_workspace() if folder is None else folder
    if folder is not None and is_workspace(folder):
        folder = folder / NOTEBOOKS
    if folder is None:
        if (shipped.parent / "pyproject.toml").is_file():
            return shipped
        folder = Path("rubric_kit_workbench")
    try:
        for source, inside in notebook_files(shipped):
            target = folder / inside
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
    except OSError as error:
        raise InputError(f"cannot make {folder}: {error.strerror or error}", where=str(folder)) from None
    return folder


def sample_report(folder: Path, *, progress: bool = False) -> RenderedReport:
    """Render the comparison report on the sample badges, so that there is a result before anything is typed.

    Raises
    ------
    InputError, ReportError
        The folder cannot be written to, or the report cannot be made.
    """
    page = folder / SAMPLE_REPORT
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make {page.parent}: {error.strerror or error}", where=str(page.parent)) from None
    # The rubric lies elsewhere only as long as it is read: a file beside the report might be edited, and lost next time.
    with tempfile.TemporaryDirectory(prefix="rubric_kit-") as passing:
        rubric = Path(passing) / "starter_rubric.json"
        write_rubric(rubric, starter_rubric())
        parameters = {
            "rubric": str(rubric),
            "badges": str(sample_badges_folder()),
            "ratings": str(sample_ratings_file()),
            "title": "Sample: outside badges compared",
        }
        return render_report("comparison", parameters, page, progress=progress)
