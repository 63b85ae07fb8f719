"""Trade-off cards: two invented badges that differ in a few criteria, and which one somebody would rather accept.

Each answer is a line through the space of weights: the preferred badge has at least the score of the other. What the answers
leave open are the weights on the right side of every line. The weights that are shown keep as far as they can from the lines
and from zero (`fairest_point`): equal weights without a card, rank-sum weights where the cards give a full order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS, Rubric, TradeOff
from rubric_kit.scoring.weighing.card_words import contradiction_words
from rubric_kit.scoring.weighing.fairest_point import fairest_point
from rubric_kit.scoring.weighing.given import Weighed
from rubric_kit.scoring.weighing.linear_program import Constraint, NoOptimumError, maximise
from rubric_kit.scoring.weighing.pairwise import rounded
from rubric_kit.scoring.weighing.plain_words import points_text, short_name

NARROW = 1_000
"""Enough is known where every weight is open by at most this much, in basis points."""

MOST_CARDS = 200
"""Nobody answers more; the exact arithmetic takes seconds by then where they contradict each other."""


class Card(NamedTuple):
    """An answered card as a condition on the weights."""

    margin: tuple[Fraction, ...]
    """By how much each weight puts the preferred badge ahead, as a share of its whole."""
    equal: bool
    """Whether the margin must be nothing at all, not more than nothing."""

    def holds(self, weights: Sequence[Fraction]) -> bool:
        """Tell whether weights agree with the answer."""
        ahead = sum((a * w for a, w in zip(self.margin, weights, strict=True)), Fraction(0))
        return ahead == 0 if self.equal else ahead > 0


def trade_off(rubric: Rubric, choices: Sequence[TradeOff]) -> Weighed:
    """Weigh by trade-off cards."""
    names = [c.id for c in rubric.criteria]
    if not choices:
        return Weighed(dict.fromkeys(names, 1), remarks=("No card was answered; equal weights stand in.",))
    cards = cards_of(rubric, choices)
    weights = fairest_weights(len(names), cards)
    failing = [card for card in cards if not card.holds(weights)]
    ranges = weight_ranges(rubric, choices)
    widest = max(names, key=lambda name: ranges[name][1] - ranges[name][0])
    low, high = ranges[widest]
    remark = (
        f"The cards leave the weight of {short_name(rubric, widest)} open from {points_text(low)} to {points_text(high)} of 100, "
        "and no other by more; the weights shown lie well inside."
    )
    return Weighed(
        dict(zip(names, weights, strict=True)),
        inconsistency=rounded(Fraction(len(failing) * BASIS_POINTS, len(cards))),
        inconsistency_words=contradiction_words(rubric, choices, len(failing), contradiction(len(names), cards)),
        remarks=(remark,) if high - low > NARROW else (),
    )


def weight_ranges(rubric: Rubric, choices: Iterable[TradeOff]) -> dict[str, tuple[int, int]]:
    """Return the smallest and the largest weight that the cards leave open for each criterion.

    Parameters
    ----------
    rubric : Rubric
        The version that is weighed.
    choices : iterable of TradeOff
        Answered cards. Where they contradict each other, the weights that agree with them best are looked at.

    Returns
    -------
    dict
        Least and most in basis points, rounded outward, by criterion id.

    Raises
    ------
    RecordError
        A card names a criterion or level that does not exist.
    """
    count = len(rubric.criteria)
    allowed = allowed_weights(count, cards_of(rubric, tuple(choices)))
    found = {}
    for at, criterion in enumerate(rubric.criteria):
        low, high = margin_range([int(at == to) for to in range(count)], allowed)
        found[criterion.id] = (floor(low * BASIS_POINTS), ceil(high * BASIS_POINTS))
    return found


def margin_range(margin: Sequence[int | Fraction], allowed: Sequence[Constraint]) -> tuple[Fraction, Fraction]:
    """Return the smallest and the largest value of a margin over the weights that are allowed."""
    high = maximise(margin, allowed).value
    return -maximise([-one for one in margin], allowed).value, high


def cards_of(rubric: Rubric, choices: Sequence[TradeOff]) -> list[Card]:
    """Return each answered card as a condition on the weights.

    Raises
    ------
    RecordError
        A card names a criterion or level that does not exist, or there are more than 200.
    """
    if len(choices) > MOST_CARDS:
        raise RecordError(f"{len(choices):,} trade-off cards were given; at most {MOST_CARDS} are read", where="choices")
    return [_card(rubric, number, choice) for number, choice in enumerate(choices, start=1)]


def allowed_weights(count: int, cards: Sequence[Card]) -> list[Constraint]:
    """Return what the cards ask of the weights.

    Where they cannot all hold, each card asks for a margin of one step of rank-sum weights, and the weights allowed are those
    that miss the margins by the least sum. Without a margin, equal weights would break no card that sets best level against best
    level, and one slip would undo everything else that was said.
    """
    whole = Constraint([1] * count, "=", 1)
    if agree(count, cards):
        return [whole, *(Constraint(card.margin, "=" if card.equal else ">=", 0) for card in cards)]
    # Counted in steps of rank-sum weights, the numbers of this program stay small.
    steps = count * (count + 1) // 2
    asked = [0 if card.equal else 1 for card in cards]
    # A further variable for each card, how far its margin is missed; where badges are equal another one, how far it is passed.
    further = [(at, sign) for at, card in enumerate(cards) for sign in ((1, -1) if card.equal else (1,))]
    lines = [Constraint([1] * count + [0] * len(further), "=", steps)]
    for at, (card, margin) in enumerate(zip(cards, asked, strict=True)):
        eased = [sign if of == at else 0 for of, sign in further]
        lines.append(Constraint([*card.margin, *eased], "=" if card.equal else ">=", margin))
    duals = maximise([0] * count + [-1] * len(further), lines).duals
    # What all weights that miss least have in common (complementary slackness): a card is missed only at the full price of one,
    # its margin is passed only at no price, and in between it is met; a weight that would cost something is none.
    kept = [_kept(card, Fraction(step, steps), -price) for card, step, price in zip(cards, asked, duals[1:], strict=True)]
    costs = [sum(price * line.coefficients[at] for price, line in zip(duals, lines, strict=True)) for at in range(count)]
    nothing = [Constraint([int(at == to) for to in range(count)], "=", 0) for at, cost in enumerate(costs) if cost]
    return [whole, *kept, *nothing]


def _kept(card: Card, margin: Fraction, price: Fraction) -> Constraint:
    if price == 1:
        return Constraint(card.margin, "<=", margin)
    return Constraint(card.margin, ">=" if price == (-1 if card.equal else 0) else "=", margin)


def fairest_weights(count: int, cards: Sequence[Card]) -> tuple[Fraction, ...]:
    """Return the weights that agree with the cards most evenly, exactly."""
    weights = [[int(at == to) for to in range(count)] for at in range(count)]
    return fairest_point([*weights, *(card.margin for card in cards if not card.equal)], allowed_weights(count, cards))


def agree(count: int, cards: Sequence[Card]) -> bool:
    """Tell whether weights exist under which every card holds."""
    return not _clash(count, cards)


def contradiction(count: int, cards: Sequence[Card]) -> list[int]:
    """Return the places of cards that contradict each other, such that without any one of them the others agree.

    An empty list means that all cards can hold together. Of several contradictions one is named.
    """
    left = _clash(count, cards)
    for at in list(left):
        rest = [one for one in left if one != at]
        clash = _clash(count, [cards[one] for one in rest])
        if clash:
            left = [rest[one] for one in clash]
    return left


def _clash(count: int, cards: Sequence[Card]) -> list[int]:
    """Return places of cards that cannot all hold, as the solver proves it; none if all can."""
    # Any scale will do, so a margin of one stands for above zero.
    whole = Constraint([1] * count, ">=", 1)
    asked = [Constraint(card.margin, "=" if card.equal else ">=", 0 if card.equal else 1) for card in cards]
    try:
        maximise([0] * count, [*asked, whole])
    except NoOptimumError as error:
        return [at for at, multiplier in enumerate(error.proof[:-1]) if multiplier]
    return []


def _card(rubric: Rubric, number: int, choice: TradeOff) -> Card:
    margin = {c.id: Fraction(0) for c in rubric.criteria}
    for sign, side in ((1, choice.preferred), (-1, choice.other)):
        for shown in side:
            if shown.criterion not in margin:
                found = f"card {number} names criterion {shown.criterion!r}, which does not exist"
                raise RecordError(f"{found}; known are: {', '.join(margin)}", where=f"card {number}")
            criterion = rubric.criterion(shown.criterion)
            level = criterion.level(shown.level)
            if level is None:
                found = f"card {number} names level {shown.level!r} of criterion {shown.criterion!r}, which does not exist"
                known = ", ".join(one.id for one in criterion.levels)
                raise RecordError(f"{found}; known are: {known}", where=f"card {number}")
            margin[shown.criterion] += Fraction(sign * level.points, rubric.top)
    return Card(tuple(margin.values()), choice.equal)
