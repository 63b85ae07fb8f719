"""`WeightSet`: one person's weights, with what was asked and answered to get them. `GroupWeights`: several people's, together."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rubric_kit.model.criterion import Share
from rubric_kit.model.record import BASIS_POINTS, Id, Line, Record, Sha256, Text


class WeightMode(StrEnum):
    """How weights are asked for; every mode leads to the same `WeightSet`."""

    POINTS = "points"
    DIRECT = "direct"
    RANK_ORDER_CENTROID = "rank_order_centroid"
    RANK_SUM = "rank_sum"
    SWING = "swing"
    PAIRWISE = "pairwise"
    BEST_WORST = "best_worst"
    TRADE_OFF = "trade_off"
    NONE = "none"


class WeightAnswer(Record):
    """One thing that was said about one criterion, or about one against another."""

    criterion: Id
    """Criterion it is about."""
    against: Id | None = None
    """The criterion it is compared with (pairwise, best-worst): `criterion` is `value` times as important as this one."""
    value: Annotated[int, Field(ge=0, le=1_000_000_000)]
    """What was said, in thousandths: 30 points are 30,000, the second place is 2,000, three times as important is 3,000."""


class CardLevel(Record):
    """What an invented badge of a trade-off card shows on one criterion."""

    criterion: Id
    """Criterion."""
    level: Id
    """Its level."""


class TradeOff(Record):
    """Two invented badges that are alike but for the criteria named here, and which one somebody would rather accept."""

    preferred: Annotated[tuple[CardLevel, ...], Field(min_length=1, max_length=8)]
    """The badge that was preferred."""
    other: Annotated[tuple[CardLevel, ...], Field(min_length=1, max_length=8)]
    """The other badge, on the same criteria."""
    equal: bool = False
    """Whether both were found equally good."""

    @model_validator(mode="after")
    def _same_criteria(self) -> Self:
        sides = [[one.criterion for one in side] for side in (self.preferred, self.other)]
        if sorted(sides[0]) != sorted(sides[1]) or len(set(sides[0])) != len(sides[0]):
            raise ValueError("the two badges of a trade-off card show the same criteria, each once")
        return self


class CriterionWeight(Record):
    """The weight of one criterion."""

    criterion: Id
    """Criterion."""
    weight: Share
    """Weight in basis points."""


class WeightSet(Record):
    """Weights of one person, panel or audience in basis points, whatever the mode, and the answers behind them."""

    rater: Id
    """Code of the person, the panel or the audience whose weights these are; a code, not a name."""
    mode: WeightMode
    """How they were asked for."""
    wording: Sha256
    """Wording fingerprint of the rubric that was weighed."""
    weights: Annotated[tuple[CriterionWeight, ...], Field(min_length=1, max_length=40)]
    """One weight for each criterion, in the rubric's order; they sum to 10,000."""
    answers: Annotated[tuple[WeightAnswer, ...], Field(max_length=2_000)] = ()
    """What was said."""
    choices: Annotated[tuple[TradeOff, ...], Field(max_length=400)] = ()
    """Trade-off cards that were answered."""
    inconsistency: Annotated[int, Field(ge=0)] | None = None
    """How far the answers contradict each other, in basis points of the mode's own measure; None where it has none."""
    inconsistency_words: Line | None = None
    """What that measure is, with the table it rests on and the worst contradiction, in words."""
    remarks: Annotated[tuple[Line, ...], Field(max_length=8)] = ()
    """What the person should know about the answers, such as points that do not sum to 100; nothing was refused for it."""
    note: Text = ""
    """The person's reason; kept, so that a dissent is never averaged away."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        names = [one.criterion for one in self.weights]
        if len(set(names)) != len(names):
            raise ValueError("each criterion has one weight")
        total = sum(one.weight for one in self.weights)
        if total != BASIS_POINTS:
            raise ValueError(f"weights sum to {total:,} basis points; they must sum to 10,000")
        return self

    def as_mapping(self) -> dict[str, int]:
        """Return the weights in basis points by criterion id."""
        return {one.criterion: one.weight for one in self.weights}


class WeightSpread(Record):
    """How far a group is apart on one criterion, in basis points."""

    criterion: Id
    """Criterion."""
    least: Share
    """Smallest weight that a member gives it."""
    lower_quartile: Share
    """Weight that a quarter of the members stay below, between two members in proportion."""
    median: Share
    """Weight in the middle."""
    upper_quartile: Share
    """Weight that a quarter of the members go above, between two members in proportion."""
    most: Share
    """Largest weight that a member gives it."""


class WeightDistance(Record):
    """How far the weights of two members are apart."""

    rater: Id
    """One member."""
    other: Id
    """The other one."""
    distance: Share
    """Basis points that would have to move from one criterion to another to turn one set into the other."""
    criterion: Id
    """Criterion on which they are furthest apart, the first of several."""


GroupCentre = Literal["median", "mean", "geometric_mean"]
"""How the weights of a group are made of those of its members."""


class GroupWeights(Record):
    """Weights of several people together. Every member's own set stays in it, with its reason: nobody is averaged away."""

    centre: GroupCentre
    """How the group's weights were made."""
    wording: Sha256
    """Wording fingerprint of the rubric that was weighed."""
    weights: Annotated[tuple[CriterionWeight, ...], Field(min_length=1, max_length=40)]
    """The group's weights, in the rubric's order; they sum to 10,000."""
    members: Annotated[tuple[WeightSet, ...], Field(min_length=1, max_length=400)]
    """Each member's own weights, answers and reason, in the order given."""
    spread: tuple[WeightSpread, ...]
    """How far the members are apart on each criterion."""
    distances: tuple[WeightDistance, ...]
    """How far each two members are apart, the furthest first."""
    threshold: Share
    """Members of one faction are at most this far apart, each from each other one, in basis points."""
    factions: tuple[tuple[Id, ...], ...]
    """Members who weigh alike, the largest faction first; a member who stands alone is a faction of one."""
    remarks: Annotated[tuple[Line, ...], Field(max_length=8)] = ()
    """What readers should know about how the centre was made."""

    def as_mapping(self) -> dict[str, int]:
        """Return the group's weights in basis points by criterion id."""
        return {one.criterion: one.weight for one in self.weights}
