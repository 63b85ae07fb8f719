"""One report run: check the parameters and inputs, execute the template, render the page, save page and manifest."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import nbformat

from rubric_kit.errors import InputError, ReportError
from rubric_kit.reports.inputs import read_inputs
from rubric_kit.reports.manifest import manifest_of
from rubric_kit.reports.page import html_page
from rubric_kit.reports.parameters import ReportParameters, report_parameters
from rubric_kit.workspace import notebooks_folder, read_file, write_file
from rubric_kit.workspace.rating_places import frozen_ratings

CELL_SECONDS = 300
"""Longest time one cell of a template may take."""


class RenderedReport(NamedTuple):
    """Where the files of a report were written."""

    page: Path
    manifest: Path


def render_report(template: str, parameters: Mapping[str, str], out: Path | str, *, progress: bool = False) -> RenderedReport:
    """Make a report: one HTML file, and a manifest beside it.

    The same inputs and parameters give the same bytes. Nothing is written unless the whole report could be made.

    Parameters
    ----------
    template : str
        Name of the template, such as comparison.
    parameters : mapping
        Parameters of the template as text; see `report_parameters`.
    out : path
        The HTML file; the manifest gets the same name with ".manifest.json".
    progress : bool
        Whether papermill shows a progress bar on the terminal.

    Raises
    ------
    ParameterError
        A parameter is not declared, missing or of the wrong form; refused before a kernel starts.
    InputError, RecordError, RatingError
        An input cannot be used; found out before a kernel starts, too.
    ReportError
        A cell failed, or the page would not be safe to publish.
    """
    checked = report_parameters(template, parameters)
    out = Path(out)
    beside = out.with_name(f"{out.stem}.manifest.json")
    _keep_inputs(checked, out, beside)
    with _frozen(checked) as still:
        page, manifest = _made(template, still, progress=progress)
    write_file(out, page)
    write_file(beside, f"{json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode())
    return RenderedReport(out, beside)


@contextmanager
def _frozen(parameters: ReportParameters) -> Iterator[ReportParameters]:
    """Hold ratings in a database as they are now: they are read here and once more in the kernel, and people go on rating."""
    ratings = getattr(parameters, "ratings", "")
    if not ratings:
        yield parameters
        return
    with frozen_ratings(ratings) as still:
        yield parameters.model_copy(update={"ratings": str(still)})


def _made(template: str, checked: ReportParameters, *, progress: bool) -> tuple[bytes, dict[str, object]]:
    """Return the page and its manifest."""
    inputs = read_inputs(checked)
    source = notebooks_folder() / "reports" / f"{template}.ipynb"
    # The kernel runs in a folder of its own, so relative paths have to become absolute before it starts.
    places = {name: str(Path(path).resolve()) for name, path in checked.inputs().items()}
    executed = _execute(source, checked.for_notebook() | places, progress=progress)
    page = html_page(executed, title=checked.title, language=inputs.language).encode()
    return page, manifest_of(template, read_file(source), checked, inputs.named, page)


def _keep_inputs(parameters: ReportParameters, *outputs: Path) -> None:
    inputs = [Path(path).resolve() for path in parameters.inputs().values()]
    for output in (one.resolve() for one in outputs):
        if any(output == one or (one.is_dir() and one in output.parents) for one in inputs):
            raise InputError(
                f"{output} is one of the report's own inputs, or lies among them; name another file", where=str(output)
            )


def _execute(source: Path, parameters: Mapping[str, str], *, progress: bool) -> nbformat.NotebookNode:
    """Execute a template with papermill; the executed notebook is not kept, it holds paths."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="rubric_kit-") as folder:
        try:
            executed = papermill.execute_notebook(
                nbformat.reads(read_file(source).decode(), as_version=4),
                None,
                parameters=dict(parameters),
                cwd=folder,
                progress_bar=progress,
                execution_timeout=CELL_SECONDS,
                # ipykernel warns at every start that loopback traffic is not encrypted, and sometimes of its own interruption.
                extra_arguments=["--IPKernelApp.log_level=50"],
            )
        except PapermillExecutionError as error:
            reason = f"{error.ename}: {str(error.evalue).splitlines()[0] if error.evalue else ''}"
            message = f"template {source.stem!r} failed in its cell {error.cell_index}: {reason}"
        except TimeoutError:
            message = f"template {source.stem!r} took more than {CELL_SECONDS} seconds in one cell"
        else:
            return executed  # type: ignore[no-any-return]  # papermill carries no annotations
    raise ReportError(message, where=source.name)
