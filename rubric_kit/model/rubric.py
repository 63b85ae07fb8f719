"""`Rubric`: criteria, levels, weights and the policy that turns ratings into a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, ValidationInfo, model_validator

from rubric_kit.errors import RecordError
from rubric_kit.model.badge import BadgeKind
from rubric_kit.model.record import BASIS_POINTS, Id, Line, Record, Sha256, Text, fingerprint
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
    anchors: tuple[Line, ...] = ()
    """Sample text pinned to this level, to rate against."""
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


class Rubric(Record):
    """A version of a rubric. It never changes; editing makes a new version that names its parent."""

    id: Id
    """Short name, the same over all versions."""
    version: Annotated[int, Field(ge=1)] = 1
    """Number of this version."""
    parent: Sha256 | None = None
    """Fingerprint of the version this one was made from."""
    title: Line
    """Title for people."""
    purpose: Text = ""
    """What the rubric is for."""
    audience: Line = "District review team"
    """Who reads the decisions."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    """Language tag of the wording."""
    targets: tuple[Target, ...] = ()
    """Vision, mission and goal items."""
    criteria: tuple[Criterion, ...]
    """One to forty questions, in the order they are asked."""
    policy: Policy
    """Rules that turn ratings into a decision."""
    citations: tuple[Citation, ...] = ()
    """Sources that the wording rests on."""

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON of the whole version."""
        return fingerprint(self)

    @cached_property
    def wording_fingerprint(self) -> str:
        """SHA-256 of what a rater reads: questions, levels and descriptors, without weights, points and policy.

        A rating stays good under other weights, points or cuts, because the rater never saw those; see
        docs/decisions/0003-ratings-follow-the-wording.md.
        """
        return fingerprint(
            [[c.id, c.question, [[level.id, level.name, level.descriptor] for level in c.levels]] for c in self.criteria]
        )

    @property
    def top(self) -> int:
        """Points of the highest level of every criterion, in thousandths."""
        return self.criteria[0].top

    def criterion(self, criterion_id: str) -> Criterion:
        """Return the criterion with this id.

        Raises
        ------
        KeyError
            There is no such criterion.
        """
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def with_weights(self, weights: dict[str, int]) -> Self:
        """Return the rubric with other weights (basis points by criterion id, summing to 10,000).

        The result carries this version's number and names it as its parent: it is a what-if until someone publishes it.

        Raises
        ------
        RecordError
            The weights do not sum to 10,000, or name a criterion that is not there.
        """
        unknown = ", ".join(sorted(set(weights) - {c.id for c in self.criteria}))
        if unknown:
            known = ", ".join(c.id for c in self.criteria)
            raise RecordError(f"weights name an unknown criterion {unknown!r}; known are: {known}", where=self.id)
        criteria = tuple(c.replace(weight=weights.get(c.id, c.weight)) for c in self.criteria)
        return self.replace(criteria=criteria, parent=self.fingerprint)

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Self:
        # An editor validates the fields of an unfinished draft and lists all its problems itself.
        if (info.context or {}).get("unfinished"):
            return self
        problems = rubric_problems(self)
        if problems:
            raise ValueError(problems[0].message)
        return self


class Problem(NamedTuple):
    """Something that does not fit together in a rubric."""

    path: str
    """Place, by ids: criteria.learning_evidence.levels.l0.descriptor."""
    message: str
    """What was found and what is allowed."""


def rubric_problems(rubric: Rubric) -> list[Problem]:
    """Say what does not fit together in a rubric; an empty list means that it is whole."""
    return [*_criteria_problems(rubric), *_policy_problems(rubric), *_reference_problems(rubric)]


def _criteria_problems(rubric: Rubric) -> Iterator[Problem]:
    if not 1 <= len(rubric.criteria) <= 40:
        yield Problem("criteria", f"a rubric has 1 to 40 criteria, found {len(rubric.criteria)}")
        return
    yield from _repeated("criteria", "criterion", [c.id for c in rubric.criteria])
    total = sum(c.weight for c in rubric.criteria)
    if total != BASIS_POINTS:
        change = "add" if total < BASIS_POINTS else "take away"
        found = f"weights sum to {total:,} basis points ({total / 100:g} of 100)"
        yield Problem("weights", f"{found}; they must sum to 10,000: {change} {abs(BASIS_POINTS - total):,}")
    for criterion in rubric.criteria:
        yield from _level_problems(criterion)
    tops = sorted({c.top for c in rubric.criteria if c.levels})
    if len(tops) > 1:
        found = " or ".join(f"{top:,}" for top in tops)
        yield Problem(
            "criteria",
            f"the highest level has {found} thousandths of a point, depending on the criterion; "
            "it must be the same everywhere, or points would act as hidden weights",
        )


