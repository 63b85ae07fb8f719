"""`Decision`: an outcome, or "undetermined" with what would settle it, and the rules that led there."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from rubric_kit.model.record import Id, Record, Sha256, Text
from rubric_kit.model.score import Score


class TraceStep(Record):
    """One rule that was looked at, in the order the policy applies them."""

    rule: Literal["left_out", "substitution", "gate", "sum", "cut", "profile", "below"]
    """Kind of rule."""
    id: Id
    """Which one."""
    result: Literal["applied", "passed", "failed", "could_go_either_way", "reached", "not_reached"]
    """What came of it."""
    sentence: Text
    """The same in words."""


class Settler(Record):
    """A missing rating, and whether knowing it would be enough."""

    criterion: Id
    """Criterion with the gap."""
    alone: bool
    """True if every answer to this one gap would settle the decision."""
    settling: Annotated[int, Field(ge=0)] = 0
    """How many of the criterion's levels would settle the decision alone, whatever the other gaps hold."""
    spread: int
    """How far the score can move through this gap, basis points times thousandths of a point."""
    ask: Text
    """The question to ask the issuer."""


class SettlingSet(Record):
    """Gaps that settle a decision together: once they are known the outcome is sure, whatever they and the others hold."""

    criteria: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Criteria to ask about, best single question first."""
    smallest: bool
    """True if no smaller set is enough; false if the search was stopped before that was sure."""


class Flip(Record):
    """A one-criterion change of level that would change the outcome."""

    criterion: Id
    """Criterion."""
    from_level: Id
    """Level it has."""
    to_level: Id
    """Nearest level that changes the outcome."""
    outcome: Id
    """Outcome it would lead to."""


class Decision(Record):
    """What the policy says about one badge."""

    badge: Sha256
    """Key of the badge."""
    rater: Id
    """Rater code, or "panel"."""
    rubric: Sha256
    """Fingerprint of the rubric version."""
    outcome: Id | None
    """Outcome, None while it is undetermined."""
    possible: tuple[Id, ...]
    """Outcomes the gaps leave open, in the policy's order; one if it is determined."""
    score: Score
    """The score behind it."""
    trace: tuple[TraceStep, ...]
    """Every rule that was looked at."""
    settlers: tuple[Settler, ...] = ()
    """For an undetermined decision: the gaps, best single question first."""
    settling: SettlingSet | None = None
    """For an undetermined decision: the fewest gaps that settle it together; None where nothing is rated yet."""
    flips: tuple[Flip, ...] = ()
    """For a determined decision: changes of one rating that would change it, gaps or not."""
