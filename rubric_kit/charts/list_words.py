"""What published lists of fields ask for and a badge does not tell, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rubric_kit.intake.facts.field_lists import field_lists
from rubric_kit.model import Fact


@dataclass(frozen=True)
class ListWords:
    """How a badge stands to one list."""

    title: str
    told: str
    """How much of the list the badge tells, and whether the list is only our reading of what was published."""
    missing: tuple[str, ...]
    """What the badge leaves out, in the words of the list."""


def list_words(observed: Mapping[str, Fact]) -> tuple[ListWords, ...]:
    """Compare a badge with each list, by the facts that were observed; a list without a fact is left out."""
    found = []
    for name, listed in field_lists().items():
        fact = observed.get(f"complete_{name}")
        if fact is None:
            continue
        labels = {one.id: one.label for one in listed.elements}
        told = fact.basis.removeprefix(f"{listed.title}: ").replace("; 0 cannot be told from this file", "")
        found.append(ListWords(listed.title, told, tuple(labels[one] for one in fact.values)))
    return tuple(found)
