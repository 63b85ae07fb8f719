"""Answers for one criterion each, in plain numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest

from rubric_kit.model import CardLevel, TradeOff, WeightAnswer

Said = Callable[[Mapping[str, float | Fraction]], list[WeightAnswer]]
Compared = Callable[[Mapping[tuple[str, str], float | Fraction]], list[WeightAnswer]]


@pytest.fixture(scope="session")
def said() -> Said:
    def make(values: Mapping[str, float | Fraction]) -> list[WeightAnswer]:
        return [WeightAnswer(criterion=name, value=int(value * 1000)) for name, value in values.items()]

    return make


@pytest.fixture(scope="session")
def compared() -> Compared:
    """Give "a is so many times as important as b" for each pair; below one the pair is turned round."""

    def make(values: Mapping[tuple[str, str], float | Fraction]) -> list[WeightAnswer]:
        answers = []
        for (one, other), times in values.items():
            more, less, value = (one, other, times) if times >= 1 else (other, one, 1 / times)
            answers.append(WeightAnswer(criterion=more, against=less, value=round(value * 1000)))
        return answers

    return make


Card = Callable[..., TradeOff]


@pytest.fixture(scope="session")
def card() -> Card:
    """Give a card on which the badge that is better on one criterion was preferred to the one better on another."""

    def make(better: str, worse: str, *, top: str = "l3", other_top: str = "l3", equal: bool = False) -> TradeOff:
        return TradeOff(
            preferred=(CardLevel(criterion=better, level=top), CardLevel(criterion=worse, level="l0")),
            other=(CardLevel(criterion=better, level="l0"), CardLevel(criterion=worse, level=other_top)),
            equal=equal,
        )

    return make
