"""`Person`: who a rater's code stands for, as a district's own roster says it."""

from __future__ import annotations

from typing import NamedTuple


class Person(NamedTuple):
    """A row of the roster. Only the code goes into the log; the name stays in the room."""

    code: str
    """Code of the rater, as it stands in the log."""
    team: str = ""
    """Team the rater sits in; empty: none."""
    name: str = ""
    """Name, shown only when the facilitator asks for it; empty: not written down."""
