"""Which badges change places from audience to audience, and which criterion does it? One column per audience, best on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any

import altair as alt

from rubric_kit.charts import legend as legends
from rubric_kit.charts.display import Display
from rubric_kit.charts.marks import Scales, at, bars, drawing, joined, separators, texts
from rubric_kit.charts.palette import ACCENT, CIRCLE, INK, LINE, SECONDARY, WHITE, Sign
from rubric_kit.charts.wording import counted, label_lines, listed, plain, shorten, wrap
from rubric_kit.comparing import weight_text
from rubric_kit.comparing.audience_lens import AudienceLens
from rubric_kit.comparing.audience_words import audience_columns, audience_rows, explain_audiences, place_words

_LABEL, _NAME = 206, 158
_LEAST_PLOT, _STEP, _MARGIN = 212, 84, 44
_LINE = 17
_FURTHEST = 8
"""Most badges whose way is drawn with a thick line: those that move furthest."""
_PILL = "M-1.2,-0.7L1.2,-0.7L1.2,0.7L-1.2,0.7Z"
_KEY = [
    legends.Entry(Sign(CIRCLE, ACCENT, character="2"), "changes places, whatever is missing"),
    legends.Entry(Sign(CIRCLE, WHITE, character="2"), "keeps its place, or may", dark=True),
    legends.Entry(Sign(_PILL, WHITE, dashed=True), "something is missing: one of these places", dark=True),
]


def audience_places(lens: AudienceLens) -> Display:
    """Chart the places of badges for each audience; those that change for certain stand out, with the criterion that does most.

    Parameters
    ----------
    lens : AudienceLens
        What `rubric_kit.comparing.audience_lens` returned.
    """
    return Display(
        title="Places for each audience",
        description=_description(lens),
        chart=_Picture(lens).chart(),
        columns=audience_columns(lens),
        rows=audience_rows(lens),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(self, lens: AudienceLens) -> None:
        self.lens = lens
        self.moved = set(lens.moved)
        self.furthest = set(sorted(lens.moved, key=lambda key: -_distance(lens, key))[:_FURTHEST])
        self.rows = {
            audience: {decision.badge: row for row, decision in enumerate(ranking)} for audience, ranking in lens.rankings.items()
        }
        labels = [lens.labels[key] for key in lens.badges]
        self.names = dict(zip(lens.badges, label_lines(labels, 24), strict=True))
        self.ends = {key: wrap(lens.labels[key], 18) for key in lens.badges}
        self.heads = [wrap(one, 11) for one in lens.audiences]
        self.top = 34 + _LINE * max(head.count("\n") for head in self.heads)
        most = max(name.count("\n") + (key in self.moved) for key, name in self.names.items())
        self.row_height = 26 + _LINE * max(most, *(name.count("\n") for name in self.ends.values()))
        self.plot = max(_LEAST_PLOT, 2 * _MARGIN + _STEP * (len(lens.audiences) - 1))
        self.rows_end = self.top + self.row_height * len(lens.badges)
        self.whole = _LABEL + self.plot + _NAME
        self.height = self.rows_end + 12 + legends.legend_height(_KEY, self.whole)
        # The columns stand on 0, 1, 2 and so on, with the same margin in pixels left and right of them.
        per_pixel = (len(lens.audiences) - 1) / (self.plot - 2 * _MARGIN)
        margin = _MARGIN * per_pixel
        self.scales = Scales(-margin, len(lens.audiences) - 1 + margin, self.plot, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legends.legend(self.scales, _KEY, left=-_LABEL, top=self.rows_end + 12, width=self.whole)
        layers = [*self._frame(), *self._lines(), *self._marks(), *self._words(), *key]
        return drawing(layers, width=self.plot, height=self.height, left=_LABEL + 4, right=_NAME + 4)

    def _frame(self) -> Iterator[alt.Chart]:
        edges = [{"y": y} for y in (self.top - 4, self.rows_end + 2)]
        yield separators(self.scales, edges, -_LABEL, self.plot + _NAME, stroke=LINE)
        heads = [{"place": place, "text": head, "y": 10} for place, head in enumerate(self.heads)]
        yield texts(self.scales, heads, self.scales.x("place"), align="center", fontWeight="bold", baseline="line-top", dy=-9)
        told = [{"text": "Badge, and what moves it most", "y": self.top - 17}]
        yield texts(self.scales, told, at(-_LABEL), fill=SECONDARY)

    def _lines(self) -> Iterator[alt.Chart]:
        """Join the places of each badge; a step that changes its place for certain is drawn over the others."""
        steps: dict[int, list[dict[str, Any]]] = {0: [], 1: [], 2: []}
        for place, (first, second) in enumerate(pairwise(self.lens.audiences)):
            for key in self.lens.badges:
                ends = [(place, first), (place + 1, second)]
                changes = self.lens.changes_place(key, first, second)
                steps[changes + (changes and key in self.furthest)] += [
                    {"row": f"{place} {key[:16]}", "place": x, "y": self._y(audience, key)} for x, audience in ends
                ]
        styles = ({"stroke": LINE, "strokeWidth": 1}, {"stroke": ACCENT, "strokeWidth": 1}, {"stroke": ACCENT, "strokeWidth": 3})
        for rows, style in zip(steps.values(), styles, strict=True):
            if rows:
                yield joined(self.scales, rows, "place", **style)

    def _marks(self) -> Iterator[alt.Chart]:
        marks = [
            self._mark(place, audience, key) for place, audience in enumerate(self.lens.audiences) for key in self.lens.badges
        ]
        for moved in (False, True):
            for is_open in (False, True):
                rows = [row for row in marks if (row["moved"], row["open"]) == (moved, is_open) and row["text"] != "—"]
                if rows:
                    style: dict[str, Any] = {"stroke": ACCENT, "strokeWidth": 2} if moved else {"stroke": SECONDARY}
                    yield bars(self.scales, rows, cornerRadius=11, **style, **({"strokeDash": [4, 2]} if is_open else {}))
        yield texts(self.scales, marks, self.scales.x("place"), align="center", fontWeight="bold", dy=1)

    def _mark(self, place: int, audience: str, key: str) -> dict[str, Any]:
        found = self.lens.places[audience][key]
        is_open = found is not None and found.best != found.worst
        solid = key in self.moved and not is_open
        words = place_words(found)
        half = max(11.0, 3.7 * len(words) + 5) * self.scales.per_pixel
        y = self._y(audience, key)
        return {
            "badge": self.lens.labels[key],
            "audience": audience,
            "text": words,
            "moved": int(key in self.moved),
            "open": int(is_open),
            "place": place,
            "start": round(place - half, 6),
            "end": round(place + half, 6),
            "top": y - 11,
            "bottom": y + 11,
            "y": y,
            "fill": ACCENT if solid else WHITE,
            "ink": WHITE if solid else INK,
        }

    def _words(self) -> Iterator[alt.Chart]:
        """Name each badge at both ends of its way; what moves it stands below its name."""
        first, last = self.lens.audiences[0], self.lens.audiences[-1]
        for moved, weight in ((False, "normal"), (True, "bold")):
            chosen = [key for key in self.lens.badges if (key in self.moved) is moved]
            if not chosen:
                continue
            names = [{"text": self.names[key], "y": self._first_line(first, key, moved)} for key in chosen]
            yield texts(self.scales, names, at(-_LABEL), fontWeight=weight)
            ends = [{"text": self.ends[key], "y": self._y(last, key) - _LINE / 2 * self.ends[key].count("\n")} for key in chosen]
            yield texts(self.scales, ends, at(self.plot), fontWeight=weight)
        causes = [
            {"text": _cause(self.lens, key), "y": self._first_line(first, key, True) + _LINE * (1 + self.names[key].count("\n"))}
            for key in self.lens.moved
        ]
        if causes:
            yield texts(self.scales, causes, at(-_LABEL), fill=ACCENT)

    def _first_line(self, audience: str, key: str, moved: bool) -> float:
        """Return the height of the first of the lines that stand around the middle of a row."""
        return self._y(audience, key) - _LINE / 2 * (self.names[key].count("\n") + moved)

    def _y(self, audience: str, key: str) -> float:
        return self.top + self.row_height * (self.rows[audience][key] + 0.5)


def _distance(lens: AudienceLens, badge: str) -> int:
    """Return by how many places a badge certainly moves between the two audiences for which it moves furthest."""
    places = [found for audience in lens.audiences if (found := lens.places[audience][badge]) is not None]
    return max(place.best for place in places) - min(place.worst for place in places)


def _cause(lens: AudienceLens, badge: str) -> str:
    """Name what moves a badge, with the weights where there are two audiences to tell them of."""
    pairs = [pair for pair in combinations(lens.audiences, 2) if lens.changes_place(badge, *pair)]
    found = lens.responsible(change for pair in pairs for change in lens.changes(*pair, badge))
    names = listed([plain(lens.rubric.criterion(one).name) for one in found]) or "no single criterion"
    if len(lens.audiences) == 2 and len(found) == 1:
        was, now = (weight_text(lens.weight(audience, found[0])) for audience in lens.audiences)
        return f"{shorten(names, 28 - len(f': {was} to {now}'))}: {was} to {now}"
    return shorten(names, 28)


def _description(lens: AudienceLens) -> str:
    if len(lens.audiences) == 2:
        return explain_audiences(lens, *lens.audiences)
    who = f"{counted(len(lens.badges), 'badge', 'badges')} for {listed(lens.audiences)}"
    moved = len(lens.moved)
    verb = "changes" if moved <= 1 else "change"
    first = f"{who}: {moved or 'none'} of them {verb} places for certain between two of the audiences."
    most = max(combinations(lens.audiences, 2), key=lambda pair: sum(lens.changes_place(key, *pair) for key in lens.badges))
    return f"{first} {_furthest(lens, most)}" if moved else first


def _furthest(lens: AudienceLens, pair: Sequence[str]) -> str:
    return f"Furthest apart: {explain_audiences(lens, *pair)[0].lower()}{explain_audiences(lens, *pair)[1:]}"
