"""`WeighCriteria`: move one weight, and see at once what it does to the ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import traitlets

from rubric_kit.comparing import badge_labels, explain_order, ranking_change, weight_text
from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS, Badge, Decision, Rubric, WeightMode, visible
from rubric_kit.scoring import Answers, move_weight, rank
from rubric_kit.widgets.acceptance_rows import acceptance_rows, certain_words
from rubric_kit.widgets.ask_weights import AskWeights
from rubric_kit.widgets.given_badges import check_given
from rubric_kit.widgets.house_widget import HouseWidget, assets
from rubric_kit.widgets.ranking_rows import criterion_rows, cut_marks, ranking_rows

_HINT = "Move a weight: the others make room, the ranking follows, and this line says what changed."
_FOLLOWS = "They follow what was answered above. Moving one here only tries it out; Start again goes back."


class _Ranked(NamedTuple):
    rubric: Rubric
    decisions: tuple[Decision, ...]

    @property
    def weights(self) -> dict[str, int]:
        return {c.id: c.weight for c in self.rubric.criteria}


class WeighCriteria(HouseWidget):
    """Weights on the left, the live ranking on the right, and a sentence that says what changed.

    Parameters
    ----------
    rubric : Rubric
        The version to start from; it stays as it is, `rubric` gives the one with the present weights.
    badges : sequence of Badge
        The badges to rank.
    answers : mapping of badge key to answers
        What was rated; a badge without an entry counts as not rated.
    follow : AskWeights, optional
        Where weights are asked for: the ranking takes them over at once. Without weights there, it shows for each badge the
        share of all weightings that accept it.

    Raises
    ------
    RecordError
        An argument is not what it should be, or a badge is there twice.
    RatingError
        An answer names a level that its criterion does not have.
    """

    _esm, _css = assets("weigh_criteria", "pictures", "weigh_criteria_ranking")

    weights = traitlets.Any().tag(sync=True)
    """Present weights in basis points by criterion id; set it and the ranking follows."""
    view = traitlets.Dict().tag(sync=True)
    """What the browser draws; written here only."""
    asked = traitlets.Dict().tag(sync=True, echo_update=False)
    """What the browser asks for: {number, moves}; each move is {number, criterion, to} or {number, start_again}."""

    def __init__(
        self,
        rubric: Rubric,
        badges: Sequence[Badge],
        answers: Mapping[str, Answers],
        *,
        follow: AskWeights | None = None,
        **traits: Any,
    ) -> None:
        check_given(rubric, badges, answers)
        self._given, self._badges, self._answers = rubric, tuple(badges), dict(answers)
        self._labels = badge_labels(self._badges)
        self._leader = follow
        self._home = {c.id: c.weight for c in rubric.criteria}
        self._shares: dict[str, dict[str, Any]] = {}
        self._certain = ""
        self._now = self._start = self._ranked(rubric)
        self._moving: str | None = None
        self._asking = False
        self._answered = 0
        super().__init__(**({"weights": {}} | traits))
        if follow is not None:
            follow.observe(self._follow, "weight_set")
            self._follow()

    @property
    def rubric(self) -> Rubric:
        """The rubric with the present weights; the one that was given while none has moved."""
        return self._now.rubric

    @traitlets.validate("weights")
    def _whole_weights(self, proposal: Mapping[str, Any]) -> dict[str, int]:
        weights = proposal["value"]
        if not isinstance(weights, Mapping):
            found = type(weights).__name__
            raise RecordError(f"weights are basis points by criterion id, such as {{'a': 10000}}; found {found}", where="weights")
        rubric = self._given.with_weights(self._now.weights | dict(weights))
        return {c.id: c.weight for c in rubric.criteria}

    @traitlets.observe("weights")
    def _rerank(self, _change: object) -> None:
        if not self._asking:
            self._start, self._moving = self._now, None
        same = self.weights == {c.id: c.weight for c in self._given.criteria}
        self._now = self._ranked(self._given if same else self._given.with_weights(self.weights))
        if not self._asking:
            self._show(self._change_text())

    def _follow(self, _change: object = None) -> None:
        """Take over the weights that were asked for; the mode may have changed and the weights not."""
        if self._leader is None:
            return
        self._home = self._leader.weight_set.as_mapping()
        if self.weights == self._home:
            self._show(self._change_text())
        else:
            self.weights = self._home

    @traitlets.observe("asked")
    def _answer(self, _change: object) -> None:
        moves = [move for move in self.asked.get("moves", []) if move["number"] > self._answered]
        self._answered = self.asked.get("number", self._answered)
        problem = text = ""
        self._asking = True
        with self.hold_sync():
            try:
                for move in moves:
                    text = self._start_again() if move.get("start_again") else self._move(move["criterion"], move["to"])
            except RecordError as error:
                problem = f"{error.message} Nothing was changed."
            finally:
                self._asking = False
            self._show(text or self._change_text(), problem)

    def _move(self, criterion: str, to: object) -> str:
        if criterion not in self.weights:
            raise RecordError(f"No criterion is called {visible(str(criterion))!r}.", where="weights")
        weight = _basis_points(to)
        # The others are rescaled from where they stood before this criterion began to move, so that the way there does not
        # matter: up to 100 and back again leaves everything as it was.
        if criterion != self._moving:
            self._start, self._moving = self._now, criterion
        if len(self.weights) == 1:
            raise RecordError("The only criterion carries the whole weight of 100.", where=criterion)
        self.weights = move_weight(self._start.weights, criterion, weight)
        return ""

    def _start_again(self) -> str:
        self._start, self._moving = self._now, None
        self.weights = self._home
        return "All weights are back where they started."

    def _change_text(self) -> str:
        start, now = self._start, self._now
        text = ranking_change(start.rubric, now.rubric, start.decisions, now.decisions, self._labels, moved=self._moving)
        if text or self._moving is None:
            return visible(text) or _HINT
        name = visible(now.rubric.criterion(self._moving).name)
        return f"{name} is at {weight_text(now.weights[self._moving])} of 100, as before: nothing changes."

    def _ranked(self, rubric: Rubric) -> _Ranked:
        return _Ranked(rubric, rank(rubric, self._badges, self._answers))

    def _all_weightings(self) -> Mapping[str, dict[str, Any]]:
        """Return what all weightings say, where no weights are asked for; it hangs on no weight and is worked out once."""
        if self._leader is None or self._leader.weight_set.mode is not WeightMode.NONE:
            return {}
        if not self._shares:
            self._shares = acceptance_rows(self._given, self._badges, self._answers)
            self._certain = certain_words(self._given, self._badges, self._answers)
        return self._shares

    def _show(self, changed: str, problem: str = "") -> None:
        rubric, decisions = self._now
        order = ""
        if len(decisions) == 2:
            first, second = decisions
            names = self._labels[first.badge], self._labels[second.badge]
            order = visible(explain_order(rubric, first.score, second.score, names))
        shares = self._all_weightings()
        self.view = {
            "answered": self._answered,
            "criteria": criterion_rows(rubric),
            "cuts": cut_marks(rubric),
            "rows": [row | {"share": shares.get(row["key"])} for row in ranking_rows(rubric, decisions, self._labels)],
            "follows": "" if self._leader is None else _FOLLOWS,
            "certain": self._certain if shares else "",
            "changed": changed,
            "order": order,
            "problem": problem,
        }


def _basis_points(typed: object) -> int:
    """Read points of 100, as typed or moved to, as basis points."""
    text = str(typed).strip()
    try:
        points = Decimal(text)
    except InvalidOperation:
        points = Decimal("NaN")
    if points.is_nan():
        raise RecordError("A weight is a number from 0 to 100.", where="weights")
    if not 0 <= points <= 100:
        raise RecordError(f"A weight is a number from 0 to 100, found {text}.", where="weights")
    return int((points * BASIS_POINTS / 100).to_integral_value())
