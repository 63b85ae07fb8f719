"""Do two ways of asking give the same weights, and what do the weights come to on these badges? One row per criterion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase
from typing import Any, NamedTuple

import altair as alt

from rubric_kit.charts.display import Display
from rubric_kit.charts.marks import BODY, Scales, at, bars, drawing, separators, texts, uprights, with_halo
from rubric_kit.charts.palette import ACCENT, INK, LINE, SECONDARY, WHITE
from rubric_kit.charts.wording import counted, listed, plain, shorten, wrap
from rubric_kit.comparing import weight_text
from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS, Rubric, WeightSet
from rubric_kit.scoring import to_basis_points
from rubric_kit.scoring.weighing import MODES
from rubric_kit.scoring.weighing.fit import require_fit

_LABEL, _LETTER, _PLOT, _END = 172, 22, 290, 50
_LEFT = -_LABEL - _LETTER
_LANE, _BAR, _PADDING, _LEAST_ROW = 20, 14, 14, 52
_NAME_LINE = 22
_FILLS = (ACCENT, "#9ecae1", SECONDARY, LINE)
_EFFECTIVE = "how A works on these badges"
_MOST_SETS = 6


class _Column(NamedTuple):
    """One set of weights as it is shown."""

    letter: str
    name: str
    weights: Mapping[str, int]
    effective: bool = False


def weight_modes(rubric: Rubric, sets: Sequence[WeightSet], *, effective: Mapping[str, int] | None = None) -> Display:
    """Chart the weights that one or more ways of asking gave, beside the effective ones.

    Parameters
    ----------
    rubric : Rubric
        The version that was weighed.
    sets : sequence of WeightSet
        One to six sets of weights, such as one person's by 100 points and by swing.
    effective : mapping of criterion id to basis points, optional
        What `rubric_kit.scoring.weighing.effective_weights` returned for the weights of the first set.

    Raises
    ------
    RecordError
        There is no set, there are more than six, or one does not belong to the rubric.
    """
    if not 1 <= len(sets) <= _MOST_SETS:
        message = f"a chart of weight modes takes 1 to {_MOST_SETS} sets of weights, found {len(sets)}; choose some"
        raise RecordError(message, where="weights")
    require_fit(rubric, sets)
    columns = [_Column(ascii_uppercase[place], _name(one), one.as_mapping()) for place, one in enumerate(sets)]
    if effective is not None:
        columns.append(_Column(ascii_uppercase[len(sets)], _EFFECTIVE, to_basis_points(effective), effective=True))
    return Display(
        title="Weights, asked in different ways" if len(sets) > 1 else "Weights, and how they work",
        description=_description(rubric, columns),
        chart=_Picture(rubric, columns).chart(),
        columns=("Criterion", *(f"{one.letter} {one.name}" for one in columns), "Apart"),
        rows=tuple(_row(rubric, columns, c.id) for c in rubric.criteria),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(self, rubric: Rubric, columns: Sequence[_Column]) -> None:
        self.rubric, self.columns = rubric, columns
        self.row_height = max(_LEAST_ROW, _LANE * len(columns) + _PADDING)
        self.rows_top = _NAME_LINE * len(columns) + 36
        self.rows_end = self.rows_top + self.row_height * len(rubric.criteria)
        # The scale ends at the next ten above the largest weight.
        largest = max(weight for one in columns for weight in one.weights.values())
        self.most = min(100, 10 * (1 + (largest - 1) // (BASIS_POINTS // 10)))
        self.scales = Scales(0, self.most, _PLOT, self.rows_end + 26)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        layers = [*self._key(), *self._grid(), *self._criteria(), *self._bars()]
        return drawing(layers, width=_PLOT, height=self.rows_end + 26, left=_LABEL + _LETTER + 4, right=_END + 4)

    def _key(self) -> Iterator[alt.Chart]:
        places = [(_NAME_LINE * (place + 0.5), one) for place, one in enumerate(self.columns)]
        yield from self._boxes(
            [
                {"start": self.scales.place(_LEFT + 22), "end": self.scales.place(_LEFT + 50), "y": y} | self._box(y, one)
                for y, one in places
            ]
        )
        letters = [{"text": one.letter, "y": y} for y, one in places]
        yield texts(self.scales, letters, at(_LEFT), fontWeight="bold", fontSize=BODY)
        names = [{"text": shorten(one.name, 56), "y": y} for y, one in places]
        yield texts(self.scales, names, at(_LEFT + 62), fontSize=BODY)

    def _grid(self) -> Iterator[alt.Chart]:
        edges = [{"y": self._top(row)} for row in range(len(self.rubric.criteria) + 1)]
        yield separators(self.scales, edges, _LEFT, _PLOT + _END, stroke=LINE)
        ticks = [{"x": tick, "top": self.rows_top, "bottom": self.rows_end, "text": str(tick)} for tick in self._ticks()]
        yield uprights(self.scales, ticks, stroke=LINE)
        for y in (self.rows_top - 12, self.rows_end + 14):
            yield texts(self.scales, [tick | {"y": y} for tick in ticks], self.scales.x("x"), fill=SECONDARY, align="center")
        unit = [{"text": "Weight, of 100", "y": self.rows_end + 14}]
        yield texts(self.scales, unit, at(_LEFT), fill=SECONDARY)

    def _ticks(self) -> list[int]:
        step = 20 if self.most > 50 else 10
        return list(range(0, self.most + 1, step))

    def _criteria(self) -> Iterator[alt.Chart]:
        names = [{"text": wrap(c.name, 20), "y": self._top(row) + 8} for row, c in enumerate(self.rubric.criteria)]
        yield texts(self.scales, names, at(_LEFT), fontSize=BODY, baseline="line-top")

    def _bars(self) -> Iterator[alt.Chart]:
        rows = []
        for row, criterion in enumerate(self.rubric.criteria):
            first = self._top(row) + self.row_height / 2 - _LANE * (len(self.columns) - 1) / 2
            for lane, one in enumerate(self.columns):
                weight, y = one.weights[criterion.id], first + _LANE * lane
                words = {"criterion": criterion.name, "letter": one.letter, "text": weight_text(weight)}
                rows.append({"start": 0, "end": weight / 100, "y": y} | words | self._box(y, one))
        yield from self._boxes([row for row in rows if row["end"]])
        numbers = [{name: row[name] for name in ("criterion", "letter", "text", "end", "y")} for row in rows]
        yield from with_halo(self.scales, numbers, self.scales.x("end"), dx=6)
        letters = [{"text": row["letter"], "y": row["y"]} for row in rows]
        yield texts(self.scales, letters, at(-_LETTER + 4), fill=SECONDARY, fontWeight="bold")

    def _boxes(self, rows: list[dict[str, Any]]) -> Iterator[alt.Chart]:
        """Draw what was said as filled boxes; what it comes to was not said by anybody and is hollow."""
        for dashed in (0, 1):
            chosen = [row for row in rows if row["effective"] == dashed]
            if chosen:
                yield bars(self.scales, chosen, strokeWidth=1, stroke=INK, **({"strokeDash": [4, 2]} if dashed else {}))

    def _box(self, y: float, one: _Column) -> dict[str, Any]:
        fill = WHITE if one.effective else _FILLS[(ord(one.letter) - ord("A")) % len(_FILLS)]
        return {"top": y - _BAR / 2, "bottom": y + _BAR / 2, "fill": fill, "effective": int(one.effective)}

    def _top(self, row: int) -> float:
        return self.rows_top + self.row_height * row


def _name(one: WeightSet) -> str:
    return f"{MODES[one.mode].name} ({one.rater})"


def _row(rubric: Rubric, columns: Sequence[_Column], criterion: str) -> tuple[str, ...]:
    weights = [one.weights[criterion] for one in columns]
    apart = weight_text(max(weights) - min(weights)) if len(weights) > 1 else "—"
    return (plain(rubric.criterion(criterion).name), *map(weight_text, weights), apart)


def _description(rubric: Rubric, columns: Sequence[_Column]) -> str:
    said = [one for one in columns if not one.effective]
    parts = [f"Weights of {counted(len(rubric.criteria), 'criterion', 'criteria')}: {listed([plain(one.name) for one in said])}."]
    if len(said) > 1:
        parts.append(_apart(rubric, said))
    parts += [_pull(rubric, said[0], one) for one in columns if one.effective]
    return " ".join(parts)


def _apart(rubric: Rubric, said: Sequence[_Column]) -> str:
    spans = {c.id: (min(found), max(found)) for c in rubric.criteria for found in [[one.weights[c.id] for one in said]]}
    name, (low, high) = max(spans.items(), key=lambda one: one[1][1] - one[1][0])
    if low == high:
        return "They give the same weights."
    return f"They differ most on {plain(rubric.criterion(name).name)}: {weight_text(low)} to {weight_text(high)} of 100."


def _pull(rubric: Rubric, said: _Column, effective: _Column) -> str:
    gains = {name: effective.weights[name] - weight for name, weight in said.weights.items()}
    up, down = max(gains, key=lambda name: gains[name]), min(gains, key=lambda name: gains[name])
    if not gains[up]:
        return "On these badges they work just like that."
    told = [
        f"{plain(rubric.criterion(name).name)} like {weight_text(effective.weights[name])} ({weight_text(weight)} was said)"
        for name, weight in ((one, said.weights[one]) for one in (up, down))
    ]
    return f"On these badges the weights under {said.letter} work like others: {listed(told)}."
