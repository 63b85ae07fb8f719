"""How far apart is the room on each weight? One row per criterion, one dot per person, the middle half behind them."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase
from typing import Any

import altair as alt

from rubric_kit.charts.display import Display
from rubric_kit.charts.legend import Entry, legend, legend_height
from rubric_kit.charts.marks import BODY, Scales, at, bars, drawing, separators, symbols, texts, uprights
from rubric_kit.charts.palette import ACCENT, CIRCLE, DIAMOND, FIELD, INK, LINE, SECONDARY, SQUARE, WHITE, Sign, text_on
from rubric_kit.charts.wording import counted, listed, plain, wrap
from rubric_kit.comparing import weight_text
from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS, Rubric
from rubric_kit.model.weight_set import GroupWeights, WeightSpread

_LABEL, _PLOT, _TOGETHER = 172, 310, 78
_HEAD = 30
_MOST_LETTERS = 10
"""Most people whose dots carry a letter each."""
_MOST_LANES = 12
_SIGNS = ((CIRCLE, ACCENT), (SQUARE, "#c6dbef"), (DIAMOND, WHITE))
"""Shape and colour of the three largest factions; everybody else is a ring."""
_OTHERS = (CIRCLE, WHITE)
_BOX = "M-1.2,-0.6L1.2,-0.6L1.2,0.6L-1.2,0.6Z"
_STROKE = "M-0.18,-1L0.18,-1L0.18,1L-0.18,1Z"
_NAMED = 6


def weight_spread(rubric: Rubric, group: GroupWeights) -> Display:
    """Chart everybody's weights, criterion by criterion; factions have a shape each, and codes stand for people.

    Parameters
    ----------
    rubric : Rubric
        The version that was weighed.
    group : GroupWeights
        What `rubric_kit.scoring.weighing.group_weights` returned.

    Raises
    ------
    RecordError
        The group weighed another wording of the rubric.
    """
    if group.wording != rubric.wording_fingerprint:
        message = f"the group weighed another wording than version {rubric.version} of {rubric.id!r}; weigh this version"
        raise RecordError(message, where=rubric.id)
    codes = [one.rater for one in group.members]
    together = group.as_mapping()
    return Display(
        title="How far apart the weights are",
        description=_description(rubric, group),
        chart=_Picture(rubric, group).chart(),
        columns=("Criterion", "Together", "Least", "Lower quartile", "Median", "Upper quartile", "Most", *codes),
        rows=tuple(
            (
                plain(rubric.criterion(one.criterion).name),
                weight_text(together[one.criterion]),
                *map(weight_text, (one.least, one.lower_quartile, one.median, one.upper_quartile, one.most)),
                *(weight_text(member.as_mapping()[one.criterion]) for member in group.members),
            )
            for one in group.spread
        ),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(self, rubric: Rubric, group: GroupWeights) -> None:
        self.rubric, self.group = rubric, group
        self.lettered = len(group.members) <= _MOST_LETTERS
        self.reach = 20 if self.lettered else 11
        faction = {code: number for number, codes in enumerate(group.factions) for code in codes}
        self.signs = [_sign(group, faction[one.rater]) for one in group.members]
        largest = max(one.most for one in group.spread)
        self.most = min(100, 10 * (1 + (largest - 1) // (BASIS_POINTS // 10)))
        self.lanes = [self._lanes(one) for one in group.spread]
        self.row_height = max(52, 22 + self.reach * max(1 + max(lanes) for lanes in self.lanes))
        self.rows_end = _HEAD + self.row_height * len(group.spread)
        self.key_top = self.rows_end + 30
        self.key = self._entries()
        self.whole = _LABEL + _PLOT + _TOGETHER
        self.height = self.key_top + legend_height(self.key, self.whole)
        self.scales = Scales(0, self.most, _PLOT, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legend(self.scales, self.key, left=-_LABEL, top=self.key_top, width=self.whole)
        layers = [*self._grid(), *self._labels(), *self._boxes(), *self._dots(), *key]
        return drawing(layers, width=_PLOT, height=self.height, left=_LABEL + 4, right=_TOGETHER + 4)

    def _entries(self) -> list[Entry]:
        """Return the legend: each faction with its people, each person's letter, and what lies behind the dots."""
        entries = [Entry(Sign(_BOX, FIELD), "the middle half of the people", dark=True)]
        entries.append(Entry(Sign(_STROKE, INK), "median", dark=True))
        if self.lettered:
            shown = zip(self.signs, ascii_uppercase, self.group.members, strict=False)
            return entries + [Entry(Sign(*sign, character=letter), one.rater, dark=True) for sign, letter, one in shown]
        for number, codes in enumerate(self.group.factions[: len(_SIGNS)]):
            if len(codes) > 1:
                people = counted(len(codes), "person who weighs alike", "people who weigh alike")
                entries.append(Entry(Sign(*_SIGNS[number]), people, dark=True))
        if _OTHERS in self.signs:
            entries.append(Entry(Sign(*_OTHERS), "others", dark=True))
        return entries

    def _grid(self) -> Iterator[alt.Chart]:
        edges = [{"y": self._top(row)} for row in range(len(self.group.spread) + 1)]
        yield separators(self.scales, edges, -_LABEL, _PLOT + _TOGETHER, stroke=LINE)
        step = 20 if self.most > 50 else 10
        ticks = [{"x": tick, "top": _HEAD, "bottom": self.rows_end, "text": str(tick)} for tick in range(0, self.most + 1, step)]
        yield uprights(self.scales, ticks, stroke=LINE)
        for y in (_HEAD - 12, self.rows_end + 14):
            yield texts(self.scales, [tick | {"y": y} for tick in ticks], self.scales.x("x"), fill=SECONDARY, align="center")
        yield texts(self.scales, [{"text": "Weight, of 100", "y": self.rows_end + 14}], at(-_LABEL), fill=SECONDARY)
        head = [{"text": "Together", "y": _HEAD - 12}]
        yield texts(self.scales, head, at(_PLOT + _TOGETHER), fill=SECONDARY, align="right")

    def _labels(self) -> Iterator[alt.Chart]:
        spread = list(enumerate(self.group.spread))
        names = [{"text": wrap(self.rubric.criterion(one.criterion).name, 20), "y": self._top(row) + 8} for row, one in spread]
        yield texts(self.scales, names, at(-_LABEL), fontSize=BODY, baseline="line-top")
        together = self.group.as_mapping()
        weights = [{"text": weight_text(together[one.criterion]), "y": self._middle(row)} for row, one in spread]
        yield texts(self.scales, weights, at(_PLOT + _TOGETHER), align="right", fontWeight="bold")

    def _boxes(self) -> Iterator[alt.Chart]:
        rows = [
            {
                "start": one.lower_quartile / 100,
                "end": max(one.upper_quartile / 100, one.lower_quartile / 100 + 0.2),
                "x": one.median / 100,
                "top": self._top(row) + 6,
                "bottom": self._top(row + 1) - 6,
            }
            for row, one in enumerate(self.group.spread)
        ]
        yield bars(self.scales, rows, fill=FIELD, stroke=SECONDARY, strokeWidth=1)
        yield uprights(self.scales, rows, stroke=INK, strokeWidth=3)

    def _dots(self) -> Iterator[alt.Chart]:
        dots = [dot for row, one in enumerate(self.group.spread) for dot in self._row_dots(row, one)]
        size = {"size": 230 if self.lettered else 70}
        yield symbols(self.scales, dots, self.scales.x("weight"), strokeWidth=1.25, **size)
        if self.lettered:
            yield texts(self.scales, dots, self.scales.x("weight"), align="center", fontWeight="bold", dy=1)

    def _row_dots(self, row: int, one: WeightSpread) -> Iterator[dict[str, Any]]:
        lanes = self.lanes[row]
        first = self._middle(row) - self.reach * max(lanes) / 2
        for place, (member, (shape, fill)) in enumerate(zip(self.group.members, self.signs, strict=True)):
            yield {
                "criterion": one.criterion,
                "code": member.rater,
                "weight": member.as_mapping()[one.criterion] / 100,
                "text": ascii_uppercase[place % 26],
                "y": first + self.reach * lanes[place],
                "shape": shape,
                "fill": fill,
                "ink": text_on(fill),
            }

    def _lanes(self, one: WeightSpread) -> list[int]:
        """Give each person's dot the first lane in which it hides no other; the last lane takes what is left over."""
        weights = [member.as_mapping()[one.criterion] / 100 * _PLOT / self.most for member in self.group.members]
        lanes = [0] * len(weights)
        ends: list[float] = []
        for place in sorted(range(len(weights)), key=lambda at_place: weights[at_place]):
            lane = next((number for number, end in enumerate(ends) if weights[place] - end >= self.reach), len(ends))
            lanes[place] = lane = min(lane, _MOST_LANES - 1)
            ends[lane : lane + 1] = [weights[place]]
        return lanes

    def _top(self, row: int) -> float:
        return _HEAD + self.row_height * row

    def _middle(self, row: int) -> float:
        return self._top(row) + self.row_height / 2


