"""Several people's weights together: a centre, how far they are apart, and who stands with whom.

Distances are in basis points that would have to move: half the sum of the differences. Factions come from complete linkage: the
two closest groups are joined for as long as everybody in the joined one is within the threshold of everybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import floor, prod

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightSet
from rubric_kit.model.weight_set import GroupCentre, GroupWeights, WeightDistance, WeightSpread
from rubric_kit.scoring.weighing.fit import require_fit
from rubric_kit.scoring.weighing.given import repeated
from rubric_kit.scoring.weights import to_basis_points

FAR = 1_500
"""Threshold of a faction unless another is given: 15 of 100 points."""
_ROOT_DIGITS = 10**20
_ZERO_COUNTS_AS = 1
"""In a geometric mean one zero would rule a criterion out for everybody, so it counts as the smallest weight there is."""


def group_weights(
    rubric: Rubric, sets: Sequence[WeightSet], *, centre: GroupCentre = "median", threshold: int = FAR
) -> GroupWeights:
    """Put several people's weights together, and keep each one's own.

    Parameters
    ----------
    rubric : Rubric
        The version that was weighed.
    sets : sequence of WeightSet
        One set for each person.
    centre : "median", "mean" or "geometric_mean"
        What is taken of each criterion's weights before they are brought to 10,000 again, by largest remainders. With the
        geometric mean a zero counts as one basis point.
    threshold : int
        How far members of a faction may be apart, in basis points.

    Raises
    ------
    RecordError
        There is no set, a person has two, a set belongs to another wording, or every median is zero.
    """
    members = tuple(sets)
    if not members:
        raise RecordError("group weights need the weights of at least one person, found none", where="weights")
    require_fit(rubric, members)
    twice = repeated(one.rater for one in members)
    if twice is not None:
        modes = " and ".join(one.mode for one in members if one.rater == twice)
        raise RecordError(f"group weights take one set for each person, and {twice!r} has two ({modes}); choose one", where=twice)
    if centre not in _CENTRES:
        raise RecordError(f"no centre is called {centre!r}; known are: {', '.join(_CENTRES)}", where="centre")
    columns = {c.id: sorted(one.as_mapping()[c.id] for one in members) for c in rubric.criteria}
    distances = _distances(rubric, members)
    return GroupWeights.parse(
        {
            "centre": centre,
            "wording": rubric.wording_fingerprint,
            "weights": [{"criterion": name, "weight": weight} for name, weight in _together(columns, centre).items()],
            "members": [one.plain() for one in members],
            "spread": [_spread(name, column).plain() for name, column in columns.items()],
            "distances": [one.plain() for one in distances],
            "threshold": threshold,
            "factions": _factions([one.rater for one in members], distances, threshold),
            "remarks": list(_remarks(columns, centre)),
        },
        where="group weights",
    )


def quantile(values: Sequence[int], share: Fraction) -> Fraction:
    """Return the value below which a share of sorted values lies, between two of them in proportion.

    The definition that spreadsheets call QUARTILE.INC (type 7 of Hyndman and Fan 1996).
    """
    place = share * (len(values) - 1)
    at = floor(place)
    after = min(at + 1, len(values) - 1)
    return values[at] + (place - at) * (values[after] - values[at])


def _together(columns: Mapping[str, Sequence[int]], centre: GroupCentre) -> dict[str, int]:
    shares = {name: _CENTRES[centre](column) for name, column in columns.items()}
    if not any(shares.values()):
        found = "the median of every criterion is zero, because no criterion has weight with more than half of the people"
        raise RecordError(f"{found}; use the mean, and look at the factions", where="weights")
    return to_basis_points(shares)


def _median(column: Sequence[int]) -> Fraction:
    return quantile(column, Fraction(1, 2))


def _mean(column: Sequence[int]) -> Fraction:
    return Fraction(sum(column), len(column))


def _geometric_mean(column: Sequence[int]) -> Fraction:
    product = prod(max(weight, _ZERO_COUNTS_AS) for weight in column)
    return Fraction(_whole_root(product * _ROOT_DIGITS ** len(column), len(column)), _ROOT_DIGITS)


_CENTRES: Mapping[GroupCentre, Callable[[Sequence[int]], Fraction]] = {
    "median": _median,
    "mean": _mean,
    "geometric_mean": _geometric_mean,
}


def _whole_root(number: int, degree: int) -> int:
    """Return the root of a whole number, rounded down, by bisection on whole numbers."""
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle)
    return low


def _remarks(columns: Mapping[str, Sequence[int]], centre: GroupCentre) -> list[str]:
    zeros = sum(weight == 0 for column in columns.values() for weight in column)
    if centre != "geometric_mean" or not zeros:
        return []
    found = "1 weight of zero counts" if zeros == 1 else f"{zeros} weights of zero count"
    return [f"{found} as 0.01 of 100 in the geometric mean; a plain zero would rule the criterion out for everybody."]


def _spread(criterion: str, column: Sequence[int]) -> WeightSpread:
    lower, middle, upper = (_nearest(quantile(column, Fraction(quarter, 4))) for quarter in (1, 2, 3))
    return WeightSpread(
        criterion=criterion, least=column[0], lower_quartile=lower, median=middle, upper_quartile=upper, most=column[-1]
    )


def _nearest(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def _distances(rubric: Rubric, members: Sequence[WeightSet]) -> list[WeightDistance]:
    found = []
    weights = {one.rater: one.as_mapping() for one in members}
    for one, other in combinations(weights, 2):
        apart = {c.id: abs(weights[one][c.id] - weights[other][c.id]) for c in rubric.criteria}
        furthest = max(apart, key=apart.__getitem__)
        found.append(WeightDistance(rater=one, other=other, distance=sum(apart.values()) // 2, criterion=furthest))
    return sorted(found, key=lambda pair: -pair.distance)


def _factions(raters: Sequence[str], distances: Sequence[WeightDistance], threshold: int) -> list[list[str]]:
    place = {rater: at for at, rater in enumerate(raters)}
    groups = {at: [rater] for at, rater in enumerate(raters)}
    # How far the two members are apart who are furthest apart, for each two groups; the earlier group first.
    linkage = {(place[one.rater], place[one.other]): one.distance for one in distances}
    while linkage:
        one, other = min(linkage, key=lambda pair: (linkage[pair], pair))
        if linkage[one, other] > threshold:
            break
        groups[one] += groups.pop(other)
        for third in groups:
            if third != one:
                kept, dropped = (min(one, third), max(one, third)), (min(other, third), max(other, third))
                linkage[kept] = max(linkage[kept], linkage.pop(dropped))
        del linkage[one, other]
    return sorted((sorted(group, key=place.__getitem__) for group in groups.values()), key=lambda one: (-len(one), place[one[0]]))
