from __future__ import annotations

import time

import pytest

from rubric_kit.intake.facts.statements import Amount, StatedLevel, amounts, bare_amount, evidence_demands, stated_level


def test_an_amount_is_named_once_and_at_most_eight_are() -> None:
    assert amounts("2 hours and 2 hrs and 2 h") == (Amount("hours", "2 hours", 2),)
    assert len(amounts(" ".join(f"{number} hours," for number in range(1, 20)))) == 8


def test_a_text_without_a_unit_states_nothing() -> None:
    assert amounts("Two days in room 10 with 20 others") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3", Amount("", "3", None)), (" 3.50 ", Amount("", "3.5", None)), ("3 pigs", None), ("", None)],
)
def test_bare_amount(text: str, expected: Amount | None) -> None:
    assert bare_amount(text) == expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("LEVEL 2", False, StatedLevel("level 2", None)),
        ("Tier #3", True, StatedLevel("tier 3", None)),
        ("level 2 out of 8", False, StatedLevel("level 2", 8)),
        ("level iv", False, StatedLevel("level 4", None)),
        ("Level ivy", False, None),
        ("Expert", True, StatedLevel("expert", None)),
        ("Experts", True, None),
        ("an expert spoke", False, None),
        ("level: expert", False, StatedLevel("expert", None)),
    ],
)
def test_stated_level(text: str, title: bool, expected: StatedLevel | None) -> None:
    assert stated_level(text, title=title) == expected


def test_demands_are_told_apart_sentence_by_sentence() -> None:
    assert evidence_demands("Attend. Teachers have to keep a portfolio.") == ("required",)
    assert evidence_demands("Come along.") == ()


@pytest.mark.parametrize(
    "piece", ["1" * 20_000 + " hours", "1,000" * 4_000 + " hour", "1 to " * 4_000 + "hour", "level " * 3_300]
)
def test_no_statement_takes_long(piece: str) -> None:
    start = time.perf_counter()
    assert amounts(piece) is not None
    stated_level(piece, title=False)
    assert time.perf_counter() - start < 5
