"""`ScorePlan`: a rubric's rules as whole numbers, read off once, so that tables of badges can be scored without its records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import NamedTuple

from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS, BadgeKind, Criterion, Policy, ProfilePart, Rubric, Substitution
from rubric_kit.scoring.ladder import ladder

UNDETERMINED = -1
"""Label of a badge whose gaps leave more than one outcome open."""
MOST_OUTCOMES = 62
"""Open outcomes are kept as the bits of one signed 64-bit number, with its highest two left alone."""


class Least(NamedTuple):
    """A criterion that must be at a place or above."""

    criterion: int
    """Place of the criterion in the rubric."""
    place: int
    """Lowest place that is enough."""


class GateRule(NamedTuple):
    """A gate, in the order of the policy."""

    least: Least
    """What must be reached."""
    otherwise: int
    """Code of the outcome when it is not."""


class CarryRule(NamedTuple):
    """A substitution: other criteria carry one that is withheld."""

    withheld: int
    """Place of the criterion that may be withheld."""
    counts_as: int
    """Place of the level it then counts as."""
    when: tuple[Least, ...]
    """What must hold, each criterion once."""


class CountRule(NamedTuple):
    """A part of a profile: how many of the criteria that apply must reach a place of their own."""

    share: int
    """Share of the criteria that apply, in basis points."""
    places: tuple[int, ...]
    """Lowest place that counts, per criterion."""

    def values(self, at: int, levels: int) -> tuple[int, ...]:
        """Return 1 for each level of a criterion that counts and 0 for the others."""
        return tuple(int(place >= self.places[at]) for place in range(levels))


class RungRule(NamedTuple):
    """An outcome and what it asks for, best first; None: it asks for no cut, or for no profile."""

    outcome: int
    """Code of the outcome."""
    cut: int | None
    """Share of the full score in basis points."""
    parts: tuple[CountRule, ...] | None
    """Parts of its profile, which must all hold."""


@dataclass(frozen=True)
class ScorePlan:
    """All numbers that decide, in the order of the rubric. A code of an outcome is its place in `outcomes`."""

    criteria: tuple[str, ...]
    """Ids of the criteria."""
    weights: tuple[int, ...]
    """Weight per criterion in basis points."""
    points: tuple[tuple[int, ...], ...]
    """Weight times points of each level of each criterion, basis points times thousandths of a point."""
    top: int
    """Points of the highest level of every criterion, in thousandths."""
    outcomes: tuple[str, ...]
    """Ids of the outcomes, best first."""
    gates: tuple[GateRule, ...]
    """Gates, in their order."""
    carries: tuple[CarryRule, ...]
    """Substitutions, in their order."""
    rungs: tuple[RungRule, ...]
    """Cuts and profiles, in the order in which they are tried."""
    below: int
    """Code of the outcome where no rung is reached."""
    evidence: int | None
    """Place of the criterion that the evidence rules are about."""
    no_evidence: frozenset[BadgeKind]
    """Kinds of badges to which that criterion does not apply."""
    revoked: int | None
    """Code of the outcome of an award that was taken back, whatever its levels."""
    invalid_proof: int | None
    """Code of the outcome of a badge whose signature is false, whatever its levels."""

    @property
    def full(self) -> int:
        """Sum of a badge at its top levels, where every criterion applies."""
        return BASIS_POINTS * self.top

    @property
    def levels(self) -> tuple[int, ...]:
        """Number of levels per criterion."""
        return tuple(len(one) for one in self.points)

    @cached_property
    def moved(self) -> tuple[int, ...]:
        """Places of the criteria that a gate or a substitution looks at or moves; all others keep the cell they have."""
        named = {gate.least.criterion for gate in self.gates}
        for rule in self.carries:
            named |= {rule.withheld, *(one.criterion for one in rule.when)}
        return tuple(sorted(named))

    @property
    def cases(self) -> int:
        """Into how many boxes of levels the substitutions can split one badge: see `rules`."""
        return prod(1 + len(rule.when) for rule in self.carries)

    @property
    def ratable(self) -> int:
        """The outcomes that levels can lead to, as bits."""
        codes = {self.below, *(gate.otherwise for gate in self.gates), *(rung.outcome for rung in self.rungs)}
        return sum(1 << code for code in codes)

    def open_outcomes(self, mask: int) -> tuple[str, ...]:
        """Return the ids of the outcomes whose bits are set, in the policy's order."""
        return tuple(name for code, name in enumerate(self.outcomes) if mask >> code & 1)


