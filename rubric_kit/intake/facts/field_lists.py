"""Lists of what a badge should tell, as others published them, and the questions that ask an issuer for it.

The lists are data files in `field_lists/`. Each says where it comes from and whether its fields were compared with the
published text (`confirmed`); one that was not is our reading, and says so wherever it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import StringConstraints, TypeAdapter

from rubric_kit.model.record import Id, Line, Record

LIST_NAMES = ("eu11", "trusted", "mpos")
"""Names of the lists."""

Sign = Annotated[str, StringConstraints(pattern=r"^(field|fact|words):[a-z0-9_]+$")]
"""What shows an element: a filled field, a fact that is present, or words of a table in the badge's own texts."""
Kind = Literal["knowledge", "learning", "application", "participation", "membership", "other"]


class Element(Record):
    """One thing that a list asks for."""

    id: Id
    """Short name, unique within the list."""
    label: Line
    """The same in plain words."""
    told_by: tuple[Sign, ...]
    """Signs, any of which shows it."""
    question: Id
    """Topic of the question that asks the issuer for it; a key of `questions()`."""
    award: bool = False
    """Whether only an award can show it, and not the description of a badge."""
    if_applicable: bool = False
    """Whether it is asked for only where it applies; if it is not there, nobody can tell from the file which is the case."""
    need: Literal["required", "recommended"] = "required"
    """How much the list asks for it."""
    kinds: tuple[Kind, ...] = ()
    """Kinds of badge that it is asked of; empty for all."""


class NotInFiles(Record):
    """Something a list asks for and no badge file can show."""

    id: Id
    """Short name."""
    label: Line
    """The same in plain words."""


class FieldList(Record):
    """What a badge should tell, according to one source."""

    id: Id
    """Short name."""
    title: Line
    """Title."""
    source: Line
    """Where the list comes from."""
    confirmed: bool
    """Whether the elements were compared with the published text."""
    note: Line
    """What to know before relying on it."""
    elements: tuple[Element, ...]
    """What is looked for, in the list's order."""
    not_in_files: tuple[NotInFiles, ...]
    """What no file can show; counted apart and never as missing."""


class Question(Record):
    """How to ask an issuer for one thing."""

    about: Literal["badge", "issuer"]
    """Whether the answer belongs to one badge or to the issuer's profile."""
    weight: Literal["first", "also"]
    """Whether a decision hangs on it as a rule, or it only helps."""
    missing: Line
    """What is missing, in one sentence."""
    question: Line
    """The question."""
    why: Line
    """Why it matters to a district."""
    fields: Line
    """Open Badges fields that hold the answer."""


@cache
def field_lists() -> Mapping[str, FieldList]:
    """Return the lists by name, in the order of `LIST_NAMES`."""
    return {name: FieldList.parse(_text(name), where=f"field_lists/{name}.json") for name in LIST_NAMES}


@cache
def questions() -> Mapping[str, Question]:
    """Return the questions by topic, in the order in which a letter asks them."""
    return TypeAdapter(dict[Id, Question]).validate_json(_text("questions"))


def _text(name: str) -> bytes:
    return (files("rubric_kit.intake.facts") / "field_lists_data" / f"{name}.json").read_bytes()
