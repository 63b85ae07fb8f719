"""`Entry`: one line of the log of a rating round; the log only grows, and every answer, call and reveal is an entry."""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import Annotated, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator

from rubric_kit.model.rating import Origin, Rating
from rubric_kit.model.record import Id, Record, Sha256, Text
from rubric_kit.model.state import RatingState

EntryId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""Name of an entry, 128 random bits: it stays the same in every file the entry is copied to."""


class EntryKind(StrEnum):
    """What an entry says."""

    RATING = "rating"
    """A rater's answer to one criterion of one badge."""
    GUT_CALL = "gut_call"
    """What a rater would decide before the rubric is opened."""
    DONE = "done"
    """A rater has nothing to add in this round."""
    ROUND = "round"
    """The facilitator opens a round, on the version of the rubric that the entry names."""
    REVEAL = "reveal"
    """The facilitator lets everybody see what was said in this round."""


class GutCall(StrEnum):
    """What a rater would decide by gut."""

    ACCEPT = "accept"
    NOT = "not"
    UNSURE = "unsure"


_NEEDED = {
    EntryKind.RATING: ("badge", "criterion", "rubric", "wording"),
    EntryKind.GUT_CALL: ("badge", "call"),
    EntryKind.DONE: (),
    EntryKind.ROUND: ("rubric",),
    EntryKind.REVEAL: (),
}
_ALLOWED = {
    EntryKind.RATING: ("badge", "criterion", "rubric", "wording", "level", "state", "rationale"),
    EntryKind.GUT_CALL: ("badge", "call", "rubric", "rationale"),
    EntryKind.DONE: ("rubric",),
    EntryKind.ROUND: ("rubric", "rationale"),
    EntryKind.REVEAL: ("rubric",),
}
_OPTIONAL = ("badge", "criterion", "rubric", "wording", "level", "state", "call", "rationale")


class Cell(NamedTuple):
    """What entries can speak about. The wording belongs to it: an answer to other words is another answer."""

    kind: EntryKind
    rater: str
    round: int
    badge: str | None
    criterion: str | None
    wording: str | None
    origin: Origin


class Entry(Record):
    """One entry of the log. An answer that was changed stays; the new entry names the one it takes the place of."""

    id: EntryId
    """Random name; two files that hold the same entry hold the same name."""
    kind: EntryKind
    """What it says."""
    round: Annotated[int, Field(ge=1, le=99)] = 1
    """Round it belongs to: 1 before the first talk, 2 for the rating after it, and so on."""
    rater: Id
    """Code of the rater, or of the facilitator; a code, not a name."""
    badge: Sha256 | None = None
    """Key of the badge."""
    criterion: Id | None = None
    """Criterion that was rated."""
    rubric: Sha256 | None = None
    """Fingerprint of the version of the rubric that was open."""
    wording: Sha256 | None = None
    """Wording fingerprint of that version."""
    level: Id | None = None
    """Level that was given."""
    state: RatingState | None = None
    """What was said instead of a level."""
    call: GutCall | None = None
    """Decision by gut."""
    rationale: Text = ""
    """Reason, in the rater's own words."""
    origin: Origin = Origin.PERSON
    """A person's judgement, or a suggestion from look-fors."""
    replaces: Annotated[tuple[EntryId, ...], Field(max_length=100)] = ()
    """Entries whose place this one takes: those that the rater saw standing in the cell."""
    made: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")]
    """Time in UTC by the rater's own clock; it is shown and never decides an order, since clocks go wrong."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        given = {name for name in _OPTIONAL if getattr(self, name) not in (None, "")}
        missing = [name for name in _NEEDED[self.kind] if name not in given]
        if missing:
            raise ValueError(f"an entry of kind {self.kind} needs {', '.join(missing)}")
        strange = sorted(given - set(_ALLOWED[self.kind]))
        if strange:
            raise ValueError(f"an entry of kind {self.kind} has no {strange[0]}")
        if self.kind is EntryKind.RATING and (self.level is None) == (self.state is None):
            raise ValueError("a rating has either a level or a state (unknown, withheld, not_applicable), not both, not neither")
        return self

    @property
    def cell(self) -> Cell:
        """What the entry speaks about; of the entries with the same cell one stands."""
        return Cell(self.kind, self.rater, self.round, self.badge, self.criterion, self.wording, self.origin)

    @property
    def says(self) -> tuple[str | None, ...]:
        """What the entry says about its cell; two entries that say the same do not contradict each other."""
        return (self.level, self.state, self.call, self.rubric if self.kind is EntryKind.ROUND else None)


class StoredEntry(NamedTuple):
    """An entry and its place in the log it was read from."""

    sequence: int
    """Place in this log, from 1; it differs from file to file."""
    entry: Entry

    def rating(self) -> Rating:
        """Return the entry as a `Rating`; only for entries of kind rating."""
        one = self.entry
        assert one.badge is not None  # noqa: S101  held by the validator; said for the type checker
        assert one.criterion is not None  # noqa: S101
        assert one.wording is not None  # noqa: S101
        return Rating(
            sequence=self.sequence,
            rater=one.rater,
            badge=one.badge,
            criterion=one.criterion,
            wording=one.wording,
            level=one.level,
            state=one.state,
            rationale=one.rationale,
            origin=one.origin,
        )


def entry_id() -> str:
    """Return a new name for an entry: 128 random bits in hexadecimal."""
    return secrets.token_hex(16)