def _sign(group: GroupWeights, faction: int) -> tuple[str, str]:
    return _SIGNS[faction] if faction < len(_SIGNS) and len(group.factions[faction]) > 1 else _OTHERS


def _description(rubric: Rubric, group: GroupWeights) -> str:
    who = (
        f"Weights of {counted(len(group.members), 'person', 'people')} for {counted(len(group.spread), 'criterion', 'criteria')}."
    )
    if len(group.members) == 1:
        return who
    widest = max(group.spread, key=lambda one: one.most - one.least)
    if widest.most == widest.least:
        return f"{who} All weigh alike."
    name = plain(rubric.criterion(widest.criterion).name)
    apart = (
        f"Furthest apart on {name}: {weight_text(widest.least)} to {weight_text(widest.most)} of 100, "
        f"median {weight_text(widest.median)}."
    )
    return f"{who} {apart} {_factions(group)} {_furthest(rubric, group)}"


def _factions(group: GroupWeights) -> str:
    limit = weight_text(group.threshold)
    if len(group.factions) == 1:
        return f"No two of them are more than {limit} points apart."
    several = [codes for codes in group.factions if len(codes) > 1]
    alone = len(group.factions) - len(several)
    parts = [_codes(codes) for codes in several] + (
        [f"{alone} who stand alone" if alone > 1 else "1 who stands alone"] if alone else []
    )
    return f"People who weigh alike, at most {limit} points apart: {'; '.join(parts)}."


def _codes(codes: tuple[str, ...]) -> str:
    more = len(codes) - _NAMED
    return listed(codes) if more < 2 else listed([*codes[:_NAMED], f"{more} more"])


def _furthest(rubric: Rubric, group: GroupWeights) -> str:
    most = group.distances[0]
    name = plain(rubric.criterion(most.criterion).name)
    return f"{most.rater} and {most.other} are furthest apart, by {weight_text(most.distance)} points, most of all on {name}."
