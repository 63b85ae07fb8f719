"""The states that keep "nothing there" apart from "not shown", "does not apply" and "we do not know"."""

from __future__ import annotations

from enum import StrEnum


class FactState(StrEnum):
    """What a badge tells about one fact, before any person has judged it."""

    PRESENT = "present"
    """The badge says it."""
    ABSENT = "absent"
    """The badge had a place to say it and left it empty: there is none."""
    WITHHELD = "withheld"
    """It exists and is not shown, for example to protect a student's privacy."""
    UNKNOWN = "unknown"
    """The file at hand cannot tell."""


class RatingState(StrEnum):
    """What a rater says instead of a level."""

    UNKNOWN = "unknown"
    """Cannot tell from what is at hand: any level is possible, the score becomes an interval."""
    WITHHELD = "withheld"
    """It exists and is not shown: any level is possible, and a substitution rule of the policy may apply."""
    NOT_APPLICABLE = "not_applicable"
    """The criterion does not fit this badge: the remaining weights are rescaled."""


STATE_WORDS: dict[str, str] = {
    "present": "present",
    "absent": "absent",
    "withheld": "withheld",
    "unknown": "cannot tell",
    "not_applicable": "does not apply",
    "unrated": "not rated yet",
}
"""The words a person reads for each state."""
