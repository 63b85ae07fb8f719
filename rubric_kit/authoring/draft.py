"""An unfinished rubric: small steps that change it, everything that is still wrong with it, and publishing it.

A draft is the plain JSON form of a rubric and may be invalid at any moment. Each step is data, `{"do": NAME, ...}`, and
`apply_step` returns a new draft, so that an editor can keep a history and take steps back.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from rubric_kit.authoring import draft_ladder as ladder
from rubric_kit.authoring import draft_notes as notes
from rubric_kit.authoring import draft_policy as policy
from rubric_kit.authoring import draft_steps as steps
from rubric_kit.authoring.draft_places import Draft, Step
from rubric_kit.errors import RecordError
from rubric_kit.model import Finding, Rubric, Severity, rubric_problems

DRAFT_STEPS: dict[str, Callable[[Draft, Step], None]] = {
    "set": steps.set_field,
    "add_criterion": steps.add_criterion,
    "duplicate_criterion": steps.duplicate_criterion,
    "remove_criterion": steps.remove_criterion,
    "move_criterion": steps.move_criterion,
    "add_level": steps.add_level,
    "duplicate_level": steps.duplicate_level,
    "remove_level": steps.remove_level,
    "move_level": steps.move_level,
    "add_anchor": notes.add_anchor,
    "remove_anchor": notes.remove_anchor,
    "add_target": notes.add_target,
    "remove_target": notes.remove_target,
    "link_target": notes.link_target,
    "set_aside": notes.set_aside,
    "take_back": notes.take_back,
    "set_cut": ladder.set_cut,
    "add_cut": ladder.add_cut,
    "remove_cut": ladder.remove_cut,
    "take_cut": ladder.take_cut,
    "set_adopted": ladder.set_adopted,
    "add_profile": ladder.add_profile,
    "set_profile": ladder.set_profile,
    "remove_profile": ladder.remove_profile,
    "add_part": ladder.add_part,
    "set_part": ladder.set_part,
    "remove_part": ladder.remove_part,
    "add_gate": policy.add_gate,
    "set_gate": policy.set_gate,
    "remove_gate": policy.remove_gate,
    "add_substitution": policy.add_substitution,
    "set_substitution": policy.set_substitution,
    "remove_substitution": policy.remove_substitution,
    "add_condition": policy.add_condition,
    "set_condition": policy.set_condition,
    "remove_condition": policy.remove_condition,
    "set_evidence_criterion": policy.set_evidence_criterion,
    "set_evidence": policy.set_evidence,
}
"""Steps by name."""


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
        `do` names the step (see `DRAFT_STEPS`); `criterion`, `level`, `target`, `outcome`, `gate`, `substitution` and `profile`
        are ids where the step needs them, `cut`, `recommended`, `part` and `condition` places from 0, `kind` a kind of badge;
        `field` and `value` belong to all that set something; `by` (-1 or 1) or `to` (a place from 0) to the moves; `text`,
        `source` and `badge` to the anchors; `on` to "link_target"; `code`, `path` and `reason` to "set_aside" and "take_back".

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


def unfinished_rubric(draft: Mapping[str, Any]) -> Rubric | None:
    """Return a draft as a rubric whose parts need not fit together yet; None where a field is missing or of the wrong form."""
    try:
        return Rubric.model_validate(draft, context={"unfinished": True})
    except ValidationError:
        return None


def draft_problems(draft: Mapping[str, Any]) -> tuple[Finding, ...]:
    """List everything that keeps the draft from being published, each with the place it is about.

    Codes: RKR001 for a field that is missing, unknown or of the wrong form; RKR002 for parts that do not fit together.
    """
    try:
        rubric = Rubric.model_validate(draft, context={"unfinished": True})
    except ValidationError as error:
        faults = error.errors(include_url=False)
        places = [fault["loc"] for fault in faults]
        return tuple(
            _finding("RKR001", _path_by_ids(draft, fault["loc"]), _fault_text(fault["type"], fault["msg"]))
            for fault in faults
            # A list whose only member is faulty counts as too short as well; the member is what has to be mended.
            if fault["type"] != "too_short"
            or all(one[: len(fault["loc"])] != fault["loc"] for one in places if one != fault["loc"])
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
