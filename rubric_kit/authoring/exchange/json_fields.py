"""Reading JSON that other programs wrote: names of fields in any case, and what is of another kind left aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rubric_kit.errors import RecordError

MOST_RECORDS = 400
"""Most entries of a list that are read; a rubric has at most 40 criteria."""


def field(record: object, *names: str) -> Any:
    """Return the first field that is there and not null, its name in any case; None if there is none."""
    if not isinstance(record, Mapping):
        return None
    wanted = {name.casefold() for name in names}
    exact = next((record[name] for name in names if record.get(name) is not None), None)
    if exact is not None:
        return exact
    return next((value for key, value in record.items() if key.casefold() in wanted and value is not None), None)


def text_field(record: object, *names: str) -> str:
    """Return a field that holds text or a number as text; empty if it is missing or of another kind."""
    value = field(record, *names)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def records_field(record: object, *names: str, most: int = MOST_RECORDS) -> list[Mapping[str, Any]]:
    """Return the objects in a field that holds a list of them, or one.

    Raises
    ------
    RecordError
        There are more than a rubric can have by far.
    """
    value = field(record, *names)
    if isinstance(value, Mapping):
        return [value]
    found = [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
    if len(found) > most:
        raise RecordError(f"{names[0]} holds {len(found):,} entries; at most {most:,} are read", where=names[0])
    return found


def other_fields(record: object, known: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """Give the fields of an object that are not among the known names (in any case) and hold something."""
    for key, value in record.items() if isinstance(record, Mapping) else ():
        if key.casefold() not in known and value not in (None, "", [], {}):
            yield key, value
