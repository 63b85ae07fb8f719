"""Facts about the framework items that the issuer says a badge is aligned to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from rubric_kit.intake.facts.observation import Observation, absent, counted, present, unknown
from rubric_kit.intake.facts.text_reading import read_text
from rubric_kit.model import Alignment, Badge, visible

_NONE = "the badge lists no alignment"
_IN_ADDRESSES = re.compile(r"://|_|%20|\+")


class ResolvedItem(Protocol):
    """A framework item that an alignment means."""

    @property
    def pack(self) -> str:
        """Short name of the framework."""

    @property
    def code(self) -> str | None:
        """Code of the item, if it has one."""

    @property
    def name(self) -> str:
        """Short name of the item."""

    @property
    def url(self) -> str | None:
        """Where a person can look it up; never opened."""


Resolve = Callable[[Alignment], ResolvedItem | None]
"""Looks an alignment up in the frameworks at hand."""


def alignment(badge: Badge) -> Observation:
    """Count the alignments."""
    return counted(len(badge.alignments), "alignments listed by the issuer", _NONE)


def alignment_coded(badge: Badge) -> Observation:
    """Count the alignments that somebody could look up: a framework or address, and a code."""
    number = sum(1 for one in badge.alignments if one.target_code and (one.target_framework or one.target_url))
    return counted(
        number, "alignments with a code and a framework or address", "no alignment has both a code and a framework or address"
    )


def frameworks(badge: Badge) -> Observation:
    """Recognise the frameworks of the alignments."""
    if not badge.alignments:
        return absent(_NONE)
    texts = [text for one in badge.alignments for text in (one.target_framework, one.target_url, one.target_name) if text]
    # In addresses words are joined by underscores and per cent signs, which hide them from a word search.
    found = read_text(_IN_ADDRESSES.sub(" ", " | ".join(texts))).found("frameworks")
    if found:
        return present("recognised by words in the alignments", values=found)
    return absent("no alignment names a framework known here")


def alignment_resolved(badge: Badge, resolve: Resolve | None) -> Observation:
    """Look the alignments up in the frameworks at hand; who asserts them is always the issuer."""
    if not badge.alignments:
        return absent(_NONE, number=0)
    items = resolved_items(badge, resolve)
    if not items:
        return unknown("no alignment was found in the frameworks at hand; one that is not at hand cannot be looked up")
    named = tuple(dict.fromkeys(_line(f"{item.pack} {item.code or item.name}") for item in items))
    basis = f"{len(items)} of {len(badge.alignments)} alignments found in the frameworks at hand; the issuer asserts them"
    return present(basis, number=len(items), values=named)


def resolved_items(badge: Badge, resolve: Resolve | None = None) -> tuple[ResolvedItem, ...]:
    """Return the framework items that the badge's alignments mean, in their order; what is not found is left out.

    Parameters
    ----------
    badge : Badge
        The badge. Its issuer is the one who asserts the alignments.
    resolve : callable, optional
        Looks an alignment up; without it in the frameworks that come with the kit.
    """
    look_up = resolve or _shipped()
    return tuple(item for one in badge.alignments if (item := look_up(one)) is not None)


def _shipped() -> Resolve:
    from rubric_kit.intake.frameworks import resolve

    return resolve


def _line(text: str) -> str:
    return visible(" ".join(text.split()))[:400]
