"""The rule on numbers that leave a gap or overlap from level to level (L09)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.counts import Range, ranges_of, single_numbers
from rubric_kit.authoring.checks.rule import Rule
from rubric_kit.authoring.checks.sheet import Cell, CriterionSheet, per_criterion
from rubric_kit.authoring.checks.word_list import Words, read
from rubric_kit.model import Severity


class _Placed(NamedTuple):
    """A range and the level it stands at."""

    place: int
    cell: Cell
    range: Range

    @property
    def words(self) -> str:
        """Its words."""
        return read(self.cell.text).words(self.range.span)


def _look_for_gaps(criterion: CriterionSheet, words: Words) -> Iterator[Hit]:
    placed = [
        _Placed(place, cell, one) for place, cell in enumerate(criterion.cells) for one in ranges_of(read(cell.text), words)
    ]
    for group in _by_unit(placed):
        # Levels read "at least two", then "at least three" on purpose: only a range that ends somewhere can miss its neighbour.
        ordered = sorted(group, key=lambda one: (one.range.low or 0, one.range.high is None, one.range.high or 0))
        single = {
            value for cell in criterion.cells for value, unit in single_numbers(read(cell.text), words) if unit & _unit(group)
        }
        for lower, upper in pairwise(ordered):
            fault = _fault(lower.range, upper.range, single)
            if fault and lower.place != upper.place:
                later = max(lower, upper, key=lambda one: one.place)
                other = lower if later is upper else upper
                yield Hit(later.cell.path, later.words, f"«{later.words}» here and «{other.words}» at another level: {fault}.")


def _by_unit(placed: list[_Placed]) -> list[list[_Placed]]:
    """Return ranges that count the same thing together, one for each level."""
    groups: list[list[_Placed]] = []
    for one in placed:
        for group in groups:
            first = group[0].range
            same = bool(first.unit & one.range.unit) or first.unit == one.range.unit
            if same and first.percent is one.range.percent:
                # Of two ranges in one cell the first is its threshold.
                if group[-1].place != one.place:
                    group.append(one)
                break
        else:
            groups.append([one])
    return [group for group in groups if len(group) > 1]


def _unit(group: list[_Placed]) -> frozenset[str]:
    return frozenset[str]().union(*(one.range.unit for one in group))


def _fault(lower: Range, upper: Range, single: set[int]) -> str:
    if lower.high is None or upper.low is None or (lower.low, lower.high) == (upper.low, upper.high):
        return ""
    if upper.low <= lower.high:
        shared = str(upper.low) if upper.low == lower.high else f"{upper.low} to {min(lower.high, upper.high or lower.high)}"
        return f"{shared} fits both"
    # A level may give one number alone: 1 to 3, 4, 5 to 6.
    missing = [value for value in range(lower.high + 1, min(upper.low, lower.high + 1000)) if value not in single]
    if missing:
        return f"{missing[0]} fits none" if len(missing) == 1 else f"{missing[0]} to {missing[-1]} fit none"
    return ""


RULES = (
    Rule(
        9,
        "Numbers that leave a gap or overlap",
        Severity.ERROR,
        why="A count must lead to one level: in a gap it leads to none, in an overlap to two.",
        source="«Designing high-quality rubrics», meta-rubric slides: levels exclude each other and cover everything",
        rewrite="Let each range begin where the last one ended: 1 to 3, 4 to 6, 7 or more.",
        look=per_criterion(_look_for_gaps),
        needs=("counts",),
    ),
)
