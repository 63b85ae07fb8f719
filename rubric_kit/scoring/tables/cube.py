"""`LevelCube`: checked ratings as a cube of small numbers, rater x badge x criterion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Finding, Origin, Rating, Rubric, visible
from rubric_kit.scoring.answers import usable_ratings
from rubric_kit.scoring.tables.cells import Cell
from rubric_kit.scoring.tables.level_table import BadgeColumns, LevelTable, badge_columns, cell_of
from rubric_kit.scoring.tables.panel import panel_cells
from rubric_kit.scoring.tables.rating_columns import RatingColumns, coded_rows


@dataclass(frozen=True, eq=False)
class LevelCube:
    """All answers of all raters."""

    rubric: Rubric
    """The version whose levels the cells are places of."""
    raters: tuple[str, ...]
    """Codes of the raters, sorted."""
    badges: BadgeColumns
    """The badges, and what the policy makes of them before any rating."""
    cells: NDArray[np.int8]
    """Places of levels and codes of `Cell`; shape (raters, badges, criteria). Each criterion of a rater lies in one piece."""
    findings: tuple[Finding, ...] = ()
    """One for each row, or group of rows, that was left out."""

    def panel(self) -> LevelTable:
        """Return what the raters say together, as the policy reads it."""
        return self.badges.level_table(self.rubric, panel_cells(self.cells))

    def of_rater(self, rater: str) -> LevelTable:
        """Return the levels of one rater, as the policy reads them.

        Raises
        ------
        InputError
            Nobody has this code.
        """
        if rater not in self.raters:
            known = ", ".join(visible(one) for one in self.raters) or "nobody"
            raise InputError(f"no rater is called {visible(rater)!r}; known are: {known}", where=rater)
        return self.badges.level_table(self.rubric, self.cells[self.raters.index(rater)].T)


def cube_of_ratings(rubric: Rubric, badges: Sequence[Badge], ratings: Iterable[Rating]) -> LevelCube:
    """Return the cube of the ratings that fit; those that do not are findings, as in `usable_ratings`.

    Suggestions from look-fors are nobody's answer and stay out.
    """
    usable = usable_ratings(rubric, badges, ratings)
    rows = [row for row in usable.rows if row.origin is Origin.PERSON]
    raters = tuple(sorted({row.rater for row in rows}))
    raters_at = {rater: place for place, rater in enumerate(raters)}
    badges_at = {badge.key: place for place, badge in enumerate(badges)}
    criteria_at = {c.id: place for place, c in enumerate(rubric.criteria)}
    cells = _unrated(len(raters), len(badges), len(criteria_at))
    for row in rows:
        at = criteria_at[row.criterion]
        cells[raters_at[row.rater], badges_at[row.badge], at] = cell_of(rubric.criteria[at], row.level or row.state)
    return LevelCube(rubric, raters, badge_columns(rubric, badges), cells, usable.findings)


def cube_of_columns(rubric: Rubric, badges: Sequence[Badge | str], columns: RatingColumns) -> LevelCube:
    """Check long ratings given as columns once and scatter them into a cube.

    Parameters
    ----------
    rubric : Rubric
        The version that was rated.
    badges : sequence of Badge or str
        The badges, or their keys where nothing else is known about them.
    columns : RatingColumns
        One row per answer. They carry no order of saving, so nothing tells which of two answers to one cell counts.

    Raises
    ------
    RatingError
        A row names a badge, a criterion, a level or a state that does not exist, or a rater answers one cell twice.
    """
    known = badge_columns(rubric, badges)
    rows = coded_rows(rubric, known.keys, columns)
    cells = _unrated(len(rows.raters), len(known.keys), len(rubric.criteria))
    cells[rows.rater, rows.badge, rows.criterion] = rows.cell
    return LevelCube(rubric, rows.raters, known, cells)


def _unrated(raters: int, badges: int, criteria: int) -> NDArray[np.int8]:
    """Return a cube in which nobody has answered, laid out so that a criterion of a rater lies in one piece."""
    return np.full((raters, criteria, badges), Cell.UNRATED, dtype=np.int8).transpose(0, 2, 1)
