"""Slow second ways to every figure, written from the definitions alone with fractions, and the data of published tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from math import comb

import numpy as np
import pytest

from rubric_kit.model import Rating, RatingState, Rubric
from rubric_kit.scoring.agreement.level_grid import LevelGrid, Levels
from rubric_kit.scoring.agreement.moments import Cells, cells_of

Table = Sequence[Sequence[int | None]]
"""Raters by cells; None where nobody answered."""
MakeRubric = Callable[..., Rubric]


def as_table(text: str) -> list[list[int | None]]:
    """Read rows of numbers from 1, a point for a gap, as places from 0."""
    return [[None if word == "." else int(word) - 1 for word in row.split()] for row in text.split("/")]


# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", part D: 4 observers, 12 units, values 1 to 5.
KRIPPENDORFF = as_table("1 2 3 3 2 1 4 1 2 . . . / 1 2 3 3 2 2 4 1 2 5 . 3 / . 3 3 3 2 3 4 2 2 5 1 . / 1 2 3 3 2 4 4 1 2 5 1 .")
# Gwet (2014), the same ratings, but the single one of the last unit is by rater 3.
GWET = as_table("1 2 3 3 2 1 4 1 2 . . . / 1 2 3 3 2 2 4 1 2 5 . . / . 3 3 3 2 3 4 2 2 5 1 3 / 1 2 3 3 2 4 4 1 2 5 1 .")


def to_levels(table: Table) -> Levels:
    return np.array([[-1 if one is None else one for one in row] for row in table], dtype=np.int8)


def to_cells(table: Table, size: int) -> Cells:
    return cells_of([to_levels(table)], size)


class Oracle:
    """Every coefficient from its definition; None where it divides by zero."""

    @staticmethod
    def units(table: Table) -> list[list[int]]:
        return [[one for one in column if one is not None] for column in zip(*table, strict=True)]

    @classmethod
    def alpha(cls, table: Table, metric: str, values: Sequence[int] | None = None) -> Fraction | None:
        """Mean distance of the pairs within units against that of all pairs of answers."""
        units = [unit for unit in cls.units(table) if len(unit) > 1]
        answers = [one for unit in units for one in unit]
        worth = list(range(20)) if values is None else list(values)

        def distance(one: int, other: int) -> Fraction:
            low, high = sorted((one, other))
            if metric == "nominal":
                return Fraction(one != other)
            if metric == "ordinal_krippendorff":
                between = sum(low <= given <= high for given in answers)
                return (between - Fraction(answers.count(low) + answers.count(high), 2)) ** 2 if low != high else Fraction(0)
            if metric == "ordinal_gwet":
                return Fraction(sum(1 for _ in combinations(range(low, high + 1), 2)))
            difference = Fraction(worth[one] - worth[other])
            if metric == "interval":
                return difference**2
            return (difference / (worth[one] + worth[other])) ** 2 if difference else Fraction(0)

        observed = sum(
            (distance(one, other) / (len(unit) - 1) for unit in units for one, other in permutations(unit, 2)), Fraction(0)
        )
        expected = sum((distance(one, other) for one, other in permutations(answers, 2)), Fraction(0))
        return 1 - (observed / len(answers)) / (expected / (len(answers) * (len(answers) - 1))) if expected else None

    @staticmethod
    def weight(kind: str, one: int, other: int, size: int) -> Fraction:
        steps = abs(one - other)
        if kind == "none":
            return Fraction(one == other)
        if kind == "linear":
            return 1 - Fraction(steps, size - 1)
        if kind == "quadratic":
            return 1 - Fraction(steps, size - 1) ** 2
        return 1 - Fraction(comb(steps + 1, 2), comb(size, 2)) if steps else Fraction(1)

    @classmethod
    def observed(cls, table: Table, kind: str, size: int) -> Fraction:
        units = [unit for unit in cls.units(table) if len(unit) > 1]
        shares = [
            Fraction(sum(cls.weight(kind, one, other, size) for one, other in permutations(unit, 2)), len(unit) * (len(unit) - 1))
            for unit in units
        ]
        return sum(shares, Fraction(0)) / len(units)

    @classmethod
    def chance_corrected(cls, table: Table, model: str, kind: str, size: int) -> Fraction | None:
        units = [unit for unit in cls.units(table) if unit]
        use = [sum((Fraction(unit.count(k), len(unit)) for unit in units), Fraction(0)) / len(units) for k in range(size)]
        weights = {(one, other): cls.weight(kind, one, other, size) for one in range(size) for other in range(size)}
        expected = {
            "gwet": sum(weights.values()) / (size * (size - 1)) * sum(share * (1 - share) for share in use),
            "fleiss": sum((part * use[one] * use[other] for (one, other), part in weights.items()), Fraction(0)),
            "brennan_prediger": sum(weights.values()) / Fraction(size * size),
        }[model]
        return (cls.observed(table, kind, size) - expected) / (1 - expected) if expected != 1 else None

    @classmethod
    def kappa(cls, one: Sequence[int | None], other: Sequence[int | None], kind: str, size: int) -> Fraction | None:
        """Cohen's kappa of two raters, from shares."""
        both = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
        if not both:
            return None
        observed = sum((cls.weight(kind, a, b, size) for a, b in both), Fraction(0)) / len(both)
        expected = sum((cls.weight(kind, a, b, size) for a, _ in both for _, b in both), Fraction(0)) / len(both) ** 2
        return (observed - expected) / (1 - expected) if expected != 1 else None

    @classmethod
    def conger(cls, table: Table, kind: str, size: int) -> Fraction | None:
        rows = [[one for one in row if one is not None] for row in table]
        chances = [
            sum((cls.weight(kind, a, b, size) for a in one for b in other), Fraction(0)) / (len(one) * len(other))
            for one, other in combinations([row for row in rows if row], 2)
        ]
        expected = sum(chances, Fraction(0)) / len(chances)
        return (cls.observed(table, kind, size) - expected) / (1 - expected) if expected != 1 else None

    @staticmethod
    def kendall_w(table: Sequence[Sequence[int]]) -> Fraction | None:
        """Spread of the rank sums against the largest that is possible with these ties."""
        raters, badges = len(table), len(table[0])
        ranks = [[Fraction(2 * sum(x < y for x in row) + row.count(y) + 1, 2) for y in row] for row in table]
        sums = [sum(column, Fraction(0)) for column in zip(*ranks, strict=True)]
        mean = sum(sums, Fraction(0)) / badges
        spread = sum(((one - mean) ** 2 for one in sums), Fraction(0))
        ties = sum(row.count(value) ** 3 - row.count(value) for row in table for value in set(row))
        largest = Fraction(raters**2 * (badges**3 - badges) - raters * ties, 12)
        return spread / largest if largest else None


