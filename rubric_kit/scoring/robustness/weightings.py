"""Which weightings are meant when robustness is asked for: all of them, those around the team's, or those in its order."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import isqrt

from rubric_kit.errors import InputError
from rubric_kit.model import BASIS_POINTS, Rubric, share_text
from rubric_kit.scoring.weights import to_basis_points

CLOSENESS = 30
"""How close the weightings of `Weightings.AROUND` stay to the team's, where nobody says otherwise."""
_CLOSEST = 100


class Weightings(StrEnum):
    """A set of weightings, each as likely as any other of its kind."""

    UNIFORM = "uniform"
    """Every weighting there is."""
    AROUND = "around"
    """Weightings around the team's: a Dirichlet distribution whose mean is the team's weights, in whole parts."""
    ORDERED = "ordered"
    """Weightings in which no criterion weighs more than one that the team holds heavier; equal weights are in no order."""


def parts_around(weights: Sequence[int], closeness: int = CLOSENESS) -> tuple[int, ...]:
    """Return the team's weights as whole parts, the parameters of the Dirichlet distribution around them.

    Rounded by largest remainder. A criterion without weight has no part and stays without; one with weight keeps at least
    one part, taken from the largest, so that a small weight is not rounded to none.

    Parameters
    ----------
    weights : sequence of int
        Any whole numbers in the same unit, at least one above 0.
    closeness : int
        Sum of the parts: from the number of criteria with weight to 100. The more, the closer to the team's weights.

    Raises
    ------
    InputError
        The closeness is out of range.
    """
    weighing = sum(weight > 0 for weight in weights)
    if not weighing <= closeness <= _CLOSEST:
        message = f"closeness: found {closeness:,}; allowed is {weighing} (the criteria with weight) to {_CLOSEST}."
        raise InputError(message, where="closeness")
    rounded = to_basis_points({str(place): weight for place, weight in enumerate(weights)}, closeness)
    parts = list(rounded.values())
    for place, weight in enumerate(weights):
        if weight and not parts[place]:
            parts[parts.index(max(parts))] -= 1
            parts[place] = 1
    return tuple(parts)


def standard_deviations(rubric: Rubric, closeness: int = CLOSENESS) -> dict[str, int]:
    """Return how far each weight strays around the team's: one standard deviation, in basis points rounded down.

    With a of A parts a weight has the mean a / A and the variance a (A - a) / (A^2 (A + 1)).
    """
    parts = parts_around([c.weight for c in rubric.criteria], closeness)
    spread = [isqrt(BASIS_POINTS**2 * part * (closeness - part) // (closeness**2 * (closeness + 1))) for part in parts]
    return {c.id: one for c, one in zip(rubric.criteria, spread, strict=True)}


def weightings_words(rubric: Rubric, weightings: Weightings = Weightings.UNIFORM, *, closeness: int = CLOSENESS) -> str:
    """Say in one sentence which weightings are meant."""
    if weightings == Weightings.UNIFORM:
        return "All weightings there are, each as likely as any other."
    if weightings == Weightings.ORDERED:
        return "All weightings that keep the order of the team's weights; criteria of equal weight may come in any order."
    heaviest = max(rubric.criteria, key=lambda c: c.weight)
    strays = standard_deviations(rubric, closeness)[heaviest.id]
    return (
        f"Weightings around the team's: the weight of {heaviest.name}, {share_text(heaviest.weight)} of 100, "
        f"typically strays by {share_text(strays)} points, the others by no more."
    )
