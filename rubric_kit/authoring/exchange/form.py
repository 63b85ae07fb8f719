"""What every exchange format shares: how one is described, what reading and writing give, and what is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from rubric_kit.errors import RecordError
from rubric_kit.model import Finding, Record, Rubric


class Loss(Record):
    """One place of a rubric, or of a file that was read, that the other side cannot carry."""

    path: str
    """The place by ids, such as criteria.locality.levels.l2.anchors; in a file that was read, its cell or key."""
    words: str = ""
    """What stands there, shortened to one line."""
    why: str
    """Why it is not carried, and what comes of it, in one or two short sentences."""


class Question(NamedTuple):
    """The one thing a reader could not tell by itself, with what it took for granted until somebody answers."""

    key: str
    """Name under which the answer is given."""
    text: str
    """The question."""
    choices: tuple[tuple[str, str], ...]
    """Possible answers, each with its words."""
    assumed: str
    """The answer that was taken."""

    def answer(self, answers: Mapping[str, str]) -> str:
        """Return the answer that was given, or the one that is assumed.

        Raises
        ------
        RecordError
            The answer that was given is none of the choices.
        """
        given = answers.get(self.key, self.assumed)
        known = [value for value, _ in self.choices]
        if given not in known:
            message = f"{given!r} is no answer to the question {self.key!r}; answers are: {', '.join(known)}"
            raise RecordError(message, where=self.key)
        return given


class Reading(NamedTuple):
    """A rubric read from another form: a draft, and how it was understood."""

    draft: dict[str, Any]
    """The draft; it has the form of a rubric and may still hold what must be mended."""
    told: tuple[str, ...]
    """How the file was understood, in sentences."""
    question: Question | None
    """What could not be told; at most one."""
    losses: tuple[Loss, ...]
    """What stands in the file and has no place in a rubric."""
    findings: tuple[Finding, ...]
    """What is doubtful in the file, each with its place (codes RKX...)."""


class Written(NamedTuple):
    """A rubric in another form."""

    data: bytes
    """The file."""
    losses: tuple[Loss, ...]
    """Every place of the rubric that the file does not carry."""


class Format(NamedTuple):
    """One form in which rubrics come in, go out, or both."""

    name: str
    """Short name, such as grid-csv."""
    title: str
    """What it is, in words."""
    suffix: str
    """Ending of its files, such as .csv."""
    takes: Literal["json", "rows"]
    """What its reader is given: parsed JSON, or the rows of a sheet (CSV, XLSX, pasted text), each a list of texts."""
    recognise: Callable[[Any], bool] | None
    """Tells whether something that was given is in this form; None: it cannot be read."""
    read: Callable[[Any, Mapping[str, str]], Reading] | None
    """Reads what was given, with answers to earlier questions by key; raises RecordError in one line."""
    write: Callable[[Rubric], Written] | None
    """Writes a rubric; equal rubrics give equal bytes."""