def score_plan(rubric: Rubric) -> ScorePlan:
    """Read the numbers that decide off a rubric.

    Raises
    ------
    RecordError
        The rubric has more than 62 outcomes, which no table can carry.

    Examples
    --------
    >>> from rubric_kit.authoring import starter_rubric
    >>> plan = score_plan(starter_rubric("outside-badges"))
    >>> len(plan.criteria), sum(plan.weights), plan.full == sum(points[-1] for points in plan.points)
    (7, 10000, True)
    """
    policy = rubric.policy
    if len(policy.outcomes) > MOST_OUTCOMES:
        message = (
            f"the policy has {len(policy.outcomes)} outcomes; tables carry at most {MOST_OUTCOMES}: leave out what is not used"
        )
        raise RecordError(message, where=rubric.id)
    codes = {outcome.id: code for code, outcome in enumerate(policy.outcomes)}
    places = {c.id: place for place, c in enumerate(rubric.criteria)}
    left_out = {rule.kind for rule in policy.evidence_rules if rule.requirement == "not_applicable"}
    return ScorePlan(
        criteria=tuple(places),
        weights=tuple(c.weight for c in rubric.criteria),
        points=tuple(tuple(c.weight * level.points for level in c.levels) for c in rubric.criteria),
        top=rubric.top,
        outcomes=tuple(codes),
        gates=tuple(GateRule(_least(rubric, one.criterion, one.at_least), codes[one.otherwise]) for one in policy.gates),
        carries=tuple(_carry(rubric, rule) for rule in policy.substitutions),
        rungs=_rungs(rubric, policy, codes),
        below=codes[policy.below],
        evidence=None if policy.evidence_criterion is None else places[policy.evidence_criterion],
        no_evidence=frozenset(left_out),
        revoked=codes[policy.revoked] if policy.revoked else None,
        invalid_proof=codes[policy.invalid_proof] if policy.invalid_proof else None,
    )


def _least(rubric: Rubric, criterion_id: str, level_id: str) -> Least:
    place = next(place for place, c in enumerate(rubric.criteria) if c.id == criterion_id)
    return Least(place, rubric.criteria[place].position(level_id))


def _carry(rubric: Rubric, rule: Substitution) -> CarryRule:
    withheld = _least(rubric, rule.withheld, rule.counts_as)
    wanted: dict[int, int] = {}
    for one in rule.when:
        least = _least(rubric, one.criterion, one.at_least)
        # Of two conditions on one criterion the stricter one decides.
        wanted[least.criterion] = max(wanted.get(least.criterion, 0), least.place)
    return CarryRule(withheld.criterion, withheld.place, tuple(Least(*one) for one in wanted.items()))


def _rungs(rubric: Rubric, policy: Policy, codes: dict[str, int]) -> tuple[RungRule, ...]:
    found = []
    for rung in ladder(policy):
        parts = None if rung.profile is None else tuple(_count(rubric, part) for part in rung.profile.parts)
        found.append(RungRule(codes[rung.outcome], rung.cut, parts))
    return tuple(found)


def _count(rubric: Rubric, part: ProfilePart) -> CountRule:
    return CountRule(part.criteria, tuple(_first_reaching(c, part.at_least * rubric.top) for c in rubric.criteria))


def _first_reaching(criterion: Criterion, needed: int) -> int:
    # A share is at most the whole, and the top level has all points: one level always reaches it.
    return next(place for place, level in enumerate(criterion.levels) if level.points * BASIS_POINTS >= needed)
