"""The drawing of level differences: a lane per badge in a row per criterion, so that no mark ever hides another."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase
from typing import Any

import altair as alt

from rubric_kit.charts import legend as legends
from rubric_kit.charts.marks import BODY, Scales, at, bars, drawing, joined, separators, symbols, texts, uprights, with_halo
from rubric_kit.charts.palette import CIRCLE, DIAMOND, INK, LINE, LOCK, SECONDARY, SQUARE, WHITE, level_colours, text_on
from rubric_kit.charts.wording import state_words, wrap
from rubric_kit.model import ComparedLevel, Comparison, CriterionDifference, RatingState, Rubric, share_text

_LABEL, _LETTER, _PLOT, _GAP = 150, 24, 270, 88
_LEFT = -_LABEL - _LETTER
_WIDTH = _LABEL + _LETTER + _PLOT + _GAP
_LANE = 30
_PADDING = 16
_HEADER = 44
_LEAST_ROW = 74


def draw_differences(rubric: Rubric, comparison: Comparison) -> alt.LayerChart:
    """Return the drawing of a comparison."""
    return _Picture(rubric, comparison).chart()


def largest(comparison: Comparison) -> list[CriterionDifference]:
    """Return the criteria with the largest certain distance; more than one if they tie, none if none is certain."""
    most = max(one.least_gap for one in comparison.criteria)
    return [one for one in comparison.criteria if most and one.least_gap == most]


def points_apart(rubric: Rubric, difference: CriterionDifference) -> str:
    """Write the distance between the outermost badges in points of 100; a dash where fewer than two can be compared."""
    if sum(applies(one) for one in difference.levels) < 2:
        return "—"
    least, most = (share_text(gap // rubric.top) for gap in (difference.least_gap, difference.most_gap))
    return least if least == most else f"{least} to {most}"


def applies(one: ComparedLevel) -> bool:
    """Tell whether the criterion applies to the badge."""
    return one.level is not None or one.state is not RatingState.NOT_APPLICABLE


class _Picture:
    """Places of everything in one drawing."""

    def __init__(self, rubric: Rubric, comparison: Comparison) -> None:
        self.rubric, self.comparison = rubric, comparison
        self.colours = level_colours(max(len(c.levels) for c in rubric.criteria))
        self.shapes = (CIRCLE, SQUARE, DIAMOND) if len(comparison.badges) <= 3 else (CIRCLE,)
        self.names = [wrap(label, 66, 2) for label in comparison.labels]
        self.name_tops = [20 * sum(1 + name.count("\n") for name in self.names[:at]) for at in range(len(self.names) + 1)]
        self.key_height = self.name_tops[-1] + 10
        self.row_height = max(_LEAST_ROW, _LANE * len(comparison.badges) + _PADDING)
        self.rows_top = self.key_height + _HEADER
        self.rows_end = self.rows_top + self.row_height * len(comparison.criteria)
        self.key = [*legends.level_entries(self.colours), legends.WITHHELD, legends.OPEN, legends.NOT_APPLICABLE]
        self.height = self.rows_end + 8 + legends.legend_height(self.key, _WIDTH)
        self.scales = Scales(-0.5, len(self.colours) - 0.5, _PLOT, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legends.legend(self.scales, self.key, left=_LEFT, top=self.rows_end + 8, width=_WIDTH)
        layers = [*self._names(), *self._header(), *self._grid(), *self._criteria(), *self._marks(), *self._gaps(), *key]
        return drawing(layers, width=_PLOT, height=self.height, left=_LABEL + _LETTER + 4, right=_GAP + 4)

    def _names(self) -> Iterator[alt.Chart]:
        places = [10 + self.name_tops[at] for at in range(len(self.names))]
        letters = [{"text": _letter(at), "y": y} for at, y in enumerate(places)]
        yield texts(self.scales, letters, at(_LEFT + 30), fontWeight="bold", fontSize=BODY)
        shapes = [{"shape": self._shape(at), "fill": WHITE, "y": y} for at, y in enumerate(places)]
        yield symbols(self.scales, shapes, at(_LEFT + 12), size=220)
        names = [{"text": name, "y": y} for name, y in zip(self.names, places, strict=True)]
        yield texts(self.scales, names, at(_LEFT + 56), fontSize=BODY, baseline="line-top", dy=-9)

    def _header(self) -> Iterator[alt.Chart]:
        y = self.rows_top - 14
        yield texts(self.scales, [{"text": "Criterion", "y": y}], at(_LEFT), fill=SECONDARY)
        yield texts(self.scales, [{"text": "Level", "y": y - 18}], at(_PLOT / 2), fill=SECONDARY, align="center")
        numbers = [{"place": place, "text": str(place), "y": y} for place in range(len(self.colours))]
        yield texts(self.scales, numbers, self.scales.x("place"), fill=SECONDARY, align="center")
        apart = [{"text": "Points apart\nof 100", "y": y - 17}]
        yield texts(self.scales, apart, at(_PLOT + _GAP), fill=SECONDARY, align="right")

    def _grid(self) -> Iterator[alt.Chart]:
        edges = [{"y": self._top(row)} for row in range(len(self.comparison.criteria) + 1)]
        yield separators(self.scales, edges, _LEFT, _PLOT + _GAP, stroke=LINE)
        steps = [
            {"x": place, "top": self._top(row) + 6, "bottom": self._top(row + 1) - 6}
            for row, one in enumerate(self.comparison.criteria)
            for place in range(len(self.rubric.criterion(one.criterion).levels))
        ]
        yield uprights(self.scales, steps, stroke=LINE)

    def _criteria(self) -> Iterator[alt.Chart]:
        bold = [one in largest(self.comparison) for one in self.comparison.criteria]
        for wanted, weight in ((False, "normal"), (True, "bold")):
            chosen = [(row, one) for row, one in enumerate(self.comparison.criteria) if bold[row] is wanted]
            if not chosen:
                continue
            names = [{"text": wrap(one.name, 18), "y": self._top(row) + 10} for row, one in chosen]
            yield texts(self.scales, names, at(_LEFT), fontSize=BODY, fontWeight=weight, baseline="line-top")
            apart = [{"text": points_apart(self.rubric, one), "y": self._middle(row)} for row, one in chosen]
            yield texts(self.scales, apart, at(_PLOT + _GAP), fontWeight=weight, align="right")
        weights = [
            {"text": f"weight {share_text(one.weight)}", "y": self._top(row) + 12 + 17 * (1 + wrap(one.name, 18).count("\n"))}
            for row, one in enumerate(self.comparison.criteria)
        ]
        yield texts(self.scales, weights, at(_LEFT), fill=SECONDARY, baseline="line-top")
        letters = [{"text": _letter(lane), "y": y} for _, lane, _, y in self._lanes()]
        yield texts(self.scales, letters, at(-_LETTER + 4), fill=SECONDARY, fontWeight="bold")

    def _marks(self) -> Iterator[alt.Chart]:
        marks = [
            {
                "criterion": criterion.name,
                "badge": one.label,
                "level": one.low,
                "y": y,
                "row": row,
                "text": str(one.low),
                "shape": self._shape(lane),
                "fill": self.colours[one.low],
                "ink": text_on(self.colours[one.low]),
            }
            for row, lane, (criterion, one), y in self._lanes()
            if one.level is not None
        ]
        if marks:
            yield joined(self.scales, marks, "level")
            yield symbols(self.scales, marks, self.scales.x("level"), size=520)
            yield texts(self.scales, marks, self.scales.x("level"), align="center", fontWeight="bold", dy=1)
        yield from self._carried()

    def _carried(self) -> Iterator[alt.Chart]:
        """Mark the levels that a substitution of the policy supplied for a withheld one."""
        found = [(one, y) for _, _, (_, one), y in self._lanes() if one.level is not None and one.state is not None]
        for right in (True, False):
            side = 1 if right else -1
            chosen = [(one, y) for one, y in found if (one.low < (len(self.colours) - 1) / 2) is right]
            if chosen:
                rows = [{"level": one.low, "y": y, "text": "withheld, but counts"} for one, y in chosen]
                align = "left" if right else "right"
                yield from with_halo(self.scales, rows, self.scales.x("level"), align=align, dx=34 * side)
                locks = [{"level": one.low, "y": y, "shape": LOCK, "fill": INK} for one, y in chosen]
                yield symbols(self.scales, locks, self.scales.x("level"), size=130, strokeWidth=0, xOffset=23 * side)

    def _gaps(self) -> Iterator[alt.Chart]:
        gaps = [self._gap(criterion, one, y) for _, _, (criterion, one), y in self._lanes() if one.level is None]
        hollow = [gap for gap in gaps if gap["state"] != RatingState.NOT_APPLICABLE.value]
        locked = [gap for gap in hollow if gap["state"] == RatingState.WITHHELD.value]
        dashed = [gap for gap in hollow if gap["state"] != RatingState.WITHHELD.value]
        if locked:
            yield bars(self.scales, locked, cornerRadius=6)
            locks = [gap | {"shape": LOCK, "fill": INK} for gap in locked]
            yield symbols(self.scales, locks, self.scales.x("low"), size=150, strokeWidth=0)
        if dashed:
            yield bars(self.scales, dashed, cornerRadius=6, strokeDash=[5, 3])
        boxed = [gap for gap in hollow if gap["inside"]]
        if boxed:
            yield texts(self.scales, boxed, self.scales.x("middle"), align="center")
        bare = [gap for gap in gaps if gap not in boxed]
        for inside in (True, False):
            words = [gap for gap in bare if gap["inside"] is inside]
            if words:
                style = {"align": "center"} if inside else {"dx": 6}
                yield from with_halo(self.scales, words, self.scales.x("middle" if inside else "end"), **style)

    def _gap(self, criterion: CriterionDifference, one: ComparedLevel, y: float) -> dict[str, Any]:
        top = len(self.rubric.criterion(one.criterion).levels) - 1
        applies = one.state is not RatingState.NOT_APPLICABLE
        text = state_words(one.state) if applies else f"— {state_words(one.state)}"
        low, high = (one.low, one.high) if applies else (0, top)
        room = (high - low + 0.6) / self.scales.per_pixel - (40 if one.state is RatingState.WITHHELD else 12)
        return {
            "criterion": criterion.name,
            "badge": one.label,
            "state": one.state.value if one.state else "unrated",
            "low": one.low,
            "high": one.high,
            "start": low - 0.3,
            "end": high + 0.3,
            "middle": (low + high) / 2,
            "top": y - 11,
            "bottom": y + 11,
            "y": y,
            "text": text,
            "inside": room > 7 * len(text),
        }

    def _lanes(self) -> Iterator[tuple[int, int, tuple[CriterionDifference, ComparedLevel], float]]:
        """Give (row, lane, criterion and level, height): each badge has a lane of its own, so that no mark hides another."""
        for row, criterion in enumerate(self.comparison.criteria):
            first = self._middle(row) - _LANE * (len(criterion.levels) - 1) / 2
            for lane, one in enumerate(criterion.levels):
                yield row, lane, (criterion, one), first + _LANE * lane

    def _top(self, row: int) -> float:
        return self.rows_top + self.row_height * row

    def _middle(self, row: int) -> float:
        return self._top(row) + self.row_height / 2

    def _shape(self, lane: int) -> str:
        return self.shapes[lane % len(self.shapes)]


def _letter(lane: int) -> str:
    return ascii_uppercase[lane % 26] * (1 + lane // 26)
