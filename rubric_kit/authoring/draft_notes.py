"""The steps for what stands beside the grid: anchors on levels, items of the vision and mission, findings left standing."""

from __future__ import annotations

from rubric_kit.authoring.draft_places import Draft, Step, criterion_in, free_id, ids_of, level_in, target_in
from rubric_kit.errors import RecordError

MOST_ANCHORS = 20
_MOST_REASON = 400


def add_anchor(draft: Draft, step: Step) -> None:
    """Pin sample words to a level, with where they come from."""
    level = level_in(criterion_in(draft, step), step)
    text = step.get("text")
    if not isinstance(text, str) or not text.strip():
        raise RecordError("there are no words to pin; choose some first", where="draft")
    if any(one["text"] == text for one in level["anchors"]):
        raise RecordError("these words are pinned to this level already", where="draft")
    if len(level["anchors"]) >= MOST_ANCHORS:
        raise RecordError(f"a level holds {MOST_ANCHORS} pinned texts at most; take one off first", where="draft")
    level["anchors"].append({"text": text, "source": step.get("source"), "badge": step.get("badge")})


def remove_anchor(draft: Draft, step: Step) -> None:
    """Take pinned words off a level; they are named by their text, which is there once."""
    level = level_in(criterion_in(draft, step), step)
    kept = [one for one in level["anchors"] if one["text"] != step.get("text")]
    if len(kept) == len(level["anchors"]):
        raise RecordError("these words are not pinned to this level", where="draft")
    level["anchors"] = kept


def add_target(draft: Draft, step: Step) -> None:
    """Add an item of the vision and mission at the end."""
    text = step.get("text") or "New item: write what your district wants to reach"
    draft["targets"].append({"id": free_id("t", ids_of(draft["targets"])), "text": text})


def remove_target(draft: Draft, step: Step) -> None:
    """Take an item out, and out of the criteria that are linked to it."""
    target = target_in(draft, step)
    draft["targets"].remove(target)
    for criterion in draft["criteria"]:
        criterion["targets"] = [one for one in criterion["targets"] if one != target["id"]]


def link_target(draft: Draft, step: Step) -> None:
    """Say that a criterion serves an item, or no longer does; links stand in the order of the items."""
    criterion, target = criterion_in(draft, step), target_in(draft, step)
    if not isinstance(step.get("on"), bool):
        raise RecordError(f"a link is on (true) or off (false), found {step.get('on')!r}", where="draft")
    linked = {*criterion["targets"], target["id"]} if step["on"] else {*criterion["targets"]} - {target["id"]}
    criterion["targets"] = [one for one in ids_of(draft["targets"]) if one in linked]


def set_aside(draft: Draft, step: Step) -> None:
    """Leave a check's finding standing, with the team's reason."""
    code, path, reason = (step.get(name) for name in ("code", "path", "reason"))
    if not isinstance(code, str) or not isinstance(path, str):
        raise RecordError("a finding is named by its code and its path", where="draft")
    if not isinstance(reason, str) or not reason.strip():
        raise RecordError("say in a few words why this may stand", where="draft")
    if len(reason) > _MOST_REASON:
        raise RecordError(f"the reason has {len(reason)} characters; at most {_MOST_REASON} fit", where="draft")
    _drop(draft, code, path)
    draft["set_aside"].append({"code": code, "path": path, "reason": reason.strip()})


def take_back(draft: Draft, step: Step) -> None:
    """Let a finding that was left standing count again."""
    before = len(draft["set_aside"])
    _drop(draft, step.get("code"), step.get("path"))
    if len(draft["set_aside"]) == before:
        raise RecordError("this finding was not left standing", where="draft")


def _drop(draft: Draft, code: object, path: object) -> None:
    draft["set_aside"] = [one for one in draft["set_aside"] if (one["code"], one["path"]) != (code, path)]
