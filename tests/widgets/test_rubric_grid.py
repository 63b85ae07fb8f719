import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.widgets.rubric_grid import weight_from_text, weight_text


@pytest.mark.parametrize(
    ("text", "weight"),
    [("25", 2500), (" 12.5 ", 1250), ("12,50", 1250), ("0.05", 5), ("3.", 300), ("12.000", 1200), ("-5", -500), ("100", 10_000)],
)
def test_points_of_100_become_basis_points(text: str, weight: int) -> None:
    assert weight_from_text(text) == weight


@pytest.mark.parametrize("text", ["", "a third", "12.345", "12.5.1", "1e1", "5 %"])
def test_other_text_stays_for_the_person_to_mend(text: str) -> None:
    assert weight_from_text(text) == text


@pytest.mark.parametrize("text", ["1_0", "0000000012"])
def test_text_that_would_pass_for_basis_points_is_dropped(text: str) -> None:
    assert weight_from_text(text) is None


@given(st.integers(-20_000, 20_000))
def test_what_is_shown_is_read_as_the_same_weight(weight: int) -> None:
    assert weight_from_text(weight_text(weight)) == weight


@pytest.mark.parametrize(("weight", "text"), [(2500, "25"), (1250, "12.5"), (1225, "12.25"), (5, "0.05"), (0, "0"), (None, "")])
def test_a_weight_is_shown_without_needless_zeros(weight: int | None, text: str) -> None:
    assert weight_text(weight) == text
