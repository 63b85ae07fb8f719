"""A synthetic district: badges with ratings, and what an invented panel says about each. Seeded, so that every run deals alike.

A badge has a hidden quality; its levels follow it with noise, and so does the panel, by a logistic law around the cut. Nothing
here is about a real badge or a real panel.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import pytest

from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import score_badge
from rubric_kit.scoring.triage import PastDecision, Verdict

MakeBadge = Callable[..., Badge]


class Case(NamedTuple):
    """A badge, its ratings and what the panel says or would say."""

    badge: Badge
    answers: dict[str, Any]
    verdict: Verdict

    def past(self, rubric: Rubric, *, at_hand: bool = False) -> PastDecision:
        low, high = score_badge(rubric, self.badge, self.answers).ends
        key = self.badge.key if at_hand else ""
        return PastDecision(self.badge.handle, low, high, self.verdict, rubric=rubric.fingerprint, badge=key)


Pile = Callable[..., list[Case]]


def _answers(dice: random.Random, rubric: Rubric, quality: float, unknown: float) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for criterion in rubric.criteria:
        place = round(min(3.0, max(0.0, dice.gauss(3 * quality, 0.45))))
        found[criterion.id] = RatingState.UNKNOWN if dice.random() < unknown else f"l{place}"
    return found


def _says_yes(dice: random.Random, rubric: Rubric, badge: Badge, answers: dict[str, Any], width: float) -> bool:
    middle = 100 * sum(score_badge(rubric, badge, answers).ends, Fraction(0)) / 2
    return dice.random() < 1 / (1 + math.exp(-(float(middle) - 60) / width))


@pytest.fixture(scope="session")
def pile(make_badge: MakeBadge) -> Pile:
    def make(
        rubric: Rubric, size: int, *, seed: int, good: float = 0.68, unknown: float = 0.05, width: float = 4.0
    ) -> list[Case]:
        dice = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
        cases = []
        for number in range(size):
            quality = dice.gauss(0.86, 0.1) if dice.random() < good else dice.gauss(0.45, 0.16)
            badge = make_badge(f"{number:064x}")
            answers = _answers(dice, rubric, quality, unknown)
            yes = _says_yes(dice, rubric, badge, answers, width)
            cases.append(Case(badge, answers, Verdict.ACCEPTED if yes else Verdict.NOT_COUNTED))
        return cases

    return make


@pytest.fixture(scope="session")
def deal() -> Callable[[Sequence[Case], int, int], tuple[list[Case], list[Case]]]:
    """Deal a pile out into a batch and a past."""

    def dealt(cases: Sequence[Case], batch: int, seed: int) -> tuple[list[Case], list[Case]]:
        dice = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
        mixed = dice.sample(list(cases), len(cases))
        return mixed[:batch], mixed[batch:]

    return dealt
