"""Which places can a badge take while nobody has settled the weights? One row per badge, one column per place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import altair as alt

from rubric_kit.charts import legend as legends
from rubric_kit.charts.display import Display
from rubric_kit.charts.marks import Scales, at, bars, drawing, texts, uprights
from rubric_kit.charts.palette import ACCENT, INK, LINE, SECONDARY, WHITE, Sign, level_colours, text_on
from rubric_kit.charts.wording import counted, label_lines, listed, plain

if TYPE_CHECKING:
    # Only its name is needed; the package brings in numpy.
    from rubric_kit.scoring.robustness import RankAcceptability

_LABEL, _TIE, _CELL, _MEAN = 196, 22, 40, 74
_LEAST_WIDTH = 240
_ROW, _HEADER = 42, 46
_MOST_COLUMNS = 12
_STEPS = (1, 20, 40, 60, 80)
"""Shares of 100 from which a cell is a step darker."""
_FILLS = (WHITE, *level_colours(6)[1:])
_BOX = "M-0.8,-0.8L0.8,-0.8L0.8,0.8L-0.8,0.8Z"
_STROKE = "M-0.18,-1L0.18,-1L0.18,1L-0.18,1Z"
_NAMED = 3
_KEY = [
    *(
        legends.Entry(Sign(_BOX, fill), words, dark=True)
        for fill, words in zip(
            _FILLS, ("under 1 of 100 draws", "1 to 19", "20 to 39", "40 to 59", "60 to 79", "80 to 100"), strict=True
        )
    ),
    legends.Entry(Sign(_STROKE, ACCENT), "a tie: the draws cannot tell these apart"),
    legends.Entry(Sign("", WHITE, character="*"), "something is missing: placed by the low end of its score", dark=True),
]


def rank_heat_map(found: RankAcceptability, labels: Mapping[str, str]) -> Display:
    """Chart how often each badge takes each place when weights are drawn at random.

    With more than twelve places, neighbouring ones share a column.

    Parameters
    ----------
    found : RankAcceptability
        What `rubric_kit.scoring.robustness.rank_acceptability` returned.
    labels : mapping of badge key to label
        What `rubric_kit.comparing.badge_labels` returned.
    """
    names = [plain(labels.get(key, key[:12])) for key in found.badges]
    columns = _columns(found)
    shares = [[_hundredths(found, row, places) for places in columns] for row in range(len(names))]
    tied = {one.first: one.second for one in found.ties}
    place_of = dict(zip(found.badges, names, strict=True))
    return Display(
        title="Places over all weightings",
        description=_description(found, names),
        chart=_Picture(found, names, columns, shares).chart(),
        columns=("Badge", *(f"Place {_column_name(places)}" for places in columns), "Mean place", "Tie with", "Missing"),
        rows=tuple(
            (
                name,
                *(_share_words(share) for share in row),
                _mean(found, at_row),
                place_of.get(tied.get(key, ""), "—"),
                "placed by its low end" if key in found.gaps else "—",
            )
            for at_row, (key, name, row) in enumerate(zip(found.badges, names, shares, strict=True))
        ),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(
        self, found: RankAcceptability, names: Sequence[str], columns: Sequence[range], shares: Sequence[Sequence[int]]
    ) -> None:
        self.found, self.columns, self.shares = found, columns, shares
        self.names = label_lines(names, 24)
        self.width = _CELL * len(columns)
        self.left = _LABEL + _TIE
        self.right = max(_MEAN, _LEAST_WIDTH + _MEAN - self.width)
        self.rows_end = _HEADER + _ROW * len(names)
        whole = self.left + self.width + self.right
        self.key_width = whole
        self.height = self.rows_end + 12 + legends.legend_height(_KEY, whole)
        self.scales = Scales(-0.5, len(columns) - 0.5, self.width, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legends.legend(self.scales, _KEY, left=-self.left, top=self.rows_end + 12, width=self.key_width)
        layers = [*self._heads(), *self._names(), *self._ties(), *self._cells(), *key]
        return drawing(layers, width=self.width, height=self.height, left=self.left + 4, right=self.right + 4)

    def _heads(self) -> Iterator[alt.Chart]:
        row = [{"text": "Place", "y": 12}]
        yield texts(self.scales, row, at(self.width / 2), fill=SECONDARY, align="center")
        heads = [{"column": at_column, "text": _head(places), "y": _HEADER - 14} for at_column, places in enumerate(self.columns)]
        yield texts(self.scales, heads, self.scales.x("column"), fill=SECONDARY, align="center")
        mean = [{"text": "Mean\nplace", "y": _HEADER - 31}]
        yield texts(self.scales, mean, at(self.width + _MEAN - 8), fill=SECONDARY, align="right")

    def _names(self) -> Iterator[alt.Chart]:
        names = [{"text": name, "y": self._y(row) - 8.5 * name.count("\n")} for row, name in enumerate(self.names)]
        yield texts(self.scales, names, at(-self.left))
        stars = [{"text": "*", "y": self._y(row)} for row, key in enumerate(self.found.badges) if key in self.found.gaps]
        if stars:
            yield texts(self.scales, stars, at(-_TIE - 10), fontWeight="bold")
        means = [{"text": _mean(self.found, row), "y": self._y(row)} for row in range(len(self.names))]
        yield texts(self.scales, means, at(self.width + _MEAN - 8), align="right", fontWeight="bold")

    def _ties(self) -> Iterator[alt.Chart]:
        """Join neighbours that tie by an upright stroke beside their names."""
        tied = {one.first for one in self.found.ties}
        strokes = [
            {"x": self.scales.place(-_TIE / 2), "top": self._y(row) - 10, "bottom": self._y(row + 1) + 10}
            for row, key in enumerate(self.found.badges)
            if key in tied
        ]
        if strokes:
            yield uprights(self.scales, strokes, stroke=ACCENT, strokeWidth=4)

    def _cells(self) -> Iterator[alt.Chart]:
        cells = [self._cell(row, column, share) for row, shares in enumerate(self.shares) for column, share in enumerate(shares)]
        for empty in (True, False):
            boxes = [cell for cell in cells if (cell["text"] == "") is empty]
            if boxes:
                yield bars(self.scales, boxes, strokeWidth=1, stroke=LINE if empty else INK)
        numbers = [cell for cell in cells if cell["text"]]
        yield texts(self.scales, numbers, self.scales.x("column"), align="center", dy=1)

    def _cell(self, row: int, column: int, share: int) -> dict[str, Any]:
        fill = _FILLS[sum(share >= 100 * step for step in _STEPS)]
        y = self._y(row)
        return {
            "badge": self.names[row],
            "column": column,
            "share": share,
            "text": str(share // 100) if share >= 100 else "",
            "start": column - 0.44,
            "end": column + 0.44,
            "top": y - 18,
            "bottom": y + 18,
            "y": y,
            "fill": fill,
            "ink": text_on(fill),
        }

    def _y(self, row: int) -> float:
        return _HEADER + _ROW * (row + 0.5)


def _columns(found: RankAcceptability) -> list[range]:
    """Return the places of each column, from 0; neighbouring places share one where there are many."""
    places = found.counts.shape[1]
    step = -(-places // _MOST_COLUMNS)
    return [range(start, min(start + step, places)) for start in range(0, places, step)]


def _column_name(places: range) -> str:
    return str(places.start + 1) if len(places) == 1 else f"{places.start + 1} to {places.stop}"


def _head(places: range) -> str:
    return _column_name(places).replace(" to ", "–")


def _hundredths(found: RankAcceptability, row: int, places: range) -> int:
    """Return the share of draws in basis points, rounded down, so that 100 stands only for all of them."""
    return sum(int(found.counts[row, place]) for place in places) * 10_000 // found.draws


def _share_words(share: int) -> str:
    if not share:
        return "0"
    return str(share // 100) if share >= 100 else "under 1"


def _mean(found: RankAcceptability, row: int) -> str:
    tenths = (20 * found.place_sums[row] + found.draws) // (2 * found.draws)
    return f"{tenths // 10}.{tenths % 10}"


def _description(found: RankAcceptability, names: Sequence[str]) -> str:
    error = -(-int(2 * found.standard_error(0.5) * 10_000) // 10)
    first = (
        f"{counted(len(names), 'badge', 'badges')}, weights drawn {found.draws:,} times, so that a share is sure to about "
        f"{error // 10}.{error % 10} points of 100. Best mean place: {names[0]} ({_mean(found, 0)})."
    )
    return " ".join(part for part in (first, _tie_sentence(found, names), _gap_sentence(found)) if part)


def _tie_sentence(found: RankAcceptability, names: Sequence[str]) -> str:
    tied = {one.first for one in found.ties}
    pairs = [f"{one} and {other}" for key, (one, other) in zip(found.badges, pairwise(names), strict=False) if key in tied]
    if not pairs:
        return "No neighbours tie." if len(names) > 1 else ""
    shown = [*pairs[:_NAMED], *([f"{len(pairs) - _NAMED} more"] if len(pairs) > _NAMED else [])]
    return f"{counted(len(pairs), 'pair of neighbours ties', 'pairs of neighbours tie')} within sampling error: {listed(shown)}."


def _gap_sentence(found: RankAcceptability) -> str:
    if not found.gaps:
        return ""
    return (
        f"{counted(len(found.gaps), 'badge lacks facts and stands', 'badges lack facts and stand')} by the low end of the score."
    )
