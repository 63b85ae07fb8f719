"""The steps that change how an outcome is reached: cuts, and profiles of levels.

Cuts, the parts of a profile and recommended cuts have no names of their own, so steps name them by their place, counted from 0.
Whoever adopted the cuts and profiles has not adopted what any of these steps makes of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from rubric_kit.authoring.draft_places import Draft, Step, by_id, free_id, ids_of, record_at
from rubric_kit.errors import RecordError
from rubric_kit.model import BASIS_POINTS
from rubric_kit.model.rule_words import exact_share, points_text

MOST_PROFILES = 8
MOST_PARTS = 4
_FIRST_PART = {"criteria": BASIS_POINTS // 2, "at_least": BASIS_POINTS}
_NEXT_PART = {"criteria": BASIS_POINTS, "at_least": BASIS_POINTS // 2}


class PointShare(NamedTuple):
    """A rung that part of a profile can ask for."""

    share: int
    """Share of a criterion's points in basis points."""
    words: str
    """The rung in words, such as "2 of 3 points"."""


def set_cut(draft: Draft, step: Step) -> None:
    """Move a cut."""
    record_at(draft["policy"]["cuts"], step.get("cut"), "cut")["at_least"] = step.get("value")
    _not_adopted(draft)


def add_cut(draft: Draft, step: Step) -> None:
    """Give an outcome that has no cut one, at a share of the full score; cuts stand in the order of the outcomes."""
    outcome = _rung(draft, step.get("outcome"), "cuts", "cut")
    _insert(draft, "cuts", {"at_least": _share(step.get("value")), "outcome": outcome})


def remove_cut(draft: Draft, step: Step) -> None:
    """Take a cut out."""
    cuts = draft["policy"]["cuts"]
    record_at(cuts, step.get("cut"), "cut")
    del cuts[step["cut"]]
    _not_adopted(draft)


def take_cut(draft: Draft, step: Step) -> None:
    """Let a recommended cut decide: it takes the place of its outcome's cut, or becomes one; what was recommended stays."""
    policy = draft["policy"]
    one = record_at(policy["recommended"], step.get("recommended"), "recommended cut")
    there = [cut for cut in policy["cuts"] if cut["outcome"] == one["outcome"]]
    if not there:
        add_cut(draft, {"outcome": one["outcome"], "value": one["at_least"]})
        return
    # Cuts stand highest first, and of several for one outcome the lowest decides.
    there[-1]["at_least"] = _share(one["at_least"])
    _not_adopted(draft)


def set_adopted(draft: Draft, step: Step) -> None:
    """Write down who adopted the cuts and when; no words: nobody has."""
    value = step.get("value")
    draft["policy"]["adopted"] = None if isinstance(value, str) and not value.strip() else value


def add_profile(draft: Draft, step: Step) -> None:
    """Let an outcome that has no profile ask for one: at least half of the criteria at the highest level, to begin with."""
    profiles = draft["policy"]["profiles"]
    if len(profiles) >= MOST_PROFILES:
        raise RecordError(f"a policy holds {MOST_PROFILES} profiles at most; take one out first", where="draft")
    outcome = _rung(draft, step.get("outcome"), "profiles", "profile")
    _insert(draft, "profiles", {"id": free_id("profile", ids_of(profiles)), "outcome": outcome, "parts": [dict(_FIRST_PART)]})


def set_profile(draft: Draft, step: Step) -> None:
    """Let another outcome, which has no profile yet, ask for a profile."""
    profile = _profile_in(draft, step)
    if step.get("value") == profile["outcome"]:
        return
    profile["outcome"] = _rung(draft, step.get("value"), "profiles", "profile")
    draft["policy"]["profiles"].remove(profile)
    _insert(draft, "profiles", profile)


def remove_profile(draft: Draft, step: Step) -> None:
    """Take a profile out."""
    draft["policy"]["profiles"].remove(_profile_in(draft, step))
    _not_adopted(draft)


def add_part(draft: Draft, step: Step) -> None:
    """Ask for one more thing in a profile: every criterion at half of its points or more, to begin with."""
    profile = _profile_in(draft, step)
    if len(profile["parts"]) >= MOST_PARTS:
        raise RecordError(f"a profile holds {MOST_PARTS} parts at most; take one out first", where="draft")
    profile["parts"].append(dict(_NEXT_PART))
    _not_adopted(draft)


