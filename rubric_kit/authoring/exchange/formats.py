"""The list of exchange formats, in the order in which a file is held against them."""

from __future__ import annotations

from importlib import import_module

from rubric_kit.authoring.exchange.form import Format

_MODULES = (
    "case.case_rubric",
    "open_badges_rubric",
    "google_classroom",
    "moodle_case",
    "canvas_csv",
    "grids.grid_csv",
    "grids.grid_xlsx",
    "grids.grid_text",
    "papers.markdown_grid",
    "papers.print_page",
    "papers.print_large",
    "papers.score_sheet",
    "papers.word_document",
)

FORMATS: dict[str, Format] = {
    found.name: found for found in (import_module(f"rubric_kit.authoring.exchange.{module}").FORMAT for module in _MODULES)
}
"""Every format by its name."""
