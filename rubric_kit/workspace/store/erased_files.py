"""What the files of a workspace hold about somebody who is erased: tables lose rows, notebooks their outputs, reports go."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.workspace.files import read_file, write_file
from rubric_kit.workspace.ratings_table import spreadsheet_text
from rubric_kit.workspace.store.subject import Subject
from rubric_kit.workspace.store.traces import Sought, count_in_file, starts_as_database

_LOG_COLUMNS = {"rater", "badge"}
_PAGE = "README.md"
_STRANGE_DATABASE = (
    "a database that is damaged, of another program or of a newer rubric_kit; look at it there, or delete it by hand"
)
_OUTPUT_ENDINGS = frozenset({".html", ".json", ".csv", ".xlsx", ".docx", ".md", ".txt", ".svg", ".png", ".pdf"})
_NOT_OURS = frozenset({".git", ".venv", "node_modules", "__pycache__"})


class Action(StrEnum):
    """What is done with a file."""

    ROWS = "rows removed"
    OUTPUTS = "outputs cleared"
    DELETED = "deleted"
    NONE = "left as it is"
    UNREAD = "not looked into"


class HeldFile(NamedTuple):
    """A file that holds what is erased, and what is to be done with it."""

    path: Path
    action: Action
    found: int
    """Rows, or places in the file."""
    after: bytes | None = None
    """What the file holds afterwards; None: nothing is written."""
    note: str = ""

    def act(self) -> None:
        """Do what is to be done.

        Raises
        ------
        InputError
            The file may not be written to, or the disk is full; it is then as it was.
        """
        if self.action is Action.DELETED:
            try:
                self.path.unlink(missing_ok=True)
            except OSError as error:
                message = f"cannot delete {self.path}: {error.strerror}; delete it by hand"
                raise InputError(message, where=str(self.path)) from None
        elif self.after is not None:
            write_file(self.path, self.after)


def files_of(folder: Path) -> Iterator[Path]:
    """Give every file of a folder in the order of their names, but for links and for folders of other programs."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _NOT_OURS)
        for name in sorted(names):
            path = Path(place) / name
            if path.is_file() and not path.is_symlink():
                yield path


class Search(NamedTuple):
    """What is looked for in the files of a workspace, and what may be done with them."""

    subject: Subject
    sought: Sought
    reports: Path | None
    """Folder of what the kit has written: what lies in it can be made again. None: there is none."""
    roster: Path | None
    """The table of who is who."""
    outputs: bool
    """Whether reports are deleted and outputs of notebooks cleared; else they are left as they are."""


def held_file(path: Path, search: Search) -> HeldFile | None:
    """Look into a file; None if it holds nothing of what is sought. One that cannot be read, or is too large, is told as such."""
    try:
        data = read_file(path)
    except InputError as error:
        return HeldFile(path, Action.UNREAD, 0, note=error.message)
    if starts_as_database(data):
        return HeldFile(path, Action.UNREAD, 0, note=_STRANGE_DATABASE)
    if path.suffix.lower() == ".csv":
        is_roster = search.roster is not None and path.samefile(search.roster)
        without, rows = _rows_without(data, search.subject, is_roster=is_roster)
        if rows:
            return HeldFile(path, Action.ROWS, rows, without)
    found = count_at(path, data, search.sought)
    return _held_output(path, data, search, found) if found else None


def count_at(path: Path, data: bytes, sought: Sought) -> int:
    """Count what is found in a file that holds some bytes; the pages that the kit puts into a workspace are nobody's."""
    return count_in_file(_without_shipped_lines(data) if path.name == _PAGE else data, sought)


def _held_output(path: Path, data: bytes, search: Search, found: int) -> HeldFile:
    if path.suffix == ".ipynb":
        return _held_notebook(path, data, search, found)
    if path.name.startswith(".") and path.suffix == ".part":
        return HeldFile(path, Action.DELETED, found, note="left behind by a save that was killed")
    if search.reports in path.parents and path.suffix.lower() in _OUTPUT_ENDINGS:
        if search.outputs:
            return HeldFile(path, Action.DELETED, found)
        return HeldFile(path, Action.NONE, found, note="a report; --outputs deletes it, then make it anew")
    return HeldFile(path, Action.NONE, found, note="look at it, and correct or delete it by hand")


def _held_notebook(path: Path, data: bytes, search: Search, found: int) -> HeldFile:
    cleared = _without_outputs(data)
    if cleared is None:
        return HeldFile(path, Action.NONE, found, note="no notebook that can be read; delete it by hand")
    if count_in_file(cleared, search.sought):
        note = "it stands in the cells themselves; correct them by hand"
    else:
        note = "" if search.outputs else "in its saved outputs; --outputs clears them"
    action, after = (Action.OUTPUTS, cleared) if search.outputs else (Action.NONE, None)
    return HeldFile(path, action, found, after, note)


def _without_shipped_lines(data: bytes) -> bytes:
    """Return a page without the lines that the kit itself has put there: they use codes as examples."""
    pages = files("rubric_kit.workspace") / "folder_pages"
    shipped = {line for page in pages.iterdir() for line in page.read_bytes().splitlines()}
    return b"\n".join(line for line in data.splitlines() if line not in shipped)


def _without_outputs(data: bytes) -> bytes | None:
    try:
        notebook = json.loads(data)
        parts = [notebook, *notebook["cells"]]
        for part in parts:
            for name in ("widgets", "papermill"):
                part["metadata"].pop(name, None)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return f"{json.dumps(notebook, ensure_ascii=False, indent=1)}\n".encode()


def _rows_without(data: bytes, subject: Subject, *, is_roster: bool) -> tuple[bytes, int]:
    """Return a table without the rows that are erased, byte for byte otherwise, and how many they were."""
    try:
        chunks = _row_texts(data.decode("utf-8-sig"))
        header = [name.strip().lower() for name in _cells(chunks[0])] if chunks else []
        if not is_roster and not set(header) >= _LOG_COLUMNS:
            return data, 0
        kept = chunks[:1]
        for chunk in chunks[1:]:
            cells = dict(zip(header, map(spreadsheet_text, map(str.strip, _cells(chunk))), strict=False))
            if not subject.takes({"rater": cells.get("code", "")} if is_roster else cells):
                kept.append(chunk)
    except (UnicodeDecodeError, csv.Error):
        return data, 0
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + "".join(kept).encode(), len(chunks) - len(kept)


def _row_texts(text: str) -> list[str]:
    """Cut a table into its rows; a line break between quotation marks belongs to its row."""
    rows, open_row = list[str](), ""
    for line in io.StringIO(text, newline=""):
        open_row += line
        if open_row.count('"') % 2 == 0:
            rows.append(open_row)
            open_row = ""
    return [*rows, open_row] if open_row else rows


def _cells(chunk: str) -> list[str]:
    return next(csv.reader(io.StringIO(chunk, newline="")), [])
