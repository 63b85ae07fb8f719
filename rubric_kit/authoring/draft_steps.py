"""The steps that change a draft's fields, criteria and levels."""

from __future__ import annotations

import copy
from typing import Any

from rubric_kit.authoring.draft_places import Draft, Step, by_id, criterion_in, free_id, ids_of, level_in, place_in, target_in
from rubric_kit.errors import RecordError

_CRITERION_FIELDS = {"name", "question", "weight"}
_LEVEL_FIELDS = {"name", "descriptor", "points"}
_RUBRIC_FIELDS = {"title", "purpose", "audience"}
_TARGET_FIELDS = {"text"}
_OUTCOME_FIELDS = {"name", "wording"}


def set_field(draft: Draft, step: Step) -> None:
    """Write a value into a field of the rubric, a criterion, a level, an item of the vision and mission, or an outcome."""
    field = step.get("field")
    if "level" in step:
        target, allowed = level_in(criterion_in(draft, step), step), _LEVEL_FIELDS
    elif "criterion" in step:
        target, allowed = criterion_in(draft, step), _CRITERION_FIELDS
    elif "target" in step:
        target, allowed = target_in(draft, step), _TARGET_FIELDS
    elif "outcome" in step:
        target, allowed = by_id(draft["policy"]["outcomes"], step["outcome"], "outcome"), _OUTCOME_FIELDS
    else:
        target, allowed = draft, _RUBRIC_FIELDS
    if not isinstance(field, str) or field not in allowed:
        raise RecordError(f"field {field!r} cannot be set here; allowed are: {', '.join(sorted(allowed))}", where="draft")
    target[field] = step.get("value")


def add_criterion(draft: Draft, _step: Step) -> None:
    """Add a criterion at the end, with as many levels as the first one has."""
    new = free_id("criterion", ids_of(draft["criteria"]))
    pattern = draft["criteria"][0]["levels"] if draft["criteria"] else []
    rungs = len(pattern) or 4
    levels = [_new_level(f"l{place}", f"Level {place}") for place in range(rungs)]
    criterion = {"id": new, "name": "New criterion", "question": "What do you want to know about the badge?", "weight": 0}
    draft["criteria"].append(criterion | {"levels": levels, "targets": [], "citations": []})
    _spread_points(levels, _top_points(pattern))


def duplicate_criterion(draft: Draft, step: Step) -> None:
    """Put a copy of a criterion below it."""
    source = criterion_in(draft, step)
    twin = copy.deepcopy(source)
    twin["id"] = free_id(source["id"][:60], ids_of(draft["criteria"]))
    twin["name"] = f"{source['name']} (copy)"
    # The twin starts without weight: the weights of the others still sum to the whole.
    twin["weight"] = 0
    draft["criteria"].insert(draft["criteria"].index(source) + 1, twin)


def remove_criterion(draft: Draft, step: Step) -> None:
    """Take a criterion out, unless the policy needs it."""
    criterion = criterion_in(draft, step)
    users = _policy_users(draft, criterion["id"])
    if users:
        raise _in_use(criterion["name"], users)
    draft["criteria"].remove(criterion)
    _forget_below(draft, f"criteria.{criterion['id']}")


def move_criterion(draft: Draft, step: Step) -> None:
    """Move a criterion up or down by one, or to a place."""
    criterion = criterion_in(draft, step)
    _move(draft["criteria"], criterion, step)


def add_level(draft: Draft, step: Step) -> None:
    """Add a level on top."""
    levels = criterion_in(draft, step)["levels"]
    top = _top_points(levels)
    levels.append(_new_level(free_id("l", ids_of(levels)), f"Level {len(levels)}"))
    _spread_points(levels, top)


def duplicate_level(draft: Draft, step: Step) -> None:
    """Put a copy of a level above it, to be reworded."""
    levels = criterion_in(draft, step)["levels"]
    source = level_in(criterion_in(draft, step), step)
    top = _top_points(levels)
    twin = copy.deepcopy(source)
    twin["id"] = free_id("l", ids_of(levels))
    twin["name"] = f"{source['name']} (copy)"
    levels.insert(levels.index(source) + 1, twin)
    _spread_points(levels, top)


def remove_level(draft: Draft, step: Step) -> None:
    """Take a level out, unless the policy needs it."""
    criterion = criterion_in(draft, step)
    level = level_in(criterion, step)
    users = _policy_users(draft, criterion["id"], level["id"])
    if users:
        raise _in_use(level["name"], users)
    top = _top_points(criterion["levels"])
    criterion["levels"].remove(level)
    _spread_points(criterion["levels"], top)
    _forget_below(draft, f"criteria.{criterion['id']}.levels.{level['id']}")


def move_level(draft: Draft, step: Step) -> None:
    """Move a level lower or higher by one; points belong to the places, so they stay where they are."""
    criterion = criterion_in(draft, step)
    points = [level["points"] for level in criterion["levels"]]
    _move(criterion["levels"], level_in(criterion, step), step)
    for level, worth in zip(criterion["levels"], points, strict=True):
        level["points"] = worth


def _move(records: list[dict[str, Any]], one: dict[str, Any], step: Step) -> None:
    at = records.index(one)
    to = place_in(step, at, len(records))
    records.insert(to, records.pop(at))


def _new_level(level_id: str, name: str) -> dict[str, Any]:
    return {"id": level_id, "name": name, "points": 0, "descriptor": "", "anchors": [], "look_fors": [], "citations": []}


def _spread_points(levels: list[dict[str, Any]], top: int) -> None:
    """Spread points evenly from zero to the top, since the highest level must be worth the same everywhere."""
    for place, level in enumerate(levels):
        # A level left alone keeps the top, so that it is not lost for the levels to come.
        level["points"] = top * place // (len(levels) - 1) if len(levels) > 1 else top


def _top_points(levels: list[dict[str, Any]]) -> int:
    """Return the points of the highest level, or three points where a draft holds no usable number there."""
    top = levels[-1]["points"] if levels else None
    return top if isinstance(top, int) and top > 0 else 3000


def _forget_below(draft: Draft, path: str) -> None:
    """Drop what was set aside about a place that is gone: a new cell of the same id would inherit it."""
    draft["set_aside"] = [one for one in draft["set_aside"] if not f"{one['path']}.".startswith(f"{path}.")]


def _policy_users(draft: Draft, criterion_id: str, level_id: str | None = None) -> list[str]:
    policy = draft["policy"]
    uses = [(f"gate {gate['id']}", gate["criterion"], gate["at_least"]) for gate in policy["gates"]]
    for rule in policy["substitutions"]:
        uses.append((f"substitution {rule['id']}", rule["withheld"], rule["counts_as"]))
        uses += [(f"substitution {rule['id']}", one["criterion"], one["at_least"]) for one in rule["when"]]
    if level_id is None and policy["evidence_criterion"] is not None:
        uses.append(("the evidence rules", policy["evidence_criterion"], ""))
    return [who for who, criterion, level in uses if criterion == criterion_id and level_id in (None, level)]


def _in_use(name: str, users: list[str]) -> RecordError:
    return RecordError(f"{name} is used by the policy ({', '.join(users)}); change that rule first", where="draft")
