from __future__ import annotations

from typing import Any

import pytest

from rubric_kit.intake.frameworks.case_text import claim, exact, joined, line


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<p>Solve <b>linear</b> equations.</p><p>Twice &amp; again</p>", "Solve linear equations. Twice & again"),
        ("H<sub>2</sub>O", "H2O"),
        ("one<br/>two", "one two"),
        ("x < 5 and y > 3", "x < 5 and y > 3"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("&lt;b&gt;", "<b>"),
        ("a\0b\ud800", "a�b�"),
        (2.5, "2.5"),
        ("  ", None),
        ("<p></p>", None),
        (None, None),
        (["", "a"], "a"),
    ],
)
def test_markup_goes_and_words_stay(value: Any, text: str | None) -> None:
    assert line(value) == text


def test_a_long_statement_is_cut_to_one_line() -> None:
    assert line("x" * 401) == "x" * 399 + "…"
    assert line("x" * 400) == "x" * 400


@pytest.mark.parametrize("text", ["a\0b", "", "  ", "x" * 401, 5, None])
def test_an_identifier_that_would_have_to_be_changed_is_left_out(text: Any) -> None:
    assert exact(text) is None


def test_addresses_may_be_longer_than_identifiers() -> None:
    assert claim("https://a.example/" + "x" * 1_982) == "https://a.example/" + "x" * 1_982
    assert claim("https://a.example/" + "x" * 1_983) is None


def test_lists_become_one_line() -> None:
    assert (joined(["09", "10", ""]), joined("09"), joined([])) == ("09, 10", "09", None)
