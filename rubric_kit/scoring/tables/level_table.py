"""`LevelTable`: the levels of many badges as columns of small numbers, with what decides a badge before any rating counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.errors import RatingError
from rubric_kit.model import Badge, Criterion, Rubric, visible
from rubric_kit.model.state import RatingState
from rubric_kit.scoring.answers import Answer, Answers
from rubric_kit.scoring.tables.cells import STATE_CELLS, Cell
from rubric_kit.scoring.trace import standing_outcome


class BadgeColumns(NamedTuple):
    """What is known about badges beside their ratings, one entry per badge."""

    keys: tuple[str, ...]
    """Keys of the badges."""
    standing: NDArray[np.int8]
    """Code of the outcome that a badge has whatever its ratings say (revoked, false signature), -1 where there is none."""
    no_evidence: NDArray[np.bool_]
    """Whether the policy leaves the evidence criterion out for a badge of this kind."""
    evidence: int | None
    """Place of that criterion."""

    def level_table(self, rubric: Rubric, cells: NDArray[np.int8]) -> LevelTable:
        """Return a table of answers as the policy reads them; `cells` has the shape (criteria, badges)."""
        if self.evidence is not None and self.no_evidence.any():
            cells = cells.copy()
            cells[self.evidence, self.no_evidence] = Cell.NOT_APPLICABLE
        return LevelTable(self.keys, tuple(c.id for c in rubric.criteria), cells, self.standing)


@dataclass(frozen=True, eq=False)
class LevelTable:
    """Levels of badges by criterion, ready to be scored by any engine."""

    badges: tuple[str, ...]
    """Keys of the badges."""
    criteria: tuple[str, ...]
    """Ids of the criteria."""
    columns: NDArray[np.int8]
    """Places of levels, or codes of `Cell`; shape (criteria, badges), so that each criterion lies in one piece."""
    standing: NDArray[np.int8]
    """Code of the outcome that a badge has whatever its levels are, -1 where there is none; shape (badges,)."""


def badge_columns(rubric: Rubric, badges: Iterable[Badge | str]) -> BadgeColumns:
    """Return what the policy makes of badges before their ratings; of a bare key nothing is known, so its ratings decide."""
    listed = list(badges)
    policy = rubric.policy
    codes = {outcome.id: code for code, outcome in enumerate(policy.outcomes)}
    left_out = {rule.kind for rule in policy.evidence_rules if rule.requirement == "not_applicable"}
    standing = np.full(len(listed), -1, dtype=np.int8)
    no_evidence = np.zeros(len(listed), dtype=bool)
    for place, badge in enumerate(listed):
        if isinstance(badge, Badge):
            held = standing_outcome(rubric, badge)
            standing[place] = -1 if held is None else codes[held[0]]
            no_evidence[place] = badge.kind in left_out
    places = {c.id: place for place, c in enumerate(rubric.criteria)}
    evidence = None if policy.evidence_criterion is None else places[policy.evidence_criterion]
    keys = tuple(badge.key if isinstance(badge, Badge) else badge for badge in listed)
    return BadgeColumns(keys, standing, no_evidence, evidence)


def levels_of(rubric: Rubric, badges: Sequence[Badge], answers_by_badge: Mapping[str, Answers]) -> LevelTable:
    """Return the levels of badges as a table, from answers of the kind that `decide` takes.

    Parameters
    ----------
    rubric : Rubric
        The version to score by.
    badges : sequence of Badge
        One row each, in this order.
    answers_by_badge : mapping of badge key to answers
        A badge without an entry counts as not rated.

    Raises
    ------
    RatingError
        An answer names a level that the criterion does not have.
    """
    cells = np.full((len(rubric.criteria), len(badges)), Cell.UNRATED, dtype=np.int8)
    for column, badge in enumerate(badges):
        answers = answers_by_badge.get(badge.key, {})
        for row, criterion in enumerate(rubric.criteria):
            cells[row, column] = cell_of(criterion, answers.get(criterion.id))
    return badge_columns(rubric, badges).level_table(rubric, cells)


def cell_of(criterion: Criterion, answer: Answer) -> int:
    """Return the cell of an answer: the place of its level, or a code of `Cell`.

    Raises
    ------
    RatingError
        The criterion has no such level.
    """
    if answer is None:
        return Cell.UNRATED
    # A state is text too, and a level may bear the same name as one.
    if isinstance(answer, RatingState):
        return STATE_CELLS[answer]
    for place, level in enumerate(criterion.levels):
        if level.id == answer:
            return place
    known = ", ".join(level.id for level in criterion.levels)
    message = f"level {visible(str(answer))!r} of criterion {criterion.id!r} does not exist; known are: {known}"
    raise RatingError(message, where=criterion.id)
