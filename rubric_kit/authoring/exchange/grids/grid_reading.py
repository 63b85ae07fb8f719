"""Reading a teacher's grid: rows of cells to a draft, with how they were understood and at most one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rubric_kit.authoring.draft_places import Draft
from rubric_kit.authoring.exchange.draft_parts import CriterionPart, clean_text, draft_from
from rubric_kit.authoring.exchange.form import Question, Reading
from rubric_kit.authoring.exchange.grids.grid_codes import GridNotes
from rubric_kit.authoring.exchange.grids.grid_evidence import looks_like_sentences
from rubric_kit.authoring.exchange.grids.grid_header import Header, read_header
from rubric_kit.authoring.exchange.grids.grid_heading import has_role
from rubric_kit.authoring.exchange.grids.grid_levels import Order, level_parts, note_equal_points, order_of
from rubric_kit.authoring.exchange.grids.grid_markdown import without_markdown
from rubric_kit.authoring.exchange.grids.grid_paste import BrokenGridError, check_paste, check_rows
from rubric_kit.authoring.exchange.grids.grid_points_row import with_points_row
from rubric_kit.authoring.exchange.grids.grid_rows import Row, Rows, lose_above, read_rows
from rubric_kit.authoring.exchange.grids.grid_shape import Shape, shape_of
from rubric_kit.authoring.exchange.grids.grid_sheet import Sheet
from rubric_kit.authoring.exchange.grids.grid_turn import NEEDS
from rubric_kit.authoring.exchange.grids.grid_weights import read_weights
from rubric_kit.authoring.exchange.grids.grid_words import means
from rubric_kit.errors import RecordError
from rubric_kit.model import visible
from rubric_kit.model.rule_words import exact_share, points_text

_MOST_LINES, _MOST_ACROSS, _MOST_CRITERIA, _MOST_LEVELS = 400, 30, 100, 12
_CHOICES = {
    "orientation": (("rows", "Each row is a criterion"), ("columns", "Each column is a criterion")),
    "header": (("yes", "The first row names the levels"), ("no", "The first row is a criterion already")),
    "order": (("low-first", "The lowest level comes first"), ("high-first", "The highest level comes first")),
    "nameless": (("join", "They belong to the criterion above them"), ("own", "Each is a criterion of its own")),
}
_ASK = {
    "orientation": "Are the criteria in the rows or in the columns?",
    "header": "Does the first row name the levels?",
    "order": "Which level comes first, the lowest or the highest?",
    "nameless": "Some rows have no name. What are they?",
}


class _Doubts(NamedTuple):
    """What was a guess, and what was taken, by the question's key."""

    taken: dict[str, str]

    def note(self, key: str, taken: str, *, doubt: bool) -> None:
        """Keep what was taken, if it was a guess."""
        if doubt:
            self.taken[key] = taken

    def question(self, answers: Mapping[str, str]) -> Question | None:
        """Return the question that was answered, or the most consequential doubt."""
        asked = [key for key in _CHOICES if key in answers and key in self.taken] or [
            key for key in _CHOICES if key in self.taken
        ]
        if not asked:
            return None
        return Question(asked[0], _ASK[asked[0]], _CHOICES[asked[0]], self.taken[asked[0]])


def read_grid(rows: Sequence[Sequence[str]], answers: Mapping[str, str]) -> Reading:
    """Read a teacher's grid.

    Parameters
    ----------
    rows : sequence of sequences of str
        The rows of a sheet.
    answers : mapping of str to str
        Answers to questions about it, by key: orientation, header, order, nameless.

    Raises
    ------
    RecordError
        There is no grid in the rows, it is too large, or an answer is none of those that are offered.
    """
    _check_answers(answers)
    sheet = _sheet(rows)
    notes, doubts = GridNotes(), _Doubts({})
    turned = None if "orientation" not in answers else answers["orientation"] == "columns"
    shape = shape_of(sheet, turned)
    doubts.note("orientation", "columns" if shape.sheet.flipped else "rows", doubt=shape.turn_doubt)
    header = _header(shape, notes, doubts, answers)
    _check_size(header)
    found = read_rows(shape.sheet, header, notes, join=answers.get("nameless") != "own")
    doubts.note("nameless", answers.get("nameless", "join"), doubt=bool(found.nameless))
    _check_size(header, found.criteria)
    check_rows([one.label.name for one in header.levels], [row.cells for row in found.criteria], header.levels[0].place)
    order = order_of(header, found.criteria, answers.get("order"))
    doubts.note("order", "high-first" if order.high_first else "low-first", doubt=order.doubt)
    draft = _draft(shape, header, found, order, notes)
    return notes.reading(draft, doubts.question(answers))


