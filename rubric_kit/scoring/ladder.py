"""The ladder of a policy: its outcomes, best first, each with the cut and the profile that must be reached for it.

Every requirement only gets easier with higher levels: the sum rises, and a profile counts the criteria that reach a share of
their points. So of a box of possible levels only two corners have to be looked at. What is reached at the low corner is
reached everywhere, and what is not reached at the high corner is reached nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rubric_kit.model import BASIS_POINTS, Policy, Profile, ProfilePart, Rubric
from rubric_kit.scoring.possibilities import Possibility
from rubric_kit.scoring.score import sum_span


class Rung(NamedTuple):
    """One outcome and what it asks for; where both are given, both must hold."""

    outcome: str
    cut: int | None
    """Share of the full score in basis points."""
    profile: Profile | None


class Corners(NamedTuple):
    """Whether a requirement holds where all gaps are filled with the lowest levels, and with the highest."""

    low: bool
    high: bool


OPEN = Corners(low=False, high=True)
"""Nothing speaks for or against the requirement."""


def ladder(policy: Policy) -> tuple[Rung, ...]:
    """Return the rungs in the order in which they are tried; what is left below them is the policy's `below`."""
    if not policy.profiles:
        return tuple(Rung(cut.outcome, cut.at_least, None) for cut in policy.cuts)
    cuts = {cut.outcome: cut.at_least for cut in policy.cuts}
    profiles = {profile.outcome: profile for profile in policy.profiles}
    asked = (outcome.id for outcome in policy.outcomes if outcome.id in cuts or outcome.id in profiles)
    return tuple(Rung(one, cuts.get(one), profiles.get(one)) for one in asked)


def case_outcomes(rubric: Rubric, case: Possibility) -> set[str]:
    """Return the outcomes that one case leaves open."""
    return ladder_outcomes(rubric, case) if case.failed is None else {case.failed.otherwise}


def ladder_outcomes(rubric: Rubric, case: Possibility) -> set[str]:
    """Return the outcomes that the levels of one case leave open, when no gate decides."""
    found = set()
    for outcome, reached in _rung_corners(rubric, case):
        if reached.high:
            found.add(outcome)
        if reached.low:
            return found
    return {*found, rubric.policy.below}


def profile_corners(rubric: Rubric, profile: Profile, case: Possibility) -> Corners:
    """Tell whether a profile is reached at the low and at the high corner of a case."""
    if not case.spans:
        # No criterion applies: all of none would be reached by a badge that nobody could judge.
        return OPEN
    low = high = True
    for part in profile.parts:
        least, most = reaching(rubric, part, case)
        low = low and least * BASIS_POINTS >= part.criteria * len(case.spans)
        high = high and most * BASIS_POINTS >= part.criteria * len(case.spans)
    return Corners(low, high)


def reaching(rubric: Rubric, part: ProfilePart, case: Possibility) -> tuple[int, int]:
    """Count the criteria that reach a part at the low corner of a case, and at the high one."""
    least = most = 0
    needed = part.at_least * rubric.top
    for criterion in rubric.criteria:
        if criterion.id in case.spans:
            low, high = case.spans[criterion.id]
            least += criterion.levels[low].points * BASIS_POINTS >= needed
            most += criterion.levels[high].points * BASIS_POINTS >= needed
    return least, most


def _rung_corners(rubric: Rubric, case: Possibility) -> Iterator[tuple[str, Corners]]:
    """Give each outcome with its corners, as far down as somebody asks."""
    full = rubric.top * sum(c.weight for c in rubric.criteria if c.id in case.spans)
    low, high = sum_span(rubric, case)
    for rung in ladder(rubric.policy):
        cut = profile = Corners(low=True, high=True)
        if rung.cut is not None:
            least = rung.cut * full
            # Where nothing that carries weight applies, no sum can speak for or against a cut.
            cut = Corners(low * BASIS_POINTS >= least, high * BASIS_POINTS >= least) if full else OPEN
        if rung.profile is not None:
            profile = profile_corners(rubric, rung.profile, case)
        yield rung.outcome, Corners(cut.low and profile.low, cut.high and profile.high)
