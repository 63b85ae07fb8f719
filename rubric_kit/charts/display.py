"""`Display`: a chart, its description and its table twin, shown as a static picture that runs nothing and fetches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import altair as alt
import vl_convert

from rubric_kit.charts.text_table import TextTable
from rubric_kit.model import visible

if TYPE_CHECKING:
    import pandas as pd

_VEGA_LITE = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
# The labels of the renderer's many groups would be noise, and unlabelled groups are a fault to a checker. Text in the picture
# has its angle brackets escaped, so a tag is everything between two of them.
_TAG = re.compile(r"<[a-z][^<>]*>")
_ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"<>]*"')


@dataclass(frozen=True, eq=False)
class Display:
    """A chart, its description in words and its table twin: the three never part."""

    title: str
    """What is shown."""
    description: str
    """One to three plain sentences with the numbers that matter, worked out from the data."""
    chart: alt.Chart | alt.LayerChart = field(repr=False)
    """The Altair chart. Never show it by itself: Altair's own output runs script found in names and needs a network."""
    columns: tuple[str, ...]
    """Header of the table twin."""
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    """Cells of the table twin as text, the same values as in the chart; the first cell names the row."""

    def __post_init__(self) -> None:
        shown = {
            "title": visible(self.title),
            "description": visible(self.description),
            "columns": tuple(visible(one) for one in self.columns),
            "rows": tuple(tuple(visible(cell) for cell in row) for row in self.rows),
        }
        for name, value in shown.items():
            object.__setattr__(self, name, value)

    def svg(self) -> str:
        """Return the chart as a static SVG picture that shrinks with the page; the same bytes each time."""
        return self._svg

    def html(self) -> str:
        """Return picture, description and table as a fragment for any page.

        The table stands beside the picture, which has `role="img"`, not inside it, where a screen reader could not reach it.
        """
        table = TextTable(self.title, self.columns, self.rows).html()
        twin = f'<details class="rk-twin" style="margin:8px 0 0"><summary>The same as a table</summary>{table}</details>'
        return (
            '<div class="rk-display" style="max-width:100%;margin:0 0 16px">'
            '<figure class="rk-figure" style="margin:0">'
            '<figcaption class="rk-caption" style="margin:0 0 8px;max-width:75ch">'
            f"<strong>{escape(self.title)}</strong><br>{escape(self.description)}</figcaption>"
            f'<div class="rk-chart">{self.svg()}</div>'
            f"</figure>{twin}</div>"
        )

    def frame(self) -> pd.DataFrame:
        """Return the table twin as a pandas frame of text."""
        return TextTable(self.title, self.columns, self.rows).frame()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002 - IPython's call
        return {"text/html": self.html(), "text/plain": self.description}

    @cached_property
    def _svg(self) -> str:
        picture = vl_convert.vegalite_to_svg(self.chart.to_dict(), vl_version=_VEGA_LITE)
        bare = _TAG.sub(lambda tag: _ROLE.sub("", tag[0]), picture)
        start = f'<svg role="img" aria-label="{escape(self.description)}" style="max-width:100%;height:auto" '
        return bare.replace("<svg ", start, 1)
