"""Random rubrics, badges and answers for the robustness tests, and a divided difference in fractions to measure against."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import comb
from typing import Any, NamedTuple

import pytest

from rubric_kit.model import Badge, RatingState, Rubric

Plain = dict[str, Any]
OPEN = (RatingState.UNKNOWN, RatingState.WITHHELD, None)


class Case(NamedTuple):
    """A rubric, a badge and its answers."""

    rubric: Rubric
    badge: Badge
    answers: dict[str, Any]


def _weights(dice: random.Random, count: int) -> list[int]:
    step = dice.choice([1, 500, 1000])
    marks = sorted(dice.randrange(0, 10_000 // step + 1) for _ in range(count - 1))
    return [step * (high - low) for low, high in itertools.pairwise([0, *marks, 10_000 // step])]


def _levels(points: Sequence[int]) -> list[Plain]:
    return [{"id": f"l{at}", "name": f"Level {at}", "points": one, "descriptor": "seen"} for at, one in enumerate(points)]


def _shown(dice: random.Random, count: int, top: int, *, shared: bool) -> list[list[int]]:
    def draw() -> list[int]:
        return [*sorted(dice.sample(range(0, top, 250), dice.randint(1, 4))), top]

    points = draw()
    return [points if shared else draw() for _ in range(count)]


def _rule(dice: random.Random, criteria: list[Plain]) -> Plain:
    one = dice.choice(criteria)
    return {"criterion": one["id"], "at_least": dice.choice(one["levels"])["id"]}


def _policy(dice: random.Random, criteria: list[Plain], *, rules: bool) -> Plain:
    shares = {*dice.sample(range(1000, 10_001, 250), dice.randint(1, 3)), *dice.choice([[], [10_000], [3333]])}
    cuts = [{"at_least": share, "outcome": f"o{at}"} for at, share in enumerate(sorted(shares, reverse=True))]
    kinds = ["accept_at_level", "accept", *["narrative"] * len(cuts)]
    outcomes = [
        {"id": cut["outcome"], "kind": kind, "name": f"Outcome {at}", "wording": "Done."}
        for at, (cut, kind) in enumerate(zip(cuts, kinds, strict=False))
    ]
    outcomes += [{"id": one, "kind": "not_counted", "name": one.title(), "wording": "Done."} for one in ("below", "stopped")]
    policy: Plain = {"outcomes": outcomes, "cuts": cuts, "below": "below"}
    if rules:
        policy["gates"] = [
            {"id": f"g{at}", "otherwise": dice.choice(["stopped", "below"])} | _rule(dice, criteria)
            for at in range(dice.randint(0, 2))
        ]
        if dice.random() < 0.3 and len(criteria) > 1:
            withheld, other = dice.sample(criteria, 2)
            policy["substitutions"] = [
                {"id": "s", "withheld": withheld["id"], "counts_as": "l1", "when": [_rule(dice, [other])]},
            ]
        if dice.random() < 0.3:
            part = {"criteria": dice.choice([5000, 10_000]), "at_least": dice.choice([2500, 5000])}
            policy["profiles"] = [{"id": "p", "outcome": dice.choice([cuts[0]["outcome"], "pattern"]), "parts": [part]}]
            # An outcome that only a profile leads to, before, between or behind those with cuts.
            pattern = {"id": "pattern", "kind": "accept", "name": "Pattern", "wording": "Done."}
            outcomes.insert(dice.randint(0, len(cuts)), pattern)
    return policy


def _answer(dice: random.Random, criterion: Plain, *, gaps: float, left_out: float) -> str | RatingState | None:
    chance = dice.random()
    if chance < gaps:
        return dice.choice(OPEN)
    if chance < gaps + left_out:
        return RatingState.NOT_APPLICABLE
    return str(dice.choice(criterion["levels"])["id"])


@pytest.fixture(scope="session")
def random_case(make_badge: Callable[..., Badge]) -> Callable[..., Case]:
    """Return a maker of cases: by seed, since the parts of a case hang together too closely to be shrunk one by one."""

    def make(
        seed: int, *, gaps: float = 0.0, left_out: float = 0.15, rules: bool = True, most: int = 5, shared: bool = True
    ) -> Case:
        dice = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
        count, top = dice.randint(2, most), dice.choice([1000, 2000, 3000])
        criteria = [
            {"id": f"c{at}", "name": f"C{at}", "question": "How?", "weight": weight, "levels": _levels(points)}
            for at, (weight, points) in enumerate(
                zip(_weights(dice, count), _shown(dice, count, top, shared=shared), strict=True)
            )
        ]
        policy = _policy(dice, criteria, rules=rules)
        rubric = Rubric.parse({"id": "random", "title": "Random", "criteria": criteria, "policy": policy})
        answers = {one["id"]: _answer(dice, one, gaps=gaps, left_out=left_out) for one in criteria}
        return Case(rubric, make_badge(), answers)

    return make


def _divided_difference(knots: Sequence[Fraction | int]) -> Fraction:
    """Return [y_1 ... y_n] t_+^(n-1) from its definition; repeated knots take derivatives over factorials."""
    ordered = sorted(map(Fraction, knots))
    n = len(ordered)

    def term(t: Fraction, k: int) -> Fraction:
        below = t < 0 or (t == 0 and n - 1 > k)
        return Fraction(0) if below else comb(n - 1, k) * t ** (n - 1 - k)

    found = [term(t, 0) for t in ordered]
    for k in range(1, n):
        found = [
            (found[i + 1] - found[i]) / (ordered[i + k] - ordered[i]) if ordered[i + k] != ordered[i] else term(ordered[i], k)
            for i in range(n - k)
        ]
    return found[0]


@pytest.fixture(scope="session")
def divided_difference() -> Callable[[Sequence[Fraction | int]], Fraction]:
    return _divided_difference
