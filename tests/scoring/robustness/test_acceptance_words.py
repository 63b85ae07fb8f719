from __future__ import annotations

from fractions import Fraction

import pytest

from rubric_kit.scoring.robustness import Acceptance, acceptance_words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (Fraction(593, 1000), Fraction(593, 1000), "59.3 of 100 weightings"),
        (Fraction(5996, 10_000), Fraction(5996, 10_000), "59.9 of 100 weightings"),
        (Fraction(1), Fraction(1), "100 of 100 weightings"),
        (Fraction(0), Fraction(0), "0 of 100 weightings"),
        (Fraction(99_999, 100_000), Fraction(99_999, 100_000), "99.9 of 100 weightings"),
        (Fraction(1, 100_000), Fraction(1, 100_000), "less than 0.1 of 100 weightings"),
        (Fraction(0), Fraction(1, 2), "0 to 50.0 of 100 weightings, depending on what is missing"),
    ],
)
def test_a_doubt_is_never_rounded_away(low: Fraction, high: Fraction, words: str) -> None:
    assert acceptance_words(Acceptance(low, high)) == words
