"""`Triage`: where each badge of a batch goes, what that rests on, and the sentences for the room."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal

from rubric_kit.model import share_text
from rubric_kit.scoring.triage.zones import Zone


class Destination(StrEnum):
    """Where a badge goes."""

    ACCEPT = "accept"
    NOT_COUNTED = "not_counted"
    PANEL = "panel"
    DECIDED = "decided"
    """People have decided it already."""


@dataclass(frozen=True)
class Route:
    """Where one badge goes, and why."""

    badge: str
    """Key of the badge."""
    to: Destination
    """Where it goes."""
    by: Literal["score", "rule", "people"]
    """What sends it there: a clear score, a rule of the policy, or that people have to look or have looked."""
    outcome: str | None
    """Outcome by the policy; None while it is undetermined."""
    reason: str
    """Why, in words."""


@dataclass(frozen=True)
class Triage:
    """A batch split into what is clear and what needs the panel."""

    rubric: str
    """Fingerprint of the rubric version."""
    routes: tuple[Route, ...]
    """One for each badge, in the order given."""
    zones: tuple[Zone, Zone] | None
    """Clear acceptances and clearly not counted; None where no triage could be made."""
    past: int
    """Past decisions that were used."""
    most_misroutes: int
    """How many misroutes were allowed."""
    sure: int
    """In how many of 100 such batches that is kept."""
    expected: Fraction
    """How many of the badges routed by their score a panel is expected to decide otherwise."""
    interval: tuple[int, int]
    """Fewest and most such badges; each end is kept in `sure` of 100 batches."""
    refusal: str = ""
    """Why the data cannot carry a triage; empty if they can."""
    notes: tuple[str, ...] = ()
    """What else to know: past decisions left out, zones that are not used."""

    @property
    def counts(self) -> dict[Destination, int]:
        """How many badges go where."""
        found = Counter(route.to for route in self.routes)
        return {one: found[one] for one in Destination}

    @property
    def by_score(self) -> int:
        """How many badges are routed by their score."""
        return sum(route.by == "score" for route in self.routes)

    @property
    def sentence(self) -> str:
        """What came out, for the room."""
        counts = self.counts
        ruled = sum(route.by == "rule" for route in self.routes)
        by_rule = f" ({ruled} of them by a rule of the policy)" if ruled else ""
        panel = f"{counts[Destination.NOT_COUNTED]} not counted{by_rule}, {counts[Destination.PANEL]} for the panel"
        decided = f", {counts[Destination.DECIDED]} decided already" if counts[Destination.DECIDED] else ""
        if self.refusal:
            return f"No triage: {self.refusal} So it is {panel}{decided}."
        accepted = f"{counts[Destination.ACCEPT]} clear accept{'' if counts[Destination.ACCEPT] == 1 else 's'}"
        how = "by their score" if ruled else "without a panel"
        return (
            f"{accepted}, {panel}{decided}. Of the {self.by_score} routed {how} we expect {_about(self.expected)}, and at most "
            f"{self.interval[1]}, to differ from what a panel would say ({self.sure} of 100)."
        )

    @property
    def basis(self) -> tuple[str, ...]:
        """What the routes rest on, one sentence for each zone and each note."""
        return (*(zone_words(zone) for zone in self.zones or ()), *self.notes)

    def plain(self) -> dict[str, Any]:
        """Return it as plain JSON objects: whole numbers, shares in basis points, the expected number in thousandths."""
        names = ("accept", "not_counted")
        return {
            "rubric": self.rubric,
            "sentence": self.sentence,
            "refusal": self.refusal,
            "counts": {one.value: number for one, number in self.counts.items()},
            "by_score": self.by_score,
            "expected_thousandths": round(self.expected * 1000),
            "interval": list(self.interval),
            "most_misroutes": self.most_misroutes,
            "sure": self.sure,
            "past": self.past,
            "zones": {name: _plain_zone(zone) for name, zone in zip(names, self.zones or (), strict=False)},
            "notes": list(self.notes),
            "routes": [{**vars(route), "to": route.to.value} for route in self.routes],
        }


def zone_words(zone: Zone) -> str:
    """Say where a zone lies and what the past says about it."""
    where = f"from {share_text(zone.threshold)}" if zone.accept else f"below {share_text(zone.threshold)}"
    name = "Clear accept" if zone.accept else "Not counted"
    if zone.closed:
        return f"{name}, scores {where} of 100: not used, because {zone.closed}."
    return f"{name}, scores {where} of 100: {past_words(zone)}."


def past_words(zone: Zone) -> str:
    """Say how often people decided otherwise in a zone."""
    people = {0: "none was", 1: "1 was"}.get(zone.against, f"{zone.against} were")
    return f"of {zone.past} past decisions there {people} otherwise"


def _plain_zone(zone: Zone) -> dict[str, Any]:
    return {name: value for name, value in vars(zone).items() if name != "accept"}


def _about(expected: Fraction) -> str:
    """Round half up; what is below one half is not called none."""
    nearest = int(expected + Fraction(1, 2))
    return f"about {nearest}" if nearest else "fewer than 1"
