"""What each weight does on its own: the score as it goes from 0 to 100, and the weights at which the decision changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from rubric_kit.model import Badge, Rubric
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.robustness.open_cases import OpenCase, Points, open_cases, outcomes_under, surplus


class ScoreEnds(NamedTuple):
    """Low and high end of a score as shares of the full score; the same number where there are no gaps."""

    low: Fraction
    high: Fraction


class SwingFlip(NamedTuple):
    """A weight of one criterion at which the decision changes."""

    weight: Fraction
    """Share of all weight, exact."""
    shown: str
    """The weight in points of 100, to one decimal."""
    below: tuple[str, ...]
    """Outcomes that are open just below this weight; one if it is certain."""
    at: tuple[str, ...]
    """Outcomes at exactly this weight; a score on a cut has reached it."""
    above: tuple[str, ...]
    """Outcomes that are open just above it."""
    sentence: str
    """The change in words."""


class WeightSwing(NamedTuple):
    """What one criterion's weight does while the others are rescaled in proportion."""

    criterion: str
    """Criterion."""
    weight: int
    """Its weight now, in basis points."""
    none: ScoreEnds | None
    """Score with weight 0 here; None: nothing that applies is left with weight."""
    all: ScoreEnds | None
    """Score with all weight here; None: the criterion does not apply."""
    effect: Fraction
    """How far the swing moves the score, as a share of the full score; of the two ends the one that moves further."""
    flips: tuple[SwingFlip, ...]
    """Weights at which the decision changes, smallest first."""


def weight_swings(rubric: Rubric, badge: Badge, answers: Answers) -> tuple[WeightSwing, ...]:
    """Return the swing of each weight, the one that moves the score most first.

    The others are rescaled in proportion, exactly as `move_weight` does but without its rounding; if they are all 0 they
    share what is left evenly.

    Parameters
    ----------
    rubric, badge, answers
        As for `decide`. With gaps the score has two ends, and the decision can change from or to undetermined.

    Returns
    -------
    tuple of WeightSwing
        One for each criterion. The weights at which the decision changes are exact; two badges that change places are the
        concern of `rubric_kit.comparing.order.weight_that_ties`.
    """
    cases = open_cases(rubric, badge, answers)
    found = [_swing(rubric, cases, place) for place in range(len(rubric.criteria))]
    return tuple(sorted(found, key=lambda one: -one.effect))


def _swing(rubric: Rubric, cases: Sequence[OpenCase], place: int) -> WeightSwing:
    criterion = rubric.criteria[place]
    none, whole = (_ends(rubric, cases, _weights_at(rubric, place, Fraction(at))) for at in (0, 1))
    effect = Fraction(0)
    if none and whole:
        effect = max(abs(whole.low - none.low), abs(whole.high - none.high))
    return WeightSwing(criterion.id, criterion.weight, none, whole, effect, tuple(_flips(rubric, cases, place)))


def _weights_at(rubric: Rubric, place: int, share: Fraction) -> list[int]:
    """Return whole weights, in any unit, with one at a share of them and the others in proportion, as `move_weight` does."""
    others = [0 if at == place else c.weight for at, c in enumerate(rubric.criteria)]
    if not any(others):
        others = [int(at != place) for at in range(len(others))]
    rest = sum(others)
    if not rest:
        return [1]
    weights = [(share.denominator - share.numerator) * one for one in others]
    weights[place] = share.numerator * rest
    return weights


def _ends(rubric: Rubric, cases: Sequence[OpenCase], weights: Sequence[int]) -> ScoreEnds | None:
    full = rubric.top * sum(weight for weight, one in zip(weights, cases[0].low, strict=True) if one is not None)
    if not full:
        return None
    low = min(_sum(weights, case.low) for case in cases)
    high = max(_sum(weights, case.high) for case in cases)
    return ScoreEnds(Fraction(low, full), Fraction(high, full))


def _sum(weights: Sequence[int], points: Points) -> int:
    return sum(weight * one for weight, one in zip(weights, points, strict=True) if one is not None)


def _flips(rubric: Rubric, cases: Sequence[OpenCase], place: int) -> Iterator[SwingFlip]:
    if len(rubric.criteria) == 1:
        return
    marks = sorted({Fraction(0), Fraction(1), *_crossings(rubric, cases, place)})
    between = [_outcomes_at(rubric, cases, place, (low + high) / 2) for low, high in pairwise(marks)]
    for number, mark in enumerate(marks):
        # With no weight left on anything that applies there is no score, and so no decision that could change.
        told = _ends(rubric, cases, _weights_at(rubric, place, mark)) is not None
        at = _outcomes_at(rubric, cases, place, mark) if told else between[min(number, len(between) - 1)]
        below = between[number - 1] if number else at
        above = between[number] if number < len(between) else at
        if not below == at == above:
            yield SwingFlip(mark, _shown(mark), below, at, above, _flip_words(rubric, place, mark, (below, at, above)))


def _flip_words(rubric: Rubric, place: int, mark: Fraction, outcomes: tuple[tuple[str, ...], ...]) -> str:
    below, at, above = (_outcome_words(rubric, one) for one in outcomes)
    about = "" if (mark * 1000).denominator == 1 else "about "
    where = f"{about}{_shown(mark)} of 100 for {rubric.criteria[place].name}"
    if below == above:
        return f"At exactly {where} the decision is {at}; with less or more it is {below}."
    if at == below:
        return f"Above {where} the decision is {above} and no longer {below}."
    if at == above:
        return f"From {where} on the decision is {above} and no longer {below}."
    return f"At {where} the decision changes from {below} to {above}; exactly there it is {at}."


def _outcome_words(rubric: Rubric, outcomes: tuple[str, ...]) -> str:
    names = " or ".join(rubric.policy.outcome(one).name for one in outcomes)
    return names if len(outcomes) == 1 else f"open ({names})"


def _outcomes_at(rubric: Rubric, cases: Sequence[OpenCase], place: int, share: Fraction) -> tuple[str, ...]:
    return outcomes_under(rubric, cases, _weights_at(rubric, place, share))


def _crossings(rubric: Rubric, cases: Sequence[OpenCase], place: int) -> Iterator[Fraction]:
    """Give the weights at which a cut is met exactly: t y_k + (1 - t) r = 0, with r the mean surplus of the others."""
    others = _weights_at(rubric, place, Fraction(0))
    for case in cases:
        for cut in [rung.cut for rung in case.rungs if rung.cut is not None]:
            for points in (case.low, case.high):
                above = surplus(points, cut, rubric.top)
                rest = Fraction(sum(weight * one for weight, one in zip(others, above, strict=True) if one), sum(others))
                apart = rest - (above[place] or 0)
                if apart and 0 <= rest / apart <= 1:
                    yield rest / apart


def _shown(share: Fraction) -> str:
    tenths = round(share * 1000)
    return f"{tenths // 10}.{tenths % 10}"
