"""`Fact`: what can be observed about a badge with no rater."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rubric_kit.model.record import Id, Line, Record, Sha256
from rubric_kit.model.state import FactState


class Fact(Record):
    """One observation about one badge: a state, a value where there is one, and how it was found out."""

    badge: Sha256
    """Key of the badge."""
    name: Id
    """Name of the fact, such as criteria_words."""
    state: FactState
    """Present, absent, withheld or unknown."""
    number: Annotated[int, Field(ge=0)] | None = None
    """A count, where the fact is one."""
    values: tuple[Line, ...] = ()
    """Words, where the fact is a list of them."""
    basis: Line
    """How it was found out, in one sentence that quotes no personal text."""
