"""Where do many badges stand? One row per badge, one column per criterion, the level's number in each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import altair as alt

from rubric_kit.charts import legend as legends
from rubric_kit.charts.display import Display
from rubric_kit.charts.marks import Scales, at, bars, drawing, symbols, texts
from rubric_kit.charts.palette import INK, LOCK, SECONDARY, WHITE, Sign, level_colours, text_on
from rubric_kit.charts.wording import counted, gap_counts, label_lines, plain, state_words, wrap
from rubric_kit.errors import RecordError
from rubric_kit.model import Criterion, RatingState, Rubric
from rubric_kit.scoring import Answer, Answers

_LABEL = 196
_CELL = 42
_LEAST_WIDTH = 250
_ROW = 42
_HEADER = 134
_OVERHANG = 74
_BOX = "M-0.8,-0.8L0.8,-0.8L0.8,0.8L-0.8,0.8Z"
_CANNOT_TELL = legends.Entry(Sign(_BOX, WHITE, dashed=True, character="?"), state_words(RatingState.UNKNOWN), dark=True)
_UNRATED = legends.Entry(Sign(_BOX, WHITE, dashed=True), state_words(None), dark=True)


class _Cell(NamedTuple):
    """One answer and where it stands."""

    row: int
    column: int
    criterion: Criterion
    answer: Answer
    level: int | None
    """Place on the criterion's scale."""


def level_heat_map(rubric: Rubric, badges_answers: Mapping[str, Answers], labels: Mapping[str, str]) -> Display:
    """Chart the answers for many badges as they were given, in the order of the mapping.

    Parameters
    ----------
    rubric : Rubric
        The version that was rated.
    badges_answers : mapping of badge key to answers
        What was said about each badge; a criterion that is not named counts as not rated.
    labels : mapping of badge key to label
        What `rubric_kit.comparing.badge_labels` returned.

    Raises
    ------
    RecordError
        There is no badge, or an answer names a level that its criterion does not have.
    """
    if not badges_answers:
        raise RecordError("a chart of levels needs at least one badge, found none; add a badge first", where="badges")
    names = [plain(labels.get(key, key[:12])) for key in badges_answers]
    cells = [
        _Cell(row, column, criterion, answers.get(criterion.id), _level(criterion, answers.get(criterion.id)))
        for row, answers in enumerate(badges_answers.values())
        for column, criterion in enumerate(rubric.criteria)
    ]
    words = [_words(cell) for cell in cells]
    across = len(rubric.criteria)
    return Display(
        title="Levels of all badges",
        description=_description(rubric, cells, len(names)),
        chart=_Picture(rubric, cells, names).chart(),
        columns=("Badge", *(plain(c.name) for c in rubric.criteria)),
        rows=tuple((name, *words[row * across : (row + 1) * across]) for row, name in enumerate(names)),
    )


