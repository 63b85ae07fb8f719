"""Pairs of criteria, each with "how many times as important": the analytic hierarchy process of Saaty 1980.

The weights are the principal eigenvector of the table of comparisons. How far the comparisons contradict each other is told
against random tables, and in plain words by the three of them that go together worst.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, permutations
from typing import NamedTuple

from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS, Rubric, WeightAnswer, WeightMode
from rubric_kit.scoring.weighing.eigenvector import Table, principal_eigenvector
from rubric_kit.scoring.weighing.given import Weighed, require_known
from rubric_kit.scoring.weighing.plain_words import THOUSAND, and_more, plain_number, short_name, times_text

RANDOM_INDEX = {
    number: Fraction(hundredths, 100)
    for number, hundredths in enumerate((0, 0, 58, 90, 112, 124, 132, 141, 145, 149, 151, 148, 156, 157, 159), start=1)
}
"""Mean consistency index of random tables, by number of criteria (Saaty 1980). His table of 2005 differs, as do others."""

ADVISED_RATIO = Fraction(1, 10)
"""Up to here Saaty calls a table consistent enough."""
ADVISED_CRITERIA = 7
"""Up to here a person can keep the pairs apart."""

_NINE = 9 * THOUSAND


class Triple(NamedTuple):
    """Three comparisons that do not go together."""

    places: tuple[int, int, int]
    """Criteria, each at least as important as the next."""
    apart: Fraction
    """How many times the comparison of the first with the last is off, at least 1."""


def pairwise(rubric: Rubric, answers: Sequence[WeightAnswer]) -> Weighed:
    """Weigh by comparisons of all pairs."""
    table = _table(rubric, answers)
    names = [c.id for c in rubric.criteria]
    eigen = principal_eigenvector(table)
    ratio = consistency_ratio(eigen.value, len(names))
    pairs = len(names) * (len(names) - 1) // 2
    remark = (
        f"{len(names)} criteria make {pairs} pairs; above {ADVISED_CRITERIA} criteria best-worst or an order is easier to answer."
    )
    return Weighed(
        dict(zip(names, eigen.vector, strict=True)),
        inconsistency=None if ratio is None else rounded(ratio * BASIS_POINTS),
        inconsistency_words=_words(rubric, table, ratio),
        remarks=(remark,) if len(names) > ADVISED_CRITERIA else (),
    )


def consistency_ratio(value: Fraction, count: int) -> Fraction | None:
    """Return how far an eigenvalue is above the number of criteria, against random tables; None above 15 criteria.

    CR = (lambda - n) / (n - 1) / RI
    """
    if count < 3:
        return Fraction(0)
    if count not in RANDOM_INDEX:
        return None
    return (value - count) / (count - 1) / RANDOM_INDEX[count]


def worst_triple(table: Table) -> Triple | None:
    """Return the three criteria whose comparisons are furthest apart, the first of them in the order of the rubric."""
    worst: Triple | None = None
    for three in combinations(range(len(table)), 3):
        # Of three comparisons there is always a way round in which each is at least as important as the next.
        a, b, c = next((a, b, c) for a, b, c in permutations(three) if table[a][b] >= 1 and table[b][c] >= 1)
        off = table[a][b] * table[b][c] / table[a][c]
        apart = max(off, 1 / off)
        if worst is None or apart > worst.apart:
            worst = Triple((a, b, c), apart)
    return worst


def rounded(value: Fraction) -> int:
    """Round to the nearest whole number, halves up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def comparisons(rubric: Rubric, mode: WeightMode, answers: Sequence[WeightAnswer]) -> dict[tuple[str, str], Fraction]:
    """Return how many times as important the first of each pair is as the second, checked.

    Raises
    ------
    RecordError
        A criterion is unknown, alone or compared with itself, a pair is there twice, or a number is not from 1 to 9.
    """
    said: dict[tuple[str, str], Fraction] = {}
    for one in answers:
        if one.against is None:
            found = f"{mode} compares two criteria, found {one.criterion!r} by itself"
            raise RecordError(f"{found}; name the other one", where=one.criterion)
        require_known(rubric, mode, (one.criterion, one.against))
        pair = (one.criterion, one.against)
        if one.criterion == one.against:
            raise RecordError(f"{mode} compares criterion {one.criterion!r} with itself; leave that out", where=one.criterion)
        if pair in said or pair[::-1] in said:
            found = f"{mode} compares {one.criterion!r} and {one.against!r} twice"
            raise RecordError(f"{found}; keep one of the answers", where=one.criterion)
        if not THOUSAND <= one.value <= _NINE:
            found = f"{mode} says {one.criterion!r} is {plain_number(one.value)} times as important as {one.against!r}"
            advice = "1 to 9 is allowed; for less than 1 name the more important one first"
            raise RecordError(f"{found}; {advice}", where=one.criterion)
        said[pair] = Fraction(one.value, THOUSAND)
    return said


def _table(rubric: Rubric, answers: Sequence[WeightAnswer]) -> Table:
    said = comparisons(rubric, WeightMode.PAIRWISE, answers)
    names = [c.id for c in rubric.criteria]
    missing = [f"{a!r} with {b!r}" for a, b in combinations(names, 2) if (a, b) not in said and (b, a) not in said]
    if missing:
        raise RecordError(f"pairwise lacks the comparison of {missing[0]}{and_more(missing)}; give each pair", where="pairwise")
    whole = said | {(b, a): 1 / times for (a, b), times in said.items()} | {(name, name): Fraction(1) for name in names}
    return [[whole[a, b] for b in names] for a in names]


def _words(rubric: Rubric, table: Table, ratio: Fraction | None) -> str | None:
    if len(table) < 3:
        return None
    if ratio is None:
        measure = f"No consistency ratio: Saaty's random index of 1980 ends at {max(RANDOM_INDEX)} criteria."
    else:
        index = f"{float(RANDOM_INDEX[len(table)]):.2f} for {len(table)} criteria"
        measure = f"Consistency ratio {ratio_text(ratio)} (Saaty's random index of 1980, {index}; up to 0.10 is usual)."
    worst = worst_triple(table)
    if worst is None or worst.apart == 1:
        return f"{measure} No comparison contradicts another."
    advice = " Look at these three again." if ratio is None or ratio > ADVISED_RATIO else ""
    return f"{measure} Furthest apart: {triple_words(rubric, table, worst)}{advice}"


def triple_words(rubric: Rubric, table: Table, triple: Triple) -> str:
    """Say in plain words which three comparisons do not go together."""
    ids = [c.id for c in rubric.criteria]
    a, b, c = triple.places
    first, second, third = (short_name(rubric, ids[at], 30) for at in triple.places)
    chain = f"{first} is {times_text(table[a][b])} x {second}, {second} is {times_text(table[b][c])} x {third}"
    if table[a][c] < 1:
        return f"{chain}, but {third} is {times_text(table[c][a])} x {first}."
    return f"{chain}, which makes {times_text(table[a][b] * table[b][c])}, but {first} is {times_text(table[a][c])} x {third}."


def ratio_text(ratio: Fraction) -> str:
    """Write a ratio with three decimals, rounded to the nearest."""
    thousandths = rounded(ratio * THOUSAND)
    return f"{thousandths // THOUSAND}.{thousandths % THOUSAND:03}"
