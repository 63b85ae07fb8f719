"""The form for how an outcome is reached: cuts, cuts that were recommended, and profiles of levels, with what each part says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_kit.authoring.draft_ladder import free_outcomes, point_shares
from rubric_kit.model import ProfilePart, Rubric, visible
from rubric_kit.model.rule_words import needed_criteria, part_words
from rubric_kit.widgets.rubric_grid import weight_text


def ladder_form(draft: Mapping[str, Any], read: Rubric | None) -> dict[str, Any]:
    """Return the cuts and profiles of a draft, and what can be added to them.

    Parameters
    ----------
    draft : dict
        The draft.
    read : Rubric or None
        The draft read as an unfinished rubric; None if its fields do not allow that.
    """
    policy = draft["policy"]
    names = {one["id"]: visible(str(one["name"])) for one in policy["outcomes"]}
    return {
        "cuts": [{"name": _name(names, cut), "value": weight_text(cut["at_least"])} for cut in policy["cuts"]],
        "cut_outcomes": _choices(names, free_outcomes(draft, "cuts")),
        "recommended": [_recommended(policy, one, names) for one in policy["recommended"]],
        "profiles": [_profile(draft, one, names, read) for one in policy["profiles"]],
        "profile_outcomes": _choices(names, free_outcomes(draft, "profiles")),
    }


def _choices(names: Mapping[str, str], outcomes: list[str]) -> list[list[str]]:
    return [[one, names[one]] for one in outcomes]


def _name(names: Mapping[str, str], rung: Mapping[str, Any]) -> str:
    return names.get(rung["outcome"], visible(str(rung["outcome"])))


def _recommended(policy: Mapping[str, Any], one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    reason = " ".join(str(one["reason"]).split())
    words = f"{_name(names, one)} from {weight_text(one['at_least'])} of 100"
    there = [cut["at_least"] for cut in policy["cuts"] if cut["outcome"] == one["outcome"]]
    return {
        "words": words,
        "how": visible(f"{one['method']}. {reason}".strip()),
        "taken": bool(there) and there[-1] == one["at_least"],
    }


def _profile(
    draft: Mapping[str, Any], profile: Mapping[str, Any], names: Mapping[str, str], read: Rubric | None
) -> dict[str, Any]:
    free = [profile["outcome"], *free_outcomes(draft, "profiles")]
    ordered = [one for one in names if one in free]
    return {
        "id": profile["id"],
        "outcome": profile["outcome"],
        "name": _name(names, profile),
        "outcomes": _choices(names, ordered),
        "parts": [_part(draft, part, read) for part in profile["parts"]],
    }


def _part(draft: Mapping[str, Any], part: Mapping[str, Any], read: Rubric | None) -> dict[str, Any]:
    rungs = {weight_text(one.share): visible(one.words) for one in point_shares(draft)}
    share = weight_text(part["at_least"])
    known = rungs if share in rungs else {share: "a share that is no level's", **rungs}
    return {
        "criteria": weight_text(part["criteria"]),
        "at_least": share,
        "rungs": [[value, f"{words} ({value}%)"] for value, words in known.items()],
        "words": _part_words(part, read),
    }


def _part_words(part: Mapping[str, Any], read: Rubric | None) -> str:
    """Say what a part asks for, and how many criteria that are if all of them apply; nothing while it cannot be read."""
    if read is None or not read.criteria or not read.criteria[0].levels:
        return ""
    asked = ProfilePart.parse(part)
    words, count = part_words(asked, read.top), len(read.criteria)
    return f"{words[:1].upper()}{words[1:]}: {needed_criteria(asked, count)} of {count} if all of them apply."
