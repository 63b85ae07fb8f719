"""`coverage`: which items of a framework a set of badges names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rubric_kit.intake.frameworks.packs import shipped_frameworks
from rubric_kit.intake.frameworks.resolve import resolve
from rubric_kit.model import Badge, Framework, FrameworkItem


class CoverageRow(NamedTuple):
    """One item of a framework and the badges whose issuers name it."""

    item: FrameworkItem
    badges: tuple[str, ...]
    """Keys of the badges that name the item itself, in the order given, each once."""
    below: int
    """How many badges name the item or anything under it."""


def coverage(badges: Iterable[Badge], framework: Framework) -> tuple[CoverageRow, ...]:
    """Return one row per item of the framework, in its order. It tells what issuers claim, not what was learned."""
    shipped = shipped_frameworks()
    # A district's own framework comes first: where a shipped pack has the same item, the district's one counts.
    packs = shipped if framework in shipped else (framework, *shipped)
    named: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for badge in badges:
        for alignment in badge.alignments:
            found = resolve(alignment, packs)
            if found is not None and found.pack == framework.key:
                named[found.identifier][badge.key] = None
    reached: defaultdict[str, set[str]] = defaultdict(set)
    for item in reversed(framework.items):
        reached[item.identifier].update(named.get(item.identifier, ()))
        if item.parent is not None:
            reached[item.parent] |= reached[item.identifier]
    return tuple(
        CoverageRow(item, tuple(named.get(item.identifier, ())), len(reached[item.identifier])) for item in framework.items
    )
