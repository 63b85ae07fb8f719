"""What changed since the published version, and what serves the vision and mission, as lines to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rubric_kit.authoring.changes import rubric_changes
from rubric_kit.authoring.targets import TargetRow, target_coverage
from rubric_kit.model import Rubric, visible
from rubric_kit.model.rule_words import exact_share

_MOST_LINES = 100


def change_rows(parent: Rubric | None, now: Rubric | Mapping[str, Any]) -> dict[str, Any] | None:
    """Return every change since the version the draft was made from; None for a new rubric."""
    if parent is None:
        return None
    lines = [visible(one.sentence) for one in rubric_changes(parent, now)]
    told = counted(len(lines), "change") if lines else "nothing"
    return {"title": f"What changed since version {parent.version}: {told}", "lines": few_lines(lines)}


def few_lines(lines: Sequence[str]) -> list[str]:
    """Return lines to read, and of a great many how many more there are."""
    more = [f"and {len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else []
    return [*lines[:_MOST_LINES], *more]


def counted(count: int, what: str) -> str:
    """Count something: "1 change", "2 changes"."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def coverage_rows(now: Rubric | Mapping[str, Any]) -> dict[str, Any]:
    """Return how the vision and mission are covered in one sentence, and what serves each item, in their order."""
    found = target_coverage(now)
    return {"line": visible(found.summary), "served": [_served(row) for row in found.rows]}


def _served(row: TargetRow) -> str:
    if not row.criteria:
        return "No criterion serves this yet."
    names = [
        f"{visible(one.name)} ({exact_share(one.weight)} of 100{', asked for by a gate' if one.gated else ''})"
        for one in row.criteria
    ]
    return f"Served by {', '.join(names)}."
