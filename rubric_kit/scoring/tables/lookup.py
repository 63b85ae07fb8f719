"""The engine for memory: exact look-ups on 8-bit levels, block by block, with no copy of the table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.scoring.tables.algebra import RowColumns
from rubric_kit.scoring.tables.arrays import ArrayAlgebra
from rubric_kit.scoring.tables.blocks import Block, LevelBlocks, LevelColumns
from rubric_kit.scoring.tables.packing import PackedLookUp, packed_look_up
from rubric_kit.scoring.tables.plan import ScorePlan
from rubric_kit.scoring.tables.rules import complete_columns, general_columns

_MOST_ROWS = 1 << 13
"""Rows at a time by the rules, which hold more columns than a look-up, of 64 bits."""
_MOST_CELLS = 1 << 17
"""Rows times cases at a time: each case of a rubric's substitutions holds columns of its own."""


class ScoreColumns(NamedTuple):
    """Scores and outcomes of a table of badges, one entry per badge, in the order of the rows."""

    low: NDArray[np.int64]
    """Smallest sum the gaps allow, basis points times thousandths of a point."""
    high: NDArray[np.int64]
    """Largest sum the gaps allow, in the same unit."""
    full: NDArray[np.int64]
    """Sum if every criterion that applies were at its top level, in the same unit."""
    label: NDArray[np.int8]
    """Code of the outcome; -1: undetermined."""
    open: NDArray[np.int64]
    """The outcomes that are open, as bits; see `ScorePlan.open_outcomes`."""


def label_codes(plan: ScorePlan, columns: LevelColumns, standing: NDArray[Any] | None = None) -> NDArray[np.int8]:
    """Return the outcome of each badge: its code, or -1 where the gaps leave more than one open.

    Parameters
    ----------
    plan : ScorePlan
        The numbers that decide.
    columns : sequence of arrays of shape (badges,), or array of shape (criteria, badges)
        One column per criterion, in the order of the plan: places of levels, below 0 a code of `Cell`. 8-bit columns that lie in
        one piece are read as they are.
    standing : array of shape (badges,), optional
        Code of the outcome that a badge has whatever its levels are, -1 where there is none.

    Returns
    -------
    array of int8 of shape (badges,)
        The only memory that grows with the table.

    Raises
    ------
    InputError
        Columns are missing, differ in length, hold no whole numbers, or a place that the criterion does not have.
    """
    blocks = LevelBlocks(plan, columns, standing)
    labels = np.empty(blocks.rows, dtype=np.int8)
    packed = packed_look_up(plan)
    for block in blocks:
        out = labels[block.rows]
        if packed is not None and not block.only_gaps:
            packed.label_into(packed.shifted(block.cells), out)
        for rows, found in _by_rules(plan, block, complete=packed is None):
            out[rows] = found.label
        _hold(block, out)
    return labels


def score_columns(plan: ScorePlan, columns: LevelColumns, standing: NDArray[Any] | None = None) -> ScoreColumns:
    """Return score, outcome and open outcomes of each badge; parameters and errors as for `label_codes`."""
    blocks = LevelBlocks(plan, columns, standing)
    low, high, full, bits = (np.empty(blocks.rows, dtype=np.int64) for _ in range(4))
    scores = ScoreColumns(low, high, full, np.empty(blocks.rows, dtype=np.int8), bits)
    bit_of = np.left_shift(np.int64(1), np.arange(len(plan.outcomes), dtype=np.int64))
    packed = packed_look_up(plan)
    for block in blocks:
        out = [column[block.rows] for column in scores]
        if packed is not None and not block.only_gaps:
            _score_packed(plan, packed, block, out)
        for rows, found in _by_rules(plan, block, complete=packed is None):
            for column, values in zip(out, found, strict=True):
                column[rows] = values
        label, open_bits = out[3], out[4]
        _hold(block, label)
        np.copyto(open_bits, bit_of.take(label, mode="clip"), where=label >= 0)
    return scores


def _score_packed(plan: ScorePlan, packed: PackedLookUp, block: Block, out: list[NDArray[Any]]) -> None:
    low, high, full, label, _ = out
    shifted = packed.shifted(block.cells)
    packed.label_into(shifted, label)
    low[:] = high[:] = packed.sums(shifted)
    full[:] = plan.full


def _by_rules(plan: ScorePlan, block: Block, *, complete: bool) -> Iterator[tuple[NDArray[np.intp], RowColumns]]:
    """Score the rows of a block that have gaps by the rules, and the complete ones too if nothing quicker does."""
    if block.gaps is not None:
        for rows, cells in _some(block, block.gaps, max(_MOST_CELLS // plan.cases, 64)):
            yield rows, general_columns(plan, ArrayAlgebra(), cells)
    if complete:
        every = np.arange(len(block.cells[0]), dtype=np.intp)
        others = every if block.gaps is None else np.setdiff1d(every, block.gaps, assume_unique=True)
        for rows, cells in _some(block, others, _MOST_ROWS):
            yield rows, complete_columns(plan, ArrayAlgebra(), cells)


def _some(block: Block, rows: NDArray[np.intp], most: int) -> Iterator[tuple[NDArray[np.intp], list[NDArray[np.int8]]]]:
    size = min(most, _MOST_ROWS)
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        yield some, [column[some] for column in block.cells]


def _hold(block: Block, labels: NDArray[Any]) -> None:
    """Put the outcomes that badges have whatever their levels are in the place of the others."""
    if block.standing is not None:
        np.copyto(labels, block.standing, where=block.standing >= 0)
