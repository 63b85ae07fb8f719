"""Modes that ask for the order only: a formula makes weights of the places.

Both formulas belong to n criteria in strict order. Criteria that share a place share the mean of the weights of the places
they take up, so ties neither gain nor lose by the way they are numbered: 1, 2, 2, 4 and 1, 2, 2, 3 are the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightAnswer, WeightMode
from rubric_kit.scoring.weighing.given import Weighed, one_for_each
from rubric_kit.scoring.weighing.plain_words import THOUSAND, plain_number


def centroid_weights(count: int) -> list[Fraction]:
    """Return the rank-order centroid weights of `count` places, first place first; they sum to 1.

        w_k = (1/k + 1/(k+1) + ... + 1/n) / n

    The mean of all weights that have this order (Barron and Barrett 1996).
    """
    tails = [Fraction(0)]
    for place in range(count, 0, -1):
        tails.append(tails[-1] + Fraction(1, place))
    return [tail / count for tail in reversed(tails[1:])]


def sum_weights(count: int) -> list[Fraction]:
    """Return the rank-sum weights of `count` places, first place first; they sum to 1.

    w_k = 2 (n + 1 - k) / (n (n + 1))
    """
    return [Fraction(2 * (count + 1 - place), count * (count + 1)) for place in range(1, count + 1)]


def rank_order_centroid(rubric: Rubric, answers: Sequence[WeightAnswer]) -> Weighed:
    """Weigh by places, the first far ahead."""
    return _by_place(rubric, WeightMode.RANK_ORDER_CENTROID, answers, centroid_weights(len(rubric.criteria)))


def rank_sum(rubric: Rubric, answers: Sequence[WeightAnswer]) -> Weighed:
    """Weigh by places, in even steps."""
    return _by_place(rubric, WeightMode.RANK_SUM, answers, sum_weights(len(rubric.criteria)))


def _by_place(rubric: Rubric, mode: WeightMode, answers: Sequence[WeightAnswer], weights: Sequence[Fraction]) -> Weighed:
    places = one_for_each(rubric, mode, answers)
    last = len(rubric.criteria)
    for name, place in places.items():
        if place % THOUSAND or not 1 <= place // THOUSAND <= last:
            found = f"{mode} gives criterion {name!r} place {plain_number(place)}"
            raise RecordError(f"{found}; whole numbers from 1 to {last} are allowed, and ties share one", where=name)
    shares: dict[str, Fraction] = {}
    for _, tied in groupby(sorted(places, key=places.__getitem__), key=places.__getitem__):
        group = list(tied)
        taken = weights[len(shares) : len(shares) + len(group)]
        shares |= dict.fromkeys(group, sum(taken, Fraction(0)) / len(group))
    return Weighed({c.id: shares[c.id] for c in rubric.criteria})
