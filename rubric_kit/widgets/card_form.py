"""The form of the trade-off cards: two invented badges at a time, in the words of their levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_kit.errors import RecordError
from rubric_kit.model import CardLevel, Rubric, TradeOff, WeightMode, visible
from rubric_kit.scoring.weighing import next_card
from rubric_kit.widgets.weight_forms import Said, WeightForm


class CardsForm(WeightForm):
    """Two invented badges at a time, and which one somebody would rather accept."""

    kind = "cards"

    def __init__(self, rubric: Rubric) -> None:
        super().__init__(rubric, WeightMode.TRADE_OFF)
        self._cards: list[tuple[tuple[CardLevel, ...], tuple[CardLevel, ...]]] = []
        self._answers: list[str] = []
        self._next = next_card(rubric, ())

    @property
    def begun(self) -> bool:
        """Whether any card was answered."""
        return bool(self._answers)

    @property
    def choices(self) -> tuple[TradeOff, ...]:
        """The answered cards, first one first."""
        return tuple(_choice(card, answer) for card, answer in zip(self._cards, self._answers, strict=True))

    def take(self, step: Mapping[str, Any]) -> None:
        """Take the answer to the card that is shown, or go back by one; an answer to another card is not counted."""
        if step.get("do") == "back":
            if self._answers:
                self._answers.pop()
                self._next = self._cards.pop()
            return
        if step.get("card") != len(self._answers) + 1 or self._next is None:
            return
        answer = str(step.get("value"))
        if answer not in ("left", "right", "equal"):
            raise RecordError(f"{visible(answer)[:80]!r} is none of: left, right, equal.", where="card")
        self._cards.append(self._next)
        self._answers.append(answer)
        self._next = next_card(self.rubric, self.choices)

    def clear(self) -> None:
        """Forget the cards."""
        self._cards, self._answers = [], []
        self._next = next_card(self.rubric, ())

    def said(self) -> Said:
        """Return the answered cards; any number of them leads to weights, more of them to a narrower range."""
        if not self._answers:
            return Said(left="No card is answered yet.")
        return Said(choices=self.choices)

    def rows(self) -> dict[str, Any]:
        """Return the card to answer, if there is one."""
        number = len(self._answers) + 1
        left, right = ([self._level(one) for one in side] for side in self._next or ((), ()))
        title = "Enough is known: the cards leave next to nothing open." if self._next is None else f"Card {number}"
        return {
            "card": number,
            "title": title,
            "left": left,
            "right": right,
            "alike": "In everything else the two are alike. After each card the weights and their ranges follow." if left else "",
            "aloud": f"{title}. Left badge: {_aloud(left)}. Right badge: {_aloud(right)}." if left else title,
            "can_back": bool(self._answers),
        }

    def _level(self, card: CardLevel) -> dict[str, Any]:
        criterion = self.rubric.criterion(card.criterion)
        place = criterion.position(card.level)
        level = criterion.levels[place]
        return {
            "name": self.names[card.criterion],
            "number": place,
            "level": visible(level.name),
            "text": visible(level.descriptor),
        }


def _choice(card: tuple[tuple[CardLevel, ...], tuple[CardLevel, ...]], answer: str) -> TradeOff:
    left, right = card
    preferred, other = (right, left) if answer == "right" else (left, right)
    return TradeOff(preferred=preferred, other=other, equal=answer == "equal")


def _aloud(levels: list[dict[str, Any]]) -> str:
    return ", ".join(f"{one['name']}: {one['level']}" for one in levels)
