"""A rubric as a page to print in large print."""

from __future__ import annotations

from rubric_kit.authoring.exchange.form import Format, Written
from rubric_kit.authoring.exchange.papers.print_page import write_print_page
from rubric_kit.model import Rubric


def write_large_print(rubric: Rubric) -> Written:
    """Write a rubric as a page in large print, one criterion on each page."""
    return write_print_page(rubric, large=True)


FORMAT = Format(
    name="print-large",
    title="Page to print in large print (HTML)",
    suffix=".html",
    takes="rows",
    recognise=None,
    read=None,
    write=write_large_print,
)
"""The format."""
