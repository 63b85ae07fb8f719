"""The form of the modes that ask for a number for each criterion: 100 points, 0 to 10, swing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rubric_kit.model import Rubric, WeightAnswer, WeightMode, visible
from rubric_kit.scoring.weighing.plain_words import THOUSAND, plain_number, points_text
from rubric_kit.widgets.weight_forms import MOST_TYPED, Said, WeightForm, number_of, shown_number, thousandths


class AmountForm(WeightForm):
    """100 points, 0 to 10 for each, swing: one number for each criterion."""

    kind = "numbers"
    _MOST: ClassVar[Mapping[WeightMode, int]] = {WeightMode.POINTS: 100, WeightMode.DIRECT: 10, WeightMode.SWING: 100}
    _UNITS: ClassVar[Mapping[WeightMode, str]] = {
        WeightMode.POINTS: "points of 100",
        WeightMode.DIRECT: "0 to 10",
        WeightMode.SWING: "0 to 100",
    }

    def __init__(self, rubric: Rubric, mode: WeightMode) -> None:
        super().__init__(rubric, mode)
        self._typed: dict[str, str] = {}

    @property
    def begun(self) -> bool:
        """Whether any number was typed."""
        return any(self._typed.values())

    def take(self, step: Mapping[str, Any]) -> None:
        """Take the number of one criterion as it was typed."""
        self._typed[self.criterion(step)] = str(step.get("value", "")).strip()[:MOST_TYPED]

    def fill(self, weights: Mapping[str, int]) -> None:
        """Start from weights in basis points."""
        self._typed = {name: points_text(weight) for name, weight in weights.items()}

    def clear(self) -> None:
        """Forget the numbers."""
        self._typed = {}

    def said(self) -> Said:
        """Return the answers, or what is missing; 100 points also say how many are left."""
        most = self._MOST[self.mode]
        read = {name: number_of(self._typed.get(name, ""), 0, most) for name in self.names}
        wrong = next((name for name, value in read.items() if value is None and self._typed.get(name)), None)
        if wrong is not None:
            return Said(left=f"{self.names[wrong]}: a number from 0 to {most} is needed.")
        missing = [name for name, value in read.items() if value is None]
        if missing:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            return Said(left=f"Still without a number: {self.names[missing[0]]}{more}.")
        if not any(read.values()):
            return Said(left="All are at 0: give at least one criterion more.")
        answers = tuple(
            WeightAnswer(criterion=name, value=thousandths(value)) for name, value in read.items() if value is not None
        )
        return Said(answers)

    def rows(self) -> dict[str, Any]:
        """Return one row for each criterion, and the running sum of 100 points."""
        points = self.mode is WeightMode.POINTS
        return {
            "rows": [
                {"id": c.id, "name": self.names[c.id], "note": self._note(c.id), "value": shown_number(self._typed.get(c.id, ""))}
                for c in self.rubric.criteria
            ],
            "unit": self._UNITS[self.mode],
            "most": self._MOST[self.mode],
            "sum": self._sum_words() if points else "",
            "fill": "Start from the weights as they are now" if points else "",
        }

    def _note(self, name: str) -> str:
        criterion = self.rubric.criterion(name)
        if self.mode is not WeightMode.SWING:
            return visible(criterion.question)
        return f"from «{visible(criterion.levels[0].name)}» to «{visible(criterion.levels[-1].name)}»"

    def _sum_words(self) -> str:
        read = (number_of(typed, 0, 100) for typed in self._typed.values())
        given = sum(thousandths(value) for value in read if value is not None)
        left = 100 * THOUSAND - given
        rest = "none left" if not left else f"{plain_number(left)} left" if left > 0 else f"{plain_number(-left)} too many"
        return f"{plain_number(given)} of 100 given, {rest}."
