"""Kept weights and what they say together, as the plain rows that the asking widget draws: words and places, no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

from rubric_kit.comparing import weight_text
from rubric_kit.model import CriterionWeight, Rubric, WeightSet, visible
from rubric_kit.model.weight_set import GroupCentre, GroupWeights
from rubric_kit.scoring.weighing import MODES, group_words

CENTRES: tuple[GroupCentre, ...] = get_args(GroupCentre)
"""What can be taken of several people's weights, the usual first."""
_CENTRE_NAMES: dict[GroupCentre, str] = {
    "median": "the middle one (median)",
    "mean": "the average (mean)",
    "geometric_mean": "the geometric mean",
}
_MOST_PAIRS = 10


def centre_name(centre: GroupCentre) -> str:
    """Return what the room calls a centre."""
    return _CENTRE_NAMES[centre]


def set_rows(rubric: Rubric, sets: Iterable[WeightSet], key: Callable[[WeightSet], str]) -> list[dict[str, Any]]:
    """Return one row for each kept set: whose it is, how it was asked for, the weights and the reason."""
    return [
        {
            "key": key(one),
            "title": f"{one.rater}: {MODES[one.mode].name}",
            "weights": _weights_text(rubric, one.weights),
            "note": visible(one.note),
        }
        for one in sets
    ]


def group_rows(rubric: Rubric, group: GroupWeights) -> dict[str, Any]:
    """Return the group's weights with their spread, who is far from whom, and who stands with whom."""
    together = group.as_mapping()
    return {
        "rows": [
            {
                "name": visible(rubric.criterion(one.criterion).name),
                "numbers": [
                    weight_text(together[one.criterion]),
                    _span(one.least, one.most),
                    _span(one.lower_quartile, one.upper_quartile),
                ],
            }
            for one in group.spread
        ],
        "sentences": [visible(one) for one in group_words(rubric, group)],
        "pairs": _pairs(group),
    }


def _span(low: int, high: int) -> str:
    return weight_text(low) if low == high else f"{weight_text(low)} to {weight_text(high)}"


def _pairs(group: GroupWeights) -> str:
    """Say how far each two people are apart, the furthest first; of two people the sentences have said it."""
    if len(group.distances) < 2:
        return ""
    told = [f"{one.rater} and {one.other} {weight_text(one.distance)}" for one in group.distances[:_MOST_PAIRS]]
    more = len(group.distances) - len(told)
    return f"Points of 100 that would have to move: {'; '.join(told)}{f'; and {more} pairs that are nearer' if more else ''}."


def _weights_text(rubric: Rubric, weights: Iterable[CriterionWeight]) -> str:
    return ", ".join(f"{visible(rubric.criterion(one.criterion).name)} {weight_text(one.weight)}" for one in weights)
