"""Which trade-off card to ask next: first the order of the criteria, then how far apart they are.

A card shows two criteria; everything else is the same on both badges. The first cards set the best level of one criterion
against the best level of another, which a person can answer at a glance, and sort the criteria by them. Later ones bring in
levels between, which tells how many times one criterion weighs as much as another; they are about the criterion whose weight is
most open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from rubric_kit.model import BASIS_POINTS, CardLevel, Rubric, TradeOff
from rubric_kit.scoring.weighing.linear_program import Constraint
from rubric_kit.scoring.weighing.trade_off import NARROW, allowed_weights, cards_of, fairest_weights, margin_range

Sides = tuple[tuple[CardLevel, ...], tuple[CardLevel, ...]]
"""The two badges of a card, on the criteria in which they differ."""

_MOST_LOOKED_AT = 12
"""How many cards that look as if they could go either way are worked out exactly."""


class _Step(NamedTuple):
    """A card on two criteria: the lift of one up to a level, against the lift of the other up to a level."""

    first: int
    up_to: int
    second: int
    second_up_to: int


def next_card(rubric: Rubric, choices: Iterable[TradeOff]) -> Sides | None:
    """Return the card to ask next, or None when enough is known.

    Enough is known when no weight is open by more than 10 points of 100, when no card could go either way any more, or after
    `most_cards` answers. The same answers always lead to the same card.

    Parameters
    ----------
    rubric : Rubric
        The version that is weighed.
    choices : iterable of TradeOff
        The cards answered so far, in order.

    Raises
    ------
    RecordError
        A card names a criterion or level that does not exist.
    """
    answered = tuple(choices)
    cards = cards_of(rubric, answered)
    count = len(rubric.criteria)
    if count == 1 or len(answered) >= most_cards(count):
        return None
    pair = _unsorted_pair(rubric, answered)
    if pair is not None:
        return full_card(rubric, *pair)
    allowed = allowed_weights(count, cards)
    units = ([int(at == to) for to in range(count)] for at in range(count))
    open_by = [high - low for low, high in (margin_range(unit, allowed) for unit in units)]
    asked = {_seen(choice) for choice in answered}
    fresh = [step for step in _steps(rubric) if _seen_sides(_sides(rubric, step)) not in asked]
    centre = fairest_weights(count, cards)
    for at in sorted(range(count), key=lambda one: -open_by[one]):
        if open_by[at] * BASIS_POINTS <= NARROW:
            return None
        step = _sharpest(rubric, [one for one in fresh if at in (one.first, one.second)], centre, allowed)
        if step is not None:
            return _sides(rubric, step)
    return None


def most_cards(count: int) -> int:
    """Return after how many cards asking stops: 12 for five criteria, never more than 30."""
    return min(3 * count - 3, 30)


def full_card(rubric: Rubric, first: int, second: int) -> Sides:
    """Return the card that sets the best level of one criterion against the best level of another, lowest elsewhere."""
    return _sides(rubric, _Step(first, len(rubric.criteria[first].levels) - 1, second, len(rubric.criteria[second].levels) - 1))


def _sharpest(rubric: Rubric, steps: Sequence[_Step], centre: Sequence[Fraction], allowed: Sequence[Constraint]) -> _Step | None:
    """Return the card whose answer cuts most off the weights that are allowed, whichever way it goes; None if none cuts."""
    near = sorted(steps, key=lambda step: abs(_dot(_margin(rubric, step), centre)))[:_MOST_LOOKED_AT]
    sharpest, most = None, Fraction(0)
    for step in near:
        low, high = margin_range(_margin(rubric, step), allowed)
        if min(-low, high) > most:
            sharpest, most = step, min(-low, high)
    return sharpest


def _sides(rubric: Rubric, step: _Step) -> Sides:
    first, second = rubric.criteria[step.first], rubric.criteria[step.second]

    def shown(one: int, other: int) -> tuple[CardLevel, ...]:
        return (
            CardLevel(criterion=first.id, level=first.levels[one].id),
            CardLevel(criterion=second.id, level=second.levels[other].id),
        )

    return shown(step.up_to, 0), shown(0, step.second_up_to)


def _steps(rubric: Rubric) -> Iterator[_Step]:
    for first, second in combinations(range(len(rubric.criteria)), 2):
        for up_to in range(len(rubric.criteria[first].levels) - 1, 0, -1):
            for second_up_to in range(len(rubric.criteria[second].levels) - 1, 0, -1):
                yield _Step(first, up_to, second, second_up_to)


def _margin(rubric: Rubric, step: _Step) -> list[Fraction]:
    margin = [Fraction(0)] * len(rubric.criteria)
    for sign, at, up_to in ((1, step.first, step.up_to), (-1, step.second, step.second_up_to)):
        levels = rubric.criteria[at].levels
        margin[at] = Fraction(sign * (levels[up_to].points - levels[0].points), rubric.top)
    return margin


def _unsorted_pair(rubric: Rubric, answered: Sequence[TradeOff]) -> tuple[int, int] | None:
    """Return the two criteria to compare next so as to sort all of them by inserting one after another; None when sorted."""
    above = _above(rubric, answered)
    order: list[int] = []
    for at in range(len(rubric.criteria)):
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            if at in above[order[middle]]:
                low = middle + 1
            elif order[middle] in above[at]:
                high = middle
            else:
                return order[middle], at
        order.insert(low, at)
    return None


def _above(rubric: Rubric, answered: Sequence[TradeOff]) -> dict[int, set[int]]:
    """Return for each criterion those that its full lift was put before, directly or by way of others."""
    places = {c.id: at for at, c in enumerate(rubric.criteria)}
    above: dict[int, set[int]] = defaultdict(set)
    for choice in answered:
        if len(choice.preferred) != 2:
            continue
        first, second = sorted(places[shown.criterion] for shown in choice.preferred)
        full = full_card(rubric, first, second)
        if _seen(choice) != _seen_sides(full):
            continue
        first_won = set(choice.preferred) == set(full[0])
        for one, other, won in ((first, second, first_won), (second, first, not first_won)):
            if won or choice.equal:
                above[one].add(other)
    for middle in range(len(places)):
        for one in range(len(places)):
            if middle in above[one]:
                above[one] |= above[middle]
    return above


def _seen(choice: TradeOff) -> frozenset[frozenset[CardLevel]]:
    return _seen_sides((choice.preferred, choice.other))


def _seen_sides(sides: Sides) -> frozenset[frozenset[CardLevel]]:
    """Return a card without the order of its badges and criteria."""
    return frozenset(frozenset(side) for side in sides)


def _dot(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(one, other, strict=True)), Fraction(0))
