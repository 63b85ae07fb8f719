"""Which badges of a batch need a panel? Clear ones and others, with the reason for each."""

from __future__ import annotations

from collections.abc import Mapping

from rubric_kit.charts.text_table import TextTable
from rubric_kit.scoring.triage import Destination, Triage

_HEADINGS = {
    Destination.ACCEPT: "Clear accept",
    Destination.NOT_COUNTED: "Not counted",
    Destination.PANEL: "For the panel",
    Destination.DECIDED: "Decided already",
}


def triage_groups(found: Triage, labels: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the badges by where they go, each with the reason; groups without a badge are left out."""
    groups = [
        (heading, [(labels[route.badge], route.reason) for route in found.routes if route.to is destination])
        for destination, heading in _HEADINGS.items()
    ]
    return [(heading, rows) for heading, rows in groups if rows]


def triage_table(found: Triage, labels: Mapping[str, str]) -> TextTable:
    """Return one row per badge: where it goes and why; the caption says what came out and what it rests on."""
    rows = tuple((label, heading, reason) for heading, group in triage_groups(found, labels) for label, reason in group)
    return TextTable(" ".join((found.sentence, *found.basis)), ("Badge", "Goes to", "Why"), rows)