def set_part(draft: Draft, step: Step) -> None:
    """Change how many criteria a part asks for, or how much of their points, in basis points both."""
    part = record_at(_profile_in(draft, step)["parts"], step.get("part"), "part")
    field = step.get("field")
    if field not in ("at_least", "criteria"):
        raise RecordError(f"field {field!r} cannot be set here; allowed are: at_least, criteria", where="draft")
    part[field] = step.get("value")
    _not_adopted(draft)


def remove_part(draft: Draft, step: Step) -> None:
    """Take a part out of a profile; the last one stays, since a profile without any would ask for nothing."""
    parts = _profile_in(draft, step)["parts"]
    record_at(parts, step.get("part"), "part")
    if len(parts) == 1:
        raise RecordError("a profile needs one part at least; take the profile out instead", where="draft")
    del parts[step["part"]]
    _not_adopted(draft)


def free_outcomes(draft: Mapping[str, Any], field: str) -> list[str]:
    """Return the outcomes that could have a cut or profile and have none, best first.

    Only outcomes above the one that is left where nothing is reached can be worth reaching.

    Parameters
    ----------
    draft : dict
        The draft.
    field : str
        "cuts" or "profiles".
    """
    policy = draft["policy"]
    taken = {one["outcome"] for one in policy[field]}
    return [one for one in _worth_reaching(policy) if one not in taken]


def point_shares(draft: Mapping[str, Any]) -> tuple[PointShare, ...]:
    """Return the rungs that a part of a profile can ask for, highest first: each number of points that some level has.

    The share is rounded down, so that exactly these points reach it: of 3 points, 2 are 66.66 of 100 and never 66.67.
    """
    rungs = {level["points"] for one in draft["criteria"] for level in one["levels"] if isinstance(level["points"], int)}
    top = max(rungs, default=0)
    shares = sorted(((points * BASIS_POINTS // top, points) for points in rungs if points > 0), reverse=True)
    return tuple(PointShare(share, f"{points_text(points)} of {points_text(top)} points") for share, points in shares)


def _rung(draft: Draft, outcome: object, field: str, what: str) -> str:
    """Return the id of an outcome to which a cut or profile can lead, and none does yet."""
    policy = draft["policy"]
    one: dict[str, str] = by_id(policy["outcomes"], outcome, "outcome")
    if any(rung["outcome"] == outcome for rung in policy[field]):
        raise RecordError(f"the outcome {one['name']} has a {what} already; change that one", where="draft")
    if outcome not in _worth_reaching(policy):
        below = next((two["name"] for two in policy["outcomes"] if two["id"] == policy["below"]), policy["below"])
        message = f"the outcome {one['name']} is not above {below}, which is left where nothing is reached"
        raise RecordError(f"{message}; a {what} can only lead to a better one", where="draft")
    return one["id"]


def _worth_reaching(policy: Mapping[str, Any]) -> list[str]:
    ids = ids_of(policy["outcomes"])
    return ids[: ids.index(policy["below"])] if policy["below"] in ids else ids


def _insert(draft: Draft, field: str, new: dict[str, Any]) -> None:
    """Put a cut or profile before the first one of an outcome that comes later."""
    rungs, order = draft["policy"][field], ids_of(draft["policy"]["outcomes"])
    later = order[order.index(new["outcome"]) + 1 :]
    rungs.insert(next((at for at, one in enumerate(rungs) if one["outcome"] in later), len(rungs)), new)
    _not_adopted(draft)


def _share(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= BASIS_POINTS:
        found = exact_share(value) if isinstance(value, int) and not isinstance(value, bool) else repr(value)
        raise RecordError(f"a cut is a number from 0 to 100 with at most two decimals, found {found}", where="draft")
    return value


def _profile_in(draft: Draft, step: Step) -> dict[str, Any]:
    return by_id(draft["policy"]["profiles"], step.get("profile"), "profile")


def _not_adopted(draft: Draft) -> None:
    draft["policy"]["adopted"] = None
