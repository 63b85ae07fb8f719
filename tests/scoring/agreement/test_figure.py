"""How a number is written: so many of 100, no rounding to all or none, no zero before the point."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.agreement import FIGURES, MAIN_FIGURES, Figure
from rubric_kit.scoring.agreement.figure import coefficient_text, of_hundred, round_half_up, signed_points


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(0), "0 of 100"),
        (Fraction(1, 1000), "fewer than 1 of 100"),
        (Fraction(7, 9), "78 of 100"),
        (Fraction(1, 200), "1 of 100"),
        (Fraction(999, 1000), "more than 99 of 100"),
        (Fraction(1), "100 of 100"),
    ],
)
def test_shares(share: Fraction, text: str) -> None:
    assert of_hundred(share) == text


@given(share=st.fractions(0, 1))
def test_all_and_none_are_said_only_where_they_are_true(share: Fraction) -> None:
    assert (of_hundred(share) == "100 of 100") is (share == 1)
    assert (of_hundred(share) == "0 of 100") is (share == 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(113, 152), ".743"),
        (Fraction(-1, 20), "-.050"),
        (Fraction(1), "1"),
        (Fraction(0), "0"),
        (Fraction(-1), "-1"),
        (Fraction(9999, 10000), "1.000"),
        (Fraction(-1, 10000), ".000"),
        (Fraction(-5, 4), "-1.250"),
    ],
)
def test_coefficients(value: Fraction, text: str) -> None:
    assert coefficient_text(value) == text


def test_changes() -> None:
    assert [signed_points(Fraction(at, 100)) for at in (18, -1, 0)] == ["18 of 100 more", "1 of 100 fewer", "no change"]


@given(value=st.fractions(-50, 50))
def test_rounding_is_to_the_nearest(value: Fraction) -> None:
    assert abs(round_half_up(value) - value) <= Fraction(1, 2)


def test_a_figure_for_programs() -> None:
    share = Figure("exact", FIGURES["exact"], Fraction(7, 9), 0.7, 1.0)
    assert (share.text, share.interval_text) == ("78 of 100", "70 to 100 of 100")
    plain = share.plain()
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["value"], plain["shown"], plain["low"], plain["why"]) == ("7/9", "78 of 100", 0.7, "")
    average = Figure("kappa", FIGURES["kappa"], 0.4567, note="average over 10 pairs of raters")
    assert (average.plain()["value"], average.text, average.interval_text) == (0.4567, ".457", "")
    refused = Figure("ac1", FIGURES["ac1"], why="too few")
    assert (refused.text, refused.plain()["value"], refused.plain()["why"]) == ("", None, "too few")


def test_every_figure_asks_a_question_and_says_when_not_to_use_it_and_where_it_stands() -> None:
    assert list(FIGURES)[:2] == ["exact", "adjacent"]
    assert list(MAIN_FIGURES) == [key for key in FIGURES if key in MAIN_FIGURES]
    for key, facts in FIGURES.items():
        assert facts.name.endswith("?"), key
        assert facts.when_not.startswith("Not "), key
        assert facts.when_not.endswith("."), key
        assert facts.source, key
    assert len({facts.statistic for facts in FIGURES.values()}) == len(FIGURES)
    assert len({facts.name for facts in FIGURES.values()}) == len(FIGURES)


def test_the_two_ordinals_are_named_apart_everywhere() -> None:
    for key, facts in FIGURES.items():
        named = {one for one in ("krippendorff", "gwet") if f"ordinal_{one}" in key}
        if "ordinal" in key:
            assert len(named) == 1, key
            assert facts.statistic.endswith(f"ordinal by {named.pop().title()}"), key
