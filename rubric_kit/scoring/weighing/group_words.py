"""Who is far from whom, on which criterion, and why they say so: a group's weights as plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from rubric_kit.model import Rubric
from rubric_kit.model.weight_set import GroupWeights
from rubric_kit.scoring.weighing.plain_words import listed, points_text, short_name

_CENTRE_WORDS = {"median": "median", "mean": "mean", "geometric_mean": "geometric mean"}


def group_words(rubric: Rubric, group: GroupWeights) -> tuple[str, ...]:
    """Say how a group's weights were made, where its members differ, who stands with whom, and what those apart give as reason.

    Parameters
    ----------
    rubric : Rubric
        The version that was weighed; it has the criteria's names.
    group : GroupWeights
        The weights.
    """
    return (*_centre(group), *_widest(rubric, group), *_factions(group), *_furthest(rubric, group), *_reasons(group))


def _centre(group: GroupWeights) -> Iterator[str]:
    count = len(group.members)
    people = "1 person" if count == 1 else f"{count} people"
    yield f"The {_CENTRE_WORDS[group.centre]} of {people}, brought to 100 points; what each of them said is kept."
    yield from group.remarks


def _widest(rubric: Rubric, group: GroupWeights) -> Iterator[str]:
    widest = max(group.spread, key=lambda one: one.most - one.least)
    if widest.most > widest.least:
        span = f"{points_text(widest.least)} to {points_text(widest.most)} of 100"
        yield f"They differ most on {short_name(rubric, widest.criterion)}: {span}."


def _factions(group: GroupWeights) -> Iterator[str]:
    if len(group.members) == 1:
        return
    within = f"{points_text(group.threshold)} points"
    if len(group.factions) == 1:
        yield f"Nobody is more than {within} away from anybody else."
        return
    parts = "; ".join(f"{listed(faction)}{' alone' if len(faction) == 1 else ''}" for faction in group.factions)
    yield f"{len(group.factions)} groups, in each of which nobody is more than {within} away from anybody else: {parts}."


def _furthest(rubric: Rubric, group: GroupWeights) -> Iterator[str]:
    if not group.distances or not group.distances[0].distance:
        return
    pair = group.distances[0]
    weights = {one.rater: one.as_mapping()[pair.criterion] for one in group.members}
    mine, theirs = (points_text(weights[rater]) for rater in (pair.rater, pair.other))
    yield (
        f"{pair.rater} and {pair.other} are furthest apart: {points_text(pair.distance)} of 100 points would have to move, "
        f"most on {short_name(rubric, pair.criterion)} ({pair.rater} gives it {mine}, {pair.other} {theirs})."
    )


def _reasons(group: GroupWeights) -> Iterator[str]:
    """Give the reasons of those who do not belong to the largest faction; all reasons stay in the record."""
    apart = {rater for faction in group.factions[1:] for rater in faction}
    for member in group.members:
        reason = " ".join(member.note.split())
        if member.rater in apart and reason:
            yield f"{member.rater} says: «{reason}»"
