"""Forms in which one criterion is held against another: two at a time, best and worst."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any, ClassVar

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightAnswer, WeightMode, visible
from rubric_kit.widgets.weight_forms import MOST_TYPED, Said, WeightForm, number_of, shown_number, thousandths

_TIMES = {9: "far more", 7: "much more", 5: "clearly more", 3: "somewhat more"}
_SIDES = {"first": tuple(_TIMES), "second": tuple(reversed(_TIMES))}
_MANY = 7


class PairsForm(WeightForm):
    """Each pair of criteria, on nine steps from one to the other."""

    kind = "pairs"
    STEPS: ClassVar[tuple[dict[str, str], ...]] = (
        *({"id": f"first-{times}", "side": "first", "words": _TIMES[times]} for times in _SIDES["first"]),
        {"id": "equal", "side": "equal", "words": "equal"},
        *({"id": f"second-{times}", "side": "second", "words": _TIMES[times]} for times in _SIDES["second"]),
    )

    def __init__(self, rubric: Rubric) -> None:
        super().__init__(rubric, WeightMode.PAIRWISE)
        self._pairs = list(combinations(self.names, 2))
        self._chosen: dict[tuple[str, str], str] = {}

    @property
    def begun(self) -> bool:
        """Whether any pair was answered."""
        return bool(self._chosen)

    def take(self, step: Mapping[str, Any]) -> None:
        """Take the step that was chosen for a pair."""
        pair = self.criterion(step), self.criterion(step, "against")
        if pair not in self._pairs:
            raise RecordError(f"{self.names[pair[0]]} and {self.names[pair[1]]} are no pair of this list.", where=pair[0])
        known = [one["id"] for one in self.STEPS]
        if step.get("value") not in known:
            raise RecordError(f"{visible(str(step.get('value')))[:80]!r} is none of: {', '.join(known)}.", where=pair[0])
        self._chosen[pair] = str(step["value"])

    def clear(self) -> None:
        """Forget the pairs."""
        self._chosen = {}

    def said(self) -> Said:
        """Return one answer for each pair, or how many pairs are missing."""
        missing = [pair for pair in self._pairs if pair not in self._chosen]
        if missing:
            first, second = (self.names[name] for name in missing[0])
            if len(missing) == 1:
                return Said(left=f"One pair is still open: {first} against {second}.")
            return Said(
                left=f"{len(missing)} of {len(self._pairs)} pairs are still open. The next one: {first} against {second}."
            )
        return Said(tuple(self._answer(pair) for pair in self._pairs))

    def rows(self) -> dict[str, Any]:
        """Return one row for each pair, with the nine steps."""
        return {
            "rows": [self._row(pair) for pair in self._pairs],
            "steps": list(self.STEPS),
            "ends": [_TIMES[9], "equal", _TIMES[9]],
            "note": self._note(),
        }

    def _note(self) -> str:
        count = len(self.names)
        if count <= _MANY:
            return ""
        best_worst = 2 * count - 3
        return (
            f"{count} criteria make {len(self._pairs)} pairs, and people tire over so many. Best and worst asks {best_worst} "
            "questions instead, and an order asks even less. Two at a time works here all the same."
        )

    def _row(self, pair: tuple[str, str]) -> dict[str, Any]:
        first, second = pair
        return {
            "id": f"{first} {second}",
            "first": {"id": first, "name": self.names[first]},
            "second": {"id": second, "name": self.names[second]},
            "value": self._chosen.get(pair, ""),
            "said": self._words(pair),
        }

    def _words(self, pair: tuple[str, str]) -> str:
        if pair not in self._chosen:
            return "not answered yet"
        if self._chosen[pair] == "equal":
            return "equally important"
        side, times = self._chosen[pair].split("-")
        return f"{self.names[pair[side == 'second']]}: {_TIMES[int(times)]} ({times} times)"

    def _answer(self, pair: tuple[str, str]) -> WeightAnswer:
        if self._chosen[pair] == "equal":
            return WeightAnswer(criterion=pair[0], against=pair[1], value=1_000)
        side, times = self._chosen[pair].split("-")
        more, less = pair if side == "first" else pair[::-1]
        return WeightAnswer(criterion=more, against=less, value=int(times) * 1_000)


class BestWorstForm(WeightForm):
    """The criterion that counts most, the one that counts least, and how far the others are from both."""

    kind = "best_worst"

    def __init__(self, rubric: Rubric) -> None:
        super().__init__(rubric, WeightMode.BEST_WORST)
        self.clear()

    @property
    def begun(self) -> bool:
        """Whether anything was answered."""
        return bool(self._ends["best"] or self._ends["worst"] or self._typed)

    def take(self, step: Mapping[str, Any]) -> None:
        """Take the best, the worst, or how many times as important one is as another."""
        if step.get("do") in ("best", "worst"):
            self._ends[str(step["do"])] = self.criterion(step, "value") if step.get("value") else ""
            return
        side = str(step.get("side"))
        if side not in self._ends:
            raise RecordError(f"{visible(side)[:80]!r} is none of: best, worst.", where="weights")
        # Under the end it was held against: with another one chosen, the number would say something else.
        self._typed[side, self._ends[side], self.criterion(step)] = str(step.get("value", "")).strip()[:MOST_TYPED]

    def clear(self) -> None:
        """Forget the answers."""
        self._ends = {"best": "", "worst": ""}
        self._typed: dict[tuple[str, str, str], str] = {}

    def said(self) -> Said:
        """Return the best against the others and the others against the worst, or what is missing."""
        best, worst = self._ends["best"], self._ends["worst"]
        if not best or not worst:
            return Said(left=f"Choose which criterion counts {'least' if best else 'most'}.")
        if best == worst:
            return Said(left=f"{self.names[best]} cannot count most and least; choose two different criteria.")
        asked = self._asked()
        read = {one: number_of(self._number(*one), 1, 9) for one in asked}
        wrong = next((one for one, value in read.items() if value is None and self._number(*one)), None)
        if wrong is not None:
            return Said(left=f"A number from 1 to 9 is needed: {self._question(*wrong)}?")
        missing = [one for one, value in read.items() if value is None]
        if missing:
            count = f"{len(missing)} of {len(asked)} numbers are" if len(missing) > 1 else "One number is"
            return Said(left=f"{count} still missing. The next one: {self._question(*missing[0])}?")
        return Said(
            tuple(
                WeightAnswer(
                    criterion=best if side == "best" else name,
                    against=name if side == "best" else worst,
                    value=thousandths(value),
                )
                for (side, name), value in read.items()
                if value is not None
            )
        )

    def rows(self) -> dict[str, Any]:
        """Return the two choices, and a row with up to two numbers for each criterion once both were made."""
        chosen = self._ends["best"] and self._ends["worst"] and self._ends["best"] != self._ends["worst"]
        asked = self._asked() if chosen else []
        return {
            "options": [{"id": "", "name": "choose one"}, *({"id": name, "name": text} for name, text in self.names.items())],
            **self._ends,
            "rows": [
                {"id": name, "name": self.names[name], **{side: self._cell(side, name, asked) for side in self._ends}}
                for name in self.names
                if any(name == one for _, one in asked)
            ],
        }

    def _asked(self) -> list[tuple[str, str]]:
        """Return the questions: the best against every other, and every other but the best against the worst."""
        best, worst = self._ends["best"], self._ends["worst"]
        to_best = [("best", name) for name in self.names if name != best]
        return to_best + [("worst", name) for name in self.names if name not in (best, worst)]

    def _number(self, side: str, name: str) -> str:
        return self._typed.get((side, self._ends[side], name), "")

    def _cell(self, side: str, name: str, asked: list[tuple[str, str]]) -> dict[str, str] | None:
        if (side, name) not in asked:
            return None
        over = self._over(side)
        label = f"{over}: {self._question(side, name)}"
        return {"words": over, "label": label, "value": shown_number(self._number(side, name))}

    def _over(self, side: str) -> str:
        """Say in short which way round a number is meant; beside it stands the criterion."""
        return f"{self.names[self._ends[side]]} over this" if side == "best" else f"this over {self.names[self._ends[side]]}"

    def _question(self, side: str, name: str) -> str:
        more, less = (self._ends["best"], name) if side == "best" else (name, self._ends["worst"])
        return f"how many times as important is {self.names[more]} as {self.names[less]}"
