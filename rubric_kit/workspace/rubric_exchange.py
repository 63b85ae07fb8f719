"""Rubrics from files that other programs wrote, and files for them: bytes in, a draft out, and the way back.

What comes in is told by its content, never by its name: a workbook, JSON, or text. Each is taken apart here and handed to the
formats of `rubric_kit.authoring.exchange`, which open nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rubric_kit.authoring.draft_form import whole_draft
from rubric_kit.errors import InputError, RecordError
from rubric_kit.intake import strict_json
from rubric_kit.intake.containers.archive import is_workbook, is_zip
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.lists.workbook import sheet_rows
from rubric_kit.model import Rubric
from rubric_kit.workspace.files import read_file, write_file

if TYPE_CHECKING:
    from rubric_kit.authoring.exchange import Format, Loss, Reading

MOST_TEXT = 2_000_000
"""Most bytes of text that are read; a rubric of 40 criteria with 8 full levels is below 500,000."""
MOST_JSON = 5_000_000
"""Most bytes of JSON that are read: our own form keeps sample text too, and other programs write long names for short things."""
OWN = "rubric-kit"
"""Name of the kit's own form, which is not among the exchange formats: it is simply opened."""
_HEAD = 4_000
_OWN_DRAFT = "rubric_kit_draft"
_STARTS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "a file of an old office program (.xls or .doc)"),
    (b"{\\rtf", "a rich text document"),
    (b"<", "a web page or another file in XML"),
)
_OFFICE = (
    (b"word/document.xml", "a Word document"),
    (b"ppt/presentation.xml", "a slide show"),
    (b"content.xml", "an OpenDocument file"),
)
_JSON = re.compile(r"\s*(?:\{|\[\s*[\[{\]\"\d-])")
_READ = (
    "a rubric comes as CASE, Canvas CSV, Google Classroom or Open Badges JSON, a grid (CSV, XLSX, pasted text), or our own JSON"
)
_BADGE_KEYS = ("credentialSubject", "badge", "recipient", "issuer", "criteria")


def read_rubric_from(path: Path | str, *, format: str = "", answers: Mapping[str, str] | None = None) -> Reading:  # noqa: A002
    """Read a rubric from a file of any form that is known.

    Parameters
    ----------
    path : Path or str
        The file.
    format : str
        What it is, by a name of `FORMATS`, or rubric-kit; without it that is told by the content.
    answers : mapping, optional
        Answers to questions that reading it raised earlier, by key.

    Raises
    ------
    InputError
        The file cannot be read, is too large, or is none of the forms.
    RecordError
        It is one of the forms and holds no rubric, or an answer is none of the choices.
    """
    path = Path(path)
    return read_rubric_bytes(read_file(path), name=path.name, answers=answers, format=format)


def read_rubric_bytes(
    data: bytes,
    *,
    name: str,
    answers: Mapping[str, str] | None = None,
    format: str = "",  # noqa: A002  the word of the command line
) -> Reading:
    """Read a rubric from the bytes of a file, or from text that was pasted.

    Parameters
    ----------
    data : bytes
        The file, whole.
    name : str
        What to call it in messages.
    answers : mapping, optional
        Answers to questions that reading it raised earlier, by key.
    format : str
        What it is, by a name of `FORMATS`, or rubric-kit; without it that is told by the content.

    Raises
    ------
    InputError
        It is too large, or none of the forms.
    RecordError
        It is one of the forms and holds no rubric, or an answer is none of the choices.
    """
    from rubric_kit.authoring.exchange.text_rows import text_rows

    _check_format(format)
    if not data.strip():
        raise InputError(f"{name} is empty; {_READ}", where=name)
    told: tuple[str, ...] = ()
    try:
        if is_zip(data):
            given, takes = _sheet(data, name), "rows"
        else:
            _check_text(data, name)
            text, told = _text(data, name)
            if _JSON.match(text):
                given, takes = strict_json(text.encode(), where=name), "json"
            else:
                found = text_rows(text)
                given, takes, told = found.rows, "rows", (*told, *found.told)
        reading = _read(given, takes, format, name, answers or {})
    except RecordError as error:
        raise RecordError(f"{name}: {error.message}", where=name) from None
    return reading._replace(told=(*told, *reading.told))


def write_rubric_as(path: Path | str, rubric: Rubric, format: str) -> tuple[Loss, ...]:  # noqa: A002
    """Write a rubric to a file in another form, and return every place that the file does not carry.

    Raises
    ------
    InputError
        There is no such form, or the file cannot be saved.
    """
    form = _formats().get(format)
    if form is None or form.write is None:
        known = ", ".join(name for name, one in _formats().items() if one.write is not None)
        raise InputError(f"no form called {format!r} is written; known are: {known}", where=str(path))
    written = form.write(rubric)
    write_file(Path(path), written.data)
    return written.losses


