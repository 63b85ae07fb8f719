"""Items under one another: loops opened, parents before children, siblings in sequence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence


def open_loops(parents: dict[str, str]) -> int:
    """Take out one link of each loop, so that every item has a way to the top; return how many were taken out."""
    settled: set[str] = set()
    opened = 0
    for start in list(parents):
        at, way = start, dict.fromkeys((start,))
        while at in parents and at not in settled:
            above = parents[at]
            if above in way:
                del parents[at]
                opened += 1
                break
            way[above] = None
            at = above
        settled.update(way)
    return opened


def top_down(items: Sequence[str], parents: Mapping[str, str], sequence: Mapping[str, int]) -> list[str]:
    """Order items so that each follows the one it stands under; siblings by sequence number, then as listed.

    Parameters
    ----------
    items : sequence of str
        Identifiers, each once, in the package's order.
    parents : mapping
        Identifier of the item above, for items that are not at the top. Without loops.
    sequence : mapping
        Sequence numbers among siblings, where the package gives them.
    """
    below: defaultdict[str | None, list[str]] = defaultdict(list)
    for one in items:
        below[parents.get(one)].append(one)
    last = len(items)
    for siblings in below.values():
        siblings.sort(key=lambda one: sequence.get(one, last))
    ordered: list[str] = []
    waiting = below[None][::-1]
    while waiting:
        one = waiting.pop()
        ordered.append(one)
        waiting.extend(reversed(below.get(one, ())))
    return ordered
