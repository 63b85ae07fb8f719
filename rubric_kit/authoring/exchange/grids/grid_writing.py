"""A rubric as the rows of a grid, and what a grid does not carry."""

from __future__ import annotations

from typing import NamedTuple

from rubric_kit.authoring.exchange.form import Loss
from rubric_kit.authoring.exchange.grids.grid_own import OWN, one_line, own_cell_text, own_header_text, own_number_text, settled
from rubric_kit.authoring.exchange.grids.grid_reading import read_grid
from rubric_kit.authoring.exchange.loss_list import Reason, losses_of
from rubric_kit.model import Criterion, Rubric
from rubric_kit.model.formula_guard import guarded
from rubric_kit.model.rule_words import exact_share

_NO_IDS = "A grid holds words and no ids; they are made anew from the words when it is read again."
_NO_RULES = "A grid holds no rules for a decision; a simple policy that nobody adopted takes their place when it is read again."
_NO_HISTORY = "A grid does not say which version it is or what it builds on; read again, it is a first version."
_NO_NOTES = "A cell holds the level's text alone; keep the rubric file for what belongs to it."
_ENDS = "In a cell, tabs become spaces, and spaces at the ends and characters that a sheet cannot hold are lost."
_ONE_LINE = "In a grid this is one line with single spaces; what was more than that is lost."
_ROWS = "It stands in the grid, but a cell of it is read in another way, since the words look like another part of a grid."

GRID_REASONS = (
    Reason("id", _NO_IDS),
    Reason("version", _NO_HISTORY),
    Reason("parent", _NO_HISTORY),
    Reason("base", _NO_HISTORY),
    Reason("title", _ONE_LINE),
    Reason("purpose", _ENDS),
    Reason("audience", "A grid does not say who reads the decisions; read again, it is the district review team."),
    Reason("language", "A grid does not say its language; read again, it is English."),
    Reason("targets", "A grid has no place for vision and mission items."),
    Reason("policy.*", _NO_RULES),
    Reason("citations", "A grid has no place for sources."),
    Reason("set_aside", "A grid has no place for findings that were left standing."),
    Reason("criteria.*", _ROWS),
    Reason("criteria.*.id", _NO_IDS),
    Reason("criteria.*.name", _ONE_LINE),
    Reason("criteria.*.question", _ONE_LINE),
    Reason("criteria.*.weight", _ROWS),
    Reason("criteria.*.targets", "A grid does not say which vision and mission items a criterion serves."),
    Reason("criteria.*.citations", "A grid has no place for sources."),
    Reason("criteria.*.levels.*", _ROWS),
    Reason("criteria.*.levels.*.id", _NO_IDS),
    Reason("criteria.*.levels.*.name", _ONE_LINE),
    Reason("criteria.*.levels.*.points", _ROWS),
    Reason("criteria.*.levels.*.descriptor", _ENDS),
    Reason("criteria.*.levels.*.anchors", _NO_NOTES),
    Reason("criteria.*.levels.*.look_fors", _NO_NOTES),
    Reason("criteria.*.levels.*.citations", "A grid has no place for sources."),
)
"""Why a grid does not carry a place."""


class Grid(NamedTuple):
    """A rubric as rows of cells."""

    rows: tuple[tuple[str, ...], ...]
    """The rows, all of one length, guarded against being taken for formulas."""
    header: int
    """The row of the header; below it stand the criteria."""


def has_one_ladder(rubric: Rubric) -> bool:
    """Tell whether all criteria have levels of the same names and points, so that a header can name them."""
    ladders = {tuple((level.name, level.points) for level in criterion.levels) for criterion in rubric.criteria}
    return len(ladders) == 1


def grid_of(rubric: Rubric) -> Grid:
    """Return a rubric as rows: title, purpose, header, one row for each criterion.

    Where the levels' names or points differ from criterion to criterion, the header numbers the levels and each cell begins
    with a line such as "Tasks listed (2 points)".
    """
    one = has_one_ladder(rubric)
    most = max(len(criterion.levels) for criterion in rubric.criteria)
    if one:
        labels = [own_header_text(level) for level in rubric.criteria[0].levels]
    else:
        labels = [own_number_text(number) for number in range(1, most + 1)]
    above = [[rubric.title], *([[rubric.purpose]] if rubric.purpose else [])]
    rows = [*above, [*OWN, *labels], *(_row(criterion, named=not one) for criterion in rubric.criteria)]
    width = len(OWN) + most
    return Grid(tuple(_guarded_row(row, width) for row in rows), len(above))


def grid_losses(rubric: Rubric, grid: Grid) -> tuple[Loss, ...]:
    """List what a grid does not carry, by reading it again."""
    return losses_of(rubric, read_grid(grid.rows, {}).draft, GRID_REASONS)


def _guarded_row(row: list[str], width: int) -> tuple[str, ...]:
    return tuple(guarded(settled(cell)) for cell in [*row, *[""] * (width - len(row))])


def _row(criterion: Criterion, *, named: bool) -> list[str]:
    head = [one_line(criterion.name), one_line(criterion.question), f"{exact_share(criterion.weight)}%"]
    return head + [own_cell_text(level, named=named) for level in criterion.levels]
