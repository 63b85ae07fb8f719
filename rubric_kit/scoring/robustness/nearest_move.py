"""The smallest change of the weights that changes a decision, said so that it works when it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Rubric
from rubric_kit.model.rule_words import exact_share
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.robustness.flip_distance import Shift, shift
from rubric_kit.scoring.robustness.open_cases import OpenCase, Points, open_cases, outcomes_under, surplus


class WeightMove(NamedTuple):
    """Weight taken from some criteria and given to another, after which the decision is another one."""

    distance: Fraction
    """Least share of all weight that must be moved, half the L1 distance; the moves are the same in whole basis points.

    For a fall below a cut it is the distance to the cut itself: any move that is larger will do."""
    moves: tuple[tuple[str, str, int], ...]
    """(from criterion, to criterion, basis points)."""
    outcome: str
    """Outcome under the moved weights."""
    weights: dict[str, int]
    """The moved weights in basis points; they sum to 10,000."""
    sentence: str
    """The move in words."""


class _Bound(NamedTuple):
    """One thing that a rung asks of the weights: a sum at a cut or above it, or a sum below it."""

    points: Points
    cut: int
    above: bool


def nearest_move(rubric: Rubric, badge: Badge, answers: Answers, *, outcome: str | None = None) -> WeightMove | None:
    """Return the smallest move of weight that leads to another certain decision.

    Of two equally small moves the one to the better outcome is given.

    Parameters
    ----------
    rubric, badge, answers
        As for `decide`.
    outcome : str or None
        The outcome to reach; None: any other than the one the badge has.

    Returns
    -------
    WeightMove or None
        A move after which `decide` says exactly this outcome. None if the decision is undetermined, if a gate, the badge's
        standing or a profile stands in the way, or if no weights in whole basis points lead there.

        Without gaps no smaller move does it. With gaps it must hold however they are filled; where a substitution hangs on
        a gap as well, several sums must move at once. Then the move does it, but a smaller one may too, and where no simple
        move does it the answer is None.

    Raises
    ------
    InputError
        The policy does not know the outcome.
    """
    if outcome is not None and outcome not in [one.id for one in rubric.policy.outcomes]:
        known = ", ".join(one.id for one in rubric.policy.outcomes)
        raise InputError(f"outcome: found {outcome!r}; the policy knows: {known}.", where="outcome")
    cases = open_cases(rubric, badge, answers)
    weights = [c.weight for c in rubric.criteria]
    now = outcomes_under(rubric, cases, weights)
    # A gate or the badge's standing that could decide is not moved by any weight.
    if len(now) != 1 or any(case.fixed is not None for case in cases):
        return None
    best: tuple[Shift, str] | None = None
    for place, target in enumerate(cases[0].ladder_outcomes):
        if target == now[0] or outcome not in (None, target):
            continue
        found = _shift_to(rubric, cases, place, weights)
        if found is not None and (best is None or found.distance < best[0].distance):
            best = found, target
    return None if best is None else _weight_move(rubric, *best)


def _shift_to(rubric: Rubric, cases: Sequence[OpenCase], place: int, weights: Sequence[int]) -> Shift | None:
    """Return the smallest move to one rung of the ladder."""
    bounds = list(_bounds(cases, place))
    if None in bounds:
        return None
    asked = [one for one in bounds if one is not None]
    broken = [one for one in asked if not _holds(rubric, one, weights)]
    found = [_shift(rubric, one, weights) for one in broken]
    if None in found:
        return None
    target = cases[0].ladder_outcomes[place]
    # The most demanding bound is the least that any answer must do. If it is enough for all, it is the smallest move.
    hardest = max((one for one in found if one is not None), key=lambda one: one.distance, default=None)
    for one in (hardest, *(_shift(rubric, bound, weights) for bound in _envelopes(broken))):
        if one is not None and outcomes_under(rubric, cases, moved(weights, one)) == (target,):
            return one
    return None


def _bounds(cases: Sequence[OpenCase], place: int) -> Iterator[_Bound | None]:
    """Give what a rung asks of the weights in every case; None where no weights can give it."""
    target = cases[0].ladder_outcomes[place]
    for case in cases:
        if place < len(case.rungs):
            rung = case.rungs[place]
            if not rung.profile.low:
                yield None
            if rung.cut is not None:
                yield _Bound(case.low, rung.cut, above=True)
        for rung in case.rungs[:place]:
            if rung.profile.high and rung.outcome != target:
                yield None if rung.cut is None else _Bound(case.high, rung.cut, above=False)


def _holds(rubric: Rubric, bound: _Bound, weights: Sequence[int]) -> bool:
    above = surplus(bound.points, bound.cut, rubric.top)
    return (sum(weight * one for weight, one in zip(weights, above, strict=True) if one) >= 0) is bound.above


def _shift(rubric: Rubric, bound: _Bound, weights: Sequence[int]) -> Shift | None:
    return shift(surplus(bound.points, bound.cut, rubric.top), weights)


def _envelopes(bounds: Sequence[_Bound]) -> Iterator[_Bound]:
    """Give one bound that implies several: the lowest points of all that must be above, the highest of all below."""
    for above, pick in ((True, min), (False, max)):
        same = [one for one in bounds if one.above is above]
        for cut in sorted({one.cut for one in same}, reverse=above)[:1]:
            columns = zip(*(one.points for one in same), strict=True)
            yield _Bound(tuple(pick([x for x in column if x is not None], default=None) for column in columns), cut, above)


def moved(weights: Sequence[int], found: Shift) -> list[int]:
    """Return the weights after a move."""
    changed = list(weights)
    for place, units in found.taken:
        changed[place] -= units
        changed[found.to] += units
    return changed


def _weight_move(rubric: Rubric, found: Shift, outcome: str) -> WeightMove:
    criteria = rubric.criteria
    after = moved([c.weight for c in criteria], found)
    sources = [f"{_points(units)} from {criteria[place].name}" for place, units in found.taken]
    listed = sources[0] if len(sources) == 1 else f"{', '.join(sources[:-1])} and {sources[-1]}"
    name = rubric.policy.outcome(outcome).name
    move = f"ove {listed} to {criteria[found.to].name}"
    sentence = f"M{move}: then the decision is {name}."
    if not found.distance:
        sentence = f"The score is exactly on a cut: m{move}, and the decision is {name}."
    return WeightMove(
        distance=found.distance,
        moves=tuple((criteria[place].id, criteria[found.to].id, units) for place, units in found.taken),
        outcome=outcome,
        weights={c.id: weight for c, weight in zip(criteria, after, strict=True)},
        sentence=sentence,
    )


def _points(units: int) -> str:
    return "1 point" if units == 100 else f"{exact_share(units)} points"
