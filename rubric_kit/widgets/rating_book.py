"""The answers of one rater: each change is a new row, and each row is saved at once where a table was named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rubric_kit import workspace
from rubric_kit.comparing import badge_labels
from rubric_kit.errors import InputError, RatingError, RecordError
from rubric_kit.model import ID_PATTERN, Badge, Finding, Origin, Rating, RatingState, Rubric, visible
from rubric_kit.scoring import usable_ratings

Cell = tuple[str, str]
"""A badge's key and a criterion's id."""


class RatingBook:
    """One rater's answers to a rubric's questions about some badges.

    Parameters
    ----------
    rubric : Rubric
        What is asked.
    badges : sequence of Badge
        What it is asked about.
    rater : str
        Code of the rater, not a name.
    save_to : Path, optional
        Ratings table to go on from and to add to.

    Raises
    ------
    RecordError
        The rater's code is not 1 to 64 of a-z, 0-9, _ and -, or there is no badge.
    InputError
        The table is there and cannot be read.
    """

    def __init__(self, rubric: Rubric, badges: Sequence[Badge], rater: str, save_to: Path | None) -> None:
        if not badges:
            raise RecordError("there is no badge to rate; give at least one", where="badges")
        if not isinstance(rater, str) or not re.fullmatch(ID_PATTERN, rater):
            message = f"rater {visible(str(rater))!r} is no code; 1 to 64 of a-z, 0-9, _ and - are allowed, such as rater-1"
            raise RecordError(message, where="rater")
        self.rubric, self.rater, self.save_to = rubric, rater, save_to
        self.labels = badge_labels(badges)
        self.rows: list[Rating] = []
        self.findings: tuple[Finding, ...] = ()
        self.unsaved: list[Rating] = []
        self._drafts: dict[Cell, str] = {}
        self._sequence = 0
        if save_to is not None and save_to.exists() and save_to.stat().st_size:
            self._take_up(save_to, badges)
        usable = usable_ratings(rubric, badges, self.rows)
        self.findings += usable.findings
        self.answers: dict[Cell, Rating] = {(row.badge, row.criterion): row for row in usable.rows}

    def left(self, key: str) -> int:
        """Return how many questions about a badge are not answered yet."""
        return sum((key, one.id) not in self.answers for one in self.rubric.criteria)

    def reason(self, cell: Cell) -> str:
        """Return the reason that stands in a cell, saved or not."""
        old = self.answers.get(cell)
        return self._drafts.get(cell, old.rationale if old else "")

    def rate(self, cell: Cell, answer: str, reason: str) -> bool:
        """Add a row for an answer; return False if the same stands there already.

        Raises
        ------
        RatingError
            There is no such badge, criterion, level or state.
        RecordError
            The reason is too long or holds a control character.
        """
        level = self._level(cell, answer)
        row = Rating(
            sequence=self._sequence + 1,
            rater=self.rater,
            badge=cell[0],
            criterion=cell[1],
            wording=self.rubric.wording_fingerprint,
            level=level,
            state=None if level else RatingState(answer),
        ).replace(rationale=reason)
        self._drafts.pop(cell, None)
        old = self.answers.get(cell)
        if old and (old.level, old.state, old.rationale) == (row.level, row.state, row.rationale):
            return False
        self._sequence = row.sequence
        self.rows.append(row)
        self.unsaved.append(row)
        self.answers[cell] = row
        return True

    def explain(self, cell: Cell, reason: str) -> bool:
        """Add a row with another reason; before there is an answer, only keep the reason. Return whether a row was added.

        Raises
        ------
        RatingError
            There is no such badge or criterion.
        RecordError
            The reason is too long or holds a control character.
        """
        self._level(cell, RatingState.UNKNOWN)
        old = self.answers.get(cell)
        if old:
            return self.rate(cell, old.level or str(old.state), reason)
        self._drafts[cell] = reason
        return False

    def save(self) -> None:
        """Add the rows that are not saved yet to the table; what cannot be saved is tried again with the next.

        Raises
        ------
        InputError
            The table cannot be saved.
        """
        if self.save_to is None or not self.unsaved:
            return
        try:
            workspace.append_ratings(self.save_to, self.unsaved, labels=self.labels)
        except OSError as error:
            raise InputError(f"cannot save {self.save_to.name}: {error.strerror or error}", where=str(self.save_to)) from None
        self.unsaved = []

    def _take_up(self, table: Path, badges: Sequence[Badge]) -> None:
        """Take up the rater's rows of the table; rows of other raters only count for the sequence."""
        rows, self.findings = workspace.read_ratings(table, self.rubric, badges)
        own = [row for row in rows if row.rater == self.rater and row.origin is Origin.PERSON]
        self.rows = sorted(own, key=lambda row: row.sequence)
        self._sequence = max((row.sequence for row in rows), default=0)

    def _level(self, cell: Cell, answer: str) -> str | None:
        """Return the level that an answer names, None for a state."""
        key, criterion_id = cell
        if key not in self.labels:
            raise RatingError(f"badge {visible(key)[:12]!r} is not among the {len(self.labels)} badges at hand", where="badge")
        criterion = next((one for one in self.rubric.criteria if one.id == criterion_id), None)
        if criterion is None:
            known = ", ".join(one.id for one in self.rubric.criteria)
            raise RatingError(f"no criterion is called {criterion_id!r}; known are: {known}", where="criterion")
        if criterion.level(answer) is not None:
            return answer
        if answer not in set(RatingState):
            known = ", ".join([*(level.id for level in criterion.levels), *RatingState])
            raise RatingError(f"{criterion_id!r} has no answer {answer!r}; known are: {known}", where="answer")
        return None
