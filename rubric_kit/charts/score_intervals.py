"""Which outcome does each badge get? One row per badge, its score or its interval against the cuts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from rubric_kit.charts.cut_lines import CUT_LINE, cut_labels, cut_marks
from rubric_kit.charts.display import Display
from rubric_kit.charts.legend import Entry, legend, legend_height, outcome_signs, signs
from rubric_kit.charts.marks import BODY, Scales, at, bars, drawing, separators, texts, uprights, with_halo
from rubric_kit.charts.palette import LINE, SECONDARY, WHITE, Sign
from rubric_kit.charts.wording import counted, label_lines, listed, plain, shorten
from rubric_kit.errors import RecordError
from rubric_kit.model import Decision, Rubric, interval_text

_LABEL, _PLOT, _END = 224, 320, 14
_TICKS = (0, 20, 40, 60, 80, 100)
_ROOM_RIGHT = 74
"""Above this score a range's numbers stand left of it."""
_NO_SCORE = "no score"
_RANGE = Sign("M-1.3,-0.7L1.3,-0.7L1.3,0.7L-1.3,0.7Z", WHITE)
_INTERVAL = Entry(_RANGE, "something is missing: the score lies in this range", dark=True)


def score_intervals(rubric: Rubric, decisions: Sequence[Decision], labels: Mapping[str, str]) -> Display:
    """Chart decisions on badges in the order given: score, interval, cuts and outcome.

    Parameters
    ----------
    rubric : Rubric
        The version the decisions were made with.
    decisions : sequence of Decision
        What `rubric_kit.scoring.rank` returned, best first.
    labels : mapping of badge key to label
        What `rubric_kit.comparing.badge_labels` returned.

    Raises
    ------
    RecordError
        There is no decision, or one was made with another version of the rubric.
    """
    if not decisions:
        raise RecordError("a chart of scores needs at least one decision, found none; add a badge first", where="decisions")
    if any(one.rubric != rubric.fingerprint for one in decisions):
        found = f"a decision was made with another version than {rubric.version} of {rubric.id!r}"
        message = f"{found}; decide again with this version, or chart it with the other"
        raise RecordError(message, where=rubric.id)
    names = [plain(labels.get(one.badge, one.badge[:12])) for one in decisions]
    return Display(
        title="Scores and outcomes",
        description=_description(rubric, decisions, names),
        chart=_Picture(rubric, decisions, names).chart(),
        columns=("Badge", "Score of 100", "Outcome", "Outcomes still open"),
        rows=tuple(_row(rubric, one, name) for one, name in zip(decisions, names, strict=True)),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(self, rubric: Rubric, decisions: Sequence[Decision], names: Sequence[str]) -> None:
        self.policy, self.decisions = rubric.policy, decisions
        self.names = label_lines(names, 29)
        self.signs = outcome_signs(rubric.policy)
        self.row_height = 46 + 17 * max(name.count("\n") for name in self.names)
        self.cut_lines = cut_labels(rubric, left=_LABEL, plot=_PLOT)
        self.rows_top = CUT_LINE * len(self.cut_lines) + 30
        self.rows_end = self.rows_top + self.row_height * len(decisions)
        self.key = [*self.signs.values(), _INTERVAL]
        self.key_top = self.rows_end + 48
        self.height = self.key_top + legend_height(self.key, _LABEL + _PLOT)
        self.scales = Scales(0, 100, _PLOT, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legend(self.scales, self.key, left=-_LABEL, top=self.key_top, width=_LABEL + _PLOT)
        layers = [
            *self._grid(),
            *cut_marks(self.scales, self.cut_lines, self.rows_end),
            *self._numbers(),
            *self._labels(),
            *self._ranges(),
            *self._points(),
            *key,
        ]
        return drawing(layers, width=_PLOT, height=self.height, left=_LABEL + 4, right=_END + 4)

    def _grid(self) -> Iterator[alt.Chart]:
        edges = [{"y": self.rows_top + self.row_height * row} for row in range(len(self.decisions) + 1)]
        yield separators(self.scales, edges, -_LABEL, _PLOT + _END, stroke=LINE)
        ticks = [{"x": tick, "top": self.rows_top, "bottom": self.rows_end} for tick in _TICKS]
        yield uprights(self.scales, ticks, stroke=LINE)

    def _numbers(self) -> Iterator[alt.Chart]:
        for y in (self.rows_top - 12, self.rows_end + 14):
            numbers = [{"x": tick, "text": str(tick), "y": y} for tick in _TICKS]
            yield from with_halo(self.scales, numbers, self.scales.x("x"), fill=SECONDARY, align="center")
        title = [{"text": "Score, of 100", "y": self.rows_end + 32}]
        yield texts(self.scales, title, at(_PLOT / 2), fill=SECONDARY, align="center")

    def _labels(self) -> Iterator[alt.Chart]:
        rows = list(enumerate(self.names))
        names = [{"text": name, "y": self._top(row) + 7} for row, name in rows]
        yield texts(self.scales, names, at(-_LABEL), fontSize=BODY, baseline="line-top", fontWeight=600)
        places = {row: self._top(row) + 34 + 17 * name.count("\n") for row, name in rows}
        shown = [self.signs[one.outcome] for one in self.decisions]
        drawn = [{"sign": entry, "y": places[row]} for row, entry in enumerate(shown)]
        yield from signs(self.scales, drawn, at(-_LABEL + 10), size=200)
        words = [{"text": shorten(entry.words, 26), "y": places[row]} for row, entry in enumerate(shown)]
        yield texts(self.scales, words, at(-_LABEL + 25))

    def _ranges(self) -> Iterator[alt.Chart]:
        rows = [self._place(row, one) for row, one in enumerate(self.decisions) if one.score.full and not _is_point(one)]
        if not rows:
            return
        yield bars(self.scales, rows, cornerRadius=4)
        inside = [row for row in rows if row["inside"]]
        if inside:
            yield texts(self.scales, inside, self.scales.x("middle"), align="center")
        beside = [row for row in rows if not row["inside"]]
        for align, place, dx in (("left", "end", 8), ("right", "start", -8)):
            chosen = [row for row in beside if (row["high"] < _ROOM_RIGHT) is (align == "left")]
            if chosen:
                yield from with_halo(self.scales, chosen, self.scales.x(place), align=align, dx=dx)

    def _points(self) -> Iterator[alt.Chart]:
        chosen = [(row, one) for row, one in enumerate(self.decisions) if _is_point(one)]
        points = [self._place(row, one) | {"sign": self.signs[one.outcome]} for row, one in chosen]
        for align, dx in (("left", 16), ("right", -16)):
            numbers = [self._place(row, one) for row, one in chosen if (one.score.low_share < 8_600) is (align == "left")]
            if numbers:
                yield from with_halo(self.scales, numbers, self.scales.x("low"), align=align, dx=dx, fontWeight="bold")
        yield from signs(self.scales, points, self.scales.x("low"), size=300)
        empty = [
            self._place(row, one) | {"text": _score_words(one)} for row, one in enumerate(self.decisions) if not one.score.full
        ]
        if empty:
            yield from with_halo(self.scales, empty, self.scales.x("low"), dx=4)

    def _place(self, row: int, decision: Decision) -> dict[str, Any]:
        score = decision.score
        low, high = score.low_share / 100, score.high_share / 100
        middle = self._top(row) + self.row_height / 2
        return {
            "outcome": decision.outcome or "",
            "low": low,
            "high": high,
            "start": min(low, 99.4),
            "end": max(high, low + 0.6),
            "middle": (low + high) / 2,
            "top": middle - 11,
            "bottom": middle + 11,
            "y": middle,
            "text": interval_text(score),
            "inside": (high - low) * _PLOT / 100 > 7 * len(interval_text(score)) + 8,
        }

    def _top(self, row: int) -> float:
        return self.rows_top + self.row_height * row


def _is_point(decision: Decision) -> bool:
    return bool(decision.score.full) and decision.score.low == decision.score.high


def _row(rubric: Rubric, decision: Decision, name: str) -> tuple[str, ...]:
    possible = [plain(rubric.policy.outcome(one).name) for one in decision.possible]
    still_open = listed(possible, "or") if decision.outcome is None else "—"
    return name, _score_words(decision), _outcome_name(rubric, decision.outcome), still_open


def _score_words(decision: Decision) -> str:
    return interval_text(decision.score) if decision.score.full else f"— {_NO_SCORE}"


def _outcome_name(rubric: Rubric, outcome: str | None) -> str:
    return plain(rubric.policy.outcome(outcome).name) if outcome is not None else "Undetermined"


def _description(rubric: Rubric, decisions: Sequence[Decision], names: Sequence[str]) -> str:
    ids = [*(outcome.id for outcome in rubric.policy.outcomes), None]
    found = [one.outcome for one in decisions]
    words = {one: "undetermined" if one is None else _quoted(_outcome_name(rubric, one)) for one in ids}
    counts = [f"{found.count(one)} {words[one]}" for one in ids if one in found]
    first = f"{counted(len(decisions), 'badge', 'badges')}: {listed(counts)}."
    return " ".join(part for part in (first, _range_sentence(decisions, names), _why_sentence(rubric, decisions, names)) if part)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _range_sentence(decisions: Sequence[Decision], names: Sequence[str]) -> str:
    scored = [(_score_words(one), name) for one, name in zip(decisions, names, strict=True) if one.score.full]
    if not scored:
        return "None of them has a score, since no criterion that carries weight applies."
    if len(scored) == 1:
        return f"{scored[0][1]} scores {scored[0][0]} of 100."
    return f"From first to last the scores go from {scored[0][0]} of 100 ({scored[0][1]}) to {scored[-1][0]} ({scored[-1][1]})."


def _why_sentence(rubric: Rubric, decisions: Sequence[Decision], names: Sequence[str]) -> str:
    parts = []
    gated = sum(one.outcome is not None and _fails_gate(one) for one in decisions)
    if gated:
        parts.append(f"{counted(gated, 'badge does', 'badges do')} not pass a gate, whatever the score")
    held = sum(one.outcome is not None and _misses_profile(one) for one in decisions)
    if held:
        parts.append(f"{counted(held, 'badge reaches', 'badges reach')} a cut and not the profile that goes with it")
    undetermined = [(one, name) for one, name in zip(decisions, names, strict=True) if one.outcome is None]
    if len(undetermined) == 1:
        one, name = undetermined[0]
        could = listed([_quoted(plain(rubric.policy.outcome(x).name)) for x in one.possible], "or")
        parts.append(f"what is missing leaves {name} open: {could}")
    elif undetermined:
        parts.append(f"what is missing could change the outcome of {len(undetermined)} badges")
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""


def _fails_gate(decision: Decision) -> bool:
    return any(step.rule == "gate" and step.result == "failed" for step in decision.trace)


def _misses_profile(decision: Decision) -> bool:
    """Tell whether an outcome was missed by its profile alone; the profile of an outcome stands right after its cut."""
    return any(
        (cut.rule, cut.result, profile.rule, profile.result) == ("cut", "reached", "profile", "not_reached")
        for cut, profile in pairwise(decision.trace)
    )
