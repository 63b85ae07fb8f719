from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring.exchange.exact_number import decimal_text, exact_number, json_number


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.25, "1/4"),
        (0.1667, "1667/10000"),
        (0.1 + 0.2, "3/10"),
        (3, "3"),
        (1e-300, "0"),
        ("2,5", "5/2"),
        (" 3 pts. ", "3"),
        (".5", "1/2"),
        ("4.", "4"),
        ("\u22121", "-1"),
        ("1e3", None),
        ("three", None),
        ("3-4", None),
        ("", None),
        (True, None),
        (None, None),
        (1e300, None),
        (10**400, None),
        ("9" * 400, None),
        ([1], None),
    ],
)
def test_numbers_are_read_as_they_are_written(value: Any, expected: str | None) -> None:
    assert exact_number(value) == (None if expected is None else Fraction(expected))


@given(st.integers(0, 10_000))
def test_every_weight_survives_json(weight: int) -> None:
    assert exact_number(weight / 10_000) == Fraction(weight, 10_000)


@given(st.integers(-(10**9), 10**9), st.integers(0, 9))
def test_decimal_text_is_exact(number: int, decimals: int) -> None:
    value = Fraction(number, 10**decimals)
    assert exact_number(decimal_text(value)) == value
    assert exact_number(json_number(value)) == value
