"""An unfinished rubric: small steps that change it, everything that is still wrong with it, and publishing it.

A draft is the plain JSON form of a rubric and may be invalid at any moment. Each step is data, `{"do": NAME, ...}`, and
`apply_step` returns a new draft, so that an editor can keep a history and take steps back.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from rubric_kit.errors import RecordError
from rubric_kit.model import Finding, Rubric, Severity, rubric_problems

Draft = dict[str, Any]
Step = Mapping[str, Any]

_CRITERION_FIELDS = {"name", "question", "weight"}
_LEVEL_FIELDS = {"name", "descriptor", "points"}
_RUBRIC_FIELDS = {"title", "purpose", "audience"}


def draft_of(rubric: Rubric) -> Draft:
    """Return an editable copy of a rubric."""
    return rubric.plain()


def apply_step(draft: Draft, step: Step) -> Draft:
    """Return the draft after one step; the given draft stays as it is.

    Parameters
    ----------
    draft : dict
        The draft.
    step : mapping
        `do` names the step (see `DRAFT_STEPS`); `criterion` and `level` are ids where the step needs them; `field` and
        `value` belong to "set"; `by` (-1 or 1) belongs to "move_criterion".

    Raises
    ------
    RecordError
        The step is not known, or names something the draft does not have.
    """
    name = step.get("do")
    if not isinstance(name, str) or name not in DRAFT_STEPS:
        raise RecordError(f"unknown step {name!r}; known are: {', '.join(DRAFT_STEPS)}", where="draft")
    changed = copy.deepcopy(draft)
    DRAFT_STEPS[name](changed, step)
    return changed


def draft_problems(draft: Mapping[str, Any]) -> tuple[Finding, ...]:
    """List everything that keeps the draft from being published, each with the place it is about.

    Codes: RKR001 for a field that is missing, unknown or of the wrong form; RKR002 for parts that do not fit together.
    """
    try:
        rubric = Rubric.model_validate(draft, context={"unfinished": True})
    except ValidationError as error:
        return tuple(
            _finding("RKR001", _path_by_ids(draft, fault["loc"]), _fault_text(fault["type"], fault["msg"]))
            for fault in error.errors(include_url=False)
        )
    return tuple(_finding("RKR002", problem.path, problem.message) for problem in rubric_problems(rubric))


def publish(draft: Mapping[str, Any], parent: Rubric | None = None) -> Rubric:
    """Freeze a draft as a version: the parent's number plus one, naming the parent.

    Raises
    ------
    RecordError
        The draft has problems, or says the same as its parent.
    """
    heritage = {"version": 1, "parent": None} if parent is None else {"version": parent.version + 1, "parent": parent.fingerprint}
    published = Rubric.parse({**draft, **heritage}, where="draft")
    if parent is not None and published.replace(version=parent.version, parent=parent.parent).fingerprint == parent.fingerprint:
        raise RecordError(f"nothing was changed since version {parent.version}; there is nothing to publish", where="draft")
    return published


def _set(draft: Draft, step: Step) -> None:
    field = step.get("field")
    if "level" in step:
        target, allowed = _level(_criterion(draft, step), step), _LEVEL_FIELDS
    elif "criterion" in step:
        target, allowed = _criterion(draft, step), _CRITERION_FIELDS
    else:
        target, allowed = draft, _RUBRIC_FIELDS
    if not isinstance(field, str) or field not in allowed:
        raise RecordError(f"field {field!r} cannot be set here; allowed are: {', '.join(sorted(allowed))}", where="draft")
    target[field] = step.get("value")


def _add_criterion(draft: Draft, _step: Step) -> None:
    new = _free_id("criterion", [one["id"] for one in draft["criteria"]])
    pattern = draft["criteria"][0]["levels"] if draft["criteria"] else []
    rungs = len(pattern) or 4
    levels = [_new_level(f"l{place}", f"Level {place}") for place in range(rungs)]
    criterion = {"id": new, "name": "New criterion", "question": "What do you want to know about the badge?", "weight": 0}
    draft["criteria"].append(criterion | {"levels": levels, "targets": [], "citations": []})
    _spread_points(levels, _top_points(pattern))


def _duplicate_criterion(draft: Draft, step: Step) -> None:
    source = _criterion(draft, step)
    twin = copy.deepcopy(source)
    twin["id"] = _free_id(source["id"][:60], [one["id"] for one in draft["criteria"]])
    twin["name"] = f"{source['name']} (copy)"
    # The twin starts without weight: the weights of the others still sum to the whole.
    twin["weight"] = 0
    draft["criteria"].insert(draft["criteria"].index(source) + 1, twin)


def _remove_criterion(draft: Draft, step: Step) -> None:
    criterion = _criterion(draft, step)
    users = _policy_users(draft, criterion["id"])
    if users:
        raise _in_use(criterion["name"], users)
    draft["criteria"].remove(criterion)


def _move_criterion(draft: Draft, step: Step) -> None:
    criterion = _criterion(draft, step)
    place = draft["criteria"].index(criterion)
    by = step.get("by")
    if by not in (-1, 1):
        raise RecordError(f"a criterion moves by -1 or 1, found {by!r}", where="draft")
    draft["criteria"].remove(criterion)
    draft["criteria"].insert(max(0, place + by), criterion)


def _add_level(draft: Draft, step: Step) -> None:
    levels = _criterion(draft, step)["levels"]
    top = _top_points(levels)
    levels.append(_new_level(_free_id("l", [one["id"] for one in levels]), f"Level {len(levels)}"))
    _spread_points(levels, top)


def _remove_level(draft: Draft, step: Step) -> None:
    criterion = _criterion(draft, step)
    level = _level(criterion, step)
    users = _policy_users(draft, criterion["id"], level["id"])
    if users:
        raise _in_use(level["name"], users)
    top = _top_points(criterion["levels"])
    criterion["levels"].remove(level)
    _spread_points(criterion["levels"], top)


DRAFT_STEPS: dict[str, Callable[[Draft, Step], None]] = {
    "set": _set,
    "add_criterion": _add_criterion,
    "duplicate_criterion": _duplicate_criterion,
    "remove_criterion": _remove_criterion,
    "move_criterion": _move_criterion,
    "add_level": _add_level,
    "remove_level": _remove_level,
}
"""Steps by name."""


def _criterion(draft: Draft, step: Step) -> dict[str, Any]:
    return _by_id(draft["criteria"], step.get("criterion"), "criterion")


def _level(criterion: dict[str, Any], step: Step) -> dict[str, Any]:
    return _by_id(criterion["levels"], step.get("level"), f"level of {criterion['id']!r}")


def _by_id(records: list[dict[str, Any]], wanted: object, what: str) -> dict[str, Any]:
    for one in records:
        if one["id"] == wanted:
            return one
    known = ", ".join(one["id"] for one in records)
    raise RecordError(f"no {what} is called {wanted!r}; known are: {known}", where="draft")


def _free_id(stem: str, taken: list[str]) -> str:
    number = len(taken)
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


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


def _finding(code: str, path: str, message: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, where="rubric", path=path, message=message)


def _fault_text(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "this field is not known here; remove it or correct its name"
    if kind == "missing":
        return "this field is missing"
    return message.removeprefix("Value error, ")


def _path_by_ids(draft: Mapping[str, Any], place: tuple[int | str, ...]) -> str:
    """Turn list positions into ids, so that an editor can find the cell by name."""
    at: Any = draft
    names = []
    for part in place:
        try:
            at = at[part]
        except (KeyError, IndexError, TypeError):
            at = None
        named = isinstance(part, int) and isinstance(at, Mapping) and isinstance(at.get("id"), str)
        names.append(at["id"] if named else str(part))
    return ".".join(names)
