"""Like with like: the answers that the same person gave to the same question in two rounds.

Mostly the badges that people disagree on are rated again. Compared with everything of the round before, agreement would seem to
fall because of the choice alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rubric_kit.model import Origin, Rating


class BothRounds(NamedTuple):
    """What can be compared of two rounds."""

    before: tuple[Rating, ...]
    """Answers of the earlier round to what was answered again."""
    after: tuple[Rating, ...]
    """Answers of the later round to what had been answered before."""
    only_before: int
    """Answers that were not given again."""
    only_after: int
    """Answers that are new."""

    @property
    def sentence(self) -> str:
        """What is compared, in words."""
        if not self.after:
            return "Nobody answered the same question in both rounds, so nothing can be compared."
        shown = f"Compared are the {len(self.after):,} answers that the same person gave to the same question in both rounds"
        rest = [
            f"{count:,} {words}"
            for count, words in ((self.only_before, "given in the first only"), (self.only_after, "in the second only"))
            if count
        ]
        return f"{shown}; {' and '.join(rest)}." if rest else f"{shown}."


def both_rounds(before: Iterable[Rating], after: Iterable[Rating]) -> BothRounds:
    """Return the answers that can be compared; of a rater's rows for a cell the latest counts.

    Parameters
    ----------
    before, after : iterable of Rating
        The two rounds. The wording may have changed: a question is known by the criterion's id.
    """
    earlier, later = (_cells(rows) for rows in (before, after))
    shared = earlier.keys() & later.keys()
    kept = [tuple(row for cell, row in rows.items() if cell in shared) for rows in (earlier, later)]
    return BothRounds(kept[0], kept[1], len(earlier) - len(shared), len(later) - len(shared))


def _cells(rows: Iterable[Rating]) -> dict[tuple[str, str, str], Rating]:
    people = (row for row in rows if row.origin is Origin.PERSON)
    return {(row.rater, row.badge, row.criterion): row for row in sorted(people, key=lambda row: row.sequence)}