def is_grid(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the rows are a grid; one that is broken is a grid as well, and reading it says what to do."""
    try:
        read_grid(rows, {})
    except BrokenGridError:
        return True
    except RecordError:
        return False
    return True


def _check_answers(answers: Mapping[str, str]) -> None:
    for key, value in answers.items():
        if key not in _CHOICES:
            raise RecordError(
                f"a grid gives no question {visible(key)[:40]!r}; known are: {', '.join(_CHOICES)}", where="answers"
            )
        known = [one for one, _ in _CHOICES[key]]
        if value not in known:
            raise RecordError(
                f"{visible(value)[:40]!r} does not answer {key!r}; answers are: {', '.join(known)}", where="answers"
            )


def _sheet(rows: Sequence[Sequence[str]]) -> Sheet:
    filled = sum(1 for row in rows if any(row))
    width = len({column for row in rows for column, cell in enumerate(row) if cell})
    # However a grid lies, one of its sides holds the levels and what stands beside them.
    if max(filled, width) > _MOST_LINES or min(filled, width) > _MOST_ACROSS:
        found = f"the sheet has {filled:,} filled rows and {width:,} filled columns"
        raise RecordError(f"{found}; a rubric has at most 40 criteria and 8 levels, so it was not read", where="grid")
    sheet = Sheet.of(without_markdown(rows))
    if not sheet.rows:
        raise RecordError(f"there is nothing in it; {NEEDS}", where="grid")
    check_paste(sheet)
    return sheet


def _header(shape: Shape, notes: GridNotes, doubts: _Doubts, answers: Mapping[str, str]) -> Header:
    first = shape.sheet.rows[shape.labels]
    said = means(first[0], "criterion") or any(map(has_role, first[1:]))
    bare = not shape.known and not said and looks_like_sentences([cell for cell in first[1:] if cell])
    there = answers["header"] == "yes" if "header" in answers else not bare
    doubts.note("header", "yes" if there else "no", doubt=bare or "header" in answers)
    return with_points_row(shape.sheet, read_header(shape, notes, there=there), notes)


def _check_size(header: Header, criteria: Sequence[Row] | None = None) -> None:
    lone = len(header.levels) == 1 and not header.levels[0].label.name
    if not header.levels or lone or criteria == ():
        raise RecordError(f"no rubric grid was found: {NEEDS}", where="grid")
    count, what = (len(header.levels), "levels") if criteria is None else (len(criteria), "criteria")
    if count > (_MOST_LEVELS if criteria is None else _MOST_CRITERIA):
        message = f"the grid has {count} {what}; a rubric has at most 40 criteria and 8 levels, so it was not read"
        raise RecordError(message, where="grid")


def _draft(shape: Shape, header: Header, found: Rows, order: Order, notes: GridNotes) -> Draft:
    title, purpose = lose_above(shape, header, notes)
    _tell_layout(shape, header, order, notes)
    weights = read_weights(header, found.criteria, notes)
    note_equal_points(header, found.criteria, notes)
    levels = [level_parts(header, row, order, notes) for row in found.criteria]
    tops = [max((level.points for level in row if level.points is not None), default=None) for row in levels]
    hidden = weights.none and len(set(tops)) > 1 and None not in tops
    if hidden:
        notes.tell("No weights stand in the grid, and the highest points differ: they were taken for the weights.")
    parts = [
        CriterionPart(
            weights.names[at],
            _question(row, weights.names[at]),
            levels[at],
            tops[at] if hidden else weights.values[at],
            row.place,
        )
        for at, row in enumerate(found.criteria)
    ]
    parts = [_split_name(part, row, notes) for part, row in zip(parts, found.criteria, strict=True)]
    draft = draft_from(parts, notes, title=title, more={"purpose": clean_text(purpose, notes, "purpose")})
    none_given = not any(level.points is not None for row in levels for level in row)
    _tell_result(draft, none_given, weights.where if not hidden else "", notes)
    notes.close()
    return draft


def _question(row: Row, name: str) -> str:
    """Return the question: that of its column, or what follows the first line of the name."""
    if row.question:
        return " ".join(row.question.split())
    _, _, rest = name.partition("\n")
    return " ".join(rest.split())


def _split_name(part: CriterionPart, row: Row, notes: GridNotes) -> CriterionPart:
    name, several, _ = (part.name, "", "") if row.question else part.name.partition("\n")
    if several:
        notes.tell("Where a name has several lines, the first was taken for the name and the rest for the question.")
    return part._replace(name=" ".join(name.split()))


def _tell_layout(shape: Shape, header: Header, order: Order, notes: GridNotes) -> None:
    sheet = shape.sheet
    ways = ("columns", "rows") if sheet.flipped else ("rows", "columns")
    notes.tell(f"Criteria stand in {ways[0]}, levels in {ways[1]}.")
    if header.rows:
        first, last = sheet.line(header.rows[0]), sheet.line(header.rows[-1])
        lines = first if first == last else f"{first} {'and' if len(header.rows) == 2 else 'to'} {last}"
        notes.tell(f"The header is in {lines}; names stand in {sheet.column(header.name)}.")
    else:
        notes.find(
            "RKX104",
            "No row with the names of levels was found; the levels were numbered.",
            sheet.address(header.body, header.name),
        )
    if header.question is not None:
        notes.tell(f"Questions stand in {sheet.column(header.question)}.")
    if header.weight is not None:
        notes.tell(f"Weights stand in {sheet.column(header.weight)}.")
    notes.tell(order.words)


def _tell_result(draft: Draft, none_given: bool, where: str, notes: GridNotes) -> None:
    criteria = draft["criteria"]
    ladders = [tuple(f"{level['name']} ({points_text(level['points'])})" for level in one["levels"]) for one in criteria]
    if len(set(ladders)) == 1:
        notes.tell(f"Levels from low to high: {visible(', '.join(ladders[0]))}.")
    else:
        named = "; ".join(f"{one['name']}: {', '.join(ladder)}" for one, ladder in zip(criteria[:3], ladders, strict=False))
        more = f"; and {len(criteria) - 3} more" if len(criteria) > 3 else ""
        notes.tell(f"Levels differ from criterion to criterion, from low to high: {visible(named)}{more}.")
    if none_given:
        notes.tell("No points are given, so levels count 0, 1, 2 and so on from low to high.")
    if where:
        shares = ", ".join(f"{one['name']} {exact_share(one['weight'])}" for one in criteria)
        notes.tell(f"{where}, of 100: {visible(shares)}.")
