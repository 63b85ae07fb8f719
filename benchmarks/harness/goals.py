"""What the benchmarks are asked for: ratios of two times, amounts, and the goals that they are to reach.

Only the standard library is used here, so that every environment can read it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Sense(StrEnum):
    """On which side of its bound a number is to stay."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


class Goal(NamedTuple):
    """What a number is to reach."""

    sense: Sense
    bound: float

    def met_by(self, number: float) -> bool:
        """Tell whether a number reaches the goal; the bound itself does."""
        return number <= self.bound if self.sense is Sense.AT_MOST else number >= self.bound


class Ratio(NamedTuple):
    """Two times from one run: "at most" divides ours by the peer's, "at least" the peer's by ours."""

    key: str
    what: str
    ours: str
    peer: str
    sense: Sense
    bound: float | None = None
    """None: shown for information."""

    @property
    def goal(self) -> Goal | None:
        """The goal, where there is one."""
        return None if self.bound is None else Goal(self.sense, self.bound)

    def number(self, ours: float, peer: float) -> float:
        """Return the ratio of two times."""
        return ours / peer if self.sense is Sense.AT_MOST else peer / ours


class Unit(StrEnum):
    """What an amount is counted in."""

    COUNT = ""
    SHARE = "share"
    MEBIBYTES = "MiB"


class Amount(NamedTuple):
    """A number that stands for itself: badges that get another label, an error, memory."""

    key: str
    what: str
    unit: Unit
    goal: Goal | None = None


class Topic(NamedTuple):
    """One script: it measures what belongs together, in one process."""

    script: str
    """Name of the file in `benchmarks/`, without its ending."""
    title: str
    environment: str
    """Folder of the environment that it runs in."""
    how: str
    """How both sides are measured, in words."""
    ratios: tuple[Ratio, ...]
    amounts: tuple[Amount, ...] = ()

    @property
    def command(self) -> str:
        """What a person types to repeat it."""
        return f"make bench NAMES={self.script}"
