"""What a person has answered so far in one weight mode, as it was typed; nothing is lost while a form is unfinished."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, NamedTuple

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, TradeOff, WeightAnswer, WeightMode, visible
from rubric_kit.scoring.weighing.plain_words import THOUSAND

MOST_TYPED = 40
"""Characters of a typed number that are kept."""


class Said(NamedTuple):
    """What a form holds: answers for `weigh`, or what is still missing."""

    answers: tuple[WeightAnswer, ...] = ()
    choices: tuple[TradeOff, ...] = ()
    left: str = ""
    """What is missing or cannot be read, as one line; empty when the form is whole."""


class WeightForm(ABC):
    """Answers in one mode.

    Parameters
    ----------
    rubric : Rubric
        The version that is weighed.
    mode : WeightMode
        How is asked.
    """

    kind: ClassVar[str]
    """Name of the drawing in `ask_weights.js`."""

    def __init__(self, rubric: Rubric, mode: WeightMode) -> None:
        self.rubric, self.mode = rubric, mode
        self.names = {c.id: visible(c.name) for c in rubric.criteria}

    @property
    @abstractmethod
    def begun(self) -> bool:
        """Whether anything was answered."""

    @abstractmethod
    def take(self, step: Mapping[str, Any]) -> None:
        """Take an answer.

        Raises
        ------
        RecordError
            It names a criterion or a choice that is not there.
        """

    @abstractmethod
    def said(self) -> Said:
        """Return what the form holds."""

    @abstractmethod
    def rows(self) -> dict[str, Any]:
        """Return what the script draws."""

    @abstractmethod
    def clear(self) -> None:
        """Forget the answers."""

    def view(self) -> dict[str, Any]:
        """Return what the script draws, with the kind of drawing."""
        return {"kind": self.kind, **self.rows()}

    def criterion(self, step: Mapping[str, Any], field: str = "criterion") -> str:
        """Return the criterion that a step names.

        Raises
        ------
        RecordError
            There is no such criterion.
        """
        found = step.get(field)
        if found not in self.names:
            known = ", ".join(self.names)
            raise RecordError(f"No criterion is called {visible(str(found))[:80]!r}; known are: {known}.", where="weights")
        return str(found)


class NoForm(WeightForm):
    """No weights: nothing is asked."""

    kind = "none"
    begun = True

    def take(self, step: Mapping[str, Any]) -> None:  # noqa: ARG002 - there is nothing to answer
        """Refuse: there is nothing to answer."""
        raise RecordError("Nothing is asked without weights.", where="weights")

    def said(self) -> Said:
        """Return that the form is whole."""
        return Said()

    def clear(self) -> None:
        """Do nothing: there is nothing to forget."""

    def rows(self) -> dict[str, Any]:
        """Return what follows from no weights, in words."""
        return {
            "words": (
                "All weightings there are get a look, from everything on one criterion to the same on each. The ranking then "
                "says for each badge under how many of 100 weightings it is accepted, and how many badges are decided the same "
                "whatever the weights. Where one set of weights has to be shown, equal ones stand in."
            )
        }


def number_of(typed: str, least: int, most: int) -> Decimal | None:
    """Read a typed number; None if it is none, or not within the bounds."""
    try:
        value = Decimal(typed)
    except InvalidOperation:
        return None
    return value if value.is_finite() and least <= value <= most else None


def thousandths(value: Decimal) -> int:
    """Return a number in thousandths, rounded to the nearest."""
    return int((value * THOUSAND).to_integral_value())


def shown_number(typed: str) -> str:
    """Return what a browser's number field shows; it takes nothing but numbers, and what else was typed stays in it untouched."""
    return "" if number_of(typed, -(10**MOST_TYPED), 10**MOST_TYPED) is None else typed
