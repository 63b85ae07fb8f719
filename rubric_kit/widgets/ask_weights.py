"""`AskWeights`: say what counts in the way that suits you, and see what the weights come to; several people side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets

from rubric_kit.errors import RubricKitError
from rubric_kit.model import Badge, Rubric, WeightMode, WeightSet
from rubric_kit.model.weight_set import GroupWeights
from rubric_kit.scoring import PANEL, Answers
from rubric_kit.scoring.weighing import weights_of
from rubric_kit.widgets.given_badges import check_given
from rubric_kit.widgets.house_widget import HouseWidget, assets
from rubric_kit.widgets.kept_weights import Chosen, KeptWeights
from rubric_kit.widgets.weight_questions import WeightQuestions
from rubric_kit.widgets.weight_result import WeightResult

_OWN = "These are the rubric's own weights, until your answers are whole."


class AskWeights(HouseWidget):
    """Weights asked for in any mode, what they decide, and the weights of several people.

    Parameters
    ----------
    rubric : Rubric
        The version that is weighed.
    badges : sequence of Badge
        Badges on which the weights are tried.
    answers : mapping of badge key to answers
        What was rated; a badge without an entry counts as not rated.
    rater : str
        Code of whose weights are asked for, until somebody keeps them under their own; a code, not a name.
    file : str or Path, optional
        File that kept weights are saved in, and from which earlier ones are taken up.
    kept : iterable of WeightSet
        Weights that count as kept from the start, where no file is named.

    Raises
    ------
    RecordError
        An argument is not what it should be, or a badge is there twice.
    RatingError
        An answer names a level that its criterion does not have.
    InputError
        The file is there and cannot be read.
    """

    _esm, _css = assets(
        "ask_weights",
        *("pictures", "ask_weights_fields", "ask_weights_forms", "ask_weights_pairs", "ask_weights_result", "ask_weights_kept"),
    )

    weight_set = traitlets.Instance(WeightSet, read_only=True)
    """The present weights with the answers behind them; the rubric's own until the first answers are whole."""
    weights = traitlets.Dict(read_only=True)
    """The present weights in basis points by criterion id."""
    view = traitlets.Dict().tag(sync=True)
    """What the browser draws; written here only."""
    asked = traitlets.Dict().tag(sync=True, echo_update=False)
    """What the browser asks for: {number, steps}; each step has a number and says in `do` what it is."""

    def __init__(
        self,
        rubric: Rubric,
        badges: Sequence[Badge],
        answers: Mapping[str, Answers],
        *,
        rater: str = PANEL,
        file: str | Path | None = None,
        kept: Iterable[WeightSet] = (),
    ) -> None:
        check_given(rubric, badges, answers)
        self._questions = WeightQuestions(rubric, rater)
        self._kept = KeptWeights(rubric, Path(file) if file else None, kept)
        self._result = WeightResult(rubric, answers)
        self._now = weights_of(rubric, rater, WeightMode.POINTS, {c.id: c.weight for c in rubric.criteria})
        self._source = _OWN
        self._beside = ""
        self._answered = 0
        super().__init__()
        self._show()

    @property
    def mode(self) -> WeightMode:
        """The mode that is asked in at present."""
        return self._questions.mode

    @property
    def answered(self) -> tuple[WeightSet, ...]:
        """One set of weights for each mode that was answered in full, the latest last."""
        return tuple(self._questions.whole.values())

    @property
    def kept(self) -> tuple[WeightSet, ...]:
        """All weights that were kept, oldest first."""
        return self._kept.sets

    @property
    def group(self) -> GroupWeights:
        """What the kept weights say together, the latest set of each code; while none is kept, the present ones alone.

        Raises
        ------
        RecordError
            With the centre that was chosen they say nothing.
        """
        return self._kept.group(self._now)

    @property
    def furthest(self) -> tuple[WeightSet, ...]:
        """The kept weights of the two people who are furthest apart; of fewer than two, what there is.

        Raises
        ------
        RecordError
            As for `group`.
        """
        group = self.group
        codes = {group.distances[0].rater, group.distances[0].other} if group.distances else {group.members[0].rater}
        return tuple(one for one in group.members if one.rater in codes)

    def ask_in(self, mode: WeightMode | str) -> None:
        """Ask in another mode; if its answers are whole, they count at once.

        Raises
        ------
        RecordError
            There is no such mode.
        """
        self._use_answers(self._questions.ask_in(str(mode)))
        self._show()

    def keep(self, rater: str, note: str = "") -> None:
        """Keep the present weights under somebody's code; with a file, they are saved there.

        Raises
        ------
        RecordError
            The code is not 1 to 64 of a-z, 0-9, _ and -, or the reason cannot be kept.
        InputError
            The file cannot be saved; the weights are kept here all the same.
        """
        try:
            self._kept.keep(self._now, rater, note)
        finally:
            self._show()

    @traitlets.observe("asked")
    def _answer(self, _change: object) -> None:
        steps = [step for step in self.asked.get("steps", []) if step["number"] > self._answered]
        self._answered = self.asked.get("number", self._answered)
        for step in steps:
            self._apply(step)
        self._show()

    def _apply(self, step: Mapping[str, Any]) -> None:
        if step.get("do") in ("keep", "use", "centre", "use_group"):
            self._apply_to_kept(step)
        elif step.get("do") == "beside":
            self._beside = str(step.get("value", ""))
        else:
            self._apply_to_answers(step)

    def _apply_to_answers(self, step: Mapping[str, Any]) -> None:
        questions = self._questions
        try:
            if step.get("do") == "mode":
                found = questions.ask_in(str(step.get("value")))
            else:
                found = questions.take(step, self._now.as_mapping())
        except RubricKitError as error:
            questions.told, questions.wrong = f"{error.message.rstrip('.')}. Nothing was changed.", True
        else:
            self._use_answers(found)

    def _apply_to_kept(self, step: Mapping[str, Any]) -> None:
        kept = self._kept
        try:
            if step["do"] == "keep":
                kept.keep(self._now, str(step.get("code", "")).strip(), str(step.get("note", "")).strip())
                return
            kept.told, kept.wrong = "", False
            if step["do"] == "use":
                self._use_kept(kept.use(str(step.get("key"))))
            elif step["do"] == "use_group":
                self._use_kept(kept.use_group())
            else:
                self._use_kept(kept.choose_centre(str(step.get("value"))))
        except RubricKitError as error:
            kept.told, kept.wrong = f"{error.message.rstrip('.')}.", True

    def _use_kept(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self._now, self._source = chosen

    def _use_answers(self, found: WeightSet | None) -> None:
        if found is not None:
            self._now, self._source = found, ""
            self._kept.used = ""

    def _show(self) -> None:
        """Tell the browser, then everybody who follows the weights."""
        self.view = {
            "answered": self._answered,
            **self._questions.view(),
            "result": self._result.view(self._now, self._source, self._questions.whole, self._beside),
            "kept": self._kept.view(),
        }
        with self.hold_trait_notifications():
            self.set_trait("weights", self._now.as_mapping())
            self.set_trait("weight_set", self._now)
