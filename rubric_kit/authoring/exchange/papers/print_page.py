"""A rubric as one page to print: no script, no request, a real table; and the same in large print."""

from __future__ import annotations

from rubric_kit.authoring.exchange.form import Format, Written
from rubric_kit.authoring.exchange.papers.paper import ours, page, paper_losses, paper_of
from rubric_kit.model import Rubric


def write_print_page(rubric: Rubric, *, large: bool = False) -> Written:
    """Write a rubric as a page to print on Letter or A4.

    Parameters
    ----------
    rubric : Rubric
        The rubric.
    large : bool
        In large print: 18 points and more, one criterion on each page. A rubric that is too wide for a page has one
        criterion on each page in any case.
    """
    return Written(page("print", paper_of(rubric), large=large, ours=ours(rubric)), paper_losses(rubric))


FORMAT = Format(
    name="print",
    title="Page to print (HTML)",
    suffix=".html",
    takes="rows",
    recognise=None,
    read=None,
    write=write_print_page,
)
"""The format."""
