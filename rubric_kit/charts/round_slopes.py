"""Did talking bring the room together? One row per cell: its spread before and after, and where the middle went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import altair as alt

from rubric_kit.charts.display import Display
from rubric_kit.charts.legend import Entry, legend, legend_height
from rubric_kit.charts.marks import BODY, Scales, at, bars, drawing, separators, slopes, symbols, texts
from rubric_kit.charts.palette import DIAMOND, FIELD, INK, LINE, SECONDARY, WHITE, Sign
from rubric_kit.charts.wording import counted, label_lines, listed, plain, shorten
from rubric_kit.comparing.cell_spread import CellChange, CellSpread, span_words
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric

_LABEL, _PLOT, _WORDS = 206, 170, 104
_HEAD = 28
_STEP = 17
"""Height of a level in pixels."""
_LEAST = 62
"""Least height of a row: three lines of words on its left."""
_BAR = 0.05
_UPRIGHT = "M-0.4,-1.1L0.4,-1.1L0.4,1.1L-0.4,1.1Z"
_SLOPE = "M-1.4,-0.75L1.4,0.55L1.4,0.75L-1.4,-0.55Z"
_NOT_COMPARABLE = "not comparable"


def round_slopes(rubric: Rubric, changes: Sequence[CellChange], labels: Mapping[str, str], *, most: int = 12) -> Display:
    """Chart what a talk and a second rating did to single cells: lowest, middle and highest level before and after.

    Parameters
    ----------
    rubric : Rubric
        The version that the later round was rated on.
    changes : sequence of CellChange
        What `rubric_kit.comparing.round_change` returned, those that were widest before first.
    labels : mapping of badge key to label
        What `rubric_kit.comparing.badge_labels` returned.
    most : int
        How many cells are drawn at most; the description counts all.

    Raises
    ------
    RecordError
        There is no cell, or one names a criterion that the rubric does not have.

    Examples
    --------
    >>> from rubric_kit import read_review
    >>> from rubric_kit.comparing.cell_spread import round_change
    >>> review = read_review()
    >>> changes = round_change(review.rubric, review.rubric, review.badges, review.ratings, review.ratings)
    >>> slopes = round_slopes(review.rubric, changes, review.labels, most=1)
    >>> slopes.rows[0][1:3]
    ('2', '2')
    """
    chosen = list(changes[: max(most, 1)])
    if not chosen:
        raise RecordError("a chart of two rounds needs at least one cell that both asked about, found none", where="changes")
    known = {criterion.id for criterion in rubric.criteria}
    for one in chosen:
        if one.after.criterion not in known:
            message = f"a cell is about criterion {one.after.criterion!r}; known are: {', '.join(sorted(known))}"
            raise RecordError(f"{message}. Use the rubric of the later round", where=rubric.id)
    names = [plain(labels.get(one.after.badge, one.after.label)) for one in chosen]
    ends = [f"{what} {when}" for what in ("Spread in levels", "Middle") for when in ("before", "after")]
    return Display(
        title="Before the talk and after it",
        description=_description(changes, len(chosen)),
        chart=_Picture(chosen, names).chart(),
        columns=("Cell", *ends, "Moved up", "Moved down", "Stayed"),
        rows=tuple(_row(one, name) for one, name in zip(chosen, names, strict=True)),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(self, changes: Sequence[CellChange], names: Sequence[str]) -> None:
        self.changes, self.names = changes, label_lines(names, 25)
        self.tops: list[float] = [_HEAD]
        for one in changes:
            levels = max(len(cell.levels) for cell in (one.before, one.after))
            self.tops.append(self.tops[-1] + max(_LEAST, _STEP * (levels - 1) + 24))
        self.whole = _LABEL + _PLOT + _WORDS
        self.key = [
            Entry(Sign(_UPRIGHT, FIELD), "from the lowest level to the highest", dark=True),
            Entry(Sign(DIAMOND, WHITE), "the middle answer", dark=True),
            Entry(Sign(_SLOPE, INK), "where the middle went", dark=True),
        ]
        self.height = self.tops[-1] + 10 + legend_height(self.key, self.whole)
        self.scales = Scales(-0.3, 1.3, _PLOT, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legend(self.scales, self.key, left=-_LABEL, top=self.tops[-1] + 10, width=self.whole)
        layers = [*self._grid(), *self._labels(), *self._slopes(), *self._bars(), *self._words(), *key]
        return drawing(layers, width=_PLOT, height=self.height, left=_LABEL + 4, right=_WORDS + 4)

    def _grid(self) -> Iterator[alt.Chart]:
        yield separators(self.scales, [{"y": top} for top in self.tops], -_LABEL, _PLOT + _WORDS, stroke=LINE)
        heads = [{"x": 0, "text": "Before", "y": _HEAD - 12}, {"x": 1, "text": "After", "y": _HEAD - 12}]
        yield texts(self.scales, heads, self.scales.x("x"), fill=SECONDARY, align="center")
        head = [{"text": "Spread, levels", "y": _HEAD - 12}]
        yield texts(self.scales, head, at(_PLOT + _WORDS), fill=SECONDARY, align="right")

    def _labels(self) -> Iterator[alt.Chart]:
        rows = list(zip(self.tops, self.changes, self.names, strict=False))
        names = [{"text": shorten(one.after.name, 24), "y": top + 16} for top, one, _ in rows]
        yield texts(self.scales, names, at(-_LABEL), fontSize=BODY, fontWeight=600)
        labels = [{"text": name, "y": top + 26} for top, _, name in rows]
        yield texts(self.scales, labels, at(-_LABEL), fill=SECONDARY, baseline="line-top")

    def _slopes(self) -> Iterator[alt.Chart]:
        edges, middles = [], []
        for row, one in enumerate(self.changes):
            ends = _both(one)
            if ends is not None:
                (low, middle, high), (new_low, new_middle, new_high) = ends
                edges += [self._line(row, low, new_low), self._line(row, high, new_high)]
                middles.append(self._line(row, middle, new_middle))
        if edges:
            yield slopes(self.scales, edges, stroke=SECONDARY, strokeWidth=1, strokeDash=[3, 3])
            yield slopes(self.scales, middles, stroke=INK, strokeWidth=2.5)

    def _line(self, row: int, before: Fraction, after: Fraction) -> dict[str, Any]:
        return {"x": 0, "y": self._y(row, before), "x_end": 1, "y_end": self._y(row, after)}

    def _bars(self) -> Iterator[alt.Chart]:
        given = [(row, x, cell) for row, one in enumerate(self.changes) for x, cell in _sides(one) if cell.given]
        if not given:
            return
        boxes = [
            {
                "start": x - _BAR,
                "end": x + _BAR,
                "top": self._y(row, cell.places[-1]) - 5,
                "bottom": self._y(row, cell.places[0]) + 5,
                "lowest": cell.places[0],
                "highest": cell.places[-1],
                "criterion": cell.criterion,
            }
            for row, x, cell in given
        ]
        yield bars(self.scales, boxes, fill=FIELD, strokeWidth=1)
        middles = [{"x": x, "y": self._y(row, _middle(cell)), "shape": DIAMOND, "fill": WHITE} for row, x, cell in given]
        yield symbols(self.scales, middles, self.scales.x("x"), size=90)
        for side, align, dx in ((0, "right", -14), (1, "left", 14)):
            numbers = [
                {"x": x, "y": self._y(row, place), "text": str(place)}
                for row, x, cell in given
                if x == side
                for place in sorted({cell.places[0], cell.places[-1]})
            ]
            if numbers:
                yield texts(self.scales, numbers, self.scales.x("x"), align=align, dx=dx)

    def _words(self) -> Iterator[alt.Chart]:
        rows = list(zip(self.tops, self.changes, strict=False))
        spreads = [{"text": _spread_words(one), "y": top + 16} for top, one in rows]
        yield texts(self.scales, spreads, at(_PLOT + _WORDS), align="right", fontWeight="bold")
        moved = [{"text": _moved_words(one), "y": top + 34} for top, one in rows]
        yield texts(self.scales, moved, at(_PLOT + _WORDS), align="right", fill=SECONDARY)

    def _y(self, row: int, place: Fraction | int) -> float:
        return round(self.tops[row + 1] - 12 - _STEP * float(place), 3)


def _sides(change: CellChange) -> tuple[tuple[int, CellSpread], tuple[int, CellSpread]]:
    return (0, change.before), (1, change.after)


def _both(change: CellChange) -> list[tuple[Fraction, Fraction, Fraction]] | None:
    """Return lowest, middle and highest of both rounds; None where the two cannot be compared."""
    if not _comparable(change):
        return None
    return [(Fraction(cell.places[0]), _middle(cell), Fraction(cell.places[-1])) for _, cell in _sides(change)]


def _comparable(change: CellChange) -> bool:
    return change.comparable and bool(change.before.given and change.after.given)


def _middle(cell: CellSpread) -> Fraction:
    """Return the median; only for drawing, half way between two middle levels."""
    return Fraction(sum(cell.median or (0, 0)), 2)


def _spread_words(change: CellChange) -> str:
    if not _comparable(change):
        return _NOT_COMPARABLE
    return f"{change.before.width} to {change.after.width}"


def _moved_words(change: CellChange) -> str:
    return f"{change.moved} moved" if _comparable(change) else ""


def _row(change: CellChange, name: str) -> tuple[str, ...]:
    cells = [cell for _, cell in _sides(change)]
    widths = [str(cell.width) if cell.given else "—" for cell in cells]
    middles = ["—" if cell.median is None else span_words(*cell.median).capitalize() for cell in cells]
    moves = [str(one) if _comparable(change) else "—" for one in (change.up, change.down, change.stayed)]
    return (f"{plain(change.after.name)} on {name}", *widths, *middles, *moves)


def _description(changes: Sequence[CellChange], shown: int) -> str:
    compared = [one for one in changes if _comparable(one)]
    widest = "the one that was widest before is" if shown == 1 else f"the {shown} that were widest before are"
    drawn = f"; {widest} drawn" if shown < len(changes) else ""
    if not compared:
        return f"None of {counted(len(changes), 'cell', 'cells')} can be compared between the two rounds{drawn}."
    ways = {"fell": 0, "stayed": 0, "rose": 0}
    for one in compared:
        ways["fell" if one.after.width < one.before.width else "rose" if one.after.width > one.before.width else "stayed"] += 1
    told = listed([f"{way} in {count}" for way, count in ways.items() if count])
    other = len(changes) - len(compared)
    rest = f"; {counted(other, 'cell', 'cells')} cannot be compared" if other else ""
    first = f"Of {counted(len(compared), 'cell', 'cells')} the spread {told}{rest}{drawn}."
    sentence = plain(compared[0].sentence)
    return f"{first} Widest before: {sentence[0].lower()}{sentence[1:]}"
