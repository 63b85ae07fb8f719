"""Do people's ratings say what their gut said? One row per gut call, a dot per score against adopted and recommended cuts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt

from rubric_kit.charts.cut_lines import CUT_LINE, cut_labels, cut_marks
from rubric_kit.charts.display import Display
from rubric_kit.charts.gut_partings import SIDE_WORDS
from rubric_kit.charts.gut_places import has_score, percent, placed_groups, room_for
from rubric_kit.charts.legend import Entry, legend, legend_height
from rubric_kit.charts.marks import BODY, Scales, at, bars, drawing, separators, symbols, texts, uprights, with_halo
from rubric_kit.charts.palette import ACCENT, CIRCLE, DIAMOND, FIELD, INK, LINE, SECONDARY, WHITE, Sign
from rubric_kit.charts.wording import counted, listed, plain
from rubric_kit.errors import RecordError
from rubric_kit.model import GutCall, Rubric
from rubric_kit.scoring.gut import CutRange, CutRecommendation, GutContrast, GutRow, Side
from rubric_kit.scoring.gut.recommendation_words import range_text, span_text

_LABEL, _PLOT, _END = 96, 380, 14
_TICKS = (0, 20, 40, 60, 80, 100)
_PER_CHARACTER = 6.8
_BOX = "M-1.3,-0.5L1.3,-0.5L1.3,0.5L-1.3,0.5Z"
_CALLS = {GutCall.ACCEPT: "Accept", GutCall.UNSURE: "Unsure", GutCall.NOT: "Do not accept"}
_SAME = Entry(Sign(CIRCLE, "#c6dbef"), "gut and own ratings say the same", dark=True)
_PARTED = Entry(Sign(DIAMOND, ACCENT), "they say the opposite", dark=True)
_NEITHER = Entry(Sign(CIRCLE, WHITE), "unsure, on condition or open", dark=True)
_INTERVAL = Entry(Sign(_BOX, WHITE), "something is missing: the score lies in this range", dark=True)
_BAND = Entry(Sign(_BOX, FIELD, dashed=True), "recommended cut, which decides nothing", dark=True)


def gut_against_rubric(
    rubric: Rubric,
    contrast: GutContrast,
    labels: Mapping[str, str],
    recommendations: Sequence[CutRecommendation] = (),
    *,
    rater: str = "",
    codes: bool = False,
) -> Display:
    """Chart gut calls against the scores of the same people's ratings, for the room or for one person.

    Parameters
    ----------
    rubric : Rubric
        The version that the contrast was made with.
    contrast : GutContrast
        What `rubric_kit.scoring.gut.gut_contrast` returned.
    labels : mapping of badge key to label
        What `rubric_kit.comparing.badge_labels` returned.
    recommendations : sequence of CutRecommendation
        What `rubric_kit.scoring.gut.cut_recommendations` returned; those that are refused are not drawn.
    rater : str
        Code of the one person to show; empty: everybody.
    codes : bool
        Whether the table names the people by their codes.

    Raises
    ------
    RecordError
        There is no call to show, or the contrast was made with another version of the rubric.

    Examples
    --------
    >>> from rubric_kit import read_review
    >>> from rubric_kit.model import GutCall
    >>> from rubric_kit.scoring.gut import gut_contrast
    >>> review = read_review()
    >>> calls = {(row.rater, row.badge): GutCall.ACCEPT for row in review.ratings}
    >>> contrast = gut_contrast(review.rubric, review.badges, calls, review.ratings)
    >>> gut_against_rubric(review.rubric, contrast, review.labels).title
    'Gut against rubric'
    """
    if contrast.rubric != rubric.fingerprint:
        found = f"the gut calls were compared with another version than {rubric.version} of {rubric.id!r}"
        raise RecordError(f"{found}; compare them with this version first", where=rubric.id)
    rows = [row for row in contrast.rows if rater in ("", row.rater)]
    if not rows:
        whose = f" by {rater}" if rater else ""
        raise RecordError(f"a chart of gut calls needs at least one call{whose}, found none; make gut calls first", where="calls")
    drawn = [one for one in recommendations if one.ranges]
    names = {row.badge: plain(labels.get(row.badge, row.badge[:12])) for row in rows}
    return Display(
        title=f"Gut against rubric: {rater}" if rater else "Gut against rubric",
        description=_description(rows, drawn),
        chart=_Picture(rubric, rows, names, drawn).chart(),
        columns=("Badge", *(("Person",) if codes else ()), "By gut", "Score of 100", "By their own ratings", "Opposite"),
        rows=tuple(_row(row, names, codes=codes) for row in _ordered(rows, codes=codes)),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(
        self, rubric: Rubric, rows: Sequence[GutRow], names: Mapping[str, str], recommended: Sequence[CutRecommendation]
    ) -> None:
        self.names, self.recommended = names, recommended
        self.cut_lines = cut_labels(rubric, left=_LABEL, plot=_PLOT)
        self.bands_top = CUT_LINE * len(self.cut_lines)
        self.rows_top = self.bands_top + CUT_LINE * len(recommended) + 30
        self.room = room_for(rows, _PLOT)
        self.groups = placed_groups(rows, list(_CALLS), top=self.rows_top, room=self.room, plot=_PLOT)
        self.rows_end = self.groups[-1].bottom
        self.whole = _LABEL + _PLOT + _END
        gaps = [_INTERVAL] if any(group.spans for group in self.groups) else []
        self.key = [_SAME, _PARTED, _NEITHER, *gaps, *([_BAND] if recommended else [])]
        self.key_top = self.rows_end + 48
        self.height = self.key_top + legend_height(self.key, self.whole)
        self.scales = Scales(0, 100, _PLOT, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legend(self.scales, self.key, left=-_LABEL, top=self.key_top, width=self.whole)
        layers = [
            *self._bands(),
            *self._grid(),
            *cut_marks(self.scales, self.cut_lines, self.rows_end),
            *self._band_words(),
            *self._numbers(),
            *self._labels(),
            *self._spans(),
            *self._points(),
            *key,
        ]
        return drawing(layers, width=_PLOT, height=self.height, left=_LABEL + 4, right=_END + 4)

    def _bands(self) -> Iterator[alt.Chart]:
        rows = [row for place, one in enumerate(self.recommended) for row in self._band(place, one.ranges)]
        if rows:
            yield bars(self.scales, rows, fill=FIELD, strokeWidth=0)

    def _band(self, place: int, ranges: Sequence[CutRange]) -> Iterator[dict[str, Any]]:
        top = self.bands_top + CUT_LINE * place + 3
        for one in ranges:
            yield {"start": percent(one.low), "end": percent(one.high), "top": top, "bottom": self.rows_end}

    def _grid(self) -> Iterator[alt.Chart]:
        edges = [{"y": y} for y in (self.rows_top, *(group.bottom for group in self.groups))]
        yield separators(self.scales, edges, -_LABEL, _PLOT + _END, stroke=LINE)
        ticks = [{"x": tick, "top": self.rows_top, "bottom": self.rows_end} for tick in _TICKS]
        yield uprights(self.scales, ticks, stroke=LINE)

    def _band_words(self) -> Iterator[alt.Chart]:
        for place, one in enumerate(self.recommended):
            bands = list(self._band(place, one.ranges))
            edges = [{**band, "x": end} for band in bands for end in sorted({band["start"], band["end"]})]
            yield uprights(self.scales, edges, stroke=INK, strokeWidth=1.25, strokeDash=[5, 4])
            text = f"{one.method}: {span_text((one.ranges[0].low, one.ranges[-1].high))}"
            y = self.bands_top + CUT_LINE * (place + 0.5)
            start, end = bands[0]["start"], bands[-1]["end"]
            if _LABEL + start * _PLOT / 100 > len(text) * _PER_CHARACTER:
                yield from with_halo(self.scales, [{"x": start, "text": text, "y": y}], self.scales.x("x"), align="right", dx=-6)
            elif (100 - end) * _PLOT / 100 + _END > len(text) * _PER_CHARACTER:
                yield from with_halo(self.scales, [{"x": end, "text": text, "y": y}], self.scales.x("x"), dx=6)
            else:
                yield from with_halo(self.scales, [{"x": 0, "text": text, "y": y}], self.scales.x("x"), dx=6 - _LABEL)

    def _numbers(self) -> Iterator[alt.Chart]:
        for y in (self.rows_top - 12, self.rows_end + 14):
            numbers = [{"x": tick, "text": str(tick), "y": y} for tick in _TICKS]
            yield from with_halo(self.scales, numbers, self.scales.x("x"), fill=SECONDARY, align="center")
        title = [{"text": "Score by the same person's ratings, of 100", "y": self.rows_end + 32}]
        yield texts(self.scales, title, at(_PLOT / 2), fill=SECONDARY, align="center")

    def _labels(self) -> Iterator[alt.Chart]:
        names = [{"text": _CALLS[group.call], "y": group.top + 16} for group in self.groups]
        yield texts(self.scales, names, at(-_LABEL), fontSize=BODY, fontWeight=600)
        counts = [{"text": counted(group.calls, "call", "calls"), "y": group.top + 34} for group in self.groups]
        yield texts(self.scales, counts, at(-_LABEL), fill=SECONDARY)

    def _points(self) -> Iterator[alt.Chart]:
        for entry in (_SAME, _NEITHER, _PARTED):
            dots = [
                self._told(row)
                | {"y": group.base - self.room.dot * (lane + 0.5), "shape": entry.sign.base, "fill": entry.sign.fill}
                for group in self.groups
                for row, lane in group.points
                if _entry(row) is entry
            ]
            if dots:
                yield symbols(self.scales, dots, self.scales.x("low"), size=24 if self.room.many else 60, strokeWidth=1)

    def _spans(self) -> Iterator[alt.Chart]:
        rows = []
        for group in self.groups:
            for row, lane in group.spans:
                y = group.base + self.room.lane * (lane + 0.5) + 2
                told = self._told(row)
                rows.append(
                    told
                    | {"start": told["low"], "end": told["high"], "top": y - self.room.lane / 4, "bottom": y + self.room.lane / 4}
                )
        if rows:
            yield bars(self.scales, rows, strokeWidth=1, cornerRadius=2)

    def _told(self, row: GutRow) -> dict[str, Any]:
        low, high = percent(row.own.low), percent(row.own.high)
        return {"badge": self.names[row.badge], "call": str(row.call), "low": low, "high": high}


def _entry(row: GutRow) -> Entry:
    if row.parts:
        return _PARTED
    same = {(GutCall.ACCEPT, Side.ACCEPTS), (GutCall.NOT, Side.NOT)}
    return _SAME if (row.call, row.own.side) in same else _NEITHER


def _hull(ranges: Sequence[CutRange]) -> CutRange:
    return ranges[0]._replace(high=ranges[-1].high)


def _ordered(rows: Sequence[GutRow], *, codes: bool) -> list[GutRow]:
    """Return the rows; without codes they are sorted by what they say, so that their order does not tell who is who."""
    if codes:
        return list(rows)
    places = {key: place for place, key in enumerate(dict.fromkeys(row.badge for row in rows))}
    return sorted(rows, key=lambda row: (places[row.badge], list(GutCall).index(row.call), row.own.low, row.own.high))


def _row(row: GutRow, names: Mapping[str, str], *, codes: bool) -> tuple[str, ...]:
    score = span_text((row.own.low, row.own.high)) if has_score(row) else "—"
    person = (row.rater,) if codes else ()
    return (
        names[row.badge],
        *person,
        _CALLS[row.call],
        score,
        SIDE_WORDS[row.own.side].capitalize(),
        "Yes" if row.parts else "No",
    )


def _description(rows: Sequence[GutRow], recommended: Sequence[CutRecommendation]) -> str:
    people, badges = len({row.rater for row in rows}), len({row.badge for row in rows})
    words = {GutCall.ACCEPT: "accept", GutCall.NOT: "do not", GutCall.UNSURE: "unsure"}
    said = [f"{count} {words[call]}" for call in GutCall if (count := sum(row.call is call for row in rows))]
    whose = f"{counted(people, 'person', 'people')} on {counted(badges, 'badge', 'badges')}"
    parts = [f"{counted(len(rows), 'gut call', 'gut calls')} of {whose}: {listed(said)}."]
    clear = [row for row in rows if row.call is not GutCall.UNSURE and row.own.side in (Side.ACCEPTS, Side.NOT)]
    if clear:
        parted = sum(row.parts for row in clear)
        ruled = sum(row.parts and row.own.by_rule for row in clear)
        rule = f" ({ruled} because a gate or a standing rule decides)" if ruled else ""
        verb = "says" if parted < 2 else "say"
        parts.append(
            f"Of {len(clear)} beside a clear decision by their own ratings, {parted or 'none'} {verb} the opposite{rule}."
        )
    missing = sum(not has_score(row) for row in rows)
    if missing:
        parts.append(f"{counted(missing, 'call', 'calls')} without a score to set beside cannot be drawn.")
    bands = [f"{one.method}, a cut {range_text(_hull(one.ranges))}" for one in recommended]
    if bands:
        parts.append(f"Recommended, which decides nothing: by {' and by '.join(bands)}.")
    return " ".join(parts)
