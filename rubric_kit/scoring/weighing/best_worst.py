"""The most and the least important criterion, each compared with the others: the linear best-worst method of Rezaei 2016.

    minimise the largest of  |w_B - a_Bj w_j|  and  |w_j - a_jW w_W|,   w >= 0,  sum of w = 1

with a_Bj: how many times as important the best is as j, a_jW: how many times as important j is as the worst (Omega 64, 126-130).
Where that leaves more than one set of weights, the next largest deviations are made small as well, so that the result does not
hang on how a solver goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS, Rubric, WeightAnswer, WeightMode
from rubric_kit.scoring.weighing.fairest_point import fairest_point
from rubric_kit.scoring.weighing.given import Weighed
from rubric_kit.scoring.weighing.linear_program import Constraint
from rubric_kit.scoring.weighing.pairwise import comparisons, ratio_text, rounded
from rubric_kit.scoring.weighing.plain_words import and_more, short_name, times_text


class Compared(NamedTuple):
    """What was said, for criteria by their place in the rubric."""

    best: int
    worst: int
    best_to_others: Mapping[int, Fraction]
    """How many times as important the best is as each other."""
    others_to_worst: Mapping[int, Fraction]
    """How many times as important each other is as the worst."""


def best_worst(rubric: Rubric, answers: Sequence[WeightAnswer]) -> Weighed:
    """Weigh by comparisons with the best and with the worst criterion."""
    names = [c.id for c in rubric.criteria]
    if len(names) == 1:
        return Weighed({names[0]: 1})
    compared = _compared(rubric, answers)
    weights = least_deviation(len(names), compared)
    apart = largest_deviation(weights, compared)
    return Weighed(
        dict(zip(names, weights, strict=True)),
        inconsistency=rounded(apart * BASIS_POINTS),
        inconsistency_words=_words(rubric, compared, apart),
    )


def least_deviation(count: int, compared: Compared) -> tuple[Fraction, ...]:
    """Return the weights whose largest deviation from what was said is as small as can be, exactly."""
    rows = _deviations(count, compared)
    both_ways = [[sign * one for one in row] for row in rows for sign in (1, -1)]
    return fairest_point(both_ways, [Constraint([1] * count, "=", 1)])


def largest_deviation(weights: Sequence[Fraction], compared: Compared) -> Fraction:
    """Return the largest deviation of weights from what was said; the consistency measure of the linear method."""
    rows = _deviations(len(weights), compared)
    return max(abs(sum((a * w for a, w in zip(row, weights, strict=True)), Fraction(0))) for row in rows)


def _deviations(count: int, compared: Compared) -> list[list[Fraction]]:
    """Return the rows of w_B - a_Bj w_j and of w_j - a_jW w_W."""
    pairs = [(compared.best, other, times) for other, times in compared.best_to_others.items()]
    pairs += [(other, compared.worst, times) for other, times in compared.others_to_worst.items() if other != compared.best]
    rows = []
    for more, less, times in pairs:
        row = [Fraction(0)] * count
        row[more], row[less] = Fraction(1), -times
        rows.append(row)
    return rows


def _compared(rubric: Rubric, answers: Sequence[WeightAnswer]) -> Compared:
    names = [c.id for c in rubric.criteria]
    best, worst = _ends(names, answers)
    said = comparisons(rubric, WeightMode.BEST_WORST, answers)
    wanted = [(best, name) for name in names if name != best] + [(name, worst) for name in names if name not in (best, worst)]
    missing = [f"{a!r} with {b!r}" for a, b in wanted if (a, b) not in said]
    if missing:
        found = f"best_worst lacks the comparison of {missing[0]}{and_more(missing)}"
        raise RecordError(f"{found}; the best is {best!r}, the worst {worst!r}", where="best_worst")
    over = [f"{a!r} with {b!r}" for a, b in said if (a, b) not in set(wanted)]
    if over:
        found = f"best_worst compares {over[0]}{and_more(over)}; the best is {best!r}, the worst {worst!r}"
        raise RecordError(f"{found}, and only comparisons with these two are asked for; leave the others out", where="best_worst")
    return Compared(
        names.index(best),
        names.index(worst),
        {names.index(b): times for (a, b), times in said.items() if a == best},
        {names.index(a): times for (a, b), times in said.items() if b == worst},
    )


def _ends(names: Sequence[str], answers: Sequence[WeightAnswer]) -> tuple[str, str]:
    """Tell the best and the worst by how often they were named first and second."""
    if not answers:
        asked = "compare the most important criterion with each other one, and each with the least important"
        raise RecordError(f"best_worst has no comparison; {asked}", where="best_worst")
    first, second = Counter(one.criterion for one in answers), Counter(one.against for one in answers)
    best, worst = max(names, key=lambda name: first[name]), max(names, key=lambda name: second[name])
    if best == worst and first[best] and second[worst]:
        raise RecordError(f"best_worst has {best!r} as the most and as the least important criterion; choose two", where=best)
    return best, worst


def _words(rubric: Rubric, compared: Compared, apart: Fraction) -> str:
    measure = (
        f"Largest deviation {ratio_text(apart)} of the whole weight (linear best-worst method, Rezaei 2016; 0 is consistent)."
    )
    whole = compared.best_to_others[compared.worst]
    products = {
        other: times * compared.others_to_worst[other]
        for other, times in compared.best_to_others.items()
        if other != compared.worst
    }
    # max() keeps the first of equals, which is the first in the rubric.
    off = {other: max(product / whole, whole / product) for other, product in sorted(products.items())}
    between = max(off, key=off.__getitem__, default=None)
    if between is None or off[between] == 1:
        return f"{measure} No comparison contradicts another."
    ids = [c.id for c in rubric.criteria]
    best, middle, worst = (short_name(rubric, ids[at], 30) for at in (compared.best, between, compared.worst))
    chain = f"{best} is {times_text(compared.best_to_others[between])} x {middle}, "
    chain += f"{middle} is {times_text(compared.others_to_worst[between])} x {worst}"
    made = times_text(products[between])
    return f"{measure} Furthest apart: {chain}, which makes {made}, but {best} is {times_text(whole)} x {worst}."
