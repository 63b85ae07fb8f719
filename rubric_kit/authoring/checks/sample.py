"""What the sample badges say about a rubric; they are counted on a floor above, where decisions are made."""

from __future__ import annotations

from rubric_kit.model import Record
from rubric_kit.model.record import Id

ENOUGH_BADGES = 6
"""With fewer rated badges the checks on the sample say nothing: one badge more could turn each of their findings."""


class CriterionFigures(Record):
    """What the sample says about one criterion."""

    criterion: Id
    """Its id."""
    rated: int
    """How many sample badges have a level on it."""
    levels: int
    """How many different levels were given."""
    deciding: int
    """For how many of them another level on this criterion alone would change what is decided."""


class SampleFigures(Record):
    """What the sample badges say about a rubric."""

    badges: int
    """How many badges have at least one level."""
    criteria: tuple[CriterionFigures, ...]
    """One for each criterion, in the rubric's order."""
    issuers: tuple[str, ...] = ()
    """Names of the badges' issuers as the badges give them, sorted, each once."""
