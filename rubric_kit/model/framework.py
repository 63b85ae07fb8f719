"""`Framework`: a list of competencies that alignments point to, read from a CASE package."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from rubric_kit.model.badge import Claim
from rubric_kit.model.record import Id, Line, Record, Text


class FrameworkItem(Record):
    """One item of a framework: a standard, an indicator, a skill, a pathway, a rung."""

    identifier: Line
    """What tells it from every other item: the CASE identifier, mostly a UUID. Two items may bear the same code."""
    code: Line | None = None
    """Short code as people write it, such as "2.5.a"; many frameworks have none."""
    name: Line
    """Short name, or the beginning of the statement where the framework gives no short name."""
    other_name: Line | None = None
    """A second name in use."""
    url: Claim | None = None
    """Address or urn of the item, as the package states it; never opened."""
    parent: Line | None = None
    """Identifier of the item it belongs under; None at the top."""
    level: Line | None = None
    """Where the item stands or how it is measured, as text: a rung, grades, or the size of its scale."""
    kind: Line | None = None
    """What the framework calls such an item, for example Standard or Pathway."""


class FrameworkLink(Record):
    """A relation between two items other than standing under one another, mostly across two frameworks."""

    origin: Line
    """Identifier of the item it starts from, in this framework."""
    kind: Line
    """CASE association type, such as replacedBy or isRelatedTo."""
    destination: Line
    """Identifier of the item it leads to, here or in another framework."""
    destination_name: Line
    """Name of that item, as the package states it."""


class Framework(Record):
    """A framework with its items, each after the item it stands under."""

    key: Id
    """Short name of the framework in tables and facts."""
    title: Line
    """Title."""
    creator: Line
    """Who made the framework."""
    version: Line | None = None
    """Version or edition, as stated."""
    language: Line | None = None
    """Language tag, as stated."""
    source: Claim | None = None
    """Where the framework is published; never opened."""
    notes: Text = ""
    """What the package says about itself."""
    levels: tuple[Line, ...] = ()
    """Names of the rungs, lowest first, where the framework has one ladder for all items."""
    items: tuple[FrameworkItem, ...]
    """Items from the top down, in the framework's own order."""
    links: tuple[FrameworkLink, ...] = ()
    """Other relations, in the package's order."""

    @model_validator(mode="after")
    def _stands_on_its_own(self) -> Self:
        """Refuse doubled items and parents that do not come first; that rules out loops as well."""
        seen: set[str] = set()
        for item in self.items:
            if item.identifier in seen:
                raise ValueError(f"item {item.identifier!r} is there twice; each needs an identifier of its own")
            if item.parent is not None and item.parent not in seen:
                raise ValueError(f"item {item.identifier!r} stands under {item.parent!r}, which does not come before it")
            seen.add(item.identifier)
        return self
