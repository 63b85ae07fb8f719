"""The form of the modes that ask for an order: places, which criteria may share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightAnswer, WeightMode, visible
from rubric_kit.scoring.weighing.plain_words import THOUSAND
from rubric_kit.widgets.weight_forms import Said, WeightForm, number_of


class OrderForm(WeightForm):
    """Criteria by place; those in one group share a place."""

    kind = "order"

    def __init__(self, rubric: Rubric, mode: WeightMode = WeightMode.RANK_ORDER_CENTROID) -> None:
        super().__init__(rubric, mode)
        self._groups = [[c.id] for c in rubric.criteria]
        self._settled = False

    @property
    def begun(self) -> bool:
        """Whether the order is a person's own, not the rubric's."""
        return self._settled

    def take(self, step: Mapping[str, Any]) -> None:
        """Take a place, a move by one, another step from place to place, or the order as it stands."""
        do = step.get("do")
        if do == "steps":
            self.mode = _one_of(step.get("value"), (WeightMode.RANK_ORDER_CENTROID, WeightMode.RANK_SUM))
            return
        if do == "place":
            self._put(self.criterion(step), str(step.get("value", "")))
        elif do == "move":
            self._move(self.criterion(step), up=step.get("by") == -1)
        self._settled = True

    def clear(self) -> None:
        """Go back to the rubric's own order, which is nobody's answer."""
        self._groups, self._settled = [[name] for name in self.names], False

    def said(self) -> Said:
        """Return one place for each criterion, once somebody has said that this is the order."""
        if not self._settled:
            return Said(
                left="This is only the order in which the rubric asks. Move the criteria, or say that this is your order."
            )
        return Said(tuple(WeightAnswer(criterion=name, value=place * THOUSAND) for name, place in self._places().items()))

    def rows(self) -> dict[str, Any]:
        """Return the criteria by place, and the two ways to make weights of places."""
        last = len(self.names) - 1
        order = self._places()
        # Of criteria with one place the first moves up out of it and the last moves down.
        return {
            "rows": [
                {
                    "id": name,
                    "name": self.names[name],
                    "note": visible(self.rubric.criterion(name).question),
                    "value": str(place),
                    "can_up": at > 0,
                    "can_down": at < last,
                }
                for at, (name, place) in enumerate(order.items())
            ],
            "settled": self._settled,
            "step": self.mode.value,
            "steps": [
                {"id": WeightMode.RANK_ORDER_CENTROID.value, "name": "the first place far ahead"},
                {"id": WeightMode.RANK_SUM.value, "name": "even steps"},
            ],
            "note": "The same place means equally important. Up and Down move by one place, and so does Alt with an arrow key.",
        }

    def _places(self) -> dict[str, int]:
        """Return the place of each criterion, first place first; after two in place 1 comes place 3."""
        places: dict[str, int] = {}
        for group in self._groups:
            places |= dict.fromkeys(group, len(places) + 1)
        return places

    def _put(self, name: str, typed: str) -> None:
        place = number_of(typed, 1, len(self.names))
        if place is None or place != int(place):
            raise RecordError(f"A place is a whole number from 1 to {len(self.names)}, found {visible(typed)!r}.", where=name)
        others = [(at, [one for one in group if one != name]) for at, group in zip(self._firsts(), self._groups, strict=True)]
        groups = {at: group for at, group in others if group}
        groups.setdefault(int(place), []).append(name)
        self._groups = [sorted(groups[at], key=list(self.names).index) for at in sorted(groups)]

    def _firsts(self) -> list[int]:
        places = self._places()
        return [places[group[0]] for group in self._groups]

    def _move(self, name: str, *, up: bool) -> None:
        """Move a criterion past its neighbour; out of a shared place it moves alone."""
        at = next(place for place, group in enumerate(self._groups) if name in group)
        group = self._groups[at]
        if len(group) > 1:
            group.remove(name)
            self._groups.insert(at if up else at + 1, [name])
            return
        to = at - 1 if up else at + 1
        if 0 <= to < len(self._groups):
            self._groups.insert(to, self._groups.pop(at))


def _one_of(found: object, modes: tuple[WeightMode, ...]) -> WeightMode:
    for mode in modes:
        if found == mode.value:
            return mode
    raise RecordError(f"{visible(str(found))[:80]!r} is none of: {', '.join(modes)}.", where="mode")
