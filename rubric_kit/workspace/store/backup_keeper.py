"""When a copy of a store is made: at opening, every 200 entries, at closing; never in the way of an answer."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from rubric_kit.errors import RubricKitError
from rubric_kit.workspace.store.backups import backup_files, backup_folder, make_backup
from rubric_kit.workspace.store.storage_errors import plain_words

EVERY = 200
"""How many entries make the next copy due."""


class BackupKeeper:
    """Makes the copies of one open store. A copy that fails is told in `trouble` and stops nobody.

    Parameters
    ----------
    path : Path
        The store.
    last : int
        Place of the last entry at opening.
    """

    def __init__(self, path: Path, last: int) -> None:
        self._path = path
        self._last = last
        self._one_at_a_time = threading.Lock()
        self._thread: threading.Thread | None = None
        self.trouble = ""
        """What people must know if the last copy could not be made; empty otherwise."""

    def make(self) -> Path | None:
        """Make a copy now, if something is new; None if nothing is, or if it cannot be made."""
        with self._one_at_a_time:
            if self._last <= self._newest():
                return None
            try:
                made = make_backup(self._path)
            except RubricKitError as error:
                self.trouble = self._told(error.message)
            except (OSError, sqlite3.Error) as error:
                self.trouble = self._told(plain_words(error, saving=False))
            else:
                self.trouble = ""
                return made
            return None

    def notice(self, last: int, new: int) -> None:
        """Take note of entries that were added; the program whose entry makes a copy due makes it, beside its other work."""
        self._last = max(self._last, last)
        if last // EVERY > (last - new) // EVERY and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self.make, name="rubric_kit backup", daemon=True)
            self._thread.start()

    def make_at(self, last: int) -> Path | None:
        """Make a copy now of a log that ends at a place, if that is new."""
        self._last = max(self._last, last)
        return self.make()

    def finish(self) -> None:
        """Wait for a copy that is being made, and make the last one."""
        if self._thread is not None:
            self._thread.join()
        self.make()

    def _newest(self) -> int:
        files = backup_files(self._path)
        return int(files[0].stem.rpartition("-")[2]) if files else 0

    def _told(self, why: str) -> str:
        return f"The last backup could not be made ({why}); answers are saved all the same. Look at {backup_folder(self._path)}."
