"""What does each weight do to one badge? The score as one weight goes from 0 to 100, and where the decision flips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import altair as alt

from rubric_kit.charts.cut_lines import CUT_LINE, cut_labels, cut_marks
from rubric_kit.charts.display import Display
from rubric_kit.charts.legend import Entry, legend, legend_height
from rubric_kit.charts.marks import BODY, Scales, at, bars, drawing, separators, texts, uprights, with_halo
from rubric_kit.charts.palette import ACCENT, FIELD, INK, LINE, SECONDARY, WHITE, Sign, text_on
from rubric_kit.charts.wording import listed, plain, wrap
from rubric_kit.comparing import weight_text
from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS, Decision, Rubric, interval_text, share_text

if TYPE_CHECKING:
    # Only their names are needed; the package brings in numpy.
    from rubric_kit.scoring.robustness import SwingFlip, WeightSwing

Ends = tuple[Fraction, Fraction]
"""Low and high end of a score, as shares of the full score."""

_LABEL, _LANE_NAME, _PLOT, _FLIPS = 160, 46, 226, 140
_LEFT = -_LABEL - _LANE_NAME
_TICKS = (0, 20, 40, 60, 80, 100)
_ROW, _LINE = 62, 17
_TO_NONE, _TO_ALL = "#c6dbef", ACCENT
_BOX = "M-1.2,-0.6L1.2,-0.6L1.2,0.6L-1.2,0.6Z"
_STROKE = "M-0.12,-1L0.12,-1L0.12,1L-0.12,1Z"
_ROOM, _ROOM_RIGHT = 15, 66
_SIDES = {
    "right": ("end", "left", 6),
    "left": ("start", "right", -6),
    "right within": ("end", "right", -6),
    "left within": ("start", "left", 6),
}
"""Where a number stands beside or in its bar: field, alignment and distance."""
_NO_SCORE = "no score"
_NOW = Entry(Sign(_STROKE, INK), "score now", dark=True)
_NOW_OPEN = Entry(Sign(_BOX, FIELD), "score now: in this band", dark=True)
_KEY = [
    Entry(Sign(_BOX, _TO_NONE), "with weight 0", dark=True),
    Entry(Sign(_BOX, _TO_ALL), "with weight 100", dark=True),
    Entry(Sign(_BOX, WHITE, dashed=True), "something is missing: in this range", dark=True),
]


def weight_tornado(rubric: Rubric, decision: Decision, swings: Sequence[WeightSwing], label: str) -> Display:
    """Chart how the score of one badge moves as each weight goes from 0 to 100 with the others rescaled.

    Parameters
    ----------
    rubric : Rubric
        The version that decided.
    decision : Decision
        What `rubric_kit.scoring.decide` says about the badge now.
    swings : sequence of WeightSwing
        What `rubric_kit.scoring.robustness.weight_swings` returned for it, the largest first.
    label : str
        What the badge is called.

    Raises
    ------
    RecordError
        The decision was made with another version of the rubric, or there is no swing.
    """
    if decision.rubric != rubric.fingerprint:
        found = f"the decision was made with another version than {rubric.version} of {rubric.id!r}"
        raise RecordError(f"{found}; decide again with this version, or chart it with the other", where=rubric.id)
    if not swings:
        raise RecordError("a chart of weight swings needs at least one criterion, found none", where="swings")
    return Display(
        title=f"One weight at a time: {plain(label)}",
        description=_description(rubric, decision, swings, plain(label)),
        chart=_Picture(rubric, decision, swings).chart(),
        columns=("Criterion", "Weight now", "Score with weight 0", "Score with weight 100", "Where the decision changes"),
        rows=tuple(_row(rubric, one) for one in swings),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(self, rubric: Rubric, decision: Decision, swings: Sequence[WeightSwing]) -> None:
        self.rubric, self.swings = rubric, swings
        self.now = _now(decision)
        self.key = [_NOW if self.now is None or self.now[0] == self.now[1] else _NOW_OPEN, *_KEY]
        self.cut_lines = cut_labels(rubric, left=-_LEFT, plot=_PLOT)
        self.rows_top = CUT_LINE * len(self.cut_lines) + 30
        self.row_height = max(_ROW, 14 + _LINE * max(len(_short_flips(one)) for one in swings))
        self.rows_end = self.rows_top + self.row_height * len(swings)
        self.key_top = self.rows_end + 44
        self.whole = _PLOT + _FLIPS - _LEFT
        self.height = self.key_top + legend_height(self.key, self.whole)
        self.scales = Scales(0, 100, _PLOT, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legend(self.scales, self.key, left=_LEFT, top=self.key_top, width=self.whole)
        cuts = cut_marks(self.scales, self.cut_lines, self.rows_end)
        layers = [*self._grid(), *cuts, *self._score_now(), *self._labels(), *self._swings(), *key]
        return drawing(layers, width=_PLOT, height=self.height, left=4 - _LEFT, right=_FLIPS + 4)

    def _grid(self) -> Iterator[alt.Chart]:
        edges = [{"y": self._top(row)} for row in range(len(self.swings) + 1)]
        yield separators(self.scales, edges, _LEFT, _PLOT + _FLIPS, stroke=LINE)
        ticks = [{"x": tick, "top": self.rows_top, "bottom": self.rows_end, "text": str(tick)} for tick in _TICKS]
        yield uprights(self.scales, ticks, stroke=LINE)
        for y in (self.rows_top - 12, self.rows_end + 14):
            yield from with_halo(
                self.scales, [tick | {"y": y} for tick in ticks], self.scales.x("x"), fill=SECONDARY, align="center"
            )
        title = [{"text": "Score, of 100", "y": self.rows_end + 32}]
        yield texts(self.scales, title, at(_PLOT / 2), fill=SECONDARY, align="center")

    def _score_now(self) -> Iterator[alt.Chart]:
        if self.now is None:
            return
        low, high = _hundred(self.now)
        ends = {"top": self.rows_top, "bottom": self.rows_end}
        if low == high:
            yield uprights(self.scales, [{"x": low} | ends], stroke=INK, strokeWidth=3)
        else:
            yield bars(self.scales, [{"start": low, "end": high} | ends], fill=FIELD, stroke=SECONDARY, strokeWidth=1)

    def _labels(self) -> Iterator[alt.Chart]:
        rows = [(self._top(row), one, wrap(self.rubric.criterion(one.criterion).name, 19)) for row, one in enumerate(self.swings)]
        names = [{"text": name, "y": top + 8} for top, _, name in rows]
        yield texts(self.scales, names, at(_LEFT), fontSize=BODY, baseline="line-top")
        weights = [
            {"text": f"weight {weight_text(one.weight)}", "y": top + 8 + _LINE * (1 + name.count("\n"))}
            for top, one, name in rows
        ]
        yield texts(self.scales, weights, at(_LEFT), fill=SECONDARY, baseline="line-top")
        lanes = [
            {"text": text, "y": self._lane(row, place)}
            for row in range(len(self.swings))
            for place, text in enumerate(("at 0", "at 100"))
        ]
        yield texts(self.scales, lanes, at(-_LANE_NAME), fill=SECONDARY)
        for flips, style in ((True, {"fill": ACCENT, "fontWeight": "bold"}), (False, {"fill": SECONDARY})):
            told = [(top, _short_flips(one)) for top, one, _ in rows if bool(_flips(one)) is flips]
            if told:
                words = [
                    {"text": "\n".join(lines), "y": top + (self.row_height - _LINE * (len(lines) - 1)) / 2} for top, lines in told
                ]
                yield texts(self.scales, words, at(_PLOT + 12), **style)

    def _swings(self) -> Iterator[alt.Chart]:
        lanes = [
            (self._lane(row, place), ends, fill)
            for row, one in enumerate(self.swings)
            for place, (ends, fill) in enumerate(((one.none, _TO_NONE), (one.all, _TO_ALL)))
        ]
        empty = [{"text": f"— {_NO_SCORE}", "y": y} for y, ends, _ in lanes if ends is None]
        if empty:
            yield from with_halo(self.scales, [row | {"x": 0} for row in empty], self.scales.x("x"), dx=4)
        found = [self._box(y, ends, fill) for y, ends, fill in lanes if ends is not None]
        for dashed in (0, 1):
            boxes = [one for one in found if one["dashed"] == dashed]
            if boxes:
                yield bars(self.scales, boxes, strokeWidth=1, **({"strokeDash": [5, 3]} if dashed else {}))
        for side, (field, align, dx) in _SIDES.items():
            words = [one for one in found if one["side"] == side]
            if words:
                inside = "within" in side
                layers = texts(self.scales, words, self.scales.x(field), align=align, dx=dx) if inside else None
                yield from [layers] if layers else with_halo(self.scales, words, self.scales.x(field), align=align, dx=dx)

    def _box(self, y: float, ends: Ends, fill: str) -> dict[str, Any]:
        """Return a bar from the score now to a certain score, or the hollow range of one that is not certain."""
        low, high = _hundred(ends)
        is_open = low < high
        start, end = low, high
        if not is_open and self.now is not None:
            now = _hundred(self.now)
            start, end = min(low, now[0]), max(low, now[1])
        side = _side(start, end, low, is_open)
        return {
            "low": low,
            "high": high,
            "start": start,
            "end": max(end, start + 0.6),
            "top": y - 8,
            "bottom": y + 8,
            "y": y,
            "text": _ends_text(ends),
            "fill": WHITE if is_open else fill,
            "ink": text_on(fill) if "within" in side and not is_open else INK,
            "dashed": int(is_open),
            "side": side,
        }

    def _lane(self, row: int, place: int) -> float:
        return self._top(row) + self.row_height / 2 + (-12 if place == 0 else 12)

    def _top(self, row: int) -> float:
        return self.rows_top + self.row_height * row


def _side(start: float, end: float, low: float, is_open: bool) -> str:
    """Return where the number of a bar stands: beyond the end that tells the score, or within it where there is no room."""
    rightward = low > start if not is_open else end <= _ROOM_RIGHT
    if rightward or start == end:
        return "right" if end <= _ROOM_RIGHT + 15 else "right within" if end - start > _ROOM else "left"
    if is_open and start < 100 - _ROOM_RIGHT:
        return "right within"
    return "left" if start > _ROOM else "left within" if end - start > _ROOM else "right"


def _now(decision: Decision) -> Ends | None:
    return decision.score.ends if decision.score.full else None


def _hundred(ends: Ends) -> tuple[float, float]:
    low, high = ends
    return float(low * 100), float(high * 100)


def _ends_text(ends: Ends) -> str:
    low, high = (share_text(int(end * BASIS_POINTS)) for end in ends)
    return low if ends[0] == ends[1] else f"{low} to {high}"


def _verb(flip: SwingFlip) -> str:
    """Return "flips" where one certain outcome gives way to another, "changes" where something is missing."""
    return "flips" if len(flip.below) == len(flip.above) == 1 else "changes"


def _flips(swing: WeightSwing) -> list[SwingFlip]:
    """Return the flips at weights with which there is a score: with none, no sum speaks for or against any cut."""
    scoreless = {at for at, ends in ((0, swing.none), (1, swing.all)) if ends is None}
    return [flip for flip in swing.flips if flip.weight not in scoreless]


def _short_flips(swing: WeightSwing) -> list[str]:
    return [f"{_verb(flip)} at {flip.shown.removesuffix('.0')}" for flip in _flips(swing)] or ["no change"]


def _row(rubric: Rubric, swing: WeightSwing) -> tuple[str, ...]:
    scores = [f"— {_NO_SCORE}" if ends is None else _ends_text(ends) for ends in (swing.none, swing.all)]
    flips = [
        f"{_verb(flip)} at {flip.shown.removesuffix('.0')}: {_outcomes(rubric, flip.below)} below, "
        f"{_outcomes(rubric, flip.above)} above"
        for flip in _flips(swing)
    ]
    name = plain(rubric.criterion(swing.criterion).name)
    return name, weight_text(swing.weight), *scores, "; ".join(flips) or "nowhere"


def _outcomes(rubric: Rubric, outcomes: Sequence[str]) -> str:
    return listed([f"«{plain(rubric.policy.outcome(one).name)}»" for one in outcomes], "or")


def _description(rubric: Rubric, decision: Decision, swings: Sequence[WeightSwing], label: str) -> str:
    score = f"{interval_text(decision.score)} of 100" if decision.score.full else _NO_SCORE
    first = f"{label}: {score}, {_outcomes(rubric, decision.possible)}."
    return " ".join(part for part in (first, _largest(rubric, swings), _nearest(rubric, swings)) if part)


def _largest(rubric: Rubric, swings: Sequence[WeightSwing]) -> str:
    most = max(swings, key=lambda one: one.effect)
    if most.none is None or most.all is None or not most.effect:
        return "No weight moves the score."
    name = plain(rubric.criterion(most.criterion).name)
    return f"{name} moves the score most: {_ends_text(most.none)} with weight 0, {_ends_text(most.all)} with weight 100."


def _nearest(rubric: Rubric, swings: Sequence[WeightSwing]) -> str:
    flips = [(one, flip) for one in swings for flip in _flips(one)]
    if not flips:
        return "No single weight changes the decision, however it is set."
    swing, flip = min(flips, key=lambda one: abs(one[1].weight * BASIS_POINTS - one[0].weight))
    ahead = flip.weight * BASIS_POINTS - swing.weight
    # At the weight itself the decision is one of the two; what it flips to lies on the other side.
    above = ahead > 0 or (ahead == 0 and flip.at == flip.below)
    beyond = _outcomes(rubric, flip.above if above else flip.below)
    name = plain(rubric.criterion(swing.criterion).name)
    return (
        f"The decision {_verb(flip)} at a weight of {flip.shown.removesuffix('.0')} for {name}, now {weight_text(swing.weight)}: "
        f"{beyond} {'above' if above else 'below'} it."
    )