@pytest.fixture(scope="session")
def oracle() -> type[Oracle]:
    return Oracle


@pytest.fixture(scope="session")
def cells() -> Callable[[Table, int], Cells]:
    return to_cells


@pytest.fixture(scope="session")
def levels() -> Callable[[Table], Levels]:
    return to_levels


@pytest.fixture(scope="session")
def krippendorff_table() -> Table:
    return KRIPPENDORFF


@pytest.fixture(scope="session")
def gwet_table() -> Table:
    return GWET


@pytest.fixture(scope="session")
def grid() -> Callable[..., LevelGrid]:
    def make(table: Table, size: int = 4, *, criterion: str = "clarity", points: Sequence[int] | None = None) -> LevelGrid:
        found = to_levels(table)
        return LevelGrid(
            criterion=criterion,
            name=criterion.title(),
            level_names=tuple(f"Level {place}" for place in range(size)),
            points=tuple(points or (1000 * place for place in range(size))),
            raters=tuple(f"r{at}" for at in range(len(table))),
            badges=tuple(f"{at:064x}" for at in range(len(table[0]))),
            levels=found,
            states=tuple((state, 0) for state in RatingState),
            empty=int((found < 0).sum()),
            left_out=0,
        )

    return make


@pytest.fixture(scope="session")
def rate() -> Callable[..., list[Rating]]:
    """Turn a table of one criterion into ratings: a number is a place, a word a state, None nothing."""

    def ratings(rubric: Rubric, criterion: str, table: Sequence[Sequence[int | str | None]], *, first: int = 1) -> list[Rating]:
        found = []
        for row, said in enumerate(table):
            for column, one in enumerate(said):
                if one is None:
                    continue
                answer = {"state": one} if isinstance(one, str) else {"level": f"l{one}"}
                found.append(
                    Rating.parse(
                        {
                            "sequence": first + len(found),
                            "rater": f"r{row}",
                            "badge": f"{column:064x}",
                            "criterion": criterion,
                            "wording": rubric.wording_fingerprint,
                            **answer,
                        }
                    )
                )
        return found

    return ratings
