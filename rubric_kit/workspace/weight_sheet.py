"""A sheet on which a person weighs criteria with a spreadsheet program: written blank, read when it is filled in."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Rubric, WeightMode
from rubric_kit.model.formula_guard import guarded, unguarded
from rubric_kit.workspace.files import read_file, write_new_file
from rubric_kit.workspace.weight_sheet_forms import FORMS, Said, SheetForm, SheetRow


def write_weight_sheet(path: Path | str, rubric: Rubric, mode: WeightMode) -> None:
    """Write the blank sheet of a mode; a file that is there is kept. Text that a spreadsheet would run is defused.

    Raises
    ------
    InputError
        The file is there already or cannot be saved, the mode asks nothing, or there are too many pairs to ask about.
    """
    path = Path(path)
    form = _form(mode)
    text = io.StringIO(newline="")
    rows = [form.columns, *form.blank(rubric)]
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    if not write_new_file(path, text.getvalue().encode("utf-8-sig")):
        raise InputError(f"{path} is there already; name another file", where=str(path))


def read_weight_sheet(path: Path | str, rubric: Rubric, mode: WeightMode) -> Said:
    """Read a filled-in sheet.

    Numbers may have a decimal point or a comma; cells may be parted by commas, semicolons or tabs. A card without an answer is
    left out; everything else must be filled in. Whether each criterion is there once, and each number within its bounds, is
    told by `rubric_kit.scoring.weighing.weigh`.

    Raises
    ------
    InputError
        The file cannot be read, is no UTF-8 text, lacks a column, or a cell holds what it must not: no number, a number
        below zero, a criterion that does not exist.
    """
    path = Path(path)
    form = _form(mode)
    return form.read(rubric, _filled_rows(path, form))


def _form(mode: WeightMode) -> SheetForm:
    if mode not in FORMS:
        raise InputError(f"mode {mode} asks nothing, so it has no sheet; known are: {', '.join(FORMS)}", where=mode)
    return FORMS[mode]


def _filled_rows(path: Path, form: SheetForm) -> list[SheetRow]:
    from rubric_kit.authoring.exchange.text_rows import text_rows

    try:
        rows = text_rows(read_file(path).decode("utf-8-sig")).rows
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'", where=str(path)) from None
    except RecordError as error:
        raise InputError(f"{path.name}: {error.message}", where=str(path)) from None
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    for name in form.needed:
        if header.count(name) != 1:
            shown = ", ".join(cell[:30] for cell in header[:10]) or "none"
            found = "has it twice" if name in header else f"has {shown}"
            raise InputError(
                f"{path.name} needs the column {name!r} once and {found}; each mode has its own sheet", where=str(path)
            )
    filled = [(line, row) for line, row in enumerate(rows[1:], start=2) if any(cell.strip() for cell in row)]
    places = {name: header.index(name) for name in form.needed}
    return [
        SheetRow(
            path.name,
            line,
            {name: unguarded(row[at].strip()).strip() if at < len(row) else "" for name, at in places.items()},
        )
        for line, row in filled
    ]
