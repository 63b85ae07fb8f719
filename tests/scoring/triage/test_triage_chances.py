"""Exact chances: by hand, against a count of every way to deal the rows, and against the law they are said to follow."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.scoring.triage.chances import (
    allowed_disagreements,
    chance_of_more,
    fewest_misroutes,
    fewest_past_decisions,
    fewest_that_can_be_promised,
)

FIVE = Fraction(5, 100)


def test_a_chance_by_hand() -> None:
    # Two new and three past rows, two of them picked: 10 pairs. Both new: 1 pair. At least one new: 10 - 3 = 7 pairs.
    assert chance_of_more(1, 2, 3, 2) == Fraction(1, 10)
    assert chance_of_more(0, 2, 3, 2) == Fraction(7, 10)
    assert chance_of_more(-1, 2, 3, 2) == 1
    assert chance_of_more(2, 2, 3, 2) == 0


@given(batch=st.integers(1, 4), past=st.integers(0, 5), most=st.integers(-1, 4), data=st.data())
def test_a_chance_is_a_share_of_all_ways_to_deal(batch: int, past: int, most: int, data: st.DataObject) -> None:
    rows = data.draw(st.integers(0, batch + past))
    deals = [set(one) for one in itertools.combinations(range(batch + past), batch)]
    more = sum(len(deal & set(range(rows))) > most for deal in deals)
    assert chance_of_more(most, batch, past, rows) == Fraction(more, len(deals))


# J8: 120 badges and at most 3 misroutes. All four of the clearest disagreements are new with C(120, 4) / C(120 + n, 4):
# for n = 132 that is 8,214,570 / 164,059,875 = .0501, for n = 133 it is 8,214,570 / 166,695,375 = .0493.
def test_how_many_past_decisions_a_july_needs() -> None:
    assert comb(120, 4) == 8_214_570
    needed = fewest_past_decisions(120, 3, FIVE)
    assert Fraction(comb(120, 4), comb(120 + needed, 4)) <= FIVE < Fraction(comb(120, 4), comb(120 + needed - 1, 4))
    assert needed == 133
    assert allowed_disagreements(needed - 1, 120, 3, FIVE) is None
    assert allowed_disagreements(needed, 120, 3, FIVE) == 0
    # Four such years: of 7 disagreements 4 or more are new in 3.2 of 100 deals, of 8 in 5.5.
    assert allowed_disagreements(480, 120, 3, FIVE) == 3
    assert [round(float(chance_of_more(3, 120, 480, rows)), 3) for rows in (7, 8)] == [0.032, 0.055]


# With one past decision: the 115 clearest disagreements are all new if it is among the other 6 of 121 rows, .0496.
@pytest.mark.parametrize(("past", "promised"), [(0, 120), (1, 114), (60, 7), (132, 4), (133, 3), (500, 1), (2400, 0)])
def test_what_a_short_past_can_promise_instead(past: int, promised: int) -> None:
    assert fewest_that_can_be_promised(past, 120, FIVE) == promised
    if promised < 120:
        assert allowed_disagreements(past, 120, promised, FIVE) is not None
    if 0 < promised < 120:
        assert allowed_disagreements(past, 120, promised - 1, FIVE) is None


@given(batch=st.integers(2, 60), past=st.integers(1, 120), most=st.integers(0, 8), sure=st.integers(50, 99))
def test_what_is_allowed_keeps_the_promise_and_one_more_would_not(batch: int, past: int, most: int, sure: int) -> None:
    doubt = Fraction(100 - sure, 100)
    if most >= batch:
        return
    allowed = allowed_disagreements(past, batch, most, doubt)
    if allowed is None:
        assert past < fewest_past_decisions(batch, most, doubt)
        return
    assert past >= fewest_past_decisions(batch, most, doubt)
    assert chance_of_more(most, batch, past, allowed + most + 1) <= doubt
    if allowed < past:
        assert chance_of_more(most, batch, past, allowed + most + 2) > doubt


@given(past=st.integers(1, 40), batch=st.integers(1, 40), data=st.data())
def test_the_lower_limit_follows_the_beta_binomial_law_of_its_source(past: int, batch: int, data: st.DataObject) -> None:
    """Thatcher 1964: the exact lower limit for m is the quantile of the beta-binomial law with parameters k and n - k + 1."""
    against = data.draw(st.integers(0, past))
    least = fewest_misroutes(against, past, batch, FIVE)
    if against == 0:
        assert least == 0
        return

    def below(m: int) -> Fraction:
        # P(M < m) for M beta-binomial: x of the batch fall in front of the k-th of n ordered uniform draws.
        ways = sum(comb(against - 1 + x, x) * comb(past - against + batch - x, batch - x) for x in range(m))
        return Fraction(ways, comb(past + batch, batch))

    assert below(least) <= FIVE
    assert least == batch or below(least + 1) > FIVE


def test_many_rows_are_no_trouble() -> None:
    # One row of 51 is new: of 70 rows 4 or more are new in 4.9 of 100 deals (Poisson law with mean 70 / 51: 5.1), of 71 in 5.1.
    assert allowed_disagreements(20_000, 400, 3, FIVE) == 66