def _formats() -> Mapping[str, Format]:
    from rubric_kit.authoring.exchange import FORMATS  # a dozen modules: only who reads or writes a rubric's copy pays for them

    return FORMATS


def _check_format(name: str) -> None:
    known = [OWN, *(name for name, one in _formats().items() if one.read is not None)]
    if name and name not in known:
        raise InputError(f"no form called {name!r} is read; known are: {', '.join(known)}", where=name)


def _sheet(data: bytes, name: str) -> list[list[str]]:
    if not is_workbook(data):
        what = next((words for part, words in _OFFICE if part in data), "an archive")
        raise InputError(f"{name} is {what}; {_READ}", where=name)
    remarks = Remarks(name)
    rows = sheet_rows(data, remarks)
    if rows is None:
        found = remarks.findings[0]
        raise InputError(f"{name}: {found.message}", where=name)
    from rubric_kit.authoring.exchange.text_rows import MOST_COLUMNS, MOST_ROWS

    columns = max((len(row) for row in rows), default=0)
    if len(rows) > MOST_ROWS or columns > MOST_COLUMNS:
        message = f"{name}: its first sheet has {len(rows):,} rows and {columns} columns; at most {MOST_ROWS} rows are read"
        raise InputError(message, where=name)
    return rows


def _check_text(data: bytes, name: str) -> None:
    """Refuse what is no text by its first bytes, and text that is longer than a rubric can be."""
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    what = next((words for mark, words in _STARTS if start.startswith(mark)), None)
    if what is not None:
        raise InputError(f"{name} is {what}; {_READ}", where=name)
    most = MOST_JSON if _JSON.match(data[:_HEAD].replace(b"\0", b"").decode("utf-8", "ignore").lstrip("\ufeff")) else MOST_TEXT
    if len(data) > most:
        message = f"{name} holds {len(data):,} bytes of text; at most {most:,} are read. Take the rubric alone"
        raise InputError(message, where=name)


def _text(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and a sentence if its encoding had to be guessed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise InputError(f"{name} is not whole UTF-16 text; save it as UTF-8", where=name) from None
    if b"\0" in data:
        raise InputError(f"{name} is no text, or text in an unknown encoding; save it as UTF-8", where=name)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\ufffd" in text:
        raise InputError(f"{name} is neither UTF-8 nor Windows text; save it as UTF-8", where=name)
    return text, ("The text is not UTF-8; it was read as Windows text (cp1252). Look at letters with accents.",)


def _read(given: Any, takes: str, wanted: str, name: str, answers: Mapping[str, str]) -> Reading:
    if takes == "json" and wanted in {"", OWN} and isinstance(given, dict) and (own := _own(given)) is not None:
        return own
    for form in _formats().values():
        if form.takes == takes and wanted in {"", form.name} and _recognises(form, given):
            assert form.read is not None  # noqa: S101  a form that recognises something reads it
            return form.read(given, answers)
    if wanted:
        title = "a rubric file of this kit" if wanted == OWN else _formats()[wanted].title
        raise InputError(f"{name} is not what --format {wanted} says: {title}", where=name)
    if takes == "json" and isinstance(given, dict) and any(one in given for one in _BADGE_KEYS):
        message = f"{name} looks like a badge without rubric levels; read it where badges are read. Here {_READ}"
        raise InputError(message, where=name)
    what = "JSON of an unknown form" if takes == "json" else "text in which no rubric was found"
    raise InputError(f"{name} is {what}; {_READ}", where=name)


def _recognises(form: Format, given: Any) -> bool:
    return form.recognise is not None and form.read is not None and form.recognise(given)


def _own(given: dict[str, Any]) -> Reading | None:
    """Read a rubric file or a draft file of this kit; None if it is neither."""
    draft = given.get("draft") if given.get(_OWN_DRAFT) == 1 else given
    if not isinstance(draft, dict) or not isinstance(draft.get("criteria"), list):
        return None
    # A misspelt name of one part must not hide that this is a rubric.
    if "policy" not in draft and not any(isinstance(one, dict) and "question" in one for one in draft["criteria"]):
        return None
    from rubric_kit.authoring.exchange import Reading

    kind = "draft" if draft is not given else "rubric file"
    return Reading(whole_draft(draft, where="the rubric"), (f"This is a {kind} of this kit.",), None, (), ())