def _level_problems(criterion: Criterion) -> Iterator[Problem]:
    path = f"criteria.{criterion.id}.levels"
    who = f"criterion {criterion.id!r}"
    if not 2 <= len(criterion.levels) <= 8:
        yield Problem(path, f"{who} has {len(criterion.levels)} levels; 2 to 8 are allowed")
        return
    yield from _repeated(path, f"{who}: level", [level.id for level in criterion.levels])
    points = [level.points for level in criterion.levels]
    if any(low >= high for low, high in pairwise(points)):
        yield Problem(path, f"{who}: points must rise from level to level, found {', '.join(map(str, points))}")
    for level in criterion.levels:
        if not level.descriptor.strip():
            message = f"{who}, level {level.id!r}: the descriptor is empty; say what a rater can see at this level"
            yield Problem(f"{path}.{level.id}.descriptor", message)


def _policy_problems(rubric: Rubric) -> Iterator[Problem]:
    policy = rubric.policy
    outcomes = [outcome.id for outcome in policy.outcomes]
    yield from _repeated("policy.outcomes", "outcome", outcomes)
    yield from _repeated("policy.gates", "gate", [gate.id for gate in policy.gates])
    yield from _repeated("policy.substitutions", "substitution", [rule.id for rule in policy.substitutions])
    yield from _repeated("policy.evidence_rules", "evidence rule", [rule.kind for rule in policy.evidence_rules])
    used = [cut.outcome for cut in policy.cuts] + [policy.below] + [gate.otherwise for gate in policy.gates]
    for outcome in dict.fromkeys(used):
        if outcome not in outcomes:
            known = ", ".join(outcomes) or "none"
            yield Problem("policy.outcomes", f"outcome {outcome!r} is not defined; known are: {known}")
    shares = [cut.at_least for cut in policy.cuts]
    if any(high <= low for high, low in pairwise(shares)):
        yield Problem("policy.cuts", f"cuts must fall from first to last, found {', '.join(map(str, shares))} basis points")
    if policy.evidence_rules and policy.evidence_criterion is None:
        yield Problem("policy.evidence_criterion", "evidence rules need evidence_criterion, the criterion they are about")


def _reference_problems(rubric: Rubric) -> Iterator[Problem]:
    by_id = {c.id: c for c in rubric.criteria}
    for path, who, criterion_id, level_id in _references(rubric.policy):
        criterion = by_id.get(criterion_id)
        if criterion is None:
            yield Problem(path, f"{who} names criterion {criterion_id!r}, which does not exist; known are: {', '.join(by_id)}")
        elif level_id and criterion.level(level_id) is None:
            known = ", ".join(level.id for level in criterion.levels)
            yield Problem(path, f"{who} names level {level_id!r} of {criterion_id!r}, which does not exist; known are: {known}")
    for rule in rubric.policy.substitutions:
        if any(one.criterion == rule.withheld for one in rule.when) or not rule.when:
            message = f"substitution {rule.id!r} needs conditions on criteria other than {rule.withheld!r}"
            yield Problem(f"policy.substitutions.{rule.id}", message)
    withheld = [rule.withheld for rule in rubric.policy.substitutions]
    yield from _repeated("policy.substitutions", "substitution for criterion", withheld)
    yield from _unlisted("citations", [one.id for one in rubric.citations], _cited(rubric))
    yield from _unlisted("targets", [one.id for one in rubric.targets], [one for c in rubric.criteria for one in c.targets])


def _references(policy: Policy) -> Iterator[tuple[str, str, str, str]]:
    """Give (path, who, criterion id, level id or "") for each place where the policy names a criterion."""
    for gate in policy.gates:
        yield f"policy.gates.{gate.id}", f"gate {gate.id!r}", gate.criterion, gate.at_least
    for rule in policy.substitutions:
        path, who = f"policy.substitutions.{rule.id}", f"substitution {rule.id!r}"
        yield path, who, rule.withheld, rule.counts_as
        for one in rule.when:
            yield path, who, one.criterion, one.at_least
    if policy.evidence_criterion is not None:
        yield "policy.evidence_criterion", "evidence_criterion", policy.evidence_criterion, ""


def _cited(rubric: Rubric) -> list[str]:
    return [one for c in rubric.criteria for one in (*c.citations, *(x for level in c.levels for x in level.citations))]


def _unlisted(what: str, listed: list[str], used: list[str]) -> Iterator[Problem]:
    yield from _repeated(what, what[:-1], listed)
    for missing in sorted(set(used) - set(listed)):
        yield Problem(what, f"{what[:-1]} {missing!r} is used and not listed under {what}")


def _repeated(path: str, what: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield Problem(path, f"{what} {str(one)!r} is there twice; each needs a name of its own")
        seen.add(one)
