"""Where two or more badges differ, criterion by criterion, gaps included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rubric_kit.comparing.labels import badge_labels
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, ComparedLevel, Comparison, Criterion, CriterionDifference, RatingState, Rubric, Score
from rubric_kit.scoring import Answers, score_badge


def compare_levels(rubric: Rubric, badges: Sequence[Badge], answers: Mapping[str, Answers]) -> Comparison:
    """Compare badges on every criterion of a rubric.

    Levels are places on each criterion's own scale; distances are weighted points, so that "which criterion explains most"
    speaks of the score. A gap makes a distance an interval; only the certain part explains anything.

    Raises
    ------
    RecordError
        Fewer than two badges were given, or one twice.
    """
    keys = [badge.key for badge in badges]
    if len(set(keys)) < 2 or len(set(keys)) != len(keys):
        raise RecordError(f"a comparison needs two or more different badges, found {len(set(keys))}", where="badges")
    labels = badge_labels(badges)
    scores = {badge.key: score_badge(rubric, badge, answers.get(badge.key, {})) for badge in badges}
    criteria = tuple(_difference(place, c, badges, labels, scores) for place, c in enumerate(rubric.criteria))
    certain = max(criteria, key=lambda one: one.least_gap)
    return Comparison(
        rubric=rubric.fingerprint,
        badges=tuple(keys),
        labels=tuple(labels[key] for key in keys),
        criteria=criteria,
        explains_most=certain.criterion if certain.least_gap else None,
    )


def _difference(
    place: int, criterion: Criterion, badges: Sequence[Badge], labels: Mapping[str, str], scores: Mapping[str, Score]
) -> CriterionDifference:
    levels = tuple(_level(place, criterion, badge, labels[badge.key], scores[badge.key]) for badge in badges)
    # A badge the criterion does not apply to has no place on it and adds nothing to the distance.
    spans = [(one.low, one.high) for one in levels if one.state is not RatingState.NOT_APPLICABLE]
    points = [level.points for level in criterion.levels]
    lows, highs = [points[low] for low, _ in spans], [points[high] for _, high in spans]
    compared = len(spans) > 1
    return CriterionDifference(
        criterion=criterion.id,
        name=criterion.name,
        weight=criterion.weight,
        levels=levels,
        least_gap=criterion.weight * max(0, max(lows) - min(highs)) if compared else 0,
        most_gap=criterion.weight * _widest(list(zip(lows, highs, strict=True))) if compared else 0,
    )


def _widest(spans: list[tuple[int, int]]) -> int:
    """Return the largest possible distance between two different badges: the high end of one, the low end of another."""
    pairs = [(first, other) for at, first in enumerate(spans) for other in spans[at + 1 :]]
    return max(max(a[1] - b[0], b[1] - a[0]) for a, b in pairs)


def _level(place: int, criterion: Criterion, badge: Badge, label: str, score: Score) -> ComparedLevel:
    part = score.criteria[place]
    if part.level is not None:
        low = high = criterion.position(part.level)
    elif part.state is RatingState.NOT_APPLICABLE:
        low = high = 0
    else:
        low, high = 0, len(criterion.levels) - 1
    return ComparedLevel(
        badge=badge.key,
        label=label,
        criterion=criterion.id,
        level=part.level,
        state=part.state,
        rated=part.rated,
        low=low,
        high=high,
    )
