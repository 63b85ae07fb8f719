"""The answers of one rater: each change is a new entry that takes the place of what stood there, and is saved at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rubric_kit.errors import InputError, RatingError, RecordError
from rubric_kit.model import (
    ID_PATTERN,
    Badge,
    Entry,
    EntryKind,
    Finding,
    GutCall,
    Rating,
    RatingState,
    Rubric,
    StoredEntry,
    visible,
)
from rubric_kit.scoring import usable_ratings
from rubric_kit.scoring.rounds import ratings_of, round_state
from rubric_kit.widgets.rating_log import RatingLog
from rubric_kit.widgets.rating_stock import Question, Stock, heads, stock_of
from rubric_kit.workspace.store import new_entry

_OF_THE_ROOM = (EntryKind.ROUND, EntryKind.REVEAL)


def rater_code(code: object) -> str:
    """Return a rater's code, checked.

    Raises
    ------
    RecordError
        It is not 1 to 64 of a-z, 0-9, _ and -.
    """
    if not isinstance(code, str) or not re.fullmatch(ID_PATTERN, code):
        message = f"rater {visible(str(code))[:80]!r} is no code; 1 to 64 of a-z, 0-9, _ and - are allowed, such as rater-1"
        raise RecordError(message, where="rater")
    return code


class RatingBook:
    """One rater's answers to a rubric's questions about some badges, in the round that is open.

    Parameters
    ----------
    rubric : Rubric
        What is asked.
    badges : sequence of Badge
        What it is asked about.
    rater : str
        Code of the rater, not a name.
    log : RatingLog
        Log to go on from and to add to.
    only_round : int, optional
        A round to write to, whichever is open: sheets of an earlier round are still that round's.

    Raises
    ------
    RecordError
        The rater's code is not 1 to 64 of a-z, 0-9, _ and -.
    InputError
        The log cannot be read.
    """

    def __init__(
        self, rubric: Rubric, badges: Sequence[Badge], rater: str, log: RatingLog, *, only_round: int | None = None
    ) -> None:
        self.rubric, self.rater, self.log = rubric, rater_code(rater), log
        self._only_round = only_round
        self.unsaved: list[Entry] = []
        self._keys = tuple(badge.key for badge in badges)
        self._entries: dict[str, StoredEntry] = {}
        self._seen = 0
        self._drafts: dict[Question, str] = {}
        self.look()
        found = usable_ratings(rubric, badges, ratings_of(self._own(), up_to=self.round))
        self.findings: tuple[Finding, ...] = found.findings

    @property
    def rows(self) -> tuple[Rating, ...]:
        """Ratings of the rater, oldest first, earlier answers included."""
        return tuple(one.rating() for one in self._own() if one.entry.kind is EntryKind.RATING)

    @property
    def answered(self) -> int:
        """How many questions about the badges at hand are answered in this round."""
        return len(self._keys) * len(self.rubric.criteria) - sum(self.left(key) for key in self._keys)

    def left(self, key: str) -> int:
        """Return how many questions about a badge are not answered in this round, or twice and differently."""
        return sum((key, one.id) not in self.stock.answers for one in self.rubric.criteria)

    def reason(self, cell: Question) -> str:
        """Return the reason that stands in a cell, saved or not."""
        old = self.stock.answers.get(cell)
        return self._drafts.get(cell, old.rationale if old else "")

    def look(self) -> None:
        """Read what was added to the log since the last look: rounds, reveals, and this rater's answers on other pages.

        Raises
        ------
        InputError
            The log cannot be read.
        """
        for one in self.log.entries(after=self._seen):
            self._seen = max(self._seen, one.sequence)
            if one.entry.rater == self.rater or one.entry.kind in _OF_THE_ROOM:
                self._entries[one.entry.id] = one
        self._take_stock()

    def rate(self, cell: Question, answer: str, reason: str) -> bool:
        """Add an entry for an answer; return False if the same stands there already.

        Raises
        ------
        RatingError
            There is no such badge, criterion, level or state.
        RecordError
            The reason is too long or holds a control character.
        InputError
            Nothing can be added to the log.
        """
        level = self._level(cell, answer)
        state = None if level else RatingState(answer)
        old = self.stock.answers.get(cell)
        if old and (old.level, old.state, old.rationale) == (level, state, reason):
            self._drafts.pop(cell, None)
            return False
        rated = {"badge": cell[0], "criterion": cell[1], "wording": self.rubric.wording_fingerprint, "level": level}
        self._add(EntryKind.RATING, rated | {"state": state, "rationale": reason})
        self._drafts.pop(cell, None)
        return True

    def explain(self, cell: Question, reason: str) -> bool:
        """Add an entry with another reason; before there is an answer, only keep the reason. Return whether one was added.

        Raises
        ------
        RatingError
            There is no such badge or criterion.
        RecordError
            The reason is too long or holds a control character.
        InputError
            Nothing can be added to the log.
        """
        self._level(cell, RatingState.UNKNOWN)
        old = self.stock.answers.get(cell)
        if old:
            return self.rate(cell, old.level or str(old.state), reason)
        self._drafts[cell] = reason
        return False

    def call(self, key: str, call: GutCall, reason: str) -> bool:
        """Add a gut call on a badge; an earlier one stays in the log. Return False if the same stands there already.

        Raises
        ------
        RatingError
            There is no such badge.
        RecordError
            The reason is too long or holds a control character.
        InputError
            Nothing can be added to the log.
        """
        self._check_badge(key)
        old = self.stock.calls.get(key)
        if old and key not in self.stock.call_conflicts and (old.round, old.call, old.rationale) == (self.round, call, reason):
            return False
        self._add(EntryKind.GUT_CALL, {"badge": key, "call": call, "rationale": reason})
        return True

    def done(self) -> bool:
        """Say that the round is done; return False if that was said before.

        Raises
        ------
        InputError
            Nothing can be added to the log.
        """
        if self.stock.done:
            return False
        self._add(EntryKind.DONE, {})
        return True

    def save(self) -> None:
        """Add the entries that are not saved yet to the log; what cannot be saved is tried again with the next.

        Raises
        ------
        InputError
            The log cannot be written to.
        """
        if self.unsaved:
            for one in self.log.append(self.unsaved):
                self._entries[one.entry.id] = one
            self.unsaved = []
            self._take_stock()

    def _add(self, kind: EntryKind, fields: dict[str, Any]) -> None:
        if self.log.read_only:
            raise InputError(self.log.banner or "answers can only be read here", where="save_to")
        entry = new_entry(kind, self.rater, round=self.round, rubric=self.rubric.fingerprint, **fields)
        self.unsaved.append(entry.replace(replaces=heads(self._own(), entry)))
        self._take_stock()

    def _own(self) -> list[StoredEntry]:
        """Return the rater's entries in their order, those that are not saved yet at the end."""
        stored = sorted((one for one in self._entries.values() if one.entry.rater == self.rater), key=lambda one: one.sequence)
        return stored + [StoredEntry(self._seen + at, one) for at, one in enumerate(self.unsaved, start=1)]

    def _take_stock(self) -> None:
        room = [one for one in self._entries.values() if one.entry.kind in _OF_THE_ROOM]
        state = round_state(self.rubric, (), room, round=self._only_round)
        self.round, self.revealed, self.opened_on = state.round, state.revealed, state.rubric
        # What was shown once stays known: in a second round there is nothing left to hide.
        self.unveiled = any(one.entry.kind is EntryKind.REVEAL for one in room)
        self.stock: Stock = stock_of(self._own(), self.rubric.wording_fingerprint, self.round)

    def _check_badge(self, key: str) -> None:
        if key not in self._keys:
            raise RatingError(f"badge {visible(key)[:12]!r} is not among the {len(self._keys)} badges at hand", where="badge")

    def _level(self, cell: Question, answer: str) -> str | None:
        """Return the level that an answer names, None for a state."""
        key, criterion_id = cell
        self._check_badge(key)
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
