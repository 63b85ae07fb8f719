"""How far apart is the room on each question? One strip per cell, the widest first: a dot per person, the spread below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any, NamedTuple

import altair as alt

from rubric_kit.charts import legend as legends
from rubric_kit.charts.display import Display
from rubric_kit.charts.marks import BODY, Scales, at, bars, drawing, separators, symbols, texts, uprights
from rubric_kit.charts.palette import CIRCLE, DIAMOND, INK, LINE, SECONDARY, WHITE, Sign, level_colours
from rubric_kit.charts.wording import counted, plain, shorten, state_words
from rubric_kit.comparing.cell_spread import STATE_PLACES, CellSpread, span_words
from rubric_kit.errors import RecordError
from rubric_kit.model import RatingState, Rubric

_PLOT = 480
_HEAD = 8
_TITLE = 52
"""Room above the dots of a strip, for what it is about."""
_FOOT = 46
"""Room below them, for the spread and the numbers of the levels."""
_DOT = 11
_BETWEEN = 10
"""Room that stays free between the dots of two places."""
_COUNT_FROM = 6
"""From so many dots on, their number stands above them."""
_APART = 0.4
"""Room between the levels and what was said instead, in levels."""
_RING = "M-0.8,-0.8L0.8,-0.8L0.8,0.8L-0.8,0.8Z"
_BAR = "M-1.3,-0.28L1.3,-0.28L1.3,0.28L-1.3,0.28Z"
_THIN = "M-1.4,-0.06L1.4,-0.06L1.4,0.06L-1.4,0.06Z"
_GLYPHS: dict[RatingState | None, legends.Entry] = {
    RatingState.UNKNOWN: legends.Entry(Sign(_RING, WHITE, dashed=True, character="?"), "cannot tell", dark=True),
    RatingState.WITHHELD: legends.LOCKED,
    RatingState.NOT_APPLICABLE: legends.NOT_APPLICABLE,
    None: legends.Entry(Sign(_RING, WHITE, dashed=True), state_words(None), dark=True),
}


class _Strip(NamedTuple):
    """One cell and where it stands."""

    cell: CellSpread
    label: str
    """What the badge is called."""
    top: float
    base: float
    """Height of the line that the dots stand on."""
    bottom: float


def dot_strips(rubric: Rubric, spreads: Sequence[CellSpread], labels: Mapping[str, str], *, most: int = 12) -> Display:
    """Chart what everybody said about single cells, without a name: dots per level, median and spread, what was said instead.

    Parameters
    ----------
    rubric : Rubric
        The version that was rated.
    spreads : sequence of CellSpread
        What `rubric_kit.comparing.cell_spreads` returned, the widest first.
    labels : mapping of badge key to label
        What `rubric_kit.comparing.badge_labels` returned.
    most : int
        How many cells are drawn at most; the description says how many there are.

    Raises
    ------
    RecordError
        There is no cell, or one names a criterion that the rubric does not have.

    Examples
    --------
    >>> from rubric_kit import read_review
    >>> from rubric_kit.comparing.cell_spread import cell_spreads
    >>> review = read_review()
    >>> strips = dot_strips(review.rubric, cell_spreads(review.rubric, review.badges, review.ratings), review.labels, most=1)
    >>> len(strips.rows)
    1
    """
    chosen = list(spreads[: max(most, 1)])
    if not chosen:
        raise RecordError("a chart of answers needs at least one cell, found none; add badges and ratings first", where="spreads")
    known = {criterion.id for criterion in rubric.criteria}
    for cell in chosen:
        if cell.criterion not in known:
            message = f"a cell is about criterion {cell.criterion!r}; known are: {', '.join(sorted(known))}. Use its own rubric"
            raise RecordError(message, where=rubric.id)
    picture = _Picture(chosen, [plain(labels.get(cell.badge, cell.label)) for cell in chosen])
    levels = [f"Level {place}" for place in range(picture.levels)]
    return Display(
        title="What everybody said, widest first",
        description=_description(chosen, len(spreads)),
        chart=picture.chart(),
        columns=("Cell", *levels, *(state_words(state).capitalize() for state in STATE_PLACES), "Middle", "Spread in levels"),
        rows=tuple(_row(strip, picture.levels) for strip in picture.strips),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(self, cells: Sequence[CellSpread], labels: Sequence[str]) -> None:
        self.levels = max(len(cell.levels) for cell in cells)
        self.colours = level_colours(self.levels)
        slots = self.levels + len(STATE_PLACES)
        self.slot = _PLOT / (slots + _APART)
        self.across = max(1, int((self.slot - _BETWEEN) / _DOT))
        self.strips: list[_Strip] = []
        top: float = _HEAD
        for cell, label in zip(cells, labels, strict=True):
            most = max(*cell.counts, *cell.states, 1)
            base = top + _TITLE + _DOT * ceil(most / self.across) + (16 if most >= _COUNT_FROM else 0)
            self.strips.append(_Strip(cell, label, top, base, base + _FOOT))
            top = base + _FOOT
        self.key = self._entries()
        self.height = top + 10 + legends.legend_height(self.key, _PLOT)
        self.scales = Scales(-0.5, slots + _APART - 0.5, _PLOT, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legends.legend(self.scales, self.key, left=0, top=self.strips[-1].bottom + 10, width=_PLOT)
        layers = [*self._grid(), *self._titles(), *self._dots(), *self._spreads(), *self._feet(), *key]
        return drawing(layers, width=_PLOT, height=self.height, left=4, right=4)

    def _entries(self) -> list[legends.Entry]:
        dot = legends.Entry(Sign(CIRCLE, self.colours[-1]), "one person", dark=True)
        spread = [
            legends.Entry(Sign(_THIN, INK), "lowest to highest level", dark=True),
            legends.Entry(Sign(_BAR, SECONDARY), "the middle half", dark=True),
            legends.Entry(Sign(DIAMOND, WHITE), "the middle answer", dark=True),
        ]
        return [dot, *spread, *(_GLYPHS[state]._replace(words=state_words(state)) for state in STATE_PLACES)]

    def _state_at(self, place: int) -> float:
        return self.levels + _APART + place

    def _grid(self) -> Iterator[alt.Chart]:
        edges = [{"y": strip.bottom - 4} for strip in self.strips]
        yield separators(self.scales, edges, 0, _PLOT, stroke=LINE)
        lines = [
            {"x": place, "top": strip.top + _TITLE - 4, "bottom": strip.base + 24}
            for strip in self.strips
            for place in range(len(strip.cell.levels))
        ]
        yield uprights(self.scales, lines, stroke=LINE)
        ground = [{"start": -0.5, "end": len(s.cell.levels) - 0.5, "top": s.base, "bottom": s.base + 1} for s in self.strips]
        aside = (self._state_at(0) - 0.5, self._state_at(len(STATE_PLACES)) - 0.5)
        ground += [{"start": aside[0], "end": aside[1], "top": s.base, "bottom": s.base + 1} for s in self.strips]
        yield bars(self.scales, ground, fill=SECONDARY, strokeWidth=0)

    def _titles(self) -> Iterator[alt.Chart]:
        names = [{"text": shorten(strip.cell.name, 40), "y": strip.top + 14} for strip in self.strips]
        yield texts(self.scales, names, at(0), fontSize=BODY, fontWeight=600)
        labels = [{"text": shorten(strip.label, 62), "y": strip.top + 33} for strip in self.strips]
        yield texts(self.scales, labels, at(0), fill=SECONDARY)
        widths = [{"text": _width_words(strip.cell), "y": strip.top + 14} for strip in self.strips]
        yield texts(self.scales, widths, at(_PLOT), align="right")

    def _dots(self) -> Iterator[alt.Chart]:
        stacks = [stack for strip in self.strips for stack in self._stacks(strip)]
        dots = [dot for stack in stacks for dot in self._stack(**stack)]
        if dots:
            yield symbols(self.scales, dots, self.scales.x("x"), size=70, strokeWidth=1.25)
        numbers = [
            {"x": one["x"], "text": str(one["count"]), "y": one["base"] - _DOT * ceil(one["count"] / self.across) - 9}
            for one in stacks
            if one["count"] >= _COUNT_FROM
        ]
        if numbers:
            yield texts(self.scales, numbers, self.scales.x("x"), align="center", fontWeight="bold")

    def _stacks(self, strip: _Strip) -> Iterator[dict[str, Any]]:
        cell, shared = strip.cell, {"base": strip.base, "badge": strip.cell.badge, "criterion": strip.cell.criterion}
        for place, count in enumerate(cell.counts):
            yield shared | {"x": place, "count": count, "said": f"level {place}", "fill": self.colours[place]}
        for place, (state, count) in enumerate(zip(STATE_PLACES, cell.states, strict=True)):
            yield shared | {"x": self._state_at(place), "count": count, "said": state_words(state), "fill": WHITE}

    def _stack(self, *, x: float, count: int, base: float, **told: str) -> Iterator[dict[str, Any]]:
        """Give the dots of one place row by row from below, each row in the middle of the place."""
        for number in range(count):
            row, column = divmod(number, self.across)
            beside = min(count - row * self.across, self.across)
            aside = (column - (beside - 1) / 2) * _DOT * self.scales.per_pixel
            yield told | {"x": round(x + aside, 6), "y": base - _DOT * (row + 0.5) - 1}

    def _spreads(self) -> Iterator[alt.Chart]:
        given = [(strip, strip.base + 12) for strip in self.strips if strip.cell.given]
        whole = [_span(strip.cell.lowest, strip.cell.highest, y, 1) for strip, y in given if strip.cell.width]
        half = [
            _span(*strip.cell.quartiles, y, 3.5) for strip, y in given if strip.cell.quartiles and _apart(strip.cell.quartiles)
        ]
        for rows, fill in ((whole, INK), (half, SECONDARY)):
            if rows:
                yield bars(self.scales, rows, fill=fill, strokeWidth=0)
        middles = [
            {"x": place, "y": y, "shape": DIAMOND, "fill": WHITE, "criterion": strip.cell.criterion, "median": place}
            for strip, y in given
            for place in sorted(set(strip.cell.median or ()))
        ]
        if middles:
            yield symbols(self.scales, middles, self.scales.x("x"), size=90, strokeWidth=1.5)

    def _feet(self) -> Iterator[alt.Chart]:
        numbers = [
            {"x": place, "text": str(place), "y": strip.base + 30}
            for strip in self.strips
            for place in range(len(strip.cell.levels))
        ]
        yield texts(self.scales, numbers, self.scales.x("x"), align="center", fill=SECONDARY)
        glyphs = [
            {"sign": _GLYPHS[state], "x": self._state_at(place), "y": strip.base + 26}
            for strip in self.strips
            for place, state in enumerate(STATE_PLACES)
        ]
        yield from legends.signs(self.scales, glyphs, self.scales.x("x"), size=200)


def _span(low: int | None, high: int | None, y: float, half: float) -> dict[str, Any]:
    return {"start": low, "end": high, "top": y - half, "bottom": y + half}


def _apart(pair: tuple[int, int]) -> bool:
    return pair[0] != pair[1]


def _width_words(cell: CellSpread) -> str:
    if not cell.given:
        return "no level given"
    return f"spread: {counted(cell.width, 'level', 'levels')}"


def _row(strip: _Strip, levels: int) -> tuple[str, ...]:
    cell = strip.cell
    counts = [str(one) for one in cell.counts] + ["—"] * (levels - len(cell.levels))
    middle = "—" if cell.median is None else span_words(*cell.median).capitalize()
    width = str(cell.width) if cell.given else "—"
    return (f"{plain(cell.name)} on {strip.label}", *counts, *(str(one) for one in cell.states), middle, width)


def _description(cells: Sequence[CellSpread], all_cells: int) -> str:
    people = max(len(cell.answers) for cell in cells)
    widest = "the widest" if len(cells) == 1 else f"the {len(cells)} widest"
    shown = f"{widest} of {all_cells} cells" if len(cells) < all_cells else counted(all_cells, "cell", "cells")
    first = f"{counted(people, 'person', 'people')} on {shown}."
    if not cells[0].width:
        return f"{first} Nobody is apart: where levels were given they are the same."
    return f"{first} Widest: {plain(cells[0].sentence)}"
