"""`Comparison`: level differences of two or more badges over the criteria of one rubric."""

from __future__ import annotations

from rubric_kit.model.record import Id, Line, Record, Sha256
from rubric_kit.model.state import RatingState


class ComparedLevel(Record):
    """Where one badge stands on one criterion."""

    badge: Sha256
    """Key of the badge."""
    label: Line
    """Label that tells it from the others, stable for a given set."""
    criterion: Id
    """Criterion."""
    level: Id | None
    """Level, None where there is a gap."""
    state: RatingState | None
    """Why there is no level."""
    rated: bool
    """Whether anybody rated it."""
    low: int
    """Lowest possible place on the criterion's own scale, 0 for the lowest rung."""
    high: int
    """Highest possible place."""


class CriterionDifference(Record):
    """How far the badges are apart on one criterion."""

    criterion: Id
    """Criterion."""
    name: Line
    """Title of the criterion."""
    weight: int
    """Weight in basis points."""
    levels: tuple[ComparedLevel, ...]
    """One entry per badge, in the order of the badges."""
    least_gap: int
    """Smallest possible distance between the outermost badges, in basis points times thousandths of a point."""
    most_gap: int
    """Largest possible distance, in the same unit; equal to the smallest where nothing is missing."""


class Comparison(Record):
    """Level differences of a set of badges on one rubric."""

    rubric: Sha256
    """Fingerprint of the rubric version."""
    badges: tuple[Sha256, ...]
    """Keys of the badges, in order."""
    labels: tuple[Line, ...]
    """Labels of the badges, in the same order, all different."""
    criteria: tuple[CriterionDifference, ...]
    """One entry per criterion, in the rubric's order."""
    explains_most: Id | None
    """Criterion with the largest certain distance; None if no distance is certain."""
