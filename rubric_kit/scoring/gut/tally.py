"""`GutTally`: how often gut calls and scores agreed, counted and told in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rubric_kit.model import GutCall


class Side(StrEnum):
    """What a score by the rubric comes to, beside a gut call."""

    ACCEPTS = "accepts"
    """Accepted, at whatever level, or endorsed."""
    CONDITION = "condition"
    """On condition: neither a clear yes nor a clear no."""
    NOT = "not"
    """Not counted, or kept in the story only."""
    OPEN = "open"
    """What is missing could turn it."""
    UNRATED = "unrated"
    """Nothing was rated."""


_ACCEPTS = {
    Side.ACCEPTS: "accept it for {}",
    Side.CONDITION: "accept it on condition for {}",
    Side.OPEN: "leave it open for {}",
    Side.NOT: "do not accept it for {}",
}
PARTINGS = frozenset({(GutCall.ACCEPT, Side.NOT), (GutCall.NOT, Side.ACCEPTS)})
"""Where gut and rubric say opposite things. What is on condition or open does not part from either."""


@dataclass(frozen=True)
class GutTally:
    """How many gut calls met which side of the rubric."""

    counts: Mapping[tuple[GutCall, Side], int]
    """Calls by what gut and rubric say; pairs that nobody has are not in it."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[GutCall, Side]]) -> GutTally:
        """Count pairs of a call and a side."""
        return cls(dict(sorted(Counter(pairs).items())))

    @property
    def calls(self) -> int:
        """How many calls there are."""
        return sum(self.counts.values())

    def of_call(self, call: GutCall) -> int:
        """Return how many said this by gut."""
        return sum(count for (said, _), count in self.counts.items() if said is call)

    def at(self, call: GutCall, side: Side) -> int:
        """Return how many said this by gut and have this side by their own ratings."""
        return self.counts.get((call, side), 0)

    @property
    def parted(self) -> int:
        """How many calls say the opposite of the same person's ratings."""
        return sum(self.at(*pair) for pair in PARTINGS)

    @property
    def compared(self) -> int:
        """How many calls, those of the unsure aside, stand beside ratings that come to a clear yes or no."""
        clear = [(call, side) for call in (GutCall.ACCEPT, GutCall.NOT) for side in (Side.ACCEPTS, Side.NOT)]
        return sum(self.at(*pair) for pair in clear)

    @property
    def sentence(self) -> str:
        """The tally of one badge, such as "7 of 24 would accept it by gut: their own ratings accept it for 3." and so on."""
        parts = [self._call(GutCall.ACCEPT, f"{self.of_call(GutCall.ACCEPT)} of {self.calls} would accept it by gut")]
        no, unsure = self.of_call(GutCall.NOT), self.of_call(GutCall.UNSURE)
        if no:
            parts.append(self._call(GutCall.NOT, f"{no} would not"))
        if unsure:
            parts.append(self._call(GutCall.UNSURE, f"{unsure} {'was' if unsure == 1 else 'were'} unsure"))
        return " ".join(parts)

    def _call(self, call: GutCall, words: str) -> str:
        said = [text.format(self.at(call, side)) for side, text in _ACCEPTS.items() if self.at(call, side)]
        parts = [f"their own ratings {_listed(said)}"] if said else []
        unrated = self.at(call, Side.UNRATED)
        if unrated:
            parts.append(f"{unrated} of them did not rate it")
        return f"{words}: {'; '.join(parts)}." if parts else f"{words}."


def _listed(parts: list[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
