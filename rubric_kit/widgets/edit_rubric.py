"""`EditRubric`: build a rubric in a grid of criteria and levels; publishing freezes the draft as the next version."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets

from rubric_kit.authoring import apply_step, draft_of, draft_problems, publish
from rubric_kit.errors import RubricKitError
from rubric_kit.model import Finding, Rubric
from rubric_kit.widgets.house_widget import HouseWidget, assets
from rubric_kit.widgets.rubric_grid import grid, named, sentence, weight_from_text
from rubric_kit.workspace import publish_rubric

Draft = dict[str, Any]

_DONE = {
    "add_criterion": "A criterion was added at the end.",
    "duplicate_criterion": "A copy was added below, with no weight yet.",
    "remove_criterion": "The criterion was removed. Undo brings it back.",
    "add_level": "A level was added; the points were spread evenly.",
    "remove_level": "The level was removed; the points were spread evenly. Undo brings it back.",
}


class EditRubric(HouseWidget):
    """A grid of criteria and levels to edit, with undo, live checks and a button that publishes the next version.

    Parameters
    ----------
    rubric : Rubric
        Version to start from.
    save_to : str or Path, optional
        File in which each published version is saved.

    Examples
    --------
    >>> from rubric_kit.authoring import starter_rubric
    >>> editor = EditRubric(starter_rubric())
    >>> editor.step({"do": "set", "criterion": "locality", "field": "weight", "value": 700})
    >>> [finding.path for finding in editor.problems]
    ['weights']
    >>> editor.undo()
    >>> editor.problems
    ()
    """

    _esm, _css = assets("edit_rubric")

    view = traitlets.Dict().tag(sync=True)
    """What the browser draws; made here, never changed there."""
    rubric = traitlets.Instance(Rubric, read_only=True)
    """Latest published version; observe it to follow along."""

    def __init__(self, rubric: Rubric, *, save_to: str | Path | None = None) -> None:
        self._draft: Draft = draft_of(rubric)
        self._past: list[Draft] = []
        self._future: list[Draft] = []
        self._burst: object = None
        self._heard: list[object] = ["", 0]
        self._save_to = None if save_to is None else Path(save_to)
        super().__init__()
        self.set_trait("rubric", rubric)
        self._show("")
        self.on_msg(self._on_message)

    @property
    def draft(self) -> Draft:
        """The draft as plain JSON objects: a copy, change it with `step`."""
        return copy.deepcopy(self._draft)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Everything that keeps the draft from being published."""
        return draft_problems(self._draft)

    def step(self, step: Mapping[str, Any]) -> None:
        """Change the draft by one step; see `rubric_kit.authoring.apply_step`.

        Raises
        ------
        RecordError
            The step is not known, or names something the draft does not have.
        """
        self._take(step, burst=None)

    def undo(self) -> None:
        """Take the latest step back; with none left nothing happens."""
        if not self._past:
            self._show("There is no step to take back.")
            return
        self._future.append(self._draft)
        self._draft, self._burst = self._past.pop(), None
        self._show(f"One step was taken back; {len(self._past) or 'no'} more can be.")

    def redo(self) -> None:
        """Do again what was taken back; with nothing taken back nothing happens."""
        if not self._future:
            self._show("There is no step to do again.")
            return
        self._past.append(self._draft)
        self._draft, self._burst = self._future.pop(), None
        self._show(f"One step was done again; {len(self._future) or 'no'} more can be.")

    def publish(self) -> Rubric:
        """Freeze the draft as the next version, save it if a file was named, and go on from it.

        Raises
        ------
        RecordError
            The draft has problems, nothing was changed, or the file holds a version this one was not made from.
        InputError
            The file cannot be saved; then nothing is published.
        """
        rubric = publish(self._draft, self.rubric)
        if self._save_to is not None:
            publish_rubric(self._save_to, rubric)
        self._draft, self._burst = draft_of(rubric), None
        self.set_trait("rubric", rubric)
        saved = f" and saved in {self._save_to.name}" if self._save_to is not None else ""
        self._show(f"Version {rubric.version} is published{saved}.")
        return rubric

    def _take(self, step: Mapping[str, Any], *, burst: object) -> None:
        """Take a step; steps of one burst of typing in one field are undone together."""
        changed = apply_step(self._draft, step)
        if changed != self._draft:
            if burst is None or burst != self._burst:
                self._past.append(self._draft)
            self._draft, self._future, self._burst = changed, [], burst
        self._show(self._done(step))

    def _done(self, step: Mapping[str, Any]) -> str:
        if step["do"] != "move_criterion":
            return _DONE.get(step["do"], "")
        ids = [one["id"] for one in self._draft["criteria"]]
        place = ids.index(step["criterion"])
        return f"{named(self._draft['criteria'][place], place)} is now number {place + 1} of {len(ids)}."

    def _on_message(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        self._heard = [content.get("from", ""), content.get("n", 0)]
        try:
            self._obey(content)
        except RubricKitError as error:
            self._show(sentence(error.message), refused=True)

    def _obey(self, content: Mapping[str, Any]) -> None:
        asked = content.get("do")
        if asked in {"undo", "redo", "publish"}:
            getattr(self, str(asked))()
            return
        step = dict(content.get("step", {}))
        if step.get("field") == "weight":
            step["value"] = weight_from_text(str(step.get("value", "")))
        self._take(step, burst=content.get("burst"))

    def _show(self, notice: str, *, refused: bool = False) -> None:
        self.view = grid(self._draft, self.problems) | {
            "can_undo": bool(self._past),
            "can_redo": bool(self._future),
            "publish_label": f"Publish as version {self.rubric.version + 1}",
            "title": f"{self._draft['title']} (draft after version {self.rubric.version})",
            "notice": notice,
            "refused": refused,
            "heard": self._heard,
        }
