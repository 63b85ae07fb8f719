"""`Criterion` and `Level`: one question about a badge, and the rungs a rater answers with."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rubric_kit.model.record import BASIS_POINTS, Id, Line, Record, Sha256, Text
from rubric_kit.model.state import FactState

Points = Annotated[int, Field(ge=0, le=1_000_000)]
"""Points in thousandths: 3,000 are three points."""
Share = Annotated[int, Field(ge=0, le=BASIS_POINTS)]
"""A share in basis points: 10,000 are the whole."""


class Citation(Record):
    """A source that a rubric's wording rests on."""

    id: Id
    """Short name used by criteria and levels."""
    text: Line
    """The source in words: who, where, when."""
    url: Line | None = None
    """Address, if there is one."""


class Target(Record):
    """One item of the district's vision, mission or goals that a criterion can serve."""

    id: Id
    """Short name."""
    text: Line
    """The item in the district's words."""


class LookFor(Record):
    """A fact that speaks for a level. All look-fors of a level must hold for it to be suggested."""

    fact: Id
    """Name of the fact, such as criteria_words."""
    state: FactState = FactState.PRESENT
    """State the fact must have."""
    at_least: Annotated[int, Field(ge=0)] | None = None
    """Smallest number, where the fact is a count."""
    includes: Line | None = None
    """A word the fact's values must include."""


class Anchor(Record):
    """Sample text pinned to a level, to rate against."""

    text: Annotated[Text, Field(min_length=1)]
    """The words that show this level."""
    source: Line | None = None
    """Where they come from, in words: a badge's name and issuer, or "written by the team"."""
    badge: Sha256 | None = None
    """Key of the sample badge they were taken from, if it was one."""


class Level(Record):
    """One rung of a criterion."""

    id: Id
    """Short name, unique within the criterion."""
    name: Line
    """What the rung is called."""
    points: Points
    """Points in thousandths; levels are listed from low to high and points rise strictly."""
    descriptor: Text
    """What a rater can see in a badge at this level."""
    anchors: Annotated[tuple[Anchor, ...], Field(max_length=20)] = ()
    """Sample text pinned to this level; it travels with the rubric."""
    look_fors: tuple[LookFor, ...] = ()
    """Facts that speak for this level; a suggestion, never a judgement."""
    citations: tuple[Id, ...] = ()
    """Citations this wording rests on."""


class Criterion(Record):
    """One question a rater answers about a badge."""

    id: Id
    """Short name, unique within the rubric."""
    name: Line
    """Short title for tables and charts."""
    question: Line
    """The question, in one sentence."""
    weight: Share
    """Weight in basis points; a rubric's weights sum to 10,000."""
    levels: tuple[Level, ...]
    """Two to eight rungs, lowest first."""
    targets: tuple[Id, ...] = ()
    """Items of the vision or mission this criterion serves."""
    citations: tuple[Id, ...] = ()
    """Citations the question rests on."""

    @property
    def top(self) -> int:
        """Points of the highest level, in thousandths."""
        return self.levels[-1].points

    def level(self, level_id: str) -> Level | None:
        """Return the level with this id, or None."""
        return next((level for level in self.levels if level.id == level_id), None)

    def position(self, level_id: str) -> int:
        """Return the place of a level, 0 for the lowest.

        Raises
        ------
        KeyError
            There is no such level.
        """
        for place, level in enumerate(self.levels):
            if level.id == level_id:
                return place
        raise KeyError(level_id)
