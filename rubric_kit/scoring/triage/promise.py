"""What can be promised about a batch: the zones, how many misroutes to expect, or why nothing can be promised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from rubric_kit.model import Decision, Policy
from rubric_kit.scoring.triage.chances import (
    allowed_disagreements,
    fewest_misroutes,
    fewest_past_decisions,
    fewest_that_can_be_promised,
)
from rubric_kit.scoring.triage.past import UsablePast, Verdict
from rubric_kit.scoring.triage.zones import ClearCuts, Placed, Zone, clear_cuts, find_zones, placed


class Promise(NamedTuple):
    """At most so many misroutes, but for a chance of `doubt`."""

    most: int
    doubt: Fraction


class Ground(NamedTuple):
    """The scores that a promise is built on."""

    cuts: ClearCuts
    """The cuts that distances count from."""
    past: tuple[Placed, ...]
    """Past decisions whose scores lie beyond one of them."""
    batch: tuple[Placed, ...]
    """Badges whose scores do."""


def ground_of(policy: Policy, usable: UsablePast, decisions: Iterable[Decision]) -> Ground | None:
    """Return what a promise can be built on, or None where no cut decides whether a badge is accepted."""
    cuts = clear_cuts(policy)
    if cuts is None:
        return None
    past = (placed(policy, cuts, one.low, one.high, one.verdict) for one in usable.rows)
    batch = (placed(policy, cuts, *decision.score.ends) for decision in decisions)
    return Ground(cuts, tuple(one for one in past if one), tuple(one for one in batch if one))


def why_not(ground: Ground | None, usable: UsablePast, promise: Promise) -> str:
    """Say why no promise can be made, with what would help; empty if one can."""
    if ground is None:
        return "no cut of this policy decides whether a badge is accepted, so a distance from a cut says nothing."
    batch = len(ground.batch)
    if not batch:
        return "no badge is left that a score could route."
    if batch <= promise.most:
        return f"{_many(batch, 'badge')} could be routed by score; to allow {_many(promise.most, 'misroute')} promises nothing."
    return _why_past_is_not_enough(ground, usable, promise)


def _why_past_is_not_enough(ground: Ground, usable: UsablePast, promise: Promise) -> str:
    past, batch = len(ground.past), len(ground.batch)
    if not past and usable.other_version:
        return "the past decisions are by another version of the rubric. Score those badges by this version."
    needed = fewest_past_decisions(batch, promise.most, promise.doubt)
    if past < needed:
        return _too_few(past, batch, needed, promise)
    accepted = sum(one.verdict is Verdict.ACCEPTED for one in ground.past)
    if accepted in (0, past):
        which = "all" if accepted else "none"
        return f"{which} of the {past} past decisions accepted the badge, so nothing shows where people say otherwise."
    return ""


def zones_of(ground: Ground, promise: Promise) -> tuple[Zone, Zone]:
    """Return the two zones, where `why_not` had nothing to say."""
    allowed = allowed_disagreements(len(ground.past), len(ground.batch), promise.most, promise.doubt)
    return find_zones(ground.cuts, ground.past, ground.batch, allowed or 0)


def misroutes(zones: Sequence[Zone], ground: Ground, promise: Promise) -> tuple[Fraction, tuple[int, int]]:
    """Return how many misroutes to expect, and the fewest and the most.

    The zones end at the first disagreement that was too many, so one more than was seen is set against one more decision than
    there were: that is the mean of the negative hypergeometric law, and no more than that where the zones end at the cut.
    """
    used = [zone for zone in zones if not zone.closed]
    routed, past, against = (sum(getattr(zone, name) for zone in used) for name in ("routed", "past", "against"))
    most = _most(len(ground.past), len(ground.batch), promise)
    return (
        Fraction((against + 1) * routed, past + 1),
        (fewest_misroutes(against, past, routed, promise.doubt), min(routed, most)),
    )


def _most(past: int, batch: int, promise: Promise) -> int:
    """Return the smallest promise that allows as many past disagreements; it depends on the two numbers alone."""
    allowed = allowed_disagreements(past, batch, promise.most, promise.doubt)
    most = promise.most
    while most and allowed_disagreements(past, batch, most - 1, promise.doubt) == allowed:
        most -= 1
    return most


def _too_few(past: int, batch: int, needed: int, promise: Promise) -> str:
    could = fewest_that_can_be_promised(past, batch, promise.doubt)
    instead = f" With {past}, at most {could} could be promised." if past and could < batch else ""
    return (
        f"{_many(batch, 'badge')} and at most {_many(promise.most, 'misroute')} need {needed} past decisions or more, and {past} "
        f"can be used.{instead}"
    )


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
