"""Weights of a grid: in a column of their own, or behind the criteria's names."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from rubric_kit.authoring.exchange.finding_codes import quoted
from rubric_kit.authoring.exchange.grids.grid_codes import GridNotes
from rubric_kit.authoring.exchange.grids.grid_header import Header
from rubric_kit.authoring.exchange.grids.grid_numbers import Number, Weight, weight, weight_in_name
from rubric_kit.authoring.exchange.grids.grid_rows import Row
from rubric_kit.authoring.exchange.grids.grid_words import times_word

COMMA = "A comma in a number was read as the decimal point."


class Weights(NamedTuple):
    """What the criteria weigh."""

    names: tuple[str, ...]
    """The criteria's names without weights behind them."""
    values: tuple[Fraction | None, ...]
    """Their weights, in any unit; None: there is none."""
    where: str
    """Where they stand, in words; empty if there are none."""

    @property
    def none(self) -> bool:
        """Whether there are no weights at all."""
        return not any(self.values)


def read_weights(header: Header, criteria: Sequence[Row], notes: GridNotes) -> Weights:
    """Read the weights of criteria; what cannot be read, and percentages that do not sum to 100, are noted."""
    names = tuple(row.name for row in criteria)
    if header.weight is not None:
        read = [_read(row, notes) for row in criteria]
        return Weights(names, _values(read, notes, percent="%" in header.weight_label), "Weights" if any(read) else "")
    behind = [_behind(row.name) for row in criteria]
    there = [one for one in behind if one is not None]
    if 2 * len(there) <= len(criteria) or (len(there) < 2 and there[0][1].kind == "plain"):
        return Weights(names, (None,) * len(criteria), "")
    kept = tuple(name if one is None else one[0] for name, one in zip(names, behind, strict=True))
    return Weights(kept, _values([None if one is None else one[1] for one in behind], notes), "Weights stand behind the names")


def _behind(name: str) -> tuple[str, Weight] | None:
    """Return a name without the weight at the end of its first line or on a line of its own below that, and the weight."""
    first, broken, rest = name.partition("\n")
    found = weight_in_name(first)
    if found is not None or not broken:
        return found if found is None else (found[0] + broken + rest, found[1])
    second, broken, rest = rest.partition("\n")
    below = weight(second.strip("()[] "))
    # A plain number below a name may be anything.
    return None if below is None or below.kind == "plain" else (first + broken + rest, below)


def _read(row: Row, notes: GridNotes) -> Weight | None:
    words = times_word(row.weight)
    read = weight(row.weight) if words is None else Weight(Number(Fraction(words), comma=False), "times")
    if read is None and row.weight:
        notes.find(
            "RKX007", f"{row.weight_place} holds {quoted(row.weight)}, which cannot be read as a weight.", row.weight_place
        )
    return read


def _values(read: Sequence[Weight | None], notes: GridNotes, *, percent: bool = False) -> tuple[Fraction | None, ...]:
    kinds = {one.kind for one in read if one is not None}
    if any(one is not None and one.number.comma for one in read):
        notes.tell(COMMA)
    missing = Fraction(1) if kinds == {"times"} else None
    if missing is not None and None in read:
        notes.tell("A criterion without a factor counts once.")
    values = tuple(missing if one is None else one.number.value for one in read)
    total = sum(one for one in values if one is not None)
    if ("percent" in kinds or (percent and total != 1)) and total != 100:
        notes.find("RKX008", f"The weights sum to {float(total):g} percent; they were put in proportion to 100.", "")
    return values
