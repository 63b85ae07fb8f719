"""A rubric of two criteria, so that scores can be worked out by hand, and ways to write down ratings; all of it synthetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import count

import pytest

from rubric_kit.model import Badge, GutCall, Rating, RatingState, Rubric
from rubric_kit.scoring.gut import GutContrast, GutRow, RubricScore, Side

Rate = Callable[..., list[Rating]]
Contrast = Callable[..., GutContrast]


@pytest.fixture(scope="session")
def two(make_rubric: Callable[..., Rubric]) -> Rubric:
    """Levels 0 to 3 on two criteria that weigh alike: a level is worth 1/6 of the full score, and the cut is 60 of 100."""
    return make_rubric({"clarity": 5000, "fit": 5000})


@pytest.fixture(scope="session")
def six(make_badge: Callable[..., Badge]) -> list[Badge]:
    return [make_badge(letter * 64, name=f"Badge {letter}") for letter in "abcdef"]


@pytest.fixture
def rate(two: Rubric) -> Rate:
    """Write down one person's answers on one badge, in the order of the criteria; None is no answer."""
    sequence = count(1)

    def write(rater: str, badge: Badge, *answers: str | RatingState | None, rubric: Rubric = two) -> list[Rating]:
        return [
            Rating(
                sequence=next(sequence),
                rater=rater,
                badge=badge.key,
                criterion=criterion.id,
                wording=rubric.wording_fingerprint,
                **({"state": answer} if isinstance(answer, RatingState) else {"level": answer}),
            )
            for criterion, answer in zip(rubric.criteria, answers, strict=True)
            if answer is not None
        ]

    return write


@pytest.fixture(scope="session")
def contrast_of(two: Rubric) -> Contrast:
    """Make a contrast straight from scores of 100: {call: [20, (30, 40)]}, dealt out over people and badges in turn."""

    def make(
        scores: Mapping[GutCall, Sequence[float | tuple[float, float]]],
        *,
        people: int = 5,
        badges: int = 6,
        rubric: Rubric = two,
    ) -> GutContrast:
        rows = []
        for at, (call, score) in enumerate((call, one) for call, some in scores.items() for one in some):
            low, high = score if isinstance(score, tuple) else (score, score)
            own = RubricScore(Fraction(low) / 100, Fraction(high) / 100, "yes", ("yes",), Side.ACCEPTS, by_rule=False)
            rows.append(GutRow(f"rater-{at % people}", f"{at % badges:064x}", call, own))
        return GutContrast(rubric.fingerprint, tuple(rows), {row.badge: row.own for row in rows}, ())

    return make
