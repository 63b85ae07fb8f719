"""`Rating`: what one rater, or one look-for, said about one criterion of one badge."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from rubric_kit.model.record import Id, Record, Sha256, Text
from rubric_kit.model.state import RatingState


class Origin(StrEnum):
    """Where a rating comes from."""

    PERSON = "person"
    LOOK_FOR = "look_for"


class Rating(Record):
    """One answer: a level, or a state in its place, never both and never neither."""

    sequence: Annotated[int, Field(ge=1)]
    """Order of saving; a later answer of the same rater on the same cell replaces the earlier one, which is kept."""
    rater: Id
    """Code of the rater; a code, not a name."""
    badge: Sha256
    """Key of the badge."""
    criterion: Id
    """Criterion that was rated."""
    wording: Sha256
    """Wording fingerprint of the rubric the rater read."""
    level: Id | None = None
    """Level that was given."""
    state: RatingState | None = None
    """What was said instead of a level."""
    rationale: Text = ""
    """The rater's reason."""
    origin: Origin = Origin.PERSON
    """A person's judgement, or a suggestion from look-fors."""

    @model_validator(mode="after")
    def _level_or_state(self) -> Self:
        if (self.level is None) == (self.state is None):
            raise ValueError(
                "a rating has either a level or a state (unknown, withheld, not_applicable), not both and not neither"
            )
        return self
