"""Weights in basis points: from any shares to 10,000, and moving one weight while the others give way."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS


def to_basis_points(shares: Mapping[str, int | Fraction], total: int = BASIS_POINTS) -> dict[str, int]:
    """Round shares to whole basis points that sum to the total, by the largest-remainder (Hamilton) method.

    Each share is rounded down; the points left over go to the largest remainders, the earlier criterion first when
    two remainders are equal. No weight is ever further than one basis point from its exact share.

    Parameters
    ----------
    shares : mapping of str to int or Fraction
        Any non-negative shares; only their proportions matter. All zero: the total is spread evenly.
    total : int
        What the result sums to.

    Raises
    ------
    RecordError
        A share is negative, or there is none.
    """
    if not shares or any(share < 0 for share in shares.values()):
        found = ", ".join(f"{name} {share}" for name, share in shares.items()) or "none"
        raise RecordError(f"weights need at least one share and none below zero, found {found}", where="weights")
    whole = sum(shares.values())
    exact = {name: Fraction(share * total, whole) if whole else Fraction(total, len(shares)) for name, share in shares.items()}
    rounded = {name: int(share) for name, share in exact.items()}
    left = total - sum(rounded.values())
    # sorted() keeps the order of equal remainders, which is the order of the criteria.
    for name in sorted(exact, key=lambda one: rounded[one] - exact[one])[:left]:
        rounded[name] += 1
    return rounded


def move_weight(weights: Mapping[str, int], criterion: str, to: int) -> dict[str, int]:
    """Set one weight and rescale the others in proportion, so that all still sum to 10,000.

    If the others were all zero they share what is left evenly.

    Raises
    ------
    RecordError
        There is no such criterion, it is the only one, or the weight is not between 0 and 10,000.
    """
    if criterion not in weights:
        raise RecordError(f"no criterion is called {criterion!r}; known are: {', '.join(weights)}", where="weights")
    if not 0 <= to <= BASIS_POINTS:
        raise RecordError(f"a weight is between 0 and 10,000 basis points, found {to:,}", where=criterion)
    others: dict[str, int | Fraction] = {name: weight for name, weight in weights.items() if name != criterion}
    if not others and to != BASIS_POINTS:
        raise RecordError("the only criterion carries the whole weight of 10,000 basis points", where=criterion)
    rescaled = to_basis_points(others, BASIS_POINTS - to) if others else {}
    return {name: to if name == criterion else rescaled[name] for name in weights}
