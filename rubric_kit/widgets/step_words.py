"""What an editor says after a step, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_kit.model import visible
from rubric_kit.widgets.place_words import named

_DONE = {
    "add_criterion": "A criterion was added at the end.",
    "duplicate_criterion": "A copy was added below, with no weight yet.",
    "remove_criterion": "The criterion was removed. Undo brings it back.",
    "add_level": "A level was added; the points were spread evenly.",
    "duplicate_level": "A copy was added above; the points were spread evenly.",
    "remove_level": "The level was removed; the points were spread evenly. Undo brings it back.",
    "remove_anchor": "The pinned words were taken off. Undo brings them back.",
    "add_target": "An item was added to vision and mission.",
    "set_aside": "The finding was left standing, with your reason.",
    "take_back": "The finding counts again.",
    "add_cut": "The cut was added.",
    "remove_cut": "The cut was removed. Undo brings it back.",
    "take_cut": "The recommended cut was taken and decides from now on.",
    "add_profile": "A profile was added; say what it asks for.",
    "remove_profile": "The profile was removed. Undo brings it back.",
    "add_part": "One more thing is asked for; say what.",
    "remove_part": "That part was removed. Undo brings it back.",
    "add_gate": "A gate was added; say what it asks for.",
    "remove_gate": "The gate was removed. Undo brings it back.",
    "add_substitution": "A rule was added; say what may carry what.",
    "remove_substitution": "The rule was removed. Undo brings it back.",
    "add_condition": "A condition was added.",
    "remove_condition": "The condition was removed. Undo brings it back.",
}
_UNADOPTED = {
    "set_cut": "The cut was moved",
    "add_cut": "A cut was added",
    "remove_cut": "A cut was removed",
    "take_cut": "The recommended cut was taken",
}
_PROFILE = "What a profile asks for was changed"


def done_words(step: Mapping[str, Any], before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Say what a step has done; nothing for typing, which is seen."""
    kind = step["do"]
    if before["policy"]["adopted"] and not now["policy"]["adopted"] and kind != "set_adopted":
        return f"{_UNADOPTED.get(kind, _PROFILE)}, so nobody has adopted the cuts yet. Undo brings the old ones back."
    if kind == "remove_target":
        cut = sum(step["target"] in one["targets"] for one in before["criteria"])
        links = f", and its link to {cut} {'criterion' if cut == 1 else 'criteria'}" if cut else ""
        return f"The item was removed{links}. Undo brings it back."
    if kind in {"move_criterion", "move_level", "add_anchor", "link_target"}:
        return _words_about_a_criterion(step, now)
    return _DONE.get(kind, "")


def _words_about_a_criterion(step: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    ids = [one["id"] for one in now["criteria"]]
    place = ids.index(step["criterion"])
    criterion = now["criteria"][place]
    name = named(criterion, place)
    if step["do"] == "move_criterion":
        return f"{name} is now number {place + 1} of {len(ids)}."
    if step["do"] == "link_target":
        return _link_words(step, now, name)
    levels = [one["id"] for one in criterion["levels"]]
    at = levels.index(step["level"])
    if step["do"] == "move_level":
        level = visible(str(criterion["levels"][at]["name"])).strip() or "The level"
        return f"{level} is now level {at} of {name}; the points stay with the places."
    return f"The words were pinned to level {at} of {name}."


def _link_words(step: Mapping[str, Any], now: Mapping[str, Any], name: str) -> str:
    number = [one["id"] for one in now["targets"]].index(step["target"]) + 1
    return f"{name} {'now serves' if step['on'] else 'no longer serves'} item {number} of vision and mission."
