"""Decisions for many badges, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from rubric_kit.model import Badge, Decision, Rubric
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.decision import decide


def rank(
    rubric: Rubric, badges: Iterable[Badge], answers: Mapping[str, Answers], *, what_if: bool = False
) -> tuple[Decision, ...]:
    """Decide on each badge and sort: highest low end first, then highest high end, then the order given.

    Parameters
    ----------
    rubric : Rubric
        The version to decide by.
    badges : iterable of Badge
        The badges.
    answers : mapping of badge key to answers
        A badge without an entry counts as not rated.
    what_if : bool
        Whether the decisions carry settlers and flips; without them a ranking is quick enough to follow a key press.
    """
    decisions = [decide(rubric, badge, answers.get(badge.key, {}), what_if=what_if) for badge in badges]
    return tuple(sorted(decisions, key=_best_first))


def _best_first(decision: Decision) -> tuple[Fraction, Fraction]:
    low, high = decision.score.ends
    return -low, -high
