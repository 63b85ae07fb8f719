"""A draft with its past: steps taken, taken back and done again, and the published version each draft goes back to."""

from __future__ import annotations

from typing import NamedTuple

from rubric_kit.authoring.draft import apply_step, draft_of, publish
from rubric_kit.authoring.draft_places import Draft, Step
from rubric_kit.model import Rubric


class _State(NamedTuple):
    draft: Draft
    line: int
    """Which rubric the draft is of: an imported one begins a line of its own."""


class DraftHistory:
    """What an editor holds: the draft, and every step back and forth.

    Parameters
    ----------
    draft : dict
        The draft to begin with.
    parent : Rubric or None
        The version it was made from; None for a new rubric.
    """

    def __init__(self, draft: Draft, parent: Rubric | None) -> None:
        self._parents = [parent]
        self._now = _State(draft, 0)
        self._past: list[_State] = []
        self._future: list[_State] = []
        self._burst: object = None

    @property
    def draft(self) -> Draft:
        """The draft as it is now; steps make new ones and never change it."""
        return self._now.draft

    @property
    def parent(self) -> Rubric | None:
        """The latest published version of the rubric that is being edited; None for one that was never published."""
        return self._parents[self._now.line]

    @property
    def undos(self) -> int:
        """How many steps can be taken back."""
        return len(self._past)

    @property
    def redos(self) -> int:
        """How many steps can be done again."""
        return len(self._future)

    @property
    def is_changed(self) -> bool:
        """Whether the draft says something that its parent does not; a new rubric always does."""
        if self.parent is None:
            return True
        said = draft_of(self.parent)
        # A draft from before the parent was published carries an older number, which says nothing.
        return self.draft | {"version": said["version"], "parent": said["parent"]} != said

    def take(self, step: Step, *, burst: object = None) -> bool:
        """Take a step; steps of one burst of typing are undone together.

        Raises
        ------
        RecordError
            As for `apply_step`.
        """
        changed = apply_step(self.draft, step)
        if changed == self.draft:
            return False
        if burst is None or burst != self._burst:
            self._past.append(self._now)
        self._now, self._future, self._burst = _State(changed, self._now.line), [], burst
        return True

    def open(self, draft: Draft, *, parent: Rubric | None) -> None:
        """Go on with another draft, such as an imported grid; undo leads back to this one."""
        line = self._now.line
        if parent is None or parent is not self.parent:
            self._parents.append(parent)
            line = len(self._parents) - 1
        self._past.append(self._now)
        self._now, self._future, self._burst = _State(draft, line), [], None

    def undo(self) -> bool:
        """Take the latest step back, if there is one."""
        return self._turn(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was taken back, if there is something."""
        return self._turn(self._future, self._past)

    def publish(self) -> Rubric:
        """Return the version that the draft would become; `published` says that it became one.

        Raises
        ------
        RecordError
            As for `rubric_kit.authoring.publish`.
        """
        return publish(self.draft, self.parent)

    def published(self, rubric: Rubric) -> None:
        """Go on from a version that was published; undo still leads back to the drafts before it."""
        self._parents[self._now.line] = rubric
        self._now, self._burst = _State(draft_of(rubric), self._now.line), None

    def _turn(self, source: list[_State], other: list[_State]) -> bool:
        if not source:
            return False
        other.append(self._now)
        self._now, self._burst = source.pop(), None
        return True
