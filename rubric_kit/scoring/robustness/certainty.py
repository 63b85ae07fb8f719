"""Which decisions no weighting can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rubric_kit.model import BASIS_POINTS, Badge, Rubric
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.ladder import Corners
from rubric_kit.scoring.robustness.open_cases import OpenCase, climbed, open_cases

_BOTH = Corners(low=True, high=True)
_EITHER = Corners(low=False, high=True)


class CertainCount(NamedTuple):
    """How many badges are decided the same under every weighting."""

    certain: int
    """Badges that no weighting can decide otherwise."""
    badges: int
    """Badges that were looked at."""
    sentence: str
    """The same in words."""


def certain_under_all(rubric: Rubric, badge: Badge, answers: Answers) -> bool:
    """Tell whether a badge gets the same outcome under every weighting there is, however its gaps are filled.

    Every weighting that gives weight to something that applies is meant, also one that gives all of it to one criterion.
    The score then lies between the least and the greatest points of the criteria that apply, and takes both values.
    """
    outcomes = {one for case in open_cases(rubric, badge, answers) for one in _under_any(rubric, case)}
    return len(outcomes) == 1


def count_certain(rubric: Rubric, badges: Iterable[Badge], answers_by_badge: Mapping[str, Answers]) -> CertainCount:
    """Count the badges whose decision does not depend on the weights."""
    found = [certain_under_all(rubric, badge, answers_by_badge.get(badge.key, {})) for badge in badges]
    certain, total = sum(found), len(found)
    counted = "1 badge is" if total == 1 else f"{total:,} badges are"
    return CertainCount(certain, total, f"{certain:,} of {counted} decided the same under every weighting.")


def _under_any(rubric: Rubric, case: OpenCase) -> set[str]:
    least = min((one for one in case.low if one is not None), default=None)
    most = max((one for one in case.high if one is not None), default=None)
    cuts = []
    for rung in case.rungs:
        if rung.cut is None:
            cuts.append(_BOTH)
        elif least is None or most is None:
            cuts.append(_EITHER)
        else:
            needed = rung.cut * rubric.top
            cuts.append(Corners(least * BASIS_POINTS >= needed, most * BASIS_POINTS >= needed))
    return climbed(case, cuts)
