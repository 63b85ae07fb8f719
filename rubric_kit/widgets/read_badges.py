"""`ReadBadges`: drop badge files or read a folder, and see what was read, what is missing and what is not safe to trust."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import traitlets

from rubric_kit.charts.item_words import summary_words
from rubric_kit.errors import InputError, RubricKitError
from rubric_kit.intake import Intake, Item, read_badges
from rubric_kit.intake.reader import Progress
from rubric_kit.model import Badge, visible
from rubric_kit.widgets.cell_progress import CellProgress
from rubric_kit.widgets.house_widget import HouseWidget, assets
from rubric_kit.widgets.incoming_files import MOST_BYTES_EACH, MOST_BYTES_TOGETHER, MOST_FILES, IncomingFiles
from rubric_kit.widgets.intake_rows import SHOWN, page_rows
from rubric_kit.workspace import read_badge_folder, sample_badges_folder

_NOTHING = Intake((), (), ())
_STAGES = {"opened": "Opening", "read": "Looking at each, and at its signature"}
_PAUSE = 0.1
"""Seconds between two words about progress: more would only fill the line to the browser."""


class ReadBadges(HouseWidget):
    """A place to drop badge files, and a table of what became of each.

    File names name people, so they stay in the browser: the kernel gets bytes under running numbers and answers by number.
    Neither names nor bytes nor results are in a trait, so none of them is saved with a notebook. The bytes are let go once
    they are read; the badges stay in `intake` for the next cells.

    Parameters
    ----------
    folder : str or Path, optional
        Folder to read at once; empty text for the sample badges. Without it the table starts empty.
    as_of : date, optional
        Day on which expiry is looked at; today without it.

    Raises
    ------
    InputError
        The folder does not exist, may not be read, or holds no files.
    """

    _esm, _css = assets("read_badges", "given_files", "intake_rows")

    view = traitlets.Dict().tag(sync=True)
    """What the browser has to know before it asks: limits and a random mark. Never changed after the start."""

    def __init__(self, *, folder: str | Path | None = None, as_of: date | None = None) -> None:
        self._as_of = as_of or date.today()  # noqa: DTZ011 - expiry is looked up by the calendar on the wall
        self._read, self._added = _NOTHING, _NOTHING
        self._source = self._set = ""
        self._incoming: dict[str, IncomingFiles] = {}
        if folder is not None:
            with CellProgress() as bar:
                self._read_folder(folder, lambda stage, done, of: bar.tell(_STAGES.get(stage, "Reading"), done, of))
        super().__init__()
        self.view = {
            "me": secrets.token_hex(8),
            "most_files": MOST_FILES,
            "most_bytes": MOST_BYTES_EACH,
            "most_together": MOST_BYTES_TOGETHER,
            "shown": [{"id": key, "words": words} for key, (words, _) in SHOWN.items()],
        }
        self.on_msg(self._on_message)

    @property
    def intake(self) -> Intake:
        """What was read and what was added by hand, together."""
        badges = {badge.key: badge for badge in (*self._read.badges, *self._added.badges)}
        items = (*self._read.items, *self._added.items)
        return Intake(items, tuple(badges.values()), (*self._read.findings, *self._added.findings))

    @property
    def badges(self) -> tuple[Badge, ...]:
        """The badges, each once."""
        return self.intake.badges

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that was given, in order."""
        return self.intake.items

    def read_folder(self, folder: str | Path) -> None:
        """Read a folder instead of what was read before; what was added by hand stays.

        Raises
        ------
        InputError
            The folder does not exist, may not be read, or holds no files.
        """
        self._read_folder(folder, self._progress())
        self._tell("changed")

    def add(self, added: Intake) -> None:
        """Put items beside those that were read, such as those of a form, instead of the ones added before."""
        self._added = added
        self._tell("changed")

    def clear(self) -> None:
        """Forget what was read; what was added by hand stays."""
        self._read, self._source, self._set = _NOTHING, "", ""
        self._tell("changed")

    def _read_folder(self, folder: str | Path, progress: Progress) -> None:
        self._read = read_badge_folder(folder, as_of=self._as_of, progress=progress)
        self._source, self._set = ("folder" if folder and Path(folder) != sample_badges_folder() else "samples"), ""

    def _on_message(self, _widget: object, content: Mapping[str, Any], buffers: Sequence[memoryview]) -> None:
        sender = str(content.get("from", ""))
        try:
            self._obey(sender, content, buffers)
        except RubricKitError as error:
            self._refuse(sender, f"Not read: {error.message}.")
        except Exception:  # noqa: BLE001 - a trace would be saved in the notebook, and could quote what a badge holds
            self._refuse(sender, "Not read: something unexpected happened. Give fewer files to find the one that causes it.")

    def _obey(self, sender: str, content: Mapping[str, Any], buffers: Sequence[memoryview]) -> None:
        do = content.get("do")
        if do == "page":
            self._send_page(sender, content)
        elif do == "start":
            self._incoming = {sender: IncomingFiles(_whole(content.get("files")))}
            self._tell("ready", to=sender)
        elif do in {"bytes", "read"} and sender not in self._incoming:
            raise InputError("the files did not arrive whole; choose them again", where="files")
        elif do == "bytes":
            self._incoming[sender].take(content.get("parts", ()), buffers)
            self._tell("ready", to=sender)
        elif do == "read":
            self._read_incoming(sender, str(content.get("set", "")))
        elif do == "folder":
            # Copied paths come in quotation marks.
            self.read_folder(Path(str(content.get("path", "")).strip().strip("\"'")).expanduser())
        elif do == "clear":
            self.clear()

    def _read_incoming(self, sender: str, mark: str) -> None:
        incoming = self._incoming.pop(sender)
        self._read = read_badges(incoming.files(), as_of=self._as_of, progress=self._progress(incoming.expected))
        self._source, self._set = "browser", mark
        self._tell("changed")

    def _refuse(self, sender: str, words: str) -> None:
        self._incoming.pop(sender, None)
        self._tell("refused", to=sender, words=visible(words))

    def _send_page(self, sender: str, content: Mapping[str, Any]) -> None:
        intake = self.intake
        rows = page_rows(intake.items, str(content.get("shown", "all")), _whole(content.get("page")), self._as_of)
        summary = summary_words(intake.items, len(intake.badges))
        self._tell("page", to=sender, summary=summary, source=self._source, set=self._set, **rows)

    def _progress(self, files: int = 0) -> Progress:
        last = time.monotonic()

        def tell(stage: str, done: int, of: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _PAUSE:
                last = now
                self._tell("progress", words=_STAGES.get(stage, "Reading"), done=done, total=of or files)

        return tell

    def _tell(self, kind: str, *, to: str = "", **content: Any) -> None:
        self.send({"kind": kind, "to": to} | content)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
