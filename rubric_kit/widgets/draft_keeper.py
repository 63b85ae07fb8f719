"""Keeps the draft of an editor in a file: at once after steps that change its shape, while typing every other second."""

from __future__ import annotations

import asyncio
import atexit
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from rubric_kit.authoring.draft_history import DraftHistory
from rubric_kit.errors import RubricKitError
from rubric_kit.model import Rubric
from rubric_kit.workspace.draft_file import (
    DraftFile,
    discard_draft,
    draft_digest,
    draft_path,
    free_name,
    numbered_name,
    read_draft,
    set_draft_aside,
    write_draft,
)

PAUSE = 2.0
"""Seconds between two savings while a person types."""
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Found(NamedTuple):
    """What a draft file had to say when the editor opened."""

    draft: dict[str, Any] | None
    """The draft to go on from; None: start from the published version."""
    is_new: bool
    """Whether it is a rubric of its own that was never published."""
    told: str
    """What to tell the person; empty if there was no file."""


class DraftKeeper:
    """Keeps one draft in one file.

    Parameters
    ----------
    save_to : Path or None
        The rubric file beside which the draft is kept; None: nothing is kept.
    tell : callable
        Takes a line about what was saved, and whether it went wrong.
    """

    def __init__(self, save_to: Path | None, tell: Callable[[str, bool], None]) -> None:
        self._path = None if save_to is None else draft_path(save_to)
        self._tell = tell
        self._digest: str | None = None
        self._saved_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def found(self, parent: Rubric | None, given: str) -> Found:
        """Look for a draft that was left; one that does not belong here is put aside and never lost.

        Parameters
        ----------
        parent : Rubric or None
            The version that is opened.
        given : str
            Id of the rubric that is opened.
        """
        if self._path is None or not self._path.exists():
            return Found(None, is_new=False, told="")
        try:
            left = read_draft(self._path)
        except RubricKitError as error:
            return Found(None, is_new=False, told=self._aside(f"{self._path.name} cannot be used: {error.message}."))
        if not _belongs(left, parent, given):
            return Found(None, is_new=False, told=f"{self._aside(_other_words(left, parent))} Bring in a rubric can open it.")
        self._digest = left.digest
        what = " of a new rubric" if left.made_from is None else ""
        told = f"A draft{what} of {time_words(left.saved)} was found; it goes on from there."
        return Found(left.draft, is_new=left.made_from is None, told=told)

    def keep(self, history: DraftHistory, *, at_once: bool) -> None:
        """Save the draft now, or within the pause if it was saved just before."""
        if self._path is None:
            return
        wait = self._saved_at + PAUSE - time.monotonic()
        loop = None if at_once or wait <= 0 else _loop()
        if loop is None:
            self._save(history)
        elif self._timer is None:
            self._timer = loop.call_later(wait, self._save, history)
            # A kernel that is restarted gives the timer no time.
            atexit.register(self._save_at_the_end, history)

    def put_by(self, history: DraftHistory) -> str:
        """Keep the present draft under a name of its own, because another one takes its place; return that name."""
        if self._path is None:
            return ""
        path = numbered_name(self._path)
        write_draft(path, history.draft, history.parent)
        return path.name

    def _save_at_the_end(self, history: DraftHistory) -> None:
        """Save what is not saved yet, and tell nobody: there is no page left to tell."""
        self._tell = lambda _words, _wrong: None
        self._save(history)

    def _save(self, history: DraftHistory) -> None:
        """Save what the history holds by now; a draft that says nothing new needs no file."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            atexit.unregister(self._save_at_the_end)
        assert self._path is not None  # noqa: S101 - narrows the type; nothing is kept where there is no file
        try:
            if history.is_changed:
                self._write(history)
            elif self._digest is not None:
                self._discard(self._path)
        except RubricKitError as error:
            self._tell(f"The draft is not kept in a file: {error.message}.", True)
        self._saved_at = time.monotonic()

    def _write(self, history: DraftHistory) -> None:
        path, clash = self._own_path()
        self._digest = write_draft(path, history.draft, history.parent)
        self._tell(f"{clash}Draft saved {time_words(datetime.now().astimezone())} in {path.name}.", bool(clash))

    def _discard(self, path: Path) -> None:
        if draft_digest(path) == self._digest:
            discard_draft(path)
        self._digest = None
        self._tell("", False)

    def _own_path(self) -> tuple[Path, str]:
        """Return the file to write to: another one from now on if somebody else has written this one; then say so."""
        assert self._path is not None  # noqa: S101 - narrows the type; asked for only where there is a file
        there = draft_digest(self._path)
        if there is None or there == self._digest:
            return self._path, ""
        theirs, self._path, self._digest = self._path, free_name(self._path), None
        return self._path, f"{theirs.name} was written by another window, so it was left as it is. "

    def _aside(self, words: str) -> str:
        assert self._path is not None  # noqa: S101 - narrows the type; asked for only where there is a file
        try:
            kept = set_draft_aside(self._path)
        except RubricKitError:
            kept, self._path = self._path, free_name(self._path)
        return f"{words} It is kept as {kept.name}."


def time_words(when: datetime) -> str:
    """Write a moment as people say it: "14:02" for today, else "23 November, 14:02"."""
    clock = f"{when:%H:%M}"
    if when.date() == datetime.now(when.tzinfo).date():
        return clock
    return f"{when.day} {_MONTHS[when.month - 1]}, {clock}"


def _belongs(left: DraftFile, parent: Rubric | None, given: str) -> bool:
    if left.made_from is None:
        # An imported rubric that was being edited here before; it was never published under any number.
        return parent is not None or left.draft["id"] == given
    return parent is not None and left.made_from.fingerprint == parent.fingerprint


def _other_words(left: DraftFile, parent: Rubric | None) -> str:
    now = f"version {parent.version} of {parent.title!r}" if parent is not None else "a new rubric"
    base = left.made_from
    then = f"version {base.version} of {base.title!r}" if base is not None else "another new rubric"
    return f"A draft of {time_words(left.saved)} was made from {then}; this is {now}, so it was not opened."


def _loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
