"""A set of weightings as something to measure: the share of it in which a weighted sum is not below zero."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import comb, lcm, prod

from rubric_kit.errors import InputError
from rubric_kit.model import Rubric
from rubric_kit.scoring.robustness.exact_share import exact_share
from rubric_kit.scoring.robustness.weightings import CLOSENESS, Weightings, parts_around

Surplus = Sequence[int | None]
"""For each criterion, by how much its points exceed what a cut asks for; None where the criterion does not apply.

A criterion that does not apply is left out of the sum and of the full score, so with sum_i w_i (p_i - c) it adds 0."""
Measure = Callable[[Sequence[int]], Fraction]

_MOST_CONES = 20_000


@dataclass(frozen=True)
class PartsSpace:
    """Weightings by a Dirichlet distribution with whole parts: all ones for every weighting there is."""

    parts: tuple[int, ...]

    def weighs(self, surplus: Surplus) -> bool:
        """Tell whether any criterion that applies ever carries weight."""
        return any(part and one is not None for part, one in zip(self.parts, surplus, strict=True))

    def share(self, surplus: Surplus, measure: Measure = exact_share) -> Fraction:
        """Return the share of the weightings under which the weighted surplus is at least 0.

        A criterion with several parts is as good as several criteria with the same surplus.
        """
        return measure([one for part, one in zip(self.parts, surplus, strict=True) if one for _ in range(part)])


@dataclass(frozen=True)
class OrderSpace:
    """Weightings that keep an order: every weight of a block is at least as large as any weight of the blocks after it.

    Without ties the weightings are the mixtures of "all on the first", "half on each of the first two" and so on, so the
    knots are the running means of the surplus, and the mean weighting is the rank-order centroid.

    With ties the set is no single such mixture but a sum and difference of some: in every block but the first, take each
    criterion in turn as the heaviest, and take away, by inclusion and exclusion, the weightings where others are heavier.
    """

    blocks: tuple[tuple[int, ...], ...]
    """Places of the criteria, the heaviest block first."""

    @cached_property
    def _scale(self) -> int:
        return lcm(*range(1, sum(map(len, self.blocks)) + 1))

    def weighs(self, surplus: Surplus) -> bool:
        """Tell whether any criterion that applies ever carries weight."""
        return any(one is not None for one in surplus)

    def share(self, surplus: Surplus, measure: Measure = exact_share) -> Fraction:
        """Return the share of the weightings under which the weighted surplus is at least 0.

        Raises
        ------
        InputError
            There are too many ties to count exactly; that takes at least thirteen criteria.
        """
        knots: list[int] = []
        tied: list[list[_Cone]] = []
        above, count = 0, 0
        for block in self.blocks:
            mine = [surplus[place] or 0 for place in block]
            if not count:
                knots.extend(self._scale * one for one in mine)
            elif len(mine) == 1:
                knots.append(self._scale // (count + 1) * (above + mine[0]))
            else:
                tied.append(self._cones(mine, above, count))
            above, count = above + sum(mine), count + len(mine)
        return self._together(knots, tied, measure) if tied else measure(knots)

    def _together(self, knots: Sequence[int], tied: Sequence[Sequence[_Cone]], measure: Measure) -> Fraction:
        if prod(map(len, tied)) > _MOST_CONES:
            sizes = ", ".join(str(len(block)) for block in self.blocks)
            raise InputError(
                f"weightings: ties leave too many orders to count exactly (criteria of equal weight: {sizes}); "
                "give some of them different weights, or ask for the uniform weightings.",
                where="weightings",
            )
        total = volume = Fraction(0)
        for chosen in product(*tied):
            size = prod((one.volume for one in chosen), start=Fraction(1))
            volume += size
            total += size * measure([*knots, *(knot for one in chosen for knot in one.knots)])
        return total / volume

    def _cones(self, mine: Sequence[int], above: int, count: int) -> list[_Cone]:
        """Return the cones of a block below others that hold `count` criteria and `above` surplus; like ones taken together."""
        found: dict[tuple[int, ...], Fraction] = {}
        for heaviest in sorted(set(mine)):
            others = sorted(mine)
            others.remove(heaviest)
            free = [self._scale * one for one in others]
            for ways, size, total in _subsets(others):
                carried = 1 + size + count
                knots = (*free, self._scale // carried * (heaviest + total + above))
                volume = Fraction(mine.count(heaviest) * ways * (-1) ** size, carried)
                found[knots] = found.get(knots, Fraction(0)) + volume
        return [_Cone(knots, volume) for knots, volume in found.items() if volume]


@dataclass(frozen=True)
class _Cone:
    """Mixtures of as many weightings as there are knots, with their volume, which is negative where they are taken away."""

    knots: tuple[int, ...]
    volume: Fraction


def _subsets(values: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Give (how many subsets, size, sum) for the subsets of a list; subsets with the same values are counted, not repeated."""
    distinct = sorted(set(values))
    held = [values.count(one) for one in distinct]
    for taken in product(*(range(most + 1) for most in held)):
        ways = prod(comb(most, some) for most, some in zip(held, taken, strict=True))
        yield ways, sum(taken), sum(some * one for some, one in zip(taken, distinct, strict=True))


WeightSpace = PartsSpace | OrderSpace


def weight_space(rubric: Rubric, weightings: Weightings | str, closeness: int = CLOSENESS) -> WeightSpace:
    """Return the weightings that are meant, for the criteria of a rubric in its order.

    Raises
    ------
    InputError
        There is no such kind of weightings, or the closeness is out of range.
    """
    weights = [c.weight for c in rubric.criteria]
    if weightings == Weightings.UNIFORM:
        return PartsSpace((1,) * len(weights))
    if weightings == Weightings.AROUND:
        return PartsSpace(parts_around(weights, closeness))
    if weightings == Weightings.ORDERED:
        steps = sorted(set(weights), reverse=True)
        return OrderSpace(tuple(tuple(at for at, one in enumerate(weights) if one == weight) for weight in steps))
    known = ", ".join(Weightings)
    raise InputError(f"weightings: found {weightings!r}; known are: {known}.", where="weightings")
