"""Would other weights accept these badges? One bar per badge: the share of all weightings that accept it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import altair as alt

from rubric_kit.charts.display import Display
from rubric_kit.charts.legend import Entry, legend, legend_height
from rubric_kit.charts.marks import BODY, Scales, at, bars, drawing, separators, texts, uprights
from rubric_kit.charts.palette import ACCENT, INK, LINE, SECONDARY, WHITE, Sign
from rubric_kit.charts.wording import counted, label_lines, listed, plain
from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS, share_text

if TYPE_CHECKING:
    # Only its name is needed; the package brings in numpy.
    from rubric_kit.scoring.robustness import Acceptance

_LABEL, _PLOT, _NUMBERS = 222, 232, 104
_TICKS = (0, 20, 40, 60, 80, 100)
_LANE, _HEAD = 22, 30
_AROUND = "#9ecae1"
_BOX = "M-1.2,-0.6L1.2,-0.6L1.2,0.6L-1.2,0.6Z"


class _Row(NamedTuple):
    """One badge as it is shown."""

    name: str
    words: str
    shares: tuple[Acceptance, ...]
    """Among all weightings, then among those around the team's if they were asked for."""


def acceptance_bars(
    acceptances: Mapping[str, Acceptance],
    labels: Mapping[str, str],
    *,
    around: Mapping[str, Acceptance] | None = None,
    certain: Collection[str] | None = None,
) -> Display:
    """Chart the share of all weightings that accept each badge, in the order of the mapping.

    Parameters
    ----------
    acceptances : mapping of badge key to Acceptance
        What `rubric_kit.scoring.robustness.acceptances` returned: shares among all weightings.
    labels : mapping of badge key to label
        What `rubric_kit.comparing.badge_labels` returned.
    around : mapping of badge key to Acceptance, optional
        The same among weightings around the team's own.
    certain : collection of badge keys, optional
        Badges with the same outcome under every weighting, as `certain_under_all` tells. Of the others the words say that the
        outcome varies, even if it always is one that accepts.

    Raises
    ------
    RecordError
        There is no badge, or the two mappings are not about the same badges.
    """
    if not acceptances:
        raise RecordError("a chart of acceptance needs at least one badge, found none; add a badge first", where="acceptances")
    if around is not None and {*around} != {*acceptances}:
        message = "the shares around the team's weights are not about the same badges as the others; ask for the same badges"
        raise RecordError(message, where="around")
    rows = [
        _Row(
            plain(labels.get(key, key[:12])),
            _words(share, None if certain is None else key in certain),
            (share,) if around is None else (share, around[key]),
        )
        for key, share in acceptances.items()
    ]
    columns = ("All weightings, of 100", "Around our weights, of 100")[: 1 if around is None else 2]
    return Display(
        title="Accepted under which share of the weightings",
        description=_description(rows),
        chart=_Picture(rows).chart(),
        columns=("Badge", *columns, "In words"),
        rows=tuple((row.name, *map(_numbers, row.shares), row.words) for row in rows),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(self, rows: list[_Row]) -> None:
        self.rows = rows
        self.names = label_lines([row.name for row in rows], 24)
        lanes = len(rows[0].shares)
        self.row_height = 12 + 18 * (2 + max(name.count("\n") for name in self.names))
        self.row_height = max(self.row_height, _LANE * lanes + 12)
        self.rows_end = _HEAD + self.row_height * len(rows)
        self.key = [Entry(Sign(_BOX, ACCENT), "among all weightings, each as likely as any other")]
        if lanes > 1:
            self.key.append(Entry(Sign(_BOX, _AROUND), "among those around ours", dark=True))
        self.key.append(Entry(Sign(_BOX, WHITE, dashed=True), "depends on what is missing", dark=True))
        self.key_top = self.rows_end + 44
        self.whole = _LABEL + _PLOT + _NUMBERS
        self.height = self.key_top + legend_height(self.key, self.whole)
        self.scales = Scales(0, 100, _PLOT, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legend(self.scales, self.key, left=-_LABEL, top=self.key_top, width=self.whole)
        layers = [*self._grid(), *self._labels(), *self._bars(), *key]
        return drawing(layers, width=_PLOT, height=self.height, left=_LABEL + 4, right=_NUMBERS + 4)

    def _grid(self) -> Iterator[alt.Chart]:
        edges = [{"y": self._top(row)} for row in range(len(self.rows) + 1)]
        yield separators(self.scales, edges, -_LABEL, _PLOT + _NUMBERS, stroke=LINE)
        ticks = [{"x": tick, "top": _HEAD, "bottom": self.rows_end, "text": str(tick)} for tick in _TICKS]
        yield uprights(self.scales, ticks, stroke=LINE)
        for y in (_HEAD - 12, self.rows_end + 14):
            yield texts(self.scales, [tick | {"y": y} for tick in ticks], self.scales.x("x"), fill=SECONDARY, align="center")
        title = [{"text": "Weightings that accept it, of 100", "y": self.rows_end + 32}]
        yield texts(self.scales, title, at(_PLOT / 2), fill=SECONDARY, align="center")

    def _labels(self) -> Iterator[alt.Chart]:
        names = [{"text": name, "y": self._top(row) + 7} for row, name in enumerate(self.names)]
        yield texts(self.scales, names, at(-_LABEL), fontSize=BODY, baseline="line-top", fontWeight=600, lineHeight=18)
        words = [
            {"text": row.words, "y": self._top(place) + 8 + 18 * (1 + name.count("\n"))}
            for place, (row, name) in enumerate(zip(self.rows, self.names, strict=True))
        ]
        yield texts(self.scales, words, at(-_LABEL), baseline="line-top", fill=SECONDARY)

    def _bars(self) -> Iterator[alt.Chart]:
        lanes = [lane for row, one in enumerate(self.rows) for lane in self._lanes(row, one)]
        solid = [lane | {"start": 0, "end": lane["low"]} for lane in lanes if lane["low"]]
        if solid:
            yield bars(self.scales, solid, strokeWidth=1)
        hollow = [
            lane | {"start": lane["low"], "end": lane["high"], "fill": WHITE} for lane in lanes if lane["high"] > lane["low"]
        ]
        if hollow:
            yield bars(self.scales, hollow, strokeDash=[5, 3])
        # Under none of the weightings is an upright stroke at 0, so that a row is never empty.
        none = [{"x": 0, "top": lane["top"], "bottom": lane["bottom"]} for lane in lanes if not lane["high"]]
        if none:
            yield uprights(self.scales, none, stroke=INK, strokeWidth=3)
        yield texts(self.scales, lanes, at(_PLOT + 10), fontWeight="bold")

    def _lanes(self, row: int, one: _Row) -> Iterator[dict[str, Any]]:
        first = self._top(row) + self.row_height / 2 - _LANE * (len(one.shares) - 1) / 2
        for lane, share in enumerate(one.shares):
            y, half = first + _LANE * lane, 8 - 2 * lane
            yield {
                "badge": one.name,
                "low": float(share.low * 100),
                "high": float(share.high * 100),
                "text": _numbers(share),
                "y": y,
                "top": y - half,
                "bottom": y + half,
                "fill": _AROUND if lane else ACCENT,
            }

    def _top(self, row: int) -> float:
        return _HEAD + self.row_height * row


def _numbers(share: Acceptance) -> str:
    """Write a share of 100, rounded down; one that is there and too small to be seen is not written as none."""
    if 0 < share.high < Fraction(1, 1000):
        return "under 0.1"
    low, high = (share_text(int(end * BASIS_POINTS)).removesuffix(".0") for end in share)
    return low if low == high else f"{low} to {high}"


def _words(share: Acceptance, sure: bool | None) -> str:
    if share.low < share.high:
        return "what is missing has a say"
    if share.low == 1:
        return "always accepted, outcome varies" if sure is False else "accepted under every weighting"
    if not share.high:
        return "never accepted, outcome varies" if sure is False else "accepted under no weighting"
    return "the weights decide"


def _description(rows: list[_Row]) -> str:
    """Count the badges by what the weights do to them, and name the closest call."""
    first = f"{counted(len(rows), 'badge', 'badges')} under all weightings, each as likely as any other"
    always = sum(row.shares[0].low == 1 for row in rows)
    never = sum(not row.shares[0].high for row in rows)
    parts = [
        f"{count} {counted_words}"
        for count, counted_words in ((always, "accepted under every one"), (never, "accepted under none"))
        if count
    ]
    between = [row for row in rows if row.shares[0].low == row.shares[0].high and 0 < row.shares[0].low < 1]
    if between:
        parts.append(f"{len(between)} where the weights decide")
    missing = [row for row in rows if row.shares[0].low < row.shares[0].high]
    if missing:
        parts.append(f"{len(missing)} where what is missing has a say too")
    told = [f"{first}: {listed(parts)}."]
    if between:
        closest = min(between, key=lambda row: abs(row.shares[0].low - Fraction(1, 2)))
        told.append(f"Closest call: {closest.name}, accepted under {_numbers(closest.shares[0])} of 100{_around(closest)}.")
    elif missing:
        widest = max(missing, key=lambda row: row.shares[0].high - row.shares[0].low)
        told.append(f"Most open: {widest.name}, accepted under {_numbers(widest.shares[0])} of 100{_around(widest)}.")
    return " ".join(told)


def _around(row: _Row) -> str:
    return f", and under {_numbers(row.shares[1])} of 100 around ours" if len(row.shares) > 1 else ""