class _Picture:
    """Places of everything in one drawing."""

    def __init__(self, rubric: Rubric, cells: list[_Cell], names: list[str]) -> None:
        self.rubric, self.cells, self.names = rubric, cells, names
        self.colours = level_colours(max(len(c.levels) for c in rubric.criteria))
        self.width = _CELL * len(rubric.criteria)
        self.whole = _LABEL + max(self.width, _LEAST_WIDTH) + _OVERHANG
        self.rows_end = _HEADER + _ROW * len(names)
        gaps = [legends.LOCKED, _CANNOT_TELL, _UNRATED, legends.NOT_APPLICABLE]
        self.key = [*legends.level_entries(self.colours), *gaps]
        self.height = self.rows_end + 10 + legends.legend_height(self.key, self.whole)
        self.scales = Scales(-0.5, len(rubric.criteria) - 0.5, self.width, self.height)

    def chart(self) -> alt.LayerChart:
        """Return the drawing."""
        key = legends.legend(self.scales, self.key, left=-_LABEL, top=self.rows_end + 10, width=self.whole)
        layers = [*self._labels(), *self._levels(), *self._states(), *key]
        return drawing(layers, width=self.width, height=self.height, left=_LABEL + 4, right=self.whole - _LABEL - self.width + 4)

    def _labels(self) -> Iterator[alt.Chart]:
        names = [
            {"text": name, "y": _HEADER + _ROW * (row + 0.5) - 8.5 * name.count("\n")}
            for row, name in enumerate(label_lines(self.names, 27))
        ]
        yield texts(self.scales, names, at(-_LABEL))
        heads = [{"column": column, "text": wrap(c.name, 19), "y": _HEADER - 6} for column, c in enumerate(self.rubric.criteria)]
        for lines in (1, 2):
            chosen = [head for head in heads if str(head["text"]).count("\n") == lines - 1]
            if chosen:
                yield texts(self.scales, chosen, self.scales.x("column"), angle=300, lineHeight=15, dy=-7.5 * (lines - 1))

    def _levels(self) -> Iterator[alt.Chart]:
        rows = [
            self._box(cell) | {"level": cell.level, "text": str(cell.level), "fill": fill, "ink": text_on(fill)}
            for cell in self.cells
            if cell.level is not None
            for fill in [self.colours[cell.level]]
        ]
        if rows:
            yield bars(self.scales, rows, strokeWidth=1)
            yield texts(self.scales, rows, self.scales.x("column"), align="center", fontWeight="bold", dy=1)

    def _states(self) -> Iterator[alt.Chart]:
        gaps = [cell for cell in self.cells if cell.level is None]
        boxes = [(cell.answer, self._box(cell) | {"state": _words(cell), "text": _glyph(cell.answer)}) for cell in gaps]
        locked = [box for state, box in boxes if state is RatingState.WITHHELD]
        dashed = [box for state, box in boxes if state in {RatingState.UNKNOWN, None}]
        if locked:
            yield bars(self.scales, locked, strokeWidth=1)
            locks = [box | {"shape": LOCK, "fill": INK} for box in locked]
            yield symbols(self.scales, locks, self.scales.x("column"), strokeWidth=0)
        if dashed:
            yield bars(self.scales, dashed, strokeWidth=1, strokeDash=[3, 3], stroke=SECONDARY)
        glyphs = [box for _, box in boxes if box["text"]]
        if glyphs:
            yield texts(self.scales, glyphs, self.scales.x("column"), align="center", fontWeight="bold", dy=1)

    def _box(self, cell: _Cell) -> dict[str, Any]:
        y = _HEADER + _ROW * (cell.row + 0.5)
        return {
            "badge": self.names[cell.row],
            "criterion": cell.criterion.name,
            "column": cell.column,
            "start": cell.column - 0.43,
            "end": cell.column + 0.43,
            "top": y - 18,
            "bottom": y + 18,
            "y": y,
        }


def _level(criterion: Criterion, answer: Answer) -> int | None:
    if answer is None or isinstance(answer, RatingState):
        return None
    if criterion.level(answer) is None:
        known = ", ".join(level.id for level in criterion.levels)
        message = f"criterion {criterion.id!r} has no level {answer!r}; known are: {known}. Rate it again with one of them"
        raise RecordError(message, where=criterion.id)
    return criterion.position(answer)


def _words(cell: _Cell) -> str:
    if cell.level is not None:
        return f"{cell.level} {plain(cell.criterion.levels[cell.level].name)}"
    state = cell.answer if isinstance(cell.answer, RatingState) else None
    return f"— {state_words(state)}" if state is RatingState.NOT_APPLICABLE else state_words(state)


def _glyph(answer: Answer) -> str:
    return {RatingState.UNKNOWN: "?", RatingState.NOT_APPLICABLE: "—"}.get(answer, "") if isinstance(answer, RatingState) else ""


def _description(rubric: Rubric, cells: list[_Cell], badges: int) -> str:
    rated = [cell for cell in cells if cell.level is not None]
    where = f"{counted(badges, 'badge', 'badges')} on {counted(len(rubric.criteria), 'criterion', 'criteria')}"
    first = f"{where}: {len(rated)} of {counted(len(cells), 'answer is a level', 'answers are levels')}."
    gaps = [_words(cell).removeprefix("— ") for cell in cells if cell.level is None]
    parts = [first, _extremes(rated), f"The others: {gap_counts(gaps)}." if gaps else "Nothing is missing."]
    return " ".join(part for part in parts if part)


def _extremes(rated: list[_Cell]) -> str:
    """Say which criteria are most often at the top and at the bottom; the first of equals in the rubric's order."""
    tops = Counter(cell.criterion.id for cell in rated if cell.level == len(cell.criterion.levels) - 1)
    lows = Counter(cell.criterion.id for cell in rated if cell.level == 0)
    names = {cell.criterion.id: plain(cell.criterion.name) for cell in sorted(rated, key=lambda one: one.column)}
    said = []
    for what, counts in (("highest", tops), ("lowest", lows)):
        if counts:
            most = max(names, key=lambda one: counts[one])
            said.append(f"most often at the {what} level is {names[most]} ({counted(counts[most], 'badge', 'badges')})")
    sentence = ", ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""
