"""The words for one rule of a policy: the same in a decision's trace, in the policy read aloud, and in a list of changes."""

from __future__ import annotations

from rubric_kit.model.criterion import Criterion
from rubric_kit.model.policy import Policy, Profile, ProfilePart
from rubric_kit.model.record import BASIS_POINTS
from rubric_kit.model.rubric import Rubric


def level_words(criterion: Criterion, level_id: str) -> str:
    """Return the name of a level in guillemets."""
    level = criterion.level(level_id)
    return f"«{level.name if level else level_id}»"


def condition_words(rubric: Rubric, criterion_id: str, level_id: str) -> str:
    """Return what a gate or a condition asks for, such as "Locality is at least «Near»"."""
    criterion = rubric.criterion(criterion_id)
    return f"{criterion.name} is at least {level_words(criterion, level_id)}"


def exact_share(share: int) -> str:
    """Write basis points as points of 100 without rounding: rules are said exactly, scores are rounded down.

    Examples
    --------
    >>> exact_share(6000), exact_share(6550), exact_share(6667)
    ('60', '65.5', '66.67')
    """
    return _decimal(share, 100)


def points_text(points: int) -> str:
    """Write thousandths of a point as points without rounding.

    Examples
    --------
    >>> points_text(3000), points_text(1250)
    ('3', '1.25')
    """
    return _decimal(points, 1000)


def needed_points(part: ProfilePart, top: int) -> int:
    """Return the fewest points, in thousandths, with which a criterion reaches a part of a profile."""
    return -(-part.at_least * top // BASIS_POINTS)


def needed_criteria(part: ProfilePart, applying: int) -> int:
    """Return how many of the criteria that apply must reach a part of a profile."""
    return -(-part.criteria * applying // BASIS_POINTS)


def part_words(part: ProfilePart, top: int) -> str:
    """Return what a part of a profile asks for, such as "at least half of the criteria at 2 of 3 points or more"."""
    shares = {BASIS_POINTS: "every criterion that applies", BASIS_POINTS // 2: "at least half of the criteria that apply"}
    who = shares.get(part.criteria, f"at least {exact_share(part.criteria)} of 100 of the criteria that apply")
    if part.at_least == BASIS_POINTS:
        return f"{who} at the highest level"
    return f"{who} at {points_text(needed_points(part, top))} of {points_text(top)} points or more"


def profile_words(profile: Profile, top: int) -> str:
    """Return what a profile asks for; all of its parts must hold."""
    return ", and ".join(part_words(part, top) for part in profile.parts)


def below_words(policy: Policy) -> str:
    """Return when the outcome that is left is the one that counts."""
    if not policy.profiles:
        return "below all cuts"
    return "where no cut and no profile is reached" if policy.cuts else "where no profile is reached"


def _decimal(value: int, unit: int) -> str:
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), unit)
    tail = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0")
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"
