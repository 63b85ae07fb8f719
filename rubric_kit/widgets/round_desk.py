"""What a leader may do and see: who is done, the reveal, the next round; what was said only once it is released."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from rubric_kit.comparing import badge_labels
from rubric_kit.comparing.cell_spread import CellChange, CellSpread, cell_spreads, round_change
from rubric_kit.errors import InputError, RatingError, RecordError
from rubric_kit.model import ID_PATTERN, Badge, EntryKind, GutCall, Origin, Rating, Rubric, StoredEntry, visible
from rubric_kit.model.person import Person
from rubric_kit.scoring.rounds import (
    RoundState,
    Standing,
    current_round,
    gut_calls_of,
    ratings_of,
    round_state,
    shown_round,
    standing,
)
from rubric_kit.widgets.round_log import RoundLog
from rubric_kit.workspace.store import new_entry

_ANSWERS = (EntryKind.RATING, EntryKind.GUT_CALL, EntryKind.DONE)


class Reading(NamedTuple):
    """What the log says at one moment, read once for all that is shown of it."""

    entries: tuple[StoredEntry, ...]
    standing: Standing


class RoundDesk:
    """A rating round from the leader's side.

    Parameters
    ----------
    rubric : Rubric
        What is asked.
    badges : sequence of Badge
        What it is asked about.
    log : RoundLog
        Where the entries are.
    people : sequence of Person
        Who is expected.
    facilitator : str
        Code under which the reveal and the rounds are written.
    versions : sequence of Rubric
        Other published versions, for rounds that were opened on them.

    Raises
    ------
    RecordError
        The code is none, or there is no badge.
    """

    def __init__(
        self,
        rubric: Rubric,
        badges: Sequence[Badge],
        log: RoundLog,
        *,
        people: Sequence[Person] = (),
        facilitator: str = "lead",
        versions: Sequence[Rubric] = (),
    ) -> None:
        if not badges:
            raise RecordError("there is no badge to rate; give at least one", where="badges")
        if not isinstance(facilitator, str) or not re.fullmatch(ID_PATTERN, facilitator):
            message = f"{visible(str(facilitator))!r} is no code; 1 to 64 of a-z, 0-9, _ and - are allowed, such as lead"
            raise RecordError(message, where="facilitator")
        self.badges, self.people, self.log, self._facilitator = tuple(badges), tuple(people), log, facilitator
        self.labels = badge_labels(badges)
        self.rubric = rubric
        self._versions = {one.fingerprint: one for one in (*versions, *log.rubrics(rubric.id), rubric)}

    def look_again(self) -> None:
        """Read the log again: others may have written to it."""
        for name in ("reading", "ratings", "carried", "spreads"):
            self.__dict__.pop(name, None)

    @cached_property
    def reading(self) -> Reading:
        """What the log says; kept until `look_again`."""
        entries = self.log.entries()
        return Reading(entries, standing(entries))

    @property
    def open_round(self) -> int:
        """Number of the round that is rated now."""
        return current_round(self.reading.entries)

    @property
    def shown_round(self) -> int:
        """Number of the latest round whose answers everybody may see; 0 for none."""
        return shown_round(self.reading.entries)

    @property
    def state(self) -> RoundState:
        """How far the open round is."""
        return self._state(self.open_round, self.reading.entries)

    def rubric_of(self, number: int) -> Rubric | None:
        """Return the version that a round is rated on; None if it was opened on one that is not at hand.

        A round that nobody opened by an entry is the one of the version at hand that its answers were given on.
        """
        opened = [one.entry.rubric for one in self._kind(EntryKind.ROUND) if one.entry.round == number]
        if opened:
            return self._versions.get(opened[-1] or "")
        said = {one.entry.rubric for one in self._kind(EntryKind.RATING) if one.entry.round == number}
        if self.rubric.fingerprint in said:
            return self.rubric
        return next((one for key, one in self._versions.items() if key in said), self.rubric)

    def reveal(self) -> None:
        """Let everybody see what was said in the open round.

        Raises
        ------
        RatingError
            It is shown already, or nobody has answered.
        InputError
            The log cannot be written to.
        """
        state = self.state
        if state.revealed:
            raise RatingError(f"round {state.round} is shown already", where="round")
        if not any(one.answered or one.gut_calls for one in state.raters):
            raise RatingError(
                "nobody has answered yet, so there is nothing to show; look again when answers are in", where="round"
            )
        rubric = self.rubric_of(state.round)
        fingerprint = rubric.fingerprint if rubric else state.rubric
        self._write(EntryKind.REVEAL, state.round, fingerprint)

    def open_next(self, rubric: Rubric | None = None) -> None:
        """Open the next round, on another version of the rubric or on the same one.

        Raises
        ------
        RatingError
            The open round is not shown yet, or there are 99 rounds.
        RecordError
            The version is one of another rubric.
        InputError
            The log cannot be written to.
        """
        state = self.state
        if not state.revealed:
            raise RatingError(f"show what was said in round {state.round} first; then open the next round", where="round")
        if state.round >= 99:
            raise RatingError("there are 99 rounds; start a new file for the next one", where="round")
        chosen = rubric or self.rubric_of(state.round) or self.rubric
        if chosen.id != self.rubric.id:
            message = f"that file holds the rubric {visible(chosen.id)!r}, and this round is about {visible(self.rubric.id)!r}"
            raise RecordError(f"{message}; choose a version of the same rubric", where="rubric")
        if chosen.fingerprint not in self._versions:
            self.log.keep_rubric(chosen)
            self._versions[chosen.fingerprint] = chosen
        self._write(EntryKind.ROUND, state.round + 1, chosen.fingerprint)

    # ---- what was said; nothing of it before the reveal

    @cached_property
    def ratings(self) -> tuple[Rating, ...]:
        """Answers that everybody may see: of each rater and question the last one, up to the round that is shown."""
        return self.ratings_of(self.shown_round)

    def ratings_of(self, number: int) -> tuple[Rating, ...]:
        """Return the answers as they stood in a round that is shown, those carried from earlier rounds included."""
        return ratings_of(self.reading.entries, up_to=number) if 0 < number <= self.shown_round else ()

    @property
    def gut_calls(self) -> Mapping[tuple[str, str], GutCall]:
        """Gut calls that everybody may see, by rater and badge: the first that each rater gave."""
        if not self.shown_round:
            return {}
        return gut_calls_of(one for one in self.reading.entries if one.entry.round <= self.shown_round)

    @property
    def shown_rubric(self) -> Rubric | None:
        """The version that the shown round was rated on; None before the reveal, or if it is not at hand."""
        return self.rubric_of(self.shown_round) if self.shown_round else None

    @cached_property
    def spreads(self) -> tuple[CellSpread, ...]:
        """The cells of the shown round, the widest first; nothing before the reveal."""
        rubric = self.shown_rubric
        if rubric is None:
            return ()
        return cell_spreads(rubric, self.badges, self.ratings, raters=[one.code for one in self.people])

    def changes(self) -> tuple[CellChange, ...]:
        """Return what the last talk changed: the cells that somebody answered again, those that were widest before first."""
        shown = self.shown_round
        before, after = (self.rubric_of(shown - 1), self.rubric_of(shown)) if shown > 1 else (None, None)
        if before is None or after is None:
            return ()
        again = {(one.badge, one.criterion) for one in ratings_of(self.reading.entries, round=shown)}
        found = round_change(before, after, self.badges, self.ratings_of(shown - 1), self.ratings_of(shown))
        return tuple(one for one in found if (one.after.badge, one.after.criterion) in again)

    @cached_property
    def carried(self) -> frozenset[tuple[str, str, str]]:
        """Rater, badge and criterion of the shown answers that were given in an earlier round."""
        if self.shown_round < 2:
            return frozenset()
        again = {(one.rater, one.badge, one.criterion) for one in ratings_of(self.reading.entries, round=self.shown_round)}
        return frozenset((one.rater, one.badge, one.criterion) for one in self.ratings) - again

    def reasons(self) -> tuple[Rating, ...]:
        """Return the shown answers that stand undisputed: where one rater says two things, neither reason is theirs."""
        disputed = {(one.cell.rater, one.cell.badge, one.cell.criterion) for one in self.reading.standing.conflicts}
        return tuple(one for one in self.ratings if (one.rater, one.badge, one.criterion) not in disputed)

    def at_reveal(self, number: int) -> tuple[RoundState, int]:
        """Return how far a round was when it was shown, and how many answers came in after that."""
        at = min(one.sequence for one in self.reading.entries if _reveals(one, number))
        before = tuple(one for one in self.reading.entries if one.sequence < at)
        late = {
            one.entry.cell
            for one in self.reading.entries
            if one.sequence > at
            and one.entry.round == number
            and one.entry.kind in _ANSWERS
            and one.entry.origin is Origin.PERSON
        }
        return self._state(number, before), len(late)

    def _state(self, number: int, entries: Sequence[StoredEntry]) -> RoundState:
        rubric = self.rubric_of(number) or self.rubric
        return round_state(rubric, [one.key for one in self.badges], entries, roster=self.people, round=number)

    def _kind(self, kind: EntryKind) -> list[StoredEntry]:
        return [one for one in self.reading.entries if one.entry.kind is kind]

    def _write(self, kind: EntryKind, number: int, fingerprint: str | None) -> None:
        if self.log.read_only:
            raise InputError("the ratings are open for reading only, so nothing can be written", where=self.log.place)
        self.log.write(new_entry(kind, self._facilitator, round=number, rubric=fingerprint))
        self.look_again()


def _reveals(one: StoredEntry, number: int) -> bool:
    return one.entry.kind is EntryKind.REVEAL and one.entry.round == number
