from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.errors import RecordError
from rubric_kit.scoring import move_weight, to_basis_points

names = st.lists(st.sampled_from([f"c{n}" for n in range(12)]), min_size=1, max_size=12, unique=True)


@st.composite
def shares(draw: st.DrawFn) -> dict[str, int | Fraction]:
    amounts = st.integers(0, 10**6) | st.fractions(0, 1000, max_denominator=999)
    return {name: draw(amounts) for name in draw(names)}


@st.composite
def weights(draw: st.DrawFn) -> dict[str, int]:
    return to_basis_points(draw(shares()))


@pytest.mark.parametrize(
    ("given_shares", "expected"),
    [
        # 3333.3 each: three times 3333 leaves one point, remainders are equal, the first gets it.
        ({"a": 1, "b": 1, "c": 1}, {"a": 3334, "b": 3333, "c": 3333}),
        # 1428.57, 2857.14, 5714.28: rounded down 9999, the largest remainder is the first.
        ({"a": 1, "b": 2, "c": 4}, {"a": 1429, "b": 2857, "c": 5714}),
        # 1666.67 and twice 4166.67: rounded down 9998, two points over, three equal remainders: the first two.
        ({"a": 2, "b": 5, "c": 5}, {"a": 1667, "b": 4167, "c": 4166}),
        # All zero: 10,000 over six is 1666.67 each; four points are left for the first four.
        (dict.fromkeys("abcdef", 0), {"a": 1667, "b": 1667, "c": 1667, "d": 1667, "e": 1666, "f": 1666}),
        ({"a": 0, "b": 7}, {"a": 0, "b": 10_000}),
        ({"a": Fraction(1, 3), "b": Fraction(2, 3)}, {"a": 3333, "b": 6667}),
        ({"b": 30, "a": 70}, {"b": 3000, "a": 7000}),
    ],
)
def test_largest_remainders_get_what_is_left_over(given_shares: dict[str, int | Fraction], expected: dict[str, int]) -> None:
    found = to_basis_points(given_shares)
    assert found == expected
    assert list(found) == list(given_shares)


def test_another_total_can_be_shared_out() -> None:
    assert to_basis_points({"a": 1, "b": 1}, 5) == {"a": 3, "b": 2}


@given(given_shares=shares())
def test_rounded_weights_sum_and_stay_within_a_point(given_shares: dict[str, int | Fraction]) -> None:
    found = to_basis_points(given_shares)
    assert sum(found.values()) == 10_000
    whole = sum(given_shares.values())
    exact = {n: Fraction(s) / whole * 10_000 if whole else Fraction(10_000, len(given_shares)) for n, s in given_shares.items()}
    for name, weight in found.items():
        assert abs(weight - exact[name]) < 1
    for one in found:
        for other in found:
            assert found[one] <= found[other] or exact[one] >= exact[other]


@given(given_weights=weights(), to=st.integers(0, 10_000), data=st.data())
def test_a_moved_weight_keeps_the_sum_and_the_order_of_the_others(
    given_weights: dict[str, int], to: int, data: st.DataObject
) -> None:
    moved = data.draw(st.sampled_from(list(given_weights)))
    if len(given_weights) == 1:
        to = 10_000
    found = move_weight(given_weights, moved, to)
    assert list(found) == list(given_weights)
    assert (sum(found.values()), found[moved]) == (10_000, to)
    others = [name for name in found if name != moved]
    rest = sum(given_weights[name] for name in others)
    for name in others:
        share = Fraction(given_weights[name], rest) if rest else Fraction(1, len(others))
        assert abs(found[name] - share * (10_000 - to)) < 1
    for one in others:
        for other in others:
            assert given_weights[one] <= given_weights[other] or found[one] >= found[other]


def test_the_others_give_way_in_proportion() -> None:
    # 3000 and 2000 share 10,000 - 6,000 as 3 to 2: 2400 and 1600.
    assert move_weight({"a": 5000, "b": 3000, "c": 2000}, "a", 6000) == {"a": 6000, "b": 2400, "c": 1600}


def test_others_without_weight_share_evenly() -> None:
    assert move_weight({"a": 10_000, "b": 0, "c": 0}, "a", 9_999) == {"a": 9_999, "b": 1, "c": 0}
    assert move_weight({"a": 10_000, "b": 0, "c": 0}, "a", 4_000) == {"a": 4_000, "b": 3_000, "c": 3_000}


@pytest.mark.parametrize(
    ("given_shares", "message"),
    [
        ({}, "weights need at least one share and none below zero, found none"),
        ({"a": 5, "b": -1}, "weights need at least one share and none below zero, found a 5, b -1"),
    ],
)
def test_shares_that_cannot_be_weights_are_refused(given_shares: dict[str, int | Fraction], message: str) -> None:
    with pytest.raises(RecordError, match=f"^{message}$"):
        to_basis_points(given_shares)


@pytest.mark.parametrize(
    ("name", "to", "message"),
    [
        ("z", 1, "no criterion is called 'z'; known are: a, b"),
        ("a", 10_001, "a weight is between 0 and 10,000 basis points, found 10,001"),
        ("a", -1, "a weight is between 0 and 10,000 basis points, found -1"),
    ],
)
def test_a_move_that_cannot_be_made_is_refused(name: str, to: int, message: str) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        move_weight({"a": 5000, "b": 5000}, name, to)


def test_the_only_criterion_keeps_the_whole_weight() -> None:
    assert move_weight({"a": 10_000}, "a", 10_000) == {"a": 10_000}
    with pytest.raises(RecordError, match=r"^the only criterion carries the whole weight of 10,000 basis points$"):
        move_weight({"a": 10_000}, "a", 9_000)
