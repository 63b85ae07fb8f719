"""`people.csv`: which rater's code sits in which team. It is optional, and the only place where a name may stand."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from rubric_kit.errors import InputError
from rubric_kit.model import ID_PATTERN, visible
from rubric_kit.model.person import Person
from rubric_kit.workspace.files import read_file
from rubric_kit.workspace.ratings_table import spreadsheet_text

PEOPLE_COLUMNS = Person._fields
"""Columns of the roster; only code is needed."""
_MOST_PEOPLE = 2_000
_LONGEST = 200


def read_people(path: Path | str) -> tuple[Person, ...]:
    """Read a roster: a CSV table with the columns code, team and name, in any order.

    Parameters
    ----------
    path : path
        The roster. Columns that are not known are passed over, and so are empty rows.

    Returns
    -------
    tuple of Person
        In the order of the rows.

    Raises
    ------
    InputError
        The file cannot be read, has no column `code`, or a row has a code that is no code, is too long, or is there twice. The
        whole roster is refused, since a person who is left out would not be waited for.
    """
    path = Path(path)
    rows = _rows(path)
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    for name in PEOPLE_COLUMNS:
        if header.count(name) > 1 or (name == "code" and name not in header):
            found = "has it twice" if name in header else f"has {visible(', '.join(header)) or 'nothing'}"
            raise InputError(f"{path.name} needs the column {name!r} once and {found}; write code,team,name", where=str(path))
    places = {name: header.index(name) for name in PEOPLE_COLUMNS if name in header}
    people: dict[str, Person] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        where = f"{path.name}, row {line}"
        person = Person(**{name: _text(row, at) for name, at in places.items()})
        _check(person, where)
        if person.code in people:
            raise InputError(
                f"{where}: the code {person.code!r} is there already; each person needs a code of their own", where=where
            )
        people[person.code] = person
    if len(people) > _MOST_PEOPLE:
        raise InputError(f"{path.name} holds {len(people):,} people; at most {_MOST_PEOPLE:,} are read", where=str(path))
    return tuple(people.values())


def _rows(path: Path) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(read_file(path).decode("utf-8-sig"), newline="")))
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'", where=str(path)) from None
    except csv.Error as error:
        raise InputError(f"{path.name} cannot be read as CSV ({error})", where=str(path)) from None


def _text(row: list[str], at: int) -> str:
    return spreadsheet_text(row[at].strip()).strip() if at < len(row) else ""


def _check(person: Person, where: str) -> None:
    if not re.fullmatch(ID_PATTERN, person.code):
        allowed = "1 to 64 of a-z, 0-9, _ and - are allowed, such as rater-7"
        raise InputError(f"{where}: {visible(person.code)[:40]!r} is no code; {allowed}", where=where)
    if max(map(len, person)) > _LONGEST:
        raise InputError(f"{where}: a team or name has more than {_LONGEST} characters", where=where)
