"""`Subject`: who or what is erased."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.model import ID_PATTERN

SHORTEST_KEY = 8
"""Characters of a badge's key that are enough to name it."""


class Subject(NamedTuple):
    """Who or what is erased: exactly one of the three is there."""

    rater: str | None = None
    badge: str | None = None
    """Whole key."""
    before: str | None = None
    """Day as YYYY-MM-DD: what was made before it began, in UTC."""

    def takes(self, row: dict[str, str]) -> bool:
        """Tell whether a row of a table of entries or ratings is erased."""
        if self.rater is not None:
            return row.get("rater") == self.rater
        if self.badge is not None:
            cell = row.get("badge", "").lower()
            return len(cell) >= SHORTEST_KEY and self.badge.startswith(cell)
        return "" < row.get("made", "") < str(self.before)


def subject_of(rater: str | None, badge: str | None, before: str | None) -> Subject:
    """Return who or what is erased; a badge may still be named by the start of its key.

    Raises
    ------
    InputError
        None or several of the three are given, or one is not of its form.
    """
    given = [name for name, value in (("rater", rater), ("badge", badge), ("before", before)) if value is not None]
    if len(given) != 1:
        found = " and ".join(given) or "none of them"
        raise InputError(f"an erasure takes one of rater, badge and before; given is {found}; erase one after the other")
    if rater is not None and not re.fullmatch(ID_PATTERN, rater):
        raise InputError(f"{rater!r} is no rater's code; 1 to 64 of a-z, 0-9, _ and - are allowed, such as rater-7")
    if badge is not None and not re.fullmatch(rf"[0-9a-f]{{{SHORTEST_KEY},64}}", badge):
        raise InputError(f"{badge!r} is no badge's key; give it, or at least its first {SHORTEST_KEY} characters of 0-9 and a-f")
    if before is not None:
        try:
            before = date.fromisoformat(before).isoformat()
        except ValueError:
            raise InputError(f"{before!r} is no day; write it as 2026-06-30") from None
    return Subject(rater, badge, before)
