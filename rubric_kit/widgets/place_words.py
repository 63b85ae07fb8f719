"""Names the places of a draft as a person sees them: "Local tie, level 2, descriptor" for a path made of ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rubric_kit.model import visible

_TOP = {
    "base": "Base rubric",
    "criteria": "Criteria",
    "id": "Short name",
    "parent": "Version before",
    "policy": "How it decides",
    "set_aside": "Findings left standing",
    "targets": "Vision and mission",
    "version": "Number of the version",
    "weights": "Weights",
    "citations": "Sources",
}
_RULES = {"cuts": "cuts", "gates": "gate", "substitutions": "rule", "outcomes": "outcome", "profiles": "profile"}
_FIELDS = {
    "anchors": "pinned words",
    "citations": "sources",
    "descriptor": "descriptor",
    "id": "short name",
    "look_fors": "look-fors",
    "name": "name",
    "points": "points",
    "question": "question",
    "targets": "links to vision and mission",
    "weight": "weight",
}


def named(criterion: Mapping[str, Any], place: int) -> str:
    """Return a criterion's name, or its number as long as it has none."""
    return visible(str(criterion["name"])).strip() or f"Criterion {place + 1}"


def place_words(draft: Mapping[str, Any], path: str) -> str:
    """Name a place of a draft in words.

    Parameters
    ----------
    draft : dict
        The draft, or a rubric in plain form.
    path : str
        The place by ids, such as criteria.locality.levels.l2.descriptor; an asterisk stands for every one.

    Examples
    --------
    >>> from rubric_kit.authoring import starter_rubric
    >>> place_words(starter_rubric().plain(), "criteria.locality.levels.l2.anchors")
    'Local tie, level 2, pinned words'
    """
    parts = path.split(".")
    if parts[0] == "criteria" and len(parts) > 1:
        return _criterion_place(draft, parts)
    if parts[0] == "policy":
        return _policy_place(draft["policy"], parts[1:])
    first = _TOP.get(parts[0], parts[0].capitalize().replace("_", " "))
    ids = [one["id"] for one in draft["targets"]] if parts[0] == "targets" else []
    return f"{first}, item {ids.index(parts[1]) + 1}" if len(parts) > 1 and parts[1] in ids else first


def _criterion_place(draft: Mapping[str, Any], parts: Sequence[str]) -> str:
    ids = [one["id"] for one in draft["criteria"]]
    if parts[1] == "*":
        return "Every level" if "levels" in parts else "Every criterion"
    if parts[1] not in ids:
        return "Criteria"
    place = ids.index(parts[1])
    criterion = draft["criteria"][place]
    words = [named(criterion, place)]
    levels = [one["id"] for one in criterion["levels"]]
    if len(parts) > 3 and parts[2] == "levels" and parts[3] in levels:
        words.append(f"level {levels.index(parts[3])}")
    if parts[-1] in _FIELDS and len(parts) in {3, 5}:
        words.append(_FIELDS[parts[-1]])
    return ", ".join(words)


def _policy_place(policy: Mapping[str, Any], parts: Sequence[str]) -> str:
    """Name a place of the policy by its number, as the form counts: "How it decides, gate 2"."""
    if not parts or parts[0] not in _RULES:
        return "How it decides"
    ids = [one.get("id") for one in policy[parts[0]]]
    number = f" {ids.index(parts[1]) + 1}" if len(parts) > 1 and parts[1] in ids else ""
    return f"How it decides, {_RULES[parts[0]]}{number}"
