"""Honest hints about weights: what the way of asking is known to do, and what the weights come to on the sample at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from rubric_kit.model import BASIS_POINTS, Rubric, WeightMode, WeightSet
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.weighing.effective import ObservedRange, effective_weights, observed_ranges
from rubric_kit.scoring.weighing.fit import require_fit
from rubric_kit.scoring.weighing.modes import MODES
from rubric_kit.scoring.weighing.plain_words import plain_number, points_text, short_name

NEARLY_EQUAL = 1_000
"""Weights that are at most this far from equal ones are hinted at, in basis points that would have to move."""
MOST_CRITERIA = 8
"""About as many criteria as people can weigh (Olson 1996)."""
HARDLY = 3
"""Badges hardly differ on a criterion where their points lie within a third of the full points."""

HintKind = Literal["equal_pull", "range_blind", "too_many", "gap"]


class Hint(NamedTuple):
    """One thing a team should know before it settles on weights."""

    kind: HintKind
    """Short name."""
    sentence: str
    """The hint in words."""


def weight_hints(
    rubric: Rubric,
    weights: WeightSet | Mapping[str, int],
    answers_by_badge: Mapping[str, Answers],
    *,
    other: WeightSet | Mapping[str, int] | None = None,
) -> tuple[Hint, ...]:
    """Return what a team should know about its weights.

    Parameters
    ----------
    rubric : Rubric
        The version that was weighed.
    weights : WeightSet or mapping of criterion id to basis points
        The weights.
    answers_by_badge : mapping of badge key to answers
        The sample on which they are looked at; may be empty.
    other : WeightSet or mapping, optional
        Weights from a second mode, to say how far the two are apart.

    Raises
    ------
    RecordError
        A weight set belongs to another wording.
    RatingError
        An answer names a level that does not exist.
    """
    require_fit(rubric, (one for one in (weights, other) if isinstance(one, WeightSet)))
    mode = weights.mode if isinstance(weights, WeightSet) else None
    stated = _mapping(rubric, weights)
    return (
        *_too_many(rubric),
        *_equal_pull(stated, mode),
        *_range_blind(rubric, stated, observed_ranges(rubric, answers_by_badge)),
        *(() if other is None else _gap(rubric, (weights, other), answers_by_badge)),
    )


def distance(one: Mapping[str, int | Fraction], other: Mapping[str, int | Fraction]) -> Fraction:
    """Return how much weight would have to move to turn one set into another: half the sum of the differences."""
    return sum((abs(Fraction(one[name]) - other[name]) for name in one), Fraction(0)) / 2


def _too_many(rubric: Rubric) -> Iterator[Hint]:
    count = len(rubric.criteria)
    if count > MOST_CRITERIA:
        advice = "join criteria that ask nearly the same, or weigh by an order"
        yield Hint(
            "too_many",
            f"{count} criteria are more than people can weigh well; about {MOST_CRITERIA} are plenty (Olson 1996): {advice}.",
        )


def _equal_pull(stated: Mapping[str, int], mode: WeightMode | None) -> Iterator[Hint]:
    # Where nothing was asked, equal weights were put there by the kit and say nothing about anybody.
    if mode is WeightMode.NONE or len(stated) == 1:
        return
    away = distance(stated, dict.fromkeys(stated, Fraction(BASIS_POINTS, len(stated))))
    if away > NEARLY_EQUAL:
        return
    known = ""
    if mode is WeightMode.POINTS:
        known = " Spreading 100 points pulls weights toward equal, more than comparing criteria does (Rezaei and others 2021)."
    moved = f"Moving {_rounded_points(away)} of 100 points would make these weights equal" if away else "These weights are equal"
    yield Hint("equal_pull", f"{moved}.{known} If equal is not what you mean, ask once more in another mode, such as swing.")


def _range_blind(rubric: Rubric, stated: Mapping[str, int], ranges: Mapping[str, ObservedRange]) -> Iterator[Hint]:
    """Hint at each criterion that has at least an equal share of the weight, and on which the badges hardly differ."""
    for criterion in rubric.criteria:
        found = ranges[criterion.id]
        weight = stated[criterion.id]
        full = criterion.top - criterion.levels[0].points
        if found.badges < 2 or weight * len(rubric.criteria) < BASIS_POINTS or found.spread * HARDLY > full:
            continue
        name, points = short_name(rubric, criterion.id), points_text(weight)
        if found.spread:
            span = f"{plain_number(found.least)} to {plain_number(found.most)} of {plain_number(criterion.top)} points"
            decides = f"The {found.badges} badges rated on it have {span}, so it decides little here"
        else:
            decides = f"All {found.badges} badges rated on it score alike, so it decides nothing here"
        yield Hint("range_blind", f"{name} has {points} of 100 points. {decides}, however much weight it has.")


def _gap(rubric: Rubric, both: tuple[WeightSet | Mapping[str, int], ...], sample: Mapping[str, Answers]) -> Iterator[Hint]:
    one, other = (_mapping(rubric, weights) for weights in both)
    away = distance(one, other)
    names = [_name(weights, place) for weights, place in zip(both, ("the first weights", "the second weights"), strict=True)]
    if not away:
        yield Hint("gap", f"Both ways of asking ({names[0]}; {names[1]}) lead to the same weights.")
        return
    most = max(one, key=lambda name: abs(one[name] - other[name]))
    stated = f"{points_text(one[most])} and {points_text(other[most])} of 100 points"
    sentence = (
        f"Between the two ways of asking ({names[0]}; {names[1]}) {_rounded_points(away)} of 100 points would have to move, "
        f"most on {short_name(rubric, most)}: {stated}."
    )
    effective = [effective_weights(rubric, sample, weights=weights) for weights in (one, other)]
    if all(any(found.values()) for found in effective):
        first, second = (points_text(found[most]) for found in effective)
        sentence += f" Counting how far the badges at hand differ on each criterion, it decides {first} against {second} of 100."
    yield Hint("gap", sentence)


def _mapping(rubric: Rubric, weights: WeightSet | Mapping[str, int]) -> dict[str, int]:
    """Return basis points for each criterion of the rubric; what a mapping does not name has none."""
    given = weights.as_mapping() if isinstance(weights, WeightSet) else weights
    return {c.id: given.get(c.id, 0) for c in rubric.criteria}


def _name(weights: WeightSet | Mapping[str, int], otherwise: str) -> str:
    return MODES[weights.mode].name.lower() if isinstance(weights, WeightSet) else otherwise


def _rounded_points(basis_points: Fraction) -> str:
    return points_text(int(basis_points + Fraction(1, 2)))
