"""`Policy`: the rules that turn ratings into a decision, as data; each rule can be said in one sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from rubric_kit.model.badge import BadgeKind
from rubric_kit.model.criterion import Share
from rubric_kit.model.record import Id, Line, Record


class OutcomeKind(StrEnum):
    """What an outcome does; charts give each its own shape."""

    ACCEPT = "accept"
    ACCEPT_AT_LEVEL = "accept_at_level"
    CONDITIONAL = "conditional"
    NARRATIVE = "narrative"
    ENDORSE = "endorse"
    NOT_COUNTED = "not_counted"


class Outcome(Record):
    """One thing the policy can decide; wider than yes and no."""

    id: Id
    """Short name."""
    kind: OutcomeKind
    """What it does."""
    name: Line
    """Short words for tables and charts."""
    wording: Line
    """The sentence a teacher or family reads; never tells anybody to stop learning something."""


class Gate(Record):
    """A level that must be reached whatever the score is."""

    id: Id
    """Short name."""
    criterion: Id
    """Criterion that is looked at."""
    at_least: Id
    """Lowest level that passes."""
    otherwise: Id
    """Outcome when the gate is not passed."""


class Cut(Record):
    """A share of the full score from which an outcome is reached."""

    at_least: Share
    """Share of the full score in basis points: 6,000 are 60 of 100."""
    outcome: Id
    """Outcome reached at this share or above."""


class Condition(Record):
    """A criterion that must be rated at a level or above."""

    criterion: Id
    """Criterion that is looked at."""
    at_least: Id
    """Lowest level that fulfils it."""


class Substitution(Record):
    """When a criterion is withheld, other criteria may carry it."""

    id: Id
    """Short name."""
    withheld: Id
    """Criterion that is withheld."""
    counts_as: Id
    """Level it counts as when all conditions hold."""
    when: Annotated[tuple[Condition, ...], Field(max_length=8)]
    """Conditions that must all hold."""


class EvidenceRule(Record):
    """Whether a kind of badge must show evidence."""

    kind: BadgeKind
    """Kind of badge."""
    requirement: Literal["required", "optional", "not_applicable"]
    """Required and optional: the criterion is rated. Not applicable: it is left out and the other weights are rescaled."""


class Policy(Record):
    """Rules that turn ratings into a decision: gates first, then the weighted sum against the cuts."""

    outcomes: tuple[Outcome, ...]
    """What can be decided, best first."""
    gates: tuple[Gate, ...] = ()
    """Levels that must be reached whatever the score is."""
    cuts: tuple[Cut, ...]
    """Cuts, highest first."""
    below: Id
    """Outcome below the lowest cut."""
    revoked: Id | None = None
    """Outcome for an award that its issuer took back, whatever the ratings say; None: it is judged like any other."""
    invalid_proof: Id | None = None
    """Outcome for a badge whose signature is not valid, whatever the ratings say; None: it is judged like any other."""
    substitutions: Annotated[tuple[Substitution, ...], Field(max_length=4)] = ()
    """What may carry a withheld criterion."""
    evidence_criterion: Id | None = None
    """Criterion that rates evidence; the evidence rules are about it."""
    evidence_rules: tuple[EvidenceRule, ...] = ()
    """Whether each kind of badge must show evidence; a kind without a rule: required."""

    def outcome(self, outcome_id: str) -> Outcome:
        """Return the outcome with this id.

        Raises
        ------
        KeyError
            There is no such outcome.
        """
        for outcome in self.outcomes:
            if outcome.id == outcome_id:
                return outcome
        raise KeyError(outcome_id)
