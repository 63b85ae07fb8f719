"""What a badge shows of the earner's work: that it is there and of which kinds. The work itself is never copied."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal

from rubric_kit.intake.dialects.node import Node, plain_text
from rubric_kit.model import Evidence, FactState

Kind = Literal["link", "narrative", "file", "other"]

WITHHELD = re.compile(
    r"\b(withheld|not (?:be )?(?:shown|shared)|not (?:made )?public|(?:kept|held|is|are|remains?) (?:private|confidential))\b"
    r"|^\W*confidential\W*$",
    re.IGNORECASE,
)
"""Words by which an entry says that the evidence exists and is not shown."""
_ABSENT = Evidence(state=FactState.ABSENT, basis="the award lists no evidence")
NO_AWARD = Evidence(state=FactState.UNKNOWN, basis="the file describes the badge and is no award, so it lists nobody's evidence")


def award_evidence(award: Node) -> Evidence:
    """Read the evidence of an award: its state, its kinds and how many entries it has."""
    kinds = [_kind(entry, award) for entry in award.items("evidence") if entry]
    shown = sorted({kind for kind in kinds if kind is not None})
    if shown:
        return _present(tuple(shown), sum(kind is not None for kind in kinds))
    if kinds:
        return Evidence(state=FactState.WITHHELD, count=len(kinds), basis="the badge says that evidence is withheld")
    return _ABSENT


# Most awards show one of a few mixtures of kinds.
@lru_cache(maxsize=256)
def _present(kinds: tuple[Kind, ...], count: int) -> Evidence:
    return Evidence(state=FactState.PRESENT, kinds=kinds, count=count, basis="counted in the award; nothing was opened")


def _kind(entry: Any, award: Node) -> Kind | None:
    """Return the kind of one entry, None for one that says it is withheld."""
    if isinstance(entry, str):
        return _place_kind(entry)
    if not isinstance(entry, dict):
        return "other"
    node = Node(entry, "evidence", award.remarks)
    place = node.id or plain_text(entry.get("url"))
    if place:
        return _place_kind(place)
    if any(WITHHELD.search(plain_text(entry.get(key))) for key in ("genre", "name", "description", "narrative")):
        return None
    return "narrative" if plain_text(entry.get("narrative")) else "other"


def _place_kind(place: str) -> Kind:
    if place.startswith("data:"):
        return "file"
    return "link" if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", place) else "other"
