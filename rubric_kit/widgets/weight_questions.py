"""All ways of asking for weights side by side: each keeps its answers while another one is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightMode, WeightSet, visible
from rubric_kit.scoring.weighing import MODES, weigh
from rubric_kit.widgets.amount_form import AmountForm
from rubric_kit.widgets.card_form import CardsForm
from rubric_kit.widgets.comparison_forms import BestWorstForm, PairsForm
from rubric_kit.widgets.order_form import OrderForm
from rubric_kit.widgets.weight_forms import NoForm, WeightForm

_ORDER = "order"
_ORDERS = (WeightMode.RANK_ORDER_CENTROID, WeightMode.RANK_SUM)


class WeightQuestions:
    """The forms of all modes, which one is open, and the weights of those that are whole.

    Two formulas make weights of an order; the person sees one way of asking, called "order".

    Parameters
    ----------
    rubric : Rubric
        The version that is weighed.
    rater : str
        Code of whose weights are asked for.
    """

    def __init__(self, rubric: Rubric, rater: str) -> None:
        self._rubric, self._rater = rubric, rater
        self._forms: dict[str, WeightForm] = {
            WeightMode.POINTS.value: AmountForm(rubric, WeightMode.POINTS),
            WeightMode.DIRECT.value: AmountForm(rubric, WeightMode.DIRECT),
            _ORDER: OrderForm(rubric),
            WeightMode.SWING.value: AmountForm(rubric, WeightMode.SWING),
            WeightMode.PAIRWISE.value: PairsForm(rubric),
            WeightMode.BEST_WORST.value: BestWorstForm(rubric),
            WeightMode.TRADE_OFF.value: CardsForm(rubric),
            WeightMode.NONE.value: NoForm(rubric, WeightMode.NONE),
        }
        self.open = WeightMode.POINTS.value
        self.whole: dict[str, WeightSet] = {}
        """Weights by way of asking, for those that are answered in full; the latest last."""
        self.told, self.wrong = self._form.said().left, False

    @property
    def mode(self) -> WeightMode:
        """The mode that is asked in."""
        return self._form.mode

    @property
    def _form(self) -> WeightForm:
        return self._forms[self.open]

    def ask_in(self, way: str) -> WeightSet | None:
        """Open another form; return its weights if its answers are whole.

        Raises
        ------
        RecordError
            There is no such way of asking.
        """
        if way in _ORDERS:
            self._forms[_ORDER].take({"do": "steps", "value": way})
            self.open = _ORDER
        else:
            self.open = self._known(way)
        return self._weigh(self.open)

    def take(self, step: Mapping[str, Any], present: Mapping[str, int]) -> WeightSet | None:
        """Take one answer; return the weights if the open form is whole with it.

        Parameters
        ----------
        step : mapping
            What was done, in which way of asking.
        present : mapping of criterion id to int
            The present weights in basis points, for those who start from them.

        Raises
        ------
        RecordError
            The answer names something that is not there; nothing was changed.
        """
        way = self._known(step.get("mode"))
        form = self._forms[way]
        if step.get("do") == "clear":
            form.clear()
        elif step.get("do") == "fill" and isinstance(form, AmountForm):
            form.fill(present)
        else:
            form.take(step)
        return self._weigh(way)

    def view(self) -> dict[str, Any]:
        """Return the ways of asking, what is told about the open one, and its form."""
        facts = MODES[self.mode]
        return {
            "modes": [{"id": way, "name": _way_name(way)} for way in self._forms],
            "mode": self.open,
            "about": {
                "ask": facts.ask,
                "more": (
                    f"Good when: {_sentence(facts.best_when)} Known bias: {_sentence(facts.bias)} "
                    f"Source: {_sentence(facts.source)}"
                ),
            },
            "form": self._form.view(),
            "told": self.told,
            "wrong": self.wrong,
            "can_clear": self._form.begun and self.mode is not WeightMode.NONE,
        }

    def _weigh(self, way: str) -> WeightSet | None:
        form = self._forms[way]
        said = form.said()
        self.whole.pop(way, None)
        told, wrong = said.left, False
        if not said.left:
            try:
                found = weigh(self._rubric, form.mode, said.answers, choices=said.choices, rater=self._rater)
            except RecordError as error:
                told, wrong = f"{error.message}.", True
            else:
                self.whole[way] = found
                told = " ".join(visible(one) for one in found.remarks) or _WHOLE[form.kind]
        # An answer that was still on its way when another form was opened is counted there and not told here.
        if way == self.open:
            self.told, self.wrong = told, wrong
        return self.whole.get(way) if way == self.open else None

    def _known(self, way: object) -> str:
        if way not in self._forms:
            known = ", ".join([*self._forms, *_ORDERS])
            raise RecordError(f"weights cannot be asked for by {visible(str(way))[:80]!r}; known are: {known}", where="mode")
        return str(way)


_WHOLE = {
    "numbers": "All numbers are there: the weights follow them.",
    "order": "The weights follow this order.",
    "pairs": "All pairs are answered: the weights follow them.",
    "best_worst": "All numbers are there: the weights follow them.",
    "cards": "The weights follow the cards so far.",
    "none": "No weights: look at what the ranking says under all of them.",
}


def _way_name(way: str) -> str:
    return "Put in order" if way == _ORDER else MODES[WeightMode(way)].name


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."
