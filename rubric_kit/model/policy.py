"""`Policy`: the rules that turn ratings into a decision, as data; each rule can be said in one sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from rubric_kit.model.badge import BadgeKind
from rubric_kit.model.criterion import Share
from rubric_kit.model.record import BASIS_POINTS, Id, Line, Record, Text


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


class RecommendedCut(Record):
    """A cut that a panel or a method recommends. It decides nothing: only adopted cuts do."""

    at_least: Share
    """Recommended share of the full score in basis points."""
    outcome: Id
    """Outcome it is about."""
    method: Line
    """How it was found, such as "contrasting groups, 9 people, 14 badges"."""
    reason: Text = ""
    """What else the people who adopt cuts should know, such as the spread."""


class ProfilePart(Record):
    """How many of the criteria that apply must reach how much of their points."""

    criteria: Annotated[int, Field(ge=1, le=BASIS_POINTS)]
    """Share of the criteria that apply, in basis points: 10,000 are all of them, 5,000 at least half."""
    at_least: Share
    """Share of a criterion's points in basis points: 10,000 is the highest level."""


class Profile(Record):
    """A pattern of levels that an outcome asks for, beside its cut if it has one; one low criterion is not made up for."""

    id: Id
    """Short name."""
    outcome: Id
    """Outcome that is reached only if every part holds."""
    parts: Annotated[tuple[ProfilePart, ...], Field(min_length=1, max_length=4)]
    """Parts that must all hold."""


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
    """Rules that turn ratings into a decision: gates first, then the weighted sum against the cuts, and profiles of levels."""

    outcomes: tuple[Outcome, ...]
    """What can be decided, best first."""
    gates: tuple[Gate, ...] = ()
    """Levels that must be reached whatever the score is."""
    cuts: tuple[Cut, ...]
    """The cuts that decide, highest first."""
    below: Id
    """Outcome where no cut and no profile is reached."""
    profiles: Annotated[tuple[Profile, ...], Field(max_length=8)] = ()
    """Patterns of levels that outcomes ask for; an outcome may have a cut, a profile, or both, which then must both hold."""
    recommended: Annotated[tuple[RecommendedCut, ...], Field(max_length=40)] = ()
    """Cuts that were recommended; they are shown beside the adopted ones and decide nothing."""
    adopted: Line | None = None
    """Who adopted the cuts and when, in words; None: nobody has yet."""
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
