from __future__ import annotations

import pytest

from rubric_kit.model import STATE_WORDS, FactState, RatingState, Score, interval_text, share_text


def score(low: int, high: int, full: int) -> Score:
    weights = {"applicable_weight": 10_000, "rated_weight": 10_000}
    return Score.parse({"badge": "a" * 64, "rater": "panel", "low": low, "high": high, "full": full, "criteria": []} | weights)


# Rounded down: 60.0 is shown only where 60 of 100 is reached.
@pytest.mark.parametrize(
    ("share", "text"), [(8333, "83.3"), (5999, "59.9"), (6000, "60.0"), (6009, "60.0"), (0, "0.0"), (10_000, "100.0"), (5, "0.0")]
)
def test_a_share_is_written_rounded_down(share: int, text: str) -> None:
    assert share_text(share) == text


# 17,999,999 of 30,000,000 is 59.99999...: 5999.
@pytest.mark.parametrize(
    ("low", "high", "full", "text"),
    [
        (17_999_999, 17_999_999, 30_000_000, "59.9"),
        (18_000_000, 18_000_000, 30_000_000, "60.0"),
        (11_500_000, 19_000_000, 30_000_000, "38.3 to 63.3"),
        (0, 0, 0, "0.0"),
    ],
)
def test_a_score_is_written_as_one_number_or_two(low: int, high: int, full: int, text: str) -> None:
    assert interval_text(score(low, high, full)) == text


def test_an_interval_within_one_tenth_still_reads_as_an_interval() -> None:
    assert interval_text(score(17_999_998, 17_999_999, 30_000_000)) == "59.9 to 59.9"


def test_each_state_has_its_own_words() -> None:
    states = {state.value for state in (*FactState, *RatingState)}
    assert states | {"unrated"} == set(STATE_WORDS)
    assert len(set(STATE_WORDS.values())) == len(STATE_WORDS)
