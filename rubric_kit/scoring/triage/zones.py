"""The two zones of clear scores: how far from the cut a score has to lie so that people and score hardly ever differed.

Badges are ordered by the distance of their score from the cut on their side: the lowest cut that accepts, or the lowest that
gives more than "not counted"; between the two a policy may have a band on condition, which is the panel's. From the clearest
inwards the zones grow until the past disagreements that the promise allows are used up; the next one ends them, and what lies as
near to its cut as this one, or nearer, is the panel's as well. See `chances.allowed_disagreements` for why the zones may be
judged by the decisions that ended them, and docs/decisions/0019-triage-pays-for-its-thresholds.md for what was tried instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from rubric_kit.model import BASIS_POINTS, Policy
from rubric_kit.scoring.triage.chances import chance_of_more
from rubric_kit.scoring.triage.past import Verdict, verdict

FEWEST_IN_A_ZONE = 10
"""Past decisions that a zone must hold; fewer are no experience with such badges, whatever the promise says."""
UNLIKE = Fraction(1, 100)
"""A batch that has so many badges in a zone would come up so rarely if it were like the past."""
STEP = 10
"""Thresholds lie on tenths of a point, as scores are shown, so that whoever reads them can check each route."""


class ClearCuts(NamedTuple):
    """The two cuts between which a score is clear neither way, in basis points; often one and the same."""

    accept: int
    """Lowest cut that accepts."""
    not_counted: int
    """Lowest cut that gives more than "not counted"."""


class Placed(NamedTuple):
    """A score beyond one of the two cuts."""

    low: Fraction
    high: Fraction
    above: bool
    """Whether it is accepted by the cuts, or not counted by them."""
    distance: Fraction
    """How far the nearer end lies from the cut on this side, as a share of the full score."""
    verdict: Verdict | None = None
    """What people decided; None for a badge of the batch."""

    @property
    def against(self) -> bool:
        """Whether people decided otherwise than the side says."""
        return self.verdict is not (Verdict.ACCEPTED if self.above else Verdict.NOT_COUNTED)


@dataclass(frozen=True)
class Zone:
    """Scores that are clear enough to be routed without a panel."""

    accept: bool
    """Whether they are accepted, or not counted."""
    threshold: int
    """In basis points of the full score. Accepted: a score from here. Not counted: a score below."""
    past: int
    """Past decisions in the zone."""
    against: int
    """Those of them that people decided otherwise."""
    routed: int = 0
    """Badges of the batch that are routed by this zone."""
    closed: str = ""
    """Why nothing is routed by it after all; empty if it is in use."""

    def holds(self, low: Fraction, high: Fraction) -> bool:
        """Tell whether a score lies in the zone with both ends."""
        return low * BASIS_POINTS >= self.threshold if self.accept else high * BASIS_POINTS < self.threshold


def clear_cuts(policy: Policy) -> ClearCuts | None:
    """Return the cuts that a clear score lies beyond; None if no cut accepts, or if a profile alone does."""
    verdicts = {outcome.id: verdict(policy, outcome.id) for outcome in policy.outcomes}
    accepting = {one for one, found in verdicts.items() if found is Verdict.ACCEPTED}
    cuts = {cut.outcome: cut.at_least for cut in policy.cuts}
    if not accepting.intersection(cuts) or any(one.outcome in accepting and one.outcome not in cuts for one in policy.profiles):
        return None
    more = [share for one, share in cuts.items() if verdicts[one] is not Verdict.NOT_COUNTED]
    return ClearCuts(min(share for one, share in cuts.items() if one in accepting), min(more))


def placed(policy: Policy, cuts: ClearCuts, low: Fraction, high: Fraction, decided: Verdict | None = None) -> Placed | None:
    """Return where a score lies; None if it spans a cut, lies between the two, or there was nothing to add up."""
    reached = [[cut.outcome for cut in policy.cuts if end * BASIS_POINTS >= cut.at_least] for end in (low, high)]
    if low < 0 or reached[0] != reached[1]:
        return None
    by_cuts = verdict(policy, [*reached[0], policy.below][0])
    accept, not_counted = (Fraction(cut, BASIS_POINTS) for cut in cuts)
    if by_cuts is Verdict.ACCEPTED:
        return Placed(low, high, True, low - accept, decided)
    if by_cuts is Verdict.NOT_COUNTED and high < not_counted:
        return Placed(low, high, False, not_counted - high, decided)
    return None


def find_zones(cuts: ClearCuts, past: Sequence[Placed], batch: Sequence[Placed], allowed: int) -> tuple[Zone, Zone]:
    """Return the zone of clear acceptances and the zone of what is clearly not counted.

    Parameters
    ----------
    cuts : ClearCuts
        The cuts that distances count from.
    past, batch : sequence of Placed
        Decisions that are known, and badges to route.
    allowed : int
        How many past disagreements the zones may hold together.
    """
    against = sorted((one.distance for one in past if one.against), reverse=True)
    high, low = cuts.accept, cuts.not_counted
    if len(against) > allowed:
        ended = against[allowed] * BASIS_POINTS
        high = (int(cuts.accept + ended) // STEP + 1) * STEP
        low = max(0, int((cuts.not_counted - ended) // STEP) * STEP)
    return _zone(True, high, past, batch), _zone(False, low, past, batch)


def _zone(accept: bool, threshold: int, past: Sequence[Placed], batch: Sequence[Placed]) -> Zone:
    empty = Zone(accept, threshold, 0, 0)
    inside = [one for one in past if empty.holds(one.low, one.high)]
    zone = replace(empty, past=len(inside), against=sum(one.against for one in inside))
    return replace(zone, closed=_closed(zone, sum(zone.holds(one.low, one.high) for one in batch), len(past), len(batch)))


def _closed(zone: Zone, badges: int, past: int, batch: int) -> str:
    """Say why a zone must not be used; to close one only takes misroutes away, so that no promise suffers."""
    if zone.past < FEWEST_IN_A_ZONE:
        return f"only {zone.past} of {past} past decisions lie there, and {FEWEST_IN_A_ZONE} are needed"
    if chance_of_more(badges - 1, batch, past, zone.past + badges) <= UNLIKE:
        return (
            f"{badges} of {batch} badges lie there and only {zone.past} of {past} past decisions: this batch is unlike the past"
        )
    return ""
