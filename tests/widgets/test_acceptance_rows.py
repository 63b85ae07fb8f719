from __future__ import annotations

from fractions import Fraction

import pytest

from rubric_kit.model import Badge, Rubric
from rubric_kit.widgets.acceptance_rows import certain_words, share_words


def rated(rubric: Rubric, **others: str) -> dict[str, str]:
    """Give the highest level everywhere but where another one is named."""
    return {c.id: "l3" for c in rubric.criteria} | others


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (Fraction(0), Fraction(0), "0, none"),
        (Fraction(1), Fraction(1), "100, every one"),
        (Fraction(1, 10_000), Fraction(1, 10_000), "under 0.1, few"),
        (Fraction(2, 3), Fraction(2, 3), "66.6, most"),
        (Fraction(1, 2), Fraction(1, 2), "50, about half"),
        (Fraction(1, 4), Fraction(1, 4), "25, some"),
        (Fraction(9_999, 10_000), Fraction(9_999, 10_000), "99.9, nearly all"),
        (Fraction(2, 3), Fraction(7, 10), "66.6 to 70, most"),
        (Fraction(1, 10), Fraction(9, 10), "10 to 90, what is missing decides"),
    ],
)
def test_a_share_in_digits_and_words(low: Fraction, high: Fraction, words: str) -> None:
    assert share_words(low, high) == words


def test_where_weights_change_nothing_the_room_is_told(rubric: Rubric, two_badges: tuple[Badge, Badge]) -> None:
    answers = {badge.key: rated(rubric) for badge in two_badges}
    assert certain_words(rubric, two_badges, answers) == (
        "2 of 2 badges are decided the same under every weighting. The weights change nothing here."
    )


def test_the_room_is_told_which_ones_to_talk_about(rubric: Rubric, two_badges: tuple[Badge, Badge]) -> None:
    # Two of three points are 66.6 of 100: accepted whatever weighs, and at full value only where evidence weighs little. With
    # nothing for evidence, all weight on it accepts nothing.
    first, second = rated(rubric, learning_evidence="l2"), rated(rubric, learning_evidence="l0")
    answers = {two_badges[0].key: first, two_badges[1].key: second}
    assert certain_words(rubric, two_badges, answers) == (
        "0 of 2 badges are decided the same under every weighting. Of the other 2, 1 is accepted under every weighting: only the "
        "kind of outcome varies. Talk about 1: there the weights decide whether they are accepted, or what is missing does."
    )
