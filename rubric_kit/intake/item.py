"""`Item` and `Intake`: what became of every file, archive entry and list row that was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from rubric_kit.model import AwardStatus, Badge, Finding, Verification


class ItemOutcome(StrEnum):
    """What a file turned out to be."""

    BADGE = "badge"
    """Open Badges data was found: an award, a badge on its own, an endorsement, or the address of a hosted badge."""
    NOT_A_BADGE = "not-a-badge"
    """It was read, and it is something else."""
    UNREADABLE = "unreadable"
    """It may be a badge and cannot be used: damaged, too large, or without a part that every badge has."""


class Dates(StrEnum):
    """How a badge stands to a day."""

    OK = "ok"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"


def dates_on(valid_from: date | None, valid_until: date | None, day: date) -> Dates:
    """Tell how a badge stands to a day; the first and the last day of its validity count as valid."""
    if valid_until is not None and valid_until < day:
        return Dates.EXPIRED
    return Dates.NOT_YET_VALID if valid_from is not None and valid_from > day else Dates.OK


@dataclass(frozen=True)
class Item:
    """One thing that was given: a file, an entry of an archive, a member of a record, a row of a list."""

    label: str
    """A name that says nothing about anybody: "file 7", "file 7, entry 2". Findings bear it, and it may be saved."""
    path: str = field(repr=False)
    """The name as the person knows it, for the terminal or screen at hand only: people name files after the earner."""
    format: str
    """What it is: standard, kind of document and container, such as "OB 3.0 award, PNG"."""
    outcome: ItemOutcome
    """Whether a badge was found."""
    badge: Badge | None
    """The badge, if all of it was at hand."""
    verification: Verification | None
    """What is known about its proof; None for what is not Open Badges data."""
    status: AwardStatus
    """Whether it was taken back, as far as the files at hand can tell."""
    valid_from: date | None
    valid_until: date | None
    findings: tuple[Finding, ...]
    """What was remarked about this item, in the order in which it came up."""

    def dates(self, day: date) -> Dates:
        """Tell whether the item is valid on a day, as far as its own dates go."""
        return dates_on(self.valid_from, self.valid_until, day)

    def plain(self, day: date) -> dict[str, Any]:
        """Return what a program needs to know about the item on a day; the path is in it, so it is not for keeping."""
        proof = self.verification
        return {
            "path": self.path,
            "item": self.label,
            "format": self.format,
            "outcome": self.outcome.value,
            "proof": "no-proof" if proof is None else proof.outcome.value.replace("_", "-"),
            "proof_method": None if proof is None else proof.method,
            "proof_reason": None if proof is None else proof.reason,
            "issuer_anchored": None if proof is None else proof.anchored,
            "dates": self.dates(day).value,
            "status": self.status.value,
            "findings": [
                {
                    "code": one.code,
                    "where": one.path,
                    "message": one.message,
                    "severity": one.severity.value,
                    "advice": one.advice,
                }
                for one in self.findings
            ],
        }


@dataclass(frozen=True)
class Intake:
    """What a set of files gave."""

    items: tuple[Item, ...]
    """Everything that was given, in order."""
    badges: tuple[Badge, ...]
    """The badges, in the order of the items, each once."""
    findings: tuple[Finding, ...]
    """All findings: item by item, then those about several badges."""

    def label(self, key: str) -> str:
        """Return the label of the item that a badge came from: what findings about the badge bear."""
        return self._first_items[key].label

    @cached_property
    def _first_items(self) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for item in self.items:
            if item.badge is not None:
                found.setdefault(item.badge.key, item)
        return found
