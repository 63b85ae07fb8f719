"""`EditRubric`: build a rubric in a grid of criteria and levels; publishing freezes the draft as the next version."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets

from rubric_kit.authoring import draft_of, draft_problems
from rubric_kit.authoring.draft_form import whole_draft
from rubric_kit.authoring.draft_history import DraftHistory
from rubric_kit.errors import RecordError, RubricKitError
from rubric_kit.model import Badge, Finding, Rubric, visible
from rubric_kit.scoring import Answers
from rubric_kit.widgets.base_rubric import BaseRubric, taken_words
from rubric_kit.widgets.draft_keeper import DraftKeeper
from rubric_kit.widgets.draft_view import draft_view
from rubric_kit.widgets.house_widget import HouseWidget, assets
from rubric_kit.widgets.rubric_grid import sentence, weight_from_text
from rubric_kit.widgets.rubric_papers import RubricPapers
from rubric_kit.widgets.sample_shelf import SampleShelf
from rubric_kit.widgets.step_words import done_words
from rubric_kit.workspace import publish_rubric
from rubric_kit.workspace.draft_file import free_name

Draft = dict[str, Any]


class EditRubric(HouseWidget):
    """A grid of criteria and levels to edit, with undo, live checks and a button that publishes the next version.

    Parameters
    ----------
    rubric : Rubric, optional
        Version to start from.
    draft : dict, optional
        Draft of a new rubric to start from in its place, such as an imported grid; it will be version 1.
    badges : sequence of Badge, optional
        Sample badges to read beside the grid.
    answers : mapping of badge key to answers, optional
        How they were rated; the editor then shows what the draft would change for them.
    rated_with : Rubric, optional
        The version on which they were rated; left out, it is `rubric`.
    save_to : str or Path, optional
        File in which each published version is saved. The draft is kept beside it, and found again.
    base : Rubric, optional
        The base that a topic rubric builds on, or a newer version of it. Where the rubric goes below its base it is to be mended
        before it is published: who gives the base wants that to hold. Without it nobody can tell, so nothing is held up.
    old_base : Rubric, optional
        The version of the base that the rubric names; needed to bring in a newer one.

    Raises
    ------
    RecordError
        Neither a rubric nor a draft is given, or both, or the draft is none.

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

    _esm, _css = assets(
        "edit_rubric",
        *("talk", "edit_rubric_cells", "edit_rubric_rows", "edit_rubric_side"),
        *("edit_rubric_panels", "edit_rubric_ladder", "edit_rubric_policy", "edit_rubric_base", "edit_rubric_papers"),
    )

    view = traitlets.Dict().tag(sync=True)
    """What the browser draws; made here, never changed there."""
    shelf = traitlets.Dict().tag(sync=True)
    """What the browser draws once: badges and formats to choose from."""
    saved = traitlets.Dict().tag(sync=True)
    """What was last told about the draft's file."""
    rubric = traitlets.Instance(Rubric, allow_none=True, read_only=True)
    """Latest published version, None while there is none; observe it to follow along."""

    def __init__(
        self,
        rubric: Rubric | None = None,
        *,
        draft: Mapping[str, Any] | None = None,
        badges: Sequence[Badge] = (),
        answers: Mapping[str, Answers] | None = None,
        rated_with: Rubric | None = None,
        save_to: str | Path | None = None,
        base: Rubric | None = None,
        old_base: Rubric | None = None,
    ) -> None:
        if (rubric is None) == (draft is None):
            raise RecordError("give the editor either a rubric or a draft of a new one", where="EditRubric")
        self._history = DraftHistory(draft_of(rubric) if rubric else whole_draft(draft), rubric)
        self._save_to = None if save_to is None else Path(save_to)
        self._files = {rubric.fingerprint: self._save_to} if rubric else {}
        self._heard: list[object] = ["", 0]
        self._samples = SampleShelf(badges, answers or {}, rated_with or rubric)
        self._base = BaseRubric(base, old_base)
        self._papers = RubricPapers(self._save_to)
        self._keeper = DraftKeeper(self._save_to, self._told_about_file)
        super().__init__()
        self.set_trait("rubric", rubric)
        self.shelf = {"badges": self._samples.options, **self._papers.shelf}
        self._show(self._go_on())
        self.on_msg(self._on_message)

    @property
    def draft(self) -> Draft:
        """The draft as plain JSON objects: a copy, change it with `step`."""
        return copy.deepcopy(self._history.draft)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Everything that keeps the draft from being published."""
        return (*draft_problems(self._history.draft), *self._base.errors(self._history.draft))

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
        if not self._history.undo():
            self._show("There is no step to take back.")
            return
        self._changed(f"One step was taken back; {self._history.undos or 'no'} more can be.")

    def redo(self) -> None:
        """Do again what was taken back; with nothing taken back nothing happens."""
        if not self._history.redo():
            self._show("There is no step to do again.")
            return
        self._changed(f"One step was done again; {self._history.redos or 'no'} more can be.")

    def publish(self) -> Rubric:
        """Freeze the draft as the next version, save it if a file was named, and go on from it.

        Raises
        ------
        RecordError
            The draft has problems or goes below its base, nothing was changed, or the file holds a version it was not made from.
        InputError
            The file cannot be saved; then nothing is published.
        """
        path, parent = self._file(), self._history.parent
        rubric = self._history.publish()
        self._base.check(self._history.draft)
        if path is not None:
            publish_rubric(path, rubric)
        self._history.published(rubric)
        self._files[rubric.fingerprint] = path
        self.set_trait("rubric", rubric)
        saved = f" and saved in {path.name}" if path is not None else ""
        beside = path is not None and parent is None and path != self._save_to
        more = f" Write {path.name} into the first cell to open it again." if path is not None and beside else ""
        self._changed(f"Version {rubric.version} is published{saved}.{more}")
        return rubric

    def start_again(self) -> None:
        """Go back to the latest published version; undo leads back to the draft.

        Raises
        ------
        RecordError
            Nothing was published yet.
        """
        parent = self._history.parent or self.rubric
        if parent is None:
            raise RecordError("nothing was published yet, so there is no version to start from", where="draft")
        self._history.open(draft_of(parent), parent=parent)
        self._changed(f"This is version {parent.version} of {visible(parent.title)} again. Undo brings the draft back.")

    def take_draft(self, draft: Mapping[str, Any], told: Sequence[str] = ()) -> None:
        """Go on with the draft of another, new rubric, such as an imported grid; undo leads back.

        Parameters
        ----------
        draft : dict
            The draft; it will be version 1 of a rubric of its own.
        told : sequence of str
            Sentences to show about how it was understood.

        Raises
        ------
        RecordError
            It has not the form of a draft.
        """
        new = whole_draft(draft)
        kept = self._keeper.put_by(self._history) if self._history.is_changed else ""
        self._history.open(new, parent=None)
        where = f" The draft that was open is kept as {kept}." if kept else ""
        self._changed(" ".join((f"{visible(str(new['title']))} is open as a new rubric.{where} Undo leads back.", *told)))

    def bring_in_base(self) -> None:
        """Bring the newer version of the base that was given into the draft; undo leads back.

        Raises
        ------
        RecordError
            No newer version was given, or not the one that the draft names.
        """
        found = self._base.bring_in(self._history.draft)
        self._history.open(found.draft, parent=self._history.parent)
        self._changed(taken_words(found))

    def _take(self, step: Mapping[str, Any], *, burst: object) -> None:
        before = self._history.draft
        changed = self._history.take(step, burst=burst)
        words = done_words(step, before, self._history.draft)
        if changed:
            self._changed(words, at_once=burst is None)
        else:
            self._show(words)

    def _on_message(self, _widget: object, content: Mapping[str, Any], buffers: Sequence[memoryview]) -> None:
        self._heard = [content.get("from", ""), content.get("n", 0)]
        try:
            self._obey(content, buffers)
        except RubricKitError as error:
            self._show(sentence(error.message), refused=True)

    def _obey(self, content: Mapping[str, Any], buffers: Sequence[memoryview]) -> None:
        asked = content.get("do")
        if asked in {"undo", "redo", "publish", "start_again", "bring_in_base"}:
            getattr(self, str(asked))()
        elif asked == "read_badge":
            self._samples.choose(str(content.get("badge", "")))
            self._show("")
        elif asked == "keep_own":
            self._base.keep(self._history.draft, str(content.get("path", "")))
            self._show("It stays as it is here.")
        elif asked == "take_base":
            self._history.open(self._base.take(self._history.draft, str(content.get("path", ""))), parent=self._history.parent)
            self._changed("It says what the base says now. Undo leads back.")
        elif asked == "pin":
            cell = {name: content.get(name) for name in ("criterion", "level")}
            self._take({"do": "add_anchor", **cell, **self._samples.anchor(str(content.get("text", "")))}, burst=None)
        elif asked == "open_brought":
            self.take_draft(self._papers.draft)
            self._papers.put_away()
            self._show(self.view["notice"])
        elif asked == "save_as":
            self._show(self._papers.save_as(str(content.get("format", "")), self._history))
        elif asked in {"bring", "answer", "put_away"}:
            self._show(self._papers.obey(content, buffers))
        else:
            step = dict(content.get("step", {}))
            if step.get("field") == "weight" or step.get("do") in {"set_cut", "add_cut", "set_part"}:
                step["value"] = weight_from_text(str(step.get("value", "")))
            self._take(step, burst=content.get("burst"))

    def _go_on(self) -> str:
        """Go on from a draft that was left in the file, if there is one, and say so."""
        found = self._keeper.found(self._history.parent, self._history.draft["id"])
        if found.draft is not None:
            self._history.open(found.draft, parent=None if found.is_new else self._history.parent)
        return found.told

    def _file(self) -> Path | None:
        """Return where the next version is saved: a new rubric never takes the place of another one."""
        parent, path = self._history.parent, self._save_to
        if path is None or parent is not None:
            return self._files.get(parent.fingerprint, path) if parent else path
        return free_name(path.with_name(f"{self._history.draft['id']}{path.suffix}")) if path.exists() else path

    def _changed(self, notice: str, *, at_once: bool = True) -> None:
        """Show first and save then, so that nobody waits for the disk."""
        self._show(notice)
        self._keeper.keep(self._history, at_once=at_once)

    def _told_about_file(self, words: str, wrong: bool) -> None:
        self.saved = {"words": words, "wrong": wrong}

    def _show(self, notice: str, *, refused: bool = False) -> None:
        problems = draft_problems(self._history.draft)
        self.view = {
            **draft_view(self._history, problems, self.rubric, self._samples.figures(self._history.parent), self._base),
            "notice": notice,
            "refused": refused,
            "heard": self._heard,
            "reading": self._samples.reading(),
            "preview": self._samples.preview(self._history.parent, self._history.draft, problems),
            **self._papers.view,
        }
