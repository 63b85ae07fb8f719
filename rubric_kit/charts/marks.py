"""Layers of a drawing. Data reaches them as values only; the names of the fields are fixed here.

A drawing has a horizontal scale that means something (level, score, column) and a vertical one in pixels from the top. Labels
stand at pixel places left and right of the plot. Nothing depends on how wide a font draws a word, so that the same table gives
the same picture wherever it is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from rubric_kit.charts.palette import FONT, INK, SECONDARY, WHITE
from rubric_kit.model import visible

Rows = Sequence[Mapping[str, Any]]
Place = alt.X | dict[str, Any]

BODY = 14
"""Size of labels."""
SMALL = 13
"""Size of small print; nothing is smaller."""


class Scales:
    """Places in one drawing.

    Parameters
    ----------
    low, high : float
        Ends of the horizontal scale.
    width, height : float
        Size of the plot in pixels; the height is also the end of the vertical scale.
    """

    def __init__(self, low: float, high: float, width: float, height: float) -> None:
        self.low, self.per_pixel = low, (high - low) / width
        self.across = alt.Scale(domain=[low, high], nice=False, zero=False)
        self.down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)

    def x(self, field: str) -> alt.X:
        """Return the horizontal place from a field."""
        return alt.X(field=field, type="quantitative", scale=self.across, axis=None, sort=None)

    def place(self, pixel: float) -> float:
        """Return the value on the horizontal scale that stands at a pixel place."""
        return round(self.low + pixel * self.per_pixel, 6)

    def y(self, field: str = "y") -> alt.Y:
        """Return the vertical place from a field."""
        return alt.Y(field=field, type="quantitative", scale=self.down, axis=None, sort=None)


def at(pixel: float) -> dict[str, Any]:
    """Return a place in pixels from the left edge of the plot; negative places are left of it."""
    return {"value": pixel}


def texts(scales: Scales, rows: Rows, x: Place, **style: Any) -> alt.Chart:
    """Return a layer of words from the field "text"; a field "ink" in the rows gives each its colour."""
    mark: dict[str, Any] = {
        "fontSize": SMALL,
        "align": "left",
        "baseline": "middle",
        "lineBreak": "\n",
        "lineHeight": 17,
        "fill": INK,
    } | style
    by_row = bool(rows) and "ink" in rows[0]
    if by_row:
        mark.pop("fill")
    channels = {"x": x, "y": scales.y(), "text": alt.Text(field="text", type="nominal")}
    return _encoded(_chart(rows).mark_text(**mark), channels | ({"fill": _colour("ink")} if by_row else {}))


def with_halo(scales: Scales, rows: Rows, x: alt.X, **style: Any) -> list[alt.Chart]:
    """Return words with a white edge below them, readable where lines run behind."""
    edge = texts(scales, [{k: v for k, v in row.items() if k != "ink"} for row in rows], x, stroke=WHITE, strokeWidth=5, **style)
    return [edge, texts(scales, rows, x, **style)]


def symbols(scales: Scales, rows: Rows, x: Place, **style: Any) -> alt.Chart:
    """Return a layer of shapes from the fields "shape" (a path of ours) and "fill"."""
    mark: dict[str, Any] = {"size": 300, "opacity": 1, "stroke": INK, "strokeWidth": 1.5, "filled": False} | style
    shape = alt.Shape(field="shape", type="nominal", scale=None, legend=None)
    return _encoded(_chart(rows).mark_point(**mark), {"x": x, "y": scales.y(), "shape": shape, "fill": _colour("fill")})


def bars(scales: Scales, rows: Rows, **style: Any) -> alt.Chart:
    """Return a layer of boxes from the fields "start", "end", "top", "bottom", and "fill" where the rows have it."""
    mark: dict[str, Any] = {"stroke": INK, "strokeWidth": 1.5, "fill": WHITE, "opacity": 1} | style
    by_row = bool(rows) and "fill" in rows[0]
    if by_row:
        mark.pop("fill")
    across = {"x": scales.x("start"), "x2": alt.X2(field="end")}
    down = {"y": scales.y("top"), "y2": alt.Y2(field="bottom")}
    return _encoded(_chart(rows).mark_rect(**mark), across | down | ({"fill": _colour("fill")} if by_row else {}))


def uprights(scales: Scales, rows: Rows, **style: Any) -> alt.Chart:
    """Return a layer of vertical lines from the fields "x", "top" and "bottom"."""
    mark: dict[str, Any] = {"stroke": SECONDARY, "strokeWidth": 1, "opacity": 1} | style
    channels = {"x": scales.x("x"), "y": scales.y("top"), "y2": alt.Y2(field="bottom")}
    return _encoded(_chart(rows).mark_rule(**mark), channels)


def separators(scales: Scales, rows: Rows, start: float, end: float, **style: Any) -> alt.Chart:
    """Return a layer of horizontal lines from the field "y", between two pixel places."""
    mark: dict[str, Any] = {"strokeWidth": 1, "opacity": 1} | style
    return _encoded(_chart(rows).mark_rule(**mark), {"x": at(start), "x2": at(end), "y": scales.y()})


def slopes(scales: Scales, rows: Rows, **style: Any) -> alt.Chart:
    """Return a layer of straight lines from "x" and "y" to "x_end" and "y_end"."""
    mark: dict[str, Any] = {"stroke": SECONDARY, "strokeWidth": 1.5, "opacity": 1} | style
    channels = {"x": scales.x("x"), "x2": alt.X2(field="x_end"), "y": scales.y(), "y2": alt.Y2(field="y_end")}
    return _encoded(_chart(rows).mark_rule(**mark), channels)


def joined(scales: Scales, rows: Rows, x: str, **style: Any) -> alt.Chart:
    """Return one line per value of the field "row", through its points from top to bottom."""
    mark: dict[str, Any] = {"stroke": SECONDARY, "strokeWidth": 2, "opacity": 1} | style
    channels = {
        "x": scales.x(x),
        "y": scales.y(),
        "detail": alt.Detail(field="row", type="ordinal"),
        "order": alt.Order(field="y", type="quantitative", sort="ascending"),
    }
    return _encoded(_chart(rows).mark_line(**mark), channels)


def drawing(layers: Sequence[alt.Chart], *, width: float, height: float, left: float, right: float) -> alt.LayerChart:
    """Put layers together, the first at the back, with fixed room left and right of the plot."""
    whole = alt.layer(*layers).properties(
        width=width,
        height=height,
        padding={"left": left, "right": right, "top": 4, "bottom": 4},
        autosize=alt.AutoSizeParams(type="none"),
        background=WHITE,
    )
    # The picture as a whole has a name and a table; hundreds of labelled shapes inside it would only be noise.
    styled: alt.LayerChart = whole.configure(aria=False, font=FONT).configure_view(stroke=None)
    return styled


def _chart(rows: Rows) -> alt.Chart:
    values = [{name: visible(one) if isinstance(one, str) else one for name, one in row.items()} for row in rows]
    return alt.Chart(alt.InlineData(values=values))


def _encoded(layer: alt.Chart, channels: Mapping[str, Any]) -> alt.Chart:
    encoded: alt.Chart = layer.encode(**channels)
    return encoded


def _colour(field: str) -> alt.Fill:
    return alt.Fill(field=field, type="nominal", scale=None, legend=None)
