"""What the weight sheet of each mode looks like, and what a filled-in one says.

Names, questions and what a card shows stand there for people and are not read back: the short names and the answers are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.model import CardLevel, Rubric, TradeOff, WeightAnswer, WeightMode
from rubric_kit.scoring.weighing import full_card

_MOST_PAIRS = 378
"""Pairs of 28 criteria; more rows than that nobody fills in."""
_MOST_CARDS = 66
"""Cards for the pairs of 12 criteria; cards that are asked one after another need fewer."""
_THOUSAND = 1_000


class SheetRow(NamedTuple):
    """A filled row."""

    file: str
    """Name of the file."""
    line: int
    """Number of the row."""
    cells: Mapping[str, str]
    """Cells by column."""

    def fault(self, message: str) -> InputError:
        """Return the error about this row."""
        where = f"{self.file}, row {self.line}"
        return InputError(f"{where}: {message}", where=where)


class Said(NamedTuple):
    """What a sheet says."""

    answers: tuple[WeightAnswer, ...] = ()
    """What was said about criteria."""
    choices: tuple[TradeOff, ...] = ()
    """Cards that were answered."""


class SheetForm(NamedTuple):
    """The sheet of a mode."""

    columns: tuple[str, ...]
    """All columns, in order."""
    needed: tuple[str, ...]
    """Columns that are read."""
    blank: Callable[[Rubric], Iterable[Sequence[str]]]
    """Gives the rows of a blank sheet."""
    read: Callable[[Rubric, Sequence[SheetRow]], Said]
    """Says what filled rows say."""


def _amounts(column: str) -> SheetForm:
    def blank(rubric: Rubric) -> Iterator[Sequence[str]]:
        return ((c.id, c.name, c.question, "") for c in rubric.criteria)

    def read(rubric: Rubric, rows: Sequence[SheetRow]) -> Said:
        answers = (WeightAnswer(criterion=_criterion(rubric, row, "criterion"), value=_number(row, column)) for row in rows)
        return Said(tuple(answers))

    return SheetForm(("criterion", "name", "question", column), ("criterion", column), blank, read)


def _blank_pairs(rubric: Rubric) -> Iterator[Sequence[str]]:
    for one, other in _pairs(rubric, _MOST_PAIRS):
        first, second = rubric.criteria[one], rubric.criteria[other]
        yield first.id, first.name, second.id, second.name, "", ""


def _read_pairs(rubric: Rubric, rows: Sequence[SheetRow]) -> Said:
    return Said(tuple(_pair(rubric, row) for row in rows))


def _pair(rubric: Rubric, row: SheetRow) -> WeightAnswer:
    first, second = _criterion(rubric, row, "first"), _criterion(rubric, row, "second")
    # A criterion may itself be called "second": its short name says which one is meant.
    sides = {"first": (first, second), "second": (second, first)} | {first: (first, second), second: (second, first)}
    more = row.cells["more_important"].lower()
    if more in sides:
        criterion, against = sides[more]
        return WeightAnswer(criterion=criterion, against=against, value=_number(row, "times"))
    if more not in ("", "equal"):
        raise row.fault(f"more_important is {more!r}; first, second, equal, {first} or {second} is allowed")
    if (_number(row, "times") if row.cells["times"] or not more else _THOUSAND) != _THOUSAND:
        said = "equal" if more else "empty"
        raise row.fault(f"more_important is {said} and times is not 1; write first, second, {first} or {second}")
    return WeightAnswer(criterion=first, against=second, value=_THOUSAND)


def _blank_ends(rubric: Rubric) -> Iterator[Sequence[str]]:
    return ((c.id, c.name, c.question, "", "", "") for c in rubric.criteria)


def _read_ends(rubric: Rubric, rows: Sequence[SheetRow]) -> Said:
    ends = {role: [row for row in rows if row.cells["role"].lower() == role] for role in ("best", "worst")}
    for row in rows:
        if row.cells["role"].lower() not in ("", "best", "worst"):
            raise row.fault(f"role is {row.cells['role']!r}; best, worst or nothing is allowed")
    for role, found in ends.items():
        if len(found) != 1:
            file = rows[0].file if rows else "the sheet"
            message = f"{file}: {len(found) or 'no'} rows have the role {role!r}; write it beside one criterion"
            raise InputError(message, where=file)
    best, worst = (_criterion(rubric, ends[role][0], "criterion") for role in ("best", "worst"))
    answers = []
    for row in rows:
        name = _criterion(rubric, row, "criterion")
        if name != best:
            answers.append(WeightAnswer(criterion=best, against=name, value=_number(row, "best_over_this")))
        if name not in (best, worst):
            answers.append(WeightAnswer(criterion=name, against=worst, value=_number(row, "this_over_worst")))
    return Said(tuple(answers))


def _blank_cards(rubric: Rubric) -> Iterator[Sequence[str]]:
    for number, (one, other) in enumerate(_pairs(rubric, _MOST_CARDS), start=1):
        sides = full_card(rubric, one, other)
        yield str(number), *(_shown(rubric, side) for side in sides), "", *(_coded(side) for side in sides)


def _read_cards(rubric: Rubric, rows: Sequence[SheetRow]) -> Said:
    return Said(choices=tuple(card for row in rows if (card := _card(rubric, row)) is not None))


def _card(rubric: Rubric, row: SheetRow) -> TradeOff | None:
    answer = row.cells["preferred"].lower()
    if not answer:
        return None
    if answer not in ("first", "second", "equal"):
        raise row.fault(f"preferred is {answer!r}; first, second, equal or nothing is allowed")
    first, second = (_side(rubric, row, column) for column in ("first", "second"))
    if {one.criterion for one in first} != {one.criterion for one in second}:
        raise row.fault("the two badges show different criteria; leave the last two columns as they were written")
    preferred, other = (second, first) if answer == "second" else (first, second)
    return TradeOff(preferred=preferred, other=other, equal=answer == "equal")


def _side(rubric: Rubric, row: SheetRow, column: str) -> tuple[CardLevel, ...]:
    known = {f"{c.id}={level.id}": CardLevel(criterion=c.id, level=level.id) for c in rubric.criteria for level in c.levels}
    parts = [part.strip() for part in row.cells[column].split()]
    criteria = [part.partition("=")[0] for part in parts]
    unknown = next((part for part in parts if part not in known), None)
    if unknown is not None or not parts or len(set(criteria)) != len(criteria):
        found = row.cells[column] if unknown is None else unknown
        raise row.fault(f"{column} is {found!r}; a badge is written criterion=level criterion=level, as in the blank sheet")
    return tuple(known[part] for part in parts)


def _shown(rubric: Rubric, side: Sequence[CardLevel]) -> str:
    parts = []
    for one in side:
        criterion = rubric.criterion(one.criterion)
        level = criterion.levels[criterion.position(one.level)]
        parts.append(f"{criterion.name}: {level.name}")
    return "; ".join(parts)


def _coded(side: Sequence[CardLevel]) -> str:
    return " ".join(f"{one.criterion}={one.level}" for one in side)


def _pairs(rubric: Rubric, most: int) -> list[tuple[int, int]]:
    pairs = list(combinations(range(len(rubric.criteria)), 2))
    if len(pairs) > most:
        found = f"{len(rubric.criteria)} criteria make {len(pairs)} pairs; a sheet of this mode has at most {most}"
        raise InputError(f"{found}; weigh by points or by an order", where=rubric.id)
    return pairs


def _criterion(rubric: Rubric, row: SheetRow, column: str) -> str:
    name = row.cells[column]
    if all(name != c.id for c in rubric.criteria):
        known = ", ".join(c.id for c in rubric.criteria)
        raise row.fault(f"{column} is {name!r}, which is no criterion of {rubric.id!r}; known are: {known}")
    return name


def _number(row: SheetRow, column: str) -> int:
    """Return the number of a cell in thousandths."""
    text = row.cells[column].replace("\u2212", "-")
    if not text:
        raise row.fault(f"{column} is empty; fill it in, 0 is allowed where it means nothing at all")
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", text):
        raise row.fault(f"{column} is {text!r}, which is a thousand times more in some countries; write it without the comma")
    found = re.fullmatch(r"([0-9]{1,6})(?:[.,]([0-9]{1,3}))?\s*%?", text)
    if found is None:
        below = ", and not one below zero" if text.startswith("-") else ""
        raise row.fault(f"{column} is {text[:40]!r}; a number such as 30 or 2.5 is allowed{below}, with at most three decimals")
    return int(found[1]) * _THOUSAND + int((found[2] or "").ljust(3, "0"))


FORMS: Mapping[WeightMode, SheetForm] = {
    WeightMode.POINTS: _amounts("points"),
    WeightMode.DIRECT: _amounts("rating"),
    WeightMode.RANK_ORDER_CENTROID: _amounts("place"),
    WeightMode.RANK_SUM: _amounts("place"),
    WeightMode.SWING: _amounts("swing"),
    WeightMode.PAIRWISE: SheetForm(
        ("first", "first_name", "second", "second_name", "more_important", "times"),
        ("first", "second", "more_important", "times"),
        _blank_pairs,
        _read_pairs,
    ),
    WeightMode.BEST_WORST: SheetForm(
        ("criterion", "name", "question", "role", "best_over_this", "this_over_worst"),
        ("criterion", "role", "best_over_this", "this_over_worst"),
        _blank_ends,
        _read_ends,
    ),
    WeightMode.TRADE_OFF: SheetForm(
        ("card", "first_badge", "second_badge", "preferred", "first", "second"),
        ("preferred", "first", "second"),
        _blank_cards,
        _read_cards,
    ),
}
"""The sheet of each mode that asks something."""
